//! Drafts: records as people write them, Markdown with TOML front matter and CSV tables beside it.
//!
//! Pure: the caller reads files and hands them over. [`Draft::parse`] makes a record, [`Draft::check`] asks whether
//! it may be signed. Both report every problem with file, line, what is wrong and what to do.

mod body;
mod check;
mod csv;
mod cube;
mod error;
mod example;
mod fields;
mod front_matter;
mod number;
mod sheet;
mod source;
mod table;

use std::collections::BTreeMap;

pub use error::{DraftProblem, REPORTED};
pub use example::{Example, example};
pub use source::{FILE_BYTES, decode};

use crate::disclosure::Policy;
use crate::record::{About, BestPractice, Content, Correction, Record, TrendReport, Withdrawal};
use cube::CellPlaces;
use fields::Reader;
use front_matter::{ContentFront, Front, Split};
use source::Source;
use toml::de::DeTable;

/// A record that is not yet signed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The record.
    pub record: Record,
    /// What is doubtful, and does not hinder publishing.
    pub warnings: Vec<DraftProblem>,
    source: Source,
    /// Path in the record → byte in the draft.
    places: BTreeMap<String, usize>,
    /// Of each table.
    cells: Vec<CellPlaces>,
}

impl Draft {
    /// Reads a draft. `tables` gives the content of a CSV file by its name, or says why it cannot.
    ///
    /// Unknown topics, countries and codes are problems here; see [`decode`] for drafts that are bytes.
    ///
    /// # Errors
    /// All problems, [`REPORTED`] at most.
    pub fn parse(
        file_name: &str,
        text: &str,
        tables: impl Fn(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, Vec<DraftProblem>> {
        if let Err(problem) = decode(file_name, text.as_bytes()) {
            return Err(vec![*problem]);
        }
        let source = Source::new(file_name, text);
        let split = front_matter::split(&source)
            .map_err(|(offset, problem, advice)| vec![source.problem(offset, None, problem, advice)])?;
        let mut reader = front_matter::reader(&source, split.front_offset);
        let (table, errors) = DeTable::parse_recoverable(split.front);
        for error in errors {
            let offset = split.front_offset + error.span().map_or(0, |span| span.start);
            reader.add(offset, "", format!("this is not TOML ({})", error.message()), toml_advice(error.message()));
        }
        if !reader.problems.is_empty() {
            // What the parser made of broken lines would only give problems that are not there.
            return Err(reader.problems.into_list(file_name));
        }
        let front = front_matter::read(&mut reader, table.get_ref());
        let mut cells = Vec::new();
        let record = front.and_then(|front| record(&mut reader, &split, front, &tables, &mut cells));
        let Reader { problems, warnings, places, .. } = reader;
        match record.filter(|_| problems.is_empty()) {
            Some(record) => Ok(Self { record, warnings: warnings.into_list(file_name), places, cells, source }),
            None => Err(problems.into_list(file_name)),
        }
    }

    /// Whether it may be signed: the rules of form and, with the network's policy, those of disclosure. Empty when all
    /// hold; [`REPORTED`] problems at most.
    pub fn check(&self, policy: &Policy) -> Vec<DraftProblem> {
        check::check(self, policy)
    }
}

fn toml_advice(message: &str) -> &'static str {
    if message.contains("duplicate key") {
        "a key stands once in its section; remove one"
    } else if message.contains("string") || message.contains("quote") {
        "write texts in one pair of quotes, and texts of several lines in \"\"\"three\"\"\""
    } else {
        "write key = \"text\", one a line"
    }
}

fn record(
    reader: &mut Reader<'_>,
    split: &Split<'_>,
    front: Front,
    files: &impl Fn(&str) -> Result<Vec<u8>, String>,
    cells: &mut Vec<CellPlaces>,
) -> Option<Record> {
    match front {
        Front::Withdrawal { withdraws, reason } => {
            if !split.body.trim().is_empty() {
                let offset = split.body_offset + (split.body.len() - split.body.trim_start().len());
                reader.add(offset, "", "a withdrawal has no text", "write why in [reason], and remove this");
            }
            Some(Record::Withdrawal(Withdrawal { withdraws: withdraws?, reason }))
        }
        Front::Content(front) => content(reader, split, *front, files, cells),
    }
}

fn content(
    reader: &mut Reader<'_>,
    split: &Split<'_>,
    front: ContentFront,
    files: &impl Fn(&str) -> Result<Vec<u8>, String>,
    cells: &mut Vec<CellPlaces>,
) -> Option<Record> {
    let (title, summary) = (&front.about.title, &front.about.summary);
    let written = title.iter().chain(summary.iter()).map(|(lang, _)| lang.clone()).collect();
    let before = reader.problems.count();
    let mut parts = body::read(reader, split, front.practice, written);
    let mut take = |part: &str| parts.remove(part).unwrap_or_default();
    let about = About { audience: front.audience.unwrap_or(front.about.audience), ..front.about };
    let content = if front.practice {
        let practice = BestPractice {
            about,
            context: take("context"),
            approach: take("approach"),
            results: take("results"),
            conditions: take("conditions"),
            attachments: front.attachments,
        };
        if practice.approach.is_empty() && reader.problems.count() == before {
            let advice = "write what is done below a line such as `<!-- en approach -->`";
            reader.add(split.body_offset, "approach", "is required in at least one language", advice);
        }
        Content::Practice(practice)
    } else {
        let count = front.tables.len();
        let built: Vec<_> = front.tables.into_iter().filter_map(|table| cube::build(reader, table, files)).collect();
        if built.len() < count && reader.problems.is_empty() {
            // A report without one of its tables must never come of this, whatever was overlooked.
            reader.add(0, "table", "a table could not be read", "compare it with `emn draft new report`");
        }
        let (tables, places) = built.into_iter().unzip();
        *cells = places;
        Content::Report(TrendReport {
            about,
            body: take("body"),
            definitions: front.definitions,
            source: front.source,
            reference_date: front.reference_date,
            tables,
            attachments: front.attachments,
        })
    };
    Some(match (front.correction, content) {
        (Some((supersedes, reason)), content) => Record::Correction(Correction { supersedes, reason, content }),
        (None, Content::Report(report)) => Record::Report(report),
        (None, Content::Practice(practice)) => Record::Practice(practice),
    })
}

#[cfg(test)]
mod tests;
