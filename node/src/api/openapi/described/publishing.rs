//! Handing records in.

use emn_protocol::record::Record;
use serde_json::{Value, json};

use crate::api::openapi::operation::{Answer, Body, Operation};
use crate::api::openapi::problems::{BODY, STORE};
use crate::api::openapi::schemas::Schemas;
use crate::api::view::{Checked, Published};
use crate::gate::Submission;

/// Why a node does not sign now, whatever the record.
const HOLDS: &[&str] = &["no_signing_key", "roster_expired", "starting", "behind", "hold", "not_allowed"];
/// What may be wrong with a record, in the order of checking.
const RULES: &[&str] =
    &["form", "disclosure", "audit", "personal_data", "second_person", "statement", "record_too_large", "target"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::post("/api/v1/records", "publishRecord", "records", "Publish a record of this node's member")
        .about(
            "When the answer 201 comes, the record is signed and on disk; other nodes hear of it then. An audit may take \
             minutes; records are taken one after the other. After a 503 look at the list before trying again: the \
             node may have been slow only.",
        )
        .body(RECORD)
        .answers(&[Answer::json::<Published>(201, "Signed and on disk.").with(&["Location"])])
        .refuses(&[&["bad_json"], BODY, HOLDS, RULES, &["gate", "storage"], STORE]),
    Operation::post("/api/v1/records/check", "checkRecord", "records", "Check a record as publishing would")
        .about("Nothing is published.")
        .body(RECORD)
        .answers(&[Answer::json::<Checked>(200, "What publishing would meet.")])
        .refuses(&[&["bad_json"], BODY, &["gate"], STORE]),
];

const RECORD: Body = Body {
    about: "A record; or an object with the record and the persons' signed statements that `emn override` and \
            `emn publish --by` make, where warnings need a second person. At most 4 MiB.",
    media_types: &["application/json"],
    schema: Some(handed_in),
    examples: &[("practice", practice), ("with statements", with_statements)],
};

fn handed_in(schemas: &mut Schemas) -> Value {
    let record = schemas.of_body::<Record>();
    json!({"anyOf": [
        record,
        {
            "type": "object",
            "properties": {"record": record, "submission": schemas.of_body::<Submission>()},
            "required": ["record"],
        },
    ]})
}

fn practice() -> Value {
    json!({
        "kind": "practice",
        "about": {
            "title": {"en": "Asking in the language of the person"},
            "summary": {"en": "Interpreters by telephone, from the first contact on."},
            "topics": ["trafficking-in-human-beings"],
            "countries": ["NL"],
            "audience": "network",
            "organisation": "Immigration and Naturalisation Service",
        },
        "approach": {"en": "An interpreter is called before the first question is asked."},
    })
}

fn with_statements() -> Value {
    json!({"record": practice(), "submission": {"publisher": "0oRY", "overrides": ["0oRY"]}})
}
