//! Nodes meet, speak, part, and keep strangers out.

use std::net::{TcpListener, UdpSocket};

use emn_protocol::sync::RequestId;
use emn_protocol::wire::{Notice, RosterHint};
use futures::StreamExt;
use tokio::runtime::Runtime;

use super::*;

async fn nodes_meet_gossip_and_answer(listen: &str, carrier: Carrier) {
    let (a, b) = pair(listen).await;
    let connection = b.net.peers()[0].connection.clone().unwrap();
    assert_eq!((connection.carrier, connection.outgoing), (carrier, true));
    assert!(a.net.listening()[0].starts_with(&connection.address), "{}", connection.address);

    gossip_flows(&a, &b, "entry").await;
    gossip_flows(&b, &a, "entry back").await;
    let notice = Notice::Roster(RosterHint { version: 2, digest: emn_protocol::ids::Digest::of(b"roster") });
    a.net.send(Outbound::GossipNotice(notice.clone())).unwrap();
    eventually("the notice arrives", || {
        b.heard(|event| matches!(event, NetEvent::Input(Input::GossipNotice { notice: got, .. }) if *got == notice))
            == 1
    })
    .await;

    let request = Request::Rosters { from: 1 };
    b.net.send(Outbound::Request { peer: a.key(), id: RequestId(5), request }).unwrap();
    eventually("the answer arrives", || {
        b.heard(|event| {
            matches!(event, NetEvent::Input(Input::Response { peer, id: RequestId(5), response })
                if *peer == a.key() && *response == answer())
        }) == 1
    })
    .await;
    let (a, b) = (a.net.counters(), b.net.counters());
    assert!(a.sync_bytes_out > 100_000 && a.sync_bytes_out == b.sync_bytes_in);
    assert!(a.gossip_accepted > 0 && a.gossip_rejected == 0 && a.gossip_late_verdicts == 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_on_tcp_meet_gossip_and_answer() {
    nodes_meet_gossip_and_answer(TCP, Carrier::Tcp).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_on_quic_meet_gossip_and_answer() {
    nodes_meet_gossip_and_answer(QUIC, Carrier::Quic).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn node_known_by_name_is_dialled() {
    for listen in [TCP, QUIC] {
        let (a, b) = (start(1, &[listen]).await, start(2, &[]).await);
        a.allow(&[b.listed()]);
        // This name needs no name server.
        let address = a.net.listening()[0].replace("/ip4/127.0.0.1", "/dns4/localhost");
        b.allow(&[listed(a.key(), vec![address])]);
        eventually("connected by name", || b.is_connected_to(a.key())).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_dial_each_other_keep_one_connection() {
    let mut first = config(1, &[TCP, QUIC]);
    let mut second = config(2, &[TCP, QUIC]);
    first.timings.duplicate_grace = Duration::from_millis(300);
    second.timings.duplicate_grace = Duration::from_millis(300);
    // Both dial at once.
    first.timings.dial_first = Duration::ZERO;
    second.timings.dial_first = Duration::ZERO;
    let (a, b) = (start_with(first).await, start_with(second).await);
    a.allow(&[b.listed()]);
    b.allow(&[a.listed()]);
    gossip_flows(&a, &b, "one way").await;
    gossip_flows(&b, &a, "the other").await;
    let settled = |node: &Node| {
        let peer = node.net.peers().remove(0);
        peer.connections == 1 && peer.connection.is_some_and(|connection| connection.agent.is_some())
    };
    eventually("one connection is left, and the peer's program is known", || settled(&a) && settled(&b)).await;
    gossip_flows(&a, &b, "on the one left").await;
    gossip_flows(&b, &a, "and back").await;
    assert_eq!((a.ups(), a.downs()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stranger_is_refused_and_reported() {
    for listen in [TCP, QUIC] {
        let (a, stranger) = (start(1, &[listen]).await, start(3, &[]).await);
        a.allow(&[]);
        stranger.allow(&[a.listed()]);
        let refused = |event: &NetEvent| {
            matches!(event, NetEvent::RefusedConnection { peer, reason: Refusal::NotInRoster, .. }
                if *peer == Some(stranger.key()))
        };
        // Twice: the stranger tries again, and a connection cut at once is no success.
        eventually("the stranger is reported", || a.heard(refused) >= 2).await;
        assert_eq!(a.ups(), 0);
        eventually("the stranger counts failures", || stranger.net.peers()[0].failures > 0).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn peer_taken_from_the_list_is_disconnected_and_stays_out() {
    let (a, b) = pair(TCP).await;
    a.allow(&[]);
    eventually("both sides hear of it", || a.downs() == 1 && b.downs() >= 1).await;
    let refused =
        |event: &NetEvent| matches!(event, NetEvent::RefusedConnection { peer, .. } if *peer == Some(b.key()));
    eventually("it is refused from then on", || a.heard(refused) > 0).await;
    b.net.send(Outbound::Request { peer: a.key(), id: RequestId(1), request: Request::Rosters { from: 1 } }).unwrap();
    eventually("its request fails", || {
        b.heard(|event| matches!(event, NetEvent::Input(Input::RequestFailed { id: RequestId(1), .. }))) == 1
    })
    .await;
    assert_eq!(a.heard(|event| matches!(event, NetEvent::Input(Input::Request { .. }))), 0);
    a.allow(&[b.listed()]);
    eventually("it is let in again", || a.ups() == 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn peer_that_comes_back_is_dialled_again() {
    let (a, b) = pair(TCP).await;
    let address = a.net.listening().remove(0);
    a.net.shutdown().await;
    eventually("the peer is gone", || b.downs() == 1).await;
    eventually("a dial fails and says why", || {
        b.heard(|event| matches!(event, NetEvent::DialFailed { reason, .. } if reason.contains("refused"))) > 0
    })
    .await;
    let a = start(1, &[&address]).await;
    a.allow(&[b.listed()]);
    eventually("it is connected again", || b.ups() == 2).await;
    gossip_flows(&b, &a, "after the break").await;
}

/// A killed node says no farewell, and on QUIC its peer notices only after ten seconds. When it is back before that,
/// the peer still has its old connection and would never tell it again what it subscribes to.
#[test]
fn killed_peer_that_is_back_at_once_hears_gossip() {
    let (steady, killed, again) = (Runtime::new().unwrap(), Runtime::new().unwrap(), Runtime::new().unwrap());
    let a = steady.block_on(start(1, &[QUIC]));
    let b = killed.block_on(start(2, &[]));
    a.allow(&[b.listed()]);
    b.allow(&[a.listed()]);
    steady.block_on(gossip_flows(&a, &b, "before"));
    killed.shutdown_background();

    let mut config = config(2, &[]);
    config.run += 1000;
    let b = again.block_on(start_with(config));
    b.allow(&[a.listed()]);
    steady.block_on(gossip_flows(&a, &b, "to the new run"));
    steady.block_on(gossip_flows(&b, &a, "from the new run"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taken_port_is_a_clear_error() {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let node = start(1, &[TCP]).await;
    let taken = [
        format!("/ip4/127.0.0.1/tcp/{}", tcp.local_addr().unwrap().port()),
        format!("/ip4/127.0.0.1/udp/{}/quic-v1", udp.local_addr().unwrap().port()),
        // The library would share this one.
        node.net.listening().remove(0),
    ];
    for address in taken {
        let (sender, _receiver) = mpsc::channel::<NetEvent>(1);
        let error = spawn(config(2, &[&address]), EventSink::tokio(sender)).await.unwrap_err();
        assert!(matches!(&error, NetError::PortTaken { address: named, .. } if *named == address), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unusable_listen_address_is_a_clear_error() {
    for address in ["127.0.0.1:4001", "/dns4/node.example/tcp/4001", "/ip4/127.0.0.1/udp/4001"] {
        let (sender, _receiver) = mpsc::channel::<NetEvent>(1);
        let error = spawn(config(2, &[address]), EventSink::tokio(sender)).await.unwrap_err();
        assert!(error.to_string().contains(address) && error.to_string().contains("/ip4/0.0.0.0/tcp/4001"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn engine_that_is_busy_means_busy_answers_and_no_lost_peers() {
    // An engine that takes one event at a time, and none before it is asked to.
    let (sender, mut receiver) = mpsc::channel(1);
    let net = spawn(config(1, &[TCP]), EventSink::tokio(sender)).await.unwrap();
    let b = start(2, &[]).await;
    net.send(Outbound::SetAllowedPeers(vec![b.listed()])).unwrap();
    b.allow(&[listed(net.local_key(), net.listening())]);
    eventually("connected", || b.ups() == 1).await;
    b.net
        .send(Outbound::Request { peer: net.local_key(), id: RequestId(1), request: Request::Rosters { from: 1 } })
        .unwrap();
    eventually("the answer is «busy»", || {
        b.heard(|event| matches!(event, NetEvent::Input(Input::Response { response: Response::Busy, .. }))) == 1
    })
    .await;
    // The queue held the report of the listen address; the peer waited for its turn.
    assert!(matches!(receiver.recv().await, Some(NetEvent::Listening { .. })));
    assert!(matches!(receiver.recv().await, Some(NetEvent::Input(Input::PeerUp { peer })) if peer == b.key()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shutdown_ends_the_task_and_refuses_further_wishes() {
    let (a, b) = pair(QUIC).await;
    a.net.shutdown().await;
    let refused = a.net.send(Outbound::SetAllowedPeers(Vec::new()));
    assert!(matches!(refused, Err(SendError::Stopped)), "{refused:?}");
    eventually("the peer hears of it", || b.downs() == 1).await;
}

/// A second connection that stays after both sides dialled at once, made here by a second swarm with the same key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn second_connection_of_the_same_run_is_closed() {
    let (mut low, mut high) = (config(1, &[]), config(2, &[]));
    let key = |config: &NetConfig| swarm::key_pair(config.transport_seed).unwrap().public().to_peer_id();
    if translate::node_key(&key(&low)) > translate::node_key(&key(&high)) {
        (low, high) = (high, low);
    }
    low.listen = vec![TCP.to_owned()];
    low.timings.duplicate_grace = Duration::from_millis(300);
    let a = start_with(low).await;
    a.allow(&[listed(translate::node_key(&key(&high)).unwrap(), Vec::new())]);
    for _ in 0..2 {
        let mut swarm = swarm::build(&high, Arc::default()).unwrap();
        swarm.behaviour_mut().allowed.allow_peer(translate::peer_id(&a.key()).unwrap());
        swarm.dial(a.net.listening()[0].parse::<libp2p::Multiaddr>().unwrap()).unwrap();
        tokio::spawn(async move {
            loop {
                swarm.select_next_some().await;
            }
        });
    }
    let connections = || a.net.peers().iter().map(|peer| peer.connections).sum::<usize>();
    eventually("both are there", || connections() == 2).await;
    eventually("one is left", || connections() == 1).await;
    assert_eq!((a.ups(), a.downs()), (1, 0));
}
