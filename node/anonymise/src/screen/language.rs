//! The detectors that depend on language, on one reading of the page.

use std::ops::Range;

use super::reading::Reading;
use super::{Finding, Page, address, dates, names, quasi};

/// Finds persons, addresses, dates of birth and of events, and what singles somebody out.
pub(crate) fn find(page: &Page, found: &mut Vec<Finding>) {
    let reading = Reading::of(page);
    let days = dates::all(&reading);
    let mut people = names::people(&reading, &days);
    let before = found.len();
    address::find(&reading, found);
    people.retain(|person| !overlaps(&found[before..], &person.span));
    names::find(&people, found);
    dates::find(&reading, &days, &people, found);
    quasi::find(&reading, &days, &people, found);
}

/// Whether a street has its name from somebody. Findings are in order and apart.
fn overlaps(streets: &[Finding], span: &Range<usize>) -> bool {
    let at = streets.partition_point(|street| street.span.end <= span.start);
    streets.get(at).is_some_and(|street| street.span.start < span.end)
}
