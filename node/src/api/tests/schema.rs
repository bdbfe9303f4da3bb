//! Holds values against the schemas of the API's description: the keywords that it uses, and no member that no schema
//! names.

use regex::Regex;
use serde_json::{Map, Value};

/// What says nothing about what is right.
const NOTES: [&str; 8] =
    ["description", "default", "examples", "example", "title", "format", "deprecated", "writeOnly"];

/// Finds where `value` is not as `schema` says; places are JSON pointers into the value.
pub(crate) fn check(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut checker = Checker { document, found: Vec::new() };
    checker.valid(schema, value, "");
    if checker.found.is_empty() {
        checker.named(&[schema], value, "");
    }
    checker.found
}

struct Checker<'d> {
    document: &'d Value,
    found: Vec<String>,
}

impl<'d> Checker<'d> {
    fn fail(&mut self, at: &str, why: impl std::fmt::Display) {
        self.found.push(format!("{at}: {why}"));
    }

    fn fits(&self, schema: &'d Value, value: &Value) -> bool {
        let mut other = Checker { document: self.document, found: Vec::new() };
        other.valid(schema, value, "");
        other.found.is_empty()
    }

    fn target(&self, reference: &Value) -> &'d Value {
        let pointer =
            reference.as_str().and_then(|text| text.strip_prefix('#')).expect("a reference within the document");
        self.document.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }

    fn valid(&mut self, schema: &'d Value, value: &Value, at: &str) {
        let Value::Object(schema) = schema else {
            if *schema == Value::Bool(false) {
                self.fail(at, "nothing is allowed here");
            }
            return;
        };
        for (keyword, rule) in schema {
            match keyword.as_str() {
                "$ref" => self.valid(self.target(rule), value, at),
                "allOf" => array(rule).iter().for_each(|part| self.valid(part, value, at)),
                "anyOf" | "oneOf" => {
                    let fitting = array(rule).iter().filter(|part| self.fits(part, value)).count();
                    if fitting == 0 || (keyword == "oneOf" && fitting > 1) {
                        self.fail(at, format_args!("{fitting} of {keyword} fit {value}"));
                    }
                }
                "enum" if !array(rule).contains(value) => self.fail(at, format_args!("{value} is not one of {rule}")),
                "const" if rule != value => self.fail(at, format_args!("{value} is not {rule}")),
                "type" if !is_type(rule, value) => self.fail(at, format_args!("{value} is no {rule}")),
                "enum" | "const" | "type" => {}
                note if NOTES.contains(&note) => {}
                _ => self.kind(schema, keyword, rule, value, at),
            }
        }
    }

    /// Keywords that are about one type of value, and say nothing of others.
    fn kind(&mut self, schema: &'d Map<String, Value>, keyword: &str, rule: &'d Value, value: &Value, at: &str) {
        match (keyword, value) {
            ("required", Value::Object(object)) => {
                let missing = array(rule).iter().filter_map(Value::as_str).filter(|name| !object.contains_key(*name));
                missing.for_each(|name| self.fail(at, format_args!("`{name}` is missing")));
            }
            ("properties", Value::Object(object)) => {
                for (name, inner) in object {
                    rule.get(name).into_iter().for_each(|rule| self.valid(rule, inner, &format!("{at}/{name}")));
                }
            }
            ("patternProperties", Value::Object(object)) => {
                for (name, inner) in object {
                    let rules: Vec<_> = matching(rule, name).collect();
                    rules.into_iter().for_each(|rule| self.valid(rule, inner, &format!("{at}/{name}")));
                }
            }
            ("additionalProperties", Value::Object(object)) => {
                for (name, inner) in object.iter().filter(|(name, _)| !is_named(schema, name)) {
                    self.valid(rule, inner, &format!("{at}/{name}"));
                }
            }
            ("items", Value::Array(items)) => {
                let places = schema.get("prefixItems").map_or(0, |first| array(first).len());
                let items = items.iter().enumerate().skip(places);
                items.for_each(|(n, item)| self.valid(rule, item, &format!("{at}/{n}")));
            }
            ("prefixItems", Value::Array(items)) => {
                let places = array(rule).iter().zip(items).enumerate();
                places.for_each(|(n, (rule, item))| self.valid(rule, item, &format!("{at}/{n}")));
            }
            ("pattern", Value::String(text)) if !pattern(rule).is_match(text) => {
                self.fail(at, format_args!("`{text}` does not match {rule}"));
            }
            ("minLength" | "maxLength", Value::String(text)) => {
                self.bound(keyword, rule, text.chars().count() as f64, at)
            }
            ("minItems" | "maxItems", Value::Array(items)) => self.bound(keyword, rule, items.len() as f64, at),
            ("minimum" | "maximum", Value::Number(number)) => {
                self.bound(keyword, rule, number.as_f64().expect("a number"), at);
            }
            (
                "required"
                | "properties"
                | "patternProperties"
                | "additionalProperties"
                | "items"
                | "prefixItems"
                | "pattern"
                | "minLength"
                | "maxLength"
                | "minItems"
                | "maxItems"
                | "minimum"
                | "maximum",
                _,
            ) => {}
            _ => panic!("{at}: this check does not know the keyword `{keyword}`"),
        }
    }

    fn bound(&mut self, keyword: &str, rule: &Value, size: f64, at: &str) {
        let limit = rule.as_f64().expect("a number");
        let fits = if keyword.starts_with("min") { size >= limit } else { size <= limit };
        if !fits {
            self.fail(at, format_args!("{size} breaks {keyword} {limit}"));
        }
    }

    /// Every member is named by a schema that applies.
    fn named(&mut self, schemas: &[&'d Value], value: &Value, at: &str) {
        let parts: Vec<&'d Value> = schemas.iter().flat_map(|schema| self.parts(schema, value)).collect();
        if parts.iter().any(|part| **part == Value::Bool(true)) {
            return;
        }
        match value {
            Value::Object(object) => {
                for (name, inner) in object {
                    let own: Vec<&'d Value> = parts.iter().flat_map(|part| member(part, name)).collect();
                    if own.is_empty() {
                        self.fail(at, format_args!("the description does not name `{name}`"));
                    }
                    self.named(&own, inner, &format!("{at}/{name}"));
                }
            }
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    let own: Vec<&'d Value> = parts.iter().filter_map(|part| place(part, n)).collect();
                    self.named(&own, item, &format!("{at}/{n}"));
                }
            }
            _ => {}
        }
    }

    /// The schema and those that it leads to, as far as they apply.
    fn parts(&self, schema: &'d Value, value: &Value) -> Vec<&'d Value> {
        let mut parts = vec![schema];
        if let Some(reference) = schema.get("$ref") {
            parts.extend(self.parts(self.target(reference), value));
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let inner = schema.get(keyword).map(array).unwrap_or_default();
            let fitting = inner.iter().filter(|part| self.fits(part, value));
            parts.extend(fitting.flat_map(|part| self.parts(part, value)));
        }
        parts
    }
}

/// The schema for a place of an array, of one part.
fn place(part: &Value, place: usize) -> Option<&Value> {
    part.get("prefixItems").and_then(|first| array(first).get(place)).or_else(|| part.get("items"))
}

/// Schemas for a member of an object, of one part.
fn member<'d>(part: &'d Value, name: &str) -> Vec<&'d Value> {
    let mut found: Vec<&Value> = part.get("properties").and_then(|named| named.get(name)).into_iter().collect();
    found.extend(part.get("patternProperties").into_iter().flat_map(|rules| matching(rules, name)));
    if found.is_empty() {
        found.extend(part.get("additionalProperties").filter(|rule| **rule != Value::Bool(false)));
    }
    found
}

fn is_named(schema: &Map<String, Value>, name: &str) -> bool {
    schema.get("properties").is_some_and(|named| named.get(name).is_some())
        || schema.get("patternProperties").is_some_and(|rules| matching(rules, name).next().is_some())
}

fn matching<'d>(rules: &'d Value, name: &str) -> impl Iterator<Item = &'d Value> {
    let rules = rules.as_object().expect("an object of patterns");
    rules.iter().filter(move |(text, _)| Regex::new(text).unwrap().is_match(name)).map(|(_, rule)| rule)
}

fn pattern(rule: &Value) -> Regex {
    Regex::new(rule.as_str().expect("a text")).unwrap()
}

fn array(rule: &Value) -> &[Value] {
    rule.as_array().expect("an array")
}

fn is_type(rule: &Value, value: &Value) -> bool {
    let one = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("there is no type `{other}`"),
    };
    match rule {
        Value::String(name) => one(name),
        names => array(names).iter().filter_map(Value::as_str).any(one),
    }
}

#[test]
fn value_that_breaks_a_keyword_or_has_an_unnamed_member_is_found() {
    use serde_json::json;

    let document = json!({"word": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 3}});
    let word = json!({"$ref": "#/word"});
    let object = json!({
        "allOf": [{"type": "object", "properties": {"a": word}, "required": ["a"]}],
        "properties": {"n": {"type": ["integer", "null"], "minimum": 1, "maximum": 9}},
    });
    let list = json!({"type": "array", "items": {"anyOf": [word, {"const": 7}]}, "minItems": 1});
    let map = json!({"type": "object", "patternProperties": {"^x": word}, "additionalProperties": false});
    let cases = [
        (&object, json!({"a": "abc", "n": 9}), true),
        (&object, json!({"a": "abc", "n": null}), true),
        (&object, json!({"n": 1}), false),
        (&object, json!({"a": "abcd"}), false),
        (&object, json!({"a": "ABC"}), false),
        (&object, json!({"a": "a", "n": 0}), false),
        (&object, json!({"a": "a", "n": 1.5}), false),
        (&object, json!({"a": "a", "more": 1}), false),
        (&list, json!(["a", 7]), true),
        (&list, json!([8]), false),
        (&list, json!([]), false),
        (&map, json!({"xy": "abc"}), true),
        (&map, json!({"y": "abc"}), false),
        (&map, json!({"xy": 1}), false),
    ];
    for (schema, value, fits) in cases {
        let found = check(&document, schema, &value);
        assert_eq!(found.is_empty(), fits, "{schema} {value}: {found:?}");
    }
}
