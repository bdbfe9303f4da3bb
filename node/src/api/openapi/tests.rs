use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use serde_json::Value;

use super::described::operations;
use super::document;
use super::parameters::{FILTERS, Parameter, Place};
use super::problems::CODES;
use crate::api::routes::ROUTES;
use crate::api::tests::harness::Node;
use crate::api::tests::schema::check;

#[test]
fn openapi_routes_are_those_that_there_are() {
    let described: Vec<(&str, &str)> = operations().map(|operation| (operation.method, operation.path)).collect();
    let distinct: BTreeSet<_> = described.iter().copied().collect();
    assert_eq!(described.len(), distinct.len(), "a route is described twice");
    let routes: BTreeSet<_> = ROUTES.iter().map(|route| (route.method, route.path)).collect();
    let own = operations().filter(|operation| !operation.is_conventional());
    let own: BTreeSet<_> = own.map(|operation| (operation.method, operation.path)).collect();
    assert_eq!(own, routes, "describe new routes in node/src/api/openapi/described/");
}

/// What follows others' conventions is there where the description says, whatever it answers to made-up names.
#[tokio::test]
async fn openapi_conventions_are_answered_where_they_are_described() {
    let node = Node::new();
    for operation in operations().filter(|operation| operation.is_conventional()) {
        let mut path = operation.path.to_owned();
        for parameter in operation.parameters().filter(|parameter| parameter.place == Place::Path) {
            path = path.replace(&format!("{{{}}}", parameter.name), parameter.example);
        }
        let answer = node.get(&path).await;
        let nothing_here = String::from_utf8_lossy(&answer.body).contains("there is nothing at this path");
        assert!(!path.contains('{') && !nothing_here, "{path}: {}", answer.status);
    }
}

/// Asks with a parameter that no route has: the refusal lists those that the route takes.
#[tokio::test]
async fn openapi_parameters_are_those_that_handlers_take() {
    let node = Node::new();
    for operation in operations().filter(|operation| operation.method == "GET" && !operation.is_conventional()) {
        let path = operation.path.replace("{id}", "x");
        let answer = node.get_as_owner(&format!("{path}?zzzzzzzzzzzzzzzz=1")).await;
        let taken: Vec<String> = match answer.status {
            StatusCode::BAD_REQUEST => {
                let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
                let names = detail.split_once("; it takes ").unwrap_or_else(|| panic!("{path}: {detail}")).1;
                names.split(", ").filter(|name| *name != "none").map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let in_query = operation.parameters().filter(|parameter| parameter.place == Place::Query);
        let described: Vec<&str> = in_query.map(|parameter| parameter.name).collect();
        assert_eq!(described, taken, "{path}: mend its `takes` in described/, or what `Params` takes");
        let in_path = operation.parameters().filter(|parameter| parameter.place == Place::Path).count();
        assert_eq!(in_path, operation.path.matches('{').count(), "{path}");
    }
}

fn schema_of(parameter: &Parameter) -> Value {
    parameter.to_json()["schema"].clone()
}

#[tokio::test]
async fn openapi_limits_and_choices_of_filters_are_those_of_the_catalogue() {
    let node = Node::new();
    let status = async |name: &str, value: &str| node.get(&format!("/api/v1/records?{name}={value}")).await.status;
    for parameter in FILTERS {
        let (name, schema) = (parameter.name, schema_of(parameter));
        for choice in schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert_eq!(status(name, choice).await, 200, "{name}={choice}");
        }
        let limits = [(&schema["minimum"], -1), (&schema["maximum"], 1)];
        for (limit, beyond) in limits.into_iter().filter_map(|(limit, step)| Some((limit.as_i64()?, step))) {
            assert_eq!(status(name, &limit.to_string()).await, 200, "{name}={limit}");
            let beyond = (i128::from(limit) + beyond).to_string();
            assert_eq!(status(name, &beyond).await, 400, "{name}={beyond}");
        }
        if let Some(length) = schema["maxLength"].as_u64().filter(|_| name == "q") {
            let long = "a".repeat(usize::try_from(length).unwrap());
            assert_eq!(status(name, &long).await, 200);
            assert_eq!(status(name, &format!("{long}a")).await, 400);
        }
        assert_eq!(status(name, "").await, 200, "an empty {name} counts as not given");
        if !parameter.example.is_empty() {
            assert_eq!(status(name, parameter.example).await, 200, "the example of {name}");
        }
    }
}

#[test]
fn openapi_codes_are_those_of_the_document_for_people() {
    let rows = include_str!("../../../../docs/api.md").lines().filter_map(|line| line.strip_prefix("| "));
    let mut documented = BTreeSet::new();
    for row in rows {
        let mut cells = row.split('|').map(str::trim);
        let Some(status) = cells.next().and_then(|cell| cell.parse::<u16>().ok()) else { continue };
        let codes = cells.next().unwrap_or_default().split(", ").map(|code| code.trim_matches('`'));
        documented.extend(codes.map(|code| (status, code)));
    }
    let known: BTreeSet<_> = CODES.iter().map(|(status, code, _)| (*status, *code)).collect();
    assert_eq!(documented, known);
}

#[test]
fn openapi_examples_are_valid() {
    let document = document();
    let mut checked = 0;
    let mut check_one = |schema: &Value, example: &Value| {
        assert_eq!(check(&document, schema, example), Vec::<String>::new(), "{example}");
        checked += 1;
    };
    for operation in operations() {
        let described = &document["paths"][operation.path][operation.method.to_ascii_lowercase()];
        for parameter in described["parameters"].as_array().into_iter().flatten() {
            if let Some(example) = parameter.get("example") {
                check_one(&parameter["schema"], example);
            }
        }
        for media in described["requestBody"]["content"].as_object().into_iter().flat_map(|content| content.values()) {
            for example in media["examples"].as_object().into_iter().flat_map(|examples| examples.values()) {
                check_one(&media["schema"], &example["value"]);
            }
        }
    }
    for schema in document["components"]["schemas"].as_object().unwrap().values() {
        schema["examples"].as_array().into_iter().flatten().for_each(|example| check_one(schema, example));
    }
    assert!(checked > 10, "only {checked} examples");
}

/// Descriptions come from comments in the code, and names of schemas from names of types.
#[test]
fn openapi_texts_and_names_are_for_readers() {
    let document = document();
    let text = document.to_string();
    for code in ["crate::", "[`", "Self::", "super::"] {
        assert!(!text.contains(code), "a description names code: {code}");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(!name.ends_with(char::is_numeric), "two types are called alike: rename one of {name} for its schema");
    }
    for operation in operations() {
        let described = &document["paths"][operation.path][operation.method.to_ascii_lowercase()];
        let free = ["/healthz", "/readyz", "/api/v1", "/api/v1/openapi.json"].contains(&operation.path);
        assert_eq!(described["security"].is_array(), !free, "{}", operation.path);
    }
}

#[tokio::test]
async fn openapi_is_served_as_it_is_kept() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let wanted = document();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{wanted:#}\n")).unwrap();
    }
    let written: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap_or_default()).unwrap_or_default();
    assert!(written == wanted, "docs/openapi.json is not up to date: UPDATE=1 cargo test -p emn-node openapi");
    assert_eq!(Node::new().get("/api/v1/openapi.json").await.json(), wanted);
}
