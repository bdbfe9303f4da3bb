//! Labels of the vocabulary in text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use emn_protocol::record::Code;
use emn_protocol::topics::Vocabulary;

use super::{Analyzer, LANGUAGES, fold, stem};

/// A label: the stems after its first, and the place of its concept.
type Tail = (Vec<Box<str>>, u16);

/// Finds labels of the vocabulary in stemmed text. Built once.
pub struct Recogniser {
    concepts: Vec<Code>,
    /// First stem to labels, the longest first; for each of [`LANGUAGES`].
    labels: Vec<HashMap<Box<str>, Vec<Tail>>>,
}

/// Words of a query that name something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Which of the words.
    pub words: Range<usize>,
    /// The concepts that they name, in the order of their ids.
    pub concepts: Vec<Code>,
    /// The languages in which they do, in the order of [`LANGUAGES`].
    pub languages: Vec<String>,
}

impl Recogniser {
    /// For the vocabulary that this version ships with.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Recogniser> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::of(Vocabulary::shipped()))
    }

    /// For this vocabulary. Labels in languages without a stemmer are left out.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let mut analyzer = Analyzer::new();
        let mut labels: Vec<HashMap<Box<str>, Vec<Tail>>> = vec![HashMap::new(); LANGUAGES.len()];
        let mut concepts = Vec::new();
        for (concept, place) in vocabulary.concepts().zip(0..u16::MAX) {
            concepts.push(concept.id.clone());
            for label in &concept.labels {
                let Some(language) = stem::language(label.lang.as_str()) else { continue };
                for stems in spellings(&mut analyzer, LANGUAGES[language], &label.text) {
                    let mut stems = stems.into_iter().map(String::into_boxed_str);
                    let Some(first) = stems.next() else { continue };
                    let tails = labels[language].entry(first).or_default();
                    let tail = (stems.collect(), place);
                    if !tails.contains(&tail) {
                        tails.push(tail);
                    }
                }
            }
        }
        for tails in labels.iter_mut().flat_map(HashMap::values_mut) {
            tails.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
        }
        Self { concepts, labels }
    }

    /// The concept at this place.
    ///
    /// # Panics
    /// For a place that no method of this recogniser gave.
    pub fn concept(&self, place: u16) -> &Code {
        &self.concepts[usize::from(place)]
    }

    /// The place of a concept.
    pub fn place(&self, concept: &str) -> Option<u16> {
        let place = self.concepts.binary_search_by(|known| known.as_str().cmp(concept)).ok()?;
        u16::try_from(place).ok()
    }

    /// The concepts that are named in a text of this language, by their places, each where it is named first: of
    /// labels that begin at the same stem the longest counts, and the next begins after it.
    pub fn mentions(&self, lang: &str, stems: &[&str]) -> Vec<(u16, Range<usize>)> {
        let mut found: Vec<(u16, Range<usize>)> = Vec::new();
        let Some(language) = stem::language(lang) else { return found };
        let mut at = 0;
        while at < stems.len() {
            let (length, places) = self.longest(language, &stems[at..]);
            for place in places {
                if !found.iter().any(|(known, _)| *known == place) {
                    found.push((place, at..at + length));
                }
            }
            at += length.max(1);
        }
        found
    }

    /// The length of the longest label that these stems begin with, and what it names.
    fn longest(&self, language: usize, stems: &[&str]) -> (usize, Vec<u16>) {
        let none = (0, Vec::new());
        let Some((first, rest)) = stems.split_first() else { return none };
        let Some(tails) = self.labels[language].get(*first) else { return none };
        let begins = |tail: &[Box<str>]| {
            tail.len() <= rest.len() && tail.iter().zip(rest).all(|(one, other)| one.as_ref() == *other)
        };
        let Some(length) = tails.iter().find(|(tail, _)| begins(tail)).map(|(tail, _)| tail.len()) else { return none };
        let places = tails.iter().filter(|(tail, _)| tail.len() == length && begins(tail)).map(|(_, place)| *place);
        (length + 1, places.collect())
    }

    /// The labels in a query whose language is not known. Of spans of words that overlap the longer counts, then the
    /// earlier; a span may be a label of several concepts and in several languages.
    pub fn recognise(&self, analyzer: &mut Analyzer, words: &[&str]) -> Vec<Recognised> {
        let mut spans: BTreeMap<(usize, usize), (BTreeSet<u16>, BTreeSet<usize>)> = BTreeMap::new();
        for (language, lang) in LANGUAGES.iter().enumerate() {
            let tokens: Vec<(usize, String)> = words
                .iter()
                .enumerate()
                .flat_map(|(word, text)| analyzer.tokens(lang, text).into_iter().map(move |token| (word, token.stem)))
                .collect();
            let stems: Vec<&str> = tokens.iter().map(|(_, stem)| stem.as_str()).collect();
            for at in 0..stems.len() {
                let (length, places) = self.longest(language, &stems[at..]);
                if length > 0 {
                    let span = spans.entry((tokens[at].0, tokens[at + length - 1].0 + 1)).or_default();
                    span.0.extend(places);
                    span.1.insert(language);
                }
            }
        }
        self.chosen(spans)
    }

    fn chosen(&self, spans: BTreeMap<(usize, usize), (BTreeSet<u16>, BTreeSet<usize>)>) -> Vec<Recognised> {
        let mut spans: Vec<_> = spans.into_iter().collect();
        spans.sort_by_key(|((from, to), _)| (std::cmp::Reverse(to - from), *from));
        let mut found: Vec<Recognised> = Vec::new();
        for ((from, to), (places, languages)) in spans {
            if found.iter().all(|known| to <= known.words.start || known.words.end <= from) {
                found.push(Recognised {
                    words: from..to,
                    concepts: places.into_iter().map(|place| self.concept(place).clone()).collect(),
                    languages: languages.into_iter().map(|language| LANGUAGES[language].to_owned()).collect(),
                });
            }
        }
        found.sort_by_key(|known| known.words.start);
        found
    }
}

/// The stems of a label in every spelling that people use for it.
fn spellings(analyzer: &mut Analyzer, lang: &str, label: &str) -> Vec<Vec<String>> {
    let mut stems =
        |text: &str| analyzer.tokens(lang, text).into_iter().map(|token| token.stem).collect::<Vec<String>>();
    let plain: Vec<String> = label.split_whitespace().map(fold).collect();
    vec![stems(label), stems(&plain.join(" "))]
}
