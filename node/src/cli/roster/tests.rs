use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use emn_protocol::testing;

use crate::cli::output::Exit;
use crate::cli::tests::Desk;

/// A desk with a signed network, and a request to join of `NL` and of `BE`.
fn with_members() -> Desk {
    let desk = Desk::new();
    desk.emn("init --member NL --announce /dns/emn.nl/tcp/7450").unwrap();
    desk.emn("init --member BE --dir @be").unwrap();
    desk.emn("network new --name Pilot --new-root-keys 3 --threshold 2 --out @net").unwrap();
    desk.emn("roster add @net/roster.cbor @emn/join.toml").unwrap();
    desk.sign("net/roster.cbor", &[1, 2]);
    desk
}

/// The first characters of a member's signing key.
fn key_of(desk: &Desk, dir: &str) -> String {
    crate::identity::load_key(&desk.path(dir).join("keys/signing.pem")).unwrap().id().to_hex()[..12].to_owned()
}

#[test]
fn roster_goes_from_new_to_its_second_version() {
    let desk = with_members();
    assert_eq!(desk.emn("roster check @net/roster.cbor").unwrap().json["followed"], true);
    let answer = desk.emn("roster install @net/roster.cbor").unwrap();
    assert_eq!((&answer.json["node_in_roster"], &answer.json["signing_key_in_roster"]), (&true.into(), &true.into()));

    let answer = desk.emn("roster add @net/roster.cbor @be/join.toml").unwrap();
    assert_eq!(answer.json["version"], 2);
    assert!(answer.text.contains("+ member BE"), "{}", answer.text);
    assert_eq!(desk.refused("roster check @net/roster-2.cbor").1, "too_few_signatures");
    desk.emn("roster sign @net/roster-2.cbor --key @net/root-1.pem --after @net/roster.cbor").unwrap();
    assert_eq!(desk.refused("roster check @net/roster-2.cbor --after @net/roster.cbor").1, "too_few_signatures");
    assert_eq!(desk.refused("roster install @net/roster-2.cbor").0, Exit::Refused);
    desk.sign("net/roster-2.cbor", &[3]);
    let answer = desk.emn("roster check @net/roster-2.cbor --after @net/roster.cbor").unwrap();
    assert_eq!(answer.json["changes"].as_array().map(Vec::len), Some(3));

    let answer = desk.emn("roster install @net/roster-2.cbor").unwrap();
    assert_eq!((&answer.json["version"], &answer.json["installed"]), (&2.into(), &serde_json::json!([2])));
    let again = desk.emn("roster install @net/roster-2.cbor @net/roster.cbor").unwrap();
    assert_eq!(again.json["installed"], serde_json::json!([]));
    // A node that comes later needs all versions.
    assert_eq!(desk.refused("roster install @net/roster-2.cbor --dir @be").1, "versions_missing");
    let late = desk.emn("roster install @net/roster-2.cbor @net/roster.cbor --dir @be").unwrap();
    assert_eq!(late.json["installed"], serde_json::json!([1, 2]));
}

#[test]
fn signed_roster_is_never_changed_and_a_draft_is_changed_in_place() {
    let desk = with_members();
    let first = fs::read(desk.path("net/roster.cbor")).unwrap();
    desk.emn("roster set @net/roster.cbor --min-frequency 10").unwrap();
    assert_eq!(fs::read(desk.path("net/roster.cbor")).unwrap(), first);
    // A second change begun from the signed roster would be another version 2.
    assert_eq!(desk.refused("roster set @net/roster.cbor --min-frequency 20").1, "file_exists");
    desk.sign("net/roster-2.cbor", &[1]);
    let answer = desk.emn("roster add @net/roster-2.cbor @be/join.toml").unwrap();
    assert!(answer.notes.iter().any(|note| note.contains("1 signatures")), "{:?}", answer.notes);
    let shown = desk.emn("roster show @net/roster-2.cbor").unwrap().json;
    assert_eq!((&shown["roster"]["policy"]["min_frequency"], &shown["signatures"]), (&10.into(), &0.into()));
    assert_eq!(shown["roster"]["members"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.refused("roster set @net/roster-2.cbor --min-frequency 10").1, "no_change");
    assert_eq!(desk.refused("roster set @net/roster-2.cbor --min-frequency 2").1, "roster");
}

#[test]
fn keys_are_revoked_and_members_expelled_for_good() {
    let desk = with_members();
    let key = key_of(&desk, "emn");
    let id = emn_protocol::ids::EntryId::of(b"entry");
    let line =
        format!("roster revoke @net/roster.cbor --member NL --key {key} --last-seq 4 --last-id {id} --reason lost");
    let answer = desk.emn(&line).unwrap();
    assert!(answer.text.contains("revoked after entry 4"), "{}", answer.text);
    assert!(answer.notes.is_empty(), "{:?}", answer.notes);
    let shown = desk.emn("roster show @net/roster-2.cbor").unwrap().json;
    assert_eq!(shown["roster"]["members"][0]["keys"][0]["revoked"]["last"]["seq"], 4);
    let other = format!("roster revoke @net/roster-2.cbor --member NL --key {key} --reason other");
    assert_eq!(desk.refused(&other), (Exit::Refused, "key_revoked".to_owned()));
    assert_eq!(desk.refused("roster add @net/roster-2.cbor @emn/join.toml").1, "key_revoked");

    let answer = desk.emn("roster expel @net/roster-2.cbor --member NL").unwrap();
    assert!(answer.text.contains("NL: member → expelled") && answer.text.contains("- NL node"), "{}", answer.text);
    assert!(answer.notes.iter().all(|note| !note.contains("drop")), "the key was revoked before: {:?}", answer.notes);
    desk.sign("net/roster-2.cbor", &[1, 2]);
    desk.emn("roster check @net/roster-2.cbor --after @net/roster.cbor").unwrap();
}

#[test]
fn expelling_without_a_last_entry_says_what_is_lost() {
    let desk = with_members();
    let key = key_of(&desk, "emn");
    let answer = desk.emn("roster expel @net/roster.cbor --member NL --out @lost.cbor").unwrap();
    assert!(answer.notes.iter().any(|note| note.contains("drop all")), "{:?}", answer.notes);
    let id = emn_protocol::ids::EntryId::of(b"entry");
    let line = format!("roster expel @net/roster.cbor --member NL --last {key}=7:{id} --out @kept.cbor");
    assert!(desk.emn(&line).unwrap().notes.is_empty());
    assert_eq!(desk.refused("roster expel @net/roster.cbor --member NL --last x --out @x.cbor").0, Exit::Usage);
    assert_eq!(desk.refused("roster expel @net/roster.cbor --member XX --out @x.cbor").1, "member_unknown");
}

#[test]
fn key_is_found_by_its_fingerprint_or_not_at_all() {
    let desk = with_members();
    let key = key_of(&desk, "emn");
    let spaced = format!("{}_{}", key[..4].to_uppercase(), &key[4..8]);
    let line = |key: &str| format!("roster revoke @net/roster.cbor --member NL --key {key} --reason lost");
    assert_eq!(desk.refused(&line(&key[..7])).0, Exit::Usage);
    assert_eq!(desk.refused(&line("0000000000000000")).1, "key_unknown");
    assert!(desk.emn(&line(&spaced)).is_ok());
    assert!(!line("x").contains("last-seq"));
}

#[test]
fn nodes_are_replaced_and_keys_lengthened() {
    let desk = with_members();
    let shown = desk.emn("roster show @net/roster.cbor").unwrap().json;
    let node = shown["roster"]["members"][0]["nodes"][0]["key"].as_str().unwrap()[..8].to_owned();
    desk.emn(&format!("roster remove-node @net/roster.cbor --member NL --key {node}")).unwrap();
    desk.emn("roster set @net/roster-2.cbor --member NL --keys-until 2040-01-01").unwrap();
    let shown = desk.emn("roster show @net/roster-2.cbor").unwrap().json;
    assert_eq!(shown["roster"]["members"][0]["nodes"].as_array().map(Vec::len), Some(0));
    assert_eq!(shown["roster"]["members"][0]["keys"][0]["not_after"], "2040-01-01T00:00:00Z");
    let shorter = "roster set @net/roster.cbor --member NL --keys-until 2027-01-01 --out @x.cbor";
    assert_eq!(desk.refused(shorter), (Exit::Refused, "roster".to_owned()));
}

#[test]
fn root_keys_change_only_with_the_signatures_of_both_versions() {
    let desk = with_members();
    let old = crate::identity::load_key(&desk.path("net/root-1.pem")).unwrap().id().to_hex();
    desk.emn("network new --name Other --new-root-keys 1 --out @other").unwrap();
    let line = format!("roster set @net/roster.cbor --add-root-key @other/root-1.pem --remove-root-key {}", &old[..16]);
    desk.emn(&line).unwrap();
    // The key that goes signs as one of the version before.
    assert_eq!(desk.refused("roster sign @net/roster-2.cbor --key @net/root-1.pem").1, "not_a_root_key");
    desk.emn("roster sign @net/roster-2.cbor --key @net/root-1.pem --after @net/roster.cbor").unwrap();
    desk.emn("roster sign @net/roster-2.cbor --key @other/root-1.pem").unwrap();
    assert_eq!(desk.refused("roster check @net/roster-2.cbor --after @net/roster.cbor").1, "too_few_signatures");
    desk.sign("net/roster-2.cbor", &[2]);
    desk.emn("roster check @net/roster-2.cbor --after @net/roster.cbor").unwrap();
}

#[test]
fn signatures_of_copies_come_together() {
    let desk = Desk::new();
    desk.emn("network new --name Pilot --new-root-keys 3 --out @net").unwrap();
    for copy in ["a.cbor", "b.cbor"] {
        fs::copy(desk.path("net/roster.cbor"), desk.path(copy)).unwrap();
    }
    desk.sign("a.cbor", &[1]);
    desk.sign("b.cbor", &[3]);
    let answer = desk.emn("roster merge @net/roster.cbor @a.cbor @b.cbor").unwrap();
    assert_eq!(answer.json["signatures"], 2);
    desk.emn("roster check @net/roster.cbor").unwrap();
    desk.emn("network new --name Other --new-root-keys 1 --out @other").unwrap();
    assert_eq!(desk.refused("roster merge @net/roster.cbor @other/roster.cbor").1, "other_roster");
}

#[test]
fn rollback_forks_and_foreign_rosters_are_refused() {
    let desk = with_members();
    desk.emn("roster set @net/roster.cbor --min-frequency 10").unwrap();
    desk.emn("roster set @net/roster.cbor --min-frequency 20 --out @net/other.cbor").unwrap();
    desk.sign("net/roster-2.cbor", &[1, 2]);
    desk.sign("net/other.cbor", &[1, 2]);
    desk.emn("roster install @net/roster.cbor @net/roster-2.cbor").unwrap();
    let kept = fs::read(desk.path("emn/rosters/2.cbor")).unwrap();
    assert_eq!(desk.refused("roster install @net/other.cbor"), (Exit::Refused, "roster_fork".to_owned()));

    // An older version that is not the installed one and not validly signed is a rollback.
    desk.emn("roster set @net/roster-2.cbor --min-frequency 11 --out @net/roster-3.cbor").unwrap();
    desk.sign("net/roster-3.cbor", &[1, 2]);
    desk.emn("roster install @net/roster-3.cbor").unwrap();
    desk.emn("roster set @net/roster.cbor --min-frequency 30 --out @net/old.cbor").unwrap();
    assert_eq!(desk.refused("roster install @net/old.cbor"), (Exit::Refused, "roster_rollback".to_owned()));

    desk.emn("network new --name Other --new-root-keys 1 --out @other").unwrap();
    desk.emn("roster sign @other/roster.cbor --key @other/root-1.pem").unwrap();
    assert_eq!(desk.refused("roster install @other/roster.cbor"), (Exit::Refused, "wrong_network".to_owned()));
    assert_eq!(fs::read(desk.path("emn/rosters/2.cbor")).unwrap(), kept);
    assert_eq!(fs::read_dir(desk.path("emn/rosters")).unwrap().count(), 3);
}

#[test]
fn expired_roster_is_told_and_renewed_first() {
    let mut desk = with_members();
    desk.now = "2027-11-01T00:00:00Z".parse().unwrap();
    assert!(desk.emn("roster check @net/roster.cbor").unwrap().notes[0].contains("expires in 23 days"));
    desk.now = "2028-01-01T00:00:00Z".parse().unwrap();
    assert!(desk.emn("roster check @net/roster.cbor").unwrap().notes[0].contains("expired on 2027-11-24"));
    let error = desk.emn("roster add @net/roster.cbor @be/join.toml").unwrap_err();
    assert!(error.hint.unwrap().contains("--expires"));
    desk.emn("roster set @net/roster.cbor --expires 2029-01-01").unwrap();
    desk.emn("roster add @net/roster-2.cbor @be/join.toml").unwrap();
}

#[test]
fn wrong_files_are_named_with_what_to_do() {
    let desk = with_members();
    assert_eq!(desk.refused("roster show @none.cbor"), (Exit::Failed, "file_missing".to_owned()));
    assert_eq!(desk.refused("roster show @net"), (Exit::Failed, "file_unreadable".to_owned()));
    assert_eq!(desk.refused("roster show @net/root-1.pem"), (Exit::Refused, "not_a_roster".to_owned()));
    fs::write(desk.path("large"), vec![0; emn_protocol::limits::ROSTER_BYTES + 1]).unwrap();
    assert_eq!(desk.refused("roster show @large"), (Exit::Refused, "file_too_large".to_owned()));
    assert_eq!(desk.refused("roster add @net/roster.cbor @emn/config.toml").1, "join_request");
    assert_eq!(desk.refused("roster install @net/roster.cbor --dir @none").1, "key_missing");

    let sign = "roster sign @net/roster.cbor --key";
    assert_eq!(desk.refused(&format!("{sign} @emn/keys/signing.pem")).1, "not_a_root_key");
    assert_eq!(desk.refused(&format!("{sign} @none.pem")).1, "key_missing");
    let key = desk.path("net/root-1.pem");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    let error = desk.emn(&format!("{sign} @net/root-1.pem")).unwrap_err();
    assert_eq!((error.code.as_str(), error.hint.unwrap()), ("key_permissions", format!("chmod 600 {}", key.display())));
    let elliptic =
        "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n";
    fs::write(&key, elliptic).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(desk.refused(&format!("{sign} @net/root-1.pem")).1, "not_a_key");
}

#[test]
fn damaged_rosters_of_a_node_are_named() {
    let desk = with_members();
    desk.emn("roster install @net/roster.cbor").unwrap();
    fs::rename(desk.path("emn/rosters/1.cbor"), desk.path("emn/rosters/2.cbor")).unwrap();
    desk.emn("roster install @net/roster.cbor").unwrap();
    let unsigned = testing::TestNetwork::new(1);
    fs::write(desk.path("emn/rosters/1.cbor"), unsigned.rosters.at(1).unwrap().bytes()).unwrap();
    assert_eq!(desk.refused("roster install @net/roster.cbor"), (Exit::Failed, "rosters_damaged".to_owned()));
}
