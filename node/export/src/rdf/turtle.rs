//! Turtle.

use super::{Node, Object, Prefixes};

pub(super) fn write(nodes: &[Node], prefixes: Prefixes<'_>) -> String {
    let mut out = String::new();
    for (prefix, iri) in prefixes {
        out.push_str(&format!("@prefix {prefix}: <{iri}> .\n"));
    }
    for node in nodes {
        out.push_str(&format!("\n<{}> a {}", node.iri, node.classes.join(", ")));
        for (property, object) in &node.said {
            out.push_str(&format!(" ;\n  {property} {}", value(object)));
        }
        out.push_str(" .\n");
    }
    out
}

fn value(object: &Object) -> String {
    match object {
        Object::Iri(iri) => format!("<{iri}>"),
        Object::Text { text, lang } => {
            let lang = lang.as_ref().map(|lang| format!("@{lang}")).unwrap_or_default();
            format!("\"{}\"{lang}", escaped(text))
        }
        Object::Typed { text, datatype } => format!("\"{}\"^^{datatype}", escaped(text)),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
