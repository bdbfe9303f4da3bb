//! A text made ready to look at: one form, words, sentences.

use std::borrow::Cow;
use std::ops::Range;

use super::fold;
use super::normalise::{self, Classes, Normalised};
use super::sentence;

/// A maximal run of letters, digits and marks of the normalised text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    start: u32,
    end: u32,
    sentence: u32,
    flags: u8,
}

const DIGIT: u8 = 1;
const LETTER: u8 = 2;
const CAPITAL: u8 = 4;
const SMALL: u8 = 8;

impl Word {
    /// Bytes of the normalised text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// First byte in the normalised text.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// First byte behind it in the normalised text.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Index in [`Page::sentences`].
    pub fn sentence(&self) -> usize {
        self.sentence as usize
    }

    /// Whether it has a digit 0 to 9.
    pub fn has_digit(&self) -> bool {
        self.flags & DIGIT != 0
    }

    /// Whether it consists of the digits 0 to 9.
    pub fn is_number(&self) -> bool {
        self.flags & (DIGIT | LETTER) == DIGIT
    }

    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// Whether it begins with a capital letter and has no small one: `BSN`, `A`, `AB12`.
    pub fn is_all_capitals(&self) -> bool {
        self.flags & (CAPITAL | SMALL) == CAPITAL
    }
}

/// A text with its normalised form, its words and its sentences. All positions are bytes of the normalised text unless
/// said otherwise.
#[derive(Debug)]
pub struct Page<'a> {
    given: &'a str,
    lang: Option<&'a str>,
    normalised: Normalised<'a>,
    folded: String,
    words: Vec<Word>,
    sentences: Vec<Range<u32>>,
}

impl<'a> Page<'a> {
    /// Longest text that is looked at in one piece, in bytes as given. [`super::screen`] cuts longer ones.
    pub const MAX_BYTES: usize = 1 << 20;

    /// Reads a text in a language (BCP 47; only the primary tag counts). What lies beyond [`Self::MAX_BYTES`] is not
    /// read.
    pub fn new(text: &'a str, lang: Option<&'a str>) -> Self {
        let text = &text[..boundary(text, Self::MAX_BYTES)];
        let normalised = normalise::normalise(text);
        let folded = fold::fold(&normalised.text);
        let (words, sentences) = split(&normalised.text);
        let lang = lang.map(|lang| lang.split(['-', '_']).next().unwrap_or(lang)).filter(|lang| !lang.is_empty());
        Self { given: text, lang, normalised, folded, words, sentences }
    }

    /// The text as given.
    pub fn given(&self) -> &'a str {
        self.given
    }

    /// The primary language tag, such as `nl`; `None` when it is not known.
    pub fn lang(&self) -> Option<&'a str> {
        self.lang
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.normalised.text
    }

    /// The normalised text in small letters; every position is the same as in [`Self::text`].
    pub fn folded_text(&self) -> &str {
        &self.folded
    }

    /// All words, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// A word in small letters.
    pub fn folded(&self, word: &Word) -> &str {
        &self.folded[word.range()]
    }

    /// A word as it stands in the normalised text.
    pub fn word(&self, word: &Word) -> &str {
        &self.text()[word.range()]
    }

    /// Sentences and lines, in order; together they are the whole text.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Range<usize>> + DoubleEndedIterator + '_ {
        self.sentences.iter().map(|range| range.start as usize..range.end as usize)
    }

    /// The sentence with this index.
    pub fn sentence(&self, index: usize) -> Option<Range<usize>> {
        self.sentences.get(index).map(|range| range.start as usize..range.end as usize)
    }

    /// Index of the sentence that a byte lies in; the last one for what lies behind the text.
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|range| range.start as usize <= byte).saturating_sub(1)
    }

    /// The words of a sentence.
    pub fn words_of(&self, sentence: usize) -> &[Word] {
        let start = self.words.partition_point(|word| word.sentence() < sentence);
        let end = self.words.partition_point(|word| word.sentence() <= sentence);
        &self.words[start..end]
    }

    /// Index in [`Self::words`] of the word that a byte lies in.
    pub fn word_at(&self, byte: usize) -> Option<usize> {
        let index = self.words.partition_point(|word| word.end() <= byte);
        self.words.get(index).filter(|word| word.start() <= byte).map(|_| index)
    }

    /// Index in [`Self::words`] of the first word that ends behind a byte.
    pub fn first_word_after(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.end() <= byte)
    }

    /// The words that touch a range.
    pub fn words_in(&self, range: &Range<usize>) -> &[Word] {
        let start = self.first_word_after(range.start);
        let end = self.words.partition_point(|word| word.start() < range.end).max(start);
        &self.words[start..end]
    }

    /// Up to `words` words before a range and as many after it, in its sentence or line; those before it first, in the
    /// order of the text.
    pub fn near(&self, range: &Range<usize>, words: usize) -> impl DoubleEndedIterator<Item = &Word> {
        self.before(range, words).iter().chain(self.after(range, words))
    }

    /// Up to `words` words before a range in its sentence or line, in the order of the text.
    pub fn before(&self, range: &Range<usize>, words: usize) -> &[Word] {
        let sentence = self.sentence_at(range.start);
        let end = self.first_word_after(range.start);
        let start = end.saturating_sub(words);
        let inside = self.words[start..end].partition_point(|word| word.sentence() < sentence);
        &self.words[start + inside..end]
    }

    /// Up to `words` words after a range in its sentence or line, in the order of the text.
    pub fn after(&self, range: &Range<usize>, words: usize) -> &[Word] {
        let sentence = self.sentence_at(range.end.saturating_sub(1).max(range.start));
        let start = self.words.partition_point(|word| word.start() < range.end);
        let end = start.saturating_add(words).min(self.words.len());
        let inside = self.words[start..end].partition_point(|word| word.sentence() <= sentence);
        &self.words[start..start + inside]
    }

    /// The bytes of the text as given that a range of the normalised text came from.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.normalised.original(&range)
    }

    /// A stretch as a code: capital ASCII where its letters look Latin. [`super::fold::latin_code`].
    pub fn code(&self, range: Range<usize>) -> Cow<'_, str> {
        let text = &self.text()[range];
        match text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
            true => Cow::Borrowed(text),
            false => Cow::Owned(fold::latin_code(text)),
        }
    }
}

/// Words and sentences of a normalised text.
fn split(text: &str) -> (Vec<Word>, Vec<Range<u32>>) {
    let sentences = sentence::split(text);
    let mut words = Vec::with_capacity(text.len() / 6);
    let classes = Classes::get();
    let bytes = text.as_bytes();
    let (mut at, mut sentence) = (0, 0);
    while at < bytes.len() {
        let start = at;
        let mut flags = 0;
        while let Some(c) = normalise::char_at(text, at) {
            let class = classes.of(c);
            if !class.word {
                break;
            }
            flags |= match c {
                '0'..='9' => DIGIT,
                _ if class.upper && at == start => LETTER | CAPITAL,
                _ if class.upper => LETTER,
                _ => LETTER | SMALL,
            };
            at += c.len_utf8();
        }
        if at == start {
            at += normalise::char_at(text, at).map_or(1, char::len_utf8);
            continue;
        }
        while sentences.get(sentence).is_some_and(|range: &Range<u32>| range.end as usize <= start) {
            sentence += 1;
        }
        words.push(Word { start: position(start), end: position(at), sentence: position(sentence), flags });
    }
    (words, sentences)
}

/// The last boundary of characters at or before a byte.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A position as it is stored.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).expect("a page is a megabyte, and no character becomes more than 18 by NFKC")
}

#[cfg(test)]
mod tests;
