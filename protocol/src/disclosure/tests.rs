//! Each rule: what passes, and what fails by one step.

mod brute_force;

use std::collections::BTreeMap;

use super::*;
use crate::record::{Dimension, Method, Sum, Zeros};
use crate::testing::{code, victims};

const POLICY: Policy = Policy { min_frequency: 5, noise_allowed: false };
const NOISE: Policy = Policy { min_frequency: 5, noise_allowed: true };

/// A suppressed cell.
const C: Option<i64> = None;

/// An axis of so many codes, with these sums: total and parts.
fn axis(id: &str, codes: u32, sums: &[(u32, &[u32])]) -> Dimension {
    Dimension {
        id: code(id),
        codes: (0..codes).map(|n| code(&format!("{id}{n}"))).collect(),
        labels: Vec::new(),
        sums: sums.iter().map(|(total, parts)| Sum { total: *total, parts: parts.to_vec() }).collect(),
    }
}

/// Counts over these axes; absent values are suppressed.
fn cube(dimensions: Vec<Dimension>, values: &[Option<i64>]) -> Table {
    let flag = "c".parse().unwrap();
    let suppressed = (0..).zip(values).filter(|(_, value)| value.is_none()).map(|(position, _)| (position, flag));
    let table = Table { dimensions, values: values.to_vec(), flags: suppressed.collect(), ..victims(&[], &[]) };
    assert_eq!(table.cells(), Some(values.len()), "a value for each cell");
    table
}

/// One axis: a total of the other codes.
fn line(values: &[Option<i64>]) -> Table {
    let codes = u32::try_from(values.len()).unwrap();
    let parts: Vec<u32> = (1..codes).collect();
    cube(vec![axis("a", codes, &[(0, &parts)])], values)
}

fn some(values: &[i64]) -> Vec<Option<i64>> {
    values.iter().copied().map(Some).collect()
}

fn edit(mut table: Table, change: impl FnOnce(&mut Method)) -> Table {
    change(table.method.as_mut().unwrap());
    table
}

fn zeros_suppressed(table: Table) -> Table {
    edit(table, |method| method.zeros = Zeros::Suppressed)
}

/// Rules and cells that are broken.
fn found(table: &Table, policy: &Policy) -> Vec<(&'static str, String)> {
    check_table(table, policy).into_iter().map(|v| (v.rule.id(), v.cell.join("/"))).collect()
}

fn passes(table: &Table) {
    assert_eq!(check_table(table, &POLICY), []);
}

fn fails(table: &Table, expected: &[(&'static str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(rule, cell)| (*rule, (*cell).to_owned())).collect();
    assert_eq!(found(table, &POLICY), expected);
}

fn derivable(table: &Table) -> Vec<String> {
    found(table, &POLICY).into_iter().filter(|(rule, _)| *rule == "D3").map(|(_, cell)| cell).collect()
}

#[test]
fn d1_count_at_the_minimum_passes_and_below_fails() {
    passes(&line(&some(&[10, 5, 5])));
    fails(&line(&some(&[9, 5, 4])), &[("D1", "a2")]);
    fails(&line(&some(&[6, 5, 1])), &[("D1", "a2")]);
    passes(&line(&some(&[5, 5, 0])));
}

#[test]
fn d1_zero_fails_where_zeros_are_suppressed() {
    let table = line(&[Some(30), Some(0), C, C]);
    passes(&table);
    fails(&zeros_suppressed(table), &[("D1", "a1")]);
}

#[test]
fn d3_zero_of_an_empty_cell_follows_where_zeros_are_suppressed() {
    let table = line(&[Some(30), Some(30), None]);
    let open = Table { flags: BTreeMap::new(), ..table };
    passes(&open);
    let mut open = zeros_suppressed(open);
    assert_eq!(derivable(&open).len(), 1);
    // What cannot exist is no secret.
    open.flags.insert(2, "z".parse().unwrap());
    passes(&open);
}

#[test]
fn d5_rounded_cell_needs_a_rounding_base() {
    let mut table = line(&some(&[30, 10, 20]));
    table.flags.insert(0, "o".parse().unwrap());
    fails(&table, &[("D5", "")]);
    passes(&edit(table, |method| method.rounding = Some(5)));
}

#[test]
fn d1_takes_the_higher_of_both_minima() {
    let strict = edit(line(&some(&[19, 10, 9])), |method| method.min_frequency = 10);
    fails(&strict, &[("D1", "a2")]);
    let network = Policy { min_frequency: 10, ..POLICY };
    assert_eq!(
        found(&line(&some(&[19, 10, 9])), &network),
        [("D5", String::new()), ("D1", "a2".to_owned())],
        "the method's minimum is below the network's too"
    );
}

#[test]
fn d1_negative_count_fails_and_negative_amount_passes() {
    fails(&line(&some(&[2, 5, -3])), &[("D1", "a0"), ("D1", "a2")]);
    let mut amount = line(&some(&[2, 5, -3]));
    amount.measure.kind = MeasureKind::Amount;
    passes(&amount);
    fails(&cube(vec![axis("a", 1, &[])], &some(&[i64::MIN])), &[("D1", "a0")]);
}

#[test]
fn d2_total_that_is_not_the_sum_fails() {
    passes(&line(&some(&[30, 10, 20])));
    fails(&line(&some(&[31, 10, 20])), &[("D2", "a0")]);
    fails(&line(&some(&[29, 10, 20])), &[("D2", "a0")]);
    let mut rate = line(&some(&[31, 10, 20]));
    rate.measure.kind = MeasureKind::Rate;
    fails(&rate, &[("D2", "a0")]);
    let huge = line(&some(&[i64::MAX, i64::MAX, i64::MAX]));
    fails(&huge, &[("D2", "a0")]);
}

#[test]
fn d2_rounded_total_may_differ_by_the_base_for_each_term() {
    let rounded = |values: &[i64]| edit(line(&some(values)), |method| method.rounding = Some(5));
    passes(&rounded(&[30, 10, 20]));
    passes(&rounded(&[45, 10, 20]));
    fails(&rounded(&[50, 10, 20]), &[("D2", "a0")]);
    passes(&rounded(&[15, 10, 20]));
    fails(&rounded(&[10, 10, 20]), &[("D2", "a0")]);
}

#[test]
fn d3_single_suppressed_part_follows() {
    fails(&line(&[Some(30), Some(20), C]), &[("D3", "a2")]);
    passes(&line(&[Some(30), Some(20), C, C]));
    fails(&line(&[C, Some(20), Some(10)]), &[("D3", "a0")]);
    passes(&line(&[C, Some(20), C]));
}

#[test]
fn d3_parts_at_the_least_they_can_be_follow() {
    // Two suppressed cells of at least 1 that add up to 2 are 1 and 1.
    fails(&line(&[Some(22), Some(20), C, C]), &[("D3", "a2"), ("D3", "a3")]);
    passes(&line(&[Some(23), Some(20), C, C]));
    // Where zeros are suppressed too, the least is 0.
    passes(&zeros_suppressed(line(&[Some(22), Some(20), C, C])));
    fails(&zeros_suppressed(line(&[Some(20), Some(20), C, C])), &[("D3", "a2"), ("D3", "a3")]);
    // An amount may be negative, so nothing follows.
    let mut amount = line(&[Some(22), Some(20), C, C]);
    amount.measure.kind = MeasureKind::Amount;
    passes(&amount);
}

#[test]
fn d3_unknown_cell_that_is_not_suppressed_may_be_zero() {
    let mut table = line(&[Some(21), Some(20), C, C]);
    table.flags.remove(&3);
    fails(&table, &[("D3", "a2")]);
    table.values[0] = Some(22);
    passes(&table);
    table.flags.clear();
    table.values[0] = Some(20);
    passes(&table);
}

#[test]
fn d3_small_count_of_an_empty_cell_follows_without_the_flag_too() {
    // Leaving the flag out hides nothing: 23 less 20 is 3.
    let empty = |values| {
        let mut table = line(values);
        table.flags.clear();
        table
    };
    fails(&empty(&[Some(23), Some(20), C]), &[("D3", "a2")]);
    passes(&empty(&[Some(25), Some(20), C]));
    passes(&empty(&[Some(20), Some(20), C]));
    passes(&empty(&[Some(23), Some(20), C, C]));
    let mut amount = empty(&[Some(23), Some(20), C]);
    amount.measure.kind = MeasureKind::Amount;
    passes(&amount);
    let strict = edit(empty(&[Some(27), Some(20), C]), |method| method.min_frequency = 10);
    fails(&strict, &[("D3", "a2")]);
}

/// Rows and columns with totals.
fn square(size: u32, values: &[Option<i64>]) -> Table {
    let parts: Vec<u32> = (1..size).collect();
    cube(vec![axis("r", size, &[(0, &parts)]), axis("s", size, &[(0, &parts)])], values)
}

#[test]
fn d3_follows_a_chain_over_several_equations() {
    // One row has a single suppressed cell; with it one column falls, and with that another row.
    let chain = square(
        4,
        &[
            [Some(90), Some(30), Some(30), Some(30)],
            [Some(30), C, Some(10), Some(10)],
            [Some(30), C, C, Some(10)],
            [Some(30), Some(10), C, Some(10)],
        ]
        .concat(),
    );
    assert_eq!(derivable(&chain), ["r1/s1", "r2/s1", "r2/s2", "r3/s2"]);
    let square = square(
        4,
        &[
            [Some(90), Some(30), Some(30), Some(30)],
            [Some(30), C, C, Some(10)],
            [Some(30), C, C, Some(10)],
            [Some(30), Some(10), Some(10), Some(10)],
        ]
        .concat(),
    );
    passes(&square);
}

#[test]
fn d3_follows_through_a_suppressed_subtotal() {
    // T = A + B, A = A1 + A2: the suppressed A follows from T and B, and A2 from A.
    let tree: [(u32, &[u32]); 2] = [(0, &[1, 2]), (1, &[3, 4])];
    let values = [Some(40), C, Some(20), Some(10), C];
    fails(&cube(vec![axis("a", 5, &tree)], &values), &[("D3", "a1"), ("D3", "a4")]);
    let values = [Some(40), C, Some(20), C, C];
    fails(&cube(vec![axis("a", 5, &tree)], &values), &[("D3", "a1")]);
    let values = [Some(40), Some(20), Some(20), C, C];
    passes(&cube(vec![axis("a", 5, &tree)], &values));
}

#[test]
fn d3_compares_alternative_groupings_of_one_total() {
    // T = A + B = X + Y + Z: each grouping is enough on its own to give a cell away.
    let groups: [(u32, &[u32]); 2] = [(0, &[1, 2]), (0, &[3, 4, 5])];
    let values = [Some(40), C, C, Some(10), Some(10), C];
    fails(&cube(vec![axis("a", 6, &groups)], &values), &[("D3", "a5")]);
    let values = [C, Some(15), Some(25), Some(10), C, C];
    fails(&cube(vec![axis("a", 6, &groups)], &values), &[("D3", "a0")]);
}

#[test]
fn d3_contradiction_between_derived_values_is_a_broken_total() {
    let groups: [(u32, &[u32]); 2] = [(0, &[1, 2]), (3, &[1, 4])];
    let values = [Some(40), C, Some(20), Some(35), Some(10)];
    let table = cube(vec![axis("a", 5, &groups)], &values);
    let rules: Vec<_> = found(&table, &POLICY).iter().map(|(rule, _)| *rule).collect();
    assert_eq!(rules, ["D2", "D3"], "a1 is 20 by one sum and 25 by the other");
}

#[test]
fn d3_nothing_follows_exactly_from_rounded_values() {
    let rounded = edit(line(&[Some(30), Some(20), C]), |method| method.rounding = Some(10));
    passes(&rounded);
}

#[test]
fn d4_suppressed_cell_with_a_value_fails() {
    let mut table = line(&some(&[30, 10, 20]));
    table.flags.insert(2, "c".parse().unwrap());
    fails(&table, &[("D4", "a2")]);
    table.flags.insert(2, "z".parse().unwrap());
    fails(&table, &[("D4", "a2")]);
    table.flags.insert(2, "bdepu".parse().unwrap());
    passes(&table);
}

#[test]
fn d5_method_is_required_for_counts_only() {
    let mut table = line(&some(&[30, 10, 20]));
    table.method = None;
    fails(&table, &[("D5", "")]);
    table.measure.kind = MeasureKind::Rate;
    passes(&table);
}

#[test]
fn d5_minimum_below_the_networks_fails() {
    let table = |min| edit(line(&some(&[30, 10, 20])), |method| method.min_frequency = min);
    passes(&table(5));
    passes(&table(6));
    fails(&table(4), &[("D5", "")]);
}

#[test]
fn d5_suppression_must_be_told() {
    let untold = edit(line(&[Some(30), Some(10), C, C]), |method| method.suppression = Suppression::None);
    fails(&untold, &[("D5", "")]);
    passes(&edit(line(&some(&[30, 10, 20])), |method| method.suppression = Suppression::None));
    passes(&edit(line(&[Some(30), Some(10), C, C]), |method| method.suppression = Suppression::Primary));
}

#[test]
fn d5_rounding_base_and_values_must_fit() {
    let rounded = |base, values: &[i64]| edit(line(&some(values)), |method| method.rounding = Some(base));
    for base in [3, 5, 10] {
        passes(&rounded(base, &[60, 30, 30]));
    }
    for base in [0, 1, 2, 4, 7, u64::MAX] {
        let rules = found(&rounded(base, &[60, 30, 30]), &POLICY);
        assert!(rules.contains(&("D5", String::new())), "base {base}: {rules:?}");
    }
    fails(&rounded(10, &[60, 30, 35]), &[("D5", "")]);
}

#[test]
fn d5_noise_needs_the_networks_consent_and_suppresses_nothing() {
    let noisy = |values: &[Option<i64>], noise| edit(line(values), |method| method.noise_milli_epsilon = Some(noise));
    let small = noisy(&some(&[7, 4, 2]), 500);
    assert_eq!(found(&small, &POLICY), [("D5", String::new())]);
    assert_eq!(found(&small, &NOISE), [], "small noisy counts, and sums that do not hold, are no violation");
    assert_eq!(found(&noisy(&some(&[7, 4, -2]), 500), &NOISE), [("D1", "a2".to_owned())]);
    assert_eq!(found(&noisy(&some(&[7, 4, 2]), 0), &NOISE), [("D5", String::new())]);
    assert_eq!(found(&noisy(&[Some(7), C, C], 500), &NOISE), [("D5", String::new())]);
}

#[test]
fn d6_too_many_terms_are_refused_before_they_are_made() {
    // 300 sums of 300 parts over 300 further codes: 27 million terms.
    let parts: Vec<u32> = (1..300).collect();
    let mut wide = axis("a", 300, &[]);
    wide.sums = (0..300).map(|_| Sum { total: 0, parts: parts.clone() }).collect();
    let table = cube(vec![wide, axis("b", 300, &[])], &vec![Some(0); 90_000]);
    fails(&table, &[("D6", "")]);
}

#[test]
fn d6_table_of_the_largest_size_is_checked() {
    let parts: Vec<u32> = (1..316).collect();
    let mut values = vec![Some(0); 316 * 316];
    values[316 * 316 - 1] = Some(7);
    let table = cube(vec![axis("a", 316, &[(0, &parts)]), axis("b", 316, &[(0, &parts)])], &values);
    let wrong: Vec<_> = found(&table, &POLICY);
    assert_eq!(wrong, [("D2", "a0/b315".to_owned()), ("D2", "a315/b0".to_owned())]);
}

#[test]
fn at_most_fifty_cells_are_reported() {
    let table = cube(vec![axis("a", 200, &[])], &[Some(1); 200]);
    assert_eq!(found(&table, &POLICY).len(), 50);
}

#[test]
fn violation_names_rule_table_and_cell_but_no_derived_value() {
    let table = victims(&["2022", "2023"], &[Some(30), Some(30), Some(20), Some(13), C, Some(17)]);
    let text: Vec<String> = check_table(&table, &POLICY).iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        ["D3 table victims, cell M/2022: this suppressed value follows from the published ones; suppress more cells"]
    );
}

#[test]
fn record_check_covers_every_table() {
    let good = line(&some(&[30, 10, 20]));
    let bad = Table { id: code("second"), ..line(&[Some(30), Some(20), C]) };
    let found = check_record(&crate::testing::report("t", vec![good, bad]), &POLICY);
    assert_eq!(found.iter().map(|v| v.table.as_str()).collect::<Vec<_>>(), ["second"]);
    assert_eq!(check_record(&crate::testing::practice("t"), &POLICY), []);
}

#[test]
fn empty_flags_map_of_a_full_table_changes_nothing() {
    let table = Table { flags: BTreeMap::new(), ..line(&some(&[30, 10, 20])) };
    passes(&table);
}

/// The first row is the total of the second, cell by cell, and its first cell of all others.
fn every_cell_is_a_step_of_its_own(codes: u32) -> Table {
    let parts: Vec<u32> = (1..codes).collect();
    let mut values = vec![Some(5); 2 * codes as usize];
    values[0] = Some(5 * i64::from(codes - 1));
    values[codes as usize..].fill(None);
    let mut table = cube(vec![axis("a", 2, &[(0, &[1])]), axis("b", codes, &[(0, &parts)])], &values);
    table.flags.clear();
    table
}

#[test]
fn d3_sum_that_learns_its_parts_one_by_one_is_checked_in_one_pass() {
    // Looking at all 50,000 parts again for each of them would take a receiver the better part of a minute.
    let mut table = every_cell_is_a_step_of_its_own(50_000);
    passes(&table);
    let last = table.values.len() - 1;
    table.flags.insert(u32::try_from(last).unwrap(), "c".parse().unwrap());
    fails(&table, &[("D3", "a1/b49999")]);
}

#[test]
fn d2_parts_that_can_not_add_up_to_their_total_break_it() {
    // Six counts of at least 1 are not 5, and no part is larger than its total.
    fails(&line(&[Some(5), C, C, C, C, C, C]), &[("D2", "a0")]);
    let mut table = line(&[Some(5), Some(9), None]);
    table.flags.clear();
    fails(&table, &[("D2", "a0")]);
    passes(&zeros_suppressed(line(&[Some(5), C, C, C, C, C, C])));
}

#[test]
fn d2_contradiction_is_found_whichever_sum_is_looked_at_first() {
    // Row a1 has the total 0 and, by the column of b1, a part of 5. The same table turned over is the same table.
    let values = [None, Some(5), None, Some(0), None, None];
    let turned = [values[0], values[3], values[1], values[4], values[2], values[5]];
    let (rows, columns) = (axis("a", 2, &[(0, &[1])]), axis("b", 3, &[(0, &[1, 2])]));
    for mut table in [cube(vec![rows.clone(), columns.clone()], &values), cube(vec![columns, rows], &turned)] {
        table.flags.clear();
        assert!(found(&table, &POLICY).iter().any(|(rule, _)| *rule == "D2"), "{table:?}");
    }
}

#[test]
fn d2_value_that_no_count_can_have_is_a_broken_total() {
    // Each code is the total of the two before it: the derived values double until no number type holds them.
    let parts: Vec<[u32; 2]> = (2..300).map(|code| [code - 2, code - 1]).collect();
    let sums: Vec<(u32, &[u32])> = (2..).zip(&parts).map(|(total, parts)| (total, parts.as_slice())).collect();
    let mut values = vec![None; 300];
    (values[0], values[1]) = (Some(i64::MAX / 2), Some(i64::MAX / 2));
    let mut table = cube(vec![axis("a", 300, &sums)], &values);
    table.flags.clear();
    fails(&table, &[("D2", "a3")]);
}
