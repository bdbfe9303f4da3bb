//! What an interval means for a cell.

use super::system::UNBOUNDED;
use crate::outcome::{Interval, Verdict};

/// How far floating-point results are rounded outward before they become whole numbers.
pub(super) const DOUBT: f64 = 1e-6;

/// What protects a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Goal {
    /// Counts from 1 to below this are small.
    pub(super) least: i128,
    /// Least width of the interval.
    pub(super) width: i128,
    /// Whether a zero is as secret as a small count.
    pub(super) zero: bool,
}

/// The whole numbers that an unknown can be; without an end when `high` is [`UNBOUNDED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Range {
    pub(super) fn width(self) -> i128 {
        if self.high == UNBOUNDED { UNBOUNDED } else { self.high - self.low }
    }

    /// The part that both have in common.
    pub(super) fn within(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    pub(super) fn interval(self) -> Interval {
        let unsigned = |value: i128| u64::try_from(value.max(0)).unwrap_or(u64::MAX);
        Interval { low: unsigned(self.low), high: (self.high != UNBOUNDED).then(|| unsigned(self.high)) }
    }
}

impl Goal {
    pub(super) fn verdict(self, range: Range) -> Verdict {
        let Range { low, high } = range;
        let small = |value: i128| (1..self.least).contains(&value) || value == 0 && self.zero;
        if low == high {
            return if small(low) { Verdict::Exact } else { Verdict::Harmless };
        }
        if low >= 1 && high < self.least {
            return Verdict::Small;
        }
        let narrow = range.width() < self.width;
        match narrow {
            true if low < self.least && high >= 1 => Verdict::Narrow,
            true => Verdict::Harmless,
            false => Verdict::Ok,
        }
    }

    /// Whether a cell is protected for certain, when every whole number of this range is possible.
    pub(super) fn met_by(self, possible: Range) -> bool {
        possible.low < possible.high && possible.width() >= self.width
    }
}

/// The range of whole numbers inside `low..=high`, rounded outward: what bounds a cell at least.
pub(super) fn outward(base: i128, low: f64, high: f64) -> Range {
    let up = if high.is_finite() { base + (high + DOUBT).floor() as i128 } else { UNBOUNDED };
    Range { low: base + (low - DOUBT).ceil() as i128, high: up }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_follow_the_definitions() {
        let goal = Goal { least: 5, width: 4, zero: false };
        let of = |low, high| goal.verdict(Range { low, high });
        assert_eq!(of(3, 3), Verdict::Exact);
        assert_eq!(of(0, 0), Verdict::Harmless);
        assert_eq!(Goal { zero: true, ..goal }.verdict(Range { low: 0, high: 0 }), Verdict::Exact);
        assert_eq!(of(1, 4), Verdict::Small);
        assert_eq!(of(1, 5), Verdict::Ok);
        assert_eq!(of(2, 5), Verdict::Narrow);
        assert_eq!(of(0, 3), Verdict::Narrow);
        assert_eq!(of(0, 4), Verdict::Ok);
        assert_eq!(of(4, 7), Verdict::Narrow);
        assert_eq!(of(5, 7), Verdict::Harmless);
        assert_eq!(of(7, 7), Verdict::Harmless);
        assert_eq!(of(1, UNBOUNDED), Verdict::Ok);
    }

    #[test]
    fn rounding_goes_outward() {
        assert_eq!(outward(1, 0.0000001, 3.9999999), Range { low: 1, high: 5 });
        assert_eq!(outward(1, 0.5, 3.5), Range { low: 2, high: 4 });
        assert_eq!(outward(0, 0.0, f64::INFINITY).high, UNBOUNDED);
    }
}
