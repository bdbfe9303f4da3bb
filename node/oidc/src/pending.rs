//! Sign-ins under way: begun here, not yet answered.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use emn_protocol::time::Timestamp;

use crate::error::OidcError;

/// Sign-ins under way at once. An administration has some hundred people; beyond this the oldest gives way, so that
/// somebody who begins many of them does not keep others out for ten minutes.
pub(crate) const UNDER_WAY: usize = 1024;
/// Longest time between leaving for the provider and coming back: enough for a password and a second factor.
const SECONDS: i64 = 600;

/// What the node keeps of a sign-in.
#[derive(Clone)]
pub(crate) struct Pending {
    /// What the browser that began has in its cookie.
    pub(crate) cookie: String,
    /// What the provider must repeat in what it signs.
    pub(crate) nonce: String,
    /// The secret behind the challenge of PKCE.
    pub(crate) verifier: String,
    /// Where the visitor wanted to go: a path here.
    pub(crate) back: String,
    /// When it is too late.
    pub(crate) expires: Timestamp,
}

/// Sign-ins under way, by their state.
#[derive(Default)]
pub(crate) struct UnderWay(Mutex<BTreeMap<String, Pending>>);

impl UnderWay {
    pub(crate) fn expiry(now: Timestamp) -> Timestamp {
        now.plus_seconds(SECONDS)
    }

    pub(crate) fn keep(&self, state: String, pending: Pending, now: Timestamp) {
        let mut all = self.all();
        all.retain(|_, one| one.expires > now);
        if all.len() >= UNDER_WAY {
            let oldest = all.iter().min_by_key(|(_, one)| one.expires).map(|(state, _)| state.clone());
            if let Some(oldest) = oldest {
                all.remove(&oldest);
            }
        }
        all.insert(state, pending);
    }

    /// Takes a sign-in out, for its one use. One that another browser asks for stays: otherwise whoever sees an address
    /// could end the sign-in of somebody else.
    pub(crate) fn take(&self, state: &str, cookie: &str, now: Timestamp) -> Result<Pending, OidcError> {
        let mut all = self.all();
        let found = all.get(state).filter(|one| one.expires > now).ok_or(OidcError::Stale)?;
        if !same(&found.cookie, cookie) {
            return Err(OidcError::OtherBrowser);
        }
        all.remove(state).ok_or(OidcError::Stale)
    }

    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.all().len()
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Pending>> {
        // Whole entries are put in and taken out, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Compares secrets in a time that does not tell how much of them agrees.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}
