//! The audit of publications that agree with each other.

use std::collections::HashSet;

use rayon::prelude::*;

use super::Finding;
use super::cells::{Cells, Shown};
use super::component::{self, Component};
use super::decide::{self, Found};
use super::explain;
use super::joint;
use super::propagate::{Impossible, Propagation};
use super::system::{self, Bounds, Contradiction, Said, System, index};
use super::verdict::{Goal, Range};
use super::versions;
use crate::outcome::{Effort, Verdict};
use crate::policy::Policy;

/// Exposed cells whose sums are worked out by trial; more would only take time.
const EXPLAINED: usize = 40;

/// Attempts at a component whose bounds can still be tightened.
const ROUNDS: usize = 4;

/// What an audit of a world found.
pub(super) struct Result {
    pub(super) findings: Vec<Finding>,
    pub(super) effort: Effort,
}

/// What was decided about each unknown of a system.
pub(super) struct Decided {
    found: Vec<Option<Found>>,
    effort: Effort,
}

/// Audits a world.
///
/// # Errors
/// Its figures contradict each other.
pub(super) fn audit(
    cells: &Cells<'_>,
    world: &[usize],
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> std::result::Result<Result, Contradiction> {
    let said = system::said(cells, world)?;
    let mut system = System::new(cells, world)?;
    joint::add(&mut system, cells, world, &said)?;
    system.keep_linked();
    let goals = goals(cells, world, policy);
    let of_unknown = by_unknown(&system, &goals);
    let decided = decide(cells, &system, &of_unknown, expired)?;
    let mut effort = decided.effort;
    effort.cells = said.iter().flatten().count();
    let findings = findings(cells, world, &said, &system, &goals, &decided, 0);
    Ok(Result { findings, effort })
}

/// For each cell that must stay secret, how much room it needs.
pub(super) fn goals(cells: &Cells<'_>, world: &[usize], policy: &Policy) -> Vec<Option<Goal>> {
    let mut goals: Vec<Option<Goal>> = vec![None; cells.keys.len()];
    for &publication in world {
        let stated = cells.table(publication).method.as_ref().map_or(0, |method| method.min_frequency);
        let least = i128::from(stated.max(policy.min_frequency));
        let width = i128::from(policy.width).max(least - 1);
        for (position, &cell) in cells.of[publication].iter().enumerate() {
            let zero = match cells.shown(publication, position) {
                Shown::Suppressed(bound) => bound == 0,
                Shown::Rounded(..) => false,
                Shown::Exact(_) | Shown::Unknown => continue,
            };
            let goal = goals[cell as usize].get_or_insert(Goal { least, width, zero });
            *goal = Goal { least: goal.least.max(least), width: goal.width.max(width), zero: goal.zero || zero };
        }
    }
    goals
}

fn by_unknown(system: &System, goals: &[Option<Goal>]) -> Vec<Option<Goal>> {
    let mut of_unknown = vec![None; system.bounds.len()];
    for (&cell, &unknown) in &system.unknown {
        of_unknown[unknown as usize] = goals.get(cell as usize).copied().flatten();
    }
    of_unknown
}

pub(super) fn decide(
    cells: &Cells<'_>,
    system: &System,
    goals: &[Option<Goal>],
    expired: &(dyn Fn() -> bool + Sync),
) -> std::result::Result<Decided, Contradiction> {
    let rows_of = system.rows_of();
    let mut known = Propagation::new(system.bounds.clone());
    known
        .run(&system.rows, &rows_of, 0..index(system.rows.len()), expired)
        .map_err(|Impossible(row)| system::broken(cells, system.rows[row as usize].origin))?;
    let mut effort = Effort {
        variables: rows_of.iter().filter(|rows| !rows.is_empty()).count(),
        equations: system.rows.len(),
        ..Effort::default()
    };
    let mut found: Vec<Option<Found>> = vec![None; system.bounds.len()];
    let mut left = EXPLAINED;
    let mut settled = vec![false; system.bounds.len()];
    for round in 0..ROUNDS {
        let mut components = component::split(system, &rows_of, &known);
        components.retain(|component| !settled[component.unknowns[0] as usize]);
        if round == 0 {
            effort.components = components.len();
            effort.largest = components.iter().map(|component| component.unknowns.len()).max().unwrap_or(0);
        }
        let local = |component: &Component| -> Vec<Option<Goal>> {
            component.unknowns.iter().map(|unknown| goals[*unknown as usize]).collect()
        };
        let last = round + 1 == ROUNDS;
        let decisions: Vec<decide::Decision> = components
            .par_iter()
            .map(|component| decide::decide(component, &local(component), last, expired))
            .collect();
        let mut changed = Vec::new();
        for (component, decision) in components.iter().zip(decisions) {
            effort.programs += decision.programs;
            if let Some(row) = decision.impossible {
                return Err(system::broken(cells, system.rows[row as usize].origin));
            }
            if decision.tightened.is_empty() {
                component.unknowns.iter().for_each(|unknown| settled[*unknown as usize] = true);
            }
            for (local, range, rows) in decision.tightened {
                let unknown = component.unknowns[local as usize];
                if known.tighten(unknown, Bounds { low: range.low, high: range.high }, rows) {
                    changed.extend(&rows_of[unknown as usize]);
                }
            }
            for (local, result) in decision.found.into_iter().enumerate() {
                let (Some(mut result), unknown) = (result, component.unknowns[local] as usize) else { continue };
                if let Some(goal) = goals[unknown].filter(|_| settled[unknown] && result.verdict.exposed()) {
                    let before = Range { low: known.bounds[unknown].low, high: known.bounds[unknown].high };
                    result.rows = if goal.verdict(before).exposed() {
                        known.reasons(component.unknowns[local], &system.rows, 12)
                    } else {
                        explain::rows(component, local, goal, &result.rows, &mut left)
                    };
                }
                found[unknown] = Some(result);
            }
        }
        if components.iter().all(|component| settled[component.unknowns[0] as usize]) {
            break;
        }
        known
            .run(&system.rows, &rows_of, changed.into_iter(), expired)
            .map_err(|Impossible(row)| system::broken(cells, system.rows[row as usize].origin))?;
    }
    // What propagation pinned is in no component.
    for (unknown, goal) in goals.iter().enumerate() {
        let (Some(goal), bounds) = (goal, known.bounds[unknown]) else { continue };
        if found[unknown].is_some() && bounds.low < bounds.high {
            continue;
        }
        let range = Range { low: bounds.low, high: bounds.high };
        let verdict = goal.verdict(range);
        let exposed = verdict.exposed();
        let rows = if exposed { known.reasons(index(unknown), &system.rows, 12) } else { Vec::new() };
        found[unknown] = Some(Found { range, verdict, rows });
    }
    Ok(Decided { found, effort })
}

/// The results for each cell of each publication, whichever shows it. `mark` is set in the cells of the system that are
/// meant.
pub(super) fn findings(
    cells: &Cells<'_>,
    world: &[usize],
    said: &[Option<Said>],
    system: &System,
    goals: &[Option<Goal>],
    decided: &Decided,
    mark: u32,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &publication in world {
        for (position, &cell) in cells.of[publication].iter().enumerate() {
            let secret = matches!(cells.shown(publication, position), Shown::Suppressed(_) | Shown::Rounded(..));
            let (Some(goal), Some(said)) = (goals[cell as usize].filter(|_| secret), said[cell as usize]) else {
                continue;
            };
            let unknown = system.unknown.get(&(mark | cell));
            let (range, verdict, betrayed_by) = match unknown.and_then(|at| decided.found[*at as usize].as_ref()) {
                Some(found) => {
                    let sums = found.rows.iter().map(|row| system.rows[*row as usize].origin);
                    (found.range, found.verdict, sums.map(|origin| system::describe(cells, origin)).collect())
                }
                None => {
                    let range = Range { low: said.bounds.low, high: said.bounds.high };
                    (range, goal.verdict(range), shown_elsewhere(cells, world, cell))
                }
            };
            let betrayed_by = if verdict.exposed() { betrayed_by } else { Vec::new() };
            findings.push(Finding { publication, position, interval: range.interval(), verdict, betrayed_by });
        }
    }
    findings
}

/// Where a cell that one publication hides is published.
fn shown_elsewhere(cells: &Cells<'_>, world: &[usize], cell: u32) -> Vec<String> {
    let shows = |publication: &&usize| {
        let of = cells.of[**publication].iter().enumerate();
        of.filter(|(_, own)| **own == cell)
            .any(|(position, _)| matches!(cells.shown(**publication, position), Shown::Exact(_) | Shown::Rounded(..)))
    };
    let sources = world.iter().filter(shows).map(|publication| &cells.publications[*publication].source);
    sources.map(|source| format!("{source} shows this cell")).collect()
}

/// Cells that earlier publications alone expose already.
pub(super) fn exposed_before(cells: &Cells<'_>, policy: &Policy, expired: &(dyn Fn() -> bool + Sync)) -> HashSet<u32> {
    let before = Cells {
        publications: cells.publications[..cells.earlier].to_vec(),
        earlier: 0,
        of: cells.of[..cells.earlier].to_vec(),
        keys: cells.keys.clone(),
    };
    let group: Vec<usize> = (0..cells.earlier).collect();
    let mut exposed = HashSet::new();
    // Contradictions among what is already out are no matter of the new publications.
    for world in versions::worlds_of_earlier(&before, &group) {
        let Ok(result) = audit(&before, &world, policy, expired) else { continue };
        let worse =
            result.findings.iter().filter(|finding| finding.verdict.exposed() && finding.verdict != Verdict::Undecided);
        exposed.extend(worse.map(|finding| before.of[finding.publication][finding.position]));
    }
    exposed
}
