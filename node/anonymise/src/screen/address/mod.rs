//! Street addresses: a street with a house number, in the order of its language.

mod kinds;

use std::ops::Range;

use crate::screen::names::is_institution;
use crate::screen::reading::{Languages, Reading, Sense};
use crate::screen::{Detector, Finding, Level};

use kinds::Kinds;

/// Most words of the name of a street, its kind not counted.
const NAME_WORDS: usize = 6;

/// How far before an address the name of the office stands whose address it is.
const OFFICE: usize = 10;

/// Finds street addresses.
pub(crate) fn find(reading: &Reading, found: &mut Vec<Finding>) {
    let mut end = 0;
    for at in 0..reading.words().len() {
        if at < end || !is_house_number(reading, at) {
            continue;
        }
        let Some(words) = street(reading, at) else { continue };
        let words = words.start..with_inside(reading, words.end);
        end = words.end;
        let level = if is_office(reading, &words) { Level::Info } else { Level::Block };
        let all = reading.words();
        let span = all[words.start].start()..all[words.end - 1].end();
        found.push(Finding { detector: Detector::Address, level, confidence: 85, span, scheme: "" });
    }
}

/// 5, 5A, 128, 12b; not a year unless a town follows.
fn is_house_number(reading: &Reading, at: usize) -> bool {
    let word = &reading.words()[at];
    if !word.has_digit() {
        return false;
    }
    let text = reading.page.word(word);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let suffix = text.get(digits..).unwrap_or_default();
    let plain = (1..=4).contains(&digits) && !text.starts_with('0') && suffix.chars().nth(1).is_none();
    let year = digits == 4 && matches!(&text[..2], "19" | "20");
    let decimal = |gap: &str| matches!(gap, "." | ",");
    let digit = |at: usize| reading.words().get(at).is_some_and(|word| word.is_number());
    let part = (decimal(reading.gap(at)) && digit(at + 1)) || (at > 0 && decimal(reading.gap(at - 1)) && digit(at - 1));
    let percent = reading.page.text()[word.end()..].trim_start().starts_with(['%', '€', '$']);
    plain && !part && !percent && (!year || town(reading, at + 1).is_some())
}

/// The words of a street with this house number.
fn street(reading: &Reading, number: usize) -> Option<Range<usize>> {
    let languages = reading.languages(reading.words()[number].sentence());
    let behind = behind_number(reading, number, languages);
    behind.or_else(|| before_number(reading, number, languages))
}

/// "12, rue de la Paix" and "12 Oak Street".
fn behind_number(reading: &Reading, number: usize, languages: Languages) -> Option<Range<usize>> {
    let kinds = Kinds::get();
    let sentence = reading.sentence_of(number);
    for at in number + 1..(number + 3).min(sentence.end) {
        if !matches!(reading.gap(at - 1), " " | ", " | "-") {
            break;
        }
        if languages.meets(Languages::listed("fr en ga mt nl de"))
            && kinds.before(&reading.plain(at), languages)
            && full_word(reading, at)
        {
            let name = name_behind(reading, at, sentence.end)?;
            return Some(number..name);
        }
    }
    let mut capital = false;
    for at in number + 1..(number + 1 + NAME_WORDS).min(sentence.end) {
        if reading.gap(at - 1) != " "
            && reading.gap(at - 1) != "'"
            && !(at == number + 1 && reading.gap(at - 1) == ", ")
        {
            break;
        }
        let word = &reading.words()[at];
        if capital && word.is_capitalised() && kinds.numbered(&reading.plain(at), languages.and(Languages::of("en"))) {
            return Some(number..at + 1);
        }
        if !word.is_capitalised() && word.range().len() > 3 {
            break;
        }
        capital |= word.is_capitalised();
    }
    None
}

/// The index behind the name of a street whose kind is a word.
fn name_behind(reading: &Reading, kind: usize, end: usize) -> Option<usize> {
    let mut last = None;
    for at in kind + 1..(kind + 1 + NAME_WORDS).min(end) {
        if !matches!(reading.gap(at - 1), " " | "-" | "'" | ". ") {
            break;
        }
        let word = &reading.words()[at];
        if word.is_capitalised() || word.has_digit() {
            last = Some(at + 1);
        } else if !reading.at(at).any(Sense::PARTICLE.with(Sense::STOP)) {
            break;
        }
    }
    last
}

/// "rue Victor Hugo 5", "Kerkstraat 5", "Brīvības iela 5", "Dlouhá 5, 110 00 Praha".
fn before_number(reading: &Reading, number: usize, languages: Languages) -> Option<Range<usize>> {
    let kinds = Kinds::get();
    let sentence = reading.sentence_of(number);
    let mut last = number.checked_sub(1).filter(|last| *last >= sentence.start)?;
    let mut marked = reading.page.text()[reading.words()[last].end()..reading.words()[number].start()].contains('№');
    while kinds.number(&reading.plain(last)) && last > sentence.start {
        marked = true;
        last -= 1;
    }
    if !joins(reading, last, true) && !marked {
        return None;
    }
    let word = &reading.words()[last];
    let plain = reading.plain(last);
    let end = end_of_number(reading, number);
    if word.is_capitalised() && kinds.ending(&plain, languages) && !is_common(&plain) {
        return Some(first_of_name(reading, last, sentence.start)..end);
    }
    let named = last > sentence.start && reading.words()[last - 1].is_capitalised() && joins(reading, last - 1, false);
    if named && kinds.after(&plain, languages) && (full_word(reading, last) || reading.gap(last).starts_with('.')) {
        return Some(first_of_name(reading, last - 1, sentence.start)..end);
    }
    if let Some(kind) = kind_before(reading, last, sentence.start, languages) {
        return Some(kind..end);
    }
    if named_after_kind(reading, last, sentence.start) && kinds.after(&plain, languages) {
        return Some(last.saturating_sub(2).max(sentence.start)..end);
    }
    let place = word.is_capitalised() && !word.has_digit() && reading.at(last).month().is_none();
    let law = reading.at(last).any(Sense::LAW.with(Sense::STATISTIC));
    let known = town(reading, end).is_some_and(|whole| whole)
        || (reading.gap(end - 1) == ", "
            && reading.at(end).any(Sense::TOWN)
            && reading.words().get(end).is_some_and(|word| word.is_capitalised()))
        || reading.all(last.saturating_sub(4).max(sentence.start)..last).any(Sense::AT);
    (place && !law && known).then(|| first_of_name(reading, last, sentence.start)..end)
}

/// "Am alten Markt 3": the name is a place in the town.
fn named_after_kind(reading: &Reading, last: usize, start: usize) -> bool {
    let word = &reading.words()[last];
    word.is_capitalised()
        && (start.max(last.saturating_sub(2))..last).any(|at| {
            reading.words()[at].is_capitalised()
                && matches!(
                    reading.folded(at),
                    "am" | "an" | "im" | "auf" | "zum" | "zur" | "unter" | "hinter" | "beim" | "alter" | "neuer"
                )
        })
}

/// Words with the ending of a street that are none.
fn is_common(plain: &str) -> bool {
    const COMMON: &[&str] = &[
        "arbeitsplatz",
        "studienplatz",
        "ausbildungsplatz",
        "schulplatz",
        "heimplatz",
        "schlafplatz",
        "arbeitsweg",
        "ausweg",
        "rechtsweg",
        "balkanroute",
        "seeweg",
        "landweg",
        "luftweg",
        "stellplatz",
        "parkplatz",
        "marktplatz",
        "mittelweg",
        "snelweg",
        "spoorweg",
        "waterweg",
        "werkplein",
        "arbeidsmarkt",
        "arbeitsmarkt",
        "afdal",
        "korsvei",
        "ursprung",
    ];
    COMMON.contains(&plain)
}

/// The kind of street that stands before its name, looked for from the last word of the name on.
fn kind_before(reading: &Reading, last: usize, start: usize, languages: Languages) -> Option<usize> {
    let kinds = Kinds::get();
    let capital = |at: usize| {
        let word = &reading.words()[at];
        word.is_capitalised() && word.range().len() > 4
    };
    let (mut name, mut smalls) = (false, 0);
    for at in (start.max(last.saturating_sub(NAME_WORDS))..=last).rev() {
        if at < last && !joins(reading, at, false) {
            return None;
        }
        let word = &reading.words()[at];
        if (name || (at < last && capital(at)))
            && kinds.before(&reading.plain(at), languages)
            && (full_word(reading, at) || reading.gap(at).starts_with(['.', '/']))
        {
            return Some(at);
        }
        let small = !word.is_capitalised() && !word.has_digit();
        // "Námestie slobody", "Черни връх": one small word may belong to the name.
        let linked = reading.at(at).any(Sense::PARTICLE.with(Sense::STOP)) || word.range().len() <= 3;
        if small && !linked {
            let other = Sense::VERB.with(Sense::PEOPLE).with(Sense::MODAL).with(Sense::STATISTIC);
            if smalls > 0 || reading.at(at).any(other) {
                return None;
            }
            smalls += 1;
        }
        if word.has_digit() && word.range().len() > 2 {
            return None;
        }
        name |= !small;
    }
    None
}

/// An abbreviation of one or two letters needs its full stop; a longer word is one by itself.
fn full_word(reading: &Reading, at: usize) -> bool {
    let letters = reading.folded(at).chars().count();
    letters > 3 || reading.gap(at).starts_with('.') || (letters >= 2 && !reading.at(at).any(Sense::STOP))
}

/// Whether a word and the next are parts of one address.
fn joins(reading: &Reading, at: usize, number: bool) -> bool {
    let gap = reading.gap(at);
    // Names of streets stand in quotation marks in Bulgarian.
    let bare = gap.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '„' | '“' | '”' | '«' | '»'));
    gap.len() <= 12
        && match bare {
            "" | "." | "-" => !gap.contains('\n'),
            "," | "№" | "#" | ":" | "n°" | ".," => number,
            _ => number && matches!(bare.trim_end_matches(' '), ", №" | "“ №" | ".,"),
        }
}

/// Where a name begins that ends with this word: capitalised words before it belong to it.
fn first_of_name(reading: &Reading, last: usize, start: usize) -> usize {
    let mut first = last;
    while first > start && last - first < 3 && reading.gap(first - 1) == " " {
        let before = &reading.words()[first - 1];
        let common = reading.at(first - 1).any(Sense::STOP.with(Sense::PEOPLE).with(Sense::VERB));
        if !before.is_capitalised() || before.has_digit() || common {
            break;
        }
        first -= 1;
    }
    first
}

/// The index behind a house number such as 5/7, 5-7 or "12 bis".
fn end_of_number(reading: &Reading, number: usize) -> usize {
    let next = reading.words().get(number + 1);
    let short = next.is_some_and(|word| word.range().len() <= 3);
    let bis = matches!(reading.folded(number + 1), "bis" | "ter" | "a" | "b" | "c");
    match short && (matches!(reading.gap(number), "/" | "-") || (reading.gap(number) == " " && bis)) {
        true => number + 2,
        false => number + 1,
    }
}

/// Whether a postcode with a town stands at a word; `Some(false)` when the postcode could be any number.
fn town(reading: &Reading, at: usize) -> Option<bool> {
    let gap = at.checked_sub(1).map(|last| reading.gap(last))?;
    if !matches!(gap, ", " | " " | " - " | "\n") {
        return None;
    }
    let digits = |at: usize| reading.words().get(at).filter(|word| word.is_number()).map(|word| word.range().len());
    let named = |at: usize| {
        reading.words().get(at).is_some_and(|word| word.is_capitalised() && !word.has_digit())
            && matches!(reading.gap(at - 1), " " | ", ")
    };
    let country = |at: usize| {
        matches!(
            reading.folded(at),
            "a" | "b"
                | "d"
                | "f"
                | "l"
                | "ch"
                | "pl"
                | "lv"
                | "lt"
                | "sk"
                | "cz"
                | "hr"
                | "si"
                | "fi"
                | "se"
                | "dk"
                | "md"
        ) && reading.gap(at) == "-"
    };
    let at = if country(at) { at + 1 } else { at };
    match (digits(at), digits(at + 1)) {
        (Some(3), Some(2)) | (Some(2), Some(3)) | (Some(4), Some(3)) if named(at + 2) => Some(gap != " "),
        (Some(4), None) if named(at + 1) => {
            let dutch = reading.words()[at + 1].range().len() == 2 && reading.words()[at + 1].is_all_capitals();
            Some(gap != " " || dutch)
        }
        (Some(5), None) if named(at + 1) => Some(gap != " "),
        _ => None,
    }
}

/// The index behind the floor and flat that follow an address.
fn with_inside(reading: &Reading, end: usize) -> usize {
    let kinds = Kinds::get();
    let mut end = end;
    for _ in 0..3 {
        let digit = |at: usize| reading.words().get(at).is_some_and(|word| word.has_digit() && word.range().len() <= 4);
        let here = reading.gap(end - 1).len() <= 3 && kinds.inside(&reading.plain(end));
        end = match here && reading.gap(end).len() <= 2 && digit(end + 1) {
            true => end + 2,
            false => return end,
        };
    }
    end
}

/// Whether an office stands before an address, and no person does.
fn is_office(reading: &Reading, words: &Range<usize>) -> bool {
    let sentence = reading.sentence_of(words.start);
    let window = words.start.saturating_sub(OFFICE).max(sentence.start)..words.start;
    let before = reading.all(window.clone());
    let written = window.clone().any(|at| reading.words()[at].is_capitalised() && is_institution(&reading.plain(at)));
    let all = reading.all(sentence.start..words.start).with(reading.all(words.end..sentence.end));
    let person = Sense::PERSON.with(Sense::KIN).with(Sense::BIRTH).with(Sense::TITLE);
    (written || before.any(Sense::ORGANISATION)) && !all.any(person)
}

#[cfg(test)]
mod tests;
