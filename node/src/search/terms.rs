//! Which word occurs in which record.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use emn_protocol::record::Lang;

use super::words::words;

/// Shorter words are found only where a word begins with them: nearly every text has `in` inside a word.
const INSIDE_CHARS: usize = 3;

/// A record's place in the order of arrival: 0, 1, 2, …
pub(super) type Slot = u32;

/// Where a word occurs.
#[derive(Debug, Clone, Copy)]
struct Posting {
    slot: Slot,
    language: u8,
    in_title: bool,
}

/// The words of one record, read before the catalogue is locked.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordWords(BTreeMap<(String, Lang), bool>);

impl RecordWords {
    /// Takes the words of a text; a word that is in the title too counts as of the title.
    pub(super) fn add(&mut self, lang: &Lang, text: &str, in_title: bool) {
        for word in words(text) {
            *self.0.entry((word, lang.clone())).or_default() |= in_title;
        }
    }
}

/// All words of all records. Words of records that are gone stay; their slots lead nowhere.
#[derive(Debug, Default)]
pub(super) struct Terms {
    postings: BTreeMap<Box<str>, Vec<Posting>>,
    languages: Vec<Lang>,
}

impl Terms {
    /// Adds a record's words.
    pub(super) fn add(&mut self, slot: Slot, record: RecordWords) {
        for ((word, lang), in_title) in record.0 {
            let language = self.language(&lang);
            self.postings.entry(word.into_boxed_str()).or_default().push(Posting { slot, language, in_title });
        }
    }

    /// A language by its number. There are more tags than numbers: the last number stands for all that come late.
    fn language(&mut self, lang: &Lang) -> u8 {
        let known = self.languages.iter().position(|known| known == lang);
        let index = known.unwrap_or_else(|| {
            if self.languages.len() < usize::from(u8::MAX) {
                self.languages.push(lang.clone());
            }
            self.languages.len() - 1
        });
        u8::try_from(index).unwrap_or(u8::MAX)
    }

    /// The records that have every one of these words, with a score: what is in a title comes first, then the reader's
    /// own language, then whole words before parts.
    pub(super) fn find(&self, wanted: &BTreeSet<String>, own: Option<&Lang>) -> HashMap<Slot, u32> {
        let own = own.and_then(|own| self.languages.iter().position(|lang| lang == own));
        let own = own.and_then(|index| u8::try_from(index).ok());
        let mut found: Option<HashMap<Slot, u32>> = None;
        for word in wanted {
            let scores = self.scores(word, own);
            found = Some(match found {
                None => scores,
                Some(found) => {
                    let both = found.into_iter().filter_map(|(slot, score)| Some((slot, score + scores.get(&slot)?)));
                    both.collect()
                }
            });
        }
        found.unwrap_or_default()
    }

    fn scores(&self, word: &str, own: Option<u8>) -> HashMap<Slot, u32> {
        let mut scores: HashMap<Slot, u32> = HashMap::new();
        let mut count = |fit: u32, postings: &[Posting]| {
            for posting in postings {
                let score = 100 * u32::from(posting.in_title) + 10 * u32::from(own == Some(posting.language)) + fit;
                let best = scores.entry(posting.slot).or_default();
                *best = score.max(*best);
            }
        };
        if word.chars().count() < INSIDE_CHARS {
            let begin = self.postings.range::<str, _>((std::ops::Bound::Included(word), std::ops::Bound::Unbounded));
            for (term, postings) in begin.take_while(|(term, _)| term.starts_with(word)) {
                count(if **term == *word { 3 } else { 2 }, postings);
            }
            return scores;
        }
        for (term, postings) in &self.postings {
            match term.find(word) {
                Some(0) => count(if term.len() == word.len() { 3 } else { 2 }, postings),
                Some(_) => count(1, postings),
                None => {}
            }
        }
        scores
    }
}
