//! The engine: the single writer of a node. One OS thread owns the store, the replica and the signing key; everybody
//! else asks it through an [`EngineHandle`], or reads the store and the catalogue without waking it.

mod handle;
mod snapshot;

pub use handle::{Command, EngineHandle, PublishError, Published, RosterError, RosterOutcome};
pub use snapshot::{Counters, NodeEvent, Snapshot};
