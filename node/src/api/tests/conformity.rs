//! Holds what the API answers in tests against its description.

use std::sync::LazyLock;

use axum::http::header;
use serde_json::{Value, json};

use super::harness::Answer;
use super::schema::check;
use crate::api::openapi::document;

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The description of what was asked; none for a path or method that is not there.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let paths = DOCUMENT["paths"].as_object().expect("an object of paths");
    let given: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let own: Vec<&str> = template.split('/').collect();
        own.len() == given.len() && own.iter().zip(&given).all(|(own, given)| own == given || own.starts_with('{'))
    };
    let mut found: Vec<_> = paths.iter().filter(|(template, _)| fits(template)).collect();
    found.sort_by_key(|(template, _)| template.contains('{'));
    found.first()?.1.get(method.to_ascii_lowercase())
}

/// # Panics
/// If the answer is not as the description says.
pub(super) fn check_answer(method: &str, path: &str, answer: &Answer) {
    let status = answer.status.as_u16().to_string();
    let Some(operation) = operation(method, path) else {
        // What follows the conventions of others has their forms.
        if ["/sdmx/", "/eurostat/", "/feeds/", "/dcat", "/topics"].iter().any(|begin| path.starts_with(begin)) {
            return;
        }
        // HEAD is as GET without the body; other paths and methods are refused.
        if method != "HEAD" {
            let problem = json!({"$ref": "#/components/schemas/Problem"});
            assert_eq!(check(&DOCUMENT, &problem, &answer.json()), Vec::<String>::new(), "{method} {path}");
        }
        return;
    };
    let described = &operation["responses"][&status];
    assert!(described.is_object(), "{method} {path}: the description does not know status {status}");
    let media_type = answer.header(header::CONTENT_TYPE).split(';').next().unwrap_or_default();
    for (name, reference) in described["headers"].as_object().expect("an object of headers") {
        let pointer = reference["$ref"].as_str().expect("a reference").trim_start_matches('#');
        // Where a status is both an answer and a refusal, each has headers of its own.
        let value = answer.header(name.as_str());
        let schema = &DOCUMENT.pointer(pointer).expect("a described header")["schema"];
        let value = if schema["type"] == "integer" { json!(value.parse::<u64>().ok()) } else { json!(value) };
        assert_eq!(check(&DOCUMENT, schema, &value), Vec::<String>::new(), "{method} {path}: header {name}");
    }
    match described.get("content") {
        None => assert!(answer.body.is_empty(), "{method} {path}: {status} has a body"),
        Some(content) => {
            let media = content.get(media_type);
            let media = media.unwrap_or_else(|| panic!("{method} {path}: {status} is not described as {media_type}"));
            if let Some(schema) = media.get("schema") {
                let found = check(&DOCUMENT, schema, &answer.json());
                assert_eq!(found, Vec::<String>::new(), "{method} {path}: {status}");
            }
        }
    }
}

/// # Panics
/// If the description would not let this be handed in.
pub(super) fn check_body(path: &str, body: &Value) {
    let operation = operation("POST", path).expect("a described route");
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(check(&DOCUMENT, schema, body), Vec::<String>::new(), "POST {path}");
}
