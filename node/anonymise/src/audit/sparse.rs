//! The simplex method for a whole component, sparsely: the basis is that of [`Space`] times a product of elementary
//! matrices, one for each pivot (Dantzig and Orchard-Hays 1954).
//!
//! Every program starts anew from a point inside the bounds, so that there are only as many factors as the one program
//! took pivots, and programs can run side by side.

use super::component::Component;
use super::dictionary::{End, FEASIBLE};
use super::space::Space;

/// Pivots of one program at most; what was reached by then is a witness all the same.
const PIVOTS: usize = 600;

/// Steps without a change of basis count too, if they lead nowhere.
const STEPS: usize = 6_000;

/// Steps without progress after which Bland's rule chooses.
const PATIENCE: usize = 60;

/// Least size of an element to pivot on.
const PIVOT: f64 = 1e-7;

/// One change of basis: the column that entered, as the basis before saw it.
struct Factor {
    row: u32,
    pivot: f64,
    /// The other rows.
    rest: Vec<(u32, f64)>,
}

/// A program and its memory.
pub(super) struct Sparse<'a> {
    component: &'a Component,
    space: &'a Space,
    /// The current point.
    pub(super) z: Vec<f64>,
    /// For each row, the basic unknown.
    head: Vec<u32>,
    /// For each unknown, its row in the basis.
    place: Vec<u32>,
    factors: Vec<Factor>,
    /// Of length rows, zero between uses.
    work: Vec<f64>,
    /// The objective's line: by unknown.
    line: Vec<f64>,
    /// Unknowns in `line`.
    filled: Vec<u32>,
}

impl<'a> Sparse<'a> {
    pub(super) fn new(component: &'a Component, space: &'a Space) -> Self {
        let unknowns = component.unknowns.len();
        Self {
            component,
            space,
            z: vec![0.0; unknowns],
            head: space.basic.clone(),
            place: space.row_of.clone(),
            factors: Vec::new(),
            work: vec![0.0; space.basic.len()],
            line: vec![0.0; unknowns],
            filled: Vec::new(),
        }
    }

    /// Starts anew from a point that meets all equations.
    pub(super) fn start(&mut self, point: &[f64]) {
        self.z.copy_from_slice(point);
        self.head.copy_from_slice(&self.space.basic);
        self.place.copy_from_slice(&self.space.row_of);
        self.factors.clear();
    }

    /// Moves `unknown` up or down until it reaches `target` or can go no further.
    pub(super) fn reach(&mut self, unknown: u32, up: bool, target: f64) -> End {
        let sign = if up { 1.0 } else { -1.0 };
        let (mut idle, mut steps) = (0, 0);
        while self.factors.len() < PIVOTS {
            self.objective(unknown);
            // Until the basis changes, the line stays.
            loop {
                steps += 1;
                if (target - self.z[unknown as usize]) * sign <= FEASIBLE {
                    return End::Target;
                }
                if steps > STEPS {
                    return End::Stalled;
                }
                let Some((entering, direction)) = self.entering(sign, idle > PATIENCE) else { return End::Optimal };
                let rate = self.line[entering as usize].abs();
                let wanted = (target - self.z[unknown as usize]).abs() / rate;
                let column = self.column(entering);
                let Some((length, row)) = self.step(&column, entering, direction, wanted, idle > PATIENCE) else {
                    return End::Unbounded;
                };
                self.advance(&column, entering, direction, length);
                idle = if length > FEASIBLE { 0 } else { idle + 1 };
                if let Some(row) = row {
                    self.settle(self.head[row as usize]);
                    self.pivot(column, row, entering);
                    break;
                }
                if length < wanted {
                    self.settle(entering);
                }
            }
        }
        End::Stalled
    }

    /// How the objective changes with each unknown outside the basis.
    fn objective(&mut self, unknown: u32) {
        for at in self.filled.drain(..) {
            self.line[at as usize] = 0.0;
        }
        let row = self.place[unknown as usize];
        if row == u32::MAX {
            self.line[unknown as usize] = 1.0;
            self.filled.push(unknown);
            return;
        }
        let mut u = std::mem::take(&mut self.work);
        u[row as usize] = 1.0;
        for factor in self.factors.iter().rev() {
            let rest: f64 = factor.rest.iter().map(|(row, value)| value * u[*row as usize]).sum();
            u[factor.row as usize] = (u[factor.row as usize] - rest) / factor.pivot;
        }
        for (row, value) in u.iter_mut().enumerate() {
            let factor = std::mem::take(value);
            if factor.abs() < 1e-12 {
                continue;
            }
            self.fill(self.space.basic[row], -factor);
            for &(column, t) in &self.space.rows[row] {
                self.fill(self.space.free[column as usize], -factor * t);
            }
        }
        self.work = u;
        let (place, line) = (&self.place, &mut self.line);
        self.filled.retain(|at| {
            let stays = place[*at as usize] == u32::MAX && line[*at as usize].abs() > 1e-9;
            if !stays {
                line[*at as usize] = 0.0;
            }
            stays
        });
        self.filled.sort_unstable();
        self.filled.dedup();
    }

    fn fill(&mut self, unknown: u32, value: f64) {
        if self.line[unknown as usize] == 0.0 {
            self.filled.push(unknown);
        }
        self.line[unknown as usize] += value;
    }

    /// The unknown that helps most, and its direction.
    fn entering(&self, sign: f64, bland: bool) -> Option<(u32, f64)> {
        let mut best: Option<(f64, u32, f64)> = None;
        for &unknown in &self.filled {
            let rate = self.line[unknown as usize];
            let direction = if rate * sign > 0.0 { 1.0 } else { -1.0 };
            let (z, high) = (self.z[unknown as usize], self.component.high[unknown as usize]);
            let room = if direction > 0.0 { high - z } else { z };
            if room <= FEASIBLE {
                continue;
            }
            if bland {
                return Some((unknown, direction));
            }
            let score = rate.abs() * room.min(1.0);
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, unknown, direction));
            }
        }
        best.map(|(_, unknown, direction)| (unknown, direction))
    }

    /// The column of an unknown in the current basis.
    fn column(&mut self, unknown: u32) -> Vec<(u32, f64)> {
        let mut d = std::mem::take(&mut self.work);
        match self.space.column_of[unknown as usize] {
            u32::MAX => d[self.space.row_of[unknown as usize] as usize] = 1.0,
            column => self.space.columns[column as usize].iter().for_each(|(row, value)| d[*row as usize] = *value),
        }
        for factor in &self.factors {
            let value = d[factor.row as usize];
            if value != 0.0 {
                let value = value / factor.pivot;
                d[factor.row as usize] = value;
                factor.rest.iter().for_each(|(row, own)| d[*row as usize] -= own * value);
            }
        }
        let mut column = Vec::new();
        for (row, value) in (0..).zip(d.iter_mut()) {
            let value = std::mem::take(value);
            if value.abs() > 1e-11 {
                column.push((row, value));
            }
        }
        self.work = d;
        column
    }

    /// How far the entering unknown can go, and the row that stops it, if it is not its own bound or the target.
    fn step(
        &self,
        column: &[(u32, f64)],
        entering: u32,
        direction: f64,
        wanted: f64,
        bland: bool,
    ) -> Option<(f64, Option<u32>)> {
        let (z, high) = (self.z[entering as usize], self.component.high[entering as usize]);
        let own = if direction > 0.0 { high - z } else { z }.min(wanted);
        let limit = |(row, value): &(u32, f64)| {
            let rate = -value * direction;
            let unknown = self.head[*row as usize] as usize;
            let room = if rate > 0.0 { self.component.high[unknown] - self.z[unknown] } else { self.z[unknown] };
            (rate.abs() > PIVOT && room.is_finite()).then(|| (*row, room.max(0.0), rate.abs()))
        };
        let relaxed = column
            .iter()
            .filter_map(limit)
            .fold(f64::INFINITY, |least, (_, room, rate)| least.min((room + FEASIBLE) / rate));
        let (mut length, mut stop, mut strongest) = (own, None, 0.0);
        if relaxed < own {
            for (row, room, rate) in column.iter().filter_map(limit).filter(|(_, room, rate)| room / rate <= relaxed) {
                let first = |stop: u32| self.head[row as usize] < self.head[stop as usize];
                if if bland { stop.is_none_or(first) } else { rate > strongest } {
                    (length, stop, strongest) = (room / rate, Some(row), rate);
                }
            }
        }
        length.is_finite().then_some((length, stop))
    }

    fn advance(&mut self, column: &[(u32, f64)], entering: u32, direction: f64, length: f64) {
        self.z[entering as usize] += direction * length;
        for &(row, value) in column {
            let unknown = self.head[row as usize] as usize;
            self.z[unknown] = (self.z[unknown] - value * direction * length).clamp(0.0, self.component.high[unknown]);
        }
    }

    /// Puts an unknown that has reached a bound exactly onto it.
    fn settle(&mut self, unknown: u32) {
        let (z, high) = (self.z[unknown as usize], self.component.high[unknown as usize]);
        self.z[unknown as usize] = if z > high - z { high } else { 0.0 };
    }

    fn pivot(&mut self, column: Vec<(u32, f64)>, row: u32, entering: u32) {
        let pivot = column.iter().find(|(at, _)| *at == row).map_or(1.0, |(_, value)| *value);
        let rest = column.into_iter().filter(|(at, _)| *at != row).collect();
        self.factors.push(Factor { row, pivot, rest });
        self.place[self.head[row as usize] as usize] = u32::MAX;
        self.place[entering as usize] = row;
        self.head[row as usize] = entering;
    }
}
