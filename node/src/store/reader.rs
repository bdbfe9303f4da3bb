//! Reading.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use bytes::Bytes;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::sync::{self, Evidence, Frontier, LogState};

use super::frame;
use super::kv::{Kv, Order};
use super::layout::{self, Place, Stored};
use super::{KvError, StoreError};

/// How often a value in parts is read again when it changed meanwhile. The one writer does not change it more often.
const ATTEMPTS: u32 = 8;

/// Reads a [`Store`](super::Store). Cheap to clone; readers and the writer do not wait for each other.
///
/// Each call sees whole batches, but two calls may see two states: a caller must bear that an entry it was just told
/// of is gone.
#[derive(Clone)]
pub struct StoreReader {
    kv: Arc<dyn Kv>,
}

impl StoreReader {
    pub(super) fn new(kv: Arc<dyn Kv>) -> Self {
        Self { kv }
    }

    /// Scans, with a visitor that may fail.
    pub(super) fn scan(
        &self,
        range: &Range<Vec<u8>>,
        order: Order,
        mut visit: impl FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError> {
        let mut failed = Ok(());
        self.kv.scan(&range.start..&range.end, order, &mut |key, value| {
            visit(key, value).unwrap_or_else(|error| {
                failed = Err(error);
                ControlFlow::Break(())
            })
        })?;
        failed
    }

    /// What stands under a key itself: for a value in parts, the first one.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        Ok(self.kv.get(key)?)
    }

    /// The whole value of a key.
    pub(super) fn value(&self, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        match self.kv.get(key)? {
            Some(stored) => self.whole(key, stored),
            None => Ok(None),
        }
    }

    /// The whole value of a key under which `stored` was just read.
    pub(super) fn whole(&self, key: &[u8], mut stored: Bytes) -> Result<Option<Bytes>, StoreError> {
        let damaged = || StoreError::damaged(format!("the parts of {} do not fit together", show(key)));
        for _ in 0..ATTEMPTS {
            let (total, first, parts) = match Stored::of(&stored).ok_or_else(damaged)? {
                Stored::Whole => return Ok(Some(stored)),
                split @ Stored::Split { total, first } => (total, first, split.parts().ok_or_else(damaged)?),
            };
            let mut value = Vec::with_capacity(total);
            value.extend_from_slice(first);
            self.scan(&layout::parts(key, 0..parts), Order::Ascending, |_, part| {
                value.extend_from_slice(part);
                Ok(ControlFlow::Continue(()))
            })?;
            // The writer may have replaced the value between two reads.
            let Some(again) = self.kv.get(key)? else { return Ok(None) };
            if again != stored {
                stored = again;
                continue;
            }
            return if value.len() == total { Ok(Some(value.into())) } else { Err(damaged()) };
        }
        Err(damaged())
    }

    /// How far every log is.
    ///
    /// # Errors
    /// [`StoreError`], as for all reads: the engine below failed, or what is stored does not fit together.
    pub fn frontier(&self) -> Result<Frontier, StoreError> {
        let mut frontier = Frontier::default();
        self.scan(&layout::heads(), Order::Ascending, |key, value| {
            let row = layout::log_of(key).zip(layout::head_from(value));
            let (log, state) = row.ok_or_else(|| no_head(key))?;
            frontier.set(log, state);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(frontier)
    }

    /// How far one log is; of height 0 if nothing is known of it.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn head(&self, log: &LogId) -> Result<LogState, StoreError> {
        let key = layout::head(log);
        match self.kv.get(&key)? {
            Some(value) => layout::head_from(&value).ok_or_else(|| no_head(&key)),
            None => Ok(LogState::default()),
        }
    }

    /// Number of accepted entries, all logs together.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn len(&self) -> Result<u64, StoreError> {
        Ok(self.frontier()?.entries())
    }

    /// Whether there is no accepted entry.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.len()? == 0)
    }

    /// The frame of an accepted entry.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn frame(&self, log: &LogId, seq: u64) -> Result<Option<Bytes>, StoreError> {
        if seq >= self.head(log)?.height {
            return Ok(None);
        }
        self.value(&layout::entry(log, seq))
    }

    /// Frames of a log from entry `from` on: at most `max_count`, and none after `max_bytes` are reached. So the last
    /// one may go beyond, and there is at least one if there is any.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn frames(&self, log: &LogId, from: u64, max_count: u64, max_bytes: usize) -> Result<Vec<Bytes>, StoreError> {
        let to = self.head(log)?.height.min(from.saturating_add(max_count));
        if from >= to || max_bytes == 0 {
            return Ok(Vec::new());
        }
        let mut rows: Vec<(Vec<u8>, Bytes)> = Vec::new();
        let mut bytes = 0;
        self.scan(&layout::entries(log, from..to), Order::Ascending, |key, value| {
            bytes += layout::size(value);
            rows.push((key.to_vec(), Bytes::copy_from_slice(value)));
            Ok(more_unless(bytes >= max_bytes))
        })?;
        let mut frames = Vec::with_capacity(rows.len());
        for (seq, (key, row)) in (from..).zip(rows) {
            // A gap: the log was cut meanwhile.
            if key != layout::entry(log, seq) {
                break;
            }
            let Some(frame) = self.whole(&key, row)? else { break };
            frames.push(frame);
        }
        Ok(frames)
    }

    /// The ids at these places of a log: one item for each, absent where there is no accepted entry.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn ids_at(&self, log: &LogId, seqs: &[u64]) -> Result<Vec<Option<EntryId>>, StoreError> {
        let height = self.head(log)?.height;
        seqs.iter().map(|seq| if *seq < height { self.id_at(log, *seq) } else { Ok(None) }).collect()
    }

    /// What the successor of an accepted entry must fit.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn stored(&self, log: &LogId, seq: u64) -> Result<Option<sync::Stored>, StoreError> {
        if seq >= self.head(log)?.height {
            return Ok(None);
        }
        let key = layout::entry(log, seq);
        let Some(stored) = self.kv.get(&key)? else { return Ok(None) };
        let glance = frame_start(&stored).and_then(frame::glance).ok_or_else(|| no_entry(&key))?;
        Ok(Some(sync::Stored { id: glance.id, roster: glance.header.roster }))
    }

    fn id_at(&self, log: &LogId, seq: u64) -> Result<Option<EntryId>, StoreError> {
        let key = layout::entry(log, seq);
        match self.kv.get(&key)? {
            Some(stored) => frame_start(&stored).and_then(frame::id).map(Some).ok_or_else(|| no_entry(&key)),
            None => Ok(None),
        }
    }

    /// Where an accepted entry is: its log and number.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn locate(&self, id: &EntryId) -> Result<Option<(LogId, u64)>, StoreError> {
        let Some(place) = self.place(id)?.filter(|place| !place.retired) else { return Ok(None) };
        let accepted = place.seq < self.head(&place.log)?.height;
        Ok(accepted.then_some((place.log, place.seq)))
    }

    pub(super) fn place(&self, id: &EntryId) -> Result<Option<Place>, StoreError> {
        let key = layout::id(id);
        match self.kv.get(&key)? {
            Some(value) => {
                let place = Place::from_bytes(&value);
                place.map(Some).ok_or_else(|| StoreError::damaged(format!("{} is no place", show(&key))))
            }
            None => Ok(None),
        }
    }

    /// The proof that a log forked.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn evidence(&self, log: &LogId) -> Result<Option<Evidence>, StoreError> {
        let first = self.value(&layout::evidence(log, 0))?;
        let second = self.value(&layout::evidence(log, 1))?;
        let Some(frames) = first.zip(second).map(|(first, second)| [first, second]) else { return Ok(None) };
        let glance = frame::glance(&frames[0]).ok_or_else(|| no_entry(&layout::evidence(log, 0)))?;
        Ok(Some(Evidence { log: *log, seq: glance.header.seq, frames }))
    }

    /// All proofs of forks, by log.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn all_evidence(&self) -> Result<Vec<Evidence>, StoreError> {
        let frontier = self.frontier()?;
        let frozen = frontier.iter().filter(|(_, state)| state.frozen.is_some());
        frozen.filter_map(|(log, _)| self.evidence(log).transpose()).collect()
    }

    /// Shows every accepted entry, log by log, until `visit` breaks. For checking all that is stored.
    ///
    /// # Errors
    /// As [`Self::frontier`]; [`StoreError::Damaged`] where a log has a gap.
    pub fn visit_all(&self, visit: &mut dyn FnMut(&LogId, u64, Bytes) -> ControlFlow<()>) -> Result<(), StoreError> {
        const PAGE_ENTRIES: u64 = 256;
        const PAGE_BYTES: usize = 1 << 20;
        for log in self.frontier()?.iter().map(|(log, _)| log) {
            let mut seq = 0;
            loop {
                let page = self.frames(log, seq, PAGE_ENTRIES, PAGE_BYTES)?;
                if page.is_empty() {
                    break;
                }
                for frame in page {
                    if visit(log, seq, frame).is_break() {
                        return Ok(());
                    }
                    seq += 1;
                }
            }
            // Shorter now, if the log was cut meanwhile.
            if seq < self.head(log)?.height {
                return Err(StoreError::damaged(format!("entry {seq} of log {log} is missing")));
            }
        }
        Ok(())
    }

    /// Bytes on disk. The space of what was erased or moved is reclaimed later.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn size_on_disk(&self) -> Result<u64, StoreError> {
        Ok(self.kv.size_on_disk()?)
    }

    /// Checks that the last entry of a log is the one that its head names.
    pub(super) fn check_head(&self, log: &LogId, state: &LogState) -> Result<(), StoreError> {
        let stored = match state.height.checked_sub(1) {
            Some(last) => self.id_at(log, last)?,
            None => None,
        };
        if stored == state.head {
            return Ok(());
        }
        Err(StoreError::damaged(format!("log {log} does not end with the entry that its head names")))
    }

    /// Whether there is nothing at all.
    pub(super) fn is_blank(&self) -> Result<bool, KvError> {
        let mut blank = true;
        self.kv.scan(&[0]..&[u8::MAX], Order::Ascending, &mut |_, _| {
            blank = false;
            ControlFlow::Break(())
        })?;
        Ok(blank)
    }
}

pub(super) fn more_unless(done: bool) -> ControlFlow<()> {
    if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

fn no_head(key: &[u8]) -> StoreError {
    StoreError::damaged(format!("{} is no head", show(key)))
}

/// The beginning of the frame that stands under a key; its shell is in it.
pub(super) fn frame_start(stored: &[u8]) -> Option<&[u8]> {
    match Stored::of(stored)? {
        Stored::Whole => Some(stored),
        Stored::Split { first, .. } => Some(first),
    }
}

pub(super) fn no_entry(key: &[u8]) -> StoreError {
    StoreError::damaged(format!("{} is no entry", show(key)))
}

/// A key for people: its kind and the rest in hexadecimal.
pub(super) fn show(key: &[u8]) -> String {
    let (kind, rest) = key.split_at(key.len().min(1));
    format!("{}:{}", kind.escape_ascii(), data_encoding::HEXLOWER.encode(rest))
}
