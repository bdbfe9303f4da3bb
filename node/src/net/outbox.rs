//! From the network to the engine, without ever waiting.
//!
//! Three kinds of mail: what may be refused (gossip, requests: the caller answers «ignore» or «busy»), what must
//! arrive (peers coming and going, the outcome of requests: kept here and tried again, in order), and reports for
//! people (left out when the engine is busy).

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use emn_protocol::sync::Input;

use super::NetEvent;
use super::status::Counters;

/// Why an event was not taken.
#[derive(Debug)]
pub enum SinkError {
    /// The engine's queue is full; the event comes back.
    Full(Box<NetEvent>),
    /// The engine is gone.
    Closed,
}

/// Where the network's events go. It must not wait.
pub struct EventSink(Box<dyn Fn(NetEvent) -> Result<(), SinkError> + Send>);

impl EventSink {
    /// A sink that calls `deliver`, which must return at once.
    pub fn new(deliver: impl Fn(NetEvent) -> Result<(), SinkError> + Send + 'static) -> Self {
        Self(Box::new(deliver))
    }

    /// A sink into a bounded tokio channel, whose messages may be of a wider type.
    pub fn tokio<T: From<NetEvent> + Send + 'static>(sender: tokio::sync::mpsc::Sender<T>) -> Self {
        use tokio::sync::mpsc::error::TrySendError;
        Self::new(move |event| match sender.try_reserve() {
            Ok(place) => {
                place.send(event.into());
                Ok(())
            }
            Err(TrySendError::Full(())) => Err(SinkError::Full(Box::new(event))),
            Err(TrySendError::Closed(())) => Err(SinkError::Closed),
        })
    }

    /// A sink into a bounded channel of the standard library.
    pub fn std(sender: std::sync::mpsc::SyncSender<NetEvent>) -> Self {
        use std::sync::mpsc::TrySendError;
        Self::new(move |event| match sender.try_send(event) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(event)) => Err(SinkError::Full(Box::new(event))),
            Err(TrySendError::Disconnected(_)) => Err(SinkError::Closed),
        })
    }
}

impl fmt::Debug for EventSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventSink")
    }
}

/// The mail to the engine.
#[derive(Debug)]
pub(super) struct Outbox {
    sink: EventSink,
    /// What must arrive and has not. Bounded: two items for each peer, see [`Outbox::must`], and one for each
    /// request of ours, whose number is limited.
    backlog: VecDeque<NetEvent>,
    closed: bool,
    counters: Arc<Counters>,
}

impl Outbox {
    pub(super) fn new(sink: EventSink, counters: Arc<Counters>) -> Self {
        Self { sink, backlog: VecDeque::new(), closed: false, counters }
    }

    /// The engine is gone.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Something that must arrive has not.
    pub(super) fn has_backlog(&self) -> bool {
        !self.backlog.is_empty()
    }

    /// Tries again what must arrive.
    pub(super) fn flush(&mut self) {
        while let Some(event) = self.backlog.pop_front() {
            if let Some(event) = self.send(event) {
                self.backlog.push_front(event);
                return;
            }
        }
    }

    /// Delivers an input that must arrive, in order, now or later.
    pub(super) fn must(&mut self, input: Input) {
        self.flush();
        if let Input::PeerDown { peer } = &input
            && let Some(place) = self.backlog.iter().rposition(|event| is_up(event, peer))
        {
            // The engine never heard that it came.
            self.backlog.remove(place);
            return;
        }
        let event = NetEvent::Input(input);
        if !self.backlog.is_empty() {
            self.backlog.push_back(event);
        } else if let Some(event) = self.send(event) {
            self.backlog.push_back(event);
        }
    }

    /// Delivers an input now or not at all; `false` when the engine is busy.
    pub(super) fn offer(&mut self, input: Input) -> bool {
        self.flush();
        self.backlog.is_empty() && self.send(NetEvent::Input(input)).is_none()
    }

    /// Reports something to people, if the engine has room.
    pub(super) fn report(&mut self, event: NetEvent) {
        if !self.backlog.is_empty() || self.send(event).is_some() {
            self.counters.reports_dropped.add(1);
        }
    }

    /// Gives the event back when the queue is full.
    fn send(&mut self, event: NetEvent) -> Option<NetEvent> {
        match (self.sink.0)(event) {
            Ok(()) => None,
            Err(SinkError::Full(event)) => Some(*event),
            Err(SinkError::Closed) => {
                self.closed = true;
                None
            }
        }
    }
}

fn is_up(event: &NetEvent, key: &emn_protocol::ids::NodeKey) -> bool {
    matches!(event, NetEvent::Input(Input::PeerUp { peer }) if peer == key)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, sync_channel};

    use emn_protocol::ids::NodeKey;

    use super::*;

    const A: NodeKey = NodeKey::from_bytes([1; 32]);
    const B: NodeKey = NodeKey::from_bytes([2; 32]);

    fn outbox(room: usize) -> (Outbox, Receiver<NetEvent>) {
        let (sender, receiver) = sync_channel(room);
        (Outbox::new(EventSink::std(sender), Arc::default()), receiver)
    }

    fn up(peer: NodeKey) -> Input {
        Input::PeerUp { peer }
    }

    fn down(peer: NodeKey) -> Input {
        Input::PeerDown { peer }
    }

    fn received(receiver: &Receiver<NetEvent>) -> Vec<String> {
        receiver.try_iter().map(|event| format!("{event:?}")).collect()
    }

    fn text(input: Input) -> String {
        format!("{:?}", NetEvent::Input(input))
    }

    #[test]
    fn mail_that_must_arrive_waits_and_keeps_its_order() {
        let (mut outbox, receiver) = outbox(1);
        outbox.must(up(A));
        outbox.must(up(B));
        outbox.must(down(A));
        assert!(!outbox.offer(up(A)), "nothing overtakes the backlog");
        let mut all = received(&receiver);
        for _ in 0..3 {
            outbox.flush();
            all.extend(received(&receiver));
        }
        assert_eq!(all, [text(up(A)), text(up(B)), text(down(A))]);
        assert!(outbox.offer(up(A)));
    }

    #[test]
    fn peer_that_came_and_went_unheard_leaves_no_mail() {
        let (mut outbox, receiver) = outbox(1);
        outbox.must(up(A));
        for _ in 0..1000 {
            outbox.must(up(B));
            outbox.must(down(B));
        }
        assert!(!outbox.has_backlog());
        assert_eq!(received(&receiver), [text(up(A))]);
    }

    #[test]
    fn engine_that_is_gone_closes_the_outbox() {
        let (mut outbox, receiver) = outbox(1);
        drop(receiver);
        outbox.must(up(A));
        assert!(outbox.is_closed());
    }
}
