//! Pulling what is missing: pages of interleaved logs, several in flight, each log from one peer at a time.

use bytes::Bytes;

use super::View;
use super::replica::{Replica, Source};
use super::session::Ask;
use crate::entry::SignedEntry;
use crate::ids::{LogId, NodeKey};
use crate::limits;
use crate::verdict::{Reason, Verdict};
use crate::verify::VerifiedEntry;
use crate::wire::{Request, Want};

/// How far a log is wanted from a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WantState {
    /// Number of entries wanted.
    target: u64,
    /// First one not asked for yet.
    next: u64,
    /// Our height when `next` was last set to it: without progress since then the peer has nothing.
    from_height: u64,
    /// A page came shorter than asked; what is in flight may not follow. Wait for it, then go on from our height.
    stalled: bool,
}

impl Replica {
    /// Wants a log up to `target` entries from a peer.
    pub(super) fn want(&mut self, peer: NodeKey, log: LogId, target: u64) {
        let height = self.frontier.get(&log).height;
        let Some(state) = self.peers.get_mut(&peer) else { return };
        let fresh = WantState { target, next: height, from_height: height, stalled: false };
        let want = state.wants.entry(log).or_insert(fresh);
        want.target = want.target.max(target);
    }

    /// Asks for pages while there is something to ask for and few are in flight.
    pub(super) fn pump(&mut self, peer: NodeKey) {
        loop {
            let millis = self.now.millis;
            let in_flight = |ask: &&Ask| matches!(ask, Ask::Pull(_));
            let busy = self.peers.get(&peer).is_none_or(|state| {
                state.rests(millis) || state.asks.values().filter(in_flight).count() >= limits::PULLS_IN_FLIGHT
            });
            if busy {
                return;
            }
            let wants = self.next_page(peer);
            if wants.is_empty() {
                return;
            }
            self.ask(peer, Ask::Pull(wants.clone()), Request::Pull { wants });
        }
    }

    /// The next page: a fair share of each wanted log that no other peer delivers.
    fn next_page(&mut self, peer: NodeKey) -> Vec<Want> {
        let Some(state) = self.peers.get_mut(&peer) else { return Vec::new() };
        // What came in the meantime, by gossip or from others, is not wanted any more.
        let frontier = &self.frontier;
        state.wants.retain(|log, want| {
            let here = frontier.get(log);
            here.height < want.target && here.open_for(here.height)
        });
        self.claims.retain(|log, claimed_by| *claimed_by != peer || state.wants.contains_key(log));
        let claims = &self.claims;
        let ready: Vec<LogId> = state
            .wants
            .iter()
            .filter(|(log, want)| {
                claims.get(log).is_none_or(|by| *by == peer) && !want.stalled && want.next < want.target
            })
            .map(|(log, _)| *log)
            .take(limits::WANTS_PER_PULL)
            .collect();
        let page = (limits::PAGE_BYTES as u64 / state.entry_bytes.max(1)).clamp(1, limits::PAGE_ENTRIES);
        let share = (page / (ready.len() as u64).max(1)).max(1);
        let mut wants = Vec::with_capacity(ready.len());
        for log in ready {
            let Some(want) = state.wants.get_mut(&log) else { continue };
            let from = want.next.max(frontier.get(&log).height);
            let count = share.min(want.target.saturating_sub(from));
            if count > 0 {
                want.next = from + count;
                self.claims.insert(log, peer);
                wants.push(Want { log, from, count });
            }
        }
        wants
    }

    /// A page came.
    pub(super) fn page_arrived(&mut self, peer: NodeKey, wants: &[Want], frames: Vec<Bytes>, view: &dyn View) {
        let (count, bytes) = (frames.len() as u64, frames.iter().map(Bytes::len).sum::<usize>() as u64);
        if let Some(state) = self.peers.get_mut(&peer).filter(|_| count > 0) {
            state.pulled = true;
            state.entry_bytes = (state.entry_bytes * 3 + bytes / count) / 4;
        }
        let mut accepted = Vec::new();
        let mut refused = None;
        for opened in self.opener.open(&self.network, frames) {
            match self.offer_pulled(peer, wants, opened, &mut accepted, view) {
                Verdict::Accept | Verdict::Ignore(_) => {}
                Verdict::Reject(reason) => {
                    refused = Some(reason);
                    break;
                }
            }
        }
        self.persist(accepted, false);
        match refused {
            Some(reason) => self.blame(peer, reason),
            None => wants.iter().for_each(|want| self.page_done(peer, want)),
        }
    }

    fn offer_pulled(
        &mut self,
        peer: NodeKey,
        wants: &[Want],
        opened: Result<SignedEntry, Reason>,
        accepted: &mut Vec<VerifiedEntry>,
        view: &dyn View,
    ) -> Verdict {
        let entry = match opened {
            Ok(entry) => entry,
            Err(reason) => return Verdict::refuse(reason),
        };
        let (log, seq) = (entry.log(), entry.header().seq);
        let asked = |want: &Want| want.log == log && seq >= want.from && seq - want.from < want.count;
        if !wants.iter().any(asked) {
            return Verdict::Reject(Reason::WrongResponse);
        }
        self.offer(entry, Source { peer, by_gossip: false }, accepted, view)
    }

    /// After a page: is this log complete, to be continued, or not to be had from this peer?
    fn page_done(&mut self, peer: NodeKey, want: &Want) {
        let height = self.frontier.get(&want.log).height;
        let Some(state) = self.peers.get_mut(&peer) else { return };
        let in_flight = state.asks.values().any(|ask| match ask {
            Ask::Pull(wants) => wants.iter().any(|other| other.log == want.log),
            _ => false,
        });
        let Some(wanted) = state.wants.get_mut(&want.log) else { return };
        wanted.stalled |= height < want.from + want.count;
        if in_flight || (!wanted.stalled && height < wanted.target) {
            return;
        }
        let progress = height > wanted.from_height;
        if progress && height < wanted.target {
            *wanted = WantState { next: height, from_height: height, stalled: false, ..*wanted };
            return;
        }
        let missing = height < wanted.target;
        state.wants.remove(&want.log);
        self.claims.remove(&want.log);
        if missing && self.own_log == Some(want.log) {
            self.guard.forget(&peer);
        }
    }
}
