//! Who gets in, and what every page has on it.

use axum::body::Body;
use axum::http::{Request, header};
use emn_accounts::{Initial, NewAccount, Role, Roles};
use emn_pages::assets::CONTENT_SECURITY_POLICY;

use super::browser::{Browser, PASSWORD};
use crate::api::tests::harness::Node;
use crate::telemetry::wall_clock;

fn closed() -> Node {
    Node::new().with_doors(|doors| doors.open_reads = false)
}

fn roles(roles: &[Role]) -> Roles {
    roles.iter().fold(Roles::NONE, |all, role| all.with(*role))
}

/// Every page that can be asked for without naming a thing.
const PAGES: &[&str] = &["/", "/topics", "/search", "/compare", "/network", "/settings", "/publish", "/approvals"];

#[tokio::test]
async fn stranger_is_led_to_the_sign_in_and_back() {
    let node = closed();
    let mut browser = Browser::of(&node);
    for path in PAGES {
        let shown = browser.get(path).await;
        assert_eq!((shown.status.as_u16(), shown.location()), (303, format!("/sign-in?back={path}").as_str()));
    }
    let api = browser.get("/api/v1/records").await;
    assert_eq!(api.status, 401);
}

#[tokio::test]
async fn wrong_password_shows_neither_name_nor_reason() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    browser.forget("session");
    let mut said = Vec::new();
    for name in ["jansen", "xyzzyx"] {
        let shown = browser.post("/sign-in", &[("name", name), ("password", "wrong wrong wrong")]).await;
        assert_eq!(shown.status, 422);
        said.push(shown.html.replace(name, "NAME"));
    }
    assert_eq!(said[0], said[1]);
}

#[tokio::test]
async fn many_wrong_passwords_have_to_wait() {
    let node = closed();
    let mut browser = Browser::of(&node);
    let mut waits = false;
    for _ in 0..12 {
        let shown = browser.post("/sign-in", &[("name", "jansen"), ("password", "wrong wrong wrong")]).await;
        waits |= shown.status == 429;
    }
    assert!(waits);
}

#[tokio::test]
async fn session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    browser.forget("session");
    let shown =
        browser.post("/sign-in", &[("name", "jansen"), ("password", PASSWORD), ("back", "//evil.example")]).await;
    let cookie = shown.header(header::SET_COOKIE);
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"),
        "{cookie}"
    );
    assert_eq!(shown.location(), "/", "a form cannot send people elsewhere");
}

#[tokio::test]
async fn form_from_elsewhere_does_nothing() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    let csrf = browser.csrf.clone();
    for origin in [Some("http://evil.example"), Some("http://127.0.0.1:9999"), Some("null"), None] {
        let shown = browser.post_from("/sign-out", &[("csrf", &csrf)], origin).await;
        assert_eq!(shown.status, 403, "{origin:?}");
    }
    for csrf in ["", "0"] {
        assert_eq!(browser.post_from("/sign-out", &[("csrf", csrf)], Some("http://127.0.0.1:7451")).await.status, 403);
    }
    assert_eq!(browser.get("/").await.status, 200);
    assert_eq!(browser.post("/sign-out", &[]).await.status, 303);
    assert_eq!(browser.get("/").await.status, 303);
}

#[tokio::test]
async fn session_reads_the_api_but_writes_nothing_there() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&Role::ALL)).await;
    assert_eq!(browser.get("/api/v1/records").await.status, 200);
    for path in ["/api/v1/records", "/api/v1/verify", "/api/v1/index/rebuild", "/api/v1/sign-in-links"] {
        assert_eq!(browser.post(path, &[]).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn pages_and_refusals_have_the_headers_that_keep_them_apart() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "jansen", roles(&Role::ALL)).await;
    for path in PAGES.iter().chain(&["/sign-in", "/no-such-page", "/records/x"]) {
        let shown = browser.get(path).await;
        assert_eq!(shown.header(header::CONTENT_SECURITY_POLICY), CONTENT_SECURITY_POLICY, "{path}");
        assert_eq!(shown.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(shown.header(header::X_FRAME_OPTIONS), "DENY", "{path}");
        assert_eq!(shown.header(header::REFERRER_POLICY), "same-origin", "{path}");
        assert!(shown.header(header::CONTENT_TYPE).starts_with("text/html"), "{path}");
        assert!(shown.html.contains("<html lang=\"en\""), "{path}");
        for bad in ["<style", " style=\"", " onclick", "javascript:"] {
            assert!(!shown.html.contains(bad), "{path}: {bad}");
        }
        assert!(shown.html.len() < 150 * 1024, "{path}: {} bytes", shown.html.len());
    }
}

#[tokio::test]
async fn new_password_ends_other_sessions() {
    let node = closed();
    let mut here = Browser::signed_in(&node, "jansen", roles(&[Role::Reader])).await;
    let mut there = Browser::of(&node);
    there.post("/sign-in", &[("name", "jansen"), ("password", PASSWORD)]).await;
    assert_eq!(there.get("/").await.status, 200);
    let new = "another horse battery staple";
    let shown = here.post("/sign-in/password", &[("current", PASSWORD), ("new", new), ("again", new)]).await;
    assert_eq!(shown.status, 303, "{}", shown.html);
    assert_eq!((here.get("/").await.status.as_u16(), there.get("/").await.status.as_u16()), (200, 303));
}

#[tokio::test]
async fn language_and_theme_are_chosen_with_the_buttons_of_the_page() {
    let node = Node::new();
    let mut browser = Browser::of(&node);
    let page = browser.get("/sign-in").await.html;
    assert!(page.contains("<html lang=\"en\"") && page.contains("name=\"lang\" value=\"nl\""), "{page}");
    assert!(page.contains("name=\"theme\" value=\"dark\""), "{page}");
    for field in [("lang", "nl"), ("theme", "dark")] {
        let shown = browser.post("/preferences", &[("back", "/sign-in"), field]).await;
        assert_eq!((shown.status.as_u16(), shown.location()), (303, "/sign-in"));
    }
    let page = browser.get("/sign-in").await.html;
    assert!(page.contains("<html lang=\"nl\" data-theme=\"dark\""), "{page}");
}

#[tokio::test]
async fn form_of_a_stranger_is_not_read() {
    let node = closed();
    let mut browser = Browser::of(&node);
    for path in ["/sign-out", "/publish/new", "/settings/tokens"] {
        assert_eq!(browser.post(path, &[]).await.status, 401, "{path}");
    }
    let many: Vec<(&str, &str)> = vec![("a", ""); 30_000];
    let shown = browser.post("/sign-in", &many).await;
    assert!(matches!(shown.status.as_u16(), 400 | 413), "{}", shown.status);
}

#[tokio::test]
async fn whoever_comes_through_a_proxy_is_not_of_this_machine() {
    let node = Node::new();
    let mut browser = Browser::of(&node);
    assert_eq!(browser.get("/api/v1/records").await.status, 200);
    for name in ["x-forwarded-for", "forwarded", "x-real-ip"] {
        let request =
            Request::get("/api/v1/records").header(header::HOST, "127.0.0.1:7451").header(name, "198.51.100.7");
        assert_eq!(browser.send(request.body(Body::empty()).unwrap()).await.status, 401, "{name}");
    }
}

#[tokio::test]
async fn initial_password_reads_nothing_before_it_is_changed() {
    let node = closed();
    let account = NewAccount { name: "newcomer".to_owned(), full_name: None, roles: roles(&Role::ALL) };
    let added = node.state.access.add(&account, Initial::Generated, wall_clock()).unwrap();
    let mut browser = Browser::of(&node);
    let fields = [("name", "newcomer"), ("password", added.password.as_ref().unwrap().as_str())];
    assert_eq!(browser.post("/sign-in", &fields).await.location(), "/sign-in/password");
    for path in ["/api/v1/records", "/api/v1/drafts", "/feeds/records.atom"] {
        assert_eq!(browser.get(path).await.status, 401, "{path}");
    }
    assert_eq!(browser.get("/network").await.location(), "/sign-in/password");
}

#[tokio::test]
async fn administrator_gives_themselves_nothing_that_takes_two() {
    let node = closed();
    let mut browser = Browser::signed_in(&node, "smit", roles(&[Role::Administrator])).await;
    let own = node.state.access.account("smit").unwrap();
    let path = format!("/settings/accounts/{}/roles", own.id);
    browser.post(&path, &[("role", "administrator"), ("role", "approver")]).await;
    assert!(!node.state.access.account("smit").unwrap().roles.contains(Role::Approver));
}
