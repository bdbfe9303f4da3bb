//! What people write in forms, as they typed it.

use std::collections::BTreeMap;

use emn_protocol::ids::EntryId;
use emn_protocol::record::{self, About, Attachment, Audience, MultiText, Record, Table};
use serde::{Deserialize, Serialize};

/// The same text by language tag, as typed: tags and texts may still be wrong.
pub type Texts = BTreeMap<String, String>;

/// What the content is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftKind {
    /// Figures and text on a development.
    #[default]
    Report,
    /// A way of working that others may take over.
    Practice,
}

impl DraftKind {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Practice => "practice",
        }
    }
}

/// What publishing it does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
pub enum Purpose {
    /// Adds a record.
    #[default]
    New,
    /// Replaces an earlier record of this member.
    Correction {
        /// The entry that is replaced.
        supersedes: EntryId,
        /// Why, for readers.
        reason: Texts,
    },
    /// Withdraws an earlier record of this member; all other fields then count for nothing.
    Withdrawal {
        /// The entry that is withdrawn.
        withdraws: EntryId,
        /// Why, for readers.
        reason: Texts,
    },
}

impl Purpose {
    /// The entry that it acts on.
    pub fn target(&self) -> Option<EntryId> {
        match self {
            Self::New => None,
            Self::Correction { supersedes, .. } => Some(*supersedes),
            Self::Withdrawal { withdraws, .. } => Some(*withdraws),
        }
    }

    /// Why, for readers.
    pub fn reason(&self) -> Option<&Texts> {
        match self {
            Self::New => None,
            Self::Correction { reason, .. } | Self::Withdrawal { reason, .. } => Some(reason),
        }
    }

    /// Why, to be changed.
    pub fn reason_mut(&mut self) -> Option<&mut Texts> {
        match self {
            Self::New => None,
            Self::Correction { reason, .. } | Self::Withdrawal { reason, .. } => Some(reason),
        }
    }
}

/// A record as people type it, possibly incomplete. Nothing is normalised here, so that nothing typed is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// What it is.
    pub kind: DraftKind,
    /// What publishing it does.
    pub purpose: Purpose,
    /// Who may read it. Nobody chose yet when absent; it is never chosen silently.
    pub audience: Option<Audience>,
    /// Topics of the vocabulary.
    pub topics: Vec<String>,
    /// Countries covered, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// What time it speaks of, such as `2025` or `2024/2025`.
    pub period: String,
    /// The organisation that made it.
    pub organisation: String,
    /// The register the figures come from.
    pub source: String,
    /// The day on which the register stood as the figures say.
    pub reference_date: String,
    /// Licence, an SPDX identifier where there is one.
    pub licence: String,
    /// Common specification that the record follows.
    pub specification: String,
    /// The entry that it answers.
    pub answers: Option<EntryId>,
    /// Title.
    pub title: Texts,
    /// One-page summary.
    pub summary: Texts,
    /// What the publisher takes no responsibility for.
    pub disclaimer: Texts,
    /// Of a report: how the figures are defined.
    pub definitions: Texts,
    /// Of a report: the text.
    pub body: Texts,
    /// Of a practice: the problem and its setting.
    pub context: Texts,
    /// Of a practice: what is done.
    pub approach: Texts,
    /// Of a practice: what came of it.
    pub results: Texts,
    /// Of a practice: what it needs to work elsewhere.
    pub conditions: Texts,
    /// Files that the record refers to.
    pub attachments: Vec<Attachment>,
}

impl Content {
    /// A record as a draft has it, and its tables. [`Content::record`] makes the same record of them again.
    pub fn of_record(record: &Record) -> (Self, Vec<Table>) {
        match record {
            Record::Report(report) => (Self::of_report(report), report.tables.clone()),
            Record::Practice(practice) => (Self::of_practice(practice), Vec::new()),
            Record::Correction(correction) => {
                let (content, tables) = match &correction.content {
                    record::Content::Report(report) => (Self::of_report(report), report.tables.clone()),
                    record::Content::Practice(practice) => (Self::of_practice(practice), Vec::new()),
                };
                let (supersedes, reason) = (correction.supersedes, texts(&correction.reason));
                (Self { purpose: Purpose::Correction { supersedes, reason }, ..content }, tables)
            }
            Record::Withdrawal(withdrawal) => {
                let (withdraws, reason) = (withdrawal.withdraws, texts(&withdrawal.reason));
                (Self { purpose: Purpose::Withdrawal { withdraws, reason }, ..Self::default() }, Vec::new())
            }
        }
    }

    /// The beginning of a correction of `entry`, whose record is `record`; and its tables. A withdrawal has none.
    pub fn correcting(entry: EntryId, record: &Record) -> Option<(Self, Vec<Table>)> {
        if matches!(record, Record::Withdrawal(_)) {
            return None;
        }
        let (content, tables) = Self::of_record(record);
        Some((Self { purpose: Purpose::Correction { supersedes: entry, reason: Texts::new() }, ..content }, tables))
    }

    /// The beginning of a withdrawal of `entry`.
    pub fn withdrawing(entry: EntryId) -> Self {
        Self { purpose: Purpose::Withdrawal { withdraws: entry, reason: Texts::new() }, ..Self::default() }
    }

    fn of_about(about: &About) -> Self {
        let list = |codes: &[record::Code]| codes.iter().map(ToString::to_string).collect();
        Self {
            audience: Some(about.audience),
            topics: list(&about.topics),
            countries: list(&about.countries),
            period: about.period.as_ref().map(ToString::to_string).unwrap_or_default(),
            organisation: about.organisation.clone(),
            licence: about.licence.clone().unwrap_or_default(),
            specification: about.specification.clone().unwrap_or_default(),
            answers: about.answers,
            title: texts(&about.title),
            summary: texts(&about.summary),
            disclaimer: texts(&about.disclaimer),
            ..Self::default()
        }
    }

    fn of_report(report: &record::TrendReport) -> Self {
        Self {
            kind: DraftKind::Report,
            source: report.source.clone().unwrap_or_default(),
            reference_date: report.reference_date.as_ref().map(ToString::to_string).unwrap_or_default(),
            definitions: texts(&report.definitions),
            body: texts(&report.body),
            attachments: report.attachments.clone(),
            ..Self::of_about(&report.about)
        }
    }

    fn of_practice(practice: &record::BestPractice) -> Self {
        Self {
            kind: DraftKind::Practice,
            context: texts(&practice.context),
            approach: texts(&practice.approach),
            results: texts(&practice.results),
            conditions: texts(&practice.conditions),
            attachments: practice.attachments.clone(),
            ..Self::of_about(&practice.about)
        }
    }

    /// The languages that something is written in, in order.
    pub fn languages(&self) -> Vec<&str> {
        let all = [
            &self.title,
            &self.summary,
            &self.disclaimer,
            &self.definitions,
            &self.body,
            &self.context,
            &self.approach,
            &self.results,
            &self.conditions,
        ];
        let reason = self.purpose.reason();
        let mut languages: Vec<&str> =
            all.into_iter().chain(reason).flat_map(|texts| texts.keys().map(String::as_str)).collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }
}

fn texts(text: &MultiText) -> Texts {
    text.iter().map(|(lang, text)| (lang.to_string(), text.to_owned())).collect()
}
