//! Small and large tables to audit, made from numbers of a seeded generator.

use std::collections::BTreeMap;

use emn_protocol::record::{Code, Dimension, Flags, Measure, MeasureKind, Method, Sum, Suppression, Table, Zeros};

use crate::publication::Publication;

/// SplitMix64 (Steele et al. 2014): tests need no better.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to `below - 1`.
    pub(super) fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }

    /// Whether something with this chance in percent happens.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// A dimension `id` with codes `T` (position 0), groups and leaves: `groups` groups of `leaves` each; without groups the
/// leaves stand directly below the total.
pub(super) fn dimension(id: &str, groups: usize, leaves: usize) -> Dimension {
    let mut codes = vec![code("T")];
    let mut sums = Vec::new();
    if groups == 0 {
        codes.extend((0..leaves).map(|leaf| code(&format!("{id}{leaf}"))));
        sums.push(Sum { total: 0, parts: (1..=leaves as u32).collect() });
    } else {
        codes.extend((0..groups).map(|group| code(&format!("{id}g{group}"))));
        sums.push(Sum { total: 0, parts: (1..=groups as u32).collect() });
        for group in 0..groups {
            let first = codes.len() as u32;
            codes.extend((0..leaves).map(|leaf| code(&format!("{id}g{group}l{leaf}"))));
            sums.push(Sum { total: 1 + group as u32, parts: (first..first + leaves as u32).collect() });
        }
    }
    Dimension { id: code(id), codes, labels: Vec::new(), sums }
}

/// A table of counts with these values; `None` is suppressed.
pub(super) fn table(dimensions: Vec<Dimension>, values: &[Option<i64>], zeros: Zeros) -> Table {
    let hidden = values.iter().enumerate().filter(|(_, value)| value.is_none());
    let flags: BTreeMap<u32, Flags> = hidden.map(|(at, _)| (at as u32, "c".parse().unwrap())).collect();
    Table {
        id: code("t"),
        title: Default::default(),
        notes: Default::default(),
        measure: Measure { id: code("victims"), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions,
        values: values.to_vec(),
        flags,
        method: Some(Method {
            min_frequency: 3,
            suppression: Suppression::Complementary,
            rounding: None,
            noise_milli_epsilon: None,
            zeros,
        }),
    }
}

pub(super) fn publication(table: Table) -> Publication {
    Publication::of_table("test", table)
}

/// Fills the totals of a cube whose inner cells are given by `inner`, by position.
pub(super) fn fill(dimensions: &[Dimension], mut inner: impl FnMut(&[usize]) -> i64) -> Vec<i64> {
    let shape: Vec<usize> = dimensions.iter().map(|dimension| dimension.codes.len()).collect();
    let cells: usize = shape.iter().product();
    let at = |position: usize| -> Vec<usize> {
        let mut rest = position;
        let mut place = vec![0; shape.len()];
        for axis in (0..shape.len()).rev() {
            place[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        place
    };
    let leaf: Vec<Vec<bool>> = dimensions
        .iter()
        .map(|d| (0..d.codes.len()).map(|code| d.sums.iter().all(|sum| sum.total as usize != code)).collect())
        .collect();
    let mut values = vec![0i64; cells];
    for (position, value) in values.iter_mut().enumerate() {
        let place = at(position);
        if place.iter().zip(&leaf).all(|(code, leaf)| leaf[*code]) {
            *value = inner(&place);
        }
    }
    // Axis by axis, the lowest totals first.
    let mut stride = cells;
    for dimension in dimensions {
        let codes = dimension.codes.len();
        stride /= codes;
        for sum in dimension.sums.iter().rev() {
            for position in (0..cells).filter(|position| position / stride % codes == sum.total as usize) {
                let start = position - sum.total as usize * stride;
                values[position] = sum.parts.iter().map(|part| values[start + *part as usize * stride]).sum();
            }
        }
    }
    values
}

/// Skewed counts: many zeros and small numbers, a few large ones, as in tables of victims.
pub(super) fn skewed(random: &mut Random, mean: f64) -> i64 {
    let uniform = (random.below(1_000_000) as f64 + 1.0) / 1_000_001.0;
    (mean * 0.35 * (uniform.powf(-0.9) - 1.0)).floor().min(5_000.0) as i64
}

/// Hides small counts and, beside each, in every sum, the smallest other one that is not zero, until no sum has just
/// one hidden cell: what an office does by hand. It protects against subtraction, not against intervals.
pub(super) fn hide(dimensions: Vec<Dimension>, values: &[i64], least: i64, extra: usize, seed: u64) -> Table {
    let mut hidden: Vec<bool> = values.iter().map(|value| (1..least).contains(value)).collect();
    let mut random = Random(seed);
    hidden.iter_mut().zip(values).for_each(|(hidden, value)| *hidden |= *value > 0 && random.chance(extra));
    let plain = table(dimensions.clone(), &values.iter().copied().map(Some).collect::<Vec<_>>(), Zeros::Published);
    let equations: Vec<_> = super::super::cells::equations(&plain).collect();
    for _ in 0..20 {
        let mut changed = false;
        for equation in &equations {
            let members: Vec<usize> = equation.parts.iter().copied().chain([equation.total]).collect();
            let count = members.iter().filter(|at| hidden[**at]).count();
            let small: i64 = members.iter().filter(|at| hidden[**at]).map(|at| values[*at]).sum();
            if count == 0 || count > 1 && small >= 2 * least {
                continue;
            }
            let best =
                members.iter().filter(|at| !hidden[**at] && values[**at] > 0).min_by_key(|at| (values[**at], **at));
            if let Some(&best) = best {
                hidden[best] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let values: Vec<Option<i64>> =
        values.iter().zip(hidden).map(|(value, hidden)| (!hidden).then_some(*value)).collect();
    let mut made = table(dimensions, &values, Zeros::Published);
    made.method.as_mut().unwrap().min_frequency = least as u64;
    made
}
