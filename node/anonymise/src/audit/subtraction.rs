//! What follows by mere subtraction within one table: receivers refuse such a table (D3), however large the value is.
//! Worked out anew here, so that a publisher learns it from the audit and with the sums that betray the cell.

use super::cells::Cells;
use super::system::{Contradiction, Row, System};

/// For each suppressed or unpublished cell (position) whose count follows: the count and the sum that gives it away.
pub(super) struct Derived {
    pub(super) values: Vec<(usize, i128, super::system::Origin)>,
}

struct State {
    /// Unknown terms left.
    open: usize,
    /// What they add up to.
    rest: i128,
    /// The least that they can add up to; `None` when terms of both signs are left.
    least: i128,
    mixed: bool,
}

/// Follows every subtraction in a table.
///
/// # Errors
/// A sum of published counts does not hold.
pub(super) fn derive(cells: &Cells<'_>, publication: usize) -> Result<Derived, Contradiction> {
    let system = System::new(cells, &[publication])?;
    let rows_of = system.rows_of();
    let mut known: Vec<Option<i128>> = vec![None; system.bounds.len()];
    let mut states: Vec<State> = system.rows.iter().map(|row| state(row, &system)).collect();
    let mut waiting: Vec<usize> = (0..states.len()).collect();
    let mut found: Vec<Option<(i128, super::system::Origin)>> = vec![None; system.bounds.len()];
    while let Some(at) = waiting.pop() {
        let (row, own) = (&system.rows[at], &states[at]);
        let at_least = own.open > 0 && !own.mixed && own.rest == own.least;
        if own.open != 1 && !at_least {
            continue;
        }
        let rest = own.rest;
        let left: Vec<(u32, i32)> =
            row.terms.iter().copied().filter(|(unknown, _)| known[*unknown as usize].is_none()).collect();
        for (unknown, coefficient) in left {
            let bounds = system.bounds[unknown as usize];
            let value = if at_least { bounds.low } else { rest / i128::from(coefficient) };
            // What no count can be is a contradiction, which the audit itself finds; and it would leave every number.
            if value < bounds.low || value > bounds.high || value > i128::from(i64::MAX) {
                continue;
            }
            known[unknown as usize] = Some(value);
            found[unknown as usize] = Some((value, row.origin));
            for &other in &rows_of[unknown as usize] {
                learn(&mut states[other as usize], &system.rows[other as usize], unknown, value, bounds.low);
                waiting.push(other as usize);
            }
        }
    }
    let of = cells.of[publication].iter().enumerate();
    let values = of.filter_map(|(position, cell)| {
        let (value, origin) = found[*system.unknown.get(cell)? as usize]?;
        Some((position, value, origin))
    });
    Ok(Derived { values: values.collect() })
}

fn state(row: &Row, system: &System) -> State {
    let low = |(unknown, factor): &(u32, i32)| i128::from(*factor) * system.bounds[*unknown as usize].low;
    let positive = row.terms.iter().filter(|(_, factor)| *factor > 0).count();
    State {
        open: row.terms.len(),
        rest: row.sum,
        least: row.terms.iter().map(low).sum(),
        mixed: positive != 0 && positive != row.terms.len(),
    }
}

fn learn(state: &mut State, row: &Row, unknown: u32, value: i128, low: i128) {
    let Ok(at) = row.terms.binary_search_by_key(&unknown, |(unknown, _)| *unknown) else {
        return;
    };
    let factor = i128::from(row.terms[at].1);
    state.open -= 1;
    state.rest -= factor * value;
    state.least -= factor * low;
}
