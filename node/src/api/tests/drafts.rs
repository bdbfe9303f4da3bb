//! Drafts over the API: who sees, approves and sends back what, and what comes of it.

use axum::body::Body;
use axum::http::{Request, header};
use emn_accounts::{Initial, NewAccount, NewToken, Role, Roles};
use emn_desk::{Content, DraftId, Editable, Eyes, Person, State};
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::testing::{at, practice, report, victims};
use serde_json::{Value, json};

use super::conformity::check_body;
use super::harness::{Answer, Node};
use crate::api::approving::settle;
use crate::engine::{Command, PublishError, Published};
use crate::telemetry::wall_clock;

/// A node where two persons publish.
fn node() -> Node {
    Node::new().with_doors(|doors| doors.four_eyes = true)
}

/// The token of a new account.
fn token(node: &Node, name: &str, roles: &[Role]) -> String {
    let roles = roles.iter().fold(Roles::NONE, |roles, role| roles.with(*role));
    let account = NewAccount { name: name.to_owned(), full_name: Some(format!("Full {name}")), roles };
    node.state.access.add(&account, Initial::Given("a password of some length"), wall_clock()).unwrap();
    let new = NewToken { name: "test".to_owned(), scopes: roles, days: 1 };
    node.state.access.create_token(name, &new, wall_clock()).unwrap().0.into_string()
}

async fn get(node: &Node, token: &str, path: &str) -> Answer {
    let request = Request::get(path).header(header::HOST, "localhost").header(header::AUTHORIZATION, bearer(token));
    node.send(request.body(Body::empty()).unwrap()).await
}

async fn post(node: &Node, token: &str, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header(header::HOST, "localhost")
        .header(header::AUTHORIZATION, bearer(token))
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.to_string().into());
    node.send(request.unwrap()).await
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

async fn hand_in(node: &Node, token: &str, record: &Record) -> Answer {
    post(node, token, "/api/v1/records", &serde_json::to_value(record).unwrap()).await
}

/// The path of a submitted draft and its version.
fn place(answer: &Answer) -> (String, u64) {
    assert_eq!(answer.status, 202, "{}", answer.shown());
    (answer.header(header::LOCATION).to_owned(), answer.json()["draft"]["version"].as_u64().unwrap())
}

/// Approves, with an engine that answers so; returns the answer and what the engine was asked to publish.
async fn approve(
    node: &mut Node,
    token: &str,
    path: &str,
    body: &Value,
    reply: Result<Published, PublishError>,
) -> (Answer, Record) {
    let mut engine = node.engine.take().unwrap();
    let engine = tokio::spawn(async move {
        let Command::Publish { record, reply: to } = engine.command().await else { panic!("no record came") };
        to.send(reply).unwrap();
        *record
    });
    let answer = post(node, token, &format!("{path}/approve"), body).await;
    (answer, engine.await.unwrap())
}

fn actions(node: &Node) -> Vec<(String, String)> {
    let lines = node.state.gate.audit_log().load().unwrap();
    let name = |who: &str| who.split(" (").next().unwrap_or_default().to_owned();
    lines.into_iter().map(|line| (name(&line.who), line.action)).collect()
}

#[tokio::test]
async fn record_of_an_account_is_signed_once_somebody_else_approves_it() {
    let mut node = node();
    node.add(0, &practice("Indexed"));
    let anna = token(&node, "anna", &[Role::Publisher, Role::Approver]);
    let bert = token(&node, "bert", &[Role::Approver]);
    let record = report("Victims", vec![victims(&["2022"], &[Some(40), Some(25), Some(15)])]);
    let handed_in = hand_in(&node, &anna, &record).await;
    let (path, version) = place(&handed_in);
    assert_eq!(handed_in.json()["record"], serde_json::to_value(&record).unwrap());
    let items = get(&node, &bert, "/api/v1/drafts?state=submitted").await.json();
    assert_eq!(
        (&items["items"][0]["contributors"][0]["name"], items["items"].as_array().unwrap().len()),
        (&"Full anna".into(), 1)
    );
    let body = json!({"version": version});
    check_body(&format!("{path}/approve"), &body);
    let own = post(&node, &anna, &format!("{path}/approve"), &body).await;
    assert_eq!(own.code(), (403, "own_draft".to_owned()));
    assert!(node.engine.as_mut().unwrap().is_idle(), "nothing is signed");
    let reply = Ok(node.published());
    let (answer, signed) = approve(&mut node, &bert, &path, &body, reply).await;
    assert_eq!((answer.status.as_u16(), signed), (201, record));
    assert_eq!(answer.header(header::LOCATION), format!("/api/v1/records/{}", EntryId::of(b"published")));
    let shown = get(&node, &bert, &path).await.json();
    assert_eq!((&shown["draft"]["state"], &shown["draft"]["entry"]), (&"published".into(), &answer.json()["id"]));
    let said: Vec<(String, String)> = actions(&node);
    let said: Vec<(&str, &str)> = said.iter().map(|(who, action)| (who.as_str(), action.as_str())).collect();
    assert_eq!(said, [("Full anna", "submit"), ("Full bert", "approve"), ("Full anna", "publish")]);
    assert!(get(&node, &bert, "/api/v1/drafts").await.json()["items"].as_array().unwrap().is_empty());
    let finished = get(&node, &bert, "/api/v1/drafts?state=published").await.json();
    assert_eq!(finished["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn only_the_version_that_was_looked_at_is_approved_or_sent_back() {
    let node = node();
    let anna = token(&node, "anna", &[Role::Publisher]);
    let bert = token(&node, "bert", &[Role::Approver]);
    let (path, version) = place(&hand_in(&node, &anna, &practice("Practice")).await);
    let at_version = |version: u64| json!({"version": version, "comment": "Say since when."});
    for step in ["approve", "send-back"] {
        let mut body = at_version(version - 1);
        if step == "approve" {
            body.as_object_mut().unwrap().remove("comment");
        }
        let answer = post(&node, &bert, &format!("{path}/{step}"), &body).await;
        assert_eq!(answer.code(), (409, "draft_changed".to_owned()));
    }
    let empty = post(&node, &bert, &format!("{path}/send-back"), &json!({"version": version, "comment": " "})).await;
    assert_eq!(empty.code(), (422, "comment".to_owned()));
    check_body(&format!("{path}/send-back"), &at_version(version));
    let sent = post(&node, &bert, &format!("{path}/send-back"), &at_version(version)).await;
    assert_eq!((sent.status.as_u16(), &sent.json()["draft"]["state"]), (200, &"sent_back".into()));
    assert_eq!(sent.json()["history"][2]["comment"], "Say since when.");
    let late = post(&node, &bert, &format!("{path}/approve"), &json!({"version": version + 1})).await;
    assert_eq!(late.code(), (409, "draft_state".to_owned()));
}

#[tokio::test]
async fn drafts_are_for_those_who_publish_or_approve() {
    let node = node();
    let publisher = token(&node, "publisher", &[Role::Publisher]);
    let approver = token(&node, "approver", &[Role::Approver]);
    let reader = token(&node, "reader", &[Role::Reader]);
    let administrator = token(&node, "chief", &[Role::Administrator]);
    let owner = super::harness::token().as_str().to_owned();
    let (path, version) = place(&hand_in(&node, &publisher, &practice("Practice")).await);
    let approval = json!({"version": version});
    for (token, sees, approves) in [
        (&publisher, 200, 403),
        (&approver, 200, 503),
        (&owner, 200, 403),
        (&reader, 403, 403),
        (&administrator, 403, 403),
    ] {
        assert_eq!(get(&node, token, "/api/v1/drafts").await.status.as_u16(), sees);
        assert_eq!(get(&node, token, &path).await.status.as_u16(), sees);
        if approves == 403 {
            assert_eq!(post(&node, token, &format!("{path}/approve"), &approval).await.status.as_u16(), 403);
            let comment = json!({"version": version, "comment": "No."});
            assert_eq!(post(&node, token, &format!("{path}/send-back"), &comment).await.status.as_u16(), 403);
        }
    }
    // Without saying who, nobody sees a draft, wherever everybody may read.
    let nobody = node.get("/api/v1/drafts").await.status.as_u16();
    assert!(matches!(nobody, 401 | 403), "{nobody}");
    for path in ["/api/v1/drafts/0123456789abcdef", "/api/v1/drafts/x", "/api/v1/drafts/..%2F..%2Fkeys"] {
        assert_eq!(get(&node, &approver, path).await.code(), (404, "not_found".to_owned()));
    }
    assert_eq!(get(&node, &approver, "/api/v1/drafts?state=lost").await.code(), (400, "bad_query".to_owned()));
}

#[tokio::test]
async fn incomplete_record_becomes_no_draft() {
    let node = node();
    let anna = token(&node, "anna", &[Role::Publisher]);
    let answer = hand_in(&node, &anna, &practice(" ")).await;
    assert_eq!(answer.code(), (422, "form".to_owned()));
    assert_eq!(answer.json()["violations"][0]["field"], "title");
    let mut body = json!({"record": practice("Practice"), "submission": {"publisher": "0oRY"}});
    assert_eq!(post(&node, &anna, "/api/v1/records", &body).await.code(), (422, "statement".to_owned()));
    body["submission"] = json!({"alone": "I am in a hurry"});
    assert_eq!(post(&node, &anna, "/api/v1/records", &body).await.code(), (422, "statement".to_owned()));
    assert!(node.state.desk.list(|_| true).is_empty());
}

#[tokio::test]
async fn what_the_gate_refuses_waits_for_approval_again() {
    let mut node = node();
    let anna = token(&node, "anna", &[Role::Publisher]);
    let bert = token(&node, "bert", &[Role::Approver]);
    let unsafe_report = report("Victims", vec![victims(&["2022"], &[Some(42), Some(40), Some(2)])]);
    let (path, version) = place(&hand_in(&node, &anna, &unsafe_report).await);
    let answer = post(&node, &bert, &format!("{path}/approve"), &json!({"version": version})).await;
    assert_eq!(answer.code(), (422, "disclosure".to_owned()));
    let shown = get(&node, &bert, &path).await.json();
    assert_eq!((&shown["draft"]["state"], &shown["draft"]["version"]), (&"submitted".into(), &(version + 2).into()));
    assert_eq!(shown["history"].as_array().unwrap().last().unwrap()["what"], "failed");
    assert!(node.engine.as_mut().unwrap().is_idle());
}

#[tokio::test]
async fn warnings_in_texts_are_told_before_anything_and_overridden_by_the_second_person() {
    let mut node = node();
    node.add(0, &practice("Indexed"));
    let anna = token(&node, "anna", &[Role::Publisher]);
    let bert = token(&node, "bert", &[Role::Approver]);
    let mut record = practice("Practice");
    if let Record::Practice(practice) = &mut record {
        practice.approach =
            emn_protocol::testing::english("The victim, Blessing Okafor, told the police about the house.");
    }
    let (path, version) = place(&hand_in(&node, &anna, &record).await);
    let shown = get(&node, &bert, &path).await.json();
    let warnings: Vec<&Value> = shown["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["level"] == "warn")
        .map(|found| &found["id"])
        .collect();
    assert!(!warnings.is_empty(), "{shown}");
    let bare = post(&node, &bert, &format!("{path}/approve"), &json!({"version": version})).await;
    assert_eq!(bare.code(), (422, "second_person".to_owned()));
    assert_eq!(get(&node, &bert, &path).await.json()["draft"]["version"], version);
    let said = json!({"findings": warnings, "reason": "FALSE_POSITIVE", "note": "An invented name in an example"});
    let body = json!({"version": version, "overrides": [said]});
    check_body(&format!("{path}/approve"), &body);
    let reply = Ok(node.published());
    let (answer, _) = approve(&mut node, &bert, &path, &body, reply).await;
    assert_eq!(answer.status, 201, "{}", answer.shown());
    let said = actions(&node);
    assert_eq!(said[2], ("Full bert".to_owned(), "override".to_owned()));
}

#[tokio::test]
async fn answer_that_does_not_come_leaves_the_draft_until_its_fate_is_known() {
    let mut node = node();
    let anna = token(&node, "anna", &[Role::Publisher]);
    let bert = token(&node, "bert", &[Role::Approver]);
    let (path, version) = place(&hand_in(&node, &anna, &practice("Practice")).await);
    let (answer, _) =
        approve(&mut node, &bert, &path, &json!({"version": version}), Err(PublishError::Unavailable)).await;
    assert_eq!(answer.code(), (503, "busy".to_owned()));
    assert_eq!(get(&node, &bert, &path).await.json()["draft"]["state"], "publishing");
    // It is not given up as long as the engine may still answer.
    settle(&node.state, false).unwrap();
    assert_eq!(get(&node, &bert, &path).await.json()["draft"]["state"], "publishing");
    settle(&node.state, true).unwrap();
    assert_eq!(get(&node, &bert, &path).await.json()["draft"]["state"], "submitted");
}

#[tokio::test]
async fn start_finds_the_entry_of_an_interrupted_approval() {
    let mut node = node();
    let person = |account: &str| Person { account: account.to_owned(), name: account.to_owned() };
    let drafts: Vec<DraftId> = (1..=3).map(|number| DraftId::from_bytes([number; 8])).collect();
    let titles = ["Signed", "Not signed", "Signed before"];
    node.add(0, &practice("Signed before"));
    for (id, title) in drafts.iter().zip(titles) {
        let (content, _) = Content::of_record(&practice(title));
        let begun = Editable { content, tables: Vec::new(), mapping: String::new() };
        node.state.desk.create(*id, begun, &person("anna"), at(2)).unwrap();
        node.state.desk.submit(*id, 1, &person("anna"), at(2)).unwrap();
        node.state.desk.approve(*id, 2, &person("bert"), Eyes::Two, at(2)).unwrap();
    }
    // Somebody else's record with the same content is not it.
    node.add(1, &practice("Not signed"));
    let entry = node.add(0, &practice("Signed")).into_entry().id();
    settle(&node.state, true).unwrap();
    let state = |id: &DraftId| node.state.desk.get(*id).unwrap().state;
    assert!(matches!(state(&drafts[0]), State::Published { entry: found, .. } if found == entry));
    assert!(matches!(state(&drafts[1]), State::Submitted { .. }));
    assert!(matches!(state(&drafts[2]), State::Submitted { .. }));
}

#[tokio::test]
async fn where_one_person_is_enough_the_audit_log_names_them() {
    let mut node = Node::new();
    node.add(0, &practice("Indexed"));
    let anna = token(&node, "anna", &[Role::Publisher]);
    let mut engine = node.engine.take().unwrap();
    let reply = node.published();
    let engine = tokio::spawn(async move {
        let Command::Publish { reply: to, .. } = engine.command().await else { panic!("no record came") };
        to.send(Ok(reply)).unwrap();
    });
    let answer = hand_in(&node, &anna, &practice("Practice")).await;
    engine.await.unwrap();
    assert_eq!(answer.status, 201, "{}", answer.shown());
    assert_eq!(actions(&node), [("Full anna".to_owned(), "publish".to_owned())]);
    assert!(node.state.desk.list(|_| true).is_empty());
}
