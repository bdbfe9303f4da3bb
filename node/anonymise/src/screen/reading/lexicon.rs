//! The words of all languages, names and towns, from `data/screen/`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::plain::without_marks;
use super::sense::Sense;

/// The languages that there are words of; a set of them is one bit each, in this order.
pub(super) const LANGUAGES: [(&str, &str); 32] = [
    ("en", include_str!("../../../data/screen/words/en.toml")),
    ("de", include_str!("../../../data/screen/words/de.toml")),
    ("nl", include_str!("../../../data/screen/words/nl.toml")),
    ("fr", include_str!("../../../data/screen/words/fr.toml")),
    ("es", include_str!("../../../data/screen/words/es.toml")),
    ("it", include_str!("../../../data/screen/words/it.toml")),
    ("pt", include_str!("../../../data/screen/words/pt.toml")),
    ("ro", include_str!("../../../data/screen/words/ro.toml")),
    ("pl", include_str!("../../../data/screen/words/pl.toml")),
    ("cs", include_str!("../../../data/screen/words/cs.toml")),
    ("sk", include_str!("../../../data/screen/words/sk.toml")),
    ("sl", include_str!("../../../data/screen/words/sl.toml")),
    ("hr", include_str!("../../../data/screen/words/hr.toml")),
    ("sr", include_str!("../../../data/screen/words/sr.toml")),
    ("bg", include_str!("../../../data/screen/words/bg.toml")),
    ("mk", include_str!("../../../data/screen/words/mk.toml")),
    ("uk", include_str!("../../../data/screen/words/uk.toml")),
    ("ru", include_str!("../../../data/screen/words/ru.toml")),
    ("el", include_str!("../../../data/screen/words/el.toml")),
    ("hu", include_str!("../../../data/screen/words/hu.toml")),
    ("fi", include_str!("../../../data/screen/words/fi.toml")),
    ("et", include_str!("../../../data/screen/words/et.toml")),
    ("lv", include_str!("../../../data/screen/words/lv.toml")),
    ("lt", include_str!("../../../data/screen/words/lt.toml")),
    ("sv", include_str!("../../../data/screen/words/sv.toml")),
    ("da", include_str!("../../../data/screen/words/da.toml")),
    ("no", include_str!("../../../data/screen/words/no.toml")),
    ("is", include_str!("../../../data/screen/words/is.toml")),
    ("mt", include_str!("../../../data/screen/words/mt.toml")),
    ("ga", include_str!("../../../data/screen/words/ga.toml")),
    ("sq", include_str!("../../../data/screen/words/sq.toml")),
    ("tr", include_str!("../../../data/screen/words/tr.toml")),
];

const COMMON: &str = include_str!("../../../data/screen/words/common.toml");
const NAMES: &str = include_str!("../../../data/screen/names.csv");
const TOWNS: &str = include_str!("../../../data/screen/towns.csv");
const COUNTRIES: &str = include_str!("../../../data/screen/countries.csv");
const MONTHS: &str = include_str!("../../../data/screen/months.csv");

/// A set of languages, one bit each in the order of [`LANGUAGES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Languages(pub(super) u32);

impl Languages {
    /// All of them.
    pub(crate) const ALL: Self = Self(u32::MAX);

    /// The set of one language, or none when it is not known.
    pub(crate) fn of(tag: &str) -> Self {
        let tag = match tag {
            "nb" | "nn" => "no",
            "bs" | "me" | "cnr" | "sh" => "hr",
            tag => tag,
        };
        Self(LANGUAGES.iter().position(|(code, _)| *code == tag).map_or(0, |index| 1 << index))
    }

    /// The set of several, separated by spaces.
    pub(crate) fn listed(tags: &str) -> Self {
        tags.split(' ').map(Self::of).fold(Self(0), |all, one| Self(all.0 | one.0))
    }

    /// The languages of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether both have a language.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a word means in which languages.
pub(super) type Meaning = (Languages, Sense);

/// Everything known of one word.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// In whatever language: a name, a town, a month.
    pub(super) always: Sense,
    pub(super) meanings: Vec<Meaning>,
}

/// Words and stems, all in small letters without marks.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Entry, BuildHasherDefault<WordHasher>>,
    stems: HashMap<Box<str>, Vec<Meaning>, BuildHasherDefault<WordHasher>>,
    phrases: HashMap<Box<str>, Sense, BuildHasherDefault<WordHasher>>,
    /// For the first two bytes of a word, which lengths its stem can have: bit n for n bytes.
    lengths: Vec<u32>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// Most words in a name of a town or country.
pub(super) const PHRASE_WORDS: usize = 5;

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    /// What is known of a word in small letters without marks.
    pub(super) fn word(&self, plain: &str) -> Option<&Entry> {
        self.words.get(plain)
    }

    /// What the stems of a word mean, the shortest stem first.
    pub(super) fn stems<'l>(&'l self, plain: &str) -> impl Iterator<Item = &'l Meaning> {
        let lengths = match plain.as_bytes() {
            [first, second, ..] => self.lengths[usize::from(*first) << 8 | usize::from(*second)],
            _ => 0,
        };
        let mut left = lengths;
        std::iter::from_fn(move || {
            let length = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            (length < 32).then_some(length)
        })
        .take_while(|length| *length <= plain.len())
        .filter_map(|length| plain.get(..length).and_then(|stem| self.stems.get(stem)))
        .flatten()
    }

    /// Whether words together name a town or country; they are joined by spaces.
    pub(super) fn phrase(&self, plain: &str) -> Sense {
        self.phrases.get(plain).copied().unwrap_or_default()
    }

    fn read() -> Self {
        let mut lexicon = Self {
            words: HashMap::default(),
            stems: HashMap::default(),
            phrases: HashMap::default(),
            lengths: vec![0; 1 << 16],
        };
        for (index, (_, toml)) in LANGUAGES.iter().enumerate() {
            lexicon.add_words(Languages(1 << index), toml);
        }
        lexicon.add_words(Languages::ALL, COMMON);
        lexicon.add_names();
        rows(TOWNS).for_each(|row| lexicon.add_place(row.split(',').next().unwrap_or(row), Sense::TOWN));
        for row in rows(COUNTRIES) {
            let names = row.split(',').nth(1).unwrap_or_default();
            names.split('|').for_each(|name| lexicon.add_place(name, Sense::COUNTRY));
        }
        for row in rows(MONTHS) {
            let mut cells = row.split(',').skip(1);
            let month = cells.next().and_then(|month| month.parse().ok()).unwrap_or(0);
            for name in cells.next().unwrap_or_default().split(' ') {
                lexicon.always(name, Sense::of_month(month));
            }
        }
        lexicon
    }

    fn add_words(&mut self, languages: Languages, toml: &str) {
        let table: toml::Table = toml.parse().expect("the files of words in this crate are TOML");
        for (key, words) in &table {
            let sense = Sense::of_key(key).expect("the files of words have keys of senses only");
            for word in words.as_str().unwrap_or_default().split_whitespace() {
                let plain = without_marks(word.trim_end_matches('*'));
                let meanings = match word.ends_with('*') {
                    true => self.stem(&plain),
                    false => &mut self.words.entry(plain.as_ref().into()).or_default().meanings,
                };
                match meanings.iter_mut().find(|meaning| meaning.1 == sense && meaning.0 != Languages::ALL) {
                    Some(meaning) if languages != Languages::ALL => meaning.0 = meaning.0.and(languages),
                    _ => meanings.push((languages, sense)),
                }
            }
        }
    }

    fn stem(&mut self, plain: &str) -> &mut Vec<Meaning> {
        if let ([first, second, ..], length @ 2..32) = (plain.as_bytes(), plain.len()) {
            self.lengths[usize::from(*first) << 8 | usize::from(*second)] |= 1 << length;
        }
        self.stems.entry(plain.into()).or_default()
    }

    fn add_names(&mut self) {
        for row in rows(NAMES) {
            let mut cells = row.split(',');
            let (name, uses, word) = (cells.next(), cells.next(), cells.next());
            let uses = uses.unwrap_or_default();
            let mut sense = Sense::default();
            if uses.contains('g') {
                sense = sense.with(Sense::GIVEN);
            }
            if uses.contains('s') {
                sense = sense.with(Sense::SURNAME);
            }
            if word == Some("w") {
                sense = sense.with(Sense::WORDLIKE);
            }
            // The parts of Al-Masri and O'Brien are words of their own in a text.
            let name = name.unwrap_or_default();
            let parts =
                name.split(['-', '\'']).filter(|part| part.chars().nth(2).is_some() || !name.contains(['-', '\'']));
            parts.for_each(|part| self.always(&part.to_lowercase(), sense));
        }
    }

    fn add_place(&mut self, name: &str, sense: Sense) {
        let name = name.to_lowercase();
        let words: Vec<_> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => {}
            [word] => self.always(word, sense),
            [first, ..] => {
                self.always(first, Sense::PHRASE);
                let phrase = words.iter().map(|word| without_marks(word)).collect::<Vec<_>>().join(" ");
                self.phrases.insert(phrase.into(), sense);
            }
        }
    }

    fn always(&mut self, word: &str, sense: Sense) {
        let entry = self.words.entry(without_marks(word).into()).or_default();
        // An ordinary word in one spelling of a name does not make the other spellings ordinary.
        let wordlike =
            sense.any(Sense::WORDLIKE) && (entry.always.any(Sense::WORDLIKE) || !entry.always.any(Sense::NAME));
        let sense = if wordlike { sense } else { sense.without(Sense::WORDLIKE) };
        entry.always = match entry.always.any(Sense::NAME) && sense.any(Sense::NAME) && !wordlike {
            true => entry.always.without(Sense::WORDLIKE).with(sense),
            false => entry.always.with(sense),
        };
    }
}

/// The rows of a CSV file without quotes, its header left out.
fn rows(csv: &'static str) -> impl Iterator<Item = &'static str> {
    csv.lines().skip(1).filter(|row| !row.is_empty())
}

/// Multiply-and-rotate over eight bytes at a time. The keys of the tables are ours, so nobody can make them collide.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    fn add(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.add(chunk.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)));
        }
        self.add(chunks.remainder().iter().fold(1, |all, byte| all << 8 | u64::from(*byte)));
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
