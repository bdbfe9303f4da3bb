//! Appending entries.

use std::collections::BTreeMap;

use bytes::Bytes;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::LogId;
use emn_protocol::verify::VerifiedEntry;

use super::kv::Batch;
use super::layout::{self, Head, Place, Run};
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
        let mut heads: BTreeMap<LogId, Head> = BTreeMap::new();
        let mut runs: Vec<Run> = Vec::new();
        for entry in entries.iter().map(VerifiedEntry::entry) {
            let log = entry.log();
            let head = heads.entry(log).or_insert_with(|| self.heads.get(&log).copied().unwrap_or_default());
            check_next(entry, head)?;
            put_entry(&mut batch, entry);
            match runs.iter_mut().find(|run| run.log == log) {
                Some(run) => run.count += 1,
                None => runs.push(Run { log, first: head.height, count: 1 }),
            }
            let id = Some(entry.id());
            *head = Head { height: head.height + 1, id, roster: entry.header().roster, ..*head };
        }
        let next_arrival = runs.iter().fold(self.next_arrival, |number, run| {
            batch.put(layout::run(number), run.to_bytes());
            number + run.count
        });
        batch.put(layout::meta(layout::meta::ARRIVAL), next_arrival.to_be_bytes().to_vec());
        for (log, head) in &heads {
            batch.put(layout::head(log), head.to_bytes());
        }
        self.kv.apply(batch)?;
        self.heads.extend(heads);
        self.next_arrival = next_arrival;
        Ok(())
    }
}

fn check_next(entry: &SignedEntry, head: &Head) -> Result<(), StoreError> {
    let (log, header) = (entry.log(), entry.header());
    // A node that learnt of the fork early still fetches what comes before it.
    if let Some(at) = head.frozen.filter(|at| header.seq >= *at) {
        return Err(StoreError::LogFrozen { log, at });
    }
    if header.seq != head.height || header.prev != head.id {
        return Err(StoreError::NotNext { log, seq: header.seq, height: head.height });
    }
    Ok(())
}

fn put_entry(batch: &mut Batch, entry: &SignedEntry) {
    let (log, seq) = (entry.log(), entry.header().seq);
    let frame: &Bytes = entry.frame();
    layout::put(batch, layout::entry(&log, seq), frame);
    batch.put(layout::id(&entry.id()), Place { log, seq, retired: false }.to_bytes());
}
