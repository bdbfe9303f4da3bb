//! The whole demonstration, with real nodes, networks and folders.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::*;

/// A writer whose content can be read.
#[derive(Clone, Default)]
pub(super) struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Kept {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn context(dir: &Path, dir_given: bool) -> Context {
    Context { dir: dir.to_owned(), dir_given, json: false, quiet: true }
}

#[test]
fn whole_script_converges_and_refuses_everything_hostile() {
    let dir = tempfile::tempdir().unwrap();
    let kept = Kept::default();
    let mut screen = Screen::new(Box::new(kept.clone()), false);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let outcome = runtime.block_on(async {
        let mut nodes = Nodes::create(dir.path(), telemetry::wall_clock()).unwrap();
        let outcome = play(&mut nodes, &mut screen).await;
        assert!(nodes.stop_all().await, "every node ends well");
        outcome.unwrap()
    });

    assert_eq!((outcome.entries, outcome.published.len(), outcome.nodes.len()), (20, 20, 5));
    for published in &outcome.published {
        let away = usize::from(published.received_ms.len() == 3 && !published.received_ms.contains_key("FR"));
        assert_eq!(published.received_ms.len(), 4 - away, "{published:?}");
    }
    assert_eq!(outcome.absence.missed, 8);
    assert_eq!(outcome.absence.by_catch_up + outcome.absence.by_gossip, 8);
    for node in &outcome.nodes {
        assert_eq!((node.frontier, node.entries, node.roster_version), (outcome.frontier, 20, 2));
        for code in ["bad_signature", "unknown_key", "record_mismatch", "disclosure"] {
            assert!(node.refusals.get(code).is_some_and(|count| *count >= 1), "{code} at {}", node.member);
        }
    }
    let reasons: Vec<_> = outcome.refused.iter().map(|refused| (refused.reason, refused.refused_ms.len())).collect();
    assert_eq!(
        reasons,
        [("not_in_roster", 5), ("bad_signature", 5), ("unknown_key", 5), ("record_mismatch", 5), ("disclosure", 5)]
    );
    check_text(&kept.text());
    check_json(&outcome);
}

fn check_text(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= screen::WIDTH, "too wide: {line}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    let lines = text.lines().count();
    assert!((40..=80).contains(&lines), "{lines} lines");
    for part in ["Slachtoffers van mensenhandel in Nederland", "[Victims of trafficking in human beings in the Nether"]
    {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    for reason in ["the signature does not verify", "not in the roster", "the record was altered"] {
        assert!(text.contains(reason), "{reason} is missing:\n{text}");
    }
}

fn check_json(outcome: &Outcome) {
    let json = serde_json::to_value(outcome).unwrap();
    assert_eq!(json["converged"], Value::Bool(true));
    assert_eq!(json["published"][0]["member"], "NL");
    assert!(json["published"][0]["received_ms"]["PL"].as_f64().is_some_and(|millis| millis > 0.0));
    assert_eq!(json["nodes"][4]["frontier"], json["frontier"]);
}

#[test]
fn folder_that_holds_something_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("precious"), "x").unwrap();
    let error = perform(&context(dir.path(), true), &DemoArgs { exit: true }, telemetry::wall_clock()).unwrap_err();
    assert_eq!(error.code, "folder_not_empty");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn temporary_place_is_removed_and_a_named_one_stays() {
    let temporary = Place::prepare(None).unwrap();
    let root = temporary.root.clone();
    assert!(root.is_dir());
    drop(temporary);
    assert!(!root.exists());

    let dir = tempfile::tempdir().unwrap();
    let named = dir.path().join("a/b");
    drop(Place::prepare(Some(&named)).unwrap());
    assert!(named.is_dir());
}

#[test]
fn path_with_blanks_is_quoted_for_the_shell() {
    assert_eq!(quoted(Path::new("/tmp/emn-demo-1/NL")), "/tmp/emn-demo-1/NL");
    assert_eq!(quoted(Path::new("/tmp/it's here")), r"'/tmp/it'\''s here'");
}
