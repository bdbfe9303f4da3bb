//! Reading records.

use crate::api::openapi::operation::{Answer, Operation};
use crate::api::openapi::parameters::{FILTERS, FORMAT, ID, IF_NONE_MATCH, LANG, PART, RDF, TABLE};
use crate::api::openapi::problems::{ENTRY, QUERY, STORE};
use crate::api::view::{RecordPage, RecordView};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/records", "listRecords", "records", "A page of records, newest arrival first")
        .about(
            "Filters combine. `total` counts the records on all pages, and `facets` what they are of; both are there on \
             the first one. With `format` the page is a file.",
        )
        .takes(&[FILTERS, IF_NONE_MATCH])
        .answers(&[Answer::json::<RecordPage>(200, "The page.").or(LIST_FILES).with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, &["bad_cursor", "internal"]]),
    Operation::get("/api/v1/search", "searchRecords", "records", "A page of records, the best fit first")
        .about(
            "As the list of records, with `sort=relevance` as the default: records in the language of the words come \
             first, then those with the words in the title. `recognised` says which words are the name of a topic, and \
             `snippet` where the words stand.",
        )
        .takes(&[FILTERS, IF_NONE_MATCH])
        .answers(&[Answer::json::<RecordPage>(200, "The page.").or(LIST_FILES).with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, &["bad_cursor", "internal"]]),
    Operation::get("/api/v1/records/{id}", "showRecord", "records", "One record, whole")
        .about(
            "With who signed it, and where it leads. Its `record` is `null` when it is of a kind that this version does \
             not know. A withdrawn record answers 410 with the reason.",
        )
        .takes(&[ID, IF_NONE_MATCH])
        .answers(&[Answer::json::<RecordView>(200, "The record.").with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, ENTRY, STORE]),
    Operation::get("/api/v1/records/{id}/raw", "showRecordRaw", "records", "An entry as bytes")
        .about(
            "`part=shell` is the COSE_Sign1 (`application/cose; cose-type=\"cose-sign1\"`), which any COSE library \
             verifies with the member's public key; its SHA-256 is the entry id. Of a withdrawn record only the shell is \
             served, and the frame once the record is erased from it.",
        )
        .takes(&[ID, PART, IF_NONE_MATCH])
        .answers(&[
            Answer::bytes(200, "The bytes.", &["application/cose", "application/cbor"])
                .with(&["ETag", "Content-Disposition"]),
            Answer::UNCHANGED,
        ])
        .refuses(&[QUERY, ENTRY, STORE]),
    Operation::get("/api/v1/records/{id}/export", "exportRecord", "records", "A record or its tables as a file")
        .about(
            "`html`, `markdown` and `json` have the whole record, `xlsx` all its tables, the formats of figures one table \
             a file. Without `format` there is no answer.",
        )
        .takes(&[ID, FORMAT, TABLE, LANG, IF_NONE_MATCH])
        .answers(&[
            Answer::bytes(200, "The file.", RECORD_FILES).with(&["ETag", "Content-Disposition"]),
            Answer::UNCHANGED,
        ])
        .refuses(&[QUERY, ENTRY, STORE]),
    Operation::get("/api/v1/topics", "topics", "records", "The vocabulary of topics as SKOS")
        .about("With labels in all languages. `version` is the digest of the data.")
        .takes(&[RDF, IF_NONE_MATCH])
        .answers(&[
            Answer::bytes(200, "The vocabulary.", &["application/ld+json", "text/turtle", "application/rdf+xml"])
                .with(&["ETag"]),
            Answer::UNCHANGED,
        ])
        .refuses(&[QUERY, &["internal"]]),
];

/// Media types of lists as files.
const LIST_FILES: &[&str] = &[
    "application/json",
    "text/csv",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/markdown",
    "text/html",
];

/// Media types of records as files.
const RECORD_FILES: &[&str] = &[
    "application/vnd.sdmx.data+csv",
    "application/vnd.sdmx.structure+xml",
    "application/json",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
    "text/markdown",
    "text/html",
];
