//! The indexer: follows the store and keeps the catalogue. It runs behind the engine and never delays a verdict.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use emn_protocol::ids::LogId;
use tokio::sync::{mpsc, oneshot, watch};

use super::commands::{Command, Message};
use super::run::chain;
use crate::catalogue::{BuildError, Builder, Catalogue, ToErase};

/// Longest time that an entry waits while more and more come in: then queries see what there is.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// Shortest time between two commits. Each makes a small piece of index that is merged later, so a stream of single
/// entries is taken in a few times a second.
const BETWEEN_COMMITS: Duration = Duration::from_millis(200);
/// Time after which what failed is tried again.
const AGAIN: Duration = Duration::from_secs(5);
/// How often a new index that is being built is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Parts of logs that left the accepted set, for the indexer to take out of the catalogue.
pub(super) type Removals = Arc<Mutex<Vec<(LogId, u64)>>>;

/// What the indexer is told.
pub(super) enum Call {
    /// The store has something new.
    News,
    /// Build the index anew; the answer comes when the new one is in use.
    Rebuild(oneshot::Sender<Result<(), String>>),
}

/// How far a new index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilding {
    /// The next arrival that it takes in.
    pub next: u64,
}

pub(super) struct Indexer {
    pub(super) builder: Builder,
    pub(super) catalogue: Catalogue,
    pub(super) removals: Removals,
    pub(super) calls: Receiver<Call>,
    pub(super) indexed: watch::Sender<u64>,
    pub(super) rebuilding: watch::Sender<Option<Rebuilding>>,
    pub(super) engine: mpsc::Sender<Message>,
    /// While a new index is built: what was removed meanwhile, and who waits for it.
    pub(super) rebuild: Option<Rebuild>,
    /// When queries last saw something new.
    pub(super) committed: Option<Instant>,
}

pub(super) struct Rebuild {
    removed: Vec<(LogId, u64)>,
    waiting: Vec<oneshot::Sender<Result<(), String>>>,
    /// A new index with everything that was stored, or why there is none.
    outcome: Receiver<Result<Builder, String>>,
}

impl Indexer {
    /// Until the engine is gone.
    pub(super) fn run(mut self) {
        self.ask_to_erase(self.builder.all_withdrawn());
        loop {
            let again = match self.follow() {
                Ok(again) => again,
                Err(error) => {
                    tracing::error!(error = %chain(&error), "the catalogue could not follow the store");
                    Some(AGAIN)
                }
            };
            let look = self.rebuild.is_some().then_some(LOOK);
            let call = match again.into_iter().chain(look).min() {
                Some(wait) => self.calls.recv_timeout(wait),
                None => self.calls.recv().map_err(RecvTimeoutError::from),
            };
            match call {
                Ok(Call::News) | Err(RecvTimeoutError::Timeout) => {}
                Ok(Call::Rebuild(reply)) => self.begin_rebuild(reply),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.end_rebuild();
        }
    }

    /// Takes in what there is. Returns how long to wait before queries may see the rest.
    fn follow(&mut self) -> Result<Option<Duration>, BuildError> {
        loop {
            self.remove_retired()?;
            let more = self.builder.page()?;
            let Some(changed) = self.builder.changed() else { return Ok(None) };
            match more {
                Some(to_erase) => self.ask_to_erase(to_erase),
                None => match self.committed.map(|at| BETWEEN_COMMITS.saturating_sub(at.elapsed())) {
                    Some(wait) if !wait.is_zero() => return Ok(Some(wait)),
                    _ => {
                        self.commit()?;
                        return Ok(None);
                    }
                },
            }
            if changed.elapsed() >= LONGEST_WAIT {
                self.commit()?;
            }
        }
    }

    fn commit(&mut self) -> Result<(), BuildError> {
        self.builder.commit()?;
        self.committed = Some(Instant::now());
        self.indexed.send_replace(self.builder.next());
        Ok(())
    }

    fn remove_retired(&mut self) -> Result<(), BuildError> {
        let removals = std::mem::take(&mut *self.removals.lock().unwrap_or_else(PoisonError::into_inner));
        for (log, from) in removals {
            self.builder.remove(&log, from)?;
            if let Some(rebuild) = &mut self.rebuild {
                rebuild.removed.push((log, from));
            }
        }
        Ok(())
    }

    fn ask_to_erase(&self, withdrawn: Vec<ToErase>) {
        for ToErase { id, by } in withdrawn {
            // Without an engine there is nothing to erase in.
            let _ = self.engine.blocking_send(Message::Command(Command::Erase { id, by }));
        }
    }

    /// Builds a new index on a thread of its own, so that this one goes on meanwhile.
    fn begin_rebuild(&mut self, reply: oneshot::Sender<Result<(), String>>) {
        if let Some(rebuild) = &mut self.rebuild {
            rebuild.waiting.push(reply);
            return;
        }
        let progress = self.rebuilding.clone();
        // Room for the one outcome, so that the thread does not wait for this one.
        let (done, outcome) = sync_channel(1);
        let begun = self.builder.beside().map_err(|error| chain(&error)).and_then(|new| {
            let build = move || {
                // Without an indexer nobody needs it.
                let _ = done.send(build(new, &progress).map_err(|error| chain(&error)));
            };
            std::thread::Builder::new().name("rebuild".to_owned()).spawn(build).map_err(|error| error.to_string())
        });
        match begun {
            Ok(_) => self.rebuild = Some(Rebuild { removed: Vec::new(), waiting: vec![reply], outcome }),
            Err(why) => drop(reply.send(Err(why))),
        }
    }

    /// Puts a new index to use when it is there.
    fn end_rebuild(&mut self) {
        let outcome = match self.rebuild.as_ref().map(|rebuild| rebuild.outcome.try_recv()) {
            None | Some(Err(TryRecvError::Empty)) => return,
            Some(Ok(outcome)) => outcome,
            Some(Err(TryRecvError::Disconnected)) => Err("the thread that built it ended early".to_owned()),
        };
        let Some(Rebuild { removed, waiting, .. }) = self.rebuild.take() else { return };
        self.rebuilding.send_replace(None);
        let outcome = outcome.and_then(|new| self.put_to_use(new, removed).map_err(|error| chain(&error)));
        match &outcome {
            Ok(()) => tracing::info!(entries = self.catalogue.len(), "the index was built anew"),
            Err(why) => tracing::error!(why, "the index was not built anew"),
        }
        for reply in waiting {
            // Who asked may be gone.
            let _ = reply.send(outcome.clone());
        }
    }

    fn put_to_use(&mut self, mut new: Builder, removed: Vec<(LogId, u64)>) -> Result<(), BuildError> {
        for (log, from) in removed {
            new.remove(&log, from)?;
        }
        while new.page()?.is_some() {}
        self.builder = new.take_over(&self.catalogue)?;
        self.builder.clear();
        self.committed = Some(Instant::now());
        self.indexed.send_replace(self.builder.next());
        Ok(())
    }
}

fn build(mut new: Builder, progress: &watch::Sender<Option<Rebuilding>>) -> Result<Builder, BuildError> {
    while new.page()?.is_some() {
        progress.send_replace(Some(Rebuilding { next: new.next() }));
        if new.changed().is_some_and(|changed| changed.elapsed() >= LONGEST_WAIT) {
            new.commit()?;
        }
    }
    Ok(new)
}
