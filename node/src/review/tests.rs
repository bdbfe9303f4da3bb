//! Second looks at a store.

use std::sync::Arc;

use emn_protocol::record::Record;
use emn_protocol::testing::{TestNetwork, practice, report, victims};

use super::*;
use crate::store::{MemoryKv, Store};

/// A store with these records of the second member, looked at by the first.
fn looked_at(records: &[Record]) -> (Vec<EntryId>, Reviewer) {
    let network = TestNetwork::new(2);
    let mut store = Store::with_kv(Arc::new(MemoryKv::new())).unwrap();
    store.install_roster(network.rosters.newest()).unwrap();
    let mut prev = None;
    let mut ids = Vec::new();
    for (seq, record) in (0..).zip(records) {
        let entry = network.entry(1, seq, prev, record);
        prev = Some(entry.entry().id());
        ids.push(entry.entry().id());
        store.append(&[entry]).unwrap();
    }
    let reviewer = Reviewer {
        reader: store.reader(),
        own: network.members[0].0.clone(),
        reviews: Reviews::in_memory(),
        min_frequency: Arc::new(|| 5),
    };
    assert!(!reviewer.page(&mut Tables::default()).unwrap());
    (ids, reviewer)
}

#[test]
fn table_that_lets_a_reader_narrow_down_a_cell_is_noted() {
    // Both parts of 5 lie between 1 and 4: nothing follows by subtraction, yet no reader doubts that they are small.
    let narrow = report("R", vec![victims(&["2022"], &[Some(5), None, None])]);
    let fine = report("R", vec![victims(&["2023"], &[Some(60), Some(40), Some(20)])]);
    let (ids, reviewer) = looked_at(&[fine, narrow]);
    assert_eq!(reviewer.reviews.of(&ids[0]), None);
    let note = reviewer.reviews.of(&ids[1]).unwrap();
    assert_eq!((note.exposed, note.personal), (2, 0));
}

#[test]
fn text_that_would_not_have_been_signed_here_is_noted() {
    let (ids, reviewer) = looked_at(&[practice("Write to jane.doe1987@gmail.com")]);
    assert_eq!(reviewer.reviews.of(&ids[0]).map(|note| note.personal > 0), Some(true));
    assert_eq!(by_member(&reviewer.reviews.all()).len(), 1);
}

#[test]
fn notes_and_place_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("reviews.json");
    let reviews = Reviews::open(path.clone());
    let network = TestNetwork::new(1);
    let (entry, member) = (EntryId::of(b"x"), network.members[0].0.clone());
    reviews.note(Review { entry, member, time: Timestamp::from_unix(1), exposed: 1, personal: 0 });
    reviews.reached(7);
    let again = Reviews::open(path.clone());
    assert_eq!(again.all().len(), 1);
    assert_eq!(again.state().next, 7);
    fs::write(&path, "torn").unwrap();
    assert_eq!(Reviews::open(path).all(), []);
}
