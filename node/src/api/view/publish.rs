//! Answers to what is handed in.

use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::Violation;

/// A record that is signed and on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Id of its entry.
    pub id: EntryId,
    /// Its short id, for people.
    pub short: String,
    /// The member that speaks.
    pub member: MemberId,
    /// The log.
    pub log: LogId,
    /// Number in the log.
    pub seq: u64,
    /// When it was signed.
    pub time: Timestamp,
    /// Bytes of its frame.
    pub bytes: u64,
    /// What the publisher should know.
    pub notes: Vec<String>,
}

/// What publishing a record would meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// No rule is broken.
    pub ok: bool,
    /// Bytes of the record.
    pub bytes: u64,
    /// The network's minimum frequency, that counts were checked against.
    pub min_frequency: u64,
    /// The rules broken.
    pub violations: Vec<Violation>,
    /// What the publisher should know.
    pub notes: Vec<String>,
}

/// What became of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterTaken {
    /// `installed`: in force now. `known`: it was here before.
    pub outcome: String,
    /// Its version.
    pub version: u64,
}
