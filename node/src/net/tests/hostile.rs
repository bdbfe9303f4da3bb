//! Peers of the roster that break the protocol.

use std::io;

use emn_protocol::{limits, wire};
use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, StreamExt};
use libp2p::gossipsub::TopicHash;
use libp2p::identity::Keypair;
use libp2p::request_response::{self, Codec, ProtocolSupport};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};

use super::*;

const HOSTILE: u8 = 66;

fn key_of(seed: u8) -> NodeKey {
    translate::node_key(&swarm::key_pair([seed; 32]).unwrap().public().to_peer_id()).unwrap()
}

fn address_of(node: &Node) -> Multiaddr {
    node.net.listening()[0].parse().unwrap()
}

/// A swarm without our own checks that dials `node`.
fn hostile_swarm(node: &Node) -> Swarm<swarm::Behaviour> {
    let mut swarm = swarm::build(&config(HOSTILE, &[]), Arc::default()).unwrap();
    swarm.behaviour_mut().allowed.allow_peer(translate::peer_id(&node.key()).unwrap());
    swarm.dial(address_of(node)).unwrap();
    swarm
}

/// Publishes one message after the other, each when the swarm is at rest, until `done` with the number published.
async fn publish(
    swarm: &mut Swarm<swarm::Behaviour>,
    topic: &str,
    message: impl Fn(usize) -> Vec<u8>,
    done: impl Fn(usize) -> bool,
) {
    let (start, mut sent) = (Instant::now(), 0);
    while !done(sent) {
        assert!(start.elapsed() < LIMIT, "not done after {sent} messages");
        let rests = tokio::time::timeout(Duration::from_millis(20), swarm.select_next_some()).await.is_err();
        let gossip = &mut swarm.behaviour_mut().gossip;
        if rests && gossip.publish(TopicHash::from_raw(topic), message(sent)).is_ok() {
            sent += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn entry_over_the_limit_is_rejected_before_the_engine() {
    let a = start(1, &[TCP]).await;
    a.allow(&[listed(key_of(HOSTILE), Vec::new())]);
    let topic = wire::entries_topic(&NetworkId::from_bytes([9; 32]));
    let too_large = |number: usize| {
        let mut frame = vec![0; limits::GOSSIP_ENTRY_BYTES + 1];
        frame[..8].copy_from_slice(&number.to_be_bytes());
        frame
    };
    let refused = || a.net.counters().gossip_refused_here;
    publish(&mut hostile_swarm(&a), &topic, too_large, |_| refused() >= 3).await;
    assert_eq!(a.heard(|event| matches!(event, NetEvent::Input(Input::GossipEntry { .. }))), 0);
    assert!(a.net.counters().gossip_rejected >= 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn peer_whose_notices_do_not_decode_is_soon_not_heard() {
    let a = start(1, &[TCP]).await;
    a.allow(&[listed(key_of(HOSTILE), Vec::new())]);
    let topic = wire::notices_topic(&NetworkId::from_bytes([9; 32]));
    let nonsense = |number: usize| format!("nonsense {number}").into_bytes();
    publish(&mut hostile_swarm(&a), &topic, nonsense, |sent| sent >= 60).await;
    let refused = a.net.counters().gossip_refused_here;
    // Five make the score; a few more may come at the same moment.
    assert!((5..30).contains(&refused), "{refused} of 60 were looked at");
    assert_eq!(a.heard(|event| matches!(event, NetEvent::Input(Input::GossipNotice { .. }))), 0);
}

/// Sends any bytes as a request, without a length unless they hold one.
#[derive(Clone, Default)]
struct RawCodec;

impl Codec for RawCodec {
    type Protocol = StreamProtocol;
    type Request = Vec<u8>;
    type Response = Vec<u8>;

    async fn read_request<T>(&mut self, _: &StreamProtocol, _: &mut T) -> io::Result<Vec<u8>>
    where
        T: AsyncRead + Unpin + Send,
    {
        Ok(Vec::new())
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Vec<u8>>
    where
        T: AsyncRead + Unpin + Send,
    {
        let mut bytes = Vec::new();
        io.read_to_end(&mut bytes).await?;
        if bytes.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
    }

    async fn write_request<T>(&mut self, _: &StreamProtocol, io: &mut T, bytes: Vec<u8>) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&bytes).await
    }

    async fn write_response<T>(&mut self, _: &StreamProtocol, _: &mut T, _: Vec<u8>) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        Ok(())
    }
}

fn raw_swarm() -> Swarm<request_response::Behaviour<RawCodec>> {
    let protocol = wire::sync_protocol(&NetworkId::from_bytes([9; 32]));
    let protocol = StreamProtocol::try_from_owned(protocol).unwrap();
    SwarmBuilder::with_existing_identity(Keypair::ed25519_from_bytes([HOSTILE; 32]).unwrap())
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| {
            request_response::Behaviour::<RawCodec>::new([(protocol, ProtocolSupport::Full)], Default::default())
        })
        .unwrap()
        .build()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn peer_that_sends_bad_requests_gets_no_answer_and_is_paused() {
    let a = start(1, &[TCP]).await;
    a.allow(&[listed(key_of(HOSTILE), Vec::new())]);
    let target = translate::peer_id(&a.key()).unwrap();
    let mut swarm = raw_swarm();
    swarm.dial(address_of(&a)).unwrap();
    let too_large = u32::try_from(limits::REQUEST_BYTES + 1).unwrap().to_be_bytes().to_vec();
    let undecodable = vec![0, 0, 0, 2, 0xff, 0xff];
    let mut bad = [too_large, undecodable.clone(), undecodable].into_iter();
    let mut failures = 0;
    let until_cut = async {
        loop {
            match swarm.select_next_some().await {
                SwarmEvent::ConnectionEstablished { .. } => {
                    swarm.behaviour_mut().send_request(&target, bad.next().unwrap());
                }
                SwarmEvent::Behaviour(request_response::Event::OutboundFailure { .. }) => {
                    failures += 1;
                    if let Some(bytes) = bad.next() {
                        swarm.behaviour_mut().send_request(&target, bytes);
                    }
                }
                SwarmEvent::Behaviour(other) => panic!("no answer was due: {other:?}"),
                SwarmEvent::ConnectionClosed { .. } => return,
                _ => {}
            }
        }
    };
    tokio::time::timeout(LIMIT, until_cut).await.expect("the peer is cut off");
    assert!(failures >= 2, "{failures} requests failed before the cut");
    eventually("the pause is reported", || {
        a.heard(|event| matches!(event, NetEvent::Paused { peer, .. } if *peer == key_of(HOSTILE))) == 1
    })
    .await;
    assert_eq!(a.net.counters().messages_bad, 3);
    assert_eq!(a.heard(|event| matches!(event, NetEvent::Input(Input::Request { .. }))), 0);

    swarm.dial(address_of(&a)).unwrap();
    let refused = |event: &NetEvent| matches!(event, NetEvent::RefusedConnection { reason: Refusal::Paused, .. });
    let heard = async {
        while a.heard(refused) == 0 {
            let _ = tokio::time::timeout(Duration::from_millis(10), swarm.select_next_some()).await;
        }
    };
    tokio::time::timeout(LIMIT, heard).await.expect("it is refused while paused");
}
