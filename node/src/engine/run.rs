//! The engine's state and loop.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::Body;
use emn_protocol::ids::{Digest, EntryId, LogId, MemberId, NodeKey};
use emn_protocol::record::Record;
use emn_protocol::roster::SignedRoster;
use emn_protocol::sync::{Input, Now, Outbound, Replica};
use emn_protocol::time::Timestamp;
use emn_protocol::verdict::{Reason, Verdict};
use emn_protocol::wire::Response;
use tokio::sync::{broadcast, mpsc};

use super::commands::{Command, Message};
use super::handle::{RosterError, RosterOutcome};
use super::indexer::{Caller, Removals};
use super::snapshot::{BrokenRule, Counters, NodeEvent, Snapshot};
use crate::store::{Journal, Store, StoreError};
use crate::telemetry::{chain, wall_clock};

/// How often the replica hears that time passes, and what was stored in between is flushed.
const TICK: Duration = Duration::from_millis(100);
/// Messages handled before the loop looks at the clock again.
const BATCH: usize = 256;
/// Seconds between two tries to erase what could not be erased.
const RETRY_SECONDS: u64 = 10;

/// What became of something handed to the network.
#[derive(Debug)]
pub enum SendOutcome {
    /// It is under way.
    Sent,
    /// The network has too much to do; it comes back.
    Full(Box<Outbound>),
    /// There is no network (any more).
    Gone,
}

/// The way to the network. Never waits.
pub type Outgoing = Box<dyn Fn(Outbound) -> SendOutcome + Send>;

/// What lets the engine's threads be waited for.
pub struct Running {
    pub(super) engine: std::thread::JoinHandle<()>,
    pub(super) indexer: std::thread::JoinHandle<()>,
}

impl Running {
    /// Waits until both threads have ended, after [`super::EngineHandle::stop`]. Returns whether they ended well.
    pub fn join(self) -> bool {
        let engine = self.engine.join().is_ok();
        self.indexer.join().is_ok() && engine
    }

    /// Whether the engine's thread has ended, whatever the reason.
    pub fn is_finished(&self) -> bool {
        self.engine.is_finished()
    }
}

pub(super) struct Engine {
    pub(super) store: Store,
    pub(super) journal: Option<Journal>,
    pub(super) signing: Option<SigningKey>,
    pub(super) member: Option<MemberId>,
    pub(super) me: NodeKey,
    pub(super) replica: Replica,
    pub(super) compare_every: u64,
    pub(super) seed: u64,
    pub(super) suspect: bool,
    pub(super) outgoing: Outgoing,
    pub(super) keep_roster: super::KeepRoster,
    /// Withdrawn records that could not be erased, with the withdrawal; tried again.
    pub(super) unerased: BTreeMap<EntryId, EntryId>,
    /// Told to the network as soon as it has room: losing it would let nobody in.
    pub(super) allow_again: Option<Outbound>,
    pub(super) peers: BTreeSet<NodeKey>,
    pub(super) in_sync: BTreeMap<NodeKey, Option<Digest>>,
    pub(super) follow_up: Vec<Input>,
    pub(super) counters: Counters,
    pub(super) broken_rules: Vec<BrokenRule>,
    pub(super) fault: Option<String>,
    /// Something was written since the last flush.
    pub(super) dirty: bool,
    pub(super) indexer: Caller,
    pub(super) removals: Removals,
    pub(super) events: broadcast::Sender<NodeEvent>,
    pub(super) shown: Arc<RwLock<Arc<Snapshot>>>,
    pub(super) started: Instant,
    /// Second of the last such try.
    pub(super) retried: u64,
}

impl Engine {
    pub(super) fn now(&self) -> Now {
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        Now { wall: wall_clock(), millis }
    }

    /// Until told to stop, or everybody who could ask is gone.
    pub(super) async fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut batch = Vec::with_capacity(BATCH);
        let mut next_tick = Instant::now() + TICK;
        loop {
            let wait = next_tick.saturating_duration_since(Instant::now());
            let received = tokio::time::timeout(wait, messages.recv_many(&mut batch, BATCH)).await;
            if received == Ok(0) {
                break;
            }
            let mut stop = false;
            for message in batch.drain(..) {
                stop |= self.take(message);
            }
            if Instant::now() >= next_tick {
                next_tick = Instant::now() + TICK;
                self.tick();
            }
            self.show();
            if stop {
                break;
            }
        }
        self.flush();
        tracing::info!("engine stopped");
    }

    /// Handles one message; returns whether it was the order to stop.
    fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Input(input) => self.step(*input),
            // Who asked has given up and was told so; to publish now would surprise, and a second try would double it.
            Message::Command(Command::Publish { reply, .. }) if reply.is_closed() => {}
            Message::Command(Command::Publish { record, reply }) => {
                let result = self.publish(&record);
                // Who asked may have given up; the record is published all the same.
                let _ = reply.send(result);
            }
            Message::Command(Command::OfferRoster { roster, reply }) => {
                let result = self.offer_roster(*roster);
                let _ = reply.send(result);
            }
            Message::Command(Command::Erase { id, by }) => self.erase(&id, &by),
            Message::Command(Command::RebuildIndex { reply }) => self.indexer.rebuild(reply),
            Message::Command(Command::Stop) => return true,
        }
        false
    }

    fn tick(&mut self) {
        if self.dirty {
            self.flush();
        }
        if let Some(outbound) = self.allow_again.take() {
            self.send(outbound);
        }
        if self.fault.is_some() {
            self.recover();
        }
        let second = self.started.elapsed().as_secs();
        if second >= self.retried + RETRY_SECONDS && !self.unerased.is_empty() {
            self.retried = second;
            std::mem::take(&mut self.unerased).iter().for_each(|(id, by)| self.erase(id, by));
        }
        self.step(Input::Tick);
    }

    /// Hands an input to the replica and does what it wants.
    pub(super) fn step(&mut self, input: Input) {
        match &input {
            Input::PeerUp { peer } => {
                self.peers.insert(*peer);
                self.in_sync.insert(*peer, None);
            }
            Input::PeerDown { peer } => {
                self.peers.remove(peer);
                self.in_sync.remove(peer);
            }
            _ => {}
        }
        // An entry of our own that the journal and the store took is a fact, whatever the disk does next.
        if self.fault.is_some() && !matches!(input, Input::LocalAppended(_)) {
            self.turn_away(input);
            return;
        }
        let now = self.now();
        let view = self.store.reader();
        let outputs = self.replica.handle(input, now, &super::perform::StoreView(&view));
        self.perform(outputs);
        while let Some(input) = self.follow_up.pop() {
            let now = self.now();
            let outputs = self.replica.handle(input, now, &super::perform::StoreView(&view));
            self.perform(outputs);
        }
    }

    /// While the store does not write, the replica rests: each message gets its one answer, and no more.
    fn turn_away(&mut self, input: Input) {
        match input {
            Input::GossipEntry { token, .. } | Input::GossipNotice { token, .. } => {
                self.send(Outbound::Judge { token, verdict: Verdict::Ignore(Reason::BufferFull) });
            }
            Input::Request { token, .. } => self.send(Outbound::Respond { token, response: Response::Busy }),
            _ => {}
        }
    }

    /// Tells the indexer that there is news.
    pub(super) fn wake_indexer(&self) {
        self.indexer.news();
    }

    fn offer_roster(&mut self, roster: SignedRoster) -> Result<RosterOutcome, RosterError> {
        let version = roster.roster().version;
        // A copy tells the outcome; the replica then does it and tells everybody.
        let outcome = self.replica.rosters().clone().install(roster.clone())?;
        self.step(Input::RosterOffered(roster));
        if self.fault.is_some() {
            return Err(RosterError::Unavailable);
        }
        Ok(match outcome {
            emn_protocol::roster::Installed::New => RosterOutcome::Installed(version),
            emn_protocol::roster::Installed::Known => RosterOutcome::Known(version),
            emn_protocol::roster::Installed::Fork => RosterOutcome::Frozen(version),
        })
    }

    /// Erases a withdrawn record, in the store and in our journal.
    fn erase(&mut self, id: &EntryId, by: &EntryId) {
        match self.try_erase(id, by) {
            Ok(true) => {
                tracing::info!(entry = %id.short(), withdrawal = %by.short(), "erased a withdrawn record");
                self.dirty = true;
            }
            Ok(false) => {}
            Err(error) => {
                self.unerased.insert(*id, *by);
                tracing::error!(entry = %id.short(), error = %error, "a withdrawn record could not be erased")
            }
        }
    }

    fn try_erase(&mut self, id: &EntryId, by: &EntryId) -> Result<bool, String> {
        let Some(withdrawal) = self.store_entry(by)? else { return Ok(false) };
        if !matches!(withdrawal.record(), Some(Record::Withdrawal(w)) if w.withdraws == *id) {
            return Ok(false);
        }
        // The journal comes first: as long as the store has the record, the next start finds that something is left to do.
        let own = self.own_log();
        let entry = self.store_entry(id)?;
        let entry = entry.filter(|entry| Some(entry.log()) == own && !matches!(entry.body(), Body::Erased(_)));
        if let (Some(journal), Some(entry)) = (&mut self.journal, entry)
            && entry.header().seq < journal.height()
        {
            let erased = entry.erased_by(&withdrawal).map_err(|reason| reason.to_string())?;
            journal.erase(&erased).map_err(|error| chain(&error))?;
        }
        self.store.erase(id, &withdrawal).map_err(|error| chain(&error))
    }

    /// Our own log, if this node signs one.
    pub(super) fn own_log(&self) -> Option<LogId> {
        self.signing.as_ref().map(SigningKey::id)
    }

    /// Makes what was written durable.
    pub(super) fn flush(&mut self) {
        match self.store.flush() {
            Ok(()) => self.dirty = false,
            Err(error) => self.set_fault(&error),
        }
    }

    pub(super) fn set_fault(&mut self, error: &StoreError) {
        let text = chain(error);
        if self.fault.as_ref() != Some(&text) {
            tracing::error!(error = %text, "the store does not write; publishing waits, reading goes on");
        }
        self.fault = Some(text);
    }

    /// Publishes the state for readers.
    pub(super) fn show(&self) {
        let snapshot = Arc::new(self.snapshot());
        let mut shown = self.shown.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *shown = snapshot;
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        let rosters = self.replica.rosters();
        let frontier = self.replica.frontier();
        Snapshot {
            network: rosters.network(),
            network_name: rosters.current().name.clone(),
            node: self.me,
            member: self.member.clone(),
            own_log: self.own_log(),
            roster_version: rosters.current().version,
            roster_expires: rosters.current().expires,
            roster_frozen: rosters.frozen(),
            hold: self.publish_hold(),
            storage_fault: self.fault.clone(),
            frontier_digest: frontier.digest(),
            entries: frontier.entries(),
            logs: frontier.iter().map(|(log, state)| (*log, *state)).collect(),
            peers: self.in_sync.clone(),
            counters: self.counters.clone(),
            broken_rules: self.broken_rules.clone(),
        }
    }
}

/// What is shown until the engine has shown itself.
pub(super) fn blank_snapshot(me: &NodeKey) -> Snapshot {
    Snapshot {
        network: emn_protocol::ids::NetworkId::from_bytes([0; 32]),
        network_name: String::new(),
        node: *me,
        member: None,
        own_log: None,
        roster_version: 0,
        roster_expires: Timestamp::from_unix(0),
        roster_frozen: None,
        hold: None,
        storage_fault: None,
        frontier_digest: Digest::of(&[]),
        entries: 0,
        logs: BTreeMap::new(),
        peers: BTreeMap::new(),
        counters: Counters::default(),
        broken_rules: Vec::new(),
    }
}
