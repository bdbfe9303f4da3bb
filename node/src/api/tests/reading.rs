use axum::body::Body;
use axum::http::{Request, header};
use emn_protocol::entry::SignedEntry;
use emn_protocol::sync::LogState;
use emn_protocol::testing::{correction, practice, report, victims, withdrawal};
use insta::assert_snapshot;

use super::harness::Node;

fn table() -> emn_protocol::record::Table {
    victims(&["2021", "2022"], &[Some(40), Some(50), Some(25), Some(30), Some(15), Some(20)])
}

#[tokio::test]
async fn status_says_how_the_node_is() {
    let mut node = Node::new();
    node.add(0, &practice("One"));
    let log = node.log(1);
    node.change(|snapshot| {
        snapshot.hold = Some("a peer has more".to_owned());
        snapshot.logs.insert(log, LogState { frozen: Some(3), ..LogState::default() });
    });
    let shown = node.get("/api/v1/status").await.shown();
    assert_snapshot!(shown.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[tokio::test]
async fn peers_and_members_say_who_is_there() {
    let mut node = Node::new();
    node.add(1, &practice("One"));
    assert_snapshot!("peers", node.get("/api/v1/peers").await.shown());
    assert_snapshot!("members", node.get("/api/v1/members").await.shown());
}

#[tokio::test]
async fn peer_is_in_sync_only_while_its_frontier_is_ours() {
    let mut node = Node::new();
    let in_sync = async |node: &Node| node.get("/api/v1/peers").await.json()["items"][0]["in_sync"].clone();
    assert_eq!(in_sync(&node).await, true);
    node.change(|snapshot| snapshot.frontier_digest = emn_protocol::ids::Digest::of(b"moved on"));
    assert_eq!(in_sync(&node).await, false);
    node.change(|snapshot| snapshot.peers.clear());
    assert_eq!(in_sync(&node).await, serde_json::Value::Null);
    node.add(0, &practice("x"));
}

#[tokio::test]
async fn record_is_shown_whole_with_its_signature_and_links() {
    let mut node = Node::new();
    let first = node.add(0, &practice("Draft")).into_entry();
    let second = node.add(0, &correction(first.id(), "Better")).into_entry();
    let tabled = node.add(1, &report("Victims", vec![table()])).into_entry();
    assert_snapshot!("record", node.get(&format!("/api/v1/records/{}", tabled.id())).await.shown());
    let old = node.get(&format!("/api/v1/records/{}", first.id())).await.json();
    assert_eq!(old["links"]["superseded_by"], second.id().to_string());
    assert_eq!(old["links"]["newest"], second.id().to_string());
    let new = node.get(&format!("/api/v1/records/{}", second.id().short())).await.json();
    assert_eq!(new["links"]["supersedes"], first.id().to_string());
    assert_eq!(new["record"]["kind"], "correction");
}

#[tokio::test]
async fn record_is_found_by_id_short_id_and_unambiguous_beginning() {
    let mut node = Node::new();
    let id = node.add(0, &practice("One")).into_entry().id();
    let long = id.to_string();
    for text in [long.as_str(), &id.short(), &id.short()[..6], &long[..14], &long.to_uppercase()] {
        let answer = node.get(&format!("/api/v1/records/{text}")).await;
        assert_eq!(answer.json()["id"], long, "{text}");
    }
    node.add(0, &practice("Two"));
    let ambiguous = node.get("/api/v1/records/bafkrei").await;
    assert_eq!(ambiguous.code(), (409, "ambiguous_id".to_owned()));
    assert_eq!(ambiguous.json()["candidates"].as_array().map(Vec::len), Some(2));
    for text in
        ["zzzz", "bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", "%00", "..%2f..%2fetc", "%FF", "é"]
    {
        let answer = node.get(&format!("/api/v1/records/{}", text.replace('é', "%C3%A9"))).await;
        assert_eq!(answer.code(), (404, "not_found".to_owned()), "{text}");
    }
}

#[tokio::test]
async fn record_that_did_not_change_is_not_sent_again() {
    let mut node = Node::new();
    let id = node.add(0, &practice("One")).into_entry().id();
    let path = format!("/api/v1/records/{id}");
    let tag = node.get(&path).await.header(header::ETAG).to_owned();
    let again = async |node: &Node| {
        let request = Request::get(&path)
            .header(header::HOST, "[::1]:80")
            .header(header::IF_NONE_MATCH, format!("\"x\", W/{tag}"))
            .body(Body::empty());
        node.send(request.unwrap()).await
    };
    let unchanged = again(&node).await;
    assert_eq!((unchanged.status.as_u16(), unchanged.body.len()), (304, 0));
    assert_eq!(unchanged.header(header::ETAG), tag);
    node.add(0, &correction(id, "Two"));
    assert_eq!(again(&node).await.status, 200, "its links changed");
}

#[tokio::test]
async fn withdrawn_record_is_gone_with_its_reason_before_and_after_it_is_erased() {
    let mut node = Node::new();
    let secret = node.add(0, &practice("Secret")).into_entry();
    let gone = node.add(0, &withdrawal(secret.id())).into_entry();
    let path = format!("/api/v1/records/{}", secret.id());
    let before = node.get(&path).await;
    assert_snapshot!(before.shown());
    let raw = async |node: &Node, part: &str| node.get(&format!("{path}/raw?part={part}")).await.status.as_u16();
    assert_eq!([raw(&node, "shell").await, raw(&node, "record").await, raw(&node, "frame").await], [200, 410, 410]);

    node.erase(&secret.id(), &gone);
    let after = node.get(&path).await;
    assert_eq!(after.json()["withdrawn"], before.json()["withdrawn"]);
    assert_eq!([raw(&node, "shell").await, raw(&node, "record").await, raw(&node, "frame").await], [200, 410, 200]);
    assert!(!String::from_utf8_lossy(&after.body).contains("Secret"));
    let withdrawal = node.get(&format!("/api/v1/records/{}", gone.id())).await.json();
    assert_eq!(withdrawal["links"]["withdraws"], secret.id().to_string());
}

#[tokio::test]
async fn raw_parts_are_the_bytes_that_were_signed() {
    let mut node = Node::new();
    let record = practice("One");
    let entry = node.add(0, &record).into_entry();
    let raw = async |part: &str| node.get(&format!("/api/v1/records/{}/raw{part}", entry.id().short())).await;
    let shell = raw("").await;
    assert_eq!(shell.body, entry.shell());
    assert_eq!(shell.header(header::CONTENT_TYPE), "application/cose; cose-type=\"cose-sign1\"");
    assert_eq!(
        shell.header(header::CONTENT_DISPOSITION),
        format!("attachment; filename=\"{}.cose\"", entry.id().short())
    );
    assert_eq!(raw("?part=record").await.body, record.to_bytes());
    let frame = raw("?part=frame").await.body;
    assert_eq!(SignedEntry::open(&node.network.id(), frame), Ok(entry.clone()));
    assert_eq!(raw("?part=all").await.code(), (400, "bad_query".to_owned()));
}

#[tokio::test]
async fn list_pages_and_filters() {
    let mut node = Node::new();
    for title in ["a", "b", "c"] {
        node.add(0, &practice(title));
    }
    node.add(1, &report("Victims", vec![table()]));
    let page = node.get("/api/v1/records?member=m0&limit=2&kind=practice&country=nl&sort=newest&topic=").await;
    assert_snapshot!("list", page.shown());
    let cursor = page.json()["next"].as_str().unwrap().to_owned();
    let next = node.get(&format!("/api/v1/records?member=m0&limit=2&kind=practice&country=nl&cursor={cursor}")).await;
    assert_eq!(next.json()["items"][0]["title"]["en"], "a");
    assert_eq!(next.json()["next"], serde_json::Value::Null);
    for same in
        ["country=Netherlands", "country=nederland", "topic=mensenhandel", "topic=Trafficking%20in%20human%20beings"]
    {
        assert_eq!(node.get(&format!("/api/v1/records?{same}")).await.json()["total"], 4, "{same}");
    }
    assert_eq!(node.get("/api/v1/records?country=XK").await.json()["total"], 0);
    let other = node.get(&format!("/api/v1/records?cursor={cursor}")).await;
    assert_eq!(other.code(), (400, "bad_cursor".to_owned()));
    let found = node.get("/api/v1/search?q=victims%20summary&lang=en").await.json();
    assert_eq!((found["total"].as_u64(), &found["items"][0]["tables"][0]), (Some(1), &"victims".into()));
}

#[tokio::test]
async fn roster_is_shown_and_served_as_signed() {
    let node = Node::new();
    let view = node.get("/api/v1/roster").await.json();
    let newest = node.network.rosters.newest();
    assert_eq!(view["digest"], newest.digest().to_string());
    assert_eq!(view["signers"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["roster"]["members"][2]["id"], "M2");
    assert_eq!(node.get("/api/v1/roster/raw").await.body, newest.bytes());
}

#[tokio::test]
async fn ready_when_the_engine_runs_and_the_catalogue_is_complete() {
    let mut node = Node::new();
    assert_eq!(node.get("/healthz").await.json()["status"], "ok");
    assert_eq!(node.get("/readyz").await.status, 200);
    node.add(0, &practice("One"));
    assert_eq!(node.get("/readyz").await.status, 200);
    node.add_uncatalogued(1, &practice("Two"));
    let starting = node.get("/readyz").await;
    assert_eq!((starting.status.as_u16(), &starting.json()["status"]), (503, &"starting".into()));
    let mut stopped = Node::new();
    stopped.engine = None;
    assert_eq!(stopped.get("/readyz").await.status, 503);
}
