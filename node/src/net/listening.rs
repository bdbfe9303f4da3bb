//! Coming up at the start: every listen address works, or the start fails and says why.

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::time::Duration;

use futures::StreamExt;
use libp2p::core::transport::ListenerId;
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, Swarm};

use super::NetError;
use super::swarm::Behaviour;
use super::translate::{Carrier, address_text, error_text, socket};

/// Listens on all `addresses` and waits until each has come up. Gives the listeners, each with the address that it
/// reported.
///
/// # Errors
/// [`NetError`] for the first address that does not work.
pub(super) async fn listen(
    swarm: &mut Swarm<Behaviour>,
    addresses: &[String],
    patience: Duration,
) -> Result<Vec<(ListenerId, String)>, NetError> {
    let mut waiting = HashMap::new();
    for text in addresses {
        let (address, carrier, socket) = read(text)?;
        check_free(text, carrier, socket)?;
        let id = swarm.listen_on(address).map_err(|error| NetError::Listen {
            address: text.clone(),
            source: io::Error::other(error_text(&error)),
        })?;
        waiting.insert(id, text.clone());
    }
    match tokio::time::timeout(patience, come_up(swarm, &mut waiting)).await {
        Ok(outcome) => outcome,
        Err(_) => {
            let address = waiting.into_values().collect::<Vec<_>>().join(", ");
            Err(NetError::ListenTimeout { address, seconds: patience.as_secs() })
        }
    }
}

fn read(text: &str) -> Result<(Multiaddr, Carrier, SocketAddr), NetError> {
    let refuse = |why: String| NetError::Address { address: text.to_owned(), why };
    let address: Multiaddr = text.parse().map_err(|error: libp2p::multiaddr::Error| refuse(error.to_string()))?;
    let (carrier, socket) =
        socket(&address).ok_or_else(|| refuse("it is neither TCP nor QUIC on an IP address".into()))?;
    Ok((address, carrier, socket))
}

/// Refuses a port that another program has. The library would share a TCP port with another process of the same user,
/// and each would get some of the connections.
fn check_free(text: &str, carrier: Carrier, socket: SocketAddr) -> Result<(), NetError> {
    if socket.port() == 0 {
        return Ok(());
    }
    let bound = match carrier {
        Carrier::Tcp => TcpListener::bind(socket).map(drop),
        Carrier::Quic => UdpSocket::bind(socket).map(drop),
    };
    bound.map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => NetError::PortTaken { address: text.to_owned(), port: socket.port() },
        _ => NetError::Listen { address: text.to_owned(), source },
    })
}

async fn come_up(
    swarm: &mut Swarm<Behaviour>,
    waiting: &mut HashMap<ListenerId, String>,
) -> Result<Vec<(ListenerId, String)>, NetError> {
    let mut listening = Vec::new();
    while !waiting.is_empty() {
        match swarm.select_next_some().await {
            SwarmEvent::NewListenAddr { listener_id, address } => {
                waiting.remove(&listener_id);
                listening.push((listener_id, address_text(&address)));
            }
            SwarmEvent::ListenerClosed { listener_id, reason: Err(source), .. }
            | SwarmEvent::ListenerError { listener_id, error: source } => {
                let address = waiting.remove(&listener_id).unwrap_or_default();
                return Err(NetError::Listen { address, source });
            }
            // Nobody is allowed yet, so nothing else matters.
            _ => {}
        }
    }
    Ok(listening)
}
