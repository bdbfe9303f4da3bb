//! Settings of gossip, each with the trap it avoids, and the two topics.
//!
//! Gossip is a hint that makes delivery fast; what it loses, catch-up brings. It must never stop, though: with the
//! library's default limits one burst silently ends the stream between two peers.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use emn_protocol::ids::{Digest, NetworkId};
use emn_protocol::verdict::Verdict;
use emn_protocol::{limits, wire};
use libp2p::gossipsub::{
    Behaviour, Config, ConfigBuilder, IdentTopic, IdentityTransform, Message, MessageAcceptance, MessageAuthenticity,
    MessageId, PeerScoreParams, PeerScoreThresholds, TopicHash, TopicScoreParams, ValidationMode,
    WhitelistSubscriptionFilter, score_parameter_decay,
};

use super::settings::{NetConfig, NetLimits, NetTimings};

/// Gossip limited to our two topics: a peer cannot make us remember others.
pub(super) type Gossip = Behaviour<IdentityTransform, WhitelistSubscriptionFilter>;

/// Largest frame on a gossip stream. The library compares it with its whole read buffer, a frame and the beginning of
/// the next, so it must be at least twice the largest message and 16 KiB; below that a burst of large messages ends
/// the stream. What we take from a peer is bounded by the topic, see [`Topic::limit`].
const FRAME_BYTES: usize = 256 * 1024;
/// Largest part of a frame for control messages. The sender does not heed the receiver's limit, so it must hold
/// [`IDS_ANNOUNCED`] ids of 32 bytes with 2 of framing each; below that a burst of small messages ends the stream.
const CONTROL_BYTES: usize = 192 * 1024;
/// Ids announced to one peer in one heartbeat.
const IDS_ANNOUNCED: usize = 4000;
/// Messages in one frame. The library has two defaults for it, and its setter sets both.
const MESSAGES_PER_FRAME: usize = 500;
/// Heartbeats that a message waits for its verdict. The default of 5 would silently drop what comes later.
const HISTORY_HEARTBEATS: usize = 12;
/// Heartbeats in which a message is announced.
const ANNOUNCED_HEARTBEATS: usize = 4;
/// How long a message is known as seen. Longer than any echo in a mesh; the store knows what it has for ever.
const SEEN: Duration = Duration::from_secs(600);
/// How long a message may wait in the queue of a slow peer.
const QUEUED: Duration = Duration::from_secs(5);
/// Messages from this size on are announced as «do not send me this again» while they travel.
const DONT_WANT_BYTES: usize = 1000;

/// Score for one bad message; the penalty grows with the square of their number.
const BAD_MESSAGE_WEIGHT: f64 = -10.0;
/// How long bad messages are held against a peer.
const BAD_MESSAGE_MEMORY: Duration = Duration::from_secs(600);
/// Below this (three bad messages) nothing is announced to the peer or asked of it.
const GOSSIP_THRESHOLD: f64 = -50.0;
/// Below this (four bad messages) our own messages are not sent to it.
const PUBLISH_THRESHOLD: f64 = -100.0;
/// Below this (five bad messages) nothing of it is heard.
const GRAYLIST_THRESHOLD: f64 = -200.0;

const _: () = assert!(FRAME_BYTES >= 2 * limits::GOSSIP_ENTRY_BYTES + 16 * 1024);
const _: () = assert!(CONTROL_BYTES > IDS_ANNOUNCED * (32 + 2) && CONTROL_BYTES < FRAME_BYTES);

/// One of the two things that are gossiped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Frames of entries.
    Entries,
    /// Notices.
    Notices,
}

impl Topic {
    /// Most bytes of one message.
    pub(super) fn limit(self) -> usize {
        match self {
            Self::Entries => limits::GOSSIP_ENTRY_BYTES,
            Self::Notices => limits::NOTICE_BYTES,
        }
    }
}

/// The names of the topics in this network.
#[derive(Debug, Clone)]
pub(super) struct Topics {
    entries: TopicHash,
    notices: TopicHash,
}

impl Topics {
    pub(super) fn new(network: &NetworkId) -> Self {
        Self {
            entries: TopicHash::from_raw(wire::entries_topic(network)),
            notices: TopicHash::from_raw(wire::notices_topic(network)),
        }
    }

    pub(super) fn hash(&self, topic: Topic) -> TopicHash {
        match topic {
            Topic::Entries => self.entries.clone(),
            Topic::Notices => self.notices.clone(),
        }
    }

    pub(super) fn of(&self, hash: &TopicHash) -> Option<Topic> {
        [Topic::Entries, Topic::Notices].into_iter().find(|topic| self.hash(*topic) == *hash)
    }
}

/// THE translation of verdicts.
pub(super) fn acceptance(verdict: &Verdict) -> MessageAcceptance {
    match verdict {
        Verdict::Accept => MessageAcceptance::Accept,
        Verdict::Ignore(_) => MessageAcceptance::Ignore,
        Verdict::Reject(_) => MessageAcceptance::Reject,
    }
}

/// Gossip, subscribed to both topics.
///
/// # Errors
/// A text for people; the library found the settings inconsistent.
pub(super) fn build(config: &NetConfig) -> Result<Gossip, String> {
    let topics = Topics::new(&config.network);
    let filter = WhitelistSubscriptionFilter(HashSet::from([topics.entries.clone(), topics.notices.clone()]));
    // Anonymous: entries carry their own signature, and a second one would be checked for every copy that arrives.
    let mut gossip = Gossip::new_with_subscription_filter(
        MessageAuthenticity::Anonymous,
        settings(&config.limits, &config.timings)?,
        filter,
    )?;
    gossip.with_peer_score(score(&topics), thresholds())?;
    for hash in [&topics.entries, &topics.notices] {
        gossip.subscribe(&IdentTopic::new(hash.as_str())).map_err(|error| error.to_string())?;
    }
    Ok(gossip)
}

fn settings(limits: &NetLimits, timings: &NetTimings) -> Result<Config, String> {
    ConfigBuilder::default()
        .validation_mode(ValidationMode::Anonymous)
        .validate_messages()
        .message_id_fn(message_id)
        .max_transmit_size(FRAME_BYTES)
        .max_control_message_size(CONTROL_BYTES)
        .max_control_messages_sent(IDS_ANNOUNCED)
        .max_publish_messages(MESSAGES_PER_FRAME)
        .mesh_n(limits.mesh.target)
        .mesh_n_low(limits.mesh.low)
        .mesh_n_high(limits.mesh.high)
        .mesh_outbound_min(limits.mesh.outbound_min)
        .flood_publish(limits.mesh.flood_publish)
        .heartbeat_interval(timings.heartbeat)
        .heartbeat_initial_delay(Duration::from_millis(100))
        .history_length(HISTORY_HEARTBEATS)
        .history_gossip(ANNOUNCED_HEARTBEATS)
        .duplicate_cache_time(SEEN)
        .connection_handler_queue_len(limits.gossip_queue)
        .publish_queue_duration(QUEUED)
        .forward_queue_duration(QUEUED)
        .idontwant_message_size_threshold(DONT_WANT_BYTES)
        .idontwant_on_publish(false)
        .build()
        .map_err(|error| error.to_string())
}

/// The message's name in the mesh: SHA-256 of topic, a zero byte and data. The topic is in it so that nobody can send
/// an entry's bytes on the wrong topic and have the entry itself taken for seen.
fn message_id(message: &Message) -> MessageId {
    let named = [message.topic.as_str().as_bytes(), &[0], &message.data].concat();
    MessageId::from(Digest::of(&named).as_bytes().to_vec())
}

fn thresholds() -> PeerScoreThresholds {
    PeerScoreThresholds {
        gossip_threshold: GOSSIP_THRESHOLD,
        publish_threshold: PUBLISH_THRESHOLD,
        graylist_threshold: GRAYLIST_THRESHOLD,
        accept_px_threshold: 0.0,
        // No score is above zero here, so grafting by score would never end.
        opportunistic_graft_threshold: 0.0,
    }
}

/// Scores only ever blame: bad messages, and broken promises beyond what a burst explains. The roster says who belongs
/// here, so nothing need be earned.
fn score(topics: &Topics) -> PeerScoreParams {
    let topic = TopicScoreParams {
        topic_weight: 1.0,
        time_in_mesh_weight: 0.0,
        first_message_deliveries_weight: 0.0,
        // A few messages a minute: who delivers little is not to blame.
        mesh_message_deliveries_weight: 0.0,
        mesh_failure_penalty_weight: 0.0,
        invalid_message_deliveries_weight: BAD_MESSAGE_WEIGHT,
        invalid_message_deliveries_decay: score_parameter_decay(BAD_MESSAGE_MEMORY),
        ..TopicScoreParams::default()
    };
    PeerScoreParams {
        topics: HashMap::from([(topics.entries.clone(), topic.clone()), (topics.notices.clone(), topic)]),
        app_specific_weight: 1.0,
        // Administrations sit behind shared addresses.
        ip_colocation_factor_weight: 0.0,
        behaviour_penalty_weight: -1.0,
        behaviour_penalty_threshold: 10.0,
        behaviour_penalty_decay: score_parameter_decay(Duration::from_secs(60)),
        // A slow peer is not a bad one.
        slow_peer_weight: 0.0,
        ..PeerScoreParams::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(topic: &str) -> Message {
        Message { source: None, data: b"data".to_vec(), sequence_number: None, topic: TopicHash::from_raw(topic) }
    }

    #[test]
    fn message_id_depends_on_the_topic() {
        assert_ne!(message_id(&message("a")), message_id(&message("b")));
        assert_eq!(message_id(&message("a")).0.len(), 32);
    }

    #[test]
    fn scores_are_valid_to_the_library() {
        let topics = Topics::new(&NetworkId::from_bytes([1; 32]));
        assert_eq!(score(&topics).validate(), Ok(()));
        assert_eq!(thresholds().validate(), Ok(()));
    }

    #[test]
    fn five_bad_messages_are_graylisted_and_two_are_not() {
        let after = |bad: f64| BAD_MESSAGE_WEIGHT * bad * bad;
        assert!(after(5.0) < GRAYLIST_THRESHOLD && after(4.0) > GRAYLIST_THRESHOLD);
        assert!(after(2.0) > GOSSIP_THRESHOLD);
    }
}
