//! The guard against forking our own log: a node that may have lost its newest entries (a restored folder, a copied
//! one) must not sign their numbers again.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::NodeKey;

/// Why an entry must not be signed now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Hold {
    /// No peer has been heard yet, moments after the start.
    #[error(
        "the node has just started and is asking its peers how far they have this member's log; try again in some seconds"
    )]
    Starting,
    /// The folder may be an old copy, and no peer has said how far our log is.
    #[error(
        "this folder may be an old copy: its journal and its store do not agree. Publishing waits until two peers have \
         confirmed how far this member's log is; `emn run --trust-own-log` overrides that, if you know that no entry was lost"
    )]
    AskPeers,
    /// A peer has more of our log than we have.
    #[error(
        "a peer has {theirs} entries of this member's log, here are {ours}; publishing waits until they have arrived"
    )]
    Behind {
        /// Entries here.
        ours: u64,
        /// Entries there.
        theirs: u64,
    },
    /// Our own log is frozen.
    #[error(
        "two different entries {seq} were signed with this key, so the log is frozen. Ask the keyholders to revoke the \
         key and add a new one, then publish again what came after entry {seq}"
    )]
    Forked {
        /// The number signed twice.
        seq: u64,
    },
}

/// How long a fresh start waits for a peer before it may publish alone, in milliseconds. A connection and one round
/// trip take a fraction of it; a contact point whose peers are all down must be able to work.
const GRACE_MILLIS: u64 = 3_000;

/// Peers that must have told how far our log is before an old copy publishes.
const ASKED_WHEN_SUSPECT: usize = 2;

/// What peers say of our own log.
#[derive(Debug)]
pub(super) struct Guard {
    /// The folder's two copies of our log disagree.
    suspect: bool,
    /// Number of other nodes that could be asked.
    others: usize,
    started: Option<u64>,
    heard: BTreeSet<NodeKey>,
    claims: BTreeMap<NodeKey, u64>,
}

impl Guard {
    pub(super) fn new(suspect: bool) -> Self {
        Self { suspect, others: 0, started: None, heard: BTreeSet::new(), claims: BTreeMap::new() }
    }

    pub(super) fn tick(&mut self, millis: u64, others: usize) {
        self.started.get_or_insert(millis);
        self.others = others;
    }

    /// A peer told its frontier, and in it the height of our log.
    pub(super) fn heard(&mut self, peer: NodeKey, height: u64) {
        self.heard.insert(peer);
        self.claims.insert(peer, height);
    }

    /// A peer is gone, or could not deliver what it claimed.
    pub(super) fn forget(&mut self, peer: &NodeKey) {
        self.claims.remove(peer);
    }

    pub(super) fn hold(&self, ours: u64, frozen: Option<u64>, millis: u64) -> Option<Hold> {
        if let Some(seq) = frozen {
            return Some(Hold::Forked { seq });
        }
        if let Some(&theirs) = self.claims.values().filter(|claim| **claim > ours).max() {
            return Some(Hold::Behind { ours, theirs });
        }
        let fresh = self.started.is_none_or(|started| millis.saturating_sub(started) < GRACE_MILLIS);
        // One peer may itself be behind; an old copy asks a second one where there is one.
        let asked = if self.suspect { self.others.clamp(1, ASKED_WHEN_SUSPECT) } else { 1 };
        match (self.heard.len() >= asked, self.suspect) {
            (true, _) => None,
            (false, true) => Some(Hold::AskPeers),
            (false, false) if self.others > 0 && fresh => Some(Hold::Starting),
            (false, false) => None,
        }
    }
}
