//! Links that sign somebody in once: from the command line to the browser.

use std::collections::HashMap;

use emn_protocol::time::Timestamp;

use crate::secret::Key;

/// Seconds for which a link works.
pub const LINK_SECONDS: i64 = 600;
/// Seconds by which a clock that is being set may go back.
const CLOCK_STEP: i64 = 60;
/// Links at once; a further one ends the oldest.
const LINKS: usize = 100;

/// What is kept of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Id of the account, or of the owner.
    pub(crate) account: String,
    /// State of the account when the link was made. In another state it does not work.
    pub(crate) stamp: Key,
    pub(crate) made: Timestamp,
}

/// Links that were not used yet.
#[derive(Debug, Default)]
pub(crate) struct Links {
    open: HashMap<Key, Link>,
}

impl Links {
    pub(crate) fn add(&mut self, key: Key, link: Link) {
        self.open.retain(|_, open| open.works(link.made));
        while self.open.len() >= LINKS {
            let oldest = self.open.iter().min_by_key(|(key, open)| (open.made, **key)).map(|(key, _)| *key);
            oldest.map(|key| self.open.remove(&key));
        }
        self.open.insert(key, link);
    }

    /// The link, which does not work a second time.
    pub(crate) fn take(&mut self, key: &Key, now: Timestamp) -> Option<Link> {
        self.open.remove(key).filter(|link| link.works(now))
    }
}

impl Link {
    fn works(&self, now: Timestamp) -> bool {
        (-CLOCK_STEP..LINK_SECONDS).contains(&(now.unix() - self.made.unix()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Purpose;

    fn key(secret: &str) -> Key {
        Key::of(Purpose::Link, secret)
    }

    fn link(seconds: i64) -> Link {
        Link { account: "1".to_owned(), stamp: Key::of_parts(&[]), made: at(seconds) }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(1_000_000 + seconds)
    }

    #[test]
    fn link_works_once_and_for_ten_minutes() {
        let mut links = Links::default();
        links.add(key("a"), link(0));
        links.add(key("b"), link(0));
        assert_eq!(links.take(&key("a"), at(599)), Some(link(0)));
        assert_eq!(links.take(&key("a"), at(599)), None);
        assert_eq!(links.take(&key("b"), at(600)), None);
        assert_eq!(links.take(&key("b"), at(1)), None);
    }

    #[test]
    fn number_of_links_is_bounded_and_the_newest_stay() {
        let mut links = Links::default();
        for number in 0..150 {
            links.add(key(&number.to_string()), link(number));
        }
        assert_eq!(links.open.len(), LINKS);
        assert!(links.take(&key("149"), at(150)).is_some() && links.take(&key("49"), at(150)).is_none());
    }
}
