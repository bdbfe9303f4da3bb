//! From bytes in memory to a draft's table, with a node's ledger.

use std::fs;

use emn_desk::{DraftTable, Hidden};
use emn_protocol::testing;

use super::*;
use crate::config::Folder;
use crate::gate::Gate;

fn now() -> emn_protocol::time::Timestamp {
    testing::at(0)
}

fn network() -> disclosure::Policy {
    disclosure::Policy { min_frequency: 5, noise_allowed: false }
}

fn wished() -> Policy {
    policy(&Wish { min_frequency: None, suppress_zeros: false, full_singletons: false, seconds: 60 }, &network())
        .unwrap()
}

fn gate() -> (tempfile::TempDir, Gate) {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::at(dir.path());
    fs::create_dir(folder.keys()).unwrap();
    let gate = Gate::open(&folder).unwrap();
    (dir, gate)
}

/// Victims by sex and age: so many women, men and boys.
fn cases(counts: [usize; 4]) -> String {
    let rows = ["F,Y_GE18", "F,Y_LT18", "M,Y_GE18", "M,Y_LT18"].iter().zip(counts);
    let rows = rows.flat_map(|(row, count)| std::iter::repeat_n(format!("{row}\n"), count));
    std::iter::once("sex,age\n".to_owned()).chain(rows).collect()
}

fn made(gate: &Gate, cases: &str, place: &Place) -> Made {
    let by = ["sex".to_owned(), "age".to_owned()];
    let suggested = suggest(in_memory("cases.csv", cases.as_bytes()), &by, &[], &wished()).unwrap();
    assert_eq!((suggested.header.as_slice(), suggested.questions.len()), (by.as_slice(), 0));
    let counted =
        count(in_memory("cases.csv", cases.as_bytes()), &suggested.mapping, &wished(), &mut |_, _| {}).unwrap();
    let rules = (&wished(), &network());
    protect(Some(gate), &counted.publication, place, Protection::Suppression, rules, &|| false, now()).unwrap()
}

#[test]
fn cases_in_memory_become_a_table_of_a_draft_without_any_count() {
    let (_dir, gate) = gate();
    let place = Place { geo: Place::geo_of("GR"), period: "2024".parse().ok() };
    let made = made(&gate, &cases([40, 30, 20, 2]), &place);
    assert_eq!(made.notes, []);
    let context: Vec<_> = made.publication.context.iter().map(|(id, code)| (id.as_str(), code.as_str())).collect();
    assert_eq!(context, [("TIME_PERIOD", "2024"), ("geo", "EL")]);
    let table: DraftTable = made.into_draft("cases.csv", now());
    assert_eq!(table.cells.len(), table.suppressed());
    assert_eq!(table.cells.iter().filter(|cell| cell.hidden == Hidden::Small).count(), 1);
    assert!(table.cells.iter().any(|cell| cell.hidden == Hidden::Protecting));
    assert!(table.cells.iter().all(|cell| table.table.values[cell.position].is_none()));
    assert_eq!(table.source, "cases.csv");
}

#[test]
fn prepared_table_keeps_its_counts_in_the_ledger_through_a_change_of_titles() {
    let (_dir, gate) = gate();
    let made = made(&gate, &cases([40, 30, 20, 2]), &Place::default());
    let mut table = made.publication.table;
    table.title = testing::english("Another title");
    gate.keep_published(&testing::report("R", vec![table]), now()).unwrap();
    assert!(gate.published().unwrap()[0].counts.is_some());
}

#[test]
fn table_without_time_beside_earlier_ones_is_noted() {
    let (_dir, gate) = gate();
    for year in ["2022", "2023"] {
        let place = Place { geo: None, period: year.parse().ok() };
        let table = made(&gate, &cases([40, 30, 20, 20]), &place).publication.table;
        let mut record = testing::report("R", vec![table]);
        if let emn_protocol::record::Record::Report(report) = &mut record {
            report.about.period = year.parse().ok();
        }
        gate.keep_published(&record, now()).unwrap();
    }
    assert_eq!(made(&gate, &cases([41, 30, 20, 20]), &Place::default()).notes, [Note::Timeless]);
}

#[test]
fn table_of_counts_is_protected_like_cases() {
    let (_dir, gate) = gate();
    let counts = "sex,age,persons\nF,Y_GE18,40\nF,Y_LT18,30\nM,Y_GE18,20\nM,Y_LT18,2\n";
    let by = ["sex".to_owned(), "age".to_owned()];
    let mut mapping = suggest(in_memory("counts.csv", counts.as_bytes()), &by, &[], &wished()).unwrap().mapping;
    let choice = Choice { count: Some("persons".to_owned()), measure: "victims".parse().ok(), ..Choice::default() };
    choose(&mut mapping, &choice).unwrap();
    let counted = count(in_memory("counts.csv", counts.as_bytes()), &mapping, &wished(), &mut |_, _| {}).unwrap();
    let rules = (&wished(), &network());
    let place = Place::default();
    let protected = |gate: Option<&Gate>, protection: Protection| {
        protect(gate, &counted.publication, &place, protection, rules, &|| false, now())
    };
    let made = protected(Some(&gate), Protection::Suppression).unwrap();
    assert_eq!(made.publication.table.values[..], made_of_cases(&gate).publication.table.values[..]);
    assert_eq!(protected(None, Protection::Rounding(5)).unwrap().notes, [Note::NoLedger]);
    assert!(matches!(protected(None, Protection::Noise(f64::NAN)), Err(ProtectionError::Epsilon(_))));
    assert_eq!(protected(None, Protection::Noise(1.0)).unwrap_err().code(), "noise");
    assert_eq!(protected(None, Protection::Rounding(4)).unwrap_err().code(), "rounding");
}

fn made_of_cases(gate: &Gate) -> Made {
    made(gate, &cases([40, 30, 20, 2]), &Place::default())
}

#[test]
fn wish_below_the_network_is_refused() {
    let wish = Wish { min_frequency: Some(3), suppress_zeros: false, full_singletons: false, seconds: 60 };
    assert!(policy(&wish, &network()).is_err());
    let wish = Wish { min_frequency: Some(20), suppress_zeros: true, ..wish };
    assert_eq!(policy(&wish, &network()).unwrap().zeros, Zeros::Suppressed);
}

#[test]
fn format_is_told_by_the_name_of_tabbed_files_only() {
    assert_eq!(format_of("a.TSV"), Some(emn_anonymise::read::Format::Tsv));
    assert_eq!((format_of("a.csv"), format_of("tsv"), format_of("")), (None, None, None));
}
