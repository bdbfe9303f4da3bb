//! Forms of values in words, from their schemas (JSON Schema 2020-12).

use emn_pages::api::Piece;
use serde_json::Value;

/// Where types of the document are.
const TYPES: &str = "#/components/schemas/";
/// Values of an enumeration that are listed.
const VALUES: usize = 40;
/// Schemas within schemas that are followed; deeper ones have names of their own.
const DEEPEST: usize = 6;

/// A form in words, with the names of types.
pub(super) fn of(schema: &Value) -> Vec<Piece> {
    let mut pieces = Vec::new();
    describe(schema, &mut pieces, 0);
    joined(pieces)
}

/// The words only.
pub(super) fn words(pieces: &[Piece]) -> String {
    let word = |piece: &Piece| match piece {
        Piece::Words(text) | Piece::Type(text) => text.clone(),
    };
    pieces.iter().map(word).collect()
}

fn describe(schema: &Value, pieces: &mut Vec<Piece>, depth: usize) {
    let mut say = |text: &str| pieces.push(Piece::Words(text.to_owned()));
    if depth > DEEPEST {
        return say("…");
    }
    if let Some(name) = schema["$ref"].as_str() {
        return match name.strip_prefix(TYPES) {
            Some(name) => pieces.push(Piece::Type(name.to_owned())),
            None => say(name),
        };
    }
    for (key, between) in [("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")] {
        if let Some(parts) = schema[key].as_array() {
            return describe_all(parts, between, pieces, depth);
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let more = if values.len() > VALUES { ", …" } else { "" };
        let listed: Vec<String> = values.iter().take(VALUES).map(value).collect();
        return say(&format!("one of {}{more}", listed.join(", ")));
    }
    if !schema["const"].is_null() {
        return say(&value(&schema["const"]));
    }
    match &schema["type"] {
        Value::String(kind) => describe_kind(kind, schema, pieces, depth),
        Value::Array(kinds) => {
            for (index, kind) in kinds.iter().filter_map(Value::as_str).enumerate() {
                if index > 0 {
                    pieces.push(Piece::Words(" or ".to_owned()));
                }
                describe_kind(kind, schema, pieces, depth);
            }
        }
        _ if schema.is_null() => {}
        _ => say("any value"),
    }
}

fn describe_all(parts: &[Value], between: &str, pieces: &mut Vec<Piece>, depth: usize) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::Words(between.to_owned()));
        }
        describe(part, pieces, depth + 1);
    }
}

fn describe_kind(kind: &str, schema: &Value, pieces: &mut Vec<Piece>, depth: usize) {
    let mut say = |text: String| pieces.push(Piece::Words(text));
    match kind {
        "array" if schema["prefixItems"].is_array() => {
            say("a list of exactly ".to_owned());
            describe_all(schema["prefixItems"].as_array().map_or(&[], Vec::as_slice), ", ", pieces, depth);
        }
        "array" => {
            say("a list of ".to_owned());
            describe(&schema["items"], pieces, depth + 1);
        }
        "object" if schema["properties"].is_object() => describe_members(schema, pieces, depth),
        "object" if schema["additionalProperties"].is_object() => {
            say("an object whose members are ".to_owned());
            describe(&schema["additionalProperties"], pieces, depth + 1);
        }
        "object" => say("an object".to_owned()),
        "integer" | "number" => say(format!("{kind}{}", limits(schema))),
        "string" => {
            let form = schema["format"].as_str().map(|form| format!(" ({form})"));
            let pattern = schema["pattern"].as_str().map(|pattern| format!(" that matches {pattern}"));
            say(format!("text{}{}", form.unwrap_or_default(), pattern.unwrap_or_default()));
        }
        "boolean" => say("true or false".to_owned()),
        other => say(other.to_owned()),
    }
}

fn describe_members(schema: &Value, pieces: &mut Vec<Piece>, depth: usize) {
    pieces.push(Piece::Words("{ ".to_owned()));
    let members = schema["properties"].as_object().into_iter().flatten();
    for (index, (name, member)) in members.enumerate() {
        let between = if index > 0 { "; " } else { "" };
        pieces.push(Piece::Words(format!("{between}{name}: ")));
        describe(member, pieces, depth + 1);
    }
    pieces.push(Piece::Words(" }".to_owned()));
}

/// Limits that say more than the size of a machine's numbers.
fn limits(schema: &Value) -> String {
    let narrow = |value: &Value| value.as_i64().filter(|limit| limit.unsigned_abs() < 1 << 31);
    match (narrow(&schema["minimum"]), narrow(&schema["maximum"])) {
        (Some(least), Some(most)) => format!(", {least} to {most}"),
        (Some(least), None) => format!(", from {least}"),
        (None, Some(most)) => format!(", up to {most}"),
        (None, None) => String::new(),
    }
}

fn value(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// With neighbouring words as one piece.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Words(before)), Piece::Words(text)) => before.push_str(&text),
            (_, piece) => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schema_is_said_in_words() {
        for (schema, expected) in [
            (json!({"$ref": "#/components/schemas/Row"}), "Row"),
            (json!({"type": "array", "items": {"$ref": "#/components/schemas/Row"}}), "a list of Row"),
            (json!({"type": ["string", "null"]}), "text or null"),
            (json!({"anyOf": [{"$ref": "#/components/schemas/KeyId"}, {"type": "null"}]}), "KeyId or null"),
            (json!({"type": "string", "enum": ["svg", "png"]}), "one of svg, png"),
            (json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}), "integer, from 0"),
            (json!({"type": "integer", "minimum": 1, "maximum": 200}), "integer, 1 to 200"),
            (
                json!({"type": "object", "additionalProperties": {"type": "boolean"}}),
                "an object whose members are true or false",
            ),
            (json!({"type": "object", "properties": {"note": {"const": "x"}}}), "{ note: x }"),
            (json!({}), "any value"),
            (Value::Null, ""),
        ] {
            assert_eq!(words(&of(&schema)), expected, "{schema}");
        }
    }

    #[test]
    fn name_of_a_type_is_a_piece_of_its_own() {
        let pieces = of(&json!({"type": "array", "items": {"$ref": "#/components/schemas/Row"}}));
        assert_eq!(pieces, [Piece::Words("a list of ".to_owned()), Piece::Type("Row".to_owned())]);
    }

    #[test]
    fn schema_without_an_end_has_one_here() {
        let mut schema = json!({"type": "boolean"});
        for _ in 0..50 {
            schema = json!({"type": "array", "items": schema});
        }
        assert!(words(&of(&schema)).ends_with('…'));
    }
}
