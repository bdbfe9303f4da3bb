use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use emn_protocol::ids::EntryId;
use emn_protocol::record::{Kind, Record};
use emn_protocol::testing::{TestNetwork, code, correction, practice, report, victims, withdrawal};
use emn_search::index::Index;
use emn_search::query::{Query, Sort};
use emn_series::question::{By, Question};

use super::*;
use crate::store::{Kv, MemoryKv, Store};

/// A store, a catalogue, and members that publish.
struct House {
    network: TestNetwork,
    store: Store,
    heads: BTreeMap<usize, (u64, Option<EntryId>)>,
}

impl House {
    fn new() -> Self {
        let network = TestNetwork::new(3);
        let kv: Arc<dyn Kv> = Arc::new(MemoryKv::new());
        let mut store = Store::with_kv(kv).unwrap();
        store.install_roster(network.rosters.newest()).unwrap();
        Self { network, store, heads: BTreeMap::new() }
    }

    fn publish(&mut self, member: usize, record: &Record) -> EntryId {
        let (seq, prev) = self.heads.get(&member).copied().unwrap_or_default();
        let entry = self.network.entry(member, seq, prev, record);
        let id = entry.entry().id();
        self.heads.insert(member, (seq + 1, Some(id)));
        self.store.append(&[entry]).unwrap();
        id
    }

    fn in_memory(&self) -> Builder {
        let (index, writer) = Index::in_memory().unwrap();
        let catalogue = Catalogue::new(index, self.store.reader());
        Builder::new(catalogue, self.store.reader(), writer)
    }

    fn open(&self, folder: &std::path::Path) -> Opened {
        open(folder, self.store.reader()).unwrap()
    }
}

/// Takes in all that there is.
fn follow(builder: &mut Builder) -> Vec<builder::ToErase> {
    let mut to_erase = Vec::new();
    while let Some(more) = builder.page().unwrap() {
        to_erase.extend(more);
    }
    builder.commit().unwrap();
    to_erase
}

fn titles(catalogue: &Catalogue, query: &Query) -> Vec<String> {
    let page = catalogue.query(query).unwrap();
    let title = |found: &Found| {
        found.listed.card().and_then(|card| card.title.best(&[])).map_or("-", |(_, title)| title).to_owned()
    };
    page.items.iter().map(title).collect()
}

fn search(text: &str) -> Query {
    Query { text: text.to_owned(), sort: Sort::Relevance, ..Query::default() }
}

fn by_year() -> Question {
    Question { by: vec![By::Year], ..Question::about(code("victims-identified")) }
}

fn values(catalogue: &Catalogue) -> Vec<Option<i64>> {
    catalogue.figures(&by_year()).unwrap().rows.iter().map(|row| row.value).collect()
}

#[test]
fn correction_takes_the_place_of_what_it_corrects_and_a_withdrawal_of_nothing() {
    let mut house = House::new();
    let first = house.publish(0, &practice("Interview guide"));
    let mut builder = house.in_memory();
    follow(&mut builder);
    let catalogue = builder.catalogue().clone();
    assert_eq!(titles(&catalogue, &Query::default()), ["Interview guide"]);
    let second = house.publish(0, &correction(first, "Interview manual"));
    let foreign = house.publish(1, &correction(second, "Not theirs"));
    follow(&mut builder);
    assert_eq!(
        titles(&catalogue, &Query { member: Some("M0".parse().unwrap()), ..Query::default() }),
        ["Interview manual"]
    );
    let listed = catalogue.get(&first).unwrap().unwrap();
    assert_eq!((listed.superseded_by, listed.withdrawn), (Some(second), None));
    assert_eq!(catalogue.newest(&first, &listed.item.member), second);
    assert_eq!(catalogue.get(&foreign).unwrap().unwrap().supersedes(), Some(second));
    let gone = house.publish(0, &withdrawal(second));
    let to_erase = follow(&mut builder);
    assert_eq!(to_erase, [builder::ToErase { id: second, by: gone }]);
    assert_eq!(
        titles(&catalogue, &Query { member: Some("M0".parse().unwrap()), ..Query::default() }),
        ["Interview guide"]
    );
    let withdrawn = catalogue.get(&second).unwrap().unwrap();
    assert_eq!((withdrawn.card(), withdrawn.withdrawn.as_ref().unwrap().by), (None, gone));
    assert_eq!(titles(&catalogue, &search("manual")), Vec::<String>::new(), "what is gone cannot be searched for");
    let acts = Query { kind: Some(Kind::Withdrawal), ..Query::default() };
    assert_eq!(catalogue.query(&acts).unwrap().items[0].listed.withdraws().unwrap().0, second);
}

#[test]
fn index_on_disk_goes_on_after_a_restart_and_repeats_no_erasure_but_all_that_is_due() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    let first = house.publish(0, &practice("One"));
    let gone = house.publish(0, &withdrawal(first));
    let mut opened = house.open(folder.path());
    follow(&mut opened.builder);
    let second = house.publish(1, &practice("Two"));
    drop(opened);
    let mut opened = house.open(folder.path());
    assert_eq!(opened.begun_anew, None);
    assert_eq!((opened.catalogue.len(), opened.builder.next()), (2, 2));
    assert_eq!(opened.builder.all_withdrawn(), [builder::ToErase { id: first, by: gone }]);
    assert_eq!(follow(&mut opened.builder), []);
    assert_eq!(titles(&opened.catalogue, &Query::default()), ["Two"]);
    assert!(opened.catalogue.get(&second).unwrap().is_some());
}

#[test]
fn what_was_not_committed_is_taken_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    house.publish(0, &practice("One"));
    let mut opened = house.open(folder.path());
    follow(&mut opened.builder);
    house.publish(0, &practice("Two"));
    assert!(opened.builder.page().unwrap().is_some());
    // The power goes before the commit.
    drop(opened);
    let mut opened = house.open(folder.path());
    assert_eq!((opened.catalogue.len(), opened.builder.next()), (1, 1));
    follow(&mut opened.builder);
    assert_eq!(titles(&opened.catalogue, &Query::default()), ["Two", "One"]);
}

#[test]
fn index_of_another_store_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    house.publish(0, &practice("One"));
    house.publish(1, &practice("Two"));
    follow(&mut house.open(folder.path()).builder);
    // The store lost its newest entries, which the index still has.
    let mut older = House::new();
    older.publish(0, &practice("One"));
    let mut opened = older.open(folder.path());
    assert_eq!((opened.catalogue.len(), opened.builder.next()), (1, 1));
    follow(&mut opened.builder);
    assert_eq!(titles(&opened.catalogue, &Query::default()), ["One"]);
    drop(opened);
    // Another store altogether.
    let mut other = House::new();
    other.publish(2, &practice("Elsewhere"));
    other.publish(2, &practice("Elsewhere too"));
    let mut opened = other.open(folder.path());
    assert!(opened.begun_anew.is_some());
    follow(&mut opened.builder);
    assert_eq!(titles(&opened.catalogue, &Query::default()), ["Elsewhere too", "Elsewhere"]);
}

#[test]
fn new_index_answers_when_it_is_complete_and_the_old_one_until_then() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    let first = house.publish(0, &practice("One"));
    let Opened { catalogue, mut builder, .. } = house.open(folder.path());
    follow(&mut builder);
    let mut new = builder.beside().unwrap();
    house.publish(0, &correction(first, "Two"));
    follow(&mut builder);
    assert_eq!(titles(&catalogue, &Query::default()), ["Two"]);
    follow(&mut new);
    let builder = new.take_over(&catalogue).unwrap();
    builder.clear();
    assert_eq!(titles(&catalogue, &Query::default()), ["Two"]);
    drop((builder, catalogue));
    let opened = house.open(folder.path());
    assert_eq!((opened.begun_anew, opened.catalogue.len()), (None, 2));
}

/// Takes back what a member published from entry `from` on, as when a roster vouches for other entries.
fn take_back(house: &mut House, member: usize, from: u64, before: EntryId) -> emn_protocol::ids::LogId {
    let log = house.network.members[member].1.id();
    house.store.truncate(&log, from).unwrap();
    house.heads.insert(member, (from, Some(before)));
    log
}

#[test]
fn removed_entries_are_in_no_list_and_no_figure_but_what_took_their_places_is() {
    let mut house = House::new();
    let stays = house.publish(0, &practice("Stays"));
    house.publish(0, &report("Goes", vec![victims(&["2022"], &[Some(60), Some(40), Some(20)])]));
    let mut builder = house.in_memory();
    let catalogue = builder.catalogue().clone();
    follow(&mut builder);
    assert_eq!(values(&catalogue), [Some(60)]);
    let log = take_back(&mut house, 0, 1, stays);
    assert_eq!(titles(&catalogue, &Query::default()), ["Stays"], "before the index knows");
    house.publish(0, &report("Comes", vec![victims(&["2022"], &[Some(50), Some(30), Some(20)])]));
    // The indexer may hear of the removal when it has read what came after it.
    follow(&mut builder);
    builder.remove(&log, 1).unwrap();
    builder.commit().unwrap();
    assert_eq!(
        (titles(&catalogue, &Query::default()), catalogue.len()),
        (vec!["Comes".to_owned(), "Stays".to_owned()], 2)
    );
    assert_eq!(values(&catalogue), [Some(50)]);
    // And once more, as it is told before and after.
    builder.remove(&log, 1).unwrap();
    builder.commit().unwrap();
    assert_eq!((titles(&catalogue, &search("comes")), catalogue.len()), (vec!["Comes".to_owned()], 2));
}

#[test]
fn removal_that_the_index_never_heard_of_is_made_up_for_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    let stays = house.publish(0, &practice("Stays"));
    house.publish(0, &practice("Goes"));
    house.publish(1, &practice("Theirs"));
    follow(&mut house.open(folder.path()).builder);
    take_back(&mut house, 0, 1, stays);
    let opened = house.open(folder.path());
    assert_eq!((opened.begun_anew, opened.catalogue.len()), (None, 2));
    assert_eq!(titles(&opened.catalogue, &Query::default()), ["Theirs", "Stays"]);
}

#[test]
fn index_that_could_not_be_written_is_opened_again_and_lacks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    house.publish(0, &practice("One"));
    let Opened { catalogue, mut builder, .. } = house.open(folder.path());
    follow(&mut builder);
    house.publish(0, &practice("Two"));
    assert!(builder.page().unwrap().is_some());
    // The disk loses the folder under it.
    let index = folder.path().join("0");
    std::fs::rename(&index, folder.path().join("away")).unwrap();
    assert!(builder.commit().is_err());
    std::fs::rename(folder.path().join("away"), &index).unwrap();
    follow(&mut builder);
    assert_eq!(titles(&catalogue, &Query::default()), ["Two", "One"]);
}

#[test]
fn words_of_an_erased_record_leave_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::new();
    let secret = house.publish(0, &practice("Xylophonist of Wherever"));
    house.publish(1, &practice("Another"));
    let Opened { catalogue, mut builder, .. } = house.open(folder.path());
    follow(&mut builder);
    house.publish(0, &withdrawal(secret));
    follow(&mut builder);
    assert_eq!(catalogue.index().deleted(), 1, "its words are still in a file");
    builder.purge().unwrap();
    // It works behind the caller; readers see it with the next commit.
    let begun = Instant::now();
    while catalogue.index().deleted() > 0 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::yield_now();
        builder.commit().unwrap();
    }
    assert_eq!((catalogue.index().deleted(), catalogue.len()), (0, 3));
}

#[test]
fn figures_follow_corrections_and_withdrawals() {
    let question = by_year();
    let mut house = House::new();
    let mut builder = house.in_memory();
    let catalogue = builder.catalogue().clone();
    assert!(matches!(catalogue.figures(&question), Err(CatalogueError::UnknownMeasure { .. })));
    let first = house.publish(0, &report("Victims", vec![victims(&["2022"], &[Some(60), Some(40), Some(20)])]));
    follow(&mut builder);
    assert_eq!(values(&catalogue), [Some(60)]);
    assert_eq!(catalogue.measures().unwrap().len(), 1);
    house.publish(0, &withdrawal(first));
    follow(&mut builder);
    assert!(matches!(catalogue.figures(&question), Err(CatalogueError::UnknownMeasure { .. })));
    house.publish(1, &report("Victims", vec![victims(&["2023"], &[Some(30), Some(10), Some(20)])]));
    follow(&mut builder);
    assert_eq!(values(&catalogue), [Some(30)]);
}
