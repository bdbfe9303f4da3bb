//! What only a real folder shows: locks, damage, and readers beside the writer.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use emn_protocol::entry::Body;

use super::super::kv::{Batch, Kv, KvError, MemoryKv};
use super::super::layout;
use super::super::{Opened, Store, StoreError};
use super::fixture::{World, frames, stored_frames};

fn open(dir: &Path) -> Store {
    let Opened { store, damaged } = Store::open(dir).expect("the store opens");
    assert_eq!(damaged, None);
    store
}

fn folder() -> (tempfile::TempDir, std::path::PathBuf) {
    let temp = tempfile::tempdir().expect("a folder can be made");
    let dir = temp.path().join("store");
    (temp, dir)
}

#[test]
fn store_on_disk_keeps_what_was_flushed() {
    let world = World::new();
    let (_temp, dir) = folder();
    let chain = world.chain(0, [10, 200_000, 60_000, 10]);
    let mut store = open(&dir);
    store.install_roster(world.rosters.newest()).expect("the roster follows");
    store.append(&chain[..3]).expect("the entries follow");
    store.flush().expect("it flushes");
    assert!(store.reader().size_on_disk().expect("it measures") > 260_000);
    drop(store);
    let mut store = open(&dir);
    assert_eq!(stored_frames(&store.reader(), &world.log(0)), frames(&chain[..3]));
    assert_eq!(store.reader().network().expect("it reads"), Some(world.network()));
    store.append(&chain[3..]).expect("the entry follows");
    assert_eq!(store.reader().next_arrival().expect("it reads"), 4);
    // No leaf went to a file of its own: sled never syncs those.
    assert_eq!(fs::read_dir(dir.join("blobs")).expect("it lists").count(), 0);
}

#[test]
fn second_open_of_one_folder_is_refused_and_names_it() {
    let (_temp, dir) = folder();
    let _first = open(&dir);
    let error = Store::open(&dir).err().expect("the folder is taken");
    assert!(matches!(error, StoreError::Kv(KvError::Locked { .. })), "{error:?}");
    assert!(error.to_string().contains(&dir.display().to_string()), "{error}");
    assert!(!error.is_damage());
}

#[test]
fn store_of_a_newer_layout_is_refused_and_left_alone() {
    let kv = Arc::new(MemoryKv::new());
    let mut batch = Batch::new();
    batch.put(layout::meta(layout::meta::SCHEMA), (layout::SCHEMA + 1).to_be_bytes().to_vec());
    kv.apply(batch).expect("it writes");
    let error = Store::with_kv(kv).err().expect("the layout is not known");
    assert!(matches!(error, StoreError::NewerSchema { .. }), "{error:?}");
    assert!(error.to_string().contains("layout 2") && !error.is_damage(), "{error}");
}

#[test]
fn store_without_a_layout_version_is_damaged() {
    let kv = Arc::new(MemoryKv::new());
    let mut batch = Batch::new();
    batch.put(layout::meta(layout::meta::ARRIVAL), 0_u64.to_be_bytes().to_vec());
    kv.apply(batch).expect("it writes");
    assert!(Store::with_kv(kv).err().expect("it is damaged").is_damage());
}

#[test]
fn log_that_lost_its_last_entry_is_damaged() {
    let world = World::new();
    let kv = Arc::new(MemoryKv::new());
    let mut store = Store::with_kv(kv.clone()).expect("an empty store opens");
    store.append(&world.chain(0, [10, 10])).expect("the entries follow");
    let mut batch = Batch::new();
    batch.delete(layout::entry(&world.log(0), 1));
    kv.apply(batch).expect("it writes");
    assert!(Store::with_kv(kv).err().expect("it is damaged").is_damage());
}

/// Fills a store, closes it, lets `harm` at its folder, and expects a new store and the old one beside it.
fn assert_begins_anew(entries: usize, harm: impl Fn(&Path)) {
    let world = World::new();
    let (temp, dir) = folder();
    let chain = world.chain(0, vec![20_000; entries]);
    for number in 1..=2 {
        let mut store = open(&dir);
        chain.chunks(20).for_each(|page| store.append(page).expect("the entries follow"));
        store.flush().expect("it flushes");
        drop(store);
        harm(&dir);
        let opened = Store::open(&dir).expect("a new store opens");
        let damaged = opened.damaged.expect("the damage is seen");
        assert_eq!(damaged.moved_to, temp.path().join(format!("store.damaged-{number}")));
        assert!(damaged.moved_to.join("db").exists());
        assert!(opened.store.reader().is_empty().expect("it reads"));
    }
}

#[test]
fn store_that_lost_its_data_file_begins_anew() {
    assert_begins_anew(50, |dir| {
        fs::remove_file(dir.join("db")).and_then(|()| fs::write(dir.join("db"), "")).expect("it writes")
    });
}

#[test]
fn store_whose_settings_do_not_read_begins_anew() {
    assert_begins_anew(50, |dir| fs::write(dir.join("conf"), "segment_size: many\n1234").expect("it writes"));
}

#[test]
fn store_that_lost_its_first_segment_begins_anew() {
    assert_begins_anew(50, |dir| {
        let mut data = fs::read(dir.join("db")).expect("it reads");
        let end = data.len().min(1 << 20);
        data[..end].fill(0);
        fs::write(dir.join("db"), data).expect("it writes");
    });
}

/// What sled may answer with a panic.
#[test]
fn store_with_a_hole_begins_anew() {
    assert_begins_anew(1_500, |dir| {
        let mut data = fs::read(dir.join("db")).expect("it reads");
        let end = data.len() - (9 << 20);
        data[9 << 20..end].fill(0);
        fs::write(dir.join("db"), data).expect("it writes");
    });
}

#[test]
fn failure_that_is_no_damage_moves_nothing() {
    let (temp, dir) = folder();
    fs::write(&dir, "a file where the folder should be").expect("it writes");
    let error = Store::open(&dir).err().expect("a file is no folder");
    assert!(!error.is_damage(), "{error:?}");
    assert_eq!(fs::read_dir(temp.path()).expect("it lists").count(), 1);
}

#[test]
fn reader_beside_the_writer_sees_whole_values_only() {
    let world = World::new();
    let (_temp, dir) = folder();
    let mut store = open(&dir);
    let secret = world.entry(0, None, 200_000, 1);
    let withdrawal = world.withdrawal(0, Some(&secret), secret.entry().id());
    let log = world.log(0);
    store.append(std::slice::from_ref(&secret)).expect("the entry follows");
    let reader = store.reader();
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for _ in 0..40 {
                store.erase(&secret.entry().id(), withdrawal.entry()).expect("it erases");
                store.truncate(&log, 0).expect("it cuts");
                store.append(std::slice::from_ref(&secret)).expect("the entry follows");
            }
        });
        let mut seen = 0;
        while !writer.is_finished() {
            if let Some(frame) = reader.frame(&log, 0).expect("it reads whole values") {
                let entry = world.open(frame);
                assert!(matches!(entry.body(), Body::Erased(_) | Body::Unknown));
                seen += 1;
            }
        }
        writer.join().expect("the writer does not panic");
        assert!(seen > 0);
    });
}
