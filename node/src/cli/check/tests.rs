use std::fs;

use emn_protocol::testing::{TestNetwork, practice};

use crate::cli::output::Exit;
use crate::cli::tests::Desk;

fn with_report() -> Desk {
    let desk = Desk::new();
    desk.emn("draft new report --out @draft").unwrap();
    desk
}

fn edit(desk: &Desk, file: &str, from: &str, to: &str) {
    let path = desk.path(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn example_draft_is_fine_with_the_usual_policy() {
    let desk = with_report();
    let answer = desk.emn("check @draft/report.md").unwrap();
    assert_eq!((answer.exit, &answer.json["valid"], &answer.json["kind"]), (Exit::Ok, &true.into(), &"report".into()));
    assert!(answer.notes[0].contains("No roster is installed"), "{:?}", answer.notes);
}

#[test]
fn every_problem_is_listed_with_its_place_and_refuses_the_draft() {
    let desk = with_report();
    edit(&desk, "draft/report.md", "audience =", "audiance =");
    edit(&desk, "draft/report.md", "period =", "period = 7 #");
    let answer = desk.emn("check @draft/report.md").unwrap();
    assert_eq!((answer.exit, &answer.json["valid"]), (Exit::Refused, &false.into()));
    let path = desk.path("draft/report.md").display().to_string();
    let lines: Vec<&str> = answer.text.lines().collect();
    assert!(lines.len() >= 2, "{lines:?}");
    for line in &lines {
        let place = line.strip_prefix(&format!("{path}:")).and_then(|rest| rest.split(':').next());
        assert!(place.is_some_and(|line| line.parse::<u32>().is_ok()), "{line}");
    }
    assert!(answer.text.contains("audience"), "{}", answer.text);
}

#[test]
fn problem_of_a_table_names_its_file_as_it_is_reached_from_here() {
    let desk = with_report();
    let csv = desk.path("draft/victims-sex-age.csv");
    let text = fs::read_to_string(&csv).unwrap();
    fs::write(&csv, format!("{text}nonsense\n")).unwrap();
    let answer = desk.emn("check @draft/report.md").unwrap();
    assert_eq!(answer.exit, Exit::Refused);
    assert!(answer.text.contains(&format!("{}:", csv.display())), "{}", answer.text);
    fs::remove_file(&csv).unwrap();
    let answer = desk.emn("check @draft/report.md").unwrap();
    assert!(answer.text.contains("cannot read"), "{}", answer.text);
}

#[test]
fn policy_of_the_installed_roster_decides() {
    let desk = with_report();
    desk.emn("init --member NL").unwrap();
    desk.emn("network new --name Pilot --new-root-keys 3 --min-frequency 1000 --out @net").unwrap();
    desk.sign("net/roster.cbor", &[1, 2]);
    let before = desk.emn("check @draft/report.md --roster @net/roster.cbor").unwrap();
    desk.emn("roster install @net/roster.cbor").unwrap();
    let answer = desk.emn("check @draft/report.md").unwrap();
    assert_eq!((answer.exit, &answer.json["min_frequency"]), (Exit::Refused, &1000.into()));
    assert_eq!(answer.text, before.text);
    assert!(answer.text.contains("D1") || answer.text.contains("D5"), "{}", answer.text);
}

#[test]
fn entry_is_checked_as_far_as_rosters_are_known() {
    let desk = Desk::new();
    let network = TestNetwork::new(2);
    let frame = network.frame(0, 0, None, &practice("Shelter"));
    fs::write(desk.path("entry.cbor"), &frame).unwrap();
    fs::write(desk.path("roster.cbor"), network.rosters.at(1).unwrap().bytes()).unwrap();
    let alone = desk.emn("check @entry.cbor").unwrap();
    assert_eq!((&alone.json["checked"], &alone.json["member"]), (&"signature".into(), &"M0".into()));
    let whole = desk.emn("check @entry.cbor --roster @roster.cbor").unwrap();
    assert_eq!((&whole.json["checked"], &whole.json["title"]), (&"signature, member, rules".into(), &"Shelter".into()));
}

#[test]
fn entry_that_was_changed_or_is_of_others_is_refused() {
    let desk = Desk::new();
    let network = TestNetwork::new(1);
    let mut frame = network.frame(0, 0, None, &practice("Shelter")).to_vec();
    let last = frame.len() - 1;
    fs::write(desk.path("entry.cbor"), &frame).unwrap();
    desk.emn("network new --name Other --new-root-keys 1 --out @net").unwrap();
    desk.emn("roster sign @net/roster.cbor --key @net/root-1.pem").unwrap();
    assert_eq!(
        desk.refused("check @entry.cbor --roster @net/roster.cbor"),
        (Exit::Refused, "wrong_network".to_owned())
    );
    frame[last] ^= 1;
    fs::write(desk.path("entry.cbor"), &frame).unwrap();
    assert_eq!(desk.refused("check @entry.cbor").0, Exit::Refused);
    fs::write(desk.path("entry.cbor"), [0x82, 0x41]).unwrap();
    assert_eq!(desk.refused("check @entry.cbor"), (Exit::Refused, "not_an_entry".to_owned()));
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let desk = Desk::new();
    desk.network();
    assert_eq!(desk.refused("check @none.md"), (Exit::Failed, "file_missing".to_owned()));
    assert_eq!(desk.refused("check @net/roster.cbor").0, Exit::Usage);
    fs::write(desk.path("latin1.md"), b"+++\ntitle = \"caf\xe9\"\n+++\n").unwrap();
    let answer = desk.emn("check @latin1.md").unwrap();
    assert!(answer.text.contains("latin1.md:2:"), "{}", answer.text);
    fs::write(desk.path("empty.md"), b"").unwrap();
    assert_eq!(desk.emn("check @empty.md").unwrap().exit, Exit::Refused);
}
