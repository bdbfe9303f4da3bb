//! Real swarms on the loopback interface.

mod bursts;
mod hostile;
mod peering;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use emn_protocol::ids::{NetworkId, NodeKey};
use emn_protocol::sync::{AllowedPeer, Input, Outbound};
use emn_protocol::verdict::Verdict;
use emn_protocol::wire::{Request, Response};
use tokio::sync::mpsc;

use super::*;

const TCP: &str = "/ip4/127.0.0.1/tcp/0";
const QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";
/// For anything to happen on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);

/// A node whose engine accepts all gossip, answers requests for rosters with [`answer`], and notes what it hears.
struct Node {
    net: NetHandle,
    heard: Arc<Mutex<Vec<NetEvent>>>,
}

fn answer() -> Response {
    Response::Rosters(vec![Bytes::from(vec![7; 100_000]), Bytes::from_static(b"second")])
}

fn config(seed: u8, listen: &[&str]) -> NetConfig {
    let mut config = NetConfig::new(NetworkId::from_bytes([9; 32]), [seed; 32], u64::from(seed));
    config.listen = listen.iter().map(|text| (*text).to_owned()).collect();
    // Short times: what is tested is what happens, not how long it takes.
    config.timings.heartbeat = Duration::from_millis(200);
    config.timings.dial_first = Duration::from_millis(50);
    config.timings.dial_longest = Duration::from_millis(400);
    config
}

async fn start(seed: u8, listen: &[&str]) -> Node {
    start_with(config(seed, listen)).await
}

async fn start_with(config: NetConfig) -> Node {
    let (sender, receiver) = mpsc::channel(4096);
    let net = spawn(config, EventSink::tokio(sender)).await.unwrap();
    let heard = Arc::default();
    tokio::spawn(engine(net.clone(), receiver, Arc::clone(&heard)));
    Node { net, heard }
}

async fn engine(net: NetHandle, mut events: mpsc::Receiver<NetEvent>, heard: Arc<Mutex<Vec<NetEvent>>>) {
    while let Some(event) = events.recv().await {
        let reply = match &event {
            NetEvent::Input(Input::GossipEntry { token, .. } | Input::GossipNotice { token, .. }) => {
                Some(Outbound::Judge { token: *token, verdict: Verdict::Accept })
            }
            NetEvent::Input(Input::Request { token, request: Request::Rosters { .. }, .. }) => {
                Some(Outbound::Respond { token: *token, response: answer() })
            }
            _ => None,
        };
        heard.lock().unwrap().push(event);
        if let Some(reply) = reply {
            net.send(reply).unwrap();
        }
    }
}

impl Node {
    fn key(&self) -> NodeKey {
        self.net.local_key()
    }

    /// As a node of the roster, with the addresses that it listens on.
    fn listed(&self) -> AllowedPeer {
        listed(self.key(), self.net.listening())
    }

    fn allow(&self, peers: &[AllowedPeer]) {
        self.net.send(Outbound::SetAllowedPeers(peers.to_vec())).unwrap();
    }

    fn gossip(&self, frame: &[u8]) {
        self.net.send(Outbound::GossipEntry(Bytes::copy_from_slice(frame))).unwrap();
    }

    /// How many of the events heard are such.
    fn heard(&self, such: impl Fn(&NetEvent) -> bool) -> usize {
        self.heard.lock().unwrap().iter().filter(|event| such(event)).count()
    }

    fn has_frame(&self, frame: &[u8]) -> bool {
        self.heard(|event| matches!(event, NetEvent::Input(Input::GossipEntry { frame: got, .. }) if got == frame)) > 0
    }

    fn ups(&self) -> usize {
        self.heard(|event| matches!(event, NetEvent::Input(Input::PeerUp { .. })))
    }

    fn downs(&self) -> usize {
        self.heard(|event| matches!(event, NetEvent::Input(Input::PeerDown { .. })))
    }

    fn is_connected_to(&self, key: NodeKey) -> bool {
        self.net.peers().iter().any(|status| status.peer == key && status.connection.is_some())
    }
}

fn listed(key: NodeKey, addresses: Vec<String>) -> AllowedPeer {
    AllowedPeer { key, member: "NL".parse().unwrap(), addresses }
}

/// Waits until `condition` holds; fails with `what` after [`LIMIT`].
async fn eventually(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
        // Between two looks at the condition; how long it is decides nothing.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Gossips frames from `from` until one has come to `to`. The first ones may go out before the subscriptions of a new
/// connection are known: then they are lost, which is right.
async fn gossip_flows(from: &Node, to: &Node, name: &str) {
    let sent = Mutex::new(Vec::<String>::new());
    eventually(&format!("gossip `{name}` flows"), || {
        let mut sent = sent.lock().unwrap();
        let frame = format!("{name} {}", sent.len());
        from.gossip(frame.as_bytes());
        sent.push(frame);
        sent.iter().any(|frame| to.has_frame(frame.as_bytes()))
    })
    .await;
}

/// Two connected nodes; the second dials the first.
async fn pair(listen: &str) -> (Node, Node) {
    let (a, b) = (start(1, &[listen]).await, start(2, &[]).await);
    a.allow(&[b.listed()]);
    b.allow(&[a.listed()]);
    eventually("both are connected", || a.is_connected_to(b.key()) && b.is_connected_to(a.key())).await;
    (a, b)
}
