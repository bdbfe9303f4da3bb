//! Many nodes in this process: cheap, and the tests see inside.

use anyhow::{Context as _, ensure};
use emn_node::daemon::Daemon;
use tokio::runtime::Runtime;

use crate::{Api, TestNet};

/// Daemons of a [`TestNet`], by the number of their site.
pub struct Daemons {
    runtime: Runtime,
    running: Vec<(Daemon, Api)>,
}

impl Daemons {
    /// Starts the first `count` nodes.
    ///
    /// # Errors
    /// When one does not start.
    pub fn start(net: &TestNet, count: usize) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let mut running = Vec::with_capacity(count);
        for index in 0..count {
            let daemon = runtime.block_on(net.sandbox.start(index)).with_context(|| format!("node {index}"))?;
            running.push((daemon, Api::of(net.folder(index))?));
        }
        Ok(Self { runtime, running })
    }

    /// A daemon.
    ///
    /// # Panics
    /// When there is no such daemon.
    pub fn daemon(&self, index: usize) -> &Daemon {
        &self.running[index].0
    }

    /// The API of a daemon.
    ///
    /// # Panics
    /// When there is no such daemon.
    pub fn api(&self, index: usize) -> &Api {
        &self.running[index].1
    }

    /// The APIs of all.
    pub fn apis(&self) -> impl Iterator<Item = &Api> {
        self.running.iter().map(|(_, api)| api)
    }

    /// Waits for something that the daemons do.
    pub fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }

    /// Stops all.
    ///
    /// # Errors
    /// When one did not end well.
    pub fn stop(self) -> anyhow::Result<()> {
        for (daemon, _) in self.running {
            ensure!(self.runtime.block_on(daemon.stop()), "a daemon did not end well");
        }
        Ok(())
    }
}
