//! A roster with its signatures.

use bytes::Bytes;

use super::{Problem, Roster, check_roster, check_succession};
use crate::codec::{self, DecodeError};
use crate::crypto::{EnvelopeError, ROSTER_CONTEXT, Sign, SigningKey};
use crate::ids::{Digest, KeyId, NetworkId};
use crate::limits;

/// Content type in the protected header of every roster.
pub const CONTENT_TYPE: &str = "application/vnd.emn.roster+cbor";

/// Why a roster is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RosterError {
    /// The bytes do not decode.
    #[error("the roster does not decode")]
    Decode(#[from] DecodeError),
    /// The bytes are no COSE_Sign of ours.
    #[error("the roster is not signed in the form used here")]
    Envelope(#[from] EnvelopeError),
    /// Its content breaks rules.
    #[error("the roster breaks a rule: {}", problems.join("; "))]
    Problems {
        /// Which.
        problems: Vec<Problem>,
    },
    /// Too few root keys signed it.
    #[error(
        "{valid} of {needed} needed root keys of {whose} signed the roster{}",
        if *broken > 0 {
            format!("; {broken} signatures in it do not verify, so it was changed after signing: do not sign it, ask for the original")
        } else {
            "; collect more with `emn roster sign`".to_owned()
        }
    )]
    TooFewSignatures {
        /// Valid signatures found.
        valid: usize,
        /// The threshold.
        needed: u64,
        /// «its own» or «the version before».
        whose: &'static str,
        /// Signatures in the file that do not verify.
        broken: usize,
    },
    /// It does not name the version before it.
    #[error("the roster does not follow the one before it: its `previous` is another version's hash")]
    NotSuccessor,
    /// It belongs to another network.
    #[error("the roster belongs to network {found}, not {expected}")]
    WrongNetwork {
        /// Named by the roster.
        found: NetworkId,
        /// Ours.
        expected: NetworkId,
    },
}

/// A roster and who signed it. Whether that is enough, the `verify_*` functions say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRoster {
    roster: Roster,
    envelope: Sign,
    bytes: Bytes,
}

impl SignedRoster {
    /// A roster that nobody has signed yet.
    pub fn draft(roster: Roster) -> Self {
        let envelope = Sign::unsigned(codec::encode(&roster));
        let bytes = envelope.to_bytes(CONTENT_TYPE).into();
        Self { roster, envelope, bytes }
    }

    /// Reads a roster; signatures are not checked here.
    ///
    /// # Errors
    /// [`RosterError::Decode`], [`RosterError::Envelope`] or [`RosterError::Problems`].
    pub fn open(bytes: Bytes) -> Result<Self, RosterError> {
        codec::check_deterministic(&bytes, limits::ROSTER_BYTES)?;
        let envelope = Sign::parse(&bytes, CONTENT_TYPE)?;
        let roster: Roster = codec::decode(&envelope.payload, limits::ROSTER_BYTES)?;
        let problems = check_roster(&roster);
        if problems.is_empty() { Ok(Self { roster, envelope, bytes }) } else { Err(RosterError::Problems { problems }) }
    }

    /// Adds, or replaces, this key's signature.
    pub fn sign(&mut self, key: &SigningKey) {
        self.envelope.sign(key, CONTENT_TYPE, ROSTER_CONTEXT);
        self.bytes = self.envelope.to_bytes(CONTENT_TYPE).into();
    }

    /// Takes over the signatures of another copy of the same roster. Returns whether it was the same.
    pub fn merge(&mut self, other: &Self) -> bool {
        if self.envelope.payload != other.envelope.payload {
            return false;
        }
        let new: Vec<_> = other
            .envelope
            .signatures
            .iter()
            .filter(|(key, _)| self.envelope.signatures.iter().all(|(own, _)| own != key))
            .copied()
            .collect();
        self.envelope.signatures.extend(new);
        self.envelope.signatures.sort_by_key(|(key, _)| *key);
        self.bytes = self.envelope.to_bytes(CONTENT_TYPE).into();
        true
    }

    /// The roster.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The exact bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// SHA-256 of the payload: names this version, whoever signed.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.envelope.payload)
    }

    /// The network: named by the roster or, for version 1, its own hash.
    pub fn network(&self) -> NetworkId {
        self.roster.network.unwrap_or_else(|| NetworkId::from_bytes(*self.digest().as_bytes()))
    }

    /// Those of `keys` whose signatures verify.
    pub fn signers(&self, keys: &[KeyId]) -> Vec<KeyId> {
        self.envelope.signers(keys, CONTENT_TYPE, ROSTER_CONTEXT)
    }

    /// Those of its own root keys whose signatures verify.
    pub fn own_signers(&self) -> Vec<KeyId> {
        self.signers(&self.roster.root_keys)
    }

    /// Number of signatures by its own root keys, whether they verify or not.
    pub fn own_signatures(&self) -> usize {
        self.signatures_by(&self.roster.root_keys)
    }

    fn signatures_by(&self, keys: &[KeyId]) -> usize {
        self.envelope.signatures.iter().filter(|(key, _)| keys.contains(key)).count()
    }

    fn verify_threshold(&self, of: &Roster, whose: &'static str) -> Result<(), RosterError> {
        let valid = self.signers(&of.root_keys).len();
        if valid as u64 >= of.threshold {
            return Ok(());
        }
        let broken = self.signatures_by(&of.root_keys) - valid;
        Err(RosterError::TooFewSignatures { valid, needed: of.threshold, whose, broken })
    }

    /// Checks that this is a network's first roster, signed by enough of its own root keys.
    ///
    /// # Errors
    /// The first check that fails.
    pub fn verify_first(&self) -> Result<(), RosterError> {
        if self.roster.version != 1 {
            let problems = vec![format!("version {} is not the first", self.roster.version)];
            return Err(RosterError::Problems { problems });
        }
        self.verify_threshold(&self.roster, "its own")
    }

    /// Checks that this roster follows `current`: hash, rules of succession, and enough signatures by the root keys of
    /// both.
    ///
    /// # Errors
    /// The first check that fails.
    pub fn verify_successor(&self, current: &Self) -> Result<(), RosterError> {
        if self.network() != current.network() {
            return Err(RosterError::WrongNetwork { found: self.network(), expected: current.network() });
        }
        let problems = check_succession(&current.roster, &self.roster);
        if !problems.is_empty() {
            return Err(RosterError::Problems { problems });
        }
        if self.roster.previous != Some(current.digest()) {
            return Err(RosterError::NotSuccessor);
        }
        self.verify_threshold(&current.roster, "the version before")?;
        self.verify_threshold(&self.roster, "its own")
    }
}
