//! Values of fields in the text of a query.

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::{Audience, Code, Kind, Lang};
use emn_protocol::suggest::closest;
use emn_protocol::topics::Vocabulary;

use super::QueryError;
use crate::index::Facet;
use crate::index::schema::{self, Place};

/// The field that is searched in words; the others are [`Facet`]s.
pub(crate) const TITLE: &str = "title";

/// A field of the text of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Facet(Facet),
}

/// The field of this name.
pub(crate) fn field(name: &str, at: usize) -> Result<Field, QueryError> {
    let small = name.to_lowercase();
    if small == TITLE {
        return Ok(Field::Title);
    }
    let facet = Facet::ALL.into_iter().find(|facet| facet.name() == small);
    let names = || Facet::ALL.into_iter().map(Facet::name).chain([TITLE]);
    let unknown = || QueryError::UnknownField { field: shortened(name), at, suggestion: closest(name, names()) };
    facet.map(Field::Facet).ok_or_else(unknown)
}

/// The tokens of which a record must have one.
pub(crate) fn places(facet: Facet, value: &str, at: usize) -> Result<Vec<Place>, QueryError> {
    let value = value.trim();
    let places = match facet {
        Facet::Kind => kind(value),
        Facet::Member => value.to_uppercase().parse().ok().map(|member| vec![schema::member(&member)]),
        Facet::Country => country(value),
        Facet::Topic => topic(value),
        Facet::Year => value.parse().ok().filter(|year| (0..=9999).contains(year)).map(|year| vec![schema::year(year)]),
        Facet::Language => language(value),
        Facet::Audience => audience(value),
    };
    places.ok_or_else(|| QueryError::BadValue {
        field: facet.name(),
        value: shortened(value),
        at,
        expected: expected(facet, value),
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

fn expected(facet: Facet, value: &str) -> String {
    match facet {
        Facet::Kind => "a kind: `report`, `practice` or `correction`".to_owned(),
        Facet::Member => "a member code, such as `NL`".to_owned(),
        Facet::Country => "a country, such as `NL`".to_owned(),
        Facet::Topic => match Vocabulary::shipped().closest(value) {
            Some(concept) => format!("a topic; did you mean `{}`?", concept.id),
            None => "a topic, such as `debt-bondage`".to_owned(),
        },
        Facet::Year => "a year, such as `2022`".to_owned(),
        Facet::Language => "a language tag, such as `nl`".to_owned(),
        Facet::Audience => "an audience: `network` or `public`".to_owned(),
    }
}

fn kind(value: &str) -> Option<Vec<Place>> {
    let kind = [Kind::Report, Kind::Practice, Kind::Correction].into_iter().find(|kind| kind.name() == value)?;
    Some(vec![if kind == Kind::Correction { schema::entry_kind(kind) } else { schema::kind(kind) }])
}

/// By code or name; a code that this version does not know stands for itself.
fn country(value: &str) -> Option<Vec<Place>> {
    let known = CodeLists::shipped().find_country(value).map(|country| country.iso2.as_str());
    let code: Code = known.unwrap_or(value).parse().ok()?;
    Some(vec![schema::country(&code)])
}

/// By id or label; an id that this version does not know stands for itself.
fn topic(value: &str) -> Option<Vec<Place>> {
    let vocabulary = Vocabulary::shipped();
    let labelled: Vec<Place> = vocabulary.by_label(value).map(|concept| schema::topic(&concept.id)).collect();
    if vocabulary.get(value).is_none() && !labelled.is_empty() {
        return Some(labelled);
    }
    let code: Code = value.parse().ok()?;
    Some(vec![schema::topic(&code)])
}

fn language(value: &str) -> Option<Vec<Place>> {
    let lang: Lang = value.parse().or_else(|_| value.to_lowercase().parse()).ok()?;
    Some(vec![schema::language(&lang)])
}

fn audience(value: &str) -> Option<Vec<Place>> {
    let audience = [Audience::Network, Audience::Public].into_iter().find(|audience| audience.name() == value)?;
    Some(vec![schema::audience(audience)])
}
