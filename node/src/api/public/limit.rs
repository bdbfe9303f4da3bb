//! How often one source may ask, and how many connections it may have.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Requests at once, after a while without any: a program that reads a catalogue asks in bursts.
const BURST: f64 = 120.0;

/// Requests each second in the long run.
const PER_SECOND: f64 = 4.0;

/// Sources that are told apart. Those beyond share one allowance, so that nobody makes this node remember more.
const SOURCES: usize = 20_000;

/// Connections of one source at once: browsers open six.
const CONNECTIONS: u32 = 16;

/// Who is told apart: an IPv4 address, or a network of IPv6, which is what one customer has at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Source {
    V4(u32),
    V6(u64),
    /// This machine.
    Here,
    /// All that there is no room for.
    Rest,
}

impl Source {
    pub(super) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            here if here.is_loopback() => Self::Here,
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => Self::V6((address.to_bits() >> 64) as u64),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    fn fill(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.filled).as_secs_f64();
        self.tokens = (self.tokens + seconds * PER_SECOND).min(BURST);
        self.filled = now;
    }
}

/// The allowances of all sources.
#[derive(Debug, Default)]
pub(super) struct Allowances(Mutex<HashMap<Source, Bucket>>);

impl Allowances {
    /// Takes one request from the allowance of a source, or says after how many seconds there is one again.
    pub(super) fn take(&self, source: Source, now: Instant) -> Result<(), u64> {
        let mut buckets = lock(&self.0);
        if !buckets.contains_key(&source) && buckets.len() >= SOURCES {
            // Who asked nothing for so long starts anew anyway.
            let full = Duration::from_secs_f64(BURST / PER_SECOND);
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.filled) < full);
        }
        let source = if buckets.contains_key(&source) || buckets.len() < SOURCES { source } else { Source::Rest };
        let bucket = buckets.entry(source).or_insert(Bucket { tokens: BURST, filled: now });
        bucket.fill(now);
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1 / PER_SECOND")]
        Err((((1.0 - bucket.tokens) / PER_SECOND).ceil() as u64).max(1))
    }
}

/// The connections that there are.
#[derive(Debug, Clone, Default)]
pub(super) struct Connections(Arc<Mutex<HashMap<Source, u32>>>);

/// A connection that counts until it is dropped.
#[derive(Debug)]
pub(super) struct Counted {
    of: Connections,
    source: Source,
}

impl Connections {
    /// Counts one more connection, if the source may have it.
    pub(super) fn open(&self, source: Source) -> Option<Counted> {
        let mut open = lock(&self.0);
        let count = open.entry(source).or_default();
        // A proxy on this machine asks for many.
        if *count >= CONNECTIONS && source != Source::Here {
            return None;
        }
        *count += 1;
        Some(Counted { of: self.clone(), source })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = lock(&self.of.0);
        if let Some(count) = open.get_mut(&self.source) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.source);
            }
        }
    }
}

/// A poisoned lock holds numbers that are still sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::of(text.parse().unwrap())
    }

    #[test]
    fn source_is_an_address_or_a_network_of_the_newer_kind() {
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff::9"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
    }

    #[test]
    fn allowance_is_used_up_and_comes_back_for_each_source_by_itself() {
        let (allowances, begin) = (Allowances::default(), Instant::now());
        let (one, other) = (source("192.0.2.1"), source("192.0.2.2"));
        let taken = (0..1000).filter(|_| allowances.take(one, begin).is_ok()).count();
        assert_eq!(taken, 120);
        assert_eq!(allowances.take(one, begin), Err(1));
        assert_eq!(allowances.take(other, begin), Ok(()));
        let later = begin + Duration::from_secs(2);
        assert_eq!((0..1000).filter(|_| allowances.take(one, later).is_ok()).count(), 8);
    }

    #[test]
    fn memory_is_bounded_whoever_asks() {
        let (allowances, begin) = (Allowances::default(), Instant::now());
        let many = u32::try_from(SOURCES + 1_000).unwrap();
        let taken = (0..many).filter(|number| allowances.take(Source::V4(*number), begin).is_ok()).count();
        assert_eq!(taken, SOURCES + 120, "those beyond share one allowance");
        assert!(allowances.0.lock().unwrap().len() <= SOURCES + 1);
        let later = begin + Duration::from_secs(60);
        assert_eq!(allowances.take(Source::V4(u32::MAX), later), Ok(()));
        assert_eq!(allowances.0.lock().unwrap().len(), 1, "who asked nothing for long is forgotten");
    }

    #[test]
    fn connections_of_a_source_are_counted_until_they_end() {
        let connections = Connections::default();
        let one = source("192.0.2.1");
        let mut open: Vec<Counted> = (0..100).filter_map(|_| connections.open(one)).collect();
        assert_eq!(open.len(), 16);
        assert!((0..100).all(|_| connections.open(source("127.0.0.1")).is_some()));
        assert!(connections.open(source("192.0.2.2")).is_some());
        open.pop();
        assert!(connections.open(one).is_some());
        drop(open);
        assert!(connections.0.lock().unwrap().is_empty());
    }
}
