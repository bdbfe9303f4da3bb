//! Stops at any point, and what is found at the next start.

use std::fs;

use super::*;
use crate::index::{IndexError, Opened};

/// Does something to a file.
type Damage = fn(&std::path::Path);

fn entries() -> Vec<SignedEntry> {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let second = nl.entry(1, &report("second"));
    let third = nl.entry(2, &correction(first.id(), "third"));
    let gone = nl.entry(3, &withdrawal(second.id()));
    let fourth = nl.entry(4, &report("fourth"));
    vec![first, second, third, gone, fourth]
}

fn store() -> Store {
    Store::of(&entries().iter().collect::<Vec<_>>())
}

#[test]
fn index_goes_on_from_its_checkpoint_after_a_stop_at_any_point() {
    let store = store();
    for committed in 0..=5u64 {
        for applied in committed..=5 {
            let folder = tempfile::tempdir().unwrap();
            let by_id = store.by_id();
            let stored = |id: &EntryId| by_id.get(id).cloned();
            {
                let (_, mut writer, opened) = Index::open(folder.path()).unwrap();
                assert_eq!(opened, Opened::Fresh);
                let mut prepared = store.prepared(0);
                prepared.truncate(usize::try_from(applied).unwrap());
                let rest = prepared.split_off(usize::try_from(committed).unwrap());
                writer.apply(prepared, &stored).unwrap();
                writer.commit(committed).unwrap();
                writer.apply(rest, &stored).unwrap();
            }
            let (index, mut writer, opened) = Index::open(folder.path()).unwrap();
            assert_eq!((opened, index.checkpoint(), index.len()), (Opened::Continued, committed, committed));
            writer.apply(store.prepared(index.checkpoint()), &stored).unwrap();
            writer.commit(5).unwrap();
            assert_eq!(store.titles(&index, &Query::default()), ["fourth", "third"]);
            assert_eq!(index.last().map(|(arrival, _, seq)| (arrival, seq)), Some((4, 4)));
            assert!(index.size_on_disk() > 0);
            let nl = author("NL", 1);
            let relations = index.relations();
            assert!(relations.withdrawal(&entries()[1].id(), &nl.member).is_some());
            assert!(relations.correction(&entries()[0].id(), &nl.member).is_some());
        }
    }
}

#[test]
fn index_that_is_open_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (index, mut writer, _) = Index::open(folder.path()).unwrap();
    let store = store();
    store.follow(&mut writer, 0);
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Locked { .. })));
    assert_eq!(store.titles(&index, &Query::default()), ["fourth", "third"]);
}

#[test]
fn damaged_index_is_begun_anew() {
    let store = store();
    let damages: [(&str, Damage); 5] = [
        ("cut", |file| fs::write(file, &fs::read(file).unwrap()[..10]).unwrap()),
        ("empty", |file| fs::write(file, b"").unwrap()),
        ("gone", |file| fs::remove_file(file).unwrap()),
        ("other", |file| fs::write(file, vec![0xff; 1000]).unwrap()),
        ("longer", |file| fs::write(file, [fs::read(file).unwrap(), vec![0; 100]].concat()).unwrap()),
    ];
    for ending in ["meta.json", ".term", ".fast"] {
        for (name, damage) in damages {
            if ending == "meta.json" && name == "gone" {
                continue;
            }
            let folder = tempfile::tempdir().unwrap();
            let (_, mut writer, _) = Index::open(folder.path()).unwrap();
            store.follow(&mut writer, 0);
            drop(writer);
            let files = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
            let file = files.into_iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap();
            damage(&file);
            let (index, mut writer, opened) = Index::open(folder.path()).unwrap();
            assert!(matches!(opened, Opened::BegunAnew { .. }), "{ending} {name}: {opened:?}");
            assert_eq!((index.checkpoint(), index.len()), (0, 0));
            store.follow(&mut writer, 0);
            assert_eq!(store.titles(&index, &Query::default()), ["fourth", "third"]);
        }
    }
}

#[test]
fn index_of_another_version_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut writer, _) = Index::open(folder.path()).unwrap();
    store().follow(&mut writer, 0);
    drop(writer);
    let meta = folder.path().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    assert!(text.contains("schema 1 "));
    fs::write(&meta, text.replace("schema 1 ", "schema 0 ")).unwrap();
    let (index, _writer, opened) = Index::open(folder.path()).unwrap();
    let because = "another version of the program made it, or one with other topics".to_owned();
    assert_eq!((opened, index.len()), (Opened::BegunAnew { because }, 0));
}

#[test]
fn what_the_store_lost_is_forgotten_and_states_go_back() {
    let store = store();
    for pending in [false, true] {
        let (index, mut writer) = Index::in_memory().unwrap();
        let by_id = store.by_id();
        let stored = |id: &EntryId| by_id.get(id).cloned();
        writer.apply(store.prepared(0), &stored).unwrap();
        if !pending {
            writer.commit(5).unwrap();
        }
        writer.truncate(2, &stored).unwrap();
        writer.commit(2).unwrap();
        assert_eq!((index.len(), index.checkpoint()), (2, 2));
        assert_eq!(store.titles(&index, &Query::default()), ["second", "first"]);
        store.follow(&mut writer, 2);
        assert_eq!(store.titles(&index, &Query::default()), ["fourth", "third"]);
    }
}

#[test]
fn entries_that_left_while_nobody_told_are_found_out() {
    let (mut store, nl) = (store(), author("NL", 1));
    let (index, mut writer) = Index::in_memory().unwrap();
    store.follow(&mut writer, 0);
    // A fork was healed: entries 2 to 4 left, and one came instead.
    store.arrivals.retain(|arrival, _| *arrival < 2);
    store.arrivals.insert(7, nl.entry(2, &report("instead")));
    let by_id = store.by_id();
    let places: HashMap<(LogId, u64), u64> =
        store.arrivals.iter().map(|(arrival, entry)| ((entry.log(), entry.header().seq), *arrival)).collect();
    let arrival = |log: &LogId, seq: u64| places.get(&(*log, seq)).copied();
    for _ in 0..2 {
        writer.reconcile(&arrival, &|id| by_id.get(id).cloned()).unwrap();
        store.follow(&mut writer, index.checkpoint());
        assert_eq!(store.titles(&index, &Query::default()), ["instead", "second", "first"]);
    }
}
