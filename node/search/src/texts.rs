//! The texts of a record that can be searched.

use emn_protocol::record::{Attachment, BestPractice, Content, Lang, MultiText, Record, TrendReport};

/// Where in a record a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// The text of a report.
    Body,
    /// How the figures of a report are defined.
    Definitions,
    /// The problem that a practice answers.
    Context,
    /// What a practice does.
    Approach,
    /// What came of a practice.
    Results,
    /// What a practice needs.
    Conditions,
    /// The title of a table.
    TableTitle,
    /// The notes to a table.
    TableNotes,
    /// The file name of an attachment.
    Attachment,
}

impl Field {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Body => "body",
            Self::Definitions => "definitions",
            Self::Context => "context",
            Self::Approach => "approach",
            Self::Results => "results",
            Self::Conditions => "conditions",
            Self::TableTitle => "table_title",
            Self::TableNotes => "table_notes",
            Self::Attachment => "attachment",
        }
    }
}

/// One text of a record in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Its language; `None` for the name of a file.
    pub lang: Option<&'a Lang>,
    /// Where it stands.
    pub field: Field,
    /// What it says.
    pub text: &'a str,
}

/// The texts of a record, in the order in which it is read; none for a withdrawal, which has no content. The text of a
/// correction is that of its new content.
pub fn texts(record: &Record) -> impl Iterator<Item = Text<'_>> {
    let (report, practice) = match record {
        Record::Report(report) => (Some(report), None),
        Record::Practice(practice) => (None, Some(practice)),
        Record::Correction(correction) => match &correction.content {
            Content::Report(report) => (Some(report), None),
            Content::Practice(practice) => (None, Some(practice)),
        },
        Record::Withdrawal(_) => (None, None),
    };
    let about = record
        .about()
        .into_iter()
        .flat_map(|about| in_languages(Field::Title, &about.title).chain(in_languages(Field::Summary, &about.summary)));
    about.chain(report.into_iter().flat_map(of_report)).chain(practice.into_iter().flat_map(of_practice))
}

fn of_report(report: &TrendReport) -> impl Iterator<Item = Text<'_>> {
    let tables = report.tables.iter().flat_map(|table| {
        in_languages(Field::TableTitle, &table.title).chain(in_languages(Field::TableNotes, &table.notes))
    });
    in_languages(Field::Body, &report.body)
        .chain(in_languages(Field::Definitions, &report.definitions))
        .chain(tables)
        .chain(names(&report.attachments))
}

fn of_practice(practice: &BestPractice) -> impl Iterator<Item = Text<'_>> {
    in_languages(Field::Context, &practice.context)
        .chain(in_languages(Field::Approach, &practice.approach))
        .chain(in_languages(Field::Results, &practice.results))
        .chain(in_languages(Field::Conditions, &practice.conditions))
        .chain(names(&practice.attachments))
}

fn in_languages(field: Field, text: &MultiText) -> impl Iterator<Item = Text<'_>> {
    text.iter().map(move |(lang, text)| Text { lang: Some(lang), field, text })
}

fn names(attachments: &[Attachment]) -> impl Iterator<Item = Text<'_>> {
    attachments.iter().map(|attachment| Text { lang: None, field: Field::Attachment, text: &attachment.name })
}
