//! What the words of a page mean, each in the language of its sentence: one pass for all detectors that need it.

mod inflect;
mod lexicon;
mod plain;
mod sense;

use std::ops::Range;
use std::sync::LazyLock;

use super::{Page, Word};
use lexicon::{Entry, Lexicon, Meaning, PHRASE_WORDS};

pub(crate) use lexicon::Languages;
pub(crate) use plain::without_marks;
pub(crate) use sense::Sense;

/// Fewest words that tell the language of one sentence by itself.
const TELLING: u16 = 2;

/// Most meanings of stems that are kept of one word.
const STEMS: usize = 6;

/// Languages whose words stand for each other's: a sentence of one is often taken for the other.
const FAMILIES: &[&str] =
    &["cs sk", "hr sr sl", "bg mk", "ru uk", "sv da no", "es pt", "fi et", "lv lt", "de nl", "fr it", "en mt", "en ga"];

/// A page with the meaning of each of its words.
#[derive(Debug)]
pub(crate) struct Reading<'p, 'a> {
    /// The page.
    pub(crate) page: &'p Page<'a>,
    senses: Vec<Sense>,
    languages: Vec<Languages>,
}

/// What was looked up of one word before the language is known.
#[derive(Clone, Copy)]
struct Hit {
    entry: Option<&'static Entry>,
    stems: [Option<&'static Meaning>; STEMS],
}

impl<'p, 'a> Reading<'p, 'a> {
    /// Reads a page.
    pub(crate) fn of(page: &'p Page<'a>) -> Self {
        let hits: Vec<_> = page.words().iter().map(|word| hit(page, word)).collect();
        let sentences = page.sentences().len();
        let known = page.lang().map(Languages::of).unwrap_or_default();
        let whole = match known {
            Languages(0) => telling(&hits).0,
            known => known,
        };
        let mut reading =
            Self { page, senses: Vec::with_capacity(hits.len()), languages: Vec::with_capacity(sentences) };
        let mut at = 0;
        for sentence in 0..sentences {
            let end = at + page.words()[at..].partition_point(|word| word.sentence() <= sentence);
            let (told, count, of_whole) = telling_beside(&hits[at..end], whole);
            let languages = match (count >= TELLING.max(of_whole + TELLING), whole) {
                (true, _) => told,
                (false, Languages(0)) => Languages::ALL,
                (false, whole) => whole,
            };
            let languages = with_family(languages);
            reading.languages.push(languages);
            for (index, hit) in hits[at..end].iter().enumerate() {
                reading.senses.push(reading.sense(at + index, hit, languages));
            }
            at = end;
        }
        reading.join_phrases();
        reading
    }

    /// All words of the page.
    pub(crate) fn words(&self) -> &'p [Word] {
        self.page.words()
    }

    /// What a word means; nothing for a word that is not there.
    pub(crate) fn at(&self, index: usize) -> Sense {
        self.senses.get(index).copied().unwrap_or_default()
    }

    /// The languages that a sentence may be in.
    pub(crate) fn languages(&self, sentence: usize) -> Languages {
        self.languages.get(sentence).copied().unwrap_or(Languages::ALL)
    }

    /// The indices of the words of the sentence that a word is in.
    pub(crate) fn sentence_of(&self, index: usize) -> Range<usize> {
        let Some(word) = self.words().get(index) else { return index..index };
        let start = self.words().partition_point(|other| other.sentence() < word.sentence());
        let end = self.words().partition_point(|other| other.sentence() <= word.sentence());
        start..end
    }

    /// All meanings of some words together.
    pub(crate) fn all(&self, words: Range<usize>) -> Sense {
        let end = words.end.min(self.senses.len());
        self.senses[words.start.min(end)..end].iter().fold(Sense::default(), |all, one| all.with(*one))
    }

    /// What stands between a word and the next one.
    pub(crate) fn gap(&self, index: usize) -> &str {
        match self.words().get(index..index + 2) {
            Some([word, next]) => &self.page.text()[word.end()..next.start()],
            _ => "",
        }
    }

    /// A word in small letters.
    pub(crate) fn folded(&self, index: usize) -> &str {
        self.words().get(index).map_or("", |word| self.page.folded(word))
    }

    /// A word in small letters without accents.
    pub(crate) fn plain(&self, index: usize) -> std::borrow::Cow<'_, str> {
        plain::without_marks(self.folded(index))
    }

    fn sense(&self, index: usize, hit: &Hit, languages: Languages) -> Sense {
        let active = |meanings: &mut dyn Iterator<Item = &Meaning>| {
            meanings.filter(|meaning| meaning.0.meets(languages)).fold(Sense::default(), |all, one| all.with(one.1))
        };
        let exact = hit.entry.map(|entry| active(&mut entry.meanings.iter())).unwrap_or_default();
        // What holds in every language holds beside the exact word as well.
        let stems = hit.stems.iter().flatten().copied();
        let sense = match exact.is_empty() {
            true => active(&mut stems.clone()),
            false => exact.with(active(&mut stems.filter(|meaning| meaning.0 == Languages::ALL))),
        };
        let sense = sense.with(hit.entry.map(|entry| entry.always).unwrap_or_default());
        let word = &self.words()[index];
        // The stem of a people inside a known name says nothing: Romana, Siri, Rustam.
        let named = hit.entry.is_some_and(|entry| entry.always.any(Sense::NAME) && !entry.always.any(Sense::WORDLIKE))
            && !exact.any(Sense::ORIGIN);
        let sense = if named && word.is_capitalised() { sense.without(Sense::ORIGIN) } else { sense };
        match sense.is_empty() && word.is_capitalised() && !word.has_digit() {
            true => self.case_of_name(index, languages),
            false => sense,
        }
    }

    /// What the name is that a word may be another case of; nothing when it is none.
    fn case_of_name(&self, index: usize, languages: Languages) -> Sense {
        let lexicon = Lexicon::get();
        let mut name = Sense::default();
        inflect::first_case(&self.plain(index), languages, |first| {
            let Some(entry) = lexicon.word(first) else { return false };
            let is = entry.always.any(Sense::NAME) && !entry.always.any(Sense::WORDLIKE.with(Sense::GEOGRAPHY));
            if is {
                name = entry.always;
            }
            is
        });
        name
    }

    /// Finds towns and countries of several words.
    fn join_phrases(&mut self) {
        let mut phrase = String::new();
        for index in 0..self.senses.len() {
            if !self.senses[index].any(Sense::PHRASE) || !self.words()[index].is_capitalised() {
                continue;
            }
            phrase.clear();
            for length in 0..PHRASE_WORDS {
                if length > 0 {
                    if !matches!(self.gap(index + length - 1), " " | "-" | "'" | ". ") {
                        break;
                    }
                    phrase.push(' ');
                }
                phrase.push_str(&plain::without_marks(self.folded(index + length)));
                let sense = Lexicon::get().phrase(&phrase);
                if length > 0 && !sense.is_empty() {
                    for part in &mut self.senses[index..=index + length] {
                        *part = part.with(sense).without(Sense::NAME);
                    }
                }
            }
        }
    }
}

fn hit(page: &Page, word: &Word) -> Hit {
    let mut hit = Hit { entry: None, stems: [None; STEMS] };
    if word.has_digit() {
        return hit;
    }
    let lexicon = Lexicon::get();
    let plain = plain::without_marks(page.folded(word));
    hit.entry = lexicon.word(&plain);
    for (slot, stem) in hit.stems.iter_mut().zip(lexicon.stems(&plain)) {
        *slot = Some(stem);
    }
    hit
}

/// The language that most telling words are of, and how many those are; none when there are none.
fn telling(hits: &[Hit]) -> (Languages, u16) {
    let (languages, most, _) = telling_beside(hits, Languages::default());
    (languages, most)
}

/// The same, and how many words are of a language that is expected.
fn telling_beside(hits: &[Hit], expected: Languages) -> (Languages, u16, u16) {
    let mut counts = [0u16; 32];
    for entry in hits.iter().filter_map(|hit| hit.entry) {
        for (languages, _) in entry.meanings.iter().filter(|meaning| meaning.1.any(Sense::STOP)) {
            let mut left = languages.0;
            while left != 0 {
                let language = &mut counts[left.trailing_zeros() as usize];
                *language = language.saturating_add(1);
                left &= left - 1;
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return (Languages::default(), 0, 0);
    }
    let best = (0..32).filter(|language| counts[*language] == most).fold(0, |all, language| all | 1 << language);
    let of_expected = (0..32).filter(|language| expected.0 & 1 << language != 0).map(|language| counts[language]);
    (Languages(best), most, of_expected.max().unwrap_or(0))
}

fn with_family(languages: Languages) -> Languages {
    static SETS: LazyLock<Vec<Languages>> =
        LazyLock::new(|| FAMILIES.iter().map(|family| Languages::listed(family)).collect());
    Languages(SETS.iter().filter(|family| family.meets(languages)).fold(languages.0, |all, family| all | family.0))
}

#[cfg(test)]
mod tests;
