//! Whatever peers send: every message gets a verdict or is refused, nothing panics, and memory stays bounded.

#[path = "hostile/properties.rs"]
mod properties;

use std::collections::BTreeSet;

use bytes::Bytes;
use emn_protocol::codec::{self, DecodeError};
use emn_protocol::disclosure::Policy;
use emn_protocol::draft::{Draft, REPORTED, decode, example};
use emn_protocol::entry::{self, Place, SignedEntry};
use emn_protocol::ids::{EntryId, NodeKey};
use emn_protocol::limits;
use emn_protocol::record::{Kind, Record};
use emn_protocol::roster::{Roster, SignedRoster};
use emn_protocol::sim::SimStore;
use emn_protocol::sync::{
    Event, Frontier, GossipToken, Input, Now, OneByOne, Outbound, Output, Replica, ReplyToken, RequestId, Setup,
};
use emn_protocol::testing::{
    TestNetwork, at, correction, key, member, node_key, practice, practice_of_size, report, signed, victims, withdrawal,
};
use emn_protocol::verdict::{Reason, Verdict};
use emn_protocol::verify::verify;
use emn_protocol::wire::{LogHead, Notice, Request, Response, RosterHint, Want};
use proptest::prelude::*;

/// A node with a peer, and all that must hold after each message.
struct Node {
    network: TestNetwork,
    replica: Replica,
    store: SimStore,
    asked: Vec<RequestId>,
    millis: u64,
}

const PEER: u64 = 0;

impl Node {
    fn new() -> Self {
        let network = TestNetwork::new(3);
        let setup = Setup {
            me: node_key(2),
            own_log: Some(network.members[2].1.id()),
            suspect: false,
            rosters: network.rosters.clone(),
            frontier: Frontier::default(),
            opener: Box::new(OneByOne),
            seed: 1,
            compare_every: 60_000,
        };
        let (replica, _) = Replica::new(setup, Now { wall: at(1_000), millis: 0 });
        let store = SimStore::new(network.rosters.newest().as_ref().clone());
        let mut node = Self { network, replica, store, asked: Vec::new(), millis: 0 };
        node.input(Input::PeerUp { peer: peer() });
        node
    }

    /// Handles an input; returns verdicts and answers, and reasons for which the peer was blamed.
    fn input(&mut self, input: Input) -> (Vec<Verdict>, Vec<Reason>) {
        let now = Now { wall: at(1_000), millis: self.millis };
        let answers = usize::from(matches!(&input, Input::Request { .. }));
        let judged = usize::from(matches!(&input, Input::GossipEntry { .. } | Input::GossipNotice { .. }));
        let (mut verdicts, mut blamed, mut answered) = (Vec::new(), Vec::new(), 0);
        for output in self.replica.handle(input, now, &self.store) {
            match output {
                Output::Persist(entries) => self.store.append(&entries),
                Output::Freeze(evidence) => self.store.freeze(evidence),
                Output::Truncate { log, height } => self.store.truncate(&log, height),
                Output::InstallRoster(roster) => self.store.install_roster(roster),
                Output::Send(Outbound::Judge { verdict, .. }) => verdicts.push(verdict),
                Output::Send(Outbound::Respond { response, .. }) => {
                    assert!(response.to_bytes().len() <= limits::RESPONSE_BYTES);
                    answered += 1;
                }
                Output::Send(Outbound::Request { id, request, .. }) => {
                    assert!(request.to_bytes().len() <= limits::REQUEST_BYTES);
                    self.asked.push(id);
                }
                Output::Event(Event::Refused { reason, .. }) => blamed.push(reason),
                _ => {}
            }
        }
        assert_eq!((verdicts.len(), answered), (judged, answers), "one verdict for each message, one answer");
        let [gaps, gap_bytes, held, held_bytes] = self.replica.buffered();
        assert!(gaps <= limits::GAP_ENTRIES && gap_bytes <= limits::GAP_BYTES);
        assert!(held <= limits::HELD_ENTRIES && held_bytes <= limits::HELD_BYTES);
        assert_eq!(self.replica.frontier(), &self.store.frontier(), "the replica and its store agree");
        (verdicts, blamed)
    }

    fn gossip(&mut self, frame: impl Into<Bytes>) -> Verdict {
        let input = Input::GossipEntry { peer: peer(), token: GossipToken(1), frame: frame.into() };
        self.input(input).0.remove(0)
    }

    /// The same frame as an answer to a pull.
    fn pulled(&mut self, frame: Bytes) -> Vec<Reason> {
        self.asked.clear();
        self.millis += 1_000_000;
        self.input(Input::PeerDown { peer: peer() });
        self.input(Input::PeerUp { peer: peer() });
        let log = self.network.members[0].1.id();
        let head = LogHead { log, height: 1, head: Some(EntryId::of(b"x")), frozen: None };
        let logs = Some(vec![head]);
        let response = Response::Frontier { roster: self.network.rosters.hint(), logs };
        self.respond(response);
        self.respond(Response::Entries(vec![frame]))
    }

    fn respond(&mut self, response: Response) -> Vec<Reason> {
        let id = self.asked.pop().expect("something was asked");
        self.input(Input::Response { peer: peer(), id, response }).1
    }
}

fn peer() -> NodeKey {
    node_key(PEER)
}

/// A frame of member 0 and this key.
fn frame(network: &TestNetwork, number: u64, place: Place, record: &Record) -> Bytes {
    entry::sign(&network.id(), &member("M0"), place, record, &key(number))
}

fn place(seq: u64, seconds: i64, roster: u64) -> Place {
    Place { seq, prev: (seq > 0).then(|| EntryId::of(b"before")), time: at(seconds), roster }
}

/// False frames, and the reason by which each is known.
fn false_frames() -> Vec<(&'static str, Bytes)> {
    let network = TestNetwork::new(3);
    let good = frame(&network, 0, place(0, 5, 1), &practice("A"));
    let record = practice("A").to_bytes();
    let mut altered = good.to_vec();
    *altered.last_mut().expect("a frame has bytes") ^= 1;
    // The signature's last byte stands before the record and its head of two bytes.
    let mut forged = good.to_vec();
    forged[good.len() - record.len() - 3] ^= 1;
    let deep = [[0x81; 100].as_slice(), &[0]].concat();
    let table = victims(&["2022"], &[Some(30), Some(20), None]);
    let wide = practice_of_size("A", limits::TEXT_BYTES + 1);
    vec![
        ("malformed", Bytes::new()),
        ("malformed", Bytes::from_static(&[0x00])),
        ("malformed", Bytes::from_static(&[0xff; 100])),
        ("malformed", good.slice(..good.len() - 1)),
        ("malformed", [good.as_ref(), &[0]].concat().into()),
        ("malformed", deep.into()),
        ("malformed", vec![0x40; limits::ENTRY_BYTES + 1].into()),
        ("malformed", Bytes::from_static(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
        ("malformed", Bytes::from_static(&[0x9f, 0x40, 0x40, 0xff])),
        ("record_mismatch", altered.into()),
        ("bad_signature", forged.into()),
        ("wrong_network", TestNetwork::new(2).frame(0, 0, None, &practice("A"))),
        ("unknown_key", frame(&network, 99, place(0, 5, 1), &practice("A"))),
        ("unknown_key", frame(&network, 0, place(0, 5, 0), &practice("A"))),
        ("wrong_member", frame(&network, 1, place(0, 5, 1), &practice("A"))),
        ("key_not_valid", frame(&network, 0, place(0, -1_001, 1), &practice("A"))),
        ("key_not_valid", frame(&network, 0, place(0, 400_000_000, 1), &practice("A"))),
        ("future_time", frame(&network, 0, place(0, 100_000_000, 1), &practice("A"))),
        ("roster_unknown", frame(&network, 0, place(0, 5, 2), &practice("A"))),
        ("roster_unknown", frame(&network, 0, place(0, 5, u64::MAX), &practice("A"))),
        ("record", frame(&network, 0, place(0, 5, 1), &wide)),
        ("disclosure", frame(&network, 0, place(0, 5, 1), &report("A", vec![table]))),
    ]
}

#[test]
fn false_frame_has_one_reason_by_whatever_way_it_comes() {
    for (code, frame) in false_frames() {
        let mut node = Node::new();
        let (reason, blames) = match node.gossip(frame.clone()) {
            Verdict::Accept => panic!("{code} was taken"),
            Verdict::Ignore(reason) => (reason, false),
            Verdict::Reject(reason) => (reason, true),
        };
        assert_eq!(reason.code(), code);
        assert_eq!(
            Verdict::refuse(reason.clone()),
            if blames { Verdict::Reject(reason) } else { Verdict::Ignore(reason) }
        );
        let network = &node.network;
        let ladder = SignedEntry::open(&network.id(), frame.clone())
            .and_then(|entry| verify(entry, &network.rosters, at(1_000)).map_err(|refused| refused.reason));
        assert_eq!(ladder.err().map(|reason| reason.code()), Some(code), "the ladder says the same");
        // Another log than the one asked for is no answer, whatever is wrong with the entry.
        let strange = SignedEntry::open(&network.id(), frame.clone()).is_ok_and(|entry| entry.log() != key(0).id());
        let pulled_as = strange.then_some("wrong_response");
        let told: Vec<&str> = node.pulled(frame).iter().map(Reason::code).collect();
        assert_eq!(told, if blames { vec![pulled_as.unwrap_or(code)] } else { Vec::new() });
        assert_eq!(node.replica.frontier().entries(), 0);
    }
}

#[test]
fn frame_cut_at_any_byte_is_malformed() {
    let mut node = Node::new();
    let whole = frame(&node.network, 0, place(0, 5, 1), &practice("A"));
    for end in 0..whole.len() {
        let verdict = node.gossip(whole.slice(..end));
        assert!(matches!(verdict, Verdict::Reject(Reason::Malformed(_))), "{end}: {verdict:?}");
    }
    assert_eq!(node.gossip(whole), Verdict::Accept);
}

#[test]
fn message_cut_at_any_byte_or_with_one_more_is_refused() {
    let network = TestNetwork::new(3);
    let chain = network.chain(0, 2);
    let log = chain[0].entry().log();
    let head = LogHead { log, height: 1, head: Some(chain[0].entry().id()), frozen: Some(3) };
    let request = Request::Ids { log, seqs: vec![0, 70_000] }.to_bytes();
    let response = Response::Frontier { roster: network.rosters.hint(), logs: Some(vec![head]) }.to_bytes();
    let notice = Notice::Head(head).to_bytes();
    let roster = network.rosters.newest().bytes().to_vec();
    type Taken = fn(Bytes) -> bool;
    let cases: [(&[u8], Taken); 4] = [
        (&request, |bytes| Request::from_bytes(&bytes).is_ok()),
        (&response, |bytes| Response::from_bytes(&bytes).is_ok()),
        (&notice, |bytes| Notice::from_bytes(&bytes).is_ok()),
        (&roster, |bytes| SignedRoster::open(bytes).is_ok()),
    ];
    for (bytes, taken) in cases {
        assert!(taken(Bytes::copy_from_slice(bytes)));
        for end in 0..bytes.len() {
            assert!(!taken(Bytes::copy_from_slice(&bytes[..end])), "cut at {end}");
        }
        assert!(!taken([bytes, &[0]].concat().into()));
    }
}

#[test]
fn message_over_its_limit_is_refused_unread() {
    let too_large = |limit: usize| DecodeError::TooLarge { size: limit + 1, limit };
    let zeros = |limit: usize| Bytes::from(vec![0; limit + 1]);
    assert_eq!(Request::from_bytes(&zeros(limits::REQUEST_BYTES)), Err(too_large(limits::REQUEST_BYTES)));
    assert_eq!(Response::from_bytes(&zeros(limits::RESPONSE_BYTES)), Err(too_large(limits::RESPONSE_BYTES)));
    assert_eq!(Notice::from_bytes(&zeros(limits::NOTICE_BYTES)), Err(too_large(limits::NOTICE_BYTES)));
}

#[test]
fn largest_request_and_response_fit_their_limits() {
    let network = TestNetwork::new(3);
    let log = network.members[0].1.id();
    let want = Want { log, from: u64::MAX, count: u64::MAX };
    let pull = Request::Pull { wants: vec![want; limits::WANTS_PER_PULL] };
    assert!(Request::from_bytes(&pull.to_bytes().into()).is_ok());
    let ids = Request::Ids { log, seqs: vec![u64::MAX; limits::IDS_PER_REQUEST] };
    assert!(Request::from_bytes(&ids.to_bytes().into()).is_ok());
    let head = LogHead { log, height: u64::MAX, head: Some(EntryId::of(b"x")), frozen: Some(u64::MAX) };
    let roster = RosterHint { version: u64::MAX, ..network.rosters.hint() };
    let frontier = Response::Frontier { roster, logs: Some(vec![head; limits::LOGS]) };
    assert!(Response::from_bytes(&frontier.to_bytes().into()).is_ok());
    let page = vec![Bytes::from(vec![0; limits::PAGE_BYTES]), Bytes::from(vec![0; limits::ENTRY_BYTES])];
    assert!(Response::from_bytes(&Response::Entries(page).to_bytes().into()).is_ok());
    assert!(Notice::from_bytes(&Notice::Head(head).to_bytes().into()).is_ok());
}

#[test]
fn flood_of_early_entries_stays_within_the_buffers() {
    let mut node = Node::new();
    let mut reasons = BTreeSet::new();
    for seq in 1..=700 {
        for (number, roster) in [(0, 1), (0, 9)] {
            let record = if seq % 10 == 0 { practice_of_size("A", 100_000) } else { practice("A") };
            let frame = frame(&node.network, number, place(seq, 5, roster), &record);
            match node.gossip(frame) {
                Verdict::Accept => {}
                Verdict::Ignore(reason) => drop(reasons.insert(reason.code())),
                Verdict::Reject(reason) => panic!("{reason}"),
            }
        }
    }
    assert_eq!(reasons, ["buffer_full", "roster_unknown"].into());
    assert_eq!(node.replica.frontier().entries(), 0);
}

#[test]
fn flood_of_notices_asks_little() {
    let mut node = Node::new();
    let log = node.network.members[0].1.id();
    for n in 0..10_000u64 {
        let notice = match n % 3 {
            0 => Notice::Head(LogHead { log, height: n + 1, head: None, frozen: None }),
            1 => Notice::Fork { log, seq: n },
            _ => Notice::Roster(RosterHint { version: n + 2, digest: node.network.rosters.hint().digest }),
        };
        node.input(Input::GossipNotice { peer: peer(), token: GossipToken(n), notice });
    }
    assert!(node.asked.len() <= 24, "{} questions to one peer", node.asked.len());
}

#[test]
fn flood_of_forks_freezes_once() {
    let mut node = Node::new();
    for n in 0..50 {
        node.gossip(frame(&node.network, 0, place(0, 5, 1), &practice(&format!("Fork {n}"))));
    }
    let state = node.replica.frontier().get(&node.network.members[0].1.id());
    assert_eq!((state.height, state.frozen), (0, Some(0)));
}
