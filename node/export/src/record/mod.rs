//! Whole records: as JSON, Markdown and HTML with everything in them; as workbook and in the formats of figures with
//! their tables.
//!
//! JSON has the fields `format` (`emn-record`), `version` (1), `id`, `short`, `member`, `fingerprint` of the signing
//! key, `signed` (the signer's clock), `audience`, `superseded_by`, and `record` as it was signed.

mod archive;
mod page;
mod view;

use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::record::{Record, Table};
use emn_protocol::time::Timestamp;
use emn_series::source::Origin;
use serde::Serialize;

use crate::dataset::{Dataset, TableContext, of_table};
use crate::error::ExportError;
use crate::format::Format;
use crate::{write_dataset, xlsx};

/// A record with what its shell and the log say about it.
#[derive(Debug, Clone)]
pub struct RecordExport<'a> {
    /// Id of the entry.
    pub id: EntryId,
    /// The member that signed it.
    pub member: &'a MemberId,
    /// Fingerprint of the key that signed it.
    pub fingerprint: &'a str,
    /// The signer's clock.
    pub time: Timestamp,
    /// The record.
    pub record: &'a Record,
    /// The newer version, if there is one.
    pub superseded_by: Option<EntryId>,
    /// Languages that are wanted, the best first.
    pub wanted: &'a [&'a str],
}

/// A file to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name: letters, digits, `-`, `_` and `.` only.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl<'a> RecordExport<'a> {
    fn dataset(&self, table: &Table) -> Option<Dataset> {
        let about = self.record.about()?;
        let origin = Origin::of(self.id, self.member, self.time, self.record, table)?;
        let context = TableContext { origin: &origin, countries: &about.countries, period: about.period };
        Some(of_table(&context, table, self.wanted))
    }

    /// Its tables.
    pub fn datasets(&self) -> Vec<Dataset> {
        self.record.tables().iter().filter_map(|table| self.dataset(table)).collect()
    }

    /// What names of its files begin with.
    fn stem(&self) -> String {
        format!("{}-{}", self.member, self.id.short())
    }
}

/// A record in a format. In a format of figures, one table is one file, and several are a ZIP archive with a file for
/// each: one after another in a file, no program would read them.
///
/// # Errors
/// [`ExportError::Unfit`] for a format of figures when there is no table; those of [`write_dataset`].
pub fn write(export: &RecordExport<'_>, format: Format) -> Result<ExportFile, ExportError> {
    let whole = |bytes| ExportFile {
        name: format!("{}.{}", export.stem(), format.file_ending()),
        media_type: format.media_type(),
        bytes,
    };
    match format {
        Format::Json => json(export).map(whole),
        Format::Markdown => Ok(whole(page::markdown(export).into_bytes())),
        Format::Html => page::html(export).map(String::into_bytes).map(whole),
        Format::Xlsx => xlsx::datasets(&tables(export, format)?).map(whole),
        Format::Csv | Format::Structure | Format::JsonStat | Format::Parquet => figures(export, format),
    }
}

/// One table of a record in a format.
///
/// # Errors
/// [`ExportError::Unfit`] when the record has no table with this id; those of [`write_dataset`].
pub fn table(export: &RecordExport<'_>, id: &str, format: Format) -> Result<ExportFile, ExportError> {
    let found = export.record.tables().iter().find(|table| table.id.as_str() == id);
    let dataset = found.and_then(|table| export.dataset(table)).ok_or_else(|| {
        let ids: Vec<&str> = export.record.tables().iter().map(|table| table.id.as_str()).collect();
        let there =
            if ids.is_empty() { "the record has none".to_owned() } else { format!("name one of: {}", ids.join(", ")) };
        ExportError::Unfit { what: "this table", format, why: "the record has no table with this id", advice: there }
    })?;
    file(export, &dataset, format)
}

fn tables(export: &RecordExport<'_>, format: Format) -> Result<Vec<Dataset>, ExportError> {
    let datasets = export.datasets();
    if datasets.is_empty() {
        return Err(ExportError::Unfit {
            what: "this record",
            format,
            why: "it has no tables",
            advice: "choose json, markdown or html".to_owned(),
        });
    }
    Ok(datasets)
}

fn figures(export: &RecordExport<'_>, format: Format) -> Result<ExportFile, ExportError> {
    let datasets = tables(export, format)?;
    let files = datasets.iter().map(|dataset| file(export, dataset, format)).collect::<Result<Vec<_>, _>>()?;
    match <[ExportFile; 1]>::try_from(files) {
        Ok([only]) => Ok(only),
        Err(files) => {
            let name = format!("{}.{}.zip", export.stem(), format.file_ending());
            let bytes = archive::zip(&files).map_err(|error| ExportError::library(format)(&error))?;
            Ok(ExportFile { name, media_type: "application/zip", bytes })
        }
    }
}

fn file(export: &RecordExport<'_>, dataset: &Dataset, format: Format) -> Result<ExportFile, ExportError> {
    let name = format!("{}-{}.{}", export.stem(), dataset.id, format.file_ending());
    Ok(ExportFile { name, media_type: format.media_type(), bytes: write_dataset(dataset, format)? })
}

fn json(export: &RecordExport<'_>) -> Result<Vec<u8>, ExportError> {
    #[derive(Serialize)]
    struct Shape<'a> {
        format: &'static str,
        version: u32,
        id: EntryId,
        short: String,
        member: &'a MemberId,
        fingerprint: &'a str,
        signed: Timestamp,
        audience: &'static str,
        superseded_by: Option<EntryId>,
        record: &'a Record,
    }
    let shape = Shape {
        format: "emn-record",
        version: 1,
        id: export.id,
        short: export.id.short(),
        member: export.member,
        fingerprint: export.fingerprint,
        signed: export.time,
        audience: export.record.audience().name(),
        superseded_by: export.superseded_by,
        record: export.record,
    };
    serde_json::to_vec(&shape).map_err(|error| ExportError::library(Format::Json)(&error))
}

#[cfg(test)]
mod tests;
