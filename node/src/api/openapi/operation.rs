//! What is said of a route, and how OpenAPI says it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::parameters::Parameter;
use super::problems;
use super::schemas::Schemas;
use crate::api::auth::Need;
use crate::api::routes::ROUTES;

/// The tag of what follows the conventions of the field.
pub(in crate::api) const CONVENTIONS: &str = "conventions";

/// Makes a schema, and keeps those that it names.
pub(in crate::api) type SchemaOf = fn(&mut Schemas) -> Value;

/// A route, described.
pub(in crate::api) struct Operation {
    pub(in crate::api) method: &'static str,
    pub(in crate::api) path: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    about: &'static str,
    parameters: &'static [&'static [Parameter]],
    body: Option<Body>,
    answers: &'static [Answer],
    refusals: &'static [&'static [&'static str]],
}

/// An example by its name.
pub(super) type Example = (&'static str, fn() -> Value);

/// What may be handed in.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub(super) about: &'static str,
    /// Media types; all with the same schema.
    pub(super) media_types: &'static [&'static str],
    /// Absent for bytes.
    pub(super) schema: Option<SchemaOf>,
    pub(super) examples: &'static [Example],
}

/// An answer that is no refusal.
pub(super) struct Answer {
    status: u16,
    about: &'static str,
    /// Media types; none for an answer without body.
    media_types: &'static [&'static str],
    /// Absent for bytes.
    schema: Option<SchemaOf>,
    /// Further media types, of bytes.
    or: &'static [&'static str],
    /// Names of [`headers`] that it always has, besides those of every answer.
    headers: &'static [&'static str],
}

/// Headers of every answer.
const ALWAYS: [&str; 3] = ["X-Request-Id", "Emn-Instance", "Cache-Control"];

impl Answer {
    /// JSON of this type.
    pub(super) const fn json<T: JsonSchema>(status: u16, about: &'static str) -> Self {
        Self::value(status, about, Schemas::answer::<T>)
    }

    /// JSON that has no type of its own.
    pub(super) const fn value(status: u16, about: &'static str, schema: SchemaOf) -> Self {
        Self { status, about, media_types: &["application/json"], schema: Some(schema), or: &[], headers: &[] }
    }

    /// Bytes of one of these media types.
    pub(super) const fn bytes(status: u16, about: &'static str, media_types: &'static [&'static str]) -> Self {
        Self { status, about, media_types, schema: None, or: &[], headers: &[] }
    }

    /// What a caller has already is still right.
    pub(super) const UNCHANGED: Self =
        Self { headers: &["ETag"], ..Self::bytes(304, "What the caller has is still right.", &[]) };

    /// With these headers.
    pub(super) const fn with(self, headers: &'static [&'static str]) -> Self {
        Self { headers, ..self }
    }

    /// Or bytes of one of these media types.
    pub(super) const fn or(self, media_types: &'static [&'static str]) -> Self {
        Self { or: media_types, ..self }
    }

    fn to_json(&self, schemas: &mut Schemas) -> Value {
        let mut answer = json!({"description": self.about, "headers": header_references(self.headers)});
        if !self.media_types.is_empty() {
            answer["content"] = content(self.media_types, self.schema, schemas);
            for media_type in self.or {
                match &mut answer["content"][media_type] {
                    Value::Null => answer["content"][media_type] = json!({}),
                    // A file of the same media type has a form of its own.
                    known => {
                        let file = json!({"type": "object", "additionalProperties": true, "description": "The file."});
                        known["schema"] = json!({"anyOf": [known["schema"].take(), file]});
                    }
                }
            }
        }
        answer
    }
}

impl Operation {
    /// A route that is read.
    pub(super) const fn get(path: &'static str, id: &'static str, tag: &'static str, summary: &'static str) -> Self {
        let (method, about) = ("GET", "");
        Self { method, path, id, tag, summary, about, parameters: &[], body: None, answers: &[], refusals: &[] }
    }

    /// A route that needs the token.
    pub(super) const fn post(path: &'static str, id: &'static str, tag: &'static str, summary: &'static str) -> Self {
        Self { method: "POST", ..Self::get(path, id, tag, summary) }
    }

    /// More than the summary says; CommonMark.
    pub(super) const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// What may be asked. `Params` must take the same parameters.
    pub(super) const fn takes(self, parameters: &'static [&'static [Parameter]]) -> Self {
        Self { parameters, ..self }
    }

    /// What is handed in.
    pub(super) const fn body(self, body: Body) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Answers that are no refusals.
    pub(super) const fn answers(self, answers: &'static [Answer]) -> Self {
        Self { answers, ..self }
    }

    /// Codes of refusals, besides those of every route.
    pub(super) const fn refuses(self, refusals: &'static [&'static [&'static str]]) -> Self {
        Self { refusals, ..self }
    }

    /// Whether it follows the conventions of the field, not our own.
    pub(in crate::api) fn is_conventional(&self) -> bool {
        self.tag == CONVENTIONS
    }

    /// All its parameters.
    pub(in crate::api) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().copied().flatten()
    }

    /// What the route asks of its caller.
    fn need(&self) -> Need {
        let route = ROUTES.iter().find(|route| route.method == self.method && route.path == self.path);
        // What follows others' conventions is read, all of it; one route takes all paths of SDMX.
        let other = if self.tag == CONVENTIONS { Need::Read } else { Need::Nothing };
        route.map_or(other, |route| route.need)
    }

    /// Codes of its refusals, by status.
    fn codes(&self) -> BTreeMap<u16, Vec<&'static str>> {
        let own = self.refusals.iter().copied().flatten();
        let role: &[&str] = if self.need() == Need::Nothing { &[] } else { &["forbidden"] };
        let mut codes: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
        for code in own.chain(problems::EVERY).chain(role) {
            codes.entry(problems::status(code)).or_default().push(code);
        }
        codes
    }

    pub(super) fn to_json(&self, schemas: &mut Schemas) -> Value {
        let mut answers: Map<String, Value> =
            self.answers.iter().map(|answer| (answer.status.to_string(), answer.to_json(schemas))).collect();
        for (status, codes) in self.codes() {
            let refusal = refusal(status, &codes, schemas);
            // A status that is both: `503` of a node that is starting, or that has too much to do.
            match answers.get_mut(&status.to_string()) {
                Some(answer) => merge(answer, refusal),
                None => drop(answers.insert(status.to_string(), refusal)),
            }
        }
        let mut operation = json!({
            "operationId": self.id,
            "tags": [self.tag],
            "summary": self.summary,
            "responses": answers,
        });
        if !self.about.is_empty() {
            operation["description"] = self.about.into();
        }
        let parameters: Vec<Value> = self.parameters().map(Parameter::to_json).collect();
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        if let Some(body) = &self.body {
            operation["requestBody"] = body.to_json(schemas);
        }
        match self.need() {
            Need::Nothing => {}
            // OpenAPI 3.1 lets roles of bearer tokens be named here.
            need => operation["security"] = json!([{"token": [need.scope()]}]),
        }
        operation
    }
}

impl Body {
    fn to_json(self, schemas: &mut Schemas) -> Value {
        let mut content = content(self.media_types, self.schema, schemas);
        let examples: Map<String, Value> =
            self.examples.iter().map(|(name, example)| ((*name).to_owned(), json!({"value": example()}))).collect();
        if !examples.is_empty() {
            self.media_types.iter().for_each(|media_type| content[*media_type]["examples"] = examples.clone().into());
        }
        json!({"description": self.about, "required": true, "content": content})
    }
}

fn content(media_types: &[&str], schema: Option<SchemaOf>, schemas: &mut Schemas) -> Value {
    let of_one = |media_type: &&str| {
        let media = schema.map_or_else(|| json!({}), |schema| json!({"schema": schema(schemas)}));
        ((*media_type).to_owned(), media)
    };
    media_types.iter().map(of_one).collect::<Map<String, Value>>().into()
}

/// The refusals with one status.
fn refusal(status: u16, codes: &[&'static str], schemas: &mut Schemas) -> Value {
    let meanings: Vec<String> = codes.iter().map(|code| format!("`{code}`: {}.", problems::meaning(code))).collect();
    let schema = json!({
        "allOf": [problems::schema(schemas)],
        "properties": {"status": {"const": status}, "code": {"enum": codes}},
    });
    json!({
        "description": meanings.join(" "),
        "headers": header_references(problems::headers(status)),
        "content": {problems::MEDIA_TYPE: {"schema": schema}},
    })
}

/// Adds a refusal to an answer with the same status. Only headers of both are always there.
fn merge(answer: &mut Value, refusal: Value) {
    let Value::Object(mut refusal) = refusal else { return };
    let both = format!(
        "{} Or: {}",
        answer["description"].as_str().unwrap_or_default(),
        refusal["description"].as_str().unwrap_or_default()
    );
    answer["description"] = both.into();
    if let (Some(content), Some(Value::Object(more))) = (answer["content"].as_object_mut(), refusal.remove("content")) {
        content.extend(more);
    }
}

fn header_references(more: &[&str]) -> Value {
    let one = |name: &&str| ((*name).to_owned(), json!({"$ref": format!("#/components/headers/{name}")}));
    ALWAYS.iter().chain(more).map(one).collect::<Map<String, Value>>().into()
}

/// All headers of answers. Each is always there where it is named.
pub(super) fn headers() -> Value {
    let header = |about: &str, schema: Value| json!({"description": about, "required": true, "schema": schema});
    let text = || json!({"type": "string"});
    json!({
        "X-Request-Id": header(
            "Names the request in this node's log.",
            json!({"type": "string", "pattern": "^[0-9a-f]{8}-[0-9]+$"}),
        ),
        "Emn-Instance": header(
            "Differs from run to run of the daemon.",
            json!({"type": "string", "pattern": "^[0-9a-f]{16}$"}),
        ),
        "Cache-Control": header("`no-store`, or `private, no-cache` where there is an `ETag`.", text()),
        "ETag": header(
            "Changes when the answer does; ask again with `If-None-Match`.",
            json!({"type": "string", "pattern": "^\"[0-9a-f]{32}\"$"}),
        ),
        "Location": header(
            "Path of the record, or of the draft that it became.",
            json!({
                "type": "string",
                "pattern": "^/api/v1/(records/bafkrei[a-h][a-z2-7]{50}[aeimquy4]|drafts/[0-9a-f]{16})$",
            }),
        ),
        "Content-Disposition": header("The name of a file to save it as.", text()),
        "Retry-After": header(
            "Seconds after which asking again makes sense.",
            json!({"type": "integer", "minimum": 1}),
        ),
        "WWW-Authenticate": header("How to say the token.", text()),
    })
}
