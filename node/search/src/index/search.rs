//! Answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;

use emn_protocol::ids::LogId;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::collect::{Collect, Collected, Page};
use super::facets::Facets;
use super::{Index, read};
use crate::query::cursor::{self, Position};
use crate::query::plan::{Plan, Recognition, plan};
use crate::query::{Query, QueryError};
use crate::snippet::Highlight;

/// A record that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its log.
    pub log: LogId,
    /// Its number in the log.
    pub seq: u64,
    /// Its number in the order of arrival.
    pub arrival: u64,
    /// How well it fits; 0 unless sorted by relevance.
    pub score: f32,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    /// The records, in order.
    pub hits: Vec<Hit>,
    /// Cursor of the next page; absent on the last one.
    pub next: Option<String>,
    /// Number of records on all pages; on the first page only.
    pub total: Option<u64>,
    /// Counts over all pages, if they were asked for; on the first page only.
    pub facets: Option<Facets>,
    /// Words of the query that name topics.
    pub concepts: Vec<Recognition>,
    /// What to mark in the texts.
    pub highlight: Highlight,
}

impl Index {
    /// One page of the records that a query finds.
    ///
    /// # Errors
    /// [`QueryError`] for a query that is not understood or over the limits, for a cursor that is not of this query,
    /// and for an index that is damaged.
    pub fn search(&self, query: &Query) -> Result<Hits, QueryError> {
        query.check()?;
        let hash = cursor::hash(query);
        let after = query.cursor.as_deref().map(|cursor| Position::from_cursor(cursor, hash)).transpose()?;
        let searcher = self.shared.reader.searcher();
        let Plan { query: planned, sort, recognised, highlight } = {
            let mut analyzer = self.shared.analyzer.lock().unwrap_or_else(PoisonError::into_inner);
            plan(query, &mut analyzer, &self.shared.fields, &searcher)?
        };
        // One more than the page has tells whether there is a next one.
        let page = Page { sort, limit: query.limit + 1, after };
        let collect = Collect { page, facets: query.facets.then_some(&self.shared.tokens) };
        let Collected { mut records, total, counts } = collected(&searcher, planned.as_ref(), &collect)?;
        let more = records.len() > query.limit;
        records.truncate(query.limit);
        let next = records.last().filter(|_| more).map(|(last, _)| last.to_cursor(hash));
        let logs = read(&self.shared.logs);
        let hit = |(position, place): (Position, u64)| {
            let (log, seq) = logs.entry(place)?;
            Some(Hit { log, seq, arrival: position.arrival, score: page.score(position) })
        };
        Ok(Hits {
            hits: records.into_iter().filter_map(hit).collect(),
            next,
            total: after.is_none().then_some(total),
            facets: (query.facets && after.is_none()).then(|| self.shared.tokens.facets(&counts)),
            concepts: recognised,
            highlight,
        })
    }
}

/// The library that reads the index takes its files for sound, and panics where they are not.
fn collected(
    searcher: &Searcher,
    query: &dyn tantivy::query::Query,
    collect: &Collect<'_>,
) -> Result<Collected, QueryError> {
    let answer = || searcher.search_with_statistics_provider(query, collect, &Flat);
    match catch_unwind(AssertUnwindSafe(answer)) {
        Ok(Ok(collected)) => Ok(collected),
        Ok(Err(error)) => Err(QueryError::Unreadable { why: error.to_string() }),
        Err(_) => Err(QueryError::Unreadable { why: "its files are damaged".to_owned() }),
    }
}

/// Statistics that are the same for all words and at all times: so the score of a record depends on the query and the
/// record alone, and a page goes on where the one before ended though records arrive. Since all words of a query must
/// occur, little depends on which of them is rare.
struct Flat;

impl Flat {
    /// Documents that are taken to be there. With [`Self::OF_A_WORD`] it makes the weight of a word 1.
    const DOCUMENTS: u64 = 2718;
    const OF_A_WORD: u64 = 1000;
    /// Words of a record of usual length.
    const WORDS: u64 = 300;
}

impl Bm25StatisticsProvider for Flat {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(Self::DOCUMENTS * Self::WORDS)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(Self::DOCUMENTS)
    }

    fn doc_freq(&self, _: &Term) -> tantivy::Result<u64> {
        Ok(Self::OF_A_WORD)
    }
}
