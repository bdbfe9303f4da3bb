//! Licence plates. Their forms are many and short, so a word for a vehicle has to stand near; without one only forms
//! that nothing else has are a warning.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::keywords::{self, Hits, Topic};
use super::page::{Page, Word};
use super::{Detector, Finding, Level};

/// Forms of plates in letters `A` and digits `0`.
static FORMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("data/plates.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split('\t').nth(1)).flat_map(|forms| forms.split(' ')).collect()
});

/// Words of capitals that stand before a year or number and are no part of a plate.
const MAKES: &[&str] = &[
    "BMW", "VW", "EU", "UN", "EUR", "USD", "ISO", "MS", "AUDI", "SEAT", "FIAT", "KIA", "GPS", "ID", "NR", "NO", "NUTS",
];

/// Parts of a plate at most.
const PARTS: usize = 4;

pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let mut next = 0;
    let all = 0..page.text().len();
    for hit in hits.within(&all).iter().filter(|hit| hit.is(Topic::PLATE)) {
        let named = hit.range();
        let window = keywords::before(page, &named, 5).start..keywords::after(page, &named, 12).end;
        for first in page.first_word_after(window.start.max(next))..page.first_word_after(window.end) {
            if page.words()[first].start() < next {
                continue;
            }
            if let Some(span) = plate(page, first) {
                next = span.end;
                found.push(finding(Level::Block, span, 90));
            }
        }
    }
    for (index, word) in page.words().iter().enumerate() {
        if (word.is_all_capitals() || word.is_number())
            && word.range().len() <= 4
            && page.text()[word.end()..].starts_with(['-', ' '])
            && let Some(span) = distinctive(page, index)
        {
            found.push(finding(Level::Warn, span, 60));
        }
    }
}

fn finding(level: Level, span: Range<usize>, confidence: u8) -> Finding {
    Finding { detector: Detector::Plate, level, confidence, span, scheme: "" }
}

/// The plate that begins with a word: the longest that has a known form.
fn plate(page: &Page<'_>, first: usize) -> Option<Range<usize>> {
    let words = page.words();
    let text = page.text();
    let start = words[first].start();
    if attached_before(text, start) {
        return None;
    }
    let mut form = String::new();
    let mut best = None;
    for (index, word) in words[first..].iter().take(PARTS).enumerate() {
        let gap = if index == 0 { "" } else { &text[words[first + index - 1].end()..word.start()] };
        if !is_part(page, word) || !(index == 0 || is_gap(gap)) || form.len() + word.range().len() > 12 {
            break;
        }
        // Letters behind letters are two at most: M-AB 12, LJ AB-123; P-VER-26 is something else.
        let letters = |word: &Word| !word.has_digit();
        if index > 0 && letters(word) && letters(&words[first + index - 1]) && word.range().len() > 2 {
            break;
        }
        form.extend(page.word(word).chars().map(|c| if c.is_ascii_digit() { '0' } else { 'A' }));
        if FORMS.contains(form.as_str()) && !attached_behind(text, word.end()) && !is_other(page, first, index) {
            best = Some(start..word.end());
        }
    }
    best
}

fn is_part(page: &Page<'_>, word: &Word) -> bool {
    let letters = page.word(word);
    letters.len() <= 10 && letters.chars().all(|c| c.is_ascii_digit() || c.is_uppercase())
}

fn is_gap(gap: &str) -> bool {
    matches!(gap, " " | "-" | "." | "\u{b7}" | " - " | ":" | "\u{2022}")
}

fn attached_before(text: &str, start: usize) -> bool {
    text[..start].ends_with(['-', '/', '_', '.', '@', '#', '\u{b7}'])
}

fn attached_behind(text: &str, end: usize) -> bool {
    let mut behind = text[end..].chars();
    let mark = behind.next().is_some_and(|c| matches!(c, '-' | '/' | '_' | '.' | ',' | '@'));
    mark && behind.next().is_some_and(char::is_alphanumeric) || text[end..].starts_with('%')
}

/// Whether words of capitals with a number are a maker and year, or the code of a country and a number.
fn is_other(page: &Page<'_>, first: usize, last: usize) -> bool {
    let words = &page.words()[first..=first + last];
    let spaced = words.windows(2).all(|pair| &page.text()[pair[0].end()..pair[1].start()] == " ");
    match words {
        [letters, number] if number.is_number() && !letters.has_digit() => {
            let year = page.word(number).parse::<u32>().is_ok_and(|year| (1950..2100).contains(&year));
            let grouped = number.range().len() == 2;
            spaced && (year || grouped || MAKES.contains(&page.word(letters)))
        }
        // NUTS codes and the like: two letters and up to three characters in one.
        [only] => page.word(only).len() <= 5,
        _ => false,
    }
}

/// Three parts with hyphens, letters and digits in turn: AB-123-CD, 12-ABC-3; or four digits between letters.
fn distinctive(page: &Page<'_>, first: usize) -> Option<Range<usize>> {
    let text = page.text();
    let words = page.words().get(first..first + 3)?;
    let gaps = [&text[words[0].end()..words[1].start()], &text[words[1].end()..words[2].start()]];
    let span = words[0].start()..words[2].end();
    let pure = words.iter().all(|word| word.is_number() || (!word.has_digit() && is_part(page, word)));
    let turns = words.windows(2).all(|pair| pair[0].is_number() != pair[1].is_number());
    let length: usize = words.iter().map(|word| word.range().len()).sum();
    let hyphens = gaps == ["-", "-"] && (6..=8).contains(&length);
    let letters = words.iter().filter(|word| !word.is_number()).all(|word| word.range().len() >= 2);
    let spaces = gaps == [" ", " "] && words[1].range().len() == 4 && length == 8;
    if !(pure && turns && (hyphens || spaces) && letters) || attached_before(text, span.start) {
        return None;
    }
    plate(page, first).filter(|plate| *plate == span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::testing::findings;

    fn plates(text: &str, level: Level) -> Vec<String> {
        let found = findings(text, Detector::Plate);
        found.into_iter().filter(|(_, found)| *found == level).map(|(text, _)| text).collect()
    }

    #[test]
    fn plates_beside_a_vehicle_are_blocked() {
        for (text, plate) in [
            ("a car with plate AB-123-CD", "AB-123-CD"),
            ("kenteken 12-ABC-3", "12-ABC-3"),
            ("Kennzeichen B-MW 1234", "B-MW 1234"),
            ("Auto mit dem Kennzeichen M-AB 12", "M-AB 12"),
            ("immatriculé 1-ABC-234", "1-ABC-234"),
            ("matrícula 1234 BCD", "1234 BCD"),
            ("targa AB 123 CD", "AB 123 CD"),
            ("samochód WA 12345", "WA 12345"),
            ("SPZ 1A2 3456", "1A2 3456"),
            ("autoturism B 123 ABC", "B 123 ABC"),
            ("автомобил СВ 1234 АВ", "СВ 1234 АВ"),
            ("номерний знак АА1234ВВ", "АА1234ВВ"),
            ("rendszáma ABC-123", "ABC-123"),
            ("πινακίδα ΥΖΑ-1234", "ΥΖΑ-1234"),
            ("rekisterinumero ABC-123", "ABC-123"),
            ("van reg AB12 CDE", "AB12 CDE"),
            ("a Ford Transit (ABC 123)", "ABC 123"),
            ("vozilo LJ AB-123", "LJ AB-123"),
            ("car ＡＢ-１２３-ＣＤ", "ＡＢ-１２３-ＣＤ"),
        ] {
            assert_eq!(plates(text, Level::Block), [plate], "{text}");
        }
    }

    #[test]
    fn distinctive_plates_alone_are_a_warning() {
        assert_eq!(plates("They saw AB-123-CD there", Level::Warn), ["AB-123-CD"]);
        assert_eq!(plates("They saw CB 1234 AB there", Level::Warn), ["CB 1234 AB"]);
    }

    #[test]
    fn other_codes_are_nothing() {
        for text in [
            "NUTS DE212 and NL327, road E40, A12",
            "vehicles in EU 27 and BMW 2019",
            "ISO 27001, cars in DE212",
            "car thefts rose by 12 % in 2021",
            "document A-12-2021 on cars",
            "Airbus A320 and PH-BXA",
            "SWD 2022 425 on vehicles",
            "vehicles: 123 456 in 2020",
            "WP-2021-07 and CT-2020-15",
        ] {
            let found = findings(text, Detector::Plate);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
