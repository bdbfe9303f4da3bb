//! The administration's own sign-in, as far as it goes without a provider; with one it is tested in a real browser, and
//! in `emn-oidc`.

use std::fs::{self, Permissions};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::header;

use super::browser::Browser;
use crate::api::OidcDoor;
use crate::api::tests::harness::Node;
use crate::config::{Folder, OidcConfig};
use crate::web::{OidcOpenError, open_provider};

/// A provider that nobody answers for: port 9 is for what is thrown away.
fn config() -> OidcConfig {
    OidcConfig {
        issuer: "http://127.0.0.1:9".to_owned(),
        client_id: "emn".to_owned(),
        client_secret_file: None,
        scopes: vec!["profile".to_owned()],
        name_claim: "preferred_username".to_owned(),
        roles_claim: String::new(),
        role_map: Vec::new(),
        ca_file: None,
        name: "Example <Administration>".to_owned(),
    }
}

fn listen(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

fn with_provider(origin: Option<&str>) -> Node {
    let folder = Folder::at("/nowhere");
    let provider = Arc::new(open_provider(&config(), &folder, origin, listen(7451)).unwrap());
    Node::new().with_doors(|doors| doors.provider = Some(OidcDoor { name: config().name, provider }))
}

#[tokio::test]
async fn node_without_provider_has_no_way_to_one() {
    let node = Node::new();
    let mut browser = Browser::of(&node);
    assert!(!browser.get("/sign-in").await.html.contains("/sign-in/oidc"));
    for path in ["/sign-in/oidc", "/sign-in/oidc/callback?state=a&code=b"] {
        assert_eq!(browser.get(path).await.status, 404);
    }
}

#[tokio::test]
async fn provider_is_named_on_the_page_and_reached_by_a_link() {
    let node = with_provider(None);
    let shown = Browser::of(&node).get("/sign-in?back=/search%3Fq%3Da%26b").await;
    assert!(shown.html.contains("href=\"/sign-in/oidc?back=/search%3Fq%3Da%26b\""), "{}", shown.html);
    assert!(shown.html.contains("Administration") && !shown.html.contains("<Administration>"), "{}", shown.html);
}

#[tokio::test]
async fn provider_that_is_away_is_said_so_on_the_page() {
    let node = with_provider(None);
    let shown = Browser::of(&node).get("/sign-in/oidc?back=/publish").await;
    assert_eq!(shown.status, 503);
    assert!(shown.html.contains("role=\"alert\""), "{}", shown.html);
}

#[tokio::test]
async fn sign_in_begins_at_the_address_that_the_provider_sends_people_back_to() {
    let node = with_provider(Some("https://emn.example.eu"));
    let shown = Browser::of(&node).get("/sign-in/oidc?back=//evil.example").await;
    assert_eq!((shown.status.as_u16(), shown.location()), (303, "https://emn.example.eu/sign-in/oidc?back=/"));
}

#[tokio::test]
async fn made_up_answers_sign_nobody_in_and_do_not_fill_the_audit_log() {
    let node = with_provider(None);
    let mut browser = Browser::of(&node);
    let long = format!("/sign-in/oidc/callback?state={}", "x".repeat(5000));
    let answers =
        ["/sign-in/oidc/callback", "/sign-in/oidc/callback?state=a&code=b&iss=c", "/sign-in/oidc/callback?error=d"];
    for path in answers.into_iter().chain([long.as_str()]) {
        let shown = browser.get(path).await;
        assert_eq!(shown.status, 422, "{path}");
        let cookies: Vec<_> = shown.headers.get_all(header::SET_COOKIE).iter().collect();
        assert!(cookies.iter().all(|cookie| cookie.to_str().unwrap().contains("Max-Age=0")), "{cookies:?}");
    }
    assert_eq!(node.state.gate.audit_log().load().unwrap().len(), 0);
}

#[test]
fn settings_that_cannot_work_end_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let node = Folder::at(folder.path());
    let open = |change: fn(&mut OidcConfig), port| {
        let mut config = config();
        change(&mut config);
        open_provider(&config, &node, None, listen(port)).map(|_| ())
    };
    assert!(matches!(open(|_| {}, 0), Err(OidcOpenError::Port)));
    assert!(matches!(open(|all| all.client_id.clear(), 7451), Err(OidcOpenError::Settings(_))));
    let of_file: fn(&mut OidcConfig) = |all| all.client_secret_file = Some(PathBuf::from("client.secret"));
    assert!(matches!(open(of_file, 7451), Err(OidcOpenError::File { .. })));
    let secret = folder.path().join("client.secret");
    fs::write(&secret, "a secret\n").unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o644)).unwrap();
    let error = open(of_file, 7451).unwrap_err();
    assert!(error.to_string().contains("chmod 600"), "{error}");
    fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
    open(of_file, 7451).unwrap();
    fs::write(&secret, " \n").unwrap();
    assert!(open(of_file, 7451).unwrap_err().to_string().contains("empty"));
}
