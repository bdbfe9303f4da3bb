//! The network's task: it waits for the swarm, the engine's wishes and the clock, and never for the engine.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use emn_protocol::ids::{MemberId, NodeKey};
use emn_protocol::sync::{Input, Outbound};
use futures::StreamExt;
use libp2p::core::ConnectedPoint;
use libp2p::core::transport::ListenerId;
use libp2p::swarm::dial_opts::DialOpts;
use libp2p::swarm::{ConnectionDenied, ConnectionId, DialError, ListenError, SwarmEvent};
use libp2p::{Multiaddr, PeerId, Swarm, connection_limits};
use tokio::sync::{mpsc, watch};
use tracing::{debug, info, warn};

use super::dialing::Dialler;
use super::gossip::Topics;
use super::outbox::Outbox;
use super::peers::Peers;
use super::settings::{NetConfig, NetTimings};
use super::status::{PeerStatus, Shared};
use super::swarm::{Behaviour, BehaviourEvent};
use super::tables::{Replies, Requests, Verdicts};
use super::translate::{address_text, error_text, node_key};
use super::{NetEvent, Refusal};

/// How often dials, pauses and the published state are looked at.
const TICK: Duration = Duration::from_millis(100);
/// Refused connections that are reported in a second; the rest is counted. A stranger cannot fill the engine's queue.
const REFUSALS_PER_SECOND: u32 = 10;
/// Before mail that the engine had no room for is tried again: short against a round trip, long against a busy loop.
const MAIL_RETRY: Duration = Duration::from_millis(5);
/// For connections to close at the end.
const FAREWELL: Duration = Duration::from_secs(1);

/// A node that may be connected.
#[derive(Debug)]
pub(super) struct Allowed {
    pub(super) id: PeerId,
    pub(super) member: MemberId,
    /// Out until then, because it broke the protocol.
    pub(super) paused_until: Option<Instant>,
}

/// The state of the task.
pub(super) struct EventLoop {
    pub(super) local: NodeKey,
    pub(super) swarm: Swarm<Behaviour>,
    listeners: Vec<ListenerId>,
    pub(super) outbox: Outbox,
    pub(super) shared: Arc<Shared>,
    pub(super) topics: Topics,
    pub(super) timings: NetTimings,
    pub(super) allowed: BTreeMap<NodeKey, Allowed>,
    pub(super) dialler: Dialler,
    pub(super) peers: Peers,
    pub(super) verdicts: Verdicts,
    pub(super) replies: Replies,
    pub(super) requests: Requests,
    refusals: RefusalBudget,
}

/// How many refusals may still be reported in this second.
#[derive(Debug)]
struct RefusalBudget {
    left: u32,
    since: Instant,
}

impl RefusalBudget {
    fn spend(&mut self, now: Instant) -> bool {
        if now.duration_since(self.since) >= Duration::from_secs(1) {
            *self = Self { left: REFUSALS_PER_SECOND, since: now };
        }
        let may = self.left > 0;
        self.left = self.left.saturating_sub(1);
        may
    }
}

impl EventLoop {
    pub(super) fn new(
        config: NetConfig,
        local: NodeKey,
        swarm: Swarm<Behaviour>,
        listeners: Vec<ListenerId>,
        outbox: Outbox,
        shared: Arc<Shared>,
    ) -> Self {
        Self {
            local,
            swarm,
            listeners,
            outbox,
            shared,
            topics: Topics::new(&config.network),
            dialler: Dialler::new(local, &config.timings, config.run),
            timings: config.timings,
            allowed: BTreeMap::new(),
            peers: Peers::default(),
            verdicts: Verdicts::new(config.limits.pending_verdicts),
            replies: Replies::new(config.limits.pending_replies),
            requests: Requests::new(config.limits.pending_requests),
            refusals: RefusalBudget { left: REFUSALS_PER_SECOND, since: Instant::now() },
        }
    }

    /// Runs until the engine is gone, all handles are dropped, or it is told to stop.
    pub(super) async fn run(mut self, mut wishes: mpsc::Receiver<Outbound>, mut stopping: watch::Receiver<bool>) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while !self.outbox.is_closed() {
            self.outbox.flush();
            tokio::select! {
                event = self.swarm.select_next_some() => self.on_event(event),
                wish = wishes.recv() => match wish {
                    Some(wish) => self.perform(wish),
                    None => break,
                },
                _ = stopping.changed() => break,
                _ = tick.tick() => self.on_tick(Instant::now()),
                () = tokio::time::sleep(MAIL_RETRY), if self.outbox.has_backlog() => {}
            }
        }
        self.part().await;
    }

    /// Closes the connections, so that peers know at once. First the listeners: a peer that dials again right now would
    /// be let in, and its half-made connection would keep the port taken for ten seconds.
    async fn part(mut self) {
        for listener in std::mem::take(&mut self.listeners) {
            self.swarm.remove_listener(listener);
        }
        let peers = self.swarm.connected_peers().copied().collect::<Vec<_>>();
        for peer in peers {
            // It may have gone by itself in the meantime.
            let _ = self.swarm.disconnect_peer_id(peer);
        }
        let closed = async {
            while self.swarm.connected_peers().next().is_some() {
                self.swarm.select_next_some().await;
            }
        };
        if tokio::time::timeout(FAREWELL, closed).await.is_err() {
            debug!("some connections did not close in time");
        }
        self.shared.set_peers(Vec::new());
        info!("the network has stopped");
    }

    fn on_event(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(event) => self.on_behaviour(event),
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.on_opened(&peer_id, connection_id, endpoint);
            }
            SwarmEvent::ConnectionClosed { peer_id, connection_id, .. } => self.on_closed(&peer_id, connection_id),
            SwarmEvent::IncomingConnectionError { peer_id, send_back_addr, error, .. } => {
                self.on_incoming_error(peer_id, &send_back_addr, error);
            }
            SwarmEvent::OutgoingConnectionError { peer_id: Some(peer), error, .. } => self.on_dial_error(&peer, &error),
            SwarmEvent::NewListenAddr { address, .. } => self.on_listening(address_text(&address)),
            SwarmEvent::ExpiredListenAddr { address, .. } => self.on_not_listening(&address, "the address is gone"),
            SwarmEvent::ListenerClosed { addresses, reason, .. } => {
                let reason = reason.err().map_or("the listener closed".to_owned(), |error| error_text(&error));
                for address in &addresses {
                    self.on_not_listening(address, &reason);
                }
            }
            SwarmEvent::ListenerError { error, .. } => warn!(error = error_text(&error), "a listener reports an error"),
            // New kinds of events of the library, and those about discovery, which is not used.
            _ => {}
        }
    }

    fn on_listening(&mut self, address: String) {
        info!(address, "listening");
        self.shared.add_listening(address.clone());
        self.outbox.report(NetEvent::Listening { address });
    }

    fn on_not_listening(&mut self, address: &Multiaddr, reason: &str) {
        let address = address_text(address);
        warn!(address, reason, "no longer listening");
        self.shared.remove_listening(&address);
        self.outbox.report(NetEvent::NotListening { address, reason: reason.to_owned() });
    }

    fn on_opened(&mut self, id: &PeerId, connection: ConnectionId, point: ConnectedPoint) {
        let Some(key) = self.allowed_key(id) else {
            // It was allowed when its handshake ended and is not any more.
            self.swarm.close_connection(connection);
            return;
        };
        self.shared.counters.connections_made.add(1);
        self.dialler.connected(&key);
        let address = address_text(point.get_remote_address());
        let outgoing = point.is_dialer();
        if self.peers.opened(key, connection, point, Instant::now()) {
            info!(peer = %key, address, outgoing, "connected");
            self.outbox.must(Input::PeerUp { peer: key });
        } else {
            debug!(peer = %key, address, outgoing, "connected once more");
        }
        self.publish_state();
    }

    fn on_closed(&mut self, id: &PeerId, connection: ConnectionId) {
        let now = Instant::now();
        let Some(key) = node_key(id) else { return };
        let Some(lived) = self.peers.closed(&key, connection, now) else { return };
        info!(peer = %key, seconds = lived.as_secs(), "disconnected");
        self.outbox.must(Input::PeerDown { peer: key });
        match self.allowed.get(&key).and_then(|allowed| allowed.paused_until) {
            Some(until) => self.dialler.pause(&key, until),
            None => self.dialler.disconnected(&key, lived, now),
        }
        self.publish_state();
    }

    fn on_incoming_error(&mut self, peer: Option<PeerId>, address: &Multiaddr, error: ListenError) {
        let ListenError::Denied { cause } = error else {
            self.shared.counters.handshakes_failed.add(1);
            debug!(address = address_text(address), error = error_text(&error), "an incoming connection failed");
            return;
        };
        self.shared.counters.connections_refused.add(1);
        let peer = peer.as_ref().and_then(node_key);
        let (address, reason) = (address_text(address), self.refusal(peer, &cause));
        if self.refusals.spend(Instant::now()) {
            warn!(peer = peer.map(tracing::field::display), address, %reason, "refused a connection");
            self.outbox.report(NetEvent::RefusedConnection { peer, address, reason });
        } else {
            self.shared.counters.reports_dropped.add(1);
        }
    }

    fn refusal(&self, peer: Option<NodeKey>, cause: &ConnectionDenied) -> Refusal {
        if let Some(exceeded) = cause.downcast_ref::<connection_limits::Exceeded>() {
            return Refusal::TooMany(exceeded.to_string());
        }
        // Two behaviours refuse: the limits, above, and the list of allowed peers.
        match peer.and_then(|key| self.allowed.get(&key)) {
            Some(_) => Refusal::Paused,
            None => Refusal::NotInRoster,
        }
    }

    fn on_dial_error(&mut self, id: &PeerId, error: &DialError) {
        let Some(key) = node_key(id) else { return };
        if matches!(error, DialError::DialPeerConditionFalse(_)) {
            // Connected or dialled already; the end of that is reported by itself.
            return;
        }
        self.shared.counters.dials_failed.add(1);
        let reason = dial_error_text(error);
        let failures = self.dialler.failed(&key, reason.clone(), Instant::now());
        debug!(peer = %key, failures, reason, "a dial failed");
        self.outbox.report(NetEvent::DialFailed { peer: key, failures, reason });
    }

    fn on_tick(&mut self, now: Instant) {
        self.end_pauses(now);
        for (key, addresses) in self.dialler.due(now) {
            self.dial(&key, addresses);
        }
        for connection in self.peers.superfluous(&self.local, now, self.timings.duplicate_grace) {
            self.swarm.close_connection(connection);
        }
        self.judge_forgotten(now);
        self.replies.forget_abandoned();
        self.publish_state();
    }

    fn dial(&mut self, key: &NodeKey, addresses: Vec<Multiaddr>) {
        let Some(allowed) = self.allowed.get(key) else { return };
        if let Some(until) = allowed.paused_until {
            self.dialler.pause(key, until);
            return;
        }
        let id = allowed.id;
        // A port of its own: two nodes that dial each other from their listening ports at the same moment would open
        // one TCP connection with two dialling ends.
        let dial = DialOpts::peer_id(id).addresses(addresses).allocate_new_port().build();
        if let Err(error) = self.swarm.dial(dial) {
            self.on_dial_error(&id, &error);
        }
    }

    fn end_pauses(&mut self, now: Instant) {
        for (key, allowed) in &mut self.allowed {
            if allowed.paused_until.is_some_and(|until| until <= now) {
                allowed.paused_until = None;
                self.swarm.behaviour_mut().allowed.allow_peer(allowed.id);
                info!(peer = %key, "allowed again");
            }
        }
    }

    fn publish_state(&self) {
        let now = Instant::now();
        let state = self.allowed.iter().map(|(key, allowed)| {
            let (failures, last_failure) = self.dialler.failures(key);
            PeerStatus {
                peer: *key,
                member: allowed.member.clone(),
                connection: self.peers.status(key),
                connections: self.peers.connections(key),
                failures,
                last_failure,
                paused: allowed.paused_until.map(|until| until.saturating_duration_since(now)),
            }
        });
        self.shared.set_peers(state.collect());
    }

    /// The transport key of a node that may speak with us now.
    pub(super) fn allowed_key(&self, id: &PeerId) -> Option<NodeKey> {
        let key = node_key(id)?;
        self.allowed.get(&key).is_some_and(|allowed| allowed.paused_until.is_none()).then_some(key)
    }
}

fn dial_error_text(error: &DialError) -> String {
    match error {
        DialError::Transport(attempts) => {
            let texts =
                attempts.iter().map(|(address, error)| format!("{}: {}", address_text(address), error_text(error)));
            texts.collect::<Vec<_>>().join("; ")
        }
        DialError::WrongPeerId { obtained, address } => {
            let key = node_key(obtained).map_or_else(|| obtained.to_string(), |key| key.to_string());
            format!("{}: another node answers, with the key {key}", address_text(address))
        }
        other => error_text(other),
    }
}
