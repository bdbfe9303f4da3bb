//! What many pages are made of: data for the macros of `templates/parts.html`.

use std::ops::Range;

use emn_protocol::record::{Audience, Kind};
use emn_protocol::time::{Period, Timestamp};

use crate::Html;

/// Name of the hidden field in which forms carry [`crate::Frame::csrf`].
pub const CSRF_FIELD: &str = "csrf";

/// One of several values of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it; may be empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A value with its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), chosen }
    }

    /// With more about it.
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// What is wrong in a form, by field. The summary above the form and the fields themselves say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

/// One thing that is wrong in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mistake {
    /// Name of the field, which is its id too; empty if it is about the whole form.
    pub field: String,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Mistakes {
    /// Adds one.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.push(Mistake { field: field.into(), text: text.into() });
    }

    /// What is wrong with a field; nothing if nothing is.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|mistake| mistake.field == field).map_or("", |mistake| &mistake.text)
    }

    /// All, in the order in which they were added.
    pub fn all(&self) -> &[Mistake] {
        &self.0
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A link: to a topic, to another form of the same thing, to a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where to.
    pub href: String,
    /// What is read.
    pub label: String,
    /// The language of the label, where it is not the page's; else empty.
    pub lang: String,
}

impl Link {
    /// A link in the language of the page.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), lang: String::new() }
    }
}

/// A piece of a text in which something was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Its language.
    pub lang: String,
    /// The piece, part by part.
    pub parts: Vec<Part>,
}

/// A part of an [`Excerpt`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it was searched for.
    pub marked: bool,
}

impl Excerpt {
    /// A text without marks.
    pub fn plain(lang: impl Into<String>, text: impl Into<String>) -> Self {
        Self { lang: lang.into(), parts: vec![Part { text: text.into(), marked: false }] }
    }

    /// A text with marks at these ranges of bytes. Ranges that do not fit the text are left out.
    pub fn marked(lang: impl Into<String>, text: &str, marks: &[Range<usize>]) -> Self {
        let mut parts = Vec::with_capacity(marks.len() * 2 + 1);
        let mut push = |text: &str, marked| {
            if !text.is_empty() {
                parts.push(Part { text: text.to_owned(), marked });
            }
        };
        let mut done = 0;
        for mark in marks {
            if let (Some(before), Some(found)) = (text.get(done..mark.start), text.get(mark.clone())) {
                push(before, false);
                push(found, true);
                done = mark.end;
            }
        }
        push(&text[done..], false);
        Self { lang: lang.into(), parts }
    }
}

/// Whether a record still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It does.
    #[default]
    Current,
    /// A later version replaces it.
    Superseded,
    /// It was withdrawn.
    Withdrawn,
}

impl Standing {
    /// Its name, as in the texts `standing-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The record's page.
    pub href: String,
    /// Title, in the language that suits the reader best.
    pub title: String,
    /// The language of the title.
    pub lang: String,
    /// What it is.
    pub kind: Kind,
    /// Who may read it.
    pub audience: Audience,
    /// The member that published it.
    pub member: String,
    /// When it was signed.
    pub time: Timestamp,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Codes of the countries covered; the macro shows a few.
    pub countries: Vec<String>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// The beginning of the summary, or why it was found.
    pub excerpt: Excerpt,
    /// Whether it still stands.
    pub standing: Standing,
}

/// Where else a long list goes on. Links are complete; an absent one has nothing behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    /// To the beginning.
    pub first: Option<String>,
    /// To what comes before.
    pub newer: Option<String>,
    /// To what comes after.
    pub older: Option<String>,
}

/// A filter with the number of results behind each value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facet {
    /// Its name in the address, such as `country`.
    pub name: String,
    /// What is read.
    pub title: String,
    /// Values, the most frequent first.
    pub values: Vec<FacetValue>,
}

/// A value of a [`Facet`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetValue {
    /// What is read.
    pub label: String,
    /// The language of the label, where it is not the page's; else empty.
    pub lang: String,
    /// Results behind it.
    pub count: u64,
    /// The search with it, or without it when it is chosen.
    pub href: String,
    /// Whether the search has it now.
    pub chosen: bool,
    /// How deep it stands below a wider one.
    pub depth: u8,
}

impl Facet {
    /// Whether a value is chosen.
    pub fn is_used(&self) -> bool {
        self.values.iter().any(|value| value.chosen)
    }
}

/// A chart with everything around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// Its id in the page; ids of its parts begin with it.
    pub id: String,
    /// What is shown, as a sentence.
    pub title: String,
    /// The language of the title, where it is not the page's; else empty.
    pub lang: String,
    /// The drawing ([`Html::drawing`]).
    pub drawing: Html,
    /// What can be seen in it, in words.
    pub summary: String,
    /// The figures; a grid without rows is not shown.
    pub grid: Grid,
    /// Notes below: flags, definitions, sources.
    pub notes: Vec<String>,
    /// Files of it.
    pub downloads: Vec<Link>,
}

/// A table of texts with headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it shows.
    pub caption: String,
    /// The language of caption and headings, where it is not the page's; else empty.
    pub lang: String,
    /// Headings of the columns; the first stands above the headings of the rows.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<GridRow>,
}

/// A row of a [`Grid`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridRow {
    /// Its heading.
    pub heading: String,
    /// Its cells, one for each further column.
    pub cells: Vec<Cell>,
}

/// A figure as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The number in the reader's convention, or `c`, or `:`.
    pub text: String,
    /// Letters of flags beside it; may be empty.
    pub flags: String,
    /// What the flags mean, in words; may be empty.
    pub meaning: String,
}

/// A step of something that takes several pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What is done there.
    pub label: String,
    /// Its page, when one may go there now.
    pub href: Option<String>,
    /// Whether it is done.
    pub done: bool,
    /// Whether it is this page.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpt_with_marks_keeps_the_whole_text() {
        let excerpt = Excerpt::marked("nl", "opvang na mensenhandel…", &[10..22, 0..2, 40..50]);
        let texts: Vec<_> = excerpt.parts.iter().map(|part| (part.text.as_str(), part.marked)).collect();
        assert_eq!(texts, [("opvang na ", false), ("mensenhandel", true), ("…", false)]);
    }

    #[test]
    fn mistake_is_found_by_its_field() {
        let mut mistakes = Mistakes::default();
        mistakes.add("title", "Give a title.");
        assert_eq!((mistakes.of("title"), mistakes.of("summary")), ("Give a title.", ""));
    }
}
