//! The catalogue: what lists and searches of records are answered from.
//!
//! It is derived from the store and holds nothing that the store does not (invariant I9): a node that starts applies
//! every stored entry in the order of arrival, and every new one after that. So what it answers does not depend on
//! the order in which entries came, but for the order of arrival itself, which is this node's own.
//!
//! It lies in memory. Whatever takes its place (an index on disk) offers the same few functions of [`Catalogue`].

mod catalogue;
mod item;
mod query;
mod terms;
mod words;

#[cfg(test)]
mod tests;

pub use catalogue::Catalogue;
pub use item::{Act, Card, Item, Listed, Prepared, Withdrawn};
pub use query::{PAGE_ITEMS, Page, Query, QueryError, Sort, TEXT_BYTES, TEXT_WORDS};
