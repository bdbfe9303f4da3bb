//! The order in which entries arrived at this node.

use std::ops::ControlFlow;

use emn_protocol::ids::LogId;

use super::kv::Order;
use super::layout::{self, Run};
use super::reader::{more_unless, show};
use super::{StoreError, StoreReader};

/// An entry in the order of arrival at this node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Its number: later ones are larger. Numbers of entries that left the accepted set are missing, and never used
    /// again.
    pub number: u64,
    /// Its log.
    pub log: LogId,
    /// Its number in the log.
    pub seq: u64,
}

impl StoreReader {
    /// Accepted entries in the order of arrival, from number `from` on, at most `limit`.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn arrivals(&self, from: u64, limit: usize) -> Result<Vec<Arrival>, StoreError> {
        let mut found = Vec::new();
        if limit == 0 {
            return Ok(found);
        }
        // The run that `from` lies in begins before it.
        let mut start = from;
        self.scan(&layout::runs(0..from), Order::Descending, |key, value| {
            let (first, run) = run_row(key, value)?;
            start = if first + run.count > from { first } else { from };
            Ok(ControlFlow::Break(()))
        })?;
        self.scan(&layout::runs(start..u64::MAX), Order::Ascending, |key, value| {
            let (first, run) = run_row(key, value)?;
            let all = (0..run.count).map(|n| Arrival { number: first + n, log: run.log, seq: run.first + n });
            found.extend(all.skip_while(|arrival| arrival.number < from).take(limit - found.len()));
            Ok(more_unless(found.len() == limit))
        })?;
        Ok(found)
    }

    /// Accepted entries in reverse order of arrival, from the one before number `before` on, at most `limit`. Begin
    /// with `u64::MAX` for the newest.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn arrivals_reverse(&self, before: u64, limit: usize) -> Result<Vec<Arrival>, StoreError> {
        let mut found = Vec::new();
        if limit == 0 {
            return Ok(found);
        }
        self.scan(&layout::runs(0..before), Order::Descending, |key, value| {
            let (first, run) = run_row(key, value)?;
            let count = run.count.min(before - first);
            let all = (0..count).rev().map(|n| Arrival { number: first + n, log: run.log, seq: run.first + n });
            found.extend(all.take(limit - found.len()));
            Ok(more_unless(found.len() == limit))
        })?;
        Ok(found)
    }

    /// Accepted entries of a log from number `from` in the log on, with their arrival numbers. Looks at all arrivals.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn arrivals_of(&self, log: &LogId, from: u64) -> Result<Vec<Arrival>, StoreError> {
        let mut found = Vec::new();
        self.scan(&layout::runs(0..u64::MAX), Order::Ascending, |key, value| {
            let (first, run) = run_row(key, value)?;
            if run.log == *log {
                let all = (0..run.count).map(|n| Arrival { number: first + n, log: run.log, seq: run.first + n });
                found.extend(all.filter(|arrival| arrival.seq >= from));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// The number that the next entry to arrive gets.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn next_arrival(&self) -> Result<u64, StoreError> {
        let value = self.get(&layout::meta(layout::meta::ARRIVAL))?;
        match value {
            Some(value) => {
                layout::number(&value).ok_or_else(|| StoreError::damaged("the number of the next arrival is none"))
            }
            None => Ok(0),
        }
    }
}

pub(super) fn run_row(key: &[u8], value: &[u8]) -> Result<(u64, Run), StoreError> {
    let row = layout::number_of(key).zip(Run::from_bytes(value));
    row.ok_or_else(|| StoreError::damaged(format!("{} is no run of arrivals", show(key))))
}
