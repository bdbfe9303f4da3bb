//! The indexer: follows the store and keeps the catalogue. It runs behind the engine and never delays a verdict.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use emn_protocol::ids::LogId;
use tokio::sync::{mpsc, oneshot, watch};

use super::commands::{Command, Message};
use super::rebuild::{Rebuild, RebuildError, Rebuilding};
use crate::catalogue::{BuildError, Builder, Catalogue, ToErase};
use crate::telemetry::chain;

/// Between two commits lies this many times what a commit takes: each makes a small piece of index that is merged later,
/// so a stream of single entries leaves most of the time for other work.
const REST_AFTER_COMMIT: u32 = 9;
/// Bounds of that.
const SHORTEST_REST: Duration = Duration::from_millis(20);
const LONGEST_REST: Duration = Duration::from_millis(500);
/// Time after which what failed is tried again.
const AGAIN: Duration = Duration::from_secs(5);
/// How often a new index that is being built is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// Shortest time between two purges: each writes pieces of the index anew.
const BETWEEN_PURGES: Duration = Duration::from_secs(60);

/// Parts of logs that left the accepted set, for the indexer to take out of the catalogue.
pub(super) type Removals = Arc<Mutex<Vec<(LogId, u64)>>>;

/// What the indexer is told.
pub(super) enum Call {
    /// The store has something new.
    News,
    /// Build the index anew; the answer comes when the new one is in use.
    Rebuild(oneshot::Sender<Result<(), RebuildError>>),
}

/// The engine's end of the calls.
pub(super) struct Caller {
    calls: SyncSender<Call>,
    /// Whether there is a call about news that the indexer has not taken up: it will look at all that is new.
    news: Arc<AtomicBool>,
}

impl Caller {
    pub(super) fn new(calls: SyncSender<Call>, news: Arc<AtomicBool>) -> Self {
        Self { calls, news }
    }

    /// Tells the indexer that there is news.
    pub(super) fn news(&self) {
        if !self.news.swap(true, Ordering::AcqRel) && self.calls.try_send(Call::News).is_err() {
            // The calls before it make the indexer look as well.
            self.news.store(false, Ordering::Release);
        }
    }

    /// Asks for a new index. A request that finds no room is dropped, and who asked learns it by that.
    pub(super) fn rebuild(&self, reply: oneshot::Sender<Result<(), RebuildError>>) {
        let _ = self.calls.try_send(Call::Rebuild(reply));
    }
}

pub(super) struct Indexer {
    pub(super) builder: Builder,
    pub(super) catalogue: Catalogue,
    pub(super) removals: Removals,
    pub(super) calls: Receiver<Call>,
    pub(super) news: Arc<AtomicBool>,
    pub(super) indexed: watch::Sender<u64>,
    pub(super) rebuilding: watch::Sender<Option<Rebuilding>>,
    pub(super) engine: mpsc::Sender<Message>,
    /// A new index that is being built.
    pub(super) rebuild: Option<Rebuild>,
    /// When queries may see something new again.
    pub(super) next_commit: Option<Instant>,
    /// Not before then is tried again what failed.
    pub(super) rest_until: Option<Instant>,
    /// Something was erased, so its words are to leave the disk; and when that was last done.
    pub(super) to_purge: bool,
    pub(super) purged: Option<Instant>,
}

impl Indexer {
    /// Until the engine is gone.
    pub(super) fn run(mut self) {
        self.ask_to_erase(self.builder.all_withdrawn());
        loop {
            let wait = self.turn();
            if self.is_over() {
                break;
            }
            let look = self.rebuild.is_some().then_some(LOOK);
            let call = match wait.into_iter().chain(look).min() {
                Some(wait) => self.calls.recv_timeout(wait),
                None => self.calls.recv().map_err(RecvTimeoutError::from),
            };
            match call {
                Ok(Call::News) => self.news.store(false, Ordering::Release),
                Ok(Call::Rebuild(reply)) => self.begin_rebuild(reply),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.end_rebuild();
        }
        if let Some(rebuild) = self.rebuild.take() {
            rebuild.stop();
        }
    }

    /// The engine is gone: nobody waits for what is left, and the next start takes it in.
    pub(super) fn is_over(&self) -> bool {
        self.engine.is_closed()
    }

    /// Takes in what there is. Returns how long to wait before there is something to do without a call.
    fn turn(&mut self) -> Option<Duration> {
        if let Some(rest) = self.rest_until.map(|until| until.saturating_duration_since(Instant::now()))
            && !rest.is_zero()
        {
            return Some(rest);
        }
        self.rest_until = None;
        match self.follow().and_then(|wait| Ok(wait.into_iter().chain(self.purge()?).min())) {
            Ok(wait) => wait,
            Err(error) => {
                tracing::error!(error = %chain(&error), "the catalogue could not follow the store");
                self.rest_until = Some(Instant::now() + AGAIN);
                Some(AGAIN)
            }
        }
    }

    /// Returns how long to wait before queries may see the rest.
    fn follow(&mut self) -> Result<Option<Duration>, BuildError> {
        loop {
            self.remove_retired()?;
            let more = self.builder.page()?;
            if !self.builder.has_changes() {
                return Ok(None);
            }
            match more {
                Some(to_erase) => self.ask_to_erase(to_erase),
                None => match self.next_commit.map(|at| at.saturating_duration_since(Instant::now())) {
                    Some(wait) if !wait.is_zero() => return Ok(Some(wait)),
                    _ => {
                        self.commit()?;
                        return Ok(None);
                    }
                },
            }
            if self.builder.is_due() {
                self.commit()?;
            }
            if self.is_over() {
                return Ok(None);
            }
        }
    }

    pub(super) fn commit(&mut self) -> Result<(), BuildError> {
        let begun = Instant::now();
        self.builder.commit()?;
        let rest = (begun.elapsed() * REST_AFTER_COMMIT).clamp(SHORTEST_REST, LONGEST_REST);
        self.next_commit = Some(Instant::now() + rest);
        self.indexed.send_replace(self.builder.next());
        Ok(())
    }

    /// Removes from the disk the words of what was erased. Returns how long to wait when it is too early.
    fn purge(&mut self) -> Result<Option<Duration>, BuildError> {
        if !self.to_purge || self.builder.has_changes() {
            return Ok(None);
        }
        let wait = self.purged.map_or(Duration::ZERO, |at| BETWEEN_PURGES.saturating_sub(at.elapsed()));
        if !wait.is_zero() {
            return Ok(Some(wait));
        }
        self.builder.purge()?;
        (self.to_purge, self.purged) = (false, Some(Instant::now()));
        Ok(None)
    }

    fn remove_retired(&mut self) -> Result<(), BuildError> {
        let removals = || self.removals.lock().unwrap_or_else(PoisonError::into_inner);
        // One that fails stays for the next time.
        loop {
            // Not in the head of the loop: the lock would be held until its end, and is taken again in it.
            let first = removals().first().copied();
            let Some((log, from)) = first else { return Ok(()) };
            self.builder.remove(&log, from)?;
            removals().remove(0);
            if let Some(rebuild) = &mut self.rebuild {
                rebuild.removed.push((log, from));
            }
        }
    }

    pub(super) fn ask_to_erase(&mut self, withdrawn: Vec<ToErase>) {
        self.to_purge |= !withdrawn.is_empty();
        for ToErase { id, by } in withdrawn {
            // Without an engine there is nothing to erase in.
            let _ = self.engine.blocking_send(Message::Command(Command::Erase { id, by }));
        }
    }
}
