//! Facts about the index that no query asks for.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use emn_protocol::ids::LogId;
use emn_protocol::record::{Audience, Code};
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use super::error::IndexError;
use super::schema::{self, ARRIVAL, PLACE};
use super::{Index, read};

impl Index {
    /// Names the state that readers see, of this index and every other one of the process: what was made from it is up to
    /// date as long as this stays the same.
    pub fn generation(&self) -> u64 {
        self.shared.generation.load(Ordering::Acquire)
    }

    /// Documents that are deleted, and whose words are still in the files as readers see them; see
    /// [`super::Writer::purge`].
    pub fn deleted(&self) -> u64 {
        let searcher = self.shared.reader.searcher();
        searcher.segment_readers().iter().map(|segment| u64::from(segment.num_deleted_docs())).sum()
    }

    /// The measures of the tables of all records that nothing replaces or withdraws, with the number of records; with an
    /// audience only of records for it.
    ///
    /// # Errors
    /// [`IndexError::Write`] when the files are damaged.
    pub fn measures(&self, audience: Option<Audience>) -> Result<Vec<(Code, u64)>, IndexError> {
        let searcher = self.shared.reader.searcher();
        let mut ids: BTreeMap<Code, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.shared.fields.mark)?;
            let prefix = schema::MEASURE;
            let mut terms = index.terms().range().ge(prefix.as_bytes()).into_stream().map_err(TantivyError::from)?;
            while terms.advance() {
                let Some(id) = std::str::from_utf8(terms.key()).ok().and_then(|key| key.strip_prefix(prefix)) else {
                    break;
                };
                if let Ok(id) = id.parse() {
                    ids.entry(id).or_default();
                }
            }
        }
        for (id, records) in &mut ids {
            *records = self.with_measure(id, audience)?.len() as u64;
        }
        ids.retain(|_, records| *records > 0);
        Ok(ids.into_iter().collect())
    }

    /// Arrival number, log and number in the log of the records that have a table of this measure, and that nothing
    /// replaces or withdraws; with an audience only those for it.
    ///
    /// # Errors
    /// As [`Self::measures`].
    pub fn with_measure(
        &self,
        measure: &Code,
        audience: Option<Audience>,
    ) -> Result<Vec<(u64, LogId, u64)>, IndexError> {
        let searcher = self.shared.reader.searcher();
        let term = schema::measure(measure).term(&self.shared.fields);
        let audience = audience.map(|audience| schema::audience(audience).term(&self.shared.fields));
        let mut found: Vec<(u64, u64)> = Vec::new();
        for segment in searcher.segment_readers() {
            let (places, arrivals) = (segment.fast_fields().u64(PLACE)?, segment.fast_fields().u64(ARRIVAL)?);
            let mut visit = |document| found.extend(arrivals.first(document).zip(places.first(document)));
            self.shown(segment, &term, audience.as_ref(), &mut visit)?;
        }
        let logs = read(&self.shared.logs);
        let entry = |(arrival, place)| logs.entry(place).map(|(log, seq)| (arrival, log, seq));
        Ok(found.into_iter().filter_map(entry).collect())
    }

    /// Visits the documents with a term, and with a second one if there is one, that nothing replaces or withdraws.
    fn shown(
        &self,
        segment: &SegmentReader,
        term: &Term,
        second: Option<&Term>,
        visit: &mut dyn FnMut(u32),
    ) -> Result<(), IndexError> {
        let postings = |term: &Term| -> Result<Option<SegmentPostings>, IndexError> {
            let index = segment.inverted_index(term.field())?;
            Ok(index.read_postings(term, IndexRecordOption::Basic).map_err(TantivyError::from)?)
        };
        let Some(mut with) = postings(term)? else { return Ok(()) };
        let mut hidden = postings(&schema::hidden().term(&self.shared.fields))?;
        let mut also = second.map(postings).transpose()?;
        while with.doc() != TERMINATED {
            let document = with.doc();
            let fits = also.as_mut().is_none_or(|also| is_in(also.as_mut(), document));
            if fits && !is_in(hidden.as_mut(), document) && !segment.is_deleted(document) {
                visit(document);
            }
            with.advance();
        }
        Ok(())
    }
}

/// Whether a document is in a list, which is read from its beginning to its end.
fn is_in(list: Option<&mut SegmentPostings>, document: u32) -> bool {
    list.is_some_and(|list| (if list.doc() < document { list.seek(document) } else { list.doc() }) == document)
}
