//! The gate with a folder, and who may override what.

use std::fs;

use data_encoding::BASE64;
use emn_anonymise::outcome::{CellStatus, Protected};
use emn_anonymise::publication::Publication;
use emn_protocol::crypto::SigningKey;
use emn_protocol::ids::{EntryId, NetworkId};
use emn_protocol::testing::{report, victims};
use emn_protocol::time::Timestamp;

use super::*;
use crate::people::{OverrideReason, People, Says, Statement};

fn folder() -> (tempfile::TempDir, Folder) {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::at(dir.path());
    fs::create_dir(folder.keys()).unwrap();
    (dir, folder)
}

fn network() -> NetworkId {
    NetworkId::from_bytes([1; 32])
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds)
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_seed(&[number; 32])
}

fn finding(id: &str, level: &str) -> TextFinding {
    TextFinding {
        id: id.to_owned(),
        detector: "PERSON".to_owned(),
        level: level.to_owned(),
        confidence: 60,
        field: "body.nl".to_owned(),
        line: 1,
        column: 1,
        scheme: String::new(),
    }
}

fn examination(findings: Vec<TextFinding>) -> Examination {
    let (tables, refusals, warnings) = (Vec::new(), Vec::new(), Vec::new());
    Examination { record: Digest::of(b"record"), tables, refusals, warnings, findings }
}

/// What a person with this key says about the record.
fn says(number: u8, says: Says) -> String {
    let statement = Statement { record: Digest::of(b"record"), time: at(1), says };
    BASE64.encode(&statement.sign(&network(), &key(number)))
}

fn overriding(number: u8, findings: &[&str], note: &str) -> String {
    let findings = findings.iter().map(|id| (*id).to_owned()).collect();
    says(number, Says::Override { findings, reason: OverrideReason::PublicFigure, note: note.to_owned() })
}

const NOTE: &str = "The mayor, speaking in office";

fn gate_with_people() -> (tempfile::TempDir, Gate) {
    let (dir, folder) = folder();
    let mut people = People::default();
    for (number, name) in [(1, "Publisher"), (2, "Approver"), (3, "Left")] {
        people.add(name, key(number).id(), at(0)).unwrap();
    }
    people.remove("Left", at(1)).unwrap();
    people.save(&folder.people(), |path, bytes| fs::write(path, bytes)).unwrap();
    let gate = Gate::open(&folder).unwrap();
    (dir, gate)
}

#[test]
fn block_stays_whatever_anybody_says() {
    let (_dir, gate) = gate_with_people();
    let found = examination(vec![finding("a", "block")]);
    let submission = Submission {
        publisher: Some(says(1, Says::Publish)),
        overrides: vec![overriding(2, &["a"], NOTE)],
        ..Submission::default()
    };
    assert_eq!(gate.admit(&found, &submission, &network()).unwrap(), Err(Refused::Blocked));
}

#[test]
fn warning_needs_a_second_person_who_is_listed() {
    let (_dir, gate) = gate_with_people();
    let found = examination(vec![finding("a", "warn"), finding("b", "warn"), finding("c", "info")]);
    let admit = |publisher: Option<String>, overrides: Vec<String>| {
        gate.admit(&found, &Submission { publisher, overrides, alone: None }, &network()).unwrap()
    };
    let publisher = || Some(says(1, Says::Publish));
    assert_eq!(admit(None, vec![]), Err(Refused::SecondPerson { missing: 2 }));
    assert_eq!(admit(publisher(), vec![overriding(2, &["a"], NOTE)]), Err(Refused::SecondPerson { missing: 1 }));
    let admission = admit(publisher(), vec![overriding(2, &["a", "b"], NOTE)]).unwrap();
    assert!(admission.publisher.starts_with("Publisher ("));
    for (publisher, overrides, why) in [
        (None, overriding(2, &["a", "b"], NOTE), "publisher signs too"),
        (publisher(), overriding(1, &["a", "b"], NOTE), "takes a second person"),
        (publisher(), overriding(3, &["a", "b"], NOTE), "nobody who acts"),
        (publisher(), overriding(9, &["a", "b"], NOTE), "nobody who acts"),
        (publisher(), overriding(2, &["a", "b"], "fine"), "at least 10 characters"),
        (publisher(), says(2, Says::Publish), "is none"),
        (publisher(), "????".to_owned(), "not validly signed"),
    ] {
        let Err(Refused::Statement(said)) = admit(publisher, vec![overrides]) else { panic!("was admitted: {why}") };
        assert!(said.contains(why), "{said}");
    }
    let other = Examination { record: Digest::of(b"changed"), ..found.clone() };
    let submission = Submission {
        publisher: publisher(),
        overrides: vec![overriding(2, &["a", "b"], NOTE)],
        ..Submission::default()
    };
    let Err(Refused::Statement(said)) = gate.admit(&other, &submission, &network()).unwrap() else {
        panic!("was admitted for another record")
    };
    assert!(said.contains("another version of this record"), "{said}");
}

fn actor(account: &str) -> emn_desk::Person {
    emn_desk::Person { account: account.to_owned(), name: "The same name".to_owned() }
}

fn said(findings: &[&str], note: &str) -> Override {
    let findings = findings.iter().map(|id| (*id).to_owned()).collect();
    Override { findings, reason: OverrideReason::PublicFigure, note: note.to_owned() }
}

#[test]
fn accounts_come_under_the_same_rules_as_keys() {
    let (_dir, gate) = gate_with_people();
    let found = examination(vec![finding("a", "warn"), finding("b", "warn"), finding("c", "info")]);
    let admit = |approver: &str, overrides: Vec<Override>| {
        gate.admit_approved(&found, &Approval { publisher: actor("anna"), approver: actor(approver), overrides })
    };
    assert_eq!(admit("bert", vec![]), Err(Refused::SecondPerson { missing: 2 }));
    assert_eq!(admit("bert", vec![said(&["a"], NOTE)]), Err(Refused::SecondPerson { missing: 1 }));
    assert!(admit("bert", vec![said(&["a"], NOTE), said(&["b"], NOTE)]).is_ok());
    for (approver, overrides, why) in [
        // A name is nobody's own: accounts are compared.
        ("anna", vec![said(&["a", "b"], NOTE)], "takes a second person"),
        ("bert", vec![said(&["a", "b"], "fine")], "at least 10 characters"),
        ("bert", vec![said(&["a", "b"], "Call her on +31 6 12345678, she knows")], "personal data itself"),
        ("bert", vec![said(&["a", "b"], &"long ".repeat(500))], "2000 characters at most"),
        ("bert", vec![said(&["a", "b"], NOTE); 21], "more than 20"),
    ] {
        let Err(Refused::Statement(said)) = admit(approver, overrides) else { panic!("was admitted: {why}") };
        assert!(said.contains(why), "{said}");
    }
    let blocked = examination(vec![finding("a", "block")]);
    let approval = Approval { publisher: actor("anna"), approver: actor("bert"), overrides: vec![said(&["a"], NOTE)] };
    assert_eq!(gate.admit_approved(&blocked, &approval), Err(Refused::Blocked));
    let disclosing = Examination { refusals: vec!["too many".to_owned()], ..examination(Vec::new()) };
    assert_eq!(gate.admit_approved(&disclosing, &approval), Err(Refused::Tables));
}

#[test]
fn one_account_is_enough_where_nothing_is_overridden() {
    let (_dir, gate) = gate_with_people();
    let approval = Approval { publisher: actor("anna"), approver: actor("anna"), overrides: Vec::new() };
    assert!(gate.admit_approved(&examination(vec![finding("c", "info")]), &approval).is_ok());
}

#[test]
fn audit_log_names_both_accounts() {
    let (_dir, gate) = gate_with_people();
    let found = examination(vec![finding("a", "warn")]);
    let approval = Approval { publisher: actor("anna"), approver: actor("bert"), overrides: vec![said(&["a"], NOTE)] };
    let admission = gate.admit_approved(&found, &approval).unwrap();
    gate.log_overrides(&found, &admission, at(5)).unwrap();
    gate.log_published(&found, &admission, &EntryId::of(b"e"), at(6)).unwrap();
    let lines = gate.audit_log().load().unwrap();
    let (anna, bert) = ("The same name (account anna)", "The same name (account bert)");
    assert_eq!((lines[0].who.as_str(), lines[0].action.as_str()), (bert, "override"));
    assert_eq!((&lines[0].details["publisher"], &lines[0].details["note"]), (&anna.into(), &NOTE.into()));
    assert_eq!((lines[1].who.as_str(), lines[1].action.as_str()), (anna, "publish"));
    assert_eq!(lines[1].details["approver"], bert);
}

#[test]
fn overrides_and_publications_are_in_the_audit_log_without_any_text() {
    let (_dir, gate) = gate_with_people();
    let found = examination(vec![finding("a", "warn")]);
    let submission = Submission {
        publisher: Some(says(1, Says::Publish)),
        overrides: vec![overriding(2, &["a"], NOTE)],
        ..Submission::default()
    };
    let admission = gate.admit(&found, &submission, &network()).unwrap().unwrap();
    gate.log_overrides(&found, &admission, at(5)).unwrap();
    gate.log_published(&found, &admission, &EntryId::of(b"e"), at(6)).unwrap();
    let lines = gate.audit_log().load().unwrap();
    let said: Vec<_> = lines.iter().map(|line| (line.who.split(' ').next().unwrap(), line.action.as_str())).collect();
    assert_eq!(said, [("Approver", "override"), ("Publisher", "publish")]);
    assert_eq!(lines[0].details["findings"][0]["detector"], "PERSON");
    assert_eq!(lines[0].details["reason"], "PUBLIC_FIGURE");
}

#[test]
fn ledger_knows_prepared_counts_when_the_table_is_published() {
    let (_dir, folder) = folder();
    let gate = Gate::open(&folder).unwrap();
    let table = victims(&["2022"], &[Some(30), None, None]);
    let counts = vec![Some(30), Some(27), Some(3)];
    let protected = Protected {
        publication: Publication::of_table("prepared", table.clone()),
        status: vec![CellStatus::Published, CellStatus::Complementary, CellStatus::Primary],
        counts: counts.clone(),
    };
    gate.keep_prepared(&protected, at(1)).unwrap();
    let record = report("R", vec![table]);
    assert!(gate.keep_published(&record, at(2)).unwrap());
    // A second attempt that fails must not take back what the first one published.
    assert!(!gate.keep_published(&record, at(2)).unwrap());
    let known = Gate::open(&folder).unwrap().published().unwrap();
    assert_eq!(known.iter().map(|kept| kept.counts.clone()).collect::<Vec<_>>(), [Some(counts)]);
    gate.keep_void(&record, at(3)).unwrap();
    assert_eq!(gate.published().unwrap(), []);
}

#[test]
fn ledger_without_its_key_is_not_replaced() {
    let (_dir, folder) = folder();
    let gate = Gate::open(&folder).unwrap();
    gate.keep_published(&report("R", vec![victims(&["2022"], &[Some(30), Some(20), Some(10)])]), at(1)).unwrap();
    fs::remove_file(folder.keys().join(KEY_FILE)).unwrap();
    assert!(matches!(Gate::open(&folder), Err(GateError::KeyMissing { .. })));
    assert!(!folder.keys().join(KEY_FILE).exists());
}
