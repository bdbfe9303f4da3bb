//! Building the index anew, beside the one in use.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread::JoinHandle;

use emn_protocol::ids::LogId;
use tokio::sync::{oneshot, watch};

use super::indexer::Indexer;
use crate::catalogue::{BuildError, Builder};
use crate::telemetry::chain;

/// Why there is no new index. The one in use is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RebuildError {
    /// The node has too much to do, or is stopping.
    #[error("the node is busy or stopping; try again")]
    Busy,
    /// It could not be made.
    #[error("the index was not built anew: {0}")]
    Failed(String),
}

/// How far a new index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilding {
    /// The next arrival that it takes in.
    pub next: u64,
}

/// A new index that is being built on a thread of its own.
pub(super) struct Rebuild {
    /// Parts of logs that left the accepted set since it was begun.
    pub(super) removed: Vec<(LogId, u64)>,
    waiting: Vec<oneshot::Sender<Result<(), RebuildError>>>,
    /// A new index with everything that was stored, or why there is none.
    outcome: Receiver<Result<Builder, BuildError>>,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Rebuild {
    fn begin(new: Builder, progress: watch::Sender<Option<Rebuilding>>) -> std::io::Result<Self> {
        // Room for the one outcome, so that the thread does not wait.
        let (done, outcome) = sync_channel(1);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let build = move || {
            if let Some(outcome) = build(new, &progress, &stopped).transpose() {
                // Without an indexer nobody needs it.
                let _ = done.send(outcome);
            }
        };
        let thread = std::thread::Builder::new().name("rebuild".to_owned()).spawn(build)?;
        Ok(Self { removed: Vec::new(), waiting: Vec::new(), outcome, stop, thread })
    }

    /// Ends it and waits for its thread, which looks once a page whether it should.
    pub(super) fn stop(self) {
        self.stop.store(true, Ordering::Release);
        // One that ended by a panic is gone as well.
        let _ = self.thread.join();
    }
}

/// Everything that is stored; nothing when it was stopped.
fn build(
    mut new: Builder,
    progress: &watch::Sender<Option<Rebuilding>>,
    stop: &AtomicBool,
) -> Result<Option<Builder>, BuildError> {
    // Records to erase are the business of the index in use.
    while new.page()?.is_some() {
        if stop.load(Ordering::Acquire) {
            return Ok(None);
        }
        progress.send_replace(Some(Rebuilding { next: new.next() }));
        if new.is_due() {
            new.commit()?;
        }
    }
    Ok(Some(new))
}

impl Indexer {
    /// Begins a new index; who asks while one is built waits for that one.
    pub(super) fn begin_rebuild(&mut self, reply: oneshot::Sender<Result<(), RebuildError>>) {
        if self.rebuild.is_none() {
            let begun = self.builder.beside().map_err(|error| chain(&error));
            let begun =
                begun.and_then(|new| Rebuild::begin(new, self.rebuilding.clone()).map_err(|error| error.to_string()));
            match begun {
                Ok(rebuild) => self.rebuild = Some(rebuild),
                Err(why) => {
                    // Who asked may be gone.
                    let _ = reply.send(Err(RebuildError::Failed(why)));
                    return;
                }
            }
        }
        if let Some(rebuild) = &mut self.rebuild {
            rebuild.waiting.push(reply);
        }
    }

    /// Puts a new index to use when it is there.
    pub(super) fn end_rebuild(&mut self) {
        let outcome = match self.rebuild.as_ref().map(|rebuild| rebuild.outcome.try_recv()) {
            None | Some(Err(TryRecvError::Empty)) => return,
            Some(Ok(outcome)) => outcome.map_err(|error| chain(&error)),
            Some(Err(TryRecvError::Disconnected)) => Err("the thread that built it ended early".to_owned()),
        };
        let Some(Rebuild { removed, waiting, .. }) = self.rebuild.take() else { return };
        let outcome = outcome.and_then(|new| self.put_to_use(new, removed).map_err(|error| chain(&error)));
        self.rebuilding.send_replace(None);
        match &outcome {
            Ok(()) => tracing::info!(entries = self.catalogue.len(), "the index was built anew"),
            Err(why) => tracing::error!(why, "the index was not built anew"),
        }
        for reply in waiting {
            // Who asked may be gone.
            let _ = reply.send(outcome.clone().map_err(RebuildError::Failed));
        }
    }

    fn put_to_use(&mut self, mut new: Builder, removed: Vec<(LogId, u64)>) -> Result<(), BuildError> {
        for (log, from) in removed {
            new.remove(&log, from)?;
        }
        while let Some(to_erase) = new.page()? {
            self.ask_to_erase(to_erase);
            if self.is_over() {
                return Ok(());
            }
        }
        self.builder = new.take_over(&self.catalogue)?;
        self.builder.clear();
        self.commit()
    }
}
