//! Nodes that are killed while they publish.

use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, ensure};
use emn_node::api::view::Published;
use emn_node::config::Folder;
use emn_node::store::{Journal, Opened, Store};
use emn_protocol::entry::SignedEntry;
use emn_protocol::testing::practice;
use emn_tests::{Api, NodeProcess, Refused, equal_sets, eventually};

use crate::with_net;

/// What the node acknowledged.
#[derive(Default)]
pub(crate) struct Acknowledged(Mutex<Vec<Published>>);

impl Acknowledged {
    fn add(&self, published: Published) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(published);
    }

    /// So far.
    pub(crate) fn all(&self) -> Vec<Published> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many so far.
    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Publishes one record after the other until the node no longer answers.
    pub(crate) fn publish_until_it_dies(&self, api: &Api, name: &str) -> anyhow::Result<()> {
        for n in 0.. {
            match api.publish(&practice(&format!("Practice {name}/{n}"))) {
                Ok(published) => self.add(published),
                Err(error) if error.is::<Refused>() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(())
    }
}

/// One life of the node: it publishes, and is killed after some more acknowledgements than `before`.
fn live_and_die(node: NodeProcess, round: usize, acknowledged: &Acknowledged) -> anyhow::Result<()> {
    let api = node.api().clone();
    // Another moment in each round.
    let enough = acknowledged.len() + 1 + round * 7 % 23;
    std::thread::scope(|scope| {
        let publishing = scope.spawn(|| acknowledged.publish_until_it_dies(&api, &round.to_string()));
        eventually("the node acknowledges records", || {
            ensure!(acknowledged.len() >= enough || publishing.is_finished(), "{} records", acknowledged.len());
            Ok(())
        })?;
        node.kill()?;
        publishing.join().expect("the publisher returns its errors")
    })
}

#[test]
fn node_killed_twenty_times_while_publishing_loses_nothing_acknowledged() -> anyhow::Result<()> {
    with_net(2, |net| {
        let witness = net.start(1)?;
        let acknowledged = Acknowledged::default();
        for round in 0..20 {
            let node = net.start(0)?;
            let before = acknowledged.all();
            let entries = node.api().status()?.entries;
            ensure!(entries >= before.len() as u64, "round {round}: {entries} entries, {} acknowledged", before.len());
            for published in before.iter().rev().take(30) {
                ensure!(node.api().has(&published.id)?, "round {round}: entry {} is lost", published.seq);
            }
            eventually("the node may publish", || {
                let hold = node.api().status()?.hold;
                ensure!(hold.is_none(), "{hold:?}");
                Ok(())
            })?;
            live_and_die(node, round, &acknowledged)?;
        }
        let node = net.start(0)?;
        equal_sets([node.api(), witness.api()], node.api().status()?.entries)?;
        for api in [node.api(), witness.api()] {
            ensure!(api.status()?.frozen_logs.is_empty(), "a number was signed twice: {:?}", api.status()?);
        }
        ensure!(node.terminate()?.success());
        let all = acknowledged.all();
        ensure!(all.len() >= 20, "only {} records were acknowledged", all.len());
        check_folder(net.folder(0), &all)
    })
}

/// Opens the folder of a node that stands still: store and journal must hold one unbroken chain, with every
/// acknowledged entry at its place.
pub(crate) fn check_folder(folder: &Folder, acknowledged: &[Published]) -> anyhow::Result<()> {
    let Some(log) = acknowledged.first().map(|published| published.log) else { return Ok(()) };
    let Opened { store, damaged } = Store::open(&folder.store())?;
    ensure!(damaged.is_none(), "the store was damaged: {damaged:?}");
    let stored = store.reader().frames(&log, 0, u64::MAX, usize::MAX)?;
    let journal = Journal::open(&folder.journal(), log)?;
    let journaled: Vec<_> = journal.replay_from(0)?.collect::<Result<_, _>>()?;
    for (place, frames) in [("store", stored), ("journal", journaled)] {
        let mut ids = Vec::with_capacity(frames.len());
        for (seq, frame) in (0..).zip(frames) {
            let entry = SignedEntry::from_store(frame).map_err(|reason| anyhow::anyhow!("{place}: {reason}"))?;
            let header = entry.header();
            ensure!(header.seq == seq && header.prev == ids.last().copied(), "{place}: entry {seq} breaks the chain");
            ids.push(entry.id());
        }
        for published in acknowledged {
            let id = usize::try_from(published.seq).ok().and_then(|seq| ids.get(seq));
            let id =
                id.with_context(|| format!("{place}: entry {} is lost; there are {}", published.seq, ids.len()))?;
            ensure!(*id == published.id, "{place}: entry {} is another one", published.seq);
        }
    }
    Ok(())
}
