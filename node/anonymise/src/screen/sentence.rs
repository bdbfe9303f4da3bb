//! Where sentences and lines end.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::page::{boundary, position};

/// A line that is at least this long and ends without a full stop goes on in the next one.
const WRAPPED: usize = 50;

/// Words before a full stop that end no sentence, in small letters.
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("data/abbreviations.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Cuts a normalised text to sentences; a sentence ends also where a line does, unless the line was merely wrapped.
/// Together they are the whole text.
pub(super) fn split(text: &str) -> Vec<Range<u32>> {
    let bytes = text.as_bytes();
    let mut sentences = Vec::new();
    let (mut start, mut line) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'.' | b'!' | b'?' => full_stop(text, at),
            b'\n' => {
                let ends = line_ends(text, line, at);
                line = at + 1;
                ends
            }
            // U+3002, U+06D4, U+0964, U+0589 and U+FF0E are rare: the ideographic, Arabic, Indic and Armenian full stop.
            0x80..0xC0 => other_stop(&bytes[..=at]),
            _ => false,
        };
        if ends {
            sentences.push(position(start)..position(at + 1));
            start = at + 1;
        }
    }
    if start < bytes.len() || sentences.is_empty() {
        sentences.push(position(start)..position(bytes.len()));
    }
    sentences
}

fn other_stop(upto: &[u8]) -> bool {
    ["。", "۔", "।", "։"].iter().any(|stop| upto.ends_with(stop.as_bytes()))
}

/// Whether the mark at a byte ends a sentence: white space follows, then no small letter, and it ends no abbreviation.
fn full_stop(text: &str, at: usize) -> bool {
    let after = text[at + 1..].trim_start_matches(['"', '\'', ')', ']', '»', '”']);
    let mut next = after.chars();
    match next.next() {
        None => return true,
        Some(c) if !c.is_ascii_whitespace() => return false,
        Some(_) => {}
    }
    let rest = next.as_str().trim_start();
    let small = rest.starts_with(char::is_lowercase);
    !small && (!text[at..].starts_with('.') || !abbreviates(&text[..at], rest))
}

/// Whether a text ends in an abbreviation, an initial or an ordinal number, without its full stop; `behind` follows.
fn abbreviates(before: &str, behind: &str) -> bool {
    const LONGEST: usize = 12;
    let tail = &before[boundary(before, before.len().saturating_sub(LONGEST))..];
    let start = tail.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let Some(word) = tail.get(start..).or_else(|| tail.split(|c: char| !c.is_alphanumeric()).next_back()) else {
        return false;
    };
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) => return c.is_alphanumeric(),
        (Some('0'..='3'), Some('0'..='9')) if letters.next().is_none() => return true,
        _ => {}
    }
    // Before a number or code a short word is more likely one than the end of a sentence: `zn. 12`, `tālr. 29`.
    let length = word.chars().count();
    let coded = behind.chars().take(12).take_while(|c| c.is_alphanumeric()).any(|c| c.is_ascii_digit());
    let numbered = ["No ", "No.", "Nr ", "Nr."].iter().any(|number| behind.starts_with(number));
    let small = word.starts_with(char::is_lowercase);
    if !word.starts_with(|c: char| c.is_ascii_digit()) && ((coded || numbered) && length <= 6 || small && length <= 2) {
        return true;
    }
    let word = word.to_lowercase();
    ABBREVIATIONS.contains(word.as_str()) || word.ends_with("str")
}

/// Whether the line that ends here was not merely wrapped.
fn line_ends(text: &str, line: usize, at: usize) -> bool {
    let this = text[line..at].trim_end();
    let next = text[at + 1..].trim_start_matches([' ', '\t']);
    let Some(first) = next.chars().next() else { return true };
    if this.is_empty() || matches!(first, '\n' | '\r' | '-' | '*' | '+' | '#' | '|' | '>' | '•' | '·' | '▪' | '◦')
    {
        return true;
    }
    let item = next.split(['.', ')', '\n']).next().is_some_and(|number| {
        (1..=3).contains(&number.len()) && number.len() < next.len() && number.bytes().all(|b| b.is_ascii_digit())
    });
    let wrapped = this.len() >= WRAPPED && !this.ends_with(['|', ':', ';']);
    item || !(wrapped || first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| text[range.start as usize..range.end as usize].trim()).collect()
    }

    #[test]
    fn sentences_end_at_full_stops_only() {
        assert_eq!(sentences("She left. He came! Why? We know."), ["She left.", "He came!", "Why?", "We know."]);
        for whole in [
            "Am 12. März kam sie",
            "See art. 5 and nr. 7",
            "Dr. Novák und J. Smith",
            "In 3.5 cases",
            "ul. Długa",
            "Tel. 123",
            "sp. zn. BB-3T/19",
            "valst. Nr. ABC 1",
            "tālr. 29346403",
            "Directive no. 36 e.g. this",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
        assert_eq!(sentences("In 2015. Then"), ["In 2015.", "Then"]);
    }

    #[test]
    fn wrapped_lines_are_one_sentence_and_short_ones_are_not() {
        let wrapped = "The number of victims who were identified in that year\nRose again.";
        assert_eq!(sentences(wrapped).len(), 1);
        assert_eq!(sentences("Name: A\nTel: 5\n- x\n- y").len(), 4);
        assert_eq!(sentences("one\n\ntwo").into_iter().filter(|s| !s.is_empty()).count(), 2);
    }

    #[test]
    fn sentences_cover_the_whole_text() {
        for text in ["", "a", ". . .", "a.\n\n b. C", "क्या।हाँ", "\n"] {
            let parts = split(text);
            assert_eq!(parts.first().map(|part| part.start), Some(0));
            assert_eq!(parts.last().map(|part| part.end as usize), Some(text.len()));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }
}
