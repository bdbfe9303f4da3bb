//! Statements in the forms of RDF: Turtle, JSON-LD and RDF/XML.

mod json_ld;
mod rdf_xml;
mod turtle;

use std::fmt;
use std::str::FromStr;

use emn_protocol::suggest::closest;

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

/// What is said about one thing.
pub(crate) struct Node {
    pub(crate) iri: String,
    /// Its classes, with prefix; at least one.
    pub(crate) classes: Vec<&'static str>,
    /// Properties with prefix, and their values.
    pub(crate) said: Vec<(&'static str, Object)>,
}

/// A value of a property.
pub(crate) enum Object {
    Iri(String),
    Text {
        text: String,
        lang: Option<String>,
    },
    /// A literal of a type that is written with its prefix.
    Typed {
        text: String,
        datatype: &'static str,
    },
}

impl Object {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), lang: None }
    }

    pub(crate) fn labelled(text: &str, lang: &str) -> Self {
        Self::Text { text: text.to_owned(), lang: Some(lang.to_owned()) }
    }

    pub(crate) fn typed(text: impl Into<String>, datatype: &'static str) -> Self {
        Self::Typed { text: text.into(), datatype }
    }
}

/// Prefixes, with what they stand for.
pub(crate) type Prefixes<'a> = &'a [(&'static str, &'static str)];

/// Statements in a form of RDF.
pub(crate) fn write(nodes: &[Node], prefixes: Prefixes<'_>, form: Form) -> Vec<u8> {
    match form {
        Form::Turtle => turtle::write(nodes, prefixes).into_bytes(),
        Form::JsonLd => json_ld::write(nodes, prefixes).to_string().into_bytes(),
        Form::RdfXml => rdf_xml::write(nodes, prefixes).into_bytes(),
    }
}

/// A name with a prefix, whole.
fn whole(name: &str, prefixes: Prefixes<'_>) -> String {
    let (prefix, rest) = name.split_once(':').unwrap_or(("", name));
    let base = prefixes.iter().find(|(known, _)| *known == prefix).map_or("", |(_, iri)| iri);
    format!("{base}{rest}")
}
