//! The vocabulary of topics as SKOS (W3C recommendation of 2009) in Turtle, JSON-LD and RDF/XML.
//!
//! The scheme has a title and, as `owl:versionInfo`, the SHA-256 of the vocabulary's data. A concept has `skos:notation`
//! (its id in records), `skos:prefLabel` and `skos:altLabel` by language, `skos:broader` and `skos:narrower` or
//! `skos:topConceptOf`, `skos:exactMatch` to EuroVoc, and `dct:source` for where its labels come from. The same
//! vocabulary gives the same bytes.

mod json_ld;
mod rdf_xml;
mod turtle;

use std::fmt;
use std::str::FromStr;

use emn_protocol::suggest::closest;
use emn_protocol::topics::{Concept, LabelKind, Vocabulary};

/// Prefixes, with what they stand for.
const PREFIXES: [(&str, &str); 4] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
];

/// EuroVoc's concepts are this and their number.
const EUROVOC: &str = "http://eurovoc.europa.eu/";

/// A form of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// RDF 1.1 Turtle.
    Turtle,
    /// JSON-LD 1.1, expanded but for prefixes.
    JsonLd,
    /// RDF 1.1 XML.
    RdfXml,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Turtle, Self::JsonLd, Self::RdfXml];

    /// Its name, such as `json-ld`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::JsonLd => "json-ld",
            Self::RdfXml => "rdf-xml",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::RdfXml => "application/rdf+xml",
        }
    }

    /// How names of its files end, without the point.
    pub fn file_ending(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdf",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no form's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no form `{text}`{}; there are turtle, json-ld and rdf-xml",
    meant.map(|form| format!(" (did you mean {form}?)")).unwrap_or_default())]
pub struct UnknownForm {
    /// What was given, shortened.
    pub text: String,
    /// What may have been meant.
    pub meant: Option<Form>,
}

impl FromStr for Form {
    type Err = UnknownForm;

    /// Reads a name or a file ending, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownForm> {
        let name = text.trim().to_ascii_lowercase();
        let named = Self::ALL.into_iter().find(|form| form.name() == name || form.file_ending() == name);
        named.ok_or_else(|| {
            let near = closest(text, Self::ALL.map(Self::name));
            let meant = Self::ALL.into_iter().find(|form| Some(form.name()) == near);
            UnknownForm { text: text.chars().take(40).collect(), meant }
        })
    }
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

/// What is said about one thing.
struct Node {
    iri: String,
    /// Its class, with prefix.
    class: &'static str,
    /// Properties with prefix, and their values.
    said: Vec<(&'static str, Object)>,
}

/// A value of a property.
enum Object {
    Iri(String),
    Text { text: String, lang: Option<String> },
}

impl Object {
    fn plain(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), lang: None }
    }

    fn labelled(text: &str, lang: &str) -> Self {
        Self::Text { text: text.to_owned(), lang: Some(lang.to_owned()) }
    }
}

/// A vocabulary in a form of RDF.
pub fn write(vocabulary: &Vocabulary, base: &Base, form: Form) -> Vec<u8> {
    let nodes = nodes(vocabulary, base);
    match form {
        Form::Turtle => turtle::write(&nodes).into_bytes(),
        Form::JsonLd => json_ld::write(&nodes).to_string().into_bytes(),
        Form::RdfXml => rdf_xml::write(&nodes).into_bytes(),
    }
}

fn nodes(vocabulary: &Vocabulary, base: &Base) -> Vec<Node> {
    let mut said = vec![
        ("dct:title", Object::labelled("Topics of the EMN knowledge network", "en")),
        ("owl:versionInfo", Object::plain(vocabulary.version().to_string())),
    ];
    let top = vocabulary.top().map(|concept| ("skos:hasTopConcept", Object::Iri(base.concept(concept.id.as_str()))));
    said.extend(top);
    let scheme = Node { iri: base.scheme(), class: "skos:ConceptScheme", said };
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
    let code = |code: &&String| code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let eurovoc = concept.eurovoc.as_ref().filter(code);
    said.extend(eurovoc.map(|code| ("skos:exactMatch", Object::Iri(format!("{EUROVOC}{code}")))));
    let mut sources: Vec<&str> = concept.labels.iter().map(|label| label.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    said.extend(sources.into_iter().map(|source| ("dct:source", Object::plain(source))));
    Node { iri: base.concept(concept.id.as_str()), class: "skos:Concept", said }
}

#[cfg(test)]
mod tests;
