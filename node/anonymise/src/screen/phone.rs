//! Telephone numbers: international ones wherever they stand, national ones beside a word or person that makes them
//! one, or in the shape of a mobile number.

mod plan;

use std::borrow::Cow;
use std::ops::Range;

use super::keywords::{self, Hits, Topic};
use super::number::Run;
use super::page::{Page, Word};
use super::{Detector, Finding, Level};

/// Digits of a number that a word names, trunk prefix included.
const NAMED: std::ops::RangeInclusive<usize> = 7..=13;

/// Looks for numbers. `found` has the persons that were found before.
pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let persons = found.iter().filter(|finding| finding.detector == Detector::Person);
    let mut persons: Vec<usize> = persons.map(|person| page.sentence_at(person.span.start)).collect();
    persons.sort_unstable();
    let mut next = 0;
    for (index, word) in page.words().iter().enumerate() {
        if !word.is_number() || word.start() < next || word.range().len() > 15 {
            continue;
        }
        let run = Run::new(page, index);
        let person = persons.binary_search(&word.sentence()).is_ok();
        let number = international(page, &run).or_else(|| national(page, hits, &run, person));
        if let Some(number) = number {
            next = number.span.end;
            found.push(number);
        }
    }
}

fn finding(level: Level, span: Range<usize>, confidence: u8, scheme: &'static str) -> Option<Finding> {
    Some(Finding { detector: Detector::Phone, level, confidence, span, scheme })
}

/// A number that begins with + or 00 and the code of a country.
fn international(page: &Page<'_>, run: &Run<'_>) -> Option<Finding> {
    let start = run.span().start;
    let before = &page.text()[..start];
    let plus = before.ends_with('+') || before.ends_with("+ ") || before.ends_with("+(");
    if !plus && !run.digits().starts_with("00") {
        return None;
    }
    let from = before.trim_end_matches([' ', '(']).strip_suffix('+').filter(|_| plus).map_or(start, str::len);
    let open = page.text()[..from].ends_with('(') && run.gap(0).starts_with(')');
    let from = from - usize::from(open);
    let country = plan::country(if plus { run.digits() } else { &run.digits()[2..] })?;
    // Longest first: what stands behind a number may be another one.
    (1..=run.groups()).rev().map(|groups| run.first(groups)).find_map(|run| {
        let digits = if plus { run.digits() } else { run.digits().get(2..)? };
        let digits = without_trunk(digits, &run, plus);
        let span = from..run.span().end;
        match country.known(&digits)? {
            plan::Known::FreePhone => finding(Level::Info, span, 95, "helpline"),
            plan::Known::Valid if plan::is_helpline(&digits) => finding(Level::Info, span, 95, "helpline"),
            plan::Known::Valid => finding(Level::Block, span, 97, "international"),
        }
    })
}

/// An international number without the trunk prefix in brackets, as in +31 (0)6.
fn without_trunk<'a>(digits: &'a str, run: &Run<'_>, plus: bool) -> Cow<'a, str> {
    let country = if plus { run.group(0).len() } else { run.group(0).len().saturating_sub(2) };
    let bracket = run.group(1) == "0" && run.gap(0).contains('(');
    match bracket && country < digits.len() {
        true => Cow::Owned(format!("{}{}", &digits[..country], &digits[country + 1..])),
        false => Cow::Borrowed(digits),
    }
}

/// A number as dialled inside its country, or a short code.
fn national(page: &Page<'_>, hits: &Hits, run: &Run<'_>, person: bool) -> Option<Finding> {
    let all = run.digits();
    if plan::is_short_code(all) {
        return finding(Level::Info, run.span(), 80, "helpline");
    }
    if all.len() < *NAMED.start() || is_other(page, run) {
        return None;
    }
    let near = |topic| hits.near(page, &run.span(), (5, 2), topic);
    let named = near(Topic::PHONE);
    let weakly = !named
        && near(Topic::PHONE_WEAK)
        && !hits.any(&keywords::before(page, &run.span(), 5), Topic::CASE)
        && !near(Topic::PLATE);
    let local = page.lang().is_some() && run.groups() > 1;
    if !(named || weakly || person || local || all.starts_with('0')) {
        return None;
    }
    (1..=run.groups()).rev().map(|groups| run.first(groups)).find_map(|run| {
        let digits = run.digits();
        if !NAMED.contains(&digits.len()) {
            return None;
        }
        if plan::is_free_phone(digits) && (named || run.groups() > 1) {
            return finding(Level::Info, run.span(), 90, "helpline");
        }
        let thousands = run.is_grouped_by_thousands();
        let plan::National { mobile, trunk, local } = plan::of_national(digits, page.lang())?;
        let grouped = run.groups() > 1;
        let close = || hits.any(&keywords::before(page, &run.span(), 2), Topic::PHONE);
        let alone = || !number_beside(page, &run.span());
        match () {
            () if named && (!thousands || digits.len() == 9 || digits.len() == 8 && close()) => {
                finding(Level::Block, run.span(), 95, "national")
            }
            () if weakly && local && mobile && digits.len() == 9 => finding(Level::Block, run.span(), 75, "mobile"),
            () if thousands => None,
            () if weakly && local && run.groups() > 2 && is_spaced(&run) && run.group(0).len() > 1 => {
                finding(Level::Block, run.span(), 75, "national")
            }
            () if trunk && local && weakly => finding(Level::Block, run.span(), 80, "national"),
            () if !mobile => None,
            () if trunk && (person || local && grouped || weakly) => finding(Level::Block, run.span(), 80, "mobile"),
            () if trunk && (grouped || local) && alone() => finding(Level::Warn, run.span(), 60, "mobile"),
            () if local && (person || weakly) => finding(Level::Block, run.span(), 75, "mobile"),
            () if local && grouped && alone() && is_spaced(&run) => finding(Level::Warn, run.span(), 60, "mobile"),
            () => None,
        }
    })
}

/// Whether a number without a trunk prefix is divided as telephone numbers are, and does not begin with a year.
fn is_spaced(run: &Run<'_>) -> bool {
    let year = run.group(0).parse().is_ok_and(|year: u32| (1900..2100).contains(&year));
    !year && (0..run.groups() - 1).all(|gap| matches!(run.gap(gap), " " | "-"))
}

/// Whether another number stands beside a range, as in the rows of a table.
fn number_beside(page: &Page<'_>, span: &Range<usize>) -> bool {
    let number = |word: Option<&Word>| word.is_some_and(Word::is_number);
    number(page.before(span, 1).first()) || number(page.after(span, 1).first())
}

/// Whether a run of digits is something else: a date, years, a decimal fraction, money, a share, part of a code.
fn is_other(page: &Page<'_>, run: &Run<'_>) -> bool {
    let text = page.text();
    let span = run.span();
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].trim_start();
    let fraction = run.groups() == 2 && matches!(run.gap(0), ".") && run.group(0).len() <= 1;
    let single = (0..run.groups()).filter(|group| run.group(*group).len() == 1).count();
    fraction
        || single > 2
        || (run.groups() > 3 && (0..3).all(|gap| run.gap(gap) == "."))
        || run.is_amount()
        || run.begins_with_date()
        || run.is_years()
        || before.is_some_and(|c| {
            matches!(c, '€' | '$' | '£' | ',' | '.' | '/' | '#' | '=' | '_' | '-') || c.is_alphanumeric()
        })
        || behind.starts_with(['%', '€', '$', '£'])
        || text[span.end..].starts_with(|c: char| c == ',' || c.is_alphanumeric())
            && text[span.end..].chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
