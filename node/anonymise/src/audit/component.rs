//! Unknowns that sums connect with each other, ready for arithmetic on floating-point numbers.

use super::propagate::Propagation;
use super::system::{System, UNBOUNDED, index};

/// Largest number with which sums of floating-point numbers are still certain to a fraction of a person.
const PRECISE: i128 = 1 << 46;

/// An equation among the unknowns of a component.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) terms: Vec<(u32, f64)>,
    pub(super) rhs: f64,
    /// The row of the system.
    pub(super) row: u32,
}

/// A connected part of a system. An unknown is `low + z` with `0 ≤ z ≤ high`.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// The unknowns of the system.
    pub(super) unknowns: Vec<u32>,
    pub(super) low: Vec<i128>,
    pub(super) high: Vec<f64>,
    pub(super) lines: Vec<Line>,
    /// For each unknown, its lines.
    pub(super) lines_of: Vec<Vec<u32>>,
    /// Whether a cell of a new publication stands in one of its sums.
    pub(super) fresh: bool,
    /// Whether its figures are too large for floating-point numbers.
    pub(super) huge: bool,
}

/// The components of what propagation left open, in the order of their first unknown.
pub(super) fn split(system: &System, rows_of: &[Vec<u32>], known: &Propagation) -> Vec<Component> {
    let open = |unknown: u32| {
        let bounds = known.bounds[unknown as usize];
        bounds.low < bounds.high
    };
    let mut place = vec![u32::MAX; system.bounds.len()];
    let mut components = Vec::new();
    for start in 0..index(system.bounds.len()) {
        if place[start as usize] != u32::MAX || !open(start) {
            continue;
        }
        let (mut unknowns, mut rows) = (vec![start], Vec::new());
        place[start as usize] = 0;
        let mut next = 0;
        while next < unknowns.len() {
            for &row in &rows_of[unknowns[next] as usize] {
                rows.push(row);
                for &(other, _) in &system.rows[row as usize].terms {
                    if place[other as usize] == u32::MAX && open(other) {
                        place[other as usize] = index(unknowns.len());
                        unknowns.push(other);
                    }
                }
            }
            next += 1;
            // A row is met once for each of its unknowns.
            if rows.len() > 4 * system.rows.len() {
                tidy(&mut rows);
            }
        }
        tidy(&mut rows);
        components.push(component(system, known, unknowns, &rows, &place));
    }
    components
}

fn tidy(rows: &mut Vec<u32>) {
    rows.sort_unstable();
    rows.dedup();
}

fn component(system: &System, known: &Propagation, unknowns: Vec<u32>, rows: &[u32], place: &[u32]) -> Component {
    let bounds: Vec<_> = unknowns.iter().map(|unknown| known.bounds[*unknown as usize]).collect();
    let width = |low: i128, high: i128| if high == UNBOUNDED { f64::INFINITY } else { (high - low) as f64 };
    let mut component = Component {
        low: bounds.iter().map(|bounds| bounds.low).collect(),
        high: bounds.iter().map(|bounds| width(bounds.low, bounds.high)).collect(),
        lines: Vec::with_capacity(rows.len()),
        lines_of: vec![Vec::new(); unknowns.len()],
        fresh: unknowns.iter().any(|unknown| system.fresh[*unknown as usize]),
        huge: false,
        unknowns,
    };
    for &row in rows {
        let equation = &system.rows[row as usize];
        let (mut terms, mut rhs) = (Vec::new(), equation.sum);
        for &(unknown, coefficient) in &equation.terms {
            let bounds = known.bounds[unknown as usize];
            rhs -= i128::from(coefficient) * bounds.low;
            if bounds.low < bounds.high {
                terms.push((place[unknown as usize], f64::from(coefficient)));
                component.lines_of[place[unknown as usize] as usize].push(index(component.lines.len()));
            }
        }
        component.fresh |= equation.fresh;
        component.huge |= rhs.abs() > PRECISE;
        component.lines.push(Line { terms, rhs: rhs as f64, row });
    }
    component
}

impl Component {
    /// How far a point is from an equation.
    pub(super) fn residual(&self, line: usize, z: &[f64]) -> f64 {
        let line = &self.lines[line];
        line.rhs - line.terms.iter().map(|(unknown, coefficient)| coefficient * z[*unknown as usize]).sum::<f64>()
    }

    /// Whether a point meets an equation, but for round-off.
    pub(super) fn meets(&self, line: usize, z: &[f64]) -> bool {
        self.meets_by(line, self.residual(line, z), 1e-8)
    }

    /// Whether a residual of an equation is nothing but round-off.
    pub(super) fn meets_by(&self, line: usize, residual: f64, tolerance: f64) -> bool {
        residual.abs() <= tolerance * (1.0 + self.lines[line].rhs.abs())
    }

    /// Whether a point meets all equations and bounds, but for round-off.
    pub(super) fn holds(&self, z: &[f64]) -> bool {
        let inside = z.iter().zip(&self.high).all(|(z, high)| *z >= -1e-7 && *z <= high + 1e-7);
        inside && (0..self.lines.len()).all(|line| self.residual(line, z).abs() <= 1e-6)
    }
}
