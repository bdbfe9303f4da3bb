//! Who is connected, and by which connections.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use emn_protocol::ids::NodeKey;
use libp2p::core::ConnectedPoint;
use libp2p::swarm::ConnectionId;

use super::status::ConnectionStatus;
use super::translate::{address_text, carrier};

/// Pings that may fail in a row before the connection is given up.
const PING_FAILURES: u32 = 2;

#[derive(Debug)]
struct Connection {
    id: ConnectionId,
    point: ConnectedPoint,
    since: Instant,
    ping_failures: u32,
    round_trip: Option<Duration>,
}

#[derive(Debug, Default)]
struct Peer {
    /// In the order they were made; never empty.
    connections: Vec<Connection>,
    agent: Option<String>,
    run: Option<u64>,
    /// Messages that were too large or did not decode.
    offences: u32,
}

/// The connected peers.
#[derive(Debug, Default)]
pub(super) struct Peers(BTreeMap<NodeKey, Peer>);

impl Peers {
    /// Notes a connection; `true` when it is the first to this peer.
    pub(super) fn opened(&mut self, key: NodeKey, id: ConnectionId, point: ConnectedPoint, now: Instant) -> bool {
        let peer = self.0.entry(key).or_default();
        peer.connections.push(Connection { id, point, since: now, ping_failures: 0, round_trip: None });
        peer.connections.len() == 1
    }

    /// Notes the end of a connection; gives how long it lasted when it was the last one to this peer.
    pub(super) fn closed(&mut self, key: &NodeKey, id: ConnectionId, now: Instant) -> Option<Duration> {
        let peer = self.0.get_mut(key)?;
        let place = peer.connections.iter().position(|connection| connection.id == id)?;
        let lived = now.duration_since(peer.connections.remove(place).since);
        if !peer.connections.is_empty() {
            return None;
        }
        self.0.remove(key);
        Some(lived)
    }

    /// Notes how a peer calls itself. `true` when it has restarted: it calls this run of it by another number than
    /// its older connection did, so that one is dead and what was agreed on it is forgotten there.
    pub(super) fn identified(&mut self, key: &NodeKey, agent: String, run: Option<u64>) -> bool {
        let Some(peer) = self.0.get_mut(key) else { return false };
        let restarted = peer.run.is_some() && peer.run != run;
        peer.agent = Some(agent);
        peer.run = run;
        restarted
    }

    /// Notes a ping; `true` when the connection should be given up.
    pub(super) fn pinged(&mut self, key: &NodeKey, id: ConnectionId, round_trip: Option<Duration>) -> bool {
        let connections = self.0.get_mut(key).map(|peer| &mut peer.connections);
        let Some(connection) = connections.and_then(|all| all.iter_mut().find(|known| known.id == id)) else {
            return false;
        };
        match round_trip {
            Some(round_trip) => {
                connection.round_trip = Some(round_trip);
                connection.ping_failures = 0;
            }
            None => connection.ping_failures += 1,
        }
        connection.ping_failures >= PING_FAILURES
    }

    /// Notes a message that was too large or did not decode; gives how many there were.
    pub(super) fn offended(&mut self, key: &NodeKey) -> u32 {
        self.0.get_mut(key).map_or(0, |peer| {
            peer.offences += 1;
            peer.offences
        })
    }

    /// The connections to close because there is an older one to the same peer. Only the node with the lower key
    /// chooses, so that the two do not close one each; and only after `grace`, since some things are said once for
    /// each peer, on whichever connection is free.
    pub(super) fn superfluous(&self, local: &NodeKey, now: Instant, grace: Duration) -> Vec<ConnectionId> {
        let ours = self.0.iter().filter(|(key, _)| local < *key);
        let newer = ours.flat_map(|(_, peer)| peer.connections.iter().skip(1));
        newer
            .filter(|connection| now.duration_since(connection.since) >= grace)
            .map(|connection| connection.id)
            .collect()
    }

    /// The number of connections to a peer.
    pub(super) fn connections(&self, key: &NodeKey) -> usize {
        self.0.get(key).map_or(0, |peer| peer.connections.len())
    }

    /// The state of a peer's oldest connection.
    pub(super) fn status(&self, key: &NodeKey) -> Option<ConnectionStatus> {
        let peer = self.0.get(key)?;
        let connection = peer.connections.first()?;
        let address = connection.point.get_remote_address();
        Some(ConnectionStatus {
            address: address_text(address),
            carrier: carrier(address),
            outgoing: connection.point.is_dialer(),
            since: connection.since,
            agent: peer.agent.clone(),
            round_trip: connection.round_trip,
        })
    }
}

#[cfg(test)]
mod tests {
    use libp2p::core::{Endpoint, transport::PortUse};

    use super::*;

    const LOW: NodeKey = NodeKey::from_bytes([1; 32]);
    const HIGH: NodeKey = NodeKey::from_bytes([2; 32]);

    fn id(number: usize) -> ConnectionId {
        ConnectionId::new_unchecked(number)
    }

    fn point() -> ConnectedPoint {
        ConnectedPoint::Dialer {
            address: "/ip4/127.0.0.1/tcp/4001".parse().unwrap(),
            role_override: Endpoint::Dialer,
            port_use: PortUse::New,
        }
    }

    #[test]
    fn newer_connection_is_closed_by_the_lower_key_after_the_grace() {
        let now = Instant::now();
        let grace = Duration::from_secs(5);
        let mut peers = Peers::default();
        assert!(peers.opened(HIGH, id(1), point(), now));
        assert!(!peers.opened(HIGH, id(2), point(), now));
        assert!(peers.superfluous(&LOW, now, grace).is_empty());
        assert_eq!(peers.superfluous(&LOW, now + grace, grace), [id(2)]);
        let above = NodeKey::from_bytes([3; 32]);
        assert!(peers.superfluous(&above, now + grace, grace).is_empty());
    }

    #[test]
    fn peer_is_gone_with_its_last_connection() {
        let now = Instant::now();
        let mut peers = Peers::default();
        peers.opened(HIGH, id(1), point(), now);
        peers.opened(HIGH, id(2), point(), now);
        assert_eq!(peers.closed(&HIGH, id(1), now), None);
        assert!(peers.status(&HIGH).is_some());
        assert_eq!(peers.closed(&HIGH, id(2), now + Duration::from_secs(7)), Some(Duration::from_secs(7)));
        assert!(peers.status(&HIGH).is_none());
    }

    #[test]
    fn other_run_means_restarted_and_the_same_does_not() {
        let mut peers = Peers::default();
        peers.opened(HIGH, id(1), point(), Instant::now());
        assert!(!peers.identified(&HIGH, "emn".to_owned(), Some(1)));
        assert!(!peers.identified(&HIGH, "emn".to_owned(), Some(1)));
        assert!(peers.identified(&HIGH, "emn".to_owned(), Some(2)));
    }

    #[test]
    fn second_failed_ping_in_a_row_gives_the_connection_up() {
        let mut peers = Peers::default();
        peers.opened(HIGH, id(1), point(), Instant::now());
        assert!(!peers.pinged(&HIGH, id(1), None));
        assert!(!peers.pinged(&HIGH, id(1), Some(Duration::from_millis(3))));
        assert!(!peers.pinged(&HIGH, id(1), None));
        assert!(peers.pinged(&HIGH, id(1), None));
    }
}
