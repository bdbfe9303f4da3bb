//! Every text of a record that readers see, by where it stands.

use emn_protocol::record::{About, Attachment, Content, MultiText, Record, Table, TrendReport};

use super::{Finding, screen};

/// A text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// Where it stands: `title.nl`, `tables[1].dimensions[0].labels[2].en`, `content.body.fr`.
    pub field: String,
    /// Its language, where one is given.
    pub lang: Option<&'a str>,
    /// The text.
    pub text: &'a str,
}

/// A finding in a text of a record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Located {
    /// Where the text stands, as in [`Place::field`].
    pub field: String,
    /// What was found; its span is in that text.
    pub finding: Finding,
}

/// Screens every text of a record, in the order of [`places`].
pub fn screen_record(record: &Record) -> Vec<Located> {
    let mut located = Vec::new();
    for place in places(record) {
        let found = screen(place.text, place.lang);
        located.extend(found.into_iter().map(|finding| Located { field: place.field.clone(), finding }));
    }
    located
}

/// Every text of a record that readers see.
pub fn places(record: &Record) -> Vec<Place<'_>> {
    let mut places = Places::default();
    match record {
        Record::Report(report) => places.report("", report),
        Record::Practice(practice) => places.practice("", practice),
        Record::Correction(correction) => {
            places.texts("reason", &correction.reason);
            match &correction.content {
                Content::Report(report) => places.report("content.", report),
                Content::Practice(practice) => places.practice("content.", practice),
            }
        }
        Record::Withdrawal(withdrawal) => places.texts("reason", &withdrawal.reason),
    }
    places.0
}

#[derive(Default)]
struct Places<'a>(Vec<Place<'a>>);

impl<'a> Places<'a> {
    fn texts(&mut self, field: &str, texts: &'a MultiText) {
        self.0.extend(texts.iter().map(|(lang, text)| Place {
            field: format!("{field}.{lang}"),
            lang: Some(lang.as_str()),
            text,
        }));
    }

    fn line(&mut self, field: String, text: Option<&'a String>) {
        self.0.extend(text.map(|text| Place { field, lang: None, text }));
    }

    fn about(&mut self, at: &str, about: &'a About) {
        self.texts(&format!("{at}title"), &about.title);
        self.texts(&format!("{at}summary"), &about.summary);
        self.texts(&format!("{at}disclaimer"), &about.disclaimer);
        self.line(format!("{at}organisation"), Some(&about.organisation));
        self.line(format!("{at}licence"), about.licence.as_ref());
        self.line(format!("{at}specification"), about.specification.as_ref());
    }

    fn attachments(&mut self, at: &str, attachments: &'a [Attachment]) {
        for (index, attachment) in attachments.iter().enumerate() {
            self.line(format!("{at}attachments[{index}].name"), Some(&attachment.name));
            self.line(format!("{at}attachments[{index}].media_type"), Some(&attachment.media_type));
        }
    }

    fn report(&mut self, at: &str, report: &'a TrendReport) {
        self.about(at, &report.about);
        self.texts(&format!("{at}body"), &report.body);
        self.texts(&format!("{at}definitions"), &report.definitions);
        self.line(format!("{at}source"), report.source.as_ref());
        for (index, table) in report.tables.iter().enumerate() {
            self.table(&format!("{at}tables[{index}]"), table);
        }
        self.attachments(at, &report.attachments);
    }

    fn table(&mut self, at: &str, table: &'a Table) {
        self.texts(&format!("{at}.title"), &table.title);
        self.texts(&format!("{at}.notes"), &table.notes);
        for (axis, dimension) in table.dimensions.iter().enumerate() {
            for (index, label) in dimension.labels.iter().enumerate() {
                self.texts(&format!("{at}.dimensions[{axis}].labels[{index}]"), &label.label);
            }
        }
    }

    fn practice(&mut self, at: &str, practice: &'a emn_protocol::record::BestPractice) {
        self.about(at, &practice.about);
        self.texts(&format!("{at}context"), &practice.context);
        self.texts(&format!("{at}approach"), &practice.approach);
        self.texts(&format!("{at}results"), &practice.results);
        self.texts(&format!("{at}conditions"), &practice.conditions);
        self.attachments(at, &practice.attachments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Detector, Level};
    use emn_protocol::record::{CodeLabel, Record};
    use emn_protocol::testing;

    const MAIL: &str = "maria.k@gmail.com";

    fn fields(record: &Record) -> Vec<String> {
        let mut located = screen_record(record);
        located.retain(|located| located.finding.detector == Detector::Email && located.finding.level == Level::Block);
        located.into_iter().map(|located| located.field).collect()
    }

    fn fill(about: &mut About) {
        about.title = testing::english(MAIL);
        about.summary = testing::english(MAIL);
        about.disclaimer = testing::english(MAIL);
        about.organisation = MAIL.to_owned();
        about.licence = Some(MAIL.to_owned());
        about.specification = Some(MAIL.to_owned());
    }

    fn attachment() -> Attachment {
        let sha256 = emn_protocol::ids::Digest::from_bytes([0; 32]);
        Attachment { name: MAIL.to_owned(), media_type: "application/pdf".to_owned(), size: 1, sha256 }
    }

    const ABOUT: [&str; 6] = ["title.en", "summary.en", "disclaimer.en", "organisation", "licence", "specification"];

    #[test]
    fn every_text_of_a_report_is_screened() {
        let mut table = testing::victims(&["2020"], &[Some(10), Some(10), Some(20)]);
        table.title = testing::english(MAIL);
        table.notes = testing::english(MAIL);
        table.dimensions[0].labels = vec![CodeLabel { code: 0, label: testing::english(MAIL) }];
        let Record::Report(mut report) = testing::report("x", vec![table]) else { unreachable!("a report") };
        fill(&mut report.about);
        report.body = testing::english(MAIL);
        report.definitions = testing::english(MAIL);
        report.source = Some(MAIL.to_owned());
        report.attachments = vec![attachment()];
        let rest = [
            "body.en",
            "definitions.en",
            "source",
            "tables[0].title.en",
            "tables[0].notes.en",
            "tables[0].dimensions[0].labels[0].en",
            "attachments[0].name",
        ];
        assert_eq!(fields(&Record::Report(report)), [&ABOUT[..], &rest].concat());
    }

    #[test]
    fn every_text_of_a_practice_is_screened() {
        let Record::Practice(mut practice) = testing::practice("x") else { unreachable!("a practice") };
        fill(&mut practice.about);
        practice.context = testing::english(MAIL);
        practice.approach = testing::english(MAIL);
        practice.results = testing::english(MAIL);
        practice.conditions = testing::english(MAIL);
        practice.attachments = vec![attachment()];
        let rest = ["context.en", "approach.en", "results.en", "conditions.en", "attachments[0].name"];
        assert_eq!(fields(&Record::Practice(practice)), [&ABOUT[..], &rest].concat());
    }

    #[test]
    fn reasons_and_replaced_content_are_screened() {
        let entry = emn_protocol::ids::EntryId::from_bytes([1; 32]);
        let Record::Correction(mut correction) = testing::correction(entry, MAIL) else { unreachable!("a correction") };
        correction.reason = testing::english(MAIL);
        let found = fields(&Record::Correction(correction));
        assert!(found.iter().any(|field| field == "reason.en"), "{found:?}");
        assert!(found.iter().any(|field| field == "content.title.en"), "{found:?}");
        let Record::Withdrawal(mut withdrawal) = testing::withdrawal(entry) else { unreachable!("a withdrawal") };
        withdrawal.reason = testing::english(MAIL);
        assert_eq!(fields(&Record::Withdrawal(withdrawal)), ["reason.en"]);
    }
}
