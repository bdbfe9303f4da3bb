//! Entries: what a member's log is made of.
//!
//! An entry is a **shell** and a **record**. The shell is a COSE_Sign1 whose payload, the [`Header`], names the record
//! by its SHA-256 and size; so a withdrawn record can be erased while the shell still verifies and the log stays
//! complete. Both travel and are stored as one **frame**, exactly as they came:
//!
//! ```text
//! frame = [ shell: bstr .cbor COSE_Sign1, record: bstr .cbor Record ]                  ; whole
//!       / [ shell: bstr .cbor COSE_Sign1, null, withdrawal: bstr .cbor frame ]         ; the record was withdrawn
//! ```

use bytes::Bytes;
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::codec::{self, DecodeError};
use crate::crypto::{self, ENTRY_CONTEXT, Sign1, SigningKey};
use crate::ids::{Digest, EntryId, KeyId, LogId, MemberId, NetworkId};
use crate::limits;
use crate::record::{Kind, Record};
use crate::time::Timestamp;
use crate::verdict::Reason;

/// Content type in the protected header of every entry.
pub const CONTENT_TYPE: &str = "application/vnd.emn.entry+cbor";

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Header {
    /// Format version, [`limits::FORMAT`].
    #[n(0)]
    pub format: u64,
    /// The network it belongs to.
    #[n(1)]
    pub network: NetworkId,
    /// The member that speaks.
    #[n(2)]
    pub member: MemberId,
    /// Number in the log: 0, 1, 2, … without gaps.
    #[n(3)]
    pub seq: u64,
    /// Id of entry `seq - 1`; absent for 0.
    #[n(4)]
    pub prev: Option<EntryId>,
    /// The signer's clock.
    #[n(5)]
    pub time: Timestamp,
    /// Version of the newest roster that the signer had. Its policy applies to the record.
    #[n(6)]
    pub roster: u64,
    /// Number of the record's [`Kind`]; others belong to newer versions.
    #[n(7)]
    pub kind: u64,
    /// SHA-256 of the record's bytes.
    #[n(8)]
    pub record_digest: Digest,
    /// Size of the record in bytes.
    #[n(9)]
    pub record_size: u64,
}

/// The record of an entry as far as it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A record of a known kind.
    Record(Box<Record>),
    /// A record of a newer version: stored and relayed, not shown.
    Unknown,
    /// Withdrawn and erased; with the entry that says so.
    Erased(Box<SignedEntry>),
}

/// An entry whose signature was checked and whose parts belong together. Whether the roster allows it is another
/// question: see [`crate::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEntry {
    frame: Bytes,
    shell: Bytes,
    id: EntryId,
    key: KeyId,
    header: Header,
    body: Body,
}

/// What a new entry builds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its number.
    pub seq: u64,
    /// Id of the entry before.
    pub prev: Option<EntryId>,
    /// The signer's clock.
    pub time: Timestamp,
    /// The signer's newest roster.
    pub roster: u64,
}

fn aad(network: &NetworkId) -> Vec<u8> {
    [ENTRY_CONTEXT, network.as_bytes()].concat()
}

fn whole_frame(shell: &[u8], record: &[u8]) -> Bytes {
    let mut e = Encoder::new(Vec::with_capacity(shell.len() + record.len() + 16));
    let result = e.array(2).and_then(|e| e.bytes(shell)).and_then(|e| e.bytes(record)).map(|_| ());
    assert!(result.is_ok(), "writing to a vector does not fail");
    e.into_writer().into()
}

fn erased_frame(shell: &[u8], withdrawal: &[u8]) -> Bytes {
    let mut e = Encoder::new(Vec::with_capacity(shell.len() + withdrawal.len() + 16));
    let result =
        e.array(3).and_then(|e| e.bytes(shell)).and_then(|e| e.null()).and_then(|e| e.bytes(withdrawal)).map(|_| ());
    assert!(result.is_ok(), "writing to a vector does not fail");
    e.into_writer().into()
}

/// Builds and signs an entry; returns its frame. The caller runs it through [`SignedEntry::open`] like anybody's.
pub fn sign(network: &NetworkId, member: &MemberId, place: Place, record: &Record, key: &SigningKey) -> Bytes {
    sign_raw(network, member, place, record.kind().number(), &record.to_bytes(), key)
}

/// As [`sign`], for a record of any kind number.
pub fn sign_raw(
    network: &NetworkId,
    member: &MemberId,
    place: Place,
    kind: u64,
    record: &[u8],
    key: &SigningKey,
) -> Bytes {
    let header = Header {
        format: limits::FORMAT,
        network: *network,
        member: member.clone(),
        seq: place.seq,
        prev: place.prev,
        time: place.time,
        roster: place.roster,
        kind,
        record_digest: Digest::of(record),
        record_size: record.len() as u64,
    };
    let shell = crypto::sign1(key, CONTENT_TYPE, &aad(network), &codec::encode(&header));
    whole_frame(&shell, record)
}

/// The parts of a frame, sharing its memory.
struct Parts {
    shell: Bytes,
    record: Option<Bytes>,
    withdrawal: Option<Bytes>,
}

fn parts(frame: &Bytes) -> Result<Parts, Reason> {
    codec::check_deterministic(frame, limits::ENTRY_BYTES).map_err(Reason::Malformed)?;
    let structure =
        |error: minicbor::decode::Error| Reason::Malformed(DecodeError::Structure { why: error.to_string() });
    let wrong = || Reason::Malformed(DecodeError::Structure { why: "not an entry frame".to_owned() });
    let mut d = Decoder::new(frame);
    let count = d.array().map_err(structure)?;
    let shell = frame.slice_ref(d.bytes().map_err(structure)?);
    if shell.len() > limits::SHELL_BYTES {
        let error = DecodeError::TooLarge { size: shell.len(), limit: limits::SHELL_BYTES };
        return Err(Reason::Malformed(error));
    }
    match count {
        Some(2) => {
            let record = frame.slice_ref(d.bytes().map_err(structure)?);
            Ok(Parts { shell, record: Some(record), withdrawal: None })
        }
        Some(3) => {
            d.null().map_err(structure)?;
            let withdrawal = frame.slice_ref(d.bytes().map_err(structure)?);
            Ok(Parts { shell, record: None, withdrawal: Some(withdrawal) })
        }
        _ => Err(wrong()),
    }
}

impl SignedEntry {
    /// Takes a frame apart and checks all that needs no roster: form, network, signature, record.
    ///
    /// # Errors
    /// The [`Reason`] of the first check that fails.
    pub fn open(network: &NetworkId, frame: Bytes) -> Result<Self, Reason> {
        let parts = parts(&frame)?;
        let (key, header) = open_shell(network, &parts.shell)?;
        let body = match (&parts.record, parts.withdrawal) {
            (Some(record), _) => open_record(&header, record)?,
            (None, Some(withdrawal)) => open_withdrawal(network, &EntryId::of(&parts.shell), &header, withdrawal)?,
            (None, None) => return Err(Reason::RecordMissing),
        };
        Ok(Self { id: EntryId::of(&parts.shell), shell: parts.shell, frame, key, header, body })
    }

    /// Takes a frame from our own store apart, without checking its signature again: the store takes only what was
    /// verified. Never for bytes from anywhere else.
    ///
    /// # Errors
    /// [`Reason::Malformed`] and the like, when the store is damaged.
    pub fn from_store(frame: Bytes) -> Result<Self, Reason> {
        let parts = parts(&frame)?;
        let (envelope, header) = parse_shell(&parts.shell)?;
        let key = envelope.key;
        let body = match (&parts.record, parts.withdrawal) {
            (Some(record), _) => open_record(&header, record)?,
            (None, Some(withdrawal)) if self::parts(&withdrawal)?.record.is_some() => {
                Body::Erased(Box::new(Self::from_store(withdrawal)?))
            }
            (None, _) => return Err(Reason::RecordMissing),
        };
        Ok(Self { id: EntryId::of(&parts.shell), shell: parts.shell, frame, key, header, body })
    }

    /// The bytes that are stored, relayed and exported.
    pub fn frame(&self) -> &Bytes {
        &self.frame
    }

    /// The COSE_Sign1.
    pub fn shell(&self) -> &Bytes {
        &self.shell
    }

    /// Its id: SHA-256 of the shell.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// Its log, which is the key that signed it.
    pub fn log(&self) -> LogId {
        self.key
    }

    /// What was signed.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Its record as far as it is there.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Its record, when of a known kind and not erased.
    pub fn record(&self) -> Option<&Record> {
        match &self.body {
            Body::Record(record) => Some(record),
            Body::Unknown | Body::Erased(_) => None,
        }
    }

    /// The same entry without its record, for a withdrawal that names it.
    ///
    /// # Errors
    /// [`Reason::RecordMissing`] when `withdrawal` does not withdraw this entry.
    pub fn erased_by(&self, withdrawal: &Self) -> Result<Self, Reason> {
        check_withdraws(&self.id, &self.header, withdrawal)?;
        let frame = erased_frame(&self.shell, &withdrawal.frame);
        let shell = Bytes::copy_from_slice(&self.shell);
        let body = Body::Erased(Box::new(withdrawal.clone()));
        Ok(Self { frame, shell, id: self.id, key: self.key, header: self.header.clone(), body })
    }

    /// The same entry in memory of its own, so that a page it came in can be freed.
    #[must_use]
    pub fn detached(self) -> Self {
        let frame = Bytes::copy_from_slice(&self.frame);
        let shell = parts(&frame).map_or(self.shell, |parts| parts.shell);
        Self { frame, shell, ..self }
    }
}

fn structure(why: String) -> Reason {
    Reason::Malformed(DecodeError::Structure { why })
}

fn parse_shell(shell: &[u8]) -> Result<(Sign1<'_>, Header), Reason> {
    let envelope = Sign1::parse(shell, CONTENT_TYPE).map_err(|error| structure(error.to_string()))?;
    match codec::decode(envelope.payload, limits::SHELL_BYTES) {
        Ok(header) => Ok((envelope, header)),
        Err(error) => Err(other_format(envelope.payload).map_or(Reason::Malformed(error), Reason::FormatVersion)),
    }
}

fn open_shell(network: &NetworkId, shell: &[u8]) -> Result<(KeyId, Header), Reason> {
    let (envelope, header) = parse_shell(shell)?;
    if header.format != limits::FORMAT {
        return Err(Reason::FormatVersion(header.format));
    }
    if header.network != *network {
        return Err(Reason::WrongNetwork);
    }
    if (header.seq == 0) != header.prev.is_none() || !header.time.in_range() {
        return Err(structure("`prev` and `seq` do not fit, or the time has no four-digit year".to_owned()));
    }
    if envelope.verify(CONTENT_TYPE, &aad(network)) { Ok((envelope.key, header)) } else { Err(Reason::BadSignature) }
}

/// The format version of a header that we cannot read, if it is not ours.
fn other_format(payload: &[u8]) -> Option<u64> {
    let mut d = Decoder::new(payload);
    d.map().ok()??;
    let format = (d.u64().ok()? == 0).then(|| d.u64().ok())??;
    (format != limits::FORMAT).then_some(format)
}

fn open_record(header: &Header, record: &[u8]) -> Result<Body, Reason> {
    if header.record_size != record.len() as u64 || header.record_digest != Digest::of(record) {
        return Err(Reason::RecordMismatch);
    }
    match Kind::from_number(header.kind) {
        Some(kind) => {
            Record::from_bytes(kind, record).map(|record| Body::Record(Box::new(record))).map_err(Reason::Malformed)
        }
        None => {
            codec::check_deterministic(record, limits::ENTRY_BYTES).map(|()| Body::Unknown).map_err(Reason::Malformed)
        }
    }
}

fn open_withdrawal(network: &NetworkId, id: &EntryId, header: &Header, frame: Bytes) -> Result<Body, Reason> {
    // A withdrawal is whole: otherwise frames could nest without end.
    if parts(&frame)?.record.is_none() {
        return Err(Reason::RecordMissing);
    }
    let withdrawal = SignedEntry::open(network, frame)?;
    check_withdraws(id, header, &withdrawal)?;
    Ok(Body::Erased(Box::new(withdrawal)))
}

fn check_withdraws(id: &EntryId, header: &Header, withdrawal: &SignedEntry) -> Result<(), Reason> {
    let names = matches!(withdrawal.record(), Some(Record::Withdrawal(w)) if w.withdraws == *id);
    let may = header.member == withdrawal.header.member && header.kind != Kind::Withdrawal.number();
    if names && may { Ok(()) } else { Err(Reason::RecordMissing) }
}

#[cfg(test)]
mod tests;
