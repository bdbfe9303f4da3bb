//! One pass over what a query finds: the first records in order, how many there are, and how many of each facet.

use std::cmp::Reverse;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{ColumnIndex, ColumnValues, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, Score, SegmentOrdinal, SegmentReader};

use super::facets::Tokens;
use super::schema::{ARRIVAL, FACET, PLACE, TIME};
use crate::query::Sort;
use crate::query::cursor::Position;

/// Scores are compared in steps: the last digits depend on the order in which parts are added.
const SCORE_STEPS: Score = 64.0;

/// What to collect.
#[derive(Debug, Clone)]
pub(super) struct Collect<'a> {
    pub(super) page: Page,
    /// Counts by facet, if they are asked for.
    pub(super) facets: Option<&'a Tokens>,
}

/// Which records to collect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) sort: Sort,
    /// Records to collect.
    pub(super) limit: usize,
    /// Where the page before ended.
    pub(super) after: Option<Position>,
}

impl Page {
    /// The score at a position.
    pub(super) fn score(self, position: Position) -> Score {
        if self.sort == Sort::Relevance { position.key as Score / SCORE_STEPS } else { 0.0 }
    }
}

/// What was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// The first records in order, with their places.
    pub(super) records: Vec<(Position, u64)>,
    /// Records that were found, on all pages.
    pub(super) total: u64,
    /// By the number of the token, if they were asked for.
    pub(super) counts: Vec<u64>,
}

type Values<T> = Arc<dyn ColumnValues<T>>;

pub(super) struct Segment {
    page: Page,
    arrivals: Values<u64>,
    times: Option<Values<i64>>,
    places: Values<u64>,
    facets: Option<SegmentFacets>,
    first: First,
    total: u64,
    documents: Vec<DocId>,
    scores: Vec<Score>,
    numbers: Vec<u64>,
    dates: Vec<i64>,
}

struct SegmentFacets {
    column: StrColumn,
    numbers: Arc<[usize]>,
    counts: Vec<u64>,
    rows: Vec<u32>,
    ordinals: Vec<u64>,
}

impl Collector for Collect<'_> {
    type Fruit = Collected;
    type Child = Segment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        let columns = segment.fast_fields();
        let facets = match self.facets {
            Some(tokens) => SegmentFacets::new(columns.str(FACET)?, segment.segment_id(), tokens)?,
            None => None,
        };
        Ok(Segment {
            page: self.page,
            arrivals: values(columns.u64(ARRIVAL)?, 0),
            times: if self.page.sort == Sort::Date { Some(values(columns.i64(TIME)?, 0)) } else { None },
            places: values(columns.u64(PLACE)?, 0),
            facets,
            first: First::new(self.page.limit),
            total: 0,
            documents: Vec::with_capacity(COLLECT_BLOCK_BUFFER_LEN),
            scores: Vec::with_capacity(COLLECT_BLOCK_BUFFER_LEN),
            numbers: vec![0; COLLECT_BLOCK_BUFFER_LEN],
            dates: vec![0; COLLECT_BLOCK_BUFFER_LEN],
        })
    }

    fn requires_scoring(&self) -> bool {
        self.page.sort == Sort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Collected>>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for segment in segments {
            let segment = segment?;
            all.records.extend(segment.records);
            all.total += segment.total;
            all.counts.resize(all.counts.len().max(segment.counts.len()), 0);
            all.counts.iter_mut().zip(segment.counts).for_each(|(all, count)| *all += count);
        }
        all.records.sort_unstable_by_key(|record| Reverse(*record));
        all.records.truncate(self.page.limit);
        Ok(all)
    }
}

/// The values of a column of which every document has one.
fn values<T>(column: tantivy::columnar::Column<T>, default: T) -> Values<T>
where
    T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static,
{
    if matches!(column.index, ColumnIndex::Full) { column.values } else { column.first_or_default_col(default) }
}

impl SegmentCollector for Segment {
    type Fruit = tantivy::Result<Collected>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.documents.push(document);
        self.scores.push(score);
        if self.documents.len() == COLLECT_BLOCK_BUFFER_LEN {
            self.flush();
        }
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        if self.page.sort == Sort::Relevance {
            return documents.iter().for_each(|document| self.collect(*document, 0.0));
        }
        for block in documents.chunks(COLLECT_BLOCK_BUFFER_LEN) {
            self.flush();
            self.documents.extend_from_slice(block);
        }
    }

    fn harvest(mut self) -> tantivy::Result<Collected> {
        self.flush();
        let place = |(position, document): (Position, DocId)| (position, self.places.get_val(document));
        let records = std::mem::take(&mut self.first.records).into_iter().map(place).collect();
        let counts = self.facets.take().map_or_else(Vec::new, SegmentFacets::harvest);
        Ok(Collected { records, total: self.total, counts })
    }
}

impl Segment {
    /// Takes the documents that were put aside. Columns are read faster by many rows at once.
    fn flush(&mut self) {
        let count = self.documents.len();
        if count == 0 {
            return;
        }
        self.total += count as u64;
        self.arrivals.get_vals(&self.documents, &mut self.numbers[..count]);
        if let Some(times) = &self.times {
            times.get_vals(&self.documents, &mut self.dates[..count]);
        }
        for (row, document) in self.documents.iter().enumerate() {
            let key = match self.page.sort {
                Sort::Newest => 0,
                Sort::Date => self.dates[row].unsigned_abs(),
                // A score is not negative.
                Sort::Relevance => (self.scores[row] * SCORE_STEPS).round() as u64,
            };
            let position = Position { key, arrival: self.numbers[row] };
            if self.page.after.is_some_and(|after| position >= after) {
                continue;
            }
            self.first.push(position, *document);
        }
        if let Some(facets) = &mut self.facets {
            facets.count(&self.documents);
        }
        self.documents.clear();
        self.scores.clear();
    }
}

/// The first records in order, and perhaps some more. Documents come nearly in the order of arrival, so each new one
/// would go through a heap from end to end; sorting out a batch from time to time is cheaper.
struct First {
    limit: usize,
    records: Vec<(Position, DocId)>,
    /// No position up to this one is among the first any more.
    least: Option<Position>,
}

impl First {
    fn new(limit: usize) -> Self {
        Self { limit, records: Vec::with_capacity(2 * limit), least: None }
    }

    fn push(&mut self, position: Position, document: DocId) {
        if self.least.is_some_and(|least| position <= least) {
            return;
        }
        if self.records.len() == 2 * self.limit {
            let (_, last, _) = self.records.select_nth_unstable_by_key(self.limit - 1, |record| Reverse(*record));
            self.least = Some(last.0);
            self.records.truncate(self.limit);
        }
        self.records.push((position, document));
    }
}

impl SegmentFacets {
    fn new(column: Option<StrColumn>, segment: SegmentId, tokens: &Tokens) -> tantivy::Result<Option<Self>> {
        let Some(column) = column else { return Ok(None) };
        let numbers = tokens.of_segment(segment, &column)?;
        let counts = vec![0; column.num_terms()];
        Ok(Some(Self { column, numbers, counts, rows: Vec::new(), ordinals: Vec::new() }))
    }

    fn count(&mut self, documents: &[DocId]) {
        let ordinals = self.column.ords();
        self.rows.clear();
        documents.iter().for_each(|document| self.rows.extend(ordinals.index.value_row_ids(*document)));
        self.ordinals.resize(self.rows.len(), 0);
        ordinals.values.get_vals(&self.rows, &mut self.ordinals);
        for ordinal in &self.ordinals {
            if let Some(count) = usize::try_from(*ordinal).ok().and_then(|ordinal| self.counts.get_mut(ordinal)) {
                *count += 1;
            }
        }
    }

    /// Counts by the numbers that are the same for all segments.
    fn harvest(self) -> Vec<u64> {
        let most = self.numbers.iter().max().map_or(0, |number| number + 1);
        let mut counts = vec![0; most];
        for (number, count) in self.numbers.iter().zip(self.counts) {
            counts[*number] = count;
        }
        counts
    }
}
