//! A small network with real signatures, and chains of entries of any size.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use bytes::Bytes;
use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::{Place, SignedEntry, sign, sign_raw};
use emn_protocol::ids::{EntryId, LogId, MemberId, NetworkId};
use emn_protocol::limits;
use emn_protocol::record::{MultiText, Record, Withdrawal};
use emn_protocol::roster::{History, Member, MemberKey, Policy, Roster, SignedRoster, Status};
use emn_protocol::sync::Evidence;
use emn_protocol::time::Timestamp;
use emn_protocol::verify::{VerifiedEntry, verify};
use minicbor::Encoder;

use super::super::kv::{Kv, MemoryKv, Order};
use super::super::layout::Stored;
use super::super::{Store, StoreReader};

/// A kind of record that no version knows yet: its records may be of any size.
const NEWER_KIND: u64 = 99;
const CODES: [&str; 3] = ["DE", "FR", "NL"];

pub(super) struct World {
    pub(super) rosters: History,
    keys: Vec<SigningKey>,
    root: SigningKey,
}

impl World {
    pub(super) fn new() -> Self {
        let keys: Vec<SigningKey> = (1..=3).map(|seed| SigningKey::from_seed(&[seed; 32])).collect();
        let root = SigningKey::from_seed(&[100; 32]);
        let roster = Roster {
            format: limits::FORMAT,
            network: None,
            name: "test".to_owned(),
            version: 1,
            previous: None,
            issued: Timestamp::from_unix(1_000),
            expires: Timestamp::MAX,
            root_keys: vec![root.id()],
            threshold: 1,
            policy: Policy { min_frequency: 3, noise_allowed: false },
            members: CODES.iter().zip(&keys).map(|(code, key)| member(code, key)).collect(),
        };
        let mut first = SignedRoster::draft(roster);
        first.sign(&root);
        let rosters = History::begin(first).expect("the first roster is valid");
        Self { rosters, keys, root }
    }

    pub(super) fn network(&self) -> NetworkId {
        self.rosters.network()
    }

    pub(super) fn log(&self, author: usize) -> LogId {
        self.keys[author].id()
    }

    fn code(author: usize) -> MemberId {
        CODES[author].parse().expect("it is a code")
    }

    /// The roster after the newest one, named `name`.
    pub(super) fn next_roster(&self, after: &SignedRoster, name: &str) -> SignedRoster {
        let roster = Roster {
            network: Some(self.network()),
            name: name.to_owned(),
            version: after.roster().version + 1,
            previous: Some(after.digest()),
            ..after.roster().clone()
        };
        let mut signed = SignedRoster::draft(roster);
        signed.sign(&self.root);
        signed
    }

    pub(super) fn open(&self, frame: Bytes) -> SignedEntry {
        SignedEntry::open(&self.network(), frame).expect("the frame is valid")
    }

    fn verified(&self, frame: Bytes) -> VerifiedEntry {
        verify(self.open(frame), &self.rosters, Timestamp::from_unix(3_000)).expect("the entry is allowed")
    }

    /// An entry whose record has `size` bytes, all equal to `filling`.
    pub(super) fn entry(
        &self,
        author: usize,
        after: Option<&VerifiedEntry>,
        size: usize,
        filling: u8,
    ) -> VerifiedEntry {
        let mut e = Encoder::new(Vec::new());
        e.bytes(&vec![filling; size]).expect("writing to a vector does not fail");
        let place = place_after(after);
        let frame =
            sign_raw(&self.network(), &Self::code(author), place, NEWER_KIND, &e.into_writer(), &self.keys[author]);
        self.verified(frame)
    }

    /// A log whose entries have records of these sizes.
    pub(super) fn chain(&self, author: usize, sizes: impl IntoIterator<Item = usize>) -> Vec<VerifiedEntry> {
        let mut chain: Vec<VerifiedEntry> = Vec::new();
        for size in sizes {
            let next = self.entry(author, chain.last(), size, 1);
            chain.push(next);
        }
        chain
    }

    /// An entry that withdraws another one.
    pub(super) fn withdrawal(&self, author: usize, after: Option<&VerifiedEntry>, withdraws: EntryId) -> VerifiedEntry {
        let mut reason = MultiText::new();
        reason.set("en".parse().expect("it is a language"), "a wrong figure");
        let record = Record::Withdrawal(Withdrawal { withdraws, reason });
        let frame = sign(&self.network(), &Self::code(author), place_after(after), &record, &self.keys[author]);
        self.verified(frame)
    }

    /// Proof that `author` signed another entry in the place of `entry`.
    pub(super) fn evidence(&self, author: usize, before: Option<&VerifiedEntry>, entry: &VerifiedEntry) -> Evidence {
        let other = self.entry(author, before, 60_000, 2);
        let (first, second) = if entry.entry().id() < other.entry().id() { (entry, &other) } else { (&other, entry) };
        let frames = [first.entry().frame().clone(), second.entry().frame().clone()];
        Evidence { log: self.log(author), seq: entry.entry().header().seq, frames }
    }
}

fn member(code: &str, key: &SigningKey) -> Member {
    let mut name = MultiText::new();
    name.set("en".parse().expect("it is a language"), code);
    let (not_before, not_after) = (Timestamp::from_unix(1_000), Timestamp::MAX);
    let key = MemberKey { key: key.id(), not_before, not_after, revoked: None };
    let id = code.parse().expect("it is a code");
    Member { id, name, status: Status::Member, keys: vec![key], nodes: Vec::new() }
}

fn place_after(after: Option<&VerifiedEntry>) -> Place {
    let entry = after.map(VerifiedEntry::entry);
    Place {
        seq: entry.map_or(0, |entry| entry.header().seq + 1),
        prev: entry.map(SignedEntry::id),
        time: Timestamp::from_unix(2_000),
        roster: 1,
    }
}

pub(super) fn in_memory() -> (Arc<MemoryKv>, Store) {
    let kv = Arc::new(MemoryKv::new());
    let store = Store::with_kv(kv.clone()).expect("an empty store opens");
    (kv, store)
}

pub(super) fn frame(entry: &VerifiedEntry) -> Bytes {
    entry.entry().frame().clone()
}

pub(super) fn frames(entries: &[VerifiedEntry]) -> Vec<Bytes> {
    entries.iter().map(frame).collect()
}

/// All frames of a log, read in one go.
pub(super) fn stored_frames(reader: &StoreReader, log: &LogId) -> Vec<Bytes> {
    reader.frames(log, 0, u64::MAX, usize::MAX).expect("the store reads")
}

/// Everything in the key space.
pub(super) fn dump(kv: &dyn Kv) -> BTreeMap<Vec<u8>, Bytes> {
    let mut rows = BTreeMap::new();
    let range: [&[u8]; 2] = [&[0], &[u8::MAX]];
    kv.scan(range[0]..range[1], Order::Ascending, &mut |key, value| {
        rows.insert(key.to_vec(), Bytes::copy_from_slice(value));
        ControlFlow::Continue(())
    })
    .expect("the store reads");
    rows
}

/// Every part belongs to a value in parts that has so many.
pub(super) fn assert_no_orphans(kv: &dyn Kv) {
    let rows = dump(kv);
    for key in rows.keys().filter(|key| key[0] == b'p') {
        let (of, index) = key[1..].split_at(key.len() - 3);
        let index = u16::from_be_bytes(index.try_into().expect("a part's number has two bytes"));
        let parts = rows.get(of).and_then(|value| Stored::of(value)).and_then(|stored| stored.parts());
        assert!(parts.is_some_and(|parts| index < parts), "part {index} of {of:?} belongs to nothing");
    }
}
