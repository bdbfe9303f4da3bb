//! The network as this node sees it.

use std::collections::BTreeMap;

use emn_protocol::ids::{Digest, EntryId, KeyId, LogId, MemberId, NetworkId, NodeKey};
use emn_protocol::record::MultiText;
use emn_protocol::roster;
use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::review::Review;

/// The state of the node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// The network.
    pub network: NetworkId,
    /// The network's name.
    pub network_name: String,
    /// This node's transport key.
    pub node: NodeKey,
    /// The member that this node publishes for; null when it only reads.
    pub member: Option<MemberId>,
    /// The log that this node signs.
    pub log: Option<LogId>,
    /// Version of the program.
    pub version: String,
    /// When the daemon started.
    pub started: Timestamp,
    /// The roster.
    pub roster: RosterState,
    /// Why nothing may be published now; null when it may.
    pub hold: Option<String>,
    /// Why the store refuses to write; null when it does not.
    pub storage_fault: Option<String>,
    /// Accepted entries.
    pub entries: u64,
    /// Logs with entries.
    pub logs: u64,
    /// Logs that are frozen since their key signed two entries with one number.
    pub frozen_logs: Vec<FrozenLog>,
    /// Hash of how far every log is here: equal on nodes that have the same entries.
    pub frontier: Digest,
    /// Bytes of the store on disk; null when it cannot be told.
    pub store_bytes: Option<u64>,
    /// The catalogue that lists and searches are answered from.
    pub catalogue: CatalogueState,
    /// Nodes of the roster.
    pub peers: PeerCounts,
    /// Counters since the start.
    pub counters: Counters,
    /// Entries that members signed against the rules, since the start. They were refused.
    #[serde(default)]
    pub broken_rules: Vec<BrokenRuleView>,
    /// What second looks at others' records found: it hinders nothing.
    #[serde(default)]
    pub reviews: Vec<Review>,
}

/// An entry that its member signed and that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BrokenRuleView {
    /// The member.
    pub member: MemberId,
    /// Its log.
    pub log: LogId,
    /// The entry's number.
    pub seq: u64,
    /// The entry.
    pub entry: EntryId,
    /// The rule: `D1` to `D6`, or `form`.
    pub rule: String,
    /// When it was last refused.
    pub time: Timestamp,
    /// How often it was refused.
    pub times: u64,
}

/// Which roster is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterState {
    /// Its version.
    pub version: u64,
    /// From then on nothing is published until there is a newer one.
    pub expires: Timestamp,
    /// The version of which two valid rosters exist; null when all is well.
    pub frozen: Option<u64>,
}

/// A log that is frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenLog {
    /// The log.
    pub log: LogId,
    /// Whose it is, when the roster knows.
    pub member: Option<MemberId>,
    /// The number that exists twice.
    pub seq: u64,
}

/// How far the catalogue is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueState {
    /// Entries in it.
    pub entries: u64,
    /// All stored entries are in it.
    pub complete: bool,
}

/// Nodes of the roster, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PeerCounts {
    /// Other nodes in the roster.
    pub known: u64,
    /// Of these, connected.
    pub connected: u64,
    /// Of these, known to have the same entries.
    pub in_sync: u64,
}

/// Counters since the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counters {
    /// Entries published here.
    pub published: u64,
    /// Entries accepted by gossip.
    pub by_gossip: u64,
    /// Entries accepted by catch-up.
    pub by_catch_up: u64,
    /// Gossip verdicts, by code.
    pub verdicts: BTreeMap<String, u64>,
    /// Refusals that a peer is to blame for, by code.
    pub refusals: BTreeMap<String, u64>,
}

/// The nodes of the roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Peers {
    /// By member.
    pub items: Vec<PeerView>,
}

/// A node of the roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PeerView {
    /// Its transport key.
    pub node: NodeKey,
    /// The member it belongs to.
    pub member: MemberId,
    /// There is a connection.
    pub connected: bool,
    /// It has the same entries as this node; null when that is not known.
    pub in_sync: Option<bool>,
    /// The other end's address.
    pub address: Option<String>,
    /// How the connection is carried.
    pub transport: Option<String>,
    /// This node dialled.
    pub outgoing: Option<bool>,
    /// Seconds that the connection has lasted.
    pub seconds: Option<u64>,
    /// The peer's program and version.
    pub agent: Option<String>,
    /// Round trip of the last ping, in milliseconds.
    pub rtt_ms: Option<f64>,
    /// Dials that failed since the last success.
    pub failures: u32,
    /// Why there is no connection, for people.
    pub reason: Option<String>,
}

/// The members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Members {
    /// Version of the roster that lists them.
    pub roster: u64,
    /// By id.
    pub items: Vec<MemberView>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MemberView {
    /// Its code.
    pub id: MemberId,
    /// Its name by language.
    pub name: MultiText,
    /// Member, observer, institution or expelled.
    pub status: roster::Status,
    /// Accepted entries of all its logs.
    pub entries: u64,
    /// Its logs, one for each key.
    pub logs: Vec<MemberLog>,
    /// Its nodes.
    pub nodes: Vec<MemberNode>,
}

/// A log of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MemberLog {
    /// The key that signs it, which names it.
    pub key: KeyId,
    /// The beginning of the key, to compare over the telephone.
    pub fingerprint: String,
    /// Entries with an earlier time are refused.
    pub not_before: Timestamp,
    /// Entries with this or a later time are refused.
    pub not_after: Timestamp,
    /// Why the key was revoked; null when it was not.
    pub revoked: Option<String>,
    /// Entries here.
    pub height: u64,
    /// The last one.
    pub head: Option<EntryId>,
    /// The number that exists twice, when that froze the log.
    pub frozen: Option<u64>,
}

/// A node of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MemberNode {
    /// Its transport key.
    pub key: NodeKey,
    /// Where it can be reached.
    pub addresses: Vec<String>,
    /// It is this node, or connected to it.
    pub online: bool,
}

/// The roster in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterView {
    /// The network.
    pub network: NetworkId,
    /// SHA-256 of the roster's payload.
    pub digest: Digest,
    /// Root keys whose signatures verify.
    pub signers: Vec<KeyId>,
    /// The roster.
    pub roster: roster::Roster,
}
