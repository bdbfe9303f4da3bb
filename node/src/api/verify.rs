//! Checking all that is stored once more.

use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bytes::Bytes;
use emn_protocol::entry::{Body, SignedEntry};
use emn_protocol::ids::{EntryId, LogId, NetworkId};
use emn_protocol::roster::{History, SignedRoster};
use emn_protocol::time::Timestamp;
use emn_protocol::verdict::Reason;
use emn_protocol::verify::verify as verify_entry;
use rayon::prelude::*;

use super::error::Refusal;
use super::records::blocking;
use super::routes::Shared;
use super::view::{DamagedEntry, Verified};
use crate::store::{StoreError, StoreReader};
use crate::telemetry::chain;

/// Entries, and bytes, that are checked between two reads: work for all processors, little to hold.
const PAGE_ENTRIES: u64 = 512;
const PAGE_BYTES: usize = 8 * 1024 * 1024;

/// Why everything could not be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The store cannot be read.
    #[error("the store cannot be read")]
    Store(#[from] StoreError),
    /// Without a roster nothing can be told of any entry.
    #[error("there is no valid first roster in the store; install it with `emn roster install`")]
    NoRoster,
}

pub(super) async fn verify(State(shared): State<Shared>) -> Result<Json<Verified>, Refusal> {
    let Ok(permit) = shared.verifying.clone().try_acquire_owned() else {
        let detail = "everything is being checked already; wait for that to end";
        return Err(Refusal::new(StatusCode::CONFLICT, "verify_running", detail));
    };
    blocking(move || {
        // Held until the work is done, also when the caller has gone.
        let _permit = permit;
        match verify_store(&shared.api.store) {
            Ok(verified) => Ok(Json(verified)),
            Err(VerifyError::Store(error)) => Err(error.into()),
            Err(error @ VerifyError::NoRoster) => Err(Refusal::damaged(chain(&error))),
        }
    })
    .await
}

/// Checks every stored roster and entry again: hash, signature, chain, roster, form and disclosure rules. Entries that
/// leave the accepted set meanwhile are not counted as damaged.
///
/// # Errors
/// [`VerifyError`] when nothing can be checked. What is wrong with an entry is no error but in the answer.
pub fn verify_store(store: &StoreReader) -> Result<Verified, VerifyError> {
    let start = Instant::now();
    let mut audit = Audit { store, found: Verified::default() };
    let rosters = audit.rosters()?;
    for (log, state) in store.frontier()?.iter() {
        audit.log(log, state.height, state.head, &rosters)?;
    }
    let mut found = audit.found;
    found.ok = found.damaged_count == 0;
    found.millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(found)
}

struct Audit<'a> {
    store: &'a StoreReader,
    found: Verified,
}

/// What the next entry of a log must fit.
#[derive(Clone, Copy)]
struct Before {
    /// Id of the entry before, as `prev` names it; none when that entry is too damaged to have one.
    id: Option<Option<EntryId>>,
    roster: u64,
}

impl Audit<'_> {
    fn rosters(&mut self) -> Result<History, VerifyError> {
        let mut history: Option<History> = None;
        for (version, bytes) in (1..).zip(self.store.all_rosters()?) {
            self.found.rosters += 1;
            let installed =
                SignedRoster::open(bytes).map_err(|error| chain(&error)).and_then(|roster| match &mut history {
                    Some(history) => history.install(roster).map(|_| ()).map_err(|error| chain(&error)),
                    none => {
                        *none = Some(History::begin(roster).map_err(|error| chain(&error))?);
                        Ok(())
                    }
                });
            if let Err(problem) = installed {
                self.damaged(DamagedEntry { log: None, seq: version, code: "roster".to_owned(), problem });
            }
        }
        history.ok_or(VerifyError::NoRoster)
    }

    fn log(&mut self, log: &LogId, height: u64, head: Option<EntryId>, rosters: &History) -> Result<(), VerifyError> {
        self.found.logs += 1;
        let mut before = Before { id: Some(None), roster: 0 };
        let mut seq = 0;
        while seq < height {
            let frames = self.store.frames(log, seq, PAGE_ENTRIES.min(height - seq), PAGE_BYTES)?;
            if frames.is_empty() {
                return self.missing(log, seq);
            }
            for outcome in open_all(&rosters.network(), rosters, frames) {
                self.entry(log, seq, outcome, &mut before);
                seq += 1;
            }
        }
        if before.id.is_some_and(|id| id != head) && self.store.head(log)?.height >= height {
            self.reason(
                log,
                height.saturating_sub(1),
                "head",
                "the log does not end with the entry that its head names",
            );
        }
        Ok(())
    }

    fn missing(&mut self, log: &LogId, seq: u64) -> Result<(), VerifyError> {
        // Shorter now, if the log was cut meanwhile.
        if self.store.head(log)?.height > seq {
            self.reason(log, seq, "missing", "the entry is missing, and so may be those after it");
        }
        Ok(())
    }

    fn entry(&mut self, log: &LogId, seq: u64, outcome: Opened, before: &mut Before) {
        self.found.entries += 1;
        self.found.bytes += outcome.bytes;
        let opened = match outcome.entry {
            Ok(opened) => opened,
            Err((reason, id)) => {
                // The chain goes on from what is there, so that one damaged entry is reported once.
                before.id = id.map(Some);
                return self.reason(log, seq, reason.code(), &reason.to_string());
            }
        };
        match opened.body() {
            Body::Erased(_) => self.found.erased += 1,
            Body::Unknown => self.found.unknown += 1,
            Body::Record(_) => {}
        }
        let header = opened.header();
        if opened.log() != *log || header.seq != seq {
            self.reason(log, seq, "place", "another entry is stored in its place");
        } else if before.id.is_some_and(|id| id != header.prev) {
            self.reason(log, seq, Reason::BrokenChain.code(), &Reason::BrokenChain.to_string());
        } else if header.roster < before.roster {
            self.reason(log, seq, Reason::RosterWentBack.code(), &Reason::RosterWentBack.to_string());
        }
        *before = Before { id: Some(Some(opened.id())), roster: header.roster };
        self.locate(log, seq, &opened.id());
    }

    /// The entry is found by its id.
    fn locate(&mut self, log: &LogId, seq: u64, id: &EntryId) {
        match self.store.locate(id) {
            Ok(Some(place)) if place == (*log, seq) => {}
            Ok(None) if self.store.head(log).is_ok_and(|state| state.height <= seq) => {}
            Ok(_) => self.reason(log, seq, "index", "the entry is not found by its id"),
            Err(error) => self.reason(log, seq, "index", &chain(&error)),
        }
    }

    fn reason(&mut self, log: &LogId, seq: u64, code: &str, problem: &str) {
        self.damaged(DamagedEntry { log: Some(*log), seq, code: code.to_owned(), problem: problem.to_owned() });
    }

    fn damaged(&mut self, entry: DamagedEntry) {
        self.found.damaged_count += 1;
        if self.found.damaged.len() < Verified::LISTED {
            self.found.damaged.push(entry);
        }
    }
}

/// An entry's bytes, and the entry or what is wrong with it (with its id, if at least that can be told).
struct Opened {
    bytes: u64,
    entry: Result<SignedEntry, (Reason, Option<EntryId>)>,
}

fn open_all(network: &NetworkId, rosters: &History, frames: Vec<Bytes>) -> Vec<Opened> {
    let open = |frame: Bytes| {
        let bytes = frame.len() as u64;
        let entry = SignedEntry::open(network, frame).map_err(|reason| (reason, None)).and_then(|entry| {
            // The clock was looked at when the entry came; any time has passed by the end of times.
            match verify_entry(entry, rosters, Timestamp::MAX) {
                Ok(verified) => Ok(verified.into_entry()),
                Err(refused) => Err((refused.reason, Some(refused.entry.id()))),
            }
        });
        Opened { bytes, entry }
    };
    frames.into_par_iter().map(open).collect()
}
