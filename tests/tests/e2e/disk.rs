//! A disk that refuses to write.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use emn_node::catalogue;
use emn_node::engine::{self, EngineHandle, Parts, PublishError, Published, Running, SendOutcome, Started};
use emn_node::store::{Failing, FailingKv, Journal, Kv, MemoryKv, Store, StoreReader};
use emn_protocol::testing::{TestNetwork, key, node_key, practice, withdrawal};
use emn_tests::{Turn, eventually};
use tokio::runtime::Runtime;

/// A node without a network, whose disk does what the test says.
struct Node {
    network: TestNetwork,
    memory: Arc<MemoryKv>,
    disk: Arc<FailingKv>,
    runtime: Runtime,
    folder: tempfile::TempDir,
    index: tempfile::TempDir,
    _turn: Turn,
}

/// Its engine, for one run.
struct Run {
    handle: EngineHandle,
    running: Running,
    reader: StoreReader,
}

impl Node {
    fn new() -> anyhow::Result<Self> {
        let memory = Arc::new(MemoryKv::new());
        let inner: Arc<dyn Kv> = memory.clone();
        let network = TestNetwork::new(1);
        Store::with_kv(inner.clone())?.install_roster(network.rosters.newest())?;
        Ok(Self {
            network,
            memory,
            disk: Arc::new(FailingKv::new(inner)),
            runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?,
            folder: tempfile::tempdir()?,
            index: tempfile::tempdir()?,
            _turn: Turn::take(),
        })
    }

    fn start(&self) -> anyhow::Result<Run> {
        let (member, key) = (self.network.members[0].0.clone(), key(0));
        let store = Store::with_kv(self.disk.clone())?;
        let reader = store.reader();
        let parts = Parts {
            store,
            journal: Some(Journal::open(self.journal(), key.id())?),
            journal_was_missing: false,
            signing: Some(key),
            member,
            me: node_key(0),
            trust_own_log: false,
            compare_every: 30_000,
            seed: 1,
            builder: catalogue::open(self.index.path(), reader.clone())?.builder,
            keep_roster: Box::new(|_| {}),
        };
        let Started { handle, running, .. } = engine::spawn(parts, Box::new(|_| SendOutcome::Gone))?;
        Ok(Run { handle, running, reader })
    }

    fn journal(&self) -> &Path {
        self.folder.path()
    }

    fn publish(&self, run: &Run, title: &str) -> Result<Published, PublishError> {
        self.runtime.block_on(run.handle.publish(practice(title)))
    }

    fn stop(&self, run: Run) -> anyhow::Result<()> {
        self.runtime.block_on(run.handle.stop());
        ensure!(run.running.join(), "the engine did not end well");
        Ok(())
    }

    /// Store and journal hold these entries and no others.
    fn holds(&self, published: &[Published]) -> anyhow::Result<()> {
        let inner: Arc<dyn Kv> = self.memory.clone();
        let log = self.network.members[0].1.id();
        let seqs: Vec<u64> = (0..published.len() as u64).collect();
        let ids: Vec<_> = published.iter().map(|entry| Some(entry.id)).collect();
        let stored = Store::with_kv(inner)?.reader();
        ensure!(stored.len()? == published.len() as u64, "the store has {} entries", stored.len()?);
        ensure!(stored.ids_at(&log, &seqs)? == ids, "the store has other entries");
        let journal = Journal::open(self.journal(), log)?;
        ensure!(journal.height() == published.len() as u64, "the journal has {} entries", journal.height());
        ensure!(journal.last() == published.last().map(|entry| entry.id), "the journal ends with another entry");
        Ok(())
    }
}

fn refused(outcome: Result<Published, PublishError>) -> anyhow::Result<()> {
    match outcome {
        Err(PublishError::Storage(_)) => Ok(()),
        other => anyhow::bail!("not refused for its storage: {other:?}"),
    }
}

fn recovers(run: &Run) -> anyhow::Result<()> {
    eventually("the node notices that the disk writes again", || {
        let snapshot = run.handle.snapshot();
        ensure!(snapshot.storage_fault.is_none() && snapshot.hold.is_none(), "{:?}", snapshot.storage_fault);
        Ok(())
    })
}

fn tells_of_the_fault(run: &Run, entries: u64) -> anyhow::Result<()> {
    eventually("the status tells of the fault", || {
        let snapshot = run.handle.snapshot();
        ensure!(snapshot.storage_fault.is_some(), "no fault is shown");
        ensure!(snapshot.entries == entries, "{} entries are shown as accepted", snapshot.entries);
        Ok(())
    })
}

/// Three records on a disk that works.
fn three(node: &Node, run: &Run) -> anyhow::Result<Vec<Published>> {
    (0..3).map(|n| Ok(node.publish(run, &format!("Practice {n}"))?)).collect()
}

/// After the disk works again: more records, no number missing or double, also after a restart.
fn goes_on(node: &Node, run: Run, mut published: Vec<Published>) -> anyhow::Result<()> {
    recovers(&run)?;
    for n in 0..2 {
        published.push(node.publish(&run, &format!("Later practice {n}"))?);
    }
    ensure!(published.iter().map(|entry| entry.seq).eq(0..published.len() as u64), "{published:?}");
    node.stop(run)?;
    node.holds(&published)?;
    let run = node.start()?;
    published.push(node.publish(&run, "After a restart")?);
    node.stop(run)?;
    node.holds(&published)
}

#[test]
fn full_disk_refuses_to_publish_and_everything_goes_on_when_it_has_room() -> anyhow::Result<()> {
    let node = Node::new()?;
    let run = node.start()?;
    let published = three(&node, &run)?;
    node.disk.fail_writes(Failing::From { after: 0 });
    // Tried and failed, then not even tried.
    for _ in 0..2 {
        refused(node.publish(&run, "Not written"))?;
        tells_of_the_fault(&run, 3)?;
        ensure!(run.reader.len()? == 3, "the store shows {} entries", run.reader.len()?);
    }
    node.disk.fail_writes(Failing::Never);
    goes_on(&node, run, published)
}

#[test]
fn disk_that_does_not_flush_keeps_what_the_journal_has_and_refuses_the_next() -> anyhow::Result<()> {
    let node = Node::new()?;
    let run = node.start()?;
    let mut published = three(&node, &run)?;
    node.disk.fail_flushes(Failing::From { after: 0 });
    published.push(node.publish(&run, "In the journal, so it is safe")?);
    tells_of_the_fault(&run, 4)?;
    refused(node.publish(&run, "Not tried"))?;
    ensure!(run.reader.len()? == 4, "the store shows {} entries", run.reader.len()?);
    node.disk.fail_flushes(Failing::Never);
    goes_on(&node, run, published)
}

/// Whether a file has these bytes.
fn holds(path: &Path, bytes: &[u8]) -> anyhow::Result<bool> {
    Ok(fs::read(path)?.windows(bytes.len()).any(|window| window == bytes))
}

#[test]
fn record_whose_erasure_failed_halfway_is_erased_at_the_next_start() -> anyhow::Result<()> {
    const TITLE: &str = "A practice that says too much";
    let node = Node::new()?;
    let log = node.network.members[0].1.id();
    let run = node.start()?;
    let entry = node.publish(&run, TITLE)?;
    let journal = Journal::open(node.journal(), log)?.path().to_owned();
    ensure!(holds(&journal, TITLE.as_bytes())?);
    // The journal is written anew beside the old file: a folder in the way keeps it from that.
    let in_the_way = journal.with_extension("new");
    fs::create_dir(&in_the_way)?;
    node.runtime.block_on(run.handle.publish(withdrawal(entry.id)))?;
    // The erasure follows on its own; an order that comes after it is done after it.
    eventually("the catalogue has the withdrawal", || {
        ensure!(run.handle.indexed() == 2, "{} entries", run.handle.indexed());
        Ok(())
    })?;
    node.publish(&run, "Meanwhile")?;
    node.stop(run)?;
    ensure!(holds(&journal, TITLE.as_bytes())?, "the folder was not in the way");

    fs::remove_dir(&in_the_way)?;
    let run = node.start()?;
    eventually("the record is erased", || {
        let frame = run.reader.frame(&log, 0)?.context("the entry stays")?;
        ensure!(!frame.windows(TITLE.len()).any(|window| window == TITLE.as_bytes()), "the store has it");
        ensure!(!holds(&journal, TITLE.as_bytes())?, "the journal has it");
        Ok(())
    })?;
    ensure!(node.publish(&run, "Afterwards")?.seq == 3);
    node.stop(run)
}
