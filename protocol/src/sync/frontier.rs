//! How far a node has every log.

use std::collections::BTreeMap;

use crate::codec;
use crate::ids::{Digest, EntryId, LogId};
use crate::wire::LogHead;

/// How far one log is here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogState {
    /// Number of accepted entries.
    pub height: u64,
    /// Id of the last one.
    pub head: Option<EntryId>,
    /// Roster version that the last one names.
    pub roster: u64,
    /// Set when equivocation at this sequence number froze the log.
    pub frozen: Option<u64>,
}

impl LogState {
    /// Whether the entry with this number may still be accepted, as far as freezing goes.
    pub fn open_for(&self, seq: u64) -> bool {
        self.frozen.is_none_or(|frozen| seq < frozen)
    }
}

/// How far every log is here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    logs: BTreeMap<LogId, LogState>,
}

impl Frontier {
    /// The state of a log; height 0 for one that is not known.
    pub fn get(&self, log: &LogId) -> LogState {
        self.logs.get(log).copied().unwrap_or_default()
    }

    /// Sets the state of a log.
    pub fn set(&mut self, log: LogId, state: LogState) {
        if state == LogState::default() {
            self.logs.remove(&log);
        } else {
            self.logs.insert(log, state);
        }
    }

    /// All logs, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (&LogId, &LogState)> {
        self.logs.iter()
    }

    /// Number of accepted entries in all logs.
    pub fn entries(&self) -> u64 {
        self.logs.values().map(|state| state.height).sum()
    }

    /// As sent to peers: logs with entries or frozen ones, ascending.
    pub fn heads(&self) -> Vec<LogHead> {
        let shown = self.logs.iter().filter(|(_, state)| state.height > 0 || state.frozen.is_some());
        shown
            .map(|(log, state)| LogHead { log: *log, height: state.height, head: state.head, frozen: state.frozen })
            .collect()
    }

    /// SHA-256 over the encoding of [`Self::heads`]. Two nodes with the same digest have the same set of entries.
    pub fn digest(&self) -> Digest {
        Digest::of(&codec::encode(&self.heads()))
    }
}

impl FromIterator<(LogId, LogState)> for Frontier {
    fn from_iter<I: IntoIterator<Item = (LogId, LogState)>>(logs: I) -> Self {
        let mut frontier = Self::default();
        for (log, state) in logs {
            frontier.set(log, state);
        }
        frontier
    }
}
