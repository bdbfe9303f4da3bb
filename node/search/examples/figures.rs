//! Speed, size and memory of the index, over records that are made from a seed.
//!
//! `cargo run --release -p emn-search --example figures [RECORDS]` (200,000 unless said otherwise).
#![allow(clippy::print_stdout, reason = "this program prints its figures")]
#![allow(clippy::unwrap_used, reason = "a measurement that fails is to stop")]

use std::time::{Duration, Instant};

use emn_search::index::{Index, Prepared, Writer};
use emn_search::query::{Query, Sort};
use emn_search::sample::{LANGUAGES, MEMBERS, Sample};

/// Records prepared and written at a time.
const BATCH: u64 = 2048;
/// Records between commits.
const COMMIT: u64 = 100_000;
/// Queries of each kind.
const QUERIES: usize = 200;

fn main() {
    let records = std::env::args().nth(1).map_or(200_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (index, writer, _) = Index::open(folder.path()).unwrap();
    fill(writer, records, &index);
    drop(index);
    let begin = Instant::now();
    let (index, writer, opened) = Index::open(folder.path()).unwrap();
    println!("opening: {:?} ({opened:?})", begin.elapsed());
    drop(writer);
    ask(&index, &Sample::new(1));
    memory("after the queries");
}

fn fill(mut writer: Writer, records: u64, index: &Index) {
    let mut sample = Sample::new(1);
    let (mut bytes, mut busy, mut analysing, mut cpu) = (0, Duration::ZERO, Duration::ZERO, 0.0);
    for from in (0..records).step_by(BATCH as usize) {
        let to = (from + BATCH).min(records);
        let documents: Vec<_> = (from..to).map(|arrival| sample.document(arrival)).collect();
        bytes += documents.iter().flat_map(|document| &document.texts).map(|text| text.text.len() as u64).sum::<u64>();
        let (begin, cpu_before) = (Instant::now(), cpu_seconds());
        let prepared = Prepared::all(documents);
        analysing += begin.elapsed();
        writer.apply(prepared, &|_| None).unwrap();
        if to / COMMIT > from / COMMIT || to == records {
            writer.commit(to).unwrap();
        }
        busy += begin.elapsed();
        cpu += cpu_seconds() - cpu_before;
    }
    println!(
        "{records} records in {busy:?} (analysis {analysing:?}): {:.0} records/s, {:.1} µs of processor time each",
        records as f64 / busy.as_secs_f64(),
        1e6 * cpu / records as f64
    );
    memory("after writing");
    drop(writer);
    let size = index.size_on_disk();
    println!("text {bytes} bytes, index {size} bytes: {:.1} %", 100.0 * size as f64 / bytes as f64);
}

fn ask(index: &Index, sample: &Sample) {
    let word = |n: usize| sample.word(n % LANGUAGES.len(), 3 + n * 7 % 400).to_owned();
    let plain = |text: String| Query { text, concepts: false, sort: Sort::Relevance, ..Query::default() };
    let member = |n: usize| Some(MEMBERS[n % MEMBERS.len()].parse().unwrap());
    let country = |n: usize| Some(MEMBERS[n * 7 % MEMBERS.len()].parse().unwrap());
    measure(index, "term", |n| plain(word(n)));
    measure(index, "term, newest", |n| Query { sort: Sort::Newest, ..plain(word(n)) });
    measure(index, "term, filter, facets", |n| Query { country: country(n), facets: true, ..plain(word(n)) });
    measure(index, "term, facets", |n| Query { facets: true, ..plain(word(n)) });
    measure(index, "two terms", |n| {
        plain(format!("{} {}", sample.word(n % 6, 3 + n * 7 % 200), sample.word(n % 6, 3 + n * 11 % 200)))
    });
    measure(index, "phrase", |n| {
        plain(format!("\"{} {}\"", sample.word(n % 6, n * 7 % 100), sample.word(n % 6, n * 11 % 100)))
    });
    measure(index, "prefix", |n| {
        plain(format!("{}*", sample.word(n % 6, 4000 + n).chars().take(4).collect::<String>()))
    });
    measure(index, "fuzzy", |n| plain(format!("{}~", sample.word(n % 6, 300 + n * 13))));
    const LABELS: [&str; 8] = [
        "mensenhandel",
        "trafficking in human beings",
        "asylum",
        "Asyl",
        "debt bondage",
        "traite des êtres humains",
        "return",
        "migration",
    ];
    measure(index, "concept", |n| Query { concepts: true, ..plain(LABELS[n % LABELS.len()].to_owned()) });
    measure(index, "concept, filter, facets", |n| Query {
        concepts: true,
        member: member(n),
        facets: true,
        ..plain(LABELS[n % LABELS.len()].to_owned())
    });
    measure(index, "all", |_| Query::default());
    measure(index, "all, facets", |_| Query { facets: true, ..Query::default() });
    measure(index, "all, member, facets", |n| Query { member: member(n), facets: true, ..Query::default() });
}

fn measure(index: &Index, name: &str, query: impl Fn(usize) -> Query) {
    let (mut times, mut found, cpu) = (Vec::new(), 0, cpu_seconds());
    for n in 0..QUERIES {
        let query = query(n);
        let begin = Instant::now();
        let hits = index.search(&query).unwrap();
        times.push(begin.elapsed());
        found += hits.total.unwrap_or_default();
    }
    let cpu = Duration::from_secs_f64((cpu_seconds() - cpu).max(0.0) / QUERIES as f64);
    times.sort();
    let of = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!(
        "{name:24} p50 {:>10.2?} p99 {:>10.2?} processor {cpu:>10.2?} (found {})",
        of(50),
        of(99),
        found / QUERIES as u64
    );
}

/// Seconds that processors worked for this process, as far as the system tells; in steps of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn memory(when: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("RssAnon"));
    println!("memory {when}: {}", lines.collect::<Vec<_>>().join(", "));
}
