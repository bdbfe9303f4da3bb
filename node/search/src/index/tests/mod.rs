use std::collections::{BTreeMap, HashMap};

use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::{self, Place, SignedEntry};
use emn_protocol::ids::{EntryId, LogId, MemberId, NetworkId};
use emn_protocol::record::{
    About, Audience, BestPractice, Content, Correction, MultiText, Record, TrendReport, Withdrawal,
};
use emn_protocol::time::Timestamp;

use super::{Index, Prepared, Writer};
use crate::document::Document;
use crate::query::{Query, Sort};

mod crash;
mod model;
mod pages;
mod search;
mod states;

const TIME: i64 = 1_760_000_000;

/// A member that signs entries for its log; whether they follow each other is nothing to the index.
struct Author {
    member: MemberId,
    key: SigningKey,
}

fn author(member: &str, seed: u8) -> Author {
    Author { member: member.parse().unwrap(), key: SigningKey::from_seed(&[seed; 32]) }
}

impl Author {
    fn entry_at(&self, seq: u64, time: i64, record: &Record) -> SignedEntry {
        let network = NetworkId::from_bytes([7; 32]);
        let place =
            Place { seq, prev: (seq > 0).then(|| EntryId::of(b"before")), time: Timestamp::from_unix(time), roster: 1 };
        let frame = entry::sign(&network, &self.member, place, record, &self.key);
        SignedEntry::open(&network, frame).unwrap()
    }

    fn entry(&self, seq: u64, record: &Record) -> SignedEntry {
        self.entry_at(seq, TIME + i64::try_from(seq).unwrap(), record)
    }

    fn log(&self) -> LogId {
        self.key.id()
    }
}

fn text(texts: &[(&str, &str)]) -> MultiText {
    texts.iter().map(|(lang, text)| (lang.parse().unwrap(), *text)).collect()
}

fn about(title: &[(&str, &str)], summary: &[(&str, &str)]) -> About {
    About {
        title: text(title),
        summary: text(summary),
        topics: vec!["return".parse().unwrap()],
        countries: vec!["NL".parse().unwrap()],
        period: Some("2019/2022".parse().unwrap()),
        audience: Audience::Network,
        organisation: "IND".to_owned(),
        licence: None,
        disclaimer: MultiText::new(),
        specification: None,
        answers: None,
    }
}

fn trend(about: About) -> TrendReport {
    TrendReport {
        about,
        body: MultiText::new(),
        definitions: MultiText::new(),
        source: None,
        reference_date: None,
        tables: Vec::new(),
        attachments: Vec::new(),
    }
}

fn report(title: &str) -> Record {
    Record::Report(trend(about(&[("en", title)], &[("en", "A summary.")])))
}

fn practice(about: About) -> Record {
    Record::Practice(BestPractice {
        about,
        context: MultiText::new(),
        approach: text(&[("en", "Do it.")]),
        results: MultiText::new(),
        conditions: MultiText::new(),
        attachments: Vec::new(),
    })
}

fn correction(supersedes: EntryId, title: &str) -> Record {
    let content = Content::Report(trend(about(&[("en", title)], &[("en", "A summary.")])));
    Record::Correction(Correction { supersedes, reason: text(&[("en", "A cell was wrong.")]), content })
}

fn withdrawal(withdraws: EntryId) -> Record {
    Record::Withdrawal(Withdrawal { withdraws, reason: text(&[("en", "Too detailed.")]) })
}

/// The accepted entries of a node, by arrival number.
#[derive(Clone, Default)]
struct Store {
    arrivals: BTreeMap<u64, SignedEntry>,
}

impl Store {
    fn of(entries: &[&SignedEntry]) -> Self {
        Self { arrivals: (0..).zip(entries.iter().map(|entry| (*entry).clone())).collect() }
    }

    fn prepared(&self, from: u64) -> Vec<Prepared> {
        Prepared::all(self.arrivals.range(from..).map(|(arrival, entry)| Document::read(*arrival, entry)).collect())
    }

    fn next(&self) -> u64 {
        self.arrivals.last_key_value().map_or(0, |(arrival, _)| arrival + 1)
    }

    fn by_id(&self) -> HashMap<EntryId, SignedEntry> {
        self.arrivals.values().map(|entry| (entry.id(), entry.clone())).collect()
    }

    /// Brings the writer up to date and commits.
    fn follow(&self, writer: &mut Writer, from: u64) {
        let by_id = self.by_id();
        writer.apply(self.prepared(from), &|id| by_id.get(id).cloned()).unwrap();
        writer.commit(self.next()).unwrap();
    }

    fn title(&self, arrival: u64) -> String {
        let record = self.arrivals.get(&arrival).and_then(SignedEntry::record);
        let title = record.and_then(Record::about).and_then(|about| about.title.best(&[]));
        title.map_or("-", |(_, title)| title).to_owned()
    }

    fn titles(&self, index: &Index, query: &Query) -> Vec<String> {
        index.search(query).unwrap().hits.iter().map(|hit| self.title(hit.arrival)).collect()
    }
}

fn filled(entries: &[&SignedEntry]) -> (Index, Writer, Store) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let store = Store::of(entries);
    store.follow(&mut writer, 0);
    (index, writer, store)
}

fn titles(entries: &[&SignedEntry], query: &Query) -> Vec<String> {
    let (index, _writer, store) = filled(entries);
    store.titles(&index, query)
}

fn search(text: &str) -> Query {
    Query { text: text.to_owned(), sort: Sort::Relevance, ..Query::default() }
}

/// Every order of up to five things.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    if things.is_empty() {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for first in 0..things.len() {
        let mut rest = things.to_vec();
        let chosen = rest.remove(first);
        found.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, chosen.clone());
            order
        }));
    }
    found
}
