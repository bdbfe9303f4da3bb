//! Bursts that silently ended gossip with the library's default limits. Each test fails with those.

use super::*;

async fn large_entries_in_a_burst_leave_gossip_alive(listen: &str) {
    let (a, b) = pair(listen).await;
    gossip_flows(&a, &b, "before").await;
    for number in 0..300u16 {
        let mut frame = vec![0; 60_000];
        frame[..2].copy_from_slice(&number.to_be_bytes());
        a.gossip(&frame);
    }
    let large =
        |event: &NetEvent| matches!(event, NetEvent::Input(Input::GossipEntry { frame, .. }) if frame.len() == 60_000);
    // With the defaults 2 to 9 arrive. How many of the rest do is a matter of queues, and harmless.
    eventually("much of the burst arrives", || b.heard(large) >= 100).await;
    gossip_flows(&a, &b, "after").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_entries_in_a_burst_on_tcp_leave_gossip_alive() {
    large_entries_in_a_burst_leave_gossip_alive(TCP).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_entries_in_a_burst_on_quic_leave_gossip_alive() {
    large_entries_in_a_burst_leave_gossip_alive(QUIC).await;
}

/// One peer in the mesh, so that the other three hear of messages by announcements, and of a thousand in one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_entries_in_a_burst_leave_announcements_alive() {
    let lean = |seed, listen: &[&str]| {
        let mut config = config(seed, listen);
        config.limits.mesh = MeshShape { target: 1, low: 1, high: 2, outbound_min: 0, flood_publish: false };
        config
    };
    let hub = start_with(lean(1, &[TCP])).await;
    let mut others = Vec::new();
    for seed in 2..6 {
        others.push(start_with(lean(seed, &[])).await);
    }
    hub.allow(&others.iter().map(Node::listed).collect::<Vec<_>>());
    for other in &others {
        other.allow(&[hub.listed()]);
    }
    eventually("all are connected", || others.iter().all(|other| hub.is_connected_to(other.key()))).await;
    for other in &others {
        gossip_flows(&hub, other, &format!("before {}", other.key())).await;
    }
    for number in 0..1000u16 {
        hub.gossip(&number.to_be_bytes());
    }
    hub.gossip(b"the last of the burst");
    for other in &others {
        gossip_flows(&hub, other, &format!("after {}", other.key())).await;
    }
}
