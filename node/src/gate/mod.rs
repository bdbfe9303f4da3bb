//! The gate before signing: what a record would disclose, by its tables and its texts, and who may say that a warning
//! does not apply. Nothing is signed here; the engine signs what came through.
//!
//! Receivers do not repeat this: it takes the ledger, time, and patterns that change. What they do check, the engine
//! checks again.

mod admit;
mod examine;
mod ledger;

use std::io;
use std::path::PathBuf;

use emn_anonymise::ledger::{Ledger, LedgerError, LedgerKey};
use emn_protocol::ids::Digest;

use crate::audit_log::{AuditLog, AuditLogError};
use crate::config::Folder;
use crate::identity::{IdentityError, generate_key, load_key, random, save_key};
use crate::people::PeopleError;
use crate::store::StoreError;

pub use admit::{
    Admission, Approval, NOTE_CHARS, NOTE_CHARS_AT_MOST, Override, Refused, Submission, names_somebody, shown,
};
pub use examine::{Examination, ExposedCell, NOISE_BUDGET, TableAudit, TextFinding, examine_alone, screened};
pub use ledger::LedgerState;

/// The key that seals the ledger, in the folder of keys.
const KEY_FILE: &str = "ledger.pem";
/// Domain of the sealing key that is made from it.
const KEY_CONTEXT: &[u8] = b"emn/ledger/1";

/// Why the gate could not do its work. Nothing goes through then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GateError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The audit log.
    #[error(transparent)]
    AuditLog(#[from] AuditLogError),
    /// The list of persons.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The node's own entries.
    #[error("the node's own entries could not be read")]
    Store(#[from] StoreError),
    /// The ledger's key.
    #[error("the key of the ledger is of no use")]
    Key(#[from] IdentityError),
    /// There is a ledger, but not its key.
    #[error("{} is missing, and without it the ledger does not open: restore it from your copy", path.display())]
    KeyMissing {
        /// The key's file.
        path: PathBuf,
    },
}

/// The gate of one node.
#[derive(Debug, Clone)]
pub struct Gate {
    ledger: Ledger,
    audit_log: AuditLog,
    people: PathBuf,
}

impl Gate {
    /// The gate of the node in this folder. Makes the ledger's key when there is no ledger yet.
    ///
    /// # Errors
    /// [`GateError::Key`], [`GateError::KeyMissing`].
    pub fn open(folder: &Folder) -> Result<Self, GateError> {
        let path = folder.keys().join(KEY_FILE);
        let key = match load_key(&path) {
            Ok(key) => key,
            Err(IdentityError::Missing { .. }) if folder.ledger().exists() => {
                return Err(GateError::KeyMissing { path });
            }
            Err(IdentityError::Missing { .. }) => {
                let key = generate_key()?;
                save_key(&path, &key)?;
                key
            }
            Err(error) => return Err(error.into()),
        };
        let sealing = Digest::of(&[KEY_CONTEXT, &key.seed()].concat());
        Ok(Self {
            ledger: Ledger::at(folder.ledger(), LedgerKey::from_bytes(*sealing.as_bytes())),
            audit_log: AuditLog::at(folder.audit_log()),
            people: folder.people(),
        })
    }

    /// The gate of the node in this folder, if it has a ledger; makes nothing.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn existing(folder: &Folder) -> Result<Option<Self>, GateError> {
        if folder.ledger().exists() { Self::open(folder).map(Some) } else { Ok(None) }
    }

    /// The audit log of this node.
    pub fn audit_log(&self) -> &AuditLog {
        &self.audit_log
    }
}

/// Random bytes for the ledger.
fn nonce(bytes: &mut [u8; 24]) -> io::Result<()> {
    *bytes = random().map_err(io::Error::other)?;
    Ok(())
}

#[cfg(test)]
mod tests;
