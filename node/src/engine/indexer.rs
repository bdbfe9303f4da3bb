//! The indexer: follows the store and keeps the catalogue. It runs behind the engine and never delays a verdict.

use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use tokio::sync::{mpsc, watch};

use super::commands::{Command, Message};
use super::run::chain;
use crate::search::{Catalogue, Prepared};
use crate::store::{Arrival, StoreError, StoreReader};

/// Entries applied at a time: readers of the catalogue wait for less than a millisecond.
const PAGE: usize = 256;
/// Bytes read at a time.
const PAGE_BYTES: usize = 8 << 20;

/// Parts of logs that left the accepted set, for the indexer to take out of the catalogue.
pub(super) type Removals = Arc<Mutex<Vec<(LogId, u64)>>>;

pub(super) struct Indexer {
    pub(super) reader: StoreReader,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) removals: Removals,
    pub(super) wake: Receiver<()>,
    pub(super) indexed: watch::Sender<u64>,
    pub(super) engine: mpsc::Sender<Message>,
}

impl Indexer {
    /// Until the engine is gone.
    pub(super) fn run(self) {
        loop {
            if let Err(error) = self.follow() {
                tracing::error!(error = %chain(&error), "the catalogue could not follow the store");
            }
            if self.wake.recv().is_err() {
                return;
            }
        }
    }

    fn follow(&self) -> Result<(), StoreError> {
        loop {
            let from = *self.indexed.borrow();
            let arrivals = self.reader.arrivals(from, PAGE)?;
            let Some(last) = arrivals.last().map(|arrival| arrival.number) else { break };
            let mut prepared = Vec::with_capacity(arrivals.len());
            for run in arrivals.chunk_by(|a, b| a.log == b.log && a.seq + 1 == b.seq) {
                self.prepare(run, &mut prepared)?;
            }
            let touched = touched(&prepared);
            self.catalogue.apply_prepared(prepared);
            self.remove_retired();
            self.ask_to_erase(touched);
            self.indexed.send_replace(last + 1);
        }
        self.remove_retired();
        Ok(())
    }

    fn prepare(&self, run: &[Arrival], prepared: &mut Vec<Prepared>) -> Result<(), StoreError> {
        let mut rest = run;
        while let Some(first) = rest.first() {
            let frames = self.reader.frames(&first.log, first.seq, rest.len() as u64, PAGE_BYTES)?;
            if frames.is_empty() {
                // It left the accepted set in the meantime.
                return Ok(());
            }
            let count = frames.len().min(rest.len());
            for (arrival, frame) in rest.iter().zip(frames) {
                match SignedEntry::from_store(frame) {
                    Ok(entry) => prepared.push(Prepared::read(arrival.number, &entry)),
                    Err(reason) => {
                        tracing::error!(log = %arrival.log, seq = arrival.seq, "a stored entry is damaged: {reason}")
                    }
                }
            }
            rest = &rest[count..];
        }
        Ok(())
    }

    fn remove_retired(&self) {
        let removals = std::mem::take(&mut *self.removals.lock().unwrap_or_else(PoisonError::into_inner));
        for (log, from) in removals {
            self.catalogue.remove(&log, from);
        }
    }

    /// What was withdrawn is to be erased, whichever of the two came first; also where the catalogue does not show it
    /// any more, since it left the accepted set.
    fn ask_to_erase(&self, touched: BTreeMap<EntryId, Option<EntryId>>) {
        for (id, withdrawal) in touched {
            let shown = self.catalogue.get(&id).and_then(|listed| listed.withdrawn).map(|withdrawn| withdrawn.by);
            let Some(by) = shown.or(withdrawal) else { continue };
            // Without an engine there is nothing to erase in.
            let _ = self.engine.blocking_send(Message::Command(Command::Erase { id, by }));
        }
    }
}

fn touched(prepared: &[Prepared]) -> BTreeMap<EntryId, Option<EntryId>> {
    prepared.iter().map(Prepared::concerns).collect()
}
