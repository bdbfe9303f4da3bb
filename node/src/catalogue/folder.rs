//! Where the index lies on disk, and whether it belongs to the store beside it.
//!
//! In the folder `index/` lies one folder for each index, named by a number; the file `current` names the one in use. A new
//! one is built beside it and takes its place when it is complete.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use emn_protocol::ids::{EntryId, LogId};
use emn_search::index::{self, Index, IndexError, Writer};

use super::builder::stored;
use super::{Builder, Catalogue};
use crate::config::replace_file;
use crate::store::{Arrival, StoreError, StoreReader};

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
    let (index, writer, mut begun_anew) = open_fitting(&of(folder, number), &store)?;
    if index.checkpoint() == 0 && !store.is_empty()? {
        begun_anew.get_or_insert_with(|| "there was none".to_owned());
    }
    let catalogue = Catalogue::new(index, store.clone());
    let builder = Builder::new(catalogue.clone(), store, writer).in_folder(folder.to_owned(), number);
    Ok(Opened { catalogue, builder, begun_anew })
}

/// The index in a folder, or a new one if it does not belong to the store; and why it is a new one.
pub(super) fn open_fitting(path: &Path, store: &StoreReader) -> Result<(Index, Writer, Option<String>), OpenError> {
    let (index, mut writer, begun_anew) = open_index(path)?;
    if begun_anew.is_some() || belongs(&index, &mut writer, store)? {
        return Ok((index, writer, begun_anew));
    }
    drop((index, writer));
    let (index, writer, _) = open_new(path)?;
    Ok((index, writer, Some("it does not agree with the store".to_owned())))
}

fn open_index(path: &Path) -> Result<(Index, Writer, Option<String>), OpenError> {
    let opened = Index::open(path).map_err(|source| OpenError::Index { path: path.to_owned(), source })?;
    let (index, writer, how) = opened;
    let begun_anew = match how {
        // It may hold what a damaged file holds.
        index::Opened::BegunAnew { because } => Some(because.chars().take(200).collect()),
        index::Opened::Fresh | index::Opened::Continued => None,
    };
    Ok((index, writer, begun_anew))
}

/// Whether the index was made from this store. What the store lost in a power cut is taken out, and so is what left the
/// accepted set just before the end of the node.
fn belongs(index: &Index, writer: &mut Writer, store: &StoreReader) -> Result<bool, OpenError> {
    let next = store.next_arrival()?;
    let entry = |id: &EntryId| stored(store, id);
    if index.checkpoint() > next && writer.truncate(next, &entry).and_then(|()| writer.commit(next)).is_err() {
        return Ok(false);
    }
    if counts_agree(index, store)? {
        return Ok(last_agrees(index, store)?);
    }
    let arrivals = Arrivals::read(store)?;
    let arrival = |log: &LogId, seq| arrivals.number(log, seq);
    let mended = writer.reconcile(&arrival, &entry).and_then(|()| writer.commit(index.checkpoint()));
    Ok(mended.is_ok() && counts_agree(index, store)? && last_agrees(index, store)?)
}

fn last_agrees(index: &Index, store: &StoreReader) -> Result<bool, StoreError> {
    let Some((arrival, log, seq)) = index.last() else { return Ok(true) };
    let stored = store.arrivals(arrival, 1)?;
    Ok(stored.first().is_some_and(|stored| (stored.number, stored.log, stored.seq) == (arrival, log, seq)))
}

/// Whether the index has as many entries as the store had at its checkpoint. Where a damaged entry is in the store it
/// never has, and is made anew at each start: the log names the entry, and the store wants mending first.
fn counts_agree(index: &Index, store: &StoreReader) -> Result<bool, StoreError> {
    let to_come = store.arrivals(index.checkpoint(), COUNTED)?.len();
    Ok(to_come == COUNTED || index.len() + to_come as u64 == store.len()?)
}

/// The arrival number of every accepted entry, by runs.
struct Arrivals(BTreeMap<(LogId, u64), (u64, u64)>);

impl Arrivals {
    fn read(store: &StoreReader) -> Result<Self, StoreError> {
        let mut runs: BTreeMap<(LogId, u64), (u64, u64)> = BTreeMap::new();
        let mut from = 0;
        loop {
            let page = store.arrivals(from, COUNTED)?;
            let Some(last) = page.last() else { return Ok(Self(runs)) };
            from = last.number + 1;
            let follows = |a: &Arrival, b: &Arrival| a.log == b.log && a.seq + 1 == b.seq && a.number + 1 == b.number;
            for run in page.chunk_by(follows) {
                runs.insert((run[0].log, run[0].seq), (run[0].number, run.len() as u64));
            }
        }
    }

    fn number(&self, log: &LogId, seq: u64) -> Option<u64> {
        let ((of, first), (number, count)) = self.0.range(..=(*log, seq)).next_back()?;
        (of == log && seq - first < *count).then(|| number + (seq - first))
    }
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
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
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
