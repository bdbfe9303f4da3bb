//! What others may know of the network while it runs: counters, peers, addresses.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use emn_protocol::ids::{MemberId, NodeKey};
use serde::Serialize;

use super::translate::Carrier;

/// A number that only grows.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The counters as they grow.
        #[derive(Debug, Default)]
        pub(super) struct Counters {
            $(pub(super) $name: Counter,)*
        }

        /// Counters since the start. Bytes are those of application messages, without framing and encryption; a
        /// gossip message counts once, however many peers it goes to.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
        pub struct NetCounters {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Counters {
            pub(super) fn snapshot(&self) -> NetCounters {
                NetCounters { $($name: self.$name.get(),)* }
            }
        }
    };
}

counters! {
    /// Gossip messages that came, duplicates not counted.
    gossip_messages_in,
    /// Their bytes.
    gossip_bytes_in,
    /// Gossip messages of ours, and those handed on after a good verdict.
    gossip_messages_out,
    /// Their bytes.
    gossip_bytes_out,
    /// Gossip messages that the engine found good.
    gossip_accepted,
    /// Gossip messages that nobody is to blame for but that are not handed on.
    gossip_ignored,
    /// Gossip messages against the rules.
    gossip_rejected,
    /// Of these, refused before the engine saw them: too large, wrong topic, or undecodable.
    gossip_refused_here,
    /// Gossip messages ignored because the engine was busy.
    gossip_engine_full,
    /// Verdicts that came too late to hand the message on.
    gossip_late_verdicts,
    /// Own gossip that no peer was subscribed to; catch-up delivers it.
    gossip_unheard,
    /// Own gossip that was not sent: a duplicate, too large, or all queues full.
    gossip_unsent,
    /// Gossip messages dropped because a peer was slow.
    gossip_dropped_for_slow_peers,
    /// Requests and responses that came.
    sync_messages_in,
    /// Their bytes.
    sync_bytes_in,
    /// Requests and responses that went out.
    sync_messages_out,
    /// Their bytes.
    sync_bytes_out,
    /// Peers' requests answered with «busy» because the engine or the table of replies was full.
    requests_engine_full,
    /// Requests of ours that got no usable answer.
    requests_failed,
    /// Answers of ours that came after the peer had stopped waiting.
    replies_late,
    /// Messages of peers that were too large or did not decode.
    messages_bad,
    /// Connections refused because the node is not in the roster, paused, or one too many.
    connections_refused,
    /// Incoming connections whose handshake failed.
    handshakes_failed,
    /// Dials that failed.
    dials_failed,
    /// Connections established.
    connections_made,
    /// Reports for people that were left out because the engine was busy or there were too many.
    reports_dropped,
}

/// A node of the roster, as the network sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerStatus {
    /// Its transport key.
    pub peer: NodeKey,
    /// The member it belongs to.
    pub member: MemberId,
    /// The connection, when there is one; the oldest, when there are two for a moment.
    pub connection: Option<ConnectionStatus>,
    /// How many connections there are.
    pub connections: usize,
    /// Dials that failed since the last success.
    pub failures: u32,
    /// Why the last dial failed, for people.
    pub last_failure: Option<String>,
    /// It broke the protocol, and stays out for so long.
    pub paused: Option<Duration>,
}

/// A connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionStatus {
    /// The other end's address.
    pub address: String,
    /// How it is carried.
    pub carrier: Carrier,
    /// We dialled (`true`) or the peer did.
    pub outgoing: bool,
    /// When it was made; `elapsed()` says for how long it has lasted.
    pub since: Instant,
    /// The peer's program and version, once known.
    pub agent: Option<String>,
    /// Round trip of the last ping.
    pub round_trip: Option<Duration>,
}

/// What the handle reads and the loop writes.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) counters: std::sync::Arc<Counters>,
    peers: Mutex<Vec<PeerStatus>>,
    listening: Mutex<Vec<String>>,
}

/// A poisoned lock holds a list that is still whole: it is only ever replaced.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(super) fn peers(&self) -> Vec<PeerStatus> {
        lock(&self.peers).clone()
    }

    pub(super) fn set_peers(&self, peers: Vec<PeerStatus>) {
        *lock(&self.peers) = peers;
    }

    pub(super) fn listening(&self) -> Vec<String> {
        lock(&self.listening).clone()
    }

    pub(super) fn add_listening(&self, address: String) {
        let mut listening = lock(&self.listening);
        if !listening.contains(&address) {
            listening.push(address);
        }
    }

    pub(super) fn remove_listening(&self, address: &str) {
        lock(&self.listening).retain(|known| known != address);
    }
}
