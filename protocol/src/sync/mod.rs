//! Replication as a state machine: [`Replica::handle`] takes an [`Input`] and the time, returns [`Output`]s, and never
//! waits. These enums are the language between the network and the engine; what is simulated is what runs.
//!
//! Outputs are performed in order; a [`Output::Persist`] comes before everything that presumes it.

use bytes::Bytes;

use crate::ids::{Digest, EntryId, LogId, MemberId, NodeKey};
use crate::roster::SignedRoster;
use crate::verdict::{Reason, Verdict};
use crate::verify::VerifiedEntry;
use crate::wire::{Notice, Request, Response};

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
    /// A peer asks. Answered by exactly one [`Outbound::Respond`], perhaps after a [`Output::Read`].
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
    /// The store answered a [`Output::Read`].
    ReadDone {
        /// The peer's request it was for.
        token: ReplyToken,
        /// What to send.
        response: Response,
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
    /// Answer this request from the store with an [`Input::ReadDone`].
    Read {
        /// Names the peer's request.
        token: ReplyToken,
        /// What the peer asked: a pull, ids, evidence or rosters.
        request: Request,
    },
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
    /// The two frames, the one with the smaller id first.
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
