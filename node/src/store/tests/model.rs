//! The store against a model in plain collections, over random operations.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use emn_protocol::ids::EntryId;
use emn_protocol::sync::{Evidence, LogState};
use emn_protocol::verify::VerifiedEntry;
use proptest::collection::vec;
use proptest::prelude::*;

use super::super::kv::MemoryKv;
use super::super::{Store, StoreReader};
use super::fixture::{World, assert_no_orphans, frame, stored_frames};

const AUTHORS: usize = 3;
const HEIGHT: usize = 12;

/// What operations choose from: signed once, for signing takes most of the time.
struct Pool {
    world: World,
    chains: Vec<Vec<VerifiedEntry>>,
    forks: Vec<Vec<Evidence>>,
    withdrawals: Vec<Vec<VerifiedEntry>>,
}

fn pool() -> &'static Pool {
    static POOL: OnceLock<Pool> = OnceLock::new();
    POOL.get_or_init(|| {
        let world = World::new();
        let sizes = |author: usize| (0..HEIGHT).map(move |seq| [10, 60_000, 900, 200_000][(seq + author) % 4]);
        let chains: Vec<_> = (0..AUTHORS).map(|author| world.chain(author, sizes(author))).collect();
        let fork = |author: usize, seq: usize| {
            let before = seq.checked_sub(1).map(|before| &chains[author][before]);
            world.evidence(author, before, &chains[author][seq])
        };
        let forks = (0..AUTHORS).map(|author| (0..HEIGHT).map(|seq| fork(author, seq)).collect()).collect();
        let withdraw = |author: usize, seq: usize| {
            let entry = &chains[author][seq];
            world.withdrawal(author, Some(entry), entry.entry().id())
        };
        let withdrawals = (0..AUTHORS).map(|author| (0..HEIGHT).map(|seq| withdraw(author, seq)).collect()).collect();
        Pool { world, chains, forks, withdrawals }
    })
}

impl Pool {
    fn id(&self, author: usize, seq: usize) -> EntryId {
        self.chains[author][seq].entry().id()
    }

    fn erased(&self, author: usize, seq: usize) -> Bytes {
        let entry = self.chains[author][seq].entry().clone();
        entry.erased_by(self.withdrawals[author][seq].entry()).expect("it withdraws").frame().clone()
    }
}

#[derive(Debug, Clone)]
enum Op {
    /// Append the next entry of each of these logs, in one batch.
    Append(Vec<usize>),
    Freeze(usize, usize),
    Truncate(usize, usize),
    Erase(usize, usize),
    Flush,
    Reopen,
}

fn op() -> impl Strategy<Value = Op> {
    let author = 0..AUTHORS;
    let seq = 0..HEIGHT;
    prop_oneof![
        8 => vec(author.clone(), 1..6).prop_map(Op::Append),
        1 => (author.clone(), seq.clone()).prop_map(|(author, seq)| Op::Freeze(author, seq)),
        2 => (author.clone(), seq.clone()).prop_map(|(author, height)| Op::Truncate(author, height)),
        3 => (author, seq).prop_map(|(author, seq)| Op::Erase(author, seq)),
        1 => Just(Op::Flush),
        2 => Just(Op::Reopen),
    ]
}

#[derive(Default)]
struct Model {
    logs: [Vec<Bytes>; AUTHORS],
    frozen: [Option<usize>; AUTHORS],
    evidence: [Option<[Bytes; 2]>; AUTHORS],
    retired: [BTreeMap<(usize, EntryId), Bytes>; AUTHORS],
    arrivals: Vec<(u64, usize, usize)>,
    next_arrival: u64,
}

impl Model {
    /// The entries that the logs have room for, in the order asked.
    fn appendable(&self, authors: &[usize]) -> Vec<VerifiedEntry> {
        let mut heights: Vec<usize> = self.logs.iter().map(Vec::len).collect();
        let mut batch = Vec::new();
        for &author in authors {
            let seq = heights[author];
            if seq < self.frozen[author].unwrap_or(HEIGHT) {
                batch.push(pool().chains[author][seq].clone());
                heights[author] += 1;
            }
        }
        batch
    }

    fn append(&mut self, batch: &[VerifiedEntry]) {
        let author_of = |entry: &VerifiedEntry| {
            (0..AUTHORS).find(|author| pool().world.log(*author) == entry.entry().log()).expect("an author of ours")
        };
        let mut seen = BTreeSet::new();
        for author in batch.iter().map(author_of).filter(|author| seen.insert(*author)) {
            for entry in batch.iter().filter(|entry| author_of(entry) == author) {
                self.arrivals.push((self.next_arrival, author, self.logs[author].len()));
                self.next_arrival += 1;
                self.logs[author].push(frame(entry));
            }
        }
    }

    fn cut(&mut self, author: usize, height: usize) {
        for seq in (height..self.logs[author].len()).rev() {
            let frame = self.logs[author].pop().expect("the log is so long");
            self.retired[author].insert((seq, pool().id(author, seq)), frame);
        }
        self.arrivals.retain(|(_, other, seq)| *other != author || *seq < height);
    }

    fn freeze(&mut self, author: usize, seq: usize) {
        if self.frozen[author].is_none_or(|frozen| seq < frozen) {
            self.frozen[author] = Some(seq);
            self.evidence[author] = Some(pool().forks[author][seq].frames.clone());
            self.cut(author, seq);
        }
    }

    fn erase(&mut self, author: usize, seq: usize) {
        let (id, whole, erased) =
            (pool().id(author, seq), frame(&pool().chains[author][seq]), pool().erased(author, seq));
        let proof = self.evidence[author].iter_mut().flatten();
        let copies = self.logs[author].get_mut(seq).into_iter().chain(self.retired[author].get_mut(&(seq, id)));
        copies.chain(proof).filter(|frame| **frame == whole).for_each(|frame| *frame = erased.clone());
    }

    fn state(&self, author: usize) -> LogState {
        let height = self.logs[author].len();
        let last = height.checked_sub(1);
        LogState {
            height: height as u64,
            head: last.map(|seq| pool().id(author, seq)),
            roster: u64::from(last.is_some()),
            frozen: self.frozen[author].map(|seq| seq as u64),
        }
    }

    fn assert_equal(&self, reader: &StoreReader) {
        for author in 0..AUTHORS {
            let log = pool().world.log(author);
            assert_eq!(reader.head(&log).expect("it reads"), self.state(author));
            assert_eq!(reader.frontier().expect("it reads").get(&log), self.state(author));
            assert!(stored_frames(reader, &log) == self.logs[author], "log {author} differs");
            let retired: Vec<_> = self.retired[author].values().cloned().collect();
            assert!(reader.retired(&log, 100).expect("it reads") == retired, "retired entries of {author} differ");
            let evidence = reader.evidence(&log).expect("it reads").map(|evidence| evidence.frames);
            assert!(evidence == self.evidence[author], "evidence against {author} differs");
            self.assert_ids(reader, author);
        }
        self.assert_arrivals(reader);
    }

    fn assert_ids(&self, reader: &StoreReader, author: usize) {
        let log = pool().world.log(author);
        let seqs: Vec<u64> = (0..HEIGHT as u64).collect();
        let ids = reader.ids_at(&log, &seqs).expect("it reads");
        for (seq, found) in ids.into_iter().enumerate() {
            let id = pool().id(author, seq);
            let here = seq < self.logs[author].len();
            assert_eq!(found, here.then_some(id));
            assert_eq!(reader.locate(&id).expect("it reads"), here.then_some((log, seq as u64)));
            assert_eq!(reader.find_prefix(&id.short(), 2).expect("it reads"), if here { vec![id] } else { vec![] });
        }
    }

    fn assert_arrivals(&self, reader: &StoreReader) {
        let expected: Vec<_> = self
            .arrivals
            .iter()
            .map(|(number, author, seq)| (*number, pool().world.log(*author), *seq as u64))
            .collect();
        let mut forward = Vec::new();
        let mut from = 0;
        loop {
            let page = reader.arrivals(from, 4).expect("it reads");
            let Some(last) = page.last() else { break };
            from = last.number + 1;
            forward.extend(page.iter().map(|arrival| (arrival.number, arrival.log, arrival.seq)));
        }
        assert_eq!(forward, expected);
        let mut backward = reader.arrivals_reverse(u64::MAX, 1_000).expect("it reads");
        backward.reverse();
        assert_eq!(
            backward.iter().map(|arrival| (arrival.number, arrival.log, arrival.seq)).collect::<Vec<_>>(),
            expected
        );
        assert_eq!(reader.next_arrival().expect("it reads"), self.next_arrival);
        assert_eq!(reader.len().expect("it reads"), expected.len() as u64);
    }
}

fn run(ops: &[Op], reopen: &dyn Fn() -> Store) {
    let mut model = Model::default();
    let mut store = Some(reopen());
    for op in ops {
        let writer = store.as_mut().expect("a store is open between two operations");
        match op {
            Op::Append(authors) => {
                let batch = model.appendable(authors);
                writer.append(&batch).expect("the entries follow");
                model.append(&batch);
            }
            Op::Freeze(author, seq) => {
                writer.freeze(&pool().forks[*author][*seq]).expect("the evidence proves a fork");
                model.freeze(*author, *seq);
            }
            Op::Truncate(author, height) => {
                writer.truncate(&pool().world.log(*author), *height as u64).expect("it cuts");
                model.cut(*author, *height);
            }
            Op::Erase(author, seq) => {
                let withdrawal = pool().withdrawals[*author][*seq].entry();
                writer.erase(&pool().id(*author, *seq), withdrawal).expect("it erases");
                model.erase(*author, *seq);
            }
            Op::Flush => writer.flush().expect("it flushes"),
            Op::Reopen => {
                drop(store.take());
                store = Some(reopen());
            }
        }
        model.assert_equal(&store.as_ref().expect("a store is open between two operations").reader());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn store_in_memory_equals_the_model(ops in vec(op(), 1..40)) {
        let kv = Arc::new(MemoryKv::new());
        run(&ops, &|| Store::with_kv(kv.clone()).expect("the store opens"));
        assert_no_orphans(kv.as_ref());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn store_on_disk_equals_the_model(ops in vec(op(), 1..30)) {
        let temp = tempfile::tempdir().expect("a folder can be made");
        let dir: PathBuf = temp.path().join("store");
        run(&ops, &|| {
            let opened = Store::open(&dir).expect("the store opens");
            assert_eq!(opened.damaged, None);
            opened.store
        });
    }
}
