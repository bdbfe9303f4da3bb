//! The result of checking everything again.

use emn_protocol::ids::LogId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was checked, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// Nothing is wrong.
    pub ok: bool,
    /// Rosters checked: signatures, and that each follows the one before.
    pub rosters: u64,
    /// Logs checked.
    pub logs: u64,
    /// Entries checked: hash, signature, chain, roster, form and disclosure rules.
    pub entries: u64,
    /// Of these, entries whose record was withdrawn and erased.
    pub erased: u64,
    /// Of these, entries with a record of a newer version, whose content cannot be checked here.
    pub unknown: u64,
    /// Bytes of their frames.
    pub bytes: u64,
    /// Milliseconds that it took.
    pub millis: u64,
    /// Entries, or rosters, with something wrong; the first hundred of them.
    pub damaged: Vec<DamagedEntry>,
    /// How many there are.
    pub damaged_count: u64,
}

impl Verified {
    /// Damaged entries that are listed: enough to see what happened.
    pub const LISTED: usize = 100;
}

/// Something that did not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DamagedEntry {
    /// The log; absent for a roster.
    pub log: Option<LogId>,
    /// Number in the log, or version of the roster.
    pub seq: u64,
    /// Stable code of the reason.
    pub code: String,
    /// What is wrong, for people.
    pub problem: String,
}
