//! What the report says about one suppressed cell.

use serde::Serialize;

use super::ReportError;
use super::words::{Axis, clean};
use crate::outcome::{Audit, CellAudit, CellStatus, Interval, Protected, Verdict};
use crate::policy::Policy;

/// A suppressed cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuppressedCell {
    /// Its position in the table.
    pub position: usize,
    /// Its code in each dimension.
    pub codes: Vec<String>,
    /// The label of each code.
    pub labels: Vec<String>,
    /// Why it is suppressed.
    pub status: CellStatus,
    /// What a reader can derive; `None` when the audit did not come to it.
    pub interval: Option<Interval>,
    /// What that means.
    pub verdict: Verdict,
    /// Why it is suppressed, in a sentence.
    pub reason: String,
    /// What the audit found, in a sentence.
    pub finding: String,
    /// For an exposed cell, the published sums that betray it.
    pub betrayed_by: Vec<String>,
}

/// The suppressed cells of a table, by position.
pub(super) fn suppressed(
    protected: &Protected,
    audit: &Audit,
    publication: usize,
    policy: &Policy,
    axes: &[Axis],
) -> Result<Vec<SuppressedCell>, ReportError> {
    let judged = judged(protected, audit, publication)?;
    let strides = protected.publication.table.strides();
    let cell = |(position, status): (usize, &CellStatus)| {
        let codes: Vec<_> =
            axes.iter().zip(&strides).map(|(axis, stride)| &axis.codes[position / stride % axis.codes.len()]).collect();
        let found = judged[position];
        let verdict = found.map_or(Verdict::Undecided, |found| found.verdict);
        let interval = found.map(|found| found.interval);
        SuppressedCell {
            position,
            codes: codes.iter().map(|code| code.code.clone()).collect(),
            labels: codes.iter().map(|code| code.label.clone()).collect(),
            status: *status,
            interval,
            verdict,
            reason: reason(*status, policy),
            finding: finding(verdict, interval, policy),
            betrayed_by: found.map_or_else(Vec::new, |found| found.betrayed_by.iter().map(|sum| clean(sum)).collect()),
        }
    };
    Ok(protected.status.iter().enumerate().filter(|(_, status)| status.suppressed()).map(cell).collect())
}

/// The audit of each cell, by position.
fn judged<'a>(
    protected: &Protected,
    audit: &'a Audit,
    publication: usize,
) -> Result<Vec<Option<&'a CellAudit>>, ReportError> {
    let mut judged = vec![None; protected.status.len()];
    for cell in audit.cells.iter().filter(|cell| cell.publication == publication) {
        let suppressed = protected.status.get(cell.position).is_some_and(|status| status.suppressed());
        if !suppressed {
            return Err(ReportError::Foreign { position: cell.position });
        }
        judged[cell.position] = Some(cell);
    }
    Ok(judged)
}

fn reason(status: CellStatus, policy: &Policy) -> String {
    match status {
        CellStatus::Primary => format!("Its count is below {}.", policy.min_frequency),
        CellStatus::Zero => "It is a zero, and zeros are sensitive in this table.".to_owned(),
        CellStatus::Complementary => {
            "It is large enough, but with it other suppressed cells could be worked out.".to_owned()
        }
        CellStatus::Published | CellStatus::NotApplicable => String::new(),
    }
}

fn finding(verdict: Verdict, interval: Option<Interval>, policy: &Policy) -> String {
    let between = interval.map_or_else(String::new, |interval| match interval.high {
        Some(high) if high == interval.low => format!("A reader can work out the value: {high}."),
        Some(high) => format!("A reader can work out that it lies between {} and {high}.", interval.low),
        None => format!("A reader can work out that it is at least {}.", interval.low),
    });
    let meaning = match verdict {
        Verdict::Ok => "That is wide enough.".to_owned(),
        Verdict::Harmless => format!("That is at least {}: it is suppressed without need.", policy.min_frequency),
        Verdict::Exact => "Exposed: that is a count to be protected.".to_owned(),
        Verdict::Small => format!("Exposed: every possible value is below {}.", policy.min_frequency),
        Verdict::Narrow => {
            format!("Exposed: a width of {} is needed where small counts are possible.", policy.width)
        }
        Verdict::Undecided => "The audit did not decide on it, so it counts as exposed.".to_owned(),
    };
    if between.is_empty() || verdict == Verdict::Undecided { meaning } else { format!("{between} {meaning}") }
}
