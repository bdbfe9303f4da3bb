//! A throwaway network for one test.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use emn_node::cli::sandbox::{Sandbox, Site};
use emn_node::config::Folder;
use emn_node::telemetry::wall_clock;
use emn_protocol::testing::english;
use serde_json::Value;
use tempfile::TempDir;

use crate::{Finished, NodeProcess, Turn, finish};

/// Lines of each log that a failed test shows.
const LOG_LINES: usize = 40;

/// Folders, keys, addresses and a roster of members `M0`, `M1`, …, and the program to run on them.
pub struct TestNet {
    /// The network.
    pub sandbox: Sandbox,
    program: PathBuf,
    dir: TempDir,
    _turn: Turn,
}

/// Runs a test on a network of its own. When it fails, what the nodes said last is part of the error.
///
/// # Errors
/// Those of `body`.
pub fn with_net(
    program: &Path,
    members: usize,
    body: impl FnOnce(&mut TestNet) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut net = TestNet::new(program, members)?;
    body(&mut net).map_err(|error| error.context(net.logs()).context("a test failed; below: what each node said"))
}

impl TestNet {
    fn new(program: &Path, members: usize) -> anyhow::Result<Self> {
        let turn = Turn::take();
        let dir = tempfile::tempdir()?;
        // Messages name the program as people know it.
        let named = dir.path().join("bin").join("emn");
        std::fs::create_dir(dir.path().join("bin"))?;
        std::os::unix::fs::symlink(program, &named)
            .with_context(|| format!("cannot link to the program {}", program.display()))?;
        let codes: Vec<String> = (0..members).map(|n| format!("M{n}")).collect();
        let listed: Vec<_> = codes.iter().map(|code| (code.as_str(), english(&format!("Member {code}")))).collect();
        let sandbox = Sandbox::create(dir.path(), "Test network", &listed, wall_clock())?;
        for site in &sandbox.sites {
            site.write_config()?;
            sandbox.hand_out(site)?;
        }
        Ok(Self { sandbox, program: named, dir, _turn: turn })
    }

    /// The folder of everything.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The program, under its own name.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// A node's place.
    ///
    /// # Panics
    /// When there is no such node.
    pub fn site(&self, index: usize) -> &Site {
        &self.sandbox.sites[index]
    }

    /// A node's folder.
    pub fn folder(&self, index: usize) -> &Folder {
        &self.site(index).folder
    }

    /// Starts a node in a process of its own.
    ///
    /// # Errors
    /// When it does not become ready.
    pub fn start(&self, index: usize) -> anyhow::Result<NodeProcess> {
        self.start_with(index, &[])
    }

    /// As [`Self::start`], with more arguments for `emn run`.
    ///
    /// # Errors
    /// When it does not become ready.
    pub fn start_with(&self, index: usize, more: &[&str]) -> anyhow::Result<NodeProcess> {
        NodeProcess::start(&self.program, self.folder(index), more).with_context(|| format!("node {index}"))
    }

    /// Starts several nodes and waits until they are connected.
    ///
    /// # Errors
    /// When one does not become ready.
    pub fn start_all(&self, indices: impl IntoIterator<Item = usize>) -> anyhow::Result<Vec<NodeProcess>> {
        indices.into_iter().map(|index| self.start(index)).collect()
    }

    /// A command of the program on a node's folder.
    pub fn command(&self, index: usize, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--dir").arg(self.folder(index).root()).args(arguments);
        command
    }

    /// How a command on a node's folder ended.
    ///
    /// # Errors
    /// When it does not end by itself, or panics.
    pub fn run(&self, index: usize, arguments: &[&str]) -> anyhow::Result<Finished> {
        let ended = finish(&mut self.command(index, arguments))?;
        ensure!(!ended.stderr.contains("panicked"), "{arguments:?}: {ended:?}");
        Ok(ended)
    }

    /// What a command on a node's folder prints with `--json`.
    ///
    /// # Errors
    /// When it does not end well.
    pub fn json(&self, index: usize, arguments: &[&str]) -> anyhow::Result<Value> {
        let ended = self.run(index, &[arguments, &["--json"]].concat())?;
        ensure!(ended.code == 0, "{arguments:?}: {ended:?}");
        Ok(serde_json::from_str(&ended.stdout)?)
    }

    /// The last lines of every node's log.
    fn logs(&self) -> String {
        let mut text = String::new();
        for path in self.log_files() {
            let said = std::fs::read_to_string(&path).unwrap_or_default();
            let lines: Vec<&str> = said.lines().collect();
            let last = &lines[lines.len().saturating_sub(LOG_LINES)..];
            text.push_str(&format!("--- {}\n{}\n", path.display(), last.join("\n")));
        }
        text
    }

    fn log_files(&self) -> Vec<PathBuf> {
        let listed = std::fs::read_dir(self.dir.path()).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = listed.map(|item| item.path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "log"));
        files.sort();
        files
    }
}

impl Drop for TestNet {
    /// A test that panics does not return its error, so the logs go to stderr here.
    #[expect(clippy::print_stderr, reason = "the test runner shows it when the test fails, and only then")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.logs());
        }
    }
}
