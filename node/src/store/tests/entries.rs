//! Appending, reading, erasing, and moving out.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use emn_protocol::entry::Body;
use emn_protocol::ids::EntryId;
use emn_protocol::sync::Evidence;

use super::super::StoreError;
use super::fixture::{World, assert_no_orphans, dump, frame, frames, in_memory, stored_frames};

/// Every way a record's size can lie to the size of a part.
const SIZES: [usize; 7] = [0, 100, 48_500, 48 * 1024, 60_000, 2 * 48 * 1024, 200 * 1024];

#[test]
fn entries_of_every_size_round_trip() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let chain = world.chain(0, SIZES);
    store.append(&chain).expect("the entries follow");
    let reader = store.reader();
    let log = world.log(0);
    assert_eq!(stored_frames(&reader, &log), frames(&chain));
    for (seq, entry) in (0..).zip(&chain) {
        assert_eq!(reader.frame(&log, seq).expect("it reads"), Some(frame(entry)));
        assert_eq!(reader.locate(&entry.entry().id()).expect("it reads"), Some((log, seq)));
        assert_eq!(reader.stored(&log, seq).expect("it reads").map(|stored| stored.id), Some(entry.entry().id()));
    }
    assert_eq!(reader.frame(&log, chain.len() as u64).expect("it reads"), None);
    assert!(dump(kv.as_ref()).values().all(|value| value.len() <= super::super::VALUE_BYTES));
    assert_no_orphans(kv.as_ref());
}

#[test]
fn frames_stop_at_the_count_and_after_the_bytes() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [100; 10]);
    store.append(&chain).expect("the entries follow");
    let reader = store.reader();
    let log = world.log(0);
    let size = chain[1].entry().frame().len();
    assert_eq!(reader.frames(&log, 2, 3, usize::MAX).expect("it reads"), frames(&chain[2..5]));
    assert_eq!(reader.frames(&log, 1, 9, 2 * size + 1).expect("it reads").len(), 3);
    assert_eq!(reader.frames(&log, 1, 9, 1).expect("it reads").len(), 1, "one that is larger than the room");
    assert_eq!(reader.frames(&log, 8, u64::MAX, usize::MAX).expect("it reads"), frames(&chain[8..]));
    assert!(reader.frames(&log, u64::MAX, u64::MAX, usize::MAX).expect("it reads").is_empty());
}

#[test]
fn entry_that_does_not_follow_is_refused_and_the_batch_with_it() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [10; 4]);
    let other = world.entry(0, Some(&chain[0]), 10, 9);
    store.append(&chain[..1]).expect("the entry follows");
    let gap = store.append(&[chain[1].clone(), chain[3].clone()]);
    assert!(matches!(gap, Err(StoreError::NotNext { seq: 3, height: 2, .. })), "{gap:?}");
    let prev = store.append(&[other, chain[2].clone()]);
    assert!(matches!(prev, Err(StoreError::NotNext { seq: 2, height: 2, .. })), "{prev:?}");
    assert_eq!(stored_frames(&store.reader(), &world.log(0)), frames(&chain[..1]));
    store.append(&chain[1..]).expect("the entries follow");
}

#[test]
fn ten_thousand_arrivals_come_back_in_pages_of_seven() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chains = [world.chain(0, [4; 4_000]), world.chain(1, [4; 3_500]), world.chain(2, [4; 2_500])];
    let mut left = [0; 3];
    let mut expected = Vec::new();
    for round in 0.. {
        // Batches of one log and of several, from 1 to 40 entries long.
        let mut batch = Vec::new();
        for author in 0..3 {
            let take = (round * 7 + author * 13) % 20 * usize::from(round % 3 != author);
            let part = &chains[author][left[author]..chains[author].len().min(left[author] + take)];
            expected.extend((left[author]..).zip(part).map(|(seq, _)| (world.log(author), seq as u64)));
            left[author] += part.len();
            batch.extend_from_slice(part);
        }
        store.append(&batch).expect("the entries follow");
        if expected.len() == 10_000 {
            break;
        }
    }
    let reader = store.reader();
    let mut forward = Vec::new();
    loop {
        let page = reader.arrivals(forward.len() as u64, 7).expect("it reads");
        assert!(page.iter().zip(forward.len() as u64..).all(|(arrival, number)| arrival.number == number));
        forward.extend(page.iter().map(|arrival| (arrival.log, arrival.seq)));
        if page.len() < 7 {
            break;
        }
    }
    assert!(forward == expected, "the order of arrival is not kept");
    let mut backward = Vec::new();
    let mut before = u64::MAX;
    loop {
        let page = reader.arrivals_reverse(before, 7).expect("it reads");
        let Some(last) = page.last() else { break };
        before = last.number;
        backward.extend(page.iter().map(|arrival| (arrival.log, arrival.seq)));
    }
    backward.reverse();
    assert!(backward == expected, "the reverse order of arrival is not kept");
    assert_eq!(reader.next_arrival().expect("it reads"), 10_000);
}

#[test]
fn prefix_finds_ids_in_the_long_and_the_short_form() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [10; 300]);
    store.append(&chain).expect("the entries follow");
    let reader = store.reader();
    let ids: BTreeSet<EntryId> = chain.iter().map(|entry| entry.entry().id()).collect();
    for id in ids.iter().take(20) {
        let text = id.to_string();
        let forms = [text.clone(), text.to_uppercase(), id.short(), format!(" {} ", &text[..20])];
        for form in forms {
            assert_eq!(reader.find_prefix(&form, 5).expect("it reads"), vec![*id], "{form}");
        }
        let first = &id.short()[..1];
        let found: BTreeSet<EntryId> = reader.find_prefix(first, 1_000).expect("it reads").into_iter().collect();
        assert_eq!(found, ids.iter().filter(|id| id.short().starts_with(first)).copied().collect(), "{first}");
    }
    assert_eq!(reader.find_prefix("bafk", 1_000).expect("it reads").len(), 300);
    assert_eq!(reader.find_prefix("bafkrei", 7).expect("it reads").len(), 7);
    for nothing in ["", "  ", "0", "z", "bafkreiz", "not an id", "é"] {
        assert!(reader.find_prefix(nothing, 10).expect("it reads").is_empty(), "{nothing}");
    }
}

#[test]
fn frozen_log_keeps_what_came_before_the_fork_and_the_proof() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let chain = world.chain(0, [100, 60_000, 200_000, 100, 60_000]);
    let other = world.chain(1, [100; 3]);
    store.append(&chain[..3]).expect("the entries follow");
    store.append(&[&other[..], &chain[3..]].concat()).expect("the entries follow");
    let evidence = world.evidence(0, Some(&chain[1]), &chain[2]);
    store.freeze(&evidence).expect("the evidence proves a fork");
    let (reader, log) = (store.reader(), world.log(0));
    let state = reader.head(&log).expect("it reads");
    assert_eq!((state.height, state.head, state.frozen), (2, Some(chain[1].entry().id()), Some(2)));
    assert_eq!(stored_frames(&reader, &log), frames(&chain[..2]));
    assert_eq!(reader.frame(&log, 2).expect("it reads"), None);
    assert_eq!(reader.locate(&chain[3].entry().id()).expect("it reads"), None);
    assert!(reader.find_prefix(&chain[3].entry().id().to_string(), 1).expect("it reads").is_empty());
    assert_eq!(reader.evidence(&log).expect("it reads"), Some(evidence.clone()));
    assert_eq!(reader.all_evidence().expect("it reads"), vec![evidence]);
    assert_eq!(reader.retired(&log, 10).expect("it reads"), frames(&chain[2..]));
    let arrived: Vec<_> = reader.arrivals(0, 100).expect("it reads").into_iter().map(|a| (a.log, a.seq)).collect();
    assert_eq!(
        arrived,
        [(log, 0), (log, 1), (other[0].entry().log(), 0), (other[0].entry().log(), 1), (other[0].entry().log(), 2)]
    );
    let refused = store.append(&chain[2..3]);
    assert!(matches!(refused, Err(StoreError::LogFrozen { at: 2, .. })), "{refused:?}");
    assert_no_orphans(kv.as_ref());
}

#[test]
fn earlier_fork_replaces_a_later_one_and_not_the_other_way() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let chain = world.chain(0, [60_000; 4]);
    store.append(&chain).expect("the entries follow");
    let late = world.evidence(0, Some(&chain[2]), &chain[3]);
    let early = world.evidence(0, Some(&chain[0]), &chain[1]);
    let log = world.log(0);
    for (evidence, kept) in [(&late, &late), (&early, &early), (&late, &early)] {
        store.freeze(evidence).expect("the evidence proves a fork");
        assert_eq!(store.reader().evidence(&log).expect("it reads").as_ref(), Some(kept));
        assert_eq!(store.reader().head(&log).expect("it reads").frozen, Some(kept.seq));
    }
    assert_no_orphans(kv.as_ref());
}

#[test]
fn fork_of_a_log_that_is_not_here_is_known_and_entries_before_it_still_come() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [10; 3]);
    store.freeze(&world.evidence(0, Some(&chain[0]), &chain[1])).expect("the evidence proves a fork");
    let state = store.reader().head(&world.log(0)).expect("it reads");
    assert_eq!((state.height, state.head, state.frozen), (0, None, Some(1)));
    store.append(&chain[..1]).expect("the entry comes before the fork");
    assert!(matches!(store.append(&chain[1..2]), Err(StoreError::LogFrozen { at: 1, .. })));
}

#[test]
fn evidence_that_proves_nothing_is_refused() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [10; 3]);
    let (log, first) = (world.log(0), frame(&chain[1]));
    for second in [first.clone(), frame(&chain[2]), frame(&world.chain(1, [10, 10])[1]), "no frame".into()] {
        let evidence = Evidence { log, seq: 1, frames: [first.clone(), second] };
        assert!(matches!(store.freeze(&evidence), Err(StoreError::NotEvidence { seq: 1, .. })));
    }
    assert_eq!(store.reader().head(&log).expect("it reads").frozen, None);
}

#[test]
fn truncated_log_takes_another_branch() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let chain = world.chain(0, [60_000; 5]);
    store.append(&chain).expect("the entries follow");
    let log = world.log(0);
    store.truncate(&log, 9).expect("there is nothing to do");
    assert_eq!(store.reader().head(&log).expect("it reads").height, 5);
    store.truncate(&log, 2).expect("it cuts");
    let branch = world.entry(0, Some(&chain[1]), 10, 7);
    store.append(std::slice::from_ref(&branch)).expect("the branch follows");
    let expected = [frames(&chain[..2]), vec![frame(&branch)]].concat();
    assert_eq!(stored_frames(&store.reader(), &log), expected);
    let arrivals = store.reader().arrivals(0, 10).expect("it reads");
    assert_eq!(arrivals.iter().map(|a| (a.number, a.seq)).collect::<Vec<_>>(), [(0, 0), (1, 1), (5, 2)]);
    store.truncate(&log, 0).expect("it cuts");
    assert!(store.reader().is_empty().expect("it reads"));
    assert_eq!(store.reader().frontier().expect("it reads").iter().count(), 0);
    assert_eq!(store.reader().retired(&log, 10).expect("it reads").len(), 6);
    assert_no_orphans(kv.as_ref());
}

#[test]
fn long_log_is_truncated_in_several_batches() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let chain = world.chain(0, [10; 1_000]);
    store.append(&chain).expect("the entries follow");
    store.truncate(&world.log(0), 10).expect("it cuts");
    assert_eq!(store.reader().len().expect("it reads"), 10);
    assert_eq!(store.reader().retired(&world.log(0), 2_000).expect("it reads"), frames(&chain[10..]));
    assert_eq!(dump(kv.as_ref()).keys().filter(|key| key[0] == b'e').count(), 10);
    assert_eq!(dump(kv.as_ref()).keys().filter(|key| key.starts_with(b"mretire")).count(), 0);
}

#[test]
fn withdrawn_record_is_gone_and_its_shell_stays() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    // A pattern that occurs nowhere else.
    let secret = world.entry(0, None, 200_000, 0xa7);
    let withdrawal = world.withdrawal(0, Some(&secret), secret.entry().id());
    store.append(&[secret.clone(), withdrawal.clone()]).expect("the entries follow");
    let id = secret.entry().id();
    assert!(store.erase(&id, withdrawal.entry()).expect("it erases"));
    assert!(!store.erase(&id, withdrawal.entry()).expect("it was erased before"));
    let kept = store.reader().frame(&world.log(0), 0).expect("it reads").expect("the shell stays");
    let kept = world.open(kept);
    assert_eq!((kept.id(), kept.shell()), (id, secret.entry().shell()));
    assert!(matches!(kept.body(), Body::Erased(_)));
    assert!(dump(kv.as_ref()).values().all(|value| !value.windows(4).any(|bytes| bytes == [0xa7; 4])));
    assert_no_orphans(kv.as_ref());
    assert_eq!(store.reader().locate(&id).expect("it reads"), Some((world.log(0), 0)));
}

#[test]
fn withdrawn_record_is_erased_from_proofs_and_retired_entries_too() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let secret = world.entry(0, None, 60_000, 0xa7);
    store.append(std::slice::from_ref(&secret)).expect("the entry follows");
    store.freeze(&world.evidence(0, None, &secret)).expect("the evidence proves a fork");
    let withdrawal = world.withdrawal(0, None, secret.entry().id());
    assert!(store.erase(&secret.entry().id(), withdrawal.entry()).expect("it erases"));
    assert!(dump(kv.as_ref()).values().all(|value| !value.windows(4).any(|bytes| bytes == [0xa7; 4])));
    let evidence = store.reader().evidence(&world.log(0)).expect("it reads").expect("the proof stays");
    assert!(evidence.frames.iter().all(|frame| world.open(frame.clone()).header().seq == 0));
    assert_no_orphans(kv.as_ref());
}

#[test]
fn entry_is_not_erased_by_what_does_not_withdraw_it() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [10, 10]);
    store.append(&chain).expect("the entries follow");
    let (first, second) = (chain[0].entry().id(), chain[1].entry().id());
    let others = world.withdrawal(1, None, first);
    let wrong = world.withdrawal(0, Some(&chain[1]), second);
    for withdrawal in [&others, &wrong, &chain[1]] {
        assert!(matches!(store.erase(&first, withdrawal.entry()), Err(StoreError::NotWithdrawn { .. })));
    }
    assert_eq!(stored_frames(&store.reader(), &world.log(0)), frames(&chain));
    let unknown = EntryId::of(b"not here");
    assert!(!store.erase(&unknown, wrong.entry()).expect("there is nothing to do"));
}

#[test]
fn every_accepted_entry_is_visited_once() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chains = [world.chain(0, [10; 600]), world.chain(1, [200_000; 7]), world.chain(2, [10])];
    store.append(&chains.concat()).expect("the entries follow");
    let mut seen = BTreeSet::new();
    store
        .reader()
        .visit_all(&mut |log, seq, frame| {
            assert!(seen.insert((*log, seq, frame)), "entry {seq} was shown twice");
            ControlFlow::Continue(())
        })
        .expect("it reads");
    let expected = chains.iter().flatten().map(|entry| (entry.entry().log(), entry.entry().header().seq, frame(entry)));
    assert!(seen == expected.collect(), "not every entry was shown");
}
