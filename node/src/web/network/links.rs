//! Connections, and why there is none.

use std::net::IpAddr;

use emn_pages::network::{Connection, Peer, Place, Reason};
use emn_pages::phrase::line;

use super::beginning;
use crate::api::{self, PeerLink};
use crate::engine::Snapshot;

/// Characters of the name of a peer's program.
const AGENT_CHARS: usize = 60;
/// Characters of what the program says of a failure.
const DETAIL_CHARS: usize = 600;

/// A node of the roster as the page shows it.
pub(super) fn peer(link: &PeerLink, snapshot: &Snapshot) -> Peer {
    let equal_at = snapshot.peers.get(&link.node).copied().flatten();
    let away = link.connection.is_none();
    let detail = link.last_failure.as_deref().filter(|_| away).unwrap_or_default();
    Peer {
        member: link.member.to_string(),
        key: beginning(&link.node.to_hex()),
        link: link.connection.as_ref().map(connection),
        equal: equal_at.filter(|_| !away).map(|digest| digest == snapshot.frontier_digest),
        failures: link.failures,
        reason: away.then(|| reason(link)),
        detail: line(detail).chars().take(DETAIL_CHARS).collect(),
    }
}

fn connection(connection: &api::Connection) -> Connection {
    Connection {
        seconds: connection.seconds,
        transport: connection.transport.to_uppercase(),
        place: place(&connection.address),
        outgoing: connection.outgoing,
        agent: connection.agent.as_deref().map(|agent| line(agent).chars().take(AGENT_CHARS).collect()),
        millis: connection.rtt_ms.filter(|millis| (0.0..1e6).contains(millis)).map(|millis| millis.round() as u32),
    }
}

/// Where an address such as `/ip4/192.0.2.1/udp/7450/quic-v1` leads.
fn place(address: &str) -> Place {
    let ip = address.split('/').find_map(|part| part.parse::<IpAddr>().ok());
    match ip.map(|ip| ip.to_canonical()) {
        Some(ip) if ip.is_loopback() => Place::Here,
        Some(IpAddr::V4(ip)) if ip.is_private() || ip.is_link_local() => Place::Private,
        Some(IpAddr::V6(ip)) if ip.is_unique_local() || ip.is_unicast_link_local() => Place::Private,
        Some(_) => Place::Internet,
        None => Place::Unknown,
    }
}

/// What the last failure comes down to. The system words it, so what is not known stays «anything else».
fn reason(link: &PeerLink) -> Reason {
    if link.paused.is_some() {
        return Reason::Paused;
    }
    let Some(text) = &link.last_failure else { return Reason::NotTried };
    let text = text.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    match () {
        () if says(&["another node answers"]) => Reason::OtherNode,
        () if says(&["refused"]) => Reason::Refused,
        () if says(&["timed out", "timeout", "no answer"]) => Reason::Silent,
        () if says(&["unreachable", "no route"]) => Reason::Unreachable,
        () if says(&["resolve", "dns", "lookup", "no such host"]) => Reason::Name,
        () => Reason::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(failure: Option<&str>, paused: Option<u64>) -> PeerLink {
        PeerLink {
            node: emn_protocol::ids::NodeKey::from_bytes([1; 32]),
            member: "NL".parse().unwrap(),
            connection: None,
            failures: 1,
            last_failure: failure.map(str::to_owned),
            paused,
        }
    }

    #[test]
    fn address_is_put_where_it_leads() {
        for (address, expected) in [
            ("/ip4/127.0.0.1/udp/7450/quic-v1", Place::Here),
            ("/ip6/::1/tcp/7450", Place::Here),
            ("/ip4/10.1.2.3/tcp/7450", Place::Private),
            ("/ip4/192.168.1.1/tcp/7450", Place::Private),
            ("/ip6/fd00::1/tcp/7450", Place::Private),
            ("/ip6/::ffff:10.0.0.1/tcp/7450", Place::Private),
            ("/ip4/192.0.2.1/udp/7450/quic-v1", Place::Internet),
            ("/ip6/2001:db8::1/tcp/7450", Place::Internet),
            ("/dns/nl.example.eu/tcp/7450", Place::Unknown),
            ("", Place::Unknown),
        ] {
            assert_eq!(place(address), expected, "{address}");
        }
    }

    #[test]
    fn failure_comes_down_to_what_somebody_can_do() {
        for (text, expected) in [
            ("/ip4/192.0.2.1/tcp/7450: Connection refused (os error 111)", Reason::Refused),
            ("/ip4/192.0.2.1/udp/7450/quic-v1: Handshake with the remote timed out.", Reason::Silent),
            ("Network is unreachable (os error 101)", Reason::Unreachable),
            ("the name does not resolve", Reason::Name),
            ("/ip4/192.0.2.1/tcp/7450: another node answers, with the key 00", Reason::OtherNode),
            ("something else", Reason::Other),
        ] {
            assert_eq!(reason(&link(Some(text), None)), expected, "{text}");
        }
        assert_eq!(reason(&link(None, None)), Reason::NotTried);
        assert_eq!(reason(&link(Some("refused"), Some(5))), Reason::Paused);
    }
}
