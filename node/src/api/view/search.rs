//! What a search says beside the records.

use std::collections::BTreeMap;

use emn_protocol::record::{Code, Lang};
use emn_search::index::{Facet, Facets};
use emn_search::query::Recognition;
use emn_search::snippet::Snippet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value by which results can be narrowed down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetValue {
    /// The value, as the filter of this name takes it.
    pub value: String,
    /// Records that have it, on all pages.
    pub count: u64,
}

/// Words of a search that are the name of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecognisedView {
    /// The words, as they were written.
    pub text: String,
    /// The topics.
    pub topics: Vec<Code>,
    /// The languages in which it is their name.
    pub languages: Vec<String>,
}

/// A piece of a record's text, with what was searched for marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SnippetView {
    /// Language of the text; `und` for the name of a file.
    pub lang: Lang,
    /// Where in the record it stands, such as `summary` or `body`.
    pub field: String,
    /// The text in pieces, in order.
    pub parts: Vec<SnippetPart>,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SnippetPart {
    /// The text.
    pub text: String,
    /// Whether it was searched for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mark: bool,
}

/// The values of every facet by its name, the most frequent first.
pub(super) fn facets(facets: &Facets) -> BTreeMap<String, Vec<FacetValue>> {
    let value = |value: &emn_search::index::Value| FacetValue { value: value.value.clone(), count: value.count };
    let values = |facet: Facet| (facet.name().to_owned(), facets.of(facet).iter().map(value).collect());
    Facet::ALL.into_iter().map(values).collect()
}

impl From<Recognition> for RecognisedView {
    fn from(Recognition { text, concepts, languages }: Recognition) -> Self {
        Self { text, topics: concepts, languages }
    }
}

impl From<Snippet> for SnippetView {
    fn from(snippet: Snippet) -> Self {
        let mut parts = Vec::new();
        let mut at = 0;
        let mut push = |range: std::ops::Range<usize>, mark| {
            let text = snippet.text.get(range).filter(|text| !text.is_empty());
            parts.extend(text.map(|text| SnippetPart { text: text.to_owned(), mark }));
        };
        for mark in &snippet.marks {
            push(at..mark.start, false);
            push(mark.clone(), true);
            at = mark.end;
        }
        push(at..snippet.text.len(), false);
        Self { lang: snippet.lang, field: snippet.field.to_owned(), parts }
    }
}
