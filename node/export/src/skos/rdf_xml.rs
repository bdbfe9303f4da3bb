//! RDF/XML.

use quick_xml::escape::escape;

use super::{Node, Object, PREFIXES};
use crate::text;

pub(super) fn write(nodes: &[Node]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF".to_owned();
    for (prefix, iri) in PREFIXES {
        out.push_str(&format!(" xmlns:{prefix}=\"{iri}\""));
    }
    out.push_str(">\n");
    for node in nodes {
        out.push_str(&format!("<{} rdf:about=\"{}\">\n", node.class, escape(&node.iri)));
        for (property, object) in &node.said {
            out.push_str(&match object {
                Object::Iri(iri) => format!("  <{property} rdf:resource=\"{}\"/>\n", escape(iri)),
                Object::Text { text, lang } => {
                    let lang = lang.as_ref().map(|lang| format!(" xml:lang=\"{}\"", escape(lang)));
                    // XML has no form for control characters.
                    let text = text::line(text);
                    format!("  <{property}{}>{}</{property}>\n", lang.unwrap_or_default(), escape(text.as_ref()))
                }
            });
        }
        out.push_str(&format!("</{}>\n", node.class));
    }
    out.push_str("</rdf:RDF>\n");
    out
}
