use axum::http::header;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Record, check};
use emn_protocol::roster::{InstallError, SignedRoster};
use emn_protocol::sync::Hold;
use emn_protocol::testing::{at, correction, practice, report, victims, withdrawal};
use emn_protocol::verdict::Reason;
use emn_protocol::{disclosure, limits};
use insta::assert_snapshot;

use super::harness::{Answer, Node};
use crate::engine::{Command, PublishError, Published, RosterError, RosterOutcome};

/// Publishes, with an engine that answers so; returns the answer and what the engine was asked to publish.
async fn publish(node: &mut Node, record: &Record, reply: Result<Published, PublishError>) -> (Answer, Record) {
    let mut engine = node.engine.take().unwrap();
    let engine = tokio::spawn(async move {
        let Command::Publish { record, reply: to } = engine.command().await else { panic!("no record came") };
        to.send(reply).unwrap();
        *record
    });
    let answer = node.post_record("/api/v1/records", record).await;
    (answer, engine.await.unwrap())
}

fn unsafe_report() -> Record {
    report("Victims", vec![victims(&["2022"], &[Some(42), Some(40), Some(2)])])
}

#[tokio::test]
async fn publishing_hands_the_record_to_the_engine_and_says_where_it_is() {
    let mut node = Node::new();
    let record = report("Victims", vec![victims(&["2022"], &[Some(40), Some(25), Some(15)])]);
    node.add(0, &practice("Indexed"));
    let reply = Ok(node.published());
    let (answer, taken) = publish(&mut node, &record, reply).await;
    assert_eq!(taken, record);
    assert_eq!(answer.header(header::LOCATION), format!("/api/v1/records/{}", EntryId::of(b"published")));
    assert_snapshot!(answer.shown());
}

#[tokio::test]
async fn refused_record_comes_back_with_status_code_and_violations() {
    let form = vec![check::Violation { field: "title".to_owned(), problem: "at least one language".to_owned() }];
    let policy = disclosure::Policy { min_frequency: 5, noise_allowed: false };
    let found = disclosure::check_record(&unsafe_report(), &policy);
    let id = EntryId::of(b"target");
    let cases = [
        ("no_signing_key", PublishError::NoSigningKey),
        ("not_allowed", PublishError::NotAllowed(Reason::KeyRevoked)),
        ("roster_expired", PublishError::RosterExpired(at(0))),
        ("hold", PublishError::Hold(Hold::Behind { ours: 3, theirs: 5 })),
        ("form", PublishError::Form(form)),
        ("disclosure", PublishError::Disclosure(found)),
        ("too_large", PublishError::TooLarge { size: 300_000, limit: limits::ENTRY_BYTES }),
        ("target", PublishError::Target { id, why: "it is another member's" }),
        ("storage", PublishError::Storage("No space left on /secret/path".to_owned())),
        ("unavailable", PublishError::Unavailable),
    ];
    for (name, error) in cases {
        let (answer, _) = publish(&mut Node::new(), &practice("x"), Err(error)).await;
        assert!(!answer.shown().contains("secret"), "what lies behind stays in the log");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
        assert_eq!(answer.header(header::RETRY_AFTER), if name == "unavailable" { "2" } else { "" });
        assert_snapshot!(format!("refused_{name}"), answer.shown());
    }
}

#[tokio::test]
async fn engine_that_is_gone_is_unavailable() {
    let mut node = Node::new();
    node.engine = None;
    let answer = node.post_record("/api/v1/records", &practice("x")).await;
    assert_eq!(answer.code(), (503, "busy".to_owned()));
    assert_eq!(answer.header(header::RETRY_AFTER), "2");
}

#[tokio::test]
async fn check_finds_what_publishing_would_refuse_and_publishes_nothing() {
    let mut node = Node::new();
    let foreign = node.add(1, &practice("Theirs")).into_entry().id();
    let own = node.add(0, &practice("Ours")).into_entry().id();
    let gone = node.add(0, &withdrawal(own)).into_entry().id();
    assert_snapshot!(node.post_record("/api/v1/records/check", &unsafe_report()).await.shown());
    let check = async |record: Record| node.post_record("/api/v1/records/check", &record).await.json();
    assert_eq!(check(practice("fine")).await["ok"], true);
    assert_eq!(check(practice("")).await["violations"][0]["rule"], "form");
    for target in [foreign, own, gone, EntryId::of(b"unknown")] {
        let found = check(correction(target, "x")).await;
        assert_eq!((&found["ok"], &found["violations"][0]["rule"]), (&false.into(), &"target".into()));
    }
    assert!(node.engine.as_mut().unwrap().is_idle(), "the engine is not asked");
}

#[tokio::test]
async fn author_is_told_what_a_withdrawal_or_correction_brings_about() {
    let mut node = Node::new();
    let first = node.add(0, &practice("First")).into_entry().id();
    let second = node.add(0, &correction(first, "Second")).into_entry().id();
    let notes =
        async |record: Record| node.post_record("/api/v1/records/check", &record).await.json()["notes"].to_string();
    assert!(notes(withdrawal(second)).await.contains(&first.short()));
    assert!(notes(correction(first, "Third")).await.contains(&second.short()));
    assert_eq!(notes(correction(second, "Third")).await, "[]");
}

async fn offer(reply: Result<RosterOutcome, RosterError>) -> Answer {
    let mut node = Node::new();
    let mut engine = node.engine.take().unwrap();
    let engine = tokio::spawn(async move {
        let Command::OfferRoster { roster, reply: to } = engine.command().await else { panic!("no roster came") };
        to.send(reply).unwrap();
        *roster
    });
    let next: SignedRoster = node.network.next_roster(|roster| "Renamed".clone_into(&mut roster.name));
    let answer = node.post("/api/v1/roster", "application/cbor", next.bytes().clone()).await;
    assert_eq!(engine.await.unwrap(), next);
    answer
}

#[tokio::test]
async fn roster_is_handed_to_the_engine_and_its_outcome_told() {
    let installed = offer(Ok(RosterOutcome::Installed(2))).await.json();
    assert_eq!((&installed["outcome"], &installed["version"]), (&"installed".into(), &2.into()));
    assert_eq!(offer(Ok(RosterOutcome::Known(2))).await.json()["outcome"], "known");
    assert_eq!(offer(Ok(RosterOutcome::Frozen(2))).await.code(), (409, "roster_frozen".to_owned()));
    assert_eq!(offer(Err(RosterError::Unavailable)).await.code(), (503, "busy".to_owned()));
    let rollback = InstallError::Rollback { current: 3, offered: 2 };
    let refused = offer(Err(RosterError::Refused(rollback))).await;
    assert_eq!(refused.code(), (422, "roster_refused".to_owned()));
    assert!(refused.json()["detail"].as_str().unwrap().contains("never rolled back"));
}

#[tokio::test]
async fn bytes_that_are_no_roster_are_refused_before_the_engine_hears_of_them() {
    let mut node = Node::new();
    for bytes in [&b""[..], b"\x00", b"\xd8\x62\x84", b"not cbor at all"] {
        let answer = node.post("/api/v1/roster", "application/cbor", bytes.to_vec()).await;
        assert_eq!(answer.code(), (400, "bad_roster".to_owned()));
    }
    assert!(node.engine.as_mut().unwrap().is_idle());
}
