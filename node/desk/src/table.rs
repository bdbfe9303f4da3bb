//! A table of a draft: protected, with the reasons for what is missing in it. Counts never lie on the desk.

use std::collections::BTreeMap;

use emn_anonymise::outcome::{CellStatus, Verdict};
use emn_anonymise::report::{Report, SuppressedCell};
use emn_protocol::record::Table;
use emn_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Why a cell is suppressed. For publisher and approver only: readers never learn which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hidden {
    /// Its count is small.
    Small,
    /// It is a zero, and zeros are sensitive in this table.
    Zero,
    /// It is large enough, but others could be worked out with it.
    Protecting,
}

/// What a reader can work out of a suppressed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Too little to matter.
    Protected,
    /// No small count is among the possible values: it is suppressed without need.
    Harmless,
    /// Too much, or the audit did not decide: the gate will refuse the table.
    Exposed,
}

/// Why a cell has no value, and what a reader can work out. Holds no count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellReason {
    /// Position in the table's values.
    pub position: usize,
    /// Why it is suppressed.
    pub hidden: Hidden,
    /// What the audit found.
    pub finding: Finding,
    /// The least value that a reader must think possible.
    pub low: Option<u64>,
    /// The greatest, if anything bounds it.
    pub high: Option<u64>,
}

impl CellReason {
    fn of(cell: &SuppressedCell) -> Option<Self> {
        let hidden = match cell.status {
            CellStatus::Primary => Hidden::Small,
            CellStatus::Zero => Hidden::Zero,
            CellStatus::Complementary => Hidden::Protecting,
            CellStatus::Published | CellStatus::NotApplicable => return None,
        };
        let finding = match cell.verdict {
            Verdict::Ok => Finding::Protected,
            Verdict::Harmless => Finding::Harmless,
            Verdict::Exact | Verdict::Small | Verdict::Narrow | Verdict::Undecided => Finding::Exposed,
        };
        let interval = cell.interval;
        Some(Self {
            position: cell.position,
            hidden,
            finding,
            low: interval.map(|interval| interval.low),
            high: interval.and_then(|interval| interval.high),
        })
    }
}

/// A table of a draft. What people may change of it are its title, notes and labels: with another id, or other figures,
/// the ledger would not find its counts again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTable {
    /// As readers will see it; its method says how it was protected.
    pub table: Table,
    /// The suppressed cells, by position.
    pub cells: Vec<CellReason>,
    /// What deserves a look, such as a group that shares one property; English sentences.
    pub warnings: Vec<String>,
    /// What the table holds for all its cells, such as `geo` and `TIME_PERIOD`: what it was protected with.
    pub context: BTreeMap<String, String>,
    /// Name of the file that it was made from; empty when it came as a finished table.
    pub source: String,
    /// When it was made.
    pub made_at: Timestamp,
}

impl DraftTable {
    /// A table that was made here, with the reasons of its report. `source` names the file that was counted.
    pub fn made(
        table: Table,
        report: Option<&Report>,
        context: BTreeMap<String, String>,
        source: &str,
        now: Timestamp,
    ) -> Self {
        let cells =
            report.map_or_else(Vec::new, |report| report.suppressed.iter().filter_map(CellReason::of).collect());
        let warnings = report.map_or_else(Vec::new, |report| report.warnings.clone());
        Self { table, cells, warnings, context, source: source.to_owned(), made_at: now }
    }

    /// A table that came finished, inside a record: nothing is known of how it was protected but what it says itself.
    pub fn finished(table: Table, now: Timestamp) -> Self {
        Self::made(table, None, BTreeMap::new(), "", now)
    }

    /// How many of its cells readers do not see.
    pub fn suppressed(&self) -> usize {
        self.table.flags.values().filter(|flags| flags.suppressed()).count()
    }

    /// Whether every position that is named lies in the table, so that it can be shown.
    pub(crate) fn well_formed(&self) -> bool {
        let cells = self.table.values.len();
        self.table.cells() == Some(cells)
            && self.table.flags.keys().all(|position| (*position as usize) < cells)
            && self.cells.iter().all(|cell| cell.position < cells)
    }
}
