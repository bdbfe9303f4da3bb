//! The one that writes.

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId, MemberId};
use tantivy::query::RangeQuery;
use tantivy::{IndexWriter, Term};

use super::error::IndexError;
use super::folder::Payload;
use super::places::Logs;
use super::prepared::Prepared;
use super::relations::{Claim, Speaker};
use super::{Shared, load, next_generation, read, write};
use crate::analysis::Analyzer;
use crate::document::Document;

/// Takes entries. Nothing of what it took is seen by readers, or outlives the process, before [`Self::commit`], except
/// for what [`super::Relations`] says.
pub struct Writer {
    shared: Arc<Shared>,
    inner: IndexWriter,
    /// For each log the number after the last entry that was taken.
    next: HashMap<LogId, u64>,
    /// Arrival numbers by place, of what was taken since the last commit.
    pending: HashMap<u64, u64>,
    /// All arrivals before it were taken.
    expected: u64,
    analyzer: Analyzer,
}

/// Gets an accepted entry from the store.
pub type Stored<'a> = &'a dyn Fn(&EntryId) -> Option<SignedEntry>;

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("expected", &self.expected).finish_non_exhaustive()
    }
}

impl Writer {
    pub(super) fn new(shared: Arc<Shared>, inner: IndexWriter, next: HashMap<LogId, u64>, expected: u64) -> Self {
        Self { shared, inner, next, pending: HashMap::new(), expected, analyzer: Analyzer::new() }
    }

    /// Takes accepted entries, in the order of arrival. Those that were taken before change nothing. What they correct
    /// or withdraw is written again, as `stored` has it.
    ///
    /// # Errors
    /// [`IndexError::Write`]: this writer is of no use any more.
    pub fn apply(&mut self, prepared: Vec<Prepared>, stored: Stored<'_>) -> Result<(), IndexError> {
        let expected = self.expected;
        let new = |prepared: &Prepared| prepared.document().origin.arrival >= expected;
        let fresh: Vec<Prepared> = prepared.into_iter().filter(new).collect();
        let after = fresh.iter().map(|prepared| prepared.document().origin.arrival.saturating_add(1)).max();
        self.expected = self.expected.max(after.unwrap_or_default());
        self.retake(fresh, stored)
    }

    /// As [`Self::apply`], also for entries that arrived before what was taken last: those that took the place of entries
    /// which left the accepted set.
    ///
    /// # Errors
    /// [`IndexError::Write`]: this writer is of no use any more.
    pub fn retake(&mut self, prepared: Vec<Prepared>, stored: Stored<'_>) -> Result<(), IndexError> {
        let mut affected = BTreeSet::new();
        let mut fresh = Vec::with_capacity(prepared.len());
        for prepared in prepared {
            let origin = &prepared.document().origin;
            if !self.is_taken(&origin.log, origin.seq) {
                self.speak(prepared.document(), &mut affected);
                self.take(&origin.log, origin.seq, origin.arrival);
                fresh.push(prepared);
            }
        }
        for prepared in fresh {
            let origin = &prepared.document().origin;
            affected.remove(&(origin.id, origin.member.clone()));
            self.add(&prepared)?;
        }
        self.write_again(&affected, stored)
    }

    /// Forgets the entries of a log from number `from_seq` on: they left the accepted set. What they corrected or
    /// withdrew is written again.
    ///
    /// # Errors
    /// [`IndexError::Write`]: this writer is of no use any more.
    pub fn remove(&mut self, log: &LogId, from_seq: u64, stored: Stored<'_>) -> Result<(), IndexError> {
        let Some(next) = self.next.get_mut(log) else { return Ok(()) };
        *next = from_seq.min(*next);
        let Some(first) = read(&self.shared.logs).place(log, from_seq) else { return Ok(()) };
        let last = Logs::last_of(first);
        let term = |place| Term::from_field_u64(self.shared.fields.place, place);
        let range = RangeQuery::new(Bound::Included(term(first)), Bound::Included(term(last)));
        self.inner.delete_query(Box::new(range))?;
        self.pending.retain(|place, _| !(first..=last).contains(place));
        self.fall_silent(|claim| claim.log == *log && claim.seq >= from_seq, stored)
    }

    /// Forgets all that arrived as number `from_arrival` or later: the store lost it. The checkpoint goes back to it
    /// with the next commit.
    ///
    /// # Errors
    /// [`IndexError::Write`]: this writer is of no use any more.
    pub fn truncate(&mut self, from_arrival: u64, stored: Stored<'_>) -> Result<(), IndexError> {
        let mut lost = load::from_arrival(&self.shared.reader.searcher(), from_arrival)?;
        lost.extend(self.pending.iter().filter(|(_, arrival)| **arrival >= from_arrival).map(|(place, _)| *place));
        let first = Term::from_field_u64(self.shared.fields.arrival, from_arrival);
        self.inner.delete_query(Box::new(RangeQuery::new(Bound::Included(first), Bound::Unbounded)))?;
        self.pending.retain(|_, arrival| *arrival < from_arrival);
        self.expected = self.expected.min(from_arrival);
        let mut gone: BTreeSet<(LogId, u64)> = BTreeSet::new();
        for place in lost {
            let Some((log, seq)) = read(&self.shared.logs).entry(place) else { continue };
            if let Some(next) = self.next.get_mut(&log) {
                *next = seq.min(*next);
            }
            gone.insert((log, seq));
        }
        self.fall_silent(|claim| gone.contains(&(claim.log, claim.seq)), stored)
    }

    /// Brings the index in line with the store after a stop at any point: entries that the store has under another
    /// arrival number, or not at all, left the accepted set while nobody told the index. `arrival` says the number that
    /// the store has for an entry.
    ///
    /// # Errors
    /// [`IndexError::Write`]: this writer is of no use any more.
    pub fn reconcile(
        &mut self,
        arrival: &dyn Fn(&LogId, u64) -> Option<u64>,
        stored: Stored<'_>,
    ) -> Result<(), IndexError> {
        let ends: Vec<(LogId, u64)> = self.next.iter().map(|(log, next)| (*log, *next)).collect();
        for (log, next) in ends {
            // Entries leave from the end of a log, so the first from the end that is right proves those before it.
            let mut wrong = None;
            for seq in (0..next).rev() {
                let Some(here) = self.arrival_of(&log, seq) else { continue };
                if arrival(&log, seq) == Some(here) {
                    break;
                }
                wrong = Some(seq);
            }
            if let Some(from) = wrong {
                self.remove(&log, from, stored)?;
            }
        }
        Ok(())
    }

    /// Makes all that was taken durable and shows it to readers. `checkpoint` is the arrival number that is expected
    /// next.
    ///
    /// # Errors
    /// [`IndexError::Write`]: this writer is of no use any more, and the index is as the commit before left it.
    pub fn commit(&mut self, checkpoint: u64) -> Result<(), IndexError> {
        let payload = Payload { checkpoint, logs: read(&self.shared.logs).ids().to_vec() };
        let mut commit = self.inner.prepare_commit()?;
        commit.set_payload(&payload.write());
        commit.commit()?;
        self.shared.reader.reload()?;
        self.pending.clear();
        self.expected = checkpoint;
        self.shared.checkpoint.store(checkpoint, Ordering::Release);
        self.shared.generation.store(next_generation(), Ordering::Release);
        Ok(())
    }

    /// Removes from the disk what was deleted: a document that was deleted, or written again, stays in its file until the
    /// file is written anew, words and all. Works behind the caller; readers are not disturbed.
    ///
    /// # Errors
    /// [`IndexError::Write`]: the files cannot be read.
    pub fn purge(&mut self) -> Result<(), IndexError> {
        for segment in self.inner.index().searchable_segment_metas()? {
            if segment.has_deletes() {
                // It runs on the threads that merge; a merge under way does the same for its files.
                drop(self.inner.merge(&[segment.id()]));
            }
        }
        Ok(())
    }

    /// Whether the entry is in the index, committed or not.
    fn is_taken(&self, log: &LogId, seq: u64) -> bool {
        // Logs come in order, so nearly every entry is beyond what is known of its log.
        self.next.get(log).is_some_and(|next| seq < *next) && self.arrival_of(log, seq).is_some()
    }

    fn arrival_of(&self, log: &LogId, seq: u64) -> Option<u64> {
        let place = read(&self.shared.logs).place(log, seq)?;
        // What left the index since the last commit is still seen by readers.
        self.next.get(log).filter(|next| seq < **next)?;
        let committed = || self.shared.arrival_at(&self.shared.reader.searcher(), place);
        self.pending.get(&place).copied().or_else(committed)
    }

    fn take(&mut self, log: &LogId, seq: u64, arrival: u64) {
        let next = self.next.entry(*log).or_default();
        *next = (*next).max(seq.saturating_add(1));
        if let Some(place) = write(&self.shared.logs).place_of(log, seq) {
            self.pending.insert(place, arrival);
        }
    }

    /// Takes what an entry claims, and finds what changes by it.
    fn speak(&self, document: &Document, affected: &mut BTreeSet<(EntryId, MemberId)>) {
        let Some(speaker) = Speaker::of(document) else { return };
        let mut relations = write(&self.shared.relations);
        relations.affected(&speaker, affected);
        relations.put(speaker);
    }

    /// Drops the claims for which `gone` holds, and writes again what they were about.
    fn fall_silent(&mut self, gone: impl Fn(&Claim) -> bool, stored: Stored<'_>) -> Result<(), IndexError> {
        let mut affected = BTreeSet::new();
        {
            let mut relations = write(&self.shared.relations);
            for id in relations.speakers(gone) {
                if let Some(speaker) = relations.take(&id) {
                    relations.affected(&speaker, &mut affected);
                }
            }
        }
        self.write_again(&affected, stored)
    }

    /// Writes entries again as they stand now. What somebody claimed of another member's entry changed nothing.
    fn write_again(&mut self, affected: &BTreeSet<(EntryId, MemberId)>, stored: Stored<'_>) -> Result<(), IndexError> {
        for (id, member) in affected {
            let Some(entry) = stored(id) else { continue };
            if entry.header().member != *member {
                continue;
            }
            let (log, seq) = (entry.log(), entry.header().seq);
            let Some(arrival) = self.arrival_of(&log, seq) else { continue };
            let document = Document::read(arrival, &entry);
            self.speak(&document, &mut BTreeSet::new());
            if let Some(place) = read(&self.shared.logs).place(&log, seq) {
                self.inner.delete_term(Term::from_field_u64(self.shared.fields.place, place));
                self.pending.insert(place, arrival);
            }
            let prepared = Prepared::new(document, &mut self.analyzer);
            self.add(&prepared)?;
        }
        Ok(())
    }

    fn add(&self, prepared: &Prepared) -> Result<(), IndexError> {
        let origin = &prepared.document().origin;
        let state = read(&self.shared.relations).state(&origin.id, &origin.member);
        let document = prepared.write(state, &mut write(&self.shared.logs), &self.shared.fields);
        if let Some(document) = document {
            self.inner.add_document(document)?;
        }
        Ok(())
    }
}
