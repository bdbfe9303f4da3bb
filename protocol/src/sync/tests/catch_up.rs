//! Comparing, pulling, searching, evidence, rosters: what is asked, and what false answers lead to.

use super::*;
use crate::ids::{Digest, EntryId};
use crate::limits;
use crate::roster::{LastEntry, Revocation};
use crate::testing::{key, practice};
use crate::wire::Want;

/// Connects peer 0 and hands its frontier over; returns the requests that follow.
fn compared(node: &mut Node, heads: Vec<LogHead>) -> Vec<(RequestId, Request)> {
    let id = node.connect(0);
    let answer = node.frontier(heads);
    node.respond(0, id, answer);
    node.asked()
}

#[test]
fn equal_frontiers_are_in_sync() {
    let mut node = Node::new();
    let id = node.connect(0);
    node.respond(0, id, Response::Frontier { roster: node.hint(), logs: None });
    let digest = node.replica.frontier().digest();
    assert_eq!(node.events(), [Event::InSync { peer: peer(0), digest }]);
    assert_eq!(
        node.request(0, Request::Frontier { digest, roster: node.hint() }),
        Response::Frontier { roster: node.hint(), logs: None }
    );
}

#[test]
fn missing_entries_are_pulled_and_compared_once_more() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 5);
    let asked = compared(&mut node, vec![head(&chain)]);
    let [(id, Request::Pull { wants })] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(wants, &[Want { log: node.log(0), from: 0, count: 5 }]);
    node.respond(0, *id, Response::Entries(frames(&chain)));
    assert_eq!(node.height(0), 5);
    assert!(matches!(node.asked().as_slice(), [(_, Request::Frontier { .. })]));
}

#[test]
fn short_page_is_continued_where_it_ended() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 5);
    let asked = compared(&mut node, vec![head(&chain)]);
    node.respond(0, asked[0].0, Response::Entries(frames(&chain[..2])));
    assert_eq!(node.height(0), 2);
    let wants = vec![Want { log: node.log(0), from: 2, count: 3 }];
    assert_eq!(node.asked()[0].1, Request::Pull { wants });
}

#[test]
fn many_logs_share_one_page() {
    let mut node = Node::new();
    let mut chains: Vec<Vec<VerifiedEntry>> = [0, 1, 3].map(|member| node.network.chain(member, 3)).into();
    chains.sort_by_key(|chain| head(chain).log);
    let asked = compared(&mut node, chains.iter().map(|chain| head(chain)).collect());
    let [(id, Request::Pull { wants })] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(wants.len(), 3);
    let entries = chains.iter().flat_map(|chain| frames(chain)).collect();
    node.respond(0, *id, Response::Entries(entries));
    assert_eq!([0, 1, 3].map(|member| node.height(member)), [3, 3, 3]);
}

#[test]
fn log_is_pulled_from_one_peer_at_a_time() {
    let mut node = Node::new();
    let chain = node.network.chain(3, 2);
    assert_eq!(compared(&mut node, vec![head(&chain)]).len(), 1);
    let id = node.connect(1);
    let answer = node.frontier(vec![head(&chain)]);
    node.respond(1, id, answer);
    assert_eq!(node.asked(), []);
    node.input(Input::PeerDown { peer: peer(0) });
    node.tick(250);
    assert!(matches!(node.asked().as_slice(), [(_, Request::Pull { .. })]), "the other one takes over");
}

#[test]
fn at_most_three_pages_are_in_flight() {
    let mut node = Node::new();
    let endless = LogHead { height: 1 << 40, ..head(&node.network.chain(0, 1)) };
    let asked = compared(&mut node, vec![endless]);
    assert_eq!(asked.len(), limits::PULLS_IN_FLIGHT);
    for (_, request) in asked {
        let Request::Pull { wants } = request else { panic!("{request:?}") };
        assert!(wants.iter().all(|want| want.count <= limits::PAGE_ENTRIES));
    }
    node.tick(250);
    assert_eq!(node.asked(), []);
}

#[test]
fn busy_peer_is_left_alone_for_a_moment() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 2);
    let asked = compared(&mut node, vec![head(&chain)]);
    node.respond(0, asked[0].0, Response::Busy);
    assert_eq!(node.asked(), []);
    node.tick(500);
    assert_eq!(node.asked(), []);
    node.tick(1_500);
    assert!(matches!(node.asked().as_slice(), [(_, Request::Frontier { .. })]));
}

#[test]
fn failed_request_is_a_reason_to_rest_and_an_unknown_one_is_not() {
    let mut node = Node::new();
    let id = node.connect(0);
    node.input(Input::RequestFailed { peer: peer(0), id: RequestId(99) });
    node.input(Input::RequestFailed { peer: peer(1), id });
    assert_eq!(node.out.len(), 0);
    node.input(Input::RequestFailed { peer: peer(0), id });
    node.tick(2_000);
    assert!(matches!(node.asked().as_slice(), [(_, Request::Frontier { .. })]));
}

/// The replica's answer to a false response.
fn blamed(node: &mut Node, id: RequestId, response: Response) -> Vec<(NodeKey, Reason)> {
    node.respond(0, id, response);
    assert_eq!(node.asked(), [], "who broke the rules is not asked again at once");
    node.disconnects()
}

#[test]
fn answer_that_does_not_fit_the_question_ends_the_connection() {
    let gone = [(peer(0), Reason::WrongResponse)];
    let mut node = Node::new();
    let id = node.connect(0);
    assert_eq!(blamed(&mut node, id, Response::Ids(Vec::new())), gone);

    let mut node = Node::new();
    let (a, b) = (head(&node.network.chain(0, 1)), head(&node.network.chain(1, 1)));
    let mut unordered = vec![a, b];
    unordered.sort_by_key(|head| std::cmp::Reverse(head.log));
    let id = node.connect(0);
    let answer = node.frontier(unordered);
    assert_eq!(blamed(&mut node, id, answer), gone);

    let mut node = Node::new();
    let id = node.connect(0);
    let many = (0..=limits::LOGS as u64).map(|n| {
        let mut log = [0; 32];
        log[..8].copy_from_slice(&n.to_be_bytes());
        LogHead { log: LogId::from_bytes(log), height: 1, head: None, frozen: None }
    });
    let answer = node.frontier(many.collect());
    assert_eq!(blamed(&mut node, id, answer), gone);

    let mut node = Node::new();
    let (asked_for, other) = (node.network.chain(0, 1), node.network.chain(1, 1));
    let asked = compared(&mut node, vec![head(&asked_for)]);
    assert_eq!(blamed(&mut node, asked[0].0, Response::Entries(frames(&other))), gone);
    assert_eq!(node.height(1), 0);
}

#[test]
fn unasked_answer_is_nothing() {
    let mut node = Node::new();
    node.connect(0);
    let chain = node.network.chain(0, 1);
    node.respond(0, RequestId(99), Response::Entries(frames(&chain)));
    assert_eq!((node.out.len(), node.height(0)), (0, 0));
}

#[test]
fn false_entry_in_a_page_keeps_what_came_before_it() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 3);
    let asked = compared(&mut node, vec![head(&chain)]);
    let mut page = frames(&chain);
    let mut flipped = page[1].to_vec();
    flipped[200] ^= 1;
    page[1] = flipped.into();
    node.respond(0, asked[0].0, Response::Entries(page));
    assert_eq!(node.height(0), 1);
    assert!(node.events().iter().any(|event| matches!(event, Event::Refused { peer: from, .. } if *from == peer(0))));
    node.tick(2_000);
    assert_eq!(node.asked(), [], "penance is longer than rest");
    node.tick(120_000);
    assert!(matches!(node.asked().as_slice(), [(_, Request::Frontier { .. })]));
}

#[test]
fn strangers_are_turned_away_and_not_answered() {
    let mut node = Node::new();
    let stranger = node_key(77);
    node.input(Input::PeerUp { peer: stranger });
    assert_eq!(node.disconnects(), [(stranger, Reason::UnknownKey)]);
    node.input(Input::PeerUp { peer: peer(2) });
    assert_eq!(node.disconnects(), [(peer(2), Reason::UnknownKey)], "this node's own key");
    let request = Request::Frontier { digest: Digest::of(b"x"), roster: node.hint() };
    assert_eq!(node.request(77, request.clone()), Response::Busy);
    assert_eq!(node.request(0, request), Response::Busy, "not connected");
}

#[test]
fn request_beyond_its_limits_ends_the_connection() {
    let want = |node: &Node| Want { log: node.log(0), from: 0, count: 1 };
    let cases: [fn(&Node, Want) -> Request; 4] = [
        |_, _| Request::Pull { wants: Vec::new() },
        |_, want| Request::Pull { wants: vec![want; limits::WANTS_PER_PULL + 1] },
        |node, _| Request::Ids { log: node.log(0), seqs: Vec::new() },
        |node, _| Request::Ids { log: node.log(0), seqs: vec![0; limits::IDS_PER_REQUEST + 1] },
    ];
    for case in cases {
        let mut node = Node::new();
        node.connect(0);
        let request = case(&node, want(&node));
        assert_eq!(node.request(0, request), Response::Busy);
        assert_eq!(node.disconnects(), [(peer(0), Reason::BadRequest)]);
    }
    let mut node = Node::new();
    node.connect(0);
    let most = Request::Pull { wants: vec![want(&node); limits::WANTS_PER_PULL] };
    assert_eq!(node.request(0, most), Response::Entries(Vec::new()));
    let most = Request::Ids { log: node.log(0), seqs: vec![0; limits::IDS_PER_REQUEST] };
    assert_eq!(node.request(0, most), Response::Ids(vec![None; limits::IDS_PER_REQUEST]));
}

#[test]
fn stored_entries_rosters_and_ids_are_served() {
    let mut node = Node::new();
    node.connect(0);
    let chain = node.network.chain(1, 3);
    frames(&chain).into_iter().for_each(|frame| drop(node.gossip(0, frame)));
    let log = node.log(1);
    let wants = vec![Want { log, from: 1, count: 9 }];
    assert_eq!(node.request(0, Request::Pull { wants }), Response::Entries(frames(&chain[1..])));
    let ids = vec![Some(chain[2].entry().id()), None];
    assert_eq!(node.request(0, Request::Ids { log, seqs: vec![2, 3] }), Response::Ids(ids));
    assert_eq!(node.request(0, Request::Evidence { log }), Response::Evidence(Vec::new()));
    let first = node.network.rosters.newest().bytes().clone();
    assert_eq!(node.request(0, Request::Rosters { from: 1 }), Response::Rosters(vec![first]));
    let other = Request::Frontier { digest: Digest::of(b"x"), roster: node.hint() };
    let heads = Some(vec![head(&chain)]);
    assert_eq!(node.request(0, other), Response::Frontier { roster: node.hint(), logs: heads });
}

/// A store that has ids for a log of any length and nothing else.
struct Ids {
    parted_at: u64,
    height: u64,
}

impl Ids {
    fn id(seq: u64) -> EntryId {
        EntryId::of(&seq.to_be_bytes())
    }

    fn theirs(&self, seqs: &[u64]) -> Vec<Option<EntryId>> {
        let id = |seq: u64| if seq < self.parted_at { Self::id(seq) } else { Self::id(!seq) };
        seqs.iter().map(|seq| (*seq < self.height).then(|| id(*seq))).collect()
    }
}

impl View for Ids {
    fn stored(&self, _: &LogId, seq: u64) -> Option<Stored> {
        (seq < self.height).then(|| Stored { id: Self::id(seq), roster: 1 })
    }

    fn frame(&self, _: &LogId, _: u64) -> Option<Bytes> {
        None
    }

    fn serve(&self, _: &Request) -> Option<Response> {
        None
    }
}

/// Rounds of questions until the replica asks for the entry where two logs of this height part.
fn rounds_to_find(parted_at: u64, height: u64) -> usize {
    let network = TestNetwork::new(4);
    let log = network.members[0].1.id();
    let view = Ids { parted_at, height };
    let state = LogState { height, head: Some(Ids::id(height - 1)), roster: 1, frozen: None };
    let setup = Setup {
        me: peer(2),
        own_log: None,
        suspect: false,
        rosters: network.rosters.clone(),
        frontier: [(log, state)].into_iter().collect(),
        opener: Box::new(OneByOne),
        seed: 1,
        compare_every: 60_000,
    };
    let now = Now { wall: at(100_000), millis: 0 };
    let (mut replica, _) = Replica::new(setup, now);
    let asked = |outputs: Vec<Output>| {
        let request = |output| match output {
            Output::Send(Outbound::Request { id, request, .. }) => Some((id, request)),
            _ => None,
        };
        outputs.into_iter().filter_map(request).next().expect("something is asked")
    };
    let (mut id, _) = asked(replica.handle(Input::PeerUp { peer: peer(0) }, now, &view));
    let theirs = LogHead { log, height, head: Some(Ids::id(!(height - 1))), frozen: None };
    let mut response = Response::Frontier { roster: network.rosters.hint(), logs: Some(vec![theirs]) };
    for round in 0.. {
        let input = Input::Response { peer: peer(0), id, response };
        let (next, request) = asked(replica.handle(input, now, &view));
        id = next;
        match request {
            Request::Ids { seqs, .. } => {
                assert!(seqs.len() <= limits::IDS_PER_REQUEST && seqs.is_sorted_by(|a, b| a < b));
                response = Response::Ids(view.theirs(&seqs));
            }
            Request::Pull { wants } => {
                assert_eq!(wants, [Want { log, from: parted_at, count: 1 }]);
                return round;
            }
            other => panic!("{other:?}"),
        }
    }
    unreachable!("the loop returns")
}

#[test]
fn search_finds_the_first_difference_of_a_hundred_thousand_within_four_rounds() {
    let height = 100_000;
    let some = (0..height).step_by(997).chain([1, 2, 63, 64, height - 2, height - 1]);
    for parted_at in some {
        let rounds = rounds_to_find(parted_at, height);
        assert!(rounds <= 4, "{rounds} rounds for {parted_at}");
    }
    assert_eq!(rounds_to_find(0, 1), 1);
}

#[test]
fn histories_that_part_end_in_evidence() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 2);
    frames(&chain).into_iter().for_each(|frame| drop(node.gossip(1, frame)));
    let other = node.network.entry(0, 1, Some(chain[0].entry().id()), &practice("Other"));
    let asked = compared(&mut node, vec![head(std::slice::from_ref(&other))]);
    let [(id, Request::Ids { seqs, .. })] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(seqs, &[0, 1]);
    node.respond(0, *id, Response::Ids(vec![Some(chain[0].entry().id()), Some(other.entry().id())]));
    let asked = node.asked();
    assert_eq!(asked[0].1, Request::Pull { wants: vec![Want { log: node.log(0), from: 1, count: 1 }] });
    node.respond(0, asked[0].0, Response::Entries(frames(std::slice::from_ref(&other))));
    assert!(node.out.iter().any(|output| matches!(output, Output::Freeze(Evidence { seq: 1, .. }))));
    assert_eq!(node.height(0), 1);
}

#[test]
fn evidence_that_proves_nothing_is_blamed() {
    let case = |pick: &dyn Fn(&Node) -> Vec<Bytes>| {
        let mut node = Node::new();
        node.connect(0);
        node.notice(0, Notice::Fork { log: node.log(0), seq: 0 });
        let id = node.asked()[0].0;
        let evidence = pick(&node);
        node.respond(0, id, Response::Evidence(evidence));
        let blamed = node.events().contains(&Event::Refused { peer: peer(0), reason: Reason::BadEvidence });
        (blamed, node.replica.frontier().get(&node.log(0)).frozen)
    };
    let pair =
        |node: &Node, member| ["A", "B"].map(|title| node.network.frame(member, 0, None, &practice(title))).to_vec();
    assert_eq!(case(&|node| pair(node, 0)), (false, Some(0)));
    assert_eq!(case(&|_| Vec::new()), (false, None), "the peer may have forgotten");
    assert_eq!(case(&|node| pair(node, 1)), (true, None), "another log");
    assert_eq!(case(&|node| pair(node, 0)[..1].to_vec()), (true, None), "one entry");
    assert_eq!(case(&|_| vec![Bytes::from_static(b"a"), Bytes::from_static(b"b")]), (true, None), "junk");
    assert_eq!(case(&|node| frames(&node.network.chain(0, 2))), (true, None), "two numbers");
    assert_eq!(case(&|node| vec![pair(node, 0)[0].clone(); 2]), (false, None), "one entry twice");
    let strangers = |node: &Node| {
        let sign = |title| {
            let place = crate::entry::Place { seq: 0, prev: None, time: at(5), roster: 1 };
            crate::entry::sign(&node.network.id(), &crate::testing::member("M0"), place, &practice(title), &key(99))
        };
        ["A", "B"].map(sign).to_vec()
    };
    assert_eq!(case(&strangers), (true, None), "a key that no roster lists");
}

#[test]
fn rosters_are_fetched_and_take_effect_together() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 3);
    frames(&chain).into_iter().for_each(|frame| drop(node.gossip(1, frame)));
    let mut keyholders = TestNetwork::new(4);
    let second = keyholders.next_roster(|roster| {
        let own = roster.members[0].keys.iter_mut().next().unwrap();
        let last = Some(LastEntry { seq: 0, id: chain[0].entry().id() });
        own.revoked = Some(Revocation { last, reason: "Lost.".to_owned() });
    });
    keyholders.rosters.install(second.clone()).unwrap();
    let third = keyholders.next_roster(|roster| roster.members[1].nodes.clear());
    keyholders.rosters.install(third.clone()).unwrap();
    let id = node.connect(0);
    node.connect(1);
    node.respond(0, id, Response::Frontier { roster: keyholders.rosters.hint(), logs: None });
    let asked = node.asked();
    assert_eq!(asked[0].1, Request::Rosters { from: 2 });
    node.respond(0, asked[0].0, Response::Rosters(vec![second.bytes().clone(), third.bytes().clone()]));
    assert_eq!(node.replica.rosters().current().version, 3);
    assert_eq!(node.height(0), 1, "what came after the revocation is gone");
    let allowed = node.out.iter().find_map(|output| match output {
        Output::Send(Outbound::SetAllowedPeers(allowed)) => Some(allowed.iter().map(|p| p.key).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(allowed, Some(vec![peer(0), peer(3)]));
    let request = Request::Rosters { from: 1 };
    assert_eq!(node.request(1, request), Response::Busy, "its node is no longer in the roster");
}

#[test]
fn false_roster_is_refused_and_blamed() {
    let mut node = Node::new();
    let id = node.connect(0);
    let hint = RosterHint { version: 2, ..node.hint() };
    node.respond(0, id, Response::Frontier { roster: hint, logs: None });
    let asked = node.asked();
    node.respond(0, asked[0].0, Response::Rosters(vec![Bytes::from_static(b"junk")]));
    assert_eq!(node.disconnects(), [(peer(0), Reason::WrongResponse)]);
    assert!(node.events().iter().any(|event| matches!(event, Event::RosterRefused { .. })));
    assert_eq!(node.replica.rosters().current().version, 1);
}

#[test]
fn second_valid_roster_of_a_version_freezes_and_alarms() {
    let mut node = Node::new();
    let id = node.connect(0);
    let other = node.network.next_roster(|roster| roster.name = "Other".to_owned());
    node.offer_roster(|_| {});
    let hint = RosterHint { version: 2, digest: other.digest() };
    node.respond(0, id, Response::Frontier { roster: hint, logs: None });
    let asked = node.asked();
    assert_eq!(asked[0].1, Request::Rosters { from: 2 });
    node.respond(0, asked[0].0, Response::Rosters(vec![other.bytes().clone()]));
    assert!(node.events().contains(&Event::RosterForked { version: 2 }));
    assert!(node.out.iter().any(|output| matches!(output, Output::FreezeRoster(_))));
    assert_eq!(node.replica.rosters().frozen(), Some(2));
}

#[test]
fn frozen_log_of_a_peer_is_asked_for_its_evidence() {
    let mut node = Node::new();
    let log = node.log(0);
    let asked = compared(&mut node, vec![LogHead { log, height: 0, head: None, frozen: Some(0) }]);
    assert_eq!(asked[0].1, Request::Evidence { log });
}
