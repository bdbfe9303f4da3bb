//! The detailed cells of a table, and its totals as sums of them.

use emn_protocol::record::{MeasureKind, Table};

use super::NoiseError;
use crate::publication::is_total;
use crate::round::{DisjointSets, totals, upward};

/// What noise needs to know of a table.
pub(super) struct Cube {
    /// Positions of cells with a count that are no totals, ascending.
    pub(super) detailed: Vec<usize>,
    /// The detailed cells, as indexes, of each part that sums connect; with the one cell above them all, if there is
    /// one.
    pub(super) groups: Vec<(Vec<usize>, Option<usize>)>,
    /// For each dimension its sums, parts before totals.
    order: Vec<Vec<usize>>,
}

impl Cube {
    /// Checks that noise on the detailed cells is noise on the table.
    pub(super) fn new(table: &Table, cells_per_person: u64) -> Result<Self, NoiseError> {
        check_form(table)?;
        let order = table.dimensions.iter().map(|dimension| {
            let groupings = || NoiseError::Groupings { dimension: dimension.id.to_string() };
            let order = upward(dimension).ok_or_else(groupings)?;
            let distinct = totals(dimension).iter().filter(|total| **total).count();
            if distinct == order.len() { Ok(order) } else { Err(groupings()) }
        });
        let order = order.collect::<Result<_, _>>()?;
        check_contributions(table, cells_per_person)?;
        let totals: Vec<Vec<bool>> = table.dimensions.iter().map(totals).collect();
        let strides = table.strides();
        let code = |axis: usize, cell: usize| cell / strides[axis] % totals[axis].len();
        let detail = |cell: &usize| (0..totals.len()).all(|axis| !totals[axis][code(axis, *cell)]);
        let mut detailed = Vec::new();
        for cell in (0..table.values.len()).filter(detail) {
            match table.values[cell] {
                Some(count) if (0..=i64::MAX / 4).contains(&count) => detailed.push(cell),
                Some(_) => return Err(NoiseError::OutOfRange { cell: name(table, cell) }),
                None if table.flags_at(cell).has('z') => {}
                None => return Err(NoiseError::Missing { cell: name(table, cell) }),
            }
        }
        let groups = groups(table, &strides, &detailed);
        let cube = Self { detailed, groups, order };
        cube.check_sums(table)?;
        Ok(cube)
    }

    fn check_sums(&self, table: &Table) -> Result<(), NoiseError> {
        let mut values: Vec<i64> = table.values.iter().map(|value| value.unwrap_or(0)).collect();
        self.add_up(table, &mut values);
        let wrong = values.iter().zip(&table.values).position(|(sum, value)| value.is_some_and(|value| value != *sum));
        wrong.map_or(Ok(()), |cell| Err(NoiseError::NotAdditive { cell: name(table, cell) }))
    }

    /// Fills in all totals of `values`, in which detailed cells are right and those without a count are 0.
    pub(super) fn add_up(&self, table: &Table, values: &mut [i64]) {
        let strides = table.strides();
        for (axis, dimension) in table.dimensions.iter().enumerate() {
            let (stride, codes) = (strides[axis], dimension.codes.len());
            let starts: Vec<usize> = (0..values.len()).filter(|cell| (cell / stride).is_multiple_of(codes)).collect();
            for &index in &self.order[axis] {
                let sum = &dimension.sums[index];
                for &start in &starts {
                    let at = |code: u32| start + code as usize * stride;
                    values[at(sum.total)] =
                        sum.parts.iter().fold(0i64, |total, part| total.saturating_add(values[at(*part)]));
                }
            }
        }
    }
}

/// Codes of a cell as one word, for messages.
pub(super) fn name(table: &Table, position: usize) -> String {
    let codes: Vec<&str> = table.coordinates(position).into_iter().map(|code| code.as_str()).collect();
    codes.join("/")
}

fn check_form(table: &Table) -> Result<(), NoiseError> {
    if table.measure.kind != MeasureKind::Count || table.measure.decimals != 0 {
        return Err(NoiseError::NotCounts);
    }
    let beyond = table.dimensions.iter().any(|dimension| {
        let codes = dimension.codes.len();
        let outside = |code: &u32| *code as usize >= codes;
        dimension.sums.iter().any(|sum| outside(&sum.total) || sum.parts.is_empty() || sum.parts.iter().any(outside))
    });
    let cells = table.cells().filter(|cells| *cells > 0 && *cells <= crate::policy::MAX_CELLS);
    if cells != Some(table.values.len()) || beyond { Err(NoiseError::Shape) } else { Ok(()) }
}

/// A total that no sum declares is a detailed cell here, and counts everybody once more.
fn check_contributions(table: &Table, cells_per_person: u64) -> Result<(), NoiseError> {
    let needed = table.dimensions.iter().fold(1u64, |needed, dimension| {
        let totals = totals(dimension);
        let undeclared =
            dimension.codes.iter().zip(&totals).filter(|(code, total)| !**total && is_total(dimension, code));
        let others = dimension.codes.len() > 1;
        needed.saturating_mul(if others { 1 + undeclared.count() as u64 } else { 1 })
    });
    if cells_per_person >= needed {
        Ok(())
    } else {
        Err(NoiseError::Contributions { stated: cells_per_person, needed })
    }
}

fn groups(table: &Table, strides: &[usize], detailed: &[usize]) -> Vec<(Vec<usize>, Option<usize>)> {
    // For each dimension the group of each code, and for each group its one code that is no part.
    let mut roots = Vec::new();
    let mut tops = Vec::new();
    for dimension in &table.dimensions {
        let mut sets = DisjointSets::new(dimension.codes.len());
        let mut is_part = vec![false; dimension.codes.len()];
        for sum in &dimension.sums {
            sum.parts.iter().for_each(|part| sets.join(sum.total, *part));
            sum.parts.iter().for_each(|part| is_part[*part as usize] = true);
        }
        let own: Vec<usize> = (0u32..).take(is_part.len()).map(|code| sets.root(code) as usize).collect();
        let mut top: Vec<Vec<usize>> = vec![Vec::new(); is_part.len()];
        (0..is_part.len()).filter(|code| !is_part[*code]).for_each(|code| top[own[code]].push(code));
        roots.push(own);
        tops.push(top);
    }
    let mut number = std::collections::BTreeMap::new();
    let mut groups: Vec<(Vec<usize>, Option<usize>)> = Vec::new();
    for (index, cell) in detailed.iter().enumerate() {
        let group: Vec<usize> =
            strides.iter().zip(&roots).map(|(stride, roots)| roots[cell / stride % roots.len()]).collect();
        let at = *number.entry(group).or_insert_with_key(|group| {
            let top = group.iter().zip(&tops).zip(strides).try_fold(0, |position, ((root, tops), stride)| {
                if let [top] = tops[*root][..] { Some(position + top * stride) } else { None }
            });
            groups.push((Vec::new(), top));
            groups.len() - 1
        });
        groups[at].0.push(index);
    }
    groups
}
