//! What the engine shows of itself.

use std::collections::BTreeMap;

use emn_protocol::ids::{Digest, EntryId, LogId, MemberId, NetworkId, NodeKey};
use emn_protocol::sync::{Event, LogState};
use emn_protocol::time::Timestamp;

/// The state of the engine at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The network.
    pub network: NetworkId,
    /// The network's name.
    pub network_name: String,
    /// This node's transport key.
    pub node: NodeKey,
    /// The member that this node publishes for, when it has a signing key.
    pub member: Option<MemberId>,
    /// The log that this node signs.
    pub own_log: Option<LogId>,
    /// Version of the newest roster.
    pub roster_version: u64,
    /// When that roster expires.
    pub roster_expires: Timestamp,
    /// The version of which two valid rosters exist, if any.
    pub roster_frozen: Option<u64>,
    /// Why nothing may be published now, if so.
    pub hold: Option<String>,
    /// Why the store refuses to write, if so.
    pub storage_fault: Option<String>,
    /// Hash of the frontier: equal on nodes that have the same entries.
    pub frontier_digest: Digest,
    /// Number of accepted entries.
    pub entries: u64,
    /// How far every log is here.
    pub logs: BTreeMap<LogId, LogState>,
    /// Connected peers, and the frontier hash at which each was last found equal to ours.
    pub peers: BTreeMap<NodeKey, Option<Digest>>,
    /// Counters since the start.
    pub counters: Counters,
    /// Entries that members signed against the rules, since the start; the newest last, a bounded number.
    pub broken_rules: Vec<BrokenRule>,
}

/// An entry that its member signed and that breaks a rule. It was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRule {
    /// The member.
    pub member: MemberId,
    /// Its log.
    pub log: LogId,
    /// The entry's number.
    pub seq: u64,
    /// The entry.
    pub id: EntryId,
    /// Stable name of the rule: `D1` to `D6`, or `form`.
    pub rule: &'static str,
    /// When it was last refused.
    pub time: Timestamp,
    /// How often it was refused.
    pub times: u64,
}

/// Counters since the start.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    /// Gossip verdicts by code: `accept`, or the code of the reason.
    pub verdicts: BTreeMap<&'static str, u64>,
    /// Refusals that a peer is to blame for, by code.
    pub refusals: BTreeMap<&'static str, u64>,
    /// Entries accepted by gossip.
    pub by_gossip: u64,
    /// Entries accepted by catch-up.
    pub by_catch_up: u64,
    /// Entries published here.
    pub published: u64,
}

/// Something that happened, and when.
#[derive(Debug, Clone)]
pub struct NodeEvent {
    /// When.
    pub time: Timestamp,
    /// What.
    pub event: Event,
}
