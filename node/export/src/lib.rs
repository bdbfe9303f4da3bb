//! Exports: tables, series, lists and whole records in the formats that analysts read.
//!
//! Everything with figures becomes a [`dataset::Dataset`] first, so that every format is written once and says the same.
//! What is suppressed stays suppressed in every format: no value, and the flag `c`.

// The samples name this crate as other crates do, since the example has them too.
#[cfg(test)]
extern crate self as emn_export;

pub mod csv;
pub mod dataset;
pub mod error;
pub mod format;
pub mod json;
pub mod json_stat;
pub mod number;
pub mod parquet;
mod sdmx;
pub mod structure;
pub mod text;
mod words;

#[cfg(test)]
#[path = "../examples/samples/mod.rs"]
mod samples;
