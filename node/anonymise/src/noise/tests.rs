use emn_protocol::disclosure::Policy as Network;
use emn_protocol::record::{Code, Dimension, Measure, MeasureKind, MultiText, Sum, Table};
use proptest::prelude::*;

use super::*;

const NETWORK: Network = Network { min_frequency: 5, noise_allowed: true };
const SETTINGS: Settings = Settings { milli_epsilon: 1000, cells_per_person: 1 };
const BUDGET: Budget = Budget { spent_milli_epsilon: 0, limit_milli_epsilon: 3000 };

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// A total with so many parts; `declared` or not.
fn axis(id: &str, parts: u32, declared: bool) -> Dimension {
    let names = std::iter::once(code("T")).chain((1..=parts).map(|n| code(&format!("{id}{n}"))));
    let sums = if declared { vec![Sum { total: 0, parts: (1..=parts).collect() }] } else { Vec::new() };
    Dimension { id: code(id), codes: names.collect(), labels: Vec::new(), sums }
}

/// `rows` × `columns` with totals.
fn table(rows: u32, columns: u32, counts: &[i64]) -> Table {
    let (width, height) = (columns as usize + 1, rows as usize + 1);
    let mut values = vec![0i64; width * height];
    for row in 1..height {
        for column in 1..width {
            let count = counts[((row - 1) * columns as usize + column - 1) % counts.len()];
            for at in [row * width + column, row * width, column, 0] {
                values[at] += count;
            }
        }
    }
    Table {
        id: code("t"),
        title: MultiText::new(),
        notes: MultiText::new(),
        measure: Measure { id: code("victims"), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions: vec![axis("a", rows, true), axis("b", columns, true)],
        values: values.into_iter().map(Some).collect(),
        flags: BTreeMap::new(),
        method: None,
    }
}

/// Bytes that look random, the same for the same seed.
fn source(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed;
    move |bytes| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}

fn noisy(table: &Table, settings: &Settings, earlier: &Earlier, seed: u64) -> Result<Noisy, NoiseError> {
    let new = Publication::of_table("test", table.clone());
    perturb(&new, settings, BUDGET, earlier, (&Policy::default(), &NETWORK), &mut source(seed))
}

fn values(noisy: &Noisy) -> Vec<i64> {
    noisy.publication.table.values.iter().map(|value| value.unwrap()).collect()
}

#[test]
fn network_without_noise_refuses() {
    let new = Publication::of_table("test", table(2, 2, &[9]));
    let network = Network { noise_allowed: false, ..NETWORK };
    let policies = (&Policy::default(), &network);
    let refused = perturb(&new, &SETTINGS, BUDGET, &Earlier::default(), policies, &mut source(1));
    assert_eq!(refused, Err(NoiseError::NotAllowed));
}

#[test]
fn receivers_accept_a_noisy_table() {
    let noisy = noisy(&table(4, 5, &[0, 3, 0, 12, 80]), &SETTINGS, &Earlier::default(), 5).unwrap();
    assert_eq!(disclosure::check_table(&noisy.publication.table, &NETWORK), []);
    assert_eq!(noisy.budget.spent_milli_epsilon, 1000);
    assert_eq!(noisy.drawn.len(), 30);
}

#[test]
fn budget_that_is_spent_refuses_and_reuse_costs_nothing() {
    let table = table(2, 2, &[9, 20, 0, 7]);
    let first = noisy(&table, &SETTINGS, &Earlier::default(), 5).unwrap();
    let new = Publication::of_table("test", table);
    let spent = Budget { spent_milli_epsilon: 2001, limit_milli_epsilon: 3000 };
    let policies = (&Policy::default(), &NETWORK);
    let refused = perturb(&new, &SETTINGS, spent, &Earlier::default(), policies, &mut source(6));
    assert_eq!(refused, Err(NoiseError::Budget { spent: 2001, needed: 1000, limit: 3000 }));
    let earlier = Earlier { noisy: first.drawn.clone(), plain: BTreeSet::new() };
    let again = perturb(&new, &SETTINGS, spent, &earlier, policies, &mut source(6)).unwrap();
    assert_eq!(again.budget, spent);
    assert_eq!(again.publication, first.publication);
    assert!(again.drawn.is_empty() && again.reused == 4);
    let endless = Budget { spent_milli_epsilon: u64::MAX, limit_milli_epsilon: u64::MAX };
    assert!(endless.spend(1).is_err());
}

#[test]
fn cells_that_were_published_before_keep_their_value_and_new_ones_fit_the_total() {
    let table = table(3, 3, &[9, 20, 0, 7, 31]);
    let first = noisy(&table, &SETTINGS, &Earlier::default(), 5).unwrap();
    let mut earlier = Earlier { noisy: first.drawn.clone(), plain: BTreeSet::new() };
    // One detailed cell is forgotten; the total of the table is not.
    let new = Publication::of_table("test", table.clone());
    earlier.noisy.remove(&new.key(5)).unwrap();
    let second = noisy(&table, &SETTINGS, &earlier, 99).unwrap();
    assert_eq!(second.reused, 8);
    assert_eq!(second.budget.spent_milli_epsilon, 1000);
    assert_eq!(values(&second), values(&first), "what is left of the total is this cell's");
    assert!(second.differs.is_empty());
    let mut changed = earlier.clone();
    changed.noisy.insert(new.key(4), 1_000_000);
    let third = noisy(&table, &SETTINGS, &changed, 99).unwrap();
    assert_eq!(third.differs, [4], "a total that its detailed cells no longer come to");
}

#[test]
fn cell_that_was_published_without_noise_refuses() {
    let table = table(2, 2, &[9]);
    let key = Publication::of_table("test", table.clone()).key(3);
    let earlier = Earlier { noisy: BTreeMap::new(), plain: [key].into() };
    assert_eq!(noisy(&table, &SETTINGS, &earlier, 1), Err(NoiseError::Plain { cell: "a1/T".to_owned() }));
}

#[test]
fn unfit_settings_and_tables_are_refused() {
    let good = table(2, 2, &[9]);
    for settings in [
        Settings { milli_epsilon: 0, ..SETTINGS },
        Settings { milli_epsilon: 20_001, ..SETTINGS },
        Settings { cells_per_person: 0, ..SETTINGS },
    ] {
        assert!(matches!(noisy(&good, &settings, &Earlier::default(), 1), Err(NoiseError::Setting { .. })));
    }
    let broken = |change: &dyn Fn(&mut Table)| {
        let mut table = good.clone();
        change(&mut table);
        noisy(&table, &SETTINGS, &Earlier::default(), 1).unwrap_err()
    };
    assert_eq!(broken(&|t| t.measure.kind = MeasureKind::Amount), NoiseError::NotCounts);
    assert_eq!(broken(&|t| t.values.truncate(3)), NoiseError::Shape);
    assert_eq!(broken(&|t| t.dimensions[0].sums[0].parts[0] = 70), NoiseError::Shape);
    assert_eq!(broken(&|t| t.values[4] = None), NoiseError::Missing { cell: "a1/b1".to_owned() });
    assert_eq!(broken(&|t| t.values[4] = Some(-1)), NoiseError::OutOfRange { cell: "a1/b1".to_owned() });
    assert_eq!(broken(&|t| t.values[3] = Some(1)), NoiseError::NotAdditive { cell: "a1/T".to_owned() });
    let twice = broken(&|t| t.dimensions[0].sums.push(Sum { total: 0, parts: vec![1, 2] }));
    assert_eq!(twice, NoiseError::Groupings { dimension: "a".to_owned() });
    let ring = broken(&|t| t.dimensions[0].sums.push(Sum { total: 1, parts: vec![0] }));
    assert_eq!(ring, NoiseError::Groupings { dimension: "a".to_owned() });
}

#[test]
fn total_without_a_declared_sum_counts_persons_twice() {
    let mut table = table(2, 2, &[9]);
    table.dimensions[1] = axis("b", 2, false);
    let refused = noisy(&table, &SETTINGS, &Earlier::default(), 1);
    assert_eq!(refused, Err(NoiseError::Contributions { stated: 1, needed: 2 }));
    let twice = Settings { cells_per_person: 2, ..SETTINGS };
    assert!(noisy(&table, &twice, &Earlier::default(), 1).is_ok());
    assert!(twice.deviation() > 1.9 * SETTINGS.deviation());
}

#[test]
fn cell_that_is_not_applicable_stays_empty() {
    let mut table = table(1, 2, &[9, 0]);
    table.values[5] = None;
    table.flags.insert(5, "z".parse().unwrap());
    let noisy = noisy(&table, &SETTINGS, &Earlier::default(), 3).unwrap();
    assert_eq!(noisy.publication.table.values[5], None);
    assert!(disclosure::check_table(&noisy.publication.table, &NETWORK).is_empty());
}

#[test]
fn broken_source_is_an_error() {
    let new = Publication::of_table("test", table(2, 2, &[9]));
    let policies = (&Policy::default(), &NETWORK);
    let broken = perturb(&new, &SETTINGS, BUDGET, &Earlier::default(), policies, &mut |bytes| bytes.fill(0));
    assert_eq!(broken, Err(NoiseError::Source));
}

#[test]
fn noise_of_large_counts_has_the_stated_deviation_and_no_drift() {
    // Large counts are never cut at zero, so that the noise is left as drawn.
    let table = table(100, 100, &[1_000_000]);
    for settings in [SETTINGS, Settings { milli_epsilon: 500, cells_per_person: 2 }] {
        let noisy = noisy(&table, &settings, &Earlier::default(), 12).unwrap();
        let shown = values(&noisy);
        let detailed = (0..shown.len()).filter(|cell| cell / 101 > 0 && cell % 101 > 0);
        let noise: Vec<f64> = detailed.map(|cell| (shown[cell] - 1_000_000) as f64).collect();
        let mean = noise.iter().sum::<f64>() / noise.len() as f64;
        let spread = (noise.iter().map(|noise| noise * noise).sum::<f64>() / noise.len() as f64).sqrt();
        let stated = settings.deviation();
        assert!(mean.abs() < 4.0 * stated / 100.0, "{mean}");
        // The fourth moment of a Laplace distribution is six times the squared variance.
        assert!((spread / stated - 1.0).abs() < 0.06, "{spread} {stated}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn noisy_tables_add_up_are_counts_and_repeat_with_the_seed(
        rows in 1u32..6,
        columns in 1u32..6,
        counts in prop::collection::vec(prop_oneof![Just(0i64), 1i64..6, 0i64..500], 1..20),
        milli_epsilon in 10u64..5000,
        seed: u64,
    ) {
        let table = table(rows, columns, &counts);
        let settings = Settings { milli_epsilon, cells_per_person: 1 };
        let budget = Budget { spent_milli_epsilon: 0, limit_milli_epsilon: 5000 };
        let new = Publication::of_table("test", table);
        let once = |seed| {
            let policies = (&Policy::default(), &NETWORK);
            perturb(&new, &settings, budget, &Earlier::default(), policies, &mut source(seed)).unwrap()
        };
        let noisy = once(seed);
        let shown = values(&noisy);
        let width = columns as usize + 1;
        prop_assert!(shown.iter().all(|value| *value >= 0));
        for row in shown.chunks(width) {
            prop_assert_eq!(row[0], row[1..].iter().sum::<i64>());
        }
        for column in 0..width {
            prop_assert_eq!(shown[column], shown[column..].iter().step_by(width).skip(1).sum::<i64>());
        }
        prop_assert_eq!(noisy, once(seed));
    }
}
