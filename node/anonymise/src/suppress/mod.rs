//! Suppression: small counts, and others that would give them away.
//!
//! Complementary cells are found as in the linear programs of Fischetti and Salazar (*Solving the cell suppression
//! problem on tabular data with linear constraints*, Management Science 47, 2001) and Kelly, Golden and Assad
//! (Networks 22, 1992): for each cell in turn the cheapest change of the whole table that no published figure betrays.
//! The order, totals before their parts, is that of HiTaS (de Wolf, 2002); but where HiTaS cuts a table into pieces to
//! keep programs small, here every program sees all equations of all tables, and its work follows the pattern that it
//! finds (`simplex`). So a pattern, once found, holds globally, and a repair by pieces is not needed.
//!
//! | module | does |
//! |---|---|
//! | `check` | refuses what cannot be protected as it stands |
//! | `system` | joins tables that overlap into one system of equations |
//! | `program` | the words of a linear program |
//! | `simplex` | the cheapest change of one cell |
//! | `witness` | whole-number proofs of protection |
//! | `pattern` | the cheapest change that moves a cell |
//! | `product` | cheap patterns without a program |
//! | `search` | protects cell after cell |
//! | `singleton` | protection against one's own record |
//! | `prune` | publishes again what need not be suppressed |
//! | [`hypercube`] | the classic fast method, as a yardstick |
//! | [`loss`] | what suppression costs |

mod check;
pub mod hypercube;
pub mod loss;
mod pattern;
mod product;
mod program;
mod prune;
mod search;
mod simplex;
mod singleton;
mod system;
mod witness;

use emn_protocol::record::{Flags, Method, Suppression};

pub use loss::Loss;
pub(crate) use system::heights;

use crate::outcome::{CellStatus, Protected};
use crate::policy::Policy;
use crate::publication::Publication;
use search::Search;
use system::{Kind, System};

/// What was published before and overlaps with a new table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// As readers have it.
    pub publication: Publication,
    /// Its true counts by position, where they are still known. Without them its suppressed cells protect nothing.
    pub counts: Option<Vec<Option<i64>>>,
}

/// Why a table was not protected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProtectError {
    /// It is not a complete table of counts. Says which rule it breaks, and names no count.
    #[error("{0}")]
    Form(String),
    /// Too large.
    #[error("{what}: {found}, at most {most}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much.
        found: usize,
        /// How much is allowed.
        most: usize,
    },
    /// Too few persons for so much detail.
    #[error("too few persons for so much detail; coarsen {dimension}, for example to its groups or its total")]
    Sparse {
        /// The dimension whose coarsening helps most.
        dimension: String,
    },
    /// Whatever else were suppressed, published figures give a sensitive cell away.
    #[error(
        "cell {} cannot be protected: nothing along {dimension} may still be suppressed; coarsen {dimension} or leave it out",
        cell.join("/")
    )]
    Unprotectable {
        /// Codes of the cell, in the order of its table's dimensions.
        cell: Vec<String>,
        /// The dimension whose sum gives it away.
        dimension: String,
    },
    /// The table that came out breaks a rule of the receivers.
    #[error("receivers would refuse the protected table: {0}")]
    Rejected(String),
    /// Time or effort ran out. Nothing was decided.
    #[error("not finished in the time allowed; coarsen the table, or allow more time")]
    Unfinished,
}

/// Suppresses the cells of a table that must not be published, and as few others as keep them from being derived.
///
/// All counts of `new` are there; a cell without one has the flag `z` (not applicable). Every suppressed cell of the
/// result has, over all equations of `new` and `earlier` together, an interval of whole numbers of at least
/// `policy.width`, or one without a small count. `expired` is asked now and then.
///
/// # Errors
/// [`ProtectError`]. Nothing is half protected.
pub fn protect(
    new: &Publication,
    earlier: &[Earlier],
    policy: &Policy,
    expired: &dyn Fn() -> bool,
) -> Result<Protected, ProtectError> {
    check::form(&new.table, policy)?;
    check::earlier(earlier)?;
    check::detail(&new.table, policy)?;
    let system = System::new(new, earlier, policy, &[]);
    let mut search = Search::new(&system, &new.table, policy, expired);
    check::already_public(&system)?;
    complete(&mut search, policy)?;
    search.prune(policy.singleton);
    finish(new, &system, &search.state.suppressed, policy)
}

/// Suppresses more, so that the cells at `exposed` become protected that an audit found exposed, whatever the proof of
/// this module says. Cells that are suppressed stay so.
///
/// # Errors
/// [`ProtectError`].
pub fn repair(
    protected: &Protected,
    earlier: &[Earlier],
    exposed: &[usize],
    policy: &Policy,
    expired: &dyn Fn() -> bool,
) -> Result<Protected, ProtectError> {
    let new = with_counts(protected);
    check::form(&new.table, policy)?;
    check::earlier(earlier)?;
    let forced: Vec<bool> = protected.status.iter().map(|status| status.suppressed()).collect();
    let system = System::new(&new, earlier, policy, &forced);
    check::already_public(&system)?;
    let mut search = Search::new(&system, &new.table, policy, expired);
    let before = search.state.suppressed.clone();
    complete(&mut search, policy)?;
    for position in exposed {
        let Some(&cell) = system.cell_of.get(*position) else { continue };
        // Where its proof needed nothing new, the audit saw something that this module does not: find another way.
        if search.suppressed(cell) && search.unchanged_around(cell, &before) {
            search.protect_otherwise(cell)?;
        }
    }
    complete(&mut search, policy)?;
    finish(&new, &system, &search.state.suppressed, policy)
}

fn complete(search: &mut Search<'_>, policy: &Policy) -> Result<(), ProtectError> {
    loop {
        search.protect_all()?;
        if !search.protect_from_singletons(policy.singleton)? {
            return Ok(());
        }
    }
}

/// Suppresses sensitive cells only. What most of them are then follows from the totals: a yardstick, no protection.
pub fn primary_only(new: &Publication, policy: &Policy) -> Protected {
    let system = System::new(new, &[], policy, &[]);
    let suppressed: Vec<bool> = system.cells.iter().map(|cell| cell.kind == Kind::Suppressed).collect();
    written(new, &system, &suppressed, policy, Suppression::Primary)
}

/// The table with its true counts.
fn with_counts(protected: &Protected) -> Publication {
    let mut new = protected.publication.clone();
    new.table.values.clone_from(&protected.counts);
    new.table.flags = new
        .table
        .flags
        .iter()
        .map(|(position, flags)| (*position, changed(*flags, false)))
        .filter(|(_, flags)| !flags.is_empty())
        .collect();
    new
}

/// The flags with or without `c`.
fn changed(flags: Flags, suppressed: bool) -> Flags {
    let letters = emn_protocol::record::FLAG_LETTERS.iter().map(|(letter, _)| *letter);
    let text: String = letters.filter(|letter| if *letter == 'c' { suppressed } else { flags.has(*letter) }).collect();
    text.parse().unwrap_or(flags)
}

fn finish(new: &Publication, system: &System, suppressed: &[bool], policy: &Policy) -> Result<Protected, ProtectError> {
    let any = suppressed.iter().any(|suppressed| *suppressed);
    let suppression = if any { Suppression::Complementary } else { Suppression::None };
    let protected = written(new, system, suppressed, policy, suppression);
    let network = emn_protocol::disclosure::Policy { min_frequency: policy.min_frequency, noise_allowed: false };
    match emn_protocol::disclosure::check_table(&protected.publication.table, &network).first() {
        None => Ok(protected),
        Some(violation) => Err(ProtectError::Rejected(violation.to_string())),
    }
}

/// The table as readers will see it.
fn written(
    new: &Publication,
    system: &System,
    suppressed: &[bool],
    policy: &Policy,
    suppression: Suppression,
) -> Protected {
    let counts = new.table.values.clone();
    let mut publication = new.clone();
    let mut status = Vec::with_capacity(counts.len());
    for (position, (count, cell)) in counts.iter().zip(&system.cell_of).enumerate() {
        let own = status_of(*count, suppressed[*cell as usize], policy);
        let flags = changed(publication.table.flags_at(position), own.suppressed());
        if let Ok(position) = u32::try_from(position) {
            if flags.is_empty() {
                publication.table.flags.remove(&position);
            } else {
                publication.table.flags.insert(position, flags);
            }
        }
        if own.suppressed() {
            publication.table.values[position] = None;
        }
        status.push(own);
    }
    publication.table.method = Some(Method {
        min_frequency: policy.min_frequency,
        suppression,
        rounding: None,
        noise_milli_epsilon: None,
        zeros: policy.zeros,
    });
    Protected { publication, status, counts }
}

fn status_of(count: Option<i64>, suppressed: bool, policy: &Policy) -> CellStatus {
    match (count, suppressed) {
        (None, _) => CellStatus::NotApplicable,
        (Some(_), false) => CellStatus::Published,
        (Some(count), true) if !policy.is_sensitive(count.unsigned_abs()) => CellStatus::Complementary,
        (Some(0), true) => CellStatus::Zero,
        (Some(_), true) => CellStatus::Primary,
    }
}

/// Names a cell and the dimension that gives it away. Which table the cell is in is seen from its codes.
fn unprotectable(system: &System, cell: u32, row: u32) -> ProtectError {
    let (publication, position) = system.cells[cell as usize].origin;
    let own = system.names.get(publication as usize);
    let blocking = system.origins.get(row as usize).and_then(|origin| {
        system.names.get(origin.publication as usize).and_then(|names| names.dimension(origin.dimension))
    });
    ProtectError::Unprotectable {
        cell: own.map(|names| names.codes(position)).unwrap_or_default(),
        dimension: blocking.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
