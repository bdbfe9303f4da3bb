//! The catalogue: what lists, searches and series of records are answered from.
//!
//! The index says which records fit and in which order; the store says what is in them. Nothing here is in neither of the
//! two, so it can always be made anew (invariant I9). What it answers does not depend on the order in which entries came,
//! but for the order of arrival itself, which is this node's own.

mod builder;
mod folder;
mod item;
mod page;
mod reading;
mod series;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, MemberId};
use emn_search::index::Index;

pub use builder::{BuildError, Builder, ToErase};
pub use folder::{OpenError, Opened, open};
pub use item::{Act, Card, Item, Listed, Withdrawn};
pub use page::{Found, Page};
pub use reading::Reading;
pub use series::MeasureFacts;

use self::series::Cubes;
use crate::store::{StoreError, StoreReader};

/// Reads the catalogue. Cheap to clone. Readers wait for the writer only for moments: while it says who replaces whom, and
/// while a cube is brought up to date.
#[derive(Clone)]
pub struct Catalogue {
    shared: Arc<Shared>,
    /// What its readers may see.
    reading: Reading,
}

struct Shared {
    /// Another one takes its place when it was built anew.
    index: RwLock<Index>,
    store: StoreReader,
    cubes: Mutex<Cubes>,
    /// Cubes of public tables alone.
    public_cubes: Mutex<Cubes>,
}

/// An entry as it is stored; one that is damaged is named in the log and left out, so that it does not hide all others.
fn readable(entry: Result<Option<SignedEntry>, StoreError>) -> Result<Option<SignedEntry>, StoreError> {
    match entry {
        Err(error) if error.is_damage() => {
            tracing::error!(error = %error, "a stored entry cannot be shown");
            Ok(None)
        }
        entry => entry,
    }
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// The question itself.
    #[error(transparent)]
    Query(#[from] emn_search::query::QueryError),
    /// The question about figures.
    #[error(transparent)]
    Series(#[from] emn_series::SeriesError),
    /// No table here has this measure.
    #[error("no table here has the measure `{measure}`{}", suggestion(.closest.as_deref()))]
    UnknownMeasure {
        /// What was asked.
        measure: String,
        /// What may have been meant.
        closest: Option<String>,
    },
    /// There are more figures of a measure than fit into memory.
    #[error(
        "the tables of `{measure}` are too large to be kept together: over {} MiB. Export the records one by one, or ask \
         their members to use measures of their own for what is not comparable",
        limit >> 20
    )]
    TooLarge {
        /// The measure.
        measure: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// The index.
    #[error(transparent)]
    Index(#[from] emn_search::index::IndexError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn suggestion(closest: Option<&str>) -> String {
    match closest {
        Some(closest) => format!("; did you mean `{closest}`?"),
        None => "; `emn series --measures` lists those that there are".to_owned(),
    }
}

impl Catalogue {
    /// A catalogue over an index and the store that it was derived from.
    pub fn new(index: Index, store: StoreReader) -> Self {
        let (cubes, public_cubes) = (Mutex::default(), Mutex::default());
        let shared = Shared { index: RwLock::new(index), store, cubes, public_cubes };
        Self { shared: Arc::new(shared), reading: Reading::All }
    }

    /// The index as it is now.
    pub fn index(&self) -> Index {
        self.shared.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets another index answer from now on.
    pub(super) fn replace(&self, index: Index) {
        *self.shared.index.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    /// The arrival number that is expected next: all before it show.
    pub fn checkpoint(&self) -> u64 {
        self.index().checkpoint()
    }

    /// Number of entries.
    pub fn len(&self) -> u64 {
        self.index().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An accepted entry as it is stored, with what others say of it; none that these readers may not see.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn get(&self, id: &EntryId) -> Result<Option<Listed>, StoreError> {
        self.shared.store.entry(id)?.map_or(Ok(None), |entry| self.of(&entry))
    }

    /// An entry that was read already, with what others say of it; nothing if these readers may not see it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of(&self, entry: &SignedEntry) -> Result<Option<Listed>, StoreError> {
        self.listed(&self.index(), entry)
    }

    /// The newest version of a record: the entry itself if nothing supersedes it, else the end of the chain of
    /// corrections.
    pub fn newest(&self, id: &EntryId, member: &MemberId) -> EntryId {
        self.index().relations().newest(id, member)
    }

    /// What others say of an entry. Everything that shows records passes here, so this is where what is not for these
    /// readers is held back.
    fn listed(&self, index: &Index, entry: &SignedEntry) -> Result<Option<Listed>, StoreError> {
        let item = Item::read(entry);
        let (withdrawal, correction) = {
            // Not for longer: the writer waits for it.
            let relations = index.relations();
            (relations.withdrawal(&item.id, &item.member), relations.correction(&item.id, &item.member))
        };
        let withdrawn = match withdrawal.filter(|_| item.can_be_withdrawn()) {
            Some(claim) => self.shared.store.entry(&claim.by)?.as_ref().and_then(Withdrawn::read),
            None => None,
        };
        let superseded_by = correction.filter(|_| item.can_be_corrected());
        let listed = Listed {
            superseded_by: superseded_by.map(|claim| claim.by),
            withdrawn: withdrawn.or(item.erased.clone()),
            item,
        };
        self.for_these_readers(index, listed)
    }
}
