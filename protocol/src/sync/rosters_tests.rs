//! Single steps of a replica; the simulator has the long runs.

use super::*;
use crate::roster::{History, Installed, LastEntry, Revocation};
use crate::sim::SimStore;
use crate::testing::{TestNetwork, at, node_key};

struct Nothing;

impl View for Nothing {
    fn stored(&self, _: &LogId, _: u64) -> Option<Stored> {
        None
    }

    fn frame(&self, _: &LogId, _: u64) -> Option<Bytes> {
        None
    }

    fn serve(&self, _: &Request) -> Option<Response> {
        None
    }
}

fn now(millis: u64) -> Now {
    Now { wall: at(1000), millis }
}

/// The comparisons among the outputs: whom, as which request, and which roster version is told.
fn comparisons(outputs: &[Output]) -> Vec<(NodeKey, RequestId, u64)> {
    let comparison = |output: &Output| match output {
        Output::Send(Outbound::Request { peer, id, request: Request::Frontier { roster, .. } }) => {
            Some((*peer, *id, roster.version))
        }
        _ => None,
    };
    outputs.iter().filter_map(comparison).collect()
}

#[test]
fn node_with_a_new_roster_tells_every_peer() {
    let network = TestNetwork::new(3);
    let setup = Setup {
        me: node_key(0),
        own_log: None,
        suspect: false,
        rosters: network.rosters.clone(),
        frontier: Frontier::default(),
        opener: Box::new(OneByOne),
        seed: 1,
        compare_every: 30_000,
    };
    let (mut replica, _) = Replica::new(setup, now(0));
    for peer in [node_key(1), node_key(2)] {
        let outputs = replica.handle(Input::PeerUp { peer }, now(0), &Nothing);
        let [(_, id, 1)] = comparisons(&outputs)[..] else { panic!("one comparison at first: {outputs:?}") };
        let response = Response::Frontier { roster: network.rosters.hint(), logs: None };
        replica.handle(Input::Response { peer, id, response }, now(10), &Nothing);
    }
    let roster = network.next_roster(|roster| roster.name = "Another name".to_owned());
    let told = comparisons(&replica.handle(Input::RosterOffered(roster), now(5_000), &Nothing));
    assert_eq!(told.iter().map(|(_, _, version)| *version).collect::<Vec<_>>(), [2, 2]);
    assert!([node_key(1), node_key(2)].iter().all(|key| told.iter().any(|(peer, ..)| peer == key)), "{told:?}");
}

fn replica(rosters: History, frontier: Frontier) -> Replica {
    let setup = Setup {
        me: node_key(0),
        own_log: None,
        suspect: false,
        rosters,
        frontier,
        opener: Box::new(OneByOne),
        seed: 1,
        compare_every: 30_000,
    };
    Replica::new(setup, now(0)).0
}

/// The roster came while the node was down, or the process ended before it took effect.
#[test]
fn revocation_takes_effect_on_what_is_stored_when_a_node_starts() {
    let network = TestNetwork::new(2);
    let chain = network.chain(1, 5);
    let mut store = SimStore::new(network.rosters.newest().as_ref().clone());
    store.append(&chain);
    let last = chain[2].entry();
    let revocation = Revocation { last: Some(LastEntry { seq: 2, id: last.id() }), reason: "stolen".to_owned() };
    let roster = network.next_roster(|roster| roster.members[1].keys[0].revoked = Some(revocation));
    let mut rosters = network.rosters.clone();
    assert_eq!(rosters.install(roster), Ok(Installed::New));
    let mut replica = replica(rosters, store.frontier());
    let outputs = replica.handle(Input::Tick, now(0), &store);
    let log = last.log();
    let cut = outputs.iter().any(|output| matches!(output, Output::Truncate { log: l, height: 3 } if *l == log));
    assert!(cut, "{outputs:?}");
    assert_eq!(replica.frontier().get(&log).height, 3);
}

fn asked_rosters(outputs: &[Output]) -> Option<(RequestId, u64)> {
    outputs.iter().find_map(|output| match output {
        Output::Send(Outbound::Request { id, request: Request::Rosters { from }, .. }) => Some((*id, *from)),
        _ => None,
    })
}

/// Two keyholders signed another version 2, and one branch has gone on to version 3.
#[test]
fn roster_histories_that_parted_earlier_freeze_the_roster() {
    let network = TestNetwork::new(3);
    let branch = |name: &str| {
        let mut rosters = network.rosters.clone();
        let second = network.next_roster(|roster| roster.name = name.to_owned());
        assert_eq!(rosters.install(second.clone()), Ok(Installed::New));
        (rosters, second)
    };
    let (ours, _) = branch("A");
    let (mut theirs, their_second) = branch("B");
    let their_third = crate::testing::successor(&theirs, &network.roots, |_| {});
    assert_eq!(theirs.install(their_third.clone()), Ok(Installed::New));
    let mut replica = replica(ours, Frontier::default());
    let peer = node_key(1);
    let outputs = replica.handle(Input::PeerUp { peer }, now(0), &Nothing);
    let [(_, id, 2)] = comparisons(&outputs)[..] else { panic!("one comparison at first: {outputs:?}") };
    let response = Response::Frontier { roster: theirs.hint(), logs: None };
    let outputs = replica.handle(Input::Response { peer, id, response }, now(10), &Nothing);
    let (id, from) = asked_rosters(&outputs).unwrap();
    assert_eq!(from, 3);
    let response = Response::Rosters(vec![their_third.bytes().clone()]);
    let outputs = replica.handle(Input::Response { peer, id, response }, now(20), &Nothing);
    let (id, from) = asked_rosters(&outputs).unwrap();
    assert_eq!(from, 1, "where they parted is not known yet");
    let all = [network.rosters.newest().bytes(), their_second.bytes(), their_third.bytes()];
    let response = Response::Rosters(all.map(Clone::clone).to_vec());
    let outputs = replica.handle(Input::Response { peer, id, response }, now(30), &Nothing);
    assert!(outputs.iter().any(|output| matches!(output, Output::FreezeRoster(_))), "{outputs:?}");
    assert_eq!(replica.rosters().frozen(), Some(2));
}
