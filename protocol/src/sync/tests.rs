//! The replica step by step: one node, a hand-led peer, and a store in memory.

mod catch_up;
mod gossip;
mod own_log;

use super::*;
use crate::roster::Roster;
use crate::sim::SimStore;
use crate::testing::{TestNetwork, at, node_key};
use crate::verdict::Consequence;

/// A node of member 2, whose peers are the nodes of the members 0 and 1.
struct Node {
    network: TestNetwork,
    replica: Replica,
    store: SimStore,
    millis: u64,
    /// All outputs since they were last taken.
    out: Vec<Output>,
}

fn peer(number: u64) -> NodeKey {
    node_key(number)
}

impl Node {
    fn new() -> Self {
        Self::with(SimStore::new(TestNetwork::new(4).rosters.newest().as_ref().clone()), false)
    }

    fn with(store: SimStore, suspect: bool) -> Self {
        let network = TestNetwork::new(4);
        let setup = Setup {
            me: peer(2),
            own_log: Some(network.members[2].1.id()),
            suspect,
            rosters: network.rosters.clone(),
            frontier: store.frontier(),
            opener: Box::new(OneByOne),
            seed: 1,
            compare_every: 60_000,
        };
        let (replica, out) = Replica::new(setup, Now { wall: at(100_000), millis: 0 });
        Self { network, replica, store, millis: 0, out }
    }

    fn now(&self) -> Now {
        Now { wall: at(100_000), millis: self.millis }
    }

    /// Handles an input, performs what is for the store, and keeps all outputs.
    fn input(&mut self, input: Input) -> &[Output] {
        let outputs = self.replica.handle(input, self.now(), &self.store);
        for output in &outputs {
            match output.clone() {
                Output::Persist(entries) => self.store.append(&entries),
                Output::Freeze(evidence) => self.store.freeze(evidence),
                Output::Truncate { log, height } => self.store.truncate(&log, height),
                Output::InstallRoster(roster) => self.store.install_roster(roster),
                _ => {}
            }
        }
        assert_eq!(self.replica.frontier(), &self.store.frontier(), "the replica and its store agree");
        self.out = outputs;
        &self.out
    }

    /// Connects a peer; returns the id of the comparison that begins.
    fn connect(&mut self, number: u64) -> RequestId {
        self.input(Input::PeerUp { peer: peer(number) });
        let asked = self.asked();
        assert!(matches!(asked.as_slice(), [(_, Request::Frontier { .. })]), "{asked:?}");
        asked[0].0
    }

    /// Requests among the last outputs.
    fn asked(&self) -> Vec<(RequestId, Request)> {
        let request = |output: &Output| match output {
            Output::Send(Outbound::Request { id, request, .. }) => Some((*id, request.clone())),
            _ => None,
        };
        self.out.iter().filter_map(request).collect()
    }

    fn events(&self) -> Vec<Event> {
        let event = |output: &Output| match output {
            Output::Event(event) => Some(event.clone()),
            _ => None,
        };
        self.out.iter().filter_map(event).collect()
    }

    fn disconnects(&self) -> Vec<(NodeKey, Reason)> {
        let gone = |output: &Output| match output {
            Output::Send(Outbound::Disconnect { peer, reason }) => Some((*peer, reason.clone())),
            _ => None,
        };
        self.out.iter().filter_map(gone).collect()
    }

    fn notices(&self) -> Vec<Notice> {
        let notice = |output: &Output| match output {
            Output::Send(Outbound::GossipNotice(notice)) => Some(notice.clone()),
            _ => None,
        };
        self.out.iter().filter_map(notice).collect()
    }

    /// A frame comes by gossip; its one verdict.
    fn gossip(&mut self, from: u64, frame: Bytes) -> Verdict {
        self.input(Input::GossipEntry { peer: peer(from), token: GossipToken(7), frame });
        self.verdict()
    }

    fn notice(&mut self, from: u64, notice: Notice) -> Verdict {
        self.input(Input::GossipNotice { peer: peer(from), token: GossipToken(7), notice });
        self.verdict()
    }

    fn verdict(&self) -> Verdict {
        let judged: Vec<_> = self
            .out
            .iter()
            .filter_map(|output| match output {
                Output::Send(Outbound::Judge { token: GossipToken(7), verdict }) => Some(verdict.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(judged.len(), 1, "one verdict for one message");
        judged.into_iter().next().unwrap()
    }

    /// A peer asks; the one answer.
    fn request(&mut self, from: u64, request: Request) -> Response {
        self.input(Input::Request { peer: peer(from), token: ReplyToken(9), request });
        let answers: Vec<_> = self
            .out
            .iter()
            .filter_map(|output| match output {
                Output::Send(Outbound::Respond { token: ReplyToken(9), response }) => Some(response.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(answers.len(), 1, "one answer to one request");
        answers.into_iter().next().unwrap()
    }

    fn respond(&mut self, from: u64, id: RequestId, response: Response) -> &[Output] {
        self.input(Input::Response { peer: peer(from), id, response })
    }

    fn tick(&mut self, millis: u64) -> &[Output] {
        self.millis += millis;
        self.input(Input::Tick)
    }

    fn hint(&self) -> RosterHint {
        self.network.rosters.hint()
    }

    /// A peer's frontier in answer to a comparison.
    fn frontier(&self, heads: Vec<LogHead>) -> Response {
        Response::Frontier { roster: self.hint(), logs: Some(heads) }
    }

    fn log(&self, member: usize) -> LogId {
        self.network.members[member].1.id()
    }

    fn height(&self, member: usize) -> u64 {
        self.replica.frontier().get(&self.log(member)).height
    }

    fn offer_roster(&mut self, change: impl FnOnce(&mut Roster)) {
        let next = self.network.next_roster(change);
        self.network.rosters.install(next.clone()).unwrap();
        self.input(Input::RosterOffered(next));
    }
}

use crate::wire::{LogHead, RosterHint};

fn head(entries: &[VerifiedEntry]) -> LogHead {
    let last = entries.last().unwrap().entry();
    LogHead { log: last.log(), height: last.header().seq + 1, head: Some(last.id()), frozen: None }
}

fn frames(entries: &[VerifiedEntry]) -> Vec<Bytes> {
    entries.iter().map(|entry| entry.entry().frame().clone()).collect()
}

#[test]
fn start_lets_in_exactly_the_other_nodes_of_the_roster() {
    let node = Node::new();
    let [Output::Send(Outbound::SetAllowedPeers(allowed))] = node.out.as_slice() else { panic!("{:?}", node.out) };
    let keys: std::collections::BTreeSet<_> = allowed.iter().map(|peer| peer.key).collect();
    assert_eq!(keys, [0, 1, 3].map(peer).into());
}

#[test]
fn consequence_decides_between_ignoring_and_rejecting() {
    for reason in [Reason::Known, Reason::Gap, Reason::KeyRevoked, Reason::BrokenChain, Reason::RosterUnknown] {
        assert_eq!(Verdict::refuse(reason.clone()), Verdict::Ignore(reason));
    }
    for reason in [Reason::BadSignature, Reason::WrongNetwork, Reason::WrongResponse, Reason::Disclosure("D1")] {
        assert_ne!(reason.consequence(), Consequence::None);
        assert_eq!(Verdict::refuse(reason.clone()), Verdict::Reject(reason));
    }
}
