//! What the network is told at its start: keys, addresses, limits and timings.

use std::fmt;
use std::time::Duration;

use emn_protocol::ids::NetworkId;

/// Everything the network needs to start.
#[derive(Clone)]
pub struct NetConfig {
    /// The network; topics and protocol names carry it, so two networks never mix.
    pub network: NetworkId,
    /// Seed of the Ed25519 transport key (RFC 8032). Never logged.
    pub transport_seed: [u8; 32],
    /// A random number, new at every start. Peers recognise a restarted node by it, and it spreads the times of dials.
    pub run: u64,
    /// Multiaddresses to listen on: `/ip4/…/tcp/…`, `/ip6/…/udp/…/quic-v1`. Port 0 lets the system choose. May be
    /// empty: such a node only dials out.
    pub listen: Vec<String>,
    /// Name and version of this program, shown to peers.
    pub agent: String,
    /// Bounds.
    pub limits: NetLimits,
    /// Times.
    pub timings: NetTimings,
}

impl NetConfig {
    /// A configuration with the default limits and timings.
    pub fn new(network: NetworkId, transport_seed: [u8; 32], run: u64) -> Self {
        Self {
            network,
            transport_seed,
            run,
            listen: Vec::new(),
            agent: concat!("emn/", env!("CARGO_PKG_VERSION")).to_owned(),
            limits: NetLimits::default(),
            timings: NetTimings::default(),
        }
    }
}

impl fmt::Debug for NetConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NetConfig")
            .field("network", &self.network)
            .field("transport_seed", &"(secret)")
            .field("listen", &self.listen)
            .field("agent", &self.agent)
            .field("limits", &self.limits)
            .field("timings", &self.timings)
            .finish_non_exhaustive()
    }
}

/// Bounds of the network. The defaults fit 5 to 60 nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetLimits {
    /// Wishes of the engine that wait for the network. Every gossip message that the engine holds ends in one verdict
    /// here, so this is more than the engine's own queue; the frames in it share memory with the store.
    pub commands: usize,
    /// Gossip messages without a verdict. At 64 KiB each the engine could hold 64 MiB.
    pub pending_verdicts: usize,
    /// Peers' requests without an answer: 60 peers with four each. Further ones are answered with «busy».
    pub pending_replies: usize,
    /// Requests of ours without an answer: 60 peers with three pulls each, and room. Bounds what waits for a busy
    /// engine, since every request ends in exactly one input.
    pub pending_requests: usize,
    /// Connections in their handshake: enough for half of 60 nodes that dial at once, the others try again.
    pub pending_incoming: u32,
    /// Connections to one peer. Two, because both sides may dial at the same moment, and because a restarted peer
    /// returns before its old connection is known to be dead.
    pub connections_per_peer: u32,
    /// Connections in all: twice the nodes of a large network.
    pub connections: u32,
    /// Requests and answers under way on one connection. An answer is at most 832 KiB, a request 16 KiB.
    pub streams_per_connection: usize,
    /// Gossip messages that wait for one slow peer. 60 peers with 256 messages of 64 KiB are 960 MiB at the very
    /// worst, and no message is 64 KiB in practice; what is dropped comes by catch-up.
    pub gossip_queue: usize,
    /// Shape of the gossip mesh.
    pub mesh: MeshShape,
}

impl Default for NetLimits {
    fn default() -> Self {
        Self {
            commands: 4096,
            pending_verdicts: 1024,
            pending_replies: 256,
            pending_requests: 256,
            pending_incoming: 32,
            connections_per_peer: 2,
            connections: 128,
            streams_per_connection: 16,
            gossip_queue: 256,
            mesh: MeshShape::default(),
        }
    }
}

/// How gossip spreads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeshShape {
    /// Peers that get every message at once.
    pub target: usize,
    /// Fewer are topped up.
    pub low: usize,
    /// More are pruned.
    pub high: usize,
    /// Links that this node dialled itself; two or more keep an attacker from owning all of them.
    pub outbound_min: usize,
    /// Send own messages to every peer and not only to the mesh: in a network of 60 that is cheap and cut the 99th
    /// percentile of delivery from 628 to 103 ms.
    pub flood_publish: bool,
}

impl Default for MeshShape {
    fn default() -> Self {
        Self { target: 8, low: 6, high: 12, outbound_min: 3, flood_publish: true }
    }
}

/// Times of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetTimings {
    /// Between two rounds of mesh care. A verdict may take twelve of them.
    pub heartbeat: Duration,
    /// Before the second dial of a peer; doubles with every failure.
    pub dial_first: Duration,
    /// Longest wait between two dials of a peer.
    pub dial_longest: Duration,
    /// A connection that lived so long was a success: the next wait is short again.
    pub stable_after: Duration,
    /// To connect, handshake included.
    pub connect_timeout: Duration,
    /// For a request and its answer together.
    pub request_timeout: Duration,
    /// Without any traffic a connection is closed after this. Long: roster nodes stay connected, dead ones are found
    /// by ping.
    pub idle: Duration,
    /// Between two pings.
    pub ping_interval: Duration,
    /// For the answer to a ping. Two failures in a row end the connection.
    pub ping_timeout: Duration,
    /// How long two connections to one peer are left alone before the newer one is closed: time to exchange what is
    /// sent only once.
    pub duplicate_grace: Duration,
    /// How long a peer that broke the protocol stays out.
    pub breach_pause: Duration,
    /// For a listener to come up at the start.
    pub listen_timeout: Duration,
}

impl Default for NetTimings {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(1),
            dial_first: Duration::from_millis(500),
            dial_longest: Duration::from_secs(30),
            stable_after: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(10),
            idle: Duration::from_secs(24 * 3600),
            ping_interval: Duration::from_secs(15),
            ping_timeout: Duration::from_secs(10),
            duplicate_grace: Duration::from_secs(5),
            breach_pause: Duration::from_secs(60),
            listen_timeout: Duration::from_secs(5),
        }
    }
}
