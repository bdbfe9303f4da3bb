//! What protection and audit come to, cell by cell: the words that suppression, audit, ledger and report share.

use serde::Serialize;

use crate::publication::Publication;

/// What became of a cell, for the publisher only. Readers never learn primary from complementary: the difference
/// itself discloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellStatus {
    /// Published as counted.
    Published,
    /// Suppressed since its count is small (SDMX `CL_CONF_STATUS` A).
    Primary,
    /// A zero, suppressed since zeros are sensitive in this table (local code Z).
    Zero,
    /// Suppressed so that others do not follow from it (D).
    Complementary,
    /// No such persons can exist (structural zero).
    NotApplicable,
}

impl CellStatus {
    /// Whether readers see no value.
    pub fn suppressed(self) -> bool {
        matches!(self, Self::Primary | Self::Zero | Self::Complementary)
    }
}

/// A protected table: what is published, and why it looks as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// As readers will see it: suppressed cells have no value and the flag `c`.
    pub publication: Publication,
    /// Of each cell, by position.
    pub status: Vec<CellStatus>,
    /// The counts, by position. Confidential.
    pub counts: Vec<Option<i64>>,
}

/// The whole numbers that a reader must think possible for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// Least.
    pub low: u64,
    /// Greatest; `None` when nothing bounds it.
    pub high: Option<u64>,
}

impl Interval {
    /// `high − low`; `None` when nothing bounds it.
    pub fn width(self) -> Option<u64> {
        self.high.map(|high| high.saturating_sub(self.low))
    }
}

/// What an interval means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Wide enough.
    Ok,
    /// Narrow or exact, but no small count is among the possible values: suppressed without need.
    Harmless,
    /// The value follows and is small; or, whatever it is, it follows by mere subtraction, which receivers refuse (D3).
    Exact,
    /// Every possible value is small.
    Small,
    /// Narrower than the protection width, and small counts are possible.
    Narrow,
    /// Not decided in time. Counts as exposed.
    Undecided,
}

impl Verdict {
    /// Whether the cell is not protected.
    pub fn exposed(self) -> bool {
        matches!(self, Self::Exact | Self::Small | Self::Narrow | Self::Undecided)
    }
}

/// The audit of one suppressed cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellAudit {
    /// Index of the publication among the new ones; in [`Audit::earlier`] among those published before.
    pub publication: usize,
    /// Position of the cell in its table.
    pub position: usize,
    /// What a reader can derive at least: the true interval lies inside or is equal.
    pub interval: Interval,
    /// What that means.
    pub verdict: Verdict,
    /// For exposed cells, the published sums that betray them, as text; never a derived value.
    pub betrayed_by: Vec<String>,
}

/// How an audit ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every suppressed cell is protected.
    Passed,
    /// At least one is not.
    Exposed,
    /// No counts can fit what is published: a figure is wrong. Says where.
    Inconsistent(String),
    /// Time ran out.
    Unfinished,
}

/// The result of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// How it ended.
    pub outcome: Outcome,
    /// Every suppressed cell of the new publications, and every other cell of them that is exposed, in order; after
    /// [`Outcome::Inconsistent`] possibly none.
    pub cells: Vec<CellAudit>,
    /// Cells of what was published before that were protected until now and are exposed by the new publications.
    pub earlier: Vec<CellAudit>,
    /// What must not be published, whatever the cells come to: a rule about whole tables, groups or versions is broken.
    pub refusals: Vec<String>,
    /// What is allowed but deserves a look, such as a group that shares one property.
    pub warnings: Vec<String>,
    /// How much there was to do.
    pub effort: Effort,
}

impl Audit {
    /// Whether the new publications may go out as far as figures are concerned.
    pub fn passed(&self) -> bool {
        self.outcome == Outcome::Passed && self.refusals.is_empty()
    }
}

/// Size of what an audit had to solve.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Effort {
    /// Cells of all tables that are linked with the new ones, each counted once.
    pub cells: usize,
    /// Unknown counts.
    pub variables: usize,
    /// Sums that contain at least one of them.
    pub equations: usize,
    /// Groups of unknown counts that no sum connects with each other.
    pub components: usize,
    /// Unknown counts of the largest such group.
    pub largest: usize,
    /// Linear programs.
    pub programs: usize,
}
