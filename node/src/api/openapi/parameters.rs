//! What may be asked: the parameters that `Params` takes, and headers that handlers look at.

use emn_protocol::record::{Audience, Kind};
use serde_json::{Value, json};

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::api) enum Place {
    /// After the question mark. An empty one counts as not given.
    Query,
    /// In the path.
    Path,
    /// In the header.
    Header,
}

/// A parameter.
pub(in crate::api) struct Parameter {
    pub(in crate::api) name: &'static str,
    pub(in crate::api) place: Place,
    about: &'static str,
    schema: fn() -> Value,
    /// As it is written; empty when there is none that would do for everybody.
    pub(in crate::api) example: &'static str,
}

const fn query(name: &'static str, about: &'static str, example: &'static str, schema: fn() -> Value) -> Parameter {
    Parameter { name, place: Place::Query, about, schema, example }
}

impl Parameter {
    pub(super) fn to_json(&self) -> Value {
        let place = match self.place {
            Place::Query => "query",
            Place::Path => "path",
            Place::Header => "header",
        };
        let schema = (self.schema)();
        // Examples are written as in an address; a number or truth value is one in the description.
        let is_text = schema["type"] == "string";
        let example = if is_text { None } else { serde_json::from_str(self.example).ok() };
        let mut parameter = json!({
            "name": self.name,
            "in": place,
            "required": self.place == Place::Path,
            "description": self.about,
            "schema": schema,
        });
        if self.place == Place::Query {
            parameter["allowEmptyValue"] = true.into();
        }
        if !self.example.is_empty() {
            parameter["example"] = example.unwrap_or_else(|| self.example.into());
        }
        parameter
    }
}

fn language() -> Value {
    json!({"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "maxLength": 20})
}

fn boolean() -> Value {
    json!({"type": "boolean", "default": false})
}

/// What a list can be filtered by, and its pages.
pub(super) const FILTERS: &[Parameter] = &[
    query(
        "q",
        "Keeps records with all of these words in title or summary, in any language. Case and accents do not count; \
         three letters or more are also found inside longer words. At most 1024 bytes and 32 words; a text without any \
         letter or digit is refused.",
        "mensenhandel",
        || json!({"type": "string", "maxLength": 1024}),
    ),
    query(
        "kind",
        "Keeps records of this kind. For `report` and `practice` a correction counts as what it contains.",
        "report",
        || {
            let kinds = [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal];
            json!({"type": "string", "enum": kinds.map(Kind::name)})
        },
    ),
    query(
        "member",
        "Keeps records of this member, in capitals or not.",
        "NL",
        || json!({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]{1,15}$"}),
    ),
    query(
        "country",
        "Keeps records that cover this country (ISO 3166-1 alpha-2; EL and UK are understood). For people, a country's \
         name in any language will do as well.",
        "NL",
        || json!({"type": "string", "pattern": "^[A-Za-z]{2}$"}),
    ),
    query(
        "topic",
        "Keeps records on this topic of the vocabulary or a narrower one. For people, a label of the topic in any \
         language will do as well.",
        "trafficking-in-human-beings",
        || json!({"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"}),
    ),
    query(
        "year",
        "Keeps records whose period covers this year.",
        "2022",
        || json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX}),
    ),
    query("language", "Keeps records that can be read in this language (BCP 47).", "nl", language),
    query(
        "audience",
        "Keeps records for these readers.",
        "public",
        || json!({"type": "string", "enum": [Audience::Network.name(), Audience::Public.name()]}),
    ),
    query("superseded", "Also records that a later version replaces.", "true", boolean),
    query("withdrawn", "Also withdrawn records, without their content.", "true", boolean),
    query(
        "sort",
        "The order; `newest` is by arrival at this node.",
        "newest",
        || json!({"type": "string", "enum": ["newest", "relevance"]}),
    ),
    query("lang", "Your language (BCP 47): with `sort=relevance` words in it count more.", "nl", language),
    query(
        "limit",
        "Records on the page.",
        "20",
        || json!({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
    ),
    query(
        "cursor",
        "Where the page before ended: its `next`, with the same filters. One of another query is refused.",
        "",
        || json!({"type": "string", "pattern": "^[A-Za-z0-9_-]{27}$"}),
    ),
];

/// Which record.
pub(super) const ID: &[Parameter] = &[Parameter {
    name: "id",
    place: Place::Path,
    about: "An entry id (CIDv1), its short form, or the beginning of either, as long as it fits one entry only.",
    schema: || json!({"type": "string", "minLength": 1}),
    example: "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
}];

/// Which part of an entry.
pub(super) const PART: &[Parameter] = &[query(
    "part",
    "`shell` is the COSE_Sign1 as signed, `record` the record (deterministic CBOR), `frame` both as nodes exchange them.",
    "shell",
    || json!({"type": "string", "enum": ["shell", "record", "frame"], "default": "shell"}),
)];

/// What the caller has already.
pub(super) const IF_NONE_MATCH: &[Parameter] = &[Parameter {
    name: "If-None-Match",
    place: Place::Header,
    about: "The `ETag` of what the caller has already; when it is still right, the answer is 304.",
    schema: || json!({"type": "string"}),
    example: "\"3f0c2a9b3f0c2a9b3f0c2a9b3f0c2a9b\"",
}];
