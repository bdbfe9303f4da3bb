//! RDF/XML.

use quick_xml::escape::escape;

use super::{Node, Object, Prefixes, whole};
use crate::text;

pub(super) fn write(nodes: &[Node], prefixes: Prefixes<'_>) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF".to_owned();
    for (prefix, iri) in prefixes {
        out.push_str(&format!(" xmlns:{prefix}=\"{iri}\""));
    }
    out.push_str(">\n");
    for node in nodes {
        let Some((class, further)) = node.classes.split_first() else { continue };
        out.push_str(&format!("<{class} rdf:about=\"{}\">\n", escape(&node.iri)));
        for class in further {
            let iri = whole(class, prefixes);
            out.push_str(&format!("  <rdf:type rdf:resource=\"{}\"/>\n", escape(&iri)));
        }
        for (property, object) in &node.said {
            out.push_str(&match object {
                Object::Iri(iri) => format!("  <{property} rdf:resource=\"{}\"/>\n", escape(iri)),
                Object::Text { text, lang } => {
                    let lang = lang.as_ref().map(|lang| format!(" xml:lang=\"{}\"", escape(lang)));
                    // XML has no form for control characters.
                    let text = text::line(text);
                    format!("  <{property}{}>{}</{property}>\n", lang.unwrap_or_default(), escape(text.as_ref()))
                }
                Object::Typed { text, datatype } => {
                    let datatype = whole(datatype, prefixes);
                    let text = text::line(text);
                    format!(
                        "  <{property} rdf:datatype=\"{}\">{}</{property}>\n",
                        escape(&datatype),
                        escape(text.as_ref())
                    )
                }
            });
        }
        out.push_str(&format!("</{class}>\n"));
    }
    out.push_str("</rdf:RDF>\n");
    out
}
