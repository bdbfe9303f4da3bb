//! Schemas of types: as answers, which have every member, and as bodies, where some may be left out.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value};

const ANSWERS: &str = "#/components/schemas/";
/// Where schemas of bodies are until all are there: only then it is known which differ from those of answers.
const BODIES: &str = "#/bodies/";
/// Ending of the name of a body's schema, where the answer's differs.
const ENDING: &str = "Input";

/// Schemas that others refer to.
pub(in crate::api) struct Schemas {
    answers: SchemaGenerator,
    bodies: SchemaGenerator,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = |path: &'static str| SchemaSettings::draft2020_12().with(|s| s.definitions_path = path.into());
        Self {
            answers: settings("/components/schemas").for_serialize().into_generator(),
            bodies: settings("/bodies").for_deserialize().into_generator(),
        }
    }

    /// The schema of a type in answers.
    pub(super) fn of_answer<T: JsonSchema>(&mut self) -> Value {
        self.answers.subschema_for::<T>().to_value()
    }

    /// As [`Self::of_answer`], as a plain function.
    pub(super) fn answer<T: JsonSchema>(schemas: &mut Self) -> Value {
        schemas.of_answer::<T>()
    }

    /// The schema of a type in bodies.
    pub(super) fn of_body<T: JsonSchema>(&mut self) -> Value {
        self.bodies.subschema_for::<T>().to_value()
    }

    /// Says more of a type than it says itself.
    pub(super) fn change_answer(&mut self, name: &str, change: impl FnOnce(&mut Value)) {
        if let Some(schema) = self.answers.definitions_mut().get_mut(name) {
            change(schema);
        }
    }

    /// Adds all schemas to the document that refers to them.
    pub(super) fn finish(mut self, mut document: Value) -> Value {
        let mut schemas = self.answers.take_definitions(false);
        let bodies = self.bodies.take_definitions(false);
        let other = differing(&schemas, &bodies);
        for (name, schema) in bodies {
            let name = if other.contains(&name) { format!("{name}{ENDING}") } else { name };
            schemas.entry(name).or_insert(schema);
        }
        document["components"]["schemas"] = schemas.into();
        each(&mut document, &mut |value| {
            rename(value, &other);
            tighten(value);
            plain(value);
        });
        document
    }
}

/// Names of bodies' schemas that are not the same as the answers', themselves or in what they refer to.
fn differing(answers: &Map<String, Value>, bodies: &Map<String, Value>) -> BTreeSet<String> {
    let mut other = BTreeSet::new();
    loop {
        let differs = |name: &String, schema: &Value| {
            let mut renamed = schema.clone();
            each(&mut renamed, &mut |value| rename(value, &other));
            answers.get(name).is_some_and(|answer| *answer != renamed)
        };
        let found: BTreeSet<String> =
            bodies.iter().filter(|(name, schema)| differs(name, schema)).map(|(name, _)| name.clone()).collect();
        if found.is_subset(&other) {
            return other;
        }
        other.extend(found);
    }
}

/// Makes references to bodies' schemas lead to where they are in the end.
fn rename(value: &mut Map<String, Value>, other: &BTreeSet<String>) {
    let Some(name) = value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix(BODIES)) else {
        return;
    };
    let ending = if other.contains(name) { ENDING } else { "" };
    let reference = format!("{ANSWERS}{name}{ending}");
    value.insert("$ref".to_owned(), reference.into());
}

/// Numbers have the limits of their types.
fn tighten(value: &mut Map<String, Value>) {
    let (format, limits): (_, (Value, Value)) = match value.get("format").and_then(Value::as_str) {
        Some("uint8") => ("uint8", (0.into(), u8::MAX.into())),
        Some("uint16") => ("uint16", (0.into(), u16::MAX.into())),
        Some("uint32") => ("uint32", (0.into(), u32::MAX.into())),
        Some("uint64" | "uint") => ("uint64", (0.into(), u64::MAX.into())),
        Some("int64") => ("int64", (i64::MIN.into(), i64::MAX.into())),
        _ => return,
    };
    value.insert("format".to_owned(), format.into());
    value.insert("minimum".to_owned(), limits.0);
    value.insert("maximum".to_owned(), limits.1);
}

/// Descriptions come from comments in the code: links to other code become its name.
fn plain(value: &mut Map<String, Value>) {
    if let Some(Value::String(text)) = value.get_mut("description") {
        let text_only = text.replace("[`", "`").replace("`]", "`").replace('\n', " ");
        let names: Vec<&str> = text_only.split('`').map(without_modules).collect();
        *text = names.join("`");
    }
}

/// The last name of a path in the code.
fn without_modules(part: &str) -> &str {
    let is_path = ["crate::", "super::", "Self::"].iter().any(|root| part.starts_with(root));
    if is_path { part.rsplit("::").next().unwrap_or(part) } else { part }
}

/// Goes through all objects, the inner ones first.
fn each(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(|inner| each(inner, change));
            change(object);
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| each(inner, change)),
        _ => {}
    }
}
