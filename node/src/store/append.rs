//! Appending entries.

use bytes::Bytes;
use emn_protocol::entry::SignedEntry;
use emn_protocol::sync::{Frontier, LogState};
use emn_protocol::verify::VerifiedEntry;

use super::kv::Batch;
use super::layout::{self, Place, Run};
use super::{Store, StoreError};

impl Store {
    /// Appends entries, all or none: each must follow the last one of its log. Entries of several logs may be mixed;
    /// they count as arrived together, log by log.
    ///
    /// # Errors
    /// [`StoreError::NotNext`], [`StoreError::LogFrozen`], [`StoreError::Kv`]; nothing has changed then.
    pub fn append(&mut self, entries: &[VerifiedEntry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        self.finish_retiring()?;
        let mut batch = Batch::new();
        let mut changed = Frontier::default();
        let mut runs: Vec<Run> = Vec::new();
        for entry in entries.iter().map(VerifiedEntry::entry) {
            let log = entry.log();
            let fresh = Some(changed.get(&log)).filter(|state| state.height > 0);
            let state = fresh.unwrap_or_else(|| self.frontier.get(&log));
            check_next(entry, &state)?;
            put_entry(&mut batch, entry);
            match runs.iter_mut().find(|run| run.log == log) {
                Some(run) => run.count += 1,
                None => runs.push(Run { log, first: state.height, count: 1 }),
            }
            let (head, roster) = (Some(entry.id()), entry.header().roster);
            changed.set(log, LogState { height: state.height + 1, head, roster, ..state });
        }
        let next_arrival = runs.iter().fold(self.next_arrival, |number, run| {
            batch.put(layout::run(number), run.to_bytes());
            number + run.count
        });
        batch.put(layout::meta(layout::meta::ARRIVAL), next_arrival.to_be_bytes().to_vec());
        for (log, state) in changed.iter() {
            batch.put(layout::head(log), layout::head_bytes(state));
        }
        self.kv.apply(batch)?;
        changed.iter().for_each(|(log, state)| self.frontier.set(*log, *state));
        self.next_arrival = next_arrival;
        Ok(())
    }
}

fn check_next(entry: &SignedEntry, state: &LogState) -> Result<(), StoreError> {
    let (log, header) = (entry.log(), entry.header());
    // A node that learnt of the fork early still fetches what comes before it.
    if let Some(at) = state.frozen.filter(|_| !state.open_for(header.seq)) {
        return Err(StoreError::LogFrozen { log, at });
    }
    if header.seq != state.height || header.prev != state.head {
        return Err(StoreError::NotNext { log, seq: header.seq, height: state.height });
    }
    Ok(())
}

fn put_entry(batch: &mut Batch, entry: &SignedEntry) {
    let (log, seq) = (entry.log(), entry.header().seq);
    let frame: &Bytes = entry.frame();
    layout::put(batch, layout::entry(&log, seq), frame);
    batch.put(layout::id(&entry.id()), Place { log, seq, retired: false }.to_bytes());
}
