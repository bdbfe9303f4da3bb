//! Handing records in.

use emn_protocol::record::Record;
use serde_json::{Value, json};

use crate::api::drafts::{Approve, SendBack};
use crate::api::openapi::operation::{Answer, Body, Operation};
use crate::api::openapi::parameters::{DRAFT, STATE};
use crate::api::openapi::problems::{BODY, QUERY, STORE};
use crate::api::openapi::schemas::Schemas;
use crate::api::view::{Checked, DraftView, Drafts, Published};
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
             minutes; records are taken one after the other. Where two persons publish (`publish.four_eyes`), what comes by \
             an account's token becomes a submitted draft instead: 202. After a 503 look at the list before trying again: the \
             node may have been slow only.",
        )
        .body(RECORD)
        .answers(&[
            Answer::json::<Published>(201, "Signed and on disk.").with(&["Location"]),
            Answer::json::<DraftView>(202, "It waits for a second person.").with(&["Location"]),
        ])
        .refuses(&[&["bad_json"], BODY, HOLDS, RULES, DESK, &["gate", "storage", "four_eyes"], STORE]),
    Operation::post("/api/v1/records/check", "checkRecord", "records", "Check a record as publishing would")
        .about("Nothing is published.")
        .body(RECORD)
        .answers(&[Answer::json::<Checked>(200, "What publishing would meet.")])
        .refuses(&[&["bad_json"], BODY, &["gate"], STORE]),
    Operation::get("/api/v1/drafts", "drafts", "records", "Drafts on their way to a signature")
        .about("For whoever publishes or approves. At most 2,000, and without a state only those that are not finished.")
        .takes(&[STATE])
        .answers(&[Answer::json::<Drafts>(200, "The drafts.")])
        .refuses(&[QUERY, &["draft_state", "storage"], STORE]),
    Operation::get("/api/v1/drafts/{id}", "draft", "records", "A draft, with the record that it would become")
        .takes(&[DRAFT])
        .answers(&[Answer::json::<DraftView>(200, "The draft.")])
        .refuses(&[QUERY, &["not_found", "storage"], STORE]),
    Operation::post("/api/v1/drafts/{id}/approve", "approveDraft", "records", "Approve a draft, and have it signed")
        .about(
            "By the token of a person with an account who is an approver and, where two persons publish, had no part in \
             the draft. Warnings in its texts are overridden here, by a second person always. What the gate refuses \
             leaves the draft submitted, as a new version.",
        )
        .takes(&[DRAFT])
        .body(APPROVAL)
        .answers(&[Answer::json::<Published>(201, "Signed and on disk.").with(&["Location"])])
        .refuses(&[
            &["bad_json", "bad_body", "body_too_large", "not_found", "own_draft", "draft_changed", "draft_state"],
            HOLDS,
            RULES,
            &["gate", "storage"],
            STORE,
        ]),
    Operation::post("/api/v1/drafts/{id}/send-back", "sendDraftBack", "records", "Send a draft back with a comment")
        .takes(&[DRAFT])
        .body(COMMENT)
        .answers(&[Answer::json::<DraftView>(200, "The draft, sent back.")])
        .refuses(&[
            &["bad_json", "bad_body", "body_too_large", "not_found", "draft_changed", "draft_state", "comment", "storage"],
            STORE,
        ]),
];

/// Why a record does not become a draft.
const DESK: &[&str] = &["desk_full"];

const APPROVAL: Body = Body {
    about: "The version that was looked at, and warnings that do not apply. At most 256 KiB.",
    media_types: &["application/json"],
    schema: Some(|schemas| schemas.of_body::<Approve>()),
    examples: &[("an override", || {
        json!({"version": 4, "overrides": [{
            "findings": ["3f0c2a9b3f0c"],
            "reason": "PUBLIC_FIGURE",
            "note": "The mayor, speaking in office",
        }]})
    })],
};

const COMMENT: Body = Body {
    about: "The version that was looked at, and what to change.",
    media_types: &["application/json"],
    schema: Some(|schemas| schemas.of_body::<SendBack>()),
    examples: &[("a comment", || json!({"version": 4, "comment": "The period is missing in the second table."}))],
};

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
