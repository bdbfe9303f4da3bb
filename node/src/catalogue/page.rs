//! Pages of records that a query finds.

use emn_protocol::record::Record;
use emn_search::analysis::Analyzer;
use emn_search::index::{Facets, Hit};
use emn_search::query::{Query, Recognition};
use emn_search::snippet::{Snippet, marked_title, snippet};

use super::{Catalogue, CatalogueError, Listed, readable};

/// Characters of a snippet.
const SNIPPET_CHARS: usize = 240;

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records.
    pub items: Vec<Found>,
    /// Cursor of the next page; absent on the last one.
    pub next: Option<String>,
    /// Number of records on all pages; counted for the first page only.
    pub total: Option<u64>,
    /// How many there are of each kind, member and so on, if that was asked.
    pub facets: Option<Facets>,
    /// Topics that were recognised in the text of the query.
    pub topics: Vec<Recognition>,
}

/// A record on a page.
#[derive(Debug, Clone)]
pub struct Found {
    /// The record.
    pub listed: Listed,
    /// Its number in the order of arrival at this node.
    pub arrival: u64,
    /// Where the words of the query stand in it.
    pub snippet: Option<Snippet>,
    /// Its title with the words of the query marked; only where there are words.
    pub title: Option<Snippet>,
}

impl Page {
    /// The answer to a question of which nothing is for the reader.
    fn empty(query: &Query) -> Self {
        let facets = query.facets.then(Facets::default);
        Self { items: Vec::new(), next: None, total: Some(0), facets, topics: Vec::new() }
    }
}

impl Catalogue {
    /// One page of the records that a query finds.
    ///
    /// # Errors
    /// [`CatalogueError`]: a query over the limits or not understood, a cursor that is not of this query, the store.
    pub fn query(&self, query: &Query) -> Result<Page, CatalogueError> {
        let index = self.index();
        let Some(query) = &self.admitted(query) else { return Ok(Page::empty(query)) };
        let hits = index.search(query)?;
        let mut analyzer = Analyzer::new();
        // The reader's language, else that of the words.
        let own = query.own.iter().map(|lang| lang.as_str());
        let wanted: Vec<&str> =
            own.chain(hits.concepts.iter().flat_map(|found| found.languages.iter().map(String::as_str))).collect();
        let mut items = Vec::with_capacity(hits.hits.len());
        for Hit { log, seq, arrival, .. } in &hits.hits {
            // What left the accepted set a moment ago is still in the index.
            let Some(entry) = readable(self.shared.store.entry_at(log, *seq))? else { continue };
            let Some(listed) = self.listed(&index, &entry)? else { continue };
            let readable: Option<&Record> = entry.record().filter(|_| listed.card().is_some());
            let searched = readable.filter(|_| !query.text.is_empty());
            let mut marked = |record| snippet(record, &hits.highlight, &wanted, SNIPPET_CHARS, &mut analyzer);
            let snippet = searched.and_then(&mut marked);
            let title = searched.and_then(|record| marked_title(record, &hits.highlight, &wanted, &mut analyzer));
            items.push(Found { listed, arrival: *arrival, snippet, title });
        }
        Ok(Page { items, next: hits.next, total: hits.total, facets: hits.facets, topics: hits.concepts })
    }
}
