//! A record that is not signed yet, as others will see it: in all its languages, since whoever approves it is
//! answerable for each.

use askama::Template;
use emn_protocol::record::{About, BestPractice, Content, MultiText, Record, TrendReport};
use emn_protocol::topics::Vocabulary;

use super::grid::Grid;
use super::way::Way;
use crate::{Frame, Html};

/// A fact about a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// The text that names it.
    pub text: &'static str,
    /// The fact.
    pub value: String,
}

/// Texts of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The text that names it; empty for the body.
    pub text: &'static str,
    /// In each language.
    pub texts: Vec<(String, Html)>,
}

/// A record, ready to be shown.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// The text that names its kind.
    pub kind: &'static str,
    /// Its titles, the page's language first.
    pub titles: Vec<(String, String)>,
    /// Whether everybody may read it.
    pub public: bool,
    /// Why it replaces or withdraws another, in each language.
    pub reasons: Vec<(String, String)>,
    /// The entry that it replaces or withdraws.
    pub target: Option<String>,
    /// Texts.
    pub sections: Vec<Section>,
    /// Tables.
    pub tables: Vec<Grid>,
    /// Topics.
    pub topics: Vec<String>,
    /// Countries.
    pub countries: Vec<String>,
    /// What else is said about it.
    pub facts: Vec<Fact>,
    /// Names of attachments.
    pub attachments: Vec<String>,
}

/// As others will see it.
#[derive(Template)]
#[template(path = "publish_preview.html")]
pub struct PreviewPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// The record; `None` while its form is not right.
    pub record: Option<&'a Preview>,
}

impl Preview {
    /// Of a record.
    pub fn of(frame: &Frame, record: &Record) -> Self {
        match record {
            Record::Report(report) => Self::report(frame, report),
            Record::Practice(practice) => Self::practice(frame, practice),
            Record::Correction(correction) => {
                let mut preview = match &correction.content {
                    Content::Report(report) => Self::report(frame, report),
                    Content::Practice(practice) => Self::practice(frame, practice),
                };
                preview.kind = match &correction.content {
                    Content::Report(_) => "publish-kind-new-report",
                    Content::Practice(_) => "publish-kind-new-practice",
                };
                preview.reasons = plain(frame, &correction.reason);
                preview.target = Some(correction.supersedes.to_string());
                preview
            }
            Record::Withdrawal(withdrawal) => Self {
                kind: "publish-kind-withdrawal",
                public: true,
                reasons: plain(frame, &withdrawal.reason),
                target: Some(withdrawal.withdraws.to_string()),
                ..Self::default()
            },
        }
    }

    fn report(frame: &Frame, report: &TrendReport) -> Self {
        let mut preview = Self::about(frame, &report.about, "publish-kind-report");
        preview.section(frame, "publish-section-body", &report.body);
        preview.section(frame, "publish-section-definitions", &report.definitions);
        preview.section(frame, "publish-section-disclaimer", &report.about.disclaimer);
        preview.tables = report.tables.iter().map(|table| Grid::of(frame, table, &[])).collect();
        preview.attachments = report.attachments.iter().map(|attachment| attachment.name.clone()).collect();
        preview.fact("publish-fact-source", report.source.clone());
        preview.fact("publish-fact-reference-date", report.reference_date.map(|date| frame.date(date)));
        preview
    }

    fn practice(frame: &Frame, practice: &BestPractice) -> Self {
        let mut preview = Self::about(frame, &practice.about, "publish-kind-practice");
        preview.section(frame, "publish-section-context", &practice.context);
        preview.section(frame, "publish-section-approach", &practice.approach);
        preview.section(frame, "publish-section-results", &practice.results);
        preview.section(frame, "publish-section-conditions", &practice.conditions);
        preview.section(frame, "publish-section-disclaimer", &practice.about.disclaimer);
        preview.attachments = practice.attachments.iter().map(|attachment| attachment.name.clone()).collect();
        preview
    }

    fn about(frame: &Frame, about: &About, kind: &'static str) -> Self {
        let topics = Vocabulary::shipped();
        let mut preview = Self {
            kind,
            titles: plain(frame, &about.title),
            public: about.audience == emn_protocol::record::Audience::Public,
            topics: about.topics.iter().map(|id| topics.label(id.as_str(), &[frame.lang()]).to_owned()).collect(),
            countries: about.countries.iter().map(|code| frame.country(code.as_str())).collect(),
            ..Self::default()
        };
        preview.section(frame, "publish-section-summary", &about.summary);
        preview.fact("publish-fact-period", about.period.map(|period| frame.period(period)));
        preview.fact("publish-fact-organisation", Some(about.organisation.clone()));
        preview.fact("publish-fact-licence", about.licence.clone());
        preview.fact("publish-fact-specification", about.specification.clone());
        preview
    }

    fn section(&mut self, frame: &Frame, text: &'static str, texts: &MultiText) {
        if !texts.is_empty() {
            let texts = plain(frame, texts);
            let texts = texts.into_iter().map(|(lang, text)| (lang, Html::markdown(&text, 4))).collect();
            self.sections.push(Section { text, texts });
        }
    }

    fn fact(&mut self, text: &'static str, value: Option<String>) {
        self.facts.extend(value.filter(|value| !value.is_empty()).map(|value| Fact { text, value }));
    }
}

/// A text in all its languages, the page's first.
fn plain(frame: &Frame, text: &MultiText) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> =
        text.iter().map(|(lang, text)| (lang.to_string(), text.to_owned())).collect();
    texts.sort_by_key(|(lang, _)| lang != frame.lang());
    texts
}
