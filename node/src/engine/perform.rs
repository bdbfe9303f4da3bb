//! Doing what the replica wants, in order.

use std::sync::PoisonError;

use bytes::Bytes;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId, NetworkId};
use emn_protocol::sync::{Event, Input, Opener, Outbound, Output, Stored, View};
use emn_protocol::verdict::{Reason, Verdict};
use emn_protocol::wire::{Request, Response};
use rayon::prelude::*;

use super::run::{Engine, SendOutcome};
use super::snapshot::{BrokenRule, NodeEvent};
use crate::store::{StoreError, StoreReader};
use crate::telemetry::chain;

/// Entries against the rules that are remembered: more than operators look at, and no member can fill the memory.
const BROKEN_RULES: usize = 100;

/// Opens the frames of a page on all processors. A page of one needs none of that.
pub(super) struct Parallel;

impl Opener for Parallel {
    fn open(&self, network: &NetworkId, frames: Vec<Bytes>) -> Vec<Result<SignedEntry, Reason>> {
        if frames.len() < 4 {
            return frames.into_iter().map(|frame| SignedEntry::open(network, frame)).collect();
        }
        frames.into_par_iter().map(|frame| SignedEntry::open(network, frame)).collect()
    }
}

/// The store as the replica sees it. What cannot be read now is not there; the log tells why.
pub(super) struct StoreView<'a>(pub(super) &'a StoreReader);

fn readable<T>(result: Result<T, StoreError>) -> Option<T> {
    result.inspect_err(|error| tracing::error!(error = %chain(error), "the store could not be read")).ok()
}

impl View for StoreView<'_> {
    fn stored(&self, log: &LogId, seq: u64) -> Option<Stored> {
        readable(self.0.stored(log, seq)).flatten()
    }

    fn frame(&self, log: &LogId, seq: u64) -> Option<Bytes> {
        readable(self.0.frame(log, seq)).flatten()
    }

    fn serve(&self, request: &Request) -> Option<Response> {
        readable(self.0.answer(request))
    }
}

impl Engine {
    /// Performs outputs in order. When the disk refuses, what presumes the write is not done; each message still gets
    /// its one verdict.
    pub(super) fn perform(&mut self, outputs: Vec<Output>) {
        let mut failed = false;
        for output in outputs {
            match output {
                Output::Send(outbound) if !failed => self.send(outbound),
                Output::Send(Outbound::Judge { token, .. }) => {
                    self.send(Outbound::Judge { token, verdict: Verdict::Ignore(Reason::BufferFull) });
                }
                Output::Send(Outbound::Respond { token, .. }) => {
                    self.send(Outbound::Respond { token, response: Response::Busy });
                }
                Output::Send(_) => {}
                Output::Event(event) if !failed => self.tell(event),
                Output::Event(_) => {}
                write if !failed => {
                    if let Err(error) = self.write(write) {
                        self.set_fault(&error);
                        failed = true;
                    }
                }
                _ => {}
            }
        }
    }

    fn write(&mut self, output: Output) -> Result<(), StoreError> {
        match output {
            Output::Persist(entries) => {
                self.store.append(&entries)?;
                self.dirty = true;
                let own = self.own_log();
                if entries.iter().any(|entry| Some(entry.entry().log()) == own)
                    && let Err(why) = self.complete_journal()
                {
                    // Publishing tries again, and refuses until it succeeds.
                    tracing::error!(why, "own entries that came from peers are not in the journal");
                }
            }
            Output::Freeze(evidence) => {
                tracing::error!(log = %evidence.log, seq = evidence.seq, "a key signed one number twice; its log is frozen");
                // Lists leave out too much rather than too little when the disk fails half way.
                self.retire(evidence.log, evidence.seq);
                self.store.freeze(&evidence)?;
                self.retire(evidence.log, evidence.seq);
                self.store.flush()?;
            }
            Output::Truncate { log, height } => {
                self.retire(log, height);
                self.store.truncate(&log, height)?;
                self.retire(log, height);
                self.store.flush()?;
            }
            Output::InstallRoster(roster) => {
                self.store.install_roster(&roster)?;
                self.store.flush()?;
                (self.keep_roster)(&roster);
            }
            Output::FreezeRoster(roster) => {
                tracing::error!(
                    version = roster.roster().version,
                    "two valid rosters share a version; the roster is frozen"
                );
                self.store.freeze_roster(&roster)?;
                self.store.flush()?;
            }
            Output::Send(_) | Output::Event(_) => {}
        }
        self.wake_indexer();
        Ok(())
    }

    /// Entries of a log from `from` on leave the accepted set: the catalogue must not show them. It is told before and
    /// after, since it may read the store in between.
    fn retire(&self, log: LogId, from: u64) {
        self.removals.lock().unwrap_or_else(PoisonError::into_inner).push((log, from));
    }

    /// Hands something to the network, and makes up for it when that has no room.
    pub(super) fn send(&mut self, outbound: Outbound) {
        if let Outbound::Judge { verdict, .. } = &outbound {
            let code = match verdict {
                Verdict::Accept => "accept",
                Verdict::Ignore(reason) | Verdict::Reject(reason) => reason.code(),
            };
            *self.counters.verdicts.entry(code).or_default() += 1;
        }
        let back = match (self.outgoing)(outbound) {
            SendOutcome::Sent | SendOutcome::Gone => return,
            SendOutcome::Full(back) => *back,
        };
        match back {
            Outbound::Request { peer, id, .. } => self.follow_up.push(Input::RequestFailed { peer, id }),
            Outbound::SetAllowedPeers(_) => self.allow_again = Some(back),
            // The asker's time-out, and catch-up, make up for the others.
            Outbound::Respond { .. }
            | Outbound::Judge { .. }
            | Outbound::GossipEntry(_)
            | Outbound::GossipNotice(_)
            | Outbound::Disconnect { .. } => tracing::debug!("the network's queue is full"),
        }
    }

    fn tell(&mut self, event: Event) {
        match &event {
            Event::Accepted { count, by_gossip: true, .. } => self.counters.by_gossip += *count as u64,
            Event::Accepted { count, .. } => self.counters.by_catch_up += *count as u64,
            Event::Refused { peer, reason } => {
                // The code alone: the text may quote what somebody wrote into a record.
                tracing::warn!(%peer, reason = reason.code(), "refused what a peer handed on");
                *self.counters.refusals.entry(reason.code()).or_default() += 1;
            }
            Event::RuleBroken { member, log, seq, id, reason } => {
                let rule = match reason {
                    Reason::Disclosure(rule) => rule,
                    _ => "form",
                };
                self.note_broken_rule(BrokenRule {
                    member: member.clone(),
                    log: *log,
                    seq: *seq,
                    id: *id,
                    rule,
                    time: self.now().wall,
                    times: 1,
                });
            }
            Event::InSync { peer, digest } => {
                self.in_sync.insert(*peer, Some(*digest));
            }
            Event::RosterInstalled { version } => tracing::info!(version, "roster installed"),
            Event::RosterRefused { why } => tracing::warn!(why, "roster refused"),
            // Logged where the store was told.
            _ => {}
        }
        // Nobody listening is fine.
        let _ = self.events.send(NodeEvent { time: self.now().wall, event });
    }

    /// One line for each entry, however often peers hand it on.
    fn note_broken_rule(&mut self, broken: BrokenRule) {
        if let Some(known) = self.broken_rules.iter_mut().find(|known| known.id == broken.id) {
            known.times += 1;
            known.time = broken.time;
            return;
        }
        tracing::warn!(member = %broken.member, entry = %broken.id.short(), seq = broken.seq, rule = broken.rule,
            "refused an entry that its member signed against the rules");
        if self.broken_rules.len() == BROKEN_RULES {
            self.broken_rules.remove(0);
        }
        self.broken_rules.push(broken);
    }

    /// After a fault: if the disk writes again, go on from what is stored.
    pub(super) fn recover(&mut self) {
        if self.store.flush().is_err() {
            return;
        }
        match super::start::replica(self) {
            Ok((replica, outputs)) => {
                tracing::info!("the store writes again");
                self.fault = None;
                self.replica = replica;
                self.perform(outputs);
                for peer in self.peers.clone() {
                    self.step(Input::PeerUp { peer });
                }
            }
            Err(error) => self.fault = Some(error),
        }
    }

    pub(super) fn store_entry(&self, id: &EntryId) -> Result<Option<SignedEntry>, String> {
        let reader = self.store.reader();
        let found = reader.locate(id).map_err(|error| chain(&error))?;
        let Some((log, seq)) = found else { return Ok(None) };
        let frame = reader.frame(&log, seq).map_err(|error| chain(&error))?;
        frame.map(|frame| SignedEntry::from_store(frame).map_err(|reason| reason.to_string())).transpose()
    }
}
