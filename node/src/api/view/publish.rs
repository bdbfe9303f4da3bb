//! Answers to what is handed in.

use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Violation;
use crate::gate::Examination;

/// A record that is signed and on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// No rule is broken, no table discloses anything, and no text holds what nobody may override. Warnings may be left
    /// that need a second person.
    pub ok: bool,
    /// Bytes of the record.
    pub bytes: u64,
    /// The network's minimum frequency, that counts were checked against.
    pub min_frequency: u64,
    /// The rules broken.
    pub violations: Vec<Violation>,
    /// What the audit of the tables and the screening of the texts found; absent when the form is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examination: Option<Examination>,
    /// What the publisher should know.
    pub notes: Vec<String>,
}

/// What became of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterTaken {
    /// `installed`: in force now. `known`: it was here before.
    pub outcome: String,
    /// Its version.
    pub version: u64,
}
