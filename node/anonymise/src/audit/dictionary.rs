//! A small primal simplex method for `A z = b, 0 ≤ z ≤ high`, kept as a dense dictionary (Chvátal, *Linear Programming*,
//! 1983, ch. 2 and 8): each basic variable is written as a combination of the others.
//!
//! Two things set it apart from a library. It starts from any point inside the bounds, so that variables outside the
//! basis may lie strictly between their bounds; and its objective is always one variable, whose own line holds the
//! reduced costs. Both fit an audit, which asks for the least and greatest value of one cell after another from a point
//! that is already known.

/// Smaller numbers are round-off.
const ZERO: f64 = 1e-11;

/// Least size of an element to pivot on.
const PIVOT: f64 = 1e-7;

/// How far a value may lie outside its bounds.
pub(super) const FEASIBLE: f64 = 1e-9;

/// Steps without progress after which the choice of pivots follows Bland's rule, which cannot cycle.
const PATIENCE: usize = 40;

/// How a search for the end of one variable's range ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It reached the value that was asked for.
    Target,
    /// It can go no further.
    Optimal,
    /// Nothing bounds it.
    Unbounded,
    /// Too many steps, or numbers too small to go on with.
    Stalled,
}

/// What a further equation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Added {
    /// It holds at the current point, and from now on.
    Yes,
    /// It follows from the others.
    Redundant,
    /// No point of the bounds meets it together with the others.
    Impossible,
    /// Not decided.
    Stalled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Row(usize),
    Column(usize),
    /// An artificial variable that has done its work.
    Gone,
}

/// The equations, solved for the basic variables: `z[basic[r]] + Σ t[r][c] · z[nonbasic[c]]` is constant.
#[derive(Debug, Clone)]
pub(super) struct Dictionary {
    /// Value of each variable.
    pub(super) z: Vec<f64>,
    high: Vec<f64>,
    place: Vec<Place>,
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// Row-major, `stride` apart.
    t: Vec<f64>,
    stride: usize,
    /// Pivots so far.
    pub(super) pivots: usize,
}

struct Step {
    length: f64,
    /// Row that stops it; none: the entering variable's own bound, or the target.
    row: Option<usize>,
    target: bool,
}

impl Dictionary {
    /// No equations yet. `z` lies inside `0..=high`.
    pub(super) fn new(z: Vec<f64>, high: Vec<f64>) -> Self {
        let count = z.len();
        Self {
            z,
            high,
            place: (0..count).map(Place::Column).collect(),
            basic: Vec::new(),
            nonbasic: (0..count).collect(),
            t: Vec::new(),
            stride: count,
            pivots: 0,
        }
    }

    /// Adds `Σ coefficient · z = rhs`, moving the point onto it if that can be done.
    pub(super) fn add(&mut self, terms: &[(u32, f64)], rhs: f64) -> Added {
        let mut line = vec![0.0; self.stride];
        let mut residual = rhs;
        for &(variable, coefficient) in terms {
            residual -= coefficient * self.z[variable as usize];
            match self.place[variable as usize] {
                Place::Column(column) => line[column] += coefficient,
                Place::Row(row) => self.subtract_row(row, coefficient, &mut line),
                Place::Gone => {}
            }
        }
        if residual < 0.0 {
            residual = -residual;
            line.iter_mut().for_each(|value| *value = -*value);
        }
        line.iter_mut().filter(|value| value.abs() < ZERO).for_each(|value| *value = 0.0);
        let scale = 1.0 + rhs.abs();
        let artificial = self.z.len();
        self.z.push(residual);
        self.high.push(residual);
        self.place.push(Place::Row(self.basic.len()));
        self.basic.push(artificial);
        self.t.extend_from_slice(&line);
        if residual > FEASIBLE * scale && self.reach(artificial, false, 0.0) == End::Stalled {
            return Added::Stalled;
        }
        if self.z[artificial] > 1e-7 * scale {
            return Added::Impossible;
        }
        self.drop_artificial(artificial)
    }

    fn subtract_row(&self, row: usize, coefficient: f64, line: &mut [f64]) {
        let own = &self.t[row * self.stride..row * self.stride + self.nonbasic.len()];
        line.iter_mut().zip(own).filter(|(_, own)| **own != 0.0).for_each(|(line, own)| *line -= coefficient * own);
    }

    /// Takes an artificial variable that is zero out of the dictionary.
    fn drop_artificial(&mut self, artificial: usize) -> Added {
        self.z[artificial] = 0.0;
        self.high[artificial] = 0.0;
        if let Place::Row(row) = self.place[artificial] {
            match self.best_pivot(row) {
                Some(column) => self.pivot(row, column),
                None => {
                    self.place[artificial] = Place::Gone;
                    self.remove_row(row);
                    return Added::Redundant;
                }
            }
        }
        if let Place::Column(column) = self.place[artificial] {
            self.remove_column(column);
        }
        self.place[artificial] = Place::Gone;
        Added::Yes
    }

    /// Column to pivot on without moving the point: a large element, and a variable with room on both sides.
    fn best_pivot(&self, row: usize) -> Option<usize> {
        let line = &self.t[row * self.stride..row * self.stride + self.nonbasic.len()];
        let largest = line.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
        if largest < PIVOT {
            return None;
        }
        let room = |column: usize| {
            let variable = self.nonbasic[column];
            self.z[variable].min(self.high[variable] - self.z[variable])
        };
        let mut best: Option<(f64, usize)> = None;
        for (column, value) in line.iter().enumerate() {
            if value.abs() >= 0.1 * largest && best.is_none_or(|(most, _)| room(column) > most) {
                best = Some((room(column), column));
            }
        }
        best.map(|(_, column)| column)
    }

    fn remove_row(&mut self, row: usize) {
        let last = self.basic.len() - 1;
        if row != last {
            let (head, tail) = self.t.split_at_mut(last * self.stride);
            head[row * self.stride..(row + 1) * self.stride].copy_from_slice(&tail[..self.stride]);
            self.basic[row] = self.basic[last];
            self.place[self.basic[row]] = Place::Row(row);
        }
        self.basic.pop();
        self.t.truncate(last * self.stride);
    }

    fn remove_column(&mut self, column: usize) {
        let last = self.nonbasic.len() - 1;
        for line in self.t.chunks_mut(self.stride) {
            line[column] = line[last];
            line[last] = 0.0;
        }
        self.nonbasic.swap_remove(column);
        if column != last {
            self.place[self.nonbasic[column]] = Place::Column(column);
        }
    }

    /// Moves along the equations until `variable` is as large (or as small) as can be, or reaches `target`.
    pub(super) fn reach(&mut self, variable: usize, up: bool, target: f64) -> End {
        let sign = if up { 1.0 } else { -1.0 };
        let mut idle = 0;
        for _ in 0..20 * (self.basic.len() + self.nonbasic.len()) + 200 {
            if (target - self.z[variable]) * sign <= FEASIBLE {
                return End::Target;
            }
            let Some((column, direction)) = self.entering(variable, sign, idle > PATIENCE) else {
                return End::Optimal;
            };
            let step = self.step(column, direction, variable, target, idle > PATIENCE);
            if step.length.is_infinite() {
                return End::Unbounded;
            }
            self.advance(column, direction, step.length);
            if step.target {
                return End::Target;
            }
            idle = if step.length > FEASIBLE { 0 } else { idle + 1 };
            if let Some(row) = step.row {
                self.settle(self.basic[row]);
                self.pivot(row, column);
            } else {
                self.settle(self.nonbasic[column]);
            }
        }
        End::Stalled
    }

    /// Puts a variable that has reached a bound exactly onto it.
    fn settle(&mut self, variable: usize) {
        let high = self.high[variable];
        self.z[variable] = if self.z[variable] > high - self.z[variable] { high } else { 0.0 };
    }

    /// The column whose change moves `variable` most per unit, and its direction.
    fn entering(&self, variable: usize, sign: f64, bland: bool) -> Option<(usize, f64)> {
        let row = match self.place[variable] {
            Place::Row(row) => row,
            Place::Column(column) => return self.can_move(column, sign).then_some((column, sign)),
            Place::Gone => return None,
        };
        let line = &self.t[row * self.stride..row * self.stride + self.nonbasic.len()];
        let mut best: Option<(f64, usize, f64)> = None;
        for (column, value) in line.iter().enumerate() {
            if value.abs() < 1e-9 {
                continue;
            }
            let direction = if -value * sign > 0.0 { 1.0 } else { -1.0 };
            // Bland: the first variable that helps; otherwise the one that helps most.
            let score = if bland { -(self.nonbasic[column] as f64) } else { value.abs() };
            if best.is_none_or(|(most, ..)| score > most) && self.can_move(column, direction) {
                best = Some((score, column, direction));
            }
        }
        best.map(|(_, column, direction)| (column, direction))
    }

    fn can_move(&self, column: usize, direction: f64) -> bool {
        let variable = self.nonbasic[column];
        if direction > 0.0 { self.high[variable] - self.z[variable] > FEASIBLE } else { self.z[variable] > FEASIBLE }
    }

    /// How far a nonbasic variable can go, and what stops it (two passes after Harris, so that among nearly equal limits
    /// the safest pivot is taken).
    fn step(&self, column: usize, direction: f64, objective: usize, target: f64, bland: bool) -> Step {
        let entering = self.nonbasic[column];
        let own = if direction > 0.0 { self.high[entering] - self.z[entering] } else { self.z[entering] };
        let mut relaxed = f64::INFINITY;
        for row in 0..self.basic.len() {
            if let Some((room, rate)) = self.limit(row, column, direction) {
                relaxed = relaxed.min((room + FEASIBLE) / rate);
            }
        }
        let (mut length, mut row, mut strongest) = (own, None, 0.0);
        if relaxed < own {
            for candidate in 0..self.basic.len() {
                let Some((room, rate)) = self.limit(candidate, column, direction) else { continue };
                let better = if bland {
                    room / rate <= relaxed && row.is_none_or(|row: usize| self.basic[candidate] < self.basic[row])
                } else {
                    room / rate <= relaxed && rate > strongest
                };
                if better {
                    (length, row, strongest) = ((room / rate).max(0.0), Some(candidate), rate);
                }
            }
        }
        let rate = match self.place[objective] {
            Place::Row(row) => (self.t[row * self.stride + column]).abs(),
            _ => 1.0,
        };
        let wanted = (target - self.z[objective]).abs() / rate.max(ZERO);
        if wanted <= length {
            return Step { length: wanted, row: None, target: true };
        }
        Step { length, row, target: false }
    }

    /// Room of a basic variable in the direction it moves, and how fast it moves; `None` if it does not, or has no bound
    /// there.
    fn limit(&self, row: usize, column: usize, direction: f64) -> Option<(f64, f64)> {
        let rate = -self.t[row * self.stride + column] * direction;
        if rate.abs() < PIVOT {
            return None;
        }
        let variable = self.basic[row];
        let room = if rate > 0.0 { self.high[variable] - self.z[variable] } else { self.z[variable] };
        room.is_finite().then_some((room.max(0.0), rate.abs()))
    }

    fn advance(&mut self, column: usize, direction: f64, length: f64) {
        if length == 0.0 {
            return;
        }
        self.z[self.nonbasic[column]] += direction * length;
        for (row, &variable) in self.basic.iter().enumerate() {
            let rate = self.t[row * self.stride + column];
            if rate != 0.0 {
                let value = self.z[variable] - rate * direction * length;
                self.z[variable] = value.clamp(0.0, self.high[variable]);
            }
        }
    }

    fn pivot(&mut self, row: usize, column: usize) {
        self.pivots += 1;
        let (width, stride) = (self.nonbasic.len(), self.stride);
        let pivot = self.t[row * stride + column];
        let own = &mut self.t[row * stride..row * stride + width];
        own[column] = 1.0;
        own.iter_mut().for_each(|value| *value /= pivot);
        let line: Vec<(usize, f64)> = own.iter().copied().enumerate().filter(|(_, value)| value.abs() > ZERO).collect();
        for (other, values) in self.t.chunks_mut(stride).enumerate() {
            let factor = values[column];
            if other == row || factor == 0.0 {
                continue;
            }
            values[column] = 0.0;
            for &(at, value) in &line {
                let changed = values[at] - factor * value;
                values[at] = if changed.abs() < ZERO { 0.0 } else { changed };
            }
        }
        let (leaving, entering) = (self.basic[row], self.nonbasic[column]);
        (self.basic[row], self.nonbasic[column]) = (entering, leaving);
        (self.place[entering], self.place[leaving]) = (Place::Row(row), Place::Column(column));
    }

    /// Moves to a vertex: every variable outside the basis onto one of its bounds, where it has any.
    pub(super) fn move_to_vertex(&mut self) {
        for variable in 0..self.z.len() {
            if let Place::Column(_) = self.place[variable] {
                let up = self.high[variable] - self.z[variable] < self.z[variable];
                self.push(variable, if up { 1.0 } else { -1.0 });
            }
        }
    }

    /// Moves one nonbasic variable until it or a basic one stops at a bound.
    fn push(&mut self, variable: usize, direction: f64) {
        let Place::Column(column) = self.place[variable] else { return };
        let step = self.step(column, direction, variable, f64::INFINITY * direction, false);
        if !step.length.is_finite() {
            return;
        }
        self.advance(column, direction, step.length);
        match step.row {
            Some(row) => {
                self.settle(self.basic[row]);
                self.pivot(row, column);
            }
            None => self.settle(variable),
        }
    }
}
