//! The detectors that depend on language, on one reading of the page.

use super::reading::Reading;
use super::{Finding, Page, address, dates, names, quasi};

/// Finds persons, addresses, dates of birth and of events, and what singles somebody out.
pub(crate) fn find(page: &Page, found: &mut Vec<Finding>) {
    let reading = Reading::of(page);
    let days = dates::all(&reading);
    let people = names::people(&reading, &days);
    names::find(&people, found);
    dates::find(&reading, &days, &people, found);
    address::find(&reading, found);
    quasi::find(&reading, &days, &people, found);
}
