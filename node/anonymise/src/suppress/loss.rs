//! What suppression costs the reader.

use serde::Serialize;

use crate::outcome::{CellStatus, Protected};

/// Information loss of a protected table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Loss {
    /// Cells of the table that can have a count.
    pub cells: usize,
    /// Cells that are suppressed: the sum of the next two.
    pub suppressed_cells: usize,
    /// Suppressed since they are sensitive.
    pub primary: usize,
    /// Suppressed to protect others.
    pub complementary: usize,
    /// Sum of the suppressed counts; persons stand in several cells, as everywhere in a table with totals.
    pub suppressed_sum: u128,
    /// Sum of all counts.
    pub total_sum: u128,
    /// Cost of the complementary cells, `Σ (1 + ln(1 + count))`.
    pub complementary_cost: f64,
}

impl Loss {
    /// Measures a table.
    pub fn of(protected: &Protected) -> Self {
        let mut loss = Self::default();
        for (status, count) in protected.status.iter().zip(&protected.counts) {
            let count = count.unwrap_or(0).unsigned_abs();
            loss.cells += usize::from(*status != CellStatus::NotApplicable);
            loss.total_sum += u128::from(count);
            loss.primary += usize::from(matches!(status, CellStatus::Primary | CellStatus::Zero));
            if *status == CellStatus::Complementary {
                loss.complementary += 1;
                loss.complementary_cost += 1.0 + logarithm(count);
            }
            if status.suppressed() {
                loss.suppressed_cells += 1;
                loss.suppressed_sum += u128::from(count);
            }
        }
        loss
    }
}

#[expect(clippy::cast_precision_loss, reason = "a cost needs no exactness")]
fn logarithm(count: u64) -> f64 {
    (count as f64).ln_1p()
}
