//! Replication as a state machine: [`Replica::handle`] takes an [`Input`] and the time, returns [`Output`]s, and never
//! waits. These enums are the language between the network and the engine; what is simulated is what runs.
//!
//! Outputs are performed in order; a [`Output::Persist`] comes before everything that presumes it. What is stored
//! already, a replica looks up through a [`View`], which reads and never writes.

mod buffers;
mod frontier;
mod guard;
mod pull;
mod replica;
mod rosters;
mod search;
mod session;

pub use frontier::{Frontier, LogState};
pub use guard::Hold;
pub use replica::{Replica, Setup};

use bytes::Bytes;

use crate::entry::SignedEntry;
use crate::ids::{Digest, EntryId, LogId, MemberId, NetworkId, NodeKey};
use crate::roster::SignedRoster;
use crate::time::Timestamp;
use crate::verdict::{Reason, Verdict};
use crate::verify::VerifiedEntry;
use crate::wire::{Notice, Request, Response};

/// What time it is, twice: for people, and for measuring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The wall clock.
    pub wall: Timestamp,
    /// Milliseconds of a clock that only goes forward.
    pub millis: u64,
}

/// An entry that is stored: what its successor must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: EntryId,
    /// The roster version in its header.
    pub roster: u64,
}

/// What a replica may look up: the accepted entries as of the last performed output.
pub trait View {
    /// The entry at this place of a log.
    fn stored(&self, log: &LogId, seq: u64) -> Option<Stored>;
    /// The frame at this place of a log.
    fn frame(&self, log: &LogId, seq: u64) -> Option<Bytes>;
    /// The answer to a [`Request::Pull`], [`Request::Ids`], [`Request::Evidence`] or [`Request::Rosters`] whose limits
    /// were checked; `None` when it cannot be read now.
    fn serve(&self, request: &Request) -> Option<Response>;
}

/// Opens many frames at once. The result is that of [`SignedEntry::open`] for each; how many processors share the work
/// is the caller's choice.
pub trait Opener: Send {
    /// Opens each frame.
    fn open(&self, network: &NetworkId, frames: Vec<Bytes>) -> Vec<Result<SignedEntry, Reason>>;
}

/// Opens one frame after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct OneByOne;

impl Opener for OneByOne {
    fn open(&self, network: &NetworkId, frames: Vec<Bytes>) -> Vec<Result<SignedEntry, Reason>> {
        frames.into_iter().map(|frame| SignedEntry::open(network, frame)).collect()
    }
}

/// Names a gossip message until its verdict; given by the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GossipToken(pub u64);

/// Names a peer's request until its response; given by the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplyToken(pub u64);

/// Names a request of ours until its answer; given by the replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// What happens to a replica.
#[derive(Debug, Clone)]
pub enum Input {
    /// A roster node is connected.
    PeerUp {
        /// Which.
        peer: NodeKey,
    },
    /// Its last connection closed.
    PeerDown {
        /// Which.
        peer: NodeKey,
    },
    /// An entry frame came by gossip. Answered by exactly one [`Outbound::Judge`].
    GossipEntry {
        /// The peer that handed it on.
        peer: NodeKey,
        /// Names the message.
        token: GossipToken,
        /// The bytes as they came.
        frame: Bytes,
    },
    /// A notice came by gossip. Answered by exactly one [`Outbound::Judge`].
    GossipNotice {
        /// The peer that handed it on.
        peer: NodeKey,
        /// Names the message.
        token: GossipToken,
        /// What it says.
        notice: Notice,
    },
    /// A peer asks. Answered by exactly one [`Outbound::Respond`].
    Request {
        /// Who.
        peer: NodeKey,
        /// Names the request.
        token: ReplyToken,
        /// What.
        request: Request,
    },
    /// A peer answered.
    Response {
        /// Who.
        peer: NodeKey,
        /// Which request of ours.
        id: RequestId,
        /// What.
        response: Response,
    },
    /// A request of ours got no usable answer.
    RequestFailed {
        /// Who was asked.
        peer: NodeKey,
        /// Which request of ours.
        id: RequestId,
    },
    /// An entry of our own was appended and is durable.
    LocalAppended(VerifiedEntry),
    /// The operator installed a roster.
    RosterOffered(SignedRoster),
    /// Time passed; call a few times a second.
    Tick,
}

/// What a replica wants done.
#[derive(Debug, Clone)]
pub enum Output {
    /// Append these entries, in this order.
    Persist(Vec<VerifiedEntry>),
    /// Keep this proof of equivocation, and move the log's entries from `seq` on out of the accepted set.
    Freeze(Evidence),
    /// Move the log's entries from `height` on out of the accepted set: the roster no longer allows them.
    Truncate {
        /// The log.
        log: LogId,
        /// Number of entries that stay.
        height: u64,
    },
    /// Keep this roster as the newest.
    InstallRoster(SignedRoster),
    /// Keep this proof that two valid rosters share a version; the roster is frozen from now on.
    FreezeRoster(SignedRoster),
    /// For the network.
    Send(Outbound),
    /// For people, logs and metrics.
    Event(Event),
}

/// What a replica wants of the network.
#[derive(Debug, Clone)]
pub enum Outbound {
    /// The verdict on a gossip message.
    Judge {
        /// Which message.
        token: GossipToken,
        /// What to do with it.
        verdict: Verdict,
    },
    /// Gossip an entry frame.
    GossipEntry(Bytes),
    /// Gossip a notice.
    GossipNotice(Notice),
    /// Ask a peer.
    Request {
        /// Whom.
        peer: NodeKey,
        /// Names the request in the answer.
        id: RequestId,
        /// What.
        request: Request,
    },
    /// Answer a peer.
    Respond {
        /// Which request.
        token: ReplyToken,
        /// What.
        response: Response,
    },
    /// Only these nodes may be connected. Dial those with addresses; drop all others.
    SetAllowedPeers(Vec<AllowedPeer>),
    /// End the connections to a peer that breaks the protocol.
    Disconnect {
        /// Whom.
        peer: NodeKey,
        /// Why.
        reason: Reason,
    },
}

/// A node that the roster lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedPeer {
    /// Its transport key.
    pub key: NodeKey,
    /// The member it belongs to.
    pub member: MemberId,
    /// Multiaddresses to dial, perhaps none (a node that only dials out).
    pub addresses: Vec<String>,
}

/// Proof that a key signed two entries with one sequence number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The log.
    pub log: LogId,
    /// The sequence number signed twice.
    pub seq: u64,
    /// The two frames, in byte order.
    pub frames: [Bytes; 2],
}

/// What people, logs and metrics hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Entries were accepted and persisted.
    Accepted {
        /// How many.
        count: usize,
        /// Id of the last one.
        last: EntryId,
        /// By gossip, not catch-up.
        by_gossip: bool,
    },
    /// Something a peer handed us was refused.
    Refused {
        /// Who handed it on (not necessarily who made it).
        peer: NodeKey,
        /// Why.
        reason: Reason,
    },
    /// A member signed an entry that breaks the rules. Whoever handed it on, the signature proves who made it.
    RuleBroken {
        /// The member.
        member: MemberId,
        /// Its log.
        log: LogId,
        /// The entry's number.
        seq: u64,
        /// The entry.
        id: EntryId,
        /// The rule.
        reason: Reason,
    },
    /// Our frontier equals this peer's.
    InSync {
        /// Which.
        peer: NodeKey,
        /// Hash of the frontier both have.
        digest: Digest,
    },
    /// A log forked and is frozen.
    Forked {
        /// The log.
        log: LogId,
        /// Whose it is, when the roster knows.
        member: Option<MemberId>,
        /// The sequence number signed twice.
        seq: u64,
    },
    /// A newer roster is in force.
    RosterInstalled {
        /// Its version.
        version: u64,
    },
    /// Two valid rosters share a version: the operators must act.
    RosterForked {
        /// The version.
        version: u64,
    },
    /// A roster was refused.
    RosterRefused {
        /// Why, for people.
        why: String,
    },
}

#[cfg(test)]
mod rosters_tests;
#[cfg(test)]
mod tests;
