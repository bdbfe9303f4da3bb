//! Reading records.

use crate::api::openapi::operation::{Answer, Operation};
use crate::api::openapi::parameters::{FILTERS, ID, IF_NONE_MATCH, PART};
use crate::api::openapi::problems::{ENTRY, QUERY, STORE};
use crate::api::view::{RecordPage, RecordView};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/records", "listRecords", "records", "A page of records, newest arrival first")
        .about("Filters combine. `total` counts the records on all pages and is there on the first one.")
        .takes(&[FILTERS])
        .answers(&[Answer::json::<RecordPage>(200, "The page.")])
        .refuses(&[QUERY, &["bad_cursor", "internal"]]),
    Operation::get("/api/v1/search", "searchRecords", "records", "A page of records, the best fit first")
        .about(
            "As the list of records, with `sort=relevance` as the default: words in the title come first, then words \
             in your language (`lang`), then whole words before parts.",
        )
        .takes(&[FILTERS])
        .answers(&[Answer::json::<RecordPage>(200, "The page.")])
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
];
