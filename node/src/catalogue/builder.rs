//! The writing side of the catalogue: follows the store, page by page.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::record::Record;
use emn_search::document::Document;
use emn_search::index::{Index, IndexError, Prepared, Relations, Writer};
use rayon::prelude::*;

use super::Catalogue;
use super::folder::{self, OpenError};
use crate::store::{Arrival, StoreError, StoreReader};

/// Entries applied at a time.
const PAGE: usize = 1024;
/// Bytes read at a time.
const PAGE_BYTES: usize = 8 << 20;
/// Longest time that a change waits while more and more come in; see [`Builder::is_due`].
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Why the catalogue could not follow the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index cannot be written.
    #[error("the index cannot be written")]
    Index(#[from] IndexError),
    /// It could not be written just now.
    #[error("the index could not be written, and is opened again")]
    Broken,
    /// A new index cannot be made, or take the old one's place.
    #[error(transparent)]
    Folder(#[from] OpenError),
}

/// A record that is to be erased, and the withdrawal that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToErase {
    /// The record's entry.
    pub id: EntryId,
    /// The withdrawal.
    pub by: EntryId,
}

/// Writes the index behind a [`Catalogue`].
pub struct Builder {
    catalogue: Catalogue,
    store: StoreReader,
    /// None after it failed: what it took since its last commit is lost, so the index is opened again from there.
    writer: Option<Writer>,
    /// Where indexes lie, and the number of this one; none in memory.
    place: Option<(PathBuf, u64)>,
    /// The next arrival to take in.
    next: u64,
    /// When the oldest change that queries do not see yet was made.
    changed: Option<Instant>,
}

impl Builder {
    /// A builder whose index lies in memory.
    pub fn new(catalogue: Catalogue, store: StoreReader, writer: Writer) -> Self {
        let next = catalogue.checkpoint();
        Self { catalogue, store, writer: Some(writer), place: None, next, changed: None }
    }

    pub(super) fn in_folder(mut self, folder: PathBuf, number: u64) -> Self {
        self.place = Some((folder, number));
        self
    }

    /// The catalogue that it keeps.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The next arrival to take in.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Whether there are changes that queries do not see yet.
    pub fn has_changes(&self) -> bool {
        self.changed.is_some()
    }

    /// Whether a commit is due although more comes in: then queries see what there is, and memory stays bounded.
    pub fn is_due(&self) -> bool {
        self.changed.is_some_and(|changed| changed.elapsed() >= LONGEST_WAIT)
    }

    /// Everything that the index says is withdrawn. A node asks for all of it when it starts: an erasure may have failed.
    pub fn all_withdrawn(&self) -> Vec<ToErase> {
        let all = self.catalogue.index().relations().withdrawals();
        all.into_iter().map(|(id, claim)| ToErase { id, by: claim.by }).collect()
    }

    /// Takes in the next page of arrivals; queries see it after [`Self::commit`]. Says what is to be erased, and `None`
    /// when there was nothing new.
    ///
    /// # Errors
    /// [`BuildError`]. What was not taken in is taken in next time, also what was lost since the last commit.
    pub fn page(&mut self) -> Result<Option<Vec<ToErase>>, BuildError> {
        self.recover()?;
        let arrivals = self.store.arrivals(self.next, PAGE)?;
        let Some(last) = arrivals.last().map(|arrival| arrival.number) else { return Ok(None) };
        let entries = read(&self.store, &arrivals)?;
        self.changed.get_or_insert_with(Instant::now);
        self.write(|writer, store| writer.apply(prepared(&entries), &|id| stored(store, id)))?;
        self.next = last + 1;
        let index = self.catalogue.index();
        let relations = index.relations();
        Ok(Some(entries.iter().filter_map(|(_, entry)| to_erase(&relations, entry)).collect()))
    }

    /// Writes, and gives the writer up when it fails.
    fn write(
        &mut self,
        work: impl FnOnce(&mut Writer, &StoreReader) -> Result<(), IndexError>,
    ) -> Result<(), BuildError> {
        let Some(writer) = &mut self.writer else { return Err(BuildError::Broken) };
        work(writer, &self.store).inspect_err(|_| self.writer = None)?;
        Ok(())
    }

    /// After a failure: opens the index again, as its last commit left it.
    fn recover(&mut self) -> Result<(), BuildError> {
        if self.writer.is_some() {
            return Ok(());
        }
        let (index, writer) = match &self.place {
            Some((folder, number)) => {
                let (index, writer, _) = folder::open_fitting(&folder::of(folder, *number), &self.store)?;
                (index, writer)
            }
            None => Index::in_memory()?,
        };
        tracing::warn!(from = index.checkpoint(), "the index was opened again after a failure");
        self.next = index.checkpoint();
        self.catalogue.replace(index);
        self.writer = Some(writer);
        Ok(())
    }

    /// Forgets the entries of a log from number `from` on: they left the accepted set. What took their places meanwhile
    /// is taken in again.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn remove(&mut self, log: &LogId, from: u64) -> Result<(), BuildError> {
        self.recover()?;
        self.changed.get_or_insert_with(Instant::now);
        self.write(|writer, store| writer.remove(log, from, &|id| stored(store, id)))?;
        let mut arrivals = self.store.arrivals_of(log, from)?;
        arrivals.retain(|arrival| arrival.number < self.next);
        let entries = read(&self.store, &arrivals)?;
        self.write(|writer, store| writer.retake(prepared(&entries), &|id| stored(store, id)))
    }

    /// Lets queries see what was taken in, and keeps it.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn commit(&mut self) -> Result<(), BuildError> {
        self.recover()?;
        let next = self.next;
        self.write(|writer, _| writer.commit(next))?;
        self.changed = None;
        Ok(())
    }

    /// Removes from the disk what is no longer in the index, such as the words of erased records.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn purge(&mut self) -> Result<(), BuildError> {
        self.recover()?;
        self.write(|writer, _| writer.purge())
    }

    /// A builder of a new index beside this one, from the first entry on.
    ///
    /// # Errors
    /// [`BuildError::Folder`].
    pub fn beside(&self) -> Result<Self, BuildError> {
        let (place, (index, writer)) = match &self.place {
            Some((folder, number)) => {
                let (index, writer, _) = folder::open_new(&folder::of(folder, number + 1))?;
                (Some((folder.clone(), number + 1)), (index, writer))
            }
            None => (None, Index::in_memory()?),
        };
        let catalogue = Catalogue::new(index, self.store.clone());
        Ok(Self { place, ..Self::new(catalogue, self.store.clone(), writer) })
    }

    /// Takes the place of the builder that it was begun beside: its index answers from now on.
    ///
    /// # Errors
    /// [`BuildError`]; the other index stays in use then.
    pub fn take_over(mut self, catalogue: &Catalogue) -> Result<Self, BuildError> {
        self.commit()?;
        if let Some((folder, number)) = &self.place {
            folder::mark_current(folder, *number)?;
        }
        catalogue.replace(self.catalogue.index());
        self.catalogue = catalogue.clone();
        Ok(self)
    }

    /// Removes indexes that are no longer in use. One that cannot be removed now is removed at the next start.
    pub fn clear(&self) {
        if let Some((folder, number)) = &self.place
            && let Err(error) = folder::remove_others(folder, *number)
        {
            tracing::warn!(error = %error, "an old index was not removed");
        }
    }
}

/// What was withdrawn is to be erased, whichever of the two came first; also what the store does not show any more, since
/// it left the accepted set.
fn to_erase(relations: &Relations, entry: &SignedEntry) -> Option<ToErase> {
    let (id, own) = match entry.record() {
        Some(Record::Withdrawal(record)) => (record.withdraws, Some(entry.id())),
        _ => (entry.id(), None),
    };
    let claim = relations.withdrawal(&id, &entry.header().member);
    Some(ToErase { id, by: claim.map(|claim| claim.by).or(own)? })
}

/// The entries of a page, in order. One that is damaged is left out and named in the log.
fn read(store: &StoreReader, arrivals: &[Arrival]) -> Result<Vec<(u64, SignedEntry)>, StoreError> {
    let mut entries = Vec::with_capacity(arrivals.len());
    for run in arrivals.chunk_by(|a, b| a.log == b.log && a.seq + 1 == b.seq) {
        let mut rest = run;
        while let Some(first) = rest.first() {
            let frames = store.frames(&first.log, first.seq, rest.len() as u64, PAGE_BYTES)?;
            let count = frames.len().min(rest.len());
            for (arrival, frame) in rest.iter().zip(frames) {
                match SignedEntry::from_store(frame) {
                    Ok(entry) => entries.push((arrival.number, entry)),
                    Err(reason) => {
                        tracing::error!(log = %arrival.log, seq = arrival.seq, "a stored entry is damaged: {reason}");
                    }
                }
            }
            // None: it left the accepted set in the meantime.
            rest = if count == 0 { &[] } else { &rest[count..] };
        }
    }
    Ok(entries)
}

/// Entries with their words found, by all processors.
fn prepared(entries: &[(u64, SignedEntry)]) -> Vec<Prepared> {
    Prepared::all(entries.par_iter().map(|(arrival, entry)| Document::read(*arrival, entry)).collect())
}

/// An entry whose state changed, for the index to write again.
pub(super) fn stored(store: &StoreReader, id: &EntryId) -> Option<SignedEntry> {
    store.entry(id).unwrap_or_else(|error| {
        tracing::error!(entry = %id.short(), error = %error, "an entry cannot be read for the index");
        None
    })
}
