//! The cheapest change of the whole table that moves one cell: first as a product, then as a linear program.

use super::product::Axes;
use super::program::{Effort, Given, Solution, Term};
use super::simplex::Solver;
use super::system::{Kind, LARGEST_CHANGE, System};

/// Cost of moving a suppressed cell by one: small beside that of suppressing one, above zero so that patterns stay
/// short.
const SUPPRESSED_COST: f64 = 0.01;
/// Programs tried to make a solution whole, and as many where it is only worth a short look.
const BRANCHES: usize = 40;
const FEW: usize = 4;
/// How close to a whole number a change has to be; exactness is checked in integers afterwards.
const WHOLE: f64 = 1e-5;
/// Starts of the search for products.
const STARTS: usize = 6;

/// Rising efforts. Cheap programs find the best patterns; a surcharge finds one at all where those give up.
const EFFORTS: [Effort; 5] = [
    Effort::new(600, 350, 0.0),
    Effort::new(800, 400, 0.05),
    Effort::new(1200, 500, 0.3),
    Effort::new(2500, 800, 1.5),
    Effort::new(30_000, 2500, 5.0),
];
/// The same for large tables. Only where there is no product either are the last ones needed.
const EFFORTS_OF_LARGE: [Effort; 4] = [
    Effort::new(250, 200, 0.0),
    Effort::new(300, 250, 0.3),
    Effort::new(1500, 600, 1.5),
    Effort::new(30_000, 2500, 5.0),
];
/// Effort where there is nothing to win but a cell.
const SHORT: Effort = Effort::new(250, 200, 0.0);
const LONGER: Effort = Effort::new(800, 400, 0.0);
/// Suppressed cells from which a table is large, and from which only short looks are taken at every cell.
const LARGE: usize = 20_000;
const MEDIUM: usize = 3_000;

/// Which cells a pattern may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Suppressed ones.
    Suppressed,
    /// Published ones as well, at their cost.
    Open,
    /// Like the last, but the opposite of every change has to be possible too.
    BothWays,
}

/// A pattern that is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// The cell that has to move.
    pub(super) cell: u32,
    /// By how much.
    pub(super) demand: i64,
    /// Which others may.
    pub(super) reach: Reach,
    /// Cells that stand still; at most 200.
    pub(super) still: &'a [u32],
    /// Efforts that may be made, from 1.
    pub(super) efforts: usize,
}

/// What came of looking for a pattern.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// Changes in whole numbers, by cell.
    Found(Vec<(u32, i64)>),
    /// There is none; the row that blocks it.
    None(u32),
    /// None was found with the effort allowed.
    Unknown,
}

/// What patterns have to reckon with.
#[derive(Debug)]
pub(super) struct State<'a> {
    pub(super) system: &'a System,
    pub(super) suppressed: Vec<bool>,
    /// Cells that must stay published, since nothing would protect them.
    pub(super) banned: Vec<bool>,
    pub(super) width: i64,
    axes: Option<Axes>,
    large: bool,
    medium: bool,
    open: Vec<Term>,
    both_ways: Vec<Term>,
    closed: Vec<Term>,
}

#[expect(clippy::cast_precision_loss, reason = "changes are below 2^21")]
fn float(number: i64) -> f64 {
    number as f64
}

impl<'a> State<'a> {
    /// Starts with the cells that are suppressed in any case.
    pub(super) fn new(system: &'a System, axes: Option<Axes>, width: i64) -> Self {
        let cells = system.cells.len();
        let suppressed: Vec<bool> = system.cells.iter().map(|cell| cell.kind == Kind::Suppressed).collect();
        let number = suppressed.iter().filter(|suppressed| **suppressed).count();
        let mut state = Self {
            system,
            suppressed: vec![false; cells],
            banned: vec![false; cells],
            width,
            axes,
            large: number >= LARGE,
            medium: number >= MEDIUM,
            open: vec![Term::default(); cells],
            both_ways: vec![Term::default(); cells],
            closed: vec![Term::default(); cells],
        };
        for (cell, suppressed) in suppressed.into_iter().enumerate() {
            state.set(cell, suppressed);
        }
        state
    }

    /// Suppresses or publishes a cell.
    pub(super) fn set(&mut self, number: usize, suppressed: bool) {
        self.suppressed[number] = suppressed;
        let cell = &self.system.cells[number];
        let (low, high) = (-float(cell.down), float(LARGEST_CHANGE));
        let term = if suppressed {
            // Differences between equals keep the method from going in circles.
            #[expect(clippy::cast_possible_truncation, reason = "a hash")]
            let hash = (number as u32).wrapping_mul(0x9e37_79b9) >> 16;
            let cost = SUPPRESSED_COST * (1.0 + f64::from(hash) / 65_536.0);
            Term { low, high, up: cost, down: cost }
        } else if cell.kind == Kind::Open && !self.banned[number] {
            // Suppressing costs once, whatever the change: a unit costs its share of the most that can be needed.
            let most = float(self.width.min(cell.down).max(1));
            Term { low, high, up: cell.cost / float(self.width), down: cell.cost / most }
        } else {
            Term::default()
        };
        self.open[number] = term;
        self.both_ways[number] = Term { high: -term.low, ..term };
        self.closed[number] = if suppressed { term } else { Term::default() };
    }

    fn terms(&self, reach: Reach) -> &[Term] {
        match reach {
            Reach::Open => &self.open,
            Reach::BothWays => &self.both_ways,
            Reach::Suppressed => &self.closed,
        }
    }

    /// What the cells of a pattern cost that are still published.
    pub(super) fn price(&self, pattern: &Pattern) -> f64 {
        match pattern {
            Pattern::Found(moves) => moves
                .iter()
                .filter(|(cell, _)| !self.suppressed[*cell as usize])
                .map(|(cell, _)| self.system.cells[*cell as usize].cost)
                .sum(),
            Pattern::None(_) | Pattern::Unknown => f64::INFINITY,
        }
    }
}

/// Finds patterns; several of them can look at one state at the same time.
#[derive(Debug)]
pub(super) struct Finder {
    solver: Solver,
    sums: Vec<i64>,
}

impl Finder {
    /// Memory for patterns of this system.
    pub(super) fn new(system: &System) -> Self {
        Self { solver: Solver::new(&system.matrix), sums: vec![0; system.matrix.rows()] }
    }

    /// The cheapest pattern that is found.
    pub(super) fn pattern(&mut self, state: &State<'_>, request: &Request<'_>) -> Pattern {
        let product = self.product(state, request);
        // Efforts, and how many of them are worth while although a product is at hand.
        let (efforts, worth): (&[Effort], usize) = match (request.reach, state.large, state.medium) {
            (Reach::Suppressed, _, true) => (&[SHORT], 1),
            (Reach::Suppressed, _, false) => (&[LONGER], 1),
            (_, true, _) => (&EFFORTS_OF_LARGE, 2),
            (_, false, _) => (&EFFORTS, 4),
        };
        let Some((moves, cost)) = product else {
            return self.program(state, request, &efforts[..request.efforts.min(efforts.len())], f64::INFINITY);
        };
        let product = Pattern::Found(moves);
        let least = state.price(&product);
        if least <= 0.0 {
            return product;
        }
        let found = self.program(state, request, &efforts[..request.efforts.min(worth)], cost);
        match found {
            Pattern::Found(_) if state.price(&found) < least => found,
            Pattern::Unknown if request.efforts < worth => Pattern::Unknown,
            _ => product,
        }
    }

    /// The cheapest product that is found.
    pub(super) fn product_only(&mut self, state: &State<'_>, request: &Request<'_>) -> Pattern {
        self.product(state, request).map_or(Pattern::Unknown, |(moves, _)| Pattern::Found(moves))
    }

    /// A cheap product that moves the cell up, and its cost in the same terms as a program.
    fn product(&mut self, state: &State<'_>, request: &Request<'_>) -> Option<(Vec<(u32, i64)>, f64)> {
        let (0, position) = state.system.cells[request.cell as usize].origin else { return None };
        if request.demand <= 0 || !request.still.is_empty() {
            return None;
        }
        let terms = state.terms(request.reach);
        let product = state.axes.as_ref()?.cheapest(position, float(request.demand), terms, STARTS)?;
        let change = |up: bool| if up { request.demand } else { -request.demand };
        let mut moves: Vec<(u32, i64)> = product.cells.iter().map(|(cell, up)| (*cell, change(*up))).collect();
        moves.sort_unstable();
        // Equations with earlier tables may not hold.
        self.balanced(state.system, &moves).then_some((moves, product.cost))
    }

    /// Solves linear programs until one has a solution in whole numbers. `cutoff` is the cost of what is known already.
    fn program(&mut self, state: &State<'_>, request: &Request<'_>, efforts: &[Effort], cutoff: f64) -> Pattern {
        let mut givens = vec![Given { cell: request.cell, shift: float(request.demand), low: 0.0, high: 0.0 }];
        givens.extend(request.still.iter().map(|cell| Given { cell: *cell, shift: 0.0, low: 0.0, high: 0.0 }));
        let terms = state.terms(request.reach);
        let (mut waiting, mut blocking) = (vec![givens], None);
        for _ in 0..if request.reach == Reach::Suppressed { FEW } else { BRANCHES } {
            let Some(givens) = waiting.pop() else { break };
            match self.solve(state, terms, &givens, efforts, cutoff) {
                Solution::Limit => return Pattern::Unknown,
                Solution::Infeasible { row } => blocking = blocking.or(Some(row)),
                Solution::Dear => blocking = blocking.or(Some(0)),
                Solution::Found(changes) => match self.whole(state.system, &changes) {
                    Ok(moves) => return Pattern::Found(moves),
                    Err(fraction) => waiting.extend(branches(terms[fraction.0 as usize], &givens, fraction)),
                },
            }
        }
        match (waiting.is_empty(), blocking) {
            (true, Some(row)) => Pattern::None(row),
            _ => Pattern::Unknown,
        }
    }

    fn solve(
        &mut self,
        state: &State<'_>,
        terms: &[Term],
        givens: &[Given],
        efforts: &[Effort],
        cutoff: f64,
    ) -> Solution {
        for effort in efforts {
            // A surcharge changes what a solution costs.
            let cutoff = if effort.surcharge > 0.0 { f64::INFINITY } else { cutoff };
            let solution = self.solver.solve(&state.system.matrix, terms, givens, Effort { cutoff, ..*effort });
            if !matches!(solution, Solution::Limit) {
                return solution;
            }
        }
        Solution::Limit
    }

    /// The changes in whole numbers; `Err` names a cell that has none, with its change.
    fn whole(&mut self, system: &System, changes: &[(u32, f64)]) -> Result<Vec<(u32, i64)>, (u32, f64)> {
        for times in 1..=4 {
            let scaled: Vec<(u32, i64)> = changes.iter().filter_map(|change| scale(*change, times)).collect();
            let fits = scaled.len() == changes.len()
                && scaled.iter().all(|(cell, change)| system.cells[*cell as usize].down >= -change)
                && self.balanced(system, &scaled);
            if fits {
                return Ok(scaled);
            }
        }
        let fraction = |change: &&(u32, f64)| (change.1 - change.1.round()).abs();
        Err(changes.iter().max_by(|a, b| fraction(a).total_cmp(&fraction(b))).copied().unwrap_or((0, 0.5)))
    }

    /// Whether the equations hold with these changes, in whole numbers.
    fn balanced(&mut self, system: &System, moves: &[(u32, i64)]) -> bool {
        let rows = |cell: u32| system.matrix.column_terms(cell);
        for &(cell, change) in moves {
            for &(row, coefficient) in rows(cell) {
                self.sums[row as usize] += i64::from(coefficient) * change;
            }
        }
        let mut balanced = true;
        for &(cell, _) in moves {
            for &(row, _) in rows(cell) {
                balanced &= self.sums[row as usize] == 0;
            }
        }
        for &(cell, _) in moves {
            rows(cell).iter().for_each(|(row, _)| self.sums[*row as usize] = 0);
        }
        balanced
    }
}

/// A change times a small number, if that is whole.
#[expect(clippy::cast_possible_truncation, reason = "changes are below 2^21")]
fn scale((cell, change): (u32, f64), times: i64) -> Option<(u32, i64)> {
    let scaled = change * float(times);
    let near = scaled.round();
    ((scaled - near).abs() < WHOLE && near != 0.0).then_some((cell, near as i64))
}

/// Two programs without the fraction: the change is at most the whole number below, or at least the one above. The
/// nearer one is last, and so the first to be tried.
fn branches(term: Term, givens: &[Given], (cell, change): (u32, f64)) -> Vec<Vec<Given>> {
    let (mut low, mut high) = (term.low, term.high);
    let mut others = givens.to_vec();
    if let Some(own) = givens.iter().position(|given| given.cell == cell) {
        let given = others.remove(own);
        (low, high) = (given.shift + given.low, given.shift + given.high);
    }
    // A change that is whole already did not fit for another reason, and branching would not end.
    if others.len() >= 250 || change == change.round() {
        return Vec::new();
    }
    let with = |low: f64, high: f64| {
        let shift = 0.0f64.clamp(low.min(high), high);
        let mut givens = others.clone();
        givens.push(Given { cell, shift, low: low - shift, high: high - shift });
        givens
    };
    let (below, above) = (with(low, change.floor()), with(change.ceil(), high));
    if change - change.floor() < 0.5 { vec![above, below] } else { vec![below, above] }
}
