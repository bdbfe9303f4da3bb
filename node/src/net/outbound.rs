//! What the engine wants of the network.

use std::collections::BTreeMap;
use std::time::Instant;

use bytes::Bytes;
use emn_protocol::ids::NodeKey;
use emn_protocol::sync::{AllowedPeer, GossipToken, Input, Outbound, ReplyToken, RequestId};
use emn_protocol::verdict::Verdict;
use emn_protocol::wire::{Request, Response};
use libp2p::gossipsub::PublishError;
use libp2p::{Multiaddr, PeerId};
use tracing::{debug, warn};

use super::NetEvent;
use super::event_loop::{Allowed, EventLoop};
use super::gossip::{Topic, acceptance};
use super::translate::{dial_address, peer_id};

impl EventLoop {
    pub(super) fn perform(&mut self, wish: Outbound) {
        match wish {
            Outbound::Judge { token, verdict } => self.on_verdict(token, &verdict),
            Outbound::GossipEntry(frame) => self.publish(Topic::Entries, frame),
            Outbound::GossipNotice(notice) => self.publish(Topic::Notices, Bytes::from(notice.to_bytes())),
            Outbound::Request { peer, id, request } => self.ask(peer, id, request),
            Outbound::Respond { token, response } => self.answer(token, response),
            Outbound::SetAllowedPeers(peers) => self.set_allowed(peers, Instant::now()),
            Outbound::Disconnect { peer, reason } => self.pause(&peer, reason.to_string()),
        }
    }

    fn on_verdict(&mut self, token: GossipToken, verdict: &Verdict) {
        match self.verdicts.take(token) {
            Some(message) => self.judge(&message, acceptance(verdict)),
            None => self.shared.counters.gossip_late_verdicts.add(1),
        }
    }

    fn publish(&mut self, topic: Topic, data: Bytes) {
        let counters = &self.shared.counters;
        let size = data.len();
        if size > topic.limit() {
            counters.gossip_unsent.add(1);
            warn!(?topic, size, limit = topic.limit(), "own gossip is too large and was not sent");
            return;
        }
        match self.swarm.behaviour_mut().gossip.publish(self.topics.hash(topic), data) {
            Ok(_) => {
                counters.gossip_messages_out.add(1);
                counters.gossip_bytes_out.add(size as u64);
            }
            // Normal while alone, and just after connecting: catch-up delivers.
            Err(PublishError::NoPeersSubscribedToTopic) => {
                counters.gossip_unheard.add(1);
                debug!(?topic, "nobody hears this gossip; catch-up delivers it");
            }
            Err(error) => {
                counters.gossip_unsent.add(1);
                debug!(?topic, %error, "own gossip was not sent; catch-up delivers it");
            }
        }
    }

    fn ask(&mut self, peer: NodeKey, id: RequestId, request: Request) {
        let sync = &mut self.swarm.behaviour_mut().sync;
        // To a peer that is not connected the library would dial.
        let target = self.allowed.get(&peer).map(|allowed| allowed.id).filter(|target| sync.is_connected(target));
        match target {
            Some(target) if !self.requests.is_full() => {
                let number = sync.send_request(&target, Ok(request));
                self.requests.insert(number, peer, id);
            }
            _ => {
                self.shared.counters.requests_failed.add(1);
                self.outbox.must(Input::RequestFailed { peer, id });
            }
        }
    }

    fn answer(&mut self, token: ReplyToken, response: Response) {
        let sent = match self.replies.take(token) {
            Some(channel) => self.swarm.behaviour_mut().sync.send_response(channel, Ok(response)).is_ok(),
            None => false,
        };
        if !sent {
            self.shared.counters.replies_late.add(1);
        }
    }

    /// Replaces the list of nodes that may be connected.
    fn set_allowed(&mut self, peers: Vec<AllowedPeer>, now: Instant) {
        let mut next = BTreeMap::new();
        for peer in peers {
            if peer.key == self.local {
                continue;
            }
            let Some(id) = peer_id(&peer.key) else {
                warn!(peer = %peer.key, member = %peer.member, "the roster names a transport key that is no Ed25519 key");
                continue;
            };
            let addresses = self.dial_addresses(&peer, &id);
            self.dialler.know(peer.key, addresses, now);
            // A pause outlasts a new roster.
            let paused_until = self.allowed.get(&peer.key).and_then(|known| known.paused_until);
            next.insert(peer.key, Allowed { id, member: peer.member, paused_until });
        }
        let before = std::mem::replace(&mut self.allowed, next);
        let gate = &mut self.swarm.behaviour_mut().allowed;
        for allowed in self.allowed.values().filter(|allowed| allowed.paused_until.is_none()) {
            gate.allow_peer(allowed.id);
        }
        for (key, gone) in before.iter().filter(|(key, _)| !self.allowed.contains_key(*key)) {
            // This also closes its connections.
            gate.disallow_peer(gone.id);
            self.dialler.forget(key);
        }
    }

    fn dial_addresses(&mut self, peer: &AllowedPeer, id: &PeerId) -> Vec<Multiaddr> {
        let mut addresses = Vec::with_capacity(peer.addresses.len());
        for text in &peer.addresses {
            match dial_address(text, id) {
                Ok(address) => addresses.push(address),
                Err(reason) => {
                    warn!(peer = %peer.key, member = %peer.member, reason, "the roster has an address that cannot be dialled");
                    self.outbox.report(NetEvent::DialFailed { peer: peer.key, failures: 0, reason });
                }
            }
        }
        addresses
    }

    /// Ends the connections to a peer that breaks the protocol, and keeps it out for a while.
    pub(super) fn pause(&mut self, peer: &NodeKey, reason: String) {
        let Some(allowed) = self.allowed.get_mut(peer) else { return };
        let until = Instant::now() + self.timings.breach_pause;
        allowed.paused_until = Some(until);
        self.swarm.behaviour_mut().allowed.disallow_peer(allowed.id);
        self.dialler.pause(peer, until);
        let seconds = self.timings.breach_pause.as_secs();
        warn!(%peer, seconds, reason, "a peer broke the protocol and stays out for a while");
        self.outbox.report(NetEvent::Paused { peer: *peer, seconds, reason });
    }
}
