//! Second looks at what other members published: the numeric audit and the screening of texts, in the background.
//!
//! They depend on time, on what is stored here and on patterns that change, so they never decide what is accepted. What
//! they find is shown on the record and in the state of the node: peers help each other. Derived values are neither
//! kept nor shown.

mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use emn_anonymise::screen::{Level, screen_record};
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use self::tables::Tables;
use crate::config::replace_file;
use crate::store::{StoreError, StoreReader};

/// Entries looked at between two writes of the state.
const PAGE: usize = 256;
/// Longest time for the tables of one record. A longer audit says nothing.
const AUDIT_TIME: Duration = Duration::from_secs(20);
/// Notes kept, the newest.
const NOTES: usize = 1000;

/// What a second look at a record found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// The entry.
    pub entry: EntryId,
    /// Whose it is.
    pub member: MemberId,
    /// When it was signed.
    pub time: Timestamp,
    /// Suppressed values that a reader can derive or narrow down too far.
    pub exposed: usize,
    /// Places in the texts that would not have been signed here.
    pub personal: usize,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    /// The next arrival to look at.
    next: u64,
    notes: Vec<Review>,
}

/// The notes of all second looks.
#[derive(Debug, Clone)]
pub struct Reviews {
    state: Arc<Mutex<State>>,
    path: Option<PathBuf>,
}

impl Reviews {
    /// Notes that nobody keeps.
    pub fn in_memory() -> Self {
        Self { state: Arc::default(), path: None }
    }

    /// The notes in this file. One that cannot be read is begun anew: notes are made again.
    pub fn open(path: PathBuf) -> Self {
        let state = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { state: Arc::new(Mutex::new(state)), path: Some(path) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was found in an entry.
    pub fn of(&self, entry: &EntryId) -> Option<Review> {
        self.state().notes.iter().find(|note| note.entry == *entry).cloned()
    }

    /// All notes, the newest last.
    pub fn all(&self) -> Vec<Review> {
        self.state().notes.clone()
    }

    fn note(&self, review: Review) {
        let mut state = self.state();
        if state.notes.iter().any(|note| note.entry == review.entry) {
            return;
        }
        if state.notes.len() == NOTES {
            state.notes.remove(0);
        }
        state.notes.push(review);
    }

    fn reached(&self, next: u64) {
        let json = {
            let mut state = self.state();
            state.next = next;
            serde_json::to_vec(&*state).unwrap_or_default()
        };
        if let Some(path) = &self.path
            && let Err(error) = replace_file(path, &json)
        {
            // After the next start some entries are looked at twice.
            tracing::debug!("the notes of second looks were not written: {error}");
        }
    }
}

/// What second looks need.
#[derive(Clone)]
pub struct Reviewer {
    /// Entries.
    pub reader: StoreReader,
    /// Whose records need none: they passed the gate here.
    pub own: MemberId,
    /// Where the notes go.
    pub reviews: Reviews,
    /// Tells the minimum frequency of the newest roster; asked once for many entries.
    pub min_frequency: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Reviewer {
    /// Follows the arrivals until the engine is gone. One entry at a time, on one thread.
    pub async fn follow(self, mut indexed: watch::Receiver<u64>) {
        let mut tables = Tables::default();
        loop {
            let reviewer = self.clone();
            let page = tokio::task::spawn_blocking(move || {
                let more = reviewer.page(&mut tables);
                (more, tables)
            });
            let Ok((more, kept)) = page.await else { return };
            tables = kept;
            let wait = match more {
                Ok(true) => false,
                Ok(false) => true,
                Err(error) => {
                    tracing::warn!("second looks wait: {error}");
                    true
                }
            };
            if wait && indexed.changed().await.is_err() {
                return;
            }
        }
    }

    /// Looks at a page of arrivals; returns whether there may be more.
    fn page(&self, tables: &mut Tables) -> Result<bool, StoreError> {
        let from = self.reviews.state().next;
        let arrivals = self.reader.arrivals(from, PAGE)?;
        let Some(last) = arrivals.last().map(|arrival| arrival.number) else { return Ok(false) };
        let min_frequency = (self.min_frequency)();
        for arrival in &arrivals {
            // One that left the accepted set meanwhile needs no look.
            // And a damaged one, `emn verify` names.
            let Ok(Some(frame)) = self.reader.frame(&arrival.log, arrival.seq) else { continue };
            let Ok(entry) = SignedEntry::from_store(frame) else { continue };
            if entry.header().member != self.own {
                let look = std::panic::AssertUnwindSafe(|| self.look(&entry, tables, min_frequency));
                // Another member's record must not be able to end all later looks.
                if std::panic::catch_unwind(look).is_err() {
                    tracing::error!(entry = %entry.id().short(), "a second look ended early; the entry is skipped");
                }
            }
        }
        self.reviews.reached(last + 1);
        Ok(arrivals.len() == PAGE)
    }

    fn look(&self, entry: &SignedEntry, tables: &mut Tables, min_frequency: u64) {
        let Some(record) = entry.record() else { return };
        let began = Instant::now();
        let expired = || began.elapsed() >= AUDIT_TIME;
        let exposed = tables.exposed(&self.reader, entry, record, min_frequency, &expired);
        let personal = screen_record(record).iter().filter(|found| found.finding.level == Level::Block).count();
        if exposed > 0 || personal > 0 {
            let header = entry.header();
            let (id, member) = (entry.id(), header.member.clone());
            tracing::warn!(entry = %id.short(), %member, exposed, personal, "a second look found something; tell the member");
            self.reviews.note(Review { entry: id, member, time: header.time, exposed, personal });
        }
    }
}

/// Notes by member, for the state of the node.
pub fn by_member(reviews: &[Review]) -> BTreeMap<&MemberId, Vec<&Review>> {
    let mut grouped: BTreeMap<&MemberId, Vec<&Review>> = BTreeMap::new();
    for review in reviews {
        grouped.entry(&review.member).or_default().push(review);
    }
    grouped
}

#[cfg(test)]
mod tests;
