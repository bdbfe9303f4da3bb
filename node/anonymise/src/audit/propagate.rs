//! What follows from one sum at a time, in whole numbers, until nothing new follows.

use std::collections::VecDeque;

use super::system::{Bounds, Row, UNBOUNDED};

/// Visits of a term at most, for each term there is: bounds that creep by one at a time would go on for ever. Stopping
/// early is safe, bounds are only wider than need be.
const VISITS: usize = 100;

/// Largest count of a record.
const LARGEST: i128 = i64::MAX as i128;

/// No unknown was bounded by a sum yet.
const NOBODY: u32 = u32::MAX;

/// Marks references to several rows at once; the number of rows stays below.
const SEVERAL: u32 = 1 << 31;

/// Bounds of each unknown, and the rows they come from.
#[derive(Debug, Clone)]
pub(super) struct Propagation {
    pub(super) bounds: Vec<Bounds>,
    low_by: Vec<u32>,
    high_by: Vec<u32>,
    /// Rows behind bounds that do not follow from one row alone; referred to by [`SEVERAL`] and the index.
    several: Vec<Vec<u32>>,
}

/// The row that no values within the bounds can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Impossible(pub(super) u32);

impl Propagation {
    pub(super) fn new(bounds: Vec<Bounds>) -> Self {
        let count = bounds.len();
        Self { bounds, low_by: vec![NOBODY; count], high_by: vec![NOBODY; count], several: Vec::new() }
    }

    /// Takes a bound that was found in another way and follows from `rows`; whether it was news.
    pub(super) fn tighten(&mut self, unknown: u32, bounds: Bounds, rows: Vec<u32>) -> bool {
        let at = unknown as usize;
        let row = SEVERAL | super::system::index(self.several.len());
        self.several.push(rows);
        let own = self.bounds[at];
        let (low, high) = (own.low.max(bounds.low), own.high.min(bounds.high));
        if low > own.low {
            self.low_by[at] = row;
        }
        if high < own.high {
            self.high_by[at] = row;
        }
        // What leaves nothing is a contradiction, which propagation reports with the row where it shows.
        self.bounds[at] = if low <= high { Bounds { low, high } } else { own };
        self.bounds[at] != own
    }

    /// Follows all rows from those in `start`. `expired` ends it early.
    ///
    /// # Errors
    /// A row that cannot hold.
    pub(super) fn run(
        &mut self,
        rows: &[Row],
        rows_of: &[Vec<u32>],
        start: impl Iterator<Item = u32>,
        expired: &(dyn Fn() -> bool + Sync),
    ) -> Result<(), Impossible> {
        let mut waiting: VecDeque<u32> = start.collect();
        let mut queued = vec![false; rows.len()];
        waiting.iter().for_each(|row| queued[*row as usize] = true);
        let mut left = rows.iter().map(|row| row.terms.len()).sum::<usize>().saturating_mul(VISITS);
        let mut changed = Vec::new();
        while let Some(row) = waiting.pop_front() {
            queued[row as usize] = false;
            let terms = rows[row as usize].terms.len();
            if left < terms || (left % 64 == 0 && expired()) {
                break;
            }
            left -= terms;
            self.follow(row, &rows[row as usize], &mut changed)?;
            for unknown in changed.drain(..) {
                for &next in &rows_of[unknown as usize] {
                    if !std::mem::replace(&mut queued[next as usize], true) {
                        waiting.push_back(next);
                    }
                }
            }
        }
        Ok(())
    }

    /// Tightens the unknowns of one row by the bounds of the others.
    fn follow(&mut self, index: u32, row: &Row, changed: &mut Vec<u32>) -> Result<(), Impossible> {
        let activity = Activity::of(row, &self.bounds);
        if activity.endless_low == 0 && activity.low > row.sum || activity.endless_high == 0 && activity.high < row.sum
        {
            return Err(Impossible(index));
        }
        for &(unknown, coefficient) in &row.terms {
            let (own, factor) = (self.bounds[unknown as usize], i128::from(coefficient));
            let (mut low, mut high) = (own.low, own.high);
            let others_least = activity.least_without(factor, own);
            let others_most = activity.most_without(factor, own);
            // `factor · unknown` is at most `sum − others_least` and at least `sum − others_most`.
            let (above, below) = if factor > 0 { (others_least, others_most) } else { (others_most, others_least) };
            if let Some(others) = above {
                high = high.min(quotient(row.sum - others, factor, false));
            }
            if let Some(others) = below {
                low = low.max(quotient(row.sum - others, factor, true));
            }
            if low > high || low > LARGEST {
                return Err(Impossible(index));
            }
            if low > own.low || high < own.high {
                if low > own.low {
                    self.low_by[unknown as usize] = index;
                }
                if high < own.high {
                    self.high_by[unknown as usize] = index;
                }
                self.bounds[unknown as usize] = Bounds { low, high };
                changed.push(unknown);
            }
        }
        Ok(())
    }

    /// The rows that the bounds of an unknown follow from, the nearest first; `limit` at most.
    pub(super) fn reasons(&self, unknown: u32, rows: &[Row], limit: usize) -> Vec<u32> {
        let (mut found, mut seen) = (Vec::new(), vec![unknown]);
        let mut waiting = VecDeque::from([unknown]);
        while let Some(at) = waiting.pop_front() {
            let (low, high) = (self.low_by[at as usize], self.high_by[at as usize]);
            for row in self.expand(low).chain(self.expand(high)) {
                if found.contains(&row) || found.len() >= limit {
                    continue;
                }
                found.push(row);
                for &(next, _) in rows[row as usize].terms.iter().take(200) {
                    if !seen.contains(&next) && seen.len() < 400 {
                        seen.push(next);
                        waiting.push_back(next);
                    }
                }
            }
        }
        found
    }

    /// The rows that a reference stands for.
    fn expand(&self, by: u32) -> impl Iterator<Item = u32> + '_ {
        let several = by != NOBODY && by & SEVERAL != 0;
        let many = if several { self.several[(by & !SEVERAL) as usize].as_slice() } else { &[] };
        let one = (by != NOBODY && !several).then_some(by);
        one.into_iter().chain(many.iter().copied())
    }
}

/// `bound / factor`, rounded up or down.
fn quotient(bound: i128, factor: i128, up: bool) -> i128 {
    let (bound, size) = if factor < 0 { (-bound, -factor) } else { (bound, factor) };
    if up { -(-bound).div_euclid(size) } else { bound.div_euclid(size) }
}

/// The least and the greatest that the terms of a row add up to.
struct Activity {
    low: i128,
    high: i128,
    /// Terms without a bound on that side.
    endless_low: usize,
    endless_high: usize,
}

impl Activity {
    fn of(row: &Row, bounds: &[Bounds]) -> Self {
        let mut activity = Self { low: 0, high: 0, endless_low: 0, endless_high: 0 };
        for &(unknown, coefficient) in &row.terms {
            let (low, high) = ends(i128::from(coefficient), bounds[unknown as usize]);
            match low {
                Some(low) => activity.low += low,
                None => activity.endless_low += 1,
            }
            match high {
                Some(high) => activity.high += high,
                None => activity.endless_high += 1,
            }
        }
        activity
    }

    /// The least of all other terms, if anything bounds it.
    fn least_without(&self, factor: i128, own: Bounds) -> Option<i128> {
        match ends(factor, own).0 {
            Some(low) => (self.endless_low == 0).then_some(self.low - low),
            None => (self.endless_low == 1).then_some(self.low),
        }
    }

    /// The most of all other terms, if anything bounds it.
    fn most_without(&self, factor: i128, own: Bounds) -> Option<i128> {
        match ends(factor, own).1 {
            Some(high) => (self.endless_high == 0).then_some(self.high - high),
            None => (self.endless_high == 1).then_some(self.high),
        }
    }
}

/// Least and greatest of `factor · unknown`; `None` without a bound.
fn ends(factor: i128, bounds: Bounds) -> (Option<i128>, Option<i128>) {
    let at_low = Some(factor * bounds.low);
    let at_high = (bounds.high != UNBOUNDED).then(|| factor * bounds.high);
    if factor > 0 { (at_low, at_high) } else { (at_high, at_low) }
}
