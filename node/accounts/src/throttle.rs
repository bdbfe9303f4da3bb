//! How often somebody may try to sign in.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

use emn_protocol::time::Timestamp;

use crate::secret::Key;

/// Names, and sources, that are remembered; the one that failed longest ago is forgotten first.
const REMEMBERED: usize = 10_000;
/// Failures of a name without a wait: people mistype.
const FREE_FOR_NAME: u32 = 5;
/// Failures of a source without a wait. More than for a name: behind one address there may be an office.
const FREE_FOR_SOURCE: u32 = 20;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// Quiet seconds for which one failure of a name is forgiven: who goes on for ever has four attempts an hour.
const FORGIVEN_NAME: i64 = 15 * 60;
/// Quiet seconds for which one failure of a source is forgiven, so that an office may mistype the whole day.
const FORGIVEN_SOURCE: i64 = 3 * 60;

/// Counts failures by name and by source, and makes the next attempt wait: 1, 2, 4, … seconds, at most 15 minutes.
///
/// An attempt counts as failed from its beginning, so that many at once do not get past; who succeeds is uncounted.
#[derive(Debug)]
pub(crate) struct Throttle {
    names: Table,
    sources: Table,
}

#[derive(Debug)]
struct Table {
    free: u32,
    /// Quiet seconds for which one failure is forgiven.
    forgiven: i64,
    remembered: usize,
    failures: HashMap<Key, Failures>,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

impl Default for Throttle {
    fn default() -> Self {
        Self::remembering(REMEMBERED)
    }
}

impl Throttle {
    fn remembering(remembered: usize) -> Self {
        let table = |free, forgiven| Table { free, forgiven, remembered, failures: HashMap::new() };
        Self { names: table(FREE_FOR_NAME, FORGIVEN_NAME), sources: table(FREE_FOR_SOURCE, FORGIVEN_SOURCE) }
    }

    /// Counts an attempt, or says how many seconds to wait; then it is not counted.
    pub(crate) fn attempt(&mut self, name: &str, source: &str, now: Timestamp) -> Result<(), u64> {
        let (name, source) = (key_of_name(name), key_of_source(source));
        let wait = self.names.wait(&name, now).max(self.sources.wait(&source, now));
        if wait > 0 {
            return Err(wait.unsigned_abs());
        }
        self.names.count(name, now);
        self.sources.count(source, now);
        Ok(())
    }

    /// The attempt that was counted last for this name succeeded.
    pub(crate) fn succeeded(&mut self, name: &str, source: &str) {
        self.names.failures.remove(&key_of_name(name));
        // Not cleared: who has an account could else try others' in between, for ever.
        self.sources.uncount(&key_of_source(source));
    }
}

impl Table {
    fn wait(&self, key: &Key, now: Timestamp) -> i64 {
        let Some(failures) = self.failures.get(key) else { return 0 };
        let Some(over) = failures.count.checked_sub(self.free) else { return 0 };
        let wait = 1_i64.checked_shl(over).filter(|wait| (1..LONGEST_WAIT).contains(wait)).unwrap_or(LONGEST_WAIT);
        // A clock that was set back must not make anybody wait longer.
        (failures.last.plus_seconds(wait).unix() - now.unix()).clamp(0, wait)
    }

    fn count(&mut self, key: Key, now: Timestamp) {
        if !self.failures.contains_key(&key) && self.failures.len() >= self.remembered {
            let oldest = self.failures.iter().min_by_key(|(key, failures)| (failures.last, **key)).map(|(key, _)| *key);
            oldest.map(|oldest| self.failures.remove(&oldest));
        }
        let failures = self.failures.entry(key).or_insert(Failures { count: 0, last: now });
        let forgiven = (now.unix() - failures.last.unix()).max(0) / self.forgiven;
        let left = i64::from(failures.count).saturating_sub(forgiven).max(0);
        *failures = Failures { count: u32::try_from(left).unwrap_or(u32::MAX).saturating_add(1), last: now };
    }

    fn uncount(&mut self, key: &Key) {
        if let Some(failures) = self.failures.get_mut(key) {
            failures.count = failures.count.saturating_sub(1);
            if failures.count == 0 {
                self.failures.remove(key);
            }
        }
    }
}

fn key_of_name(name: &str) -> Key {
    // As names are compared; what is no name at all is counted as it came.
    name.parse::<crate::AccountName>().map_or_else(|_| Key::of_parts(&[name]), |name| Key::of_parts(&[name.as_str()]))
}

/// A network of IPv6 is one source: whoever has one has all its addresses.
fn key_of_source(source: &str) -> Key {
    match source.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => {
            let network = Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX));
            Key::of_parts(&[&network.to_string()])
        }
        Ok(IpAddr::V4(ip)) => Key::of_parts(&[&ip.to_string()]),
        Err(_) => Key::of_parts(&[source]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(1_000_000 + seconds)
    }

    #[test]
    fn waits_double_after_five_failures_up_to_fifteen_minutes() {
        let mut throttle = Throttle::default();
        for _ in 0..5 {
            assert_eq!(throttle.attempt("a", "10.0.0.1", at(0)), Ok(()));
        }
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..14 {
            let wait = throttle.attempt("A", "10.0.0.1", at(now)).unwrap_err();
            assert!(throttle.attempt("a", "10.0.0.1", at(now + wait.cast_signed() - 1)).is_err());
            now += wait.cast_signed();
            waits.push(wait);
            // The source would wait as well by now: another one tries.
            assert_eq!(throttle.attempt("a", &format!("10.0.1.{now}"), at(now)), Ok(()));
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
    }

    #[test]
    fn success_resets_the_name_and_not_the_source() {
        let mut throttle = Throttle::default();
        for _ in 0..5 {
            throttle.attempt("a", "10.0.0.1", at(0)).unwrap();
        }
        throttle.attempt("a", "10.0.0.1", at(1)).unwrap();
        throttle.succeeded("a", "10.0.0.1");
        for round in 0..14 {
            throttle.attempt(&format!("b{round}"), "10.0.0.1", at(2)).unwrap();
            throttle.attempt("a", "10.0.0.1", at(2)).unwrap();
            throttle.succeeded("a", "10.0.0.1");
        }
        throttle.attempt("b", "10.0.0.1", at(2)).unwrap();
        assert_eq!(throttle.attempt("a", "10.0.0.1", at(2)), Err(1));
        assert_eq!(throttle.attempt("a", "10.0.0.2", at(2)), Ok(()));
    }

    #[test]
    fn one_network_is_one_source() {
        let mut throttle = Throttle::default();
        for host in 0..20 {
            throttle.attempt(&format!("a{host}"), &format!("2001:db8::{host}"), at(0)).unwrap();
        }
        assert_eq!(throttle.attempt("b", "2001:db8:0:0:ffff::1", at(0)), Err(1));
        assert_eq!(throttle.attempt("b", "2001:db8:0:1::1", at(0)), Ok(()));
        assert_eq!(key_of_source("::ffff:10.0.0.1"), key_of_source("10.0.0.1"));
    }

    #[test]
    fn quiet_time_forgives_and_a_clock_set_back_adds_no_wait() {
        let mut throttle = Throttle::default();
        for _ in 0..6 {
            let _ = throttle.attempt("a", "x", at(0));
        }
        assert_eq!(throttle.attempt("a", "x", at(-100_000)), Err(1));
        assert_eq!(throttle.attempt("a", "x", at(3 * FORGIVEN_NAME)), Ok(()));
        let left = |table: &Table| table.failures.values().map(|failures| failures.count).max();
        assert_eq!((left(&throttle.names), left(&throttle.sources)), (Some(3), Some(1)));
    }

    proptest! {
        #[test]
        fn memory_is_bounded_and_waits_are(
            steps in proptest::collection::vec((0..40_u8, 0..40_u8, 0..2_000_i64, any::<bool>()), 1..300)
        ) {
            let mut throttle = Throttle::remembering(8);
            let mut now = 0;
            for (name, source, pause, right) in steps {
                now += pause / 10;
                let (name, source) = (format!("n{name}"), format!("s{source}"));
                match throttle.attempt(&name, &source, at(now)) {
                    Ok(()) if right => throttle.succeeded(&name, &source),
                    Ok(()) => {}
                    Err(wait) => {
                        prop_assert!((1..=900).contains(&wait));
                        // Who waits as told gets through.
                        let mut later = Throttle::remembering(8);
                        later.names.failures.clone_from(&throttle.names.failures);
                        later.sources.failures.clone_from(&throttle.sources.failures);
                        prop_assert!(later.attempt(&name, &source, at(now + wait.cast_signed())).is_ok());
                    }
                }
                prop_assert!(throttle.names.failures.len() <= 8 && throttle.sources.failures.len() <= 8);
            }
        }

        #[test]
        fn name_that_only_fails_gets_few_attempts(gaps in proptest::collection::vec(0..120_i64, 1..400)) {
            let mut throttle = Throttle::default();
            let (mut now, mut tried) = (0, 0_i64);
            for (index, gap) in gaps.into_iter().enumerate() {
                now += gap;
                tried += i64::from(throttle.attempt("a", &format!("10.0.{}.{}", index / 250, index % 250), at(now)).is_ok());
            }
            // Five free ones, ten while the waits double, then four an hour.
            prop_assert!(tried <= 17 + now / LONGEST_WAIT, "{tried} in {now} s");
        }
    }
}
