//! What a reader can work out with paper and pencil: whatever one equation gives away, used in all others, until
//! nothing new follows (a fixpoint; with the contradictions that are found on the way, the order does not matter).
//!
//! Each equation keeps count of what it still lacks, so the work is linear in the number of terms: a table made for it
//! cannot hold a receiver up.

use std::collections::BTreeSet;
use std::ops::Range;

use super::equations;
use crate::record::{MeasureKind, Table, Zeros};

/// Positions that break a rule.
pub(super) struct Found {
    /// Totals that are not the sum of their parts, whatever the parts that are not published may be.
    pub(super) broken: BTreeSet<usize>,
    /// Cells whose value follows and must not: suppressed ones, and other empty ones whose count is small.
    pub(super) derivable: BTreeSet<usize>,
}

/// One equation, and how much of it is known.
struct Equation {
    total: usize,
    parts: Vec<usize>,
    /// Sum of the known parts.
    known: i128,
    /// Number of the other parts.
    open: usize,
    /// The least that those can add up to.
    open_least: i128,
}

struct Solver<'a> {
    table: &'a Table,
    equations: Vec<Equation>,
    /// For each cell, the equations it stands in.
    of_cell: Vec<Vec<u32>>,
    known: Vec<Option<i128>>,
    derivable: BTreeSet<usize>,
    broken: BTreeSet<usize>,
    /// Counts that nobody may learn.
    small: Range<i128>,
    /// The least that a suppressed count can be; `None` for other measures, which may be negative.
    least_suppressed: Option<i128>,
    /// Difference that a published equation may have, per term.
    slack: i128,
}

/// Follows every subtraction. Counts from 1 to `least - 1` are small.
pub(super) fn check(table: &Table, least: u64) -> Found {
    let mut solver = Solver::new(table, least);
    let mut waiting: Vec<u32> = (0..).zip(&solver.equations).map(|(index, _)| index).collect();
    while let Some(index) = waiting.pop() {
        for (cell, value) in solver.follows(index as usize) {
            // What no cell can have breaks the sum. Following it further would leave every number type; and whether a
            // contradiction shows elsewhere depends on which sum is looked at first.
            if solver.can_have(cell, value) {
                solver.learn(cell, value, &mut waiting);
            } else {
                solver.broken.insert(solver.equations[index as usize].total);
            }
        }
    }
    Found { broken: solver.broken, derivable: solver.derivable }
}

impl<'a> Solver<'a> {
    fn new(table: &'a Table, least: u64) -> Self {
        let zeros = table.method.as_ref().map_or(Zeros::Published, |method| method.zeros);
        let least_suppressed = match (table.measure.kind, zeros) {
            (MeasureKind::Count, Zeros::Published) => Some(1),
            (MeasureKind::Count, Zeros::Suppressed) => Some(0),
            (MeasureKind::Amount | MeasureKind::Rate, _) => None,
        };
        let slack = table.method.as_ref().and_then(|method| method.rounding).map_or(0, i128::from);
        let mut solver = Self {
            table,
            equations: Vec::new(),
            of_cell: vec![Vec::new(); table.values.len()],
            known: table.values.iter().map(|value| value.map(i128::from)).collect(),
            derivable: BTreeSet::new(),
            broken: BTreeSet::new(),
            // The least that a suppressed count can be is the least that nobody may learn.
            small: least_suppressed.map_or(0..0, |least_suppressed| least_suppressed..i128::from(least)),
            least_suppressed,
            slack,
        };
        for (index, equation) in (0u32..).zip(equations::all(table)) {
            solver.of_cell[equation.total].push(index);
            equation.parts.iter().for_each(|part| solver.of_cell[*part].push(index));
            let equation = solver.counted(equation);
            solver.equations.push(equation);
        }
        solver
    }

    fn counted(&self, equation: equations::Equation) -> Equation {
        let equations::Equation { total, parts } = equation;
        let (mut known, mut open, mut open_least) = (0, 0, 0);
        for &part in &parts {
            match self.known[part] {
                Some(value) => known += value,
                None => {
                    open += 1;
                    open_least += self.least(part);
                }
            }
        }
        Equation { total, parts, known, open, open_least }
    }

    /// The least that an unknown cell can be, if it is a count.
    fn least(&self, cell: usize) -> i128 {
        if self.table.flags_at(cell).suppressed() { self.least_suppressed.unwrap_or(0) } else { 0 }
    }

    /// Whether a cell that is not published can have this value.
    fn can_have(&self, cell: usize, value: i128) -> bool {
        i64::try_from(value).is_ok() && (self.least_suppressed.is_none() || value >= self.least(cell))
    }

    /// What this equation gives away now. From rounded values nothing follows exactly.
    fn follows(&mut self, index: usize) -> Vec<(usize, i128)> {
        let equation = &self.equations[index];
        let exact = self.slack == 0;
        let Some(sum) = self.known[equation.total] else {
            return if exact && equation.open == 0 { vec![(equation.total, equation.known)] } else { Vec::new() };
        };
        let rest = sum - equation.known;
        match equation.open {
            0 => {
                // Only what was published can be wrong; derived values hold by construction or clash with one that is.
                let terms = i128::try_from(equation.parts.len()).unwrap_or(i128::MAX).saturating_add(1);
                if rest.abs() > self.slack.saturating_mul(terms) {
                    self.broken.insert(equation.total);
                }
                Vec::new()
            }
            _ if !exact => Vec::new(),
            1 => self.open_parts(equation).map(|part| (part, rest)).collect(),
            _ if self.least_suppressed.is_none() => Vec::new(),
            // Unknown counts that add up to the least they can be are all at that least; to less they cannot add up.
            _ if rest == equation.open_least => {
                self.open_parts(equation).map(|part| (part, self.least(part))).collect()
            }
            _ => {
                if rest < equation.open_least {
                    self.broken.insert(equation.total);
                }
                Vec::new()
            }
        }
    }

    fn open_parts(&self, equation: &Equation) -> impl Iterator<Item = usize> {
        equation.parts.iter().copied().filter(|part| self.known[*part].is_none())
    }

    /// Takes a value that follows.
    fn learn(&mut self, cell: usize, value: i128, waiting: &mut Vec<u32>) {
        self.known[cell] = Some(value);
        let flags = self.table.flags_at(cell);
        // That there can be nobody (flag z) is said openly.
        let said = value == 0 && flags.has('z');
        if flags.suppressed() || (self.small.contains(&value) && !said) {
            self.derivable.insert(cell);
        }
        let least = self.least(cell);
        for &index in &self.of_cell[cell] {
            let equation = &mut self.equations[index as usize];
            if equation.total != cell {
                equation.known += value;
                equation.open -= 1;
                equation.open_least -= least;
            }
            waiting.push(index);
        }
    }
}
