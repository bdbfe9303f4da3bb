//! The store: durable pages of entries.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use emn_protocol::roster::History;
use emn_protocol::verify::{VerifiedEntry, verify};
use emn_search::query::Query;

use super::entries::Forge;
use super::report::{Report, as_f64};
use crate::catalogue;
use crate::cli::sandbox::Sandbox;
use crate::store::Store;
use crate::telemetry;

/// What `bench append` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench append                     50,000 entries of 2 KiB, pages of 256
  emn bench append --page 1            one sync for each entry
  emn bench append --work /var/lib     on another disk
  emn bench append --entries 1000000 --catalogue     and how soon a node with so many answers")]
pub(super) struct AppendArgs {
    /// Entries.
    #[arg(long, default_value_t = 50_000)]
    entries: u64,
    /// Bytes of each.
    #[arg(long, default_value_t = 2048)]
    bytes: usize,
    /// Entries that are made durable together.
    #[arg(long, default_value_t = 256)]
    page: usize,
    /// Logs that the entries are spread over.
    #[arg(long, default_value_t = 10)]
    logs: usize,
    /// Also take them into the catalogue, and measure a start with it.
    #[arg(long)]
    catalogue: bool,
    /// Work in this folder, on the disk that is to be measured [default: the temporary folder].
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
}

/// A folder that is removed in the end.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(super) fn new(parent: Option<PathBuf>) -> anyhow::Result<Self> {
        let parent = parent.unwrap_or_else(crate::config::temporary_folder);
        let path = parent.join(format!("emn-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Entries of several logs, in the order in which they would arrive: interleaved.
pub(super) fn forge(
    sandbox: &Sandbox,
    members: &[&str],
    entries: u64,
    bytes: usize,
) -> anyhow::Result<Vec<VerifiedEntry>> {
    let per_log = entries / members.len().max(1) as u64;
    let mut logs = Vec::new();
    for (member, site) in members.iter().zip(&sandbox.sites) {
        let identity = crate::identity::Identity::load(&site.folder.keys())?;
        let key = identity.into_signing_key().context("a sandbox's node has a signing key")?;
        let forge = Forge::new(sandbox.rosters.network(), member.parse()?, key, telemetry::wall_clock(), bytes);
        logs.push(forge.chain(per_log));
    }
    let rosters: &History = &sandbox.rosters;
    let mut iterators: Vec<_> = logs.into_iter().map(Vec::into_iter).collect();
    let mut all = Vec::new();
    loop {
        let before = all.len();
        for log in &mut iterators {
            for entry in log.take(16) {
                let verified = verify(entry, rosters, telemetry::wall_clock());
                all.push(
                    verified.map_err(|refused| anyhow::anyhow!("a forged entry was refused: {}", refused.reason))?,
                );
            }
        }
        if all.len() == before {
            return Ok(all);
        }
    }
}

pub(super) fn measure(args: &AppendArgs) -> anyhow::Result<Report> {
    let scratch = Scratch::new(args.work.clone())?;
    let names: Vec<String> = (0..args.logs.clamp(1, 60)).map(|n| format!("M{n}")).collect();
    let members: Vec<&str> = names.iter().map(String::as_str).collect();
    let listed: Vec<_> = members.iter().map(|member| (*member, super::gossip::english(member))).collect();
    let sandbox = Sandbox::create(&scratch.0, "Benchmark", &listed, telemetry::wall_clock())?;
    let entries = forge(&sandbox, &members, args.entries, args.bytes)?;
    let mut store = Store::open(&scratch.0.join("store"))?.store;
    let mut report = Report::new("append");
    let (mut pages, mut flushes) = (Vec::new(), Duration::ZERO);
    let start = Instant::now();
    for page in entries.chunks(args.page.max(1)) {
        let begun = Instant::now();
        store.append(page)?;
        let appended = Instant::now();
        store.flush()?;
        flushes += appended.elapsed();
        pages.push(begun.elapsed());
    }
    let took = start.elapsed();
    report.rate("append and make durable", entries.len() as u64, took);
    report.percentiles("page", pages);
    report.add("share of the time spent in flush and sync", 100.0 * flushes.as_secs_f64() / took.as_secs_f64(), "%");
    let payload: usize = entries.iter().map(|entry| entry.entry().frame().len()).sum();
    let reader = store.reader();
    report.add("bytes on disk for a payload byte", as_f64(reader.size_on_disk()?) / as_f64(payload as u64), "");
    let start = Instant::now();
    let mut read = 0u64;
    reader.visit_all(&mut |_, _, _| {
        read += 1;
        std::ops::ControlFlow::Continue(())
    })?;
    report.rate("read all in order", read, start.elapsed());
    drop((store, reader));
    let start = Instant::now();
    let reopened = Store::open(&scratch.0.join("store"))?;
    report.add("open again", start.elapsed().as_secs_f64() * 1e3, "ms");
    drop(reopened);
    drop(entries);
    if args.catalogue {
        follow(&mut report, &scratch.0)?;
    }
    Ok(report)
}

/// What a node does with its store before it answers, once with an empty index and once with a full one.
fn follow(report: &mut Report, root: &Path) -> anyhow::Result<()> {
    let (store, index) = (root.join("store"), root.join("index"));
    let opened = Store::open(&store)?.store;
    let catalogue::Opened { mut builder, .. } = catalogue::open(&index, opened.reader())?;
    let start = Instant::now();
    while builder.page()?.is_some() {
        if builder.is_due() {
            builder.commit()?;
        }
    }
    builder.commit()?;
    report.rate("take into the catalogue", builder.next(), start.elapsed());
    drop((builder, opened));
    let start = Instant::now();
    let opened = Store::open(&store)?.store;
    let catalogue::Opened { catalogue, .. } = catalogue::open(&index, opened.reader())?;
    catalogue.query(&Query::default())?;
    report.add("open store and catalogue, and answer a list", start.elapsed().as_secs_f64() * 1e3, "ms");
    Ok(())
}
