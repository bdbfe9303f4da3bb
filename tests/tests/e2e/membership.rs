//! Who is in the network, and who is not any more.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, ensure};
use emn_node::net::{self, EventSink, NetConfig, NetEvent};
use emn_protocol::ids::NodeKey;
use emn_protocol::roster::{LastEntry, Revocation, Roster, Status};
use emn_protocol::sync::{AllowedPeer, Input, Outbound};
use emn_protocol::testing::practice;
use emn_tests::{TestNet, all_connected, equal_sets, eventually};

use crate::{apis, with_net};

/// Expels a member; of its log everything up to `last` stays.
fn expel(roster: &mut Roster, member: &str, last: Option<LastEntry>) {
    for listed in roster.members.iter_mut().filter(|listed| listed.id.to_string() == member) {
        listed.status = Status::Expelled;
        listed.nodes.clear();
        for key in &mut listed.keys {
            key.revoked = Some(Revocation { last, reason: "Left the network.".to_owned() });
        }
    }
}

#[test]
fn expelled_member_is_cut_off_and_its_later_entries_are_nowhere() -> anyhow::Result<()> {
    with_net(4, |net| {
        let mut nodes = net.start_all(0..4)?;
        all_connected(apis(&nodes))?;
        let stays = nodes[3].api().publish_when_free(&practice("Before"))?;
        equal_sets(apis(&nodes), 1)?;
        // It publishes more while nobody else is there, and is expelled meanwhile.
        let expelled = nodes.remove(3);
        for node in nodes {
            ensure!(node.terminate()?.success());
        }
        let goes = expelled.api().publish_when_free(&practice("After"))?;
        ensure!(expelled.terminate()?.success());
        let next = net.sandbox.change_roster(|roster| {
            expel(roster, "M3", Some(LastEntry { seq: stays.seq, id: stays.id }));
        })?;
        let nodes = net.start_all(0..3)?;
        ensure!(nodes[0].api().offer_roster(&next)?.status == 200);
        for node in &nodes {
            eventually("the roster has spread", || {
                let version = node.api().status()?.roster.version;
                ensure!(version == 2, "version {version}");
                Ok(())
            })?;
        }
        // It comes back with its old roster and knocks at every door.
        let expelled = net.start(3)?;
        for (n, node) in nodes.iter().enumerate() {
            eventually("the expelled node is refused", || {
                let log = node.log()?;
                let refused =
                    log.lines().any(|line| line.contains("refused a connection") && line.contains("not in the roster"));
                ensure!(refused, "node {n} has not refused it");
                Ok(())
            })?;
        }
        // A connection that the other side refuses looks like one for a moment.
        eventually("the expelled node has no connection", || {
            let peers = expelled.api().status()?.peers;
            ensure!(peers.connected == 0, "{peers:?}");
            Ok(())
        })?;
        // The others go on; by the time that they have this one, they would have the expelled member's as well.
        nodes[1].api().publish_when_free(&practice("Without it"))?;
        equal_sets(apis(&nodes), 2)?;
        for node in &nodes {
            ensure!(node.api().has(&stays.id)? && !node.api().has(&goes.id)?);
        }
        Ok(())
    })
}

/// A node of our making that says what it hears.
struct Stranger {
    net: net::NetHandle,
    heard: Arc<Mutex<Vec<NetEvent>>>,
    runtime: tokio::runtime::Runtime,
}

impl Stranger {
    /// Dials node 0.
    fn dial(test: &TestNet, transport_seed: [u8; 32]) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let heard: Arc<Mutex<Vec<NetEvent>>> = Arc::default();
        let notes = Arc::clone(&heard);
        let sink = EventSink::new(move |event| {
            notes.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            Ok(())
        });
        let config = NetConfig::new(test.sandbox.rosters.network(), transport_seed, 1);
        let net = runtime.block_on(net::spawn(config, sink))?;
        let site = test.site(0);
        let roster = test.sandbox.rosters.current();
        let key = roster.member(&site.member).and_then(|member| member.nodes.first()).context("node 0 is listed")?.key;
        let addresses = site.config.node.announce.clone();
        net.send(Outbound::SetAllowedPeers(vec![AllowedPeer { key, member: site.member.clone(), addresses }]))?;
        Ok(Self { net, heard, runtime })
    }

    fn key(&self) -> NodeKey {
        self.net.local_key()
    }

    /// What peers said: requests, answers and gossip.
    fn inputs_of_substance(&self) -> usize {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let speaks = |event: &&NetEvent| match event {
            NetEvent::Input(Input::PeerUp { .. } | Input::PeerDown { .. } | Input::RequestFailed { .. }) => false,
            NetEvent::Input(_) => true,
            _ => false,
        };
        heard.iter().filter(speaks).count()
    }
}

#[test]
fn stranger_is_refused_at_the_connection_and_the_log_says_so() -> anyhow::Result<()> {
    with_net(2, |net| {
        let node = net.start(0)?;
        let stranger = Stranger::dial(net, [77; 32])?;
        let name = stranger.key().to_string();
        eventually("the log names the stranger", || {
            let log = node.log()?;
            let line = log.lines().find(|line| line.contains("refused a connection") && line.contains(&name));
            ensure!(line.is_some_and(|line| line.contains("its key is not in the roster")), "{name} is not named");
            Ok(())
        })?;
        node.api().publish_when_free(&practice("Not for strangers"))?;
        ensure!(node.api().status()?.peers.connected == 0);
        // It stays out however often it comes back.
        let before = stranger.net.counters().connections_made;
        eventually("it has come back", || {
            let made = stranger.net.counters();
            ensure!(made.connections_made + made.dials_failed > before + 1, "{made:?}");
            Ok(())
        })?;
        ensure!(stranger.inputs_of_substance() == 0, "{:?}", stranger.heard);
        stranger.runtime.block_on(stranger.net.shutdown());
        Ok(())
    })
}
