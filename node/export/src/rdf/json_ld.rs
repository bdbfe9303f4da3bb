//! JSON-LD.

use serde_json::{Map, Value, json};

use super::{Node, Object, Prefixes};

pub(super) fn write(nodes: &[Node], prefixes: Prefixes<'_>) -> Value {
    let context: Map<String, Value> =
        prefixes.iter().map(|(prefix, iri)| ((*prefix).to_owned(), Value::from(*iri))).collect();
    json!({"@context": context, "@graph": nodes.iter().map(node).collect::<Vec<Value>>()})
}

fn node(node: &Node) -> Value {
    let mut object = Map::new();
    object.insert("@id".to_owned(), Value::from(node.iri.as_str()));
    object.insert(
        "@type".to_owned(),
        match node.classes.as_slice() {
            [one] => Value::from(*one),
            classes => Value::from(classes.to_vec()),
        },
    );
    for (property, said) in &node.said {
        let values = object.entry((*property).to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(value(said));
        }
    }
    Value::Object(object)
}

fn value(object: &Object) -> Value {
    match object {
        Object::Iri(iri) => json!({"@id": iri}),
        Object::Text { text, lang: Some(lang) } => json!({"@value": text, "@language": lang}),
        Object::Text { text, lang: None } => json!({"@value": text}),
        Object::Typed { text, datatype } => json!({"@value": text, "@type": datatype}),
    }
}
