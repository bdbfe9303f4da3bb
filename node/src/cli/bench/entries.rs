//! Entries: sign, open, encode, decode.

use std::time::Instant;

use bytes::Bytes;
use clap::Args;
use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::{self, Place, SignedEntry};
use emn_protocol::ids::{EntryId, KeyId, MemberId, NetworkId};
use emn_protocol::record::{About, Audience, BestPractice, Kind, MultiText, Record};
use emn_protocol::sync::{OneByOne, Opener};
use emn_protocol::time::Timestamp;
use rayon::prelude::*;

use super::report::Report;

/// What `bench entry` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench entry                      20,000 entries of 2 KiB
  emn bench entry --bytes 65536        large ones
  emn --json bench entry               for a program")]
pub(super) struct EntryArgs {
    /// Entries.
    #[arg(long, default_value_t = 20_000)]
    entries: u64,
    /// Bytes of each.
    #[arg(long, default_value_t = 2048)]
    bytes: usize,
}

/// A log of entries of a given size.
pub(super) struct Forge {
    pub(super) network: NetworkId,
    pub(super) member: MemberId,
    pub(super) key: SigningKey,
    pub(super) time: Timestamp,
    /// Bytes of text that make a frame of the size asked for.
    padding: usize,
}

impl Forge {
    pub(super) fn new(network: NetworkId, member: MemberId, key: SigningKey, time: Timestamp, bytes: usize) -> Self {
        let mut forge = Self { network, member, key, time, padding: 0 };
        let empty = forge.frame(0, None).len();
        forge.padding = bytes.saturating_sub(empty);
        forge
    }

    pub(super) fn record(&self, seq: u64) -> Record {
        let text = |text: String| -> MultiText {
            let english = "en".parse().expect("en is a language tag");
            [(english, text)].into_iter().collect()
        };
        let topic = "trafficking-in-human-beings".parse().expect("the topic is an identifier");
        Record::Practice(BestPractice {
            about: About {
                title: text(format!("Practice {seq:09}")),
                summary: text("A record of a benchmark.".to_owned()),
                topics: vec![topic],
                countries: Vec::new(),
                period: None,
                audience: Audience::Public,
                organisation: "Benchmark".to_owned(),
                licence: None,
                disclaimer: MultiText::new(),
                specification: None,
                answers: None,
            },
            context: MultiText::new(),
            approach: text("x".repeat(self.padding.max(1))),
            results: MultiText::new(),
            conditions: MultiText::new(),
            attachments: Vec::new(),
        })
    }

    pub(super) fn frame(&self, seq: u64, prev: Option<EntryId>) -> Bytes {
        let place = Place { seq, prev, time: self.time, roster: 1 };
        entry::sign(&self.network, &self.member, place, &self.record(seq), &self.key)
    }

    /// A chain of so many entries.
    pub(super) fn chain(&self, entries: u64) -> Vec<SignedEntry> {
        let mut prev = None;
        let mut chain = Vec::new();
        for seq in 0..entries {
            let signed = SignedEntry::from_store(self.frame(seq, prev)).expect("what was just signed opens");
            prev = Some(signed.id());
            chain.push(signed);
        }
        chain
    }
}

pub(super) fn measure(args: &EntryArgs) -> Report {
    let mut report = Report::new("entry");
    let network = NetworkId::from_bytes([1; 32]);
    let member = "NL".parse().expect("NL is a member code");
    let key = SigningKey::from_seed(&[2; 32]);
    let id: KeyId = key.id();
    let forge = Forge::new(network, member, key, Timestamp::from_unix(1_800_000_000), args.bytes);
    let start = Instant::now();
    let frames: Vec<Bytes> =
        (0..args.entries).map(|seq| forge.frame(seq, (seq > 0).then(|| EntryId::of(&[])))).collect();
    report.rate("build and sign", args.entries, start.elapsed());
    report.add("size of one", super::report::as_f64(frames.first().map_or(0, Bytes::len) as u64), "bytes");

    let start = Instant::now();
    let opened = OneByOne.open(&network, frames.clone());
    report.rate("open: decode, verify, check form; one thread", args.entries, start.elapsed());
    assert!(opened.iter().all(|entry| entry.as_ref().is_ok_and(|entry| entry.log() == id)), "own entries open");

    let start = Instant::now();
    let parallel = frames.par_iter().filter(|frame| SignedEntry::open(&network, (*frame).clone()).is_ok()).count();
    report.rate("open, all threads", parallel as u64, start.elapsed());

    let start = Instant::now();
    let read = frames.iter().filter(|frame| SignedEntry::from_store((*frame).clone()).is_ok()).count();
    report.rate("open from our own store: decode without verifying", read as u64, start.elapsed());

    let records: Vec<Record> = (0..args.entries).map(|seq| forge.record(seq)).collect();
    let start = Instant::now();
    let encoded: Vec<Vec<u8>> = records.iter().map(Record::to_bytes).collect();
    report.rate("encode a record", args.entries, start.elapsed());
    let start = Instant::now();
    let decoded = encoded.iter().filter(|bytes| Record::from_bytes(Kind::Practice, bytes).is_ok()).count();
    report.rate("decode a record", decoded as u64, start.elapsed());
    report
}
