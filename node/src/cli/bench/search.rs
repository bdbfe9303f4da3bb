//! Search: writing an index, opening it, asking it.

mod corpus;
mod questions;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use clap::Args;
use emn_search::index::{Index, Prepared, Writer};
use emn_search::sample::Sample;

use self::corpus::Corpus;
use self::questions::{ALL, Question};
use super::append::Scratch;
use super::process::{processor_time, resident_memory};
use super::report::{Report, as_f64};

/// What `bench search` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench search                                   200,000 records
  emn bench search --records 1000000 --folder DIR    builds the index, and keeps it
  emn bench search --records 1000000 --folder DIR    again: asks the index that is there, in a process that only serves
  emn bench search --corpus FILE --json              also for other programs: see tests/peers

Records and queries are made from a seed: some 650 bytes of text each, in six languages, words by Zipf's law. Words of
`term` have ranks 20 to 2,000, evenly spaced, the languages in turn; of `phrase` two of the first 100; of `prefix` the
first four letters of ranks 4,000 to 6,000; of `fuzzy` ranks 300 to 3,000; `concept` takes labels of the vocabulary.")]
pub(super) struct SearchArgs {
    /// Records.
    #[arg(long, default_value_t = 200_000)]
    records: u64,
    /// Queries of each kind.
    #[arg(long, default_value_t = 200)]
    queries: usize,
    /// Keep the index in this folder, or ask the one that is there [default: a temporary folder].
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Write the records to this file as JSON lines, and the queries to FILE.queries.jsonl.
    #[arg(long, value_name = "FILE")]
    corpus: Option<PathBuf>,
    /// Seed of the made-up records.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Records that are prepared and written at a time.
const BATCH: usize = 2048;

/// Records between commits.
const COMMIT: u64 = 100_000;

/// Name of the folder of the index in the folder that was named: an index that cannot be read is thrown away with all
/// that lies beside it.
const OWN_FOLDER: &str = "emn-bench-index";

pub(super) fn measure(args: &SearchArgs) -> anyhow::Result<Report> {
    ensure!(args.records > 0 && args.queries > 0, "there is nothing to measure: ask for one record and one query");
    let scratch = if args.folder.is_none() { Some(Scratch::new(None)?) } else { None };
    let parent =
        args.folder.as_deref().or(scratch.as_ref().map(|scratch| scratch.0.as_path())).unwrap_or(Path::new("."));
    let folder = parent.join(OWN_FOLDER);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut report = Report::new("search");
    report.add("records", as_f64(args.records), "");
    build(&mut report, args, &folder)?;
    let begun = Instant::now();
    // The writer stays, as in a node.
    let (index, _writer, _) = Index::open(&folder)?;
    report.add("open again", begun.elapsed().as_secs_f64() * 1e3, "ms");
    let mut corpus = args.corpus.as_deref().map(|path| Corpus::create(path, args.records, args.seed)).transpose()?;
    let sample = Sample::new(args.seed);
    for kind in ALL {
        let questions = (0..args.queries).map(|n| kind.question(&sample, n, args.queries));
        ask(&mut report, &index, kind.name(), questions.collect(), corpus.as_mut())?;
    }
    if let Some(memory) = resident_memory() {
        report.add("resident memory while serving", as_f64(memory.all) / MIB, "MiB");
        report.add("of which anonymous", as_f64(memory.anonymous) / MIB, "MiB");
    }
    corpus.map(Corpus::finish).transpose()?;
    Ok(report)
}

/// Bytes.
const MIB: f64 = 1024.0 * 1024.0;

/// Writes the index, unless it is there.
fn build(report: &mut Report, args: &SearchArgs, folder: &Path) -> anyhow::Result<()> {
    let (index, writer, _) = Index::open(folder)?;
    let there = index.checkpoint();
    ensure!(
        there == 0 || there == args.records,
        "{} holds an index of {there} records: name another folder, or ask for --records {there}",
        folder.display()
    );
    if there == args.records {
        return Ok(());
    }
    let bytes = fill(report, writer, args)?;
    let size = index.size_on_disk();
    report.add("text", as_f64(bytes) / 1e6, "MB");
    report.add("index on disk", as_f64(size) / 1e6, "MB");
    report.add("index for a byte of text", as_f64(size) / as_f64(bytes), "");
    Ok(())
}

/// Returns the bytes of text.
fn fill(report: &mut Report, mut writer: Writer, args: &SearchArgs) -> anyhow::Result<u64> {
    let mut sample = Sample::new(args.seed);
    let (mut bytes, mut busy, mut analysing, mut processor) = (0, Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for from in (0..args.records).step_by(BATCH) {
        let to = (from + BATCH as u64).min(args.records);
        let documents: Vec<_> = (from..to).map(|arrival| sample.document(arrival)).collect();
        let texts = documents.iter().flat_map(|document| &document.texts);
        bytes += texts.map(|text| text.text.len() as u64).sum::<u64>();
        let (begun, before) = (Instant::now(), processor_time());
        let prepared = Prepared::all(documents);
        analysing += begun.elapsed();
        // No record of the sample is about another one, so none is read again.
        writer.apply(prepared, &|_| None)?;
        if to / COMMIT > from / COMMIT || to == args.records {
            writer.commit(to)?;
        }
        busy += begun.elapsed();
        let spent = processor_time().zip(before).map(|(after, before)| after.saturating_sub(before));
        processor += spent.unwrap_or_default();
    }
    report.rate("analyse and index", args.records, busy);
    report.add("share of the time spent in analysis", 100.0 * analysing.as_secs_f64() / busy.as_secs_f64(), "%");
    report.add("processor time for one", processor.as_secs_f64() * 1e6 / as_f64(args.records), "µs");
    Ok(bytes)
}

fn ask(
    report: &mut Report,
    index: &Index,
    kind: &'static str,
    questions: Vec<Question>,
    mut corpus: Option<&mut Corpus>,
) -> anyhow::Result<()> {
    let (mut times, mut all) = (Vec::with_capacity(questions.len()), 0);
    let count = questions.len() as u64;
    for question in questions {
        let begun = Instant::now();
        let hits = index.search(&question.query)?;
        times.push(begun.elapsed());
        let found = hits.total.unwrap_or_default();
        all += found;
        if let Some(corpus) = &mut corpus {
            corpus.question(kind, &question, found)?;
        }
    }
    report.percentiles(kind, times);
    report.add(format!("{kind}: found, on average"), as_f64(all) / as_f64(count), "");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bench_of_few_records_finds_them_and_writes_what_others_need() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus.jsonl");
        let args = |records| SearchArgs {
            records,
            queries: 3,
            folder: Some(folder.path().to_owned()),
            corpus: Some(corpus.clone()),
            seed: 1,
        };
        let built = measure(&args(300)).unwrap().text();
        assert!(built.contains("analyse and index: rate"), "{built}");
        let text = std::fs::read_to_string(&corpus).unwrap();
        assert_eq!(text.lines().count(), 300);
        let queries = std::fs::read_to_string(folder.path().join("corpus.jsonl.queries.jsonl")).unwrap();
        assert_eq!(queries.lines().count(), 3 * ALL.len());
        let words: serde_json::Value = serde_json::from_str(queries.lines().next().unwrap()).unwrap();
        let word = words["words"][0].as_str().unwrap();
        let has = |line: &&str| line.split(|c: char| !c.is_alphanumeric()).any(|other| other.to_lowercase() == word);
        assert!(words["found"].as_u64().unwrap() >= text.lines().filter(has).count() as u64, "{words}");
        let asked = measure(&args(300)).unwrap().text();
        assert!(!asked.contains("analyse and index"), "an index that is there is asked: {asked}");
        assert!(measure(&args(301)).unwrap_err().to_string().contains("an index of 300 records"));
    }
}
