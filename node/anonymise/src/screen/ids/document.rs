//! Numbers of passports and other documents: a word that names the document, and a number of a shape that some state
//! gives to such documents.

use super::super::{Detector, Finding, Level, Page};
use super::boundary::{self, Side};
use super::keywords::{Document, Keywords, Meaning};

/// No document number is shorter.
pub(super) const SHORTEST: usize = 6;
/// How far a number may stand behind the word, in words; before it, and for bare digits, it has to be next to it.
const REACH: usize = 5;
const DIGITS_REACH: usize = 3;

const SHAPES: &str = include_str!("data/documents.csv");

/// Looks for document numbers beside the words that name documents.
///
/// Findings from `already` on are taken: what is another number is no document number.
pub(super) fn find(page: &Page<'_>, keywords: &Keywords<'_, '_>, already: usize, found: &mut Vec<Finding>) {
    let mut taken = 0;
    let numbers = found.len();
    for (first, last, document) in keywords.documents() {
        let before = first.saturating_sub(2)..first;
        let after = last + 1..(last + 1 + REACH).min(page.words().len());
        for index in after.chain(before) {
            let Some(range) = code(page, keywords, index, (first, last)) else { continue };
            let span = page.original(range);
            let touches = |finding: &Finding| finding.span.start < span.end && span.start < finding.span.end;
            let known = found[already.min(numbers)..].iter().any(|finding| {
                touches(finding) && (finding.level == Level::Block || finding.detector == Detector::Passport)
            });
            if !known {
                found.push(Finding {
                    detector: Detector::Passport,
                    level: Level::Block,
                    confidence: 90,
                    span,
                    scheme: name(document),
                });
                taken += 1;
            }
        }
    }
    debug_assert_eq!(found.len(), numbers + taken);
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

/// The number that begins at a word, if it is one of a document named by the words `named`.
fn code(
    page: &Page<'_>,
    keywords: &Keywords<'_, '_>,
    index: usize,
    named: (usize, usize),
) -> Option<std::ops::Range<usize>> {
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
    let told = keywords.beside(index, last, 2).any(|beside| beside.before && beside.meaning == Meaning::Number);
    let other = keywords.beside(index, last, DIGITS_REACH).any(|beside| {
        beside.before && beside.distance < distance && matches!(beside.meaning, Meaning::Book | Meaning::Other)
    });
    // "120000 passports were issued": bare digits follow the word, next to it or with "number" between.
    let near = index > named.1 && (distance == 1 || (told && distance <= DIGITS_REACH)) && compact.len() >= 7;
    (!other && (!digits || near)).then_some(range)
}

/// The stretch of a code that begins at a word: one word, or letters and digits apart as in `RX 123456`.
fn stretch(page: &Page<'_>, index: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let words = page.words();
    let word = words.get(index)?;
    let length = word.end() - word.start();
    let next = words.get(index + 1).filter(|next| next.start() == word.end() + 1);
    let joined = next.filter(|next| {
        let byte = page.text().as_bytes().get(word.end());
        next.is_number() && matches!(byte, Some(b' ' | b'-' | b'/')) && next.end() - next.start() >= 5
    });
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

/// Whether some state gives numbers of that shape to documents.
fn is_document(compact: &[u8]) -> bool {
    if compact.len() < SHORTEST || compact.len() > 12 || compact.iter().filter(|byte| byte.is_ascii_digit()).count() < 3
    {
        return false;
    }
    let rows = SHAPES.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split(',').nth(2)).any(|shape| super::scheme::fits(shape.bytes(), compact))
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
