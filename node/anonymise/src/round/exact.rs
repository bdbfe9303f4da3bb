//! Small parts as integer programs, solved by branch and bound: the best rounding, or the proof that there is none.
//!
//! The solver computes with floating point. What it finds is taken only when whole numbers confirm it.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOptions, Variable};

use super::system::{Part, System};

/// Cells of a part at most where sums run along two dimensions: their programs are nearly networks, and quick.
const FLAT_CELLS: usize = 12_000;

/// Cells of a part at most where sums run along more.
const CELLS: usize = 1_500;

/// Branches at most for one part. A number, not a time, so that the same table gives the same rounding.
const BRANCHES: u64 = 300;

/// What a cell costs that goes a step further, in bases: more than bringing others closer could save.
const FURTHER: i64 = 1_000;

/// The variables of one cell.
struct Cell {
    position: usize,
    /// Whether it is rounded up, where it has a choice.
    up: Option<Variable>,
    /// Whether it goes a step further, up and down.
    further: Option<(Variable, Variable)>,
}

/// Looks for the best rounding of a part. Whether `units` is now proven to be the best.
pub(super) fn improve(system: &System<'_>, part: &Part, units: &mut [i64]) -> bool {
    let summed = system.table.dimensions.iter().filter(|dimension| !dimension.sums.is_empty()).count();
    let most = if summed <= 2 { FLAT_CELLS } else { CELLS };
    part.cells.len() <= most && Program::new(system, part, false).solve(units)
}

/// Looks for the rounding of a part with the fewest cells that go a step further. Zeros stay. Whether `units` is now
/// proven to be the best.
pub(super) fn stretch(system: &System<'_>, part: &Part, units: &mut [i64]) -> bool {
    part.cells.len() <= CELLS && Program::new(system, part, true).solve(units)
}

struct Program<'a> {
    system: &'a System<'a>,
    part: &'a Part,
    problem: Problem,
    cells: Vec<Cell>,
}

impl<'a> Program<'a> {
    fn new(system: &'a System<'a>, part: &'a Part, further: bool) -> Self {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let dear = (FURTHER * system.base) as f64;
        let cells: Vec<Cell> = part
            .cells
            .iter()
            .map(|&cell| {
                let position = cell as usize;
                let choice = system.rests[position] > 0;
                Cell {
                    position,
                    up: choice.then(|| problem.add_binary_var(system.cost_of_up(position) as f64)),
                    further: further.then(|| {
                        let down = i32::from(system.floors[position] > 0);
                        (problem.add_binary_var(dear), problem.add_integer_var(dear, (0, down)))
                    }),
                }
            })
            .collect();
        let mut program = Self { system, part, problem, cells };
        program.sums();
        program
    }

    fn sums(&mut self) {
        for index in &self.part.equations {
            let mut terms = Vec::new();
            let mut floors = 0i64;
            for (cell, sign) in self.system.equations[*index as usize].terms() {
                floors = floors.saturating_add(sign * self.system.floors[cell as usize]);
                let Ok(place) = self.part.cells.binary_search(&cell) else { continue };
                let cell = &self.cells[place];
                terms.extend(cell.up.map(|up| (up, sign as f64)));
                terms.extend(cell.further.iter().flat_map(|(up, down)| [(*up, sign as f64), (*down, -sign as f64)]));
            }
            self.problem.add_constraint(terms, ComparisonOp::Eq, -floors as f64);
        }
    }

    /// The values of all variables for a rounding; `None` when it does not fit the program.
    fn hint(&self, units: &[i64]) -> Option<Vec<(Variable, f64)>> {
        let mut hint = Vec::new();
        for cell in &self.cells {
            let above = units[cell.position] - self.system.floors[cell.position];
            let up = i64::from(above > 0 && cell.up.is_some());
            hint.extend(cell.up.map(|variable| (variable, up as f64)));
            match (above - up, cell.further) {
                (0, None) => {}
                (rest @ -1..=1, Some((higher, lower))) => {
                    hint.extend([(higher, rest.max(0) as f64), (lower, (-rest).max(0) as f64)]);
                }
                _ => return None,
            }
        }
        Some(hint)
    }

    fn solve(&self, units: &mut [i64]) -> bool {
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        options.warm_start = self.hint(units);
        let Some(solution) = self.problem.solve_with(options).ok().and_then(|outcome| outcome.into_solution().ok())
        else {
            return false;
        };
        let whole = |variable: Variable| solution.var_value(variable).round() as i64;
        let mut found = units.to_vec();
        for cell in &self.cells {
            let further = cell.further.map_or(0, |(up, down)| whole(up) - whole(down));
            found[cell.position] = self.system.floors[cell.position] + cell.up.map_or(0, whole) + further;
        }
        if !self.holds(&found) || self.cost(&found) > self.cost(units) {
            return false;
        }
        units.copy_from_slice(&found);
        solution.status() == SolutionStatus::Optimal
    }

    fn holds(&self, units: &[i64]) -> bool {
        self.part.equations.iter().all(|index| {
            let terms = self.system.equations[*index as usize].terms();
            terms.map(|(cell, sign)| i128::from(units[cell as usize]) * i128::from(sign)).sum::<i128>() == 0
        })
    }

    /// Cells that strayed, then the distance to the counts.
    fn cost(&self, units: &[i64]) -> (usize, u64) {
        let positions = || self.cells.iter().map(|cell| cell.position);
        let distance = |cell: usize| (units[cell] * self.system.base).abs_diff(self.system.counts[cell]);
        (positions().filter(|cell| self.system.strays(*cell, units)).count(), positions().map(distance).sum())
    }
}
