//! Every possible table, one by one: what the auditor must find.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::record::{Dimension, Table, Zeros};

use super::super::audit;
use super::sample::{Random, dimension, fill, publication, table};
use crate::outcome::{Outcome, Verdict};
use crate::policy::Policy;
use crate::publication::Publication;

/// Unknown cells of all tables by key, with the least value; and equations over keys.
struct Puzzle {
    unknown: Vec<String>,
    least: Vec<i64>,
    most: Vec<i64>,
    equations: Vec<(Vec<(usize, i64)>, i64)>,
}

/// Reads the tables in the plainest way: each cell by its key, each sum written out.
fn puzzle(publications: &[Publication]) -> Option<Puzzle> {
    let mut limits: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for one in publications {
        let method = one.table.method.as_ref().unwrap();
        for position in 0..one.table.values.len() {
            let own = match one.table.values[position] {
                Some(value) => match method.rounding.map(|base| base as i64) {
                    Some(base) if value == 0 => (0, base - 1),
                    Some(base) => (value - base + 1, value + base - 1),
                    None => (value, value),
                },
                None if one.table.flags_at(position).suppressed() && method.zeros == Zeros::Published => (1, i64::MAX),
                None => (0, i64::MAX),
            };
            let entry = limits.entry(one.key(position).to_string()).or_insert((0, i64::MAX));
            *entry = (entry.0.max(own.0), entry.1.min(own.1));
        }
    }
    let unknown: Vec<String> =
        limits.iter().filter(|(_, (low, high))| low != high).map(|(key, _)| key.clone()).collect();
    if limits.values().any(|(low, high)| low > high) {
        return None;
    }
    let mut equations = BTreeSet::new();
    for one in publications {
        for (axis, d) in one.table.dimensions.iter().enumerate() {
            let stride = one.table.strides()[axis];
            for sum in &d.sums {
                for position in 0..one.table.values.len() {
                    if position / stride % d.codes.len() == sum.total as usize {
                        let start = position - sum.total as usize * stride;
                        let mut terms: Vec<(String, i64)> = vec![(one.key(position).to_string(), -1)];
                        let parts = sum.parts.iter().map(|part| start + *part as usize * stride);
                        terms.extend(parts.map(|part| (one.key(part).to_string(), 1)));
                        terms.sort();
                        equations.insert(terms);
                    }
                }
            }
        }
    }
    let mut solved = Vec::new();
    for terms in equations {
        let (mut open, mut rest) = (Vec::new(), 0i64);
        for (key, factor) in terms {
            match unknown.binary_search(&key) {
                Ok(at) => open.push((at, factor)),
                Err(_) => rest -= factor * limits[&key].0,
            }
        }
        if open.is_empty() && rest != 0 {
            return None;
        }
        solved.push((open, rest));
    }
    let (least, most) = unknown.iter().map(|key| limits[key]).unzip();
    Some(Puzzle { unknown, least, most, equations: solved })
}

/// The interval of each unknown over all solutions with values up to `cap`.
fn solve(puzzle: &Puzzle, cap: i64) -> Option<BTreeMap<String, (i64, i64)>> {
    let count = puzzle.unknown.len();
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, (terms, _)) in puzzle.equations.iter().enumerate() {
        terms.iter().for_each(|(at, _)| of[*at].push(index));
    }
    let mut values = vec![None; count];
    let mut ends: Vec<Option<(i64, i64)>> = vec![None; count];
    let mut steps = 0;
    search(puzzle, &of, cap, &mut values, 0, &mut ends, &mut steps);
    assert!(steps < 3_000_000, "the puzzle is too large for a test");
    let mut found = BTreeMap::new();
    for (key, ends) in puzzle.unknown.iter().zip(ends) {
        found.insert(key.clone(), ends?);
    }
    Some(found)
}

fn search(
    puzzle: &Puzzle,
    of: &[Vec<usize>],
    cap: i64,
    values: &mut Vec<Option<i64>>,
    at: usize,
    ends: &mut Vec<Option<(i64, i64)>>,
    steps: &mut usize,
) {
    *steps += 1;
    if *steps >= 3_000_000 {
        return;
    }
    if at == values.len() {
        for (end, value) in ends.iter_mut().zip(values.iter()) {
            let value = value.unwrap();
            let (low, high) = end.unwrap_or((value, value));
            *end = Some((low.min(value), high.max(value)));
        }
        return;
    }
    for value in puzzle.least[at]..=puzzle.most[at].min(cap) {
        values[at] = Some(value);
        if of[at].iter().all(|equation| possible(puzzle, *equation, values, cap)) {
            search(puzzle, of, cap, values, at + 1, ends, steps);
        }
    }
    values[at] = None;
}

/// Whether an equation can still hold.
fn possible(puzzle: &Puzzle, equation: usize, values: &[Option<i64>], cap: i64) -> bool {
    let (terms, rhs) = &puzzle.equations[equation];
    let (mut low, mut high) = (0, 0);
    for &(at, factor) in terms {
        let (least, most) = match values[at] {
            Some(value) => (value, value),
            None => (puzzle.least[at], puzzle.most[at].min(cap)),
        };
        low += if factor > 0 { factor * least } else { factor * most };
        high += if factor > 0 { factor * most } else { factor * least };
    }
    (low..=high).contains(rhs)
}

/// The definition, once more.
fn expected(low: i64, high: i64, k: i64, zero: bool) -> Verdict {
    if low == high {
        return if (1..k).contains(&low) || low == 0 && zero { Verdict::Exact } else { Verdict::Harmless };
    }
    if low >= 1 && high < k {
        return Verdict::Small;
    }
    if high - low < k - 1 {
        return if low < k && high >= 1 { Verdict::Narrow } else { Verdict::Harmless };
    }
    Verdict::Ok
}

fn policy(k: u64) -> Policy {
    Policy::with_min_frequency(k)
}

/// Compares the auditor with the enumeration; `true` when there was something to compare.
fn agree(seed: u64, published: &[Publication], new: &[Publication], k: u64) -> bool {
    let all: Vec<Publication> = published.iter().chain(new).cloned().collect();
    let cap = all.iter().flat_map(|one| one.table.values.iter().flatten()).max().copied().unwrap_or(0) + 4;
    let found = audit(published, new, &policy(k), &|| false);
    let Some(intervals) = puzzle(&all).and_then(|puzzle| solve(&puzzle, cap)) else {
        assert!(
            matches!(found.outcome, Outcome::Inconsistent(_)),
            "seed {seed}: no table fits, but {:?}",
            found.outcome
        );
        return true;
    };
    assert!(!matches!(found.outcome, Outcome::Inconsistent(_)), "seed {seed}: {:?}", found.outcome);
    for cell in &found.cells {
        let one = &new[cell.publication];
        if !one.table.flags_at(cell.position).suppressed() {
            continue;
        }
        let key = one.key(cell.position).to_string();
        let zero = one.table.method.as_ref().unwrap().zeros == Zeros::Suppressed;
        let (low, high) = intervals.get(&key).copied().unwrap_or_else(|| {
            let shown = all.iter().find_map(|one| {
                (0..one.table.values.len())
                    .find(|at| one.key(*at).to_string() == key && one.table.values[*at].is_some())
                    .and_then(|at| one.table.values[at])
            });
            (shown.unwrap(), shown.unwrap())
        });
        // Values that reach the cap have no upper bound at all.
        let capped = high == cap;
        assert_eq!(cell.interval.low, low as u64, "seed {seed}, {key}: {cell:?}");
        assert_eq!(cell.interval.high, (!capped).then_some(high as u64), "seed {seed}, {key}: {cell:?}");
        let by_subtraction = low == high && cell.verdict == Verdict::Exact;
        if !by_subtraction {
            assert_eq!(cell.verdict, expected(low, high, k as i64, zero), "seed {seed}, {key}: [{low}, {high}]");
        }
        assert_eq!(cell.verdict.exposed(), !cell.betrayed_by.is_empty(), "seed {seed}: {cell:?}");
    }
    let hidden = |one: &Publication| one.table.flags.values().filter(|flags| flags.suppressed()).count();
    let shown = found.cells.iter().filter(|cell| new[cell.publication].table.flags_at(cell.position).suppressed());
    assert_eq!(shown.count(), new.iter().map(hidden).sum::<usize>(), "seed {seed}: every suppressed cell once");
    true
}

/// A table with up to `most` hidden cells, the grand total published.
fn random_table(random: &mut Random, dimensions: Vec<Dimension>, largest: usize, most: usize) -> Table {
    let zeros = if random.chance(50) { Zeros::Published } else { Zeros::Suppressed };
    let values = fill(&dimensions, |_| random.below(largest + 1) as i64);
    let mut shown: Vec<Option<i64>> = values.iter().copied().map(Some).collect();
    for _ in 0..most {
        let at = 1 + random.below(shown.len() - 1);
        if values[at] > 0 || zeros == Zeros::Suppressed {
            shown[at] = None;
        }
    }
    let mut made = table(dimensions, &shown, zeros);
    // Some cells are empty without a flag: nobody knows them.
    let flagged: Vec<u32> = made.flags.keys().copied().collect();
    for position in flagged {
        if random.chance(8) {
            made.flags.remove(&position);
        }
    }
    made
}

fn random_dimensions(random: &mut Random) -> Vec<Dimension> {
    match random.below(5) {
        0 => vec![dimension("a", 0, 3), dimension("b", 0, 3)],
        1 => vec![dimension("a", 2, 2), dimension("b", 0, 3)],
        2 => vec![dimension("a", 0, 2), dimension("b", 0, 2), dimension("c", 0, 3)],
        3 => vec![dimension("a", 2, 2), dimension("b", 0, 2), dimension("c", 0, 2)],
        _ => vec![dimension("a", 0, 2), dimension("b", 0, 2), dimension("c", 0, 2), dimension("d", 0, 2)],
    }
}

#[test]
fn intervals_of_random_tables_equal_the_enumerated_ones() {
    let mut compared = 0;
    for seed in 0..1_500u64 {
        let mut random = Random(seed);
        let dimensions = random_dimensions(&mut random);
        let (largest, most) = (2 + random.below(6), 3 + random.below(9));
        let made = random_table(&mut random, dimensions, largest, most);
        compared += usize::from(agree(seed, &[], &[publication(made)], 3 + seed % 3));
    }
    assert!(compared > 1_000);
}

#[test]
fn wrong_figures_are_found_exactly_when_no_table_fits() {
    let mut wrong = 0;
    for seed in 0..600u64 {
        let mut random = Random(seed + 77_000);
        let dimensions = random_dimensions(&mut random);
        let mut made = random_table(&mut random, dimensions, 3, 7);
        let shown: Vec<usize> = (1..made.values.len()).filter(|at| made.values[*at].is_some()).collect();
        let at = shown[random.below(shown.len())];
        made.values[at] = made.values[at].map(|value| value + 1);
        let one = publication(made);
        wrong += usize::from(matches!(
            audit(&[], std::slice::from_ref(&one), &policy(3), &|| false).outcome,
            Outcome::Inconsistent(_)
        ));
        agree(seed, &[], &[one], 3);
    }
    assert!(wrong > 100, "{wrong}");
}

#[test]
fn intervals_of_linked_tables_equal_the_enumerated_ones() {
    for seed in 0..500u64 {
        let mut random = Random(seed + 5_000);
        let axes = [dimension("a", 0, 2), dimension("b", 0, 3), dimension("c", 0, 2)];
        let cube = fill(&axes, |_| random.below(4) as i64);
        // The margins (a, b) and (b, c) of the same persons, each hidden in its own way.
        let view = |random: &mut Random, kept: [usize; 2]| {
            let shape = [3, 4, 3];
            let mut values = Vec::new();
            for first in 0..shape[kept[0]] {
                for second in 0..shape[kept[1]] {
                    let mut place = [0; 3];
                    (place[kept[0]], place[kept[1]]) = (first, second);
                    let value = cube[(place[0] * 4 + place[1]) * 3 + place[2]];
                    let hide = !values.is_empty() && value > 0 && random.chance(35);
                    values.push((!hide).then_some(value));
                }
            }
            publication(table(kept.map(|axis| axes[axis].clone()).to_vec(), &values, Zeros::Published))
        };
        let (first, second) = (view(&mut random, [0, 1]), view(&mut random, [1, 2]));
        agree(seed, std::slice::from_ref(&first), std::slice::from_ref(&second), 3);
        agree(seed, &[], &[first, second], 3);
    }
}

#[test]
fn rounded_tables_are_read_as_intervals() {
    for seed in 0..300u64 {
        let mut random = Random(seed + 9_000);
        let axes = vec![dimension("a", 0, 2), dimension("b", 0, 2)];
        let values = fill(&axes, |_| random.below(9) as i64);
        let up_or_down = |value: &i64| Some((value / 3 + i64::from(value % 3 > 0 && seed % 2 == 0)) * 3);
        let mut made = table(axes, &values.iter().map(up_or_down).collect::<Vec<_>>(), Zeros::Published);
        made.method.as_mut().unwrap().rounding = Some(3);
        let one = publication(made);
        let found = audit(&[], std::slice::from_ref(&one), &policy(3), &|| false);
        let intervals = solve(&puzzle(std::slice::from_ref(&one)).unwrap(), 60).unwrap();
        for position in 0..one.table.values.len() {
            let (low, high) = intervals[&one.key(position).to_string()];
            let cell = found.cells.iter().find(|cell| cell.position == position);
            let exposed =
                expected(low, high, 3, false).exposed() || one.table.values[position].is_some_and(|v| v > 0 && v < 3);
            assert_eq!(
                cell.is_some_and(|cell| cell.verdict.exposed()),
                exposed,
                "seed {seed}: [{low}, {high}] {cell:?}"
            );
        }
    }
}

#[test]
fn three_margins_of_one_cube_are_audited_with_the_cube_between_them() {
    let (mut narrower, mut compared) = (0, 0);
    for seed in 0..400u64 {
        let mut random = Random(seed + 31_000);
        let axes = [dimension("a", 0, 2), dimension("b", 0, 2), dimension("c", 0, 2)];
        let cube = fill(&axes, |_| random.below(3) as i64);
        let mut tables = Vec::new();
        for kept in [[0, 1], [1, 2], [0, 2]] {
            let mut values = Vec::new();
            for first in 0..3 {
                for second in 0..3 {
                    let mut place = [0; 3];
                    (place[kept[0]], place[kept[1]]) = (first, second);
                    let value = cube[(place[0] * 3 + place[1]) * 3 + place[2]];
                    let hide = !values.is_empty() && value > 0 && random.chance(45);
                    values.push((!hide).then_some(value));
                }
            }
            tables.push(publication(table(kept.map(|axis| axes[axis].clone()).to_vec(), &values, Zeros::Published)));
        }
        // The enumeration learns of the cube from a fourth table, all of whose inner cells nobody knows.
        let mut whole = table(axes.to_vec(), &vec![None; 27], Zeros::Suppressed);
        whole.flags.clear();
        let with: Vec<Publication> = tables.iter().cloned().chain([publication(whole)]).collect();
        let Some(exact) = puzzle(&with).and_then(|puzzle| solve(&puzzle, 24)) else { continue };
        let loose = puzzle(&tables).and_then(|puzzle| solve(&puzzle, 24)).unwrap();
        let found = audit(&tables[..2], &tables[2..], &policy(3), &|| false);
        for cell in &found.cells {
            let key = tables[2].key(cell.position).to_string();
            let Some((low, high)) = exact.get(&key) else { continue };
            assert_eq!((cell.interval.low, cell.interval.high), (*low as u64, Some(*high as u64)), "seed {seed} {key}");
            narrower += usize::from(exact[&key] != loose[&key]);
            compared += 1;
        }
    }
    assert!(narrower > 0 && compared > 100, "{narrower} of {compared}");
}
