//! The protected table, with the reason for each suppressed cell.

use askama::Template;

use super::grid::{Grid, Mark};
use super::way::Way;
use crate::Frame;

/// How a table was protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Protection {
    /// Cells are suppressed.
    #[default]
    Suppressed,
    /// Values are rounded to multiples of this.
    Rounded(u64),
    /// It came protected.
    Finished,
}

/// What was counted.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// Rows of the file.
    pub rows: u64,
    /// Persons.
    pub persons: u64,
    /// Rows of persons who were counted already.
    pub repeated: u64,
    /// By dimension, persons of whom it is not known.
    pub unknown: Vec<(String, u64)>,
    /// Dimensions in which a person may stand under several codes.
    pub overlapping: Vec<String>,
}

/// A line of what protection costs.
#[derive(Debug, Clone)]
pub struct LossLine {
    /// The text that names it.
    pub text: &'static str,
    /// Cells.
    pub cells: u64,
    /// Share of all cells, in tenths of a percent.
    pub share: i64,
    /// Share of the sum of all counts, in tenths of a percent.
    pub share_of_sum: i64,
}

/// A suppressed cell, and why.
#[derive(Debug, Clone)]
pub struct SuppressedLine {
    /// Labels of its codes.
    pub cell: String,
    /// Why.
    pub mark: Mark,
    /// What a reader can derive at least.
    pub low: Option<u64>,
    /// And at most.
    pub high: Option<u64>,
    /// Whether that is too much.
    pub exposed: bool,
}

impl SuppressedLine {
    /// What a reader can derive, in words.
    pub fn interval(&self, frame: &Frame) -> String {
        let number = |number: u64| frame.number(number);
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                frame.tx("publish-interval-between", &[("low", &number(low)), ("high", &number(high))])
            }
            (Some(low), None) => frame.tx("publish-interval-from", &[("low", &number(low))]),
            _ => frame.t("publish-interval-unknown"),
        }
    }
}

/// The table as readers will see it, and for the publisher's eyes why.
#[derive(Template)]
#[template(path = "publish_table.html")]
pub struct TablePage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// Names this very table, so that no other is accepted in its place.
    pub name: &'a str,
    /// The table.
    pub grid: &'a Grid,
    /// How it was protected.
    pub protection: Protection,
    /// Counts below this are sensitive.
    pub min_frequency: u64,
    /// What is usual for victims and minors, when that is more.
    pub careful: Option<u64>,
    /// What was counted; of a finished table nothing.
    pub counted: Option<&'a Counted>,
    /// What it cost.
    pub loss: &'a [LossLine],
    /// Suppressed cells, those that need a look first.
    pub suppressed: &'a [SuppressedLine],
    /// Suppressed cells that are not listed.
    pub unlisted: u64,
    /// Why it may not be published; empty when it may.
    pub refusals: &'a [String],
    /// What deserves a look.
    pub warnings: &'a [String],
}

impl TablePage<'_> {
    /// How it was protected, in words.
    fn lead(&self) -> String {
        match self.protection {
            Protection::Suppressed => self.frame.tc("publish-table-lead-suppressed", self.min_frequency),
            Protection::Rounded(base) => self.frame.tc("publish-table-lead-rounded", base),
            Protection::Finished => self.frame.t("publish-table-lead-finished"),
        }
    }

    fn exposed(&self) -> bool {
        self.suppressed.iter().any(|line| line.exposed)
    }

    fn all_suppressed(&self) -> u64 {
        self.unlisted.saturating_add(self.suppressed.len() as u64)
    }
}
