use emn_protocol::disclosure;
use emn_protocol::record::{Code, Dimension, Flags, Measure, MeasureKind, MultiText, Sum, Table};
use proptest::prelude::*;

use super::*;

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// A total over groups of so many codes each; a group of one is a code by itself.
fn axis(id: &str, groups: &[usize]) -> Dimension {
    let mut sums = Vec::new();
    let mut tops = Vec::new();
    let mut codes = 1u32;
    for &size in groups {
        let top = codes;
        tops.push(top);
        codes += 1;
        if size > 1 {
            let parts: Vec<u32> = (codes..).take(size).collect();
            codes += size as u32;
            sums.push(Sum { total: top, parts });
        }
    }
    if !tops.is_empty() {
        sums.push(Sum { total: 0, parts: tops });
    }
    let codes = (0..codes).map(|n| code(&format!("{id}{n}"))).collect();
    Dimension { id: code(id), codes, labels: Vec::new(), sums }
}

/// A table whose detailed cells take these values in turn, and whose totals are their sums.
fn table(dimensions: Vec<Dimension>, mut next: impl FnMut() -> i64) -> Table {
    let mut table = Table {
        id: code("t"),
        title: MultiText::new(),
        notes: MultiText::new(),
        measure: Measure { id: code("victims"), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions,
        values: Vec::new(),
        flags: std::collections::BTreeMap::new(),
        method: None,
    };
    let strides = table.strides();
    let totals: Vec<Vec<bool>> = table.dimensions.iter().map(system::totals).collect();
    let cells = table.cells().unwrap();
    table.values = vec![Some(0); cells];
    for cell in 0..cells {
        let detailed = |axis: usize| !totals[axis][cell / strides[axis] % table.dimensions[axis].codes.len()];
        if (0..strides.len()).all(detailed) {
            table.values[cell] = Some(next());
        }
    }
    for (axis, dimension) in table.dimensions.iter().enumerate() {
        let starts = (0..cells).filter(|cell| (cell / strides[axis]).is_multiple_of(dimension.codes.len()));
        for start in starts {
            for sum in &dimension.sums {
                let at = |code: u32| start + code as usize * strides[axis];
                let parts: i64 = sum.parts.iter().filter_map(|part| table.values[at(*part)]).sum();
                table.values[at(sum.total)] = Some(parts);
            }
        }
    }
    table
}

fn series(values: &[i64]) -> impl FnMut() -> i64 + '_ {
    let mut values = values.iter().copied().cycle();
    move || values.next().unwrap()
}

/// Numbers that look random, small ones and zeros more often.
fn skewed(seed: u64) -> impl FnMut() -> i64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let dice = (state >> 33) as i64;
        match dice % 10 {
            0..=3 => 0,
            4..=6 => dice / 10 % 4 + 1,
            7..=8 => dice / 10 % 20,
            _ => dice / 10 % 300,
        }
    }
}

fn rounded(table: &Table, base: u64) -> Result<Rounded, RoundError> {
    let policy = Policy::with_min_frequency(base.min(5));
    round(&Publication::of_table("test", table.clone()), base, &policy)
}

/// What must hold of every rounding.
fn check(table: &Table, base: u64, result: &Rounded) {
    let network = disclosure::Policy { min_frequency: base.min(5), noise_allowed: false };
    let public = &result.publication.table;
    assert_eq!(disclosure::check_table(public, &network), []);
    let system = System::new(table, base).unwrap();
    let values: Vec<i64> = public.values.iter().map(|value| value.unwrap_or(0)).collect();
    assert!(system.adds_up(&values));
    let mut loss = 0;
    for (position, (value, count)) in values.iter().zip(&system.counts).enumerate() {
        let change = value.abs_diff(*count);
        loss += change;
        assert!(*value >= 0 && value % base as i64 == 0 && (*count != 0 || *value == 0));
        assert_eq!(change >= base, result.exceeded.contains(&position));
        assert!(change < 2 * base);
        assert!(count % base as i64 != 0 || change == 0 || change >= base, "multiples stay");
    }
    assert_eq!(result.loss, loss);
}

/// The least change that there is, by trying all.
fn least_change(table: &Table, base: u64) -> Option<u64> {
    let system = System::new(table, base).unwrap();
    let free: Vec<usize> = (0..system.rests.len()).filter(|cell| system.rests[*cell] > 0).collect();
    assert!(free.len() <= 20, "small enough to try all");
    (0u32..1 << free.len())
        .filter_map(|ups| {
            let mut units = system.floors.clone();
            free.iter().enumerate().for_each(|(bit, cell)| units[*cell] += i64::from(ups >> bit & 1));
            let values: Vec<i64> = units.iter().map(|units| units * system.base).collect();
            let change = || values.iter().zip(&system.counts).map(|(value, count)| value.abs_diff(*count)).sum();
            system.adds_up(&values).then(change)
        })
        .min()
}

#[test]
fn base_below_the_minimum_frequency_is_refused_with_advice() {
    let table = table(vec![axis("a", &[1, 1])], series(&[7, 8]));
    let publication = Publication::of_table("test", table);
    let refused = |base, k| round(&publication, base, &Policy::with_min_frequency(k)).unwrap_err().to_string();
    assert!(refused(3, 5).contains("round to 5, or suppress cells"));
    assert!(refused(5, 10).contains("round to 10"));
    assert!(refused(10, 20).ends_with("suppress cells"));
    assert!(refused(4, 3).contains("not 3, 5 or 10"));
    assert!(round(&publication, 3, &Policy::with_min_frequency(3)).is_ok());
}

#[test]
fn unfit_tables_are_refused() {
    let good = table(vec![axis("a", &[1, 1])], series(&[7, 8]));
    let broken = |change: &dyn Fn(&mut Table)| {
        let mut table = good.clone();
        change(&mut table);
        rounded(&table, 5).unwrap_err()
    };
    assert_eq!(broken(&|t| t.measure.kind = MeasureKind::Rate), RoundError::NotCounts);
    assert_eq!(broken(&|t| t.values.truncate(2)), RoundError::Shape);
    assert_eq!(broken(&|t| t.values[1] = None), RoundError::Missing { cell: "a1".to_owned() });
    assert_eq!(broken(&|t| t.values[1] = Some(-7)), RoundError::OutOfRange { cell: "a1".to_owned() });
    assert_eq!(broken(&|t| t.values[1] = Some(i64::MAX)), RoundError::OutOfRange { cell: "a1".to_owned() });
    assert_eq!(broken(&|t| t.values[0] = Some(16)), RoundError::NotAdditive { cell: "a0".to_owned() });
    assert_eq!(broken(&|t| t.dimensions[0].sums[0].total = 9), RoundError::Shape);
    assert_eq!(broken(&|t| t.dimensions[0].codes.clear()), RoundError::Shape);
}

#[test]
fn codes_that_are_parts_of_themselves_are_refused() {
    let ring = |id: &str| {
        let mut axis = axis(id, &[1, 1]);
        axis.sums.push(Sum { total: 1, parts: vec![0] });
        axis
    };
    let mut table = table(vec![axis("a", &[1, 1]), axis("b", &[1, 1]), axis("c", &[1, 1])], || 0);
    table.dimensions[2] = ring("c");
    assert!(matches!(rounded(&table, 5), Err(RoundError::Unprotected { .. })));
    let units = vec![0; table.values.len()];
    let system = System::new(&table, 5).unwrap();
    let refused = space::Space::new(&system, &[], &units).err();
    assert_eq!(refused, Some(RoundError::Overlap { dimension: "c".to_owned() }));
}

#[test]
fn cell_that_is_not_applicable_stays_empty() {
    let mut table = table(vec![axis("a", &[1, 1]), axis("b", &[1, 1])], series(&[7, 8, 0, 4]));
    table.values[7] = None;
    table.flags.insert(7, "z".parse::<Flags>().unwrap());
    let result = rounded(&table, 5).unwrap();
    check(&table, 5, &result);
    assert_eq!(result.publication.table.values[7], None);
}

#[test]
fn one_sum_is_rounded_to_the_least_change() {
    let table = table(vec![axis("a", &[1, 1, 1])], series(&[1, 1, 1]));
    let result = rounded(&table, 3).unwrap();
    assert_eq!(result.publication.table.values.iter().flatten().sum::<i64>(), 6, "3 = 3 + 0 + 0");
    assert!(result.optimal && result.exceeded.is_empty() && result.loss == 4);
}

#[test]
fn table_without_a_rounding_goes_one_step_further_and_says_so() {
    let table =
        table(vec![axis("a", &[1, 1]), axis("b", &[1, 1]), axis("c", &[1, 1])], series(&[5, 0, 5, 5, 0, 5, 0, 5]));
    assert_eq!(least_change(&table, 10), None);
    let result = rounded(&table, 10).unwrap();
    check(&table, 10, &result);
    assert!(result.optimal && result.exceeded.len() == 1, "{result:?}");
    let notes = result.publication.table.notes.get("en").unwrap();
    assert_eq!(notes, "1 of the rounded values may differ from the count by 10 to 19.");
}

#[test]
fn two_dimensions_with_levels_in_one_are_a_network() {
    let table = table(vec![axis("a", &[3, 1, 4]), axis("b", &[1; 6])], skewed(3));
    let result = rounded(&table, 5).unwrap();
    check(&table, 5, &result);
    assert!(result.optimal && result.exceeded.is_empty());
}

#[test]
fn alternative_groupings_of_one_total_are_kept() {
    let mut axis = axis("a", &[1, 1, 1, 1]);
    axis.codes.extend([code("x"), code("y")]);
    axis.sums.push(Sum { total: 0, parts: vec![5, 6] });
    let mut table = table(vec![axis.clone()], || 0);
    table.values = [23, 4, 7, 9, 3, 11, 12].map(Some).to_vec();
    let result = rounded(&table, 5).unwrap();
    check(&table, 5, &result);
    assert_eq!(Some(result.loss), least_change(&table, 5));
}

#[test]
fn groupings_that_cross_are_refused_and_others_are_not() {
    let sums = |sums: &[(u32, &[u32])]| {
        let mut axis = axis("a", &[1, 1, 1, 1, 1, 1]);
        axis.sums = sums.iter().map(|(total, parts)| Sum { total: *total, parts: parts.to_vec() }).collect();
        raise::check(&axis)
    };
    assert_eq!(sums(&[(0, &[1, 2, 3]), (1, &[4, 5])]), Ok(()));
    assert_eq!(sums(&[(0, &[1, 2]), (0, &[3, 4]), (1, &[5, 6])]), Ok(()), "two groupings of one total");
    assert_eq!(sums(&[(0, &[3, 4, 5]), (0, &[1, 5]), (1, &[3, 4])]), Ok(()), "the same parts in two steps");
    let crossed = sums(&[(0, &[1, 2]), (3, &[1, 4]), (5, &[0, 3])]);
    assert_eq!(crossed, Err(RoundError::Unprotected { dimension: "a".to_owned(), code: "a0".to_owned() }));
}

#[test]
fn endless_chain_of_totals_is_refused_in_time() {
    let mut chain = axis("a", &[1; 20_000]);
    chain.sums = (0..20_000).map(|total| Sum { total, parts: vec![total + 1] }).collect();
    let table = table(vec![chain], || 0);
    assert!(matches!(rounded(&table, 5), Err(RoundError::TooLarge { .. })));
}

#[test]
fn larger_cubes_round_without_a_cell_that_strays() {
    for dimensions in [
        vec![axis("a", &[1; 9]), axis("b", &[1; 8]), axis("c", &[1; 7])],
        vec![axis("a", &[4, 4, 3]), axis("b", &[3, 3, 5]), axis("c", &[1; 4])],
        vec![axis("a", &[3, 5, 2, 6]), axis("b", &[3, 4, 4, 4])],
    ] {
        let table = table(dimensions, skewed(11));
        let result = rounded(&table, 5).unwrap();
        check(&table, 5, &result);
        assert_eq!(result.exceeded, [0usize; 0]);
    }
}

fn groups() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1usize..4, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rounding_adds_up_and_stays_close(
        sizes in prop::collection::vec(groups(), 1..4),
        values in prop::collection::vec(prop_oneof![Just(0i64), 1i64..6, 0i64..100], 1..40),
        base in prop::sample::select(BASES.to_vec()),
    ) {
        let dimensions = sizes.iter().enumerate().map(|(n, groups)| axis(&format!("d{n}"), groups)).collect();
        let table = table(dimensions, series(&values));
        if let Ok(result) = rounded(&table, base) {
            check(&table, base, &result);
            prop_assert_eq!(Ok(result), rounded(&table, base));
        } else {
            prop_assert!(sizes.len() > 2, "two dimensions always have one");
        }
    }

    #[test]
    fn small_network_is_rounded_with_the_least_change(
        values in prop::collection::vec(0i64..12, 9),
        shape in prop::sample::select(vec![(vec![1, 1], vec![1, 1, 1]), (vec![2, 2], vec![1]), (vec![1; 9], vec![])]),
        base in prop::sample::select(BASES.to_vec()),
    ) {
        let table = table(vec![axis("a", &shape.0), axis("b", &shape.1)], series(&values));
        let result = rounded(&table, base).unwrap();
        prop_assert!(result.optimal);
        prop_assert_eq!(Some(result.loss), least_change(&table, base));
    }

    #[test]
    fn small_cube_is_rounded_with_the_least_change_where_that_is_claimed(
        values in prop::collection::vec(prop_oneof![Just(0i64), Just(5), 0i64..12], 8),
    ) {
        let mut table = table(vec![axis("a", &[1, 1]), axis("b", &[1, 1]), axis("c", &[1, 1])], series(&values));
        // Few enough choices to try all: most of the margins of the last dimension are multiples.
        prop_assume!(table.values.iter().flatten().filter(|value| *value % 10 != 0).count() <= 18);
        table.method = None;
        let result = rounded(&table, 10).unwrap();
        check(&table, 10, &result);
        match least_change(&table, 10) {
            Some(least) if result.optimal => prop_assert_eq!(least, result.loss),
            Some(least) => prop_assert!(least <= result.loss || !result.exceeded.is_empty()),
            None => prop_assert!(!result.exceeded.is_empty()),
        }
    }
}
