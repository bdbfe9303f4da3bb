//! The API's description in OpenAPI 3.1, made from the code: served at `/api/v1/openapi.json`, and kept as
//! `docs/openapi.json` so that a review sees what changes for callers.
//!
//! Schemas of answers and bodies are derived from the views and the protocol's types. What types do not say (which
//! statuses, codes, headers and parameters a route has) stands in the tables of [`described`], one file for each file of
//! handlers. The harness of the API's tests holds every answer against it.
//!
//! To add a route: put it into `ROUTES`; derive `JsonSchema` on its view; add a row to the table beside its
//! neighbours in `described/`, with its parameters (constants in `parameters.rs`, so that routes share them), its
//! answers, and the codes of its refusals (new ones go into `problems.rs`). Then run
//! `UPDATE=1 cargo test -p emn-node openapi`, which names what is missing and writes `docs/openapi.json`.

pub(in crate::api) mod described;
mod operation;
mod parameters;
mod problems;
mod schemas;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use serde_json::{Map, Value, json};

use self::schemas::Schemas;
use super::error::Refusal;
use super::params::Params;
use super::public::is_public;
use super::records::{blocking, json, tagged};
use super::routes::Shared;
use crate::catalogue::Reading;

/// The description as text. It is the same for every request.
static TEXT: LazyLock<Result<Bytes, Refusal>> = LazyLock::new(|| json(&document()));

/// The same of what there is at the public door.
static PUBLIC_TEXT: LazyLock<Result<Bytes, Refusal>> = LazyLock::new(|| {
    let mut document = document();
    let shown = |path: &String| {
        let mut at = described::operations().filter(|operation| operation.path == path);
        at.any(|operation| operation.is_conventional() || is_public(operation.method, operation.path))
    };
    if let Some(paths) = document["paths"].as_object_mut() {
        paths.retain(|path, _| shown(path));
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            item.retain(|method, _| method == "get");
            item.values_mut().filter_map(Value::as_object_mut).for_each(|read| drop(read.remove("security")));
        }
    }
    json(&document)
});

/// Serves the description.
pub(crate) async fn serve(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.none()?;
    let all = shared.api.catalogue.reading() == Reading::All;
    let text = blocking(move || if all { TEXT.clone() } else { PUBLIC_TEXT.clone() }).await?;
    Ok(tagged(&headers, text, HeaderValue::from_static("application/json")))
}

const ABOUT: &str = "\
A node of the EMN knowledge network answers on its own machine from what it has on disk. Callers say who they are with a \
token: one that a person made (under Settings in the pages, or with `emn token create`) has scopes; the one that the \
daemon draws at each start and leaves in `run.json` in its folder is its owner's. Where the setting `api.reads` is \
`open`, reading needs none. The `Host` header must name this machine. Refusals are problem details (RFC 9457) with a stable `code`. \
Answers may get new members: ignore those that you do not know.";

/// The whole description.
pub(crate) fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    for operation in described::operations() {
        let item = paths.entry(operation.path).or_insert_with(|| json!({}));
        item[operation.method.to_ascii_lowercase()] = operation.to_json(&mut schemas);
    }
    schemas.finish(json!({
        "openapi": "3.1.1",
        "info": {
            "title": "EMN node",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/", "description": "The node that serves this, usually http://127.0.0.1:7451"}],
        "tags": [
            {"name": "records", "description": "Reading and publishing records"},
            {"name": "series", "description": "Figures of all members"},
            {"name": "network", "description": "Members, nodes and the roster"},
            {"name": "node", "description": "This node: health, state and upkeep"},
            {"name": "conventions", "description": "What programs of the field ask for already"},
        ],
        "paths": paths,
        "components": {
            "headers": operation::headers(),
            "securitySchemes": {"token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of a person, with the scopes `reader`, `publisher`, `approver` or `administrator`; or the \
                                one in `run.json` in the node's folder, which is drawn anew at each start.",
            }},
        },
    }))
}
