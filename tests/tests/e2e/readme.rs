//! The way that the README shows, walked as it is written.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use emn_node::cli::sandbox::free_port;
use emn_tests::finish;

use crate::with_net;

/// The block of shell commands that makes a network by hand.
fn by_hand() -> anyhow::Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package lies in the workspace")?;
    let text = fs::read_to_string(root.join("README.md"))?;
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    let block = blocks.map(|(block, _)| block).find(|block| block.contains("emn network new"));
    block.map(str::to_owned).context("the README has no `sh` block with `emn network new`")
}

/// The same with ports that are free here; that of the first node's API is a default and stands nowhere.
fn with_free_ports(block: &str) -> anyhow::Result<String> {
    let mut block = block.to_owned();
    for port in ["7450", "7452", "7460"] {
        ensure!(block.contains(port), "port {port} is not in the block any more: {block}");
        block = block.replace(port, &free_port()?.to_string());
    }
    Ok(block)
}

#[test]
fn block_by_hand_in_the_readme_runs_as_written() -> anyhow::Result<()> {
    let block = with_free_ports(&by_hand()?)?;
    with_net(1, |net| {
        let bin = net.program().parent().context("the program lies in a folder")?;
        let old = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([bin.to_owned()].into_iter().chain(std::env::split_paths(&old)))?;
        // The daemons that it leaves in the background end with it. Its pauses suit a person's machine; a busy one gets
        // more time for the record to arrive.
        let script = format!(
            "trap 'kill $(jobs -p); wait' EXIT\n{block}\n\
             for i in $(seq 100); do emn --dir be list --json > list.json; grep -q '\"total\": *1' list.json && exit 0; sleep 0.2; done\n\
             echo 'the record did not arrive'; cat list.json; exit 9"
        );
        let mut shell = Command::new("timeout");
        shell.args(["50", "bash", "-euo", "pipefail", "-c", &script]).current_dir(net.dir()).env("PATH", path);
        let ended = finish(shell.env("EMN_API_LISTEN", format!("127.0.0.1:{}", free_port()?)))?;
        ensure!(ended.code == 0, "{}\n{}\n{}", ended.code, ended.stdout, ended.stderr);
        Ok(())
    })
}
