//! A key that signs one number twice.

use std::fs;

use anyhow::ensure;
use emn_protocol::testing::practice;
use emn_tests::{Api, Refused, equal_sets, eventually};

use crate::{copy_folder, with_net};

/// The node reports one frozen log, at this number.
fn reports_fork(api: &Api, at: u64) -> anyhow::Result<()> {
    let status = api.status()?;
    let frozen: Vec<_> =
        status.frozen_logs.iter().map(|log| (log.member.clone().map(|m| m.to_string()), log.seq)).collect();
    ensure!(frozen == [(Some("M0".to_owned()), at)], "{:?} reports {frozen:?}", status.member);
    Ok(())
}

#[test]
fn member_that_signs_one_number_twice_is_frozen_there_on_every_node() -> anyhow::Result<()> {
    with_net(4, |net| {
        let (folder, copy) = (net.folder(0).root(), net.dir().join("copy"));
        // Two common entries; then the folder is copied, and each of the two goes its own way in one half of the network.
        let (culprit, left) = (net.start(0)?, net.start(1)?);
        for n in 0..2 {
            culprit.api().publish_when_free(&practice(&format!("Practice {n}")))?;
        }
        equal_sets([culprit.api(), left.api()], 2)?;
        ensure!(culprit.terminate()?.success());
        copy_folder(folder, &copy)?;
        let culprit = net.start(0)?;
        let one = culprit.api().publish_when_free(&practice("One side"))?;
        equal_sets([culprit.api(), left.api()], 3)?;
        ensure!(culprit.terminate()?.success() && left.terminate()?.success());
        fs::remove_dir_all(folder)?;
        fs::rename(&copy, folder)?;
        let (culprit, right) = (net.start(0)?, net.start(2)?);
        let other = culprit.api().publish_when_free(&practice("Other side"))?;
        ensure!(one.seq == 2 && other.seq == 2 && one.id != other.id, "{one:?} {other:?}");
        equal_sets([culprit.api(), right.api()], 3)?;
        ensure!(culprit.terminate()?.success());

        let nodes = [net.start(1)?, right, net.start(3)?];
        for node in &nodes {
            eventually("the fork is reported", || reports_fork(node.api(), 2))?;
        }
        equal_sets(nodes.iter().map(|node| node.api()), 2)?;
        for node in &nodes {
            ensure!(!node.api().has(&one.id)? && !node.api().has(&other.id)?, "one side was taken for the truth");
        }
        // The member itself learns of it, and can no longer publish with this key.
        let culprit = net.start(0)?;
        eventually("the fork is reported to the member", || reports_fork(culprit.api(), 2))?;
        let refused = culprit.api().publish(&practice("A third")).expect_err("a frozen log takes nothing");
        let problem = refused.downcast::<Refused>()?.0;
        ensure!(problem.code == "hold" && problem.detail.contains("frozen"), "{problem:?}");
        equal_sets(nodes.iter().map(|node| node.api()).chain([culprit.api()]), 2)?;
        Ok(())
    })
}
