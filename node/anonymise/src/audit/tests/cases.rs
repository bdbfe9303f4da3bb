//! Leaks that are known by name, rules about whole tables, and tables made to do harm.

use emn_protocol::record::{MeasureKind, Sum, Zeros};

use super::super::audit;
use super::sample::{Random, code, dimension, fill, hide, publication, skewed, table};
use crate::outcome::{Audit, Outcome, Verdict};
use crate::policy::{Policy, Revision};
use crate::publication::Publication;

fn line(values: &[Option<i64>]) -> Publication {
    publication(table(vec![dimension("a", 0, values.len() - 1)], values, Zeros::Published))
}

fn run(published: &[Publication], new: &[Publication]) -> Audit {
    audit(published, new, &Policy::with_min_frequency(5), &|| false)
}

fn verdicts(found: &Audit) -> Vec<(usize, Verdict)> {
    found.cells.iter().map(|cell| (cell.position, cell.verdict)).collect()
}

#[test]
fn one_cell_suppressed_under_its_total_is_exact() {
    let found = run(&[], &[line(&[Some(30), Some(17), Some(10), None])]);
    assert_eq!(found.outcome, Outcome::Exposed);
    assert_eq!(verdicts(&found), [(3, Verdict::Exact)]);
    assert_eq!(found.cells[0].betrayed_by, ["test: a to T"]);
}

#[test]
fn large_cell_that_follows_by_subtraction_is_exposed_too() {
    let found = run(&[], &[line(&[Some(50), Some(17), None])]);
    assert_eq!(verdicts(&found), [(2, Verdict::Exact)]);
}

#[test]
fn two_small_cells_that_add_up_to_little_are_small() {
    let found = run(&[], &[line(&[Some(30), Some(25), None, None])]);
    assert_eq!(verdicts(&found), [(2, Verdict::Small), (3, Verdict::Small)]);
    let wide = run(&[], &[line(&[Some(31), Some(25), None, None])]);
    assert_eq!((wide.outcome, wide.cells[0].interval.high), (Outcome::Passed, Some(5)));
}

#[test]
fn published_small_count_is_an_exposure() {
    let found = run(&[], &[line(&[Some(20), Some(17), Some(3)])]);
    assert_eq!(verdicts(&found), [(2, Verdict::Exact)]);
    let mut zero = line(&[Some(20), Some(20), Some(0)]);
    assert_eq!(run(&[], std::slice::from_ref(&zero)).outcome, Outcome::Passed);
    zero.table.method.as_mut().unwrap().zeros = Zeros::Suppressed;
    assert_eq!(verdicts(&run(&[], &[zero])), [(2, Verdict::Exact)]);
}

#[test]
fn figures_that_do_not_add_up_are_named_without_a_value() {
    let found = run(&[], &[line(&[Some(30), Some(17), Some(12)])]);
    let Outcome::Inconsistent(place) = found.outcome else { unreachable!("{found:?}") };
    assert_eq!(place, "test: a to T: no counts fit this sum together with the others");
}

#[test]
fn cell_that_another_table_publishes_betrays_a_third() {
    let first = line(&[Some(40), Some(20), None, None]);
    assert_eq!(run(&[], std::slice::from_ref(&first)).outcome, Outcome::Passed);
    let mut second = publication(table(vec![dimension("a", 0, 3)], &[None, None, Some(12), None], Zeros::Published));
    second.table.dimensions[0].sums.clear();
    second.source = "later".to_owned();
    let found = run(&[first], &[second]);
    assert_eq!(found.outcome, Outcome::Passed, "both are large: {found:?}");
    let first = line(&[Some(40), Some(20), Some(6), None, None]);
    let mut second =
        publication(table(vec![dimension("a", 0, 4)], &[None, None, None, Some(11), None], Zeros::Published));
    second.table.dimensions[0].sums.clear();
    let found = run(&[first], &[second]);
    assert_eq!((found.outcome, found.earlier.len()), (Outcome::Exposed, 1));
    assert_eq!((found.earlier[0].publication, found.earlier[0].position), (0, 4));
}

#[test]
fn earlier_leak_is_no_fault_of_a_new_table() {
    let old = line(&[Some(30), Some(17), Some(10), None]);
    let mut new = publication(table(vec![dimension("b", 0, 2)], &[Some(30), Some(20), Some(10)], Zeros::Published));
    new.table.dimensions[0].id = code("b");
    let found = run(&[old], &[new]);
    assert_eq!(found.outcome, Outcome::Passed);
}

#[test]
fn small_change_of_a_published_count_is_refused() {
    let old = line(&[Some(60), Some(30), Some(30)]);
    let new = line(&[Some(63), Some(33), Some(30)]);
    let found = run(std::slice::from_ref(&old), std::slice::from_ref(&new));
    assert_eq!(found.refusals.len(), 1, "{:?}", found.refusals);
    assert!(found.refusals[0].contains("a=T; a=a0") && !found.refusals[0].contains("33"), "{:?}", found.refusals);
    let large = line(&[Some(70), Some(40), Some(30)]);
    assert!(run(std::slice::from_ref(&old), std::slice::from_ref(&large)).passed());
    let freeze = Policy { revision: Revision::Freeze, ..Policy::with_min_frequency(5) };
    assert_eq!(audit(&[old], &[large], &freeze, &|| false).refusals.len(), 1);
}

#[test]
fn version_that_hides_other_cells_betrays_what_has_not_changed() {
    // Row a1 is the same in both versions, 40 = 20 + 3 + 17, with other cells hidden; row a0 has grown.
    let make = |source: &str, values: [i64; 8], hidden: [usize; 2]| {
        let shown: Vec<Option<i64>> =
            values.iter().enumerate().map(|(at, value)| (!hidden.contains(&at)).then_some(*value)).collect();
        let mut one = publication(table(vec![dimension("a", 0, 1), dimension("b", 0, 3)], &shown, Zeros::Published));
        one.table.dimensions[0].sums.clear();
        one.source = source.to_owned();
        one
    };
    let before = make("v1", [100, 40, 30, 30, 40, 20, 3, 17], [6, 7]);
    let after = make("v2", [110, 50, 30, 30, 40, 20, 3, 17], [5, 6]);
    assert_eq!(run(&[], std::slice::from_ref(&before)).outcome, Outcome::Passed);
    assert_eq!(run(&[], std::slice::from_ref(&after)).outcome, Outcome::Passed);
    let both = run(&[before], &[after]);
    assert!(both.refusals.is_empty());
    let small: Vec<_> = both.cells.iter().filter(|cell| cell.verdict.exposed()).collect();
    assert_eq!(small.len(), 1, "{both:?}");
    assert_eq!((small[0].position, small[0].verdict), (6, Verdict::Exact));
    assert!(small[0].betrayed_by.last().is_some_and(|last| last.contains("nothing around them has changed")));
}

#[test]
fn growth_betrays_what_both_versions_hide() {
    // v1: 5 and at least 1 of 40; v2: the hidden pair has grown by 10 while a published part stayed.
    let old = line(&[Some(30), Some(24), None, None]);
    let new = line(&[Some(36), Some(30), None, None]);
    // Both pairs add up to 6: [1, 5] each. If counts only grow, neither changed, and nothing more follows.
    let found = run(&[old], &[new]);
    assert_eq!(found.outcome, Outcome::Passed, "{found:?}");
    let old = line(&[Some(40), Some(24), None, None, Some(5)]);
    let new = line(&[Some(46), Some(30), None, Some(11), None]);
    // v2 shows one of the pair: the other cannot have been more than what is left.
    let found = run(&[old], &[new]);
    assert_eq!(found.outcome, Outcome::Exposed, "{found:?}");
}

#[test]
fn group_that_shares_its_category_is_reported() {
    let make = |values: &[i64]| {
        let mut form = dimension("iccs", 0, values.len() - 1);
        form.id = code("iccs");
        publication(table(vec![form], &values.iter().copied().map(Some).collect::<Vec<_>>(), Zeros::Published))
    };
    let found = run(&[], &[make(&[30, 30, 0, 0])]);
    assert_eq!((found.warnings.len(), found.refusals.len()), (1, 0), "{found:?}");
    let found = run(&[], &[make(&[8, 8, 0, 0])]);
    assert_eq!((found.warnings.len(), found.refusals.len()), (0, 1), "{found:?}");
    let found = run(&[], &[make(&[30, 20, 10, 0])]);
    assert_eq!((found.warnings.len(), found.refusals.len()), (0, 0), "{found:?}");
}

#[test]
fn amounts_are_left_out_and_noise_beside_exact_figures_is_refused() {
    let mut amount = line(&[Some(30), Some(17), None]);
    amount.table.measure.kind = MeasureKind::Amount;
    let found = run(&[], &[amount]);
    assert_eq!((found.outcome, found.warnings.len()), (Outcome::Passed, 1));
    let mut noisy = line(&[Some(30), Some(17), Some(13)]);
    noisy.table.method.as_mut().unwrap().noise_milli_epsilon = Some(1_000);
    assert!(run(&[], std::slice::from_ref(&noisy)).passed());
    assert_eq!(run(&[line(&[Some(31), Some(17), Some(14)])], &[noisy]).refusals.len(), 1);
}

#[test]
fn same_input_gives_the_same_result() {
    let axes = || vec![dimension("a", 3, 4), dimension("b", 3, 3), dimension("c", 0, 5)];
    let mut random = Random(5);
    let values = fill(&axes(), |_| skewed(&mut random, 8.0));
    let one = publication(hide(axes(), &values, 5, 10, 1));
    let (first, second) = (run(&[], std::slice::from_ref(&one)), run(&[], &[one]));
    assert!(first.effort.largest > 200, "{:?}", first.effort);
    assert_eq!(first, second);
}

#[test]
fn out_of_time_is_not_passed() {
    let axes = || vec![dimension("a", 3, 6), dimension("b", 3, 6)];
    let mut random = Random(9);
    let values = fill(&axes(), |_| skewed(&mut random, 8.0));
    let found = audit(&[], &[publication(hide(axes(), &values, 5, 20, 1))], &Policy::default(), &|| true);
    assert!(!found.passed() && !matches!(found.outcome, Outcome::Inconsistent(_)));
}

#[test]
fn hostile_tables_end_without_harm() {
    let huge = i64::MAX;
    let found = run(&[], &[line(&[Some(huge), Some(huge - 9), None, None])]);
    assert_eq!((found.outcome, found.cells.len()), (Outcome::Passed, 2));
    let overflow = run(&[], &[line(&[None, Some(huge), Some(huge)])]);
    assert!(!overflow.passed());
    // Sums that lead in a circle, as no record may have them: bounds would creep for ever.
    let mut circle = line(&[None, None, None]);
    circle.table.dimensions[0].sums = vec![
        Sum { total: 0, parts: vec![1, 2] },
        Sum { total: 1, parts: vec![0, 2] },
        Sum { total: 2, parts: vec![0, 1] },
    ];
    assert!(!run(&[], &[circle]).passed());
    let mut outside = line(&[Some(9), Some(9), Some(0)]);
    outside.table.dimensions[0].sums[0].parts.push(77);
    assert_eq!(run(&[], &[outside]).refusals.len(), 1);
    let mut short = line(&[Some(9), Some(9), Some(0)]);
    short.table.values.pop();
    assert_eq!(run(&[], &[short]).refusals.len(), 1);
    assert!(run(&[], &[line(&[Some(9), Some(-1), Some(10)])]).refusals[0].contains("negative"));
}
