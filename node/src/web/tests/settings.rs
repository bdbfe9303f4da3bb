//! Settings: one's own, and everybody's for administrators. What changes is in the audit log.

use axum::http::header;
use emn_accounts::{Role, Roles};

use super::browser::Browser;
use crate::api::tests::harness::Node;
use crate::telemetry::wall_clock;

fn roles(roles: &[Role]) -> Roles {
    roles.iter().copied().collect()
}

fn closed() -> Node {
    Node::new().with_doors(|doors| doors.open_reads = false)
}

fn actions(node: &Node) -> Vec<String> {
    node.state.gate.audit_log().load().unwrap().into_iter().map(|line| line.action).collect()
}

/// The text of the element with this id.
fn text_of(html: &str, id: &str) -> String {
    let (_, rest) = html.split_once(&format!("id=\"{id}\"")).unwrap();
    let (_, rest) = rest.split_once("<code>").unwrap();
    rest.split_once("</code>").unwrap().0.to_owned()
}

#[tokio::test]
async fn token_is_shown_once_works_and_can_be_revoked() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Reader, Role::Publisher])).await;
    let made = browser.post("/settings/tokens", &[("name", "R"), ("scope", "reader"), ("days", "30")]).await;
    assert_eq!(made.status, 200, "{}", made.html);
    let secret = text_of(&made.html, "secret");
    let who = node.state.access.token(&secret, wall_clock()).unwrap().unwrap();
    assert_eq!((who.name.as_str(), who.roles), ("jansen", roles(&[Role::Reader])));
    let list = browser.get("/settings/tokens").await;
    assert!(!list.html.contains(&secret) && list.html.contains("<th scope=\"row\" dir=\"auto\">R</th>"));
    // The same form once more makes no second token.
    let again = browser.post("/settings/tokens", &[("name", "R"), ("scope", "reader"), ("days", "30")]).await;
    assert_eq!(again.status, 422);
    let id = node.state.access.tokens(Some(&who.account), wall_clock()).unwrap()[0].id.clone();
    let mut other = Browser::signed_in(&node, "smit", roles(&[Role::Reader])).await;
    assert_eq!(other.post("/settings/tokens/revoke", &[("token", &id)]).await.status, 404);
    assert_eq!(browser.post("/settings/tokens/revoke", &[("token", &id)]).await.status, 303);
    assert!(node.state.access.token(&secret, wall_clock()).unwrap().is_none());
    let actions = actions(&node);
    assert!(actions.contains(&"token-create".to_owned()) && actions.contains(&"token-revoke".to_owned()));
}

#[tokio::test]
async fn token_cannot_do_more_than_its_person() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    for fields in [
        [("name", "a"), ("scope", "approver"), ("days", "30")],
        [("name", "b"), ("scope", "administrator"), ("days", "30")],
        [("name", "c"), ("scope", ""), ("days", "30")],
        [("name", ""), ("scope", "reader"), ("days", "30")],
        [("name", "d"), ("scope", "reader"), ("days", "40000")],
    ] {
        let shown = browser.post("/settings/tokens", &fields).await;
        assert_eq!(shown.status, 422, "{fields:?}");
        assert!(shown.html.contains("id=\"mistakes\""), "{fields:?}");
    }
    assert!(!actions(&node).contains(&"token-create".to_owned()));
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_sessions() {
    let node = closed();
    let mut here = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    let mut there = Browser::of(&node);
    there.post("/sign-in", &[("name", "jansen"), ("password", super::browser::PASSWORD)]).await;
    let shown = here.get("/settings").await;
    assert!(shown.html.contains("2 sessions") && shown.html.contains("this one"), "{}", shown.html);
    assert_eq!(here.post("/settings/sessions/end", &[]).await.status, 303);
    assert_eq!((here.get("/settings").await.status.as_u16(), there.get("/settings").await.status.as_u16()), (303, 303));
    assert!(actions(&node).contains(&"sign-out-everywhere".to_owned()));
}

#[tokio::test]
async fn search_is_saved_with_a_feed_and_removed_by_its_owner_only() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    let fields = [("name", "Minors <b>"), ("query", "q=minors&kind=report&cursor=x")];
    assert_eq!(browser.post("/settings/searches", &fields).await.status, 303);
    let account = node.state.access.account("jansen").unwrap().id;
    let saved = node.state.searches.of(&account).remove(0);
    assert_eq!((saved.name.as_str(), saved.query.as_str()), ("Minors <b>", "q=minors&kind=report"));
    let html = browser.get("/settings/searches").await.html;
    assert!(html.contains(&format!("/feeds/searches/{}.atom", saved.secret)) && !html.contains("Minors <b>"));
    let mut other = Browser::signed_in(&node, "smit", roles(&[Role::Reader])).await;
    assert!(!other.get("/settings/searches").await.html.contains(&saved.secret));
    assert_eq!(other.post("/settings/searches/remove", &[("search", &saved.id)]).await.status, 404);
    for bad in [[("name", ""), ("query", "q=a")], [("name", "a"), ("query", "kind=novel")]] {
        assert_eq!(browser.post("/settings/searches", &bad).await.status, 422, "{bad:?}");
    }
    assert_eq!(browser.post("/settings/searches/remove", &[("search", &saved.id)]).await.status, 303);
    assert!(node.state.searches.by_secret(&saved.secret).is_none());
    let log = serde_json::to_string(&node.state.gate.audit_log().load().unwrap()).unwrap();
    assert!(!log.contains("minors") && !log.contains("Minors"), "what is looked for is not logged");
}

#[tokio::test]
async fn administrator_makes_changes_disables_and_resets_accounts() {
    let node = closed();
    let mut admin = Browser::signed_in(&node, "beheer", roles(&[Role::Administrator])).await;
    let fields = [("login", "B.deVries"), ("full_name", "B. de Vries"), ("role", "publisher")];
    let made = admin.post("/settings/accounts", &fields).await;
    assert_eq!(made.status, 200, "{}", made.html);
    let password = text_of(&made.html, "password");
    assert!(!admin.get("/settings/accounts").await.html.contains(&password));
    let mut person = Browser::of(&node);
    let entered = person.post("/sign-in", &[("name", "b.devries"), ("password", &password)]).await;
    assert_eq!((entered.status.as_u16(), entered.location()), (303, "/sign-in/password"));
    let id = node.state.access.account("b.devries").unwrap().id;
    let path = |action: &str| format!("/settings/accounts/{id}{action}");
    assert!(admin.get(&path("")).await.html.contains("B. de Vries"));
    assert_eq!(admin.post(&path("/roles"), &[("role", "approver")]).await.status, 303);
    let account = node.state.access.account("b.devries").unwrap();
    assert_eq!(account.roles, roles(&[Role::Reader, Role::Approver]));
    assert_eq!(admin.post(&path("/disable"), &[]).await.status, 303);
    assert!(node.state.access.account("b.devries").unwrap().disabled.is_some());
    assert_eq!(admin.post(&path("/reset"), &[]).await.status, 409);
    assert_eq!(admin.post(&path("/enable"), &[]).await.status, 303);
    let reset = admin.post(&path("/reset"), &[]).await;
    assert_ne!(text_of(&reset.html, "password"), password);
    for bad in [
        [("login", "a b"), ("full_name", "X"), ("role", "reader")],
        [("login", "b.devries"), ("full_name", "X"), ("role", "reader")],
        [("login", "c"), ("full_name", ""), ("role", "reader")],
    ] {
        assert_eq!(admin.post("/settings/accounts", &bad).await.status, 422, "{bad:?}");
    }
    let all = ["user-add", "user-roles", "user-disable", "user-enable", "user-password"];
    let actions = actions(&node);
    assert!(all.iter().all(|action| actions.iter().any(|known| known == action)), "{actions:?}");
    let log = serde_json::to_string(&node.state.gate.audit_log().load().unwrap()).unwrap();
    assert!(!log.contains(&password));
}

#[tokio::test]
async fn administrator_cannot_lock_everybody_out() {
    let node = closed();
    let mut admin = Browser::signed_in(&node, "beheer", roles(&[Role::Administrator])).await;
    let own = node.state.access.account("beheer").unwrap().id;
    assert_eq!(admin.post(&format!("/settings/accounts/{own}/disable"), &[]).await.status, 422);
    assert_eq!(admin.post(&format!("/settings/accounts/{own}/roles"), &[("role", "reader")]).await.status, 422);
    assert!(node.state.access.account("beheer").unwrap().roles.contains(Role::Administrator));
    assert_eq!(admin.get("/settings/accounts/0000000000000000").await.status, 404);
}

#[tokio::test]
async fn only_administrators_get_to_accounts_and_the_audit_log() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Publisher, Role::Approver])).await;
    let id = node.state.access.account("jansen").unwrap().id;
    for path in ["/settings/accounts", "/settings/audit", "/settings/audit/download"] {
        assert_eq!(browser.get(path).await.status, 403, "{path}");
    }
    for action in ["roles", "reset", "disable", "enable"] {
        let shown = browser.post(&format!("/settings/accounts/{id}/{action}"), &[("role", "administrator")]).await;
        assert_eq!(shown.status, 403, "{action}");
    }
    let fields = [("login", "x"), ("full_name", "X"), ("role", "administrator")];
    assert_eq!(browser.post("/settings/accounts", &fields).await.status, 403);
    assert!(!node.state.access.account("jansen").unwrap().roles.contains(Role::Administrator));
}

#[tokio::test]
async fn audit_log_is_paged_filtered_and_says_when_it_is_broken() {
    let node = closed();
    let mut admin = Browser::signed_in(&node, "beheer", roles(&[Role::Administrator])).await;
    let log = node.state.gate.audit_log();
    for number in 0..70 {
        let details = serde_json::json!({"number": number, "text": "<i>\u{202e}"});
        log.append(wall_clock(), "A <b>", "override", details).unwrap();
    }
    let first = admin.get("/settings/audit").await.html;
    assert!(first.contains("were verified") && first.contains("Warning overridden") && !first.contains("A <b>"));
    assert!(first.contains("rel=\"next\"") && !first.contains("Signed in</td>") && !first.contains('\u{202e}'));
    let of_one = admin.get("/settings/audit?action=sign-in&who=BEHEER").await.html;
    assert!(of_one.contains("Signed in</td>") && !of_one.contains("Warning overridden</td>"), "{of_one}");
    let all = admin.get("/settings/audit/download").await;
    assert_eq!(all.header(header::CONTENT_DISPOSITION), "attachment; filename=\"audit.jsonl\"");
    assert_eq!(all.html.lines().count(), log.load().unwrap().len());
    let text = std::fs::read_to_string(log.path()).unwrap();
    std::fs::write(log.path(), text.replacen("override", "oversight", 1)).unwrap();
    let broken = admin.get("/settings/audit").await.html;
    assert!(broken.contains("does not follow from the one before") && !broken.contains("were verified"));
    assert_eq!(admin.get("/settings/audit/download").await.status, 200);
}

#[tokio::test]
async fn settings_take_somebody_who_is_signed_in() {
    let node = Node::new();
    let mut reader = Browser::of(&node);
    for path in ["/settings", "/settings/tokens", "/settings/searches", "/settings/accounts", "/settings/audit"] {
        let shown = reader.get(path).await;
        assert_eq!((shown.status.as_u16(), shown.location().starts_with("/sign-in")), (303, true), "{path}");
    }
}
