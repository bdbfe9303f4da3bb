//! The fields of the index, and the terms in them.

use emn_protocol::codelist::CodeLists;
use emn_protocol::ids::MemberId;
use emn_protocol::record::{Audience, Code, Kind, Lang};
use emn_protocol::time::Period;
use emn_protocol::topics::Vocabulary;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, Term};

/// Whoever changes what is written, or how, counts this up: an index of another number is built anew.
pub(crate) const VERSION: u64 = 1;

/// Name of the tokenizer that cuts between stems.
const STEMS: &str = "stems";

/// Stands between stems.
pub(crate) const BETWEEN: char = ' ';

/// Stands between texts, as if it were a stem that nobody looks for: a phrase does not go across.
pub(crate) const GAP: &str = "\n";

/// Years of one record that are counted: a period may be long, but no source goes back further.
const YEARS: i64 = 100;

/// Years that are counted in facets.
const FACET_YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// The fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// Stems of all texts, of every language in one field, with their positions.
    pub(crate) text: Field,
    /// Stems of the titles.
    pub(crate) title: Field,
    /// What results are counted by; see [`Facet`].
    pub(crate) facet: Field,
    /// What results are filtered by, and not counted.
    pub(crate) mark: Field,
    /// Where the entry stands; see [`super::places::Logs`].
    pub(crate) place: Field,
    /// Its number in the order of arrival.
    pub(crate) arrival: Field,
    /// The signer's clock.
    pub(crate) time: Field,
    /// What is particular about it; see [`super::relations::Speaker`].
    pub(crate) speaker: Field,
}

/// Names of the fields that are read by column.
pub(crate) const FACET: &str = "facet";
/// See [`FACET`].
pub(crate) const PLACE: &str = "place";
/// See [`FACET`].
pub(crate) const ARRIVAL: &str = "arrival";
/// See [`FACET`].
pub(crate) const TIME: &str = "time";

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let stems = |record| TextFieldIndexing::default().set_tokenizer(STEMS).set_index_option(record);
    let tokens = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    let text = TextOptions::default().set_indexing_options(stems(IndexRecordOption::WithFreqsAndPositions));
    let title = TextOptions::default().set_indexing_options(stems(IndexRecordOption::Basic).set_fieldnorms(false));
    let mark = TextOptions::default().set_indexing_options(tokens);
    let facet = mark.clone().set_fast("raw");
    let mut schema = Schema::builder();
    let fields = Fields {
        text: schema.add_text_field("text", text),
        title: schema.add_text_field("title", title),
        facet: schema.add_text_field(FACET, facet),
        mark: schema.add_text_field("mark", mark),
        place: schema.add_u64_field(PLACE, NumericOptions::from(INDEXED) | FAST),
        arrival: schema.add_u64_field(ARRIVAL, FAST),
        time: schema.add_i64_field(TIME, FAST),
        speaker: schema.add_bytes_field("speaker", STORED),
    };
    (schema.build(), fields)
}

/// Gives an index what its fields need.
pub(crate) fn equip(index: &mut Index) {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(STEMS, Stems::default());
    index.set_tokenizers(tokenizers);
}

/// What results are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Report or practice.
    Kind,
    /// The member that speaks.
    Member,
    /// A country covered.
    Country,
    /// A topic; a record counts for the broader ones too.
    Topic,
    /// A year that the period covers.
    Year,
    /// A language in which the record can be read.
    Language,
    /// Who may read it.
    Audience,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Kind, Self::Member, Self::Country, Self::Topic, Self::Year, Self::Language, Self::Audience];

    /// Its name, as in JSON and in the text of a query.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Member => "member",
            Self::Country => "country",
            Self::Topic => "topic",
            Self::Year => "year",
            Self::Language => "language",
            Self::Audience => "audience",
        }
    }

    /// What its tokens begin with.
    fn letter(self) -> char {
        match self {
            Self::Kind => 'k',
            Self::Member => 'm',
            Self::Country => 'c',
            Self::Topic => 't',
            Self::Year => 'y',
            Self::Language => 'l',
            Self::Audience => 'a',
        }
    }

    /// The facet and value of a token.
    pub(crate) fn of(token: &str) -> Option<(Self, &str)> {
        let (letter, value) = token.split_once(':')?;
        let facet = Self::ALL.into_iter().find(|facet| letter.chars().eq([facet.letter()]))?;
        Some((facet, value))
    }
}

/// A token in the field that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Counted: the value is one of a list that nobody can make longer by publishing.
    Facet(String),
    /// Filtered by only.
    Mark(String),
}

impl Place {
    fn of(facet: Facet, value: &str, listed: bool) -> Self {
        let token = format!("{}:{value}", facet.letter());
        if listed { Self::Facet(token) } else { Self::Mark(token) }
    }

    pub(crate) fn term(&self, fields: &Fields) -> Term {
        match self {
            Self::Facet(token) => Term::from_field_text(fields.facet, token),
            Self::Mark(token) => Term::from_field_text(fields.mark, token),
        }
    }
}

pub(crate) fn kind(kind: Kind) -> Place {
    Place::of(Facet::Kind, kind.name(), true)
}

pub(crate) fn member(member: &MemberId) -> Place {
    Place::of(Facet::Member, member.as_str(), true)
}

pub(crate) fn country(country: &Code) -> Place {
    Place::of(Facet::Country, country.as_str(), CodeLists::shipped().country(country.as_str()).is_some())
}

pub(crate) fn topic(topic: &Code) -> Place {
    Place::of(Facet::Topic, topic.as_str(), Vocabulary::shipped().get(topic.as_str()).is_some())
}

/// A topic and those above it.
pub(crate) fn topics(code: &Code) -> impl Iterator<Item = Place> {
    let broader = Vocabulary::shipped().broader(code.as_str());
    [topic(code)].into_iter().chain(broader.into_iter().map(|concept| topic(&concept.id)))
}

pub(crate) fn year(year: i64) -> Place {
    Place::of(Facet::Year, &year.to_string(), FACET_YEARS.contains(&year))
}

/// The last years of a period.
pub(crate) fn years(period: Period) -> impl Iterator<Item = Place> {
    let last = period.last_year();
    (period.first_year().max(last - (YEARS - 1))..=last).map(year)
}

pub(crate) fn language(language: &Lang) -> Place {
    Place::of(Facet::Language, language.as_str(), language.as_str().len() == 2)
}

pub(crate) fn audience(audience: Audience) -> Place {
    Place::of(Facet::Audience, audience.name(), true)
}

/// What the token of a measure begins with.
pub(crate) const MEASURE: &str = "q:";

pub(crate) fn measure(measure: &Code) -> Place {
    Place::Mark(format!("{MEASURE}{measure}"))
}

/// The kind of the entry, be its content there or not.
pub(crate) fn entry_kind(kind: Kind) -> Place {
    Place::Mark(format!("e:{}", kind.name()))
}

/// A concept that a text mentions, or that is broader than one.
pub(crate) fn mention(concept: &str) -> Place {
    Place::Mark(format!("n:{concept}"))
}

/// As [`mention`], of a title.
pub(crate) fn headline(concept: &str) -> Place {
    Place::Mark(format!("h:{concept}"))
}

/// What is left out unless it is asked for.
pub(crate) fn hidden() -> Place {
    Place::Mark("s:hidden".to_owned())
}

/// What a later version replaces.
pub(crate) fn superseded() -> Place {
    Place::Mark("s:superseded".to_owned())
}

/// What was withdrawn.
pub(crate) fn withdrawn() -> Place {
    Place::Mark("s:withdrawn".to_owned())
}

/// What is of a kind that this version does not know.
pub(crate) fn unknown() -> Place {
    Place::Mark("s:unknown".to_owned())
}

/// What has a [`super::relations::Speaker`].
pub(crate) fn speaks() -> Place {
    Place::Mark("s:speaks".to_owned())
}

/// Cuts between stems, which are found already.
#[derive(Debug, Clone, Default)]
struct Stems {
    token: Token,
}

struct StemStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Stems {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        self.token.reset();
        StemStream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        while !self.rest.is_empty() {
            let (stem, rest) = self.rest.split_once(BETWEEN).unwrap_or((self.rest, ""));
            self.rest = rest;
            if stem.is_empty() {
                continue;
            }
            self.token.position = self.token.position.wrapping_add(1);
            if stem != GAP {
                self.token.text.clear();
                self.token.text.push_str(stem);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
