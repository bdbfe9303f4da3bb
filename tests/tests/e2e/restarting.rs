//! Nodes that end and start again, on their own folder or on an old copy of it.

use std::fs;

use anyhow::ensure;
use emn_protocol::testing::practice;
use emn_tests::{NodeProcess, Refused, TestNet, equal_sets, eventually};

use crate::{copy_folder, with_net};

/// Publishing waits: for a moment, or for somebody to act.
fn is_hold(code: &str) -> bool {
    matches!(code, "starting" | "behind" | "hold")
}

#[test]
fn restarted_node_keeps_everything_and_goes_on_with_the_next_number() -> anyhow::Result<()> {
    with_net(2, |net| {
        let node = net.start(0)?;
        let mut published = Vec::new();
        for n in 0..3 {
            published.push(node.api().publish_when_free(&practice(&format!("Practice {n}")))?);
        }
        let before = node.api().status()?;
        ensure!(node.terminate()?.success());
        ensure!(!net.folder(0).run_file().exists(), "the run file stayed");
        let node = net.start(0)?;
        let after = node.api().status()?;
        ensure!((after.entries, after.frontier) == (3, before.frontier), "{after:?}");
        for entry in &published {
            ensure!(node.api().has(&entry.id)?, "entry {} is lost", entry.seq);
        }
        ensure!(node.api().publish_when_free(&practice("One more"))?.seq == 3);
        Ok(())
    })
}

/// Node 0 has published six records, of which the copy of its folder has three; node 1 has all. Both stand still.
fn old_copy(net: &TestNet) -> anyhow::Result<()> {
    let (folder, copy) = (net.folder(0).root(), net.dir().join("copy"));
    let node = net.start(0)?;
    let peer = net.start(1)?;
    for n in 0..3 {
        node.api().publish_when_free(&practice(&format!("Practice {n}")))?;
    }
    equal_sets([node.api(), peer.api()], 3)?;
    ensure!(node.terminate()?.success());
    copy_folder(folder, &copy)?;
    let node = net.start(0)?;
    for n in 3..6 {
        node.api().publish_when_free(&practice(&format!("Practice {n}")))?;
    }
    equal_sets([node.api(), peer.api()], 6)?;
    ensure!(node.terminate()?.success() && peer.terminate()?.success());
    fs::remove_dir_all(folder)?;
    fs::rename(&copy, folder)?;
    Ok(())
}

/// The node has its six entries again and goes on with the seventh; nobody saw a number twice.
fn goes_on_after_itself(node: &NodeProcess, peer: &NodeProcess) -> anyhow::Result<()> {
    let seventh = eventually("the node has caught up with itself and publishes", || {
        match node.api().publish(&practice("Practice 6")) {
            Err(error) if error.downcast_ref::<Refused>().is_some_and(|Refused(problem)| !is_hold(&problem.code)) => {
                Ok(Err(error))
            }
            other => other.map(Ok),
        }
    })??;
    ensure!(seventh.seq == 6, "{seventh:?}");
    equal_sets([node.api(), peer.api()], 7)?;
    for api in [node.api(), peer.api()] {
        ensure!(api.status()?.frozen_logs.is_empty(), "{:?}", api.status()?);
    }
    Ok(())
}

#[test]
fn restored_folder_catches_up_with_itself_before_it_publishes() -> anyhow::Result<()> {
    with_net(2, |net| {
        old_copy(net)?;
        let peer = net.start(1)?;
        let node = net.start(0)?;
        goes_on_after_itself(&node, &peer)?;
        // What came back from the peer is in the journal too: a further start finds nothing odd.
        ensure!(node.terminate()?.success());
        let node = net.start(0)?;
        ensure!(node.api().publish_when_free(&practice("Practice 7"))?.seq == 7);
        equal_sets([node.api(), peer.api()], 8)?;
        Ok(())
    })
}

#[test]
fn folder_without_its_journal_does_not_publish_until_a_peer_was_heard() -> anyhow::Result<()> {
    with_net(2, |net| {
        old_copy(net)?;
        fs::remove_dir_all(net.folder(0).journal())?;
        let node = net.start(0)?;
        let refused = eventually("publishing is held for the right reason", || {
            let problem = net_hold(&node)?;
            ensure!(problem.contains("old copy"), "{problem}");
            Ok(problem)
        })?;
        ensure!(refused.contains("--trust-own-log"), "it does not say what the operator may do: {refused}");
        let peer = net.start(1)?;
        goes_on_after_itself(&node, &peer)
    })
}

/// Why the node does not publish; an attempt is made.
fn net_hold(node: &NodeProcess) -> anyhow::Result<String> {
    match node.api().publish(&practice("Too early")) {
        Ok(entry) => anyhow::bail!("it published entry {}", entry.seq),
        Err(error) => match error.downcast::<Refused>()?.0 {
            problem if is_hold(&problem.code) => Ok(problem.detail),
            problem => anyhow::bail!("{problem:?}"),
        },
    }
}
