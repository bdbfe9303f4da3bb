//! The hypercube method (Repsilber 1994; Giessing and Repsilber, *Tools and strategies to protect multiple tables with
//! the GHQUAR cell suppression engine*, 2002): each sensitive cell is made the corner of a cube whose corners are all
//! suppressed. Fast, and it suppresses more than needed. Here a corner takes along its totals and parts, so that the
//! cube holds in a table with hierarchies as well.
//!
//! A yardstick for [`protect`](super::protect), and a fallback where that runs out of time. Where no cube is possible a
//! cell stays exposed: the result must be audited.

use super::loss::Loss;
use super::product::Axes;
use super::search::Search;
use super::system::System;
use super::written;
use crate::outcome::Protected;
use crate::policy::Policy;
use crate::publication::Publication;
use emn_protocol::record::Suppression;

/// A table with its small counts, and cubes around them, suppressed. The table has the form that
/// [`protect`](super::protect) asks for, without a code that is a part of several sums; otherwise only the small counts
/// are suppressed.
pub fn protect_hypercube(new: &Publication, policy: &Policy) -> Protected {
    if super::check::form(&new.table, policy).is_err() || Axes::new(&new.table).is_none() {
        return super::primary_only(new, policy);
    }
    let system = System::new(new, &[], policy, &[]);
    let never = || false;
    let mut search = Search::new(&system, &new.table, policy, &never);
    search.protect_by_products();
    written(new, &system, &search.state.suppressed, policy, Suppression::Complementary)
}

/// How many cells more than [`protect`](super::protect) the method suppresses, in percent; for benchmarks.
pub fn excess(hypercube: &Loss, protected: &Loss) -> f64 {
    let cells = |loss: &Loss| f64::from(u32::try_from(loss.suppressed_cells).unwrap_or(u32::MAX));
    (cells(hypercube) / cells(protected).max(1.0) - 1.0) * 100.0
}
