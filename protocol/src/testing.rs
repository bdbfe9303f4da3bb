//! For tests of this and other crates: keys from seeds, a small network, records and entries.

use bytes::Bytes;

use crate::crypto::SigningKey;
use crate::entry::{self, Place, SignedEntry};
use crate::ids::{EntryId, KeyId, MemberId, NetworkId, NodeKey};
use crate::limits;
use crate::record::{
    About, Audience, BestPractice, Code, Correction, Dimension, Measure, MeasureKind, Method, MultiText, Record, Sum,
    Suppression, Table, TrendReport, Withdrawal, Zeros,
};
use crate::roster::{History, Member, MemberKey, NodeEntry, Policy, Roster, SignedRoster, Status};
use crate::time::Timestamp;
use crate::verify::{VerifiedEntry, verify};

/// The time at which test networks begin: 2026-01-01.
pub const START: i64 = 1_767_225_600;

/// A time so many seconds after [`START`].
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(START + seconds)
}

/// The key with this number.
pub fn key(number: u64) -> SigningKey {
    let mut seed = [7u8; 32];
    seed[..8].copy_from_slice(&number.to_be_bytes());
    SigningKey::from_seed(&seed)
}

/// The transport key with this number.
pub fn node_key(number: u64) -> NodeKey {
    NodeKey::from_bytes(*key(1_000_000 + number).id().as_bytes())
}

/// The identifier `text`.
///
/// # Panics
/// When it is none.
pub fn code(text: &str) -> Code {
    text.parse().expect("a test names a valid code")
}

/// The member `text`.
///
/// # Panics
/// When it is no member code.
pub fn member(text: &str) -> MemberId {
    text.parse().expect("a test names a valid member")
}

/// English text.
pub fn english(text: &str) -> MultiText {
    [("en".parse().expect("en is a language tag"), text)].into_iter().collect()
}

/// A network with members `M0`, `M1`, …, each with one signing key and one node, and three root keys of which two
/// must sign.
pub struct TestNetwork {
    /// The root keys.
    pub roots: Vec<SigningKey>,
    /// The rosters.
    pub rosters: History,
    /// Members, with the key of their first log.
    pub members: Vec<(MemberId, SigningKey)>,
}

impl TestNetwork {
    /// A network of so many members.
    ///
    /// # Panics
    /// When the roster breaks a rule.
    pub fn new(members: usize) -> Self {
        let roots: Vec<SigningKey> = (0..3).map(|n| key(500_000 + n)).collect();
        let keys: Vec<(MemberId, SigningKey)> =
            (0..members as u64).map(|n| (member(&format!("M{n}")), key(n))).collect();
        let entry = |(n, (id, signing)): (u64, &(MemberId, SigningKey))| Member {
            id: id.clone(),
            name: english(&format!("Member {n}")),
            status: Status::Member,
            keys: vec![member_key(signing.id())],
            nodes: vec![NodeEntry { key: node_key(n), addresses: Vec::new() }],
        };
        let mut list: Vec<Member> = (0..).zip(&keys).map(entry).collect();
        list.sort_by(|a, b| a.id.cmp(&b.id));
        let mut root_keys: Vec<KeyId> = roots.iter().map(SigningKey::id).collect();
        root_keys.sort();
        let roster = Roster {
            format: limits::FORMAT,
            network: None,
            name: "Test network".to_owned(),
            version: 1,
            previous: None,
            issued: at(0),
            expires: at(400_000_000),
            root_keys,
            threshold: 2,
            policy: Policy { min_frequency: 5, noise_allowed: false },
            members: list,
        };
        let first = signed(roster, &roots[..2]);
        Self { rosters: History::begin(first).expect("the test roster is valid"), roots, members: keys }
    }

    /// The network's id.
    pub fn id(&self) -> NetworkId {
        self.rosters.network()
    }

    /// The next version of the newest roster after `change`, signed by two root keys; not installed.
    pub fn next_roster(&self, change: impl FnOnce(&mut Roster)) -> SignedRoster {
        successor(&self.rosters, &self.roots, change)
    }

    /// Signs `record` as the entry of member `index` at `seq` after `prev`; returns its frame.
    pub fn frame(&self, index: usize, seq: u64, prev: Option<EntryId>, record: &Record) -> Bytes {
        let (id, key) = &self.members[index];
        let seconds = i64::try_from(seq).unwrap_or(0) + 1;
        let place = Place { seq, prev, time: at(seconds), roster: self.rosters.current().version };
        entry::sign(&self.id(), id, place, record, key)
    }

    /// As [`Self::frame`], opened and verified.
    ///
    /// # Panics
    /// When the record breaks a rule.
    pub fn entry(&self, index: usize, seq: u64, prev: Option<EntryId>, record: &Record) -> VerifiedEntry {
        let opened = SignedEntry::open(&self.id(), self.frame(index, seq, prev, record)).expect("a test entry opens");
        verify(opened, &self.rosters, at(1_000_000)).expect("a test entry verifies")
    }

    /// A chain of practices of member `index`.
    pub fn chain(&self, index: usize, count: u64) -> Vec<VerifiedEntry> {
        let mut prev = None;
        let step = |seq| {
            let entry = self.entry(index, seq, prev, &practice(&format!("Practice {index}/{seq}")));
            prev = Some(entry.entry().id());
            entry
        };
        (0..count).map(step).collect()
    }
}

/// A member's key that is valid for the length of any test.
pub fn member_key(key: KeyId) -> MemberKey {
    MemberKey { key, not_before: at(-1000), not_after: at(400_000_000), revoked: None }
}

/// A roster signed by `keys`.
pub fn signed(roster: Roster, keys: &[SigningKey]) -> SignedRoster {
    let mut signed = SignedRoster::draft(roster);
    keys.iter().for_each(|key| signed.sign(key));
    signed
}

/// The successor of the newest roster after `change`, signed by the first two of `roots`.
pub fn successor(rosters: &History, roots: &[SigningKey], change: impl FnOnce(&mut Roster)) -> SignedRoster {
    let mut roster = rosters.current().clone();
    roster.network = Some(rosters.network());
    roster.previous = Some(rosters.newest().digest());
    roster.version += 1;
    change(&mut roster);
    signed(roster, &roots[..2])
}

/// What a record says about itself, with this title.
pub fn about(title: &str) -> About {
    About {
        title: english(title),
        summary: english(&format!("Summary of {title}")),
        topics: vec![code("trafficking-in-human-beings")],
        countries: vec![code("NL")],
        period: None,
        audience: Audience::Public,
        organisation: "Test organisation".to_owned(),
        licence: None,
        disclaimer: MultiText::new(),
        specification: None,
        answers: None,
    }
}

/// A best practice with this title.
pub fn practice(title: &str) -> Record {
    Record::Practice(BestPractice {
        about: about(title),
        context: MultiText::new(),
        approach: english("Ask in the language of the person."),
        results: MultiText::new(),
        conditions: MultiText::new(),
        attachments: Vec::new(),
    })
}

/// A best practice whose text has so many bytes.
pub fn practice_of_size(title: &str, bytes: usize) -> Record {
    let mut record = practice(title);
    if let Record::Practice(practice) = &mut record {
        practice.approach = english(&"x".repeat(bytes));
    }
    record
}

/// A report with these tables.
pub fn report(title: &str, tables: Vec<Table>) -> Record {
    Record::Report(TrendReport {
        about: about(title),
        body: english("Text."),
        definitions: MultiText::new(),
        source: Some("Test register".to_owned()),
        reference_date: None,
        tables,
        attachments: Vec::new(),
    })
}

/// A withdrawal of `id`.
pub fn withdrawal(id: EntryId) -> Record {
    Record::Withdrawal(Withdrawal { withdraws: id, reason: english("It was wrong.") })
}

/// A correction of `id` by a practice with this title.
pub fn correction(id: EntryId, title: &str) -> Record {
    let Record::Practice(practice) = practice(title) else { unreachable!("a practice was built") };
    let content = crate::record::Content::Practice(practice);
    Record::Correction(Correction { supersedes: id, reason: english("A better text."), content })
}

/// A table of counts by sex (total, women, men) and year, with the total declared. `None` is a suppressed cell.
///
/// # Panics
/// When the number of values is not three for each year.
pub fn victims(years: &[&str], values: &[Option<i64>]) -> Table {
    assert_eq!(values.len(), 3 * years.len(), "three values for each year");
    let flag = "c".parse().expect("c is a flag");
    let suppressed = (0..).zip(values).filter(|(_, value)| value.is_none()).map(|(position, _)| (position, flag));
    let sex = Dimension {
        id: code("sex"),
        codes: vec![code("T"), code("F"), code("M")],
        labels: Vec::new(),
        sums: vec![Sum { total: 0, parts: vec![1, 2] }],
    };
    let time = Dimension {
        id: code("TIME_PERIOD"),
        codes: years.iter().map(|year| code(year)).collect(),
        labels: Vec::new(),
        sums: Vec::new(),
    };
    Table {
        id: code("victims"),
        title: english("Victims by sex and year"),
        notes: MultiText::new(),
        measure: Measure {
            id: code("victims-identified"),
            kind: MeasureKind::Count,
            unit: code("PER"),
            decimals: 0,
            topic: None,
        },
        dimensions: vec![sex, time],
        values: values.to_vec(),
        flags: suppressed.collect(),
        method: Some(Method {
            min_frequency: 5,
            suppression: Suppression::Complementary,
            rounding: None,
            noise_milli_epsilon: None,
            zeros: Zeros::Published,
        }),
    }
}
