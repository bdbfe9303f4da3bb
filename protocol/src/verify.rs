//! The upper rungs of the ladder: may this signed entry, by the rosters known here, be in its member's log?
//!
//! `Draft → frame → `[`SignedEntry`]` → `[`VerifiedEntry`]. Whether it follows the entry before it, the
//! [replica](crate::sync) knows.

use crate::disclosure;
use crate::entry::{Body, SignedEntry};
use crate::ids::{EntryId, KeyId};
use crate::limits;
use crate::record::{Record, check};
use crate::roster::{History, Roster};
use crate::time::Timestamp;
use crate::verdict::Reason;

/// An entry that the roster allows, with a record that keeps the rules. The store takes nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedEntry(SignedEntry);

impl VerifiedEntry {
    /// The entry.
    pub fn entry(&self) -> &SignedEntry {
        &self.0
    }

    /// Takes the entry out.
    pub fn into_entry(self) -> SignedEntry {
        self.0
    }

    /// The same entry in memory of its own; see [`SignedEntry::detached`].
    #[must_use]
    pub fn detached(self) -> Self {
        Self(self.0.detached())
    }
}

/// An entry that did not pass, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub reason: Reason,
    /// The entry: it may pass later.
    pub entry: Box<SignedEntry>,
}

/// Verifies an entry against the rosters and the clock.
///
/// # Errors
/// The [`Reason`] of the first check that fails. [`Reason::RosterUnknown`] and [`Reason::FutureTime`] may pass later.
pub fn verify(entry: SignedEntry, rosters: &History, now: Timestamp) -> Result<VerifiedEntry, Refused> {
    match verify_entry(&entry, rosters, now) {
        Ok(()) => Ok(VerifiedEntry(entry)),
        Err(reason) => Err(Refused { reason, entry: Box::new(entry) }),
    }
}

fn verify_entry(entry: &SignedEntry, rosters: &History, now: Timestamp) -> Result<(), Reason> {
    verify_signer(entry, rosters)?;
    verify_not_revoked(entry, rosters)?;
    if entry.header().time > now.plus_seconds(limits::CLOCK_SKEW_SECONDS) {
        return Err(Reason::FutureTime);
    }
    match entry.body() {
        Body::Record(record) => verify_record(record, roster_of(entry, rosters)?),
        Body::Unknown => Ok(()),
        // That the key of the withdrawal was revoked later brings nothing back: the record is gone where it was erased.
        Body::Erased(withdrawal) => {
            verify_signer(withdrawal, rosters)?;
            withdrawal.record().map_or(Ok(()), |record| verify_record(record, roster_of(withdrawal, rosters)?))
        }
    }
}

/// The roster that the entry names. Its policy applies, so that all nodes, early and late, decide alike.
fn roster_of<'a>(entry: &SignedEntry, rosters: &'a History) -> Result<&'a Roster, Reason> {
    let version = entry.header().roster;
    match rosters.at(version) {
        Some(signed) => Ok(signed.roster()),
        None if version == 0 => Err(Reason::UnknownKey),
        None => Err(Reason::RosterUnknown),
    }
}

/// Checks that the roster which the entry names lists its key, for its member and its time.
///
/// # Errors
/// As [`verify`].
pub fn verify_signer(entry: &SignedEntry, rosters: &History) -> Result<(), Reason> {
    let named = roster_of(entry, rosters)?;
    let header = entry.header();
    let (member, key) = named.signing_key(&entry.log()).ok_or(Reason::UnknownKey)?;
    if member.id != header.member {
        return Err(Reason::WrongMember);
    }
    // The newest roster may have lengthened the validity.
    let key = rosters.current().signing_key(&entry.log()).map_or(key, |(_, key)| key);
    if header.time < key.not_before || header.time >= key.not_after { Err(Reason::KeyNotValid) } else { Ok(()) }
}

fn verify_not_revoked(entry: &SignedEntry, rosters: &History) -> Result<(), Reason> {
    if still_allowed(rosters, &entry.log(), entry.header().seq, &entry.id()) { Ok(()) } else { Err(Reason::KeyRevoked) }
}

fn verify_record(record: &Record, roster: &Roster) -> Result<(), Reason> {
    if let Some(violation) = check::check_record(record).first() {
        return Err(Reason::Record(violation.to_string()));
    }
    match disclosure::check_record(record, &roster.policy.disclosure()).first() {
        Some(violation) => Err(Reason::Disclosure(violation.rule.id())),
        None => Ok(()),
    }
}

/// Whether the newest roster lets the entry with this number and id be in its log: it was not revoked before.
pub fn still_allowed(rosters: &History, log: &KeyId, seq: u64, id: &EntryId) -> bool {
    rosters
        .current()
        .signing_key(log)
        .is_some_and(|(_, key)| key.revoked.as_ref().is_none_or(|revocation| revocation.allows(seq, id)))
}

#[cfg(test)]
mod tests;
