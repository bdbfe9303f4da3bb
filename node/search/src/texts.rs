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

#[cfg(test)]
mod tests {
    use emn_protocol::record::Correction;
    use emn_protocol::testing;

    use super::*;

    fn said(record: &Record) -> Vec<(Field, &str)> {
        texts(record).map(|text| (text.field, text.text)).collect()
    }

    #[test]
    fn texts_of_a_report_come_in_the_order_of_reading() {
        let mut record = testing::report("Trends", vec![testing::victims(&["2022"], &[Some(1), Some(2), Some(3)])]);
        let Record::Report(report) = &mut record else { unreachable!("a report was asked for") };
        report.about.summary = testing::english("In short.");
        report.body = testing::english("At length.");
        report.definitions = testing::english("What counts.");
        report.tables[0].title = testing::english("Victims");
        report.tables[0].notes = testing::english("As registered.");
        assert_eq!(
            said(&record)[..6],
            [
                (Field::Title, "Trends"),
                (Field::Summary, "In short."),
                (Field::Body, "At length."),
                (Field::Definitions, "What counts."),
                (Field::TableTitle, "Victims"),
                (Field::TableNotes, "As registered."),
            ]
        );
    }

    #[test]
    fn correction_has_the_texts_of_its_content_and_a_withdrawal_none() {
        let Record::Practice(practice) = testing::practice("Shelter") else { unreachable!("a practice was asked for") };
        let id = testing::TestNetwork::new(1).entry(0, 0, None, &testing::practice("Shelter")).entry().id();
        let content = Content::Practice(practice.clone());
        let correction = Record::Correction(Correction { supersedes: id, reason: testing::english("Wrong."), content });
        assert_eq!(said(&correction), said(&Record::Practice(practice)));
        assert!(said(&correction).iter().any(|(field, _)| *field == Field::Approach));
        assert!(said(&testing::withdrawal(id)).is_empty());
    }
}
