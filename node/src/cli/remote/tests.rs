//! The commands against an API with a real engine and a store on disk, without a network.

mod analysts;

use std::ffi::OsString;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use emn_protocol::draft;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Kind, Record};
use emn_protocol::testing::{TestNetwork, at, node_key, practice, report, victims};
use serde_json::Value;
use tokio::sync::oneshot;

use super::status::{attention, render, render_peers};
use super::{clip, wrap};
use crate::api::view::{PeerView, Peers, Status};
use crate::api::{ApiState, Doors, RunFile, Serving, Signing, Token, router, serve};
use crate::catalogue;
use crate::cli::output::{Answer, CliError, Exit};
use crate::cli::{Context, parse, perform};
use crate::config::Folder;
use crate::daemon::open_access;
use crate::engine::{self, Parts, Running, SendOutcome};
use crate::gate::Gate;
use crate::review::Reviews;
use crate::searches::Searches;
use crate::store::Store;

/// A folder with a daemon, as far as these commands see one.
struct Desk {
    dir: tempfile::TempDir,
    daemon: Option<(engine::EngineHandle, Running, Serving, oneshot::Sender<()>)>,
}

impl Desk {
    /// An empty folder.
    fn bare() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), daemon: None }
    }

    /// A daemon of the only member of a network, so that it waits for no peer before it publishes.
    async fn running() -> Self {
        let mut desk = Self::bare();
        let network = TestNetwork::new(1);
        let mut store = Store::open(&desk.folder().store()).unwrap().store;
        store.install_roster(network.rosters.newest()).unwrap();
        let reader = store.reader();
        let catalogue::Opened { catalogue, builder, .. } =
            catalogue::open(&desk.folder().index(), reader.clone()).unwrap();
        let (member, signing) = network.members.into_iter().next().unwrap();
        let parts = Parts {
            store,
            journal: None,
            journal_was_missing: false,
            signing: Some(signing),
            member,
            me: node_key(0),
            trust_own_log: true,
            compare_every: 30_000,
            seed: 1,
            builder,
            keep_roster: Box::new(|_| {}),
        };
        let started = engine::spawn(parts, Box::new(|_| SendOutcome::Sent)).unwrap();
        let token = Token::from_random([3; 32]);
        let state = ApiState {
            engine: started.handle.clone(),
            store: reader,
            catalogue,
            peers: Arc::new(Vec::new),
            reviews: Reviews::in_memory(),
            gate: Arc::new(desk.gate()),
            token: token.clone(),
            access: open_access(&desk.folder(), emn_accounts::Settings::default()).unwrap(),
            desk: Arc::new(emn_desk::Desk::open(desk.folder().desk()).unwrap()),
            searches: Searches::in_memory(),
            signing: Signing::default(),
            uploads: Arc::default(),
            doors: Doors::default(),
            folder: desk.folder(),
            started: at(0),
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let serving = serve(SocketAddr::from(([127, 0, 0, 1], 0)), router(state), shutdown).await.unwrap();
        let run = RunFile::new(serving.address(), &token, std::process::id());
        run.save(&desk.folder().run_file()).unwrap();
        desk.daemon = Some((started.handle, started.running, serving, stop));
        desk
    }

    /// Ends the daemon; the run file stays, as after a crash.
    async fn stop(&mut self) {
        let (engine, running, serving, stop) = self.daemon.take().unwrap();
        stop.send(()).unwrap();
        serving.ended(Duration::from_secs(10)).await;
        engine.stop().await;
        assert!(tokio::task::spawn_blocking(move || running.join()).await.unwrap());
    }

    fn gate(&self) -> Gate {
        fs::create_dir_all(self.folder().keys()).unwrap();
        Gate::open(&self.folder()).unwrap()
    }

    fn folder(&self) -> Folder {
        Folder::at(self.path("emn"))
    }

    fn path(&self, name: &str) -> PathBuf {
        fs::create_dir_all(self.dir.path().join("emn")).unwrap();
        self.dir.path().join(name)
    }

    /// Does a command line; words with `@` before them are paths in the folder.
    async fn emn(&self, line: &str) -> Result<Answer, CliError> {
        let words = line.split_whitespace().map(|word| match word.strip_prefix('@') {
            Some(name) => self.path(name).into_os_string(),
            None => word.into(),
        });
        let node = self.path("emn").into_os_string();
        let arguments: Vec<OsString> = [OsString::from("emn"), "--dir".into(), node].into_iter().chain(words).collect();
        let (context, command): (Context, _) = parse(arguments).unwrap();
        tokio::task::spawn_blocking(move || perform(&context, command.unwrap(), at(86_400))).await.unwrap()
    }

    async fn fails(&self, line: &str) -> CliError {
        self.emn(line).await.unwrap_err()
    }

    /// Writes the example draft of a kind. Where it names an entry, it names `target`.
    fn draft(&self, file: &str, kind: Kind, target: &str) {
        let example = draft::example(kind);
        let start = example.text.find("bafkrei").unwrap_or(example.text.len());
        let end = (start + target.len()).min(example.text.len());
        let text = [&example.text[..start], if start < end { target } else { "" }, &example.text[end..]].concat();
        fs::write(self.path(file), text).unwrap();
        for (name, table) in example.tables {
            fs::write(self.path(name), table).unwrap();
        }
    }

    /// Publishes the example of a kind; returns its id.
    async fn published(&self, kind: Kind, target: &str) -> String {
        self.draft("draft.md", kind, target);
        let answer = self.emn("publish @draft.md").await.unwrap();
        answer.json["published"][0]["published"]["id"].as_str().unwrap().to_owned()
    }
}

/// An id of the right form.
const SOME_ID: &str = "bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

#[tokio::test(flavor = "multi_thread")]
async fn without_a_daemon_every_command_says_how_to_start_one() {
    let desk = Desk::bare();
    desk.draft("draft.md", Kind::Practice, SOME_ID);
    for line in ["status", "peers", "list", "search x", "show x", "publish @draft.md", "open"] {
        let error = desk.fails(line).await;
        assert_eq!((error.exit, error.code.as_str()), (Exit::NoDaemon, "no_daemon"), "{line}");
        assert!(error.hint.unwrap().starts_with("start it with `emn run --dir "), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_prints_a_link_for_the_owner_or_an_account() {
    let mut desk = Desk::running().await;
    desk.emn("user add a.jansen --role publisher").await.unwrap();
    for line in ["open --print", "open --print --as a.jansen"] {
        let answer = desk.emn(line).await.unwrap();
        let url = answer.text.trim_end();
        let api = RunFile::load(&desk.folder().run_file()).unwrap().unwrap().api;
        assert!(url.starts_with(&format!("{api}/sign-in/link?secret=")), "{url}");
        assert_eq!(
            (answer.json["expires_in_seconds"].as_i64(), answer.json["opened"].as_bool()),
            (Some(600), Some(false))
        );
    }
    let error = desk.fails("open --print --as nobody").await;
    assert!(error.exit != Exit::Ok && error.message.contains("nobody"), "{error}");
    desk.emn("user disable a.jansen").await.unwrap();
    assert!(desk.fails("open --print --as a.jansen").await.message.contains("disabled"));
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn run_file_of_a_daemon_that_is_gone_is_recognised() {
    let mut desk = Desk::running().await;
    assert_eq!(desk.emn("status").await.unwrap().exit, Exit::Ok);
    desk.stop().await;
    let gone = desk.fails("status").await;
    assert_eq!((gone.exit, gone.code.as_str()), (Exit::NoDaemon, "daemon_gone"));
    assert!(gone.message.contains(&std::process::id().to_string()), "{gone}");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_another_daemon_on_the_same_port_are_not_taken() {
    let desk = Desk::running().await;
    let file = desk.folder().run_file();
    let other = RunFile { token: "0".repeat(64), ..RunFile::load(&file).unwrap().unwrap() };
    other.save(&file).unwrap();
    assert_eq!(desk.fails("list").await.code, "daemon_gone");
    fs::write(&file, "not JSON").unwrap();
    assert_eq!(desk.fails("list").await.code, "run_file");
}

#[tokio::test(flavor = "multi_thread")]
async fn published_record_is_listed_found_and_shown() {
    let desk = Desk::running().await;
    desk.draft("draft.md", Kind::Report, SOME_ID);
    let published = desk.emn("publish @draft.md").await.unwrap();
    let entry = &published.json["published"][0]["published"];
    let (id, short) = (entry["id"].as_str().unwrap(), entry["short"].as_str().unwrap());
    assert!(published.text.contains(id) && published.text.starts_with(short), "{}", published.text);

    let list = desk.emn("list --kind report").await.unwrap();
    assert_eq!(list.json["items"][0]["id"], id);
    assert_eq!((list.text.lines().count(), list.text.contains(short)), (2, true), "{}", list.text);
    let title = list.json["items"][0]["title"]["en"].as_str().unwrap().to_owned();
    let word = title.split_whitespace().max_by_key(|word| word.len()).unwrap();
    assert_eq!(desk.emn(&format!("search {word}")).await.unwrap().json["total"], 1);
    assert!(desk.emn("search nothingofthekind").await.unwrap().notes[0].contains("No records"));

    let shown = desk.emn(&format!("show {short}")).await.unwrap();
    assert_eq!(shown.json["signature"]["verified"], true);
    for part in [title.as_str(), id, "Table ", "Signed\n", "not published"] {
        assert!(shown.text.contains(part), "no {part} in {}", shown.text);
    }
    let long: Vec<&str> = shown.text.lines().filter(|line| line.chars().count() > 100).collect();
    assert_eq!(long, Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn draft_with_a_problem_keeps_all_drafts_from_being_published() {
    let desk = Desk::running().await;
    desk.draft("fine.md", Kind::Practice, SOME_ID);
    fs::write(desk.path("broken.md"), "+++\nkind = \"practice\"\n+++\n").unwrap();
    let error = desk.fails("publish @fine.md @broken.md").await;
    assert_eq!((error.exit, error.code.as_str()), (Exit::Refused, "draft"));
    assert!(error.message.contains("broken.md:"), "{error}");
    assert_eq!(desk.emn("list").await.unwrap().json["total"], 0);
    assert_eq!(desk.fails("publish @missing.md").await.code, "file_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_asks_the_node_and_publishes_nothing() {
    let desk = Desk::running().await;
    desk.draft("correction.md", Kind::Correction, SOME_ID);
    let answer = desk.emn("publish --check @correction.md").await.unwrap();
    assert_eq!(answer.exit, Exit::Refused);
    assert!(answer.text.contains("would be refused") && answer.text.contains("it is not here"), "{}", answer.text);
    let refused = desk.fails("publish @correction.md").await;
    assert_eq!((refused.exit, refused.code.as_str()), (Exit::Refused, "target"));
    assert_eq!(desk.emn("list").await.unwrap().json["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_lead_to_each_other_and_a_withdrawn_one_says_why() {
    let desk = Desk::running().await;
    let first = desk.published(Kind::Practice, SOME_ID).await;
    let second = desk.published(Kind::Correction, &first).await;
    let old = desk.emn(&format!("show {first}")).await.unwrap();
    assert_eq!(old.json["links"]["newest"], Value::from(second.clone()));
    assert!(old.text.contains("replaced by"), "{}", old.text);
    assert_eq!(desk.emn("list").await.unwrap().json["total"], 1);
    let all = desk.emn("list --superseded").await.unwrap();
    assert!(all.text.contains("[replaced by "), "{}", all.text);

    desk.published(Kind::Withdrawal, &second).await;
    let gone = desk.fails(&format!("show {second}")).await;
    assert_eq!((gone.exit, gone.code.as_str()), (Exit::Refused, "withdrawn"));
    assert!(gone.message.contains("\n  withdrawn "), "{gone}");
    let listed = desk.emn("list --withdrawn").await.unwrap();
    assert!(listed.text.contains("[withdrawn] "), "{}", listed.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn raw_bytes_go_to_a_new_file_only() {
    let desk = Desk::running().await;
    let id = desk.published(Kind::Practice, SOME_ID).await;
    desk.emn(&format!("show {id} --frame --out @entry.cbor")).await.unwrap();
    assert_eq!(fs::read(desk.path("entry.cbor")).unwrap()[0], 0x82);
    assert_eq!(desk.fails(&format!("show {id} --raw --out @entry.cbor")).await.code, "file_exists");
    assert_eq!(desk.fails("show zzzz").await.code, "not_found");
    assert_eq!(desk.fails("show ../../status").await.code, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_go_on_with_the_cursor_that_the_note_names() {
    let desk = Desk::running().await;
    for _ in 0..3 {
        desk.published(Kind::Practice, SOME_ID).await;
    }
    let first = desk.emn("list --limit 2").await.unwrap();
    assert!(first.notes[0].contains("2 of 3"), "{:?}", first.notes);
    let cursor = first.json["next"].as_str().unwrap();
    assert!(first.notes[1].ends_with(cursor));
    let last = desk.emn(&format!("list --limit 2 --cursor {cursor}")).await.unwrap();
    assert_eq!((last.json["items"].as_array().unwrap().len(), &last.json["next"]), (1, &Value::Null));
    let wrong = desk.fails(&format!("list --member NL --cursor {cursor}")).await;
    assert_eq!((wrong.exit, wrong.code.as_str()), (Exit::Usage, "bad_cursor"));
    assert_eq!(desk.fails("list --country Nederlnd").await.exit, Exit::Usage);
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_checks_all_with_a_daemon_and_without() {
    let mut desk = Desk::bare();
    assert_eq!(desk.fails("verify").await.code, "no_store");
    desk = Desk::running().await;
    desk.published(Kind::Practice, SOME_ID).await;
    let online = desk.emn("verify").await.unwrap();
    assert_eq!((online.exit, &online.json["entries"], &online.json["ok"]), (Exit::Ok, &1.into(), &true.into()));
    desk.stop().await;
    let offline = desk.emn("verify").await.unwrap();
    assert_eq!((offline.exit, &offline.json["entries"], &offline.json["ok"]), (Exit::Ok, &1.into(), &true.into()));
    assert!(offline.text.contains("All is well"), "{}", offline.text);
}

fn node_status() -> Status {
    serde_json::from_value(serde_json::json!({
        "network": "90f05bfaa2b776391b2e1979fcd7ad3d02395dced2d0df8a2d6fdd7555abebb3",
        "network_name": "EMN pilot",
        "node": "4bd10ff2856115fc35b3fcf2d29a1cbb23ae4e348fd199a1c25c0e156186ad40",
        "member": "NL",
        "log": "e283e9e9b29df6942e07f626614804a61b1e2949fd1882d3e1721c175f787fbd",
        "version": "0.1.0",
        "started": "2026-01-01T00:00:00Z",
        "roster": {"version": 3, "expires": "2027-01-01T00:00:00Z", "frozen": null},
        "hold": null, "storage_fault": null, "entries": 1234, "logs": 5, "frozen_logs": [],
        "frontier": "d7f54ae449e13ddf0433a79cc31ee38771df98ebfcbba5668b050b6286c143f8",
        "store_bytes": 5_000_000,
        "catalogue": {"entries": 1234, "complete": true},
        "peers": {"known": 4, "connected": 3, "in_sync": 2},
        "counters": {"published": 1, "by_gossip": 20, "by_catch_up": 300, "verdicts": {}, "refusals": {"bad_signature": 2}},
    }))
    .unwrap()
}

#[test]
fn status_is_calm_when_all_is_well() {
    let (status, now) = (node_status(), at(7200));
    assert_eq!(attention(&status, now), Vec::<String>::new());
    insta::assert_snapshot!(render(&status, "http://127.0.0.1:7451", &[], now));
}

#[test]
fn status_names_first_what_needs_attention() {
    let mut status = node_status();
    status.storage_fault = Some("no space left".to_owned());
    status.hold = Some("a peer has 5 entries of this member's log, here are 3".to_owned());
    status.roster.frozen = Some(3);
    status.peers.connected = 0;
    status.catalogue.complete = false;
    status.frozen_logs = serde_json::from_value(serde_json::json!([
        {"log": "e283e9e9b29df6942e07f626614804a61b1e2949fd1882d3e1721c175f787fbd", "member": "FR", "seq": 7}
    ]))
    .unwrap();
    let entry = EntryId::of(b"entry");
    status.broken_rules = serde_json::from_value(serde_json::json!([
        {"member": "PL", "log": "e283e9e9b29df6942e07f626614804a61b1e2949fd1882d3e1721c175f787fbd", "seq": 4,
         "entry": entry, "rule": "D1", "time": "2026-11-01T00:00:00Z", "times": 3}
    ]))
    .unwrap();
    status.reviews = serde_json::from_value(serde_json::json!([
        {"entry": entry, "member": "DE", "time": "2026-11-01T00:00:00Z", "exposed": 3, "personal": 0},
        {"entry": entry, "member": "DE", "time": "2026-11-02T00:00:00Z", "exposed": 1, "personal": 2}
    ]))
    .unwrap();
    for (days, expected) in [(330, "expires in 35 days"), (366, "has expired")] {
        let now = at(days * 86_400);
        let found = attention(&status, now);
        assert_eq!(found.len(), 9, "{found:?}");
        assert!(found.iter().any(|item| item.contains(expected)), "{found:?}");
    }
    let now = at(330 * 86_400);
    insta::assert_snapshot!(render(&status, "http://127.0.0.1:7451", &attention(&status, now), now));
}

#[test]
fn peers_are_aligned_within_the_width() {
    let peer = |number: u64, member: &str| PeerView {
        node: node_key(number),
        member: member.parse().unwrap(),
        connected: false,
        in_sync: None,
        address: None,
        transport: None,
        outgoing: None,
        seconds: None,
        agent: None,
        rtt_ms: None,
        failures: 0,
        reason: None,
    };
    let connected = |number, member, in_sync| PeerView {
        connected: true,
        in_sync,
        address: Some("/ip4/192.0.2.1/udp/7450/quic-v1/p2p/something-long-that-does-not-fit".to_owned()),
        transport: Some("quic".to_owned()),
        outgoing: Some(true),
        seconds: Some(4000),
        agent: Some("emn/0.1.0".to_owned()),
        rtt_ms: Some(12.4),
        ..peer(number, member)
    };
    let reason = Some("the name emn.example.de does not resolve; is it right in the roster?".to_owned());
    let items = vec![
        connected(1, "NL", Some(true)),
        connected(2, "EU-COM", Some(false)),
        connected(3, "FR", None),
        PeerView { failures: 12, reason, ..peer(4, "DE") },
        peer(5, "BE"),
    ];
    let text = render_peers(&Peers { items });
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn record_is_shown_as_people_read_it() {
    let network = TestNetwork::new(1);
    let show = |record: Record| {
        let entry = network.entry(0, 0, None, &record).into_entry();
        let (id, header) = (entry.id(), entry.header());
        let view = serde_json::json!({
            "id": id, "short": id.short(), "kind": record.kind(), "record": record,
            "signature": {
                "member": header.member, "key": entry.log(), "fingerprint": entry.log().fingerprint(), "seq": 0, "prev": null,
                "time": header.time, "roster": 1, "verified": true, "bytes": entry.frame().len(),
            },
            "links": {
                "supersedes": null, "superseded_by": null, "newest": id, "answers": null, "withdraws": null, "raw": "",
            },
        });
        super::show::render(&serde_json::from_value(view).unwrap(), None, false)
    };
    let table = victims(&["2021", "2022"], &[Some(1240), Some(50), Some(1225), None, Some(15), None]);
    insta::assert_snapshot!("shown_report", show(report("Victims", vec![table])));
    insta::assert_snapshot!("shown_practice", show(practice("Asking")));
}

#[test]
fn text_is_clipped_and_wrapped_by_characters() {
    assert_eq!(clip("één  twee\ndrie", 20), "één twee drie");
    assert_eq!(clip("één twee drie", 9), "één twee…");
    assert_eq!(wrap("een twee drie\n\n- vier vijf", "  ", 10), "  een twee\n  drie\n\n  - vier\n  vijf\n");
    let address = "x".repeat(40);
    assert_eq!(wrap(&format!("a {address}"), "", 10), format!("a\n{address}\n"));
}
