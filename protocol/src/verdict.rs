//! Verdicts on what peers hand us, and the one table from reason to consequence.

use std::fmt;

use crate::codec::DecodeError;

/// What to do with a gossip message. Exactly one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// New and good: hand it on.
    Accept,
    /// Not useful to hand on; nobody is to blame.
    Ignore(Reason),
    /// Against the rules: do not hand it on, and the peer that did is to blame.
    Reject(Reason),
}

impl Verdict {
    /// The verdict that a refusal for this reason has.
    pub fn refuse(reason: Reason) -> Self {
        match reason.consequence() {
            Consequence::None => Self::Ignore(reason),
            Consequence::Blame | Consequence::Disconnect => Self::Reject(reason),
        }
    }
}

/// Why something was not accepted. Names a rule; never carries content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The entry is stored already.
    Known,
    /// A later entry of this log was stored already and this one is no longer wanted.
    Stale,
    /// The log is frozen at or before this entry.
    Frozen,
    /// Another entry with this sequence number is stored: evidence was kept.
    Fork,
    /// The entry comes after a gap; it was kept until the gap closes.
    Gap,
    /// No room to keep it; catch-up will bring it.
    BufferFull,
    /// The time lies ahead of this node's clock by more than the limit.
    FutureTime,
    /// The entry names a roster that this node does not have yet; it was kept.
    RosterUnknown,
    /// The roster is frozen.
    RosterFrozen,
    /// The notice says nothing new.
    NothingNew,
    /// The bytes do not decode.
    Malformed(DecodeError),
    /// The format version is not ours.
    FormatVersion(u64),
    /// The signature does not verify (strict Ed25519).
    BadSignature,
    /// The record is not the one the signature speaks of.
    RecordMismatch,
    /// The record is left out and no valid withdrawal justifies that.
    RecordMissing,
    /// The entry belongs to another network.
    WrongNetwork,
    /// The key is not in the roster that the entry names.
    UnknownKey,
    /// The key belongs to another member than the entry says.
    WrongMember,
    /// The entry's time lies outside the key's validity.
    KeyNotValid,
    /// The key was revoked before this entry.
    KeyRevoked,
    /// `prev` does not name the entry before.
    BrokenChain,
    /// The entry names an older roster than the one before it did.
    RosterWentBack,
    /// The record breaks a rule of form; the rule is named.
    Record(String),
    /// The record breaks a disclosure rule (D1 to D6).
    Disclosure(&'static str),
    /// The answer does not fit the question.
    WrongResponse,
    /// The request breaks a limit.
    BadRequest,
    /// The evidence proves nothing.
    BadEvidence,
}

/// What a reason means for the peer that handed the thing on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing: honest peers do this too.
    None,
    /// It counts against the peer.
    Blame,
    /// The connection is ended.
    Disconnect,
}

impl Reason {
    /// The table. No catch-all arm: a new reason must be placed here.
    pub fn consequence(&self) -> Consequence {
        match self {
            Self::Known
            | Self::Stale
            | Self::Frozen
            | Self::Fork
            | Self::Gap
            | Self::BufferFull
            | Self::FutureTime
            | Self::RosterUnknown
            | Self::RosterFrozen
            | Self::NothingNew
            // Honest peers with an older roster hand on what a newer one forbids, and peers that saw the other side of a
            // fork hand on what does not follow here.
            | Self::KeyRevoked
            | Self::BrokenChain
            // An entry that came before the one it follows was handed on before that could be seen.
            | Self::RosterWentBack => Consequence::None,
            Self::Malformed(_)
            | Self::FormatVersion(_)
            | Self::BadSignature
            | Self::RecordMismatch
            | Self::RecordMissing
            | Self::WrongNetwork
            | Self::UnknownKey
            | Self::WrongMember
            | Self::KeyNotValid
            | Self::Record(_)
            | Self::Disclosure(_)
            | Self::BadEvidence => Consequence::Blame,
            Self::WrongResponse | Self::BadRequest => Consequence::Disconnect,
        }
    }

    /// Stable code for logs, metrics and the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Stale => "stale",
            Self::Frozen => "frozen",
            Self::Fork => "fork",
            Self::Gap => "gap",
            Self::BufferFull => "buffer_full",
            Self::FutureTime => "future_time",
            Self::RosterUnknown => "roster_unknown",
            Self::RosterFrozen => "roster_frozen",
            Self::NothingNew => "nothing_new",
            Self::Malformed(_) => "malformed",
            Self::FormatVersion(_) => "format_version",
            Self::BadSignature => "bad_signature",
            Self::RecordMismatch => "record_mismatch",
            Self::RecordMissing => "record_missing",
            Self::WrongNetwork => "wrong_network",
            Self::UnknownKey => "unknown_key",
            Self::WrongMember => "wrong_member",
            Self::KeyNotValid => "key_not_valid",
            Self::KeyRevoked => "key_revoked",
            Self::BrokenChain => "broken_chain",
            Self::RosterWentBack => "roster_went_back",
            Self::Record(_) => "record",
            Self::Disclosure(_) => "disclosure",
            Self::WrongResponse => "wrong_response",
            Self::BadRequest => "bad_request",
            Self::BadEvidence => "bad_evidence",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known => f.write_str("already stored"),
            Self::Stale => f.write_str("older than what is stored"),
            Self::Frozen => f.write_str("the log is frozen after equivocation"),
            Self::Fork => f.write_str("the key signed two entries with this number; evidence kept"),
            Self::Gap => f.write_str("entries before it are missing; kept until they arrive"),
            Self::BufferFull => f.write_str("no room to keep it; catch-up will bring it"),
            Self::FutureTime => f.write_str("its time lies ahead of this node's clock"),
            Self::RosterUnknown => f.write_str("it names a roster that has not arrived"),
            Self::RosterFrozen => f.write_str("the roster is frozen"),
            Self::NothingNew => f.write_str("nothing new"),
            Self::Malformed(error) => write!(f, "malformed: {error}"),
            Self::FormatVersion(version) => write!(f, "format version {version} is not supported"),
            Self::BadSignature => f.write_str("the signature does not verify"),
            Self::RecordMismatch => f.write_str("the record was altered: it is not the one that was signed"),
            Self::RecordMissing => f.write_str("the record is missing and was not withdrawn"),
            Self::WrongNetwork => f.write_str("it belongs to another network"),
            Self::UnknownKey => f.write_str("the signing key is not in the roster"),
            Self::WrongMember => f.write_str("the signing key belongs to another member"),
            Self::KeyNotValid => f.write_str("the signing key was not valid at that time"),
            Self::KeyRevoked => f.write_str("the signing key was revoked before this entry"),
            Self::BrokenChain => f.write_str("it does not follow the entry before it"),
            Self::RosterWentBack => f.write_str("it names an older roster than the entry before it"),
            Self::Record(rule) => write!(f, "the record breaks a rule of form: {rule}"),
            Self::Disclosure(rule) => write!(f, "the record breaks disclosure rule {rule}"),
            Self::WrongResponse => f.write_str("the answer does not fit the question"),
            Self::BadRequest => f.write_str("the request breaks a limit"),
            Self::BadEvidence => f.write_str("the evidence proves nothing"),
        }
    }
}
