//! Small components: the exact whole-number interval of every cell.
//!
//! One dictionary serves all cells, each program starting where the last one ended. A vertex in whole numbers is the
//! exact end of an interval; where it is not, an integer program decides.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOptions};

use super::centre::{self, Point};
use super::component::Component;
use super::decide::{Decision, Found};
use super::dictionary::{Added, Dictionary, End};
use super::system::UNBOUNDED;
use super::verdict::{DOUBT, Goal, Range};

/// Components with fewer unknowns are small.
pub(super) const SMALL: usize = 200;

/// Nodes of an integer program at most; deterministic, unlike a time.
const NODES: u64 = 2_000;

/// Pivots after which the dictionary is made anew, against round-off.
const PIVOTS: usize = 3_000;

/// The least or greatest value of an unknown, above the component's lower bound.
struct Limit {
    /// It is no more extreme than this; `None`: nothing bounds it.
    outer: Option<f64>,
    /// A whole value that is possible.
    inner: f64,
}

struct Search<'a> {
    component: &'a Component,
    dictionary: Dictionary,
    /// Least and greatest value of each unknown among the whole-number points met so far.
    seen: Vec<Option<(f64, f64)>>,
    programs: usize,
}

enum Stop {
    Impossible(u32),
    Undecided,
}

/// Decides every cell of a small component.
pub(super) fn decide(component: &Component, goals: &[Option<Goal>], expired: &(dyn Fn() -> bool + Sync)) -> Decision {
    let mut decision = Decision::undecided(component, goals);
    let dictionary = match build(component, &vec![0.0; component.unknowns.len()]) {
        Ok(dictionary) => dictionary,
        Err(Stop::Impossible(row)) => {
            // Round-off must not accuse anybody: the library has to agree.
            decision.impossible = matches!(centre::library(component), Point::Impossible(_)).then_some(row);
            return decision;
        }
        Err(Stop::Undecided) => return decision,
    };
    let mut search = Search { component, dictionary, seen: vec![None; component.unknowns.len()], programs: 0 };
    search.note();
    for (unknown, goal) in goals.iter().enumerate() {
        let Some(goal) = *goal else { continue };
        if expired() {
            break;
        }
        match search.found(unknown, goal) {
            Ok(found) => decision.found[unknown] = Some(found),
            Err(Stop::Impossible(row)) => {
                decision.impossible = Some(row);
                break;
            }
            Err(Stop::Undecided) => {}
        }
    }
    decision.programs = search.programs;
    decision
}

/// The dictionary of all lines, at a vertex.
fn build(component: &Component, start: &[f64]) -> Result<Dictionary, Stop> {
    let mut dictionary = Dictionary::new(start.to_vec(), component.high.clone());
    for line in &component.lines {
        match dictionary.add(&line.terms, line.rhs) {
            Added::Yes | Added::Redundant => {}
            Added::Impossible => return Err(Stop::Impossible(line.row)),
            Added::Stalled => return Err(Stop::Undecided),
        }
    }
    dictionary.move_to_vertex();
    if component.holds(&dictionary.z[..component.unknowns.len()]) { Ok(dictionary) } else { Err(Stop::Undecided) }
}

impl Search<'_> {
    fn found(&mut self, unknown: usize, goal: Goal) -> Result<Found, Stop> {
        let (high, low) = (self.limit(unknown, true)?, self.limit(unknown, false)?);
        let base = self.component.low[unknown];
        let outer = Range {
            low: base + low.outer.map_or(0, |low| (low - DOUBT).ceil() as i128),
            high: high.outer.map_or(UNBOUNDED, |high| base + (high + DOUBT).floor() as i128),
        };
        let inner_high = if high.outer.is_none() { UNBOUNDED } else { base + high.inner.round() as i128 };
        let inner = Range { low: base + low.inner.round() as i128, high: inner_high };
        Ok(Found::between(goal, outer, inner))
    }

    fn limit(&mut self, unknown: usize, up: bool) -> Result<Limit, Stop> {
        // A point at the bound that was met before is the end.
        let bound = if up { self.component.high[unknown] } else { 0.0 };
        if let Some((least, greatest)) = self.seen[unknown]
            && (if up { greatest } else { least }) == bound
        {
            return Ok(Limit { outer: Some(bound), inner: bound });
        }
        self.programs += 1;
        if self.dictionary.pivots > PIVOTS {
            self.dictionary = build(self.component, &self.dictionary.z[..self.component.unknowns.len()])?;
        }
        let end = self.dictionary.reach(unknown, up, if up { f64::INFINITY } else { f64::NEG_INFINITY });
        let here = self.dictionary.z[unknown];
        let whole = self.note();
        match end {
            End::Unbounded => Ok(Limit { outer: None, inner: here }),
            End::Optimal | End::Target if whole => Ok(Limit { outer: Some(here.round()), inner: here.round() }),
            End::Optimal | End::Target if self.holds() => self.integer(unknown, up, here),
            _ => {
                self.dictionary = build(self.component, &vec![0.0; self.component.unknowns.len()])?;
                Err(Stop::Undecided)
            }
        }
    }

    fn holds(&self) -> bool {
        self.component.holds(&self.dictionary.z[..self.component.unknowns.len()])
    }

    /// Whether the current point is in whole numbers and meets every line exactly; if so, it is remembered.
    fn note(&mut self) -> bool {
        let count = self.component.unknowns.len();
        let rounded: Vec<f64> = self.dictionary.z[..count].iter().map(|value| value.round()).collect();
        self.remember(&rounded)
    }

    fn remember(&mut self, rounded: &[f64]) -> bool {
        let component = self.component;
        let inside = rounded.iter().zip(&component.high).all(|(value, high)| *value >= 0.0 && value <= high);
        if !inside || (0..component.lines.len()).any(|line| component.residual(line, rounded) != 0.0) {
            return false;
        }
        for (seen, &value) in self.seen.iter_mut().zip(rounded) {
            let (least, greatest) = seen.unwrap_or((value, value));
            *seen = Some((least.min(value), greatest.max(value)));
        }
        true
    }

    /// The end of the interval in whole numbers, where the vertex is fractional.
    fn integer(&mut self, unknown: usize, up: bool, relaxed: f64) -> Result<Limit, Stop> {
        let component = self.component;
        let direction = if up { OptimizationDirection::Maximize } else { OptimizationDirection::Minimize };
        let mut problem = Problem::new(direction);
        let most = |high: f64| if high < 1e9 { high as i32 } else { 1_000_000_000 };
        let variables: Vec<_> = (0..component.unknowns.len())
            .map(|at| problem.add_integer_var(if at == unknown { 1.0 } else { 0.0 }, (0, most(component.high[at]))))
            .collect();
        for line in &component.lines {
            let terms: Vec<_> =
                line.terms.iter().map(|(unknown, factor)| (variables[*unknown as usize], *factor)).collect();
            problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, line.rhs);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES);
        options.dual_fixing = false;
        let seen = |seen: Option<(f64, f64)>| seen.map(|(least, greatest)| if up { greatest } else { least });
        let fallback = |search: &Self| match seen(search.seen[unknown]) {
            Some(inner) => Ok(Limit { outer: Some(relaxed), inner }),
            None => Err(Stop::Undecided),
        };
        match problem.solve_with(options) {
            Ok(outcome) => {
                let Some(solution) = outcome.solution() else { return fallback(self) };
                let point: Vec<f64> = variables.iter().map(|variable| solution.var_value(*variable).round()).collect();
                if !self.remember(&point) {
                    return fallback(self);
                }
                let inner = seen(self.seen[unknown]).unwrap_or(point[unknown]);
                let optimal = solution.status() == SolutionStatus::Optimal;
                Ok(Limit { outer: Some(if optimal { inner } else { relaxed }), inner })
            }
            Err(microlp::Error::Infeasible) if component.high.iter().all(|high| *high < 1e9) => {
                Err(Stop::Impossible(component.lines.first().map_or(0, |line| line.row)))
            }
            Err(_) => fallback(self),
        }
    }
}
