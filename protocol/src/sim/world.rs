//! The simulated world: nodes, links, messages under way, and what must hold.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::store::SimStore;
use super::{Failure, Random, Scenario, Summary};
use crate::crypto::SigningKey;
use crate::entry::SignedEntry;
use crate::ids::{Digest, EntryId, LogId, NetworkId, NodeKey};
use crate::limits;
use crate::roster::History;
use crate::sync::{Event, GossipToken, Input, Now, Opener, Outbound, Output, Replica, ReplyToken, RequestId, Setup};
use crate::testing::{TestNetwork, at, node_key};
use crate::verdict::{Reason, Verdict};
use crate::wire::{Notice, Request, Response};

pub(super) const TICK_MILLIS: u64 = 250;
const FLUSH_MILLIS: u64 = 700;
const REQUEST_TIMEOUT_MILLIS: u64 = 3_000;
const QUIET_MILLIS: u64 = 600_000;
const LOGGED_EVENTS: usize = 60;

/// Something gossiped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gossip {
    Entry(Bytes),
    Notice(Notice),
}

/// What is under way.
#[derive(Debug, Clone)]
pub(super) enum Happening {
    Gossip { from: usize, to: usize, what: Gossip },
    Request { from: usize, to: usize, id: RequestId, bytes: Bytes },
    Response { from: usize, to: usize, id: RequestId, bytes: Bytes },
    Failed { from: usize, to: usize, id: RequestId },
    Tick { node: usize },
    Flush { node: usize },
    Action,
}

pub(super) struct Node {
    pub(super) key: NodeKey,
    pub(super) member: usize,
    pub(super) signing: SigningKey,
    /// Counts the keys that this member has had.
    pub(super) generation: u64,
    pub(super) liar: bool,
    pub(super) replica: Option<Replica>,
    pub(super) store: SimStore,
    /// Heights that would survive a crash.
    pub(super) durable: BTreeMap<LogId, u64>,
    pub(super) allowed: BTreeSet<NodeKey>,
    pub(super) linked: BTreeSet<usize>,
    seen: BTreeSet<Digest>,
    gossip: BTreeMap<GossipToken, (usize, Gossip)>,
    replies: BTreeMap<ReplyToken, (usize, RequestId)>,
    /// A liar's own chain: the ids it signed.
    pub(super) chain: Vec<EntryId>,
}

pub(super) struct World {
    pub(super) scenario: Scenario,
    pub(super) random: Random,
    pub(super) millis: u64,
    order: u64,
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    happenings: HashMap<u64, Happening>,
    pub(super) network: TestNetwork,
    /// The keyholders' rosters.
    pub(super) rosters: History,
    pub(super) nodes: Vec<Node>,
    /// Side of the partition that each node is on.
    pub(super) sides: Vec<u64>,
    /// Ids that some member really signed.
    pub(super) signed: BTreeSet<EntryId>,
    pub(super) own: BTreeMap<(LogId, u64), EntryId>,
    pub(super) opener: Cached,
    pub(super) actions_left: usize,
    pub(super) summary: Summary,
    tokens: u64,
    log: VecDeque<String>,
    failed: Option<String>,
}

/// Opening a frame is a pure function, so one result serves all nodes of a run.
#[derive(Clone, Default)]
pub(super) struct Cached(Arc<Mutex<HashMap<Bytes, Result<SignedEntry, Reason>>>>);

impl Opener for Cached {
    fn open(&self, network: &NetworkId, frames: Vec<Bytes>) -> Vec<Result<SignedEntry, Reason>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut open =
            |frame: Bytes| known.entry(frame.clone()).or_insert_with(|| SignedEntry::open(network, frame)).clone();
        frames.into_iter().map(&mut open).collect()
    }
}

impl World {
    pub(super) fn new(scenario: Scenario) -> Self {
        let network = TestNetwork::new(scenario.replicas);
        let mut world = Self {
            scenario,
            random: Random::new(scenario.seed),
            millis: 0,
            order: 0,
            queue: BinaryHeap::new(),
            happenings: HashMap::new(),
            rosters: network.rosters.clone(),
            nodes: Vec::new(),
            sides: vec![0; scenario.replicas],
            signed: BTreeSet::new(),
            own: BTreeMap::new(),
            opener: Cached::default(),
            actions_left: scenario.actions,
            summary: Summary::default(),
            tokens: 0,
            log: VecDeque::new(),
            failed: None,
            network,
        };
        for index in 0..scenario.replicas {
            world.add_node(index);
        }
        world.relink();
        world.schedule(50, Happening::Action);
        world
    }

    fn add_node(&mut self, index: usize) {
        let first = self.network.rosters.newest().as_ref().clone();
        let node = Node {
            key: node_key(index as u64),
            member: index,
            signing: crate::testing::key(index as u64),
            generation: 0,
            liar: index >= self.scenario.replicas - self.scenario.liars,
            replica: None,
            store: SimStore::new(first),
            durable: BTreeMap::new(),
            allowed: (0..self.scenario.replicas as u64).map(node_key).collect(),
            linked: BTreeSet::new(),
            seen: BTreeSet::new(),
            gossip: BTreeMap::new(),
            replies: BTreeMap::new(),
            chain: Vec::new(),
        };
        self.nodes.push(node);
        if self.nodes[index].liar {
            self.schedule(TICK_MILLIS, Happening::Tick { node: index });
        } else {
            self.start(index);
        }
    }

    pub(super) fn now(&self) -> Now {
        let seconds = i64::try_from(self.millis / 1000).unwrap_or(i64::MAX / 2);
        Now { wall: at(seconds), millis: self.millis }
    }

    pub(super) fn fail(&mut self, what: impl Into<String>) {
        self.failed.get_or_insert(what.into());
    }

    pub(super) fn note(&mut self, line: String) {
        if self.log.len() == LOGGED_EVENTS {
            self.log.pop_front();
        }
        self.log.push_back(format!("{:>7} {line}", self.millis));
    }

    pub(super) fn schedule(&mut self, delay: u64, happening: Happening) {
        self.order += 1;
        self.happenings.insert(self.order, happening);
        self.queue.push(Reverse((self.millis + delay, self.order)));
    }

    pub(super) fn latency(&mut self) -> u64 {
        1 + self.random.below(if self.random.clone().percent(5) { 900 } else { 60 })
    }

    /// Starts, or restarts, an honest node from what is stored.
    pub(super) fn start(&mut self, index: usize) {
        let node = &self.nodes[index];
        let mut rosters = self.network.rosters.clone();
        for roster in &node.store.rosters()[1..] {
            if rosters.install(roster.clone()).is_err() {
                self.fail("a stored roster does not follow the one before");
                return;
            }
        }
        let setup = Setup {
            me: node.key,
            own_log: Some(node.signing.id()),
            suspect: false,
            rosters,
            frontier: node.store.frontier(),
            opener: Box::new(self.opener.clone()),
            seed: self.random.clone().next(),
            compare_every: 5_000,
        };
        let (replica, outputs) = Replica::new(setup, self.now());
        self.nodes[index].replica = Some(replica);
        self.perform(index, outputs);
        self.schedule(TICK_MILLIS, Happening::Tick { node: index });
        self.schedule(FLUSH_MILLIS, Happening::Flush { node: index });
    }

    fn up(&self, index: usize) -> bool {
        self.nodes[index].liar || self.nodes[index].replica.is_some()
    }

    /// Brings the links in line with who is up, who lets whom in, and the partition.
    pub(super) fn relink(&mut self) {
        let count = self.nodes.len();
        for a in 0..count {
            for b in a + 1..count {
                let lets = |x: usize, y: usize| self.nodes[x].allowed.contains(&self.nodes[y].key);
                let wanted = self.up(a) && self.up(b) && self.sides[a] == self.sides[b] && lets(a, b) && lets(b, a);
                if wanted != self.nodes[a].linked.contains(&b) {
                    self.link(a, b, wanted);
                    self.link(b, a, wanted);
                }
            }
        }
    }

    fn link(&mut self, a: usize, b: usize, up: bool) {
        let peer = self.nodes[b].key;
        if up {
            self.nodes[a].linked.insert(b);
            self.input(a, Input::PeerUp { peer });
        } else {
            self.nodes[a].linked.remove(&b);
            self.input(a, Input::PeerDown { peer });
        }
    }

    /// Hands an input to a node and does what it wants.
    pub(super) fn input(&mut self, index: usize, input: Input) {
        let now = self.now();
        let node = &mut self.nodes[index];
        let Some(replica) = &mut node.replica else { return };
        let outputs = replica.handle(input, now, &node.store);
        self.check_buffers(index);
        self.perform(index, outputs);
    }

    pub(super) fn perform(&mut self, index: usize, outputs: Vec<Output>) {
        let mut relink = false;
        for output in outputs {
            match output {
                Output::Persist(entries) => {
                    // I1, I5: only what a member really signed, and what this node's roster allows.
                    for entry in &entries {
                        self.check_accepted(index, entry.entry());
                    }
                    self.nodes[index].store.append(&entries);
                }
                Output::Freeze(evidence) => {
                    self.lower(index, &evidence.log, evidence.seq);
                    self.nodes[index].store.freeze(evidence);
                }
                Output::Truncate { log, height } => {
                    self.lower(index, &log, height);
                    self.nodes[index].store.truncate(&log, height);
                }
                Output::InstallRoster(roster) => self.nodes[index].store.install_roster(roster),
                Output::FreezeRoster(_) => self.fail("the keyholders never equivocate here, yet a roster froze"),
                Output::Send(Outbound::SetAllowedPeers(peers)) => {
                    self.nodes[index].allowed = peers.into_iter().map(|peer| peer.key).collect();
                    relink = true;
                }
                Output::Send(outbound) => self.outbound(index, outbound),
                Output::Event(event) => self.event(index, &event),
            }
        }
        if relink && self.nodes.len() == self.scenario.replicas {
            self.relink();
        }
    }

    fn lower(&mut self, index: usize, log: &LogId, height: u64) {
        if let Some(durable) = self.nodes[index].durable.get_mut(log) {
            *durable = (*durable).min(height);
        }
    }

    fn event(&mut self, index: usize, event: &Event) {
        if !matches!(event, Event::InSync { .. } | Event::Accepted { .. } | Event::Refused { .. }) {
            self.note(format!("node {index}: {event:?}"));
        }
        match event {
            Event::Refused { .. } => self.summary.refused += 1,
            Event::RosterRefused { why } if self.scenario.liars == 0 && !why.contains("versions between") => {
                self.fail(format!("node {index} refused an honest roster: {why}"));
            }
            _ => {}
        }
    }

    fn outbound(&mut self, index: usize, outbound: Outbound) {
        match outbound {
            Outbound::Judge { token, verdict } => self.judge(index, token, &verdict),
            Outbound::GossipEntry(frame) => self.spread(index, None, &Gossip::Entry(frame)),
            Outbound::GossipNotice(notice) => self.spread(index, None, &Gossip::Notice(notice)),
            Outbound::Request { peer, id, request } => self.send_request(index, peer, id, &request),
            Outbound::Respond { token, response } => match self.nodes[index].replies.remove(&token) {
                Some((to, id)) => {
                    let delay = self.latency();
                    let bytes = response.to_bytes().into();
                    self.schedule(delay, Happening::Response { from: index, to, id, bytes });
                }
                None => self.fail(format!("node {index} answered one request twice")),
            },
            Outbound::SetAllowedPeers(_) | Outbound::Disconnect { .. } => {}
        }
    }

    /// I7: one verdict for each gossip message.
    fn judge(&mut self, index: usize, token: GossipToken, verdict: &Verdict) {
        match self.nodes[index].gossip.remove(&token) {
            Some((from, what)) if *verdict == Verdict::Accept => self.spread(index, Some(from), &what),
            Some(_) => {}
            None => self.fail(format!("node {index} judged one message twice")),
        }
    }

    pub(super) fn spread(&mut self, index: usize, except: Option<usize>, what: &Gossip) {
        self.nodes[index].seen.insert(digest(what));
        for to in self.nodes[index].linked.clone() {
            if Some(to) != except {
                self.gossip_to(index, to, what.clone());
            }
        }
    }

    pub(super) fn gossip_to(&mut self, from: usize, to: usize, what: Gossip) {
        if !self.random.percent(self.scenario.loss_percent) {
            let delay = self.latency();
            self.schedule(delay, Happening::Gossip { from, to, what });
        }
    }

    fn send_request(&mut self, from: usize, peer: NodeKey, id: RequestId, request: &Request) {
        let Some(to) = self.nodes.iter().position(|node| node.key == peer) else { return };
        let bytes: Bytes = request.to_bytes().into();
        if bytes.len() > limits::REQUEST_BYTES {
            self.fail("a request is larger than its limit");
        }
        if self.random.percent(self.scenario.loss_percent) {
            self.schedule(REQUEST_TIMEOUT_MILLIS, Happening::Failed { from, to, id });
        } else {
            let delay = self.latency();
            self.schedule(delay, Happening::Request { from, to, id, bytes });
        }
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Gossip { from, to, what } => self.gossip_arrives(from, to, what),
            Happening::Request { from, to, id, bytes } => self.request_arrives(from, to, id, &bytes),
            Happening::Response { from, to, id, bytes } => {
                let peer = self.nodes[from].key;
                let linked = self.nodes[to].linked.contains(&from);
                let input = match Response::from_bytes(&bytes) {
                    Ok(response) if linked => Input::Response { peer, id, response },
                    _ => Input::RequestFailed { peer, id },
                };
                self.input(to, input);
            }
            Happening::Failed { from, to, id } => {
                let peer = self.nodes[to].key;
                self.input(from, Input::RequestFailed { peer, id });
            }
            Happening::Tick { node } => {
                if self.nodes[node].liar {
                    self.lie(node);
                    self.schedule(TICK_MILLIS * 4, Happening::Tick { node });
                } else if self.nodes[node].replica.is_some() {
                    self.input(node, Input::Tick);
                    self.schedule(TICK_MILLIS, Happening::Tick { node });
                }
            }
            Happening::Flush { node } => {
                if self.nodes[node].replica.is_some() {
                    self.flush(node);
                    self.schedule(FLUSH_MILLIS, Happening::Flush { node });
                }
            }
            Happening::Action => self.act(),
        }
    }

    pub(super) fn flush(&mut self, index: usize) {
        let node = &mut self.nodes[index];
        node.durable = node.store.frontier().iter().map(|(log, state)| (*log, state.height)).collect();
    }

    fn gossip_arrives(&mut self, from: usize, to: usize, what: Gossip) {
        let node = &mut self.nodes[to];
        if node.replica.is_none() || !node.linked.contains(&from) || !node.seen.insert(digest(&what)) {
            return;
        }
        self.tokens += 1;
        let token = GossipToken(self.tokens);
        self.nodes[to].gossip.insert(token, (from, what.clone()));
        let peer = self.nodes[from].key;
        let input = match what {
            Gossip::Entry(frame) => Input::GossipEntry { peer, token, frame },
            Gossip::Notice(notice) => Input::GossipNotice { peer, token, notice },
        };
        self.input(to, input);
        if self.nodes[to].gossip.contains_key(&token) {
            self.fail(format!("node {to} did not judge a message"));
        }
    }

    fn request_arrives(&mut self, from: usize, to: usize, id: RequestId, bytes: &Bytes) {
        if self.nodes[to].liar {
            self.lie_in_answer(from, to, id, bytes);
            return;
        }
        let reachable = self.nodes[to].linked.contains(&from) && self.nodes[to].replica.is_some();
        let Some(request) = Request::from_bytes(bytes).ok().filter(|_| reachable) else {
            self.schedule(1, Happening::Failed { from, to, id });
            return;
        };
        self.tokens += 1;
        let token = ReplyToken(self.tokens);
        self.nodes[to].replies.insert(token, (from, id));
        let peer = self.nodes[from].key;
        self.input(to, Input::Request { peer, token, request });
        if self.nodes[to].replies.contains_key(&token) {
            self.fail(format!("node {to} did not answer a request"));
        }
    }

    pub(super) fn run(mut self) -> Result<Summary, Box<Failure>> {
        let mut quiet_since = None;
        while let Some(Reverse((time, order))) = self.queue.pop() {
            self.millis = time;
            self.summary.events += 1;
            if let Some(happening) = self.happenings.remove(&order) {
                self.happen(happening);
            }
            if let Some(what) = self.failed.take() {
                return Err(Box::new(self.failure(what)));
            }
            if self.actions_left == 0 {
                let since = *quiet_since.get_or_insert(self.millis);
                if self.summary.events.is_multiple_of(64) && self.equal() {
                    return self.finish();
                }
                if self.millis > since + QUIET_MILLIS {
                    let what = format!("not equal after ten quiet minutes: {}", self.differences());
                    return Err(Box::new(self.failure(what)));
                }
            }
        }
        Err(Box::new(self.failure("nothing happens any more".to_owned())))
    }

    pub(super) fn failure(&mut self, what: String) -> Failure {
        Failure { scenario: self.scenario, what, log: self.log.drain(..).collect() }
    }
}

fn digest(what: &Gossip) -> Digest {
    match what {
        Gossip::Entry(frame) => Digest::of(frame),
        Gossip::Notice(notice) => Digest::of(&notice.to_bytes()),
    }
}
