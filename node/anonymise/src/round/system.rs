//! The counts and their sums, as rounding sees them: each cell has a floor, and perhaps a choice.

use emn_protocol::record::{Dimension, MeasureKind, Table};

use super::RoundError;

/// Cells at most; the protocol's own limit.
const CELLS: usize = 100_000;

/// Terms of all sums at most; the protocol's own limit.
const TERMS: usize = 4_000_000;

/// `cells[total] = Σ cells[parts]`.
#[derive(Debug)]
pub(super) struct Equation {
    pub(super) total: u32,
    pub(super) parts: Vec<u32>,
}

impl Equation {
    /// Each cell with its sign in `total − Σ parts = 0`.
    pub(super) fn terms(&self) -> impl Iterator<Item = (u32, i64)> {
        std::iter::once((self.total, 1)).chain(self.parts.iter().map(|part| (*part, -1)))
    }
}

/// Cells that sums connect, and the sums that connect them, as indexes.
#[derive(Debug)]
pub(super) struct Part {
    /// Positions, ascending.
    pub(super) cells: Vec<u32>,
    /// Into [`System::equations`], ascending; redundant ones left out.
    pub(super) equations: Vec<u32>,
}

/// A table to be rounded.
#[derive(Debug)]
pub(super) struct System<'a> {
    pub(super) table: &'a Table,
    pub(super) base: i64,
    /// By position. Not applicable cells count 0.
    pub(super) counts: Vec<i64>,
    /// `counts / base`, rounded down.
    pub(super) floors: Vec<i64>,
    /// What the floor leaves, 0 to base − 1. Cells with a rest have a choice.
    pub(super) rests: Vec<i64>,
    /// All of them.
    pub(super) equations: Vec<Equation>,
    /// Indexes of those from which the others follow.
    kept: Vec<u32>,
}

impl<'a> System<'a> {
    /// Checks a table, and that its counts add up.
    pub(super) fn new(table: &'a Table, base: u64) -> Result<Self, RoundError> {
        check_form(table)?;
        let base = i64::try_from(base).map_err(|_| RoundError::Base { base })?;
        let (equations, kept) = equations(table);
        let counts = counts(table, base, &equations)?;
        let floors = counts.iter().map(|count| count / base).collect();
        let rests = counts.iter().map(|count| count % base).collect();
        let system = Self { table, base, counts, floors, rests, equations, kept };
        match system.broken(&system.counts) {
            Some(equation) => Err(RoundError::NotAdditive { cell: name(table, equation.total as usize) }),
            None => Ok(system),
        }
    }

    fn broken(&self, values: &[i64]) -> Option<&Equation> {
        self.equations.iter().find(|equation| {
            equation.terms().map(|(cell, sign)| i128::from(values[cell as usize]) * i128::from(sign)).sum::<i128>() != 0
        })
    }

    /// Whether all sums hold.
    pub(super) fn adds_up(&self, values: &[i64]) -> bool {
        self.broken(values).is_none()
    }

    /// What rounding up costs more than rounding down.
    pub(super) fn cost_of_up(&self, cell: usize) -> i64 {
        self.base - 2 * self.rests[cell]
    }

    /// Whether a cell is at neither of its neighbouring multiples.
    pub(super) fn strays(&self, cell: usize, units: &[i64]) -> bool {
        let up = units[cell] - self.floors[cell];
        up != 0 && !(up == 1 && self.rests[cell] > 0)
    }

    /// The cells that have a choice, by what connects them.
    pub(super) fn components(&self) -> Vec<Part> {
        self.connected(|cell| self.rests[cell] > 0)
    }

    /// The cells that are not zero, by what connects them.
    pub(super) fn coarse_components(&self) -> Vec<Part> {
        self.connected(|cell| self.counts[cell] > 0)
    }

    fn connected(&self, chosen: impl Fn(usize) -> bool) -> Vec<Part> {
        let mut sets = DisjointSets::new(self.counts.len());
        let first = |equation: &Equation| equation.terms().map(|(cell, _)| cell).find(|cell| chosen(*cell as usize));
        for equation in self.kept_equations() {
            if let Some(anchor) = first(equation) {
                let others = equation.terms().map(|(cell, _)| cell).filter(|cell| chosen(*cell as usize));
                others.for_each(|cell| sets.join(anchor, cell));
            }
        }
        let mut number = vec![u32::MAX; self.counts.len()];
        let mut parts: Vec<Part> = Vec::new();
        for cell in (0u32..).take(self.counts.len()).filter(|cell| chosen(*cell as usize)) {
            let root = sets.root(cell) as usize;
            if number[root] == u32::MAX {
                number[root] = parts.len() as u32;
                parts.push(Part { cells: Vec::new(), equations: Vec::new() });
            }
            parts[number[root] as usize].cells.push(cell);
        }
        for &index in &self.kept {
            if let Some(anchor) = first(&self.equations[index as usize]) {
                parts[number[sets.root(anchor) as usize] as usize].equations.push(index);
            }
        }
        parts
    }

    fn kept_equations(&self) -> impl Iterator<Item = &Equation> {
        self.kept.iter().map(|index| &self.equations[*index as usize])
    }
}

/// Codes of a cell as one word, for messages.
fn name(table: &Table, position: usize) -> String {
    let codes: Vec<&str> = table.coordinates(position).into_iter().map(|code| code.as_str()).collect();
    codes.join("/")
}

fn check_form(table: &Table) -> Result<(), RoundError> {
    if table.measure.kind != MeasureKind::Count || table.measure.decimals != 0 {
        return Err(RoundError::NotCounts);
    }
    let cells = table.cells().filter(|cells| *cells <= CELLS);
    let cells = cells.ok_or(RoundError::TooLarge { what: "cells", limit: CELLS })?;
    let beyond = |dimension: &Dimension| {
        let codes = dimension.codes.len();
        dimension.sums.iter().any(|sum| {
            sum.total as usize >= codes || sum.parts.is_empty() || sum.parts.iter().any(|part| *part as usize >= codes)
        })
    };
    if cells != table.values.len() || cells == 0 || table.dimensions.iter().any(beyond) {
        return Err(RoundError::Shape);
    }
    let terms = table.dimensions.iter().try_fold(0usize, |terms, dimension| {
        let own: usize = dimension.sums.iter().map(|sum| sum.parts.len() + 1).sum();
        terms.checked_add(own.checked_mul(cells / dimension.codes.len())?)
    });
    match terms {
        Some(terms) if terms <= TERMS => Ok(()),
        _ => Err(RoundError::TooLarge { what: "terms of sums", limit: TERMS }),
    }
}

/// The counts, where every cell of a sum has one.
fn counts(table: &Table, base: i64, equations: &[Equation]) -> Result<Vec<i64>, RoundError> {
    let mut summed = vec![false; table.values.len()];
    equations.iter().flat_map(Equation::terms).for_each(|(cell, _)| summed[cell as usize] = true);
    let count = |(position, value): (usize, &Option<i64>)| match *value {
        Some(count) if (0..=i64::MAX - 4 * base).contains(&count) => Ok(count),
        Some(_) => Err(RoundError::OutOfRange { cell: name(table, position) }),
        None if table.flags_at(position).has('z') => Ok(0),
        None if summed[position] || table.flags_at(position).suppressed() => {
            Err(RoundError::Missing { cell: name(table, position) })
        }
        None => Ok(0),
    };
    table.values.iter().enumerate().map(count).collect()
}

/// All equations, and the indexes of those from which the others follow: the equations of a dimension are needed only
/// where the codes of the dimensions before it are no totals. Dimensions with the most sums come first, which leaves
/// a network where there is one.
fn equations(table: &Table) -> (Vec<Equation>, Vec<u32>) {
    let strides = table.strides();
    let mut order: Vec<usize> = (0..table.dimensions.len()).collect();
    order.sort_by_key(|axis| std::cmp::Reverse(table.dimensions[*axis].sums.len()));
    let totals: Vec<Vec<bool>> = table.dimensions.iter().map(totals).collect();
    let (mut equations, mut kept) = (Vec::new(), Vec::new());
    for (rank, &axis) in order.iter().enumerate() {
        let (stride, codes) = (strides[axis], table.dimensions[axis].codes.len());
        let starts: Vec<usize> = (0..table.values.len()).filter(|cell| cell / stride % codes == 0).collect();
        for sum in &table.dimensions[axis].sums {
            for &start in &starts {
                let detailed = |before: &usize| {
                    let code = start / strides[*before] % table.dimensions[*before].codes.len();
                    !totals[*before][code]
                };
                if order[..rank].iter().all(detailed) {
                    kept.push(equations.len() as u32);
                }
                let at = |code: u32| (start + code as usize * stride) as u32;
                equations
                    .push(Equation { total: at(sum.total), parts: sum.parts.iter().map(|part| at(*part)).collect() });
            }
        }
    }
    (equations, kept)
}

/// Which codes are totals.
pub(crate) fn totals(dimension: &Dimension) -> Vec<bool> {
    let mut totals = vec![false; dimension.codes.len()];
    dimension.sums.iter().for_each(|sum| totals[sum.total as usize] = true);
    totals
}

/// The sums of a dimension such that parts come before their totals, otherwise in their order; `None` when a code is
/// part of itself. For one total the first sum comes before its others.
pub(crate) fn upward(dimension: &Dimension) -> Option<Vec<usize>> {
    let codes = dimension.codes.len();
    // How many sums a code still waits for.
    let mut waiting = vec![0usize; codes];
    let mut lacking: Vec<usize> = Vec::with_capacity(dimension.sums.len());
    let mut uses: Vec<Vec<usize>> = vec![Vec::new(); codes];
    dimension.sums.iter().for_each(|sum| waiting[sum.total as usize] += 1);
    for (index, sum) in dimension.sums.iter().enumerate() {
        lacking.push(sum.parts.iter().filter(|part| waiting[**part as usize] > 0).count());
        sum.parts.iter().for_each(|part| uses[*part as usize].push(index));
    }
    let mut order: Vec<usize> = (0..dimension.sums.len()).filter(|index| lacking[*index] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        let total = dimension.sums[order[next]].total as usize;
        next += 1;
        waiting[total] -= 1;
        if waiting[total] == 0 {
            for &index in &uses[total] {
                lacking[index] -= 1;
                if lacking[index] == 0 {
                    order.push(index);
                }
            }
        }
    }
    (order.len() == dimension.sums.len()).then_some(order)
}

/// Union-find with path halving.
pub(crate) struct DisjointSets(Vec<u32>);

impl DisjointSets {
    pub(crate) fn new(size: usize) -> Self {
        Self((0u32..).take(size).collect())
    }

    pub(crate) fn root(&mut self, mut member: u32) -> u32 {
        while self.0[member as usize] != member {
            let above = self.0[self.0[member as usize] as usize];
            self.0[member as usize] = above;
            member = above;
        }
        member
    }

    pub(crate) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
