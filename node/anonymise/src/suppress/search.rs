//! The search for the cheapest pattern that protects a cell, over all equations at once.

use super::ProtectError;
use super::simplex::{Effort, Given, Solution, Solver, Term};
use super::system::{Kind, LARGEST_CHANGE, System};
use super::witness::Pool;
use crate::policy::Policy;

/// Cost of moving a suppressed cell by one: small beside that of suppressing one, above zero so that patterns stay short.
const SUPPRESSED_COST: f64 = 0.004;
/// Programs tried to make a solution whole.
const BRANCHES: usize = 40;
const FEW: usize = 4;
/// How close to a whole number a change has to be; exactness is checked in integers afterwards.
const WHOLE: f64 = 1e-5;

/// Pivots and basis of an ordinary program, and of one that has to end.
const SHORT: [Effort; 1] = [Effort { steps: 250, basis: 200, surcharge: 0.0 }];
const USUAL: [Effort; 3] = [
    Effort { steps: 600, basis: 350, surcharge: 0.0 },
    Effort { steps: 1500, basis: 500, surcharge: 0.05 },
    Effort { steps: 30_000, basis: 2500, surcharge: 0.5 },
];

/// Everything that changes while a table is protected.
pub(super) struct Search<'a> {
    pub(super) system: &'a System,
    pub(super) width: i64,
    pub(super) min_frequency: i64,
    pub(super) suppressed: Vec<bool>,
    /// Cells that must stay published, since nothing would protect them.
    pub(super) banned: Vec<bool>,
    pub(super) pool: Pool,
    /// Terms of programs, by [`Reach`].
    open: Vec<Term>,
    both_ways: Vec<Term>,
    closed: Vec<Term>,
    solver: Solver,
    expired: &'a dyn Fn() -> bool,
}

/// Which cells a program may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Suppressed ones.
    Suppressed,
    /// Published ones as well, at their cost.
    Open,
    /// Like the last, but the opposite of every change has to be possible too.
    BothWays,
}

#[expect(clippy::cast_precision_loss, reason = "changes are below 2^21")]
fn float(number: i64) -> f64 {
    number as f64
}

/// What came of looking for a pattern.
pub(super) enum Pattern {
    /// Changes in whole numbers, by cell.
    Found(Vec<(u32, i64)>),
    /// There is none; the row that blocks it.
    None(u32),
    /// None was found with the effort allowed.
    Unknown,
}

impl<'a> Search<'a> {
    /// Starts with the cells that are suppressed in any case.
    pub(super) fn new(system: &'a System, policy: &Policy, expired: &'a dyn Fn() -> bool) -> Self {
        let mut search = Self {
            system,
            width: i64::try_from(policy.width).unwrap_or(i64::MAX).clamp(1, LARGEST_CHANGE / 4),
            min_frequency: i64::try_from(policy.min_frequency).unwrap_or(i64::MAX),
            suppressed: system.cells.iter().map(|cell| cell.kind == Kind::Suppressed).collect(),
            banned: vec![false; system.cells.len()],
            pool: Pool::new(system),
            solver: Solver::new(&system.matrix),
            open: vec![Term::default(); system.cells.len()],
            both_ways: vec![Term::default(); system.cells.len()],
            closed: vec![Term::default(); system.cells.len()],
            expired,
        };
        for number in 0..search.suppressed.len() {
            search.set(number, search.suppressed[number]);
        }
        search
    }

    /// Suppresses or publishes a cell.
    pub(super) fn set(&mut self, number: usize, suppressed: bool) {
        self.suppressed[number] = suppressed;
        let cell = &self.system.cells[number];
        let (low, high) = (-float(cell.down), float(LARGEST_CHANGE));
        if suppressed {
            // Differences between equals keep the method from going in circles.
            #[expect(clippy::cast_possible_truncation, reason = "a hash")]
            let hash = (number as u32).wrapping_mul(0x9e37_79b9) >> 16;
            let cost = SUPPRESSED_COST * (1.0 + f64::from(hash) / 65_536.0);
            self.open[number] = Term { low, high, up: cost, down: cost };
            self.both_ways[number] = Term { low, high: -low, up: cost, down: cost };
            self.closed[number] = self.open[number];
            return;
        }
        // Suppressing costs once, whatever the change: the cost of one unit is that of the most that can be needed.
        let (up, down) = (cell.cost / float(self.width), cell.cost / float(self.width.min(cell.down).max(1)));
        let movable = cell.kind == Kind::Open && !self.banned[number];
        self.open[number] = if movable { Term { low, high, up, down } } else { Term::default() };
        self.both_ways[number] = Term { high: -self.open[number].low, ..self.open[number] };
        self.closed[number] = Term::default();
    }

    /// Width that a suppressed cell needs. Where the narrowest interval around a large count holds no small one, a
    /// width of 1 keeps its value from following exactly.
    pub(super) fn need(&self, cell: u32) -> i64 {
        let cell = &self.system.cells[cell as usize];
        let harmless = cell.count >= self.min_frequency.saturating_add(self.width).saturating_sub(1);
        if harmless && !cell.sensitive { 1 } else { self.width }
    }

    /// Whether the witnesses prove enough.
    pub(super) fn is_protected(&self, cell: u32) -> bool {
        self.pool.width(cell) >= self.need(cell)
    }

    /// Whether time is up.
    pub(super) fn expired(&self) -> bool {
        (self.expired)()
    }

    /// Protects every suppressed cell, also those that are suppressed on the way.
    pub(super) fn protect_all(&mut self) -> Result<(), ProtectError> {
        let mut waiting = self.targets();
        while !waiting.is_empty() {
            let mut added = Vec::new();
            for cell in waiting {
                if self.expired() {
                    return Err(ProtectError::Unfinished);
                }
                if self.suppressed[cell as usize] && !self.is_protected(cell) {
                    self.protect(cell, &mut added)?;
                }
            }
            waiting = added;
            waiting.sort_unstable();
            waiting.dedup();
        }
        Ok(())
    }

    /// Suppressed cells, sensitive ones first, and among them those that are no totals: what protects them is close
    /// by, and makes patterns for totals cheap.
    fn targets(&self) -> Vec<u32> {
        let mut targets: Vec<u32> =
            (0u32..).zip(&self.suppressed).filter(|(_, suppressed)| **suppressed).map(|(cell, _)| cell).collect();
        let rank = |cell: &u32| {
            let own = &self.system.cells[*cell as usize];
            (!own.sensitive, own.levels, own.count, *cell)
        };
        targets.sort_by_key(rank);
        targets
    }

    /// Protects one cell. Cells to look at again go to `added`.
    fn protect(&mut self, cell: u32, added: &mut Vec<u32>) -> Result<(), ProtectError> {
        while !self.is_protected(cell) {
            let before = self.pool.width(cell);
            match self.cheapest(cell) {
                Pattern::Found(moves) => {
                    self.take(moves, added);
                    if self.pool.width(cell) <= before {
                        return Err(ProtectError::Unfinished);
                    }
                }
                Pattern::Unknown => return Err(ProtectError::Unfinished),
                Pattern::None(row) => {
                    if self.system.cells[cell as usize].kind == Kind::Suppressed {
                        return Err(super::unprotectable(self.system, cell, row));
                    }
                    self.ban(cell, added);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether no equation of a cell has a suppressed member that it did not have before.
    pub(super) fn unchanged_around(&self, cell: u32, before: &[bool]) -> bool {
        let rows = self.system.matrix.column_terms(cell);
        rows.iter().all(|(row, _)| self.suppressed_terms(*row).all(|(other, _)| before[other as usize]))
    }

    /// Finds a second pattern for a cell that shares no complementary cell of its equations with those known.
    pub(super) fn protect_otherwise(&mut self, cell: u32) -> Result<(), ProtectError> {
        let mut still: Vec<u32> = Vec::new();
        for (row, _) in self.system.matrix.column_terms(cell) {
            still.extend(self.suppressed_terms(*row).map(|(other, _)| other).filter(|other| *other != cell));
        }
        still.sort_unstable();
        still.dedup();
        // The dearest may move again until there is a way.
        still.sort_by_key(|other| (self.system.cells[*other as usize].levels, *other));
        still.truncate(200);
        let need = self.need(cell);
        loop {
            match self.pattern(cell, need, Reach::Open, &still) {
                Pattern::Found(moves) => {
                    self.take(moves, &mut Vec::new());
                    return Ok(());
                }
                Pattern::None(row) if still.is_empty() => return Err(super::unprotectable(self.system, cell, row)),
                Pattern::Unknown if still.is_empty() => return Err(ProtectError::Unfinished),
                Pattern::None(_) | Pattern::Unknown => {
                    still.pop();
                }
            }
        }
    }

    /// Publishes a complementary cell again, for good, and looks at all that it protected.
    fn ban(&mut self, cell: u32, added: &mut Vec<u32>) {
        self.banned[cell as usize] = true;
        self.set(cell as usize, false);
        let dead: Vec<u32> = self.pool.of(cell).collect();
        self.pool.set_alive(&dead, false);
        added.extend(self.pool.renew(&dead));
    }

    /// Suppresses the cells of a pattern and keeps it as a witness.
    pub(super) fn take(&mut self, moves: Vec<(u32, i64)>, added: &mut Vec<u32>) {
        for &(cell, _) in &moves {
            if !self.suppressed[cell as usize] {
                self.set(cell as usize, true);
                added.push(cell);
            }
        }
        self.pool.add(self.system, moves);
    }

    /// The cheapest of the patterns that widen a cell's interval as far as it needs: upwards, both ways, downwards.
    fn cheapest(&mut self, cell: u32) -> Pattern {
        let need = self.need(cell);
        let (up, down) = self.pool.room(cell);
        let own = self.system.cells[cell as usize].down;
        let mut best = self.pattern(cell, need - down, Reach::Open, &[]);
        let mut least = self.price(&best);
        let half = (need + 1) / 2;
        let ways = [(half, true, up == 0 && down == 0 && own >= half), (up - need, false, own >= need - up)];
        for (demand, both_ways, possible) in ways {
            if !possible || least <= 0.0 {
                continue;
            }
            let reach = if both_ways { Reach::BothWays } else { Reach::Open };
            let other = self.pattern(cell, demand, reach, &[]);
            let price = self.price(&other);
            if price < least - 1e-9 || matches!((&best, &other), (Pattern::None(_), Pattern::Unknown)) {
                (best, least) = (other, price);
            }
        }
        best
    }

    /// What the cells of a pattern cost that are still published.
    fn price(&self, pattern: &Pattern) -> f64 {
        match pattern {
            Pattern::Found(moves) => moves
                .iter()
                .filter(|(cell, _)| !self.suppressed[*cell as usize])
                .map(|(cell, _)| self.system.cells[*cell as usize].cost)
                .sum(),
            Pattern::None(_) | Pattern::Unknown => f64::INFINITY,
        }
    }

    /// The cheapest pattern that moves a cell by `demand`, while the cells of `still` do not move.
    pub(super) fn pattern(&mut self, cell: u32, demand: i64, reach: Reach, still: &[u32]) -> Pattern {
        let mut givens = vec![Given { cell, shift: float(demand), low: 0.0, high: 0.0 }];
        givens.extend(still.iter().map(|cell| Given { cell: *cell, shift: 0.0, low: 0.0, high: 0.0 }));
        let mut waiting = vec![givens];
        let mut unknown = None;
        for _ in 0..if reach == Reach::Suppressed { FEW } else { BRANCHES } {
            let Some(givens) = waiting.pop() else { break };
            let terms = match reach {
                Reach::Open => &mut self.open,
                Reach::BothWays => &mut self.both_ways,
                Reach::Suppressed => &mut self.closed,
            };
            let matrix = &self.system.matrix;
            let efforts: &[Effort] = if reach == Reach::Suppressed { &SHORT } else { &USUAL };
            let mut solution = Solution::Limit;
            for effort in efforts {
                solution = self.solver.solve(matrix, terms, &givens, *effort);
                if !matches!(solution, Solution::Limit) {
                    break;
                }
            }
            match solution {
                Solution::Limit => return Pattern::Unknown,
                Solution::Infeasible { row } => unknown = unknown.or(Some(row)),
                Solution::Found(changes) => match whole(self.system, &mut self.pool, &changes) {
                    Ok(moves) => return Pattern::Found(moves),
                    Err(fraction) => {
                        unknown = None;
                        waiting.extend(branches(terms[fraction.0 as usize], &givens, fraction));
                    }
                },
            }
        }
        match (waiting.is_empty(), unknown) {
            (true, Some(row)) => Pattern::None(row),
            _ => Pattern::Unknown,
        }
    }
}

/// The changes in whole numbers; `Err` names a cell that has none, with its change.
fn whole(system: &System, pool: &mut Pool, changes: &[(u32, f64)]) -> Result<Vec<(u32, i64)>, (u32, f64)> {
    for times in 1..=4 {
        let scaled: Vec<(u32, i64)> = changes.iter().filter_map(|change| scale(*change, times)).collect();
        let fits = scaled.len() == changes.len()
            && scaled.iter().all(|(cell, change)| system.cells[*cell as usize].down >= -change)
            && pool.balanced(system, &scaled);
        if fits {
            return Ok(scaled);
        }
    }
    let fraction = |change: &&(u32, f64)| (change.1 - change.1.round()).abs();
    Err(changes.iter().max_by(|a, b| fraction(a).total_cmp(&fraction(b))).copied().unwrap_or((0, 0.5)))
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
    if others.len() >= 200 || change == change.round() {
        return Vec::new();
    }
    let with = |low: f64, high: f64| {
        let shift = 0.0f64.clamp(low.min(high), high);
        let mut givens = others.clone();
        // The cell that is asked for stays the first.
        givens.push(Given { cell, shift, low: low - shift, high: high - shift });
        givens
    };
    let (below, above) = (with(low, change.floor()), with(change.ceil(), high));
    if change - change.floor() < 0.5 { vec![above, below] } else { vec![below, above] }
}
