//! Questions to the index.

pub(crate) mod cursor;
mod error;
pub(crate) mod parse;
pub(crate) mod plan;
pub(crate) mod value;

use emn_protocol::ids::MemberId;
use emn_protocol::record::{Audience, Code, Kind, Lang};
use emn_protocol::topics::Vocabulary;
use serde::{Deserialize, Serialize};

pub use error::QueryError;
pub use plan::Recognition;

/// Records on one page at most.
pub const PAGE_ITEMS: usize = 200;

/// Bytes of a query's text: longer than any question, short enough to be taken apart in no time.
pub const TEXT_BYTES: usize = 1024;

/// Words of a query's text: each is looked up in every language.
pub const TEXT_WORDS: usize = 32;

/// What is asked.
///
/// The text is a list of conditions that all must hold:
///
/// | Written | Finds records |
/// |---|---|
/// | `word` | with the word in any form and any language; a label of a topic finds the topic |
/// | `"two words"` | with these words next to each other; a label of a topic finds the topic |
/// | `word*` | with a word that begins so |
/// | `word~` | with a word that is nearly the same |
/// | `one OR other` | with one of the two |
/// | `-word` | without it |
/// | `field:value` | by `kind`, `member`, `country`, `topic`, `year`, `language`, `audience`, or `title` |
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Query {
    /// Conditions. Empty: none.
    pub text: String,
    /// Report or practice (a correction counts as what it contains), corrections only, or withdrawals only. Without
    /// it withdrawals, which have no content, are left out.
    pub kind: Option<Kind>,
    /// The member that speaks.
    pub member: Option<MemberId>,
    /// A country covered.
    pub country: Option<Code>,
    /// A topic, or one that is narrower. An unknown one stands for itself; see [`suggest_topic`].
    pub topic: Option<Code>,
    /// A year that the period covers.
    pub year: Option<i64>,
    /// A language in which the record can be read.
    pub language: Option<Lang>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// Id of a measure that one of its tables has.
    pub measure: Option<Code>,
    /// Records that a later version replaces, too.
    pub include_superseded: bool,
    /// Withdrawn records too: their signed shells, without content.
    pub include_withdrawn: bool,
    /// The order.
    pub sort: Sort,
    /// The reader's language: records in it count more.
    pub own: Option<Lang>,
    /// Words that are nearly the same count too, as if each were written with `~`.
    pub fuzzy: bool,
    /// Labels of topics stand for the topic, in every language. Without it words are only words.
    pub concepts: bool,
    /// Whether to count by facet.
    #[serde(skip)]
    pub facets: bool,
    /// Records on the page, 1 to [`PAGE_ITEMS`].
    #[serde(skip)]
    pub limit: usize,
    /// Where the page before ended; see [`crate::index::Hits::next`].
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
            measure: None,
            include_superseded: false,
            include_withdrawn: false,
            sort: Sort::Newest,
            own: None,
            fuzzy: false,
            concepts: true,
            facets: false,
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
    /// What was signed last comes first.
    Date,
    /// What fits the text best comes first; without text as [`Self::Newest`].
    Relevance,
}

/// The topic that somebody may have meant who wrote one that there is not: its id.
pub fn suggest_topic(topic: &str) -> Option<&'static Code> {
    let vocabulary = Vocabulary::shipped();
    if vocabulary.get(topic).is_some() { None } else { vocabulary.closest(topic).map(|concept| &concept.id) }
}

impl Query {
    /// Checks the limits that need no look at the words.
    pub(crate) fn check(&self) -> Result<(), QueryError> {
        if self.text.len() > TEXT_BYTES {
            return Err(QueryError::TextTooLong { bytes: self.text.len() });
        }
        if !(1..=PAGE_ITEMS).contains(&self.limit) {
            return Err(QueryError::Limit { limit: self.limit });
        }
        Ok(())
    }
}
