//! Erasing what its member withdrew.

use std::ops::ControlFlow;

use emn_protocol::entry::{Body, SignedEntry};
use emn_protocol::ids::EntryId;

use super::kv::{Batch, Order};
use super::{Store, StoreError, frame, layout, reader};

impl Store {
    /// Replaces the record of the entry `id` by the withdrawal that names it, wherever a copy is: in its log, among the
    /// entries that left the accepted set, in a proof of a fork. Returns whether there was something to erase; an
    /// entry that is not here, or was erased before, changes nothing.
    ///
    /// The record is no longer readable through the store at once. On disk the engine keeps overwritten bytes until
    /// it reuses or drops the segment that they lie in, which may take as long as the store is quiet. Nor does this
    /// reach a damaged store that was moved aside, or the [journal](super::Journal), which has an erase of its own.
    ///
    /// # Errors
    /// [`StoreError::NotWithdrawn`], [`StoreError::Damaged`], [`StoreError::Kv`]; nothing has changed then.
    pub fn erase(&mut self, id: &EntryId, withdrawal: &SignedEntry) -> Result<bool, StoreError> {
        let mut batch = Batch::new();
        for key in self.copies(id)? {
            self.erase_copy(&mut batch, key, id, withdrawal)?;
        }
        let found = !batch.is_empty();
        if found {
            self.kv.apply(batch)?;
        }
        Ok(found)
    }

    /// Keys under which the entry's frame may stand.
    fn copies(&self, id: &EntryId) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut keys = Vec::new();
        if let Some(place) = self.reader.place(id)? {
            keys.push(layout::entry(&place.log, place.seq));
            keys.push(layout::retired(&place.log, place.seq, id));
        }
        self.reader.scan(&layout::all_evidence(), Order::Ascending, |key, _| {
            keys.push(key.to_vec());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(keys)
    }

    fn erase_copy(
        &self,
        batch: &mut Batch,
        key: Vec<u8>,
        id: &EntryId,
        withdrawal: &SignedEntry,
    ) -> Result<(), StoreError> {
        let Some(stored) = self.reader.get(&key)? else { return Ok(()) };
        // Another entry with the same number may stand there.
        if reader::frame_start(&stored).and_then(frame::id).as_ref() != Some(id) {
            return Ok(());
        }
        let whole = self.reader.whole(&key, stored)?.ok_or_else(|| reader::no_entry(&key))?;
        let entry = SignedEntry::from_store(whole);
        let entry = entry.map_err(|reason| StoreError::damaged(format!("entry {id}: {reason}")))?;
        if matches!(entry.body(), Body::Erased(_)) {
            return Ok(());
        }
        let erased = entry.erased_by(withdrawal).map_err(|reason| StoreError::NotWithdrawn { id: *id, reason })?;
        self.replace(batch, key, erased.frame())
    }
}
