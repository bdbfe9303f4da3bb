//! The swarm: transports, behaviours and their limits.

use std::sync::Arc;

use emn_protocol::wire;
use libp2p::allow_block_list::AllowedPeers;
use libp2p::connection_limits::ConnectionLimits;
use libp2p::identity::Keypair;
use libp2p::request_response::ProtocolSupport;
use libp2p::swarm::NetworkBehaviour;
use libp2p::{
    StreamProtocol, Swarm, SwarmBuilder, allow_block_list, connection_limits, identify, noise, ping, request_response,
    tcp, yamux,
};

use super::NetError;
use super::gossip::{self, Gossip};
use super::settings::NetConfig;
use super::status::Counters;
use super::sync_codec::SyncCodec;
use super::translate::{agent_text, error_text};

/// Name of the whole protocol family, told to peers; the topics and the sync protocol carry their own versions.
const PROTOCOL: &str = "/emn/1";

/// What runs on every connection.
#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    // The two that refuse come first. They are asked in this order, and the request-response behaviour notes a
    // connection as usable when it is asked: one that is refused after that would stay noted for ever.
    limits: connection_limits::Behaviour,
    pub(super) allowed: allow_block_list::Behaviour<AllowedPeers>,
    pub(super) gossip: Gossip,
    identify: identify::Behaviour,
    ping: ping::Behaviour,
    pub(super) sync: request_response::Behaviour<SyncCodec>,
}

/// The key pair of a transport seed.
pub(super) fn key_pair(seed: [u8; 32]) -> Result<Keypair, NetError> {
    Keypair::ed25519_from_bytes(seed).map_err(|error| setup("the transport key", &error_text(&error)))
}

fn setup(part: &'static str, why: &str) -> NetError {
    NetError::Setup { part, why: why.to_owned() }
}

/// Builds the swarm. It listens nowhere yet and lets nobody in.
pub(super) fn build(config: &NetConfig, counters: Arc<Counters>) -> Result<Swarm<Behaviour>, NetError> {
    let key = key_pair(config.transport_seed)?;
    let behaviour = behaviour(config, &key, counters)?;
    let timings = &config.timings;
    let swarm = SwarmBuilder::with_existing_identity(key)
        .with_tokio()
        .with_tcp(tcp::Config::default().nodelay(true), noise::Config::new, yamux::Config::default)
        .map_err(|error| setup("TCP with Noise", &error_text(&error)))?
        .with_quic()
        .with_dns()
        .map_err(NetError::Dns)?
        .with_behaviour(|_| behaviour)
        .map_err(|error| setup("the behaviours", &error_text(&error)))?
        // Tries QUIC first and TCP a moment later, instead of both at once.
        .with_swarm_config(|swarm| swarm.with_idle_connection_timeout(timings.idle).with_smart_dial())
        .with_connection_timeout(timings.connect_timeout)
        .build();
    Ok(swarm)
}

fn behaviour(config: &NetConfig, key: &Keypair, counters: Arc<Counters>) -> Result<Behaviour, NetError> {
    Ok(Behaviour {
        limits: connection_limits::Behaviour::new(connections(config)),
        allowed: allow_block_list::Behaviour::default(),
        gossip: gossip::build(config).map_err(|why| setup("gossip", &why))?,
        identify: identify::Behaviour::new(
            // Listen addresses would tell peers of the network inside an administration.
            identify::Config::new(PROTOCOL.to_owned(), key.public())
                .with_agent_version(agent_text(&config.agent, config.run))
                .with_hide_listen_addrs(true),
        ),
        ping: ping::Behaviour::new(
            ping::Config::new().with_interval(config.timings.ping_interval).with_timeout(config.timings.ping_timeout),
        ),
        sync: sync(config, counters)?,
    })
}

fn connections(config: &NetConfig) -> ConnectionLimits {
    ConnectionLimits::default()
        .with_max_pending_incoming(Some(config.limits.pending_incoming))
        .with_max_established_per_peer(Some(config.limits.connections_per_peer))
        .with_max_established(Some(config.limits.connections))
}

fn sync(config: &NetConfig, counters: Arc<Counters>) -> Result<request_response::Behaviour<SyncCodec>, NetError> {
    let protocol = StreamProtocol::try_from_owned(wire::sync_protocol(&config.network))
        .map_err(|error| setup("the sync protocol", &error_text(&error)))?;
    Ok(request_response::Behaviour::with_codec(
        SyncCodec::new(counters),
        [(protocol, ProtocolSupport::Full)],
        request_response::Config::default()
            .with_request_timeout(config.timings.request_timeout)
            .with_max_concurrent_streams(config.limits.streams_per_connection),
    ))
}
