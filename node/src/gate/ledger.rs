//! What this member published before.

use std::collections::{BTreeMap, BTreeSet};

use emn_anonymise::ledger::{Item, Kept, counts_of, is_published, published, table_digest};
use emn_anonymise::outcome::Protected;
use emn_anonymise::publication::Publication;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{Digest, LogId};
use emn_protocol::record::Record;
use emn_protocol::roster::Roster;
use emn_protocol::time::Timestamp;

use super::{Gate, GateError, nonce};
use crate::store::StoreReader;

/// How complete the ledger is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LedgerState {
    /// Tables that readers may know.
    pub published: usize,
    /// Of these, known with their counts.
    pub with_counts: usize,
    /// Tables of own entries that the ledger lacked and that were taken from the entries: their counts are lost.
    pub recovered: usize,
}

impl Gate {
    /// Keeps a protected table that may be published later.
    ///
    /// # Errors
    /// [`GateError::Ledger`].
    pub fn keep_prepared(&self, protected: &Protected, time: Timestamp) -> Result<(), GateError> {
        let kept = Kept::of(&protected.publication, Some(protected.counts.clone()));
        Ok(self.ledger.append(&Item::Prepared { time, kept }, &mut nonce)?)
    }

    /// What readers may know of this member's tables, the oldest first, with the counts where they are known.
    ///
    /// # Errors
    /// [`GateError::Ledger`].
    pub fn published(&self) -> Result<Vec<Kept>, GateError> {
        let items = self.ledger.load()?;
        Ok(published(&items).into_iter().cloned().collect())
    }

    /// Keeps the tables of a record that is about to be signed: before that, since a table too many in the ledger does
    /// no harm, and one too few does. Returns whether the record was not there before: only then may
    /// [`Self::keep_void`] take it back.
    ///
    /// # Errors
    /// [`GateError::Ledger`]; nothing may be signed then.
    pub fn keep_published(&self, record: &Record, time: Timestamp) -> Result<bool, GateError> {
        let items = if record.tables().is_empty() { Vec::new() } else { self.ledger.load()? };
        let digest = digest(record);
        let fresh = !is_published(&items, &digest);
        for publication in publications(&digest, record) {
            let counts = counts_of(&items, &publication.table);
            let item = Item::Published { time, record: digest, kept: Kept::of(&publication, counts), entry: None };
            self.ledger.append(&item, &mut nonce)?;
        }
        Ok(fresh)
    }

    /// The record was not signed after all, and was not there before.
    ///
    /// # Errors
    /// [`GateError::Ledger`]; the tables then count as published, which is safe.
    pub fn keep_void(&self, record: &Record, time: Timestamp) -> Result<(), GateError> {
        if record.tables().is_empty() {
            return Ok(());
        }
        Ok(self.ledger.append(&Item::Void { time, record: digest(record) }, &mut nonce)?)
    }

    /// As [`Self::reconcile`], with the entries of a member that are stored. `log` is one of its logs.
    ///
    /// # Errors
    /// [`GateError::Ledger`], [`GateError::Store`].
    pub fn reconcile_stored(
        &self,
        reader: &StoreReader,
        roster: &Roster,
        log: &LogId,
        time: Timestamp,
    ) -> Result<LedgerState, GateError> {
        let owner = |log: &LogId| roster.signing_key(log).map(|(member, _)| member.id.clone());
        let member = owner(log);
        let own = |other: &LogId| other == log || (member.is_some() && owner(other) == member);
        let frontier = reader.frontier()?;
        let logs: Vec<_> =
            frontier.iter().filter(|(log, _)| own(log)).map(|(log, state)| (*log, state.height)).collect();
        // One after the other: a log may be larger than the memory.
        let entries = logs.into_iter().flat_map(|(log, height)| (0..height).map(move |seq| reader.frame(&log, seq)));
        // What is damaged, `emn verify` names.
        self.reconcile(entries.filter_map(|frame| SignedEntry::from_store(frame.ok()??).ok()), time)
    }

    /// Compares the ledger with the node's own entries, and takes over the tables that it lacks.
    ///
    /// # Errors
    /// [`GateError::Ledger`].
    pub fn reconcile(&self, own: impl Iterator<Item = SignedEntry>, time: Timestamp) -> Result<LedgerState, GateError> {
        let items = self.ledger.load()?;
        let tables = published(&items);
        let mut state = LedgerState {
            published: tables.len(),
            with_counts: tables.iter().filter(|kept| kept.counts.is_some()).count(),
            recovered: 0,
        };
        // Equal figures of another year or country, which only the record says, are another table.
        let mut known: BTreeSet<(BTreeMap<String, String>, Digest)> =
            tables.iter().map(|kept| (kept.context.clone(), table_digest(&kept.table))).collect();
        for entry in own {
            let Some(record) = entry.record() else { continue };
            let digest = digest(record);
            for publication in Publication::of_record(&entry.id().short(), record) {
                if known.insert((publication.context.clone(), table_digest(&publication.table))) {
                    let kept = Kept::of(&publication, counts_of(&items, &publication.table));
                    let item = Item::Published { time, record: digest, kept, entry: Some(entry.id()) };
                    self.ledger.append(&item, &mut nonce)?;
                    state.published += 1;
                    state.recovered += 1;
                }
            }
        }
        Ok(state)
    }
}

/// Names a record before it is signed.
pub(super) fn digest(record: &Record) -> Digest {
    Digest::of(&record.to_bytes())
}

/// The tables of a record that has no entry yet.
pub(super) fn publications(digest: &Digest, record: &Record) -> Vec<Publication> {
    Publication::of_record(&format!("record {}", &digest.to_hex()[..10]), record)
}
