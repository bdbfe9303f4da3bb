//! Entries as they are stored, read into their parts.

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};

use super::{StoreError, StoreReader};

impl StoreReader {
    /// An accepted entry. Its hash is computed, its signature was checked when it was stored.
    ///
    /// # Errors
    /// As [`Self::frontier`]; also when what is stored there is another entry.
    pub fn entry(&self, id: &EntryId) -> Result<Option<SignedEntry>, StoreError> {
        let Some((log, seq)) = self.locate(id)? else { return Ok(None) };
        match self.entry_at(&log, seq)? {
            Some(entry) if entry.id() != *id => {
                Err(StoreError::damaged(format!("entry {} is stored in the place of {id}", entry.id())))
            }
            found => Ok(found),
        }
    }

    /// The accepted entry at a place of a log.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn entry_at(&self, log: &LogId, seq: u64) -> Result<Option<SignedEntry>, StoreError> {
        let Some(frame) = self.frame(log, seq)? else { return Ok(None) };
        let entry = SignedEntry::from_store(frame);
        entry.map(Some).map_err(|reason| StoreError::damaged(format!("entry {seq} of log {log}: {reason}")))
    }
}
