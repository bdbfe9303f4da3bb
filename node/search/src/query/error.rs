//! Why a query is not answered, and what to write instead.

use super::{PAGE_ITEMS, TEXT_BYTES, TEXT_WORDS};

/// A query that is not answered. Places count characters from 1.
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
    /// A quotation does not end.
    #[error("the quotation mark at character {at} has no second one: close it, or leave it out")]
    UnclosedQuote {
        /// Where it begins.
        at: usize,
    },
    /// There is no such field.
    #[error(
        "at character {at}: there is no field `{field}`{}; to search for the words, put them in quotation marks",
        meant(suggestion)
    )]
    UnknownField {
        /// What was written.
        field: String,
        /// Where.
        at: usize,
        /// What may have been meant.
        suggestion: Option<&'static str>,
    },
    /// A field cannot have this value.
    #[error("at character {at}: `{value}` is not {expected}")]
    BadValue {
        /// The field.
        field: &'static str,
        /// What was written.
        value: String,
        /// Where.
        at: usize,
        /// What would have been right.
        expected: String,
    },
    /// A star stands where none can stand.
    #[error("at character {at}: `*` stands at the end of a word only, as in `traffick*`")]
    Wildcard {
        /// Where.
        at: usize,
    },
    /// Too little stands before a star.
    #[error("at character {at}: at least 3 letters stand before `*`, as in `tra*`")]
    ShortPrefix {
        /// Where.
        at: usize,
    },
    /// A regular expression.
    #[error("at character {at}: patterns between slashes are not understood; write a word, or its beginning and `*`")]
    RegularExpression {
        /// Where.
        at: usize,
    },
    /// An `OR` with nothing before or behind it.
    #[error("at character {at}: `OR` stands between two words; to search for the word `or`, write it in small letters")]
    LonelyOr {
        /// Where.
        at: usize,
    },
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
    /// The index cannot be read.
    #[error(
        "the search index cannot be read: {why}; start the node again, and if that does not help, remove the index: \
        it is built anew"
    )]
    Unreadable {
        /// What happened.
        why: String,
    },
}

fn meant(suggestion: &Option<&'static str>) -> String {
    suggestion.map_or_else(String::new, |field| format!(", did you mean `{field}`?"))
}
