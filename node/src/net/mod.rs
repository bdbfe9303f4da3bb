//! The network between nodes: connections, gossip and catch-up requests. The only place that knows libp2p.
//!
//! [`spawn`] starts one tokio task that owns the swarm. The engine and this task speak with each other in the values
//! of [`emn_protocol::sync`]: [`Input`]s go to the engine, [`Outbound`]s come from it, and neither side ever waits for
//! the other. Of the inputs, the network makes only those about peers, gossip and requests.
//!
//! | file | what |
//! |---|---|
//! | `settings` | limits and timings, each with its reason |
//! | `swarm`, `gossip`, `sync_codec` | transports and protocols |
//! | `listening` | coming up at the start |
//! | `event_loop`, `inbound`, `outbound` | the task: what the swarm reports, what the engine wants |
//! | `dialing`, `peers`, `tables`, `outbox` | the state of the task, without libp2p's clockwork |
//! | `status` | counters and peers, for others to read |
//! | `translate` | libp2p's words and ours |

mod dialing;
mod event_loop;
mod gossip;
mod inbound;
mod listening;
mod outbound;
mod outbox;
mod peers;
mod settings;
mod status;
mod swarm;
mod sync_codec;
mod tables;
#[cfg(test)]
mod tests;
mod translate;

use std::fmt;
use std::io;
use std::sync::Arc;

use emn_protocol::ids::NodeKey;
use emn_protocol::sync::{Input, Outbound};
use tokio::sync::{mpsc, watch};

pub use outbox::{EventSink, SinkError};
pub use settings::{MeshShape, NetConfig, NetLimits, NetTimings};
pub use status::{ConnectionStatus, NetCounters, PeerStatus};
pub use translate::Carrier;

use event_loop::EventLoop;
use outbox::Outbox;
use status::Shared;

/// The network could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NetError {
    /// A listen address cannot be used.
    #[error(
        "listen address `{address}` cannot be used: {why}; write one like /ip4/0.0.0.0/tcp/4001 or /ip4/0.0.0.0/udp/4001/quic-v1"
    )]
    Address {
        /// As configured.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// Another program has the port.
    #[error(
        "cannot listen on `{address}`: port {port} is taken by another program, perhaps by another daemon of this network; stop that one or configure another port"
    )]
    PortTaken {
        /// As configured.
        address: String,
        /// The port.
        port: u16,
    },
    /// The system refused to listen.
    #[error("cannot listen on `{address}`")]
    Listen {
        /// As configured.
        address: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A listener did not come up.
    #[error(
        "listening on `{address}` did not begin within {seconds} s; check that the address belongs to this machine"
    )]
    ListenTimeout {
        /// The addresses that were waited for.
        address: String,
        /// How long, in seconds.
        seconds: u64,
    },
    /// The system's settings for name look-ups cannot be read.
    #[error("the system's DNS settings (such as /etc/resolv.conf) cannot be read")]
    Dns(#[source] io::Error),
    /// A part of the network could not be set up.
    #[error("{part} could not be set up: {why}")]
    Setup {
        /// Which.
        part: &'static str,
        /// Why.
        why: String,
    },
}

/// What the network tells.
// Nearly all events are inputs, the large variant; a box would be an allocation for each gossip message.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum NetEvent {
    /// Something for the replica.
    Input(Input),
    /// The node listens on this address.
    Listening {
        /// A multiaddress.
        address: String,
    },
    /// The node no longer listens on this address.
    NotListening {
        /// A multiaddress.
        address: String,
        /// Why, for people.
        reason: String,
    },
    /// Somebody was not let in. At most ten a second are told of, all are counted.
    RefusedConnection {
        /// Who, when it proved a key.
        peer: Option<NodeKey>,
        /// From where.
        address: String,
        /// Why.
        reason: Refusal,
    },
    /// A roster node could not be reached; it will be tried again.
    DialFailed {
        /// Which.
        peer: NodeKey,
        /// Failures in a row.
        failures: u32,
        /// Why, for people.
        reason: String,
    },
    /// A roster node stays out for a while because it broke the protocol.
    Paused {
        /// Which.
        peer: NodeKey,
        /// For how long, in seconds.
        seconds: u64,
        /// What it did, for people.
        reason: String,
    },
}

/// Why somebody was not let in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Its key is not in the roster.
    NotInRoster,
    /// It broke the protocol a moment ago.
    Paused,
    /// There are too many connections; which limit, for people.
    TooMany(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInRoster => f.write_str("its key is not in the roster"),
            Self::Paused => f.write_str("it broke the protocol a moment ago"),
            Self::TooMany(which) => f.write_str(which),
        }
    }
}

/// The network did not take what the engine wants.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// Its queue is full. What was lost must be treated like a lost message: a request as failed.
    #[error("the network's queue is full")]
    Full(Box<Outbound>),
    /// It has stopped.
    #[error("the network has stopped")]
    Stopped,
}

/// Speaks to the network's task; cheap to clone. When all handles are dropped, the task ends.
#[derive(Debug, Clone)]
pub struct NetHandle {
    local: NodeKey,
    commands: mpsc::Sender<Outbound>,
    shared: Arc<Shared>,
    stop: Arc<watch::Sender<bool>>,
    stopped: watch::Receiver<()>,
}

impl NetHandle {
    /// Hands the network something to do. Never waits.
    ///
    /// # Errors
    /// [`SendError`] when the network's queue is full or it has stopped.
    pub fn send(&self, outbound: Outbound) -> Result<(), SendError> {
        use mpsc::error::TrySendError;
        self.commands.try_send(outbound).map_err(|error| match error {
            TrySendError::Full(outbound) => SendError::Full(Box::new(outbound)),
            TrySendError::Closed(_) => SendError::Stopped,
        })
    }

    /// This node's transport key.
    pub fn local_key(&self) -> NodeKey {
        self.local
    }

    /// The addresses that the node listens on now, with the ports that the system chose.
    pub fn listening(&self) -> Vec<String> {
        self.shared.listening()
    }

    /// The nodes of the roster and their connections, as of a tenth of a second ago.
    pub fn peers(&self) -> Vec<PeerStatus> {
        self.shared.peers()
    }

    /// The counters.
    pub fn counters(&self) -> NetCounters {
        self.shared.counters.snapshot()
    }

    /// Closes all connections and waits until the task has ended.
    pub async fn shutdown(&self) {
        self.stop.send_replace(true);
        // Nothing is ever sent on this channel: the wait ends when the task drops its end.
        let _ = self.stopped.clone().changed().await;
    }
}

/// Starts the network: one tokio task that owns the swarm. It returns once the node listens on every address. Nobody
/// is let in before the first [`Outbound::SetAllowedPeers`].
///
/// # Errors
/// [`NetError`] when an address cannot be listened on or the system lacks something.
pub async fn spawn(config: NetConfig, events: EventSink) -> Result<NetHandle, NetError> {
    let shared = Arc::new(Shared::default());
    let mut swarm = swarm::build(&config, Arc::clone(&shared.counters))?;
    let local = translate::node_key(swarm.local_peer_id())
        .expect("a swarm made from an Ed25519 key has the peer id of an Ed25519 key");
    let listening = listening::listen(&mut swarm, &config.listen, config.timings.listen_timeout).await?;
    let mut outbox = Outbox::new(events, Arc::clone(&shared.counters));
    let mut listeners = Vec::new();
    for (listener, address) in listening {
        listeners.push(listener);
        outbox.report(NetEvent::Listening { address: address.clone() });
        shared.add_listening(address);
    }
    let (commands, wishes) = mpsc::channel(config.limits.commands);
    let (stop, stopping) = watch::channel(false);
    let (running, stopped) = watch::channel(());
    let event_loop = EventLoop::new(config, local, swarm, listeners, outbox, Arc::clone(&shared));
    tokio::spawn(async move {
        event_loop.run(wishes, stopping).await;
        drop(running);
    });
    Ok(NetHandle { local, commands, shared, stop: Arc::new(stop), stopped })
}
