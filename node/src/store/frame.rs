//! What the store reads out of a frame that was verified before it came here.

use emn_protocol::codec;
use emn_protocol::crypto::Sign1;
use emn_protocol::entry::{CONTENT_TYPE, Header};
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::limits;
use minicbor::Decoder;

/// An entry's place in its log, by its own words. No signature is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glance {
    /// Its id.
    pub(super) id: EntryId,
    /// Its log.
    pub(super) log: LogId,
    /// What was signed.
    pub(super) header: Header,
}

/// The shell of a frame. The frame's beginning is enough: the shell comes first and is small.
fn shell(frame: &[u8]) -> Option<&[u8]> {
    let mut d = Decoder::new(frame);
    d.array().ok()?;
    d.bytes().ok()
}

/// The id of the entry whose frame begins so.
pub(super) fn id(frame: &[u8]) -> Option<EntryId> {
    shell(frame).map(EntryId::of)
}

/// Reads the shell of the entry whose frame begins so.
pub(super) fn glance(frame: &[u8]) -> Option<Glance> {
    let shell = shell(frame)?;
    let envelope = Sign1::parse(shell, CONTENT_TYPE).ok()?;
    let header = codec::decode(envelope.payload, limits::SHELL_BYTES).ok()?;
    Some(Glance { id: EntryId::of(shell), log: envelope.key, header })
}
