//! End to end: real nodes, real folders, real processes where a process matters.

mod spreading;

use std::path::PathBuf;

use emn_tests::TestNet;

/// The program under test: built with these tests, or the one that `E2E_NODE_BIN` names (a release, an older version).
fn program() -> PathBuf {
    std::env::var_os("E2E_NODE_BIN").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_emn-e2e")), PathBuf::from)
}

/// Runs a test on a network of so many members.
fn with_net(members: usize, body: impl FnOnce(&mut TestNet) -> anyhow::Result<()>) -> anyhow::Result<()> {
    emn_tests::with_net(&program(), members, body)
}
