//! Labels of the vocabulary in text.
//!
//! A label is found in its inflected forms, with other particles between its words, without its accents, and whether its
//! parts are written in one word, with a hyphen or with a space.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use emn_protocol::record::Code;
use emn_protocol::topics::Vocabulary;

use super::particles::particles;
use super::words::each_word;
use super::{Analyzer, LANGUAGES, fold, stem};

/// Finds labels of the vocabulary in stemmed text. Built once.
pub struct Recogniser {
    concepts: Vec<Code>,
    /// For each of [`LANGUAGES`].
    labels: Vec<Labels>,
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

/// Concepts and languages by the words that name them.
type Spans = BTreeMap<(usize, usize), (BTreeSet<u16>, BTreeSet<usize>)>;

impl Recogniser {
    /// For the vocabulary that this version ships with.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Recogniser> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::of(Vocabulary::shipped()))
    }

    /// For this vocabulary. Labels in languages without a stemmer are left out.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let mut analyzer = Analyzer::new();
        let mut labels: Vec<Labels> = LANGUAGES.iter().map(|lang| Labels::new(&mut analyzer, lang)).collect();
        let mut concepts = Vec::new();
        for (concept, place) in vocabulary.concepts().zip(0..u16::MAX) {
            concepts.push(concept.id.clone());
            for label in &concept.labels {
                if let Some(language) = stem::language(label.lang.as_str()) {
                    labels[language].add(&mut analyzer, LANGUAGES[language], &label.text, place);
                }
            }
        }
        labels.iter_mut().for_each(Labels::sort);
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
        self.each_mention(lang, stems, |place, at| {
            if !found.iter().any(|(known, _)| *known == place) {
                found.push((place, at));
            }
        });
        found
    }

    /// Calls back with every mention in a text, as [`mentions`](Self::mentions) lists the first of each concept.
    pub fn each_mention(&self, lang: &str, stems: &[&str], mut visit: impl FnMut(u16, Range<usize>)) {
        let Some(labels) = stem::language(lang).and_then(|language| self.labels.get(language)) else { return };
        let words = labels.numbered(stems);
        let mut at = 0;
        while at < words.len() {
            let (length, places) = labels.longest(&words[at..]);
            for place in places {
                visit(place, words[at].1..words[at + length - 1].1 + 1);
            }
            at += length.max(1);
        }
    }

    /// The labels in a query whose language is not known. Of spans of words that overlap the longer counts, then the
    /// earlier; a span may be a label of several concepts and in several languages.
    pub fn recognise(&self, analyzer: &mut Analyzer, words: &[&str]) -> Vec<Recognised> {
        let mut spans = Spans::new();
        for (language, (lang, labels)) in LANGUAGES.iter().zip(&self.labels).enumerate() {
            let mut stems = Vec::new();
            for (word, text) in words.iter().enumerate() {
                analyzer.each(lang, text, &mut |stem, _| stems.push((word, stem.to_owned())));
            }
            let numbered = labels.numbered(&stems.iter().map(|(_, stem)| stem.as_str()).collect::<Vec<&str>>());
            for at in 0..numbered.len() {
                let (length, places) = labels.longest(&numbered[at..]);
                if length > 0 {
                    let (first, last) = (numbered[at].1, numbered[at + length - 1].1);
                    let span = spans.entry((stems[first].0, stems[last].0 + 1)).or_default();
                    span.0.extend(places);
                    span.1.insert(language);
                }
            }
        }
        self.chosen(spans)
    }

    fn chosen(&self, spans: Spans) -> Vec<Recognised> {
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

/// The number of a stem that is in no label.
const OTHER: u32 = 0;

/// The number of every particle.
const PARTICLE: u32 = 1;

/// The labels of one language.
struct Labels {
    /// Stems of labels, by number; one look-up tells of most words of a text that no label has them.
    numbers: HashMap<Box<str>, u32>,
    /// By the number of the first stem: the numbers of the rest, and the concept. The longest first.
    labels: Vec<Vec<(Vec<u32>, u16)>>,
}

impl Labels {
    fn new(analyzer: &mut Analyzer, lang: &str) -> Self {
        let mut numbers = HashMap::new();
        analyzer.each(lang, particles(lang), &mut |stem, _| {
            numbers.insert(stem.into(), PARTICLE);
        });
        Self { numbers, labels: vec![Vec::new(); 2] }
    }

    /// Adds a label in every spelling.
    fn add(&mut self, analyzer: &mut Analyzer, lang: &str, label: &str, place: u16) {
        let mut words = Vec::new();
        each_word(label, |at| words.push(&label[at]));
        self.add_words(analyzer, lang, &words, place);
        let plain: Vec<String> = words.iter().map(|word| fold(word)).collect();
        self.add_words(analyzer, lang, &plain.iter().map(String::as_str).collect::<Vec<&str>>(), place);
        match words[..] {
            [word] => {
                for (first, second) in parts(word) {
                    if !self.is_particle(analyzer, lang, first) && !self.is_particle(analyzer, lang, second) {
                        self.add_words(analyzer, lang, &[first, second], place);
                    }
                }
            }
            [first, second] => self.add_words(analyzer, lang, &[&[first, second].concat()], place),
            _ => {}
        }
    }

    fn add_words(&mut self, analyzer: &mut Analyzer, lang: &str, words: &[&str], place: u16) {
        let mut numbers = Vec::new();
        for word in words {
            analyzer.each(lang, word, &mut |stem, _| numbers.push(self.number(stem)));
        }
        numbers.retain(|number| *number != PARTICLE);
        let Some((first, rest)) = numbers.split_first() else { return };
        let label = (rest.to_vec(), place);
        let labels = &mut self.labels[*first as usize];
        if !labels.contains(&label) {
            labels.push(label);
        }
    }

    fn is_particle(&self, analyzer: &mut Analyzer, lang: &str, word: &str) -> bool {
        let mut found = false;
        analyzer.each(lang, word, &mut |stem, _| found = self.numbers.get(stem) == Some(&PARTICLE));
        found
    }

    /// The number of a stem of a label, a new one for a new stem.
    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let number = u32::try_from(self.labels.len()).unwrap_or(OTHER);
        self.numbers.insert(stem.into(), number);
        self.labels.push(Vec::new());
        number
    }

    fn sort(&mut self) {
        for labels in &mut self.labels {
            labels.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
    }

    /// The numbers of stems, with the places where they stand; without particles.
    fn numbered(&self, stems: &[&str]) -> Vec<(u32, usize)> {
        let number = |stem: &&str| self.numbers.get(*stem).copied().unwrap_or(OTHER);
        stems.iter().map(number).zip(0..).filter(|(number, _)| *number != PARTICLE).collect()
    }

    /// The length of the longest label that these words begin with, and what it names.
    fn longest(&self, words: &[(u32, usize)]) -> (usize, Vec<u16>) {
        let Some(((first, _), rest)) = words.split_first() else { return (0, Vec::new()) };
        let labels = self.labels.get(*first as usize).map_or(&[][..], Vec::as_slice);
        let begins =
            |label: &[u32]| label.len() <= rest.len() && label.iter().zip(rest).all(|(one, (other, _))| one == other);
        let mut fitting = labels.iter().filter(|(label, _)| begins(label)).peekable();
        let Some(length) = fitting.peek().map(|(label, _)| label.len()) else { return (0, Vec::new()) };
        (length + 1, fitting.take_while(|(label, _)| label.len() == length).map(|(_, place)| *place).collect())
    }
}

/// The ways to write a long word as two, as with a hyphen: `mensen-handel`, `re-integration`.
fn parts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let chars = word.chars().count();
    let cuts = word.char_indices().enumerate().filter(move |(before, _)| *before >= 2 && chars - before >= 4);
    cuts.map(|(_, (at, _))| word.split_at(at)).filter(move |_| chars >= 8)
}
