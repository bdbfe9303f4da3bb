//! Records spread: by gossip, and by catch-up to whoever was away.

use anyhow::ensure;
use emn_node::engine::EngineHandle;
use emn_protocol::record::Record;
use emn_protocol::testing::practice;
use emn_tests::{Daemons, all_connected, equal_sets, eventually};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::{apis, with_net};

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

/// Records handed in at the same time. Each waits until lists show it, and that happens a few times a second.
const AT_ONCE: u64 = 50;

async fn publish_at_once(engine: &EngineHandle, group: u64) -> anyhow::Result<()> {
    let mut publishing = JoinSet::new();
    for n in 0..AT_ONCE {
        let engine = engine.clone();
        publishing.spawn(async move { engine.publish(practice(&format!("Practice {group}/{n}"))).await });
    }
    while let Some(published) = publishing.join_next().await {
        published??;
    }
    Ok(())
}

#[test]
fn burst_of_two_thousand_reaches_ten_nodes_and_gossip_lives_on() -> anyhow::Result<()> {
    const BURST: u64 = 2_000;
    with_net(10, |net| {
        let nodes = Daemons::start(net, 10)?;
        all_connected(nodes.apis())?;
        let engine = nodes.daemon(0).engine();
        for group in 0..BURST / AT_ONCE {
            nodes.wait(publish_at_once(engine, group))?;
        }
        equal_sets(nodes.apis(), BURST)?;
        let by_gossip: Vec<u64> =
            nodes.apis().map(|api| Ok(api.status()?.counters.by_gossip)).collect::<anyhow::Result<_>>()?;
        // A message of ours may be lost without harm; that all are would mean that gossip has died.
        eventually("an entry reaches every other node by gossip", || {
            nodes.wait(engine.publish(practice("One more")))?;
            for (n, api) in nodes.apis().enumerate().skip(1) {
                let now = api.status()?.counters.by_gossip;
                ensure!(now > by_gossip[n], "node {n}: {now} entries by gossip, {} before", by_gossip[n]);
            }
            Ok(())
        })?;
        equal_sets(nodes.apis(), nodes.api(0).status()?.entries)?;
        nodes.stop()
    })
}
