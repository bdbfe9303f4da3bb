//! Records for measurements and tests: made from a seed, so that every run has the same ones.
//!
//! Words follow Zipf's law, as those of natural texts do: the word of rank `r` is used in proportion to `1/r`. Frequent
//! words are short. The words of the vocabulary's labels are among them, so that topics are named in the texts.

use emn_protocol::ids::{Digest, EntryId, LogId, MemberId};
use emn_protocol::record::{About, Audience, BestPractice, Code, Lang, MultiText, Record, TrendReport};
use emn_protocol::time::Timestamp;
use emn_protocol::topics::Vocabulary;

use crate::document::{Document, Origin};

/// Languages of the records.
pub const LANGUAGES: [&str; 6] = ["en", "fr", "de", "nl", "es", "pl"];

/// Members that publish, which are the countries covered too.
pub const MEMBERS: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GE", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MD", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Words of each language.
const WORDS: usize = 20_000;

/// Words from this rank on are those of labels, as far as there are any.
const LABELS_FROM: usize = 12;

/// Bytes of a summary.
const SUMMARY_BYTES: usize = 590;

/// Words of a title.
const TITLE_WORDS: usize = 6;

/// The time of the first record: 2015-01-01.
const START: i64 = 1_420_070_400;

/// Makes records.
#[derive(Debug, Clone)]
pub struct Sample {
    random: Random,
    /// For each of [`LANGUAGES`], the most frequent word first.
    words: Vec<Vec<String>>,
    topics: Vec<Code>,
}

impl Sample {
    /// A source of records; the same seed gives the same ones.
    pub fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        let words = LANGUAGES.into_iter().map(|lang| words(lang, &mut random)).collect();
        let topics = Vocabulary::shipped().concepts().map(|concept| concept.id.clone()).collect();
        Self { random, words, topics }
    }

    /// The next record: a report or a practice in one language, or with an English title too.
    ///
    /// # Panics
    /// Never: names and tags in this file are valid, as a test proves.
    pub fn record(&mut self) -> Record {
        let random = &mut self.random;
        let language = random.zipf(LANGUAGES.len());
        let topics: Vec<Code> =
            (0..1 + random.below(3)).map(|_| self.topics[random.zipf(self.topics.len())].clone()).collect();
        let countries = (0..1 + random.below(2)).map(|_| MEMBERS[random.below(MEMBERS.len())]).map(valid).collect();
        let first = 2010 + random.below(14);
        let last = first + random.below(4);
        let period = if first == last { first.to_string() } else { format!("{first}/{last}") };
        let mut title = vec![(valid(LANGUAGES[language]), self.title(language, &topics[0]))];
        if language != 0 && self.random.below(4) == 0 {
            title.push((valid(LANGUAGES[0]), self.title(0, &topics[0])));
        }
        let about = About {
            title: title.into_iter().collect(),
            summary: [(valid::<Lang>(LANGUAGES[language]), self.summary(language, &topics))].into_iter().collect(),
            topics: deduplicated(topics),
            countries: deduplicated(countries),
            period: Some(valid(&period)),
            audience: if self.random.below(10) < 7 { Audience::Public } else { Audience::Network },
            organisation: "Office of statistics".to_owned(),
            licence: None,
            disclaimer: MultiText::new(),
            specification: None,
            answers: None,
        };
        if self.random.below(5) < 3 { report(about) } else { practice(about) }
    }

    /// The next record as the entry that arrives as number `arrival`. Ids are made up, and logs are as long as the
    /// number of records for each member.
    pub fn document(&mut self, arrival: u64) -> Document {
        let record = self.record();
        let members = MEMBERS.len() as u64;
        let member = MEMBERS[usize::try_from(arrival % members).unwrap_or_default()];
        let origin = Origin {
            id: EntryId::of(&arrival.to_be_bytes()),
            log: LogId::from_bytes(*Digest::of(member.as_bytes()).as_bytes()),
            seq: arrival / members,
            arrival,
            member: valid::<MemberId>(member),
            time: Timestamp::from_unix(START.saturating_add_unsigned(arrival.saturating_mul(60))),
        };
        Document::of_record(origin, &record)
    }

    /// A word of one of [`LANGUAGES`] by its rank, the most frequent being 0.
    pub fn word(&self, language: usize, rank: usize) -> &str {
        &self.words[language % LANGUAGES.len()][rank % WORDS]
    }

    fn title(&mut self, language: usize, topic: &Code) -> String {
        let mut title = String::new();
        if self.random.below(2) == 0 {
            title.push_str(Vocabulary::shipped().label(topic.as_str(), &[LANGUAGES[language]]));
        }
        for _ in 0..TITLE_WORDS {
            self.push(&mut title, language);
        }
        title
    }

    fn summary(&mut self, language: usize, topics: &[Code]) -> String {
        let mut summary = String::new();
        while summary.len() < SUMMARY_BYTES {
            if self.random.below(40) == 0 {
                let topic = &topics[self.random.below(topics.len())];
                summary.push(' ');
                summary.push_str(Vocabulary::shipped().label(topic.as_str(), &[LANGUAGES[language]]));
            }
            self.push(&mut summary, language);
            if self.random.below(12) == 0 {
                summary.push('.');
            }
        }
        summary
    }

    fn push(&mut self, text: &mut String, language: usize) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&self.words[language][self.random.zipf(WORDS)]);
    }
}

/// What is written in this file is valid.
fn valid<T: std::str::FromStr>(text: &str) -> T {
    let Ok(value) = text.parse() else { unreachable!("`{text}` is valid, as a test of this module proves") };
    value
}

fn deduplicated(mut codes: Vec<Code>) -> Vec<Code> {
    codes.sort();
    codes.dedup();
    codes
}

fn report(about: About) -> Record {
    Record::Report(TrendReport {
        about,
        body: MultiText::new(),
        definitions: MultiText::new(),
        source: None,
        reference_date: None,
        tables: Vec::new(),
        attachments: Vec::new(),
    })
}

fn practice(about: About) -> Record {
    Record::Practice(BestPractice {
        about,
        context: MultiText::new(),
        approach: MultiText::new(),
        results: MultiText::new(),
        conditions: MultiText::new(),
        attachments: Vec::new(),
    })
}

/// Words of a language: those of its labels, among words made of syllables that grow longer with their rank.
fn words(lang: &str, random: &mut Random) -> Vec<String> {
    const SYLLABLES: [&str; 40] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi",
        "yo", "zu", "al", "en", "is", "ot", "ur", "ar", "el", "in", "on", "us", "tra", "ste", "pri", "blo", "gru",
        "cha", "sche", "ni", "mo", "da",
    ];
    let concepts = Vocabulary::shipped().concepts();
    let labels = concepts.flat_map(|concept| &concept.labels).filter(|label| label.lang.as_str() == lang);
    let mut of_labels: Vec<String> =
        labels.flat_map(|label| label.text.split_whitespace()).map(str::to_lowercase).collect();
    of_labels.sort();
    of_labels.dedup();
    let mut words = Vec::with_capacity(WORDS);
    let mut of_labels = of_labels.into_iter();
    for rank in 0..WORDS {
        // Every third word, so that labels are neither the most frequent words nor rare.
        let of_label = if rank >= LABELS_FROM && rank % 3 == 0 { of_labels.next() } else { None };
        words.push(of_label.unwrap_or_else(|| {
            let syllables = 1 + usize::try_from((rank + 2).ilog2()).unwrap_or_default() / 4 + random.below(2);
            (0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect()
        }));
    }
    words
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and good enough for samples.
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or_default()
    }

    /// A rank below `limit`: rank `r` (from 1) with probability in proportion to `1/r`, nearly.
    fn zipf(&mut self, limit: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((limit as f64 + 1.0).ln() * even).exp() as usize;
        rank.clamp(1, limit) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_the_same_for_the_same_seed_and_of_the_usual_size() {
        let bytes = |seed| -> Vec<usize> {
            let mut sample = Sample::new(seed);
            (0..500).map(|n| sample.document(n).texts.iter().map(|text| text.text.len()).sum()).collect()
        };
        let sizes = bytes(1);
        assert_eq!(sizes, bytes(1));
        assert_ne!(sizes, bytes(2));
        let mean = sizes.iter().sum::<usize>() / sizes.len();
        assert!((620..720).contains(&mean), "{mean}");
    }

    #[test]
    fn every_member_topic_and_language_is_valid_and_occurs() {
        let mut sample = Sample::new(3);
        let documents: Vec<Document> = (0..2000).map(|n| sample.document(n)).collect();
        for member in MEMBERS {
            assert!(documents.iter().any(|document| document.origin.member.as_str() == member), "{member}");
        }
        for lang in LANGUAGES {
            assert!(
                documents.iter().any(|document| document.texts[0].lang.as_ref().unwrap().as_str() == lang),
                "{lang}"
            );
        }
    }
}
