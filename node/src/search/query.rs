//! Questions to the catalogue, and pages of answers.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use emn_protocol::ids::{Digest, MemberId};
use emn_protocol::record::{Audience, Code, Kind, Lang};
use emn_protocol::topics::Vocabulary;
use serde::{Deserialize, Serialize};

use super::catalogue::State;
use super::item::{Item, Listed};
use super::words::words;

/// Records on one page at most: a page is built while the catalogue is locked.
pub const PAGE_ITEMS: usize = 200;

/// Bytes of a query's text: longer than any question, short enough to go through thousands of times.
pub const TEXT_BYTES: usize = 1024;

/// Words of a query's text; each is compared with every word of the catalogue.
pub const TEXT_WORDS: usize = 32;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Query {
    /// Words that title or summary must have, all of them, in any language. Empty: no condition.
    pub text: String,
    /// Report or practice (a correction counts as what it contains), corrections only, or withdrawals only. Without
    /// it withdrawals, which have no content, are left out.
    pub kind: Option<Kind>,
    /// The member that speaks.
    pub member: Option<MemberId>,
    /// A country covered.
    pub country: Option<Code>,
    /// A topic, or one that is narrower.
    pub topic: Option<Code>,
    /// A year that the period covers.
    pub year: Option<i64>,
    /// A language in which the record can be read.
    pub language: Option<Lang>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// Records that a later version replaces, too.
    pub include_superseded: bool,
    /// Withdrawn records too: their signed shells, without content.
    pub include_withdrawn: bool,
    /// The order.
    pub sort: Sort,
    /// The reader's language: words in it count more.
    pub own: Option<Lang>,
    /// Records on the page, 1 to [`PAGE_ITEMS`].
    #[serde(skip)]
    pub limit: usize,
    /// Where the page before ended; see [`Page::next`].
    #[serde(skip)]
    pub cursor: Option<String>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            kind: None,
            member: None,
            country: None,
            topic: None,
            year: None,
            language: None,
            audience: None,
            include_superseded: false,
            include_withdrawn: false,
            sort: Sort::Newest,
            own: None,
            limit: 50,
            cursor: None,
        }
    }
}

/// The order of the records on a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// What arrived at this node last comes first.
    #[default]
    Newest,
    /// What fits the text best comes first; without text as [`Self::Newest`].
    Relevance,
}

/// A query that is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is too long.
    #[error("the search text has {bytes} bytes; at most {TEXT_BYTES} are allowed")]
    TextTooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// The text has too many words.
    #[error("the search text has {words} words; at most {TEXT_WORDS} are allowed")]
    TooManyWords {
        /// How many.
        words: usize,
    },
    /// The text has no word.
    #[error("the search text has no word in it: use letters or digits")]
    NoWords,
    /// The page is to have no record or too many.
    #[error("a page has 1 to {PAGE_ITEMS} records, not {limit}")]
    Limit {
        /// What was asked.
        limit: usize,
    },
    /// The cursor is none.
    #[error("the cursor is not one that this node gave; begin without one")]
    BadCursor,
    /// The cursor belongs to another query.
    #[error("the cursor belongs to another query: filters, text and sort must stay the same from page to page")]
    OtherCursor,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The records.
    pub items: Vec<Listed>,
    /// Cursor of the next page; absent on the last one.
    pub next: Option<String>,
    /// Number of records on all pages; counted for the first page only.
    pub total: Option<usize>,
}

/// A place in the order of the answers. Those after it have a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    /// 0 unless sorted by relevance. It depends on the query and the record alone, so it is the same on every page.
    score: u32,
    arrival: u64,
}

/// Bytes of a query's hash in a cursor: enough to tell queries apart, not against malice, which would only harm itself.
const HASH_BYTES: usize = 8;

impl Position {
    fn to_cursor(self, hash: [u8; HASH_BYTES]) -> String {
        let bytes = [hash.as_slice(), &self.score.to_be_bytes(), &self.arrival.to_be_bytes()].concat();
        BASE64URL_NOPAD.encode(&bytes)
    }

    fn from_cursor(cursor: &str, hash: [u8; HASH_BYTES]) -> Result<Self, QueryError> {
        let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| QueryError::BadCursor)?;
        let (of, rest) = bytes.split_first_chunk::<HASH_BYTES>().ok_or(QueryError::BadCursor)?;
        let (score, rest) = rest.split_first_chunk().ok_or(QueryError::BadCursor)?;
        let arrival: [u8; 8] = rest.try_into().map_err(|_| QueryError::BadCursor)?;
        if *of != hash {
            return Err(QueryError::OtherCursor);
        }
        Ok(Self { score: u32::from_be_bytes(*score), arrival: u64::from_be_bytes(arrival) })
    }
}

impl Query {
    /// Checks the limits and the cursor.
    pub(super) fn check(&self) -> Result<Question<'_>, QueryError> {
        if self.text.len() > TEXT_BYTES {
            return Err(QueryError::TextTooLong { bytes: self.text.len() });
        }
        let wanted: BTreeSet<String> = words(&self.text).collect();
        match wanted.len() {
            0 if !self.text.trim().is_empty() => return Err(QueryError::NoWords),
            words if words > TEXT_WORDS => return Err(QueryError::TooManyWords { words }),
            _ => {}
        }
        if !(1..=PAGE_ITEMS).contains(&self.limit) {
            return Err(QueryError::Limit { limit: self.limit });
        }
        let hash = self.hash();
        let after = self.cursor.as_deref().map(|cursor| Position::from_cursor(cursor, hash)).transpose()?;
        Ok(Question { query: self, topics: topics(self.topic.as_ref()), words: wanted, hash, after })
    }

    fn hash(&self) -> [u8; HASH_BYTES] {
        let text = serde_json::to_string(self).unwrap_or_else(|_| format!("{self:?}"));
        let digest = Digest::of(text.as_bytes());
        digest.as_bytes().first_chunk().copied().unwrap_or_default()
    }
}

/// A topic and those that are narrower.
fn topics(topic: Option<&Code>) -> Option<BTreeSet<Code>> {
    let narrower = |topic: &Code| {
        let known = Vocabulary::shipped().with_narrower(topic.as_str());
        // A topic that this version does not know stands for itself.
        known.into_iter().map(|concept| concept.id.clone()).chain([topic.clone()]).collect()
    };
    topic.map(narrower)
}

/// A query that was checked.
pub(super) struct Question<'a> {
    query: &'a Query,
    topics: Option<BTreeSet<Code>>,
    words: BTreeSet<String>,
    hash: [u8; HASH_BYTES],
    after: Option<Position>,
}

impl Question<'_> {
    pub(super) fn answer(&self, state: &State) -> Page {
        if self.words.is_empty() {
            let before = self.after.map_or(u64::MAX, |after| after.arrival);
            let found = state.newest_first(before).map(|item| (Position { score: 0, arrival: item.arrival }, item));
            return self.page(state, found);
        }
        let found = state.terms.find(&self.words, self.query.own.as_ref());
        let relevance = self.query.sort == Sort::Relevance;
        let mut found: Vec<(Position, &Arc<Item>)> = found
            .into_iter()
            .filter_map(|(slot, score)| Some((score, state.at(slot)?)))
            .map(|(score, item)| (Position { score: if relevance { score } else { 0 }, arrival: item.arrival }, item))
            .filter(|(position, _)| self.after.is_none_or(|after| *position < after))
            .collect();
        found.sort_unstable_by_key(|(position, _)| Reverse(*position));
        self.page(state, found.into_iter())
    }

    /// The first records of `found`, which is in order, that the filters keep.
    fn page<'i>(&self, state: &State, found: impl Iterator<Item = (Position, &'i Arc<Item>)>) -> Page {
        let mut found = found.filter(|(_, item)| self.keeps(state, item));
        let mut items = Vec::new();
        let mut last = None;
        for (position, item) in found.by_ref().take(self.query.limit) {
            items.push(state.listed(item));
            last = Some(position);
        }
        let more = found.next().is_some();
        let next = last.filter(|_| more).map(|last| last.to_cursor(self.hash));
        let total = self.after.is_none().then(|| items.len() + usize::from(more) + found.count());
        Page { items, next, total }
    }

    fn keeps(&self, state: &State, item: &Item) -> bool {
        let query = self.query;
        if query.member.as_ref().is_some_and(|member| *member != item.member) || item.kind.is_none() {
            return false;
        }
        let withdrawn = state.is_withdrawn(item);
        if withdrawn && !query.include_withdrawn {
            return false;
        }
        self.keeps_kind(item, withdrawn)
            && self.keeps_card(item, withdrawn)
            && (query.include_superseded || state.correction(item).is_none())
    }

    fn keeps_kind(&self, item: &Item, withdrawn: bool) -> bool {
        match self.query.kind {
            None => item.kind != Some(Kind::Withdrawal),
            Some(kind @ (Kind::Correction | Kind::Withdrawal)) => item.kind == Some(kind),
            Some(kind) => match &item.card {
                Some(card) if !withdrawn => card.content == kind,
                _ => item.kind == Some(kind),
            },
        }
    }

    /// What is said of the content; of withdrawn content nothing is known any more.
    fn keeps_card(&self, item: &Item, withdrawn: bool) -> bool {
        let query = self.query;
        let Some(card) = item.card.as_ref().filter(|_| !withdrawn) else {
            return self.words.is_empty()
                && query.country.is_none()
                && query.topic.is_none()
                && query.year.is_none()
                && query.language.is_none()
                && query.audience.is_none();
        };
        let covers = |year: i64| card.period.is_some_and(|p| (p.first_year()..=p.last_year()).contains(&year));
        query.country.as_ref().is_none_or(|country| card.countries.contains(country))
            && self.topics.as_ref().is_none_or(|topics| card.topics.iter().any(|topic| topics.contains(topic)))
            && query.year.is_none_or(covers)
            && query.language.as_ref().is_none_or(|language| card.languages.contains(language))
            && query.audience.is_none_or(|audience| card.audience == audience)
    }
}
