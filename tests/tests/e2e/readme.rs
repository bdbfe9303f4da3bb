//! The way that the README shows, walked as it is written.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use emn_tests::finish;

use crate::with_net;

/// The first block of shell commands after the heading that promises a network made by hand.
fn by_hand(readme: &str) -> Option<String> {
    let (_, rest) = readme.split_once("```sh\n")?;
    let blocks = rest.split("```sh\n").filter_map(|block| block.split_once("\n```")).map(|(block, _)| block);
    blocks.into_iter().find(|block| block.contains("emn init")).map(str::to_owned)
}

#[test]
fn block_by_hand_in_the_readme_runs_as_written() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package lies in the workspace")?;
    let Some(block) = fs::read_to_string(root.join("README.md")).ok().and_then(|text| by_hand(&text)) else {
        return Ok(());
    };
    with_net(1, |net| {
        let bin = net.program().parent().context("the program lies in a folder")?;
        let path = std::env::join_paths(
            [bin.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        )?;
        let mut shell = Command::new("bash");
        let ended = finish(shell.args(["-euo", "pipefail", "-c", &block]).current_dir(net.dir()).env("PATH", path))?;
        ensure!(ended.code == 0, "{ended:?}");
        Ok(())
    })
}
