//! Places of entries as one number: which log, and which entry of it.

use std::collections::HashMap;

use emn_protocol::ids::LogId;

/// Bits of a place for the number in the log: a trillion entries, and sixteen million logs before them.
const SEQ_BITS: u32 = 40;

/// The logs that the index knows, each by a number that it keeps for good.
#[derive(Debug, Clone, Default)]
pub(crate) struct Logs {
    ids: Vec<LogId>,
    numbers: HashMap<LogId, u64>,
}

impl Logs {
    pub(crate) fn new(ids: impl IntoIterator<Item = LogId>) -> Self {
        let mut logs = Self::default();
        ids.into_iter().for_each(|id| {
            logs.number(&id);
        });
        logs
    }

    pub(crate) fn ids(&self) -> &[LogId] {
        &self.ids
    }

    fn number(&mut self, log: &LogId) -> u64 {
        if let Some(number) = self.numbers.get(log) {
            return *number;
        }
        let number = self.ids.len() as u64;
        self.ids.push(*log);
        self.numbers.insert(*log, number);
        number
    }

    /// The place of an entry, in a log that may be new. `None` for numbers that no log reaches.
    pub(crate) fn place_of(&mut self, log: &LogId, seq: u64) -> Option<u64> {
        (seq >> SEQ_BITS == 0).then(|| self.number(log) << SEQ_BITS | seq)
    }

    /// The place of an entry, if its log is known.
    pub(crate) fn place(&self, log: &LogId, seq: u64) -> Option<u64> {
        let number = self.numbers.get(log)?;
        (seq >> SEQ_BITS == 0).then_some(number << SEQ_BITS | seq)
    }

    /// The last place of a log.
    pub(crate) fn last_of(place: u64) -> u64 {
        place | ((1 << SEQ_BITS) - 1)
    }

    /// The entry at a place.
    pub(crate) fn entry(&self, place: u64) -> Option<(LogId, u64)> {
        let log = self.ids.get(usize::try_from(place >> SEQ_BITS).ok()?)?;
        Some((*log, place & ((1 << SEQ_BITS) - 1)))
    }
}
