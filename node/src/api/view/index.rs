//! The index of the catalogue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the index is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndexState {
    /// Entries in it.
    pub entries: u64,
    /// The arrival that it takes in next.
    pub checkpoint: u64,
    /// All stored entries are in it.
    pub complete: bool,
    /// Bytes on disk; null when it lies in memory.
    pub bytes: Option<u64>,
    /// Set while a new one is built.
    pub rebuilding: Option<RebuildState>,
}

/// How far a new index is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RebuildState {
    /// The arrival that it takes in next.
    pub next: u64,
    /// The arrival that the store expects next.
    pub of: u64,
}
