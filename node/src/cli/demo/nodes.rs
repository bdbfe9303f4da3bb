//! The five nodes: starting, stopping, and seeing what happens at each of them.

use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use emn_protocol::ids::{Digest, EntryId, LogId};
use emn_protocol::record::{MultiText, Record};
use emn_protocol::sync::Event;
use emn_protocol::time::Timestamp;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

use super::drafts::MEMBERS;
use crate::cli::sandbox::Sandbox;
use crate::daemon::Daemon;
use crate::engine::{PublishError, Published, Snapshot};
use crate::identity::{create_private_folder, save_key};
use crate::net::NetError;

/// Longest wait for anything. It takes milliseconds; a machine with much else to do may take thousands of times that.
pub(super) const LIMIT: Duration = Duration::from_secs(60);
/// Between two looks at a node. Short, because times are read off it.
const LOOK: Duration = Duration::from_millis(2);
/// Between two looks where nobody reads off the time.
const RETRY: Duration = Duration::from_millis(100);
/// Longest wait for a node to stop: it flushes, no more.
const STOP_LIMIT: Duration = Duration::from_secs(20);
/// Longest wait for the UDP port of a node that returns. A QUIC connection that was given up during its handshake holds
/// the port for its idle time of ten seconds; over TCP, which the roster lists as well, the node is back at once.
const QUIC_PATIENCE: Duration = Duration::from_secs(1);
/// New networks made because another program took a port between finding it free and using it.
const PORT_ATTEMPTS: usize = 5;
/// Seconds between two comparisons with a peer: the least that settings allow, so that what gossip may lose is not
/// waited for.
const COMPARE_SECONDS: u64 = 5;
/// The folder of the root keys, beside those of the nodes: with it, who keeps the folders can change the roster.
const KEYHOLDERS: &str = "keyholders";
/// Events that wait for the script. It reads them all the time; a node has no more than some hundred.
const SIGHTINGS: usize = 4096;

/// Something that happened at a node.
#[derive(Debug)]
pub(super) struct Sighting {
    /// At which node.
    pub(super) node: usize,
    /// When it was seen.
    pub(super) at: Instant,
    /// What.
    pub(super) event: Event,
}

/// A record that was published and has reached the nodes that run.
#[derive(Debug)]
pub(super) struct Delivery {
    /// Its entry.
    pub(super) published: Published,
    /// From the command until the publisher had it signed, on disk and in its lists.
    pub(super) own: Duration,
    /// By node: from the command until the node had stored it.
    pub(super) received: BTreeMap<usize, Duration>,
}

/// The network of the demonstration.
pub(super) struct Nodes {
    root: PathBuf,
    now: Timestamp,
    /// Folders, keys and rosters.
    pub(super) sandbox: Sandbox,
    running: Vec<Option<Daemon>>,
    seen: mpsc::Receiver<Sighting>,
    see: mpsc::Sender<Sighting>,
}

/// Repeats a look until it finds something.
///
/// # Errors
/// After [`LIMIT`], with the last thing that was missing.
pub(super) async fn until<T>(what: &str, look: impl FnMut() -> Result<T, String>) -> anyhow::Result<T> {
    until_within(LIMIT, what, look).await
}

async fn until_within<T>(
    limit: Duration,
    what: &str,
    mut look: impl FnMut() -> Result<T, String>,
) -> anyhow::Result<T> {
    let start = Instant::now();
    loop {
        match look() {
            Ok(found) => return Ok(found),
            Err(missing) if start.elapsed() >= limit => {
                bail!("{what}: not within {} s ({missing})", limit.as_secs_f64());
            }
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}

/// Whether a start failed because another program has a port.
fn port_was_taken(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(NetError::PortTaken { .. }))
}

/// The code of a node's member.
pub(super) fn code(node: usize) -> &'static str {
    MEMBERS.get(node).map_or("?", |(code, ..)| code)
}

fn names() -> anyhow::Result<Vec<(&'static str, MultiText)>> {
    let mut all = Vec::new();
    for (code, lang, name, english) in MEMBERS {
        let mut text = MultiText::new();
        text.set(lang.parse()?, name);
        text.set("en".parse()?, english);
        all.push((code, text));
    }
    Ok(all)
}

impl Nodes {
    /// Makes folders, keys and a roster below `root`.
    ///
    /// # Errors
    /// When a folder cannot be written, or no port is free.
    pub(super) fn create(root: &Path, now: Timestamp) -> anyhow::Result<Self> {
        let mut sandbox = Sandbox::create(root, "EMN demonstration", &names()?, now)?;
        for site in &mut sandbox.sites {
            site.config.sync.compare_every_seconds = COMPARE_SECONDS;
            // On the pages, two persons publish, as they do by default.
            site.config.publish.four_eyes = true;
            // So that `emn run` can go on with a folder that is kept.
            site.write_config()?;
        }
        let keyholders = root.join(KEYHOLDERS);
        create_private_folder(&keyholders)?;
        for (number, key) in sandbox.roots.iter().enumerate() {
            save_key(&keyholders.join(format!("root-{}.pem", number + 1)), key)?;
        }
        let (see, seen) = mpsc::channel(SIGHTINGS);
        let running = sandbox.sites.iter().map(|_| None).collect();
        Ok(Self { root: root.to_owned(), now, sandbox, running, seen, see })
    }

    /// Starts all nodes; with new keys and ports, if another program took a port in the meantime.
    ///
    /// # Errors
    /// When one does not start.
    pub(super) async fn start(&mut self) -> anyhow::Result<()> {
        for _ in 1..PORT_ATTEMPTS {
            match self.start_all().await {
                Err(error) if port_was_taken(&error) => self.begin_anew().await?,
                result => return result,
            }
        }
        self.start_all().await
    }

    async fn begin_anew(&mut self) -> anyhow::Result<()> {
        self.stop_all().await;
        let keyholders = self.root.join(KEYHOLDERS);
        let folders = self.sandbox.sites.iter().map(|site| site.folder.root()).chain([keyholders.as_path()]);
        for folder in folders {
            std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        *self = Self::create(&self.root, self.now)?;
        Ok(())
    }

    async fn start_all(&mut self) -> anyhow::Result<()> {
        for node in 0..self.running.len() {
            self.start_one(node).await?;
        }
        Ok(())
    }

    async fn start_one(&mut self, node: usize) -> anyhow::Result<()> {
        let start = self.sandbox.start(node);
        let daemon = within(LIMIT, "starting", start).await.and_then(|started| started);
        let daemon = daemon.with_context(|| format!("the node of {} did not start", code(node)))?;
        let (mut events, see) = (daemon.engine().events(), self.see.clone());
        // Ends with the engine, or with the script.
        tokio::spawn(async move {
            loop {
                match events.recv().await {
                    Ok(told) => {
                        let sighting = Sighting { node, at: Instant::now(), event: told.event };
                        if see.send(sighting).await.is_err() {
                            return;
                        }
                    }
                    Err(RecvError::Closed) => return,
                    // The state shows what these events would have told.
                    Err(RecvError::Lagged(_)) => {}
                }
            }
        });
        if let Some(place) = self.running.get_mut(node) {
            *place = Some(daemon);
        }
        Ok(())
    }

    /// Starts a node that was stopped; gives how long that took. Its addresses stand in the roster, so its ports are
    /// waited for: in one process they are not free at once, as they are when a process ends.
    ///
    /// # Errors
    /// When it does not start within [`LIMIT`].
    pub(super) async fn restart(&mut self, node: usize) -> anyhow::Result<Duration> {
        let begin = Instant::now();
        loop {
            let start = Instant::now();
            match self.start_one(node).await {
                Err(error) if port_was_taken(&error) && begin.elapsed() < LIMIT => {
                    tracing::info!(member = code(node), "waiting for a port: {error:#}");
                    tokio::time::sleep(RETRY).await;
                }
                result => return result.map(|()| start.elapsed()),
            }
            if begin.elapsed() >= QUIC_PATIENCE
                && let Some(site) = self.sandbox.sites.get_mut(node)
            {
                site.config.node.listen.retain(|address| address.contains("/tcp/"));
            }
        }
    }

    /// Stops a node.
    ///
    /// # Errors
    /// When it does not stop in time, or not well.
    pub(super) async fn stop(&mut self, node: usize) -> anyhow::Result<()> {
        let Some(daemon) = self.running.get_mut(node).and_then(Option::take) else { return Ok(()) };
        if within(STOP_LIMIT, "stopping", daemon.stop()).await? {
            return Ok(());
        }
        bail!("the node of {} did not end well", code(node))
    }

    /// Stops all nodes at once; returns whether all ended well.
    pub(super) async fn stop_all(&mut self) -> bool {
        let stops = self
            .running
            .iter_mut()
            .filter_map(Option::take)
            .map(|daemon| async { within(STOP_LIMIT, "stopping", daemon.stop()).await.unwrap_or(false) });
        futures::future::join_all(stops).await.into_iter().all(|well| well)
    }

    /// The folder that the nodes' folders lie in.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The running nodes, by number.
    pub(super) fn running(&self) -> impl Iterator<Item = (usize, &Daemon)> {
        self.running.iter().enumerate().filter_map(|(node, daemon)| Some((node, daemon.as_ref()?)))
    }

    /// A node that should be running.
    ///
    /// # Errors
    /// When it is not.
    pub(super) fn node(&self, node: usize) -> anyhow::Result<&Daemon> {
        let daemon = self.running.get(node).and_then(Option::as_ref);
        daemon.with_context(|| format!("the node of {} does not run", code(node)))
    }

    /// Waits until every running node is connected with every other one, and may publish.
    ///
    /// # Errors
    /// After [`LIMIT`].
    pub(super) async fn until_connected(&self) -> anyhow::Result<()> {
        let keys: Vec<_> = self.running().map(|(node, daemon)| (node, daemon.engine().snapshot().node)).collect();
        until("every node is connected with every other one", || {
            for (node, daemon) in self.running() {
                let snapshot = daemon.engine().snapshot();
                let apart = keys.iter().find(|(other, key)| *other != node && !snapshot.peers.contains_key(key));
                if let Some((other, _)) = apart {
                    return Err(format!("{} and {} are not", code(node), code(*other)));
                }
                if let Some(hold) = &snapshot.hold {
                    return Err(format!("{}: {hold}", code(node)));
                }
            }
            Ok(())
        })
        .await
    }

    /// Waits until every running node has the same entries as all others; gives their number and the frontier's hash.
    ///
    /// # Errors
    /// After [`LIMIT`].
    pub(super) async fn until_equal(&self, entries: u64) -> anyhow::Result<Digest> {
        until("all nodes have the same entries", || {
            let states: Vec<_> = self.running().map(|(node, daemon)| (node, daemon.engine().snapshot())).collect();
            let first = states.first().map(|(_, snapshot)| snapshot.frontier_digest);
            let equal = |snapshot: &Snapshot| Some(snapshot.frontier_digest) == first && snapshot.entries == entries;
            match first {
                Some(digest) if states.iter().all(|(_, snapshot)| equal(snapshot)) => Ok(digest),
                _ => {
                    let counts = states.iter().map(|(node, state)| format!("{} has {}", code(*node), state.entries));
                    Err(format!("{} of {entries}", counts.collect::<Vec<_>>().join(", ")))
                }
            }
        })
        .await
    }

    /// Publishes a record at a node, and waits until every other running node has stored it.
    ///
    /// # Errors
    /// When the node refuses it, or another one does not have it after [`LIMIT`].
    pub(super) async fn publish(&mut self, node: usize, record: &Record) -> anyhow::Result<Delivery> {
        while self.seen.try_recv().is_ok() {}
        let (start, published) = self.hand_in(node, record).await?;
        let own = start.elapsed();
        let mut received = BTreeMap::new();
        let expected: Vec<usize> = self.running().map(|(other, _)| other).filter(|other| *other != node).collect();
        while received.len() < expected.len() {
            match tokio::time::timeout(LOOK, self.seen.recv()).await {
                Ok(Some(sighting)) if sighting.node != node && tells_of(&sighting.event, &published.id) => {
                    received.entry(sighting.node).or_insert(sighting.at.saturating_duration_since(start));
                }
                // An event names only the last entry of several; the state names all.
                _ => self.note_stored(node, &published, start, &mut received),
            }
            let missing = expected.iter().find(|other| !received.contains_key(other));
            if let Some(missing) = missing.filter(|_| start.elapsed() >= LIMIT) {
                let id = published.id.short();
                bail!("entry {id} of {} did not reach {} within {} s", code(node), code(*missing), LIMIT.as_secs());
            }
        }
        Ok(Delivery { published, own, received })
    }

    /// Publishes as soon as the node may; gives when the attempt began that went well.
    async fn hand_in(&self, node: usize, record: &Record) -> anyhow::Result<(Instant, Published)> {
        let begin = Instant::now();
        loop {
            let start = Instant::now();
            match self.node(node)?.engine().publish(record.clone()).await {
                Ok(published) => return Ok((start, published)),
                Err(PublishError::Hold(_) | PublishError::Unavailable) if begin.elapsed() < LIMIT => {
                    tokio::time::sleep(RETRY).await;
                }
                Err(error) => return Err(error).with_context(|| format!("{} could not publish", code(node))),
            }
        }
    }

    fn note_stored(
        &self,
        node: usize,
        published: &Published,
        start: Instant,
        received: &mut BTreeMap<usize, Duration>,
    ) {
        for (other, daemon) in self.running().filter(|(other, _)| *other != node) {
            if height(&daemon.engine().snapshot(), &published.log) > published.seq {
                received.entry(other).or_insert(start.elapsed());
            }
        }
    }

    /// What happens next at any node; none when nothing does for a while.
    pub(super) async fn next_sighting(&mut self, wait: Duration) -> Option<Sighting> {
        tokio::time::timeout(wait, self.seen.recv()).await.ok().flatten()
    }
}

fn height(snapshot: &Snapshot, log: &LogId) -> u64 {
    snapshot.logs.get(log).map_or(0, |state| state.height)
}

fn tells_of(event: &Event, id: &EntryId) -> bool {
    matches!(event, Event::Accepted { last, .. } if last == id)
}

/// Waits for something that should not take long.
///
/// # Errors
/// After `limit`.
pub(super) async fn within<T>(limit: Duration, what: &str, work: impl Future<Output = T>) -> anyhow::Result<T> {
    tokio::time::timeout(limit, work).await.map_err(|_| anyhow::anyhow!("{what} took more than {} s", limit.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn look_that_never_finds_ends_with_what_was_missing() {
        let never = until_within::<()>(Duration::from_millis(5), "the sun rises", || Err("it is dark".to_owned()));
        assert_eq!(never.await.unwrap_err().to_string(), "the sun rises: not within 0.005 s (it is dark)");
    }

    #[tokio::test]
    async fn look_is_repeated_until_it_finds() {
        let mut looks = 0;
        let found = until("third time", || {
            looks += 1;
            if looks < 3 { Err(format!("{looks} looks")) } else { Ok(looks) }
        });
        assert_eq!(found.await.unwrap(), 3);
    }

    #[test]
    fn taken_port_is_told_from_other_failures() {
        let taken = NetError::PortTaken { address: "/ip4/127.0.0.1/tcp/1".to_owned(), port: 1 };
        assert!(port_was_taken(&anyhow::Error::from(taken).context("the node of NL did not start")));
        assert!(!port_was_taken(&anyhow::anyhow!("disk on fire")));
    }
}
