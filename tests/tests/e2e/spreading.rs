//! Records spread: by gossip, and by catch-up to whoever was away.

use anyhow::ensure;
use emn_protocol::record::Record;
use emn_protocol::testing::practice;
use emn_tests::{NodeProcess, all_connected, equal_sets};
use serde_json::Value;

use crate::with_net;

fn apis(nodes: &[NodeProcess]) -> impl Iterator<Item = &emn_tests::Api> {
    nodes.iter().map(NodeProcess::api)
}

#[test]
fn record_published_on_each_of_five_nodes_is_on_all() -> anyhow::Result<()> {
    with_net(5, |net| {
        let nodes = net.start_all(0..5)?;
        all_connected(apis(&nodes))?;
        let mut published = Vec::new();
        for (n, node) in nodes.iter().enumerate() {
            let record = practice(&format!("Practice of node {n}"));
            published.push((node.api().publish(&record)?, record));
        }
        equal_sets(apis(&nodes), 5)?;
        for node in &nodes {
            for (entry, record) in &published {
                let shown: Value = node.api().get(&format!("/api/v1/records/{}", entry.id))?.good()?;
                let content: Record = serde_json::from_value(shown["record"].clone())?;
                ensure!(content == *record, "{}", shown);
                ensure!(shown["signature"]["member"] == entry.member.to_string(), "{}", shown);
            }
        }
        Ok(())
    })
}

#[test]
fn late_joiner_catches_up_also_on_a_member_that_is_offline() -> anyhow::Result<()> {
    with_net(4, |net| {
        let mut early = net.start_all(0..3)?;
        for (n, node) in early.iter().enumerate() {
            for k in 0..=n {
                node.api().publish_when_free(&practice(&format!("Practice {n}/{k}")))?;
            }
        }
        equal_sets(apis(&early), 6)?;
        let offline = early.remove(2);
        ensure!(offline.terminate()?.success());
        early.push(net.start(3)?);
        equal_sets(apis(&early), 6)?;
        let status = early[2].api().status()?;
        ensure!(status.counters.by_catch_up == 6, "{:?}", status.counters);
        Ok(())
    })
}
