//! What goes on with each peer: comparing frontiers, questions and answers, rest after failure.

use std::collections::BTreeMap;

use super::pull::WantState;
use super::replica::Replica;
use super::search::Search;
use super::{Event, LogState, Outbound, ReplyToken, RequestId, View};
use crate::ids::{LogId, NodeKey};
use crate::limits;
use crate::verdict::{Consequence, Reason, Verdict};
use crate::wire::{LogHead, Notice, Request, Response, RosterHint, Want};

/// Milliseconds that a peer is left alone after it failed to answer or had nothing to give.
const REST_MILLIS: u64 = 1_000;
/// Milliseconds that a peer is left alone after it broke the rules.
const PENANCE_MILLIS: u64 = 60_000;
/// Least milliseconds between two comparisons with one peer.
const COMPARE_GAP_MILLIS: u64 = 100;
/// Milliseconds of quiet after which peers are compared with again, so that «in sync» is told while it is true. The same
/// again at most is added by chance, so that not all ask at once.
const QUIET_MILLIS: u64 = 2_000;
/// Questions to one peer at a time, pulls included.
const ASKS: usize = 24;

/// Which peer each log is being pulled from, so that no entry travels twice.
pub(super) type Claims = BTreeMap<LogId, NodeKey>;

/// A question under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    Frontier,
    Pull(Vec<Want>),
    Ids(Search),
    ForkEntry { log: LogId, seq: u64 },
    Evidence(LogId),
    Rosters,
}

/// A connected peer.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) asks: BTreeMap<RequestId, Ask>,
    pub(super) wants: BTreeMap<LogId, WantState>,
    /// Mean size of an entry that this peer sent; bounds the next page.
    pub(super) entry_bytes: u64,
    /// Something was pulled since the last comparison.
    pub(super) pulled: bool,
    compare_wanted: bool,
    last_compare: u64,
    next_compare: u64,
    /// Number of the frontier's change that the last comparison saw, and how long to wait after the next one.
    compared: u64,
    quiet: u64,
    rest_until: u64,
}

impl Peer {
    fn new() -> Self {
        Self {
            asks: BTreeMap::new(),
            wants: BTreeMap::new(),
            entry_bytes: 2_048,
            pulled: false,
            compare_wanted: true,
            last_compare: 0,
            next_compare: 0,
            compared: 0,
            quiet: QUIET_MILLIS,
            rest_until: 0,
        }
    }

    fn compares(&self) -> bool {
        self.asks.values().any(|ask| *ask == Ask::Frontier)
    }

    pub(super) fn asks_rosters(&self) -> bool {
        self.asks.values().any(|ask| *ask == Ask::Rosters)
    }

    pub(super) fn searches(&self) -> bool {
        self.asks.values().any(|ask| matches!(ask, Ask::Ids(_) | Ask::ForkEntry { .. }))
    }

    pub(super) fn rests(&self, millis: u64) -> bool {
        millis < self.rest_until
    }

    fn idle(&self) -> bool {
        self.asks.is_empty() && self.wants.is_empty()
    }
}

impl Replica {
    pub(super) fn peer_up(&mut self, peer: NodeKey) {
        if self.rosters.current().node(&peer).is_none() || peer == self.me {
            self.send(Outbound::Disconnect { peer, reason: Reason::UnknownKey });
            return;
        }
        self.peers.entry(peer).or_insert_with(Peer::new);
        self.compare(peer);
    }

    pub(super) fn peer_down(&mut self, peer: &NodeKey) {
        self.peers.remove(peer);
        self.claims.retain(|_, claimed_by| claimed_by != peer);
        self.guard.forget(peer);
    }

    /// Tells the guard what time it is, and whether there is anybody to ask.
    pub(super) fn look_around(&mut self) {
        let others = self.rosters.current().nodes().filter(|(_, node)| node.key != self.me).count();
        self.guard.tick(self.now.millis, others);
    }

    pub(super) fn tick(&mut self) {
        self.look_around();
        self.announce_heads();
        let keys: Vec<NodeKey> = self.peers.keys().copied().collect();
        for key in keys {
            self.pump(key);
            let now = self.now.millis;
            let (change, changed_at) = self.changed;
            let due = self.peers.get(&key).is_some_and(|peer| {
                let quiet = peer.compared != change && now >= changed_at + peer.quiet;
                peer.idle() && !peer.rests(now) && (peer.compare_wanted || quiet || now >= peer.next_compare)
            });
            if due {
                self.compare(key);
            }
        }
    }

    /// Asks a question, unless the peer is gone or has too many already.
    pub(super) fn ask(&mut self, peer: NodeKey, ask: Ask, request: Request) {
        let id = self.next_id();
        let Some(state) = self.peers.get_mut(&peer).filter(|state| state.asks.len() < ASKS) else { return };
        state.asks.insert(id, ask);
        self.send(Outbound::Request { peer, id, request });
    }

    /// Asks a peer how far it is.
    fn compare(&mut self, peer: NodeKey) {
        let jitter = self.random_below(self.compare_every / 2 + 1);
        let quiet = QUIET_MILLIS + self.random_below(QUIET_MILLIS);
        let (millis, every, change) = (self.now.millis, self.compare_every, self.changed.0);
        let Some(state) = self.peers.get_mut(&peer).filter(|state| !state.compares()) else { return };
        state.compare_wanted = false;
        state.pulled = false;
        state.last_compare = millis;
        (state.compared, state.quiet) = (change, quiet);
        state.next_compare = millis + every + jitter;
        let request = Request::Frontier { digest: self.frontier.digest(), roster: self.rosters.hint() };
        self.ask(peer, Ask::Frontier, request);
    }

    /// Something says that this peer has news: compare as soon as that is decent.
    pub(super) fn want_comparison(&mut self, peer: NodeKey) {
        let millis = self.now.millis;
        let Some(state) = self.peers.get_mut(&peer) else { return };
        state.compare_wanted = true;
        if state.idle() && !state.rests(millis) && millis >= state.last_compare + COMPARE_GAP_MILLIS {
            self.compare(peer);
        }
    }

    /// Leaves a peer alone for a moment: it has nothing for us now.
    pub(super) fn rest(&mut self, peer: NodeKey) {
        self.rest_for(peer, REST_MILLIS);
    }

    fn rest_for(&mut self, peer: NodeKey, millis: u64) {
        let until = self.now.millis + millis + self.random_below(millis / 2 + 1);
        self.claims.retain(|_, claimed_by| *claimed_by != peer);
        self.guard.forget(&peer);
        if let Some(state) = self.peers.get_mut(&peer) {
            state.wants.clear();
            state.compare_wanted = true;
            state.rest_until = state.rest_until.max(until);
        }
    }

    /// A peer broke the rules.
    pub(super) fn blame(&mut self, peer: NodeKey, reason: Reason) {
        self.rest_for(peer, PENANCE_MILLIS);
        self.event(Event::Refused { peer, reason: reason.clone() });
        if reason.consequence() == Consequence::Disconnect {
            self.send(Outbound::Disconnect { peer, reason });
        }
    }

    pub(super) fn request(&mut self, peer: NodeKey, token: ReplyToken, request: Request, view: &dyn View) {
        if !self.peers.contains_key(&peer) {
            self.send(Outbound::Respond { token, response: Response::Busy });
            return;
        }
        let fits = match &request {
            Request::Frontier { .. } | Request::Evidence { .. } | Request::Rosters { .. } => true,
            Request::Pull { wants } => (1..=limits::WANTS_PER_PULL).contains(&wants.len()),
            Request::Ids { seqs, .. } => (1..=limits::IDS_PER_REQUEST).contains(&seqs.len()),
        };
        if !fits {
            self.send(Outbound::Respond { token, response: Response::Busy });
            self.blame(peer, Reason::BadRequest);
            return;
        }
        let response = match request {
            Request::Frontier { digest, roster } => self.tell_frontier(peer, digest == self.frontier.digest(), roster),
            other => view.serve(&other).unwrap_or(Response::Busy),
        };
        self.send(Outbound::Respond { token, response });
    }

    fn tell_frontier(&mut self, peer: NodeKey, same: bool, theirs: RosterHint) -> Response {
        self.compare_rosters(peer, theirs);
        if same {
            return Response::Frontier { roster: self.rosters.hint(), logs: None };
        }
        self.want_comparison(peer);
        Response::Frontier { roster: self.rosters.hint(), logs: Some(self.frontier.heads()) }
    }

    pub(super) fn response(&mut self, peer: NodeKey, id: RequestId, response: Response, view: &dyn View) {
        let Some(ask) = self.peers.get_mut(&peer).and_then(|state| state.asks.remove(&id)) else { return };
        match (ask, response) {
            (_, Response::Busy) => self.rest(peer),
            (Ask::Frontier, Response::Frontier { roster, logs }) => self.frontier_arrived(peer, roster, logs, view),
            (Ask::Pull(wants), Response::Entries(frames)) => self.page_arrived(peer, &wants, frames, view),
            (Ask::Ids(search), Response::Ids(theirs)) => self.ids_arrived(peer, search, theirs, view),
            (Ask::ForkEntry { log, seq }, Response::Entries(frames)) => {
                self.fork_entry_arrived(peer, log, seq, frames, view);
            }
            (Ask::Evidence(log), Response::Evidence(frames)) => self.evidence_arrived(peer, log, frames, view),
            (Ask::Rosters, Response::Rosters(rosters)) => self.rosters_arrived(peer, rosters, view),
            _ => self.blame(peer, Reason::WrongResponse),
        }
        self.pump(peer);
        self.settle(peer);
    }

    pub(super) fn request_failed(&mut self, peer: &NodeKey, id: RequestId) {
        let known = self.peers.get_mut(peer).is_some_and(|state| state.asks.remove(&id).is_some());
        if known {
            self.rest(*peer);
        }
    }

    /// After the last page of a session, one more comparison says whether both are equal now.
    fn settle(&mut self, peer: NodeKey) {
        let millis = self.now.millis;
        let done = self.peers.get(&peer).is_some_and(|state| state.idle() && state.pulled && !state.rests(millis));
        if done {
            self.compare(peer);
        }
    }

    fn frontier_arrived(&mut self, peer: NodeKey, roster: RosterHint, logs: Option<Vec<LogHead>>, view: &dyn View) {
        self.compare_rosters(peer, roster);
        let ours = self.own_log.map_or(0, |log| self.frontier.get(&log).height);
        let Some(logs) = logs else {
            self.guard.heard(peer, ours);
            let digest = self.frontier.digest();
            self.event(Event::InSync { peer, digest });
            return;
        };
        if logs.len() > limits::LOGS || !logs.is_sorted_by(|a, b| a.log < b.log) {
            self.blame(peer, Reason::WrongResponse);
            return;
        }
        let theirs =
            self.own_log.and_then(|own| logs.iter().find(|head| head.log == own)).map_or(0, |head| head.height);
        self.guard.heard(peer, theirs);
        for head in logs {
            self.compare_log(peer, head, view);
        }
    }

    /// Compares one log with a peer's and wants what is missing. Logs of unknown keys wait for a newer roster.
    fn compare_log(&mut self, peer: NodeKey, theirs: LogHead, view: &dyn View) {
        let log = theirs.log;
        let Some((_, key)) = self.rosters.current().signing_key(&log) else { return };
        let allowed = key.revoked.as_ref().map_or(u64::MAX, |revocation| revocation.height());
        let ours = self.frontier.get(&log);
        if theirs.frozen.is_some_and(|frozen| ours.open_for(frozen)) {
            self.ask(peer, Ask::Evidence(log), Request::Evidence { log });
        }
        let target = theirs.height.min(allowed).min(ours.frozen.unwrap_or(u64::MAX));
        if target > ours.height {
            self.want(peer, log, target);
        }
        if let Some(place) = self.parted(&ours, &theirs, view) {
            self.start_search(peer, log, place);
        }
    }

    /// The last common place of a log at which the peer's id is another than ours.
    fn parted(&self, ours: &LogState, theirs: &LogHead, view: &dyn View) -> Option<u64> {
        let place = theirs.height.checked_sub(1).filter(|_| theirs.height <= ours.height)?;
        let id = self.stored(&theirs.log, place, view)?.id;
        (theirs.head != Some(id)).then_some(place)
    }

    /// A gossiped notice: a claim that says where to look.
    pub(super) fn notice(&mut self, peer: NodeKey, notice: Notice) -> Verdict {
        let news = match &notice {
            Notice::Head(head) => {
                let ours = self.frontier.get(&head.log);
                head.height > ours.height && ours.open_for(ours.height) && self.lists(&head.log)
            }
            Notice::Fork { log, seq } => self.frontier.get(log).open_for(*seq) && self.lists(log),
            Notice::Roster(hint) => hint.version > self.rosters.current().version,
        };
        if !news {
            return Verdict::Ignore(Reason::NothingNew);
        }
        match notice {
            Notice::Head(head) => {
                let source = self.nearest(peer, &head.log);
                self.want_comparison(source);
            }
            Notice::Fork { log, .. } => self.ask(peer, Ask::Evidence(log), Request::Evidence { log }),
            Notice::Roster(hint) => self.ask_rosters(peer, hint.version),
        }
        Verdict::Accept
    }

    fn lists(&self, log: &LogId) -> bool {
        self.rosters.current().signing_key(log).is_some()
    }

    /// The member's own node where it is connected: it has the log for certain. Else the peer that told.
    fn nearest(&self, told_by: NodeKey, log: &LogId) -> NodeKey {
        let roster = self.rosters.current();
        let nodes = roster.signing_key(log).into_iter().flat_map(|(member, _)| &member.nodes);
        nodes.map(|node| node.key).find(|key| self.peers.contains_key(key)).unwrap_or(told_by)
    }
}
