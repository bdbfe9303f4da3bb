//! What a reader can work out with paper and pencil: whatever one equation gives away, used in all others, until
//! nothing new follows (a fixpoint, so the order does not matter).

use std::collections::BTreeSet;

use super::equations::{self, Equation};
use crate::record::{MeasureKind, Table, Zeros};

/// Positions that break a rule.
pub(super) struct Found {
    /// Totals that are not the sum of their published parts.
    pub(super) broken: BTreeSet<usize>,
    /// Suppressed cells whose value follows.
    pub(super) derivable: BTreeSet<usize>,
}

struct Solver<'a> {
    table: &'a Table,
    equations: Vec<Equation>,
    /// For each cell, the equations it stands in.
    of_cell: Vec<Vec<u32>>,
    known: Vec<Option<i128>>,
    derivable: BTreeSet<usize>,
    broken: BTreeSet<usize>,
    /// The least that a suppressed count can be; `None` for other measures, which may be negative.
    least_suppressed: Option<i128>,
    /// Difference that a published equation may have, per term.
    slack: i128,
}

/// Follows every subtraction.
pub(super) fn check(table: &Table) -> Found {
    let mut solver = Solver::new(table);
    let mut open: Vec<u32> = (0..solver.equations.len()).filter_map(|index| u32::try_from(index).ok()).collect();
    while let Some(index) = open.pop() {
        for cell in solver.step(index as usize) {
            open.extend(&solver.of_cell[cell]);
        }
    }
    Found { broken: solver.broken, derivable: solver.derivable }
}

impl<'a> Solver<'a> {
    fn new(table: &'a Table) -> Self {
        let equations = equations::all(table);
        let mut of_cell = vec![Vec::new(); table.values.len()];
        for (index, equation) in (0u32..).zip(&equations) {
            of_cell[equation.total].push(index);
            for part in &equation.parts {
                of_cell[*part].push(index);
            }
        }
        let zeros = table.method.as_ref().map_or(Zeros::Published, |method| method.zeros);
        let least_suppressed = match (table.measure.kind, zeros) {
            (MeasureKind::Count, Zeros::Published) => Some(1),
            (MeasureKind::Count, Zeros::Suppressed) => Some(0),
            (MeasureKind::Amount | MeasureKind::Rate, _) => None,
        };
        let slack = table.method.as_ref().and_then(|method| method.rounding).map_or(0, i128::from);
        Self {
            table,
            known: table.values.iter().map(|value| value.map(i128::from)).collect(),
            equations,
            of_cell,
            derivable: BTreeSet::new(),
            broken: BTreeSet::new(),
            least_suppressed,
            slack,
        }
    }

    /// Looks at one equation; returns the cells that became known.
    fn step(&mut self, index: usize) -> Vec<usize> {
        let equation = &self.equations[index];
        let known_parts: i128 = equation.parts.iter().filter_map(|part| self.known[*part]).sum();
        let unknown: Vec<usize> = equation.parts.iter().copied().filter(|part| self.known[*part].is_none()).collect();
        let total = equation.total;
        let terms = i128::try_from(equation.parts.len()).unwrap_or(i128::MAX).saturating_add(1);
        match (self.known[total], unknown.as_slice()) {
            (Some(sum), []) => {
                // Only what was published can be wrong; derived values hold by construction or clash with one that is.
                if (sum - known_parts).abs() > self.slack.saturating_mul(terms) {
                    self.broken.insert(total);
                }
                Vec::new()
            }
            (None, []) => self.learn(vec![(total, known_parts)]),
            (Some(sum), [one]) => self.learn(vec![(*one, sum - known_parts)]),
            (Some(sum), several) => self.at_bound(several, sum - known_parts),
            (None, _) => Vec::new(),
        }
    }

    /// The least that an unknown cell of a count can be.
    fn least(&self, cell: usize, least_suppressed: i128) -> i128 {
        if self.table.flags_at(cell).suppressed() { least_suppressed } else { 0 }
    }

    /// Unknown counts that add up to the least they can be are all at that least.
    fn at_bound(&mut self, unknown: &[usize], rest: i128) -> Vec<usize> {
        let Some(least_suppressed) = self.least_suppressed else { return Vec::new() };
        let at_least: Vec<_> = unknown.iter().map(|cell| (*cell, self.least(*cell, least_suppressed))).collect();
        let sum: i128 = at_least.iter().map(|(_, least)| least).sum();
        if rest == sum { self.learn(at_least) } else { Vec::new() }
    }

    /// Takes values that follow. From rounded values nothing follows exactly.
    fn learn(&mut self, values: Vec<(usize, i128)>) -> Vec<usize> {
        if self.slack != 0 {
            return Vec::new();
        }
        for &(cell, value) in &values {
            self.known[cell] = Some(value);
            if self.table.flags_at(cell).suppressed() {
                self.derivable.insert(cell);
            }
        }
        values.into_iter().map(|(cell, _)| cell).collect()
    }
}
