use std::net::SocketAddr;
use std::time::Duration;

use emn_protocol::testing::practice;
use tokio::sync::oneshot;

use super::harness::Node;
use crate::api::{ServeError, Serving, router, serve};

async fn serve_on(node: &Node, listen: SocketAddr) -> Result<(Serving, oneshot::Sender<()>), ServeError> {
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
    };
    serve(listen, router(node.state.clone()), shutdown).await.map(|serving| (serving, stop))
}

fn loopback(port: u16) -> SocketAddr {
    ([127, 0, 0, 1], port).into()
}

#[tokio::test]
async fn address_of_others_or_a_taken_port_is_refused_with_advice() {
    let node = Node::new();
    let refused = serve_on(&node, ([0, 0, 0, 0], 0).into()).await.unwrap_err();
    assert!(matches!(refused, ServeError::NotLoopback { .. }));
    let (first, _stop) = serve_on(&node, loopback(0)).await.unwrap();
    let taken = serve_on(&node, first.address()).await.unwrap_err();
    assert!(matches!(taken, ServeError::PortTaken { .. }));
    assert!(taken.to_string().contains(&first.address().port().to_string()), "{taken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn served_api_answers_over_the_wire_and_ends_when_told() {
    let mut node = Node::new();
    node.add(0, &practice("One"));
    let (serving, stop) = serve_on(&node, loopback(0)).await.unwrap();
    let url = format!("http://{}/api/v1/records", serving.address());
    let get =
        |url: String| move || ureq::get(&url).call().map(|mut answer| answer.body_mut().read_to_string().unwrap());
    let text = tokio::task::spawn_blocking(get(url.clone())).await.unwrap().unwrap();
    assert!(text.contains("\"One\""), "{text}");
    stop.send(()).unwrap();
    serving.ended(Duration::from_secs(10)).await;
    assert!(tokio::task::spawn_blocking(get(url)).await.unwrap().is_err());
}
