//! Lines of machine-readable zones, ICAO 9303 parts 3 to 7: TD1 (3 lines of 30), TD2 and MRV-B (2 of 36), TD3 and
//! MRV-A (2 of 44).

use std::ops::Range;

use super::super::{Detector, Finding, Level, Page};
use super::arithmetic::{icao, value};

/// Lengths of lines.
const LENGTHS: [usize; 3] = [30, 36, 44];
/// Fillers at the end get lost in copying; so many are missed at most.
const LOST: usize = 30;
/// A line with names has at least so many characters once fillers at its end are lost.
const SHORTEST: usize = 10;

/// Looks for lines with fillers.
pub(super) fn find(page: &Page<'_>, found: &mut Vec<Finding>) {
    let text = page.text().as_bytes();
    let mut at = 0;
    while let Some(filler) = page.text().get(at..).and_then(|rest| rest.find('<')) {
        let start = begin(text, at, at + filler);
        let end = text[at + filler..]
            .iter()
            .position(|byte| !is_mrz(*byte))
            .map_or(text.len(), |length| at + filler + length);
        if is_line(&text[start..end]) {
            found.push(finding(start..end));
        }
        at = end.max(at + filler + 1);
    }
}

/// A line without fillers that is one word.
pub(super) fn data_line(page: &Page<'_>, index: usize) -> Option<Finding> {
    let word = page.words().get(index)?;
    let line = page.text().as_bytes().get(word.range())?;
    (LENGTHS.contains(&line.len()) && line.iter().all(|byte| is_mrz(*byte)) && is_data(line))
        .then(|| finding(word.range()))
}

fn finding(range: Range<usize>) -> Finding {
    Finding { detector: Detector::Mrz, level: Level::Block, confidence: 97, span: range, scheme: "mrz" }
}

/// Where the line with a filler begins, not before `from`.
fn begin(text: &[u8], from: usize, filler: usize) -> usize {
    let before = text[from..filler].iter().rev().take_while(|byte| is_mrz(**byte)).count();
    filler - before
}

fn is_mrz(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'<'
}

fn is_line(line: &[u8]) -> bool {
    let longest = LENGTHS[2];
    if line.len() < SHORTEST || line.len() > longest {
        return false;
    }
    is_names(line)
        || LENGTHS.iter().filter(|length| line.len() <= **length && line.len() + LOST >= **length).any(|length| {
            let mut whole = [b'<'; 44];
            whole[..line.len()].copy_from_slice(line);
            is_data(&whole[..*length])
        })
}

/// Whether it is a line of names: of a document (`P<UTOERIKSSON<<ANNA<MARIA`), or the third one of a card.
fn is_names(line: &[u8]) -> bool {
    let letters = line.iter().all(|byte| !byte.is_ascii_digit());
    let double = line.windows(2).position(|pair| pair == b"<<");
    let Some(double) = double.filter(|_| letters) else { return false };
    let fillers = line.iter().filter(|byte| **byte == b'<').count();
    let names = |name: &[u8]| name.first().is_some_and(u8::is_ascii_uppercase);
    let document = matches!(line[0], b'P' | b'V' | b'I' | b'A' | b'C') && double >= 6 && names(&line[5..]);
    let card = LENGTHS[0] == line.len() && names(line) && double >= 1 && fillers >= 2;
    (document && line.len() >= 20) || card
}

/// Whether it is a line of data with a right check digit where the grammar has one.
fn is_data(line: &[u8]) -> bool {
    match line.len() {
        30 => is_first_of_card(line) || is_second_of_card(line),
        36 | 44 => is_second_of_booklet(line),
        _ => false,
    }
}

/// TD1, line 1: type, country, document number and its check digit.
fn is_first_of_card(line: &[u8]) -> bool {
    let kind = matches!(line[0], b'I' | b'A' | b'C' | b'P') && (line[1].is_ascii_uppercase() || line[1] == b'<');
    kind && is_state(&line[2..5]) && has_digit(&line[5..14]) && checked(&line[5..14], line[14])
}

/// TD1, line 2: birth, sex, expiry, nationality.
fn is_second_of_card(line: &[u8]) -> bool {
    is_date(&line[..6])
        && is_sex(line[7])
        && is_date(&line[8..14])
        && is_state(&line[15..18])
        && (checked(&line[..6], line[6]) || checked(&line[8..14], line[14]))
}

/// TD2, TD3, visas, line 2: number, nationality, birth, sex, expiry.
fn is_second_of_booklet(line: &[u8]) -> bool {
    has_digit(&line[..9])
        && is_state(&line[10..13])
        && is_date(&line[13..19])
        && is_sex(line[20])
        && is_date(&line[21..27])
        && (checked(&line[..9], line[9]) || checked(&line[13..19], line[19]) || checked(&line[21..27], line[27]))
}

fn checked(field: &[u8], check: u8) -> bool {
    let check = if check == b'<' { b'0' } else { check };
    check.is_ascii_digit() && icao(field) == value(check)
}

fn has_digit(field: &[u8]) -> bool {
    field.iter().any(u8::is_ascii_digit)
}

/// Three letters, or fewer and fillers, as of Germany.
fn is_state(field: &[u8]) -> bool {
    field[0].is_ascii_uppercase() && field.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'<')
}

/// YYMMDD; unknown parts are fillers.
fn is_date(field: &[u8]) -> bool {
    field.iter().all(|byte| byte.is_ascii_digit() || *byte == b'<')
        && matches!(field[2], b'0' | b'1' | b'<')
        && matches!(field[4], b'0'..=b'3' | b'<')
}

fn is_sex(byte: u8) -> bool {
    matches!(byte, b'M' | b'F' | b'X' | b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> usize {
        let page = Page::new(text, None);
        let mut found = Vec::new();
        find(&page, &mut found);
        found.extend((0..page.words().len()).filter_map(|index| data_line(&page, index)));
        found.len()
    }

    #[test]
    fn specimens_of_icao_are_found() {
        // ICAO 9303, parts 4, 5 and 6.
        let td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        let td1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
        let td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
        assert_eq!((lines(td3), lines(td1), lines(td2)), (2, 3, 2));
    }

    #[test]
    fn line_without_fillers_or_without_those_at_its_end_is_found() {
        assert_eq!(lines("see L898902C36UTO7408122F1204159ZE184226B1234510 there"), 1);
        assert_eq!(lines("P<UTOERIKSSON<<ANNA<MARIA"), 1);
        assert_eq!(lines("D231458907UTO7408122F1204159<"), 1);
    }

    #[test]
    fn other_text_with_angle_brackets_is_not_found() {
        for text in [
            "if A<B and C<<D then",
            "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
            "IN<OUT",
            "A<<B",
            "1<<20",
            "<",
            "XXXXXXXXXXXXXXXXXXXX<<Y",
        ] {
            assert_eq!(lines(text), 0, "{text}");
        }
    }

    #[test]
    fn data_line_with_all_check_digits_wrong_is_not_found() {
        assert_eq!(lines("L898902C37UTO7408123F1204150ZE184226B<<<<<10"), 0);
    }
}
