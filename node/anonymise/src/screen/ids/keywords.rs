//! Words beside a number, in all languages at once: an identification number called by its name is one even where its
//! check alone would say little.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::Page;
use super::boundary::floor;
use super::catalogue::schemes;

const WORDS: &str = include_str!("data/keywords.csv");
/// A word of at least so many letters also stands for what begins with it: inflected forms and compounds.
const STEM: usize = 6;
/// What is farther away than this, in bytes, is not beside the number, however few words stand between.
const REACH: usize = 160;
/// A keyword has no more bytes than this.
const LONGEST_WORD: usize = 100;
/// No keyword has more words.
const LONGEST: usize = 8;
/// Words with digits that are shorter, and joined to no other, are years and the like.
const SHORT: usize = 5;

/// What a word says about the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// It is one of this scheme; index in [`schemes`].
    Scheme(usize),
    /// It is an identification number.
    Id,
    /// It is a bank account.
    Iban,
    /// It is a payment card.
    Card,
    /// It is of such a document.
    Document(Document),
    /// It is some number.
    Number,
    /// It is of a book, an article or a law.
    Book,
    /// It is of something else that is no person: a grant, a company, a telephone.
    Other,
}

/// A document that carries a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Document {
    Passport,
    IdCard,
    Residence,
    Driving,
    Visa,
}

impl Meaning {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "iban" => Self::Iban,
            "card" => Self::Card,
            "passport" => Self::Document(Document::Passport),
            "id_card" => Self::Document(Document::IdCard),
            "residence" => Self::Document(Document::Residence),
            "driving" => Self::Document(Document::Driving),
            "visa" => Self::Document(Document::Visa),
            "number" => Self::Number,
            "book" => Self::Book,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// All keywords, ready to be looked for.
struct Lexicon {
    automaton: AhoCorasick,
    /// By pattern.
    meanings: Vec<Vec<Meaning>>,
    stems: Vec<bool>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    fn new() -> Self {
        let mut words: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        let mut add = |word: &str, meaning| {
            // People leave out accents, above all on foreign keyboards.
            let bare = word.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect();
            for form in [word.nfc().collect::<String>(), bare] {
                let meanings = words.entry(form).or_default();
                if !meanings.contains(&meaning) {
                    meanings.push(meaning);
                }
            }
        };
        for (index, scheme) in schemes().iter().enumerate() {
            scheme.keywords.iter().for_each(|word| add(word, Meaning::Scheme(index)));
        }
        for row in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, list)) = row.split_once(',') else { continue };
            if let Some(meaning) = Meaning::parse(name) {
                list.split(';').for_each(|word| add(word, meaning));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(words.keys())
            .expect("a few thousand short words fit an automaton");
        let stems = words.keys().map(|word| word.chars().count() >= STEM).collect();
        Self { automaton, meanings: words.into_values().collect(), stems }
    }
}

/// A keyword in a page, by words.
#[derive(Debug, Clone, Copy)]
struct Hit {
    first: usize,
    last: usize,
    start: usize,
    end: usize,
    pattern: usize,
}

/// The keywords of a page. They are looked for when the first number asks.
#[derive(Debug)]
pub(super) struct Keywords<'p, 't> {
    page: &'p Page<'t>,
    hits: OnceCell<Vec<Hit>>,
}

/// A word beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beside {
    pub(super) meaning: Meaning,
    /// 1 if no word stands between.
    pub(super) distance: usize,
    /// Whether it stands before the number.
    pub(super) before: bool,
}

impl<'p, 't> Keywords<'p, 't> {
    pub(super) fn new(page: &'p Page<'t>) -> Self {
        Self { page, hits: OnceCell::new() }
    }

    /// Keywords within `reach` words before the word `first` or after the word `last`.
    pub(super) fn beside(&self, first: usize, last: usize, reach: usize) -> impl Iterator<Item = Beside> + '_ {
        let words = self.page.words();
        let start = words.get(first).map_or(0, |word| word.start());
        let end = words.get(last).map_or(0, |word| word.end());
        let near = self.near(first, last, reach);
        near.iter()
            .filter_map(move |hit| {
                let (before, distance, gap) = match (hit.last < first, hit.first > last) {
                    (true, _) => (true, first - hit.last, start.saturating_sub(hit.end)),
                    (_, true) => (false, hit.first - last, hit.start.saturating_sub(end)),
                    // The number has its name inside: AHV756..., or is a word itself.
                    (false, false) => return None,
                };
                (distance <= reach && gap <= REACH).then_some((hit.pattern, distance, before))
            })
            .flat_map(|(pattern, distance, before)| {
                LEXICON.meanings[pattern].iter().map(move |meaning| Beside { meaning: *meaning, distance, before })
            })
    }

    /// Whether there is a keyword within reach: cheaper than to look what it means.
    pub(super) fn any_beside(&self, first: usize, last: usize, reach: usize) -> bool {
        let distance = |hit: &Hit| first.saturating_sub(hit.last).max(hit.first.saturating_sub(last));
        self.near(first, last, reach).iter().any(|hit| distance(hit) <= reach)
    }

    /// A slice of the hits that has all within reach.
    fn near(&self, first: usize, last: usize, reach: usize) -> &[Hit] {
        // In the order of their ends: what ends before the reach does, and what begins behind it, is out.
        let hits = self.hits();
        let from = hits.partition_point(|hit| hit.last + reach < first);
        let length = hits[from..].partition_point(|hit| hit.last <= last + reach + LONGEST);
        &hits[from..from + length]
    }

    /// All places of documents' names: first word, last word, document.
    pub(super) fn documents(&self) -> impl Iterator<Item = (usize, usize, Document)> + '_ {
        self.hits().iter().flat_map(|hit| {
            LEXICON.meanings[hit.pattern].iter().filter_map(move |meaning| match meaning {
                Meaning::Document(document) => Some((hit.first, hit.last, *document)),
                _ => None,
            })
        })
    }

    fn hits(&self) -> &[Hit] {
        self.hits.get_or_init(|| self.search())
    }

    fn search(&self) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut word = 0;
        for window in self.windows() {
            self.search_in(window, &mut word, &mut hits);
        }
        hits
    }

    /// The stretches of the text that have a number within reach, in order and apart.
    fn windows(&self) -> Vec<Range<usize>> {
        let words = self.page.words();
        let text = self.page.folded_text();
        let around = REACH + LONGEST_WORD;
        let mut windows: Vec<Range<usize>> = Vec::new();
        for (index, word) in words.iter().enumerate().filter(|(_, word)| word.has_digit()) {
            let joined = words.get(index + 1).is_some_and(|next| next.has_digit() && next.start() == word.end() + 1);
            if word.end() - word.start() < SHORT && !joined {
                continue;
            }
            match windows.last_mut() {
                Some(last) if last.end + around >= word.start() => last.end = word.end() + around,
                _ => windows.push(word.start().saturating_sub(around)..word.end() + around),
            }
        }
        for window in &mut windows {
            *window = floor(text, window.start)..floor(text, window.end);
        }
        windows
    }

    fn search_in(&self, window: Range<usize>, word: &mut usize, hits: &mut Vec<Hit>) {
        let text = self.page.folded_text();
        let words = self.page.words();
        let lexicon = &*LEXICON;
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        for found in lexicon.automaton.find_overlapping_iter(&text[window.clone()]) {
            let (start, end) = (window.start + found.start(), window.start + found.end());
            let pattern = found.pattern().as_usize();
            let whole = lexicon.stems[pattern] || free(text[end..].chars().next());
            if !whole || !free(text[..start].chars().next_back()) {
                continue;
            }
            // Matches come in the order of their ends.
            *word = words[*word..].iter().position(|word| word.end() >= end).map_or(words.len(), |ahead| *word + ahead);
            let inside = words.get(*word).is_some_and(|word| word.start() < end);
            let last = if inside { *word } else { word.saturating_sub(1) };
            let first = self.page.first_word_after(start).min(last);
            hits.push(Hit { first, last, start, end, pattern });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(text: &str, word: usize) -> Vec<Meaning> {
        let page = Page::new(text, None);
        Keywords::new(&page).beside(word, word, 5).map(|beside| beside.meaning).collect()
    }

    #[test]
    fn keywords_are_found_in_all_scripts_and_cases() {
        for (text, word) in [
            ("ΔΙΑΒΑΤΉΡΙΟ ΑΕ1234567", 1),
            ("паспорта № 12345", 2),
            ("her Passport: X1234", 2),
            ("passeports : X1234", 1),
            ("X1234 (paspoort)", 0),
        ] {
            assert!(meanings(text, word).contains(&Meaning::Document(Document::Passport)), "{text}");
        }
    }

    #[test]
    fn short_keyword_stands_for_whole_words_only() {
        let bsn = schemes().iter().position(|scheme| scheme.id == "nl.bsn").unwrap();
        assert!(meanings("BSN 12345", 1).contains(&Meaning::Scheme(bsn)));
        assert!(!meanings("bsns 12345", 1).contains(&Meaning::Scheme(bsn)));
        assert!(!meanings("absn 12345", 1).contains(&Meaning::Scheme(bsn)));
    }

    #[test]
    fn keyword_six_words_away_is_not_beside() {
        assert!(meanings("passport a b c d 12345", 5).contains(&Meaning::Document(Document::Passport)));
        assert!(!meanings("passport a b c d e 12345", 6).contains(&Meaning::Document(Document::Passport)));
    }

    #[test]
    fn accents_may_be_left_out() {
        assert!(meanings("securite sociale 12345", 2).iter().any(|meaning| matches!(meaning, Meaning::Scheme(_))));
    }

    #[test]
    fn every_row_of_the_list_has_a_meaning() {
        for row in WORDS.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let (name, list) = row.split_once(',').unwrap();
            assert!(Meaning::parse(name).is_some(), "{name}");
            for word in list.split(';') {
                assert!(!word.is_empty() && word == word.to_lowercase() && word == word.trim(), "{word:?}");
            }
        }
    }

    #[test]
    fn keywords_of_schemes_are_small_letters() {
        for scheme in schemes() {
            assert!(!scheme.keywords.is_empty(), "{}", scheme.id);
            for word in scheme.keywords {
                assert_eq!(*word, word.to_lowercase(), "{}", scheme.id);
            }
        }
    }
}
