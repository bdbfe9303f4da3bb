//! Entries and notices by gossip.

use super::*;
use crate::entry::{self, Place};
use crate::ids::EntryId;
use crate::limits;
use crate::testing::{key, member, practice, practice_of_size, report, victims};

fn entry_of(node: &Node, member: usize, seq: u64, prev: Option<EntryId>, title: &str) -> Bytes {
    node.network.frame(member, seq, prev, &practice(title))
}

#[test]
fn next_entry_is_persisted_before_its_verdict() {
    let mut node = Node::new();
    node.connect(0);
    let chain = node.network.chain(0, 2);
    assert_eq!(node.gossip(0, chain[0].entry().frame().clone()), Verdict::Accept);
    assert!(matches!(node.out[0], Output::Persist(_)), "{:?}", node.out);
    assert_eq!(node.height(0), 1);
    assert_eq!(node.gossip(0, chain[0].entry().frame().clone()), Verdict::Ignore(Reason::Known));
    assert_eq!(node.gossip(1, chain[1].entry().frame().clone()), Verdict::Accept);
    assert_eq!(node.height(0), 2);
}

#[test]
fn entries_ahead_wait_until_the_gap_closes() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 4);
    for index in [2, 1, 3] {
        assert_eq!(node.gossip(0, chain[index].entry().frame().clone()), Verdict::Accept);
        assert_eq!(node.height(0), 0);
    }
    assert_eq!(node.gossip(1, chain[2].entry().frame().clone()), Verdict::Ignore(Reason::Gap));
    assert_eq!(node.replica.buffered()[0], 3);
    assert_eq!(node.gossip(0, chain[0].entry().frame().clone()), Verdict::Accept);
    let Output::Persist(entries) = &node.out[0] else { panic!("{:?}", node.out) };
    assert_eq!(entries.len(), 4);
    assert_eq!((node.height(0), node.replica.buffered()), (4, [0; 4]));
}

#[test]
fn entry_ahead_makes_a_rested_node_compare() {
    let mut node = Node::new();
    let id = node.connect(0);
    node.respond(0, id, Response::Frontier { roster: node.hint(), logs: None });
    node.tick(1_000);
    let chain = node.network.chain(0, 2);
    node.gossip(0, chain[1].entry().frame().clone());
    assert!(matches!(node.asked().as_slice(), [(_, Request::Frontier { .. })]));
}

#[test]
fn second_entry_of_a_number_is_a_fork_whoever_came_first() {
    for seq in 0..2u64 {
        let mut node = Node::new();
        let chain = node.network.chain(0, 2);
        frames(&chain).into_iter().for_each(|frame| drop(node.gossip(0, frame)));
        let prev = seq.checked_sub(1).map(|_| chain[0].entry().id());
        let other = entry_of(&node, 0, seq, prev, "Other");
        assert_eq!(node.gossip(1, other.clone()), Verdict::Ignore(Reason::Fork));
        let evidence = node.out.iter().find_map(|output| match output {
            Output::Freeze(evidence) => Some(evidence.clone()),
            _ => None,
        });
        let mut both = [other.clone(), chain[seq as usize].entry().frame().clone()];
        both.sort();
        assert_eq!(evidence, Some(Evidence { log: node.log(0), seq, frames: both }));
        assert_eq!(node.height(0), seq, "the common part stays");
        assert_eq!(node.notices(), [Notice::Fork { log: node.log(0), seq }]);
        assert!(node.events().contains(&Event::Forked { log: node.log(0), member: Some(member("M0")), seq }));
        assert_eq!(node.gossip(1, other), Verdict::Ignore(Reason::Frozen));
        assert_eq!(node.gossip(1, chain[1].entry().frame().clone()), Verdict::Ignore(Reason::Frozen));
    }
}

#[test]
fn fork_between_entries_that_wait_for_a_gap_is_found() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 3);
    let other = entry_of(&node, 0, 2, Some(chain[1].entry().id()), "Other");
    assert_eq!(node.gossip(0, chain[2].entry().frame().clone()), Verdict::Accept);
    assert_eq!(node.gossip(1, other), Verdict::Ignore(Reason::Fork));
    assert_eq!(node.replica.frontier().get(&node.log(0)).frozen, Some(2));
    assert_eq!(node.gossip(0, chain[0].entry().frame().clone()), Verdict::Accept);
    assert_eq!(node.gossip(0, chain[1].entry().frame().clone()), Verdict::Accept, "before the fork all goes on");
}

#[test]
fn earlier_fork_moves_the_frost_back() {
    let mut node = Node::new();
    let chain = node.network.chain(0, 3);
    frames(&chain).into_iter().for_each(|frame| drop(node.gossip(0, frame)));
    let late = entry_of(&node, 0, 2, Some(chain[1].entry().id()), "Late");
    let early = entry_of(&node, 0, 1, Some(chain[0].entry().id()), "Early");
    assert_eq!(node.gossip(1, late), Verdict::Ignore(Reason::Fork));
    assert_eq!(node.gossip(1, early), Verdict::Ignore(Reason::Fork));
    let state = node.replica.frontier().get(&node.log(0));
    assert_eq!((state.height, state.frozen), (1, Some(1)));
}

#[test]
fn entry_that_does_not_follow_is_ignored_and_looked_into() {
    let mut node = Node::new();
    let id = node.connect(0);
    node.respond(0, id, Response::Frontier { roster: node.hint(), logs: None });
    let chain = node.network.chain(0, 1);
    node.gossip(0, chain[0].entry().frame().clone());
    let stray = entry_of(&node, 0, 1, Some(EntryId::of(b"another")), "Stray");
    assert_eq!(node.gossip(0, stray), Verdict::Ignore(Reason::BrokenChain));
    assert_eq!(node.asked().len(), 1);
    assert!(matches!(&node.asked()[0].1, Request::Ids { seqs, .. } if *seqs == [0]));
}

#[test]
fn entry_that_names_an_older_roster_than_the_one_before_is_refused_without_blame() {
    let mut node = Node::new();
    node.offer_roster(|_| {});
    let sign = |seq, prev, roster| {
        let place = Place { seq, prev, time: at(5), roster };
        entry::sign(&node.network.id(), &member("M0"), place, &practice("A"), &key(0))
    };
    let first = sign(0, None, 2);
    let id = SignedEntry::open(&node.network.id(), first.clone()).unwrap().id();
    let back = sign(1, Some(id), 1);
    assert_eq!(node.gossip(0, first), Verdict::Accept);
    // Who got it before the first one could not see that, and handed it on.
    assert_eq!(node.gossip(0, back), Verdict::Ignore(Reason::RosterWentBack));
    assert_eq!(node.height(0), 1);
}

#[test]
fn entry_waits_for_the_roster_that_it_names() {
    let mut node = Node::new();
    node.connect(0);
    let place = Place { seq: 0, prev: None, time: at(5), roster: 2 };
    let frame = entry::sign(&node.network.id(), &member("M0"), place, &practice("A"), &key(0));
    assert_eq!(node.gossip(0, frame.clone()), Verdict::Ignore(Reason::RosterUnknown));
    assert_eq!(
        node.asked().into_iter().map(|(_, request)| request).collect::<Vec<_>>(),
        [Request::Rosters { from: 2 }]
    );
    assert_eq!(node.replica.buffered()[2..], [1, frame.len()]);
    let (id, next) = (node.asked()[0].0, node.network.next_roster(|_| {}));
    node.respond(0, id, Response::Rosters(vec![next.bytes().clone()]));
    assert_eq!((node.height(0), node.replica.buffered()), (1, [0; 4]));
    assert_eq!(node.notices(), [Notice::Roster(node.replica.rosters().hint())]);
}

#[test]
fn buffers_stay_within_their_limits() {
    let mut node = Node::new();
    let of_log = u64::try_from(limits::GAP_ENTRIES_PER_LOG).unwrap();
    for (log, seq) in (0..4).flat_map(|log| (0..of_log + 3).map(move |seq| (log, seq))) {
        let frame = entry_of(&node, log, seq + 1, Some(EntryId::of(b"x")), "A");
        let expected = if seq < of_log { Verdict::Accept } else { Verdict::Ignore(Reason::BufferFull) };
        assert_eq!(node.gossip(0, frame), expected, "{log} {seq}");
    }
    assert_eq!(node.replica.buffered()[0], limits::GAP_ENTRIES);
    let mut node = Node::new();
    for seq in 0..70 {
        let frame = node.network.frame(0, seq + 1, Some(EntryId::of(b"x")), &practice_of_size("A", 130_000));
        let size = node.replica.buffered()[1] + frame.len();
        let full = size > limits::GAP_BYTES;
        let verdict = node.gossip(0, frame);
        assert_eq!(verdict == Verdict::Accept, !full, "{seq}");
        if !full {
            assert_eq!(node.replica.buffered()[1], size);
        }
    }
    let large = node.replica.buffered()[1];
    let mut node = Node::new();
    for seq in 0..200 {
        let place = Place { seq, prev: (seq > 0).then(|| EntryId::of(b"x")), time: at(5), roster: 9 };
        let frame = entry::sign(&node.network.id(), &member("M0"), place, &practice("A"), &key(0));
        assert_eq!(node.gossip(0, frame), Verdict::Ignore(Reason::RosterUnknown));
        assert!(node.replica.buffered()[2] <= limits::HELD_ENTRIES);
    }
    assert_eq!(node.replica.buffered()[2], limits::HELD_ENTRIES);
    for seq in 0..40 {
        let place = Place { seq, prev: (seq > 0).then(|| EntryId::of(b"x")), time: at(5), roster: 9 };
        let record = practice_of_size("A", 130_000);
        node.gossip(0, entry::sign(&node.network.id(), &member("M0"), place, &record, &key(0)));
        assert!(node.replica.buffered()[3] <= limits::HELD_BYTES);
    }
    assert!(large <= limits::GAP_BYTES && large + 131_000 > limits::GAP_BYTES);
}

#[test]
fn blame_falls_only_on_who_breaks_the_rules() {
    let mut node = Node::new();
    node.connect(0);
    let place = Place { seq: 0, prev: None, time: at(5), roster: 1 };
    let stranger = entry::sign(&node.network.id(), &member("M0"), place, &practice("A"), &key(99));
    assert_eq!(node.gossip(0, stranger), Verdict::Reject(Reason::UnknownKey));
    let future = Place { time: at(1_000_000), ..place };
    let early = entry::sign(&node.network.id(), &member("M0"), future, &practice("A"), &key(0));
    assert_eq!(node.gossip(0, early), Verdict::Ignore(Reason::FutureTime));
    assert_eq!(node.events(), []);
    assert!(matches!(node.gossip(0, Bytes::from_static(b"junk")), Verdict::Reject(Reason::Malformed(_))));
    assert_eq!(node.disconnects(), [], "gossip is punished by its scores");
}

#[test]
fn notice_without_news_asks_nothing() {
    let mut node = Node::new();
    node.connect(0);
    let log = node.log(0);
    let hint = node.hint();
    let strange = key(99).id();
    for old in [
        Notice::Head(LogHead { log, height: 0, head: None, frozen: None }),
        Notice::Head(LogHead { log: strange, height: 9, head: None, frozen: None }),
        Notice::Fork { log: strange, seq: 0 },
        Notice::Roster(hint),
    ] {
        assert_eq!(node.notice(0, old), Verdict::Ignore(Reason::NothingNew));
        assert_eq!(node.asked(), []);
    }
}

#[test]
fn notice_of_a_head_compares_with_the_members_own_node() {
    let mut node = Node::new();
    for number in [0, 1] {
        let id = node.connect(number);
        node.respond(number, id, Response::Frontier { roster: node.hint(), logs: None });
    }
    node.tick(1_000);
    let chain = node.network.chain(1, 3);
    assert_eq!(node.notice(0, Notice::Head(head(&chain))), Verdict::Accept);
    let asked: Vec<_> = node
        .out
        .iter()
        .filter_map(|output| match output {
            Output::Send(Outbound::Request { peer, request: Request::Frontier { .. }, .. }) => Some(*peer),
            _ => None,
        })
        .collect();
    assert_eq!(asked, [peer(1)]);
}

#[test]
fn notice_of_a_fork_or_roster_is_followed() {
    let mut node = Node::new();
    node.connect(0);
    let log = node.log(1);
    assert_eq!(node.notice(0, Notice::Fork { log, seq: 3 }), Verdict::Accept);
    assert_eq!(node.asked()[0].1, Request::Evidence { log });
    let hint = RosterHint { version: 2, ..node.hint() };
    assert_eq!(node.notice(0, Notice::Roster(hint)), Verdict::Accept);
    assert_eq!(node.asked()[0].1, Request::Rosters { from: 2 });
    assert_eq!(node.notice(0, Notice::Roster(hint)), Verdict::Accept);
    assert_eq!(node.asked(), [], "once at a time");
}

#[test]
fn entry_that_breaks_a_disclosure_rule_names_the_member_that_signed_it() {
    let mut node = Node::new();
    let bad = report("R", vec![victims(&["2022"], &[Some(12), Some(9), Some(3)])]);
    let frame = node.network.frame(0, 0, None, &bad);
    let id = SignedEntry::open(&node.network.id(), frame.clone()).unwrap().id();
    assert_eq!(node.gossip(1, frame), Verdict::Reject(Reason::Disclosure("D1")));
    let (log, reason) = (node.log(0), Reason::Disclosure("D1"));
    assert!(node.events().contains(&Event::RuleBroken { member: member("M0"), log, seq: 0, id, reason }));
    assert_eq!(node.height(0), 0);
}
