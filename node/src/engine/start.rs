//! Starting the engine from what is stored.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Instant;

use bytes::Bytes;
use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{MemberId, NodeKey};
use emn_protocol::roster::{History, InstallError, RosterError, SignedRoster};
use emn_protocol::sync::{Output, Replica, Setup};
use emn_protocol::verdict::Reason;
use emn_protocol::verify::verify;
use tokio::sync::{broadcast, mpsc, watch};

use super::commands::Message;
use super::handle::EngineHandle;
use super::indexer::{Caller, Indexer};
use super::perform::Parallel;
use super::run::{Engine, Outgoing, Running};
use super::snapshot::Counters;
use crate::catalogue::Builder;
use crate::store::{Journal, JournalError, Reconciled, Store, StoreError, StoreReader, reconcile};
use crate::telemetry::{chain, wall_clock};

/// Messages that wait for the engine. Two pages of each of sixty peers fit; beyond that the network says «busy».
const MESSAGES: usize = 1024;
/// Calls for the indexer: one about news, since it looks at all that is new; the rest is for requests.
const CALLS: usize = 4;
/// Events kept for a slow listener. It misses older ones, which only people look at.
const EVENTS: usize = 4096;

/// Why the engine did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The store could not be read or written.
    #[error("the store could not be read")]
    Store(#[from] StoreError),
    /// The journal could not be read, or contradicts the store.
    #[error("the journal of this node's own entries could not be used")]
    Journal(#[from] JournalError),
    /// No roster was installed.
    #[error("no roster is installed; get the network's roster file and run `emn roster install FILE`")]
    NoRoster,
    /// A stored roster is not valid.
    #[error("a stored roster is not valid")]
    Roster(#[from] RosterError),
    /// A stored roster does not follow the one before it.
    #[error("the stored rosters do not follow one another")]
    Rosters(#[from] InstallError),
    /// An entry in the journal is not valid.
    #[error("entry {seq} of the journal is not valid: {reason}")]
    JournalEntry {
        /// Its number.
        seq: u64,
        /// Why.
        reason: Reason,
    },
    /// The signing key belongs to another member than the configuration says.
    #[error("the roster lists this node's signing key for member {roster}, but the configuration says {config}")]
    OtherMember {
        /// In the roster.
        roster: MemberId,
        /// In the configuration.
        config: MemberId,
    },
    /// The operating system gave no thread.
    #[error("no thread could be started")]
    Thread(#[from] io::Error),
}

/// What the engine is made of.
pub struct Parts {
    /// The store.
    pub store: Store,
    /// The journal of the own log, on a node that signs.
    pub journal: Option<Journal>,
    /// There was no journal although there is a signing key: perhaps only the key was restored.
    pub journal_was_missing: bool,
    /// The signing key, on a node that publishes.
    pub signing: Option<SigningKey>,
    /// The member that the node belongs to.
    pub member: MemberId,
    /// The node's transport key.
    pub me: NodeKey,
    /// The operator vouches that no own entry was lost.
    pub trust_own_log: bool,
    /// Milliseconds between two comparisons with a peer.
    pub compare_every: u64,
    /// Random number of this start.
    pub seed: u64,
    /// Keeps the catalogue.
    pub builder: Builder,
    /// Keeps a second copy of each new roster.
    pub keep_roster: KeepRoster,
}

/// Keeps a second copy of a roster.
pub type KeepRoster = Box<dyn Fn(&SignedRoster) + Send>;

/// A started engine.
pub struct Started {
    /// Talks to it.
    pub handle: EngineHandle,
    /// Takes the network's inputs.
    pub messages: mpsc::Sender<Message>,
    /// Waits for it.
    pub running: Running,
}

/// The rosters as stored.
///
/// # Errors
/// [`StartError::NoRoster`], or that they cannot be read or do not follow one another.
pub fn stored_rosters(reader: &StoreReader) -> Result<History, StartError> {
    let mut history: Option<History> = None;
    for bytes in reader.all_rosters()? {
        let roster = SignedRoster::open(bytes)?;
        match &mut history {
            None => history = Some(History::begin(roster)?),
            Some(history) => {
                history.install(roster)?;
            }
        }
    }
    let mut history = history.ok_or(StartError::NoRoster)?;
    if let Some(other) = reader.roster_fork()? {
        history.freeze(SignedRoster::open(other)?.roster().version);
    }
    Ok(history)
}

/// Brings journal and store together, and starts the engine's threads.
///
/// # Errors
/// [`StartError`].
pub fn spawn(mut parts: Parts, outgoing: Outgoing) -> Result<Started, StartError> {
    let rosters = stored_rosters(&parts.store.reader())?;
    check_member(&parts, &rosters)?;
    let suspect = bring_together(&mut parts, &rosters)? && !parts.trust_own_log;
    let (messages, inbox) = mpsc::channel(MESSAGES);
    let catalogue = parts.builder.catalogue().clone();
    let (indexed, indexed_seen) = watch::channel(catalogue.checkpoint());
    let (rebuilding, rebuilding_seen) = watch::channel(None);
    let (indexer, calls) = sync_channel(CALLS);
    let news = Arc::new(AtomicBool::new(false));
    let removals = Arc::new(Mutex::new(Vec::new()));
    let frontier = parts.store.reader().frontier()?;
    let setup = setup(&parts, suspect, rosters, frontier);
    let follower = Indexer {
        catalogue,
        removals: Arc::clone(&removals),
        calls,
        indexed,
        rebuilding,
        engine: messages.clone(),
        rebuild: None,
        next_commit: None,
        rest_until: None,
        to_purge: false,
        purged: None,
        news: Arc::clone(&news),
        builder: parts.builder,
    };
    let events = broadcast::channel(EVENTS).0;
    let started = Instant::now();
    let now = emn_protocol::sync::Now { wall: wall_clock(), millis: 0 };
    let (replica, outputs) = Replica::new(setup, now);
    let mut engine = Engine {
        store: parts.store,
        journal: parts.journal,
        signing: parts.signing,
        member: Some(parts.member),
        me: parts.me,
        replica,
        compare_every: parts.compare_every,
        seed: parts.seed,
        suspect,
        outgoing,
        keep_roster: parts.keep_roster,
        unerased: BTreeMap::new(),
        allow_again: None,
        peers: BTreeSet::new(),
        in_sync: BTreeMap::new(),
        follow_up: Vec::new(),
        counters: Counters::default(),
        broken_rules: Vec::new(),
        fault: None,
        dirty: false,
        indexer: Caller::new(indexer, Arc::clone(&news)),
        removals,
        events: events.clone(),
        shown: Arc::new(RwLock::new(Arc::new(super::run::blank_snapshot(&parts.me)))),
        started,
        retried: 0,
    };
    engine.show();
    engine.perform(outputs);
    let handle = EngineHandle {
        messages: messages.clone(),
        snapshot: Arc::clone(&engine.shown),
        events,
        indexed: indexed_seen,
        rebuilding: rebuilding_seen,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let engine =
        std::thread::Builder::new().name("engine".to_owned()).spawn(move || runtime.block_on(engine.run(inbox)))?;
    let indexer = std::thread::Builder::new().name("indexer".to_owned()).spawn(move || follower.run())?;
    Ok(Started { handle, messages, running: Running { engine, indexer } })
}

fn setup(parts: &Parts, suspect: bool, rosters: History, frontier: emn_protocol::sync::Frontier) -> Setup {
    Setup {
        me: parts.me,
        own_log: parts.signing.as_ref().map(SigningKey::id),
        suspect,
        rosters,
        frontier,
        opener: Box::new(Parallel),
        seed: parts.seed,
        compare_every: parts.compare_every,
    }
}

/// A replica made anew from what is stored, after a fault.
pub(super) fn replica(engine: &Engine) -> Result<(Replica, Vec<Output>), String> {
    let reader = engine.store.reader();
    let rosters = stored_rosters(&reader).map_err(|error| chain(&error))?;
    let setup = Setup {
        me: engine.me,
        own_log: engine.own_log(),
        suspect: engine.suspect,
        rosters,
        frontier: reader.frontier().map_err(|error| chain(&error))?,
        opener: Box::new(Parallel),
        seed: engine.seed,
        compare_every: engine.compare_every,
    };
    Ok(Replica::new(setup, engine.now()))
}

fn check_member(parts: &Parts, rosters: &History) -> Result<(), StartError> {
    let listed = parts.signing.as_ref().and_then(|key| rosters.current().signing_key(&key.id()));
    match listed {
        Some((member, _)) if member.id != parts.member => {
            Err(StartError::OtherMember { roster: member.id.clone(), config: parts.member.clone() })
        }
        _ => Ok(()),
    }
}

/// Journal and store hold the same own entries afterwards. Returns whether the folder may be an old copy.
fn bring_together(parts: &mut Parts, rosters: &History) -> Result<bool, StartError> {
    let Some(journal) = &mut parts.journal else { return Ok(false) };
    match reconcile(&parts.store.reader(), journal)? {
        Reconciled::JournalAhead { from } => {
            replay(&mut parts.store, journal, from, rosters)?;
            Ok(parts.journal_was_missing)
        }
        Reconciled::StoreAhead { copied } => {
            tracing::warn!(copied, "the journal lacked entries that the store has; it may be an old copy");
            Ok(true)
        }
        Reconciled::Equal | Reconciled::Frozen { .. } => Ok(parts.journal_was_missing),
    }
}

/// Appends to the store what only the journal has.
fn replay(store: &mut Store, journal: &Journal, from: u64, rosters: &History) -> Result<(), StartError> {
    let frames: Vec<Bytes> = journal.replay_from(from)?.collect::<Result<_, _>>()?;
    let count = frames.len();
    for (seq, frame) in (from..).zip(frames) {
        let invalid = |reason| StartError::JournalEntry { seq, reason };
        let entry = SignedEntry::open(&rosters.network(), frame).map_err(invalid)?;
        match verify(entry, rosters, wall_clock()) {
            Ok(verified) => store.append(std::slice::from_ref(&verified))?,
            // The keyholders ended the log before this entry.
            Err(refused) if refused.reason == Reason::KeyRevoked => break,
            Err(refused) => return Err(invalid(refused.reason)),
        }
    }
    store.flush()?;
    tracing::warn!(count, from, "the store lacked own entries that the journal has; they were restored");
    Ok(())
}
