//! A record: its content as others see it, also while it is a draft; who signed it; its versions; what cannot be shown.

use askama::Template;
use emn_protocol::record::{About, Audience, Content as Inner, Kind, MultiText, Record};
use emn_protocol::time::{Date, Period, Timestamp};

use crate::figures::Figures;
use crate::frame::Frame;
use crate::html::Html;
use crate::name::{self, Named};
use crate::phrase::{Phrase, line};

/// Bytes of all long texts that a page shows. The longest reports are some 40 KiB of text in one language; what comes
/// after stands in the export.
const TEXT_BYTES: usize = 64 * 1024;

/// Topics, countries and attachments that a page shows.
const LISTED: usize = 64;

/// The page of a record.
#[derive(Debug, Template)]
#[template(path = "record.html")]
pub struct RecordPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// What the record says.
    pub content: Content,
    /// Who signed it.
    pub proof: Proof,
    /// Where it leads.
    pub versions: Versions,
    /// What a second look found.
    pub review: Option<ReviewNote>,
    /// Files of it.
    pub files: Vec<File>,
    /// How to cite it.
    pub cite: Phrase,
    /// The reader may hand in a new version of it, or a withdrawal.
    pub may_change: bool,
}

/// The content of a record, for `record_content.html`: a page that includes it has a field `frame` and one `content`.
#[derive(Debug, Clone)]
pub struct Content {
    /// Level of the title's heading; the others lie below it.
    pub level: u8,
    /// Report or practice; a withdrawal has no content but its reason.
    pub kind: Kind,
    /// It is a new version of an earlier record.
    pub is_correction: bool,
    /// Title.
    pub title: Phrase,
    /// The language that is shown.
    pub lang: String,
    /// The languages that it can be read in.
    pub languages: Vec<LanguageLink>,
    /// The organisation that made it.
    pub organisation: String,
    /// Who may read it.
    pub audience: Audience,
    /// Topics.
    pub topics: Vec<Named>,
    /// Countries covered.
    pub countries: Vec<Phrase>,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Why there is a new version, or why it is withdrawn.
    pub reason: Option<Phrase>,
    /// Texts above the tables.
    pub sections: Vec<Section>,
    /// Tables.
    pub tables: Vec<Figures>,
    /// Tables that a page has no room for: id and title.
    pub more_tables: Vec<(String, Phrase)>,
    /// Texts below the tables.
    pub after: Vec<Section>,
    /// A part of the texts is left out.
    pub is_cut: bool,
    /// The register that the figures come from.
    pub source: Option<String>,
    /// The day on which the register stood so.
    pub reference_date: Option<Date>,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// Licence.
    pub licence: Option<String>,
    /// The common specification that it follows.
    pub specification: Option<String>,
}

/// A language of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageLink {
    /// Its tag and own name.
    pub language: Named,
    /// It is the one that is shown.
    pub current: bool,
}

/// A text with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The text of the heading, such as `record-summary`.
    pub heading: &'static str,
    /// Language of the text.
    pub lang: String,
    /// The language by name, where the text is not there in the one that was chosen.
    pub instead: Option<Phrase>,
    /// The text.
    pub html: Html,
}

/// A file that belongs to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its content.
    pub sha256: String,
}

/// How a record is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The page it stands in.
    pub frame: &'a Frame,
    /// The language that the reader chose for it.
    pub lang: Option<&'a str>,
    /// Level of the title's heading.
    pub level: u8,
}

/// Who signed a record.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Id of the entry.
    pub id: String,
    /// Its short id.
    pub short: String,
    /// The member that speaks.
    pub member: Named,
    /// Fingerprint of the key, to compare over the telephone.
    pub fingerprint: String,
    /// When it was signed, by the signer's clock.
    pub signed: Timestamp,
    /// Its number in the log of the key.
    pub number: u64,
    /// The roster that the signer had.
    pub roster: u64,
    /// Bytes of the signed entry.
    pub bytes: u64,
}

/// Where a record leads.
#[derive(Debug, Clone, Default)]
pub struct Versions {
    /// The record that it replaces.
    pub supersedes: Option<Reference>,
    /// The record that replaces it.
    pub superseded_by: Option<Reference>,
    /// The end of the chain, where that is yet another.
    pub newest: Option<Reference>,
    /// The record that it answers.
    pub answers: Option<Reference>,
    /// The record that it withdraws.
    pub withdraws: Option<Reference>,
}

impl Versions {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        let all = [&self.supersedes, &self.superseded_by, &self.newest, &self.answers, &self.withdraws];
        all.iter().all(|reference| reference.is_none())
    }
}

/// A record that another one names.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Its id.
    pub id: String,
    /// Its short id.
    pub short: String,
    /// Its title, if it is here and has one.
    pub title: Option<Phrase>,
    /// When it was signed, if it is here.
    pub time: Option<Timestamp>,
}

/// What a second look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewNote {
    /// Suppressed values that can be derived.
    pub exposed: usize,
    /// Places in the texts that look like personal data.
    pub personal: usize,
}

/// A file of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name of the format, such as `csv`; the text `format-csv` explains it.
    pub format: &'static str,
    /// Its address.
    pub address: String,
}

/// The page in place of a record that was withdrawn.
#[derive(Debug, Template)]
#[template(path = "record_gone.html")]
pub struct GonePage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Who signed what is gone.
    pub proof: Proof,
    /// When it was withdrawn.
    pub withdrawn: Timestamp,
    /// Id of the withdrawal.
    pub by: String,
    /// Why, in the best language.
    pub reason: Option<Phrase>,
    /// Why, in the other languages.
    pub others: Vec<Phrase>,
}

/// The page for an id that several records begin with, or none.
#[derive(Debug, Template)]
#[template(path = "record_missing.html")]
pub struct MissingPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// What was asked for.
    pub wanted: String,
    /// Several records fit.
    pub is_ambiguous: bool,
    /// The records that may be meant.
    pub near: Vec<Reference>,
}

impl<'a> MissingPage<'a> {
    /// A page for an id as somebody wrote it.
    pub fn new(frame: &'a Frame, wanted: &str, is_ambiguous: bool, near: Vec<Reference>) -> Self {
        Self { frame, wanted: line(wanted).chars().take(80).collect(), is_ambiguous, near }
    }
}

impl Reading<'_> {
    /// The languages in which texts are wanted, the best first.
    pub fn wanted(&self) -> Vec<&str> {
        self.lang.into_iter().chain([self.frame.lang()]).collect()
    }
}

impl Content {
    /// What a record says. Tables are made elsewhere: their charts are drawings.
    pub fn of(record: &Record, reading: Reading<'_>, tables: Vec<Figures>) -> Self {
        let wanted = reading.wanted();
        let mut content = Self::empty(record, reading);
        content.tables = tables;
        if let Some(about) = record.about() {
            content.about(about, &wanted, reading.frame);
        }
        let shown = content.lang.clone();
        let wanted: Vec<&str> = [shown.as_str()].into_iter().chain(wanted.iter().copied()).collect();
        let reason = match record {
            Record::Correction(correction) => Some(&correction.reason),
            Record::Withdrawal(withdrawal) => Some(&withdrawal.reason),
            Record::Report(_) | Record::Practice(_) => None,
        };
        content.reason = reason.and_then(|reason| Phrase::best(reason, &wanted));
        let mut texts = Texts { wanted: &wanted, level: reading.level + 2, left: TEXT_BYTES, is_cut: false };
        if let Some(about) = record.about() {
            content.sections.extend(texts.section("record-summary", &about.summary));
        }
        match record {
            Record::Report(_) | Record::Withdrawal(_) => {}
            Record::Practice(practice) => content.practice(practice, &mut texts),
            Record::Correction(correction) => {
                if let Inner::Practice(practice) = &correction.content {
                    content.practice(practice, &mut texts);
                }
            }
        }
        if let Some(report) = record.report() {
            content.sections.extend(texts.section("record-text", &report.body));
            content.after.extend(texts.section("record-definitions", &report.definitions));
            content.source = report.source.as_deref().map(line);
            content.reference_date = report.reference_date;
            content.attach(&report.attachments);
        }
        if let Some(about) = record.about() {
            content.after.extend(texts.section("record-disclaimer", &about.disclaimer));
        }
        content.is_cut = texts.is_cut;
        content
    }

    fn empty(record: &Record, reading: Reading<'_>) -> Self {
        Self {
            level: reading.level.clamp(1, 3),
            kind: record.content().unwrap_or(Kind::Withdrawal),
            is_correction: record.kind() == Kind::Correction,
            title: Phrase::new(reading.frame.lang(), &reading.frame.t("record-withdrawal-title")),
            lang: reading.frame.lang().to_owned(),
            languages: Vec::new(),
            organisation: String::new(),
            audience: record.audience(),
            topics: Vec::new(),
            countries: Vec::new(),
            period: None,
            reason: None,
            sections: Vec::new(),
            tables: Vec::new(),
            more_tables: Vec::new(),
            after: Vec::new(),
            is_cut: false,
            source: None,
            reference_date: None,
            attachments: Vec::new(),
            licence: None,
            specification: None,
        }
    }

    fn about(&mut self, about: &About, wanted: &[&str], frame: &Frame) {
        if let Some((lang, title)) = about.title.best(wanted) {
            (self.title, self.lang) = (Phrase::new(lang.as_str(), title), lang.to_string());
        }
        // A summary may be in more languages than the title: the language that was chosen counts.
        let languages = about.languages();
        if let Some(chosen) = wanted.first().and_then(|wanted| languages.iter().find(|lang| lang.as_str() == *wanted)) {
            self.lang = chosen.to_string();
        }
        let link = |lang: &str| LanguageLink { language: name::language(lang), current: lang == self.lang };
        self.languages = languages.iter().map(|lang| link(lang.as_str())).collect();
        self.organisation = line(&about.organisation);
        self.topics = about.topics.iter().take(LISTED).map(|id| name::topic(frame, id.as_str())).collect();
        self.countries =
            about.countries.iter().take(LISTED).map(|code| name::country(frame, code.as_str()).name).collect();
        self.period = about.period;
        self.licence = about.licence.as_deref().map(line);
        self.specification = about.specification.as_deref().map(line);
    }

    fn practice(&mut self, practice: &emn_protocol::record::BestPractice, texts: &mut Texts<'_>) {
        let parts = [
            ("record-context", &practice.context),
            ("record-approach", &practice.approach),
            ("record-results", &practice.results),
            ("record-conditions", &practice.conditions),
        ];
        self.sections.extend(parts.into_iter().filter_map(|(heading, text)| texts.section(heading, text)));
        self.attach(&practice.attachments);
    }

    fn attach(&mut self, attachments: &[emn_protocol::record::Attachment]) {
        let shown = attachments.iter().take(LISTED).map(|file| Attachment {
            name: line(&file.name),
            media_type: line(&file.media_type),
            size: file.size,
            sha256: file.sha256.to_string(),
        });
        self.attachments = shown.collect();
    }

    /// Whether definitions differ in a table.
    pub fn differs(&self) -> bool {
        self.tables.iter().any(|table| table.grid.differs())
    }
}

/// Turns long texts into sections, as many bytes as a page may have.
struct Texts<'a> {
    wanted: &'a [&'a str],
    level: u8,
    left: usize,
    is_cut: bool,
}

impl Texts<'_> {
    fn section(&mut self, heading: &'static str, text: &MultiText) -> Option<Section> {
        let (lang, text) = text.best(self.wanted)?;
        if self.left == 0 {
            self.is_cut = true;
            return None;
        }
        let shown = beginning(text, self.left);
        self.is_cut |= shown.len() < text.len();
        let (html, whole) = Html::bounded_markdown(shown, self.level, self.left);
        self.is_cut |= !whole;
        self.left = self.left.saturating_sub(html.len().max(shown.len()));
        let chosen = self.wanted.first().is_some_and(|wanted| *wanted == lang.as_str());
        let instead = (!chosen).then(|| name::language(lang.as_str()).name);
        Some(Section { heading, lang: lang.to_string(), instead, html })
    }
}

/// The first bytes of a text, cut at the end of a line where there is one.
fn beginning(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].rfind('\n').map_or(&text[..end], |at| &text[..at])
}

#[cfg(test)]
mod tests;
