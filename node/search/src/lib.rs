//! Full-text search over records, in the languages of the Union.
//!
//! The index is derived from the node's store and holds nothing that the store does not: it can be thrown away and built
//! again. It answers which records fit, in which order, and how many there are of each kind, member, country, topic,
//! year, language and audience; what they say is read from the store. Nothing here knows of the network, and nothing
//! here decides what a node accepts.

pub mod analysis;
pub mod document;
pub mod index;
pub mod query;
pub mod sample;
pub mod snippet;
pub mod texts;

pub use document::Document;
pub use index::{Hits, Index, Prepared, Writer};
pub use query::{Query, QueryError, Sort};
