//! Exports: tables, series, lists and whole records in the formats that analysts read.
//!
//! Everything with figures becomes a [`dataset::Dataset`] first, so that every format is written once and says the same.
//! What is suppressed stays suppressed in every format: no value, and the flag `c`.

// The samples name this crate as other crates do, since the example has them too.
#[cfg(test)]
extern crate self as emn_export;

pub mod atom;
pub mod catalogue;
pub mod csv;
pub mod dataset;
pub mod dcat;
pub mod error;
mod figures;
pub mod format;
pub mod html;
pub mod json;
pub mod json_stat;
pub mod list;
pub mod markdown;
pub mod number;
pub mod parquet;
mod prose;
pub mod rdf;
pub mod record;
pub mod sdmx;
pub mod skos;
pub mod structure;
pub mod text;
mod words;
pub mod xlsx;
mod xml;

use dataset::Dataset;
use error::ExportError;
use format::Format;

/// A dataset in a format.
///
/// # Errors
/// [`ExportError::TooLarge`] and [`ExportError::Unfit`] where the format cannot hold it.
pub fn write_dataset(dataset: &Dataset, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => csv::dataset(dataset),
        Format::Structure => structure::dataset(dataset),
        Format::Json => json::dataset(dataset),
        Format::JsonStat => json_stat::dataset(dataset),
        Format::Parquet => parquet::dataset(dataset),
        Format::Xlsx => xlsx::dataset(dataset),
        Format::Markdown => Ok(markdown::dataset(dataset).into_bytes()),
        Format::Html => html::dataset(dataset).map(String::into_bytes),
    }
}

#[cfg(test)]
#[path = "../examples/samples/mod.rs"]
mod samples;

#[cfg(test)]
mod tests;
