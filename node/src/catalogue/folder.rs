//! Where the index lies on disk, and whether it belongs to the store beside it.
//!
//! In the folder `index/` lies one folder for each index, named by a number; the file `current` names the one in use. A new
//! one is built beside it and takes its place when it is complete.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use emn_search::index::{self, Index, IndexError, Writer};

use super::builder::stored;
use super::{Builder, Catalogue};
use crate::config::replace_file;
use crate::store::{StoreError, StoreReader};

/// Arrivals that are counted at the start; an index that lacks more is not compared by number.
const COUNTED: usize = 100_000;

/// Names the index in use.
const CURRENT: &str = "current";

/// Why the catalogue could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The index.
    #[error("the index in {} cannot be opened", path.display())]
    Index {
        /// Its folder.
        path: PathBuf,
        /// Why.
        source: IndexError,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An opened catalogue.
pub struct Opened {
    /// Reads it.
    pub catalogue: Catalogue,
    /// Keeps it.
    pub builder: Builder,
    /// Why an index that was there was not used.
    pub begun_anew: Option<String>,
}

/// Opens the index in a folder and compares it with the store. One that does not belong to it, is damaged or of another
/// version is thrown away: the builder then makes it anew.
///
/// # Errors
/// [`OpenError`]: the disk refuses, or the store cannot be read.
pub fn open(folder: &Path, store: StoreReader) -> Result<Opened, OpenError> {
    fs::create_dir_all(folder).map_err(failed("make", folder))?;
    let number = current(folder);
    remove_others(folder, number)?;
    let path = of(folder, number);
    let (mut index, mut writer, mut begun_anew) = open_index(&path)?;
    if begun_anew.is_none() && !belongs(&index, &mut writer, &store)? {
        drop((index, writer));
        fs::remove_dir_all(&path).map_err(failed("remove", &path))?;
        (index, writer, _) = open_index(&path)?;
        begun_anew = Some("it does not agree with the store".to_owned());
    }
    let catalogue = Catalogue::new(index, store.clone());
    let builder = Builder::new(catalogue.clone(), store, writer).in_folder(folder.to_owned(), number);
    Ok(Opened { catalogue, builder, begun_anew })
}

fn open_index(path: &Path) -> Result<(Index, Writer, Option<String>), OpenError> {
    let opened = Index::open(path).map_err(|source| OpenError::Index { path: path.to_owned(), source })?;
    let (index, writer, how) = opened;
    let begun_anew = match how {
        index::Opened::BegunAnew { because } => Some(because),
        index::Opened::Fresh | index::Opened::Continued => None,
    };
    Ok((index, writer, begun_anew))
}

/// Whether the index was made from this store. What the store lost in a power cut is taken out.
fn belongs(index: &Index, writer: &mut Writer, store: &StoreReader) -> Result<bool, OpenError> {
    let next = store.next_arrival()?;
    if index.checkpoint() > next && writer.truncate(next, &|id| stored(store, id)).and_then(|()| writer.commit(next)).is_err() {
        return Ok(false);
    }
    let Some((arrival, log, seq)) = index.last() else { return Ok(true) };
    let stored = store.arrivals(arrival, 1)?;
    let same = stored.first().is_some_and(|stored| (stored.number, stored.log, stored.seq) == (arrival, log, seq));
    Ok(same && counts_agree(index, store)?)
}

/// Whether the index has as many entries as the store had at its checkpoint: what left the accepted set just before a
/// crash may still be in it.
fn counts_agree(index: &Index, store: &StoreReader) -> Result<bool, StoreError> {
    let to_come = store.arrivals(index.checkpoint(), COUNTED)?.len();
    Ok(to_come == COUNTED || index.len() + to_come as u64 == store.len()?)
}

/// The folder of an index.
pub(super) fn of(folder: &Path, number: u64) -> PathBuf {
    folder.join(number.to_string())
}

/// The number of the index in use.
fn current(folder: &Path) -> u64 {
    fs::read_to_string(folder.join(CURRENT)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

/// A new index in this folder, whatever lies there.
pub(super) fn open_new(path: &Path) -> Result<(Index, Writer, Option<String>), OpenError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed("remove", path)(error)),
        _ => open_index(path),
    }
}

/// Makes an index the one in use.
pub(super) fn mark_current(folder: &Path, number: u64) -> Result<(), OpenError> {
    let path = folder.join(CURRENT);
    replace_file(&path, format!("{number}\n").as_bytes()).map_err(failed("write", &path))
}

/// Removes every index but one.
pub(super) fn remove_others(folder: &Path, number: u64) -> Result<(), OpenError> {
    for item in fs::read_dir(folder).map_err(failed("read", folder))?.flatten() {
        let named: Option<u64> = item.file_name().to_str().and_then(|name| name.parse().ok());
        if named.is_some_and(|named| named != number) {
            fs::remove_dir_all(item.path()).map_err(failed("remove", &item.path()))?;
        }
    }
    Ok(())
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OpenError {
    let path = path.to_owned();
    move |source| OpenError::Io { action, path, source }
}
