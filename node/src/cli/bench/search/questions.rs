//! The queries: the same for everybody, by rules that are said in the help.

use std::ops::Range;

use emn_protocol::topics::Vocabulary;
use emn_search::query::{Query, Sort};
use emn_search::sample::{LANGUAGES, MEMBERS, Sample};

/// What kind of query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Term,
    TermNewest,
    TermFilterFacets,
    Phrase,
    Prefix,
    Fuzzy,
    Concept,
    All,
    AllFacets,
}

/// In the order in which they are asked.
pub(super) const ALL: [Kind; 9] = [
    Kind::Term,
    Kind::TermNewest,
    Kind::TermFilterFacets,
    Kind::Phrase,
    Kind::Prefix,
    Kind::Fuzzy,
    Kind::Concept,
    Kind::All,
    Kind::AllFacets,
];

/// A query, and what another program needs to ask the same.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) query: Query,
    /// The words in it, without signs.
    pub(super) words: Vec<String>,
}

/// Ranks of words of `term`: neither in every text nor in hardly any.
const TERMS: Range<usize> = 20..2000;
/// Ranks of words of `prefix`: long ones.
const BEGINNINGS: Range<usize> = 4000..6000;
/// Ranks of words of `fuzzy`.
const MISSPELT: Range<usize> = 300..3000;
/// Ranks of words of `phrase`: others hardly ever stand beside each other.
const NEIGHBOURS: usize = 100;
/// Ranks to look through for a word of letters.
const TRIES: usize = 100;
/// Letters of a prefix.
const LETTERS: usize = 4;

impl Kind {
    /// Its name, in reports and for other programs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::TermNewest => "term, newest",
            Self::TermFilterFacets => "term, filter, facets",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Fuzzy => "fuzzy",
            Self::Concept => "concept",
            Self::All => "all",
            Self::AllFacets => "all, facets",
        }
    }

    /// Query number `n` of `count`.
    pub(super) fn question(self, sample: &Sample, n: usize, count: usize) -> Question {
        let of = |ranks: Range<usize>| word(sample, n, ranks.start + n * ranks.len() / count.max(1));
        let by_words = Query { concepts: false, sort: Sort::Relevance, ..Query::default() };
        let (words, query) = match self {
            Self::Term => (vec![of(TERMS)], by_words),
            Self::TermNewest => (vec![of(TERMS)], Query { sort: Sort::Newest, ..by_words }),
            Self::TermFilterFacets => {
                let country = MEMBERS[n * 7 % MEMBERS.len()].parse().ok();
                (vec![of(TERMS)], Query { country, facets: true, ..by_words })
            }
            Self::Phrase => {
                (vec![word(sample, n, n * 7 % NEIGHBOURS), word(sample, n, (n * 11 + 1) % NEIGHBOURS)], by_words)
            }
            Self::Prefix => (vec![of(BEGINNINGS).chars().take(LETTERS).collect()], by_words),
            Self::Fuzzy => (vec![of(MISSPELT)], by_words),
            Self::Concept => (label(n), Query { concepts: true, ..by_words }),
            Self::All => (Vec::new(), Query::default()),
            Self::AllFacets => (Vec::new(), Query { facets: true, ..Query::default() }),
        };
        let text = match self {
            Self::Phrase => format!("\"{}\"", words.join(" ")),
            Self::Prefix => format!("{}*", words.join(" ")),
            Self::Fuzzy => format!("{}~", words.join(" ")),
            _ => words.join(" "),
        };
        Question { query: Query { text, ..query }, words }
    }
}

/// The first word from this rank on that is nothing but letters, so that no program takes it apart.
fn word(sample: &Sample, language: usize, rank: usize) -> String {
    let plain = |word: &&str| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
    let mut from_here = (rank..rank + TRIES).map(|rank| sample.word(language, rank));
    from_here.find(plain).unwrap_or_else(|| sample.word(language, rank)).to_owned()
}

/// A label of the vocabulary, the languages in turn.
fn label(n: usize) -> Vec<String> {
    let language = LANGUAGES[n % LANGUAGES.len()];
    let plain = |label: &str| label.chars().all(|c| c.is_alphabetic() || c == ' ');
    let labels: Vec<&str> =
        Vocabulary::shipped().concepts().filter_map(|concept| concept.pref(language)).filter(|l| plain(l)).collect();
    let label = labels.get(n / LANGUAGES.len() % labels.len().max(1)).copied().unwrap_or("migration");
    label.split_whitespace().map(str::to_owned).collect()
}
