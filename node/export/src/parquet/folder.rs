//! A folder of files in parts by year and member.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::columns::{self, Partition};
use super::{bytes, metadata};
use crate::dataset::Dataset;
use crate::error::ExportError;

/// What Hive writes for a part without a value; readers make null of it.
const NO_YEAR: &str = "__HIVE_DEFAULT_PARTITION__";

/// Writes a dataset to the new folder `target`, as `year=…/member=…/part-0.parquet`; returns how many files there are.
///
/// Everything is written to a folder beside it first, which then gets the name: whoever finds `target` finds all of it.
/// A dataset without observations makes one file without rows, so that readers know the columns.
///
/// # Errors
/// [`ExportError::FolderExists`] when `target` is there already; [`ExportError::Write`] when the disk refuses.
pub fn folder(dataset: &Dataset, target: &Path) -> Result<usize, ExportError> {
    if target.symlink_metadata().is_ok() {
        return Err(ExportError::FolderExists { folder: target.to_owned() });
    }
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let begun = tempfile::Builder::new()
        .prefix(".emn-export-")
        .tempdir_in(parent)
        .map_err(|source| ExportError::Write { path: parent.to_owned(), source })?;
    let inner = begun.path().join("data");
    let parts = parts(dataset);
    for ((year, member), rows) in &parts {
        let path = inner.join(format!("year={year}")).join(format!("member={member}"));
        let columns = columns::of_dataset(dataset, rows, Partition::InPath);
        write(&path, &bytes(columns, metadata(dataset))?)?;
    }
    fs::rename(&inner, target).map_err(|source| ExportError::Write { path: target.to_owned(), source })?;
    Ok(parts.len())
}

fn parts(dataset: &Dataset) -> BTreeMap<(String, String), Vec<usize>> {
    let mut parts: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (row, observation) in dataset.observations.iter().enumerate() {
        let year = columns::year(dataset, observation).map_or_else(|| NO_YEAR.to_owned(), |year| year.to_string());
        // Members' codes are letters, digits and hyphens: they can be names of folders.
        let member = columns::member(dataset, observation).to_owned();
        parts.entry((year, member)).or_default().push(row);
    }
    if parts.is_empty() {
        parts.insert((NO_YEAR.to_owned(), NO_YEAR.to_owned()), Vec::new());
    }
    parts
}

fn write(folder: &Path, content: &[u8]) -> Result<(), ExportError> {
    let failed = |path: PathBuf| move |source| ExportError::Write { path, source };
    fs::create_dir_all(folder).map_err(failed(folder.to_owned()))?;
    let path = folder.join("part-0.parquet");
    let mut file = File::create(&path).map_err(failed(path.clone()))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(failed(path))
}
