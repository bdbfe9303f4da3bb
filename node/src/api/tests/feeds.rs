use axum::body::Body;
use axum::http::{Request, header};
use emn_accounts::{Initial, NewAccount, Role, Roles};
use emn_protocol::testing::{at, practice};

use super::harness::Node;
use crate::telemetry::wall_clock;

fn text(body: &[u8]) -> String {
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn feed_of_a_saved_search_is_read_by_its_secret_while_its_owner_may_sign_in() {
    let mut node = Node::new();
    node.add(0, &practice("Interviewing in the first days"));
    node.add(1, &practice("Shelter"));
    let account = NewAccount { name: "j.bakker".to_owned(), full_name: None, roles: Roles::NONE.with(Role::Reader) };
    let added = node.state.access.add(&account, Initial::Given("a password of some length"), wall_clock()).unwrap();
    let saved = node.state.searches.save(&added.account.id, "Mine", "q=shelter&sort=date", at(5), &[7; 24]).unwrap();
    // Reading takes a token here; the secret of the feed stands for it.
    let node = node.with_doors(|doors| doors.open_reads = false);
    let path = format!("/feeds/searches/{}.atom", saved.secret);
    let feed = node.get(&path).await;
    let shown = text(&feed.body);
    assert_eq!(feed.status, 200, "{shown}");
    assert!(shown.contains("Shelter") && !shown.contains("Interviewing") && shown.contains("EMN: Mine"), "{shown}");
    let request = Request::get(&path).header(header::HOST, "localhost").header(header::ACCEPT_ENCODING, "gzip");
    let plain = node.send_unchecked(request.body(Body::empty()).unwrap()).await;
    assert!(plain.headers.get(header::CONTENT_ENCODING).is_none(), "the answer has a secret beside texts of others");
    let guess = node.get("/feeds/searches/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.atom").await;
    assert_eq!(guess.status, 404);
    assert_eq!(node.get("/feeds/records.atom").await.status, 401);
    node.state.access.disable("j.bakker", wall_clock()).unwrap();
    assert_eq!(node.get(&path).await.status, 404);
}

#[tokio::test]
async fn feeds_are_of_topics_and_members_that_there_are() {
    let mut node = Node::new();
    node.add(1, &practice("Shelter"));
    for (path, status) in [
        ("/feeds/topics/trafficking-in-human-beings.atom", 200),
        ("/feeds/members/m1.atom", 200),
        ("/feeds/topics/nothing.atom", 404),
        ("/feeds/topics/trafficking-in-human-beings", 404),
        ("/feeds/members/.atom", 404),
        ("/feeds/records.atom?cursor=x", 400),
        ("/feeds/records.atom?colour=red", 400),
    ] {
        assert_eq!(node.get(path).await.status.as_u16(), status, "{path}");
    }
    let dutch = text(&node.get("/feeds/records.atom?lang=nl").await.body);
    assert!(dutch.contains("label=\"Mensenhandel\"") || dutch.contains("label=\"mensenhandel\""), "{dutch}");
    assert!(dutch.contains("/feeds/records.atom?lang=nl\""), "{dutch}");
}
