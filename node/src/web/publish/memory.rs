//! What is kept in memory only, for drafts that are being written: tables that nobody accepted yet, and what was found in
//! records, since an audit takes time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use emn_desk::{DraftId, DraftTable, Person};
use emn_pages::publish::{Counted, LossLine, Protection};
use emn_protocol::ids::Digest;
use emn_protocol::time::Timestamp;

use super::findings::Examined;

/// Tables that wait. Beyond, the one that waited longest is forgotten, and made again from its file.
const TABLES: usize = 64;
/// People who have a part in one table.
const HANDS: usize = 1000;
/// Examinations that are kept.
const EXAMINATIONS: usize = 64;
/// Seconds that an examination is worth something: in between, other tables may be published.
const FRESH: i64 = 600;

/// A table that nobody accepted yet.
#[derive(Debug, Clone)]
pub(super) struct Made {
    /// The table.
    pub(super) table: DraftTable,
    /// What its columns mean, TOML.
    pub(super) mapping: String,
    /// How it was protected.
    pub(super) protection: Protection,
    /// Counts below this are sensitive.
    pub(super) min_frequency: u64,
    /// What is usual, when that is more.
    pub(super) careful: Option<u64>,
    /// What was counted.
    pub(super) counted: Option<Counted>,
    /// What protection cost.
    pub(super) loss: Vec<LossLine>,
    /// Why it may not be published.
    pub(super) refusals: Vec<String>,
    /// When it was made.
    pub(super) at: Timestamp,
}

impl Made {
    /// Names what is on the page: who accepts it has seen this one.
    pub(super) fn name(&self) -> String {
        let seen = format!("{:?}", (&self.table, &self.mapping, &self.refusals));
        Digest::of(seen.as_bytes()).to_hex()[..16].to_owned()
    }
}

/// What is kept in memory.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Memory(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    /// Who had a part in what waits: brought the file, or said what its columns mean.
    hands: BTreeMap<DraftId, BTreeMap<String, Person>>,
    tables: BTreeMap<DraftId, Made>,
    examinations: BTreeMap<Digest, (Timestamp, Arc<Examined>)>,
}

impl Memory {
    /// Keeps a table until somebody accepts or discards it.
    pub(super) fn keep(&self, draft: DraftId, made: Made) {
        let mut inner = self.inner();
        inner.tables.insert(draft, made);
        if inner.tables.len() > TABLES
            && let Some(oldest) = inner.tables.iter().min_by_key(|(_, made)| made.at).map(|(id, _)| *id)
        {
            inner.tables.remove(&oldest);
        }
    }

    /// Somebody has a part in the table that is being made.
    pub(super) fn touched(&self, draft: DraftId, person: &Person) {
        let mut inner = self.inner();
        let hands = inner.hands.entry(draft).or_default();
        if hands.len() < HANDS {
            hands.insert(person.account.clone(), person.clone());
        }
    }

    /// Who had a part in it.
    pub(super) fn hands(&self, draft: DraftId) -> Vec<Person> {
        self.inner().hands.get(&draft).into_iter().flat_map(BTreeMap::values).cloned().collect()
    }

    /// The draft has its table: whoever had a part in it stands there.
    pub(super) fn settled(&self, draft: DraftId) {
        self.inner().hands.remove(&draft);
    }

    /// The table of a draft.
    pub(super) fn table(&self, draft: DraftId) -> Option<Made> {
        self.inner().tables.get(&draft).cloned()
    }

    /// Whether a table of this draft waits.
    pub(super) fn waits(&self, draft: DraftId) -> bool {
        self.inner().tables.contains_key(&draft)
    }

    /// Forgets the table of a draft.
    pub(super) fn forget(&self, draft: DraftId) {
        self.inner().tables.remove(&draft);
    }

    /// What was found in a record not long ago.
    pub(super) fn examination(&self, record: &Digest, now: Timestamp) -> Option<Arc<Examined>> {
        let inner = self.inner();
        let (at, found) = inner.examinations.get(record)?;
        ((now.unix() - at.unix()).abs() < FRESH).then(|| Arc::clone(found))
    }

    /// Keeps what was found in a record.
    pub(super) fn examined(&self, record: Digest, found: Arc<Examined>, now: Timestamp) {
        let mut inner = self.inner();
        inner.examinations.insert(record, (now, found));
        if inner.examinations.len() > EXAMINATIONS
            && let Some(oldest) = inner.examinations.iter().min_by_key(|(_, (at, _))| *at).map(|(id, _)| *id)
        {
            inner.examinations.remove(&oldest);
        }
    }

    /// Forgets what was found: something was published, so tables have to be looked at again.
    pub(in crate::web) fn published(&self) {
        self.inner().examinations.clear();
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing is half done between two of its changes.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
