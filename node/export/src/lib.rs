//! Exports: tables, series, lists and whole records in the formats that analysts read.
//!
//! Everything with figures becomes a [`dataset::Dataset`] first, so that every format is written once and says the same.
//! What is suppressed stays suppressed in every format: no value, and the flag `c`.

pub mod dataset;
