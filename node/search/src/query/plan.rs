//! From a question to a query of the index.

use std::collections::BTreeSet;

use emn_protocol::record::{Code, Kind, Lang};
use emn_protocol::topics::Vocabulary;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::parse::{Atom, Clause, parse};
use super::{Query, QueryError, Sort};
use crate::analysis::{Analyzer, LANGUAGES, Recogniser, is_particle};
use crate::index::schema::{self, Fields, Place};
use crate::snippet::Highlight;

/// A record in the language of the query comes before all others.
const OF_LANGUAGE: f32 = 1024.0;
/// A word or concept in the title counts more than all else that can be said for it.
const IN_TITLE: f32 = 8.0;
/// A topic that the record declares counts more than a word in its text.
const DECLARED: f32 = 4.0;
/// A word in the text counts up to 2.2, by how often it is there and how long the text is (BM25 with k1 = 1.2).
const MENTIONED: f32 = 1.0;
/// The reader's own language, where the query has no language of its own.
const OWN_LANGUAGE: f32 = 4.0;

/// Letters of a word from which on one letter may differ, and two.
const NEARLY_LETTERS: usize = 4;
const NEARLY_TWICE_LETTERS: usize = 8;

/// Words of a query that name topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// As they were written.
    pub text: String,
    /// The topics that they name.
    pub concepts: Vec<Code>,
    /// The languages in which they do.
    pub languages: Vec<String>,
}

pub(crate) type Boxed = Box<dyn tantivy::query::Query>;

pub(crate) struct Plan {
    pub(crate) query: Boxed,
    /// The order, which is by relevance only where something has more of it.
    pub(crate) sort: Sort,
    pub(crate) recognised: Vec<Recognition>,
    pub(crate) highlight: Highlight,
}

/// Plans a query.
pub(crate) fn plan(
    query: &Query,
    analyzer: &mut Analyzer,
    fields: &Fields,
    searcher: &Searcher,
) -> Result<Plan, QueryError> {
    let clauses = parse(&query.text, analyzer)?;
    let sort = if clauses.is_empty() && query.sort == Sort::Relevance { Sort::Newest } else { query.sort };
    let mut planner = Planner {
        query,
        analyzer,
        fields,
        searcher,
        scored: sort == Sort::Relevance,
        bonus: Vec::new(),
        recognised: Vec::new(),
        highlight: Highlight::default(),
    };
    let mut parts: Vec<(Occur, Boxed)> = planner.clauses(&clauses);
    parts.extend(filters(query).into_iter().map(|place| (Occur::Must, planner.condition(&[place]))));
    parts.extend(left_out(query).into_iter().map(|place| (Occur::MustNot, planner.places(&[place]))));
    if !parts.iter().any(|(occur, _)| *occur == Occur::Must) {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    if planner.scored {
        let bonus = std::mem::take(&mut planner.bonus);
        parts.extend(bonus.into_iter().chain(planner.languages()).map(|bonus| (Occur::Should, bonus)));
    }
    let Planner { recognised, highlight, .. } = planner;
    Ok(Plan { query: Box::new(BooleanQuery::new(parts)), sort, recognised, highlight })
}

fn filters(query: &Query) -> Vec<Place> {
    let kind = query.kind.map(|kind| match kind {
        Kind::Report | Kind::Practice => schema::kind(kind),
        Kind::Correction | Kind::Withdrawal => schema::entry_kind(kind),
    });
    let places = [
        kind,
        query.member.as_ref().map(schema::member),
        query.country.as_ref().map(schema::country),
        query.topic.as_ref().map(schema::topic),
        query.year.map(schema::year),
        query.language.as_ref().map(schema::language),
        query.audience.map(schema::audience),
        query.measure.as_ref().map(schema::measure),
    ];
    places.into_iter().flatten().collect()
}

/// What is not shown, though it fits.
fn left_out(query: &Query) -> Vec<Place> {
    let withdrawals = query.kind == Some(Kind::Withdrawal);
    if !withdrawals && !query.include_superseded && !query.include_withdrawn {
        return vec![schema::hidden()];
    }
    let places = [
        Some(schema::unknown()),
        (!withdrawals).then(|| schema::entry_kind(Kind::Withdrawal)),
        (!query.include_superseded).then(schema::superseded),
        (!query.include_withdrawn).then(schema::withdrawn),
    ];
    places.into_iter().flatten().collect()
}

struct Planner<'a> {
    query: &'a Query,
    analyzer: &'a mut Analyzer,
    fields: &'a Fields,
    searcher: &'a Searcher,
    scored: bool,
    /// What adds to the score and is no condition.
    bonus: Vec<Boxed>,
    recognised: Vec<Recognition>,
    highlight: Highlight,
}

impl Planner<'_> {
    fn clauses(&mut self, clauses: &[Clause]) -> Vec<(Occur, Boxed)> {
        let mut parts = Vec::new();
        let mut rest = clauses;
        while !rest.is_empty() {
            let words: Vec<&str> = rest.iter().map_while(Clause::word).collect();
            if words.is_empty() {
                parts.push(self.clause(&rest[0]));
                rest = &rest[1..];
            } else {
                parts.extend(self.words(&words).into_iter().map(|query| (Occur::Must, query)));
                rest = &rest[words.len()..];
            }
        }
        parts
    }

    fn clause(&mut self, clause: &Clause) -> (Occur, Boxed) {
        match clause.any.as_slice() {
            [Atom::Not(atom)] => (Occur::MustNot, self.silently(atom)),
            any => {
                let parts = any.iter().map(|atom| self.named(atom).unwrap_or_else(|| self.atom(atom))).collect();
                (Occur::Must, union(parts))
            }
        }
    }

    /// A phrase that is in whole a label of a topic: quotes do not make it mean less. One word in quotes is the word.
    fn named(&mut self, atom: &Atom) -> Option<Boxed> {
        let Atom::Phrase(words) = atom else { return None };
        if words.len() < 2 || !self.query.concepts {
            return None;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = Recogniser::shipped().recognise(self.analyzer, &words);
        match found.as_slice() {
            [span] if span.words == (0..words.len()) => self.words(&words).pop(),
            _ => None,
        }
    }

    /// Words that follow each other, of which some may name topics. Those that only join others are no condition: in
    /// another form of the same question there are other ones.
    fn words(&mut self, words: &[&str]) -> Vec<Boxed> {
        let spans =
            if self.query.concepts { Recogniser::shipped().recognise(self.analyzer, words) } else { Vec::new() };
        let all_join = spans.is_empty() && words.iter().all(|word| is_particle(word));
        let counts = |word: &&&str| all_join || !is_particle(word);
        let mut parts = Vec::new();
        let mut at = 0;
        for span in spans {
            parts.extend(words[at..span.words.start].iter().filter(counts).map(|word| self.word(word)));
            let recognition = Recognition {
                text: words[span.words.clone()].join(" "),
                concepts: span.concepts,
                languages: span.languages,
            };
            parts.push(self.concept(&words[span.words.clone()], &recognition));
            self.recognised.push(recognition);
            at = span.words.end;
        }
        parts.extend(words[at..].iter().filter(counts).map(|word| self.word(word)));
        parts
    }

    /// Records on a topic: those that declare it or a narrower one, and those whose text names it in any language. So
    /// what is found does not depend on the language of the word; whether the word itself is there decides the order.
    fn concept(&mut self, words: &[&str], recognition: &Recognition) -> Boxed {
        let topics: Vec<Place> = recognition.concepts.iter().map(schema::topic).collect();
        let mentions: Vec<Place> = recognition.concepts.iter().map(|code| schema::mention(code.as_str())).collect();
        self.mark_concepts(&recognition.concepts);
        if !self.scored {
            let both: Vec<Place> = topics.into_iter().chain(mentions).collect();
            return self.places(&both);
        }
        let headlines: Vec<Place> = recognition.concepts.iter().map(|code| schema::headline(code.as_str())).collect();
        let headlines = self.places(&headlines);
        self.bonus.push(constant(headlines, IN_TITLE));
        // Where a label of several words stands, it is a mention of the topic already.
        if let [word] = words {
            let literally = self.phrase(&[word]);
            self.bonus.push(literally);
        }
        union(vec![constant(self.places(&topics), DECLARED), constant(self.places(&mentions), MENTIONED)])
    }

    /// What names a narrower concept is marked too: it is found by the broader one.
    fn mark_concepts(&mut self, concepts: &[Code]) {
        let narrower = concepts.iter().flat_map(|code| Vocabulary::shipped().with_narrower(code.as_str()));
        let places = narrower.filter_map(|concept| Recogniser::shipped().place(concept.id.as_str()));
        self.highlight.concepts.extend(places);
    }

    fn word(&mut self, word: &str) -> Boxed {
        if self.query.fuzzy { self.nearly(word, self.fields.text) } else { self.exactly(word, self.fields.text) }
    }

    fn stems(&mut self, word: &str) -> Vec<String> {
        self.analyzer.stems(word).into_iter().map(|(stem, _)| stem).collect()
    }

    /// A word in any form.
    fn exactly(&mut self, word: &str, field: Field) -> Boxed {
        let stems = self.stems(word);
        self.highlight.stems.extend(stems.iter().cloned());
        self.mark_title(&stems, field);
        self.terms(&stems, field)
    }

    /// What is in the title counts more; where only titles are searched, all count the same.
    fn mark_title(&mut self, stems: &[String], field: Field) {
        if self.scored && field == self.fields.text {
            let in_title = self.terms(stems, self.fields.title);
            self.bonus.push(constant(in_title, IN_TITLE));
        }
    }

    fn nearly(&mut self, word: &str, field: Field) -> Boxed {
        let exactly = self.exactly(word, field);
        let distance = match word.chars().count() {
            0..NEARLY_LETTERS => return exactly,
            NEARLY_LETTERS..NEARLY_TWICE_LETTERS => 1,
            _ => 2,
        };
        let mut parts = vec![exactly];
        for stem in self.few_stems(word) {
            // What is nearly the same cannot be told from a few letters.
            if stem.chars().count() >= NEARLY_LETTERS {
                parts.push(Box::new(FuzzyTermQuery::new(Term::from_field_text(field, &stem), distance, true)));
            }
        }
        union(parts)
    }

    /// The word as it is, its shortest stem, and that in the reader's language: a search for what is nearly the same
    /// goes through all terms of the index for each.
    fn few_stems(&mut self, word: &str) -> BTreeSet<String> {
        let stems = self.analyzer.stems(word);
        let own = self.query.own.as_ref().map(Lang::as_str);
        let of_own = stems.iter().find(|(_, languages)| languages.iter().any(|lang| Some(*lang) == own));
        let shortest = stems.iter().min_by_key(|(stem, _)| stem.chars().count());
        [stems.first(), of_own, shortest].into_iter().flatten().map(|(stem, _)| stem.clone()).collect()
    }

    /// A beginning of words. The index has stems, so what the beginning itself is a form of counts too.
    fn prefix(&mut self, beginning: &str, field: Field) -> Boxed {
        let exactly = self.exactly(beginning, field);
        let folded = crate::analysis::fold(beginning);
        let beginning = FuzzyTermQuery::new_prefix(Term::from_field_text(field, &folded), 0, false);
        self.highlight.prefixes.push(folded);
        union(vec![exactly, Box::new(beginning)])
    }

    /// Words next to each other, in whichever language.
    fn phrase(&mut self, words: &[&str]) -> Boxed {
        if let [word] = words {
            let stems = self.stems(word);
            self.highlight.stems.extend(stems.iter().cloned());
            return self.terms(&stems, self.fields.text);
        }
        let mut sequences: BTreeSet<Vec<String>> = BTreeSet::new();
        for lang in [""].into_iter().chain(LANGUAGES) {
            let stems = words.iter().flat_map(|word| self.analyzer.tokens(lang, word)).map(|token| token.stem);
            sequences.insert(stems.collect());
        }
        let there = sequences.into_iter().filter(|stems| stems.len() > 1 && self.are_there(stems));
        let mut parts: Vec<Boxed> = Vec::new();
        for stems in there.collect::<Vec<_>>() {
            let terms = stems.iter().map(|stem| Term::from_field_text(self.fields.text, stem)).collect();
            parts.push(Box::new(PhraseQuery::new(terms)));
            self.highlight.stems.extend(stems);
        }
        union(parts)
    }

    /// Whether each of these stems is in some text.
    fn are_there(&self, stems: &[String]) -> bool {
        let is_there = |stem: &String| {
            self.searcher.doc_freq(&Term::from_field_text(self.fields.text, stem)).is_ok_and(|documents| documents > 0)
        };
        stems.iter().all(is_there)
    }

    fn atom(&mut self, atom: &Atom) -> Boxed {
        self.atom_in(atom, self.fields.text)
    }

    fn atom_in(&mut self, atom: &Atom, field: Field) -> Boxed {
        match atom {
            Atom::Word(word) if field == self.fields.text => {
                // One of several alternatives may name a topic by itself.
                union(self.words(&[word]))
            }
            Atom::Word(word) => self.exactly(word, field),
            Atom::Phrase(words) => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                self.phrase(&words)
            }
            Atom::Prefix(beginning) => self.prefix(beginning, field),
            Atom::Nearly(word) => self.nearly(word, field),
            Atom::Places(places) => self.condition(places),
            Atom::Title(atom) => self.atom_in(atom, self.fields.title),
            Atom::All(atoms) => {
                let parts = atoms.iter().map(|atom| (Occur::Must, self.atom_in(atom, field)));
                let parts = parts.collect();
                Box::new(BooleanQuery::new(parts))
            }
            Atom::Not(atom) => {
                let without = self.silently(atom);
                Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, without)]))
            }
        }
    }

    /// A condition that nothing is to have: it adds no score, and nothing is marked.
    fn silently(&mut self, atom: &Atom) -> Boxed {
        let highlight = self.highlight.clone();
        let recognised = self.recognised.len();
        let scored = std::mem::replace(&mut self.scored, false);
        let part = self.atom(atom);
        self.scored = scored;
        self.highlight = highlight;
        self.recognised.truncate(recognised);
        part
    }

    /// One of these tokens; which of them, and how many, adds no score.
    fn condition(&self, places: &[Place]) -> Boxed {
        let one_of = self.places(places);
        // Without scores the plain form is faster.
        if self.scored { constant(one_of, 0.0) } else { one_of }
    }

    fn places(&self, places: &[Place]) -> Boxed {
        let part =
            |place: &Place| -> Boxed { Box::new(TermQuery::new(place.term(self.fields), IndexRecordOption::Basic)) };
        union(places.iter().map(part).collect())
    }

    fn terms(&self, stems: &[String], field: Field) -> Boxed {
        let freqs = self.scored && field == self.fields.text;
        let record = if freqs { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let part = |stem: &String| -> Boxed { Box::new(TermQuery::new(Term::from_field_text(field, stem), record)) };
        union(stems.iter().map(part).collect())
    }

    /// Records in the language of the query: that of the labels in it, or the reader's, if the labels are of it too.
    fn languages(&self) -> Option<Boxed> {
        let own = self.query.own.as_ref().map(Lang::as_str);
        let Some((first, others)) = self.recognised.split_first() else {
            let own = self.query.own.as_ref()?;
            return Some(constant(self.places(&[schema::language(own)]), OWN_LANGUAGE));
        };
        let common = first.languages.iter().filter(|lang| others.iter().all(|other| other.languages.contains(lang)));
        let mut languages: Vec<&String> = common.collect();
        if languages.is_empty() {
            languages = self.recognised.iter().flat_map(|recognition| &recognition.languages).collect();
        }
        if let Some(own) = languages.iter().position(|lang| Some(lang.as_str()) == own) {
            languages = vec![languages[own]];
        }
        let places: Vec<Place> =
            languages.into_iter().filter_map(|lang| Some(schema::language(&lang.parse::<Lang>().ok()?))).collect();
        Some(constant(self.places(&places), OF_LANGUAGE))
    }
}

fn constant(query: Boxed, score: f32) -> Boxed {
    Box::new(ConstScoreQuery::new(query, score))
}

fn union(mut parts: Vec<Boxed>) -> Boxed {
    match parts.len() {
        0 => Box::new(EmptyQuery),
        1 => parts.remove(0),
        _ => Box::new(BooleanQuery::union(parts)),
    }
}
