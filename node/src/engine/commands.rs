//! What reaches the engine's thread.

use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::roster::SignedRoster;
use emn_protocol::sync::Input;
use tokio::sync::oneshot;

use super::rebuild::RebuildError;

use super::handle::{PublishError, Published, RosterError, RosterOutcome};

/// What the engine is asked to do.
#[derive(Debug)]
pub enum Command {
    /// Check, sign, store and gossip a record of this node's member.
    Publish {
        /// The record.
        record: Box<Record>,
        /// Where the answer goes.
        reply: oneshot::Sender<Result<Published, PublishError>>,
    },
    /// Take a roster if it is the valid successor of the newest one.
    OfferRoster {
        /// The roster.
        roster: Box<SignedRoster>,
        /// Where the answer goes.
        reply: oneshot::Sender<Result<RosterOutcome, RosterError>>,
    },
    /// Erase the record of an entry that its member withdrew.
    Erase {
        /// The entry.
        id: EntryId,
        /// The withdrawal.
        by: EntryId,
    },
    /// Build the index of the catalogue anew.
    RebuildIndex {
        /// Says when the new one is in use, or why it is not.
        reply: oneshot::Sender<Result<(), RebuildError>>,
    },
    /// Finish what is under way, flush, and end.
    Stop,
}

/// Anything that reaches the engine's thread.
#[derive(Debug)]
pub enum Message {
    /// From the API or the indexer. They may wait for room.
    Command(Command),
    /// From the network. It never waits.
    Input(Box<Input>),
}
