//! Telephone numbers: international ones wherever they stand, national ones beside a word or person that makes them
//! one, or in the shape of a mobile number.

mod plan;

use super::keywords::{Hits, Topic};
use super::number::Run;
use super::page::Page;
use super::{Detector, Finding, Level};

/// Digits of a number that a word names, trunk prefix included.
const NAMED: std::ops::RangeInclusive<usize> = 7..=13;

/// Looks for numbers. `found` has the persons that were found before.
pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let persons: Vec<_> =
        found.iter().filter(|finding| finding.detector == Detector::Person).map(|f| f.span.clone()).collect();
    let mut next = 0;
    let words = page.words();
    for (index, word) in words.iter().enumerate() {
        if !word.is_number() || word.start() < next || word.end() - word.start() > 15 {
            continue;
        }
        let before = &page.text()[..word.start()];
        let plus = before.ends_with('+') || before.ends_with("+ ") || before.ends_with("+(");
        let run = Run::new(page, index);
        let span = run.span();
        let person = || {
            let sentence = page.sentence_at(span.start);
            persons.iter().any(|person| page.sentence_at(person.start) == sentence)
        };
        if let Some(number) = number(page, hits, &run, plus, &person) {
            next = number.span.end;
            found.push(number);
        }
    }
}

fn number(page: &Page<'_>, hits: &Hits, run: &Run<'_>, plus: bool, person: &dyn Fn() -> bool) -> Option<Finding> {
    let all = run.digits();
    let start = run.span().start;
    let finding = |run: &Run<'_>, level, confidence, scheme| {
        let text = page.text();
        let from =
            text[..start].trim_end_matches([' ', '(']).strip_suffix('+').filter(|_| plus).map_or(start, str::len);
        let open = text[..from].ends_with('(') && run.gap(0).starts_with(')');
        Some(Finding {
            detector: Detector::Phone,
            level,
            confidence,
            span: from - usize::from(open)..run.span().end,
            scheme,
        })
    };
    if plus || all.starts_with("00") {
        let international = (1..=run.groups()).rev().map(|groups| run.first(groups)).find_map(|run| {
            let digits = run.digits();
            let digits = if plus { digits.as_str() } else { digits.strip_prefix("00")? };
            let digits = without_trunk(digits, &run, plus);
            let plan = plan::of_international(&digits)?;
            Some((run, plan, digits))
        });
        if let Some((run, known, digits)) = international {
            if plan::is_helpline(&format!("+{digits}")) || known == plan::Known::FreePhone {
                return finding(&run, Level::Info, 95, "helpline");
            }
            return finding(&run, Level::Block, 97, "international");
        }
    }
    if plan::is_short_code(&all) {
        return finding(run, Level::Info, 80, "helpline");
    }
    if all.len() < *NAMED.start() || is_other(page, run) {
        return None;
    }
    let named = hits.near(page, &run.span(), (5, 2), Topic::PHONE);
    // Longest first: what stands behind a number may be another one.
    (1..=run.groups()).rev().map(|groups| run.first(groups)).find_map(|run| {
        let digits = run.digits();
        if !NAMED.contains(&digits.len()) {
            return None;
        }
        let national = plan::of_national(&digits, page.lang());
        if plan::is_free_phone(&digits) && (named || run.groups() > 1) {
            return finding(&run, Level::Info, 90, "helpline");
        }
        let thousands = run.is_grouped_by_thousands();
        let plausible = national.is_some() && (!thousands || digits.len() == 9);
        match national {
            _ if named && plausible => finding(&run, Level::Block, 95, "national"),
            Some(plan::National { mobile: true, trunk: true, local }) if !thousands => {
                let certain = person() || (local && run.groups() > 1);
                let level = if certain { Level::Block } else { Level::Warn };
                (run.groups() > 1 || local || person()).then(|| finding(&run, level, 80, "mobile"))?
            }
            Some(plan::National { mobile: true, local: true, .. }) if person() && !thousands => {
                finding(&run, Level::Block, 75, "mobile")
            }
            _ => None,
        }
    })
}

/// An international number without the trunk prefix in brackets, as in +31 (0)6.
fn without_trunk(digits: &str, run: &Run<'_>, plus: bool) -> String {
    let country = if plus { run.group(0).len() } else { run.group(0).len().saturating_sub(2) };
    let bracket = run.group(1) == "0" && run.gap(0).contains('(');
    match bracket && country < digits.len() {
        true => format!("{}{}", &digits[..country], &digits[country + 1..]),
        false => digits.to_owned(),
    }
}

/// Whether a run of digits is something else: a date, years, a decimal fraction, money, a share, part of a code.
fn is_other(page: &Page<'_>, run: &Run<'_>) -> bool {
    let text = page.text();
    let span = run.span();
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].trim_start();
    let fraction = run.groups() == 2 && matches!(run.gap(0), ".") && run.group(0).len() <= 1;
    fraction
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
