//! A store in memory that knows what a crash would leave.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use crate::ids::{EntryId, LogId};
use crate::limits;
use crate::roster::SignedRoster;
use crate::sync::{Evidence, Frontier, LogState, Stored, View};
use crate::verify::VerifiedEntry;
use crate::wire::{Request, Response};

/// What is stored.
#[derive(Clone, Default)]
pub struct SimStore {
    logs: BTreeMap<LogId, Vec<(Stored, Bytes)>>,
    evidence: BTreeMap<LogId, Evidence>,
    rosters: Vec<SignedRoster>,
}

impl SimStore {
    /// With a network's first roster.
    pub fn new(first: SignedRoster) -> Self {
        Self { rosters: vec![first], ..Self::default() }
    }

    /// Appends entries; each must follow the one before.
    ///
    /// # Panics
    /// When one does not: the replica broke its promise.
    pub fn append(&mut self, entries: &[VerifiedEntry]) {
        for entry in entries {
            let (entry, header) = (entry.entry(), entry.entry().header());
            let log = self.logs.entry(entry.log()).or_default();
            assert_eq!(header.seq, log.len() as u64, "an entry was persisted out of order");
            assert_eq!(header.prev, log.last().map(|(stored, _)| stored.id), "an entry does not follow the one before");
            log.push((Stored { id: entry.id(), roster: header.roster }, entry.frame().clone()));
        }
    }

    /// Freezes a log.
    pub fn freeze(&mut self, evidence: Evidence) {
        self.truncate(&evidence.log, evidence.seq);
        self.evidence.insert(evidence.log, evidence);
    }

    /// Cuts a log.
    pub fn truncate(&mut self, log: &LogId, height: u64) {
        if let Some(entries) = self.logs.get_mut(log) {
            entries.truncate(usize::try_from(height).unwrap_or(usize::MAX));
        }
    }

    /// Keeps a roster.
    pub fn install_roster(&mut self, roster: SignedRoster) {
        self.rosters.push(roster);
    }

    /// All rosters, oldest first.
    pub fn rosters(&self) -> &[SignedRoster] {
        &self.rosters
    }

    /// The frontier as a restarted replica reads it.
    pub fn frontier(&self) -> Frontier {
        let logs = self.logs.keys().chain(self.evidence.keys()).collect::<BTreeSet<_>>();
        logs.into_iter().map(|log| (*log, self.state(log))).collect()
    }

    fn state(&self, log: &LogId) -> LogState {
        let entries = self.logs.get(log).map_or(&[][..], Vec::as_slice);
        LogState {
            height: entries.len() as u64,
            head: entries.last().map(|(stored, _)| stored.id),
            roster: entries.last().map_or(0, |(stored, _)| stored.roster),
            frozen: self.evidence.get(log).map(|evidence| evidence.seq),
        }
    }

    /// The ids of all accepted entries.
    pub fn ids(&self) -> BTreeSet<EntryId> {
        self.logs.values().flatten().map(|(stored, _)| stored.id).collect()
    }

    fn entry(&self, log: &LogId, seq: u64) -> Option<&(Stored, Bytes)> {
        self.logs.get(log)?.get(usize::try_from(seq).ok()?)
    }
}

impl View for SimStore {
    fn stored(&self, log: &LogId, seq: u64) -> Option<Stored> {
        self.entry(log, seq).map(|(stored, _)| *stored)
    }

    fn frame(&self, log: &LogId, seq: u64) -> Option<Bytes> {
        self.entry(log, seq).map(|(_, frame)| frame.clone())
    }

    fn serve(&self, request: &Request) -> Option<Response> {
        Some(match request {
            Request::Pull { wants } => {
                let mut frames = Vec::new();
                let mut bytes = 0;
                for want in wants {
                    for seq in want.from..want.from.saturating_add(want.count) {
                        let Some((_, frame)) = self.entry(&want.log, seq) else { break };
                        if bytes > limits::PAGE_BYTES {
                            break;
                        }
                        bytes += frame.len();
                        frames.push(frame.clone());
                    }
                }
                Response::Entries(frames)
            }
            Request::Ids { log, seqs } => {
                Response::Ids(seqs.iter().map(|seq| self.stored(log, *seq).map(|stored| stored.id)).collect())
            }
            Request::Evidence { log } => {
                Response::Evidence(self.evidence.get(log).map_or(Vec::new(), |evidence| evidence.frames.to_vec()))
            }
            Request::Rosters { from } => Response::Rosters(
                self.rosters.iter().filter(|r| r.roster().version >= *from).map(|r| r.bytes().clone()).collect(),
            ),
            Request::Frontier { .. } => return None,
        })
    }
}
