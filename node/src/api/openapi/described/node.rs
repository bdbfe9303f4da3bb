//! This node: health, state and upkeep.

use serde_json::{Value, json};

use crate::api::openapi::operation::{Answer, Body, Operation};
use crate::api::openapi::parameters::IF_NONE_MATCH;
use crate::api::openapi::problems::{QUERY, STORE};
use crate::api::openapi::schemas::Schemas;
use crate::api::sign_in::LinkWanted;
use crate::api::view::{IndexState, SignInLink, Status, Verified};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("/healthz", "healthz", "node", "Whether the process answers")
        .about("For the supervisor.")
        .answers(&[Answer::value(200, "It answers.", |_| word("ok"))]),
    Operation::get("/readyz", "readyz", "node", "Whether the node is of use")
        .about("It is once the engine runs and every stored entry is in the catalogue.")
        .answers(&[
            Answer::value(200, "It is.", |_| word("ready")),
            Answer::value(503, "Not yet; no `Retry-After` is given.", |_| word("starting")),
        ])
        .refuses(&[STORE]),
    Operation::get("/api/v1", "contents", "node", "The version of the program and a list of routes")
        .answers(&[Answer::value(200, "What there is.", index)]),
    Operation::get("/api/v1/openapi.json", "openapi", "node", "This description")
        .takes(&[IF_NONE_MATCH])
        .answers(&[Answer::value(200, "The description.", description).with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, &["internal"]]),
    Operation::get("/api/v1/status", "status", "node", "The state of the node")
        .about(
            "Network, member, roster and its expiry, why publishing is on hold, faults of the store, frozen logs, the \
             hash of the frontier (equal on nodes that have the same entries), peers, and counters.",
        )
        .answers(&[Answer::json::<Status>(200, "The state.")])
        .refuses(&[QUERY, STORE]),
    Operation::get("/api/v1/index", "index", "node", "The index that lists and searches are answered from")
        .answers(&[Answer::json::<IndexState>(200, "How it is.")])
        .refuses(&[QUERY, STORE]),
    Operation::post("/api/v1/index/rebuild", "rebuildIndex", "node", "Build the index anew")
        .about(
            "The one in use answers until the new one takes its place. Answers when it does, which may take minutes.",
        )
        .answers(&[Answer::json::<IndexState>(200, "The new index.")])
        .refuses(&[QUERY, &["storage"], STORE]),
    Operation::post("/api/v1/verify", "verify", "node", "Check every stored roster and entry again")
        .about("Answers when it is done, which takes as long as it takes. One such check runs at a time.")
        .answers(&[Answer::json::<Verified>(200, "What was checked, and what is wrong.")])
        .refuses(&[&["verify_running"], STORE]),
    Operation::post("/api/v1/sign-in-links", "signInLink", "node", "Make a link that signs a person in once")
        .about("What `emn open` asks for. Only the owner of the node's folder may.")
        .body(LINK)
        .answers(&[Answer::json::<SignInLink>(201, "The link. Whoever has it is signed in.")])
        .refuses(&[&["bad_json", "account", "gate"], STORE]),
];

const LINK: Body = Body {
    about: "For whom.",
    media_types: &["application/json"],
    schema: Some(|schemas| schemas.of_body::<LinkWanted>()),
    examples: &[("an account", || json!({"account": "a.jansen"}))],
};

/// An object that says one word.
fn word(word: &str) -> Value {
    json!({"type": "object", "properties": {"status": {"const": word}}, "required": ["status"]})
}

fn index(_: &mut Schemas) -> Value {
    json!({
        "type": "object",
        "properties": {
            "name": {"const": "emn"},
            "version": {"type": "string", "description": "Version of the program."},
            "routes": {"type": "array", "items": {"type": "string"}, "description": "Method and path of each."},
        },
        "required": ["name", "version", "routes"],
    })
}

fn description(_: &mut Schemas) -> Value {
    json!({
        "type": "object",
        "properties": {"openapi": {"type": "string", "pattern": "^3\\.1\\."}},
        "required": ["openapi", "info", "paths"],
        "additionalProperties": true,
        "description": "An OpenAPI document.",
    })
}
