//! Between the words of libp2p and ours: peer ids, addresses, error texts.

use std::error::Error;
use std::net::{IpAddr, SocketAddr};

use emn_protocol::ids::NodeKey;
use libp2p::identity::{PublicKey, ed25519};
use libp2p::multiaddr::Protocol;
use libp2p::{Multiaddr, PeerId};
use serde::Serialize;

/// Multihash code of an identity hash: the bytes themselves. Peer ids of Ed25519 keys are such.
const IDENTITY_HASH: u64 = 0;
/// Characters of a peer's program name that are kept.
const AGENT_CHARS: usize = 64;
/// Separates a node's program name from the number of its run, see [`agent_text`].
const RUN_MARK: &str = " run/";

/// How a connection is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Carrier {
    /// TCP with Noise and Yamux.
    Tcp,
    /// QUIC version 1 over UDP.
    Quic,
}

/// The peer id of a transport key; none when the bytes are no Ed25519 key.
pub(super) fn peer_id(key: &NodeKey) -> Option<PeerId> {
    let key = ed25519::PublicKey::try_from_bytes(key.as_bytes()).ok()?;
    Some(PublicKey::from(key).to_peer_id())
}

/// The transport key of a peer id; none when it is not an Ed25519 key.
pub(super) fn node_key(peer: &PeerId) -> Option<NodeKey> {
    let hash = peer.as_ref();
    if hash.code() != IDENTITY_HASH {
        return None;
    }
    let key = PublicKey::try_decode_protobuf(hash.digest()).ok()?.try_into_ed25519().ok()?;
    Some(NodeKey::from_bytes(key.to_bytes()))
}

/// The socket that a listen address means, without names to look up; none when it is neither TCP nor QUIC.
pub(super) fn socket(address: &Multiaddr) -> Option<(Carrier, SocketAddr)> {
    let mut parts = address.iter();
    let ip = match parts.next()? {
        Protocol::Ip4(ip) => IpAddr::V4(ip),
        Protocol::Ip6(ip) => IpAddr::V6(ip),
        _ => return None,
    };
    match (parts.next()?, parts.next(), parts.next()) {
        (Protocol::Tcp(port), None, None) => Some((Carrier::Tcp, SocketAddr::new(ip, port))),
        (Protocol::Udp(port), Some(Protocol::QuicV1), None) => Some((Carrier::Quic, SocketAddr::new(ip, port))),
        _ => None,
    }
}

/// How a connection to this address is carried.
pub(super) fn carrier(address: &Multiaddr) -> Carrier {
    if address.iter().any(|part| matches!(part, Protocol::QuicV1)) { Carrier::Quic } else { Carrier::Tcp }
}

/// An address to dial `peer` at, without the peer id at its end.
///
/// # Errors
/// A text for people: the address cannot be read, or names another node.
pub(super) fn dial_address(text: &str, peer: &PeerId) -> Result<Multiaddr, String> {
    let mut address: Multiaddr = text.parse().map_err(|error| format!("address `{text}` cannot be read: {error}"))?;
    if let Some(Protocol::P2p(named)) = address.iter().last() {
        if named != *peer {
            return Err(format!("address `{text}` names another node"));
        }
        address.pop();
    }
    Ok(address)
}

/// An address as people and status see it: without the peer id.
pub(super) fn address_text(address: &Multiaddr) -> String {
    address.iter().filter(|part| !matches!(part, Protocol::P2p(_))).collect::<Multiaddr>().to_string()
}

/// What we call ourselves to peers: the program, and the number of this run, so that a second connection tells
/// whether it comes from a restarted node.
pub(super) fn agent_text(agent: &str, run: u64) -> String {
    format!("{}{RUN_MARK}{run:016x}", clean(agent))
}

/// A peer's program name and the number of its run. The name is shown to people: only printable characters, few.
pub(super) fn read_agent(text: &str) -> (String, Option<u64>) {
    match text.rsplit_once(RUN_MARK) {
        Some((agent, run)) => (clean(agent), u64::from_str_radix(run, 16).ok()),
        None => (clean(text), None),
    }
}

fn clean(agent: &str) -> String {
    agent.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(AGENT_CHARS).collect()
}

/// An error and its causes in one line.
pub(super) fn error_text(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let part = error.to_string();
        // libp2p often repeats the cause in its own text.
        if !text.contains(&part) {
            text.push_str(": ");
            text.push_str(&part);
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use libp2p::identity::Keypair;

    use super::*;

    #[test]
    fn node_key_and_peer_id_round_trip() {
        let pair = Keypair::ed25519_from_bytes([7; 32]).unwrap();
        let public = pair.public();
        let key = NodeKey::from_bytes(public.clone().try_into_ed25519().unwrap().to_bytes());
        assert_eq!(peer_id(&key), Some(public.to_peer_id()));
        assert_eq!(node_key(&public.to_peer_id()), Some(key));
    }

    #[test]
    fn peer_id_of_hashed_key_has_no_node_key() {
        // A peer id of an RSA key is a SHA-256 hash (base58 begins with Qm).
        let peer: PeerId = "QmcgpsyWgH8Y8ajJz1Cu72KnS5uo2Aa2LpzU7kinSupNKC".parse().unwrap();
        assert_eq!(node_key(&peer), None);
    }

    #[test]
    fn node_key_that_is_no_curve_point_has_no_peer_id() {
        let refused = (0u8..=255).filter(|first| {
            let mut bytes = [0xff; 32];
            bytes[0] = *first;
            peer_id(&NodeKey::from_bytes(bytes)).is_none()
        });
        assert!(refused.count() > 0);
    }

    #[test]
    fn dial_address_drops_own_peer_id_and_refuses_another() {
        let peer = Keypair::ed25519_from_bytes([1; 32]).unwrap().public().to_peer_id();
        let other = Keypair::ed25519_from_bytes([2; 32]).unwrap().public().to_peer_id();
        let with_peer = format!("/dns4/node.example/tcp/4001/p2p/{peer}");
        assert_eq!(dial_address(&with_peer, &peer).unwrap().to_string(), "/dns4/node.example/tcp/4001");
        assert!(dial_address(&with_peer, &other).unwrap_err().contains("another node"));
        assert!(dial_address("node.example:4001", &peer).unwrap_err().contains("cannot be read"));
    }

    #[test]
    fn socket_reads_tcp_and_quic_only() {
        let of = |text: &str| socket(&text.parse().unwrap());
        assert_eq!(of("/ip4/127.0.0.1/tcp/1"), Some((Carrier::Tcp, "127.0.0.1:1".parse().unwrap())));
        assert_eq!(of("/ip6/::1/udp/2/quic-v1"), Some((Carrier::Quic, "[::1]:2".parse().unwrap())));
        for other in ["/dns4/a.example/tcp/1", "/ip4/127.0.0.1/udp/2", "/ip4/127.0.0.1/tcp/1/ws", "/ip4/127.0.0.1"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn agent_text_is_read_back_and_cleaned() {
        assert_eq!(read_agent(&agent_text("emn/1.2", 77)), ("emn/1.2".to_owned(), Some(77)));
        let (agent, run) = read_agent(&format!("x\u{1b}[31m{}", "y".repeat(500)));
        assert_eq!((agent.len(), run), (AGENT_CHARS, None));
        assert!(!agent.contains('\u{1b}'));
    }
}
