//! What the protocol costs: `cargo bench -p emn-protocol`.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use emn_protocol::codec;
use emn_protocol::disclosure::{Policy, check_table};
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::limits;
use emn_protocol::record::{Dimension, Kind, Record, Sum, Table};
use emn_protocol::sync::{Frontier, LogState};
use emn_protocol::testing::{TestNetwork, at, code, practice_of_size, report, victims};
use emn_protocol::verify::verify;
use emn_protocol::wire::Response;

/// Bytes of text in the entry that is measured: a page of a report.
const TEXT: usize = 3_000;

fn entries(c: &mut Criterion) {
    let network = TestNetwork::new(60);
    let record = practice_of_size("Title", TEXT);
    let frame = network.frame(0, 0, None, &record);
    let opened = SignedEntry::open(&network.id(), frame.clone()).expect("a test entry opens");
    let mut group = c.benchmark_group("entry");
    group.throughput(Throughput::Elements(1));
    group.bench_function("build and sign", |b| b.iter(|| network.frame(0, 0, None, black_box(&record))));
    group.bench_function("open (signature, form)", |b| {
        b.iter(|| SignedEntry::open(&network.id(), black_box(frame.clone())));
    });
    group.bench_function("verify (roster of 60, rules)", |b| {
        let entry = || opened.clone();
        b.iter_batched(entry, |entry| verify(entry, &network.rosters, at(1_000)), BatchSize::SmallInput);
    });
    group.finish();
}

fn records(c: &mut Criterion) {
    let table = cube(1_000);
    let record = report("Title", vec![table]);
    let bytes = record.to_bytes();
    let mut group = c.benchmark_group("record of 1,000 cells");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("encode", |b| b.iter(|| black_box(&record).to_bytes()));
    group.bench_function("decode", |b| b.iter(|| Record::from_bytes(Kind::Report, black_box(&bytes))));
    group.finish();
}

/// A square of counts with totals along both axes.
fn cube(cells: usize) -> Table {
    let codes = cells.isqrt();
    let axis = |name: &str| Dimension {
        id: code(name),
        codes: (0..codes).map(|n| code(&format!("{name}{n}"))).collect(),
        labels: Vec::new(),
        sums: vec![Sum { total: 0, parts: (1..).take(codes - 1).collect() }],
    };
    let inner = i64::try_from(codes).unwrap_or(0) - 1;
    let value = |position: usize| match (position / codes == 0, position.is_multiple_of(codes)) {
        (true, true) => 7 * inner * inner,
        (false, false) => 7,
        _ => 7 * inner,
    };
    let mut table = victims(&[], &[]);
    table.dimensions = vec![axis("a"), axis("b")];
    table.values = (0..codes * codes).map(|position| Some(value(position))).collect();
    table.flags = BTreeMap::new();
    table
}

/// The same with the first four inner cells suppressed, which give nothing away.
fn suppressed(mut table: Table) -> Table {
    let codes = table.dimensions[0].codes.len();
    for (row, column) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
        let position = row * codes + column;
        table.values[position] = None;
        let flag = "c".parse().expect("c is a flag");
        table.flags.insert(u32::try_from(position).unwrap_or(u32::MAX), flag);
    }
    table
}

fn disclosure(c: &mut Criterion) {
    let table = suppressed(cube(limits::CELLS));
    let policy = Policy { min_frequency: 5, noise_allowed: false };
    assert_eq!(check_table(&table, &policy), [], "the table passes");
    let mut group = c.benchmark_group("disclosure");
    group.throughput(Throughput::Elements(table.values.len() as u64)).sample_size(20);
    group.bench_function("cube of 100,000 cells", |b| b.iter(|| check_table(black_box(&table), &policy)));
    group.finish();
}

fn frontiers(c: &mut Criterion) {
    let state = |n: u64| {
        let log = LogId::from_bytes(*EntryId::of(&n.to_be_bytes()).as_bytes());
        let head = Some(EntryId::of(&n.to_le_bytes()));
        (log, LogState { height: 100_000 + n, head, roster: 1, frozen: None })
    };
    let frontier: Frontier = (0..60).map(state).collect();
    c.bench_function("frontier digest of 60 logs", |b| b.iter(|| black_box(&frontier).digest()));
}

fn walk(c: &mut Criterion) {
    let frame = TestNetwork::new(1).frame(0, 0, None, &practice_of_size("Title", TEXT));
    let page = Response::Entries(vec![frame; limits::PAGE_BYTES / (TEXT + 500)]).to_bytes();
    let cells = codec::encode(&cube(limits::CELLS / 4));
    let mut group = c.benchmark_group("deterministic CBOR");
    for (name, bytes) in [("page of entries", &page), ("table of 25,000 cells", &cells)] {
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |b| b.iter(|| codec::check_deterministic(black_box(bytes), bytes.len())));
    }
    group.finish();
}

criterion_group!(benches, entries, records, disclosure, frontiers, walk);
criterion_main!(benches);
