//! The words of a linear program: what may move, what it costs, and how hard to try.

/// What a program may do with a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Term {
    /// Least change, at most 0. Where it is 0 like [`Self::high`] the cell does not move.
    pub(super) low: f64,
    /// Greatest change, at least 0.
    pub(super) high: f64,
    /// Cost of one unit upwards, above 0.
    pub(super) up: f64,
    /// Cost of one unit downwards, above 0.
    pub(super) down: f64,
}

/// A cell whose change is given, or is given in part: `d = shift + e` with `low ≤ e ≤ high`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    /// The cell.
    pub(super) cell: u32,
    /// Its change at the start.
    pub(super) shift: f64,
    /// Least further change, at most 0.
    pub(super) low: f64,
    /// Greatest further change, at least 0.
    pub(super) high: f64,
}

/// How a program ended.
#[derive(Debug)]
pub(super) enum Solution {
    /// The changes, by cell; cells that do not move are left out.
    Found(Vec<(u32, f64)>),
    /// No changes satisfy the row, given all others.
    Infeasible {
        /// The row.
        row: u32,
    },
    /// Too many steps.
    Limit,
    /// Every solution costs more than is of interest.
    Dear,
}

/// Steps and basis size at which a program is given up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Pivots.
    pub(super) steps: usize,
    /// Rows in the basis.
    pub(super) basis: usize,
    /// Added to every cost. The more, the shorter the patterns, and the sooner the program ends: otherwise it looks
    /// through all that is nearly free before it turns to what costs something.
    pub(super) surcharge: f64,
    /// Cost, surcharge included, beyond which a solution is of no interest.
    pub(super) cutoff: f64,
}

impl Effort {
    /// Any cost.
    pub(super) const fn new(steps: usize, basis: usize, surcharge: f64) -> Self {
        Self { steps, basis, surcharge, cutoff: f64::INFINITY }
    }
}
