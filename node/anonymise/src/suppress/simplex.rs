//! The cheapest way to move one cell: a dual simplex method for many small programs over one large, sparse system.
//!
//! Minimise `Σ cost·|d|` subject to `A d = 0`, bounds on each `d`, and `d = shift` for the cell that is to move. All
//! `d = 0` is dual feasible since costs are positive, so the dual method (Lemke 1954; Koberstein 2005 for bounds) needs
//! no first phase, and only rows that the moving cells upset ever enter the basis: its size, and so the work, follows
//! the pattern that is found and not the table. The inverse of that small basis is kept dense, one column for each row
//! of the system that has entered.
//!
//! Floating point only proposes: whoever uses a solution rounds it and checks it in integers.

use super::program::{Effort, Given, Solution, Term};
use super::system::Matrix;

/// Below this a coefficient, a violation or a step counts as zero.
const TINY: f64 = 1e-9;
/// A row or a bound that is violated by less than this holds.
const FEASIBLE: f64 = 1e-7;
/// No row of the basis.
const NONE: u32 = u32::MAX;

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Zero,
    Upper,
    Lower,
    Basic,
}

/// A cell in the basis, and whether it moves upwards or downwards.
#[derive(Debug, Clone, Copy)]
struct Basic {
    cell: u32,
    up: bool,
    value: f64,
}

/// What leaves the basis.
#[derive(Debug, Clone, Copy)]
enum Leaving {
    /// The slack of a row that has not yet entered.
    Row(u32),
    /// The cell at this place.
    Place(usize),
}

/// What enters.
struct Entering {
    cell: u32,
    /// Its own opposite direction: no change of basis.
    turns: bool,
    upwards: bool,
    /// Cost of one unit of the leaving value.
    ratio: f64,
}

/// Working memory, used again for each program over the same system.
#[derive(Debug)]
pub(super) struct Solver {
    state: Vec<State>,
    moved: Vec<u32>,
    givens: Vec<Given>,
    /// One more than the place in `givens`, or 0.
    given: Vec<u8>,
    residual: Vec<f64>,
    active: Vec<u32>,
    is_active: Vec<bool>,
    /// The dual values of the rows that a cell stands in, added up.
    worth: Vec<f64>,
    priced: Vec<u32>,
    place_of_row: Vec<u32>,
    rows: Vec<u32>,
    basis: Vec<Basic>,
    /// Column `k` belongs to `rows[k]`; `inverse[k][i]` to `basis[i]`.
    inverse: Vec<Vec<f64>>,
    sigma: Vec<f64>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    /// Row of the system and weight: the combination of rows that the leaving value depends on.
    combination: Vec<(u32, f64)>,
    column: Vec<f64>,
    /// Pivots of the last program.
    pub(super) steps: usize,
}

impl Solver {
    /// Memory for programs over this system.
    pub(super) fn new(matrix: &Matrix) -> Self {
        let (cells, rows) = (matrix.cells(), matrix.rows());
        Self {
            state: vec![State::Zero; cells],
            moved: Vec::new(),
            givens: Vec::new(),
            given: vec![0; cells],
            residual: vec![0.0; rows],
            active: Vec::new(),
            is_active: vec![false; rows],
            worth: vec![0.0; cells],
            priced: Vec::new(),
            place_of_row: vec![NONE; rows],
            rows: Vec::new(),
            basis: Vec::new(),
            inverse: Vec::new(),
            sigma: vec![0.0; cells],
            touched: Vec::new(),
            is_touched: vec![false; cells],
            combination: Vec::new(),
            column: Vec::new(),
            steps: 0,
        }
    }

    /// Solves one program. At most 255 cells are given, each once.
    pub(super) fn solve(&mut self, matrix: &Matrix, terms: &[Term], givens: &[Given], effort: Effort) -> Solution {
        self.clear();
        for (number, given) in (1u8..).zip(givens) {
            self.givens.push(*given);
            self.given[given.cell as usize] = number;
            self.shift(matrix, given.cell, given.shift);
        }
        self.run(matrix, terms, effort)
    }

    /// What the program may do with a cell.
    fn term(&self, terms: &[Term], cell: u32) -> Term {
        let term = terms[cell as usize];
        match self.given[cell as usize] {
            0 => term,
            number => {
                let given = &self.givens[usize::from(number) - 1];
                Term { low: given.low, high: given.high, ..term }
            }
        }
    }

    /// Bounds of a cell in the basis, in its direction.
    fn bounds(&self, terms: &[Term], basic: &Basic) -> (f64, f64) {
        let term = self.term(terms, basic.cell);
        if basic.up { (0.0, term.high) } else { (term.low, 0.0) }
    }

    fn run(&mut self, matrix: &Matrix, terms: &[Term], effort: Effort) -> Solution {
        // Grows with every step, and no solution costs less.
        let mut least_cost = 0.0;
        loop {
            let Some((leaving, distance)) = self.leaving(terms) else { return self.found(terms) };
            if self.steps >= effort.steps || self.rows.len() >= effort.basis {
                return Solution::Limit;
            }
            if least_cost > effort.cutoff {
                return Solution::Dear;
            }
            self.steps += 1;
            self.combine(matrix, leaving);
            self.price(matrix);
            let Some(entering) = self.entering(terms, leaving, distance, effort.surcharge) else {
                return Solution::Infeasible { row: self.blocking_row(leaving) };
            };
            least_cost += entering.ratio * distance.abs();
            self.pivot(matrix, terms, leaving, &entering, distance, effort.surcharge);
            self.clear_prices();
        }
    }

    fn clear(&mut self) {
        self.clear_prices();
        for cell in self.moved.drain(..) {
            self.state[cell as usize] = State::Zero;
        }
        for cell in self.priced.drain(..) {
            self.worth[cell as usize] = 0.0;
        }
        for row in self.active.drain(..) {
            self.residual[row as usize] = 0.0;
            self.is_active[row as usize] = false;
        }
        for row in self.rows.drain(..) {
            self.place_of_row[row as usize] = NONE;
        }
        for given in self.givens.drain(..) {
            self.given[given.cell as usize] = 0;
        }
        self.basis.clear();
        self.inverse.clear();
        self.steps = 0;
    }

    fn clear_prices(&mut self) {
        for cell in self.touched.drain(..) {
            self.sigma[cell as usize] = 0.0;
            self.is_touched[cell as usize] = false;
        }
    }

    /// Adds a change of one cell to the rows that it stands in.
    fn shift(&mut self, matrix: &Matrix, cell: u32, change: f64) {
        for (row, coefficient) in matrix.column(cell) {
            self.residual[row as usize] += coefficient * change;
            if !std::mem::replace(&mut self.is_active[row as usize], true) {
                self.active.push(row);
            }
        }
    }

    /// The row or bound that is violated most, and how far the leaving value has to go.
    fn leaving(&self, terms: &[Term]) -> Option<(Leaving, f64)> {
        let mut worst: Option<(Leaving, f64)> = None;
        let mut offer = |leaving, distance: f64| {
            if distance.abs() > worst.map_or(FEASIBLE, |(_, most)| most.abs() + TINY) {
                worst = Some((leaving, distance));
            }
        };
        for &row in &self.active {
            if self.place_of_row[row as usize] == NONE {
                offer(Leaving::Row(row), -self.residual[row as usize]);
            }
        }
        for (place, basic) in self.basis.iter().enumerate() {
            let (low, high) = self.bounds(terms, basic);
            let bound = basic.value.clamp(low, high);
            offer(Leaving::Place(place), bound - basic.value);
        }
        worst
    }

    /// The combination of rows that gives the leaving value as a function of all cells outside the basis.
    fn combine(&mut self, matrix: &Matrix, leaving: Leaving) {
        self.combination.clear();
        match leaving {
            Leaving::Place(place) => {
                for (row, column) in self.rows.iter().zip(&self.inverse) {
                    if column[place].abs() > TINY {
                        self.combination.push((*row, -column[place]));
                    }
                }
            }
            Leaving::Row(row) => {
                self.combination.push((row, 1.0));
                let mut own = Vec::new();
                for (place, basic) in self.basis.iter().enumerate() {
                    if let Some(coefficient) = matrix.coefficient(basic.cell, row) {
                        own.push((place, coefficient));
                    }
                }
                for (entered, column) in self.rows.iter().zip(&self.inverse) {
                    let weight: f64 = own.iter().map(|(place, coefficient)| coefficient * column[*place]).sum();
                    if weight.abs() > TINY {
                        self.combination.push((*entered, -weight));
                    }
                }
            }
        }
    }

    /// How the leaving value depends on each cell.
    fn price(&mut self, matrix: &Matrix) {
        for &(row, weight) in &self.combination {
            for (cell, coefficient) in matrix.row(row) {
                self.sigma[cell as usize] += weight * coefficient;
                if !std::mem::replace(&mut self.is_touched[cell as usize], true) {
                    self.touched.push(cell);
                }
            }
        }
    }

    /// The cell that moves the leaving value at the least cost for each unit; ties go to the larger coefficient.
    fn entering(&self, terms: &[Term], leaving: Leaving, distance: f64, surcharge: f64) -> Option<Entering> {
        let mut best: Option<(f64, f64, Entering)> = None;
        let mut offer = |rate: f64, size: f64, cell: u32, turns: bool, upwards: bool| {
            let ratio = rate.max(0.0) / size;
            let better = best.as_ref().is_none_or(|(least, largest, other)| {
                ratio < least - TINY
                    || (ratio <= least + TINY
                        && (size > largest + TINY || (size >= largest - TINY && cell < other.cell)))
            });
            if better {
                best = Some((ratio, size, Entering { cell, turns, upwards, ratio }));
            }
        };
        if let Leaving::Place(place) = leaving {
            let basic = &self.basis[place];
            let term = self.term(terms, basic.cell);
            // Beyond zero a cell may go on in its other direction.
            let turns =
                if basic.up { basic.value < 0.0 && term.low < 0.0 } else { basic.value > 0.0 && term.high > 0.0 };
            if turns {
                offer(term.up + term.down + 2.0 * surcharge, 1.0, basic.cell, true, !basic.up);
            }
        }
        for &cell in &self.touched {
            let (sigma, term) = (self.sigma[cell as usize], self.term(terms, cell));
            if sigma.abs() <= TINY || (term.low == 0.0 && term.high == 0.0) {
                continue;
            }
            let upwards = (distance > 0.0) == (sigma > 0.0);
            let worth = self.worth[cell as usize];
            let rate = match (self.state[cell as usize], upwards) {
                (State::Zero, true) if term.high > 0.0 => term.up + surcharge - worth,
                (State::Zero, false) if term.low < 0.0 => term.down + surcharge + worth,
                (State::Upper, false) => worth - term.up - surcharge,
                (State::Lower, true) => -term.down - surcharge - worth,
                _ => continue,
            };
            offer(rate, sigma.abs(), cell, false, upwards);
        }
        best.map(|(_, _, entering)| entering)
    }

    fn pivot(
        &mut self,
        matrix: &Matrix,
        terms: &[Term],
        leaving: Leaving,
        entering: &Entering,
        distance: f64,
        surcharge: f64,
    ) {
        let cell = entering.cell;
        let (term, sigma) = (self.term(terms, cell), self.sigma[cell as usize]);
        if let (true, Leaving::Place(place)) = (entering.turns, leaving) {
            // The leaving cell itself depends on its rows with coefficient -1.
            let cost = term.up + term.down + 2.0 * surcharge;
            self.move_worth(if entering.upwards { -cost } else { cost });
            self.basis[place].up = entering.upwards;
            return;
        }
        // A cell at its upper bound is still in its upward direction when it comes back from there.
        let (up, at) = match self.state[cell as usize] {
            State::Upper => (true, term.high),
            State::Lower => (false, term.low),
            State::Zero | State::Basic => (entering.upwards, 0.0),
        };
        let price = if up { term.up + surcharge } else { -term.down - surcharge };
        self.move_worth((price - self.worth[cell as usize]) / sigma);
        self.load_column(matrix, cell);
        self.step(matrix, cell, distance / sigma);
        let basic = Basic { cell, up, value: at + distance / sigma };
        self.state[cell as usize] = State::Basic;
        self.moved.push(cell);
        match leaving {
            Leaving::Row(row) => self.enlarge(row, basic, sigma),
            Leaving::Place(place) => self.replace(terms, place, basic),
        }
    }

    /// Moves the dual values along the combination.
    fn move_worth(&mut self, by: f64) {
        for &cell in &self.touched {
            let worth = &mut self.worth[cell as usize];
            if *worth == 0.0 {
                self.priced.push(cell);
            }
            *worth += by * self.sigma[cell as usize];
        }
    }

    /// The entering column in terms of the basis.
    fn load_column(&mut self, matrix: &Matrix, cell: u32) {
        self.column.clear();
        self.column.resize(self.basis.len(), 0.0);
        for (row, coefficient) in matrix.column(cell) {
            let place = self.place_of_row[row as usize];
            if place != NONE {
                for (sum, entry) in self.column.iter_mut().zip(&self.inverse[place as usize]) {
                    *sum += coefficient * entry;
                }
            }
        }
    }

    /// Moves the entering cell, and with it the basis.
    fn step(&mut self, matrix: &Matrix, cell: u32, by: f64) {
        self.shift(matrix, cell, by);
        for place in 0..self.basis.len() {
            let change = -self.column[place] * by;
            if change != 0.0 {
                self.basis[place].value += change;
                self.shift(matrix, self.basis[place].cell, change);
            }
        }
    }

    /// A row enters with the cell: the inverse grows by one row and one column.
    fn enlarge(&mut self, row: u32, basic: Basic, sigma: f64) {
        for column in &mut self.inverse {
            column.push(0.0);
        }
        // The combination holds the weights of the rows that have entered, with the sign that the formula needs.
        for &(entered, weight) in self.combination.iter().filter(|(entered, _)| *entered != row) {
            let inverse = &mut self.inverse[self.place_of_row[entered as usize] as usize];
            let factor = -weight / sigma;
            for (entry, own) in inverse.iter_mut().zip(&self.column) {
                *entry += own * factor;
            }
            if let Some(last) = inverse.last_mut() {
                *last = weight / sigma;
            }
        }
        let mut own: Vec<f64> = self.column.iter().map(|entry| -entry / sigma).collect();
        own.push(1.0 / sigma);
        self.place_of_row[row as usize] = u32::try_from(self.rows.len()).unwrap_or(NONE);
        self.rows.push(row);
        self.inverse.push(own);
        self.basis.push(basic);
    }

    /// The cell takes the place of another, which goes to the bound that it violated.
    fn replace(&mut self, terms: &[Term], place: usize, basic: Basic) {
        let old = self.basis[place];
        let (low, high) = self.bounds(terms, &old);
        let middle = f64::midpoint(low, high);
        let at_high = old.value > middle || (low == high && old.up);
        self.state[old.cell as usize] = match (old.up, at_high) {
            (true, true) if high > 0.0 => State::Upper,
            (false, false) if low < 0.0 => State::Lower,
            _ => State::Zero,
        };
        self.moved.push(old.cell);
        let pivot = self.column[place];
        for inverse in &mut self.inverse {
            let own = inverse[place] / pivot;
            if own != 0.0 {
                for (entry, column) in inverse.iter_mut().zip(&self.column) {
                    *entry -= column * own;
                }
            }
            inverse[place] = own;
        }
        self.basis[place] = basic;
    }

    fn found(&self, terms: &[Term]) -> Solution {
        let bound = |cell: u32| match self.state[cell as usize] {
            State::Upper => self.term(terms, cell).high,
            State::Lower => self.term(terms, cell).low,
            State::Zero | State::Basic => 0.0,
        };
        let mut changes: Vec<(u32, f64)> = self.moved.iter().map(|cell| (*cell, bound(*cell))).collect();
        changes.retain(|(_, change)| *change != 0.0);
        changes.sort_by_key(|(cell, _)| *cell);
        changes.dedup_by_key(|(cell, _)| *cell);
        changes.extend(self.basis.iter().map(|basic| (basic.cell, basic.value)));
        for given in &self.givens {
            match changes.iter_mut().find(|(cell, _)| *cell == given.cell) {
                Some(change) => change.1 += given.shift,
                None => changes.push((given.cell, given.shift)),
            }
        }
        changes.retain(|(_, change)| change.abs() > FEASIBLE);
        changes.sort_by_key(|(cell, _)| *cell);
        Solution::Found(changes)
    }

    /// A row to name when nothing can satisfy the leaving one.
    fn blocking_row(&self, leaving: Leaving) -> u32 {
        let heaviest = |rows: &[(u32, f64)]| {
            rows.iter().copied().reduce(|best, row| if row.1.abs() > best.1.abs() + TINY { row } else { best })
        };
        match leaving {
            Leaving::Row(row) => row,
            Leaving::Place(_) => heaviest(&self.combination).map_or(0, |(row, _)| row),
        }
    }
}
