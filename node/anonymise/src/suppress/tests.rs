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
