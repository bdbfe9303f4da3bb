//! The network as the node sees it, and the documentation of the API.

use emn_protocol::ids::Digest;
use emn_protocol::testing::practice;

use super::browser::Browser;
use crate::api::tests::harness::Node;
use crate::engine::BrokenRule;
use crate::web::api_docs;

#[tokio::test]
async fn network_shows_members_links_and_logs() {
    let mut node = Node::new();
    let id = node.add(1, &practice("Shelter")).into_entry().id();
    let html = Browser::of(&node).get("/network").await.html;
    for wanted in [
        "QUIC, internet, dialled from here",
        "The name in its address could not be looked up",
        &format!("/records/{id}"),
    ] {
        assert!(html.contains(wanted), "{wanted}: {html}");
    }
    assert!(!html.contains('⟨'));
}

#[tokio::test]
async fn network_says_what_needs_attention_and_what_it_means() {
    let node = Node::new();
    node.change(|snapshot| {
        snapshot.hold = Some("the program says why".to_owned());
        snapshot.storage_fault = Some("no space left".to_owned());
        snapshot.roster_frozen = Some(3);
        let (member, log) = ("M1".parse().unwrap(), *snapshot.logs.keys().next().unwrap_or(&node.log(1)));
        let id = emn_protocol::ids::EntryId::of(b"x");
        let time = emn_protocol::time::Timestamp::from_unix(5);
        snapshot.broken_rules = vec![BrokenRule { member, log, seq: 4, id, rule: "D2", time, times: 3 }];
        snapshot.frontier_digest = Digest::of(b"other");
    });
    let html = Browser::of(&node).get("/network").await.html;
    for wanted in [
        "cannot write to its disk",
        "two valid rosters of version 3",
        "breaks the rule D2",
        "Nothing can be published",
        "the program says why",
        "What does this mean?",
    ] {
        assert!(html.contains(wanted), "{wanted}: {html}");
    }
    let first = html.find("cannot write").unwrap();
    assert!(first < html.find("Nothing can be published").unwrap(), "the most urgent comes first");
}

#[tokio::test]
async fn every_route_and_type_of_the_api_has_its_page() {
    let node = Node::new();
    let mut browser = Browser::of(&node);
    let overview = browser.get("/api/docs").await.html;
    let links = |html: &str| -> Vec<String> {
        let links = html.split("href=\"/api/docs/").skip(1).map(|rest| rest.split('"').next().unwrap());
        links.map(|link| format!("/api/docs/{link}")).collect()
    };
    let found = links(&overview);
    assert_eq!(found.len(), api_docs::routes_and_types(), "{found:?}");
    for link in found {
        let shown = browser.get(&link).await;
        assert_eq!(shown.status, 200, "{link}");
        assert!(shown.html.len() < 150 * 1024, "{link}");
        for further in links(&shown.html) {
            assert_eq!(browser.get(&further).await.status, 200, "{link} leads to {further}");
        }
    }
    for missing in ["/api/docs/none", "/api/docs/types/None"] {
        assert_eq!(browser.get(missing).await.status, 404);
    }
}

#[tokio::test]
async fn route_says_who_may_ask_and_how() {
    let node = Node::new();
    let mut browser = Browser::of(&node);
    let publish = browser.get("/api/docs/publishRecord").await.html;
    for wanted in ["Publisher", "-X POST", "Authorization: Bearer TOKEN", "@body.json", "Interpreters by telephone"] {
        assert!(publish.contains(wanted), "{wanted}");
    }
    let series = browser.get("/api/docs/series").await.html;
    assert!(series.contains("measure=victims-identified") && series.contains("/api/docs/types/Answer"), "{series}");
}
