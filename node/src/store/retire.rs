//! Moving entries out of the accepted set: a log forked, or the roster no longer allows its end.
//!
//! The log's head is lowered first, in one batch with a note of what is still to move; from then on nobody sees the
//! entries. Moving them goes in small batches, for a log may be long, and is taken up again after a crash.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use bytes::Bytes;
use emn_protocol::ids::LogId;
use emn_protocol::sync::{Evidence, LogState};

use super::arrivals::run_row;
use super::kv::{Batch, Order};
use super::layout::{self, Place, Run};
use super::reader::{more_unless, no_entry};
use super::{Store, StoreError, StoreReader, frame};

/// Entries moved in one batch, and their bytes: what is held in memory meanwhile.
const MOVE_ENTRIES: usize = 256;
const MOVE_BYTES: usize = 2 << 20;

/// Runs looked at for one batch.
const CUT_RUNS: usize = 1024;

impl Store {
    /// Keeps a proof that a log forked, and moves its entries from the fork on out of the accepted set. A proof of an
    /// earlier fork of the log replaces one of a later fork; otherwise the first one stays.
    ///
    /// # Errors
    /// [`StoreError::NotEvidence`] when the frames are not two entries with that number, [`StoreError::Damaged`],
    /// [`StoreError::Kv`].
    pub fn freeze(&mut self, evidence: &Evidence) -> Result<(), StoreError> {
        self.finish_retiring()?;
        let Evidence { log, seq, frames } = evidence;
        check_evidence(evidence)?;
        let before = self.frontier.get(log);
        if !before.open_for(*seq) {
            return Ok(());
        }
        let mut batch = Batch::new();
        for (index, frame) in (0..).zip(frames) {
            self.replace(&mut batch, layout::evidence(log, index), frame)?;
        }
        let after = LogState { frozen: Some(*seq), ..self.lowered(log, before, *seq)? };
        self.retire(*log, before, after, batch)
    }

    /// Moves a log's entries from number `height` on out of the accepted set.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Kv`].
    pub fn truncate(&mut self, log: &LogId, height: u64) -> Result<(), StoreError> {
        self.finish_retiring()?;
        let before = self.frontier.get(log);
        if before.height <= height {
            return Ok(());
        }
        let after = self.lowered(log, before, height)?;
        self.retire(*log, before, after, Batch::new())
    }

    /// The state of a log of which `height` entries stay, if it has so many.
    fn lowered(&self, log: &LogId, state: LogState, height: u64) -> Result<LogState, StoreError> {
        if state.height <= height {
            return Ok(state);
        }
        let Some(last) = height.checked_sub(1) else {
            return Ok(LogState { frozen: state.frozen, ..LogState::default() });
        };
        let last = self.reader.stored(log, last)?.ok_or_else(|| no_entry(&layout::entry(log, last)))?;
        Ok(LogState { height, head: Some(last.id), roster: last.roster, frozen: state.frozen })
    }

    fn retire(&mut self, log: LogId, before: LogState, after: LogState, mut batch: Batch) -> Result<(), StoreError> {
        if after == LogState::default() {
            batch.delete(layout::head(&log));
        } else {
            batch.put(layout::head(&log), layout::head_bytes(&after));
        }
        let moves = after.height < before.height;
        if moves {
            batch.put(layout::retiring(&log), after.height.to_be_bytes().to_vec());
        }
        self.kv.apply(batch)?;
        self.frontier.set(log, after);
        if moves {
            self.retiring.insert(log, after.height);
        }
        self.finish_retiring()
    }

    /// Moves what is still to be moved: the second half of a freeze or truncation, perhaps of one before a crash.
    pub(super) fn finish_retiring(&mut self) -> Result<(), StoreError> {
        while let Some((log, height)) = self.retiring.first_key_value().map(|(log, height)| (*log, *height)) {
            self.cut_runs(&log, height)?;
            while self.move_entries(&log, height)? {}
            let mut batch = Batch::new();
            batch.delete(layout::retiring(&log));
            self.kv.apply(batch)?;
            self.retiring.remove(&log);
        }
        Ok(())
    }

    /// Takes entries from `height` on out of the order of arrival.
    fn cut_runs(&self, log: &LogId, height: u64) -> Result<(), StoreError> {
        let mut from = 0;
        loop {
            let mut batch = Batch::new();
            let mut seen = 0;
            self.reader.scan(&layout::runs(from..u64::MAX), Order::Ascending, |key, value| {
                let (number, run) = run_row(key, value)?;
                if run.log == *log && run.first + run.count > height {
                    match height.checked_sub(run.first).filter(|count| *count > 0) {
                        Some(count) => batch.put(key.to_vec(), Run { count, ..run }.to_bytes()),
                        None => batch.delete(key.to_vec()),
                    }
                }
                (from, seen) = (number + 1, seen + 1);
                Ok(more_unless(seen == CUT_RUNS))
            })?;
            if !batch.is_empty() {
                self.kv.apply(batch)?;
            }
            if seen < CUT_RUNS {
                return Ok(());
            }
        }
    }

    /// Moves one batch of entries from `height` on; returns whether there was one.
    fn move_entries(&self, log: &LogId, height: u64) -> Result<bool, StoreError> {
        let mut rows: Vec<(Vec<u8>, Bytes)> = Vec::new();
        let mut bytes = 0;
        self.reader.scan(&layout::entries(log, height..u64::MAX), Order::Ascending, |key, value| {
            bytes += layout::size(value);
            rows.push((key.to_vec(), Bytes::copy_from_slice(value)));
            let full = rows.len() >= MOVE_ENTRIES || bytes >= MOVE_BYTES;
            Ok(more_unless(full))
        })?;
        if rows.is_empty() {
            return Ok(false);
        }
        let mut batch = Batch::new();
        for (key, stored) in rows {
            let frame = self.reader.whole(&key, stored.clone())?.ok_or_else(|| no_entry(&key))?;
            let glance = frame::glance(&frame).ok_or_else(|| no_entry(&key))?;
            let seq = glance.header.seq;
            layout::delete(&mut batch, key, &stored);
            self.replace(&mut batch, layout::retired(log, seq, &glance.id), &frame)?;
            batch.put(layout::id(&glance.id), Place { log: *log, seq, retired: true }.to_bytes());
        }
        self.kv.apply(batch)?;
        Ok(true)
    }
}

fn check_evidence(evidence: &Evidence) -> Result<(), StoreError> {
    let Evidence { log, seq, frames } = evidence;
    let [first, second] = [frame::glance(&frames[0]), frame::glance(&frames[1])];
    let fits = |glance: &frame::Glance| glance.log == *log && glance.header.seq == *seq;
    match (first.filter(fits), second.filter(fits)) {
        (Some(first), Some(second)) if first.id != second.id => Ok(()),
        _ => Err(StoreError::NotEvidence { log: *log, seq: *seq }),
    }
}

impl StoreReader {
    /// Frames that left the accepted set, by log and number: for people who look into a fork.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn retired(&self, log: &LogId, limit: usize) -> Result<Vec<Bytes>, StoreError> {
        let mut rows: Vec<(Vec<u8>, Bytes)> = Vec::new();
        if limit == 0 {
            return Ok(Vec::new());
        }
        self.scan(&layout::retired_of(log), Order::Ascending, |key, value| {
            rows.push((key.to_vec(), Bytes::copy_from_slice(value)));
            Ok(more_unless(rows.len() >= limit))
        })?;
        rows.into_iter().filter_map(|(key, row)| self.whole(&key, row).transpose()).collect()
    }

    pub(super) fn retiring(&self) -> Result<BTreeMap<LogId, u64>, StoreError> {
        let mut retiring = BTreeMap::new();
        self.scan(&layout::all_retiring(), Order::Ascending, |key, value| {
            let row = layout::retiring_of(key).zip(layout::number(value));
            let (log, height) = row.ok_or_else(|| StoreError::damaged("the note of what is to move does not read"))?;
            retiring.insert(log, height);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(retiring)
    }
}
