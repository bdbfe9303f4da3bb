//! All versions of the roster that a node has, from the first on.

use std::sync::Arc;

use super::{Roster, RosterError, SignedRoster};
use crate::ids::NetworkId;
use crate::wire::RosterHint;

/// Why a roster was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// It is not valid.
    #[error(transparent)]
    Invalid(#[from] RosterError),
    /// Versions between are missing.
    #[error("version {offered} does not follow version {current}; install the versions between first")]
    VersionsMissing {
        /// The newest one here.
        current: u64,
        /// The one offered.
        offered: u64,
    },
    /// An older version.
    #[error("version {offered} is older than version {current}, which is in force; a roster is never rolled back")]
    Rollback {
        /// The newest one here.
        current: u64,
        /// The one offered.
        offered: u64,
    },
    /// The roster was frozen before.
    #[error("the roster is frozen: two valid versions {version} exist; ask the keyholders which one holds")]
    Frozen {
        /// The version that exists twice.
        version: u64,
    },
}

/// What became of an offered roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installed {
    /// It is the newest one now.
    New,
    /// It was here before.
    Known,
    /// It is another valid roster of a version that is here: the keyholders equivocated. The history is frozen now.
    Fork,
}

/// The versions of a network's roster, without gaps.
#[derive(Debug, Clone)]
pub struct History {
    versions: Vec<Arc<SignedRoster>>,
    frozen: Option<u64>,
}

impl History {
    /// Begins with a network's first roster.
    ///
    /// # Errors
    /// [`RosterError`] when it is not a valid first roster.
    pub fn begin(first: SignedRoster) -> Result<Self, RosterError> {
        first.verify_first()?;
        Ok(Self { versions: vec![Arc::new(first)], frozen: None })
    }

    /// The network.
    pub fn network(&self) -> NetworkId {
        self.versions[0].network()
    }

    /// The newest version.
    pub fn current(&self) -> &Roster {
        self.newest().roster()
    }

    /// The newest version with its signatures.
    pub fn newest(&self) -> &Arc<SignedRoster> {
        self.versions.last().expect("a history begins with a roster and never shrinks")
    }

    /// A version, counted from 1.
    pub fn at(&self, version: u64) -> Option<&Arc<SignedRoster>> {
        usize::try_from(version.checked_sub(1)?).ok().and_then(|index| self.versions.get(index))
    }

    /// The newest version, as told to peers.
    pub fn hint(&self) -> RosterHint {
        RosterHint { version: self.current().version, digest: self.newest().digest() }
    }

    /// The version that exists twice, once the keyholders have equivocated.
    pub fn frozen(&self) -> Option<u64> {
        self.frozen
    }

    /// Marks the history as frozen, as it was when it was stored.
    pub fn freeze(&mut self, version: u64) {
        self.frozen = Some(version);
    }

    /// Takes a roster if it is the valid successor of the newest one.
    ///
    /// # Errors
    /// [`InstallError`]; nothing changes then.
    pub fn install(&mut self, offered: SignedRoster) -> Result<Installed, InstallError> {
        let (current, version) = (self.current().version, offered.roster().version);
        if offered.network() != self.network() {
            let (found, expected) = (offered.network(), self.network());
            return Err(RosterError::WrongNetwork { found, expected }.into());
        }
        if version > current + 1 {
            return Err(InstallError::VersionsMissing { current, offered: version });
        }
        if let Some(known) = self.at(version) {
            if known.digest() == offered.digest() {
                return Ok(Installed::Known);
            }
            return self.conflicting(&offered);
        }
        if let Some(version) = self.frozen {
            return Err(InstallError::Frozen { version });
        }
        offered.verify_successor(self.newest())?;
        self.versions.push(Arc::new(offered));
        Ok(Installed::New)
    }

    /// Another roster with a version that is here: a fork if it is validly signed, else nothing but an old or false one.
    fn conflicting(&mut self, offered: &SignedRoster) -> Result<Installed, InstallError> {
        let version = offered.roster().version;
        let valid = match self.at(version - 1) {
            Some(before) => offered.verify_successor(before),
            None => offered.verify_first(),
        };
        match valid {
            Ok(()) => {
                self.frozen = Some(self.frozen.map_or(version, |frozen| frozen.min(version)));
                Ok(Installed::Fork)
            }
            Err(_) if version < self.current().version => {
                Err(InstallError::Rollback { current: self.current().version, offered: version })
            }
            Err(error) => Err(error.into()),
        }
    }
}
