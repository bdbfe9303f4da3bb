//! Where numbers are in a text. One pass over the words that have a digit.

use std::ops::Range;

use super::super::{Detector, Finding, Level, Page};
use super::boundary::{self, Side};
use super::card;
use super::catalogue::{LONGEST, LONGEST_WRITTEN, Match, SEPARATORS, matches, schemes};
use super::decide::{self, Named, Setting};
use super::iban::{self, Iban};
use super::keywords::Keywords;
use super::layout::{Node, Tree};
use super::scheme::{Number, fits};
use super::{document, mrz};

/// So many words without a digit may stand at the head of a number, as in `RSS MRA 85T10 A562S`.
const HEAD: usize = 2;
/// Longer words are no numbers.
const LONGEST_WORD: usize = 46;
/// The most words a number is written in.
const MOST_WORDS: usize = 8;
/// The most words of a number whose separators stand at unusual places: more are a row of numbers.
const MOST_GROUPS: usize = 5;

/// Looks for numbers in a page.
pub(super) fn find(page: &Page<'_>, found: &mut Vec<Finding>) {
    let scan = Scan { page, tree: Tree::get(), keywords: Keywords::new(page) };
    let mut taken = vec![false; page.words().len()];
    let mut next = 0;
    let mut codes = false;
    for (index, word) in page.words().iter().enumerate() {
        if index < next || !word.has_digit() {
            continue;
        }
        let length = word.end() - word.start();
        codes |= document::may_be_part(length);
        if length > LONGEST_WORD || !page.word(word).is_ascii() {
            continue;
        }
        if let Some((finding, last)) = scan.at(index) {
            next = last + 1;
            taken[index..next].fill(finding.level == Level::Block);
            found.push(finding);
        }
    }
    if codes {
        document::find(page, &scan.keywords, &mut taken, found);
    }
}

struct Scan<'p, 't> {
    page: &'p Page<'t>,
    tree: &'static Tree,
    keywords: Keywords<'p, 't>,
}

/// A stretch of words that may be a number.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    first: usize,
    last: usize,
    blanks: bool,
}

/// A finding with the index of its last word.
type Found = (Finding, usize);

impl Scan<'_, '_> {
    /// The most serious number that begins at a word, or has it as its first word with digits.
    fn at(&self, index: usize) -> Option<Found> {
        if let Some(account) = self.account(index) {
            return Some(account);
        }
        let card = self.card(index);
        if card.is_some() {
            return card;
        }
        let mut best = mrz::data_line(self.page, index).map(|finding| (finding, index));
        for first in self.heads(index) {
            best = more_serious(best, self.number_from(first, index));
        }
        if best.as_ref().is_none_or(|(finding, _)| finding.level < Level::Block) {
            best = more_serious(best, self.loose_from(index));
        }
        best
    }

    /// Words at which a number may begin whose first digits are in the word `index`.
    fn heads(&self, index: usize) -> Range<usize> {
        let words = self.page.words();
        let bytes = self.page.text().as_bytes();
        let mut first = index;
        while first > 0 && index - first < HEAD {
            let (head, word) = (&words[first - 1], &words[first]);
            let letters = head.is_all_capitals() && !head.has_digit() && head.end() - head.start() <= 6;
            if !letters || word.start() != head.end() + 1 || !b" -".contains(&bytes[head.end()]) {
                break;
            }
            first -= 1;
        }
        first..index + 1
    }

    /// The most serious number in the shapes of the schemes that begins at a word.
    fn number_from(&self, first: usize, digits: usize) -> Option<Found> {
        let mut best = None;
        let mut start = None;
        let mut node = self.tree.root();
        let mut separator = 0;
        for last in first..(first + MOST_WORDS).min(self.page.words().len()) {
            let word = &self.page.words()[last];
            let Some(next) = self.tree.step(node, (separator, word.end() - word.start())) else { break };
            node = next;
            if !node.ends.is_empty() && last >= digits {
                let side = *start.get_or_insert_with(|| boundary::before(self.page, first));
                if side == Side::Bound {
                    break;
                }
                let candidate = Candidate { first, last, blanks: self.has_blank(first, last) };
                best = more_serious(best, self.judge(candidate, side, node));
            }
            match self.separator(last) {
                Some(byte) => separator = byte,
                None => break,
            }
        }
        best
    }

    /// The one separator between a word and the next.
    fn separator(&self, index: usize) -> Option<u8> {
        let words = self.page.words();
        let (word, next) = (words.get(index)?, words.get(index + 1)?);
        let byte = *self.page.text().as_bytes().get(word.end())?;
        (next.start() == word.end() + 1 && SEPARATORS.contains(&byte)).then_some(byte)
    }

    fn has_blank(&self, first: usize, last: usize) -> bool {
        (first..last).any(|index| self.separator(index) == Some(b' '))
    }

    fn range(&self, candidate: Candidate) -> Range<usize> {
        let words = self.page.words();
        words[candidate.first].start()..words[candidate.last].end()
    }

    fn judge(&self, candidate: Candidate, before: Side, node: &Node) -> Option<Found> {
        let range = self.range(candidate);
        let mut written = [0; LONGEST_WRITTEN];
        let mut compact = [0; LONGEST];
        let number = capitals(&self.page.text().as_bytes()[range.clone()], &mut written, &mut compact)?;
        let digits = number.compact.iter().all(u8::is_ascii_digit);
        // What a number comes to is reckoned first: most are none, and nothing else has to be looked at.
        let alike = node.ends.iter().filter(|end| end.digits || !digits);
        let alike = alike.filter(|end| fits(end.places.iter().copied(), number.compact));
        let evaluated = alike.map(|end| (end, (end.scheme.check)(number)));
        let near = self.keywords.any_beside(candidate.first, candidate.last, decide::REACH);
        let mut evaluated = evaluated.filter(|(_, strength)| strength.is_some() || near).peekable();
        evaluated.peek()?;
        let side = before.max(boundary::after(self.page, candidate.last));
        if side == Side::Bound || is_book(number.compact, number.written) {
            return None;
        }
        let named = self.named(candidate.first, candidate.last);
        let setting = Setting {
            named: &named,
            lang: self.page.lang(),
            grouped_as_thousands: is_grouped_as_thousands(number.written),
            doubtful: self.is_doubtful(candidate, side, &range, digits),
        };
        let levels = evaluated.filter_map(|(end, strength)| match strength {
            Some(strength) => {
                let found = Match { scheme: end.scheme, strength, formatted: end.formatted };
                decide::level(&found, setting).map(|level| (level, true, end.scheme.id))
            }
            None => decide::level_of_failed(end.scheme, setting).map(|level| (level, false, end.scheme.id)),
        });
        // The first of equals: the order of the schemes is fixed.
        let best = levels.reduce(|best, next| if (next.1, next.0) > (best.1, best.0) { next } else { best });
        best.map(|((level, confidence), _, id)| {
            (self.finding(Detector::NationalId, level, confidence, range, id), candidate.last)
        })
    }

    fn named(&self, first: usize, last: usize) -> Named {
        Named::new(self.keywords.beside(first, last, decide::REACH))
    }

    /// Whether only a word beside a candidate can make it a number.
    fn is_doubtful(&self, candidate: Candidate, side: Side, range: &Range<usize>, digits: bool) -> bool {
        let Candidate { first, last, blanks } = candidate;
        side == Side::Attached
            || (digits && blanks && boundary::continues_a_row(self.page, first))
            || (digits && blanks && boundary::continues_a_row(self.page, last + 1))
            || (digits && boundary::is_dialled(self.page, first))
            || (digits && blanks && boundary::is_in_table(self.page, first, last))
            || is_hexadecimal(&self.page.text().as_bytes()[range.clone()])
            || boundary::is_in_link(self.page, range.start, range.end)
    }

    /// A number with separators at other places than usual, where a word before it says what it is.
    fn loose_from(&self, first: usize) -> Option<Found> {
        self.separator(first)?;
        if !self.keywords.any_beside(first, first, decide::REACH) {
            return None;
        }
        let named = self.named(first, first);
        if !named.id() && !schemes().iter().any(|scheme| named.nearest(scheme).is_some_and(|distance| distance <= 3)) {
            return None;
        }
        if boundary::before(self.page, first) == Side::Bound {
            return None;
        }
        let mut best = None;
        let mut length = 0;
        for last in first..(first + MOST_GROUPS).min(self.page.words().len()) {
            let word = &self.page.words()[last];
            length += word.end() - word.start();
            if length > LONGEST || !(word.has_digit() || word.end() - word.start() <= 2) {
                break;
            }
            if last > first && boundary::after(self.page, last) != Side::Bound {
                best = more_serious(best, self.loose(Candidate { first, last, blanks: true }, &named));
            }
            if self.separator(last).is_none() {
                break;
            }
        }
        best
    }

    fn loose(&self, candidate: Candidate, named: &Named) -> Option<Found> {
        let range = self.range(candidate);
        let told = |found: &Match| {
            named.nearest(found.scheme).is_some_and(|distance| distance <= 3)
                || (named.id() && found.strength >= super::Strength::Medium)
        };
        let found = matches(&self.page.text()[range.clone()]).into_iter().find(told)?;
        let finding = self.finding(Detector::NationalId, Level::Block, 90, range, found.scheme.id);
        (!named.is_book()).then_some((finding, candidate.last))
    }

    fn account(&self, index: usize) -> Option<Found> {
        let words = self.page.words();
        let text = self.page.text().as_bytes();
        let word = words.get(index)?;
        let first = match text.get(word.start())? {
            byte if byte.is_ascii_alphabetic() => index,
            // The letters of the country stand apart from the digits.
            _ => index.checked_sub(1).filter(|before| {
                let before = &words[*before];
                before.is_all_capitals() && before.end() - before.start() == 2 && word.start() == before.end() + 1
            })?,
        };
        let account = iban::read(self.page, first)?;
        if boundary::before(self.page, first) == Side::Bound {
            return None;
        }
        let (range, level, confidence) = match account {
            Iban::Valid(range) => (range, Level::Block, 99),
            Iban::Wrong(range) => (range, Level::Warn, 60),
        };
        let last = self.last_word(&range)?;
        let told = level == Level::Block || self.named(first, last).iban();
        told.then(|| (self.finding(Detector::Iban, level, confidence, range, "iban"), last))
    }

    fn last_word(&self, range: &Range<usize>) -> Option<usize> {
        self.page.word_at(range.end.checked_sub(1)?)
    }

    fn card(&self, index: usize) -> Option<Found> {
        let words = self.page.words();
        let word = words.get(index)?;
        let length = word.end() - word.start();
        if !word.is_number() || !matches!(length, 4 | 6 | 14..=19) {
            return None;
        }
        if length >= 14 {
            return self.card_in(Candidate { first: index, last: index, blanks: false });
        }
        // Most words of four digits are years: what follows them tells at once.
        let next = words.get(index + 1).filter(|next| next.is_number() && next.start() == word.end() + 1)?;
        let second = next.end() - next.start();
        let fitting = card::GROUPS.iter().rev().filter(|groups| groups[0] == length && groups[1] == second);
        let mut candidates = fitting.filter_map(|groups| self.grouped(index, groups));
        candidates.find_map(|candidate| self.card_in(candidate))
    }

    /// Words of digits of these lengths, with the same separator between.
    fn grouped(&self, first: usize, groups: &[usize]) -> Option<Candidate> {
        let last = first + groups.len() - 1;
        let separator = self.separator(first).filter(|byte| b" -.".contains(byte))?;
        let words = self.page.words().get(first..=last)?;
        let fits =
            words.iter().zip(groups).all(|(word, group)| word.is_number() && word.end() - word.start() == *group)
                && (first..last).all(|index| self.separator(index) == Some(separator));
        fits.then_some(Candidate { first, last, blanks: separator == b' ' })
    }

    fn card_in(&self, candidate: Candidate) -> Option<Found> {
        let range = self.range(candidate);
        let digits: Vec<u8> = self.page.text()[range.clone()].bytes().filter(u8::is_ascii_digit).collect();
        let Candidate { first, last, blanks } = candidate;
        let side = boundary::before(self.page, first).max(boundary::after(self.page, last));
        if side == Side::Bound || !card::is_card(&digits) {
            return None;
        }
        let named = self.named(first, last);
        let row = boundary::continues_a_row(self.page, first) || boundary::continues_a_row(self.page, last + 1);
        let years = digits.chunks(4).filter(|group| group.starts_with(b"19") || group.starts_with(b"20")).count() >= 2;
        let table = blanks && (row || years || boundary::is_in_table(self.page, first, last));
        let doubtful = table || side == Side::Attached || boundary::is_in_link(self.page, range.start, range.end);
        if named.is_book() || (doubtful && !named.card()) {
            return None;
        }
        let confidence = if named.card() { 99 } else { 90 };
        Some((self.finding(Detector::Card, Level::Block, confidence, range, "card"), last))
    }

    fn finding(
        &self,
        detector: Detector,
        level: Level,
        confidence: u8,
        range: Range<usize>,
        scheme: &'static str,
    ) -> Finding {
        Finding { detector, level, confidence, span: range, scheme }
    }
}

/// A stretch of a text in capitals, with and without its separators; nothing if it is too long for a number.
fn capitals<'b>(
    text: &[u8],
    written: &'b mut [u8; LONGEST_WRITTEN],
    compact: &'b mut [u8; LONGEST],
) -> Option<Number<'b>> {
    let written = written.get_mut(..text.len())?;
    let mut length = 0;
    for (byte, capital) in text.iter().zip(written.iter_mut()) {
        *capital = byte.to_ascii_uppercase();
        if capital.is_ascii_alphanumeric() {
            *compact.get_mut(length)? = *capital;
            length += 1;
        }
    }
    Some(Number { compact: &compact[..length], written })
}

/// The more serious of two findings, then the longer one, then the first.
fn more_serious(best: Option<Found>, next: Option<Found>) -> Option<Found> {
    match (best, next) {
        (Some(best), Some(next)) => {
            let key = |found: &Found| (found.0.level, found.0.span.len());
            Some(if key(&next) > key(&best) { next } else { best })
        }
        (best, next) => best.or(next),
    }
}

/// Whether it looks like a digest: small letters of hexadecimal digits.
fn is_hexadecimal(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_lowercase) && text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether groups of three digits follow a first group of one to three, with one separator: thousands.
fn is_grouped_as_thousands(written: &[u8]) -> bool {
    let Some(separator) = written.iter().find(|byte| !byte.is_ascii_alphanumeric()) else { return false };
    let mut groups = written.split(|byte| byte == separator);
    let digits = |group: &[u8]| group.iter().all(u8::is_ascii_digit);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    first && matches!(separator, b' ' | b'.') && groups.all(|group| group.len() == 3 && digits(group))
}

/// Whether it is an ISBN: of 13 digits with the prefix of books and the check digit of GS1, or of ten characters in
/// four groups with its own (ISO 2108).
fn is_book(compact: &[u8], written: &[u8]) -> bool {
    match compact.len() {
        13 => (compact.starts_with(b"978") || compact.starts_with(b"979")) && super::arithmetic::ean_13(compact),
        10 => {
            let groups = written.split(|byte| !byte.is_ascii_alphanumeric()).count();
            let sum = super::arithmetic::weighted(compact, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
            groups == 4 && written.iter().rev().nth(1).is_some_and(|byte| !byte.is_ascii_digit()) && sum % 11 == 0
        }
        _ => false,
    }
}
