//! A node in a process of its own.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context as _, bail, ensure};
use emn_node::api::RunFile;
use emn_node::config::Folder;

use crate::{Api, eventually};

/// A running `emn run`. Dropping it kills it.
#[derive(Debug)]
pub struct NodeProcess {
    child: Child,
    api: Api,
    log: PathBuf,
}

impl NodeProcess {
    /// Starts the node of this folder and waits until it is ready. What it says goes to a file beside the folder.
    ///
    /// # Errors
    /// When it ends instead, or is not ready in time.
    pub fn start(program: &Path, folder: &Folder, more: &[&str]) -> anyhow::Result<Self> {
        let log = folder.root().with_extension("log");
        let output = append_to(&log)?;
        let mut command = Command::new(program);
        command.arg("--dir").arg(folder.root()).arg("run").args(more);
        command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
        let mut child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        match ready(&mut child, folder) {
            Ok(api) => Ok(Self { child, api, log }),
            Err(error) => {
                // It may have ended by itself.
                let _ = child.kill();
                child.wait()?;
                Err(error)
            }
        }
    }

    /// Its API.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// All it said, in earlier runs as well.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(&self.log)?)
    }

    /// Ends it as the kernel would: nothing is finished.
    ///
    /// # Errors
    /// When it has ended before.
    pub fn kill(mut self) -> anyhow::Result<()> {
        ensure!(self.child.try_wait()?.is_none(), "the node ended by itself");
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// When it does not end in time.
    pub fn terminate(mut self) -> anyhow::Result<ExitStatus> {
        self.signal("TERM")?;
        eventually("the node ends", || self.child.try_wait()?.context("it still runs"))
    }

    /// Stops its clock: it does nothing until [`Self::resume`].
    ///
    /// # Errors
    /// When it has ended before.
    pub fn pause(&self) -> anyhow::Result<()> {
        self.signal("STOP")?;
        let stat = format!("/proc/{}/stat", self.child.id());
        eventually("the node stands still", || {
            let stat = std::fs::read_to_string(&stat)?;
            // The command's name, in brackets, may contain blanks.
            let state = stat.rsplit(") ").next().unwrap_or_default();
            ensure!(state.starts_with('T'), "{stat}");
            Ok(())
        })
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// When it has ended before.
    pub fn resume(&self) -> anyhow::Result<()> {
        self.signal("CONT")
    }

    /// The shell has `kill` built in everywhere; the standard library sends only one signal.
    fn signal(&self, name: &str) -> anyhow::Result<()> {
        let script = format!("kill -{name} {}", self.child.id());
        let status = Command::new("sh").args(["-c", &script]).status()?;
        ensure!(status.success(), "`{script}` failed");
        Ok(())
    }
}

impl Drop for NodeProcess {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn append_to(path: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.with_context(|| format!("cannot write {}", path.display()))
}

/// Waits until this process answers that it is ready. A file of an earlier run may still lie there.
fn ready(child: &mut Child, folder: &Folder) -> anyhow::Result<Api> {
    let pid = child.id();
    let outcome = eventually("the node is ready", || {
        if let Some(status) = child.try_wait()? {
            return Ok(Err(status));
        }
        let file = RunFile::load(&folder.run_file())?.context("no run file yet")?;
        ensure!(file.pid == pid, "the run file is of an earlier run");
        let api = Api::at(&file);
        let answer = api.get("/readyz")?;
        ensure!(answer.status == 200, "/readyz answers {}", answer.status);
        Ok(Ok(api))
    })?;
    match outcome {
        Ok(api) => Ok(api),
        Err(status) => bail!("the node ended before it was ready: {status}"),
    }
}
