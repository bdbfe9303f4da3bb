//! Single steps of a replica; the simulator has the long runs.

use super::*;
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
