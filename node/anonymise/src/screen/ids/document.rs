//! Numbers of passports and other documents: a word that names the document, and a number of a shape that some state
//! gives to such documents.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::{Detector, Finding, Level, Page};
use super::boundary::{self, Side};
use super::keywords::{Document, Keywords, Meaning};

/// No document number is shorter, or longer.
const SHORTEST: usize = 6;
const LONGEST: usize = 12;
/// How far a number may stand behind the word, in words; before it; and behind it if it has bare digits.
const REACH: usize = 5;
const BEFORE: usize = 3;
const DIGITS_REACH: usize = 4;
/// So many bare digits, and no word such as "number" between, are hardly a count.
const DIGITS: usize = 8;

/// Shapes of document numbers, each once.
static SHAPES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("data/documents.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut shapes: Vec<_> = rows.filter_map(|row| row.split(',').nth(2)).collect();
    shapes.sort_unstable();
    shapes.dedup();
    shapes
});

/// Looks for document numbers beside the words that name documents. `taken` are the words of other numbers.
pub(super) fn find(page: &Page<'_>, keywords: &Keywords<'_, '_>, taken: &mut [bool], found: &mut Vec<Finding>) {
    for (first, last, document) in keywords.documents() {
        let before = first.saturating_sub(BEFORE)..first;
        let after = last + 1..(last + 1 + REACH).min(page.words().len());
        for index in after.chain(before) {
            let Some((range, end)) = code(page, keywords, index, (first, last)) else { continue };
            let words = &mut taken[index..=end];
            if !words.contains(&true) {
                words.fill(true);
                let scheme = name(document);
                found.push(Finding {
                    detector: Detector::Passport,
                    level: Level::Block,
                    confidence: 90,
                    span: range,
                    scheme,
                });
            }
        }
    }
}

/// Whether a word of that length with digits may be part of a document number: the whole, the digits behind letters, or
/// the last group of [`grouped`].
pub(super) fn may_be_part(length: usize) -> bool {
    length >= SHORTEST - 1 || length == 3
}

fn name(document: Document) -> &'static str {
    match document {
        Document::Passport => "passport",
        Document::IdCard => "id_card",
        Document::Residence => "residence_permit",
        Document::Driving => "driving_licence",
        Document::Visa => "visa",
    }
}

/// The number that begins at a word, with its last word, if it is one of a document named by the words `named`.
fn code(
    page: &Page<'_>,
    keywords: &Keywords<'_, '_>,
    index: usize,
    named: (usize, usize),
) -> Option<(Range<usize>, usize)> {
    let (range, last) = stretch(page, index)?;
    let text = page.code(range.clone());
    let compact: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if !is_document(&compact) {
        return None;
    }
    let side = boundary::before(page, index).max(boundary::after(page, last));
    if side == Side::Bound || boundary::is_in_link(page, range.start, range.end) || boundary::is_dialled(page, index) {
        return None;
    }
    let digits = compact.iter().all(u8::is_ascii_digit);
    let distance = if index > named.1 { index - named.1 } else { named.0.saturating_sub(last) };
    let told = is_number_word(page, named.1)
        || keywords.beside(index, last, 1).any(|beside| beside.before && beside.meaning == Meaning::Number);
    let other = keywords.beside(index, last, DIGITS_REACH).any(|beside| {
        beside.before && beside.distance < distance && matches!(beside.meaning, Meaning::Book | Meaning::Other)
    });
    // Not "120000 passports were issued" or "passports: 120000": bare digits follow the word, with "number" between or
    // next to it.
    let length = compact.len();
    let near = index > named.1 && ((told && distance <= DIGITS_REACH) || (distance <= 2 && length >= DIGITS));
    (!other && (!digits || near)).then_some((range, last))
}

/// Whether the name of the document itself says "number", as "Passnummer" does.
fn is_number_word(page: &Page<'_>, index: usize) -> bool {
    let name = page.words().get(index).map_or("", |word| page.folded(word));
    ["nummer", "numer", "numéro", "número", "numero", "číslo", "szám", "number", "nr"]
        .iter()
        .any(|end| name.contains(end))
}

/// The stretch of a code that begins at a word: one word, or letters and digits apart as in `RX 123456`.
fn stretch(page: &Page<'_>, index: usize) -> Option<(Range<usize>, usize)> {
    let words = page.words();
    let word = words.get(index)?;
    let length = word.end() - word.start();
    let next = words.get(index + 1).filter(|next| next.start() == word.end() + 1);
    let joined = next.filter(|next| {
        let byte = page.text().as_bytes().get(word.end());
        next.is_number() && matches!(byte, Some(b' ' | b'-' | b'/')) && next.end() - next.start() >= 5
    });
    if let Some(grouped) = grouped(page, index) {
        return Some(grouped);
    }
    if let Some(next) = joined {
        let letters = word.is_all_capitals() && !word.has_digit() && page.word(word).chars().count() <= 3;
        // Series of two digits and two letters, or four digits, before six digits.
        let series = word.has_digit() && length == 4 && next.end() - next.start() == 6;
        if letters || series {
            return Some((word.start()..next.end(), index + 1));
        }
    }
    (word.has_digit() && length >= SHORTEST).then(|| (word.range(), index))
}

/// Digits in groups of three with full stops, as the identity cards of Latin America and Spain have them.
fn grouped(page: &Page<'_>, index: usize) -> Option<(Range<usize>, usize)> {
    let words = page.words();
    let start = words.get(index).filter(|word| word.is_number() && word.end() - word.start() <= 3)?.start();
    let mut last = index;
    while let (Some(word), Some(next)) = (words.get(last), words.get(last + 1)) {
        let joined = &page.text()[word.end()..next.start()] == "." && next.is_number();
        if !joined || next.end() - next.start() != 3 {
            break;
        }
        last += 1;
    }
    (last - index >= 2).then(|| (start..words[last].end(), last))
}

/// Whether numbers of documents are like that: up to three letters and five digits or more, or a shape of some state.
fn is_document(compact: &[u8]) -> bool {
    let digits = compact.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = compact.len() - digits;
    if !(SHORTEST..=LONGEST).contains(&compact.len()) || digits < 3 {
        return false;
    }
    let usual = (1..=3).contains(&letters) && digits >= 5;
    usual || SHAPES.iter().any(|shape| super::scheme::fits(shape.bytes(), compact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_documents_are_known() {
        for number in
            ["XR1234567", "C01X00T47", "12AB34567", "123456789", "NWC4L5B71", "AAA123456", "CA00000AA", "RX123456"]
        {
            assert!(is_document(number.as_bytes()), "{number}");
        }
    }

    #[test]
    fn words_and_years_are_no_documents() {
        for text in ["SCHENGEN", "2019", "EU2019", "COVID19", "A1", "1234567890123", "ISO9303"] {
            assert!(!is_document(text.as_bytes()), "{text}");
        }
    }
}
