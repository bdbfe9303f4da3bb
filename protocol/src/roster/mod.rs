//! The roster: who is in the network, with which keys and nodes, under which policy. Signed by at least *t* of *n* root
//! keys, each version following the one before (after the root role of The Update Framework).
//!
//! What decides acceptance only ever grows: members and keys are never dropped, validity is never shortened, a
//! revocation is never changed. So a node that joins late accepts what those accepted who were there.

mod check;
mod history;
mod signed;

pub use check::{Problem, check_roster, check_succession};
pub use history::{History, InstallError, Installed};
pub use signed::{CONTENT_TYPE, RosterError, SignedRoster};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::disclosure;
use crate::ids::{Digest, EntryId, KeyId, MemberId, NetworkId, NodeKey};
use crate::record::MultiText;
use crate::time::Timestamp;

/// One version of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Roster {
    /// Format version, [`crate::limits::FORMAT`].
    #[n(0)]
    pub format: u64,
    /// The network; absent in version 1, whose hash is the network's id.
    #[n(1)]
    pub network: Option<NetworkId>,
    /// The network's name, for people.
    #[n(2)]
    pub name: String,
    /// 1, 2, 3, …
    #[n(3)]
    pub version: u64,
    /// SHA-256 of the payload of the version before; absent in version 1.
    #[n(4)]
    pub previous: Option<Digest>,
    /// When it was made.
    #[n(5)]
    pub issued: Timestamp,
    /// From then on members do not publish until there is a newer one. Reading goes on.
    #[n(6)]
    pub expires: Timestamp,
    /// Keys that sign rosters; ascending.
    #[n(7)]
    pub root_keys: Vec<KeyId>,
    /// How many of them must sign.
    #[n(8)]
    pub threshold: u64,
    /// What tables must keep to.
    #[n(9)]
    pub policy: Policy,
    /// Members and institutions; ascending by id.
    #[n(10)]
    pub members: Vec<Member>,
}

/// What tables must keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Policy {
    /// Counts of 1 to `min_frequency - 1` are never published. At least 3.
    #[n(0)]
    pub min_frequency: u64,
    /// Whether tables with differentially private noise are allowed.
    #[n(1)]
    pub noise_allowed: bool,
}

impl Policy {
    /// As the disclosure rules take it.
    pub fn disclosure(&self) -> disclosure::Policy {
        disclosure::Policy { min_frequency: self.min_frequency, noise_allowed: self.noise_allowed }
    }
}

/// A member or institution.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Member {
    /// Its code.
    #[n(0)]
    pub id: MemberId,
    /// Its name.
    #[n(1)]
    pub name: MultiText,
    /// What it is to the network.
    #[n(2)]
    pub status: Status,
    /// Its signing keys, each with a log of its own; ascending by key.
    #[n(3)]
    #[serde(default)]
    pub keys: Vec<MemberKey>,
    /// Its nodes; ascending by key.
    #[n(4)]
    #[serde(default)]
    pub nodes: Vec<NodeEntry>,
}

/// What a member is to the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "MemberStatus"))]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A member state's contact point.
    #[n(0)]
    Member,
    /// An observer state's contact point.
    #[n(1)]
    Observer,
    /// An institution, such as the Commission.
    #[n(2)]
    Institution,
    /// No longer in the network: no nodes, all keys revoked.
    #[n(3)]
    Expelled,
}

/// A signing key of a member: the right to publish.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct MemberKey {
    /// The key, which names its log.
    #[n(0)]
    pub key: KeyId,
    /// Entries with an earlier time are refused.
    #[n(1)]
    pub not_before: Timestamp,
    /// Entries with this or a later time are refused.
    #[n(2)]
    pub not_after: Timestamp,
    /// Set once the key is revoked.
    #[n(3)]
    pub revoked: Option<Revocation>,
}

/// From where on a log is no longer accepted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Revocation {
    /// The last entry that stays; absent when none does.
    #[n(0)]
    pub last: Option<LastEntry>,
    /// Why, for people.
    #[n(1)]
    pub reason: String,
}

/// The last entry of a revoked log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct LastEntry {
    /// Its number.
    #[n(0)]
    pub seq: u64,
    /// Its id.
    #[n(1)]
    pub id: EntryId,
}

impl Revocation {
    /// Whether the entry with this number and id stays.
    pub fn allows(&self, seq: u64, id: &EntryId) -> bool {
        self.last.is_some_and(|last| seq < last.seq || (seq == last.seq && *id == last.id))
    }

    /// Number of entries that stay.
    pub fn height(&self) -> u64 {
        self.last.map_or(0, |last| last.seq.saturating_add(1))
    }
}

/// A node of a member.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct NodeEntry {
    /// Its transport key.
    #[n(0)]
    pub key: NodeKey,
    /// Multiaddresses where it can be reached; none for a node that only dials out.
    #[n(1)]
    #[serde(default)]
    pub addresses: Vec<String>,
}

impl Roster {
    /// The member with this id.
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == *id)
    }

    /// The member that a signing key belongs to, and the key.
    pub fn signing_key(&self, key: &KeyId) -> Option<(&Member, &MemberKey)> {
        self.members.iter().find_map(|member| Some((member, member.keys.iter().find(|k| k.key == *key)?)))
    }

    /// The member that a node belongs to, and the node.
    pub fn node(&self, key: &NodeKey) -> Option<(&Member, &NodeEntry)> {
        self.members.iter().find_map(|member| Some((member, member.nodes.iter().find(|n| n.key == *key)?)))
    }

    /// All nodes.
    pub fn nodes(&self) -> impl Iterator<Item = (&Member, &NodeEntry)> {
        self.members.iter().flat_map(|member| member.nodes.iter().map(move |node| (member, node)))
    }
}

#[cfg(test)]
mod tests;
