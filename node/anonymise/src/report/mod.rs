//! The disclosure report: what became of each cell, why, and what that cost. For the publisher only, since the
//! difference between a small count and a cell that protects one is itself a disclosure.
//!
//! A [`Report`] is data; it is shown as text for a terminal ([`Report::text`]), as JSON ([`Report::json`]) and as one
//! page of HTML ([`Report::html`]). None of them shows the count of a suppressed cell: what is lost with the report is
//! then not lost with it. For readers there is [`MethodStatement`], which knows nothing but the public table.

mod cells;
mod grid;
mod html;
mod loss;
mod statement;
mod text;
mod words;

use serde::Serialize;

pub use cells::SuppressedCell;
pub use html::{content_security_policy, style_hash};
pub use loss::{Loss, Lost};
pub use statement::MethodStatement;
pub use words::{Axis, AxisCode};

use crate::outcome::{Audit, CellStatus, Outcome, Protected};
use crate::policy::Policy;

/// Name and version of the JSON form.
pub const FORMAT: &str = "emn-disclosure-report/1";

/// What every form of the report says first.
pub const CONFIDENTIAL: &str =
    "CONFIDENTIAL. For the publisher only: it tells small counts from cells that protect them. Do not pass it on.";

/// What no protection of a table can promise.
pub const LIMITS: &str = "The audit is exact for the sums that the tables declare. It cannot know of relations that \
    nobody declared, of tables that others publish about the same persons, or of what a reader knows about a person.";

/// A report that cannot be made, since its parts do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// Statuses, counts or values are not one for each cell.
    #[error("the table has {cells} cells, but {what} are given for {given}")]
    Shape {
        /// Cells that the dimensions span.
        cells: usize,
        /// What there is too much or too little of.
        what: &'static str,
        /// Number given.
        given: usize,
    },
    /// The audit is of another table.
    #[error("the audit judges cell {position}, which this table does not suppress")]
    Foreign {
        /// Position of the cell.
        position: usize,
    },
}

/// The disclosure report of one table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`CONFIDENTIAL`].
    pub notice: &'static str,
    /// Where the table stands.
    pub source: String,
    /// Id of the table.
    pub table: String,
    /// Its title, in the best language there is.
    pub title: String,
    /// Language of the title, if there is one.
    pub title_language: Option<String>,
    /// What is counted.
    pub measure: String,
    /// In which unit.
    pub unit: String,
    /// Digits after the decimal point of every value.
    pub decimals: u8,
    /// The rules that were followed.
    pub policy: Policy,
    /// Whether nothing speaks against publishing: the audit passed, and it judged every suppressed cell.
    pub publishable: bool,
    /// How the audit ended.
    pub outcome: Outcome,
    /// Number of suppressed cells that are not protected.
    pub exposed: usize,
    /// What is lost.
    pub loss: Loss,
    /// What deserves a look.
    pub warnings: Vec<String>,
    /// The dimensions, with labels.
    pub dimensions: Vec<Axis>,
    /// What readers see, by position.
    pub values: Vec<Option<i64>>,
    /// What became of each cell, by position.
    pub status: Vec<CellStatus>,
    /// The suppressed cells by position, exposed or not.
    pub suppressed: Vec<SuppressedCell>,
    /// [`LIMITS`].
    pub limits: &'static str,
}

impl Report {
    /// Makes the report of one protected table. `publication` is its index in the audit, `languages` those wanted for
    /// labels, the best first. A suppressed cell that the audit does not judge counts as exposed.
    ///
    /// # Errors
    /// When statuses, counts, values and audit do not belong to the same table.
    pub fn new(
        protected: &Protected,
        audit: &Audit,
        publication: usize,
        policy: &Policy,
        languages: &[&str],
    ) -> Result<Self, ReportError> {
        check_shape(protected)?;
        let table = &protected.publication.table;
        let dimensions = words::axes(table, languages);
        let suppressed = cells::suppressed(protected, audit, publication, policy, &dimensions)?;
        let exposed = suppressed.iter().filter(|cell| cell.verdict.exposed()).count();
        let title = table.title.best(languages);
        Ok(Self {
            format: FORMAT,
            notice: CONFIDENTIAL,
            source: words::clean(&protected.publication.source),
            table: table.id.to_string(),
            title: title.map_or_else(|| table.id.to_string(), |(_, text)| words::clean(text)),
            title_language: title.map(|(lang, _)| lang.to_string()),
            measure: table.measure.id.to_string(),
            unit: table.measure.unit.to_string(),
            decimals: table.measure.decimals,
            policy: policy.clone(),
            publishable: audit.outcome == Outcome::Passed && exposed == 0,
            outcome: match &audit.outcome {
                Outcome::Inconsistent(place) => Outcome::Inconsistent(words::clean(place)),
                other => other.clone(),
            },
            exposed,
            loss: Loss::of(protected),
            warnings: audit.warnings.iter().map(|warning| words::clean(warning)).collect(),
            dimensions,
            values: table.values.clone(),
            status: protected.status.clone(),
            suppressed,
            limits: LIMITS,
        })
    }

    /// As JSON, indented. Field names are stable within one [`FORMAT`].
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report has only text keys and finite numbers")
    }

    /// The result in one sentence.
    pub fn result(&self) -> String {
        match &self.outcome {
            Outcome::Inconsistent(place) => format!("Not publishable: the figures contradict each other ({place})."),
            Outcome::Unfinished => {
                format!("Not publishable: the audit did not end in time; {} not shown to be safe.", some(self.exposed))
            }
            _ if self.exposed > 0 => format!("Not publishable: {} exposed.", some(self.exposed)),
            Outcome::Exposed => "Not publishable: the audit found exposed cells in another table.".to_owned(),
            Outcome::Passed if self.suppressed.is_empty() => "Publishable: no cell had to be suppressed.".to_owned(),
            Outcome::Passed => "Publishable: every suppressed cell is protected.".to_owned(),
        }
    }

    /// The suppressed cells, exposed ones first, each group by position.
    fn worst_first(&self) -> Vec<&SuppressedCell> {
        let (mut exposed, fine): (Vec<_>, Vec<_>) = self.suppressed.iter().partition(|cell| cell.verdict.exposed());
        exposed.extend(fine);
        exposed
    }

    /// The suppressed cell at a position.
    fn suppressed_at(&self, position: usize) -> Option<&SuppressedCell> {
        let index = self.suppressed.binary_search_by_key(&position, |cell| cell.position).ok()?;
        self.suppressed.get(index)
    }
}

/// `1 suppressed cell is`, `2 suppressed cells are`.
fn some(cells: usize) -> String {
    if cells == 1 {
        "1 suppressed cell is".to_owned()
    } else {
        format!("{} suppressed cells are", words::grouped(cells as u64))
    }
}

fn check_shape(protected: &Protected) -> Result<(), ReportError> {
    let table = &protected.publication.table;
    let cells = table.cells().unwrap_or(usize::MAX);
    let parts =
        [("values", table.values.len()), ("statuses", protected.status.len()), ("counts", protected.counts.len())];
    match parts.into_iter().find(|(_, given)| *given != cells) {
        Some((what, given)) => Err(ReportError::Shape { cells, what, given }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
