//! Finding where two histories of a log part, by asking a peer for ids at 64 places at a time.

use bytes::Bytes;

use super::View;
use super::replica::Replica;
use super::session::Ask;
use crate::entry::SignedEntry;
use crate::ids::{EntryId, LogId, NodeKey};
use crate::limits;
use crate::verdict::Reason;
use crate::verify::verify_signer;
use crate::wire::{Request, Want};

/// A search between two places of a log: before `low` all is equal, at `high` it is not (`low <= high`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Search {
    pub(super) log: LogId,
    pub(super) low: u64,
    pub(super) high: u64,
    pub(super) seqs: Vec<u64>,
}

/// Up to 64 places from `low` to `high`, evenly spread, both ends included.
fn places(low: u64, high: u64) -> Vec<u64> {
    let span = u128::from(high - low);
    let steps = (limits::IDS_PER_REQUEST as u128 - 1).min(span).max(1);
    let mut seqs: Vec<u64> =
        (0..=steps).filter_map(|step| u64::try_from(span * step / steps).ok()).map(|offset| low + offset).collect();
    seqs.dedup();
    seqs
}

impl Replica {
    /// Begins a search with a peer whose history differs at `high` or before, unless one is under way.
    pub(super) fn start_search(&mut self, peer: NodeKey, log: LogId, high: u64) {
        let state = self.frontier.get(&log);
        let busy = self.peers.get(&peer).is_none_or(|peer| peer.searches());
        if busy || state.height == 0 || !state.open_for(high) {
            return;
        }
        self.search(peer, log, 0, high.min(state.height - 1));
    }

    fn search(&mut self, peer: NodeKey, log: LogId, low: u64, high: u64) {
        let seqs = places(low, high);
        let request = Request::Ids { log, seqs: seqs.clone() };
        self.ask(peer, Ask::Ids(Search { log, low, high, seqs }), request);
    }

    pub(super) fn ids_arrived(&mut self, peer: NodeKey, search: Search, theirs: Vec<Option<EntryId>>, view: &dyn View) {
        if theirs.len() != search.seqs.len() {
            self.blame(peer, Reason::WrongResponse);
            return;
        }
        let ours = self.ids(&search.log, &search.seqs, view);
        let differs = ours.iter().zip(&theirs).position(|(ours, theirs)| match (ours, theirs) {
            (Some(ours), Some(theirs)) => ours != theirs,
            _ => false,
        });
        // The peer may have no entry there any more, or have claimed what it cannot show.
        let Some(index) = differs else {
            self.rest(peer);
            return;
        };
        let high = search.seqs[index];
        let low = index.checked_sub(1).map_or(search.low, |before| search.seqs[before] + 1);
        if low >= high || index == 0 {
            self.ask_fork_entry(peer, search.log, high);
        } else {
            self.search(peer, search.log, low, high);
        }
    }

    fn ask_fork_entry(&mut self, peer: NodeKey, log: LogId, seq: u64) {
        let request = Request::Pull { wants: vec![Want { log, from: seq, count: 1 }] };
        self.ask(peer, Ask::ForkEntry { log, seq }, request);
    }

    /// The peer's entry at the place where the histories part.
    pub(super) fn fork_entry_arrived(
        &mut self,
        peer: NodeKey,
        log: LogId,
        seq: u64,
        frames: Vec<Bytes>,
        view: &dyn View,
    ) {
        let ours = self.stored_frame(&log, seq, view);
        let theirs = frames.into_iter().next();
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            self.prove(peer, log, Some(seq), vec![ours, theirs], view);
        } else {
            self.rest(peer);
        }
    }

    /// Two frames that should prove equivocation.
    pub(super) fn evidence_arrived(&mut self, peer: NodeKey, log: LogId, frames: Vec<Bytes>, view: &dyn View) {
        if !frames.is_empty() {
            self.prove(peer, log, None, frames, view);
        }
    }

    fn prove(&mut self, peer: NodeKey, log: LogId, at: Option<u64>, frames: Vec<Bytes>, view: &dyn View) {
        let opened: Vec<SignedEntry> = self.opener.open(&self.network, frames).into_iter().flatten().collect();
        let [a, b] = opened.as_slice() else {
            self.blame(peer, Reason::BadEvidence);
            return;
        };
        // Evidence under a roster that has not arrived proves nothing yet, and nobody is to blame.
        let newest = a.header().roster.max(b.header().roster);
        if newest > self.rosters.current().version {
            self.ask_rosters(peer, newest);
            self.rest(peer);
            return;
        }
        let seq = a.header().seq;
        let same_place = a.log() == log && b.log() == log && b.header().seq == seq && at.is_none_or(|at| at == seq);
        let by_member = verify_signer(a, &self.rosters).is_ok() && verify_signer(b, &self.rosters).is_ok();
        if same_place && by_member && a.id() != b.id() {
            let frames = [a.frame().clone(), b.frame().clone()];
            self.fork(log, seq, frames, &mut Vec::new(), view);
        } else if same_place && by_member {
            // The same entry on both sides: the peer's history has changed since it was asked.
            self.rest(peer);
        } else {
            self.blame(peer, Reason::BadEvidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_cover_both_ends_and_stay_bounded() {
        assert_eq!(places(5, 5), [5]);
        assert_eq!(places(5, 7), [5, 6, 7]);
        let many = places(0, u64::MAX);
        assert_eq!((many[0], many[many.len() - 1], many.len()), (0, u64::MAX, limits::IDS_PER_REQUEST));
    }
}
