//! Bringing the journal and the store to the same height, at start.

use emn_protocol::ids::EntryId;

use super::journal::{Journal, JournalError};
use super::{StoreError, StoreReader, frame};

/// Entries copied to the journal with one sync, and their bytes.
const PAGE_ENTRIES: u64 = 256;
const PAGE_BYTES: usize = 1 << 20;

/// How the journal and the store stood to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconciled {
    /// They held the same.
    Equal,
    /// The store lost its end, or all. Verify and append the frames of [`Journal::replay_from`] this number.
    JournalAhead {
        /// The first number that the store lacks.
        from: u64,
    },
    /// The journal lacked so many entries; they were copied to it.
    StoreAhead {
        /// How many.
        copied: u64,
    },
    /// The log is frozen at this number or ended by the roster: it takes no more entries, so there is nothing to bring
    /// together.
    Frozen {
        /// The number that exists twice.
        at: u64,
    },
}

/// Compares the journal with the log in the store. Copies to the journal what only the store has.
///
/// # Errors
/// [`JournalError::SelfFork`] when they hold different entries with one number; [`JournalError::Store`],
/// [`JournalError::Io`].
pub fn reconcile(store: &StoreReader, journal: &mut Journal) -> Result<Reconciled, JournalError> {
    let head = store.head(journal.log())?;
    if let Some(at) = head.frozen {
        return Ok(Reconciled::Frozen { at });
    }
    check_same(store, journal, head.height.min(journal.height()))?;
    let height = journal.height();
    if head.height < height {
        return Ok(Reconciled::JournalAhead { from: head.height });
    }
    if head.height == height {
        return Ok(Reconciled::Equal);
    }
    while journal.height() < head.height {
        let page = store.frames(journal.log(), journal.height(), PAGE_ENTRIES, PAGE_BYTES)?;
        if page.is_empty() {
            let (log, seq) = (journal.log(), journal.height());
            return Err(StoreError::damaged(format!("entry {seq} of log {log} is missing")).into());
        }
        journal.append_frames(&page)?;
    }
    Ok(Reconciled::StoreAhead { copied: head.height - height })
}

/// Checks the first `common` entries. Each names the one before, so if the last ones are equal, all are.
fn check_same(store: &StoreReader, journal: &Journal, common: u64) -> Result<(), JournalError> {
    let Some(last) = common.checked_sub(1) else { return Ok(()) };
    let journaled = match journal.last() {
        Some(id) if common == journal.height() => Some(id),
        _ => journal.replay_from(last)?.next().transpose()?.and_then(|frame| frame::id(&frame)),
    };
    if journaled == id_at(store, journal, last)? {
        return Ok(());
    }
    for (seq, frame) in (0..common).zip(journal.replay_from(0)?) {
        let journaled = frame::id(&frame?);
        let stored = id_at(store, journal, seq)?;
        if let Some((stored, journaled)) = stored.zip(journaled).filter(|(stored, journaled)| stored != journaled) {
            return Err(JournalError::SelfFork { log: *journal.log(), seq, stored, journaled });
        }
    }
    let log = journal.log();
    Err(StoreError::damaged(format!("log {log} ends with an entry that its last one does not lead to")).into())
}

fn id_at(store: &StoreReader, journal: &Journal, seq: u64) -> Result<Option<EntryId>, StoreError> {
    Ok(store.ids_at(journal.log(), &[seq])?.into_iter().next().flatten())
}
