//! Texts in one or more languages, topics, and what else describes a record.

use askama::Template;

use super::way::Way;
use crate::Frame;
use crate::parts::{Choice, Mistakes};

/// A text in one language.
#[derive(Debug, Clone, Default)]
pub struct TextField {
    /// Name of the input, such as `title.nl`.
    pub input: String,
    /// The text of the locale files that names it.
    pub text: &'static str,
    /// The table that it belongs to.
    pub of: Option<String>,
    /// The text that explains it; empty when nothing does.
    pub hint: &'static str,
    /// What it says.
    pub value: String,
    /// Lines shown; 1 is a field of one line.
    pub rows: u8,
    /// Whether it may not stay empty.
    pub required: bool,
}

impl TextField {
    /// Its name, for people.
    pub fn label(&self, frame: &Frame) -> String {
        match &self.of {
            Some(table) => frame.tx(self.text, &[("table", table)]),
            None => frame.t(self.text),
        }
    }

    /// What explains it.
    pub fn explained(&self, frame: &Frame) -> String {
        if self.hint.is_empty() { String::new() } else { frame.t(self.hint) }
    }
}

/// All texts of one language.
#[derive(Debug, Clone, Default)]
pub struct LanguageTexts {
    /// Its tag.
    pub tag: String,
    /// Its own name.
    pub name: String,
    /// The texts.
    pub fields: Vec<TextField>,
    /// Whether it can be taken away: one has to stay.
    pub removable: bool,
}

/// A table of the draft.
#[derive(Debug, Clone, Default)]
pub struct TableEntry {
    /// Its id.
    pub id: String,
    /// Its title with the language.
    pub title: Option<(String, String)>,
    /// Its cells.
    pub cells: u64,
    /// Its suppressed cells.
    pub suppressed: u64,
}

/// The form.
#[derive(Debug, Clone, Default)]
pub struct DescribeForm {
    /// Texts by language.
    pub languages: Vec<LanguageTexts>,
    /// Languages that can be added.
    pub addable: Vec<Choice>,
    /// Topics that are chosen, and those that the text speaks of.
    pub topics: Vec<Choice>,
    /// All others.
    pub more_topics: Vec<Choice>,
    /// Countries of the network, and those chosen.
    pub countries: Vec<Choice>,
    /// Other countries, as codes.
    pub more_countries: String,
    /// The period.
    pub period: String,
    /// Who may read it; nothing is chosen at first.
    pub audiences: Vec<Choice>,
    /// The organisation.
    pub organisation: String,
    /// The licence.
    pub licence: String,
    /// The register.
    pub source: String,
    /// The day on which it stood so.
    pub reference_date: String,
    /// The tables.
    pub tables: Vec<TableEntry>,
    /// What a withdrawal or a new version is about: the entry and its title.
    pub target: Option<(String, String)>,
    /// Whether it is about content, rather than a withdrawal.
    pub content: bool,
    /// Whether it is a report, with source, reference date and tables.
    pub report: bool,
}

/// The texts of a draft, and what else describes it.
#[derive(Template)]
#[template(path = "publish_describe.html")]
pub struct DescribePage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// The form.
    pub form: &'a DescribeForm,
    /// What cannot be kept as it is written.
    pub mistakes: &'a Mistakes,
}
