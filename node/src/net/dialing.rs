//! When to dial whom. Pure: time comes in, decisions go out.
//!
//! Every allowed peer with an address is dialled until it is connected, for ever, with waits that double from one
//! failure to the next. A connection that ends at once counts as a failure: the other side refuses us.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use emn_protocol::ids::NodeKey;
use libp2p::Multiaddr;

use super::settings::NetTimings;

/// Doublings after which the longest wait is reached in any case; keeps the arithmetic small.
const DOUBLINGS: u32 = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not connected; the next dial is at this time.
    Waiting(Instant),
    Dialling,
    Connected,
}

#[derive(Debug)]
struct Peer {
    addresses: Vec<Multiaddr>,
    state: State,
    failures: u32,
    last_failure: Option<String>,
}

/// The schedule of dials.
#[derive(Debug)]
pub(super) struct Dialler {
    local: NodeKey,
    first: Duration,
    longest: Duration,
    stable_after: Duration,
    peers: BTreeMap<NodeKey, Peer>,
    /// State of the generator that spreads the waits, so that nodes which lost each other do not dial in step.
    jitter: u64,
}

impl Dialler {
    pub(super) fn new(local: NodeKey, timings: &NetTimings, run: u64) -> Self {
        Self {
            local,
            first: timings.dial_first,
            longest: timings.dial_longest,
            stable_after: timings.stable_after,
            peers: BTreeMap::new(),
            jitter: run,
        }
    }

    /// Notes a peer and its addresses. A new peer, and one with other addresses, is dialled soon.
    pub(super) fn know(&mut self, key: NodeKey, addresses: Vec<Multiaddr>, now: Instant) {
        // Of two nodes that hear of each other at the same moment, one goes first.
        let head_start = if self.local < key { Duration::ZERO } else { self.first };
        let soon = State::Waiting(now + head_start);
        let peer = self.peers.entry(key).or_insert_with(|| Peer {
            addresses: addresses.clone(),
            state: soon,
            failures: 0,
            last_failure: None,
        });
        if peer.addresses != addresses {
            peer.addresses = addresses;
            peer.failures = 0;
            if matches!(peer.state, State::Waiting(_)) {
                peer.state = soon;
            }
        }
    }

    /// Forgets a peer that is no longer allowed.
    pub(super) fn forget(&mut self, key: &NodeKey) {
        self.peers.remove(key);
    }

    /// The peers to dial now, with their addresses. Each counts as being dialled from here on.
    pub(super) fn due(&mut self, now: Instant) -> Vec<(NodeKey, Vec<Multiaddr>)> {
        let due = |peer: &Peer| !peer.addresses.is_empty() && matches!(peer.state, State::Waiting(at) if at <= now);
        let ready = self.peers.iter_mut().filter(|(_, peer)| due(peer));
        ready
            .map(|(key, peer)| {
                peer.state = State::Dialling;
                (*key, peer.addresses.clone())
            })
            .collect()
    }

    /// A connection was made, by us or by the peer.
    pub(super) fn connected(&mut self, key: &NodeKey) {
        if let Some(peer) = self.peers.get_mut(key) {
            peer.state = State::Connected;
        }
    }

    /// The last connection to a peer ended after `lived`.
    pub(super) fn disconnected(&mut self, key: &NodeKey, lived: Duration, now: Instant) {
        let stable = lived >= self.stable_after;
        let jitter = self.next_jitter();
        let (first, longest) = (self.first, self.longest);
        if let Some(peer) = self.peers.get_mut(key) {
            peer.failures = if stable { 0 } else { peer.failures.saturating_add(1) };
            if stable {
                peer.last_failure = None;
            }
            peer.state = State::Waiting(now + wait(first, longest, peer.failures, jitter));
        }
    }

    /// A dial failed. Gives the number of failures in a row.
    pub(super) fn failed(&mut self, key: &NodeKey, why: String, now: Instant) -> u32 {
        let jitter = self.next_jitter();
        let (first, longest) = (self.first, self.longest);
        let Some(peer) = self.peers.get_mut(key) else { return 0 };
        peer.failures = peer.failures.saturating_add(1);
        peer.last_failure = Some(why);
        // The peer may have reached us while our dial failed.
        if peer.state != State::Connected {
            peer.state = State::Waiting(now + wait(first, longest, peer.failures, jitter));
        }
        peer.failures
    }

    /// Leaves a peer alone until `until`.
    pub(super) fn pause(&mut self, key: &NodeKey, until: Instant) {
        if let Some(peer) = self.peers.get_mut(key) {
            peer.state = State::Waiting(until);
        }
    }

    /// Failures in a row, and the last one's reason.
    pub(super) fn failures(&self, key: &NodeKey) -> (u32, Option<String>) {
        self.peers.get(key).map_or((0, None), |peer| (peer.failures, peer.last_failure.clone()))
    }

    /// A number in `0.5..1.5` (SplitMix64; its quality is more than enough to spread dials).
    fn next_jitter(&mut self) -> f64 {
        self.jitter = self.jitter.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.jitter;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        let upper = u32::try_from(z >> 32).expect("32 bits remain");
        0.5 + f64::from(upper) / f64::from(u32::MAX)
    }
}

fn wait(first: Duration, longest: Duration, failures: u32, jitter: f64) -> Duration {
    let doubled = first.saturating_mul(1 << failures.saturating_sub(1).min(DOUBLINGS));
    doubled.min(longest).mul_f64(jitter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOW: NodeKey = NodeKey::from_bytes([1; 32]);
    const HIGH: NodeKey = NodeKey::from_bytes([2; 32]);

    fn address() -> Vec<Multiaddr> {
        vec!["/ip4/127.0.0.1/tcp/4001".parse().unwrap()]
    }

    fn dialler(local: NodeKey) -> Dialler {
        Dialler::new(local, &NetTimings::default(), 5)
    }

    #[test]
    fn peer_without_address_is_never_due() {
        let now = Instant::now();
        let mut dialler = dialler(LOW);
        dialler.know(HIGH, Vec::new(), now);
        assert!(dialler.due(now + Duration::from_secs(3600)).is_empty());
    }

    #[test]
    fn lower_key_dials_first() {
        let now = Instant::now();
        let (mut low, mut high) = (dialler(LOW), dialler(HIGH));
        low.know(HIGH, address(), now);
        high.know(LOW, address(), now);
        assert_eq!(low.due(now).len(), 1);
        assert!(high.due(now).is_empty());
        assert_eq!(high.due(now + NetTimings::default().dial_first).len(), 1);
    }

    #[test]
    fn waits_double_up_to_the_longest_and_never_end() {
        let (first, longest) = (Duration::from_millis(500), Duration::from_secs(30));
        let waits = (1..=9).map(|failures| wait(first, longest, failures, 1.0).as_millis()).collect::<Vec<_>>();
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
        assert_eq!(wait(first, longest, u32::MAX, 1.0), longest);
    }

    #[test]
    fn jitter_stays_between_half_and_one_and_a_half() {
        let mut dialler = dialler(LOW);
        let spread = (0..1000).map(|_| dialler.next_jitter()).collect::<Vec<_>>();
        assert!(spread.iter().all(|jitter| (0.5..=1.5).contains(jitter)));
        assert!(spread.iter().any(|jitter| *jitter < 0.6) && spread.iter().any(|jitter| *jitter > 1.4));
    }

    #[test]
    fn connection_that_ends_at_once_counts_as_failure_and_a_long_one_does_not() {
        let now = Instant::now();
        let mut dialler = dialler(LOW);
        dialler.know(HIGH, address(), now);
        dialler.connected(&HIGH);
        dialler.disconnected(&HIGH, Duration::from_millis(3), now);
        assert_eq!(dialler.failures(&HIGH).0, 1);
        dialler.connected(&HIGH);
        dialler.disconnected(&HIGH, Duration::from_secs(60), now);
        assert_eq!(dialler.failures(&HIGH).0, 0);
        assert!(dialler.due(now).is_empty());
        assert_eq!(dialler.due(now + Duration::from_secs(1)).len(), 1);
    }

    #[test]
    fn failed_dial_of_a_peer_that_reached_us_does_not_dial_again() {
        let now = Instant::now();
        let mut dialler = dialler(LOW);
        dialler.know(HIGH, address(), now);
        assert_eq!(dialler.due(now).len(), 1);
        dialler.connected(&HIGH);
        dialler.failed(&HIGH, "refused".to_owned(), now);
        assert!(dialler.due(now + Duration::from_secs(3600)).is_empty());
    }

    #[test]
    fn new_address_is_tried_without_the_old_wait() {
        let now = Instant::now();
        let mut dialler = dialler(LOW);
        dialler.know(HIGH, address(), now);
        dialler.due(now);
        for _ in 0..9 {
            dialler.failed(&HIGH, "refused".to_owned(), now);
        }
        assert!(dialler.due(now).is_empty());
        dialler.know(HIGH, vec!["/ip4/127.0.0.1/tcp/4002".parse().unwrap()], now);
        assert_eq!(dialler.due(now).len(), 1);
    }
}
