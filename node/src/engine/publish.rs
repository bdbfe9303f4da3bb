//! Publishing: check, sign, run our own bytes through the ladder, make durable, and only then tell.

use emn_protocol::disclosure;
use emn_protocol::entry::{self, SignedEntry};
use emn_protocol::ids::EntryId;
use emn_protocol::limits;
use emn_protocol::record::{Kind, Record, check};
use emn_protocol::sync::Input;
use emn_protocol::verdict::Reason;
use emn_protocol::verify::{VerifiedEntry, verify};

use super::handle::{PublishError, Published};
use super::run::Engine;
use crate::store::{Reconciled, reconcile};
use crate::telemetry::chain;

impl Engine {
    /// Why nothing may be published now, for people.
    pub(super) fn publish_hold(&self) -> Option<String> {
        self.signing.as_ref()?;
        let refused = self.check_listed().and_then(|()| self.check_expiry()).err().map(|error| error.to_string());
        refused.or_else(|| self.replica.next_place(self.now()).err().map(|hold| hold.to_string()))
    }

    fn check_listed(&self) -> Result<(), PublishError> {
        let listed = self.own_log().is_some_and(|log| self.replica.rosters().current().signing_key(&log).is_some());
        if listed { Ok(()) } else { Err(PublishError::NotAllowed(Reason::UnknownKey)) }
    }

    fn check_expiry(&self) -> Result<(), PublishError> {
        let expires = self.replica.rosters().current().expires;
        if self.now().wall >= expires { Err(PublishError::RosterExpired(expires)) } else { Ok(()) }
    }

    pub(super) fn publish(&mut self, record: &Record) -> Result<Published, PublishError> {
        if let Some(fault) = &self.fault {
            return Err(PublishError::Storage(fault.clone()));
        }
        self.check_listed()?;
        self.check_expiry()?;
        self.check_record(record)?;
        self.check_target(record)?;
        self.complete_journal().map_err(PublishError::Storage)?;
        let verified = self.sign(record)?;
        let arrival = self.make_durable(&verified)?;
        let entry = verified.entry();
        let published = Published {
            id: entry.id(),
            member: entry.header().member.clone(),
            log: entry.log(),
            seq: entry.header().seq,
            time: entry.header().time,
            bytes: entry.frame().len(),
            arrival,
        };
        tracing::info!(entry = %published.id.short(), seq = published.seq, bytes = published.bytes, "published");
        self.counters.published += 1;
        self.step(Input::LocalAppended(verified));
        Ok(published)
    }

    fn check_record(&self, record: &Record) -> Result<(), PublishError> {
        let violations = check::check_record(record);
        if !violations.is_empty() {
            return Err(PublishError::Form(violations));
        }
        let policy = self.replica.rosters().current().policy.disclosure();
        let violations = disclosure::check_record(record, &policy);
        if violations.is_empty() { Ok(()) } else { Err(PublishError::Disclosure(violations)) }
    }

    /// A correction or withdrawal of something it cannot act on would be published without effect; refuse it here.
    fn check_target(&self, record: &Record) -> Result<(), PublishError> {
        let id = match record {
            Record::Correction(correction) => correction.supersedes,
            Record::Withdrawal(withdrawal) => withdrawal.withdraws,
            Record::Report(_) | Record::Practice(_) => return Ok(()),
        };
        let error = |why| Err(PublishError::Target { id, why });
        match self.store_entry(&id).map_err(PublishError::Storage)? {
            None => error("it is not stored on this node"),
            Some(target) if Some(&target.header().member) != self.member.as_ref() => error("it is another member's"),
            Some(target) if target.header().kind == Kind::Withdrawal.number() => error("it is a withdrawal itself"),
            Some(target) if target.record().is_none() => error("it was withdrawn"),
            Some(_) => Ok(()),
        }
    }

    fn sign(&self, record: &Record) -> Result<VerifiedEntry, PublishError> {
        let (Some(key), Some(member)) = (&self.signing, &self.member) else {
            return Err(PublishError::NoSigningKey);
        };
        let now = self.now();
        let place = self.replica.next_place(now)?;
        let rosters = self.replica.rosters();
        let frame = entry::sign(&rosters.network(), member, place, record, key);
        if frame.len() > limits::ENTRY_BYTES {
            return Err(PublishError::TooLarge { size: frame.len(), limit: limits::ENTRY_BYTES });
        }
        // What we would not take from others we do not send.
        let opened = SignedEntry::open(&rosters.network(), frame).map_err(PublishError::NotAllowed)?;
        verify(opened, rosters, now.wall).map_err(|refused| match refused.reason {
            Reason::RosterUnknown => PublishError::Unavailable,
            reason => PublishError::NotAllowed(reason),
        })
    }

    /// I2: the entry is on disk, twice, before anybody hears of it. Returns its arrival number.
    ///
    /// When the store takes the entry and then does not flush, the entry is durable nevertheless: the journal has it,
    /// and the next start brings it back. It is published then, and the fault is shown; to refuse it would be a lie, for
    /// it could not be taken back for certain.
    fn make_durable(&mut self, verified: &VerifiedEntry) -> Result<u64, PublishError> {
        if let Some(journal) = &mut self.journal {
            journal.append(std::slice::from_ref(verified)).map_err(|error| PublishError::Storage(chain(&error)))?;
        }
        let stored = self.store.reader().next_arrival().and_then(|arrival| {
            self.store.append(std::slice::from_ref(verified))?;
            Ok(arrival)
        });
        match stored {
            Ok(arrival) => {
                self.wake_indexer();
                self.flush();
                Ok(arrival)
            }
            Err(error) => {
                self.take_back(&verified.entry().id());
                self.set_fault(&error);
                Err(PublishError::Storage(chain(&error)))
            }
        }
    }

    /// Own entries that came back from peers, after this folder had lost them, are in the store only. The journal gets
    /// them too, for it takes an entry only after those before it.
    pub(super) fn complete_journal(&mut self) -> Result<(), String> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        if self.replica.frontier().get(journal.log()).height <= journal.height() {
            return Ok(());
        }
        match reconcile(&self.store.reader(), journal) {
            Ok(Reconciled::StoreAhead { copied }) => {
                tracing::info!(copied, "own entries that came from peers are in the journal too");
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(error) => Err(chain(&error)),
        }
    }

    /// The store refused what the journal has: take it out of the journal, so that its number can be signed again.
    fn take_back(&mut self, id: &EntryId) {
        let Some(journal) = &mut self.journal else { return };
        if let Err(error) = journal.undo() {
            // It then counts as published at the next start, which is safe: it was signed once.
            tracing::error!(entry = %id.short(), error = %chain(&error), "an entry stays in the journal although the store refused it");
        }
    }
}
