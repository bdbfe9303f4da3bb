//! What the rest of the program uses.

mod accounts;
mod sign_in;
#[cfg(test)]
mod tests;
mod tokens;

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use emn_protocol::time::Timestamp;

pub use self::accounts::{Added, Initial};
use crate::account::{Account, Accounts};
use crate::file::{FileError, Kept};
use crate::hashing::Gate;
use crate::link::Links;
use crate::password::Cost;
use crate::secret::{Key, Purpose};
use crate::session::{self, Session, SessionView, Sessions, Visit, Way};
use crate::throttle::Throttle;
use crate::token::Tokens;
use crate::who::{Kind, OWNER, Who};

/// Where 32 random bytes come from.
pub type Random = fn() -> io::Result<[u8; 32]>;

/// The files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The list of accounts.
    pub accounts: PathBuf,
    /// The list of tokens.
    pub tokens: PathBuf,
}

/// How long sessions last, and what a password costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Seconds without a request after which a session ends.
    pub idle_seconds: i64,
    /// Seconds after which it ends in any case.
    pub longest_seconds: i64,
    /// What it costs to try a password.
    pub cost: Cost,
}

impl Default for Settings {
    /// Half an hour, twelve hours, and what OWASP asks for.
    fn default() -> Self {
        Self { idle_seconds: 30 * 60, longest_seconds: 12 * 3600, cost: Cost::RECOMMENDED }
    }
}

/// Accounts, sessions, links and tokens of a node. Cheap to clone; all clones are one.
///
/// What hashes a password ([`Access::sign_in`], [`Access::change_password`], and adding or resetting an account) takes
/// tens of milliseconds of a processor and may wait for its turn: call it where waiting is allowed. Everything else
/// looks at two files and answers at once.
#[derive(Debug, Clone)]
pub struct Access {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    accounts: Kept<Accounts>,
    tokens: Kept<Tokens>,
    settings: Settings,
    random: Random,
    hashing: Gate,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    throttle: Throttle,
    sessions: Sessions,
    links: Links,
    /// Tokens whose use on this day is written down.
    noted: (String, HashSet<Key>),
}

impl Access {
    /// Accounts and tokens in these files, which may be missing; nobody is signed in.
    ///
    /// # Errors
    /// [`FileError`] if a file is there and cannot be used.
    pub fn open(paths: Paths, settings: Settings, random: Random) -> Result<Self, FileError> {
        let state = State {
            throttle: Throttle::default(),
            sessions: Sessions::new(settings.idle_seconds, settings.longest_seconds),
            links: Links::default(),
            noted: (String::new(), HashSet::new()),
        };
        let inner = Inner {
            accounts: Kept::at(paths.accounts),
            tokens: Kept::at(paths.tokens),
            settings,
            random,
            hashing: Gate::default(),
            state: Mutex::new(state),
        };
        inner.accounts.read()?;
        inner.tokens.read()?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Who shows this session's secret; none if there is no such session, or not any more.
    ///
    /// # Errors
    /// [`FileError`] if the accounts cannot be read: nobody but the owner is signed in then.
    pub fn session(&self, secret: &str, now: Timestamp) -> Result<Option<Visit>, FileError> {
        let key = Key::of(Purpose::Session, secret);
        let Some(session) = self.state().sessions.find(&key, now) else { return Ok(None) };
        if session.account == OWNER {
            return Ok(Some(visit(secret, &key, &session, None)));
        }
        let accounts = self.inner.accounts.read()?;
        let account = accounts.with_id(&session.account);
        let account = account.filter(|account| account.disabled.is_none() && account.stamp() == session.stamp);
        if account.is_none() {
            self.state().sessions.end(&key);
        }
        Ok(account.map(|account| visit(secret, &key, &session, Some(account))))
    }

    /// Ends a session; says whether there was one.
    pub fn sign_out(&self, secret: &str) -> bool {
        self.state().sessions.end(&Key::of(Purpose::Session, secret)).is_some()
    }

    /// The sessions of an account, by its id, the newest first.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn sessions(&self, account: &str, now: Timestamp) -> Result<Vec<SessionView>, FileError> {
        let stamp = match account {
            OWNER => Some(owner_stamp()),
            id => self.inner.accounts.read()?.with_id(id).map(Account::stamp),
        };
        Ok(stamp.map_or_else(Vec::new, |stamp| self.state().sessions.list(account, &stamp, now)))
    }

    /// Ends one session of an account, by the account's id and the session's name; says whether there was one.
    pub fn end_session(&self, account: &str, session: &str) -> bool {
        self.state().sessions.end_named(account, session)
    }

    /// Ends all sessions of an account, by its id; returns how many there were.
    pub fn end_all(&self, account: &str) -> usize {
        self.state().sessions.end_all(account)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What is behind the lock is whole between any two statements that could fail.
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the owner's sessions and links are bound to: nothing changes it.
fn owner_stamp() -> Key {
    Key::of_parts(&[OWNER])
}

fn visit(secret: &str, key: &Key, session: &Session, account: Option<&Account>) -> Visit {
    Visit {
        who: account.map_or_else(Who::owner, |account| who(account, Kind::Session)),
        csrf: session::csrf_of(secret),
        // Who came by a link or from the provider does not know the password, and needs none.
        must_change: session.way == Way::Password && account.is_some_and(|account| account.must_change),
        way: session.way,
        session: session::name_of(key),
        since: session.since,
    }
}

fn who(account: &Account, kind: Kind) -> Who {
    Who {
        account: account.id.clone(),
        name: account.name.to_string(),
        full_name: account.full_name.clone(),
        roles: account.roles,
        kind,
    }
}
