//! Controlled rounding: every cell and every margin becomes a multiple of a base, and all declared sums still hold.
//!
//! Each value moves to one of its two neighbouring multiples, and multiples, zeros among them, stay as they are
//! (zero-restricted controlled rounding: Cox, *A constructive procedure for unbiased controlled rounding*, JASA 82,
//! 1987; Salazar-González, *Controlled rounding and cell perturbation*, Mathematical Programming 105, 2006), with the
//! least change in all, `Σ |rounded − count|`. In tables of three and more dimensions that may be impossible; then as
//! few cells as possible go one step further.
//!
//! Why that protects, when the base is at least the minimum frequency *k*: the published values may themselves be the
//! counts, and so may be what comes out when any cell is raised, with the totals above it, by anything below the base
//! (`raise`). So a reader must think each value from `y` to `y + base − 1` possible, which is *k* values at least, and
//! `y` itself is 0 or at least *k*. No linear program is needed to see it. Tables whose sums do not allow that argument
//! are refused. Not counted in: a reader who knows that this rounding changes least can hold large changes for
//! unlikely.
//!
//! The way to a solution: what is connected by sums is solved by itself; where sums make a network (two dimensions
//! with totals, of which one may have levels), it is the best there is, found by the network simplex method; the rest
//! is searched for, and small ones are improved by an integer program.

mod exact;
mod network;
mod raise;
mod search;
mod space;
mod system;

use emn_protocol::record::{Method, Suppression};

use crate::policy::Policy;
use crate::publication::Publication;
pub(crate) use system::{DisjointSets, totals, upward};
use system::{Part, System};

/// Bases that the protocol knows.
pub const BASES: [u64; 3] = [3, 5, 10];

/// A table that is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounded {
    /// As readers will see it, with its method statement.
    pub publication: Publication,
    /// Positions of the cells that moved by the base or more. Confidential: readers learn only how many there are.
    pub exceeded: Vec<usize>,
    /// Sum of all changes.
    pub loss: u64,
    /// Whether no other rounding changes less. Else it is the best that was found.
    pub optimal: bool,
}

/// A table that cannot be rounded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoundError {
    /// The protocol does not know this base.
    #[error("the base {base} is not 3, 5 or 10")]
    Base {
        /// What was asked for.
        base: u64,
    },
    /// Readers would see values that are too small.
    #[error("base {base} is below the minimum frequency {min_frequency}: a {base} may not be published; {advice}")]
    BelowMinimum {
        /// What was asked for.
        base: u64,
        /// *k*.
        min_frequency: u64,
        /// What to do.
        advice: String,
    },
    /// Only counts are rounded.
    #[error("the table does not hold counts of persons without decimals")]
    NotCounts,
    /// There is not one value for each cell.
    #[error("the table does not have one value for each combination of its codes")]
    Shape,
    /// A sum needs a cell that has no value.
    #[error("cell {cell} has no value, and sums are declared over it; count it, or flag it as not applicable (z)")]
    Missing {
        /// Its codes.
        cell: String,
    },
    /// A value that is no count.
    #[error("cell {cell} is negative, or too large to be rounded")]
    OutOfRange {
        /// Its codes.
        cell: String,
    },
    /// The counts do not add up.
    #[error("cell {cell} is not the sum of its parts")]
    NotAdditive {
        /// Codes of the total.
        cell: String,
    },
    /// Sums that count a code twice, or a code as a part of itself.
    #[error("the sums of dimension {dimension} count a code twice or as a part of itself")]
    Overlap {
        /// The dimension.
        dimension: String,
    },
    /// Groupings that cross, so that it cannot be shown that readers learn no small count.
    #[error(
        "the groupings of dimension {dimension} cross at {code}, so rounding is not shown to protect; suppress cells"
    )]
    Unprotected {
        /// The dimension.
        dimension: String,
        /// The code.
        code: String,
    },
    /// Too many cells or sums.
    #[error("the table is too large to be rounded: at most {limit} {what}")]
    TooLarge {
        /// Of what.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
    /// Groupings that were not brought together, or cells that would have to move by more than two steps.
    #[error("no additive rounding was found; leave out a dimension or an alternative grouping, or suppress cells")]
    NotFound,
}

/// Rounds all values of a table that still has all its counts to multiples of `base`, which must be 3, 5 or 10 and at
/// least the minimum frequency of the policy. The same table gives the same rounding.
///
/// The exact total must not be published anywhere beside the rounded table.
///
/// # Errors
/// When the base or the table is unfit, or no additive rounding within two steps was found.
pub fn round(new: &Publication, base: u64, policy: &Policy) -> Result<Rounded, RoundError> {
    check_base(base, policy)?;
    let system = System::new(&new.table, base)?;
    new.table.dimensions.iter().try_for_each(raise::check)?;
    let (units, optimal) = solve(&system)?;
    let rounded: Vec<i64> = units.iter().map(|units| units * system.base).collect();
    // Whatever found it: what does not add up, or strays further, leaves nobody's hands.
    let change = |(rounded, count): (&i64, &i64)| rounded.abs_diff(*count);
    let changes: Vec<u64> = rounded.iter().zip(&system.counts).map(change).collect();
    let zero_moved = rounded.iter().zip(&system.counts).any(|(rounded, count)| *count == 0 && *rounded != 0);
    if !system.adds_up(&rounded) || zero_moved || changes.iter().any(|change| *change >= 2 * base) {
        return Err(RoundError::NotFound);
    }
    let exceeded = changes.iter().enumerate().filter(|(_, change)| **change >= base).map(|(cell, _)| cell).collect();
    let loss = changes.iter().fold(0u64, |loss, change| loss.saturating_add(*change));
    Ok(publish(&rounded, base, policy, Rounded { publication: new.clone(), exceeded, loss, optimal }))
}

fn check_base(base: u64, policy: &Policy) -> Result<(), RoundError> {
    if !BASES.contains(&base) {
        return Err(RoundError::Base { base });
    }
    let min_frequency = policy.min_frequency;
    if base >= min_frequency {
        return Ok(());
    }
    let advice = match BASES.iter().find(|base| **base >= min_frequency) {
        Some(base) => format!("round to {base}, or suppress cells"),
        None => "suppress cells".to_owned(),
    };
    Err(RoundError::BelowMinimum { base, min_frequency, advice })
}

/// The rounded values in units of the base, and whether they are the best there are.
fn solve(system: &System) -> Result<(Vec<i64>, bool), RoundError> {
    let mut units = system.floors.clone();
    let mut hard = Vec::new();
    for part in system.components() {
        match network::solve(system, &part) {
            Some(up) => part.cells.iter().zip(up).for_each(|(cell, up)| units[*cell as usize] += i64::from(up)),
            None => hard.push(part),
        }
    }
    if hard.is_empty() {
        return Ok((units, true));
    }
    search::solve(system, &hard, &mut units)?;
    let mut open: Vec<&Part> = hard.iter().filter(|part| !exact::improve(system, part, &mut units)).collect();
    for part in system.coarse_components() {
        let strays = part.cells.iter().any(|cell| system.strays(*cell as usize, &units));
        if strays && exact::stretch(system, &part, &mut units) {
            open.retain(|open| part.cells.binary_search(&open.cells[0]).is_err());
        }
    }
    let optimal = open.is_empty();
    Ok((units, optimal))
}

/// Puts the rounded values into the publication.
fn publish(rounded: &[i64], base: u64, policy: &Policy, mut result: Rounded) -> Rounded {
    let table = &mut result.publication.table;
    for (value, rounded) in table.values.iter_mut().zip(rounded) {
        if value.is_some() {
            *value = Some(*rounded);
        }
    }
    table.method = Some(Method {
        min_frequency: policy.min_frequency,
        suppression: Suppression::None,
        rounding: Some(base),
        noise_milli_epsilon: None,
        zeros: policy.zeros,
    });
    if !result.exceeded.is_empty()
        && let Ok(english) = "en".parse()
    {
        let count = result.exceeded.len();
        let notice = format!("{count} of the rounded values may differ from the count by {base} to {}.", 2 * base - 1);
        let notes = table.notes.get("en").map_or_else(|| notice.clone(), |notes| format!("{notes}\n{notice}"));
        table.notes.set(english, notes);
    }
    result
}

#[cfg(test)]
mod tests;
