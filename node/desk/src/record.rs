//! From what was typed to a record.

use std::fmt::Display;
use std::str::FromStr;

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::check::check_record;
use emn_protocol::record::{
    self, About, Audience, BestPractice, Code, Correction, Lang, MultiText, Record, TrendReport, Withdrawal,
};
use emn_protocol::topics::Vocabulary;

use crate::content::{Content, DraftKind, Purpose, Texts};
use crate::table::DraftTable;

/// What kind of problem it is, so that it can be said in the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Trouble {
    /// Nothing was written or chosen, and something must be.
    Missing,
    /// It is too long.
    TooLong,
    /// There are too many.
    TooMany,
    /// It is not written as it must be.
    Malformed,
    /// It is in none of the shared lists.
    Unknown,
    /// It is named twice.
    Twice,
    /// It has a line break or control character where none may be.
    Control,
    /// It belongs to another kind of record.
    Misplaced,
    /// Anything else: the sentence says what.
    Other,
}

/// Something that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, such as `title.nl`, `period` or `tables[0].title`.
    pub field: String,
    /// What kind of problem it is.
    pub trouble: Trouble,
    /// What is wrong, in English.
    pub problem: String,
}

impl Content {
    /// The record that this content and these tables make.
    ///
    /// # Errors
    /// Everything that is missing or wrong, by field; the rules of form are checked once all fields can be read.
    pub fn record(&self, tables: &[DraftTable]) -> Result<Record, Vec<FieldProblem>> {
        let mut reader = Reader::default();
        let record = reader.record(self, tables);
        match record {
            Some(record) if reader.problems.is_empty() => {
                let found = check_record(&record);
                if found.is_empty() { Ok(record) } else { Err(found.iter().map(of_form).collect()) }
            }
            _ => Err(reader.problems),
        }
    }
}

fn of_form(violation: &record::check::Violation) -> FieldProblem {
    // To whoever fills in a form, a correction has no content beside itself.
    let field = violation.field.strip_prefix("content.").unwrap_or(&violation.field).to_owned();
    FieldProblem { field, trouble: trouble(&violation.problem), problem: violation.problem.clone() }
}

fn trouble(problem: &str) -> Trouble {
    match problem {
        "is required in at least one language" | "at least one is required" | "is empty" => Trouble::Missing,
        "is too long" | "too large" => Trouble::TooLong,
        "too many" | "is in too many languages" | "too many tables" => Trouble::TooMany,
        "has a line break or control character" | "has a control character" => Trouble::Control,
        _ if problem.starts_with("named twice") || problem.starts_with("two ") => Trouble::Twice,
        _ => Trouble::Other,
    }
}

#[derive(Default)]
struct Reader {
    problems: Vec<FieldProblem>,
}

impl Reader {
    fn add(&mut self, field: impl Into<String>, trouble: Trouble, problem: impl Display) {
        self.problems.push(FieldProblem { field: field.into(), trouble, problem: problem.to_string() });
    }

    fn record(&mut self, content: &Content, tables: &[DraftTable]) -> Option<Record> {
        if let Purpose::Withdrawal { withdraws, reason } = &content.purpose {
            let reason = self.short("reason", reason, true);
            if !tables.is_empty() {
                self.add("tables", Trouble::Misplaced, "a withdrawal has no tables: remove them");
            }
            return Some(Record::Withdrawal(Withdrawal { withdraws: *withdraws, reason }));
        }
        let made = self.content(content, tables);
        let Purpose::Correction { supersedes, reason } = &content.purpose else {
            return Some(match made? {
                record::Content::Report(report) => Record::Report(report),
                record::Content::Practice(practice) => Record::Practice(practice),
            });
        };
        let reason = self.short("reason", reason, true);
        Some(Record::Correction(Correction { supersedes: *supersedes, reason, content: made? }))
    }

    /// Every field is looked at, so that all problems are found at once.
    fn content(&mut self, content: &Content, tables: &[DraftTable]) -> Option<record::Content> {
        let about = self.about(content);
        if content.kind == DraftKind::Practice {
            if !tables.is_empty() {
                self.add(
                    "tables",
                    Trouble::Misplaced,
                    "a best practice has no tables: remove them, or make it a report",
                );
            }
            return Some(record::Content::Practice(BestPractice {
                context: self.long("context", &content.context, false),
                approach: self.long("approach", &content.approach, true),
                results: self.long("results", &content.results, false),
                conditions: self.long("conditions", &content.conditions, false),
                attachments: content.attachments.clone(),
                about: about?,
            }));
        }
        Some(record::Content::Report(TrendReport {
            body: self.long("body", &content.body, false),
            definitions: self.long("definitions", &content.definitions, false),
            source: line(&content.source),
            reference_date: self.parsed("reference_date", &content.reference_date),
            tables: tables.iter().map(|table| table.table.clone()).collect(),
            attachments: content.attachments.clone(),
            about: about?,
        }))
    }

    fn about(&mut self, content: &Content) -> Option<About> {
        let title = self.short("title", &content.title, true);
        let summary = self.long("summary", &content.summary, true);
        let disclaimer = self.long("disclaimer", &content.disclaimer, false);
        let topics = self.topics(&content.topics);
        let countries = self.countries(&content.countries);
        let period = self.parsed("period", &content.period);
        let audience: Option<Audience> = content.audience;
        if audience.is_none() {
            self.add(
                "audience",
                Trouble::Missing,
                "nobody chose who may read it: members and observers only, or everybody",
            );
        }
        let organisation = line(&content.organisation);
        if organisation.is_none() {
            self.add("organisation", Trouble::Missing, "is empty");
        }
        Some(About {
            title,
            summary,
            topics,
            countries,
            period,
            audience: audience?,
            organisation: organisation?,
            licence: line(&content.licence),
            disclaimer,
            specification: line(&content.specification),
            answers: content.answers,
        })
    }

    fn topics(&mut self, typed: &[String]) -> Vec<Code> {
        let vocabulary = Vocabulary::shipped();
        let mut topics = Vec::new();
        for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            match text.parse::<Code>() {
                Ok(code) if vocabulary.get(text).is_some() => topics.push(code),
                _ => self.add("topics", Trouble::Unknown, format!("`{}` is no topic of the vocabulary", short(text))),
            }
        }
        if topics.is_empty() && typed.iter().all(|text| text.trim().is_empty()) {
            self.add("topics", Trouble::Missing, "at least one is required");
        }
        topics
    }

    fn countries(&mut self, typed: &[String]) -> Vec<Code> {
        let mut countries = Vec::new();
        for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            match CodeLists::shipped().country(text).and_then(|country| country.iso2.parse::<Code>().ok()) {
                Some(code) => countries.push(code),
                None => self.add("countries", Trouble::Unknown, format!("`{}` is no country", short(text))),
            }
        }
        countries
    }

    fn parsed<T: FromStr<Err: Display>>(&mut self, field: &str, typed: &str) -> Option<T> {
        let text = typed.trim();
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|error| self.add(field, Trouble::Malformed, error)).ok()
    }

    /// Texts of one line: blanks around them mean nothing.
    fn short(&mut self, field: &str, typed: &Texts, required: bool) -> MultiText {
        self.texts(field, typed, required, |text| text.trim().to_owned())
    }

    /// Texts of several lines, with the line ends that records have: browsers send others.
    fn long(&mut self, field: &str, typed: &Texts, required: bool) -> MultiText {
        self.texts(field, typed, required, |text| text.replace("\r\n", "\n"))
    }

    /// The languages in which something was written.
    fn texts(&mut self, field: &str, typed: &Texts, required: bool, form: impl Fn(&str) -> String) -> MultiText {
        let mut texts = MultiText::new();
        let written = || typed.iter().filter(|(_, text)| !text.trim().is_empty());
        for (lang, text) in written() {
            match lang.parse::<Lang>() {
                Ok(lang) => texts.set(lang, form(text)),
                Err(error) => self.add(format!("{field}.{}", short(lang)), Trouble::Malformed, error),
            }
        }
        if required && written().next().is_none() {
            self.add(field, Trouble::Missing, "is required in at least one language");
        }
        texts
    }
}

/// One line, if anything is on it.
fn line(typed: &str) -> Option<String> {
    let text = typed.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
