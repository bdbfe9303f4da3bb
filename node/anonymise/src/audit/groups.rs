//! What a group shares: if all its members are in one category of a sensitive dimension, or all but one, then a reader
//! who knows that someone belongs to the group knows the category too (l-diversity, Machanavajjhala et al. 2007, here
//! for tables).

use super::Results;
use super::cells::{Cells, Shown};
use crate::policy::Policy;
use crate::publication;

/// Groups named in one message at most.
const NAMED: usize = 10;

/// Warnings and refusals about the groups that a table publishes. A group smaller than twice the minimum frequency is
/// refused.
pub(super) fn check(cells: &Cells<'_>, at: usize, results: &Results, policy: &Policy) -> (Vec<String>, Vec<String>) {
    let table = cells.table(at);
    let source = &cells.publications[at].source;
    let (mut warnings, mut refusals) = (Vec::new(), Vec::new());
    for (axis, dimension) in table.dimensions.iter().enumerate() {
        if !policy.sensitive.iter().any(|id| id == dimension.id.as_str()) {
            continue;
        }
        let totals = publication::totals(dimension);
        let (mut small, mut large) = (Vec::new(), Vec::new());
        for equation in super::cells::equations(table).filter(|equation| equation.dimension == axis) {
            let stride = table.strides()[axis];
            let code = equation.total / stride % dimension.codes.len();
            let Some(persons) = table.values[equation.total].and_then(|value| u64::try_from(value).ok()) else {
                continue;
            };
            let shared = totals[code] && persons > 0 && shares(cells, at, results, policy, persons, &equation.parts);
            if shared {
                let group = if persons < 2 * policy.min_frequency { &mut small } else { &mut large };
                group.push(cells.name(at, equation.total));
            }
        }
        if !large.is_empty() {
            warnings.push(message(source, dimension.id.as_str(), &large));
        }
        if !small.is_empty() {
            refusals.push(message(source, dimension.id.as_str(), &small));
        }
    }
    (warnings, refusals)
}

fn message(source: &str, dimension: &str, groups: &[String]) -> String {
    let named = groups.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    let more = groups.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{source}: (nearly) all persons of a group share their category of {dimension}: {named}{more}")
}

/// Whether too few categories are possible, or one holds all persons of the group but one.
fn shares(cells: &Cells<'_>, at: usize, results: &Results, policy: &Policy, persons: u64, parts: &[usize]) -> bool {
    let mut possible = 0;
    for &position in parts {
        let (low, high) = match cells.shown(at, position) {
            Shown::Exact(value) => (value.unsigned_abs(), Some(value.unsigned_abs())),
            Shown::Rounded(low, high) => (low.unsigned_abs(), Some(high.unsigned_abs())),
            Shown::Suppressed(_) => match &results.of[at][position] {
                Some(found) => (found.interval.low, found.interval.high),
                None => (0, None),
            },
            Shown::Unknown => (0, None),
        };
        if low + 1 >= persons && persons > 1 {
            return true;
        }
        possible += u64::from(high != Some(0));
    }
    possible < policy.min_categories
}
