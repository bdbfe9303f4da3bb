//! Made-up tables for tests and benchmarks: skewed counts, empty cells, totals along hierarchies, from a seed.
//!
//! Counts are products of falling weights (a few countries and forms of exploitation make up most of a real register)
//! and noise, so that a third or so of the cells are small, as in the tables that members publish.

use std::collections::BTreeMap;

use emn_protocol::record::{Code, Dimension, Measure, MeasureKind, MultiText, Sum, Table};

use crate::publication::Publication;

/// Size and form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// 4 × 17 with totals.
    Two,
    /// 1,241 cells: citizenship by region, and months by quarter and year.
    TwoHierarchy,
    /// 748 cells.
    Three,
    /// 3,212 cells, two of three dimensions with hierarchies.
    ThreeHierarchies,
    /// 704 cells.
    Four,
    /// Some 10,000 cells with two hierarchies.
    TenThousand,
    /// Nearly 100,000 cells with two hierarchies.
    HundredThousand,
}

impl Shape {
    /// All shapes, small ones first.
    pub const ALL: [Self; 7] = [
        Self::Two,
        Self::Four,
        Self::Three,
        Self::TwoHierarchy,
        Self::ThreeHierarchies,
        Self::TenThousand,
        Self::HundredThousand,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Two => "2-d",
            Self::TwoHierarchy => "2-d with hierarchy",
            Self::Three => "3-d",
            Self::ThreeHierarchies => "3-d with hierarchies",
            Self::Four => "4-d",
            Self::TenThousand => "10,000 cells, two hierarchies",
            Self::HundredThousand => "100,000 cells, two hierarchies",
        }
    }

    /// Dimensions, and the mean count of an inner cell.
    fn plan(self) -> (Vec<Dimension>, f64) {
        match self {
            Self::Two => (vec![flat("sex", 3), flat("citizen", 16)], 40.0),
            Self::TwoHierarchy => (vec![tree("citizen", &[9; 7]), tree("TIME_PERIOD", &[3; 4])], 9.0),
            Self::Three => (vec![flat("sex", 3), flat("age", 10), flat("citizen", 16)], 30.0),
            Self::ThreeHierarchies => (vec![tree("citizen", &[9; 7]), flat("age", 3), tree("form", &[4, 5])], 14.0),
            Self::Four => (vec![flat("sex", 1), flat("age", 3), flat("form", 3), flat("citizen", 21)], 45.0),
            Self::TenThousand => (vec![tree("citizen", &[12; 8]), flat("sex", 2), tree("form", &[7; 4])], 12.0),
            Self::HundredThousand => (vec![tree("citizen", &[14; 14]), flat("age", 5), tree("form", &[10; 7])], 14.0),
        }
    }
}

/// A stream of numbers from a seed (SplitMix64, Steele et al. 2014). Not for secrets.
#[derive(Debug, Clone)]
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform in `0..1`.
    #[expect(clippy::cast_precision_loss, reason = "32 bits fit")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 32) as f64 / 4_294_967_296.0
    }

    /// Standard normal, as the sum of twelve uniform numbers.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

fn code(text: &str) -> Code {
    text.parse().expect("letters, digits and underscores make a code")
}

/// A total and its parts.
pub(crate) fn flat(id: &str, parts: u32) -> Dimension {
    let codes = std::iter::once(code("_T")).chain((1..=parts).map(|part| code(&format!("{id}-{part}")))).collect();
    let sums = vec![Sum { total: 0, parts: (1..=parts).collect() }];
    Dimension { id: code(id), codes, labels: Vec::new(), sums }
}

/// A total, groups, and the parts of each group.
pub(crate) fn tree(id: &str, groups: &[u32]) -> Dimension {
    let mut dimension = flat(id, 0);
    dimension.sums.clear();
    let mut totals = Vec::new();
    for (group, parts) in (1u32..).zip(groups) {
        let total = position(dimension.codes.len());
        totals.push(total);
        dimension.codes.push(code(&format!("{id}-{group}")));
        dimension.codes.extend((1..=*parts).map(|part| code(&format!("{id}-{group}-{part}"))));
        dimension.sums.push(Sum { total, parts: (total + 1..=total + parts).collect() });
    }
    dimension.sums.insert(0, Sum { total: 0, parts: totals });
    dimension
}

fn position(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A made-up table of all true counts. The same seed and shape give the same table.
pub fn table(seed: u64, shape: Shape) -> Publication {
    let (dimensions, mean) = shape.plan();
    of_dimensions(seed, dimensions, mean)
}

/// A made-up table over dimensions whose parts stand behind their totals or before them, with this mean of its inner
/// cells.
pub fn of_dimensions(seed: u64, dimensions: Vec<Dimension>, mean: f64) -> Publication {
    let mut numbers = Numbers(seed);
    let weights: Vec<Vec<f64>> = dimensions.iter().map(|dimension| weights(dimension, &mut numbers)).collect();
    let mut table = empty(dimensions);
    table.values = inner(&table, &weights, mean, &mut numbers);
    add_up(&mut table);
    Publication::of_table(format!("sample {seed}"), table)
}

/// A table over dimensions with these counts for its inner cells, in their order. Too few are followed by zeros.
#[cfg(test)]
pub(crate) fn of_counts(dimensions: Vec<Dimension>, counts: &[i64]) -> Publication {
    let mut table = empty(dimensions);
    let heights = crate::suppress::heights(&table);
    let strides = table.strides();
    let mut counts = counts.iter().copied();
    let cells = table.cells().unwrap_or(0);
    let mut value = |cell: usize| {
        let inner = heights.iter().zip(&strides).all(|(heights, stride)| heights[cell / stride % heights.len()] == 0);
        Some(if inner { counts.next().unwrap_or(0) } else { 0 })
    };
    table.values = (0..cells).map(&mut value).collect();
    add_up(&mut table);
    Publication::of_table("counts", table)
}

/// A table of persons without values.
fn empty(dimensions: Vec<Dimension>) -> Table {
    Table {
        id: code("sample"),
        title: MultiText::new(),
        notes: MultiText::new(),
        measure: Measure { id: code("persons"), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions,
        values: Vec::new(),
        flags: BTreeMap::new(),
        method: None,
    }
}

/// Falling weights for codes that are no totals, 0 for totals.
fn weights(dimension: &Dimension, numbers: &mut Numbers) -> Vec<f64> {
    let mut rank = 0.0;
    let codes = 0..position(dimension.codes.len());
    let weight = |code: u32| {
        if dimension.sums.iter().any(|sum| sum.total == code) {
            return 0.0;
        }
        rank += 1.0;
        (0.3 * numbers.normal()).exp() / f64::powf(rank, 0.9)
    };
    codes.map(weight).collect()
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "made-up counts are small")]
fn inner(table: &Table, weights: &[Vec<f64>], mean: f64, numbers: &mut Numbers) -> Vec<Option<i64>> {
    let strides = table.strides();
    let cells: usize = weights.iter().map(Vec::len).product();
    let raw: Vec<f64> = (0..cells)
        .map(|cell| {
            let code = |(weights, stride): (&Vec<f64>, &usize)| weights[cell / stride % weights.len()];
            let weight: f64 = weights.iter().zip(&strides).map(code).product();
            if weight == 0.0 { 0.0 } else { weight * (0.8 * numbers.normal()).exp() }
        })
        .collect();
    let filled = raw.iter().filter(|weight| **weight > 0.0).count().max(1);
    let scale = mean * filled as f64 / raw.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    raw.iter().map(|weight| Some((weight * scale + numbers.unit()).floor() as i64)).collect()
}

/// Totals from parts, one dimension after the other, the lowest totals first.
fn add_up(table: &mut Table) {
    let heights = crate::suppress::heights(table);
    for ((dimension, stride), heights) in table.dimensions.iter().zip(table.strides()).zip(heights) {
        let mut sums: Vec<&Sum> = dimension.sums.iter().collect();
        sums.sort_by_key(|sum| heights[sum.total as usize]);
        let block = stride * dimension.codes.len();
        for sum in sums {
            for start in (0..table.values.len()).step_by(block).flat_map(|block| block..block + stride) {
                let parts = sum.parts.iter().filter_map(|part| table.values[start + *part as usize * stride]);
                table.values[start + sum.total as usize * stride] = Some(parts.sum());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_of_one_seed_is_always_the_same() {
        assert_eq!(table(1, Shape::Three), table(1, Shape::Three));
        assert_ne!(table(1, Shape::Three).table.values, table(2, Shape::Three).table.values);
    }

    #[test]
    fn sizes_and_small_counts_are_as_in_real_tables() {
        for shape in Shape::ALL {
            let table = table(1, shape).table;
            let small = table.values.iter().flatten().filter(|count| (1..5).contains(*count)).count();
            assert!(table.values.len() <= crate::policy::MAX_CELLS, "{}", shape.name());
            assert!(small * 100 > table.values.len() * 5, "{}: {small} of {}", shape.name(), table.values.len());
            assert!(small * 100 < table.values.len() * 55, "{}: {small} of {}", shape.name(), table.values.len());
        }
    }
}
