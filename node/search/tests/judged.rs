//! Whether the search finds what a reader finds: judged queries over judged records in 26 languages.
//!
//! Where they come from and how they were judged stands in `tests/judged/README.md`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::ids::{Digest, EntryId, LogId};
use emn_protocol::record::{About, Audience, BestPractice, Lang, MultiText, Record, TrendReport};
use emn_protocol::time::Timestamp;
use emn_protocol::topics::Vocabulary;
use emn_search::document::{Document, Origin};
use emn_search::{Index, Prepared, Query, Sort};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Each with records, and queries that were judged over these records only.
const COLLECTIONS: [(&str, &str); 2] = [
    (include_str!("judged/records-a.jsonl"), include_str!("judged/queries-a.jsonl")),
    (include_str!("judged/records-b.jsonl"), include_str!("judged/queries-b.jsonl")),
];

/// Of what is shown for a label, the share that is relevant, in the mean.
const PRECISION_OF_LABELS: f64 = 0.9;

/// Of what is relevant to other words, and in their language, the share that is shown, in the mean.
const RECALL_OF_WORDS: f64 = 0.9;

#[derive(Deserialize)]
struct Judged {
    id: String,
    lang: Lang,
    kind: String,
    title: String,
    summary: String,
    body: String,
    topics: Vec<String>,
    countries: Vec<String>,
    member: String,
    year: i64,
}

impl Judged {
    fn about(&self) -> About {
        About {
            title: self.text(&self.title),
            summary: self.text(&self.summary),
            topics: self.topics.iter().map(|topic| topic.parse().unwrap()).collect(),
            countries: self.countries.iter().map(|country| country.parse().unwrap()).collect(),
            period: Some(self.year.to_string().parse().unwrap()),
            audience: Audience::Network,
            organisation: "Contact point".to_owned(),
            licence: None,
            disclaimer: MultiText::new(),
            specification: None,
            answers: None,
        }
    }

    fn text(&self, text: &str) -> MultiText {
        [(self.lang.clone(), text.to_owned())].into_iter().collect()
    }

    fn record(&self) -> Record {
        match self.kind.as_str() {
            "report" => Record::Report(TrendReport {
                about: self.about(),
                body: self.text(&self.body),
                definitions: MultiText::new(),
                source: None,
                reference_date: None,
                tables: Vec::new(),
                attachments: Vec::new(),
            }),
            "practice" => Record::Practice(BestPractice {
                about: self.about(),
                context: MultiText::new(),
                approach: self.text(&self.body),
                results: MultiText::new(),
                conditions: MultiText::new(),
                attachments: Vec::new(),
            }),
            other => panic!("`{other}` is no kind of record"),
        }
    }

    fn document(&self, arrival: u64) -> Document {
        let origin = Origin {
            id: EntryId::of(self.id.as_bytes()),
            log: LogId::from_bytes(*Digest::of(self.id.as_bytes()).as_bytes()),
            seq: 0,
            arrival,
            member: self.member.parse().unwrap(),
            time: Timestamp::from_unix(1_700_000_000),
        };
        Document::of_record(origin, &self.record())
    }
}

/// What a query is.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Asked {
    /// A label of the vocabulary, in any form.
    Label,
    /// Words of which a label may be a part.
    Phrase,
    /// Words that no label has.
    Word,
}

#[derive(Deserialize)]
struct Question {
    query: String,
    lang: Lang,
    kind: Asked,
    relevant: BTreeSet<String>,
    /// Those of the relevant records that neither declare the topic nor name it: a reader knows, no word tells.
    unnamed: BTreeSet<String>,
}

struct Collection {
    records: Vec<Judged>,
    questions: Vec<Question>,
    index: Index,
}

fn lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

impl Collection {
    fn of((records, questions): (&str, &str)) -> Self {
        let records: Vec<Judged> = lines(records);
        let (index, mut writer) = Index::in_memory().unwrap();
        let documents = (0..).zip(&records).map(|(arrival, record)| record.document(arrival)).collect();
        writer.apply(Prepared::all(documents), &|_| None).unwrap();
        writer.commit(records.len() as u64).unwrap();
        Self { records, questions: lines(questions), index }
    }

    fn all() -> Vec<Self> {
        COLLECTIONS.into_iter().map(Self::of).collect()
    }

    /// The records that a query finds, the best first. An analyst says nothing of languages.
    fn found(&self, text: &str) -> Vec<&Judged> {
        // `EU:n` is a word here, and no field.
        let text = if text.contains(':') { text.replace(':', " ") } else { text.to_owned() };
        let query = Query { text: text.clone(), sort: Sort::Relevance, limit: 200, ..Query::default() };
        let hits = self.index.search(&query).unwrap_or_else(|error| panic!("{text}: {error}")).hits;
        hits.iter().map(|hit| &self.records[usize::try_from(hit.arrival).unwrap()]).collect()
    }

    fn ids(&self, text: &str) -> BTreeSet<&str> {
        self.found(text).into_iter().map(|record| record.id.as_str()).collect()
    }

    fn lang_of(&self, id: &str) -> &Lang {
        &self.records.iter().find(|record| record.id == id).unwrap_or_else(|| panic!("{id} is no record")).lang
    }
}

/// How the answer to a question compares with what was judged.
struct Answer<'a> {
    question: &'a Question,
    relevant: BTreeSet<&'a str>,
    found: BTreeSet<&'a str>,
}

impl<'a> Answer<'a> {
    fn of(collection: &'a Collection, question: &'a Question) -> Self {
        let relevant = question.relevant.difference(&question.unnamed).map(String::as_str).collect();
        Self { question, relevant, found: collection.ids(&question.query) }
    }

    /// Records in the language of the question only.
    fn in_own_language(mut self, collection: &Collection) -> Self {
        let is_own = |id: &&str| *collection.lang_of(id) == self.question.lang;
        self.relevant.retain(is_own);
        self.found.retain(is_own);
        self
    }

    fn recall(&self) -> f64 {
        share(self.relevant.intersection(&self.found).count(), self.relevant.len())
    }

    fn precision(&self) -> f64 {
        share(self.relevant.intersection(&self.found).count(), self.found.len())
    }

    /// Name of the question with what is missing and what is too much; nothing if neither.
    fn difference(&self) -> Option<String> {
        let missing: Vec<_> = self.relevant.difference(&self.found).collect();
        let surplus: Vec<_> = self.found.difference(&self.relevant).collect();
        let Question { query, lang, .. } = self.question;
        let differs = !missing.is_empty() || !surplus.is_empty();
        differs.then(|| format!("«{query}» ({lang}): missing {missing:?}, surplus {surplus:?}"))
    }
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

fn mean(shares: &[f64]) -> f64 {
    shares.iter().sum::<f64>() / shares.len() as f64
}

fn report(answers: &[Answer<'_>]) -> String {
    answers.iter().filter_map(Answer::difference).collect::<Vec<String>>().join("\n")
}

fn answers(collections: &[Collection], asked: impl Fn(Asked) -> bool) -> Vec<(&Collection, Answer<'_>)> {
    let pairs = collections.iter().flat_map(|collection| collection.questions.iter().map(move |one| (collection, one)));
    let asked = pairs.filter(|(_, question)| asked(question.kind));
    asked.map(|(collection, question)| (collection, Answer::of(collection, question))).collect()
}

#[test]
fn records_that_no_word_tells_of_are_relevant_and_not_found() {
    for collection in Collection::all() {
        for question in &collection.questions {
            let found = collection.ids(&question.query);
            for id in &question.unnamed {
                assert!(question.relevant.contains(id), "{}: {id} is not relevant", question.query);
                assert!(!found.contains(id.as_str()), "{}: {id} is found, so something names it", question.query);
            }
        }
    }
}

#[test]
fn label_in_any_form_finds_all_that_is_relevant_in_all_languages_and_little_else() {
    let collections = Collection::all();
    let answers: Vec<Answer<'_>> =
        answers(&collections, |kind| kind == Asked::Label).into_iter().map(|(_, answer)| answer).collect();
    assert!(answers.len() > 50);
    let missing = answers.iter().filter(|answer| answer.recall() < 1.0).count();
    assert_eq!(missing, 0, "queries for which a record is missing\n{}", report(&answers));
    let precision = mean(&answers.iter().map(Answer::precision).collect::<Vec<f64>>());
    assert!(precision >= PRECISION_OF_LABELS, "precision {precision:.3}\n{}", report(&answers));
}

#[test]
fn other_words_find_what_is_relevant_in_their_language() {
    let collections = Collection::all();
    let answers: Vec<Answer<'_>> = answers(&collections, |kind| kind != Asked::Label)
        .into_iter()
        .map(|(collection, answer)| answer.in_own_language(collection))
        .collect();
    assert!(answers.len() > 40);
    let recall = mean(&answers.iter().map(Answer::recall).collect::<Vec<f64>>());
    assert!(recall >= RECALL_OF_WORDS, "recall {recall:.3}\n{}", report(&answers));
}

#[test]
fn first_record_is_in_the_language_of_the_query() {
    let mut wrong = Vec::new();
    for collection in Collection::all() {
        for question in &collection.questions {
            let own =
                question.relevant.difference(&question.unnamed).any(|id| *collection.lang_of(id) == question.lang);
            let found = collection.found(&question.query);
            let first = found.first().map(|record| &record.lang);
            if own && first.is_some_and(|lang| *lang != question.lang) {
                let ids: Vec<&str> = found.iter().map(|record| record.id.as_str()).collect();
                wrong.push(format!("«{}» ({}): {ids:?}", question.query, question.lang));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ways to ask for one topic, with the language of each.
const TRAFFICKING: [(&str, &[&str]); 6] = [
    ("nl", &["mensenhandel", "Mensenhandel", "mensen-handel", "mensen handel"]),
    (
        "en",
        &[
            "trafficking in human beings",
            "\"trafficking in human beings\"",
            "trafficking of human beings",
            "Human trafficking",
        ],
    ),
    ("de", &["Menschenhandel", "Menschenhandels", "menschenhandel"]),
    ("pl", &["handel ludźmi", "handlu ludźmi", "handlem ludźmi", "handel ludzmi", "\"handel ludźmi\""]),
    ("es", &["trata de seres humanos", "la trata de seres humanos", "\"trata de seres humanos\""]),
    ("fr", &["traite des êtres humains", "la traite d’êtres humains", "traite des etres humains"]),
];

#[test]
fn labels_of_one_topic_find_the_same_records_those_in_their_own_language_first() {
    for collection in Collection::all() {
        let expected = collection.ids("mensenhandel");
        assert!(expected.len() > 15, "{expected:?}");
        for (lang, forms) in TRAFFICKING {
            for form in forms {
                let found = collection.found(form);
                let ids: BTreeSet<&str> = found.iter().map(|record| record.id.as_str()).collect();
                let missing: Vec<_> = expected.difference(&ids).collect();
                let surplus: Vec<_> = ids.difference(&expected).collect();
                assert!(missing.is_empty() && surplus.is_empty(), "{form}: missing {missing:?}, surplus {surplus:?}");
                let own: Vec<bool> = found.iter().map(|record| record.lang.as_str() == lang).collect();
                assert!(own.is_sorted_by(|a, b| a >= b), "{form}: records in {lang} are not first: {own:?}");
            }
        }
    }
}

#[test]
fn preferred_labels_of_a_topic_find_the_same_records_in_every_language() {
    let (mut wrong, mut answered) = (Vec::new(), 0);
    let collections = Collection::all();
    for concept in Vocabulary::shipped().concepts() {
        for collection in &collections {
            let expected = collection.ids(concept.pref("en").unwrap());
            let mut by_answer: BTreeMap<BTreeSet<&str>, Vec<&str>> = BTreeMap::new();
            for label in concept.labels.iter().filter(|label| concept.pref(label.lang.as_str()) == Some(&label.text)) {
                by_answer.entry(collection.ids(&label.text)).or_default().push(&label.text);
            }
            answered += usize::from(!expected.is_empty());
            by_answer.remove(&expected);
            for (ids, labels) in by_answer {
                let missing: Vec<_> = expected.difference(&ids).collect();
                let surplus: Vec<_> = ids.difference(&expected).collect();
                wrong.push(format!("{}: {labels:?}: missing {missing:?}, surplus {surplus:?}", concept.id));
            }
        }
    }
    assert!(answered > 50, "{answered}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
