//! What follows the conventions of the field: one path for each kind of thing. Where several forms or places of it are
//! there, the text says so.

use crate::api::openapi::operation::{Answer, CONVENTIONS, Operation};
use crate::api::openapi::parameters::{CURSOR, DATA, FEED, FLOW, IF_NONE_MATCH, LANG, STATISTICS, STRUCTURE};
use crate::api::openapi::problems::{QUERY, STORE};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("/dcat", "dcat", CONVENTIONS, "The public records as a catalogue by DCAT-AP 3.0.1")
        .about(
            "In the form that `Accept` says; `/dcat.ttl`, `/dcat.jsonld` and `/dcat.rdf` have one each. `hydra:next` leads \
             to the next page.",
        )
        .takes(&[CURSOR, IF_NONE_MATCH])
        .answers(&[Answer::bytes(200, "A page of the catalogue.", RDF).with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, &["bad_cursor"], STORE]),
    Operation::get("/topics.ttl", "topicsAsTurtle", CONVENTIONS, "The vocabulary of topics as SKOS")
        .about("Also `/topics.jsonld` and `/topics.rdf`, and `/topics` by `Accept`.")
        .takes(&[IF_NONE_MATCH])
        .answers(&[Answer::bytes(200, "The vocabulary.", &["text/turtle"]).with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[&["internal"]]),
    Operation::get("/feeds/records.atom", "feed", CONVENTIONS, "New records as Atom (RFC 4287)")
        .takes(&[LANG, CURSOR, IF_NONE_MATCH])
        .answers(ATOM)
        .refuses(&[QUERY, &["bad_cursor"], STORE]),
    Operation::get("/feeds/topics/{file}", "topicFeed", CONVENTIONS, "New records on a topic as Atom")
        .takes(&[FEED, LANG, CURSOR, IF_NONE_MATCH])
        .answers(ATOM)
        .refuses(&[QUERY, &["bad_cursor", "not_found"], STORE]),
    Operation::get("/feeds/members/{file}", "memberFeed", CONVENTIONS, "New records of a member as Atom")
        .takes(&[FEED, LANG, CURSOR, IF_NONE_MATCH])
        .answers(ATOM)
        .refuses(&[QUERY, &["bad_cursor", "not_found"], STORE]),
    Operation::get(
        "/eurostat/api/dissemination/statistics/1.0/data/{code}",
        "statistics",
        CONVENTIONS,
        "All figures of a measure as JSON-stat 2.0",
    )
    .about("Any dimension of the data narrows it by its id: `sex=F`, several times for several codes.")
    .takes(&[FLOW, STATISTICS, IF_NONE_MATCH])
    .answers(&[
        Answer::bytes(200, "The figures.", JSON).with(&["ETag"]),
        Answer::UNCHANGED,
        Answer::bytes(400, "The question means nothing.", JSON),
        Answer::bytes(404, "There is no such measure, or no figure fits.", JSON),
        Answer::bytes(413, "There are too many figures.", JSON),
    ])
    .refuses(&[&["bad_query"], STORE]),
    Operation::get(
        "/eurostat/api/dissemination/catalogue/toc/txt",
        "tableOfContents",
        CONVENTIONS,
        "What measures there are, with tabs between the columns",
    )
    .takes(&[IF_NONE_MATCH])
    .answers(&[Answer::bytes(200, "The list.", &["text/plain"]).with(&["ETag"]), Answer::UNCHANGED])
    .refuses(&[&["bad_query"], STORE]),
    Operation::get(
        "/eurostat/api/dissemination/catalogue/metabase.txt.gz",
        "metabase",
        CONVENTIONS,
        "All codes of all dimensions of all measures",
    )
    .takes(&[IF_NONE_MATCH])
    .answers(&[Answer::bytes(200, "The list.", &["application/gzip"]).with(&["ETag"]), Answer::UNCHANGED])
    .refuses(&[STORE]),
    Operation::get(
        "/sdmx/2.1/dataflow/{agency}/{code}/{version}",
        "dataflow",
        CONVENTIONS,
        "The structure of a measure (SDMX REST 2.1)",
    )
    .about(
        "Likewise `datastructure`, `codelist`, `conceptscheme` and `contentconstraint`. All of it is also below \
         `/eurostat/api/dissemination`.",
    )
    .takes(&[STRUCTURE, IF_NONE_MATCH])
    .answers(&[
        Answer::bytes(200, "The structure.", &[SDMX, "application/json"]).with(&["ETag"]),
        Answer::UNCHANGED,
        Answer::bytes(400, "The question means nothing.", &[SDMX]),
        Answer::bytes(404, "There is nothing of this name.", &[SDMX]),
        Answer::bytes(413, "There are too many figures.", &[SDMX]),
        Answer::bytes(501, "There is no such list.", &[SDMX]),
    ])
    .refuses(&[&["bad_query"], STORE]),
    Operation::get("/sdmx/2.1/data/{code}/{key}", "sdmxData", CONVENTIONS, "Figures of a measure (SDMX REST 2.1)")
        .about("In the form that `format` says, else `Accept`. Also below `/eurostat/api/dissemination`.")
        .takes(&[FLOW, DATA, IF_NONE_MATCH])
        .answers(&[
            Answer::bytes(200, "The figures.", OF_DATA).with(&["ETag"]),
            Answer::UNCHANGED,
            Answer::bytes(400, "The question means nothing.", &[SDMX]),
            Answer::bytes(404, "There is no such measure, or no figure fits.", &[SDMX]),
            Answer::bytes(406, "There is no such form.", &[SDMX]),
            Answer::bytes(413, "There are too many figures.", &[SDMX]),
        ])
        .refuses(&[&["bad_query"], STORE]),
];

const ATOM: &[Answer] =
    &[Answer::bytes(200, "The feed.", &["application/atom+xml"]).with(&["ETag"]), Answer::UNCHANGED];

const JSON: &[&str] = &["application/json"];

const RDF: &[&str] = &["text/turtle", "application/ld+json", "application/rdf+xml"];

const SDMX: &str = "application/vnd.sdmx.structure+xml";

const OF_DATA: &[&str] = &[
    "application/vnd.sdmx.genericdata+xml",
    "application/vnd.sdmx.data+csv",
    "text/tab-separated-values",
    "application/json",
    "application/gzip",
];
