//! Catch-up: an empty node and a full one, in two processes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::append::{Scratch, forge};
use super::gossip::english;
use super::process::{Worker, loopback_bytes};
use super::report::{Report, as_f64};
use crate::cli::Context;
use crate::cli::sandbox::{Sandbox, Site};
use crate::store::Store;
use crate::telemetry;

/// What `bench catch-up` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench catch-up                   100,000 entries of 2 KiB over TCP
  emn bench catch-up --transport quic
  emn bench catch-up --entries 1000000 --work /var/tmp")]
pub(super) struct CatchUpArgs {
    /// Entries that the empty node lacks.
    #[arg(long, default_value_t = 100_000)]
    entries: u64,
    /// Bytes of each.
    #[arg(long, default_value_t = 2048)]
    bytes: usize,
    /// Logs that they are spread over.
    #[arg(long, default_value_t = 10)]
    logs: usize,
    /// How the two nodes connect.
    #[arg(long, value_enum, default_value_t = Transport::Tcp)]
    transport: Transport,
    /// Work in this folder [default: the temporary folder].
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Transport {
    Tcp,
    Quic,
}

pub(super) fn measure(_context: &Context, args: &CatchUpArgs) -> anyhow::Result<Report> {
    let scratch = Scratch::new(args.work.clone())?;
    let names: Vec<String> = (0..args.logs.clamp(2, 60)).map(|n| format!("M{n}")).collect();
    let members: Vec<&str> = names.iter().map(String::as_str).collect();
    let listed: Vec<_> = members.iter().map(|member| (*member, english(member))).collect();
    let mut sandbox = Sandbox::create(&scratch.0, "Benchmark", &listed, telemetry::wall_clock())?;
    // The first two sites run; their own logs stay empty, so that no journal grows beside the store.
    let entries = forge(&sandbox, &members, args.entries, args.bytes)?;
    let payload: u64 = entries.iter().map(|entry| entry.entry().frame().len() as u64).sum();
    fill(&sandbox, &sandbox.sites[0], &entries)?;
    let count = entries.len() as u64;
    drop(entries);
    keep_transport(&mut sandbox, args.transport)?;
    for site in &sandbox.sites[..2] {
        sandbox.hand_out(site)?;
        site.write_config()?;
    }
    let full = Worker::spawn(sandbox.sites[0].folder.root(), u64::MAX)?;
    let (cpu_before, _) = full.usage()?;
    let wire_before = loopback_bytes()?;
    let mut empty = Worker::spawn(sandbox.sites[1].folder.root(), count)?;
    let micros: u64 = empty.expect("done")?.parse()?;
    let wire = loopback_bytes()? - wire_before;
    let (cpu_full, peak_full) = full.usage()?;
    let (cpu_empty, peak_empty) = empty.usage()?;
    let cpu_full = cpu_full.saturating_sub(cpu_before);
    let mut report = Report::new("catch-up");
    report.rate("entries received, verified, durable", count, Duration::from_micros(micros));
    let per_entry = |cpu: Duration| cpu.as_secs_f64() * 1e6 / as_f64(count);
    report.add("processor time of the receiver, for one entry", per_entry(cpu_empty), "µs");
    report.add("processor time of the sender, for one entry", per_entry(cpu_full), "µs");
    report.add("processor time of both, for one entry", per_entry(cpu_full + cpu_empty), "µs");
    report.add("peak memory of the receiver", as_f64(peak_empty) / 1e6, "MB");
    report.add("peak memory of the sender", as_f64(peak_full) / 1e6, "MB");
    report.add("bytes on the wire for a payload byte, both ways", as_f64(wire) / as_f64(payload), "");
    Ok(report)
}

fn fill(sandbox: &Sandbox, site: &Site, entries: &[emn_protocol::verify::VerifiedEntry]) -> anyhow::Result<()> {
    let mut store = Store::open(&site.folder.store())?.store;
    store.install_roster(sandbox.rosters.newest())?;
    for page in entries.chunks(512) {
        store.append(page)?;
    }
    store.flush()?;
    Ok(())
}

/// Leaves each node only addresses of one transport, in its settings and in the roster.
fn keep_transport(sandbox: &mut Sandbox, transport: Transport) -> anyhow::Result<()> {
    let part = match transport {
        Transport::Tcp => "/tcp/",
        Transport::Quic => "/udp/",
    };
    for site in &mut sandbox.sites {
        site.config.node.listen.retain(|address| address.contains(part));
    }
    sandbox.change_roster(|roster| {
        for node in roster.members.iter_mut().flat_map(|member| &mut member.nodes) {
            node.addresses.retain(|address| address.contains(part));
        }
    })?;
    Ok(())
}
