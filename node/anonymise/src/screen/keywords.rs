//! Words that say what a number beside them is, found in one pass over a page.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold;
use super::page::{Page, Word, position};

/// What a word speaks of; they combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Topic(u32);

impl Topic {
    pub(super) const PHONE: Self = Self(1);
    pub(super) const PLATE: Self = Self(1 << 1);
    pub(super) const CASE: Self = Self(1 << 2);
    pub(super) const CASE_WEAK: Self = Self(1 << 3);
    pub(super) const COORDINATES: Self = Self(1 << 4);
    pub(super) const IMEI: Self = Self(1 << 5);
    pub(super) const IP: Self = Self(1 << 6);
    pub(super) const MAC: Self = Self(1 << 7);
    pub(super) const WALLET: Self = Self(1 << 8);
    pub(super) const PLATFORM: Self = Self(1 << 9);
    pub(super) const USERNAME: Self = Self(1 << 10);
    pub(super) const COURT: Self = Self(1 << 11);
    /// Words for any number, telephone numbers among them.
    pub(super) const PHONE_WEAK: Self = Self(1 << 13);
    /// Who keeps files of persons: police, courts, asylum authorities; and what is filed there.
    pub(super) const CASE_CONTEXT: Self = Self(1 << 14);
    /// Between the parties of a judgment.
    pub(super) const VERSUS: Self = Self(1 << 15);
    pub(super) const ARTICLE: Self = Self(1 << 16);
    /// Addresses in the web and other strings that begin something; their [`Hit::anchor`] says which.
    pub(super) const ANCHOR: Self = Self(1 << 12);

    fn of(name: &str) -> Self {
        match name {
            "phone" => Self::PHONE,
            "case_context" => Self::CASE_CONTEXT,
            "versus" => Self::VERSUS,
            "article" => Self::ARTICLE,
            "phone_weak" => Self::PHONE_WEAK,
            "plate" => Self::PLATE,
            "case" => Self::CASE,
            "case_weak" => Self::CASE_WEAK,
            "coordinates" => Self::COORDINATES,
            "imei" => Self::IMEI,
            "ip" => Self::IP,
            "mac" => Self::MAC,
            "wallet" => Self::WALLET,
            "platform" => Self::PLATFORM,
            "username" => Self::USERNAME,
            "court" => Self::COURT,
            _ => Self(0),
        }
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Strings that are looked for wherever they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The host of a social network; index in [`super::social::HOSTS`].
    Host(u8),
    /// `http://` and the like.
    Link,
    /// A written-out @, such as `[at]`.
    At,
    /// A map or position, such as `geo:` or `///`.
    Map,
    /// The name of a kind of reference that is no personal data; index in [`super::allow::REFERENCES`].
    Reference(u8),
}

struct Pattern {
    topic: Topic,
    anchor: Option<Anchor>,
    /// Letters may stand before it, behind it.
    open: (bool, bool),
    /// The only language it counts in, since it is a common word of others.
    only: Option<&'static str>,
}

struct Vocabulary {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut texts: Vec<String> = Vec::new();
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut add = |text: String, pattern: Pattern| {
        texts.push(text);
        patterns.push(pattern);
    };
    for (topic, lang, words) in rows(include_str!("data/keywords.tsv")) {
        let topic = Topic::of(topic);
        for word in words.split('|') {
            let only = word.ends_with('!').then_some(lang);
            let word = word.trim_end_matches('!');
            let open = (word.starts_with('*'), word.ends_with('*'));
            let word = fold::fold(word.trim_matches('*'));
            let plain = unaccented(&word);
            // One or two letters without their accents are other words.
            if plain != word && plain.len() > 2 {
                add(plain, Pattern { topic, anchor: None, open, only });
            }
            add(word, Pattern { topic, anchor: None, open, only });
        }
    }
    for (text, anchor) in anchors() {
        add(text.to_owned(), Pattern { topic: Topic::ANCHOR, anchor: Some(anchor), open: (true, true), only: None });
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(&texts)
        .expect("the shipped words are few and short");
    Vocabulary { automaton, patterns }
});

/// Rows of a table of topic, language and words.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

/// A word without accents.
fn unaccented(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect()
}

fn anchors() -> impl Iterator<Item = (&'static str, Anchor)> {
    let index = |index: usize| u8::try_from(index).unwrap_or(u8::MAX);
    let hosts = super::social::HOSTS.iter().enumerate().map(move |(at, host)| (host.name, Anchor::Host(index(at))));
    let references =
        super::allow::REFERENCES.iter().enumerate().map(move |(at, (name, _))| (*name, Anchor::Reference(index(at))));
    let links = ["http://", "https://", "www.", "mailto:"].map(|link| (link, Anchor::Link));
    let ats = ["[at]", "(at)", "{at}", "<at>", "[@]", "(@)"].map(|at| (at, Anchor::At));
    let maps = [
        "geo:",
        "///",
        "maps.google",
        "google.com/maps",
        "goo.gl/maps",
        "maps.app.goo.gl",
        "maps.apple.com",
        "openstreetmap.org",
        "osm.org",
        "w3w.co/",
        "what3words.com/",
        "waze.com",
        "bing.com/maps",
        "yandex.com/maps",
        "yandex.ru/maps",
        "plus.codes/",
    ]
    .map(|map| (map, Anchor::Map));
    hosts.chain(references).chain(links).chain(ats).chain(maps)
}

/// Where a word of the vocabulary stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    start: u32,
    end: u32,
    topic: Topic,
    pub(super) anchor: Option<Anchor>,
}

impl Hit {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn is(&self, topic: Topic) -> bool {
        self.topic.meets(topic)
    }
}

/// All words of the vocabulary in a page, by where they begin.
#[derive(Debug)]
pub(super) struct Hits(Vec<Hit>);

impl Hits {
    pub(super) fn new(page: &Page<'_>) -> Self {
        let text = page.folded_text();
        let vocabulary = &*VOCABULARY;
        // Both written forms of Norwegian.
        let lang = page.lang().map(|lang| if matches!(lang, "nb" | "nn") { "no" } else { lang });
        let mut hits = Vec::new();
        for found in vocabulary.automaton.find_overlapping_iter(text) {
            let pattern = &vocabulary.patterns[found.pattern().as_usize()];
            if pattern.only.is_some_and(|only| lang.is_some_and(|lang| lang != only)) {
                continue;
            }
            let inside = |open: bool, next: Option<char>| !open && next.is_some_and(char::is_alphanumeric);
            if inside(pattern.open.0, text[..found.start()].chars().next_back())
                || inside(pattern.open.1, text[found.end()..].chars().next())
            {
                continue;
            }
            let (start, end) = (position(found.start()), position(found.end()));
            hits.push(Hit { start, end, topic: pattern.topic, anchor: pattern.anchor });
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        Self(hits)
    }

    /// Those that begin in a range.
    pub(super) fn within(&self, range: &Range<usize>) -> &[Hit] {
        let start = self.0.partition_point(|hit| (hit.start as usize) < range.start);
        let end = self.0.partition_point(|hit| (hit.start as usize) < range.end).max(start);
        &self.0[start..end]
    }

    /// Whether one of a topic begins in a range.
    pub(super) fn any(&self, range: &Range<usize>, topic: Topic) -> bool {
        self.within(range).iter().any(|hit| hit.is(topic))
    }

    /// Whether one of a topic stands up to so many words before or behind a range, in its sentence or line.
    pub(super) fn near(&self, page: &Page<'_>, range: &Range<usize>, words: (usize, usize), topic: Topic) -> bool {
        self.any(&before(page, range, words.0), topic) || self.any(&after(page, range, words.1), topic)
    }

    pub(super) fn anchors(&self) -> impl Iterator<Item = (&Hit, Anchor)> {
        self.0.iter().filter_map(|hit| Some((hit, hit.anchor?)))
    }
}

/// The stretch of up to so many words before a range, in its sentence or line.
pub(super) fn before(page: &Page<'_>, range: &Range<usize>, words: usize) -> Range<usize> {
    page.before(range, words).first().map_or(range.start, Word::start)..range.start
}

/// The stretch of up to so many words behind a range, in its sentence or line.
pub(super) fn after(page: &Page<'_>, range: &Range<usize>, words: usize) -> Range<usize> {
    range.end..page.after(range, words).last().map_or(range.end, Word::end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_of_the_table_are_all_known() {
        for (topic, _, words) in rows(include_str!("data/keywords.tsv")) {
            assert_ne!(Topic::of(topic), Topic(0), "{topic}");
            assert!(words.split('|').all(|word| !word.trim_matches(['*', '!']).is_empty()), "{words}");
        }
    }

    #[test]
    fn words_are_found_whole_with_their_endings_and_without_accents() {
        let topics = |text: &str| {
            let page = Page::new(text, None);
            let hits = Hits::new(&page);
            [Topic::PHONE, Topic::PLATE, Topic::CASE].map(|topic| hits.any(&(0..text.len()), topic))
        };
        assert_eq!(topics("hotel nearby"), [false, false, false]);
        assert_eq!(topics("Diensttelefonnummern"), [true, false, false]);
        assert_eq!(topics("TELEFONO movil y vehiculo"), [true, true, false]);
        assert_eq!(topics("Numéro de dossier"), [false, false, true]);
        assert_eq!(topics("Sp. zn."), [false, false, true]);
        assert_eq!(topics("скарга"), [false, false, false]);
    }

    #[test]
    fn near_looks_in_the_sentence_only() {
        let page = Page::new("The phone rang. Then 12345 came. A car", None);
        let hits = Hits::new(&page);
        let range = 21..26;
        assert!(!hits.near(&page, &range, (5, 5), Topic::PHONE));
        assert!(!hits.near(&page, &range, (5, 5), Topic::PLATE));
        assert!(hits.any(&(0..15), Topic::PHONE));
    }
}
