//! The vocabulary of topics as SKOS (W3C recommendation of 2009) in Turtle, JSON-LD and RDF/XML.
//!
//! The scheme has a title and, as `owl:versionInfo`, the SHA-256 of the vocabulary's data. A concept has `skos:notation`
//! (its id in records), `skos:prefLabel` and `skos:altLabel` by language, `skos:broader` and `skos:narrower` or
//! `skos:topConceptOf`, `skos:exactMatch` to EuroVoc, and `dct:source` for where its labels come from. The same
//! vocabulary gives the same bytes.

use std::str::FromStr;

use emn_protocol::topics::{Concept, LabelKind, Vocabulary};

pub use crate::rdf::{Form, UnknownForm};
use crate::rdf::{Node, Object};

/// Prefixes, with what they stand for.
const PREFIXES: [(&str, &str); 4] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
];

/// EuroVoc's concepts are this and their number.
const EUROVOC: &str = "http://eurovoc.europa.eu/";

/// The concept of EuroVoc with this number.
pub(crate) fn eurovoc(code: &str) -> Option<String> {
    code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_').then(|| format!("{EUROVOC}{code}"))
}

/// What the addresses of concepts begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

/// A text that no address can begin with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` cannot begin the address of a topic: give an absolute IRI such as https://emn.example/topics/")]
pub struct BaseError {
    text: String,
}

impl Default for Base {
    /// Names that need no server: `urn:emn:topic:ID`.
    fn default() -> Self {
        Self("urn:emn:topic:".to_owned())
    }
}

impl FromStr for Base {
    type Err = BaseError;

    fn from_str(text: &str) -> Result<Self, BaseError> {
        let refused = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
        let scheme = text.split_once(':').map(|(scheme, _)| scheme).unwrap_or_default();
        let absolute = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
        if absolute && !text.contains(refused) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BaseError { text: text.chars().take(80).collect() })
        }
    }
}

impl Base {
    fn concept(&self, id: &str) -> String {
        format!("{}{id}", self.0)
    }

    fn scheme(&self) -> String {
        self.0.trim_end_matches(['/', '#', ':']).to_owned()
    }
}

/// A vocabulary in a form of RDF.
pub fn write(vocabulary: &Vocabulary, base: &Base, form: Form) -> Vec<u8> {
    crate::rdf::write(&nodes(vocabulary, base), &PREFIXES, form)
}

fn nodes(vocabulary: &Vocabulary, base: &Base) -> Vec<Node> {
    let mut said = vec![
        ("dct:title", Object::labelled("Topics of the EMN knowledge network", "en")),
        ("owl:versionInfo", Object::plain(vocabulary.version().to_string())),
    ];
    let top = vocabulary.top().map(|concept| ("skos:hasTopConcept", Object::Iri(base.concept(concept.id.as_str()))));
    said.extend(top);
    let scheme = Node { iri: base.scheme(), classes: vec!["skos:ConceptScheme"], said };
    std::iter::once(scheme).chain(vocabulary.concepts().map(|concept| node(vocabulary, base, concept))).collect()
}

fn node(vocabulary: &Vocabulary, base: &Base, concept: &Concept) -> Node {
    let mut said =
        vec![("skos:inScheme", Object::Iri(base.scheme())), ("skos:notation", Object::plain(concept.id.as_str()))];
    for label in &concept.labels {
        let lang = label.lang.as_str();
        match label.kind {
            LabelKind::Pref => said.push(("skos:prefLabel", Object::labelled(&label.text, lang))),
            // A label is of one kind only (SKOS, S13).
            LabelKind::Alt if concept.pref(lang) == Some(label.text.as_str()) => {}
            LabelKind::Alt => said.push(("skos:altLabel", Object::labelled(&label.text, lang))),
        }
    }
    match &concept.broader {
        Some(broader) => said.push(("skos:broader", Object::Iri(base.concept(broader.as_str())))),
        None => said.push(("skos:topConceptOf", Object::Iri(base.scheme()))),
    }
    let narrower = vocabulary.narrower(concept.id.as_str());
    said.extend(narrower.map(|below| ("skos:narrower", Object::Iri(base.concept(below.id.as_str())))));
    let same = concept.eurovoc.as_deref().and_then(eurovoc);
    said.extend(same.map(|iri| ("skos:exactMatch", Object::Iri(iri))));
    let mut sources: Vec<&str> = concept.labels.iter().map(|label| label.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    said.extend(sources.into_iter().map(|source| ("dct:source", Object::plain(source))));
    Node { iri: base.concept(concept.id.as_str()), classes: vec!["skos:Concept"], said }
}

#[cfg(test)]
mod tests;
