//! What is read of the index when it is opened.

use std::collections::HashMap;

use emn_protocol::ids::LogId;
use tantivy::columnar::Column;
use tantivy::error::DataCorruption;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError};

use super::places::Logs;
use super::relations::{Relations, Speaker};
use super::schema::{self, ARRIVAL, Fields, PLACE};

pub(super) struct Loaded {
    pub(super) relations: Relations,
    /// For each log the number after the last entry that is there.
    pub(super) next: HashMap<LogId, u64>,
}

pub(super) fn load(searcher: &Searcher, fields: &Fields, logs: &Logs) -> Result<Loaded, TantivyError> {
    let mut loaded = Loaded { relations: Relations::default(), next: HashMap::new() };
    for segment in searcher.segment_readers() {
        load_speakers(segment, fields, &mut loaded.relations)?;
        let places = segment.fast_fields().u64(PLACE)?;
        for document in segment.doc_ids_alive() {
            let place = places.first(document).ok_or_else(|| damaged("an entry without a place"))?;
            let (log, seq) = logs.entry(place).ok_or_else(|| damaged("an entry of a log that is not listed"))?;
            let next = loaded.next.entry(log).or_default();
            *next = (*next).max(seq + 1);
        }
    }
    Ok(loaded)
}

fn load_speakers(segment: &SegmentReader, fields: &Fields, relations: &mut Relations) -> Result<(), TantivyError> {
    let index = segment.inverted_index(fields.mark)?;
    let Some(mut postings) = index.read_postings(&schema::speaks().term(fields), IndexRecordOption::Basic)? else {
        return Ok(());
    };
    let store = segment.get_store_reader(1)?;
    while postings.doc() != TERMINATED {
        if !segment.is_deleted(postings.doc()) {
            let document: TantivyDocument = store.get(postings.doc())?;
            let bytes = document.get_first(fields.speaker).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            let speaker = bytes.as_deref().and_then(Speaker::from_bytes);
            relations.put(speaker.ok_or_else(|| damaged("a correction or withdrawal that cannot be read"))?);
        }
        postings.advance();
    }
    Ok(())
}

fn damaged(what: &str) -> TantivyError {
    DataCorruption::comment_only(what).into()
}

/// The greatest arrival number, and the place of its entry.
pub(super) fn last(searcher: &Searcher) -> Option<(u64, u64)> {
    let columns = |segment: &SegmentReader| -> Option<(Column<u64>, Column<u64>)> {
        Some((segment.fast_fields().u64(ARRIVAL).ok()?, segment.fast_fields().u64(PLACE).ok()?))
    };
    let of_segment = |segment: &SegmentReader| {
        let (arrivals, places) = columns(segment)?;
        let arrived = segment.doc_ids_alive().filter_map(|document| Some((arrivals.first(document)?, document)));
        let (arrival, document) = arrived.max()?;
        Some((arrival, places.first(document)?))
    };
    searcher.segment_readers().iter().filter_map(of_segment).max()
}

/// Places of the entries that arrived as this number or later.
pub(super) fn from_arrival(searcher: &Searcher, arrival: u64) -> Result<Vec<u64>, TantivyError> {
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let (arrivals, places) = (segment.fast_fields().u64(ARRIVAL)?, segment.fast_fields().u64(PLACE)?);
        let late = segment.doc_ids_alive().filter(|document| arrivals.first(*document).is_some_and(|n| n >= arrival));
        found.extend(late.filter_map(|document| places.first(document)));
    }
    Ok(found)
}
