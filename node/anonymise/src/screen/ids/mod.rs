//! Numbers that belong to one person: identity, insurance and tax numbers with check digits, bank accounts, payment
//! cards, machine-readable zones, numbers of travel and identity documents.
//!
//! | module | does |
//! |---|---|
//! | `scheme`, `catalogue` | what a national number is; which schemes a token satisfies |
//! | `north`, `west`, `central`, `south`, `east` | the schemes, and the source of each algorithm |
//! | `arithmetic`, `calendar` | check digits and dates |
//! | `keywords` | words beside a number |
//! | `layout`, `scan` | where numbers are in a text |
//! | `decide` | how serious a number is |
//! | `iban`, `card`, `mrz`, `document` | the other kinds |

mod arithmetic;
mod boundary;
mod calendar;

mod card;
mod catalogue;
mod central;
mod decide;
mod document;
mod east;
mod iban;
mod keywords;
mod layout;
mod mrz;
mod north;
mod scan;
mod scheme;
mod south;
mod west;

pub use catalogue::{Match, matches, schemes};
pub use scheme::{Scheme, Strength};

use super::{Finding, Page};

/// Looks for all of them in a page. Spans are of the normalised text, as those of all detectors until the end.
pub fn find(page: &Page<'_>, found: &mut Vec<Finding>) {
    mrz::find(page, found);
    scan::find(page, found);
}

#[cfg(test)]
mod tests;
