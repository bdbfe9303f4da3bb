//! What is under way: gossip messages without a verdict, peers' requests without an answer, requests of ours. Each
//! table is bounded.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use emn_protocol::ids::NodeKey;
use emn_protocol::sync::{GossipToken, ReplyToken, RequestId};
use emn_protocol::wire::Response;
use libp2p::PeerId;
use libp2p::gossipsub::MessageId;
use libp2p::request_response::{OutboundRequestId, ResponseChannel};

use super::sync_codec::BadMessage;

/// A gossip message that waits for its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pending {
    /// Its name in the mesh.
    pub(super) id: MessageId,
    /// Who handed it to us.
    pub(super) source: PeerId,
    /// Its size in bytes.
    pub(super) size: usize,
    /// When it came.
    pub(super) since: Instant,
}

/// Gossip messages without a verdict, in the order they came.
#[derive(Debug)]
pub(super) struct Verdicts {
    pending: BTreeMap<u64, Pending>,
    next: u64,
    limit: usize,
}

impl Verdicts {
    pub(super) fn new(limit: usize) -> Self {
        Self { pending: BTreeMap::new(), next: 0, limit }
    }

    /// Notes a message. When the table is full, the oldest message comes back: it must get its verdict at once.
    pub(super) fn insert(&mut self, message: Pending) -> (GossipToken, Option<Pending>) {
        let displaced = if self.pending.len() >= self.limit { self.pending.pop_first() } else { None };
        let token = self.next;
        self.next += 1;
        self.pending.insert(token, message);
        (GossipToken(token), displaced.map(|(_, message)| message))
    }

    /// Removes a message for its verdict; none when it has had one.
    pub(super) fn take(&mut self, token: GossipToken) -> Option<Pending> {
        self.pending.remove(&token.0)
    }

    /// Removes the messages that have waited longer than `patience`.
    pub(super) fn take_old(&mut self, now: Instant, patience: Duration) -> Vec<Pending> {
        let mut old = Vec::new();
        while let Some(first) = self.pending.first_entry() {
            if now.duration_since(first.get().since) < patience {
                break;
            }
            old.push(first.remove());
        }
        old
    }
}

/// Where an answer goes.
pub(super) type ReplyChannel = ResponseChannel<Result<Response, BadMessage>>;

/// Peers' requests without an answer.
#[derive(Debug)]
pub(super) struct Replies {
    channels: HashMap<u64, ReplyChannel>,
    next: u64,
    limit: usize,
}

impl Replies {
    pub(super) fn new(limit: usize) -> Self {
        Self { channels: HashMap::new(), next: 0, limit }
    }

    /// Notes a request; gives the channel back when there is no room.
    pub(super) fn insert(&mut self, channel: ReplyChannel) -> Result<ReplyToken, ReplyChannel> {
        if self.channels.len() >= self.limit {
            self.forget_abandoned();
        }
        if self.channels.len() >= self.limit {
            return Err(channel);
        }
        let token = self.next;
        self.next += 1;
        self.channels.insert(token, channel);
        Ok(ReplyToken(token))
    }

    /// Removes a request for its answer; none when it is unknown or has been answered.
    pub(super) fn take(&mut self, token: ReplyToken) -> Option<ReplyChannel> {
        self.channels.remove(&token.0)
    }

    /// Forgets the requests whose peer has stopped waiting.
    pub(super) fn forget_abandoned(&mut self) {
        self.channels.retain(|_, channel| channel.is_open());
    }
}

/// Requests of ours without an answer.
#[derive(Debug)]
pub(super) struct Requests {
    ours: HashMap<OutboundRequestId, (NodeKey, RequestId)>,
    limit: usize,
}

impl Requests {
    pub(super) fn new(limit: usize) -> Self {
        Self { ours: HashMap::new(), limit }
    }

    pub(super) fn is_full(&self) -> bool {
        self.ours.len() >= self.limit
    }

    pub(super) fn insert(&mut self, id: OutboundRequestId, peer: NodeKey, request: RequestId) {
        self.ours.insert(id, (peer, request));
    }

    pub(super) fn take(&mut self, id: OutboundRequestId) -> Option<(NodeKey, RequestId)> {
        self.ours.remove(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(name: u8, since: Instant) -> Pending {
        let source = PeerId::from_bytes(&[0, 1, 9]).unwrap();
        Pending { id: MessageId::from(vec![name]), source, size: 1, since }
    }

    #[test]
    fn verdict_is_given_once() {
        let mut table = Verdicts::new(2);
        let (token, _) = table.insert(pending(1, Instant::now()));
        assert!(table.take(token).is_some());
        assert!(table.take(token).is_none());
    }

    #[test]
    fn full_table_gives_the_oldest_back() {
        let now = Instant::now();
        let mut table = Verdicts::new(2);
        let (first, none) = table.insert(pending(1, now));
        assert!(none.is_none() && table.insert(pending(2, now)).1.is_none());
        assert_eq!(table.insert(pending(3, now)).1, Some(pending(1, now)));
        assert!(table.take(first).is_none());
    }

    #[test]
    fn old_messages_are_taken_and_young_ones_stay() {
        let start = Instant::now();
        let mut table = Verdicts::new(9);
        table.insert(pending(1, start));
        let (young, _) = table.insert(pending(2, start + Duration::from_secs(5)));
        let old = table.take_old(start + Duration::from_secs(11), Duration::from_secs(10));
        assert_eq!(old, [pending(1, start)]);
        assert!(table.take(young).is_some());
    }
}
