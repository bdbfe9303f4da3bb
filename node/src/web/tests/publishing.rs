//! From a draft to a signature, with the persons that it takes.

use emn_accounts::{Role, Roles};
use emn_desk::{Draft, DraftId, State};
use emn_protocol::ids::EntryId;
use emn_protocol::record::{MultiText, Record};
use emn_protocol::testing::{at, practice};

use super::browser::{Browser, Shown};
use crate::api::tests::harness::Node;
use crate::engine::Command;

const HOSTILE: &str = "\"><script>alert(1)</script>";

/// A node at which it takes two, with one entry that its index knows.
fn node() -> Node {
    let mut node = Node::new().with_doors(|doors| {
        doors.open_reads = false;
        doors.four_eyes = true;
    });
    node.add(0, &practice("Known"));
    node
}

async fn publisher(node: &Node, name: &str) -> Browser {
    Browser::signed_in(node, name, Roles::NONE.with(Role::Reader).with(Role::Publisher)).await
}

async fn approver(node: &Node, name: &str) -> Browser {
    Browser::signed_in(node, name, Roles::NONE.with(Role::Reader).with(Role::Approver)).await
}

/// Begins a draft; returns its address.
async fn begin(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let shown = browser.post("/publish/new", fields).await;
    assert_eq!(shown.status, 303, "{}", shown.html);
    let location = shown.location().to_owned();
    location.split('/').take(3).collect::<Vec<_>>().join("/")
}

fn kept(node: &Node, address: &str) -> Draft {
    let id: DraftId = address.rsplit('/').next().unwrap().parse().unwrap();
    node.state.desk.get(id).unwrap()
}

/// Sends a form of the newest version.
pub(super) async fn send(
    node: &Node,
    browser: &mut Browser,
    address: &str,
    page: &str,
    fields: &[(&str, &str)],
) -> Shown {
    let version = kept(node, address).version.to_string();
    let mut all = vec![("version", version.as_str())];
    // What is decided on a table names the one that was shown.
    let shown =
        if page == "table" { browser.get(&format!("{address}/table")).await.hidden("table") } else { String::new() };
    if page == "table" {
        all.push(("table", &shown));
    }
    all.extend_from_slice(fields);
    browser.post(&format!("{address}/{page}"), &all).await
}

/// The texts of a practice without anything wrong in it.
fn texts<'a>(title: &'a str, approach: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("language", "en"),
        ("title.en", title),
        ("summary.en", "How officers recognise victims."),
        ("approach.en", approach),
        ("topics", "trafficking-in-human-beings"),
        ("countries", "NL"),
        ("audience", "network"),
        ("organisation", "Contact point"),
    ]
}

/// A practice that waits for approval.
async fn submitted(node: &Node, browser: &mut Browser, title: &str, approach: &str) -> String {
    let address = begin(browser, &[("kind", "practice")]).await;
    let mut fields = texts(title, approach);
    fields.push(("action", "check"));
    let shown = send(node, browser, &address, "describe", &fields).await;
    assert_eq!(shown.location(), format!("{address}/check"), "{}", shown.html);
    let shown = send(node, browser, &address, "submit", &[]).await;
    assert_eq!(
        shown.location(),
        format!("{address}?notice=draft-submitted"),
        "{}",
        browser.get(&format!("{address}/check")).await.html
    );
    address
}

/// An engine that signs the next record; returns it.
fn signing(node: &mut Node) -> tokio::task::JoinHandle<Record> {
    let mut engine = node.engine.take().unwrap();
    let published = node.published();
    tokio::spawn(async move {
        let Command::Publish { record, reply } = engine.command().await else { panic!("no record came") };
        reply.send(Ok(published)).unwrap();
        *record
    })
}

/// Actions in the audit log.
fn actions(node: &Node) -> Vec<String> {
    let lines = node.state.gate.audit_log().load().unwrap();
    lines.into_iter().map(|line| line.action).filter(|action| action != "sign-in").collect()
}

#[tokio::test]
async fn two_persons_bring_a_draft_to_a_signature() {
    let mut node = node();
    let (mut writes, mut approves) = (publisher(&node, "jansen").await, approver(&node, "devries").await);
    let address = submitted(&node, &mut writes, "Recognising victims", "Officers ask open questions.").await;
    let state = writes.get(&address).await;
    assert!(state.html.contains("waits for approval") && state.html.contains("take-back"), "{}", state.html);
    let queue = approves.get("/approvals").await;
    let page = address.replace("/publish/", "/approvals/");
    assert!(queue.html.contains(&page), "{}", queue.html);
    let review = approves.get(&page).await;
    assert!(review.html.contains("Officers ask open questions."), "{}", review.html);
    let engine = signing(&mut node);
    let shown = send(&node, &mut approves, &page, "approve", &[]).await;
    assert_eq!((shown.status.as_u16(), shown.location()), (303, page.as_str()), "{}", shown.html);
    let Record::Practice(signed) = engine.await.unwrap() else { panic!("another kind was signed") };
    assert_eq!(signed.about.title.get("en"), Some("Recognising victims"));
    let entry = EntryId::of(b"published").to_string();
    let sent = approves.get(&page).await;
    assert!(sent.html.contains(&format!("/records/{entry}")), "{}", sent.html);
    assert!(writes.get(&address).await.html.contains(&format!("/records/{entry}")));
    assert_eq!(actions(&node), ["submit", "approve", "publish"]);
    let log = format!("{:?}", node.state.gate.audit_log().load().unwrap());
    assert!(!log.contains("Recognising"), "the audit log names drafts and entries, not what they say");
}

#[tokio::test]
async fn nobody_approves_what_they_wrote_in() {
    let node = node();
    let both = Roles::NONE.with(Role::Reader).with(Role::Publisher).with(Role::Approver);
    let mut owner = Browser::signed_in(&node, "jansen", both).await;
    let mut helper = Browser::signed_in(&node, "bakker", both).await;
    let address = submitted(&node, &mut owner, "Recognising victims", "Officers ask open questions.").await;
    let page = address.replace("/publish/", "/approvals/");
    send(&node, &mut owner, &address, "take-back", &[]).await;
    let fields = texts("Recognising victims early", "Officers ask open questions.");
    send(&node, &mut helper, &address, "describe", &fields).await;
    send(&node, &mut owner, &address, "submit", &[]).await;
    assert!(matches!(kept(&node, &address).state, State::Submitted { .. }));
    for browser in [&mut owner, &mut helper] {
        let queue = browser.get("/approvals").await;
        assert!(queue.html.contains("somebody else has to approve it"), "{}", queue.html);
        let review = browser.get(&page).await;
        assert!(!review.html.contains("/approve\"") && !review.html.contains("/send-back\""), "{}", review.html);
        for step in ["approve", "send-back"] {
            let shown = send(&node, browser, &page, step, &[("comment", "Please shorten it.")]).await;
            assert_eq!(shown.status, 403, "{step}");
            assert!(shown.html.contains("cannot approve it"), "{}", shown.html);
        }
    }
    assert!(matches!(kept(&node, &address).state, State::Submitted { .. }));
}

#[tokio::test]
async fn every_page_asks_for_its_role() {
    let node = node();
    let mut writes = publisher(&node, "jansen").await;
    let address = submitted(&node, &mut writes, "Recognising victims", "Officers ask open questions.").await;
    let review = address.replace("/publish/", "/approvals/");
    let pages = ["", "/upload", "/columns", "/table", "/describe", "/check", "/preview"];
    let publishing: Vec<String> =
        pages.iter().map(|page| format!("{address}{page}")).chain(["/publish".to_owned()]).collect();
    let (mut reads, mut approves) =
        (Browser::signed_in(&node, "lezer", Roles::NONE.with(Role::Reader)).await, approver(&node, "devries").await);
    for path in &publishing {
        assert_eq!(
            (reads.get(path).await.status.as_u16(), approves.get(path).await.status.as_u16()),
            (403, 403),
            "{path}"
        );
    }
    for path in ["/approvals", &review] {
        assert_eq!(
            (reads.get(path).await.status.as_u16(), writes.get(path).await.status.as_u16()),
            (403, 403),
            "{path}"
        );
    }
    let before = kept(&node, &address);
    for step in ["describe", "submit", "take-back", "discard", "forget", "columns", "table"] {
        for browser in [&mut reads, &mut approves] {
            assert_eq!(send(&node, browser, &address, step, &[]).await.status, 403, "{step}");
        }
    }
    for browser in [&mut reads, &mut writes] {
        for step in ["approve", "send-back"] {
            assert_eq!(send(&node, browser, &review, step, &[("comment", "no")]).await.status, 403, "{step}");
        }
    }
    assert_eq!(kept(&node, &address), before);
    assert_eq!(writes.get("/publish/0000000000000000").await.status, 404);
    assert_eq!(writes.get("/publish/..%2f..%2fkeys").await.status, 404);
}

#[tokio::test]
async fn form_of_an_older_version_overwrites_nothing_and_loses_nothing() {
    let node = node();
    let (mut one, mut other) = (publisher(&node, "jansen").await, publisher(&node, "bakker").await);
    let address = begin(&mut one, &[("kind", "practice")]).await;
    send(&node, &mut one, &address, "describe", &texts("First title", "First approach.")).await;
    let old = kept(&node, &address).version.to_string();
    send(&node, &mut other, &address, "describe", &texts("Their title", "First approach.")).await;
    let mut mine = texts("My title", "My approach.");
    mine.push(("version", &old));
    let shown = one.post(&format!("{address}/describe"), &mine).await;
    assert_eq!(shown.status, 409);
    for text in ["My title", "Their title", "My approach.", "First approach.", "bakker"] {
        assert!(shown.html.contains(text), "{text}: {}", shown.html);
    }
    assert_eq!(kept(&node, &address).content.title["en"], "Their title");
    let mut chosen = texts("My title", "My approach.");
    chosen.extend([("pick.title.en", "theirs"), ("pick.approach.en", "mine")]);
    let shown = send(&node, &mut one, &address, "describe", &chosen).await;
    assert_eq!(shown.status, 303, "{}", shown.html);
    let content = kept(&node, &address).content;
    assert_eq!((content.title["en"].as_str(), content.approach["en"].as_str()), ("Their title", "My approach."));
}

#[tokio::test]
async fn what_was_written_is_shown_when_the_draft_was_submitted_meanwhile() {
    let node = node();
    let (mut one, mut other) = (publisher(&node, "jansen").await, publisher(&node, "bakker").await);
    let address = begin(&mut one, &[("kind", "practice")]).await;
    send(&node, &mut one, &address, "describe", &texts("First title", "First approach.")).await;
    let old = kept(&node, &address).version.to_string();
    send(&node, &mut other, &address, "submit", &[]).await;
    let mut mine = texts("A title nobody has kept", "First approach.");
    mine.push(("version", &old));
    let shown = one.post(&format!("{address}/describe"), &mine).await;
    assert_eq!(shown.status, 409);
    assert!(shown.html.contains("A title nobody has kept") && !shown.html.contains("name=\"pick."), "{}", shown.html);
}

#[tokio::test]
async fn personal_data_that_blocks_keeps_a_draft_from_being_submitted() {
    let node = node();
    let mut browser = publisher(&node, "jansen").await;
    let address = begin(&mut browser, &[("kind", "practice")]).await;
    let approach = "Payments went to NL91ABNA0417164300 each month.";
    send(&node, &mut browser, &address, "describe", &texts("Recognising victims", approach)).await;
    let shown = send(&node, &mut browser, &address, "submit", &[]).await;
    assert_eq!(shown.location(), format!("{address}/check"));
    let check = browser.get(&format!("{address}/check")).await;
    assert!(
        check.html.contains("Bank account") && check.html.contains("describe?mistakes=1#approach.en"),
        "{}",
        check.html
    );
    assert!(!check.html.contains("NL91ABNA0417164300"), "what was found is not repeated");
    assert!(matches!(kept(&node, &address).state, State::Editing));
}

#[tokio::test]
async fn warning_takes_a_reason_and_a_note_of_the_second_person() {
    let mut node = node();
    let (mut writes, mut approves) = (publisher(&node, "jansen").await, approver(&node, "devries").await);
    let approach = "The victim Maria Kowalska told the officers about the house.";
    let address = submitted(&node, &mut writes, "Recognising victims", approach).await;
    let page = address.replace("/publish/", "/approvals/");
    let review = approves.get(&page).await;
    let id = review
        .html
        .split("name=\"reason.")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a warning is asked about")
        .to_owned();
    let (reason, note) = (format!("reason.{id}"), format!("note.{id}"));
    for (why, text) in [
        ("", "A name that was made up."),
        ("FALSE_POSITIVE", "No."),
        ("FALSE_POSITIVE", "Payments to NL91ABNA0417164300"),
    ] {
        let shown = send(&node, &mut approves, &page, "approve", &[(&reason, why), (&note, text)]).await;
        assert_eq!(shown.status, 422, "{why} {text}");
        assert!(shown.html.contains("id=\"mistakes\""), "{}", shown.html);
    }
    assert!(matches!(kept(&node, &address).state, State::Submitted { .. }));
    let engine = signing(&mut node);
    let said = [(reason.as_str(), "FALSE_POSITIVE"), (note.as_str(), "The name was made up for the training.")];
    let shown = send(&node, &mut approves, &page, "approve", &said).await;
    assert_eq!(shown.status, 303, "{}", shown.html);
    engine.await.unwrap();
    assert_eq!(actions(&node), ["submit", "approve", "override", "publish"]);
}

#[tokio::test]
async fn draft_comes_back_with_a_comment_and_is_submitted_again() {
    let node = node();
    let (mut writes, mut approves) = (publisher(&node, "jansen").await, approver(&node, "devries").await);
    let address = submitted(&node, &mut writes, "Recognising victims", "Officers ask open questions.").await;
    let page = address.replace("/publish/", "/approvals/");
    assert_eq!(send(&node, &mut approves, &page, "send-back", &[("comment", " ")]).await.status, 422);
    let comment = format!("Please say more about children. {HOSTILE}");
    let shown = send(&node, &mut approves, &page, "send-back", &[("comment", &comment)]).await;
    assert_eq!(shown.location(), "/approvals?notice=draft-sent-back", "{}", shown.html);
    let state = writes.get(&address).await;
    assert!(
        state.html.contains("Please say more about children.") && !state.html.contains("<script>alert"),
        "{}",
        state.html
    );
    assert_eq!(send(&node, &mut approves, &page, "approve", &[]).await.status, 409, "it waits no longer");
    send(&node, &mut writes, &address, "submit", &[]).await;
    let shown = send(&node, &mut approves, &address, "take-back", &[]).await;
    assert_eq!(shown.status, 403);
    let shown = send(&node, &mut writes, &address, "take-back", &[]).await;
    assert_eq!(shown.location(), format!("{address}?notice=draft-taken-back"));
    send(&node, &mut writes, &address, "discard", &[]).await;
    assert!(matches!(kept(&node, &address).state, State::Discarded));
    assert_eq!(actions(&node), ["submit", "send-back", "submit", "take-back", "discard"]);
}

#[tokio::test]
async fn engine_that_refuses_gives_the_draft_back_with_the_reason() {
    let mut node = node();
    let (mut writes, mut approves) = (publisher(&node, "jansen").await, approver(&node, "devries").await);
    let address = submitted(&node, &mut writes, "Recognising victims", "Officers ask open questions.").await;
    let page = address.replace("/publish/", "/approvals/");
    let mut engine = node.engine.take().unwrap();
    let engine = tokio::spawn(async move {
        let Command::Publish { reply, .. } = engine.command().await else { panic!("no record came") };
        reply.send(Err(crate::engine::PublishError::RosterExpired(at(0)))).unwrap();
    });
    let shown = send(&node, &mut approves, &page, "approve", &[]).await;
    engine.await.unwrap();
    assert!(shown.html.contains("the roster expired"), "{}", shown.html);
    assert!(matches!(kept(&node, &address).state, State::Submitted { .. }));
    assert!(writes.get(&address).await.html.contains("the roster expired"));
}

#[tokio::test]
async fn language_comes_and_goes_and_no_text_of_another_is_touched() {
    let node = node();
    let mut browser = publisher(&node, "jansen").await;
    let address = begin(&mut browser, &[("kind", "practice")]).await;
    let mut fields = texts(HOSTILE, "First\r\nSecond");
    fields.extend([("action", "add"), ("add_language", "nl")]);
    let shown = send(&node, &mut browser, &address, "describe", &fields).await;
    assert_eq!(shown.location(), format!("{address}/describe?notice=language-added"));
    let form = browser.get(&format!("{address}/describe")).await;
    assert!(form.html.contains("id=\"title.nl\"") && form.html.contains("id=\"title.en\""), "{}", form.html);
    assert_eq!(kept(&node, &address).content.approach["en"], "First\nSecond");
    for path in [address.clone(), "/publish".to_owned(), format!("{address}/describe"), format!("{address}/preview")] {
        assert!(!browser.get(&path).await.html.contains("<script>alert"), "{path}");
    }
    let fields = [("language", "nl"), ("title.nl", "Titel"), ("action", "remove.en")];
    send(&node, &mut browser, &address, "describe", &fields).await;
    let content = kept(&node, &address).content;
    assert_eq!(content.languages(), ["nl"]);
    send(&node, &mut browser, &address, "describe", &[("language", "nl"), ("action", "remove.nl")]).await;
    assert_eq!(kept(&node, &address).content.languages(), ["nl"], "one language stays");
    let shown = send(&node, &mut browser, &address, "describe", &[("action", "add"), ("add_language", "<b>")]).await;
    assert_eq!(shown.status, 422);
}

#[tokio::test]
async fn only_own_records_are_corrected_or_withdrawn() {
    let mut node = node();
    let (own, foreign) = (node.add(0, &practice("Ours")), node.add(1, &practice("Theirs")));
    let mut browser = publisher(&node, "jansen").await;
    for kind in ["correction", "withdrawal"] {
        for target in [foreign.entry().id().to_string(), "x".to_owned(), EntryId::of(b"x").to_string()] {
            let shown = browser.post("/publish/new", &[("kind", kind), ("target", &target)]).await;
            assert_eq!(shown.status, 409, "{kind} {target}");
        }
    }
    let target = own.entry().id().to_string();
    let address = begin(&mut browser, &[("kind", "correction"), ("target", &target)]).await;
    let form = browser.get(&format!("{address}/describe")).await;
    assert!(form.html.contains("value=\"Ours\"") && form.html.contains("id=\"reason.en\""), "{}", form.html);
    let address = begin(&mut browser, &[("kind", "withdrawal"), ("target", &target)]).await;
    let fields = [("language", "en"), ("reason.en", "Published by mistake.")];
    send(&node, &mut browser, &address, "describe", &fields).await;
    let shown = send(&node, &mut browser, &address, "submit", &[]).await;
    assert!(
        shown.location().ends_with("notice=draft-submitted"),
        "{}",
        browser.get(&format!("{address}/check")).await.html
    );
    let reason: MultiText = [("en".parse().unwrap(), "Published by mistake.")].into_iter().collect();
    let Ok(Record::Withdrawal(withdrawal)) = kept(&node, &address).record() else { panic!("no withdrawal came of it") };
    assert_eq!((withdrawal.withdraws, withdrawal.reason), (own.entry().id(), reason));
}
