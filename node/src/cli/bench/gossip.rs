//! Gossip: published on one node, stored on all.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{MultiText, Record};
use emn_protocol::sync::Event;

use super::append::Scratch;
use super::entries::Forge;
use super::report::Report;
use crate::cli::sandbox::Sandbox;
use crate::daemon::Daemon;
use crate::engine::PublishError;
use crate::telemetry;

/// Longest wait for nodes to connect or become equal.
const LIMIT: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(5);

/// What `bench gossip` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench gossip                     ten nodes, 100 entries a second for ten seconds
  emn bench gossip --burst 2000        one member publishes 2,000 at once
  emn bench gossip --nodes 40 --rate 20")]
pub(super) struct GossipArgs {
    /// Nodes, all in this process.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(2..=60))]
    nodes: u16,
    /// Entries each second, published by the nodes in turn.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..))]
    rate: u16,
    /// For so many seconds.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Instead: so many entries by one node, as fast as it can.
    #[arg(long, value_name = "ENTRIES")]
    burst: Option<u64>,
    /// Bytes of each entry.
    #[arg(long, default_value_t = 2048)]
    bytes: usize,
    /// Work in this folder [default: the temporary folder].
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
}

pub(super) fn english(text: &str) -> MultiText {
    let english = "en".parse().expect("en is a language tag");
    [(english, text)].into_iter().collect()
}

/// When each entry was published, by log and number, and how long each node took.
#[derive(Default)]
struct Times {
    published: HashMap<EntryId, (usize, Instant)>,
    took: Vec<Duration>,
    seen: HashMap<EntryId, usize>,
}

pub(super) async fn measure(args: GossipArgs) -> anyhow::Result<Report> {
    let scratch = Scratch::new(args.work.clone())?;
    let names: Vec<String> = (0..args.nodes).map(|n| format!("M{n}")).collect();
    let listed: Vec<_> = names.iter().map(|name| (name.as_str(), english(name))).collect();
    let sandbox = Sandbox::create(&scratch.0, "Benchmark", &listed, telemetry::wall_clock())?;
    let mut nodes = Vec::new();
    for index in 0..names.len() {
        nodes.push(sandbox.start(index).await?);
    }
    wait_for(|| nodes.iter().all(|node| node.engine().snapshot().peers.len() + 1 == nodes.len())).await?;
    wait_for(|| nodes.iter().all(|node| node.engine().snapshot().hold.is_none())).await?;
    let mut report = Report::new("gossip");
    match args.burst {
        Some(entries) => burst(&nodes, entries, args.bytes, &mut report).await?,
        None => steady(&nodes, &args, &mut report).await?,
    }
    for node in nodes {
        node.stop().await;
    }
    Ok(report)
}

async fn wait_for(condition: impl Fn() -> bool) -> anyhow::Result<()> {
    let start = Instant::now();
    while !condition() {
        if start.elapsed() > LIMIT {
            bail!("the nodes did not connect or become equal within {} s", LIMIT.as_secs());
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

fn equal(nodes: &[Daemon], entries: u64) -> bool {
    let first = nodes[0].engine().snapshot().frontier_digest;
    nodes.iter().all(|node| {
        let snapshot = node.engine().snapshot();
        snapshot.entries == entries && snapshot.frontier_digest == first
    })
}

fn record(bytes: usize, number: u64) -> Record {
    // The network and the key do not matter: only the record is used.
    let key = emn_protocol::crypto::SigningKey::from_seed(&[3; 32]);
    let member = "NL".parse().expect("NL is a member code");
    let network = emn_protocol::ids::NetworkId::from_bytes([0; 32]);
    Forge::new(network, member, key, telemetry::wall_clock(), bytes).record(number)
}

async fn burst(nodes: &[Daemon], entries: u64, bytes: usize, report: &mut Report) -> anyhow::Result<()> {
    let record = record(bytes, 0);
    let start = Instant::now();
    for _ in 0..entries {
        nodes[0].engine().publish(record.clone()).await?;
    }
    report.rate("publish, one after the other", entries, start.elapsed());
    let published = Instant::now();
    wait_for(|| equal(nodes, entries)).await?;
    report.add("all nodes equal after the last one was published", published.elapsed().as_secs_f64() * 1e3, "ms");
    report.add("all nodes equal after the first one was published", start.elapsed().as_secs_f64() * 1e3, "ms");
    let by_gossip: u64 = nodes.iter().map(|node| node.engine().snapshot().counters.by_gossip).sum();
    let share = 100.0 * super::report::as_f64(by_gossip) / super::report::as_f64(entries * (nodes.len() as u64 - 1));
    report.add("deliveries by gossip; the others by catch-up", share, "%");
    Ok(())
}

async fn steady(nodes: &[Daemon], args: &GossipArgs, report: &mut Report) -> anyhow::Result<()> {
    let times = Arc::new(Mutex::new(Times::default()));
    let listeners: Vec<_> =
        nodes.iter().map(|node| tokio::spawn(listen(node.engine().events(), Arc::clone(&times)))).collect();
    let record = record(args.bytes, 0);
    let total = u64::from(args.rate) * args.seconds;
    let mut every = tokio::time::interval(Duration::from_secs(1) / u32::from(args.rate));
    let mut publishing = Vec::new();
    for number in 0..total {
        every.tick().await;
        let node = &nodes[usize::try_from(number).unwrap_or(0) % nodes.len()];
        let begun = Instant::now();
        match node.engine().publish(record.clone()).await {
            Ok(published) => note_published(&times, published.id, nodes.len()),
            Err(PublishError::Unavailable) => bail!("a node was too busy to publish; lower --rate"),
            Err(error) => return Err(error).context("a node did not publish"),
        }
        publishing.push(begun.elapsed());
    }
    wait_for(|| equal(nodes, total)).await?;
    listeners.iter().for_each(tokio::task::JoinHandle::abort);
    report.percentiles("publish: check, sign, make durable", publishing);
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    let took = std::mem::take(&mut times.took);
    report.add("deliveries measured", super::report::as_f64(took.len() as u64), "");
    report.percentiles("published here, stored there", took);
    Ok(())
}

/// The publisher's reply and the others' events race; whoever comes second does the sum.
fn note_published(times: &Mutex<Times>, id: EntryId, nodes: usize) {
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    let early = times.seen.remove(&id).unwrap_or(0);
    times.took.extend(std::iter::repeat_n(Duration::ZERO, early));
    times.published.insert(id, (nodes - 1 - early, now));
}

async fn listen(mut events: tokio::sync::broadcast::Receiver<crate::engine::NodeEvent>, times: Arc<Mutex<Times>>) {
    while let Ok(event) = events.recv().await {
        let Event::Accepted { last, count: 1, .. } = event.event else { continue };
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
        let took = times.published.get_mut(&last).map(|(_, at)| at.elapsed());
        match took {
            Some(took) => times.took.push(took),
            None => *times.seen.entry(last).or_default() += 1,
        }
    }
}
