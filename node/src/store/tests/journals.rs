//! The journal, and its reconciliation with the store.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use emn_protocol::verify::VerifiedEntry;
use minicbor::Decoder;

use super::super::{Journal, JournalError, Reconciled, Store, reconcile};
use super::fixture::{World, frame, frames, in_memory, stored_frames};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder can be made"))
    }

    fn dir(&self) -> PathBuf {
        self.0.path().join("journal")
    }

    fn open(&self, world: &World) -> Journal {
        Journal::open(&self.dir(), world.log(0)).expect("the journal opens")
    }
}

fn replayed(journal: &Journal, from: u64) -> Vec<Bytes> {
    journal.replay_from(from).expect("it reads").collect::<Result<_, _>>().expect("it reads")
}

fn with_journal(world: &World, entries: &[VerifiedEntry]) -> (Folder, Journal) {
    let folder = Folder::new();
    let mut journal = folder.open(world);
    journal.append(entries).expect("the entries follow");
    (folder, journal)
}

#[test]
fn journal_keeps_entries_and_tells_its_height() {
    let world = World::new();
    let chain = world.chain(0, [10, 200_000, 0, 60_000]);
    let (folder, mut journal) = with_journal(&world, &chain[..3]);
    journal.append(&chain[3..]).expect("the entry follows");
    for journal in [journal, folder.open(&world)] {
        assert_eq!((journal.height(), journal.last()), (4, Some(chain[3].entry().id())));
        assert_eq!(journal.torn(), None);
        assert_eq!(replayed(&journal, 0), frames(&chain));
        assert_eq!(replayed(&journal, 2), frames(&chain[2..]));
        assert!(replayed(&journal, 4).is_empty());
    }
}

#[test]
fn journal_is_a_cbor_sequence_of_frames() {
    let world = World::new();
    let chain = world.chain(0, [10, 60_000]);
    let (_folder, journal) = with_journal(&world, &chain);
    let bytes = fs::read(journal.path()).expect("it reads");
    let mut d = Decoder::new(&bytes);
    for entry in &chain {
        assert_eq!(d.array().expect("an array"), Some(2));
        assert_eq!(d.bytes().expect("a frame"), frame(entry));
        assert_eq!(d.bytes().expect("a check").len(), 8);
    }
    assert_eq!(d.position(), bytes.len());
}

#[test]
fn entry_that_does_not_follow_is_refused_and_nothing_is_written() {
    let world = World::new();
    let chain = world.chain(0, [10; 4]);
    let (_folder, mut journal) = with_journal(&world, &chain[..1]);
    let size = fs::metadata(journal.path()).expect("it is there").len();
    let foreign = world.chain(1, [10, 10]);
    let branch = world.entry(0, Some(&chain[0]), 10, 2);
    for bad in [vec![chain[0].clone()], vec![chain[1].clone(), chain[3].clone()], vec![foreign[1].clone()]] {
        assert!(matches!(journal.append(&bad), Err(JournalError::NotNext { .. })));
    }
    assert_eq!((journal.height(), fs::metadata(journal.path()).expect("it is there").len()), (1, size));
    journal.append(&[branch]).expect("the branch follows as well");
    assert!(matches!(journal.append(&chain[2..3]), Err(JournalError::NotNext { seq: 2, height: 2, .. })));
}

/// Writes `content` as the journal; opens it; expects two whole entries and the rest beside it; appends the third.
fn assert_cut(world: &World, chain: &[VerifiedEntry], content: &[u8], whole: usize, what: &str) {
    let folder = Folder::new();
    fs::create_dir_all(folder.dir()).expect("it makes a folder");
    fs::write(folder.dir().join(format!("{}.cbor", world.log(0))), content).expect("it writes");
    let mut journal = folder.open(world);
    assert_eq!((journal.height(), journal.last()), (2, Some(chain[1].entry().id())), "{what}");
    let kept = journal.torn().map(|path| fs::read(path).expect("it reads")).unwrap_or_default();
    assert_eq!(kept, content[whole..], "{what}");
    journal.append(&chain[2..]).expect("the entry follows");
    let journal = folder.open(world);
    assert_eq!((journal.height(), journal.torn()), (3, None), "{what}");
    assert_eq!(replayed(&journal, 0), frames(chain), "{what}");
}

#[test]
fn torn_tail_is_cut_at_every_byte_of_the_last_entry() {
    let world = World::new();
    let chain = world.chain(0, [3, 3, 3]);
    let (_folder, mut journal) = with_journal(&world, &chain[..2]);
    let whole = fs::metadata(journal.path()).expect("it is there").len() as usize;
    journal.append(&chain[2..]).expect("the entry follows");
    let content = fs::read(journal.path()).expect("it reads");
    for end in whole..content.len() {
        assert_cut(&world, &chain, &content[..end], whole, &format!("cut at byte {end}"));
    }
    for at in (whole..content.len()).step_by(7).chain(whole..whole + 6).chain(content.len() - 9..content.len()) {
        let mut wrong = content.clone();
        wrong[at] ^= 0x10;
        assert_cut(&world, &chain, &wrong, whole, &format!("byte {at} changed"));
    }
    let zeros = [&content[..whole], &[0; 5_000]].concat();
    assert_cut(&world, &chain, &zeros, whole, "zeros, as a file system leaves them");
}

#[test]
fn second_torn_tail_is_kept_beside_the_first() {
    let world = World::new();
    let chain = world.chain(0, [3]);
    let (folder, journal) = with_journal(&world, &chain);
    let path = journal.path().to_owned();
    drop(journal);
    for tail in ["first", "second"] {
        let content = [fs::read(&path).expect("it reads").as_slice(), tail.as_bytes()].concat();
        fs::write(&path, content).expect("it writes");
        let journal = folder.open(&world);
        assert_eq!(fs::read_to_string(journal.torn().expect("it was cut")).expect("it reads"), tail);
    }
    assert_eq!(fs::read_dir(folder.dir()).expect("it lists").count(), 3);
}

#[test]
fn journal_of_another_log_is_refused() {
    let world = World::new();
    let (_folder, journal) = with_journal(&world, &world.chain(0, [3, 3]));
    let other = Folder::new();
    fs::create_dir_all(other.dir()).expect("it makes a folder");
    fs::copy(journal.path(), other.dir().join(format!("{}.cbor", world.log(1)))).expect("it copies");
    let error = Journal::open(&other.dir(), world.log(1)).err().expect("the entries are another log's");
    assert!(matches!(error, JournalError::NotALog { at: 0, seq: 0, .. }), "{error:?}");
}

#[test]
fn withdrawn_record_is_erased_from_the_journal() {
    let world = World::new();
    let first = world.entry(0, None, 10, 1);
    let secret = world.entry(0, Some(&first), 60_000, 0xa7);
    let withdrawal = world.withdrawal(0, Some(&secret), secret.entry().id());
    let entries = [first, secret.clone(), withdrawal.clone()];
    let (folder, mut journal) = with_journal(&world, &entries);
    let erased = secret.entry().clone().erased_by(withdrawal.entry()).expect("it withdraws");
    journal.erase(&erased).expect("it erases");
    let content = fs::read(journal.path()).expect("it reads");
    assert!(!content.windows(4).any(|bytes| bytes == [0xa7; 4]));
    let last = world.entry(0, Some(&withdrawal), 10, 1);
    journal.append(std::slice::from_ref(&last)).expect("the entry follows");
    let journal = folder.open(&world);
    let expected = [frame(&entries[0]), erased.frame().clone(), frame(&withdrawal), frame(&last)];
    assert_eq!(replayed(&journal, 0), expected);
    assert_eq!(fs::read_dir(folder.dir()).expect("it lists").count(), 1);
}

#[test]
fn entry_that_is_not_in_the_journal_is_not_erased_from_it() {
    let world = World::new();
    let chain = world.chain(0, [10, 10]);
    let (_folder, mut journal) = with_journal(&world, &chain[..1]);
    let withdrawal = world.withdrawal(0, Some(&chain[1]), chain[1].entry().id());
    let erased = chain[1].entry().clone().erased_by(withdrawal.entry()).expect("it withdraws");
    assert!(matches!(journal.erase(&erased), Err(JournalError::NotNext { seq: 1, height: 1, .. })));
    assert_eq!(replayed(&journal, 0), frames(&chain[..1]));
}

fn reconciled(store: &Store, journal: &mut Journal) -> Reconciled {
    reconcile(&store.reader(), journal).expect("they agree")
}

#[test]
fn equal_journal_and_store_need_nothing() {
    let world = World::new();
    let chain = world.chain(0, [10; 3]);
    let (_, mut store) = in_memory();
    let (_folder, mut journal) = with_journal(&world, &[]);
    assert_eq!(reconciled(&store, &mut journal), Reconciled::Equal);
    store.append(&chain).expect("the entries follow");
    journal.append(&chain).expect("the entries follow");
    assert_eq!(reconciled(&store, &mut journal), Reconciled::Equal);
}

#[test]
fn journal_ahead_of_the_store_says_what_to_append() {
    let world = World::new();
    let chain = world.chain(0, [10; 5]);
    let (_folder, mut journal) = with_journal(&world, &chain);
    for kept in [0, 3] {
        let (_, mut store) = in_memory();
        store.append(&chain[..kept]).expect("the entries follow");
        let from = kept as u64;
        assert_eq!(reconciled(&store, &mut journal), Reconciled::JournalAhead { from });
        assert_eq!(replayed(&journal, from), frames(&chain[kept..]));
    }
}

#[test]
fn store_ahead_of_the_journal_is_copied_to_it() {
    let world = World::new();
    let chain = world.chain(0, (0..600).map(|n| if n % 50 == 0 { 100_000 } else { 10 }));
    let (_, mut store) = in_memory();
    store.append(&chain).expect("the entries follow");
    for kept in [0, 1, 599] {
        let (folder, mut journal) = with_journal(&world, &chain[..kept]);
        assert_eq!(reconciled(&store, &mut journal), Reconciled::StoreAhead { copied: 600 - kept as u64 });
        drop(journal);
        assert_eq!(replayed(&folder.open(&world), 0), stored_frames(&store.reader(), &world.log(0)));
    }
}

#[test]
fn different_entries_with_one_number_are_a_self_fork_whoever_is_longer() {
    let world = World::new();
    let chain = world.chain(0, [10; 6]);
    let mut branch = chain[..2].to_vec();
    for _ in 2..6 {
        let next = world.entry(0, branch.last(), 10, 5);
        branch.push(next);
    }
    for (stored, journaled) in [(6, 6), (3, 6), (6, 3)] {
        let (_, mut store) = in_memory();
        store.append(&chain[..stored]).expect("the entries follow");
        let (_folder, mut journal) = with_journal(&world, &branch[..journaled]);
        match reconcile(&store.reader(), &mut journal) {
            Err(JournalError::SelfFork { seq, stored, journaled, .. }) => {
                assert_eq!((seq, stored, journaled), (2, chain[2].entry().id(), branch[2].entry().id()));
            }
            other => unreachable!("{other:?}"),
        }
        assert_eq!(journal.height(), journaled as u64);
    }
}

#[test]
fn erased_entry_is_the_same_entry_to_both() {
    let world = World::new();
    let chain = world.chain(0, [10]);
    let withdrawal = world.withdrawal(0, Some(&chain[0]), chain[0].entry().id());
    let (_, mut store) = in_memory();
    store.append(&[chain[0].clone(), withdrawal.clone()]).expect("the entries follow");
    store.erase(&chain[0].entry().id(), withdrawal.entry()).expect("it erases");
    let (_folder, mut journal) = with_journal(&world, &chain);
    assert_eq!(reconciled(&store, &mut journal), Reconciled::StoreAhead { copied: 1 });
}

#[test]
fn frozen_log_is_not_brought_together() {
    let world = World::new();
    let chain = world.chain(0, [10; 4]);
    let (_, mut store) = in_memory();
    store.append(&chain).expect("the entries follow");
    store.freeze(&world.evidence(0, Some(&chain[1]), &chain[2])).expect("the evidence proves a fork");
    let (_folder, mut journal) = with_journal(&world, &chain);
    assert_eq!(reconciled(&store, &mut journal), Reconciled::Frozen { at: 2 });
    assert_eq!(journal.height(), 4);
}

#[test]
fn journal_that_cannot_be_made_says_where() {
    let folder = Folder::new();
    fs::write(folder.dir(), "a file where the folder should be").expect("it writes");
    let error = Journal::open(Path::new(&folder.dir()), World::new().log(0)).err().expect("a file is no folder");
    assert!(error.to_string().contains(&folder.dir().display().to_string()), "{error}");
}
