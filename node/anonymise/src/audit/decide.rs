//! Decides for every cell of a component whether readers can pin it down.
//!
//! A cell is protected once two points that meet all equations lie far enough apart: they need not be optimal, and they
//! may differ around the cell only. It is exposed once a part of the equations bounds it too narrowly, whatever the
//! other equations say. Both are looked for in growing neighbourhoods, at last in the whole component.

use rayon::prelude::*;

use super::centre::{self, Centre, ELEMENTS, Point};
use super::component::Component;
use super::dictionary::{Dictionary, End};
use super::exact;
use super::neighbourhood::{Finder, Part};
use super::space::Space;
use super::sparse::Sparse;
use super::system::{UNBOUNDED, index};
use super::verdict::{DOUBT, Goal, Range, outward};
use crate::outcome::Verdict;

/// Unknowns of the programs that look for witnesses, in turn.
const SIZES: [usize; 1] = [40];

/// Lines of the programs that look for narrow bounds, in turn.
const LINES: [usize; 2] = [24, 80];

/// Pivots in one neighbourhood at most.
const PIVOTS: usize = 400;

/// Neighbourhoods that are searched at the same time. Fixed, so that the result does not depend on the machine.
const BATCH: usize = 16;

/// Less room than this in the point of greatest entropy makes suspicious.
const TIGHT: f64 = 0.05;

/// Suspicious unknowns that are looked at in one go at most.
const SUSPECTS: usize = 2_000;

/// What was found about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The true range lies inside.
    pub(super) range: Range,
    pub(super) verdict: Verdict,
    /// Rows of the system that give it away, if exposed by a program.
    pub(super) rows: Vec<u32>,
}

/// What was found about a component.
#[derive(Debug, Clone)]
pub(super) struct Decision {
    /// For each unknown with a goal.
    pub(super) found: Vec<Option<Found>>,
    /// A row of the system that cannot hold.
    pub(super) impossible: Option<u32>,
    /// Instead of a decision: narrower bounds of unknowns, and the rows each follows from. With them it may be easier.
    pub(super) tightened: Vec<(u32, Range, Vec<u32>)>,
    pub(super) programs: usize,
}

impl Found {
    /// The verdict when the true range lies inside `outer` and every end of `inner` is possible.
    pub(super) fn between(goal: Goal, outer: Range, inner: Range) -> Self {
        let certain = goal.verdict(outer);
        let verdict = match certain {
            exposed if exposed.exposed() => exposed,
            _ if outer == inner => certain,
            // Never small, whatever it is.
            _ if outer.low >= goal.least => certain,
            _ if goal.met_by(inner) => Verdict::Ok,
            _ => Verdict::Undecided,
        };
        Self { range: outer, verdict, rows: Vec::new() }
    }
}

impl Decision {
    /// Before anything is tried.
    pub(super) fn undecided(component: &Component, goals: &[Option<Goal>]) -> Self {
        let found = |(unknown, goal): (usize, &Option<Goal>)| {
            goal.map(|_| Found { range: bounds(component, unknown), verdict: Verdict::Undecided, rows: Vec::new() })
        };
        Self {
            found: goals.iter().enumerate().map(found).collect(),
            impossible: None,
            tightened: Vec::new(),
            programs: 0,
        }
    }
}

/// What is known of an unknown before.
fn bounds(component: &Component, unknown: usize) -> Range {
    let (low, high) = (component.low[unknown], component.high[unknown]);
    Range { low, high: if high.is_finite() { low + high as i128 } else { UNBOUNDED } }
}

/// Decides all cells that have a goal. `goals` are by unknown of the component. Unless it is the `last` attempt, it may
/// give back tighter bounds instead.
pub(super) fn decide(
    component: &Component,
    goals: &[Option<Goal>],
    last: bool,
    expired: &(dyn Fn() -> bool + Sync),
) -> Decision {
    if component.huge {
        return Decision::undecided(component, goals);
    }
    if component.unknowns.len() < exact::SMALL {
        return exact::decide(component, goals, expired);
    }
    let mut decision = Decision::undecided(component, goals);
    let mut open = Vec::new();
    for (unknown, found) in decision.found.iter_mut().enumerate() {
        let (Some(found), Some(goal)) = (found, goals[unknown]) else { continue };
        let verdict = goal.verdict(found.range);
        if verdict.exposed() || found.range.low >= goal.least {
            found.verdict = verdict;
        } else {
            open.push(index(unknown));
        }
    }
    if open.is_empty() {
        return decision;
    }
    let (point, inside) = match centre::centre(component, expired) {
        Centre::Inside(point) => (point, true),
        Centre::Near(near) => {
            if !last {
                decision.tightened = tighten(component, &near, expired);
                decision.programs += decision.tightened.len();
            }
            if !decision.tightened.is_empty() {
                return decision;
            }
            match centre::point(component, &near, expired) {
                Point::Found(point) => (point, false),
                Point::Impossible(line) => {
                    decision.impossible = Some(component.lines[line as usize].row);
                    return decision;
                }
                Point::NotFound => return decision,
            }
        }
    };
    let seen = point.iter().map(|z| (*z, *z)).collect();
    let mut search = Search { component, goals, point, inside, seen, open, decision };
    search.run(expired);
    search.decision
}

/// Bounds of the unknowns that seem to have no room, from the lines around each. Where they have none indeed, no point
/// lies inside, and every search for one is slow.
fn tighten(component: &Component, near: &[f64], expired: &(dyn Fn() -> bool + Sync)) -> Vec<(u32, Range, Vec<u32>)> {
    let room = |unknown: usize| near[unknown].min(component.high[unknown] - near[unknown]);
    let mut suspects: Vec<usize> = (0..near.len()).filter(|unknown| room(*unknown) < TIGHT).collect();
    suspects.sort_by(|a, b| room(*a).total_cmp(&room(*b)).then(a.cmp(b)));
    suspects.truncate(SUSPECTS);
    let tighter = |finder: &mut Finder<'_>, unknown: &usize| {
        let own = bounds(component, *unknown);
        for lines in [24, 80] {
            if expired() {
                return None;
            }
            let lines = finder.lines_around(index(*unknown), lines);
            let part = finder.outer(lines);
            let range = range(component, near, &part, index(*unknown))?;
            if range.low > own.low || range.high < own.high {
                let rows = part.of.iter().map(|line| component.lines[*line as usize].row).collect();
                return Some((index(*unknown), range, rows));
            }
        }
        None
    };
    suspects.par_iter().map_init(|| Finder::new(component), tighter).flatten().collect()
}

struct Search<'a> {
    component: &'a Component,
    goals: &'a [Option<Goal>],
    /// Meets all equations.
    point: Vec<f64>,
    /// Whether it lies inside the bounds; otherwise it is moved there bit by bit.
    inside: bool,
    /// Least and greatest value of each unknown among the points met so far.
    seen: Vec<(f64, f64)>,
    /// Unknowns not yet decided.
    open: Vec<u32>,
    decision: Decision,
}

/// What one neighbourhood gave: values that unknowns can take.
struct Witnesses {
    /// Unknown, least and greatest value, and a value that goes with those of the others.
    values: Vec<(u32, f64, f64, f64)>,
    programs: usize,
}

/// What a program over the whole component gave.
struct Whole {
    witnesses: Witnesses,
    /// The range, if both ends were found.
    range: Option<Range>,
}

impl Search<'_> {
    fn run(&mut self, expired: &(dyn Fn() -> bool + Sync)) {
        self.settle();
        for size in SIZES {
            if size < self.component.unknowns.len() {
                self.look_inside(expired, |search, finder, start| search.inside(finder, start, size));
            }
        }
        for lines in LINES {
            self.look_outside(lines, expired);
        }
        if !self.open.is_empty()
            && let Some(space) = Space::new(self.component, expired)
        {
            self.look_at_all(&space, expired);
        }
    }

    /// Takes what is decided off the list.
    fn settle(&mut self) {
        let (goals, seen, component) = (self.goals, &self.seen, self.component);
        let found = &mut self.decision.found;
        self.open.retain(|&unknown| {
            let at = unknown as usize;
            let (Some(goal), Some(found)) = (goals[at], found[at].as_mut()) else { return false };
            let protected = goal.met_by(inward(component.low[at], seen[at]));
            if protected {
                found.verdict = Verdict::Ok;
            }
            !protected
        });
    }

    /// One round over all open cells with neighbourhoods of one kind.
    fn look_inside(
        &mut self,
        expired: &(dyn Fn() -> bool + Sync),
        look: impl Fn(&Self, &mut Finder<'_>, u32) -> Witnesses + Sync,
    ) {
        let mut waiting = self.open.clone();
        while !waiting.is_empty() && !expired() {
            let stride = waiting.len().div_ceil(BATCH);
            let starts: Vec<u32> = waiting.iter().copied().step_by(stride).collect();
            let results: Vec<Witnesses> = {
                let search = &*self;
                let find = |finder: &mut Finder<'_>, start: &u32| look(search, finder, *start);
                starts.par_iter().map_init(|| Finder::new(search.component), find).collect()
            };
            let mut moved = vec![false; if self.inside { 0 } else { self.point.len() }];
            for result in results {
                self.take(&result);
                self.move_inside(&result, &mut moved);
            }
            self.settle();
            let decided = |unknown: &u32| self.open.binary_search(unknown).is_err();
            waiting.retain(|unknown| !decided(unknown) && starts.binary_search(unknown).is_err());
        }
    }

    fn take(&mut self, result: &Witnesses) {
        self.decision.programs += result.programs;
        for &(unknown, least, greatest, _) in &result.values {
            let seen = &mut self.seen[unknown as usize];
            *seen = (seen.0.min(least), seen.1.max(greatest));
        }
    }

    /// Moves a point on the border half-way to another one that differs in a neighbourhood, unless an overlapping one was
    /// `moved` already: between two points that meet the equations all points do.
    fn move_inside(&mut self, result: &Witnesses, moved: &mut [bool]) {
        if self.inside || result.values.iter().any(|(unknown, ..)| moved[*unknown as usize]) {
            return;
        }
        for &(unknown, _, _, value) in &result.values {
            moved[unknown as usize] = true;
            self.point[unknown as usize] = 0.5 * (self.point[unknown as usize] + value);
        }
    }

    /// Looks for witnesses around one cell, for it and for the other open cells that are near.
    fn inside(&self, finder: &mut Finder<'_>, start: u32, size: usize) -> Witnesses {
        let unknowns = finder.around(&[start], size);
        let part = finder.inner(&unknowns, &self.point);
        match part.find(start).and_then(|_| part.dictionary(self.component, &self.point)) {
            Some(dictionary) => self.witnesses(&part.unknowns, dictionary, start, |z| part.holds(z)),
            None => Witnesses { values: Vec::new(), programs: 0 },
        }
    }

    /// Moves open cells up and down in a program, `start` first.
    fn witnesses(
        &self,
        unknowns: &[u32],
        mut dictionary: Dictionary,
        start: u32,
        mut holds: impl FnMut(&[f64]) -> bool,
    ) -> Witnesses {
        let mut witnesses = Witnesses { values: Vec::new(), programs: 0 };
        let mut seen: Vec<(f64, f64)> = unknowns.iter().map(|unknown| self.seen[*unknown as usize]).collect();
        let first = unknowns.iter().position(|unknown| *unknown == start);
        let others = (0..unknowns.len()).filter(|at| Some(*at) != first);
        let begun = dictionary.pivots;
        for at in first.into_iter().chain(others) {
            let unknown = unknowns[at];
            if self.open.binary_search(&unknown).is_err() || dictionary.pivots > begun + PIVOTS {
                continue;
            }
            let Some(goal) = self.goals[unknown as usize] else { continue };
            let base = self.component.low[unknown as usize];
            for up in [true, false] {
                let possible = inward(base, seen[at]);
                if goal.met_by(possible) {
                    break;
                }
                let width = goal.width.max(1);
                let target = if up { possible.low + width } else { possible.high - width };
                witnesses.programs += 1;
                let end = dictionary.reach(at, up, (target - base) as f64);
                if end == End::Stalled || !holds(&dictionary.z[..unknowns.len()]) {
                    return witnesses;
                }
                for (seen, z) in seen.iter_mut().zip(&dictionary.z) {
                    *seen = (seen.0.min(*z), seen.1.max(*z));
                }
            }
        }
        let all = unknowns.iter().zip(seen).zip(&dictionary.z);
        witnesses.values = all.map(|((unknown, (low, high)), z)| (*unknown, low, high, *z)).collect();
        witnesses
    }

    /// One round over all open cells with a part of the equations.
    fn look_outside(&mut self, lines: usize, expired: &(dyn Fn() -> bool + Sync)) {
        let results: Vec<Option<(Range, Vec<u32>)>> = {
            let search = &*self;
            let bound = |finder: &mut Finder<'_>, unknown: &u32| {
                if expired() { None } else { search.outside(finder, *unknown, lines) }
            };
            self.open.par_iter().map_init(|| Finder::new(search.component), bound).collect()
        };
        let mut open = Vec::new();
        for (unknown, result) in std::mem::take(&mut self.open).into_iter().zip(results) {
            self.decision.programs += 2;
            let decided = result.is_some_and(|(range, rows)| self.bound(unknown as usize, range, rows));
            if !decided {
                open.push(unknown);
            }
        }
        self.open = open;
    }

    /// Takes a bound that holds for certain; whether it decides.
    fn bound(&mut self, unknown: usize, range: Range, rows: Vec<u32>) -> bool {
        let (Some(goal), Some(found)) = (self.goals[unknown], self.decision.found[unknown].as_mut()) else {
            return true;
        };
        found.range = found.range.within(range);
        let verdict = goal.verdict(found.range);
        if verdict.exposed() {
            (found.verdict, found.rows) = (verdict, rows);
        } else if found.range.low >= goal.least {
            found.verdict = verdict;
        } else {
            return false;
        }
        true
    }

    fn outside(&self, finder: &mut Finder<'_>, unknown: u32, lines: usize) -> Option<(Range, Vec<u32>)> {
        let lines = finder.lines_around(unknown, lines);
        let part = finder.outer(lines);
        let range = range(self.component, &self.point, &part, unknown)?;
        let rows = part.of.iter().map(|line| self.component.lines[*line as usize].row).collect();
        Some((range, rows))
    }

    /// Programs over the whole component, for what is still open.
    fn look_at_all(&mut self, space: &Space, expired: &(dyn Fn() -> bool + Sync)) {
        let mut waiting = self.open.clone();
        while !waiting.is_empty() && !expired() {
            let stride = waiting.len().div_ceil(BATCH);
            let starts: Vec<u32> = waiting.iter().copied().step_by(stride).collect();
            let results: Vec<Whole> = {
                let search = &*self;
                let find = |sparse: &mut Sparse<'_>, start: &u32| search.whole(sparse, *start);
                starts.par_iter().map_init(|| Sparse::new(search.component, space), find).collect()
            };
            let mut moved = vec![false; if self.inside { 0 } else { self.point.len() }];
            for (&start, result) in starts.iter().zip(&results) {
                self.take(&result.witnesses);
                self.move_inside(&result.witnesses, &mut moved);
                if let Some(range) = result.range.filter(|_| !self.settled(start)) {
                    self.bound(start as usize, range, Vec::new());
                }
            }
            self.settle();
            let found = &self.decision.found;
            let undecided = |unknown: u32| {
                found[unknown as usize].as_ref().is_some_and(|found| found.verdict == Verdict::Undecided)
            };
            self.open.retain(|unknown| undecided(*unknown));
            let open = &self.open;
            waiting.retain(|unknown| open.binary_search(unknown).is_ok() && starts.binary_search(unknown).is_err());
        }
    }

    /// Both ends of one cell's range in the whole component, or as far apart as need be.
    fn whole(&self, sparse: &mut Sparse<'_>, start: u32) -> Whole {
        let at = start as usize;
        let mut result = Whole { witnesses: Witnesses { values: Vec::new(), programs: 0 }, range: None };
        let Some(goal) = self.goals[at] else { return result };
        let (base, width) = (self.component.low[at], goal.width.max(1));
        let mut seen = self.seen.clone();
        let mut ends = [Some(0.0), Some(f64::INFINITY)];
        let mut last = self.point.clone();
        for up in [true, false] {
            let possible = inward(base, seen[at]);
            if goal.met_by(possible) {
                ends[usize::from(up)] = None;
                continue;
            }
            let target = if up { possible.low + width } else { possible.high - width };
            sparse.start(&self.point);
            result.witnesses.programs += 1;
            let end = sparse.reach(start, up, (target - base) as f64);
            if !self.component.holds(&sparse.z) {
                ends[usize::from(up)] = None;
                continue;
            }
            seen.iter_mut().zip(&sparse.z).for_each(|(seen, z)| *seen = (seen.0.min(*z), seen.1.max(*z)));
            last.copy_from_slice(&sparse.z);
            match end {
                End::Optimal => ends[usize::from(up)] = Some(sparse.z[at]),
                // Even farther may be possible.
                End::Target | End::Stalled => ends[usize::from(up)] = None,
                End::Unbounded => {}
            }
        }
        let changed = |((unknown, seen), z): ((u32, &(f64, f64)), &f64)| {
            let news = self.seen[unknown as usize] != *seen || self.point[unknown as usize] != *z;
            news.then_some((unknown, seen.0, seen.1, *z))
        };
        result.witnesses.values = (0..).zip(&seen).zip(&last).filter_map(changed).collect();
        if let [Some(low), Some(high)] = ends {
            result.range = Some(outward(base, low, high));
        }
        result
    }

    /// Whether the points met so far protect an unknown; if so, that is its verdict.
    fn settled(&mut self, unknown: u32) -> bool {
        let at = unknown as usize;
        let (Some(goal), Some(found)) = (self.goals[at], self.decision.found[at].as_mut()) else { return true };
        let protected = goal.met_by(inward(self.component.low[at], self.seen[at]));
        if protected {
            found.verdict = Verdict::Ok;
        }
        protected
    }
}

/// The whole numbers between two values that are possible.
fn inward(base: i128, seen: (f64, f64)) -> Range {
    Range { low: base + (seen.0 - DOUBT).ceil() as i128, high: base + (seen.1 + DOUBT).floor() as i128 }
}

/// The range of an unknown in a program that starts near a point.
fn range(component: &Component, near: &[f64], part: &Part, unknown: u32) -> Option<Range> {
    if part.unknowns.len().saturating_mul(part.lines.len()) > ELEMENTS {
        return None;
    }
    let mut dictionary = part.dictionary(component, near)?;
    let at = part.find(unknown)?;
    let mut ends = [0.0, f64::INFINITY];
    for (up, bound) in [(true, f64::INFINITY), (false, f64::NEG_INFINITY)] {
        match dictionary.reach(at, up, bound) {
            End::Optimal | End::Target => ends[usize::from(up)] = dictionary.z[at],
            End::Unbounded => {}
            End::Stalled => return None,
        }
    }
    part.holds(&dictionary.z).then(|| outward(component.low[unknown as usize], ends[0], ends[1]))
}
