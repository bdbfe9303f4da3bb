//! Bank account numbers, ISO 13616.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::{Page, Word};
use super::arithmetic::mod_97;

const REGISTRY: &str = include_str!("data/iban.csv");
/// The longest IBAN of the standard.
const LONGEST: usize = 34;

/// Structure of the BBAN of each country, one class of characters a place; by the two letters.
static STRUCTURES: LazyLock<Vec<([u8; 2], Vec<u8>)>> = LazyLock::new(|| {
    let rows = REGISTRY.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut structures: Vec<_> = rows.filter_map(structure).collect();
    structures.sort();
    structures
});

fn structure(row: &str) -> Option<([u8; 2], Vec<u8>)> {
    let (country, bban) = row.split_once(',')?;
    let mut places = Vec::new();
    let mut count = 0;
    for byte in bban.bytes() {
        if byte.is_ascii_digit() {
            count = count * 10 + usize::from(byte - b'0');
        } else {
            places.extend(std::iter::repeat_n(byte, count));
            count = 0;
        }
    }
    Some((country.as_bytes().try_into().ok()?, places))
}

/// What a text that looks like an IBAN comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Iban {
    /// Length, structure and check digits are right.
    Valid(Range<usize>),
    /// Length and structure are right, the check digits are not.
    Wrong(Range<usize>),
}

/// Reads an IBAN that begins at a word, in one piece or in groups with single blanks, dashes or full stops between.
pub(super) fn read(page: &Page<'_>, first: usize) -> Option<Iban> {
    let words = page.words();
    let start = words.get(first)?;
    let head = page.text().as_bytes().get(start.range())?;
    let country: [u8; 2] = head.get(..2)?.to_ascii_uppercase().try_into().ok()?;
    // The check digits stand behind the letters, or after one blank.
    match head.get(2..4) {
        Some(digits) if digits.iter().all(u8::is_ascii_digit) => {}
        None if head.len() == 2 && head.iter().all(u8::is_ascii_uppercase) => {}
        _ => return None,
    }
    let index = STRUCTURES.binary_search_by(|(key, _)| key.cmp(&country)).ok()?;
    let places = &STRUCTURES[index].1;
    let (text, range) = gather(page, first, places.len() + 4)?;
    if !fits(&text[4..], places) || !text[2..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let rest = mod_97(text[4..].iter().chain(&text[..4]).copied());
    Some(if rest == 1 { Iban::Valid(range) } else { Iban::Wrong(range) })
}

/// Exactly so many characters from a word on, in capitals.
fn gather(page: &Page<'_>, first: usize, length: usize) -> Option<(Vec<u8>, Range<usize>)> {
    let bytes = page.text().as_bytes();
    let mut text = Vec::with_capacity(LONGEST);
    let mut last: Option<&Word> = None;
    for word in &page.words()[first..] {
        if let Some(before) = last {
            let joined = word.start() == before.end() + 1 && b" -.".contains(bytes.get(before.end())?);
            if !joined {
                return None;
            }
        }
        let piece = bytes.get(word.range())?;
        if text.len() + piece.len() > length || !piece.is_ascii() {
            return None;
        }
        text.extend(piece.iter().map(u8::to_ascii_uppercase));
        last = Some(word);
        if text.len() == length {
            let start = page.words().get(first)?.start();
            return Some((text, start..word.end()));
        }
    }
    None
}

fn fits(bban: &[u8], places: &[u8]) -> bool {
    bban.len() == places.len()
        && bban.iter().zip(places).all(|(byte, place)| match place {
            b'n' => byte.is_ascii_digit(),
            b'a' => byte.is_ascii_uppercase(),
            _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valid(text: &str) -> bool {
        let page = Page::new(text, None);
        matches!(read(&page, 0), Some(Iban::Valid(range)) if range == (0..text.len()))
    }

    #[test]
    fn registry_examples_are_valid() {
        for iban in [
            "GB82 WEST 1234 5698 7654 32",
            "NL91ABNA0417164300",
            "DE89 3704 0044 0532 0130 00",
            "FR14-2004-1010-0505-0001-3M02-606",
            "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
            "NO93 8601 1117 947",
            "BE 68 5390 0754 7034",
            "gb82west12345698765432",
        ] {
            assert!(valid(iban), "{iban}");
        }
    }

    #[test]
    fn wrong_check_digits_are_told_from_no_iban() {
        let page = Page::new("NL92ABNA0417164300", None);
        assert_eq!(read(&page, 0), Some(Iban::Wrong(0..18)));
        for other in ["NL91ABNA041716430", "NL91ABNA04171643001", "XX91ABNA0417164300", "NL91 ABNA\n0417164300", "NL"] {
            assert_eq!(read(&Page::new(other, None), 0), None, "{other}");
        }
    }

    #[test]
    fn registry_is_read_whole() {
        assert!(STRUCTURES.len() > 85);
        assert!(STRUCTURES.iter().all(|(_, places)| (11..=30).contains(&places.len())));
    }
}
