//! The replica: what it knows, and how an entry gets accepted.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use super::buffers::{GapBuffer, HeldBuffer};
use super::guard::Guard;
use super::session::{Claims, Peer};
use super::{
    AllowedPeer, Event, Evidence, Frontier, GossipToken, Hold, Input, LogState, Now, Opener, Outbound, Output,
    RequestId, Stored, View,
};
use crate::entry::{Body, Place, SignedEntry};
use crate::ids::{EntryId, LogId, NetworkId, NodeKey};
use crate::limits;
use crate::roster::History;
use crate::verdict::{Reason, Verdict};
use crate::verify::{Refused, VerifiedEntry, verify, verify_signer};
use crate::wire::{LogHead, Notice};

/// What a replica begins with.
pub struct Setup {
    /// The transport key of this node.
    pub me: NodeKey,
    /// The log that this node signs, if it signs any.
    pub own_log: Option<LogId>,
    /// The folder's two copies of the own log disagree: do not publish before a peer was asked.
    pub suspect: bool,
    /// The rosters as stored.
    pub rosters: History,
    /// The frontier as stored.
    pub frontier: Frontier,
    /// Opens frames, perhaps on several processors.
    pub opener: Box<dyn Opener>,
    /// Seed for jitter.
    pub seed: u64,
    /// Milliseconds between two comparisons with a peer when nothing else calls for one.
    pub compare_every: u64,
}

/// Where an entry came from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) peer: NodeKey,
    pub(super) by_gossip: bool,
}

/// The replication state machine of one node.
pub struct Replica {
    pub(super) me: NodeKey,
    pub(super) own_log: Option<LogId>,
    pub(super) network: NetworkId,
    pub(super) rosters: History,
    pub(super) frontier: Frontier,
    pub(super) peers: BTreeMap<NodeKey, Peer>,
    pub(super) claims: Claims,
    pub(super) guard: Guard,
    pub(super) opener: Box<dyn Opener>,
    pub(super) compare_every: u64,
    pub(super) now: Now,
    /// Nothing has happened yet: what is stored may hold entries that the newest roster revoked in the meantime.
    unchecked: bool,
    /// How often the frontier has changed, and when it last did.
    pub(super) changed: (u64, u64),
    gaps: GapBuffer,
    held: HeldBuffer,
    /// Entries accepted in this step, which the view does not show yet.
    fresh: BTreeMap<(LogId, u64), (Stored, Bytes)>,
    /// Logs whose head is to be announced on the next tick.
    announce: BTreeSet<LogId>,
    tokens: u32,
    tokens_at: u64,
    random: u64,
    next_request: u64,
    pub(super) out: Vec<Output>,
}

impl Replica {
    /// A replica with the stored state. Returns what is to be done first.
    pub fn new(setup: Setup, now: Now) -> (Self, Vec<Output>) {
        let mut replica = Self {
            me: setup.me,
            own_log: setup.own_log,
            network: setup.rosters.network(),
            rosters: setup.rosters,
            frontier: setup.frontier,
            peers: BTreeMap::new(),
            claims: Claims::default(),
            guard: Guard::new(setup.suspect),
            opener: setup.opener,
            compare_every: setup.compare_every.max(1),
            now,
            unchecked: true,
            changed: (0, now.millis),
            gaps: GapBuffer::default(),
            held: HeldBuffer::default(),
            fresh: BTreeMap::new(),
            announce: BTreeSet::new(),
            tokens: limits::GOSSIP_BURST,
            tokens_at: now.millis,
            random: setup.seed,
            next_request: 0,
            out: Vec::new(),
        };
        replica.apply_roster();
        // Before the first tick already: an old copy could sign a number again in the time until then.
        replica.look_around();
        let outputs = std::mem::take(&mut replica.out);
        (replica, outputs)
    }

    /// One step: what happened, when, and what is stored. Never waits.
    pub fn handle(&mut self, input: Input, now: Now, view: &dyn View) -> Vec<Output> {
        self.now = now;
        if std::mem::take(&mut self.unchecked) {
            self.apply_revocations(view);
        }
        match input {
            Input::PeerUp { peer } => self.peer_up(peer),
            Input::PeerDown { peer } => self.peer_down(&peer),
            Input::GossipEntry { peer, token, frame } => self.gossip_entry(peer, token, frame, view),
            Input::GossipNotice { peer, token, notice } => {
                let verdict = self.notice(peer, notice);
                self.send(Outbound::Judge { token, verdict });
            }
            Input::Request { peer, token, request } => self.request(peer, token, request, view),
            Input::Response { peer, id, response } => self.response(peer, id, response, view),
            Input::RequestFailed { peer, id } => self.request_failed(&peer, id),
            Input::LocalAppended(entry) => self.local_appended(&entry),
            Input::RosterOffered(roster) => self.offer_roster(roster, view),
            Input::Tick => self.tick(),
        }
        self.fresh.clear();
        std::mem::take(&mut self.out)
    }

    /// How far every log is here.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The rosters known here.
    pub fn rosters(&self) -> &History {
        &self.rosters
    }

    /// Where the next entry of our own log goes, or why nothing may be signed now.
    ///
    /// # Errors
    /// The [`Hold`].
    pub fn next_place(&self, now: Now) -> Result<Place, Hold> {
        let state = self.own_log.map(|log| self.frontier.get(&log)).unwrap_or_default();
        match self.guard.hold(state.height, state.frozen, now.millis) {
            Some(hold) => Err(hold),
            None => Ok(Place {
                seq: state.height,
                prev: state.head,
                time: now.wall,
                roster: self.rosters.current().version.max(state.roster),
            }),
        }
    }

    /// What the bounded buffers hold: entries and bytes waiting for a gap, entries and bytes waiting for a roster.
    pub fn buffered(&self) -> [usize; 4] {
        [self.gaps.len(), self.gaps.bytes(), self.held.len(), self.held.bytes()]
    }

    pub(super) fn set_state(&mut self, log: LogId, state: LogState) {
        self.frontier.set(log, state);
        self.changed = (self.changed.0 + 1, self.now.millis);
    }

    pub(super) fn send(&mut self, outbound: Outbound) {
        self.out.push(Output::Send(outbound));
    }

    pub(super) fn event(&mut self, event: Event) {
        self.out.push(Output::Event(event));
    }

    pub(super) fn next_id(&mut self) -> RequestId {
        self.next_request += 1;
        RequestId(self.next_request)
    }

    /// SplitMix64: jitter needs no better randomness, and the seed makes a run repeatable.
    pub(super) fn random_below(&mut self, bound: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % bound.max(1)
    }

    /// What is stored at this place, entries of this step included.
    pub(super) fn stored(&self, log: &LogId, seq: u64, view: &dyn View) -> Option<Stored> {
        self.fresh.get(&(*log, seq)).map(|(stored, _)| *stored).or_else(|| view.stored(log, seq))
    }

    pub(super) fn stored_frame(&self, log: &LogId, seq: u64, view: &dyn View) -> Option<Bytes> {
        self.fresh.get(&(*log, seq)).map(|(_, frame)| frame.clone()).or_else(|| view.frame(log, seq))
    }

    fn gossip_entry(&mut self, peer: NodeKey, token: GossipToken, frame: Bytes, view: &dyn View) {
        let opened = self.opener.open(&self.network, vec![frame]).pop();
        let verdict = match opened {
            Some(Ok(entry)) => {
                let mut accepted = Vec::new();
                let source = Source { peer, by_gossip: true };
                let verdict = self.offer(entry, source, &mut accepted, view);
                self.persist(accepted, true);
                verdict
            }
            Some(Err(reason)) => Verdict::refuse(reason),
            None => Verdict::Ignore(Reason::BufferFull),
        };
        self.report(peer, &verdict);
        self.send(Outbound::Judge { token, verdict });
    }

    /// Tells of refusals that somebody is to blame for.
    pub(super) fn report(&mut self, peer: NodeKey, verdict: &Verdict) {
        if let Verdict::Reject(reason) = verdict {
            self.event(Event::Refused { peer, reason: reason.clone() });
        }
    }

    pub(super) fn persist(&mut self, accepted: Vec<VerifiedEntry>, by_gossip: bool) {
        let Some(last) = accepted.last().map(|entry| entry.entry().id()) else { return };
        let count = accepted.len();
        self.out.push(Output::Persist(accepted));
        self.event(Event::Accepted { count, last, by_gossip });
    }

    /// Considers an opened entry; pushes it, and those that waited for it, to `accepted`.
    pub(super) fn offer(
        &mut self,
        entry: SignedEntry,
        source: Source,
        accepted: &mut Vec<VerifiedEntry>,
        view: &dyn View,
    ) -> Verdict {
        let (log, seq, id) = (entry.log(), entry.header().seq, entry.id());
        let state = self.frontier.get(&log);
        if seq < state.height {
            return self.offer_again(entry, view, accepted);
        }
        if !state.open_for(seq) {
            return Verdict::Ignore(Reason::Frozen);
        }
        let entry = match verify(entry, &self.rosters, self.now.wall) {
            Ok(entry) => entry,
            Err(refused) => return self.not_verified(refused, source),
        };
        if seq > state.height {
            return self.offer_ahead(entry, source, accepted, view);
        }
        if entry.entry().header().prev != state.head {
            self.start_search(source.peer, log, state.height.saturating_sub(1));
            return Verdict::refuse(Reason::BrokenChain);
        }
        if entry.entry().header().roster < state.roster {
            return Verdict::refuse(Reason::RosterWentBack);
        }
        if let Some(other) = self.gaps.get(&log, seq).filter(|other| other.entry().id() != id) {
            let other = other.entry().frame().clone();
            return self.fork(log, seq, [entry.entry().frame().clone(), other], accepted, view);
        }
        self.accept(entry, accepted);
        self.close_gap(log, accepted);
        Verdict::Accept
    }

    /// Keeps an entry whose roster has not arrived, and asks for that.
    fn not_verified(&mut self, refused: Refused, source: Source) -> Verdict {
        if refused.reason == Reason::RosterUnknown {
            let embedded = match refused.entry.body() {
                Body::Erased(withdrawal) => withdrawal.header().roster,
                Body::Record(_) | Body::Unknown => 0,
            };
            let version = refused.entry.header().roster.max(embedded);
            self.held.push(*refused.entry);
            self.ask_rosters(source.peer, version);
        } else if matches!(refused.reason, Reason::Record(_) | Reason::Disclosure(_)) {
            self.name_author(&refused);
        }
        Verdict::refuse(refused.reason)
    }

    /// The record is read only after the signature and the roster were: its member signed this.
    fn name_author(&mut self, refused: &Refused) {
        // What an entry that was left out should have said, its withdrawal says.
        let author = match refused.entry.body() {
            Body::Erased(withdrawal) => withdrawal.as_ref(),
            Body::Record(_) | Body::Unknown => refused.entry.as_ref(),
        };
        let header = author.header();
        self.event(Event::RuleBroken {
            member: header.member.clone(),
            log: author.log(),
            seq: header.seq,
            id: author.id(),
            reason: refused.reason.clone(),
        });
    }

    /// An entry at a place that is filled: known, or one side of a fork.
    fn offer_again(&mut self, entry: SignedEntry, view: &dyn View, accepted: &mut Vec<VerifiedEntry>) -> Verdict {
        let (log, seq) = (entry.log(), entry.header().seq);
        match self.stored(&log, seq, view) {
            Some(stored) if stored.id == entry.id() => Verdict::Ignore(Reason::Known),
            Some(_) => match (verify_signer(&entry, &self.rosters), self.stored_frame(&log, seq, view)) {
                (Ok(()), Some(frame)) => self.fork(log, seq, [entry.frame().clone(), frame], accepted, view),
                (Err(reason), _) => Verdict::refuse(reason),
                (Ok(()), None) => Verdict::Ignore(Reason::Stale),
            },
            None => Verdict::Ignore(Reason::Stale),
        }
    }

    fn offer_ahead(
        &mut self,
        entry: VerifiedEntry,
        source: Source,
        accepted: &mut Vec<VerifiedEntry>,
        view: &dyn View,
    ) -> Verdict {
        let (log, seq) = (entry.entry().log(), entry.entry().header().seq);
        if let Some(other) = self.gaps.get(&log, seq) {
            if other.entry().id() == entry.entry().id() {
                return Verdict::Ignore(Reason::Gap);
            }
            let frames = [entry.entry().frame().clone(), other.entry().frame().clone()];
            return self.fork(log, seq, frames, accepted, view);
        }
        if source.by_gossip {
            self.want_comparison(source.peer);
        }
        if self.gaps.insert(entry) { Verdict::Accept } else { Verdict::Ignore(Reason::BufferFull) }
    }

    fn accept(&mut self, entry: VerifiedEntry, accepted: &mut Vec<VerifiedEntry>) {
        let signed = entry.entry();
        let (log, header) = (signed.log(), signed.header());
        let stored = Stored { id: signed.id(), roster: header.roster };
        self.fresh.insert((log, header.seq), (stored, signed.frame().clone()));
        let frozen = self.frontier.get(&log).frozen;
        let state = LogState { height: header.seq + 1, head: Some(signed.id()), roster: header.roster, frozen };
        self.set_state(log, state);
        accepted.push(entry);
    }

    /// Takes the entries that waited for the one just accepted.
    fn close_gap(&mut self, log: LogId, accepted: &mut Vec<VerifiedEntry>) {
        loop {
            let state = self.frontier.get(&log);
            let Some(entry) = self.gaps.take(&log, state.height) else { return };
            let header = entry.entry().header();
            let follows = header.prev == state.head && header.roster >= state.roster && state.open_for(header.seq);
            // One that does not follow is dropped: comparing with peers finds out which side of a fork it is.
            if !follows {
                return;
            }
            self.accept(entry, accepted);
        }
    }

    /// Keeps proof of equivocation and freezes the log, unless it is frozen at an earlier place.
    pub(super) fn fork(
        &mut self,
        log: LogId,
        seq: u64,
        mut frames: [Bytes; 2],
        accepted: &mut Vec<VerifiedEntry>,
        view: &dyn View,
    ) -> Verdict {
        let state = self.frontier.get(&log);
        if !state.open_for(seq) {
            return Verdict::Ignore(Reason::Frozen);
        }
        frames.sort();
        // What this step accepted goes to the store before the store is told to move it away.
        let by_gossip = true;
        self.persist(std::mem::take(accepted), by_gossip);
        self.out.push(Output::Freeze(Evidence { log, seq, frames }));
        let frozen = LogState { frozen: Some(seq), ..state };
        self.set_state(log, frozen);
        self.cut(log, seq, view);
        let member = self.rosters.current().signing_key(&log).map(|(member, _)| member.id.clone());
        self.event(Event::Forked { log, member, seq });
        self.send(Outbound::GossipNotice(Notice::Fork { log, seq }));
        Verdict::Ignore(Reason::Fork)
    }

    /// Brings the state of a log down to `height` entries, if it is higher.
    pub(super) fn cut(&mut self, log: LogId, height: u64, view: &dyn View) {
        let state = self.frontier.get(&log);
        self.gaps.keep_between(&log, state.height.min(height), height);
        if state.height <= height {
            return;
        }
        let last = height.checked_sub(1).and_then(|seq| self.stored(&log, seq, view));
        let (head, roster) = last.map_or((None, 0), |last| (Some(last.id), last.roster));
        self.set_state(log, LogState { height, head, roster, frozen: state.frozen });
    }

    fn local_appended(&mut self, entry: &VerifiedEntry) {
        let signed = entry.entry();
        let (log, header) = (signed.log(), signed.header());
        let frozen = self.frontier.get(&log).frozen;
        let state = LogState { height: header.seq + 1, head: Some(signed.id()), roster: header.roster, frozen };
        self.set_state(log, state);
        // The head follows in any case: who missed the entry learns that it exists.
        self.announce.insert(log);
        if signed.frame().len() <= limits::GOSSIP_ENTRY_BYTES && self.take_token() {
            self.send(Outbound::GossipEntry(signed.frame().clone()));
        }
    }

    fn take_token(&mut self) -> bool {
        let passed = self.now.millis.saturating_sub(self.tokens_at);
        let earned = passed.saturating_mul(u64::from(limits::GOSSIP_BURST)) / 1000;
        if earned > 0 {
            self.tokens_at = self.now.millis;
            let earned = u32::try_from(earned).unwrap_or(u32::MAX);
            self.tokens = self.tokens.saturating_add(earned).min(limits::GOSSIP_BURST);
        }
        let granted = self.tokens > 0;
        self.tokens = self.tokens.saturating_sub(1);
        granted
    }

    pub(super) fn announce_heads(&mut self) {
        for log in std::mem::take(&mut self.announce) {
            let LogState { height, head, frozen, .. } = self.frontier.get(&log);
            self.send(Outbound::GossipNotice(Notice::Head(LogHead { log, height, head, frozen })));
        }
    }

    /// Offers entries again that waited for a roster.
    pub(super) fn retry_held(&mut self, view: &dyn View) {
        let newest = self.rosters.current().version;
        let mut accepted = Vec::new();
        for entry in self.held.take_all() {
            if entry.header().roster > newest {
                self.held.push(entry);
            } else {
                let source = Source { peer: self.me, by_gossip: true };
                self.offer(entry, source, &mut accepted, view);
            }
        }
        self.persist(accepted, true);
    }

    pub(super) fn forget_gaps(&mut self) {
        self.gaps.clear();
    }

    pub(super) fn allowed_peers(&self) -> Vec<AllowedPeer> {
        let others = self.rosters.current().nodes().filter(|(_, node)| node.key != self.me);
        others
            .map(|(member, node)| AllowedPeer {
                key: node.key,
                member: member.id.clone(),
                addresses: node.addresses.clone(),
            })
            .collect()
    }

    /// Ids of a log's entries, as far as they are here.
    pub(super) fn ids(&self, log: &LogId, seqs: &[u64], view: &dyn View) -> Vec<Option<EntryId>> {
        seqs.iter().map(|seq| self.stored(log, *seq, view).map(|stored| stored.id)).collect()
    }
}
