//! End to end: real nodes, real folders, real processes where a process matters.

mod analysts;
mod anonymising;
mod clocks;
mod commands;
mod crashing;
mod disk;
mod forking;
mod indexing;
mod membership;
mod power;
mod readme;
mod restarting;
mod rosters;
mod spreading;
mod starting;
mod withdrawing;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::ensure;
use emn_tests::{Api, NodeProcess, TestNet};

/// The program under test: built with these tests, or the one that `E2E_NODE_BIN` names (a release, an older version).
fn program() -> PathBuf {
    std::env::var_os("E2E_NODE_BIN").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_emn-e2e")), PathBuf::from)
}

/// Runs a test on a network of so many members.
fn with_net(members: usize, body: impl FnOnce(&mut TestNet) -> anyhow::Result<()>) -> anyhow::Result<()> {
    emn_tests::with_net(&program(), members, body)
}

fn apis(nodes: &[NodeProcess]) -> impl Iterator<Item = &Api> {
    nodes.iter().map(NodeProcess::api)
}

/// Copies a folder as a backup would: files, modes and times.
fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    let status = Command::new("cp").arg("-a").arg(from).arg(to).status()?;
    ensure!(status.success(), "cannot copy {} to {}", from.display(), to.display());
    Ok(())
}
