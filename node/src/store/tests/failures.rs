//! Disks that fail, and crashes between two batches.

use std::sync::Arc;

use super::super::kv::{Failing, FailingKv, KvError, MemoryKv};
use super::super::{Store, StoreError};
use super::fixture::{World, assert_no_orphans, dump, frames, stored_frames};

fn failing() -> (Arc<MemoryKv>, Arc<FailingKv>, Store) {
    let memory = Arc::new(MemoryKv::new());
    let kv = Arc::new(FailingKv::new(memory.clone()));
    let store = Store::with_kv(kv.clone()).expect("an empty store opens");
    (memory, kv, store)
}

fn assert_disk_full(result: Result<(), StoreError>) {
    match result {
        Err(StoreError::Kv(KvError::Io { source, .. })) => assert_eq!(source.kind(), std::io::ErrorKind::StorageFull),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn failed_append_leaves_nothing_visible_and_a_later_one_works() {
    let world = World::new();
    let (memory, kv, mut store) = failing();
    let chain = world.chain(0, [100, 60_000, 100]);
    store.append(&chain[..1]).expect("the entry follows");
    let before = dump(memory.as_ref());
    kv.fail_writes(Failing::Once { after: 0 });
    assert_disk_full(store.append(&chain[1..]));
    assert_eq!(dump(memory.as_ref()), before);
    assert_eq!(stored_frames(&store.reader(), &world.log(0)), frames(&chain[..1]));
    store.append(&chain[1..]).expect("the disk has room again");
    assert_eq!(stored_frames(&store.reader(), &world.log(0)), frames(&chain));
    assert_eq!(store.reader().next_arrival().expect("it reads"), 3);
}

#[test]
fn failed_flush_is_told() {
    let (_, kv, store) = failing();
    kv.fail_flushes(Failing::From { after: 1 });
    store.flush().expect("the first flush works");
    assert_disk_full(store.flush());
    assert_disk_full(store.flush());
    kv.fail_flushes(Failing::Never);
    store.flush().expect("the disk has room again");
}

#[test]
fn failed_roster_is_not_the_newest_one() {
    let world = World::new();
    let (_, kv, mut store) = failing();
    kv.fail_writes(Failing::Once { after: 0 });
    assert_disk_full(store.install_roster(world.rosters.newest()));
    assert!(store.reader().all_rosters().expect("it reads").is_empty());
    store.install_roster(world.rosters.newest()).expect("the disk has room again");
}

#[test]
fn freeze_that_stops_at_any_write_is_finished_when_the_store_opens() {
    let world = World::new();
    let chain = world.chain(0, [60_000; 90]);
    let evidence = world.evidence(0, Some(&chain[9]), &chain[10]);
    let mut finished = false;
    for after in 0.. {
        let (memory, kv, mut store) = failing();
        chain.chunks(7).for_each(|page| store.append(page).expect("the entries follow"));
        kv.fail_writes(Failing::From { after });
        finished = store.freeze(&evidence).is_ok();
        let seen = store.reader().head(&world.log(0)).expect("it reads").height;
        drop(store);
        let store = Store::with_kv(memory.clone()).expect("the store opens");
        let reader = store.reader();
        if after == 0 {
            assert_eq!(stored_frames(&reader, &world.log(0)), frames(&chain));
            assert_eq!(reader.evidence(&world.log(0)).expect("it reads"), None);
        } else {
            assert_eq!(seen, 10, "the entries were visible after {after} writes");
            assert_eq!(stored_frames(&reader, &world.log(0)), frames(&chain[..10]));
            assert_eq!(reader.retired(&world.log(0), 100).expect("it reads"), frames(&chain[10..]));
            assert_eq!(reader.arrivals(0, 100).expect("it reads").len(), 10);
            assert_eq!(reader.evidence(&world.log(0)).expect("it reads").as_ref(), Some(&evidence));
        }
        assert_no_orphans(memory.as_ref());
        if finished {
            assert!(after >= 5, "moving took {after} batches; the test should see several");
            break;
        }
    }
    assert!(finished);
}

#[test]
fn freeze_that_failed_half_way_is_finished_before_the_next_change() {
    let world = World::new();
    let (memory, kv, mut store) = failing();
    let chain = world.chain(0, [60_000; 50]);
    store.append(&chain).expect("the entries follow");
    kv.fail_writes(Failing::Once { after: 2 });
    assert_disk_full(store.truncate(&world.log(0), 5));
    store.append(&chain[5..6]).expect("the entry follows");
    assert_eq!(stored_frames(&store.reader(), &world.log(0)), frames(&chain[..6]));
    assert_eq!(store.reader().retired(&world.log(0), 100).expect("it reads"), frames(&chain[5..]));
    assert_no_orphans(memory.as_ref());
}
