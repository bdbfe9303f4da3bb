//! How many records there are of each kind, member, country, topic, year, language and audience.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

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
    pub(crate) fn new(counts: HashMap<String, u64>) -> Self {
        let mut values: BTreeMap<Facet, Vec<Value>> = BTreeMap::new();
        for (token, count) in counts {
            if let Some((facet, value)) = Facet::of(&token) {
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
