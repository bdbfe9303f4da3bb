//! How the rest of the node talks to the engine.

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use emn_protocol::disclosure;
use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::record::{Record, check};
use emn_protocol::roster::{InstallError, SignedRoster};
use emn_protocol::sync::Hold;
use emn_protocol::time::Timestamp;
use emn_protocol::verdict::Reason;
use tokio::sync::{broadcast, mpsc, oneshot, watch};

use super::commands::{Command, Message};
use super::rebuild::{RebuildError, Rebuilding};
use super::snapshot::{NodeEvent, Snapshot};

/// Longest wait for the engine. It answers in milliseconds; a disk that hangs must not hang the caller.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Longest wait for the end of [`Hold::Starting`], which lasts three seconds at most.
const START_WAIT: Duration = Duration::from_secs(4);
/// How often a start that is waited for is looked at.
const START_POLL: Duration = Duration::from_millis(50);
/// Longest wait until a published record shows in lists.
const INDEX_WAIT: Duration = Duration::from_secs(1);

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
    /// Its number in this node's order of arrival.
    pub arrival: u64,
}

/// Why a record was not published. Nothing was signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// This node has no signing key: it reads only.
    #[error("this node has no signing key; it reads and relays only")]
    NoSigningKey,
    /// The roster does not let this key publish.
    #[error(
        "the roster does not let this node's key publish: {0}. Send join.toml to the keyholders, or install their newest roster"
    )]
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
    pub(super) messages: mpsc::Sender<Message>,
    pub(super) snapshot: Arc<RwLock<Arc<Snapshot>>>,
    pub(super) events: broadcast::Sender<NodeEvent>,
    /// Arrivals that the catalogue shows.
    pub(super) indexed: watch::Receiver<u64>,
    /// How far a new index is, while one is built.
    pub(super) rebuilding: watch::Receiver<Option<Rebuilding>>,
}

impl EngineHandle {
    /// A handle to whoever takes `messages`, for tests of those who ask the engine.
    #[cfg(test)]
    pub(crate) fn to(
        messages: mpsc::Sender<Message>,
        snapshot: Arc<RwLock<Arc<Snapshot>>>,
        indexed: watch::Receiver<u64>,
    ) -> Self {
        Self { messages, snapshot, events: broadcast::channel(1).0, indexed, rebuilding: watch::channel(None).1 }
    }

    /// Whether the engine still takes commands.
    pub fn is_running(&self) -> bool {
        !self.messages.is_closed()
    }

    /// Publishes a record of this node's member: when this returns, it is on disk; lists show it a moment later
    /// ([`Self::shown`]). A node that has just started first hears its peers; that is waited for.
    ///
    /// # Errors
    /// [`PublishError`]; nothing was signed then.
    pub async fn publish(&self, record: Record) -> Result<Published, PublishError> {
        let begun = Instant::now();
        loop {
            let command = |reply| Command::Publish { record: Box::new(record.clone()), reply };
            match self.ask(command).await.unwrap_or(Err(PublishError::Unavailable)) {
                Err(PublishError::Hold(Hold::Starting)) if begun.elapsed() < START_WAIT => {
                    tokio::time::sleep(START_POLL).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Waits until lists show what was published; not for long, since it is safe, and a list may lag a moment.
    pub async fn shown(&self, published: &Published) {
        let mut indexed = self.indexed.clone();
        let shown = indexed.wait_for(|checkpoint| *checkpoint > published.arrival);
        let _ = tokio::time::timeout(INDEX_WAIT, shown).await;
    }

    /// Offers a roster.
    ///
    /// # Errors
    /// [`RosterError`]; nothing changed then.
    pub async fn offer_roster(&self, roster: SignedRoster) -> Result<RosterOutcome, RosterError> {
        let command = |reply| Command::OfferRoster { roster: Box::new(roster), reply };
        self.ask(command).await.unwrap_or(Err(RosterError::Unavailable))
    }

    /// Has the index of the catalogue built anew, while the one in use goes on answering. The outcome comes when the new
    /// one is in use, which may take minutes.
    ///
    /// # Errors
    /// [`RebuildError`]; the index in use is as it was.
    pub async fn rebuild_index(&self) -> Result<(), RebuildError> {
        let (reply, outcome) = oneshot::channel();
        let command = Message::Command(Command::RebuildIndex { reply });
        self.messages.send(command).await.map_err(|_| RebuildError::Busy)?;
        outcome.await.unwrap_or(Err(RebuildError::Busy))
    }

    /// How far a new index is, while one is built.
    pub fn rebuilding(&self) -> Option<Rebuilding> {
        *self.rebuilding.borrow()
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        let asked = async {
            self.messages.send(Message::Command(command(reply))).await.ok()?;
            answer.await.ok()
        };
        tokio::time::timeout(TIMEOUT, asked).await.ok().flatten()
    }

    /// Asks the engine to end. It has ended when its thread is joined.
    pub async fn stop(&self) {
        // When the engine is gone already, that is what was wanted.
        let _ = self.messages.send(Message::Command(Command::Stop)).await;
    }

    /// The state as of a moment ago; the engine is not woken.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Number of arrivals that the catalogue shows.
    pub fn indexed(&self) -> u64 {
        *self.indexed.borrow()
    }

    /// Tells when the catalogue shows more arrivals.
    pub fn indexed_changes(&self) -> watch::Receiver<u64> {
        self.indexed.clone()
    }

    /// What happens from now on. A slow listener misses the oldest events.
    pub fn events(&self) -> broadcast::Receiver<NodeEvent> {
        self.events.subscribe()
    }
}
