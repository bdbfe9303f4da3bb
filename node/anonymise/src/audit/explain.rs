//! Which sums give a cell away: those without which it would be protected.

use super::component::Component;
use super::dictionary::{Added, Dictionary, End};
use super::neighbourhood::Finder;
use super::system::index;
use super::verdict::{Goal, Range, outward};

/// Lines that are tried one by one at most.
const TRIED: usize = 60;

/// The rows that betray an unknown, as few as can be found. `suspects` are rows of the system that are known to
/// suffice, or empty. `left` counts down how many more cells may be explained in this way; the others get their own
/// sums only.
pub(super) fn rows(component: &Component, unknown: usize, goal: Goal, suspects: &[u32], left: &mut usize) -> Vec<u32> {
    let own = || component.lines_of[unknown].iter().map(|line| component.lines[*line as usize].row).collect();
    if *left == 0 {
        return own();
    }
    *left -= 1;
    let all = 0..index(component.lines.len());
    let mut lines: Vec<u32> = if suspects.is_empty() {
        all.collect()
    } else {
        all.filter(|line| suspects.contains(&component.lines[*line as usize].row)).collect()
    };
    if lines.len() > TRIED {
        lines = Finder::new(component).lines_around(index(unknown), TRIED / 2);
    }
    if !betrays(component, unknown, goal, &lines) {
        return own();
    }
    // From the farthest to the nearest: what is not needed goes.
    for at in (0..lines.len()).rev() {
        let mut fewer = lines.clone();
        fewer.remove(at);
        if betrays(component, unknown, goal, &fewer) {
            lines = fewer;
        }
    }
    lines.iter().map(|line| component.lines[*line as usize].row).collect()
}

/// Whether these lines alone leave the unknown too little room.
fn betrays(component: &Component, unknown: usize, goal: Goal, lines: &[u32]) -> bool {
    let part = Finder::new(component).outer(lines.to_vec());
    let Some(at) = part.find(index(unknown)) else { return false };
    let high: Vec<f64> = part.unknowns.iter().map(|unknown| component.high[*unknown as usize]).collect();
    let mut dictionary = Dictionary::new(vec![0.0; high.len()], high);
    for (terms, rhs) in &part.lines {
        if matches!(dictionary.add(terms, *rhs), Added::Impossible | Added::Stalled) {
            return false;
        }
    }
    let mut ends = [0.0, f64::INFINITY];
    for (up, bound) in [(true, f64::INFINITY), (false, f64::NEG_INFINITY)] {
        match dictionary.reach(at, up, bound) {
            End::Optimal | End::Target => ends[usize::from(up)] = dictionary.z[at],
            End::Unbounded => {}
            End::Stalled => return false,
        }
    }
    let Range { low, high } = outward(component.low[unknown], ends[0], ends[1]);
    goal.verdict(Range { low, high }).exposed()
}
