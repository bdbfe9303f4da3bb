//! `emn bench`: figures that anyone can measure again. Nothing here is a test; nothing is asserted about time.

mod anonymise;
mod append;
mod catch_up;
mod entries;
mod gossip;
mod process;
mod report;
mod search;
mod series;

use clap::{Args, Subcommand};

use self::report::Report;
use super::Context;
use super::output::{Answer, CliError};

/// Measure this program on this machine.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench entry                      sign, open, encode and decode entries
  emn bench append --entries 50000     store entries, one durable page after another
  emn bench gossip --nodes 10          published here, stored everywhere: how many milliseconds
  emn bench gossip --burst 2000        one member publishes so many at once
  emn bench anonymise                  count cases, protect tables, attack them, screen texts
  emn bench search --records 1000000   write an index of records, open it, ask it
  emn bench series                     build the cube of a measure, and ask it
  emn bench catch-up --entries 100000  an empty node catches up with a full one, two processes")]
pub(crate) struct BenchArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Sign, open, encode and decode entries.
    Entry(entries::EntryArgs),
    /// Count cases, protect tables beside other methods, attack them, and screen texts.
    Anonymise(anonymise::AnonymiseArgs),
    /// Append entries to a store, one durable page after another.
    Append(append::AppendArgs),
    /// Publish on one node of several in this process until all have it.
    Gossip(gossip::GossipArgs),
    /// Write an index of made-up records, open it, and ask it.
    Search(search::SearchArgs),
    /// Build the cube of made-up tables, and ask it.
    Series(series::SeriesArgs),
    /// Let an empty node catch up with a full one, in two processes.
    CatchUp(catch_up::CatchUpArgs),
    /// One node of a benchmark, in a process of its own.
    #[command(hide = true)]
    Worker(process::WorkerArgs),
}

pub(crate) fn perform(context: &Context, args: BenchArgs) -> Result<Answer, CliError> {
    let failed = |error: anyhow::Error| CliError::failed("bench", format!("{error:#}"));
    let report: Report = match args.what {
        What::Entry(args) => entries::measure(&args),
        What::Anonymise(args) => anonymise::measure(&args).map_err(failed)?,
        What::Append(args) => append::measure(&args).map_err(failed)?,
        What::Gossip(args) => block_on(gossip::measure(args)).map_err(failed)?,
        What::Search(args) => search::measure(&args).map_err(failed)?,
        What::Series(args) => series::measure(&args).map_err(failed)?,
        What::CatchUp(args) => catch_up::measure(context, &args).map_err(failed)?,
        What::Worker(args) => {
            block_on(process::work(args)).map_err(failed)?;
            return Ok(Answer::silent());
        }
    };
    Ok(Answer::new(&report, report.text()))
}

fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
