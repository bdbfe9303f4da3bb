//! A point that meets all equations of a component, as far inside its bounds as may be. The true counts are one, but
//! the auditor does not know them.
//!
//! Three steps, each of which may be the last: the point of greatest entropy by iterative proportional fitting (Deming
//! and Stephan 1940; here with bounds, as projections after Bregman 1967), corrections along the scaled gradient of what
//! is missing (affine scaling, Dikin 1967), and small linear programs where equations still do not hold.

use std::time::Duration;

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::component::Component;
use super::dictionary::{Added, Dictionary};
use super::neighbourhood::Finder;
use super::system::index;

/// Sweeps of proportional fitting at most.
const SWEEPS: usize = 400;

/// Sweeps after which it is checked that they still help.
const STRETCH: usize = 40;

/// Scaled corrections.
const CORRECTIONS: usize = 40;

/// Unknowns of the small programs, in turn.
const SIZES: [usize; 3] = [40, 160, 640];

/// Lines that are mended one by one at most.
const MENDED: usize = 300;

/// Elements of a dictionary that is solved as a whole at most.
pub(super) const ELEMENTS: usize = 4_000_000;

/// Unknowns of a component that a library solves at most.
const LIBRARY: usize = 8_000;

/// Seconds that the library may take for one component. Only where everything else failed.
const SECONDS: u64 = 60;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Centre {
    /// A point inside.
    Inside(Vec<f64>),
    /// No point yet; this one comes near, which shows what has no room.
    Near(Vec<f64>),
}

/// Looks for a point inside.
pub(super) fn centre(component: &Component, expired: &(dyn Fn() -> bool + Sync)) -> Centre {
    let near = fit(component, expired);
    let mut z = near.clone();
    correct(component, &mut z, expired);
    if repair(component, &mut z, expired) { Centre::Inside(z) } else { Centre::Near(near) }
}

/// A point of any kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Point {
    /// Meets all equations.
    Found(Vec<f64>),
    /// The line does not hold, whatever the unknowns are.
    Impossible(u32),
    /// Not found in time.
    NotFound,
}

/// Looks for any point, where there may be none inside.
pub(super) fn point(component: &Component, near: &[f64], expired: &(dyn Fn() -> bool + Sync)) -> Point {
    if component.lines.len().saturating_mul(component.unknowns.len()) <= ELEMENTS {
        match whole(component, near, expired) {
            // Round-off must not accuse anybody: the library has to agree.
            Point::Impossible(line) => match library(component) {
                Point::Impossible(_) => return Point::Impossible(line),
                other => return other,
            },
            Point::Found(point) => return Point::Found(point),
            Point::NotFound => {}
        }
    }
    if component.unknowns.len() > LIBRARY || expired() { Point::NotFound } else { library(component) }
}

/// A vertex, by another implementation.
pub(super) fn library(component: &Component) -> Point {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variables: Vec<_> = component.high.iter().map(|high| problem.add_var(0.0, (0.0, *high))).collect();
    for line in &component.lines {
        let terms: Vec<_> =
            line.terms.iter().map(|(unknown, factor)| (variables[*unknown as usize], *factor)).collect();
        problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, line.rhs);
    }
    problem.set_time_limit(Duration::from_secs(SECONDS));
    match problem.solve() {
        Ok(outcome) => match outcome.solution() {
            Some(solution) => {
                let z: Vec<f64> = variables.iter().map(|variable| solution.var_value(*variable).max(0.0)).collect();
                if component.holds(&z) { Point::Found(z) } else { Point::NotFound }
            }
            None => Point::NotFound,
        },
        Err(microlp::Error::Infeasible) => Point::Impossible(0),
        Err(_) => Point::NotFound,
    }
}

/// Proportional fitting. The odds `z / (high − z)`, or `z` itself without a bound, are scaled line by line.
fn fit(component: &Component, expired: &(dyn Fn() -> bool + Sync)) -> Vec<f64> {
    let mut z = start(component);
    let mut before = f64::INFINITY;
    for sweep in 0..SWEEPS {
        if expired() {
            break;
        }
        let mut worst = 0.0f64;
        for line in 0..component.lines.len() {
            let residual = component.residual(line, &z);
            worst = worst.max(residual.abs() / (1.0 + component.lines[line].rhs.abs()));
            if residual.abs() > 1e-12 {
                scale(component, line, residual, &mut z);
            }
        }
        if worst < 1e-6 {
            break;
        }
        if sweep % STRETCH == STRETCH - 1 {
            if worst > 0.7 * before {
                break;
            }
            before = worst;
        }
    }
    z
}

/// A first guess: each unknown its share of its tightest sum.
fn start(component: &Component) -> Vec<f64> {
    let share = |unknown: usize| {
        let lines = component.lines_of[unknown].iter().map(|line| &component.lines[*line as usize]);
        let shares = lines.filter(|line| line.rhs > 0.0).map(|line| line.rhs / line.terms.len() as f64);
        shares.fold(component.high[unknown] / 2.0, f64::min).clamp(0.05_f64.min(component.high[unknown] / 2.0), 1e12)
    };
    (0..component.unknowns.len()).map(share).collect()
}

/// Scales the unknowns of a line so that it holds: Newton's method for the logarithm of the factor.
fn scale(component: &Component, line: usize, mut residual: f64, z: &mut [f64]) {
    let terms = &component.lines[line].terms;
    for _ in 0..3 {
        let slope: f64 = terms
            .iter()
            .map(|(unknown, factor)| {
                factor * factor * curvature(z[*unknown as usize], component.high[*unknown as usize])
            })
            .sum();
        if slope < 1e-30 {
            return;
        }
        let step = (residual / slope).clamp(-1.5, 1.5);
        for &(unknown, factor) in terms {
            let (value, high) = (z[unknown as usize], component.high[unknown as usize]);
            z[unknown as usize] = scaled(value, high, (factor * step).exp());
        }
        residual = component.residual(line, z);
        if residual.abs() <= 1e-9 * (1.0 + component.lines[line].rhs.abs()) {
            return;
        }
    }
}

fn curvature(z: f64, high: f64) -> f64 {
    if high.is_finite() { z * (1.0 - z / high) } else { z }
}

fn scaled(z: f64, high: f64, factor: f64) -> f64 {
    if !high.is_finite() {
        return (z * factor).clamp(1e-9, 1e15);
    }
    let odds = z / (high - z) * factor;
    (high * odds / (1.0 + odds)).clamp(1e-9 * high.min(1.0), high - 1e-9 * high.min(1.0))
}

/// Corrections `δ = S Aᵀ y` with `A S Aᵀ y = residual`, where `S` holds the squared room of each unknown.
fn correct(component: &Component, z: &mut [f64], expired: &(dyn Fn() -> bool + Sync)) {
    let worst = |residuals: &[f64]| residuals.iter().map(|residual| residual * residual).sum::<f64>();
    let all = |z: &[f64]| (0..component.lines.len()).map(|line| component.residual(line, z)).collect::<Vec<f64>>();
    let mut residuals = all(z);
    for _ in 0..CORRECTIONS {
        if expired() || (0..component.lines.len()).all(|line| component.meets_by(line, residuals[line], 1e-10)) {
            return;
        }
        let room = |unknown: usize| z[unknown].min(component.high[unknown] - z[unknown]).clamp(1e-9, 1e4);
        let weights: Vec<f64> = (0..z.len()).map(|unknown| room(unknown).powi(2)).collect();
        let delta = correction(component, &weights, &residuals);
        let mut length = 1.0f64;
        for (unknown, step) in delta.iter().enumerate() {
            let limit = if *step > 0.0 { component.high[unknown] - z[unknown] } else { z[unknown] };
            if step.abs() > 0.0 {
                length = length.min(0.9 * limit / step.abs());
            }
        }
        let moved: Vec<f64> = z
            .iter()
            .zip(&delta)
            .zip(&component.high)
            .map(|((z, step), high)| (z + length * step).clamp(0.0, *high))
            .collect();
        let after = all(&moved);
        if worst(&after) > 0.95 * worst(&residuals) {
            return;
        }
        z.copy_from_slice(&moved);
        residuals = after;
    }
}

/// Conjugate gradients, scaled by the diagonal.
fn correction(component: &Component, weights: &[f64], residuals: &[f64]) -> Vec<f64> {
    let lines = &component.lines;
    let diagonal: Vec<f64> = lines
        .iter()
        .map(|line| line.terms.iter().map(|(unknown, f)| f * f * weights[*unknown as usize]).sum::<f64>().max(1e-300))
        .collect();
    let transpose = |y: &[f64]| {
        let mut delta = vec![0.0; weights.len()];
        for (line, y) in lines.iter().zip(y) {
            line.terms.iter().for_each(|(unknown, factor)| delta[*unknown as usize] += factor * y);
        }
        delta.iter_mut().zip(weights).for_each(|(delta, weight)| *delta *= weight);
        delta
    };
    let apply = |delta: &[f64]| -> Vec<f64> {
        lines.iter().map(|line| line.terms.iter().map(|(unknown, f)| f * delta[*unknown as usize]).sum()).collect()
    };
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut y = vec![0.0; lines.len()];
    let mut rest = residuals.to_vec();
    let mut scaled: Vec<f64> = rest.iter().zip(&diagonal).map(|(rest, diagonal)| rest / diagonal).collect();
    let mut direction = scaled.clone();
    let mut energy = dot(&rest, &scaled);
    // Lines that follow from others leave round-off that no correction removes: each correction gains some digits only.
    let enough = energy * 1e-10;
    for _ in 0..400 {
        if energy <= enough || energy < 1e-290 {
            break;
        }
        let image = apply(&transpose(&direction));
        let bend = dot(&direction, &image);
        if bend <= 0.0 {
            break;
        }
        let step = energy / bend;
        y.iter_mut().zip(&direction).for_each(|(y, direction)| *y += step * direction);
        rest.iter_mut().zip(&image).for_each(|(rest, image)| *rest -= step * image);
        scaled = rest.iter().zip(&diagonal).map(|(rest, diagonal)| rest / diagonal).collect();
        let next = dot(&rest, &scaled);
        let turn = next / energy;
        energy = next;
        direction.iter_mut().zip(&scaled).for_each(|(direction, scaled)| *direction = scaled + turn * *direction);
    }
    transpose(&y)
}

/// Makes the lines hold that still do not, by programs around each that keep what the others come to; whether all hold.
fn repair(component: &Component, z: &mut [f64], expired: &(dyn Fn() -> bool + Sync)) -> bool {
    let unmet: Vec<usize> = (0..component.lines.len()).filter(|line| !component.meets(*line, z)).collect();
    if unmet.len() > MENDED {
        return false;
    }
    let mut finder = Finder::new(component);
    for line in unmet {
        let around: Vec<u32> = component.lines[line].terms.iter().map(|(unknown, _)| *unknown).collect();
        let mended = component.meets(line, z)
            || SIZES.into_iter().any(|size| {
                let some: Vec<u32> = around.iter().copied().take(size).collect();
                !expired() && mend(component, &finder.around(&some, size), line, z)
            });
        if !mended {
            return false;
        }
    }
    component.holds(z)
}

/// One program: makes `line` hold while the other lines of `unknowns` keep their residuals.
fn mend(component: &Component, unknowns: &[u32], line: usize, z: &mut [f64]) -> bool {
    let mut finder = Finder::new(component);
    let mut lines: Vec<u32> =
        unknowns.iter().flat_map(|unknown| component.lines_of[*unknown as usize].iter().copied()).collect();
    lines.sort_unstable();
    lines.dedup();
    let part = finder.inner_with(unknowns, lines, z);
    let here: Vec<f64> = part.unknowns.iter().map(|unknown| z[*unknown as usize]).collect();
    let high = part.unknowns.iter().map(|unknown| component.high[*unknown as usize]).collect();
    let missing = component.residual(line, z);
    let mut dictionary = Dictionary::new(here, high);
    let mut last = None;
    for ((terms, rhs), of) in part.lines.iter().zip(&part.of) {
        if *of as usize == line {
            last = Some((terms, rhs + missing));
        } else if matches!(dictionary.add(terms, *rhs), Added::Impossible | Added::Stalled) {
            return false;
        }
    }
    let Some((terms, rhs)) = last else { return false };
    if !matches!(dictionary.add(terms, rhs), Added::Yes | Added::Redundant) {
        return false;
    }
    part.unknowns.iter().zip(&dictionary.z).for_each(|(unknown, value)| z[*unknown as usize] = *value);
    component.meets(line, z)
}

/// The program of the whole component, line by line.
fn whole(component: &Component, near: &[f64], expired: &(dyn Fn() -> bool + Sync)) -> Point {
    let mut dictionary = Dictionary::new(near.to_vec(), component.high.clone());
    for (at, line) in component.lines.iter().enumerate() {
        if expired() {
            return Point::NotFound;
        }
        match dictionary.add(&line.terms, line.rhs) {
            Added::Yes | Added::Redundant => {}
            Added::Impossible => return Point::Impossible(index(at)),
            Added::Stalled => return Point::NotFound,
        }
    }
    let z = dictionary.z[..near.len()].to_vec();
    if component.holds(&z) { Point::Found(z) } else { Point::NotFound }
}
