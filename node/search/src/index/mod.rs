//! The index on disk: which entries there are, by the words in them and by what they say about themselves.
//!
//! One [`Writer`] takes entries in the order of arrival and makes them durable with each commit; any number of readers
//! ask the [`Index`] and see what was committed. The index holds the number of the arrival that is expected next, so a
//! node that was stopped at any point goes on from there.

mod collect;
mod error;
mod facets;
mod facts;
mod folder;
mod load;
mod places;
mod prepared;
pub(crate) mod relations;
pub(crate) mod schema;
mod search;
mod writer;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use emn_protocol::ids::LogId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, IndexReader, Searcher, TERMINATED, Term};

pub use error::IndexError;
pub use facets::{FACET_VALUES, Facets, Value};
pub use folder::Opened;
pub use prepared::Prepared;
pub use relations::{Claim, Relations};
pub use schema::Facet;
pub use search::{Hit, Hits};
pub use writer::{Stored, Writer};

use crate::analysis::Analyzer;
use facets::Tokens;
use places::Logs;
use schema::Fields;

/// Threads that answer one query: as many as the smallest machine that is planned for has.
const SEARCH_THREADS: usize = 2;

/// Readers' side of the index. Clones are the same index.
#[derive(Clone)]
pub struct Index {
    shared: Arc<Shared>,
}

/// What readers and the writer have in common.
struct Shared {
    reader: IndexReader,
    fields: Fields,
    relations: RwLock<Relations>,
    logs: RwLock<Logs>,
    checkpoint: AtomicU64,
    /// Which state readers see; see [`next_generation`].
    generation: AtomicU64,
    tokens: Tokens,
    /// Stems of queries.
    analyzer: Mutex<Analyzer>,
    /// `None` for an index in memory.
    folder: Option<PathBuf>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.shared.folder).field("len", &self.len()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in a folder of its own, which is made if it is not there. An index that another version of this
    /// program wrote, or that is damaged, is thrown away and begun anew: the caller applies all entries again.
    ///
    /// # Errors
    /// [`IndexError`] when another process has it open, or the folder cannot be read and written.
    pub fn open(folder: &Path) -> Result<(Self, Writer, Opened), IndexError> {
        folder::open(folder)
    }

    /// An index in memory, for tests and tools.
    ///
    /// # Errors
    /// [`IndexError`] when threads cannot be started.
    pub fn in_memory() -> Result<(Self, Writer), IndexError> {
        folder::in_memory()
    }

    /// The arrival number that is expected next: all before it were committed.
    pub fn checkpoint(&self) -> u64 {
        self.shared.checkpoint.load(Ordering::Acquire)
    }

    /// Number of entries.
    pub fn len(&self) -> u64 {
        self.shared.reader.searcher().num_docs()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Who corrects and who withdraws whom. It is ahead of the rest by what was applied and not committed yet. Hold it
    /// shortly: the writer waits for it.
    pub fn relations(&self) -> RwLockReadGuard<'_, Relations> {
        read(&self.shared.relations)
    }

    /// The arrival number of an entry that was committed.
    pub fn arrival_of(&self, log: &LogId, seq: u64) -> Option<u64> {
        let place = read(&self.shared.logs).place(log, seq)?;
        self.shared.arrival_at(&self.shared.reader.searcher(), place)
    }

    /// The entry that arrived last, of those that were committed: its arrival number, log and number in the log.
    pub fn last(&self) -> Option<(u64, LogId, u64)> {
        let (arrival, place) = load::last(&self.shared.reader.searcher())?;
        let (log, seq) = read(&self.shared.logs).entry(place)?;
        Some((arrival, log, seq))
    }

    /// Bytes on disk, as far as they belong to what is committed; 0 for an index in memory.
    pub fn size_on_disk(&self) -> u64 {
        let files = self.shared.folder.as_deref().and_then(|folder| std::fs::read_dir(folder).ok());
        let sizes = files.into_iter().flatten().filter_map(|file| Some(file.ok()?.metadata().ok()?.len()));
        sizes.sum()
    }
}

impl Shared {
    /// The arrival number of the document at a place.
    fn arrival_at(&self, searcher: &Searcher, place: u64) -> Option<u64> {
        let term = Term::from_field_u64(self.fields.place, place);
        searcher.segment_readers().iter().find_map(|segment| {
            let index = segment.inverted_index(self.fields.place).ok()?;
            let mut postings = index.read_postings(&term, IndexRecordOption::Basic).ok()??;
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    return segment.fast_fields().u64(schema::ARRIVAL).ok()?.first(postings.doc());
                }
                postings.advance();
            }
            None
        })
    }
}

/// A number for a state of an index, that no other state of any index of this process has.
fn next_generation() -> u64 {
    static GENERATIONS: AtomicU64 = AtomicU64::new(0);
    GENERATIONS.fetch_add(1, Ordering::Relaxed)
}

/// A poisoned lock holds a state that is still sound: what is behind these locks changes in steps that do not fail.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
