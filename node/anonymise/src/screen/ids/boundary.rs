//! Where a number may begin and end: a number inside a longer number, an amount, a link or an identifier is none.

use super::super::{Page, Word};

/// How free a side of a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Nothing hangs on it.
    Free,
    /// Something does; it may still be a number, if a word says so.
    Attached,
    /// It goes on.
    Bound,
}

/// At most so much of what stands around a candidate is looked at, in bytes.
const AROUND: usize = 200;
/// A number of at least so many digits may stand beside another one with only a slash or comma between.
const LONG: usize = 8;
/// Words behind an amount.
const CURRENCIES: &[&str] = &[
    "eur", "euro", "euros", "usd", "gbp", "chf", "sek", "nok", "dkk", "isk", "pln", "czk", "huf", "ron", "bgn", "rsd",
    "uah", "mdl", "gel", "amd", "try", "rub", "lei", "zł", "kč", "ft", "kr", "лв", "грн", "million", "millions",
    "billion", "percent",
];

/// The words before and after a place, and the text between.
struct Gap<'p> {
    between: &'p str,
    other: Option<&'p str>,
}

/// What stands before the word with this index.
pub(super) fn before(page: &Page<'_>, first: usize) -> Side {
    let words = page.words();
    let Some(word) = words.get(first) else { return Side::Bound };
    let other = first.checked_sub(1).and_then(|index| words.get(index));
    let start = other.map_or(0, Word::end);
    let gap = Gap { between: &page.text()[start..word.start()], other: other.map(|word| page.word(word)) };
    let own = page.word(word).len();
    let Some(last) = gap.between.chars().next_back() else { return Side::Free };
    let digits = gap.other.is_some_and(ends_in_digit);
    match last {
        '+' | '$' | '€' | '£' | '¥' | '@' | '~' | '\\' => Side::Bound,
        _ if gap.between.len() > 1 || gap.other.is_none() => match last {
            '.' | ',' | '_' | '&' | '%' => Side::Bound,
            _ => Side::Free,
        },
        '/' | ',' if digits => slash(gap.other, own),
        '.' | '-' | '/' | '_' | ':' | '\'' | ',' if digits => Side::Bound,
        '.' | '-' | '/' | '_' | '&' | '%' => Side::Attached,
        _ => Side::Free,
    }
}

/// What stands after the word with this index.
pub(super) fn after(page: &Page<'_>, last: usize) -> Side {
    let words = page.words();
    let Some(word) = words.get(last) else { return Side::Bound };
    let other = words.get(last + 1);
    let end = other.map_or(page.text().len(), Word::start);
    let gap = Gap { between: &page.text()[word.end()..end], other: other.map(|word| page.word(word)) };
    let own = page.word(word).len();
    let Some(first) = gap.between.chars().next() else { return Side::Free };
    if matches!(first, '%' | '€' | '$' | '£' | '@') {
        return Side::Bound;
    }
    let blank = gap.between.bytes().all(|byte| byte.is_ascii_whitespace());
    if blank && other.is_some_and(|word| !word.has_digit() && CURRENCIES.contains(&page.folded(word))) {
        return Side::Bound;
    }
    let digits = gap.other.is_some_and(|other| other.starts_with(|c: char| c.is_ascii_digit()));
    match first {
        _ if gap.between.len() > 1 || gap.other.is_none() => Side::Free,
        '/' | ',' if digits => slash(gap.other, own),
        '.' | '-' | '_' | ':' | '\'' | '+' if digits => Side::Bound,
        '.' if gap.other.is_some_and(|other| other.starts_with(char::is_uppercase)) => Side::Free,
        '.' | '-' | '/' | '+' => Side::Attached,
        '_' | '=' | '&' | '~' | '\\' => Side::Bound,
        _ => Side::Free,
    }
}

fn slash(other: Option<&str>, own: usize) -> Side {
    if own >= LONG && other.is_some_and(|other| other.len() >= LONG) { Side::Free } else { Side::Bound }
}

fn ends_in_digit(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a word and the one before it are two numbers with one blank between.
pub(super) fn continues_a_row(page: &Page<'_>, index: usize) -> bool {
    let words = page.words();
    let (Some(word), Some(other)) = (words.get(index), index.checked_sub(1).and_then(|index| words.get(index))) else {
        return false;
    };
    word.has_digit() && other.is_number() && &page.text()[other.end()..word.start()] == " "
}

/// Whether the digits from a word on are part of a telephone number with its country's code: a plus sign or two zeros
/// stand at the head of the row.
pub(super) fn is_dialled(page: &Page<'_>, first: usize) -> bool {
    const GROUPS: usize = 6;
    let words = page.words();
    let mut head = first;
    for _ in 0..GROUPS {
        let Some(before) = head.checked_sub(1).and_then(|index| words.get(index)) else { break };
        let gap = &page.text()[before.end()..words[head].start()];
        let joined = before.is_number() && before.end() - before.start() <= 5 && gap.len() <= 3;
        if !joined || !gap.bytes().all(|byte| b" -/().".contains(&byte)) {
            break;
        }
        head -= 1;
    }
    let Some(word) = words.get(head) else { return false };
    let text = &page.text()[..word.start()];
    text.ends_with('+') || text.ends_with("(+") || (head < first && page.word(word).starts_with("00"))
}

/// Whether a stretch lies in a link, an address or another technical identifier.
pub(super) fn is_in_link(page: &Page<'_>, start: usize, end: usize) -> bool {
    let text = page.text();
    let from = floor(text, start.saturating_sub(AROUND));
    let upto = floor(text, end + AROUND);
    let before = text[from..start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[end..upto].split(char::is_whitespace).next().unwrap_or_default();
    let begins = |head: &str| before.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    before.contains("://")
        || before.contains("www.")
        || before.contains(['@', '_'])
        || after.contains(['@', '_'])
        || ["doi:", "10.", "ecli:", "urn:", "doi.org"].iter().any(|head| begins(head))
}

/// The last place before a byte, or at it, where a character begins; at most the end of the text.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether a candidate stands in a row of numbers, or under or over one: a table in running text.
pub(super) fn is_in_table(page: &Page<'_>, first: usize, last: usize) -> bool {
    const NUMBERS: usize = 3;
    let words = page.words();
    let (Some(start), Some(end)) = (words.get(first), words.get(last)) else { return false };
    let text = page.text();
    let (from, upto) = (floor(text, start.start().saturating_sub(AROUND)), floor(text, end.end() + AROUND));
    let line_start = text[from..start.start()].rfind('\n').map_or(from, |at| from + at);
    let line_end = text[end.end()..upto].find('\n').map_or(upto, |at| end.end() + at);
    let left = words[..first].iter().rev().take_while(|word| word.start() >= line_start);
    let right = words[last + 1..].iter().take_while(|word| word.end() <= line_end);
    left.chain(right).filter(|word| word.is_number()).take(NUMBERS).count() == NUMBERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(text: &str, number: &str) -> (Side, Side) {
        let page = Page::new(text, None);
        let index = page.words().iter().position(|word| page.word(word) == number).unwrap();
        (before(&page, index), after(&page, index))
    }

    #[test]
    fn number_in_a_sentence_is_free() {
        for text in [
            "is 12345678.",
            "(12345678)",
            "BSN:12345678, and",
            "12345678",
            "n°12345678;",
            "12345678/87654321",
            "a 12345678\nb",
        ] {
            assert_eq!(sides(text, "12345678"), (Side::Free, Side::Free), "{text}");
        }
    }

    #[test]
    fn number_in_a_longer_number_is_bound() {
        for text in [
            "1.12345678",
            "12345678.50",
            "€12345678",
            "12345678 EUR",
            "+12345678",
            "12345678-9",
            "3,12345678",
            "12345678,5",
            "x@12345678",
        ] {
            let (before, after) = sides(text, "12345678");
            assert!(before == Side::Bound || after == Side::Bound, "{text}");
        }
    }

    #[test]
    fn number_on_a_word_is_attached() {
        assert_eq!(sides("BSN-12345678", "12345678"), (Side::Attached, Side::Free));
        assert_eq!(sides("12345678-x", "12345678"), (Side::Free, Side::Attached));
    }

    #[test]
    fn telephone_is_dialled() {
        for text in ["+48 22 12345678", "+12345678", "0048 22 12345678", "(+31) 20-12345678"] {
            let page = Page::new(text, None);
            let last = page.words().len() - 1;
            assert!(is_dialled(&page, last), "{text}");
        }
        assert!(!is_dialled(&Page::new("born 12345678", None), 1));
    }

    #[test]
    fn link_and_doi_are_told() {
        for text in [
            "https://x.eu/a/12345678",
            "doi:10.1234/12345678",
            "10.1234/12345678",
            "a@b.eu12345678",
            "ECLI:EU:C:12345678",
        ] {
            let at = text.find("12345678").unwrap();
            assert!(is_in_link(&Page::new(text, None), at, at + 8), "{text}");
        }
        assert!(!is_in_link(&Page::new("see 12345678 there", None), 4, 12));
    }

    #[test]
    fn row_of_numbers_is_a_table() {
        let page = Page::new("Row 1 2 3 12345678\nsee 12345678 there", None);
        assert!(is_in_table(&page, 4, 4));
        assert!(!is_in_table(&page, 6, 6));
    }
}
