//! Analysis of text: from text to words, from words to stems, from stems to concepts of the vocabulary.

pub mod concepts;
mod light;
mod memory;
mod particles;
mod repair;
mod stem;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub use concepts::{Recognised, Recogniser};
pub(crate) use particles::is_particle;
pub use stem::LANGUAGES;
pub use words::fold;

use memory::Memory;
use stem::Stemmers;

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
    known: Vec<Memory>,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// One that has seen no word yet.
    pub fn new() -> Self {
        Self { stemmers: Stemmers::new(), known: (0..=LANGUAGES.len()).map(|_| Memory::default()).collect() }
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
            if memory::is_kept(word) {
                visit(known.stem(word, || stemmers.stem(language, word)), at);
            } else {
                visit(&stemmers.stem(language, word), at);
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
