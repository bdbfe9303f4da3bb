//! What protection cost: in cells and in the sum of their counts.

use serde::Serialize;

use crate::outcome::{CellStatus, Protected};

/// A number of cells with the sum of their counts. Cells of margins count like all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Lost {
    /// Cells.
    pub cells: u64,
    /// Share of all counted cells, 0 to 1, to four digits.
    pub share_of_cells: f64,
    /// Sum of their counts.
    pub sum: u64,
    /// Share of the sum of all counted cells, 0 to 1, to four digits.
    pub share_of_sum: f64,
}

/// What was lost, beside what suppressing the unsafe cells alone would have cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Loss {
    /// All cells with a count.
    pub counted: Lost,
    /// Of those, the published ones.
    pub published: Lost,
    /// Of those, the suppressed ones.
    pub suppressed: Lost,
    /// Suppressed since they are small.
    pub primary: Lost,
    /// Suppressed zeros.
    pub zero: Lost,
    /// Suppressed to protect others.
    pub complementary: Lost,
    /// Cells that are not applicable.
    pub not_applicable: u64,
    /// Cells without a count that is known.
    pub unknown: u64,
}

impl Loss {
    /// Adds up a table whose parts are one for each cell.
    pub(super) fn of(protected: &Protected) -> Self {
        let mut loss = Self::default();
        for (status, count) in protected.status.iter().zip(&protected.counts) {
            let Some(count) = count else {
                match status {
                    CellStatus::NotApplicable => loss.not_applicable += 1,
                    _ => loss.unknown += 1,
                }
                continue;
            };
            let count = count.unsigned_abs();
            loss.counted.add(count);
            match status {
                CellStatus::Published => loss.published.add(count),
                CellStatus::Primary => loss.primary.add(count),
                CellStatus::Zero => loss.zero.add(count),
                CellStatus::Complementary => loss.complementary.add(count),
                CellStatus::NotApplicable => loss.not_applicable += 1,
            }
            if status.suppressed() {
                loss.suppressed.add(count);
            }
        }
        let whole = loss.counted;
        let parts = [&mut loss.counted, &mut loss.published, &mut loss.suppressed, &mut loss.primary, &mut loss.zero];
        parts.into_iter().chain([&mut loss.complementary]).for_each(|part| part.share(whole));
        loss
    }
}

impl Lost {
    fn add(&mut self, count: u64) {
        self.cells += 1;
        // A sum for people: one beyond 64 bits is a mistake in the table anyway.
        self.sum = self.sum.saturating_add(count);
    }

    fn share(&mut self, whole: Self) {
        self.share_of_cells = share(self.cells, whole.cells);
        self.share_of_sum = share(self.sum, whole.sum);
    }
}

/// `part / whole` to four digits; 0 of nothing.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0
}
