//! How the store's contents lie in one key space.
//!
//! | key | value |
//! |---|---|
//! | `e` log(32) seq(8) | frame of an accepted entry |
//! | `h` log(32) | how far the log is: height(8) roster(8) flags(1) frozen(8) head(32) |
//! | `a` number(8) | [`Run`]: entries that arrived together |
//! | `i` id(32) | [`Place`] of an entry |
//! | `r` version(8) | signed roster |
//! | `f` log(32) 0 or 1 | the two frames that prove a fork |
//! | `x` log(32) seq(8) id(32) | frame of an entry that left the accepted set |
//! | `p` key part(2) | a further part of the value of `key` |
//! | `m` name | see [`meta`] |
//!
//! Numbers are big-endian, so keys sort by them. Values over [`VALUE_BYTES`] are split: the first part begins with a
//! zero byte and the total length; no frame and no roster begins with zero.

use std::ops::Range;

use bytes::Bytes;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::sync::LogState;

use super::kv::{Batch, VALUE_BYTES};

/// Version of this layout.
pub(super) const SCHEMA: u32 = 1;

/// Names under `m`.
pub(super) mod meta {
    /// [`super::SCHEMA`], 4 bytes.
    pub(in super::super) const SCHEMA: &str = "schema";
    /// Id of the network, 32 bytes.
    pub(in super::super) const NETWORK: &str = "network";
    /// Number of the next arrival, 8 bytes.
    pub(in super::super) const ARRIVAL: &str = "arrival";
    /// The roster that conflicts with the one of the same version.
    pub(in super::super) const ROSTER_FORK: &str = "roster-fork";
    /// Followed by a log: entries from this height on (8 bytes) are to be moved out of the accepted set.
    pub(in super::super) const RETIRE: &str = "retire/";
}

const ENTRY: u8 = b'e';
const HEAD: u8 = b'h';
const RUN: u8 = b'a';
const ID: u8 = b'i';
const ROSTER: u8 = b'r';
const EVIDENCE: u8 = b'f';
const RETIRED: u8 = b'x';
const PART: u8 = b'p';
const META: u8 = b'm';

/// Bytes of a `h` row's value.
const HEAD_BYTES: usize = 57;

/// Bytes of a split value's first part before its content: the zero byte and the total length.
const SPLIT_PREFIX: usize = 5;

fn key(prefix: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + parts.iter().map(|part| part.len()).sum::<usize>());
    key.push(prefix);
    parts.iter().for_each(|part| key.extend_from_slice(part));
    key
}

fn all(prefix: u8) -> Range<Vec<u8>> {
    vec![prefix]..vec![prefix + 1]
}

pub(super) fn entry(log: &LogId, seq: u64) -> Vec<u8> {
    key(ENTRY, &[log.as_bytes(), &seq.to_be_bytes()])
}

pub(super) fn entries(log: &LogId, seqs: Range<u64>) -> Range<Vec<u8>> {
    entry(log, seqs.start)..entry(log, seqs.end)
}

pub(super) fn head(log: &LogId) -> Vec<u8> {
    key(HEAD, &[log.as_bytes()])
}

pub(super) fn heads() -> Range<Vec<u8>> {
    all(HEAD)
}

pub(super) fn run(number: u64) -> Vec<u8> {
    key(RUN, &[&number.to_be_bytes()])
}

/// Runs that begin at these numbers.
pub(super) fn runs(numbers: Range<u64>) -> Range<Vec<u8>> {
    run(numbers.start)..run(numbers.end)
}

pub(super) fn id(id: &EntryId) -> Vec<u8> {
    key(ID, &[id.as_bytes()])
}

/// Ids from `first` to `last`, both included.
pub(super) fn ids(first: &[u8; 32], last: &[u8; 32]) -> Range<Vec<u8>> {
    key(ID, &[first])..key(ID, &[last, &[0]])
}

pub(super) fn roster(version: u64) -> Vec<u8> {
    key(ROSTER, &[&version.to_be_bytes()])
}

/// Rosters of this version and later ones.
pub(super) fn rosters(from: u64) -> Range<Vec<u8>> {
    roster(from)..vec![ROSTER + 1]
}

pub(super) fn evidence(log: &LogId, index: u8) -> Vec<u8> {
    key(EVIDENCE, &[log.as_bytes(), &[index]])
}

pub(super) fn all_evidence() -> Range<Vec<u8>> {
    all(EVIDENCE)
}

pub(super) fn retired(log: &LogId, seq: u64, id: &EntryId) -> Vec<u8> {
    key(RETIRED, &[log.as_bytes(), &seq.to_be_bytes(), id.as_bytes()])
}

pub(super) fn retired_of(log: &LogId) -> Range<Vec<u8>> {
    key(RETIRED, &[log.as_bytes()])..key(RETIRED, &[log.as_bytes(), &[u8::MAX; 9]])
}

pub(super) fn meta(name: &str) -> Vec<u8> {
    key(META, &[name.as_bytes()])
}

pub(super) fn retiring(log: &LogId) -> Vec<u8> {
    key(META, &[meta::RETIRE.as_bytes(), log.as_bytes()])
}

pub(super) fn all_retiring() -> Range<Vec<u8>> {
    // One after the slash that the name ends with.
    meta(meta::RETIRE)..meta("retire0")
}

pub(super) fn part(of: &[u8], index: u16) -> Vec<u8> {
    key(PART, &[of, &index.to_be_bytes()])
}

pub(super) fn parts(of: &[u8], indexes: Range<u16>) -> Range<Vec<u8>> {
    part(of, indexes.start)..part(of, indexes.end)
}

/// The 32 bytes after a key's prefix.
pub(super) fn log_of(key: &[u8]) -> Option<LogId> {
    array(key.get(1..)?).map(LogId::from_bytes)
}

/// The id in the key of an [`id`] row.
pub(super) fn id_of(key: &[u8]) -> Option<EntryId> {
    array(key.get(1..)?).map(EntryId::from_bytes)
}

/// The number in the key of a [`run`].
pub(super) fn number_of(key: &[u8]) -> Option<u64> {
    number(key.get(1..)?)
}

/// The log of a [`retiring`] row.
pub(super) fn retiring_of(key: &[u8]) -> Option<LogId> {
    array(key.get(1 + meta::RETIRE.len()..)?).map(LogId::from_bytes)
}

/// The first `N` bytes.
fn array<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.first_chunk().copied()
}

/// The first 8 bytes as a number.
pub(super) fn number(bytes: &[u8]) -> Option<u64> {
    array(bytes).map(u64::from_be_bytes)
}

/// The value of a `h` row.
pub(super) fn head_bytes(state: &LogState) -> Bytes {
    let mut bytes = Vec::with_capacity(HEAD_BYTES);
    bytes.extend_from_slice(&state.height.to_be_bytes());
    bytes.extend_from_slice(&state.roster.to_be_bytes());
    bytes.push(u8::from(state.head.is_some()) | u8::from(state.frozen.is_some()) << 1);
    bytes.extend_from_slice(&state.frozen.unwrap_or_default().to_be_bytes());
    bytes.extend_from_slice(state.head.as_ref().map_or(&[0; 32], EntryId::as_bytes).as_slice());
    bytes.into()
}

/// Reads the value of a `h` row.
pub(super) fn head_from(bytes: &[u8]) -> Option<LogState> {
    let bytes: &[u8; HEAD_BYTES] = bytes.try_into().ok()?;
    let flags = bytes[16];
    let head = array(&bytes[25..]).map(EntryId::from_bytes).filter(|_| flags & 1 != 0);
    let frozen = number(&bytes[17..]).filter(|_| flags & 2 != 0);
    Some(LogState { height: number(bytes)?, head, roster: number(&bytes[8..])?, frozen })
}

/// Entries of one log that arrived together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Their log.
    pub(super) log: LogId,
    /// Sequence number of the first one.
    pub(super) first: u64,
    /// How many.
    pub(super) count: u64,
}

impl Run {
    pub(super) fn to_bytes(self) -> Bytes {
        [self.log.as_bytes().as_slice(), &self.first.to_be_bytes(), &self.count.to_be_bytes()].concat().into()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 48] = bytes.try_into().ok()?;
        let log = LogId::from_bytes(array(bytes)?);
        Some(Self { log, first: number(&bytes[32..])?, count: number(&bytes[40..])? })
    }
}

/// Where an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its log.
    pub(super) log: LogId,
    /// Its number.
    pub(super) seq: u64,
    /// Under `x`, no longer under `e`.
    pub(super) retired: bool,
}

impl Place {
    pub(super) fn to_bytes(self) -> Bytes {
        [self.log.as_bytes().as_slice(), &self.seq.to_be_bytes(), &[u8::from(self.retired)]].concat().into()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 41] = bytes.try_into().ok()?;
        let log = LogId::from_bytes(array(bytes)?);
        Some(Self { log, seq: number(&bytes[32..])?, retired: bytes[40] != 0 })
    }
}

/// A value as it stands under its key.
pub(super) enum Stored<'a> {
    /// All of it.
    Whole,
    /// The first part.
    Split {
        /// Bytes of the whole value.
        total: usize,
        /// Its beginning.
        first: &'a [u8],
    },
}

impl<'a> Stored<'a> {
    pub(super) fn of(value: &'a [u8]) -> Option<Self> {
        if value.first() != Some(&0) {
            return Some(Self::Whole);
        }
        let total = u32::from_be_bytes(array(&value[1..])?);
        Some(Self::Split { total: usize::try_from(total).ok()?, first: &value[SPLIT_PREFIX..] })
    }

    /// Number of further parts.
    pub(super) fn parts(&self) -> Option<u16> {
        match self {
            Self::Whole => Some(0),
            Self::Split { total, first } => total.checked_sub(first.len())?.div_ceil(VALUE_BYTES).try_into().ok(),
        }
    }
}

/// Puts a value, in parts if it is large. Values are at most some hundred KiB, as the protocol's limits say.
pub(super) fn put(batch: &mut Batch, key: Vec<u8>, value: &Bytes) {
    if value.len() <= VALUE_BYTES && value.first() != Some(&0) {
        batch.put(key, value.clone());
        return;
    }
    let total = u32::try_from(value.len()).expect("entries, rosters and evidence are far below 4 GiB");
    let (first, rest) = value.split_at(value.len().min(VALUE_BYTES - SPLIT_PREFIX));
    for (index, content) in (0..).zip(rest.chunks(VALUE_BYTES)) {
        batch.put(part(&key, index), value.slice_ref(content));
    }
    batch.put(key, [&[0], total.to_be_bytes().as_slice(), first].concat());
}

/// Bytes of the whole value of which `stored` stands under the key itself.
pub(super) fn size(stored: &[u8]) -> usize {
    match Stored::of(stored) {
        Some(Stored::Split { total, .. }) => total,
        _ => stored.len(),
    }
}

/// Removes a value and its parts. `stored` is what stands under the key itself.
pub(super) fn delete(batch: &mut Batch, key: Vec<u8>, stored: &[u8]) {
    let parts = Stored::of(stored).and_then(|stored| stored.parts()).unwrap_or_default();
    (0..parts).for_each(|index| batch.delete(part(&key, index)));
    batch.delete(key);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_round_trips_with_and_without_its_options() {
        let head = Some(EntryId::of(b"x"));
        for state in [
            LogState::default(),
            LogState { height: 3, head, roster: 2, frozen: None },
            LogState { height: u64::MAX, head, roster: u64::MAX, frozen: Some(0) },
            LogState { frozen: Some(7), ..LogState::default() },
        ] {
            assert_eq!(head_from(&head_bytes(&state)), Some(state));
        }
        assert_eq!(head_from(&[0; HEAD_BYTES - 1]), None);
    }

    #[test]
    fn split_value_keeps_every_part_within_the_limit() {
        for size in [0, 1, VALUE_BYTES, VALUE_BYTES + 1, 2 * VALUE_BYTES - SPLIT_PREFIX, 200 * 1024] {
            let mut batch = Batch::new();
            put(&mut batch, entry(&LogId::from_bytes([1; 32]), 0), &vec![0x82; size].into());
            let changes = batch.into_changes().expect("no part is too large");
            let whole = size <= VALUE_BYTES;
            let expected = if whole { 1 } else { 1 + (size - (VALUE_BYTES - SPLIT_PREFIX)).div_ceil(VALUE_BYTES) };
            assert_eq!(changes.len(), expected, "{size} bytes");
        }
    }
}
