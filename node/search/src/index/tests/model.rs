//! States compared with a model that is simple enough to be seen to be right.

use std::cmp::Reverse;

use emn_protocol::record::Kind;
use proptest::prelude::*;

use super::*;

/// What an entry of a random history does.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Report,
    Corrects(usize),
    Withdraws(usize),
}

fn deeds() -> impl Strategy<Value = Vec<(u8, i64, Deed)>> {
    let deed = prop_oneof![
        2 => Just(Deed::Report),
        3 => any::<usize>().prop_map(Deed::Corrects),
        2 => any::<usize>().prop_map(Deed::Withdraws),
    ];
    proptest::collection::vec((1u8..3, 0i64..5, deed), 1..12)
}

/// Signs a history: each deed is one to an entry before it, or to none that is there.
fn history(deeds: &[(u8, i64, Deed)]) -> Vec<SignedEntry> {
    let authors = [author("NL", 1), author("DE", 2)];
    let mut entries: Vec<SignedEntry> = Vec::new();
    let mut next = [0u64; 2];
    for (index, (who, time, deed)) in deeds.iter().enumerate() {
        let who = usize::from(*who) - 1;
        let target = |n: usize| entries.get(n % (entries.len() + 1)).map_or(EntryId::of(b"none"), SignedEntry::id);
        let record = match deed {
            Deed::Report => report(&format!("r{index}")),
            Deed::Corrects(n) => correction(target(*n), &format!("r{index}")),
            Deed::Withdraws(n) => withdrawal(target(*n)),
        };
        let entry = authors[who].entry_at(next[who], TIME + time, &record);
        next[who] += 1;
        entries.push(entry);
    }
    entries
}

struct Model<'a>(&'a [SignedEntry]);

impl Model<'_> {
    fn claims(&self, entry: &SignedEntry, kind: Kind) -> impl Iterator<Item = &SignedEntry> {
        self.0.iter().filter(move |claim| {
            let target = match claim.record() {
                Some(Record::Correction(correction)) => Some(correction.supersedes),
                Some(Record::Withdrawal(withdrawal)) => Some(withdrawal.withdraws),
                _ => None,
            };
            target == Some(entry.id())
                && claim.header().member == entry.header().member
                && Kind::from_number(claim.header().kind) == Some(kind)
                && entry.header().kind != Kind::Withdrawal.number()
        })
    }

    fn withdrawal(&self, entry: &SignedEntry) -> Option<EntryId> {
        let order = |claim: &&SignedEntry| (claim.header().time, claim.header().seq, claim.id());
        self.claims(entry, Kind::Withdrawal).min_by_key(order).map(SignedEntry::id)
    }

    fn correction(&self, entry: &SignedEntry) -> Option<EntryId> {
        let valid = self.claims(entry, Kind::Correction).filter(|claim| self.withdrawal(claim).is_none());
        valid.max_by_key(|claim| (claim.header().time, claim.header().seq, Reverse(claim.id()))).map(SignedEntry::id)
    }

    fn shown(&self) -> Vec<EntryId> {
        let is_shown = |entry: &&SignedEntry| {
            entry.header().kind != Kind::Withdrawal.number()
                && self.withdrawal(entry).is_none()
                && self.correction(entry).is_none()
        };
        let mut shown: Vec<EntryId> = self.0.iter().filter(is_shown).map(SignedEntry::id).collect();
        shown.sort();
        shown
    }
}

fn shown(index: &Index, entries: &[SignedEntry]) -> Vec<EntryId> {
    let hits = index.search(&Query { limit: 200, ..Query::default() }).unwrap().hits;
    let id = |log: &LogId, seq| entries.iter().find(|e| e.log() == *log && e.header().seq == seq).map(SignedEntry::id);
    let mut shown: Vec<EntryId> = hits.iter().map(|hit| id(&hit.log, hit.seq).unwrap()).collect();
    shown.sort();
    shown
}

fn check(index: &Index, entries: &[SignedEntry]) {
    let model = Model(entries);
    for entry in entries {
        let member = &entry.header().member;
        let relations = index.relations();
        assert_eq!(relations.withdrawal(&entry.id(), member).map(|c| c.by), model.withdrawal(entry));
        assert_eq!(relations.correction(&entry.id(), member).map(|c| c.by), model.correction(entry));
    }
    assert_eq!(shown(index, entries), model.shown());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn states_are_those_of_the_model_in_any_order_and_in_any_steps(
        deeds in deeds(),
        order in any::<u64>(),
        steps in proptest::collection::vec(1usize..5, 1..5),
        keep in 0u64..6,
    ) {
        let entries = history(&deeds);
        let mut arrived: Vec<usize> = (0..entries.len()).collect();
        arrived.sort_by_key(|n| (*n as u64 + 1).wrapping_mul(order | 1));
        let (index, mut writer) = Index::in_memory().unwrap();
        let (mut store, mut taken) = (Store::default(), 0);
        for step in steps.iter().cycle() {
            let from = taken;
            for n in arrived.iter().skip(from).take(*step) {
                store.arrivals.insert(taken as u64, entries[*n].clone());
                taken += 1;
            }
            store.follow(&mut writer, from as u64);
            if taken == entries.len() {
                break;
            }
        }
        check(&index, &entries);
        // The end of a log leaves, committed together with what comes back later.
        let log = author("NL", 1).log();
        let (gone, kept): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|entry| entry.log() == log && entry.header().seq >= keep);
        store.arrivals.retain(|_, entry| kept.contains(entry));
        let by_id = store.by_id();
        writer.remove(&log, keep, &|id| by_id.get(id).cloned()).unwrap();
        writer.commit(taken as u64).unwrap();
        check(&index, &kept);
        let from = taken as u64;
        store.arrivals.extend((from..).zip(gone));
        store.follow(&mut writer, from);
        check(&index, &entries);
    }
}
