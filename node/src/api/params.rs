//! What a caller writes after the question mark, and ids in paths.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Path, Query as Pairs};
use axum::http::request::Parts;
use emn_export::format::Format;
use emn_protocol::codelist::CodeLists;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Audience, Code, Kind, Lang};
use emn_protocol::suggest::closest;
use emn_protocol::topics::Vocabulary;

use emn_search::query::{Query, Sort};

use super::ApiState;
use super::error::Refusal;
use crate::catalogue::Reading;

/// Ids listed when a beginning fits several entries.
const CANDIDATES: usize = 10;

/// Entries looked at for them where not all may be shown.
const LOOKED_AT: usize = 200;

/// Parameters of one request.
const COUNT: usize = 64;

/// Bytes of one of them.
const BYTES: usize = 4096;

/// Characters of a name that a refusal repeats.
const SHOWN: usize = 40;

/// The parameters of a request, in order.
pub(crate) struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Pairs::<Vec<(String, String)>>::from_request_parts(parts, state).await {
            Ok(Pairs(pairs)) => Self::bounded(pairs),
            Err(error) => Err(Refusal::bad_request("bad_query", format!("the parameters cannot be read: {error}"))),
        }
    }
}

/// The id, or the beginning of one, in a path.
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        // What is not text names nothing.
        path.map(|Path(id)| Self(id)).map_err(|_| Refusal::not_found("the id in this path is not text in UTF-8"))
    }
}

/// The parameters of lists and searches.
const LIST_PARAMS: [&str; 18] = [
    "q",
    "kind",
    "member",
    "country",
    "topic",
    "year",
    "language",
    "audience",
    "superseded",
    "withdrawn",
    "sort",
    "lang",
    "limit",
    "measure",
    "fuzzy",
    "concepts",
    "facets",
    "format",
];

impl Params {
    /// What is longer is no question of people, and takes long to understand.
    pub(crate) fn bounded(pairs: Vec<(String, String)>) -> Result<Self, Refusal> {
        if pairs.len() > COUNT {
            let detail = format!("there are {} parameters; at most {COUNT} are taken", pairs.len());
            return Err(Refusal::bad_request("bad_query", detail));
        }
        match pairs.iter().find(|(name, value)| name.len().max(value.len()) > BYTES) {
            Some((name, value)) => {
                let (name, bytes) = (clipped(name), name.len().max(value.len()));
                let detail = format!("the parameter `{name}` has {bytes} bytes; at most {BYTES} are taken");
                Err(Refusal::bad_request("bad_query", detail))
            }
            None => Ok(Self(pairs)),
        }
    }

    /// The parameters that are known by these names. Each may be given once.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        self.only_repeating(known, &[])
    }

    /// As [`Self::only`]; those of `repeating` may be given several times.
    pub(crate) fn only_repeating(&self, known: &[&str], repeating: &[&str]) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        for (name, _) in &self.0 {
            if !known.contains(&name.as_str()) {
                let near = closest(name, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
                let near = near.unwrap_or_else(|| taken(known));
                let detail = format!("there is no parameter `{}` here{near}", clipped(name));
                return Err(Refusal::bad_request("bad_query", detail));
            }
            if !seen.insert(name) && !repeating.contains(&name.as_str()) {
                return Err(Refusal::bad_request("bad_query", format!("the parameter `{name}` is given twice")));
            }
        }
        Ok(())
    }

    /// There must be none.
    pub(crate) fn none(&self) -> Result<(), Refusal> {
        self.only(&[])
    }

    /// All of them, in order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The format of a file.
    pub(crate) fn format(&self) -> Result<Option<Format>, Refusal> {
        self.parsed("format")
    }

    /// The language of labels; English where none is given.
    pub(crate) fn lang(&self) -> Result<String, Refusal> {
        Ok(self.parsed::<Lang>("lang")?.map_or_else(|| "en".to_owned(), |lang| lang.to_string()))
    }

    /// A number in a range, or what it is without one.
    pub(crate) fn number(&self, name: &str, range: RangeInclusive<u32>, usual: u32) -> Result<u32, Refusal> {
        match self.parsed(name)? {
            None => Ok(usual),
            Some(number) if range.contains(&number) => Ok(number),
            Some(number) => {
                Err(bad_value(name, &format!("{number} is not between {} and {}", range.start(), range.end())))
            }
        }
    }

    /// A parameter; an empty one counts as not given, as forms send it.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let parse = |text: &str| text.parse().map_err(|error: T::Err| bad_value(name, &error.to_string()));
        self.text(name).map(parse).transpose()
    }

    /// As [`Self::parsed`], for codes that are written in capitals.
    fn capitals<T: FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let parse =
            |text: &str| text.to_ascii_uppercase().parse().map_err(|error: T::Err| bad_value(name, &error.to_string()));
        self.text(name).map(parse).transpose()
    }

    pub(crate) fn one_of<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<Option<T>, Refusal> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let found = choices.iter().find(|(choice, _)| *choice == text).map(|(_, value)| *value);
        found.map(Some).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
            bad_value(name, &format!("`{text}` is not one of {}", names.join(", ")))
        })
    }

    fn flag(&self, name: &str) -> Result<bool, Refusal> {
        Ok(self.one_of(name, &[("true", true), ("1", true), ("false", false), ("0", false)])?.unwrap_or_default())
    }

    /// A country by its code or its name. Two letters that no list knows are taken as they are: records may have them.
    fn country(&self) -> Result<Option<Code>, Refusal> {
        let Some(text) = self.text("country") else { return Ok(None) };
        if let Some(known) = CodeLists::shipped().find_country(text) {
            return Ok(known.iso2.parse().ok());
        }
        let code = text.to_ascii_uppercase();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Ok(code.parse().ok());
        }
        Err(bad_value("country", &format!("`{text}` is neither a country's code (ISO 3166-1 alpha-2) nor its name")))
    }

    /// A topic by its id, or by one of its labels in any language.
    fn topic(&self) -> Result<Option<Code>, Refusal> {
        let Some(text) = self.text("topic") else { return Ok(None) };
        let vocabulary = Vocabulary::shipped();
        if vocabulary.get(text).is_none()
            && let Some(concept) = vocabulary.by_label(text).next()
        {
            return Ok(Some(concept.id.clone()));
        }
        let near = vocabulary.closest(text).map(|concept| format!("; did you mean `{}`?", concept.id));
        let wrong = || bad_value("topic", &format!("`{text}` is no topic{}", near.unwrap_or_default()));
        text.parse().map(Some).map_err(|_| wrong())
    }

    /// The question to the catalogue.
    pub(crate) fn query(&self, usual: Sort) -> Result<Query, Refusal> {
        self.only(&[LIST_PARAMS.as_slice(), &["cursor"]].concat())?;
        let kinds = [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal].map(|kind| (kind.name(), kind));
        let audiences = [Audience::Network, Audience::Public].map(|audience| (audience.name(), audience));
        let sorts = [("newest", Sort::Newest), ("date", Sort::Date), ("relevance", Sort::Relevance)];
        Ok(Query {
            text: self.text("q").unwrap_or_default().to_owned(),
            kind: self.one_of("kind", &kinds)?,
            member: self.capitals("member")?,
            country: self.country()?,
            topic: self.topic()?,
            year: self.parsed("year")?,
            language: self.parsed("language")?,
            audience: self.one_of("audience", &audiences)?,
            include_superseded: self.flag("superseded")?,
            include_withdrawn: self.flag("withdrawn")?,
            sort: self.one_of("sort", &sorts)?.unwrap_or(usual),
            own: self.parsed("lang")?,
            measure: self.parsed("measure")?,
            fuzzy: self.flag("fuzzy")?,
            concepts: self.one_of("concepts", &[("on", true), ("off", false)])?.unwrap_or(true),
            facets: self.flag("facets")?,
            limit: self.parsed("limit")?.unwrap_or(Query::default().limit),
            cursor: self.text("cursor").map(str::to_owned),
        })
    }

    /// Which part of an entry is wanted.
    pub(crate) fn part(&self) -> Result<RawPart, Refusal> {
        self.only(&["part"])?;
        let parts = [("shell", RawPart::Shell), ("record", RawPart::Record), ("frame", RawPart::Frame)];
        Ok(self.one_of("part", &parts)?.unwrap_or(RawPart::Shell))
    }
}

/// The beginning of a name.
fn clipped(name: &str) -> String {
    let more = name.chars().nth(SHOWN).is_some();
    name.chars().take(SHOWN).chain(more.then_some('…')).collect()
}

/// The parameters that there are, for people.
fn taken(known: &[&str]) -> String {
    if known.is_empty() { "; it takes none".to_owned() } else { format!("; it takes {}", known.join(", ")) }
}

fn bad_value(name: &str, why: &str) -> Refusal {
    Refusal::bad_request("bad_query", format!("the parameter `{name}`: {why}"))
}

/// A part of an entry as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RawPart {
    /// The COSE_Sign1.
    Shell,
    /// The record.
    Record,
    /// Both, as nodes exchange them.
    Frame,
}

impl RawPart {
    /// Its media type, and the ending of a file of it.
    pub(crate) fn media_type(self) -> (&'static str, &'static str) {
        match self {
            Self::Shell => ("application/cose; cose-type=\"cose-sign1\"", "cose"),
            Self::Record => ("application/cbor", "record.cbor"),
            Self::Frame => ("application/cbor", "frame.cbor"),
        }
    }
}

/// The entry that an id, or the beginning of one, names.
pub(crate) fn resolve(api: &ApiState, text: &str) -> Result<EntryId, Refusal> {
    if let Ok(id) = text.parse::<EntryId>() {
        return Ok(id);
    }
    let all = api.catalogue.reading() == Reading::All;
    let mut found = api.store.find_prefix(text, if all { CANDIDATES } else { LOOKED_AT })?;
    if !all {
        // Ids of records that the caller may not see are not told.
        let mut shown = Vec::new();
        for id in found {
            shown.extend(api.catalogue.get(&id)?.map(|_| id));
        }
        shown.truncate(CANDIDATES);
        found = shown;
    }
    match found.as_slice() {
        [] => Err(no_entry(text)),
        [one] => Ok(*one),
        _ => Err(Refusal::ambiguous(text, found)),
    }
}

pub(crate) fn no_entry(text: &str) -> Refusal {
    let text: String = text.chars().take(80).collect();
    Refusal::not_found(format!("no entry with id `{text}` is here; `emn list` shows what is"))
}
