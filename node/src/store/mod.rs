//! The store: the accepted entries of all logs, the rosters, and proofs of forks.
//!
//! One [`Store`] writes; any number of [`StoreReader`]s read. What is appended is visible at once and durable after
//! [`Store::flush`]. `layout.rs` has the keys, `kv.rs` the floor below, `sled.rs` the engine; `journal.rs` keeps a
//! second copy of the node's own entries.

mod append;
mod arrivals;
mod entries;
mod erase;
mod frame;
mod journal;
mod kv;
mod layout;
mod prefix;
mod reader;
mod reconcile;
mod recover;
mod retire;
mod rosters;
mod serve;
mod sled;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use emn_protocol::ids::{Digest, EntryId, LogId, NetworkId};
use emn_protocol::sync::Frontier;
use emn_protocol::verdict::Reason;

pub use self::arrivals::Arrival;
pub use self::journal::{Journal, JournalError, Replay};
pub use self::kv::{Batch, Change, Failing, FailingKv, Kv, KvError, MemoryKv, Order, VALUE_BYTES, Visit};
pub use self::reader::StoreReader;
pub use self::reconcile::{Reconciled, reconcile};
pub use self::recover::{Damaged, Opened};
pub use self::sled::SledKv;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The engine below failed.
    #[error(transparent)]
    Kv(#[from] KvError),
    /// What is stored does not fit together.
    #[error("the store is damaged: {what}; move the folder aside, and the node fetches its contents again")]
    Damaged {
        /// What does not fit.
        what: String,
    },
    /// A newer program wrote the store.
    #[error("the store has layout {found}, this program knows {known}; install the newer version of emn again")]
    NewerSchema {
        /// Layout of the store.
        found: u32,
        /// Newest layout known here.
        known: u32,
    },
    /// An entry was appended that does not follow the last one of its log. The caller broke an invariant.
    #[error("entry {seq} of log {log} does not follow the {height} entries that are stored")]
    NotNext {
        /// The log.
        log: LogId,
        /// The entry's number.
        seq: u64,
        /// Entries stored.
        height: u64,
    },
    /// An entry was appended to a frozen log. The caller broke an invariant.
    #[error("log {log} is frozen since two entries {at} are known; nothing is appended to it")]
    LogFrozen {
        /// The log.
        log: LogId,
        /// The number that exists twice.
        at: u64,
    },
    /// Evidence whose frames are not what it says. The caller broke an invariant.
    #[error("the evidence against log {log} does not hold two entries {seq} of it")]
    NotEvidence {
        /// The log.
        log: LogId,
        /// The number that should exist twice.
        seq: u64,
    },
    /// The entry that should erase another one does not withdraw it.
    #[error("entry {id} cannot be erased: {reason}")]
    NotWithdrawn {
        /// The entry to erase.
        id: EntryId,
        /// Why not.
        reason: Reason,
    },
    /// A roster was installed that does not follow the newest one. The caller broke an invariant.
    #[error("roster {offered} does not follow roster {newest}, the newest one stored")]
    RosterNotNext {
        /// Version offered.
        offered: u64,
        /// Newest version stored; 0 for none.
        newest: u64,
    },
    /// A roster of another network.
    #[error("the roster is of network {offered}, the store holds network {stored}; use another data folder for it")]
    OtherNetwork {
        /// Network of the roster.
        offered: NetworkId,
        /// Network of the store.
        stored: NetworkId,
    },
    /// A request that the store does not answer: over a limit, or not for it.
    #[error("the store does not answer this request: {why}")]
    BadRequest {
        /// Why not.
        why: &'static str,
    },
    /// A damaged store could not be moved out of the way.
    #[error("cannot move the damaged store from {} to {}", from.display(), to.display())]
    MoveAside {
        /// The damaged folder.
        from: PathBuf,
        /// Where it should go.
        to: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The folder's parent cannot be read or written.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// File or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl StoreError {
    pub(self) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// Whether the files do not hold what was written, so that only another folder helps.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Kv(KvError::Corrupt { .. }))
    }
}

/// The one writer.
pub struct Store {
    kv: Arc<dyn Kv>,
    reader: StoreReader,
    /// As stored.
    frontier: Frontier,
    next_arrival: u64,
    newest_roster: Option<(u64, Digest)>,
    network: Option<NetworkId>,
    /// Logs with entries beyond their height that are still to be moved, and that height.
    retiring: BTreeMap<LogId, u64>,
}

impl Store {
    /// Opens the store that lies in `kv`; begins a new one if it is empty.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`], [`StoreError::Damaged`], [`StoreError::Kv`].
    pub fn with_kv(kv: Arc<dyn Kv>) -> Result<Self, StoreError> {
        let reader = StoreReader::new(Arc::clone(&kv));
        check_schema(kv.as_ref(), &reader)?;
        let frontier = reader.frontier()?;
        for (log, state) in frontier.iter() {
            reader.check_head(log, state)?;
        }
        let mut store = Self {
            next_arrival: reader.next_arrival()?,
            newest_roster: reader.newest_roster()?,
            network: reader.network()?,
            retiring: reader.retiring()?,
            kv,
            reader,
            frontier,
        };
        store.finish_retiring()?;
        Ok(store)
    }

    /// A reader of this store.
    pub fn reader(&self) -> StoreReader {
        self.reader.clone()
    }

    /// Returns when all that was done before survives a power cut.
    ///
    /// # Errors
    /// [`StoreError::Kv`]; what is durable is unknown then.
    pub fn flush(&self) -> Result<(), StoreError> {
        Ok(self.kv.flush()?)
    }

    /// Puts a value where another one may stand: none of the old one's parts must stay.
    fn replace(&self, batch: &mut Batch, key: Vec<u8>, value: &Bytes) -> Result<(), StoreError> {
        if let Some(stored) = self.reader.get(&key)? {
            layout::delete(batch, key.clone(), &stored);
        }
        layout::put(batch, key, value);
        Ok(())
    }
}

fn check_schema(kv: &dyn Kv, reader: &StoreReader) -> Result<(), StoreError> {
    let key = layout::meta(layout::meta::SCHEMA);
    match kv.get(&key)? {
        Some(value) => {
            let bytes =
                value.as_ref().try_into().map_err(|_| StoreError::damaged("its layout version is no number"))?;
            let found = u32::from_be_bytes(bytes);
            let known = layout::SCHEMA;
            if found > known { Err(StoreError::NewerSchema { found, known }) } else { Ok(()) }
        }
        None if !reader.is_blank()? => Err(StoreError::damaged("its layout version is missing")),
        None => {
            let mut batch = Batch::new();
            batch.put(key, layout::SCHEMA.to_be_bytes().to_vec());
            kv.apply(batch)?;
            Ok(kv.flush()?)
        }
    }
}
