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
}

/// Verifies an entry against the rosters and the clock.
///
/// # Errors
/// The [`Reason`] of the first check that fails. [`Reason::RosterUnknown`] and [`Reason::FutureTime`] may pass later.
pub fn verify(entry: SignedEntry, rosters: &History, now: Timestamp) -> Result<VerifiedEntry, Reason> {
    verify_signer(&entry, rosters)?;
    if entry.header().time > now.plus_seconds(limits::CLOCK_SKEW_SECONDS) {
        return Err(Reason::FutureTime);
    }
    match entry.body() {
        Body::Record(record) => verify_record(record, roster_of(&entry, rosters)?)?,
        Body::Unknown => {}
        // The withdrawal is verified like any entry; so the text of its reason keeps the rules as well.
        Body::Erased(withdrawal) => {
            verify_signer(withdrawal, rosters)?;
            if let Some(record) = withdrawal.record() {
                verify_record(record, roster_of(withdrawal, rosters)?)?;
            }
        }
    }
    Ok(VerifiedEntry(entry))
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

fn verify_signer(entry: &SignedEntry, rosters: &History) -> Result<(), Reason> {
    let named = roster_of(entry, rosters)?;
    let header = entry.header();
    let (member, key) = named.signing_key(&entry.log()).ok_or(Reason::UnknownKey)?;
    if member.id != header.member {
        return Err(Reason::WrongMember);
    }
    // The newest roster may have lengthened the validity, and may have revoked the key.
    let key = rosters.current().signing_key(&entry.log()).map_or(key, |(_, key)| key);
    if header.time < key.not_before || header.time >= key.not_after {
        return Err(Reason::KeyNotValid);
    }
    match &key.revoked {
        Some(revocation) if !revocation.allows(header.seq, &entry.id()) => Err(Reason::KeyRevoked),
        _ => Ok(()),
    }
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

/// Whether the newest roster still lets an entry that was accepted earlier be in its log.
pub fn still_allowed(rosters: &History, log: &KeyId, seq: u64, id: &EntryId) -> bool {
    rosters
        .current()
        .signing_key(log)
        .is_some_and(|(_, key)| key.revoked.as_ref().is_none_or(|revocation| revocation.allows(seq, id)))
}
