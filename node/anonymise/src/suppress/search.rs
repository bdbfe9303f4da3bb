//! Protects cell after cell, and keeps the proofs.

use emn_protocol::record::Table;
use rayon::prelude::*;

use super::ProtectError;
use super::pattern::{Finder, Pattern, Reach, Request, State};
use super::product::Axes;
use super::system::{Kind, LARGEST_CHANGE, System};
use super::witness::Pool;
use crate::policy::Policy;

/// Cells looked at together in a table of [`MANY`] suppressed ones, on as many processors as there are. A fixed number,
/// so that the result does not depend on the machine.
const TOGETHER: usize = 8;
const MANY: usize = 2_000;
/// Cells looked at together stand this far apart in the order, so that they seldom need the same companions.
const APART: usize = 64;
/// All efforts.
const ALL: usize = usize::MAX;

/// A cell, and the ways to widen its interval.
type Job = (u32, Vec<(i64, Reach)>);

/// Everything that changes while a table is protected.
pub(super) struct Search<'a> {
    pub(super) state: State<'a>,
    pub(super) pool: Pool,
    min_frequency: i64,
    finders: Vec<Finder>,
    expired: &'a dyn Fn() -> bool,
}

impl<'a> Search<'a> {
    /// Starts with the cells that are suppressed in any case.
    pub(super) fn new(system: &'a System, table: &Table, policy: &Policy, expired: &'a dyn Fn() -> bool) -> Self {
        let plain = (0u32..).zip(&system.cell_of).all(|(position, cell)| position == *cell);
        let axes = if plain { Axes::new(table) } else { None };
        let width = i64::try_from(policy.width).unwrap_or(i64::MAX).clamp(1, LARGEST_CHANGE / 4);
        let state = State::new(system, axes, width);
        let many = state.suppressed.iter().filter(|suppressed| **suppressed).count() >= MANY;
        let finders = (0..if many { TOGETHER } else { 1 }).map(|_| Finder::new(system)).collect();
        let min_frequency = i64::try_from(policy.min_frequency).unwrap_or(i64::MAX);
        Self { state, pool: Pool::new(system), min_frequency, finders, expired }
    }

    /// Width that a suppressed cell needs. Where the narrowest interval around a large count holds no small one, a
    /// width of 1 keeps its value from following exactly.
    pub(super) fn need(&self, cell: u32) -> i64 {
        let (cell, width) = (&self.state.system.cells[cell as usize], self.state.width);
        let harmless = cell.count >= self.min_frequency.saturating_add(width).saturating_sub(1);
        if harmless && !cell.sensitive { 1 } else { width }
    }

    /// Whether the witnesses prove enough.
    pub(super) fn is_protected(&self, cell: u32) -> bool {
        self.pool.width(cell) >= self.need(cell)
    }

    /// Whether a cell is suppressed.
    pub(super) fn suppressed(&self, cell: u32) -> bool {
        self.state.suppressed[cell as usize]
    }

    /// Whether time is up.
    pub(super) fn expired(&self) -> bool {
        (self.expired)()
    }

    /// Protects every suppressed cell, also those that are suppressed on the way. What is hard comes last, when more
    /// is suppressed around it and it has become easy, mostly.
    pub(super) fn protect_all(&mut self) -> Result<(), ProtectError> {
        loop {
            let mut waiting = self.unprotected();
            if waiting.is_empty() {
                return Ok(());
            }
            let mut hard = Vec::new();
            while !waiting.is_empty() {
                waiting = self.protect(waiting, 1, &mut hard)?;
            }
            let mut vain = Vec::new();
            while !hard.is_empty() {
                hard = self.protect(hard, ALL, &mut vain)?;
            }
            if !vain.is_empty() {
                return Err(ProtectError::Unfinished);
            }
        }
    }

    /// Suppressed cells that are not protected, sensitive ones first, and among them those that are no totals: what
    /// protects them is close by, and makes patterns for totals cheap.
    fn unprotected(&self) -> Vec<u32> {
        let cells = (0u32..).zip(&self.state.suppressed);
        let mut cells: Vec<u32> = cells.filter(|(_, suppressed)| **suppressed).map(|(cell, _)| cell).collect();
        cells.retain(|cell| !self.is_protected(*cell));
        cells.sort_by_cached_key(|cell| {
            let own = &self.state.system.cells[*cell as usize];
            (!own.sensitive, own.levels, own.count, *cell)
        });
        cells
    }

    /// Protects these cells; gives back those to look at again. Those that need more effort go to `hard`.
    fn protect(&mut self, cells: Vec<u32>, efforts: usize, hard: &mut Vec<u32>) -> Result<Vec<u32>, ProtectError> {
        let mut again = Vec::new();
        let mut cells = spread(cells, self.finders.len()).into_iter();
        loop {
            if self.expired() {
                return Err(ProtectError::Unfinished);
            }
            let open = |cell: &u32| self.suppressed(*cell) && !self.is_protected(*cell);
            let together: Vec<u32> = cells.by_ref().filter(open).take(self.finders.len()).collect();
            if together.is_empty() {
                break;
            }
            for (cell, found) in self.find(&together, efforts) {
                if self.suppressed(cell) && !self.is_protected(cell) {
                    self.settle(cell, found, &mut again, hard)?;
                }
            }
        }
        again.sort_unstable();
        again.dedup();
        Ok(again)
    }

    /// The cheapest pattern for each cell.
    fn find(&mut self, cells: &[u32], efforts: usize) -> Vec<(u32, Pattern)> {
        let jobs: Vec<Job> = cells.iter().map(|cell| (*cell, self.ways(*cell))).collect();
        let state = &self.state;
        let find = |(finder, (cell, ways)): (&mut Finder, &Job)| (*cell, cheapest(finder, state, *cell, ways, efforts));
        match jobs.len() {
            1 => self.finders.iter_mut().zip(&jobs).map(find).collect(),
            _ => self.finders.par_iter_mut().zip(&jobs).map(find).collect(),
        }
    }

    /// How a cell's interval can be widened as far as it needs: upwards, both ways, downwards.
    fn ways(&self, cell: u32) -> Vec<(i64, Reach)> {
        let need = self.need(cell);
        let (up, down) = self.pool.room(cell);
        let own = self.state.system.cells[cell as usize].down;
        let half = (need + 1) / 2;
        let mut ways = vec![(need - down, Reach::Open)];
        if up == 0 && down == 0 && own >= half {
            ways.push((half, Reach::BothWays));
        }
        if own >= need - up {
            ways.push((up - need, Reach::Open));
        }
        ways
    }

    fn settle(
        &mut self,
        cell: u32,
        found: Pattern,
        again: &mut Vec<u32>,
        hard: &mut Vec<u32>,
    ) -> Result<(), ProtectError> {
        match found {
            Pattern::Found(moves) => {
                self.take(moves, again);
                if !self.is_protected(cell) {
                    again.push(cell);
                }
            }
            Pattern::Unknown => hard.push(cell),
            Pattern::None(row) if self.state.system.cells[cell as usize].kind == Kind::Suppressed => {
                if self.inch(cell, again) {
                    return Ok(());
                }
                return Err(super::unprotectable(self.state.system, cell, row));
            }
            Pattern::None(_) => self.ban(cell, again),
        }
        Ok(())
    }

    /// Widens a cell's interval by less than it needs, upwards or downwards: both together may be enough where neither
    /// alone is, as among cells that were published before and can no longer help.
    fn inch(&mut self, cell: u32, again: &mut Vec<u32>) -> bool {
        let need = self.need(cell);
        let (up, down) = self.pool.room(cell);
        let own = self.state.system.cells[cell as usize].down;
        let upwards = (up + 1..need - down).rev();
        let downwards = (down + 1..=own.min(need - up)).rev().map(|amount| -amount);
        for demand in upwards.chain(downwards) {
            if let Pattern::Found(moves) = self.pattern(cell, demand, Reach::Open, &[]) {
                self.take(moves, again);
                if self.pool.room(cell) != (up, down) {
                    again.push(cell);
                    return true;
                }
            }
        }
        false
    }

    /// Publishes a complementary cell again, for good, and looks at all that it protected.
    fn ban(&mut self, cell: u32, again: &mut Vec<u32>) {
        self.state.banned[cell as usize] = true;
        self.state.set(cell as usize, false);
        let dead: Vec<u32> = self.pool.of(cell).collect();
        self.pool.set_alive(&dead, false);
        again.extend(self.pool.renew(&dead));
    }

    /// Suppresses the cells of a pattern and keeps it as a witness.
    pub(super) fn take(&mut self, moves: Vec<(u32, i64)>, again: &mut Vec<u32>) {
        for &(cell, _) in &moves {
            if !self.suppressed(cell) {
                self.state.set(cell as usize, true);
                again.push(cell);
            }
        }
        self.pool.add(self.state.system, moves);
    }

    /// Protects cells by products alone; where there is none, a cell stays as it is.
    pub(super) fn protect_by_products(&mut self) {
        let mut waiting = self.unprotected();
        while !waiting.is_empty() {
            let mut again = Vec::new();
            for cell in waiting {
                let demand = self.need(cell) - self.pool.room(cell).1;
                let request = Request { cell, demand, reach: Reach::Open, still: &[], efforts: 0 };
                if self.is_protected(cell) {
                    continue;
                }
                if let Pattern::Found(moves) = self.finders[0].product_only(&self.state, &request) {
                    self.take(moves, &mut again);
                }
            }
            again.sort_unstable();
            again.dedup();
            waiting = again;
        }
    }

    /// A pattern with all effort.
    pub(super) fn pattern(&mut self, cell: u32, demand: i64, reach: Reach, still: &[u32]) -> Pattern {
        let request = Request { cell, demand, reach, still, efforts: ALL };
        self.finders[0].pattern(&self.state, &request)
    }

    /// Whether no equation of a cell has a suppressed member that it did not have before.
    pub(super) fn unchanged_around(&self, cell: u32, before: &[bool]) -> bool {
        let rows = self.state.system.matrix.column_terms(cell);
        rows.iter().all(|(row, _)| self.suppressed_terms(*row).all(|(other, _)| before[other as usize]))
    }

    /// Finds a second pattern for a cell that shares as few cells of its equations as possible with those known.
    pub(super) fn protect_otherwise(&mut self, cell: u32) -> Result<(), ProtectError> {
        let mut still: Vec<u32> = Vec::new();
        for (row, _) in self.state.system.matrix.column_terms(cell) {
            still.extend(self.suppressed_terms(*row).map(|(other, _)| other).filter(|other| *other != cell));
        }
        still.sort_unstable();
        still.dedup();
        // Totals may move again first, until there is a way.
        still.sort_by_key(|other| (self.state.system.cells[*other as usize].levels, *other));
        still.truncate(200);
        let need = self.need(cell);
        let demands = std::iter::repeat_n(need, still.len() + 1).chain([2 * need, 4 * need]);
        for demand in demands {
            let found = self.pattern(cell, demand, Reach::Open, &still);
            let price = self.state.price(&found);
            if let (Pattern::Found(moves), true) = (found, price > 0.0) {
                self.take(moves, &mut Vec::new());
                return Ok(());
            }
            if self.expired() {
                return Err(ProtectError::Unfinished);
            }
            still.pop();
        }
        // Nothing more helps; the audit that found it exposed will say so again.
        Ok(())
    }
}

/// The cheapest of several ways; the first of equals.
fn cheapest(finder: &mut Finder, state: &State<'_>, cell: u32, ways: &[(i64, Reach)], efforts: usize) -> Pattern {
    let (mut best, mut least) = (Pattern::Unknown, f64::INFINITY);
    let mut impossible = None;
    for (demand, reach) in ways {
        // Once there is a pattern, a cheaper one is worth a short look only.
        let efforts = if least.is_finite() { 1 } else { efforts };
        let request = Request { cell, demand: *demand, reach: *reach, still: &[], efforts };
        let found = finder.pattern(state, &request);
        let price = state.price(&found);
        if price < least - 1e-9 {
            (best, least) = (found, price);
        } else if let Pattern::None(row) = found {
            impossible = impossible.or(Some((row, *reach)));
        }
        if least <= 0.0 {
            break;
        }
    }
    // Where there is no way up, there may be one down; that both ways are not possible says little.
    match (best, impossible) {
        (Pattern::Unknown, Some((row, Reach::Open))) if ways.last().is_some_and(|way| way.0 > 0) => Pattern::None(row),
        (Pattern::Unknown, Some((row, _))) if efforts == ALL => Pattern::None(row),
        (best, _) => best,
    }
}

/// Puts cells that stand near each other apart, where several are looked at together.
fn spread(cells: Vec<u32>, together: usize) -> Vec<u32> {
    if together == 1 {
        return cells;
    }
    let window = |window: &[u32]| -> Vec<u32> {
        (0..APART).flat_map(|start| window.iter().skip(start).step_by(APART).copied().collect::<Vec<_>>()).collect()
    };
    cells.chunks(APART * together).flat_map(window).collect()
}
