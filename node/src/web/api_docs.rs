//! The documentation of the API: its OpenAPI document as pages. It is made once, since it is the same for everybody.

mod shape;

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use emn_pages::Html;
use emn_pages::api::{Access, Answer, Api, ApiPage, Body, Group, Parameter, Route, RoutePage, Type, TypePage};
use serde_json::{Map, Value};

use super::page::page;
use super::visitor::Visitor;
use crate::api::Shared;
use crate::api::error::Refusal;
use crate::api::openapi;

/// Its routes. What can be asked is no secret: the document itself is there for everybody, too.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/docs", get(overview))
        .route("/api/docs/{id}", get(route))
        .route("/api/docs/types/{name}", get(one_type))
}

/// The documentation.
static API: LazyLock<Api> = LazyLock::new(|| read(&openapi::document()));

async fn overview(visitor: Visitor) -> Result<Response, Refusal> {
    page(&ApiPage { frame: &visitor.frame, api: &API })
}

async fn route(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Refusal> {
    let route = API.route(&id).ok_or_else(|| Refusal::not_found("the API has no such route"))?;
    page(&RoutePage { frame: &visitor.frame, route, curl: curl(route, &visitor.arrival.origin) })
}

async fn one_type(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Refusal> {
    let shape = API.shape(&name).ok_or_else(|| Refusal::not_found("the API has no such type"))?;
    page(&TypePage { frame: &visitor.frame, shape })
}

/// How many pages there are beside the overview.
#[cfg(test)]
pub(super) fn routes_and_types() -> usize {
    API.types.len() + API.groups.iter().map(|group| group.routes.len()).sum::<usize>()
}

/// The document as the pages show it.
fn read(document: &Value) -> Api {
    let mut groups: Vec<Group> = items(&document["tags"])
        .map(|tag| Group { name: text(&tag["name"]), about: text(&tag["description"]), routes: Vec::new() })
        .collect();
    for (path, methods) in members(&document["paths"]) {
        for (method, operation) in members(methods) {
            let tag = text(&operation["tags"][0]);
            if let Some(group) = groups.iter_mut().find(|group| group.name == tag) {
                group.routes.push(operation_of(method, path, operation));
            }
        }
    }
    let types = members(&document["components"]["schemas"]).map(|(name, schema)| type_of(name, schema));
    Api {
        version: text(&document["info"]["version"]),
        about: Html::markdown(document["info"]["description"].as_str().unwrap_or_default(), 2),
        groups,
        types: types.collect(),
    }
}

fn operation_of(method: &str, path: &str, operation: &Value) -> Route {
    let body = &operation["requestBody"];
    Route {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        about: about(operation),
        access: access(&operation["security"]),
        parameters: items(&operation["parameters"]).map(parameter).collect(),
        body: body.is_object().then(|| body_of(body)),
        answers: members(&operation["responses"]).map(|(status, answer)| answer_of(status, answer)).collect(),
    }
}

fn access(security: &Value) -> Access {
    let roles: Vec<String> =
        items(security).flat_map(|one| members(one).flat_map(|(_, roles)| items(roles).map(text))).collect();
    if security.is_null() { Access::Everybody } else { Access::Roles(roles) }
}

fn parameter(parameter: &Value) -> Parameter {
    let schema = &parameter["schema"];
    Parameter {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        required: parameter["required"].as_bool().unwrap_or_default(),
        about: about(parameter),
        kind: shape::words(&shape::of(schema)),
        usual: text(&schema["default"]),
        example: text(&parameter["example"]),
    }
}

fn body_of(body: &Value) -> Body {
    let (media_types, content) = content(body);
    let example = |(name, example): (&str, &Value)| {
        let value = &example["value"];
        let shown = value.as_str().map(str::to_owned);
        (name.to_owned(), shown.unwrap_or_else(|| serde_json::to_string_pretty(value).unwrap_or_default()))
    };
    Body {
        about: about(body),
        media_types,
        form: shape::of(&content["schema"]),
        examples: members(&content["examples"]).map(example).collect(),
    }
}

fn answer_of(status: &str, answer: &Value) -> Answer {
    let (media_types, content) = content(answer);
    // What every answer has stands in the description of the whole.
    let common = ["X-Request-Id", "Emn-Instance", "Cache-Control"];
    let headers = members(&answer["headers"]).map(|(name, _)| name).filter(|name| !common.contains(name));
    Answer {
        status: status.to_owned(),
        about: about(answer),
        media_types,
        form: shape::of(&content["schema"]),
        headers: headers.map(str::to_owned).collect(),
    }
}

/// The media types of a body or an answer, and the first content that says its form.
fn content(described: &Value) -> (Vec<String>, &Value) {
    let all: Vec<(&str, &Value)> = members(&described["content"]).collect();
    let formed = all.iter().find(|(_, content)| content["schema"].is_object()).or_else(|| all.first());
    (all.iter().map(|(name, _)| (*name).to_owned()).collect(), formed.map_or(&Value::Null, |(_, content)| *content))
}

fn type_of(name: &str, schema: &Value) -> Type {
    let required: Vec<&str> = items(&schema["required"]).filter_map(Value::as_str).collect();
    let member = |(name, member): (&str, &Value)| emn_pages::api::Member {
        name: name.to_owned(),
        required: required.contains(&name),
        form: shape::of(member),
        about: about(member),
    };
    let own = members(&schema["properties"]).map(member).collect::<Vec<_>>();
    let form = if own.is_empty() || schema["oneOf"].is_array() || schema["anyOf"].is_array() {
        shape::of(schema)
    } else {
        Vec::new()
    };
    Type { name: name.to_owned(), about: about(schema), form, members: own }
}

fn about(described: &Value) -> Html {
    Html::markdown(described["description"].as_str().unwrap_or_default(), 3)
}

/// A value as it is written in an address; nothing for none.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

/// A command that asks a route, with the examples of its parameters.
fn curl(route: &Route, origin: &str) -> String {
    let mut path = route.path.clone();
    let mut query = Vec::new();
    for parameter in route.parameters.iter().filter(|parameter| !parameter.example.is_empty()) {
        match parameter.place.as_str() {
            "path" => path = path.replace(&format!("{{{}}}", parameter.name), &parameter.example),
            "query" if parameter.required || query.len() < 2 => {
                query.push(format!("{}={}", parameter.name, encoded(&parameter.example)));
            }
            _ => {}
        }
    }
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let mut command = String::from("curl");
    if route.method != "GET" {
        command.push_str(&format!(" -X {}", route.method));
    }
    if matches!(&route.access, Access::Roles(_)) {
        command.push_str(" -H 'Authorization: Bearer TOKEN'");
    }
    if let Some(body) = &route.body {
        let media_type = body.media_types.first().map_or("application/octet-stream", String::as_str);
        let ending = if media_type.contains("json") { "json" } else { "bin" };
        command.push_str(&format!(" -H 'Content-Type: {media_type}' --data-binary @body.{ending}"));
    }
    format!("{command} '{origin}{path}{query}'")
}

/// As addresses have it; what has a meaning in the values of this API stays readable.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
            b'-' | b'.' | b'_' | b'~' | b',' | b':' | b';' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
