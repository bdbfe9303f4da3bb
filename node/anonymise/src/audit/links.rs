//! Two versions of the same figures side by side.
//!
//! What a reader will suppose of a count that both versions hide: that it is the same where nothing around it has
//! changed; that late registrations only add to it; that it changes no more than the counts that are shown. None of this
//! is certain, yet each is likely enough that no cell may depend on its being wrong.

use std::collections::HashMap;

use super::Finding;
use super::cells::{Cells, Shown};
use super::system::{self, Bounds, Contradiction, Origin, Said, System, UNBOUNDED, index};
use super::world::{self, Decided};
use crate::policy::Policy;

/// Marks the cells of the other version, in places where both versions stand.
const OTHER: u32 = 1 << 31;

/// What a reader supposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Supposed {
    /// What nothing around it has changed is the same.
    Same,
    /// And counts only grow.
    Grows,
    /// And no count changes by more than this.
    Within(i128),
}

impl Supposed {
    fn words(self) -> &'static str {
        match self {
            Self::Same => "supposing that counts are the same in both versions where nothing around them has changed",
            Self::Grows => "supposing that counts only grow from version to version",
            Self::Within(_) => "supposing that no count changes more than those that are published",
        }
    }
}

/// Exposed cells of `now` and of an earlier world `before`, under each supposition that the figures allow.
pub(super) fn exposed(
    cells: &Cells<'_>,
    now: &[usize],
    before: &[usize],
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> Vec<Finding> {
    let largest = largest_change(cells, now, before);
    let mut findings: Vec<Finding> = Vec::new();
    for supposed in [Supposed::Same, Supposed::Grows, Supposed::Within(largest)] {
        // A supposition that does not fit the figures tells a reader nothing.
        let Ok(found) = under(cells, now, before, supposed, policy, expired) else { continue };
        for mut finding in found.into_iter().filter(|finding| finding.verdict.exposed()) {
            finding.betrayed_by.push(supposed.words().to_owned());
            findings.push(finding);
        }
    }
    findings
}

fn largest_change(cells: &Cells<'_>, now: &[usize], before: &[usize]) -> i128 {
    let mut values: HashMap<u32, i64> = HashMap::new();
    let shown = |world: &[usize]| -> Vec<(u32, i64)> {
        let each = world
            .iter()
            .flat_map(|at| cells.of[*at].iter().enumerate().map(move |(position, cell)| (*at, position, *cell)));
        each.filter_map(|(at, position, cell)| match cells.shown(at, position) {
            Shown::Exact(value) => Some((cell, value)),
            _ => None,
        })
        .collect()
    };
    values.extend(shown(before));
    let changes = shown(now).into_iter().filter_map(|(cell, value)| values.get(&cell).map(|old| value.abs_diff(*old)));
    changes.max().map_or(0, i128::from)
}

fn under(
    cells: &Cells<'_>,
    now: &[usize],
    before: &[usize],
    supposed: Supposed,
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Finding>, Contradiction> {
    let (new_said, old_said) = (system::said(cells, now)?, system::said(cells, before)?);
    let (new, old) = (System::new(cells, now)?, System::new(cells, before)?);
    let same = unchanged(cells, now, before, &new_said, &old_said);
    let mut joint = new.clone();
    // The unknowns of the other version: the same ones where nothing around has changed, else new ones.
    let mut place: HashMap<u32, u32> = HashMap::new();
    let mut own: Vec<(u32, u32)> = old.unknown.iter().map(|(cell, unknown)| (*cell, *unknown)).collect();
    own.sort_unstable();
    for (cell, unknown) in own {
        let (bounds, at) = (old.bounds[unknown as usize], joint.unknown.get(&cell).copied());
        let supposed = if same[cell as usize] { Supposed::Same } else { supposed };
        let target = match at.filter(|_| same[cell as usize]) {
            Some(at) => at,
            None => {
                let shown = new_said[cell as usize].filter(|_| supposed != Supposed::Same || same[cell as usize]);
                joint.bounds.push(narrowed(bounds, shown, supposed, false));
                joint.fresh.push(new_said[cell as usize].is_some_and(|said| said.fresh));
                index(joint.bounds.len() - 1)
            }
        };
        place.insert(unknown, target);
        joint.unknown.insert(OTHER | cell, target);
    }
    for row in &old.rows {
        let terms = row.terms.iter().map(|(unknown, factor)| (place[unknown], *factor)).collect();
        joint.rows.push(system::Row { terms, ..row.clone() });
    }
    link(&mut joint, &old_said, &same, supposed);
    joint.rows.iter_mut().for_each(|row| row.terms.sort_unstable());
    joint.keep_linked();
    let goals_now = world::goals(cells, now, policy);
    let goals_before = world::goals(cells, before, policy);
    let mut goals = vec![None; joint.bounds.len()];
    for (&cell, &unknown) in &joint.unknown {
        let goal = if cell & OTHER == 0 { goals_now[cell as usize] } else { goals_before[(cell & !OTHER) as usize] };
        goals[unknown as usize] = goal.or(goals[unknown as usize]);
    }
    let decided: Decided = world::decide(cells, &joint, &goals, expired)?;
    let mut findings = world::findings(cells, now, &new_said, &joint, &goals_now, &decided, 0);
    findings.extend(world::findings(cells, before, &old_said, &joint, &goals_before, &decided, OTHER));
    Ok(findings)
}

/// For each cell, whether nothing in its sums has changed: none of the counts that both versions show differs, and in
/// every sum there is one that both show.
fn unchanged(
    cells: &Cells<'_>,
    now: &[usize],
    before: &[usize],
    new: &[Option<Said>],
    old: &[Option<Said>],
) -> Vec<bool> {
    let shown =
        |said: Option<Said>| said.filter(|said| said.bounds.low == said.bounds.high).map(|said| said.bounds.low);
    let both = |cell: u32| shown(new[cell as usize]).zip(shown(old[cell as usize]));
    let mut same = vec![true; cells.keys.len()];
    for &publication in now.iter().chain(before) {
        for equation in super::cells::equations(cells.table(publication)) {
            let members = equation.parts.iter().chain([&equation.total]).map(|at| cells.of[publication][*at]);
            let pairs: Vec<(i128, i128)> = members.clone().filter_map(both).collect();
            if pairs.is_empty() || pairs.iter().any(|(new, old)| new != old) {
                members.for_each(|cell| same[cell as usize] = false);
            }
        }
    }
    same
}

/// Bounds of a hidden count when the other version shows it. `later`: whether it is the later one that hides it.
fn narrowed(bounds: Bounds, shown: Option<Said>, supposed: Supposed, later: bool) -> Bounds {
    let Some(value) = shown.filter(|said| said.bounds.low == said.bounds.high).map(|said| said.bounds.low) else {
        return bounds;
    };
    let (low, high) = match supposed {
        Supposed::Same => (value, value),
        Supposed::Grows if later => (value, UNBOUNDED),
        Supposed::Grows => (0, value),
        Supposed::Within(most) => (value - most, value + most),
    };
    let narrow = Bounds { low: bounds.low.max(low), high: bounds.high.min(high) };
    // A supposition that is plainly wrong here is not made.
    if narrow.low <= narrow.high { narrow } else { bounds }
}

/// Relates the two versions of each count that the later one hides: `later − earlier = change`.
fn link(joint: &mut System, old_said: &[Option<Said>], same: &[bool], supposed: Supposed) {
    let change = match supposed {
        Supposed::Same => None,
        Supposed::Grows => Some((0, UNBOUNDED)),
        Supposed::Within(most) => Some((-most, 2 * most)),
    };
    for cell in 0..index(same.len()) {
        let Some(&now) = joint.unknown.get(&cell) else { continue };
        let before = joint.unknown.get(&(OTHER | cell)).copied();
        match (before, change) {
            (None, _) => {
                let supposed = if same[cell as usize] { Supposed::Same } else { supposed };
                if supposed != Supposed::Same || same[cell as usize] {
                    let bounds = joint.bounds[now as usize];
                    joint.bounds[now as usize] = narrowed(bounds, old_said[cell as usize], supposed, true);
                }
            }
            (Some(before), Some((least, width))) if before != now => {
                // The change is written as `least + unknown`, so that every unknown is a count.
                joint.bounds.push(Bounds { low: 0, high: width });
                joint.fresh.push(false);
                let unknown = index(joint.bounds.len() - 1);
                let terms = vec![(now, 1), (before, -1), (unknown, -1)];
                joint.rows.push(system::Row { terms, sum: least, origin: Origin::Link, fresh: true });
            }
            _ => {}
        }
    }
}
