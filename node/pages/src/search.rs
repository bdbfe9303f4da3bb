//! Search: the form, what was found, and how to narrow it down.

use askama::Template;

use crate::card::Card;
use crate::frame::Frame;
use crate::name::Named;
use crate::parts::{Facet, Pager};
use crate::phrase::Phrase;

/// The filters that are facets, in the order of the page.
pub const FACETS: [&str; 7] = ["kind", "topic", "country", "member", "year", "language", "audience"];

/// The orders of results.
pub const SORTS: [&str; 3] = ["relevance", "newest", "date"];

/// Texts that say what can be written.
pub const HELP: [&str; 6] = [
    "search-help-words",
    "search-help-phrase",
    "search-help-prefix",
    "search-help-or",
    "search-help-not",
    "search-help-field",
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub struct SearchPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// What is asked.
    pub asked: Asked,
    /// Why the question has no answer.
    pub problem: Option<Problem>,
    /// What was found.
    pub found: Vec<Card>,
    /// How many records there are on all pages.
    pub total: u64,
    /// Other pages.
    pub pager: Pager,
    /// How results can be narrowed down.
    pub facets: Vec<Facet>,
    /// Filters that hold.
    pub active: Vec<ActiveFilter>,
    /// Words that name topics.
    pub recognised: Vec<Recognised>,
    /// Address of the same search with, or without, topics of words.
    pub concepts_switch: Option<String>,
    /// What may have been meant.
    pub meant: Vec<Suggestion>,
    /// Address of the same search with words that are nearly the same, where that may find more.
    pub fuzzy_address: Option<String>,
    /// The list as files: name of the format and address.
    pub files: Vec<(&'static str, String)>,
    /// Address of the same search in the API.
    pub api: String,
    /// The question as one text, to be kept.
    pub query: String,
}

/// The fields of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words.
    pub text: String,
    /// `relevance`, `newest` or `date`.
    pub sort: String,
    /// Words that are nearly the same count too.
    pub fuzzy: bool,
    /// Words that name topics find them in every language.
    pub concepts: bool,
    /// Records that a newer version replaces too.
    pub superseded: bool,
    /// Withdrawn records too.
    pub withdrawn: bool,
    /// Filters that the form keeps: name and value.
    pub kept: Vec<(String, String)>,
}

impl Asked {
    /// Whether anything but the words differs from the usual.
    pub fn has_options(&self) -> bool {
        self.sort != SORTS[0] || self.fuzzy || !self.concepts || self.superseded || self.withdrawn
    }
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The text that says it, such as `search-problem-quote`.
    pub text: &'static str,
    /// What it is about, such as the name of a field.
    pub what: String,
    /// At which character, from 1; 0 where that does not matter.
    pub at: usize,
}

/// A filter that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveFilter {
    /// One of [`FACETS`], or `measure`.
    pub facet: String,
    /// The value by its name.
    pub name: Phrase,
    /// Address of the search without it.
    pub without: String,
}

/// Words that name topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The words.
    pub words: String,
    /// The topics.
    pub topics: Vec<Named>,
}

/// What may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to search for.
    pub name: Phrase,
    /// Address of that search.
    pub address: String,
}

/// A search as the pairs of its address, of which each name stands once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address(Vec<(String, String)>);

impl Address {
    /// The pairs of a question; empty ones and the cursor are left out.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let kept = pairs.into_iter().filter(|(name, value)| !value.is_empty() && *name != "cursor");
        Self(kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// With this value.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.without(name);
        changed.0.push((name.to_owned(), value.to_owned()));
        changed
    }

    /// Without this name.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(known, _)| known != name).cloned().collect())
    }

    /// The query string, without a question mark.
    pub fn query(&self) -> String {
        let pairs: Vec<String> =
            self.pairs().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        pairs.join("&")
    }

    /// A path with the query string.
    pub fn under(&self, path: &str) -> String {
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{}", self.query()) }
    }
}

/// A text within an address: what is not a letter, digit or `-._~` is written as its bytes (RFC 3986).
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::FacetValue;
    use crate::sample::{self, HOSTILE, assert_sound};

    fn page(frame: &Frame, text: &str, problem: Option<Problem>) -> String {
        // What the reader wrote comes back as it was; all else is of others.
        let text = &crate::phrase::line(text);
        let value = |chosen| FacetValue {
            label: text.to_owned(),
            lang: "el".to_owned(),
            count: 3,
            href: "/search?q=x".to_owned(),
            chosen,
        };
        let facet = |name: &str| Facet {
            name: name.to_owned(),
            title: frame.t(&format!("facet-{name}")),
            values: (0..12).map(|number| value(number == 0)).collect(),
        };
        let filter = |facet: &str| ActiveFilter {
            facet: facet.to_owned(),
            name: Phrase::new("nl", text),
            without: "/search".to_owned(),
        };
        let page = SearchPage {
            frame,
            asked: Asked {
                text: text.to_owned(),
                sort: "date".to_owned(),
                fuzzy: true,
                concepts: true,
                superseded: true,
                withdrawn: true,
                kept: vec![("kind".to_owned(), text.to_owned())],
            },
            problem,
            found: vec![sample::card(text)],
            total: 1_234,
            pager: Pager { first: Some("/search".to_owned()), older: Some("/search?cursor=x".to_owned()) },
            facets: FACETS.into_iter().map(facet).collect(),
            active: FACETS.into_iter().chain(["measure"]).map(filter).collect(),
            recognised: vec![Recognised { words: text.to_owned(), topics: vec![sample::named("return", text)] }],
            concepts_switch: Some("/search?concepts=off".to_owned()),
            meant: vec![Suggestion { name: Phrase::new("nl", text), address: "/search?q=x".to_owned() }],
            fuzzy_address: Some("/search?fuzzy=true".to_owned()),
            files: vec![("format-list-csv", "/api/v1/search?format=csv".to_owned())],
            api: text.to_owned(),
            query: text.to_owned(),
        };
        page.render().unwrap()
    }

    #[test]
    fn search_is_sound_in_every_language_also_with_words_that_mean_harm() {
        for frame in sample::frames() {
            assert_sound(&page(&frame, "mensenhandel", None));
            assert_sound(&page(&frame, HOSTILE, None));
        }
    }

    #[test]
    fn problem_of_a_search_is_said_in_every_language() {
        let problems = [
            "search-problem-long",
            "search-problem-words",
            "search-problem-quote",
            "search-problem-field",
            "search-problem-value",
            "search-problem-star",
            "search-problem-pattern",
            "search-problem-or",
            "search-problem-page",
            "search-problem-filter",
        ];
        for frame in sample::frames() {
            for text in problems {
                let what = crate::phrase::line(HOSTILE);
                let page = page(&frame, HOSTILE, Some(Problem { text, what, at: 12 }));
                assert_sound(&page);
                assert!(page.contains("aria-invalid=\"true\""));
            }
        }
    }

    #[test]
    fn address_holds_each_name_once() {
        let address = Address::new([("q", "a b&c"), ("kind", ""), ("cursor", "x"), ("year", "2022")]);
        assert_eq!(address.under("/search"), "/search?q=a%20b%26c&year=2022");
        assert_eq!(address.with("year", "2023").without("q").under("/search"), "/search?year=2023");
        assert_eq!(address.without("q").without("year").under("/search"), "/search");
        assert_eq!(Address::new([("q", "é<\"'>")]).query(), "q=%C3%A9%3C%22%27%3E");
    }
}
