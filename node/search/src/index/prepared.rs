//! Documents whose texts are analysed: what takes time, and can be done by many threads at once.

use std::cell::RefCell;
use std::ops::Range;

use rayon::prelude::*;
use tantivy::TantivyDocument;

use super::places::Logs;
use super::relations::{Speaker, State, hidden};
use super::schema::{self, BETWEEN, Fields, GAP, Place};
use crate::analysis::{Analyzer, Recogniser};
use crate::document::{Document, Facts, Text};
use emn_protocol::record::Kind;
use emn_protocol::topics::Vocabulary;

/// A document, ready to be written.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Without its texts.
    document: Document,
    /// Stems of all texts.
    text: String,
    /// Stems of the titles.
    title: String,
    /// Concepts that the texts mention, by their places in the recogniser.
    mentions: Vec<u16>,
    /// Concepts that the titles mention.
    headlines: Vec<u16>,
}

impl Prepared {
    /// Analyses the texts of a document.
    pub fn new(document: Document, analyzer: &mut Analyzer) -> Self {
        let Document { texts, .. } = &document;
        let mut analysis = Analysis::default();
        texts.iter().for_each(|text| analysis.read(text, analyzer));
        let Analysis { text, title, mentions, headlines, .. } = analysis;
        Self { document: Document { texts: Vec::new(), ..document }, text, title, mentions, headlines }
    }

    /// As [`Self::new`], for many documents, with all threads of the pool.
    pub fn all(documents: Vec<Document>) -> Vec<Self> {
        thread_local! {
            /// It remembers stems, so it is kept from one call to the next.
            static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
        }
        let new = |document| ANALYZER.with_borrow_mut(|analyzer| Self::new(document, analyzer));
        documents.into_par_iter().map(new).collect()
    }

    /// What it was made of; the texts are gone.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What is written, as the entry stands to the others now. What was withdrawn is written without its content.
    pub(crate) fn write(&self, state: State, logs: &mut Logs, fields: &Fields) -> Option<TantivyDocument> {
        let Document { origin, kind, facts, .. } = &self.document;
        let mut document = TantivyDocument::new();
        document.add_u64(fields.place, logs.place_of(&origin.log, origin.seq)?);
        document.add_u64(fields.arrival, origin.arrival);
        document.add_i64(fields.time, origin.time.unix());
        let mut places = vec![schema::member(&origin.member)];
        places.extend(state_marks(*kind, state));
        if let Some(speaker) = Speaker::of(&self.document) {
            places.push(schema::speaks());
            document.add_bytes(fields.speaker, &speaker.to_bytes());
        }
        match facts {
            Some(facts) if !state.withdrawn => {
                document.add_text(fields.text, &self.text);
                document.add_text(fields.title, &self.title);
                places.extend(fact_places(facts));
                places.extend(concept_marks(&self.mentions, schema::mention));
                places.extend(concept_marks(&self.headlines, schema::headline));
            }
            // Of withdrawn content only its kind is known, which the entry's shell says.
            _ => places.extend(kind.filter(|kind| matches!(kind, Kind::Report | Kind::Practice)).map(schema::kind)),
        }
        places.sort();
        places.dedup();
        for place in places {
            match place {
                Place::Facet(token) => document.add_text(fields.facet, token),
                Place::Mark(token) => document.add_text(fields.mark, token),
            }
        }
        Some(document)
    }
}

fn state_marks(kind: Option<Kind>, state: State) -> impl Iterator<Item = Place> {
    let marks = [
        hidden(kind, state).then(schema::hidden),
        state.superseded.then(schema::superseded),
        state.withdrawn.then(schema::withdrawn),
        Some(kind.map_or_else(schema::unknown, schema::entry_kind)),
    ];
    marks.into_iter().flatten()
}

fn fact_places(facts: &Facts) -> impl Iterator<Item = Place> {
    [schema::kind(facts.content), schema::audience(facts.audience)]
        .into_iter()
        .chain(facts.topics.iter().flat_map(schema::topics))
        .chain(facts.countries.iter().map(schema::country))
        .chain(facts.period.into_iter().flat_map(schema::years))
        .chain(facts.languages.iter().map(schema::language))
        .chain(facts.measures.iter().map(schema::measure))
}

/// Concepts and those above them.
fn concept_marks(concepts: &[u16], mark: fn(&str) -> Place) -> impl Iterator<Item = Place> {
    concepts.iter().flat_map(move |place| {
        let concept = Recogniser::shipped().concept(*place).as_str();
        let broader = Vocabulary::shipped().broader(concept);
        [mark(concept)].into_iter().chain(broader.into_iter().map(move |broader| mark(broader.id.as_str())))
    })
}

#[derive(Debug, Default)]
struct Analysis {
    text: String,
    title: String,
    mentions: Vec<u16>,
    headlines: Vec<u16>,
    /// Where the stems of the text at hand lie in `text`.
    stems: Vec<Range<usize>>,
}

impl Analysis {
    fn read(&mut self, text: &Text, analyzer: &mut Analyzer) {
        let lang = text.lang.as_ref().map_or("", |lang| lang.as_str());
        self.stems.clear();
        let from = self.text.len();
        let (all, stems) = (&mut self.text, &mut self.stems);
        analyzer.each(lang, &text.text, &mut |stem, _| {
            stems.push(all.len()..all.len() + stem.len());
            all.push_str(stem);
            all.push(BETWEEN);
        });
        let stems: Vec<&str> = self.stems.iter().map(|at| &self.text[at.clone()]).collect();
        let found = Recogniser::shipped().mentions(lang, &stems);
        for (concept, _) in found {
            add(&mut self.mentions, concept);
            if text.title {
                add(&mut self.headlines, concept);
            }
        }
        if text.title {
            self.title.push_str(&self.text[from..]);
        }
        self.text.push_str(GAP);
        self.text.push(BETWEEN);
    }
}

fn add(concepts: &mut Vec<u16>, concept: u16) {
    if !concepts.contains(&concept) {
        concepts.push(concept);
    }
}
