//! Who is signed in: in memory only, so that a restart signs everybody out.

use std::collections::HashMap;

use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::secret::{Key, Purpose, Secret};
use crate::who::Who;

/// Sessions of one account: a person has a few browsers. A further one ends the one that was used longest ago.
pub(crate) const OF_ACCOUNT: usize = 20;
/// Sessions of all accounts.
pub(crate) const OF_ALL: usize = 10_000;

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// With name and password.
    Password,
    /// With a one-time link.
    Link,
    /// At the administration's own provider.
    Provider,
}

/// Somebody has just signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// What the browser shows from now on, in a cookie.
    pub secret: Secret,
    /// Who, and what the pages need.
    pub visit: Visit,
}

/// A request of somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who.
    pub who: Who,
    /// What every form must carry, so that no other site's form works. It is derived from the session's secret.
    pub csrf: Secret,
    /// The password is an initial one: nothing but choosing another may be done.
    pub must_change: bool,
    /// How they signed in.
    pub way: Way,
    /// A name for the session that tells nothing of its secret.
    pub session: String,
    /// When they signed in.
    pub since: Timestamp,
}

impl Visit {
    /// Whether a form carried what it must. Hashes are compared, so how long it takes tells nothing.
    pub fn csrf_is(&self, given: &str) -> bool {
        Key::of(Purpose::Csrf, given) == Key::of(Purpose::Csrf, self.csrf.as_str())
    }
}

/// A session as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionView {
    /// A name for it that tells nothing of its secret.
    pub session: String,
    /// How they signed in.
    pub way: Way,
    /// When they signed in.
    pub since: Timestamp,
    /// When it was last used.
    pub used: Timestamp,
}

/// What is kept of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    /// Id of the account, or of the owner.
    pub(crate) account: String,
    /// State of the account when they signed in. Another state ends the session.
    pub(crate) stamp: Key,
    pub(crate) way: Way,
    pub(crate) since: Timestamp,
    used: Timestamp,
}

impl Session {
    pub(crate) fn new(account: String, stamp: Key, way: Way, now: Timestamp) -> Self {
        Self { account, stamp, way, since: now, used: now }
    }
}

/// All sessions.
#[derive(Debug)]
pub(crate) struct Sessions {
    idle_seconds: i64,
    longest_seconds: i64,
    of_all: usize,
    open: HashMap<Key, Session>,
}

impl Sessions {
    pub(crate) fn new(idle_seconds: i64, longest_seconds: i64) -> Self {
        Self { idle_seconds, longest_seconds, of_all: OF_ALL, open: HashMap::new() }
    }

    /// Opens a session; ends others where there would be too many.
    pub(crate) fn open(&mut self, key: Key, session: Session) {
        let now = session.since;
        let full = self.open.len() >= self.of_all;
        if full || self.open.values().filter(|open| open.account == session.account).count() >= OF_ACCOUNT {
            let (idle, longest) = (self.idle_seconds, self.longest_seconds);
            self.open.retain(|_, open| open.lasts(now, idle, longest));
        }
        while self.open.values().filter(|open| open.account == session.account).count() >= OF_ACCOUNT {
            self.end_oldest(|open| open.account == session.account);
        }
        while self.open.len() >= self.of_all {
            self.end_oldest(|_| true);
        }
        self.open.insert(key, session);
    }

    fn end_oldest(&mut self, among: impl Fn(&Session) -> bool) {
        let oldest = self.open.iter().filter(|(_, open)| among(open)).min_by_key(|(key, open)| (open.used, **key));
        let oldest = oldest.map(|(key, _)| *key);
        oldest.map(|key| self.open.remove(&key));
    }

    /// The session, if it has not ended.
    pub(crate) fn find(&mut self, key: &Key, now: Timestamp) -> Option<Session> {
        let (idle, longest) = (self.idle_seconds, self.longest_seconds);
        let open = self.open.get_mut(key)?;
        if !open.lasts(now, idle, longest) {
            self.open.remove(key);
            return None;
        }
        open.used = open.used.max(now);
        Some(open.clone())
    }

    pub(crate) fn end(&mut self, key: &Key) -> Option<Session> {
        self.open.remove(key)
    }

    /// Ends the session with this name, if it is the account's.
    pub(crate) fn end_named(&mut self, account: &str, name: &str) -> bool {
        let found = self.open.iter().find(|(key, open)| open.account == account && name_of(key) == name);
        found.map(|(key, _)| *key).is_some_and(|key| self.open.remove(&key).is_some())
    }

    /// Ends all sessions of an account; returns how many there were.
    pub(crate) fn end_all(&mut self, account: &str) -> usize {
        let before = self.open.len();
        self.open.retain(|_, open| open.account != account);
        before - self.open.len()
    }

    /// The sessions of an account in this state, the newest first.
    pub(crate) fn list(&self, account: &str, stamp: &Key, now: Timestamp) -> Vec<SessionView> {
        let open = self.open.iter().filter(|(_, open)| {
            open.account == account && open.stamp == *stamp && open.lasts(now, self.idle_seconds, self.longest_seconds)
        });
        let mut views: Vec<SessionView> = open
            .map(|(key, open)| SessionView { session: name_of(key), way: open.way, since: open.since, used: open.used })
            .collect();
        views.sort_by(|a, b| (b.since, &b.session).cmp(&(a.since, &a.session)));
        views
    }
}

impl Session {
    fn lasts(&self, now: Timestamp, idle_seconds: i64, longest_seconds: i64) -> bool {
        now.unix() - self.used.unix() < idle_seconds && now.unix() - self.since.unix() < longest_seconds
    }
}

/// A name for a session: the beginning of its key.
pub(crate) fn name_of(key: &Key) -> String {
    key.to_hex()[..16].to_owned()
}

/// What forms of this session carry.
pub(crate) fn csrf_of(secret: &str) -> Secret {
    Secret::of(Key::of(Purpose::Csrf, secret).to_hex())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(1_000_000 + seconds)
    }

    fn key(secret: &str) -> Key {
        Key::of(Purpose::Session, secret)
    }

    fn session(account: &str, seconds: i64) -> Session {
        Session::new(account.to_owned(), Key::of_parts(&[]), Way::Password, at(seconds))
    }

    #[test]
    fn session_ends_when_idle_and_at_its_longest() {
        let mut sessions = Sessions::new(1800, 12 * 3600);
        sessions.open(key("a"), session("1", 0));
        sessions.open(key("b"), session("1", 0));
        assert!(sessions.find(&key("a"), at(1799)).is_some());
        assert!(sessions.find(&key("b"), at(1800)).is_none());
        for minute in (40..720).step_by(20) {
            assert!(sessions.find(&key("a"), at(minute * 60)).is_some(), "{minute}");
        }
        assert!(sessions.find(&key("a"), at(12 * 3600)).is_none());
        assert!(sessions.open.is_empty());
    }

    #[test]
    fn further_session_of_an_account_ends_the_least_used() {
        let mut sessions = Sessions::new(1800, 12 * 3600);
        for number in 0..OF_ACCOUNT {
            sessions.open(key(&number.to_string()), session("1", number as i64));
        }
        sessions.open(key("other"), session("2", 30));
        assert!(sessions.find(&key("0"), at(40)).is_some());
        sessions.open(key("new"), session("1", 50));
        assert!(sessions.find(&key("0"), at(50)).is_some() && sessions.find(&key("other"), at(50)).is_some());
        assert!(sessions.find(&key("1"), at(50)).is_none());
        assert_eq!(sessions.list("1", &Key::of_parts(&[]), at(50)).len(), OF_ACCOUNT);
        assert_eq!(sessions.end_all("1"), OF_ACCOUNT);
        assert_eq!(sessions.open.len(), 1);
    }

    #[test]
    fn session_is_ended_by_its_name_and_its_account_only() {
        let mut sessions = Sessions::new(1800, 12 * 3600);
        sessions.open(key("a"), session("1", 0));
        let name = sessions.list("1", &Key::of_parts(&[]), at(0))[0].session.clone();
        assert_eq!(name.len(), 16);
        assert!(!sessions.end_named("2", &name) && !sessions.end_named("1", "x"));
        assert!(sessions.end_named("1", &name));
        assert!(sessions.find(&key("a"), at(0)).is_none());
    }

    #[test]
    fn csrf_fits_its_session_only() {
        let visit = |secret| Visit {
            who: Who::owner(),
            csrf: csrf_of(secret),
            must_change: false,
            way: Way::Link,
            session: String::new(),
            since: at(0),
        };
        assert!(visit("a").csrf_is(csrf_of("a").as_str()));
        assert!(!visit("a").csrf_is(csrf_of("b").as_str()) && !visit("a").csrf_is("") && !visit("a").csrf_is("a"));
        assert!(!format!("{:?}", visit("a")).contains(csrf_of("a").as_str()));
    }

    proptest! {
        #[test]
        fn number_of_sessions_is_bounded(
            steps in proptest::collection::vec((0..4_u8, 0..60_u16, 0..300_i64, any::<bool>()), 1..400)
        ) {
            let mut sessions = Sessions { of_all: 50, ..Sessions::new(600, 3600) };
            let mut now = 0;
            for (account, secret, pause, opens) in steps {
                now += pause / 20;
                let key = key(&format!("{account} {secret}"));
                if opens {
                    sessions.open(key, session(&account.to_string(), now));
                    prop_assert!(sessions.find(&key, at(now)).is_some());
                } else if let Some(found) = sessions.find(&key, at(now)) {
                    prop_assert!(at(now).unix() - found.since.unix() < 3600);
                }
                prop_assert!(sessions.open.len() <= 50);
                for account in 0..4_u8 {
                    let account = account.to_string();
                    prop_assert!(sessions.open.values().filter(|open| open.account == account).count() <= OF_ACCOUNT);
                }
            }
        }
    }
}
