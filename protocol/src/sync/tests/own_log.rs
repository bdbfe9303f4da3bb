//! Publishing: the guard against signing a number twice, gossip tokens, head notices.

use super::*;
use crate::limits;
use crate::testing::{practice, practice_of_size};

impl Node {
    fn publish(&mut self, record: &crate::record::Record) -> VerifiedEntry {
        let state = self.replica.frontier().get(&self.log(2));
        let entry = self.network.entry(2, state.height, state.head, record);
        self.store.append(std::slice::from_ref(&entry));
        self.input(Input::LocalAppended(entry.clone()));
        entry
    }

    fn gossiped(&self) -> usize {
        self.out.iter().filter(|output| matches!(output, Output::Send(Outbound::GossipEntry(_)))).count()
    }

    fn hold(&self) -> Option<Hold> {
        self.replica.next_place(self.now()).err()
    }
}

#[test]
fn fresh_start_waits_for_a_peer_or_three_seconds() {
    let mut node = Node::new();
    assert_eq!(node.hold(), Some(Hold::Starting), "before the first tick already");
    node.tick(0);
    assert_eq!(node.hold(), Some(Hold::Starting));
    node.tick(2_999);
    assert_eq!(node.hold(), Some(Hold::Starting));
    node.tick(1);
    assert_eq!(node.hold(), None);
    let mut node = Node::new();
    node.tick(0);
    let id = node.connect(0);
    node.respond(0, id, Response::Frontier { roster: node.hint(), logs: None });
    assert_eq!(node.hold(), None);
}

#[test]
fn suspect_folder_waits_for_two_peers_however_long() {
    let mut node = Node::with(Node::new().store, true);
    node.tick(0);
    node.tick(1_000_000);
    assert_eq!(node.hold(), Some(Hold::AskPeers));
    for number in [0, 0, 1] {
        assert_eq!(node.hold(), Some(Hold::AskPeers), "before peer {number}");
        node.input(Input::PeerDown { peer: peer(number) });
        let id = node.connect(number);
        node.respond(number, id, node.frontier(Vec::new()));
    }
    assert_eq!(node.hold(), None, "both have nothing of ours either");
}

#[test]
fn node_behind_its_own_log_catches_up_before_it_publishes() {
    let mut node = Node::new();
    let chain = node.network.chain(2, 3);
    let id = node.connect(0);
    node.respond(0, id, node.frontier(vec![head(&chain)]));
    assert_eq!(node.hold(), Some(Hold::Behind { ours: 0, theirs: 3 }));
    let pull = node.asked().pop().unwrap();
    assert!(matches!(pull.1, Request::Pull { .. }));
    node.respond(0, pull.0, Response::Entries(frames(&chain)));
    assert_eq!(node.hold(), None);
    let place = node.replica.next_place(node.now()).unwrap();
    assert_eq!((place.seq, place.prev), (3, Some(chain[2].entry().id())));
}

#[test]
fn claim_that_cannot_be_shown_does_not_hold_publishing_for_ever() {
    let mut node = Node::new();
    let id = node.connect(0);
    let false_head = LogHead { height: 1 << 40, ..head(&node.network.chain(2, 1)) };
    node.respond(0, id, node.frontier(vec![false_head]));
    assert!(matches!(node.hold(), Some(Hold::Behind { ours: 0, .. })));
    for _ in 0..limits::PULLS_IN_FLIGHT {
        let Some((pull, _)) = node.asked().pop() else { break };
        node.respond(0, pull, Response::Entries(Vec::new()));
    }
    let rest = node.asked();
    for (pull, _) in rest {
        node.respond(0, pull, Response::Entries(Vec::new()));
    }
    node.input(Input::PeerDown { peer: peer(0) });
    assert_eq!(node.hold(), None);
}

#[test]
fn forked_own_log_is_never_written_again() {
    let mut node = Node::new();
    node.tick(10_000);
    node.publish(&practice("A"));
    let other = node.network.frame(2, 0, None, &practice("Other"));
    assert_eq!(node.gossip(0, other), Verdict::Ignore(Reason::Fork));
    assert_eq!(node.hold(), Some(Hold::Forked { seq: 0 }));
}

#[test]
fn own_entry_is_gossiped_and_its_head_announced_on_the_next_tick() {
    let mut node = Node::new();
    let entry = node.publish(&practice("A"));
    assert_eq!(node.gossiped(), 1);
    assert_eq!(node.notices(), []);
    node.tick(250);
    assert_eq!(node.notices(), [Notice::Head(head(&[entry]))]);
    node.tick(250);
    assert_eq!(node.notices(), []);
}

#[test]
fn large_entry_is_announced_and_not_gossiped() {
    let mut node = Node::new();
    let around = node.network.frame(2, 0, None, &practice_of_size("A", 60_000)).len() - 60_000;
    node.publish(&practice_of_size("A", limits::GOSSIP_ENTRY_BYTES - around));
    assert_eq!(node.gossiped(), 1);
    node.publish(&practice_of_size("A", limits::GOSSIP_ENTRY_BYTES - around + 64));
    assert_eq!(node.gossiped(), 0);
    node.tick(250);
    assert_eq!(node.notices().len(), 1);
}

#[test]
fn burst_is_gossiped_up_to_its_tokens_which_come_back_with_time() {
    let mut node = Node::new();
    let publish = |node: &mut Node, count: u32| {
        (0..count)
            .filter(|_| {
                node.publish(&practice("A"));
                node.gossiped() == 1
            })
            .count()
    };
    assert_eq!(publish(&mut node, limits::GOSSIP_BURST + 50), limits::GOSSIP_BURST as usize);
    node.millis += 100;
    assert_eq!(publish(&mut node, 50), 20);
    node.millis += 3_600_000;
    assert_eq!(publish(&mut node, limits::GOSSIP_BURST + 5), limits::GOSSIP_BURST as usize);
    node.tick(250);
    assert_eq!(node.notices().len(), 1, "one notice for them all");
}

#[test]
fn next_entry_names_the_newest_roster() {
    let mut node = Node::new();
    node.tick(0);
    node.tick(10_000);
    assert_eq!(node.replica.next_place(node.now()).map(|place| place.roster), Ok(1));
    node.offer_roster(|_| {});
    assert_eq!(node.replica.next_place(node.now()).map(|place| place.roster), Ok(2));
}
