//! Bounded buffers for entries that came too early.

use std::collections::{BTreeMap, VecDeque};

use crate::entry::SignedEntry;
use crate::ids::LogId;
use crate::limits;
use crate::verify::VerifiedEntry;

/// Verified entries that wait for those before them, by log and number.
#[derive(Debug, Default)]
pub(super) struct GapBuffer {
    entries: BTreeMap<(LogId, u64), VerifiedEntry>,
    bytes: usize,
}

impl GapBuffer {
    /// Keeps an entry; false when there is no room.
    pub(super) fn insert(&mut self, entry: VerifiedEntry) -> bool {
        let (log, size) = (entry.entry().log(), entry.entry().frame().len());
        let of_log = self.entries.range((log, 0)..=(log, u64::MAX)).count();
        if of_log >= limits::GAP_ENTRIES_PER_LOG
            || self.entries.len() >= limits::GAP_ENTRIES
            || self.bytes + size > limits::GAP_BYTES
        {
            return false;
        }
        let entry = VerifiedEntry::detached(entry);
        let key = (entry.entry().log(), entry.entry().header().seq);
        self.bytes += size;
        if let Some(before) = self.entries.insert(key, entry) {
            self.bytes -= before.entry().frame().len();
        }
        true
    }

    pub(super) fn get(&self, log: &LogId, seq: u64) -> Option<&VerifiedEntry> {
        self.entries.get(&(*log, seq))
    }

    /// Takes the entry at this place out.
    pub(super) fn take(&mut self, log: &LogId, seq: u64) -> Option<VerifiedEntry> {
        let entry = self.entries.remove(&(*log, seq))?;
        self.bytes -= entry.entry().frame().len();
        Some(entry)
    }

    /// Drops all entries of a log from `seq` on, and those before `height`.
    pub(super) fn keep_between(&mut self, log: &LogId, height: u64, seq: u64) {
        let outside: Vec<_> = self
            .entries
            .range((*log, 0)..=(*log, u64::MAX))
            .map(|((_, at), _)| *at)
            .filter(|at| *at < height || *at >= seq)
            .collect();
        for at in outside {
            self.take(log, at);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Entries that name a roster which has not arrived, oldest first.
#[derive(Debug, Default)]
pub(super) struct HeldBuffer {
    entries: VecDeque<SignedEntry>,
    bytes: usize,
}

impl HeldBuffer {
    /// Keeps an entry; the oldest ones make room.
    pub(super) fn push(&mut self, entry: SignedEntry) {
        let entry = entry.detached();
        self.bytes += entry.frame().len();
        self.entries.push_back(entry);
        while self.entries.len() > limits::HELD_ENTRIES || self.bytes > limits::HELD_BYTES {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes -= oldest.frame().len();
        }
    }

    /// Takes all out, oldest first.
    pub(super) fn take_all(&mut self) -> VecDeque<SignedEntry> {
        self.bytes = 0;
        std::mem::take(&mut self.entries)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}
