use axum::body::Body;
use axum::http::{Method, Request, header};
use emn_protocol::limits;
use emn_protocol::testing::practice;
use insta::assert_snapshot;

use super::harness::{Node, token};
use crate::api::INSTANCE_HEADER;
use crate::api::routes::ROUTES;

#[tokio::test]
async fn request_for_another_host_is_refused_on_every_path() {
    let node = Node::new();
    for route in ROUTES {
        for hosts in [vec!["evil.example"], vec!["evil.example:7451"], vec![], vec!["localhost", "evil.example"]] {
            let mut request = Request::builder().method(route.method).uri(route.path.replace("{id}", "x"));
            for host in &hosts {
                request = request.header(header::HOST, *host);
            }
            let answer = node.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.code(), (421, "host_not_local".to_owned()), "{} {hosts:?}", route.path);
        }
    }
}

#[tokio::test]
async fn every_write_needs_the_token_of_this_run() {
    let node = Node::new();
    let wrong = "0".repeat(64);
    let right = token();
    let cases = [
        None,
        Some(String::new()),
        Some(right.as_str().to_owned()),
        Some(format!("Basic {}", right.as_str())),
        Some(format!("Bearer {wrong}")),
        Some(format!("Bearer {}", &right.as_str()[..63])),
        Some(format!("Bearer {}0", right.as_str())),
    ];
    for route in ROUTES.iter().filter(|route| route.method != "GET") {
        for authorization in &cases {
            let request = Request::builder().method(route.method).uri(route.path).header(header::HOST, "localhost");
            let request =
                authorization.iter().fold(request, |request, value| request.header(header::AUTHORIZATION, value));
            let answer = node.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.code(), (401, "unauthorized".to_owned()), "{} {authorization:?}", route.path);
            assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer realm=\"emn\"");
        }
    }
    for method in [Method::DELETE, Method::PUT, Method::OPTIONS] {
        let request = Request::builder().method(method).uri("/api/v1/records").header(header::HOST, "localhost");
        assert_eq!(node.send(request.body(Body::empty()).unwrap()).await.status, 405);
    }
}

#[tokio::test]
async fn body_over_the_limit_is_refused() {
    let node = Node::new();
    let large = vec![b' '; 4 * 1024 * 1024 + 1];
    let answer = node.post("/api/v1/records", "application/json", large).await;
    assert_eq!(answer.code(), (413, "body_too_large".to_owned()));
    let answer = node.post("/api/v1/roster", "application/cbor", vec![0; limits::ROSTER_BYTES + 1]).await;
    assert_eq!(answer.code(), (413, "body_too_large".to_owned()));
}

#[tokio::test]
async fn body_that_is_no_record_is_refused_with_the_place() {
    let node = Node::new();
    let post = async |body: String| node.post("/api/v1/records", "application/json", body).await;
    assert_snapshot!(post("{\"kind\":\"report\",\n  \"about\": 7}".to_owned()).await.shown());
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for bad in ["", "null", "[]", "{}", "{\"kind\":\"gossip\"}", "\u{0}", &deep] {
        assert_eq!(post(bad.to_owned()).await.code(), (400, "bad_json".to_owned()), "{:.20}", bad);
    }
    let text = node.post("/api/v1/records", "text/plain", serde_json::to_vec(&practice("x")).unwrap()).await;
    assert_eq!(text.code(), (415, "media_type".to_owned()));
}

#[tokio::test]
async fn parameters_that_mean_nothing_are_refused_with_a_suggestion() {
    let node = Node::new();
    let refused = async |query: &str| {
        let answer = node.get(&format!("/api/v1/records?{query}")).await;
        assert_eq!(answer.code(), (400, "bad_query".to_owned()), "{query}");
        answer.json()["detail"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("contry=NL").await, "there is no parameter `contry` here; did you mean `country`?");
    assert!(refused("kind=gossip").await.contains("one of report, practice, correction, withdrawal"));
    for query in [
        "member=1",
        "member=%C3%9Fa",
        "country=%C3%9F",
        "country=Nowhere",
        "year=MMXX",
        "language=Dutch",
        "audience=all",
        "superseded=perhaps",
        "sort=oldest",
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "q=%21",
        "member=NL&member=DE",
    ] {
        refused(query).await;
    }
    let long = format!("q={}", "a".repeat(2000));
    refused(&long).await;
    let many = format!("q={}", (0..40).map(|n| format!("w{n}")).collect::<Vec<_>>().join("+"));
    refused(&many).await;
    assert_eq!(node.get("/api/v1/status?x=1").await.code(), (400, "bad_query".to_owned()));
}

#[tokio::test]
async fn unknown_path_and_method_are_problems_too() {
    let node = Node::new();
    let nowhere = node.get("/api/v1/nothing").await;
    assert_eq!(nowhere.code(), (404, "not_found".to_owned()));
    assert_eq!(nowhere.header(header::CONTENT_TYPE), "application/problem+json");
    let answer = node.post("/api/v1/status", "application/json", "{}").await;
    assert_eq!(answer.code(), (405, "method_not_allowed".to_owned()));
    assert_eq!(answer.header(header::ALLOW), "GET,HEAD");
}

#[tokio::test]
async fn every_answer_names_request_and_run_and_lets_no_other_origin_read() {
    let node = Node::new();
    let first = node.get("/healthz").await;
    let second = node.get("/nowhere").await;
    for answer in [&first, &second] {
        assert_eq!(answer.header(INSTANCE_HEADER), token().instance());
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    assert_eq!(second.json()["request_id"], second.header("x-request-id"));
}
