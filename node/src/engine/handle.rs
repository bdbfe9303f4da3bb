//! How the rest of the node talks to the engine.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use emn_protocol::disclosure;
use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::record::{Record, check};
use emn_protocol::roster::{InstallError, SignedRoster};
use emn_protocol::sync::Hold;
use emn_protocol::time::Timestamp;
use emn_protocol::verdict::Reason;
use tokio::sync::{broadcast, mpsc, oneshot};

use super::snapshot::{NodeEvent, Snapshot};

/// Longest wait for the engine. It answers in milliseconds; a disk that hangs must not hang the caller.
const TIMEOUT: Duration = Duration::from_secs(10);

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
    /// Finish what is under way, flush, and end.
    Stop,
}

/// A record that is signed and durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Id of its entry.
    pub id: EntryId,
    /// The member that speaks.
    pub member: MemberId,
    /// The log.
    pub log: LogId,
    /// Number in the log.
    pub seq: u64,
    /// When it was signed.
    pub time: Timestamp,
    /// Size of the frame in bytes.
    pub bytes: usize,
}

/// Why a record was not published. Nothing was signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// This node has no signing key: it reads only.
    #[error("this node has no signing key; it reads and relays only")]
    NoSigningKey,
    /// The roster does not let this key publish.
    #[error("the roster does not let this node's key publish: {0}")]
    NotAllowed(Reason),
    /// The roster has expired.
    #[error("the roster expired on {0}; ask the keyholders for a new version (`emn roster install`)")]
    RosterExpired(Timestamp),
    /// Signing now could fork our own log.
    #[error(transparent)]
    Hold(#[from] Hold),
    /// The record breaks rules of form.
    #[error("the record breaks rules of form")]
    Form(Vec<check::Violation>),
    /// The record breaks disclosure rules.
    #[error("the record breaks disclosure rules")]
    Disclosure(Vec<disclosure::Violation>),
    /// The record is too large.
    #[error("the record makes an entry of {size} bytes; the limit is {limit}. Move figures or text to a second record")]
    TooLarge {
        /// Bytes.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// A correction or withdrawal names an entry that it cannot act on.
    #[error("entry {id} cannot be corrected or withdrawn: {why}")]
    Target {
        /// The entry named.
        id: EntryId,
        /// Why not.
        why: &'static str,
    },
    /// The disk refused. Nothing was published.
    #[error("the record could not be stored, so it was not published: {0}")]
    Storage(String),
    /// The engine has too much to do, or is gone.
    #[error("the node is busy or stopping; try again")]
    Unavailable,
}

/// What became of an offered roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterOutcome {
    /// In force now.
    Installed(u64),
    /// It was here before.
    Known(u64),
    /// Another valid roster of the same version is here: the roster is frozen.
    Frozen(u64),
}

/// Why a roster was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RosterError {
    /// The rules refuse it.
    #[error(transparent)]
    Refused(#[from] InstallError),
    /// The engine has too much to do, or is gone.
    #[error("the node is busy or stopping; try again")]
    Unavailable,
}

/// The engine from outside. Cheap to clone.
#[derive(Clone)]
pub struct EngineHandle {
    pub(super) commands: mpsc::Sender<Command>,
    pub(super) snapshot: Arc<RwLock<Arc<Snapshot>>>,
    pub(super) events: broadcast::Sender<NodeEvent>,
}

impl EngineHandle {
    /// A handle to whoever takes `commands` and keeps `snapshot` up to date.
    pub fn new(
        commands: mpsc::Sender<Command>,
        snapshot: Arc<RwLock<Arc<Snapshot>>>,
        events: broadcast::Sender<NodeEvent>,
    ) -> Self {
        Self { commands, snapshot, events }
    }

    /// Whether the engine still takes commands.
    pub fn is_running(&self) -> bool {
        !self.commands.is_closed()
    }

    /// Publishes a record of this node's member: when this returns, it is on disk.
    ///
    /// # Errors
    /// [`PublishError`]; nothing was signed then.
    pub async fn publish(&self, record: Record) -> Result<Published, PublishError> {
        let command = |reply| Command::Publish { record: Box::new(record), reply };
        self.ask(command).await.unwrap_or(Err(PublishError::Unavailable))
    }

    /// Offers a roster.
    ///
    /// # Errors
    /// [`RosterError`]; nothing changed then.
    pub async fn offer_roster(&self, roster: SignedRoster) -> Result<RosterOutcome, RosterError> {
        let command = |reply| Command::OfferRoster { roster: Box::new(roster), reply };
        self.ask(command).await.unwrap_or(Err(RosterError::Unavailable))
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        let asked = async {
            self.commands.send(command(reply)).await.ok()?;
            answer.await.ok()
        };
        tokio::time::timeout(TIMEOUT, asked).await.ok().flatten()
    }

    /// Asks the engine to end. It has ended when its thread is joined.
    pub async fn stop(&self) {
        // When the engine is gone already, that is what was wanted.
        let _ = self.commands.send(Command::Stop).await;
    }

    /// The state as of a moment ago; the engine is not woken.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// What happens from now on. A slow listener misses the oldest events.
    pub fn events(&self) -> broadcast::Receiver<NodeEvent> {
        self.events.subscribe()
    }
}
