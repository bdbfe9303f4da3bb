//! Apache Parquet: one file, or a folder in parts by year and member.
//!
//! | column | type | what |
//! |--|--|--|
//! | one for each axis | string | The code. |
//! | `value` | double | The value; null when suppressed or not known. Exact for whole numbers below 2^53. |
//! | `value_unscaled`, `decimals` | int64, int32 | The exact value: `value_unscaled / 10^decimals`. |
//! | `unit`, `measure` | string | Unit, and what is measured. |
//! | `flags` | string | Flags, such as `bd`; `c` is suppressed; empty when there are none. |
//! | `how` | string | `published`, `added` or `not_added`. |
//! | `at_least` | double | What is known of a sum that is not whole. |
//! | `covers` | string | Countries in a sum, with blanks between them. |
//! | `audience` | string | `public`, or `network`: for members only. |
//! | `source_member`, `source_record`, `source_table` | string | Where it comes from; several with blanks between them. |
//! | `year` | int32 | Year of the period; null where there is none. |
//! | `member` | string | The member that speaks; `several` for a sum over several. Left out when it is an axis already. |
//!
//! In a folder, `year` and `member` are not in the files but in the names of the folders (Hive's way):
//! `year=2022/member=NL/part-0.parquet`. DuckDB reads it with `read_parquet('folder/**/*.parquet', hive_partitioning =
//! true)`; pandas, polars, Spark and Trino know the same form. Sources that disagree are two rows with the same codes.
//!
//! A column whose axis is named like one of these gets `_2` behind its name. Title, language, notes and the agency are
//! in the file's key-value metadata with the prefix `emn.`.

mod columns;
mod folder;

use std::io::Write;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;

pub(crate) use columns::{Column, Values};
pub use folder::folder;

use crate::dataset::Dataset;
use crate::error::ExportError;
use crate::format::Format;

/// A dataset as one file.
///
/// # Errors
/// [`ExportError::Library`] when the library cannot write it.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    let rows: Vec<usize> = (0..dataset.observations.len()).collect();
    let columns = columns::of_dataset(dataset, &rows, columns::Partition::InFile);
    bytes(columns, metadata(dataset))
}

fn metadata(dataset: &Dataset) -> Vec<KeyValue> {
    let texts = [
        ("emn.id", dataset.id.to_string()),
        ("emn.agency", dataset.agency.clone()),
        ("emn.title", dataset.title.clone()),
        ("emn.title_lang", dataset.title_lang.clone()),
        ("emn.lang", dataset.lang.clone()),
        ("emn.updated", dataset.updated.to_string()),
        ("emn.audience", dataset.audience().name().to_owned()),
        ("emn.notes", dataset.notes.join("\n")),
    ];
    texts.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect()
}

/// A file of these columns.
pub(crate) fn bytes(columns: Vec<Column>, metadata: Vec<KeyValue>) -> Result<Vec<u8>, ExportError> {
    let mut out = Vec::new();
    write(&columns, metadata, &mut out).map_err(|error| ExportError::library(Format::Parquet)(&error))?;
    Ok(out)
}

fn write<W: Write + Send>(columns: &[Column], metadata: Vec<KeyValue>, out: W) -> Result<(), ParquetError> {
    let fields = columns.iter().map(|column| column.schema().map(Arc::new)).collect::<Result<_, _>>()?;
    let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
    // Snappy is what every reader has; texts repeat and are kept as dictionaries, which is the library's default.
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("EMN knowledge node".to_owned())
        .set_key_value_metadata(Some(metadata))
        .build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for column in columns {
        write_column(&mut group, column)?;
    }
    group.close()?;
    file.close()?;
    Ok(())
}

fn write_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: &Column,
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("fewer columns than the schema has".to_owned());
    let mut writer = group.next_column()?.ok_or_else(missing)?;
    match &column.values {
        Values::Text(texts) => {
            let texts: Vec<ByteArray> = texts.iter().map(|text| ByteArray::from(text.as_bytes().to_vec())).collect();
            writer.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
        }
        Values::Double(values) => {
            let (present, levels) = levels(values);
            writer.typed::<DoubleType>().write_batch(&present, Some(&levels), None)?;
        }
        Values::Int64(values) => {
            let (present, levels) = levels(values);
            writer.typed::<Int64Type>().write_batch(&present, Some(&levels), None)?;
        }
        Values::Int32(values) => {
            let (present, levels) = levels(values);
            writer.typed::<Int32Type>().write_batch(&present, Some(&levels), None)?;
        }
    }
    writer.close()
}

/// The values that are there, and for each row whether one is.
fn levels<T: Copy>(values: &[Option<T>]) -> (Vec<T>, Vec<i16>) {
    (values.iter().flatten().copied().collect(), values.iter().map(|value| i16::from(value.is_some())).collect())
}

#[cfg(test)]
mod tests;
