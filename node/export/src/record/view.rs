//! What a page of a record shows, before it becomes Markdown or HTML. Nothing is escaped yet.

use emn_protocol::record::{About, Attachment, Audience, BestPractice, Content, MultiText, Record, TrendReport};
use emn_protocol::topics::Vocabulary;

use super::RecordExport;
use crate::dataset::country;
use crate::figures::Figures;
use crate::list::kind_name;
use crate::prose::{Block, blocks};
use crate::text;
use crate::words::Words;

/// Names and values.
pub(super) type Facts = Vec<(&'static str, String)>;

/// A text in the best language, and in the others.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) lang: String,
    pub(super) blocks: Vec<Block>,
    pub(super) others: Vec<(String, Vec<Block>)>,
}

/// A page.
pub(super) struct View {
    pub(super) words: &'static Words,
    pub(super) title: String,
    pub(super) title_lang: String,
    pub(super) other_titles: Vec<(String, String)>,
    pub(super) kind: &'static str,
    /// What a reader must see first.
    pub(super) notices: Vec<String>,
    pub(super) facts: Facts,
    /// Texts above and below the tables.
    pub(super) before: Vec<Section>,
    pub(super) tables: Vec<Figures>,
    pub(super) after: Vec<Section>,
    pub(super) source: Facts,
    /// Name, media type, size and digest of each attachment.
    pub(super) attachments: Vec<[String; 4]>,
    pub(super) signature: Facts,
    pub(super) versions: Facts,
    pub(super) cite: String,
}

impl View {
    pub(super) fn of(export: &RecordExport<'_>) -> Self {
        let words = Words::of(export.wanted);
        let about = export.record.about();
        let title = about.and_then(|about| about.title.best(export.wanted));
        let (lang, title) = title.map_or((words.lang, words.withdrawn), |(lang, title)| (lang.as_str(), title));
        let others = about.map(|about| about.title.iter()).into_iter().flatten();
        let mut view = Self {
            words,
            title: line(title),
            title_lang: lang.to_owned(),
            other_titles: others
                .filter(|(other, _)| other.as_str() != lang)
                .map(|(other, title)| (other.to_string(), line(title)))
                .collect(),
            kind: kind_name(export.record.kind(), words),
            notices: notices(export, words),
            facts: about.map(|about| facts(about, export, words)).unwrap_or_default(),
            before: Vec::new(),
            tables: export.datasets().iter().map(Figures::of).collect(),
            after: Vec::new(),
            source: Vec::new(),
            attachments: Vec::new(),
            signature: signature(export, words),
            versions: versions(export, words),
            cite: line(&citation(export, title)),
        };
        view.record(export);
        view
    }

    fn record(&mut self, export: &RecordExport<'_>) {
        let words = self.words;
        let reason = match export.record {
            Record::Correction(correction) => Some(&correction.reason),
            Record::Withdrawal(withdrawal) => Some(&withdrawal.reason),
            Record::Report(_) | Record::Practice(_) => None,
        };
        self.before.extend(reason.and_then(|reason| section(words.reason, reason, export)));
        let about = export.record.about();
        self.before.extend(about.and_then(|about| section(words.summary, &about.summary, export)));
        match export.record {
            Record::Report(report) => self.report(report, export),
            Record::Practice(practice) => self.practice(practice, export),
            Record::Correction(correction) => match &correction.content {
                Content::Report(report) => self.report(report, export),
                Content::Practice(practice) => self.practice(practice, export),
            },
            Record::Withdrawal(_) => {}
        }
        self.after.extend(about.and_then(|about| section(words.disclaimer, &about.disclaimer, export)));
    }

    fn report(&mut self, report: &TrendReport, export: &RecordExport<'_>) {
        let words = self.words;
        self.before.extend(section(words.text, &report.body, export));
        self.after.extend(section(words.definitions, &report.definitions, export));
        self.source.extend(report.source.as_ref().map(|register| (words.register, line(register))));
        self.source.extend(report.reference_date.map(|date| (words.reference_date, date.to_string())));
        self.attachments(&report.attachments);
    }

    fn practice(&mut self, practice: &BestPractice, export: &RecordExport<'_>) {
        let words = self.words;
        let parts = [
            (words.context, &practice.context),
            (words.approach, &practice.approach),
            (words.results, &practice.results),
            (words.conditions, &practice.conditions),
        ];
        self.before.extend(parts.into_iter().filter_map(|(heading, text)| section(heading, text, export)));
        self.attachments(&practice.attachments);
    }

    fn attachments(&mut self, attachments: &[Attachment]) {
        let shown = |file: &Attachment| {
            [line(&file.name), line(&file.media_type), format!("{} B", file.size), file.sha256.to_string()]
        };
        self.attachments = attachments.iter().map(shown).collect();
    }
}

fn line(content: &str) -> String {
    text::line(content).into_owned()
}

fn section(heading: &'static str, content: &MultiText, export: &RecordExport<'_>) -> Option<Section> {
    let (lang, best) = content.best(export.wanted)?;
    let others = content.iter().filter(|(other, _)| *other != lang);
    Some(Section {
        heading,
        lang: lang.to_string(),
        blocks: blocks(best),
        others: others.map(|(other, text)| (other.to_string(), blocks(text))).collect(),
    })
}

fn notices(export: &RecordExport<'_>, words: &Words) -> Vec<String> {
    let network = export.record.audience() == Audience::Network;
    let superseded = export.superseded_by.map(|id| format!("{}: {id}", words.superseded_by));
    network.then(|| words.network_only.to_owned()).into_iter().chain(superseded).collect()
}

fn facts(about: &About, export: &RecordExport<'_>, words: &'static Words) -> Facts {
    let joined = |items: Vec<&str>| items.join(", ");
    let topics = about.topics.iter().map(|topic| Vocabulary::shipped().label(topic.as_str(), export.wanted));
    let countries = about.countries.iter().map(|code| country(code.as_str(), export.wanted));
    let audience = match about.audience {
        Audience::Network => words.network_only,
        Audience::Public => words.everybody,
    };
    let facts = [
        (words.organisation, about.organisation.clone()),
        (words.topics, joined(topics.collect())),
        (words.countries, joined(countries.collect())),
        (words.period, about.period.map(|period| period.to_string()).unwrap_or_default()),
        (words.audience, audience.to_owned()),
        (words.languages, joined(about.title.iter().map(|(lang, _)| lang.as_str()).collect())),
        (words.licence, about.licence.clone().unwrap_or_default()),
        (words.specification, about.specification.clone().unwrap_or_default()),
        (words.answers, about.answers.map(|id| id.to_string()).unwrap_or_default()),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, line(&value))).collect()
}

fn signature(export: &RecordExport<'_>, words: &'static Words) -> Facts {
    let member = country(export.member.as_str(), export.wanted);
    let member =
        if member == export.member.as_str() { member.to_owned() } else { format!("{member} ({})", export.member) };
    vec![
        (words.signed_by, member),
        (words.signed_on, export.time.to_string()),
        (words.key, line(export.fingerprint)),
        (words.identifier, export.id.to_string()),
    ]
}

fn versions(export: &RecordExport<'_>, words: &'static Words) -> Facts {
    let mut versions = match export.record {
        Record::Correction(correction) => vec![(words.supersedes, correction.supersedes.to_string())],
        Record::Withdrawal(withdrawal) => vec![(words.withdraws, withdrawal.withdraws.to_string())],
        Record::Report(_) | Record::Practice(_) => Vec::new(),
    };
    versions.push(match export.superseded_by {
        Some(id) => (words.superseded_by, id.to_string()),
        None => (words.record, words.current.to_owned()),
    });
    versions
}

fn citation(export: &RecordExport<'_>, title: &str) -> String {
    let organisation = export.record.about().map_or(export.member.as_str(), |about| about.organisation.as_str());
    let date = export.time.date();
    format!("{organisation} ({}): {title}. EMN, {}, {date}, {}.", &date[..4], export.member, export.id)
}
