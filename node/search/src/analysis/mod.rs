//! Analysis of text: from text to words, from words to stems, from stems to concepts of the vocabulary.

pub mod concepts;
mod light;
mod particles;
mod repair;
mod stem;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;
use std::ops::Range;

pub use concepts::{Recognised, Recogniser};
pub use stem::LANGUAGES;
pub use words::fold;

use stem::Stemmers;

/// Words of one language that are kept with their stems. A text uses few words often, so most are found.
const CACHED_WORDS: usize = 1 << 16;

/// A longer word is rare, and is not kept.
const CACHED_BYTES: usize = 48;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word as it is compared: stemmed, in small letters, without accents.
    pub stem: String,
    /// Where the word begins in the text, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// Turns text into stems. It keeps the stems of words it has seen, a bounded number for each language: have one for
/// each thread.
pub struct Analyzer {
    stemmers: Stemmers,
    /// Word as written to stem, for each language and, last, for all without a stemmer.
    known: Vec<HashMap<Box<str>, Box<str>>>,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// One that has seen no word yet.
    pub fn new() -> Self {
        Self { stemmers: Stemmers::new(), known: vec![HashMap::new(); LANGUAGES.len() + 1] }
    }

    /// The words of a text in the language of this BCP 47 tag, in order. The primary subtag decides; words of a
    /// language without a stemmer are folded only.
    pub fn tokens(&mut self, lang: &str, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.each(lang, text, &mut |stem, at| tokens.push(Token { stem: stem.to_owned(), from: at.start, to: at.end }));
        tokens
    }

    /// Calls back with the stem and place in bytes of every word, as [`tokens`](Self::tokens) lists them.
    pub fn each(&mut self, lang: &str, text: &str, visit: &mut dyn FnMut(&str, Range<usize>)) {
        let language = stem::language(lang);
        let (stemmers, known) = (&self.stemmers, &mut self.known[language.unwrap_or(LANGUAGES.len())]);
        words::each_word(text, |at| {
            let word = &text[at.clone()];
            if let Some(stem) = known.get(word) {
                return visit(stem, at);
            }
            let stem = stemmers.stem(language, word);
            if !stem.is_empty() {
                visit(&stem, at);
            }
            if word.len() <= CACHED_BYTES && !stem.is_empty() {
                if known.len() >= CACHED_WORDS {
                    known.clear();
                }
                known.insert(word.into(), stem.into());
            }
        });
    }

    /// One word of a query of unknown language: every distinct stem that the stemmer of a language makes of it, with
    /// these languages. The folded form is always among them, first; other than that the order is that of
    /// [`LANGUAGES`]. What is cut into several words (`l'exploitation`) counts by its last.
    pub fn stems(&mut self, word: &str) -> Vec<(String, Vec<&'static str>)> {
        let mut last = None;
        words::each_word(word, |at| last = Some(at));
        let word = last.map_or("", |at| &word[at]);
        let mut stems = vec![(fold(word), Vec::new())];
        for (language, lang) in LANGUAGES.iter().enumerate() {
            let stem = self.stemmers.stem(Some(language), word);
            match stems.iter_mut().find(|(known, _)| *known == stem) {
                Some((_, languages)) => languages.push(*lang),
                None => stems.push((stem, vec![lang])),
            }
        }
        stems.retain(|(stem, _)| !stem.is_empty());
        stems
    }
}
