//! The engine: the single writer of a node. One OS thread owns the store, the replica and the signing key; everybody
//! else asks it through an [`EngineHandle`], or reads the store and the catalogue without waking it.
//!
//! A second thread, the indexer, follows the store and keeps the catalogue; what it finds withdrawn, it asks the
//! engine to erase.

mod commands;
mod handle;
mod indexer;
mod perform;
mod publish;
mod rebuild;
mod run;
mod snapshot;
mod start;

pub use commands::{Command, Message};
pub use handle::{EngineHandle, PublishError, Published, RosterError, RosterOutcome};
pub use rebuild::{RebuildError, Rebuilding};
pub use run::{Outgoing, Running, SendOutcome};
pub use snapshot::{BrokenRule, Counters, NodeEvent, Snapshot};
pub use start::{KeepRoster, Parts, StartError, Started, spawn, stored_rosters};
