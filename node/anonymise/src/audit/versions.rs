//! Versions of the same figures.
//!
//! Tables that agree on every cell they share describe one world, and are audited together. A new version that changes a
//! published count opens another world: there, what the new version contradicts does not hold, and all the rest does. A
//! cell that one version publishes and another suppresses is known in every world where both stand.

use super::cells::{Cells, Shown, shown};
use super::system::{Contradiction, said};
use crate::policy::{Policy, Revision};

/// Earlier worlds that are set side by side with the new one at most, the latest first.
pub(super) const COMPARED: usize = 6;

/// Cells named in one message at most.
const NAMED: usize = 10;

/// Sets of publications.
type Worlds = Vec<Vec<usize>>;

/// Sets of publications that agree with each other, each as large as can be; those with a new publication in them, and
/// the others. The first one holds all the new ones.
///
/// # Errors
/// The new publications contradict each other.
pub(super) fn worlds(cells: &Cells<'_>, group: &[usize]) -> Result<(Worlds, Worlds), Contradiction> {
    let fresh: Vec<usize> = group.iter().copied().filter(|publication| *publication >= cells.earlier).collect();
    said(cells, &fresh)?;
    let worlds = partition(cells, group, &fresh);
    Ok(worlds.into_iter().partition(|world| world.iter().any(|publication| *publication >= cells.earlier)))
}

/// The worlds of publications that are all out already, whatever is wrong with them.
pub(super) fn worlds_of_earlier(cells: &Cells<'_>, group: &[usize]) -> Vec<Vec<usize>> {
    partition(cells, group, &[])
}

fn partition(cells: &Cells<'_>, group: &[usize], first: &[usize]) -> Vec<Vec<usize>> {
    let mut worlds: Vec<Vec<usize>> = Vec::new();
    let mut left: Vec<usize> = group.to_vec();
    while let Some(&last) = left.last() {
        let seed = if worlds.is_empty() && !first.is_empty() { first.to_vec() } else { vec![last] };
        let world = grow(cells, group, seed);
        // A publication that contradicts itself fits into no world, not even into its own.
        left.retain(|publication| *publication != last && !world.contains(publication));
        worlds.push(world);
    }
    worlds
}

/// The largest world around some publications, later ones first.
fn grow(cells: &Cells<'_>, group: &[usize], seed: Vec<usize>) -> Vec<usize> {
    let mut bounds: Vec<(i64, i64)> = vec![(0, i64::MAX); cells.keys.len()];
    let mut world = Vec::new();
    for publication in seed.iter().copied().chain(group.iter().rev().copied()) {
        if !world.contains(&publication) && agrees(cells, publication, &mut bounds) {
            world.push(publication);
        }
    }
    world.sort_unstable();
    world
}

/// Whether a publication contradicts nothing; if so, what it says is added.
fn agrees(cells: &Cells<'_>, publication: usize, bounds: &mut [(i64, i64)]) -> bool {
    let table = cells.table(publication);
    let both = |position: usize, cell: u32| {
        let (low, high) = bounds[cell as usize];
        let (least, most) = limits(shown(table, position));
        (low.max(least), high.min(most))
    };
    let of = &cells.of[publication];
    let joint: Vec<(i64, i64)> = of.iter().enumerate().map(|(position, cell)| both(position, *cell)).collect();
    if joint.iter().any(|(low, high)| low > high) {
        return false;
    }
    of.iter().zip(joint).for_each(|(cell, joint)| bounds[*cell as usize] = joint);
    true
}

fn limits(shown: Shown) -> (i64, i64) {
    match shown {
        Shown::Exact(value) => (value, value),
        Shown::Rounded(low, high) => (low, high),
        Shown::Suppressed(least) => (least, i64::MAX),
        Shown::Unknown => (0, i64::MAX),
    }
}

/// Published counts that the new publications change in a way that the policy forbids, as messages without any count.
pub(super) fn forbidden(cells: &Cells<'_>, group: &[usize], policy: &Policy) -> Vec<String> {
    let (earlier, new): (Vec<usize>, Vec<usize>) =
        group.iter().copied().partition(|publication| *publication < cells.earlier);
    let mut messages = Vec::new();
    for &old in &earlier {
        let mut values: Vec<Option<i64>> = vec![None; cells.keys.len()];
        for (position, &cell) in cells.of[old].iter().enumerate() {
            if let Shown::Exact(value) = cells.shown(old, position) {
                values[cell as usize] = Some(value);
            }
        }
        for &publication in &new {
            messages.extend(changes(cells, policy, &values, old, publication));
        }
    }
    messages
}

fn changes(
    cells: &Cells<'_>,
    policy: &Policy,
    values: &[Option<i64>],
    old: usize,
    publication: usize,
) -> Option<String> {
    let forbidden = |change: u64| {
        change > 0
            && match policy.revision {
                Revision::Freeze => true,
                Revision::MinDelta => change < policy.min_frequency,
            }
    };
    let mut named = Vec::new();
    let mut count = 0;
    for (position, &cell) in cells.of[publication].iter().enumerate() {
        let (Shown::Exact(now), Some(before)) = (cells.shown(publication, position), values[cell as usize]) else {
            continue;
        };
        if forbidden(now.abs_diff(before)) {
            count += 1;
            if named.len() < NAMED {
                named.push(cells.name(publication, position));
            }
        }
    }
    let rule = match policy.revision {
        Revision::Freeze => "published counts must not change".to_owned(),
        Revision::MinDelta => format!("a published count must stay or change by at least {}", policy.min_frequency),
    };
    let more = if count > named.len() { format!(" and {} more", count - named.len()) } else { String::new() };
    let (new, before) = (&cells.publications[publication].source, &cells.publications[old].source);
    (count > 0).then(|| format!("{new}: {rule}, but against {before} these do otherwise: {}{more}", named.join("; ")))
}
