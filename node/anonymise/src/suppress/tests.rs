use emn_protocol::disclosure::check_table;
use emn_protocol::record::{Dimension, Table, Zeros};
use proptest::prelude::*;

use super::*;
use crate::policy::Singleton;
use crate::sample::{self, Shape, flat, tree};

mod enumerate;

use enumerate::{equations, ranges};

fn never() -> bool {
    false
}

/// Policies for small tables, which have few persons for their detail.
fn policy(min_frequency: u64, zeros: Zeros, singleton: Singleton) -> Policy {
    Policy { min_mean: 1, zeros, singleton, ..Policy::with_min_frequency(min_frequency) }
}

fn network(policy: &Policy) -> emn_protocol::disclosure::Policy {
    emn_protocol::disclosure::Policy { min_frequency: policy.min_frequency, noise_allowed: false }
}

/// What the rules ask of a protected table, checked by looking at all whole numbers that fit it.
fn assert_protected(protected: &Protected, policy: &Policy) {
    let table = &protected.publication.table;
    assert_eq!(check_table(table, &network(policy)), []);
    let Some(ranges) = ranges(protected, policy) else { return };
    for (position, low, high) in ranges {
        let small = low < i64::try_from(policy.min_frequency).unwrap();
        assert!(high > low, "cell {position} follows exactly");
        let width = u64::try_from(high - low).unwrap();
        assert!(!small || width >= policy.width, "cell {position} lies in {low}..={high}");
    }
}

/// No sum has two suppressed parts only of which one is a 1 and the other sensitive.
fn assert_singletons(protected: &Protected, policy: &Policy) {
    let suppressed = |cell: &usize| protected.status[*cell].suppressed();
    let count = |cell: usize| protected.counts[cell].unwrap().unsigned_abs();
    for (total, parts) in equations(&protected.publication.table) {
        let left: Vec<usize> = parts.iter().copied().filter(suppressed).collect();
        if let ([a, b], false) = (left.as_slice(), suppressed(&total)) {
            for (single, other) in [(*a, *b), (*b, *a)] {
                assert!(
                    count(single) != 1 || !policy.is_sensitive(count(other)),
                    "a person at {single} learns {other}"
                );
            }
        }
    }
}

fn dimensions() -> impl Strategy<Value = Vec<Dimension>> {
    prop_oneof![
        Just(vec![flat("a", 3), flat("b", 3)]),
        Just(vec![flat("a", 2), flat("b", 4)]),
        Just(vec![tree("a", &[2, 2]), flat("b", 2)]),
        Just(vec![tree("a", &[3, 1]), flat("b", 3)]),
        Just(vec![tree("a", &[2, 2]), tree("b", &[1, 2])]),
        Just(vec![flat("a", 2), flat("b", 2), flat("c", 2)]),
        Just(vec![flat("a", 2), tree("b", &[2, 1]), flat("c", 2)]),
        Just(vec![flat("a", 2), flat("b", 2), flat("c", 2), flat("d", 2)]),
    ]
}

fn counts() -> impl Strategy<Value = Vec<i64>> {
    let count = prop_oneof![
        3 => Just(0i64),
        3 => Just(1i64),
        3 => 2i64..5,
        4 => 5i64..12,
        2 => 20i64..90,
    ];
    prop::collection::vec(count, 16)
}

fn zeros() -> impl Strategy<Value = Zeros> {
    prop_oneof![Just(Zeros::Published), Just(Zeros::Suppressed)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_suppressed_cell_is_protected_by_enumeration(
        dimensions in dimensions(),
        counts in counts(),
        zeros in zeros(),
        min_frequency in 3u64..6,
    ) {
        let new = sample::of_counts(dimensions, &counts);
        let policy = policy(min_frequency, zeros, Singleton::Basic);
        match protect(&new, &[], &policy, &never) {
            Ok(protected) => {
                assert_protected(&protected, &policy);
                assert_singletons(&protected, &policy);
                prop_assert_eq!(&protected.counts, &new.table.values);
            }
            Err(error) => prop_assert!(
                matches!(error, ProtectError::Sparse { .. } | ProtectError::Unprotectable { .. }),
                "{}", error
            ),
        }
    }

    #[test]
    fn a_person_who_knows_the_own_record_pins_down_no_other(dimensions in dimensions(), counts in counts()) {
        let new = sample::of_counts(dimensions, &counts);
        let policy = policy(4, Zeros::Published, Singleton::Full);
        if let Ok(protected) = protect(&new, &[], &policy, &never) {
            assert_protected(&protected, &policy);
            assert_singletons(&protected, &policy);
            enumerate::assert_no_single_pins(&protected, &policy);
        }
    }
}

/// How many of a table's cells are suppressed.
fn suppressed(protected: &Protected) -> usize {
    protected.status.iter().filter(|status| status.suppressed()).count()
}

#[test]
fn samples_are_protected_with_moderate_loss_and_always_alike() {
    let policy = Policy::default();
    for shape in [Shape::Two, Shape::Four, Shape::Three, Shape::TwoHierarchy] {
        let new = sample::table(1, shape);
        let protected = protect(&new, &[], &policy, &never).unwrap();
        assert_eq!(check_table(&protected.publication.table, &network(&policy)), []);
        assert_singletons(&protected, &policy);
        let loss = Loss::of(&protected);
        assert!(loss.complementary > 0 && loss.complementary < 2 * loss.primary, "{}: {loss:?}", shape.name());
        assert_eq!(protect(&new, &[], &policy, &never).unwrap(), protected, "{}", shape.name());
    }
}

fn edit(mut new: Publication, change: impl FnOnce(&mut Table)) -> Publication {
    change(&mut new.table);
    new
}

#[test]
fn primary_suppression_alone_is_what_receivers_refuse() {
    let policy = Policy::default();
    let naive = primary_only(&sample::table(1, Shape::Three), &policy);
    assert!(check_table(&naive.publication.table, &network(&policy)).iter().any(|found| found.rule.id() == "D3"));
}

#[test]
fn table_without_sensitive_cells_is_published_whole() {
    let new = sample::of_counts(vec![flat("a", 2), flat("b", 2)], &[10, 20, 30, 40]);
    let protected = protect(&new, &[], &Policy::default(), &never).unwrap();
    assert_eq!(suppressed(&protected), 0);
    assert_eq!(protected.publication.table.values, new.table.values);
    assert_eq!(protected.publication.table.method.unwrap().suppression, Suppression::None);
}

#[test]
fn other_flags_stay_and_structural_zeros_are_shown() {
    let counts = [3, 9, 20, 0, 12, 30, 40, 50, 60];
    let new = edit(sample::of_counts(vec![flat("a", 3), flat("b", 3)], &counts), |table| {
        table.flags.insert(5, "bp".parse().unwrap());
        table.values[9] = None;
        table.flags.insert(9, "z".parse().unwrap());
    });
    let protected = protect(&new, &[], &policy(5, Zeros::Published, Singleton::Basic), &never).unwrap();
    let flags = |position| protected.publication.table.flags_at(position).to_string();
    assert_eq!((flags(5).as_str(), flags(9).as_str()), ("bcp", "z"));
    assert_eq!(protected.status[9], CellStatus::NotApplicable);
}

#[test]
fn table_that_is_no_complete_table_of_counts_is_refused() {
    let good = || sample::of_counts(vec![flat("a", 2), flat("b", 2)], &[3, 20, 30, 40]);
    let form = |change: fn(&mut Table)| match protect(&edit(good(), change), &[], &Policy::default(), &never) {
        Err(ProtectError::Form(problem)) => problem,
        other => format!("{other:?}"),
    };
    assert!(form(|table| table.values[4] = Some(4)).contains("is not the sum"));
    assert!(form(|table| table.values[4] = Some(-3)).contains("negative"));
    assert!(form(|table| table.values[4] = None).contains("missing"));
    assert!(form(|table| table.values.truncate(5)).contains("not one value"));
    assert!(form(|table| table.dimensions[0].sums[0].parts = vec![1, 9]).contains("wrong"));
    assert!(form(|table| table.dimensions[0].sums[0].parts = vec![0, 1]).contains("part of itself"));
    assert!(form(|table| table.dimensions[0].codes.clear()).contains("no codes"));
    let error = protect(&edit(good(), |table| table.values[4] = Some(4)), &[], &Policy::default(), &never);
    assert!(!error.unwrap_err().to_string().contains('3'), "no count in a message");
}

#[test]
fn table_with_too_few_persons_is_refused_with_advice() {
    let new = sample::of_counts(vec![flat("a", 2), flat("b", 5)], &[1, 2, 1, 0, 3, 4, 1, 1, 1, 0]);
    let policy = policy(5, Zeros::Published, Singleton::Basic);
    assert_eq!(protect(&new, &[], &policy, &never), Err(ProtectError::Sparse { dimension: "b".to_owned() }));
    let new = sample::of_counts(vec![flat("a", 5), flat("b", 2)], &[1, 2, 1, 0, 3, 4, 1, 9, 1, 0]);
    assert_eq!(protect(&new, &[], &Policy::default(), &never), Err(ProtectError::Sparse { dimension: "a".to_owned() }));
}

#[test]
fn table_beyond_the_limits_is_refused() {
    let new = sample::of_counts(vec![flat("a", 400), flat("b", 400)], &[]);
    assert!(matches!(protect(&new, &[], &Policy::default(), &never), Err(ProtectError::TooLarge { .. })));
    let five = ["a", "b", "c", "d", "e"].map(|id| flat(id, 1)).to_vec();
    let new = sample::of_counts(five, &[10]);
    assert!(matches!(protect(&new, &[], &Policy::default(), &never), Err(ProtectError::TooLarge { .. })));
}

#[test]
fn protection_that_runs_out_of_time_publishes_nothing() {
    let new = sample::table(1, Shape::Three);
    assert_eq!(protect(&new, &[], &Policy::default(), &|| true), Err(ProtectError::Unfinished));
}

#[test]
fn hypercube_protects_by_enumeration_and_suppresses_more() {
    let policy = policy(4, Zeros::Published, Singleton::Basic);
    let new = sample::of_counts(vec![flat("a", 3), flat("b", 3)], &[3, 20, 30, 40, 50, 2, 9, 30, 40]);
    assert_protected(&hypercube::protect_hypercube(&new, &policy), &policy);
    let new = sample::table(1, Shape::TwoHierarchy);
    let (cubes, own) = (
        Loss::of(&hypercube::protect_hypercube(&new, &Policy::default())),
        Loss::of(&protect(&new, &[], &Policy::default(), &never).unwrap()),
    );
    assert!(hypercube::excess(&cubes, &own) > 0.0, "{cubes:?} {own:?}");
}

#[test]
fn repair_of_a_naive_table_protects_it() {
    let policy = policy(4, Zeros::Published, Singleton::Basic);
    let new = sample::of_counts(vec![flat("a", 3), tree("b", &[2, 2])], &[3, 20, 30, 40, 50, 2, 9, 30, 40, 1, 1, 60]);
    let naive = primary_only(&new, &policy);
    let repaired = repair(&naive, &[], &[], &policy, &never).unwrap();
    assert_protected(&repaired, &policy);
    assert_eq!(repaired.counts, new.table.values);
}

#[test]
fn repair_of_an_exposed_cell_suppresses_more_and_publishes_nothing_again() {
    let policy = Policy::default();
    let new = sample::table(1, Shape::Three);
    let protected = protect(&new, &[], &policy, &never).unwrap();
    let primary = |position: &usize| protected.status[*position] == CellStatus::Primary;
    let exposed: Vec<usize> = (0..protected.status.len()).filter(primary).step_by(40).collect();
    let repaired = repair(&protected, &[], &exposed, &policy, &never).unwrap();
    assert!(suppressed(&repaired) > suppressed(&protected));
    let kept = protected.status.iter().zip(&repaired.status);
    assert!(kept.into_iter().all(|(before, after)| !before.suppressed() || after.suppressed()));
    assert_eq!(check_table(&repaired.publication.table, &network(&policy)), []);
}

#[test]
fn no_complementary_cell_of_a_pruned_table_is_without_need() {
    let policy = policy(4, Zeros::Published, Singleton::Basic);
    let new = sample::of_counts(vec![flat("a", 3), flat("b", 3)], &[3, 20, 30, 40, 50, 2, 9, 30, 40]);
    let protected = protect(&new, &[], &policy, &never).unwrap();
    for position in 0..protected.status.len() {
        if protected.status[position] == CellStatus::Complementary {
            let mut fewer = protected.clone();
            fewer.status[position] = CellStatus::Published;
            let ranges = ranges(&fewer, &policy).unwrap();
            let exposed = ranges.iter().any(|(_, low, high)| *low < 4 && high - low < 3);
            assert!(exposed, "cell {position} need not be suppressed");
        }
    }
}

/// A table over the first dimensions of a cube, as it would have been published before.
fn margin(cube: &Publication, policy: &Policy) -> Earlier {
    let table = &cube.table;
    let codes = table.dimensions.last().unwrap().codes.len();
    let values: Vec<Option<i64>> = table.values.iter().step_by(codes).copied().collect();
    let mut new = cube.clone();
    new.table.dimensions.pop();
    new.table.values = values;
    let protected = protect(&new, &[], policy, &never).unwrap();
    Earlier { publication: protected.publication, counts: Some(protected.counts) }
}

#[test]
fn cells_published_before_stay_published_and_suppressed_ones_suppressed() {
    let policy = policy(4, Zeros::Published, Singleton::Basic);
    let mut done = 0;
    for seed in 1..6 {
        let cube = sample::of_dimensions(seed, vec![flat("a", 4), tree("b", &[2, 3]), flat("c", 3)], 25.0);
        let mut earlier = margin(&cube, &policy);
        for counts in [earlier.counts.clone(), None] {
            earlier.counts = counts;
            let Ok(both) = protect(&cube, std::slice::from_ref(&earlier), &policy, &never) else { continue };
            let codes = cube.table.dimensions[2].codes.len();
            for (position, value) in earlier.publication.table.values.iter().enumerate() {
                assert_eq!(both.publication.table.values[position * codes], *value, "seed {seed}, cell {position}");
            }
            assert_protected(&both, &policy);
            done += 1;
        }
    }
    assert!(done >= 5, "only {done} of 10 can be protected together");
}

#[test]
fn cell_whose_companions_are_public_already_is_refused_by_name() {
    let policy = policy(5, Zeros::Published, Singleton::Basic);
    let new = sample::of_counts(vec![flat("a", 3), flat("b", 2)], &[3, 20, 30, 40, 50, 60]);
    // One column of it was published, all but its small count.
    let mut old = new.clone();
    old.table.dimensions[1].codes = vec!["b-1".parse().unwrap()];
    old.table.dimensions[1].sums.clear();
    old.table.values = vec![Some(83), None, Some(30), Some(50)];
    old.table.flags.insert(1, "c".parse().unwrap());
    let earlier = Earlier { publication: old, counts: Some(vec![Some(83), Some(3), Some(30), Some(50)]) };
    let error = protect(&new, &[earlier], &policy, &never).unwrap_err();
    let expected =
        ProtectError::Unprotectable { cell: vec!["a-1".to_owned(), "b-1".to_owned()], dimension: "a".to_owned() };
    assert_eq!(error, expected);
}

#[test]
fn alternative_groupings_of_one_total_are_one_system() {
    // T = A + B = X + Y + Z, as 40 = 3 + 37 = 12 + 13 + 15: the small A needs B, and nothing of the other grouping.
    let mut new = sample::of_counts(vec![flat("a", 5)], &[3, 37, 0, 0, 0]);
    new.table.values = [40, 3, 37, 12, 13, 15].map(Some).to_vec();
    new.table.dimensions[0].sums = vec![sum(0, &[1, 2]), sum(0, &[3, 4, 5])];
    let policy = policy(5, Zeros::Published, Singleton::Basic);
    let protected = protect(&new, &[], &policy, &never).unwrap();
    assert_protected(&protected, &policy);
    assert_eq!(suppressed(&protected), 2);
}

fn sum(total: u32, parts: &[u32]) -> emn_protocol::record::Sum {
    emn_protocol::record::Sum { total, parts: parts.to_vec() }
}
