//! Rules of form for records. They decide acceptance, so they look at the record alone: no vocabulary, no clock, no
//! other entry.

use std::collections::BTreeSet;
use std::fmt;

use super::{About, Attachment, BestPractice, Code, Content, Dimension, MultiText, Record, Table, TrendReport};
use crate::limits;

/// A rule of form that a record breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which field, such as `tables[0].dimensions[1]`.
    pub field: String,
    /// What is wrong, for people.
    pub problem: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

/// Checks the rules of form; empty when all hold.
pub fn check_record(record: &Record) -> Vec<Violation> {
    let mut check = Check::default();
    match record {
        Record::Report(report) => check.report("", report),
        Record::Practice(practice) => check.practice("", practice),
        Record::Correction(correction) => {
            check.short_text("reason", &correction.reason, true);
            match &correction.content {
                Content::Report(report) => check.report("content.", report),
                Content::Practice(practice) => check.practice("content.", practice),
            }
        }
        Record::Withdrawal(withdrawal) => check.short_text("reason", &withdrawal.reason, true),
    }
    check.found
}

#[derive(Default)]
struct Check {
    found: Vec<Violation>,
}

impl Check {
    fn add(&mut self, field: impl Into<String>, problem: impl Into<String>) {
        self.found.push(Violation { field: field.into(), problem: problem.into() });
    }

    fn require(&mut self, holds: bool, field: &str, problem: &str) {
        if !holds {
            self.add(field, problem);
        }
    }

    fn report(&mut self, at: &str, report: &TrendReport) {
        self.about(at, &report.about);
        self.long_text(&format!("{at}body"), &report.body, false);
        self.long_text(&format!("{at}definitions"), &report.definitions, false);
        self.line(&format!("{at}source"), report.source.as_deref());
        self.attachments(at, &report.attachments);
        let field = format!("{at}tables");
        self.require(report.tables.len() <= limits::TABLES, &field, "too many tables");
        let cells: usize = report.tables.iter().map(|table| table.values.len()).sum();
        self.require(cells <= limits::CELLS, &field, "too many cells in all tables together");
        self.distinct(&field, "two tables have the same id", report.tables.iter().map(|table| &table.id));
        for (index, table) in report.tables.iter().enumerate() {
            self.table(&format!("{at}tables[{index}]"), table);
        }
    }

    fn practice(&mut self, at: &str, practice: &BestPractice) {
        self.about(at, &practice.about);
        self.long_text(&format!("{at}context"), &practice.context, false);
        self.long_text(&format!("{at}approach"), &practice.approach, true);
        self.long_text(&format!("{at}results"), &practice.results, false);
        self.long_text(&format!("{at}conditions"), &practice.conditions, false);
        self.attachments(at, &practice.attachments);
    }

    fn about(&mut self, at: &str, about: &About) {
        self.short_text(&format!("{at}title"), &about.title, true);
        self.long_text(&format!("{at}summary"), &about.summary, true);
        self.long_text(&format!("{at}disclaimer"), &about.disclaimer, false);
        self.codes(&format!("{at}topics"), &about.topics, true);
        self.codes(&format!("{at}countries"), &about.countries, false);
        let alpha2 = |code: &Code| code.as_str().len() == 2 && code.as_str().bytes().all(|b| b.is_ascii_uppercase());
        self.require(about.countries.iter().all(alpha2), &format!("{at}countries"), "not an ISO 3166-1 alpha-2 code");
        self.line(&format!("{at}organisation"), Some(&about.organisation));
        self.line(&format!("{at}licence"), about.licence.as_deref());
        self.line(&format!("{at}specification"), about.specification.as_deref());
    }

    fn codes(&mut self, field: &str, codes: &[Code], required: bool) {
        self.require(!(required && codes.is_empty()), field, "at least one is required");
        self.require(codes.len() <= limits::LIST_ITEMS, field, "too many");
        self.distinct(field, "named twice", codes);
    }

    fn distinct<'a>(&mut self, field: &str, problem: &str, codes: impl IntoIterator<Item = &'a Code>) {
        let mut seen = BTreeSet::new();
        for code in codes {
            if !seen.insert(code) {
                self.add(field, format!("{problem}: {code}"));
            }
        }
    }

    fn attachments(&mut self, at: &str, attachments: &[Attachment]) {
        let field = format!("{at}attachments");
        self.require(attachments.len() <= limits::LIST_ITEMS, &field, "too many");
        for (index, attachment) in attachments.iter().enumerate() {
            let field = format!("{field}[{index}]");
            self.line(&format!("{field}.name"), Some(&attachment.name));
            self.line(&format!("{field}.media_type"), Some(&attachment.media_type));
            let plain = !attachment.name.contains(['/', '\\']) && attachment.name != ".." && attachment.name != ".";
            self.require(plain, &format!("{field}.name"), "a file name has no folders");
            self.require(attachment.size <= limits::ATTACHMENT_BYTES, &format!("{field}.size"), "too large");
        }
    }

    /// One line of text that people read: neither empty nor long, without control characters.
    fn line(&mut self, field: &str, text: Option<&str>) {
        let Some(text) = text else { return };
        self.require(!text.trim().is_empty(), field, "is empty");
        self.require(text.chars().count() <= limits::LABEL_CHARS, field, "is too long");
        self.require(!text.chars().any(char::is_control), field, "has a line break or control character");
    }

    fn short_text(&mut self, field: &str, text: &MultiText, required: bool) {
        self.languages(field, text, required);
        for (lang, text) in text.iter() {
            self.line(&format!("{field}.{lang}"), Some(text));
        }
    }

    fn long_text(&mut self, field: &str, text: &MultiText, required: bool) {
        self.languages(field, text, required);
        for (lang, text) in text.iter() {
            let field = format!("{field}.{lang}");
            self.require(!text.trim().is_empty(), &field, "is empty");
            self.require(text.len() <= limits::TEXT_BYTES, &field, "is too long");
            let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
            self.require(!text.chars().any(odd), &field, "has a control character");
        }
    }

    fn languages(&mut self, field: &str, text: &MultiText, required: bool) {
        self.require(!(required && text.is_empty()), field, "is required in at least one language");
        self.require(text.len() <= limits::LANGUAGES, field, "is in too many languages");
    }

    fn table(&mut self, at: &str, table: &Table) {
        self.short_text(&format!("{at}.title"), &table.title, true);
        self.long_text(&format!("{at}.notes"), &table.notes, false);
        self.require(table.measure.decimals <= 6, &format!("{at}.measure.decimals"), "is more than 6");
        let field = format!("{at}.dimensions");
        self.require(!table.dimensions.is_empty(), &field, "at least one is required");
        self.require(table.dimensions.len() <= limits::DIMENSIONS, &field, "too many");
        self.distinct(&field, "two dimensions have the same id", table.dimensions.iter().map(|d| &d.id));
        for (index, dimension) in table.dimensions.iter().enumerate() {
            self.dimension(&format!("{at}.dimensions[{index}]"), dimension);
        }
        let field = format!("{at}.values");
        self.require(table.values.len() <= limits::CELLS, &field, "too many cells");
        if table.cells() != Some(table.values.len()) {
            self.add(&field, "their number is not the product of the dimensions' codes");
        }
        let last = table.flags.last_key_value().map(|(position, _)| *position as usize);
        self.require(
            last.is_none_or(|last| last < table.values.len()),
            &format!("{at}.flags"),
            "lie outside the table",
        );
        self.require(!table.flags.values().any(|f| f.is_empty()), &format!("{at}.flags"), "an empty set is left out");
    }

    fn dimension(&mut self, at: &str, dimension: &Dimension) {
        let codes = dimension.codes.len();
        let inside = |position: u32| (position as usize) < codes;
        self.require(codes > 0, &format!("{at}.codes"), "at least one is required");
        self.distinct(&format!("{at}.codes"), "named twice", &dimension.codes);
        for label in &dimension.labels {
            self.short_text(&format!("{at}.labels"), &label.label, true);
            self.require(inside(label.code), &format!("{at}.labels"), "names no code");
        }
        let ascending = dimension.labels.windows(2).all(|pair| pair[0].code < pair[1].code);
        self.require(ascending, &format!("{at}.labels"), "are not in the order of the codes, or name one twice");
        let field = format!("{at}.sums");
        self.require(dimension.sums.len() <= codes, &field, "too many");
        for sum in &dimension.sums {
            let named = inside(sum.total) && sum.parts.iter().all(|part| inside(*part));
            let ascending = sum.parts.windows(2).all(|pair| pair[0] < pair[1]);
            self.require(named, &field, "name no code");
            self.require(!sum.parts.is_empty() && ascending, &field, "parts are missing, unordered or twice there");
        }
        self.require(!has_cycle(dimension), &field, "a code is, over some path, a part of itself");
    }
}

/// Whether the sums of a dimension lead back to a code they came from (Kahn's algorithm).
fn has_cycle(dimension: &Dimension) -> bool {
    let codes = dimension.codes.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); codes];
    let mut above = vec![0usize; codes];
    for sum in &dimension.sums {
        for part in sum.parts.iter().map(|part| *part as usize).filter(|part| *part < codes) {
            if let Some(parts) = below.get_mut(sum.total as usize) {
                parts.push(part);
                above[part] += 1;
            }
        }
    }
    let mut free: Vec<usize> = (0..codes).filter(|code| above[*code] == 0).collect();
    let mut removed = 0;
    while let Some(code) = free.pop() {
        removed += 1;
        for &part in &below[code] {
            above[part] -= 1;
            if above[part] == 0 {
                free.push(part);
            }
        }
    }
    removed < codes
}

#[cfg(test)]
mod tests;
