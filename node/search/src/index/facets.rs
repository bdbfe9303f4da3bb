//! How many records there are of each kind, member, country, topic, year, language and audience.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;

use super::schema::Facet;

/// Values of a facet that are told: more than anybody reads, and all countries and topics of a small network.
pub const FACET_VALUES: usize = 100;

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As in the filter: a code, a year, a tag.
    pub value: String,
    /// Records that have it.
    pub count: u64,
}

/// Counts over all records that a query finds, be they on the page or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    values: BTreeMap<Facet, Vec<Value>>,
}

impl Facets {
    fn new<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> Self {
        let mut values: BTreeMap<Facet, Vec<Value>> = BTreeMap::new();
        for (token, count) in counts.filter(|(_, count)| *count > 0) {
            if let Some((facet, value)) = Facet::of(token) {
                values.entry(facet).or_default().push(Value { value: value.to_owned(), count });
            }
        }
        for of_facet in values.values_mut() {
            of_facet.sort_by(|a, b| (Reverse(a.count), &a.value).cmp(&(Reverse(b.count), &b.value)));
            of_facet.truncate(FACET_VALUES);
        }
        Self { values }
    }

    /// The values of one facet, the most frequent first, at most [`FACET_VALUES`].
    pub fn of(&self, facet: Facet) -> &[Value] {
        self.values.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// How many records have this value.
    pub fn count(&self, facet: Facet, value: &str) -> u64 {
        self.of(facet).iter().find(|known| known.value == value).map_or(0, |known| known.count)
    }
}

/// Numbers of tokens. Every segment has its own; here each has one that is the same for all, so that counts are added
/// without a look at the tokens.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    tokens: Vec<String>,
    numbers: HashMap<String, usize>,
    segments: HashMap<SegmentId, Arc<[usize]>>,
}

/// Segments whose tokens are remembered: more than there are at a time.
const SEGMENTS: usize = 256;

impl Tokens {
    /// For each token of a segment its number.
    pub(crate) fn of_segment(&self, segment: SegmentId, column: &StrColumn) -> tantivy::Result<Arc<[usize]>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(numbers) = known.segments.get(&segment) {
            return Ok(Arc::clone(numbers));
        }
        let mut numbers = Vec::with_capacity(column.num_terms());
        let mut tokens = column.dictionary().stream()?;
        while tokens.advance() {
            numbers.push(known.number(&String::from_utf8_lossy(tokens.key())));
        }
        if known.segments.len() >= SEGMENTS {
            known.segments.clear();
        }
        let numbers: Arc<[usize]> = numbers.into();
        known.segments.insert(segment, Arc::clone(&numbers));
        Ok(numbers)
    }

    /// What was counted, by number.
    pub(crate) fn facets(&self, counts: &[u64]) -> Facets {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Facets::new(known.tokens.iter().map(String::as_str).zip(counts.iter().copied()))
    }
}

impl Known {
    fn number(&mut self, token: &str) -> usize {
        if let Some(number) = self.numbers.get(token) {
            return *number;
        }
        let number = self.tokens.len();
        self.tokens.push(token.to_owned());
        self.numbers.insert(token.to_owned(), number);
        number
    }
}
