//! What the protocols report: gossip, requests, answers, pings.

use std::time::{Duration, Instant};

use bytes::Bytes;
use emn_protocol::ids::NodeKey;
use emn_protocol::sync::Input;
use emn_protocol::wire::{Notice, Request, Response};
use libp2p::gossipsub::{self, Message, MessageAcceptance, MessageId};
use libp2p::request_response::{self, OutboundRequestId};
use libp2p::{PeerId, identify, ping};
use tracing::{debug, info, warn};

use super::event_loop::EventLoop;
use super::gossip::Topic;
use super::swarm::BehaviourEvent;
use super::sync_codec::BadMessage;
use super::tables::{Pending, ReplyChannel};
use super::translate::read_agent;

/// Messages that are too large or do not decode, before the peer is paused. One may come of a broken disk or an odd
/// version; three are a habit.
const OFFENCES: u32 = 3;
/// Score for such messages; the penalty grows with the square of their number.
const OFFENCE_WEIGHT: f64 = -10.0;
/// Heartbeats after which gossip without a verdict is ignored: a little sooner than the library forgets it.
const VERDICT_HEARTBEATS: u32 = 10;

type SyncEvent = request_response::Event<Result<Request, BadMessage>, Result<Response, BadMessage>>;

impl EventLoop {
    pub(super) fn on_behaviour(&mut self, event: BehaviourEvent) {
        match event {
            BehaviourEvent::Gossip(event) => self.on_gossip_event(event),
            BehaviourEvent::Sync(event) => self.on_sync_event(event),
            BehaviourEvent::Identify(event) => self.on_identify(event),
            BehaviourEvent::Ping(event) => self.on_ping(event),
        }
    }

    fn on_gossip_event(&mut self, event: gossipsub::Event) {
        match event {
            gossipsub::Event::Message { propagation_source, message_id, message } => {
                self.on_gossip(propagation_source, message_id, message);
            }
            gossipsub::Event::SlowPeer { peer_id, failed_messages } => {
                let dropped = failed_messages.priority + failed_messages.non_priority;
                self.shared.counters.gossip_dropped_for_slow_peers.add(dropped as u64);
                debug!(peer = %peer_id, dropped, "a peer is too slow for gossip; catch-up will bring it the rest");
            }
            gossipsub::Event::GossipsubNotSupported { peer_id } => warn!(peer = %peer_id, "a peer knows no gossip"),
            gossipsub::Event::Subscribed { .. } | gossipsub::Event::Unsubscribed { .. } => {}
        }
    }

    fn on_gossip(&mut self, source: PeerId, id: MessageId, message: Message) {
        let size = message.data.len();
        self.shared.counters.gossip_messages_in.add(1);
        self.shared.counters.gossip_bytes_in.add(size as u64);
        let pending = Pending { id, source, size, since: Instant::now() };
        let Some(peer) = self.allowed_key(&source) else {
            self.judge(&pending, MessageAcceptance::Ignore);
            return;
        };
        match self.read_gossip(&message.topic, message.data) {
            Ok(gossip) => self.hand_on(peer, pending, gossip),
            Err(why) => {
                debug!(%peer, size, why, "refused a gossip message");
                self.shared.counters.gossip_refused_here.add(1);
                self.judge(&pending, MessageAcceptance::Reject);
            }
        }
    }

    fn read_gossip(&self, topic: &gossipsub::TopicHash, data: Vec<u8>) -> Result<Gossiped, &'static str> {
        let topic = self.topics.of(topic).ok_or("unknown topic")?;
        if data.len() > topic.limit() {
            return Err("too large for its topic");
        }
        let data = Bytes::from(data);
        match topic {
            Topic::Entries => Ok(Gossiped::Entry(data)),
            Topic::Notices => Notice::from_bytes(&data).map(Gossiped::Notice).map_err(|_| "undecodable notice"),
        }
    }

    fn hand_on(&mut self, peer: NodeKey, pending: Pending, gossip: Gossiped) {
        let (token, displaced) = self.verdicts.insert(pending);
        if let Some(displaced) = displaced {
            self.shared.counters.gossip_engine_full.add(1);
            self.judge(&displaced, MessageAcceptance::Ignore);
        }
        let input = match gossip {
            Gossiped::Entry(frame) => Input::GossipEntry { peer, token, frame },
            Gossiped::Notice(notice) => Input::GossipNotice { peer, token, notice },
        };
        if !self.outbox.offer(input)
            && let Some(pending) = self.verdicts.take(token)
        {
            self.shared.counters.gossip_engine_full.add(1);
            self.judge(&pending, MessageAcceptance::Ignore);
        }
    }

    /// Gives a message its one verdict.
    pub(super) fn judge(&mut self, message: &Pending, acceptance: MessageAcceptance) {
        let counters = &self.shared.counters;
        match acceptance {
            MessageAcceptance::Accept => counters.gossip_accepted.add(1),
            MessageAcceptance::Ignore => counters.gossip_ignored.add(1),
            MessageAcceptance::Reject => counters.gossip_rejected.add(1),
        }
        let gossip = &mut self.swarm.behaviour_mut().gossip;
        let in_time = gossip.report_message_validation_result(&message.id, &message.source, acceptance);
        if !in_time {
            counters.gossip_late_verdicts.add(1);
        } else if acceptance == MessageAcceptance::Accept {
            counters.gossip_messages_out.add(1);
            counters.gossip_bytes_out.add(message.size as u64);
        }
    }

    /// Ignores the messages that the engine has not judged in time.
    pub(super) fn judge_forgotten(&mut self, now: Instant) {
        for message in self.verdicts.take_old(now, self.timings.heartbeat * VERDICT_HEARTBEATS) {
            self.judge(&message, MessageAcceptance::Ignore);
        }
    }

    fn on_sync_event(&mut self, event: SyncEvent) {
        use request_response::{Event, Message};
        match event {
            Event::Message { peer, message: Message::Request { request, channel, .. }, .. } => {
                self.on_request(&peer, request, channel);
            }
            Event::Message { peer, message: Message::Response { request_id, response }, .. } => {
                self.on_response(&peer, request_id, response);
            }
            Event::OutboundFailure { request_id, error, .. } => {
                debug!(%error, "a request failed");
                self.request_failed(request_id);
            }
            // The channel is closed with it, and the table of replies forgets closed channels.
            Event::InboundFailure { error, .. } => debug!(%error, "an answer was not delivered"),
            Event::ResponseSent { .. } => {}
        }
    }

    fn on_request(&mut self, id: &PeerId, request: Result<Request, BadMessage>, channel: ReplyChannel) {
        // Dropping the channel closes the stream without an answer.
        let Some(peer) = self.allowed_key(id) else { return };
        let request = match request {
            Ok(request) => request,
            Err(bad) => {
                self.offence(peer, id, &bad);
                return;
            }
        };
        match self.replies.insert(channel) {
            Ok(token) => {
                if !self.outbox.offer(Input::Request { peer, token, request })
                    && let Some(channel) = self.replies.take(token)
                {
                    self.answer_busy(channel);
                }
            }
            Err(channel) => self.answer_busy(channel),
        }
    }

    fn answer_busy(&mut self, channel: ReplyChannel) {
        self.shared.counters.requests_engine_full.add(1);
        // When it fails, the peer has stopped waiting.
        let _ = self.swarm.behaviour_mut().sync.send_response(channel, Ok(Response::Busy));
    }

    fn on_response(&mut self, id: &PeerId, request: OutboundRequestId, response: Result<Response, BadMessage>) {
        match (self.allowed_key(id), response) {
            (Some(_), Ok(response)) => {
                if let Some((peer, id)) = self.requests.take(request) {
                    self.outbox.must(Input::Response { peer, id, response });
                }
            }
            (Some(peer), Err(bad)) => {
                self.request_failed(request);
                self.offence(peer, id, &bad);
            }
            (None, _) => self.request_failed(request),
        }
    }

    fn request_failed(&mut self, request: OutboundRequestId) {
        if let Some((peer, id)) = self.requests.take(request) {
            self.shared.counters.requests_failed.add(1);
            self.outbox.must(Input::RequestFailed { peer, id });
        }
    }

    /// A peer sent a message that is too large or does not decode.
    fn offence(&mut self, peer: NodeKey, id: &PeerId, bad: &BadMessage) {
        self.shared.counters.messages_bad.add(1);
        let times = self.peers.offended(&peer);
        warn!(%peer, times, error = super::translate::error_text(bad), "a peer sent a bad message");
        let score = OFFENCE_WEIGHT * f64::from(times) * f64::from(times);
        self.swarm.behaviour_mut().gossip.set_application_score(id, score);
        if times >= OFFENCES {
            self.pause(&peer, "its messages do not decode or are too large".to_owned());
        }
    }

    fn on_identify(&mut self, event: identify::Event) {
        let identify::Event::Received { peer_id, info, .. } = event else { return };
        let Some(peer) = self.allowed_key(&peer_id) else { return };
        let (agent, run) = read_agent(&info.agent_version);
        debug!(%peer, agent, "identified");
        if self.peers.identified(&peer, agent, run) {
            info!(%peer, "the peer has restarted; connecting anew");
            // It may have closed by itself in the meantime.
            let _ = self.swarm.disconnect_peer_id(peer_id);
        }
    }

    fn on_ping(&mut self, event: ping::Event) {
        let Some(peer) = self.allowed_key(&event.peer) else { return };
        let round_trip: Option<Duration> = match event.result {
            Ok(round_trip) => Some(round_trip),
            // Another implementation may lack ping; that says nothing about the connection.
            Err(ping::Failure::Unsupported) => return,
            Err(_) => None,
        };
        if self.peers.pinged(&peer, event.connection, round_trip) {
            warn!(%peer, "the connection is dead: pings get no answer");
            self.swarm.close_connection(event.connection);
        }
    }
}

/// A gossip message that was read.
enum Gossiped {
    Entry(Bytes),
    Notice(Notice),
}
