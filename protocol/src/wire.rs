//! What travels between nodes: gossip, requests and responses, and the names of topics and protocols.
//!
//! The entries topic carries the exact bytes of an entry's [frame](crate::entry), nothing else. Small notices travel
//! on a topic of their own. Everything a peer sends is a claim: notices and frontiers are never trusted, they only
//! say where to look.

use bytes::Bytes;
use minicbor::{Decode, Encode};

use crate::codec::{self, DecodeError};
use crate::ids::{Digest, EntryId, LogId, NetworkId};
use crate::limits;

/// Name of the gossip topic for entry frames.
pub fn entries_topic(network: &NetworkId) -> String {
    format!("/emn/{}/entries/1", short(network))
}

/// Name of the gossip topic for [`Notice`]s.
pub fn notices_topic(network: &NetworkId) -> String {
    format!("/emn/{}/notices/1", short(network))
}

/// Name of the request/response protocol for catch-up.
pub fn sync_protocol(network: &NetworkId) -> String {
    format!("/emn/{}/sync/1", short(network))
}

fn short(network: &NetworkId) -> String {
    network.to_hex()[..16].to_owned()
}

/// Which roster a node has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RosterHint {
    /// Its version.
    #[n(0)]
    pub version: u64,
    /// SHA-256 of its payload.
    #[n(1)]
    pub digest: Digest,
}

/// How far a node has one log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct LogHead {
    /// The log.
    #[n(0)]
    pub log: LogId,
    /// Number of entries held: 0 to `height - 1`. At least 1, unless frozen.
    #[n(1)]
    pub height: u64,
    /// Id of entry `height - 1`; absent when `height` is 0.
    #[n(2)]
    pub head: Option<EntryId>,
    /// Set when equivocation at this sequence number froze the log.
    #[n(3)]
    pub frozen: Option<u64>,
}

/// A part of a log that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Want {
    /// The log.
    #[n(0)]
    pub log: LogId,
    /// First sequence number.
    #[n(1)]
    pub from: u64,
    /// At most so many entries.
    #[n(2)]
    pub count: u64,
}

/// What a node asks a peer. Every request has exactly one [`Response`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Request {
    /// «Here is the hash of my frontier and my roster; how far are you?»
    #[n(0)]
    Frontier {
        /// Hash of the asker's frontier, see [`crate::sync::Frontier::digest`].
        #[n(0)]
        digest: Digest,
        /// The asker's roster.
        #[n(1)]
        roster: RosterHint,
    },
    /// «Send me these entries.» Answered with at most [`limits::PAGE_BYTES`], logs interleaved.
    #[n(1)]
    Pull {
        /// The parts wanted, at most [`limits::WANTS_PER_PULL`].
        #[n(0)]
        wants: Vec<Want>,
    },
    /// «Which ids do you have at these places of this log?» Finds where two histories part.
    #[n(2)]
    Ids {
        /// The log.
        #[n(0)]
        log: LogId,
        /// Sequence numbers, ascending, at most [`limits::IDS_PER_REQUEST`].
        #[n(1)]
        seqs: Vec<u64>,
    },
    /// «What proves that this log forked?»
    #[n(3)]
    Evidence {
        /// The log.
        #[n(0)]
        log: LogId,
    },
    /// «Send me the rosters from this version on.»
    #[n(4)]
    Rosters {
        /// First version wanted.
        #[n(0)]
        from: u64,
    },
}

/// What a node answers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(context_bound = "codec::Share")]
pub enum Response {
    /// To [`Request::Frontier`].
    #[n(0)]
    Frontier {
        /// The answerer's roster.
        #[n(0)]
        roster: RosterHint,
        /// Its frontier, by log; absent when the hashes are equal.
        #[n(1)]
        logs: Option<Vec<LogHead>>,
    },
    /// To [`Request::Pull`]: entry frames, ascending within each log. May be shorter than asked.
    #[n(1)]
    Entries(#[cbor(n(0), with = "crate::codec::frames")] Vec<Bytes>),
    /// To [`Request::Ids`]: one item for each place asked, absent where the answerer has none.
    #[n(2)]
    Ids(#[n(0)] Vec<Option<EntryId>>),
    /// To [`Request::Evidence`]: none, or two frames of the same log and sequence number.
    #[n(3)]
    Evidence(#[cbor(n(0), with = "crate::codec::frames")] Vec<Bytes>),
    /// To [`Request::Rosters`]: signed rosters, ascending by version.
    #[n(4)]
    Rosters(#[cbor(n(0), with = "crate::codec::frames")] Vec<Bytes>),
    /// The answerer has too much to do; ask later.
    #[n(5)]
    Busy,
}

/// A gossiped hint.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Notice {
    /// A log has grown (many entries at once, or one too large for gossip).
    #[n(0)]
    Head(#[n(0)] LogHead),
    /// A log forked at `seq`; ask for the evidence.
    #[n(1)]
    Fork {
        /// The log.
        #[n(0)]
        log: LogId,
        /// Where.
        #[n(1)]
        seq: u64,
    },
    /// There is a newer roster.
    #[n(2)]
    Roster(#[n(0)] RosterHint),
}

macro_rules! message {
    ($name:ident, $limit:expr) => {
        impl $name {
            /// The one valid encoding.
            pub fn to_bytes(&self) -> Vec<u8> {
                codec::encode(self)
            }

            /// Reads exactly one message.
            ///
            /// # Errors
            /// [`DecodeError`] when the bytes are too many, not deterministic CBOR, or not this message.
            pub fn from_bytes(bytes: &Bytes) -> Result<Self, DecodeError> {
                codec::decode_shared(bytes, $limit)
            }
        }
    };
}

message!(Request, limits::REQUEST_BYTES);
message!(Response, limits::RESPONSE_BYTES);
message!(Notice, limits::NOTICE_BYTES);
