//! Answers to peers, and rosters.

use std::collections::BTreeMap;

use emn_protocol::ids::{Digest, LogId};
use emn_protocol::limits;
use emn_protocol::wire::{Request, Response, RosterHint, Want};

use super::super::{StoreError, StoreReader};
use super::fixture::{World, assert_no_orphans, frame, frames, in_memory};

fn pull(reader: &StoreReader, wants: Vec<Want>) -> Vec<bytes::Bytes> {
    let response = reader.answer(&Request::Pull { wants }).expect("it answers");
    let bytes = response.to_bytes();
    assert!(bytes.len() <= limits::RESPONSE_BYTES, "{} bytes", bytes.len());
    match response {
        Response::Entries(frames) => frames,
        other => unreachable!("{other:?}"),
    }
}

fn by_log(world: &World, frames: &[bytes::Bytes]) -> BTreeMap<LogId, Vec<u64>> {
    let mut logs: BTreeMap<LogId, Vec<u64>> = BTreeMap::new();
    for frame in frames {
        let entry = world.open(frame.clone());
        logs.entry(entry.log()).or_default().push(entry.header().seq);
    }
    logs
}

#[test]
fn pull_shares_a_page_between_a_long_log_and_short_ones() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chains = [world.chain(0, [3_000; 400]), world.chain(1, [3_000; 20]), world.chain(2, [100; 5])];
    store.append(&chains.concat()).expect("the entries follow");
    let want = |author, from, count| Want { log: world.log(author), from, count };
    let page = pull(&store.reader(), vec![want(0, 0, 400), want(1, 2, 100), want(2, 0, 3)]);
    let logs = by_log(&world, &page);
    assert_eq!(logs[&world.log(1)], (2..20).collect::<Vec<_>>());
    assert_eq!(logs[&world.log(2)], [0, 1, 2]);
    let long = &logs[&world.log(0)];
    assert_eq!(*long, (0..long.len() as u64).collect::<Vec<_>>());
    let bytes: usize = page.iter().map(bytes::Bytes::len).sum();
    assert!((limits::PAGE_BYTES..limits::PAGE_BYTES + 4_000).contains(&bytes), "{bytes} bytes: the page is not full");
}

#[test]
fn pull_of_small_entries_ends_at_the_count_of_a_page() {
    let world = World::new();
    let (_, mut store) = in_memory();
    store.append(&world.chain(0, [1; 1_100])).expect("the entries follow");
    store.append(&world.chain(1, [1; 30])).expect("the entries follow");
    let want = |author| Want { log: world.log(author), from: 0, count: u64::MAX };
    let page = pull(&store.reader(), vec![want(0), want(1)]);
    assert_eq!(page.len() as u64, limits::PAGE_ENTRIES);
    assert_eq!(by_log(&world, &page)[&world.log(1)].len(), 30);
}

#[test]
fn pull_of_the_largest_entries_starves_nobody_for_long() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chains = [world.chain(0, [250_000; 6]), world.chain(1, [250_000; 6]), world.chain(2, [250_000; 6])];
    store.append(&chains.concat()).expect("the entries follow");
    let reader = store.reader();
    // Six parts, and a page holds three entries.
    let mut wants: Vec<Want> =
        (0..6_u64).map(|part| Want { log: world.log(part as usize % 3), from: part / 3 * 3, count: 3 }).collect();
    for _ in 0..3 {
        let page = by_log(&world, &pull(&reader, wants.clone()));
        for want in &mut wants {
            let part = want.from..want.from + want.count;
            let came = page.get(&want.log).map_or(0, |seqs| seqs.iter().filter(|seq| part.contains(seq)).count());
            *want = Want { from: want.from + came as u64, count: want.count - came as u64, ..*want };
        }
    }
    assert!(wants.iter().all(|want| want.count < 3), "still wanted: {wants:?}");
}

#[test]
fn pull_of_what_is_not_here_is_empty() {
    let world = World::new();
    let (_, mut store) = in_memory();
    store.append(&world.chain(0, [1; 3])).expect("the entries follow");
    let want = |author, from, count| Want { log: world.log(author), from, count };
    let reader = store.reader();
    assert!(pull(&reader, Vec::new()).is_empty());
    assert!(pull(&reader, vec![want(1, 0, 5), want(0, 3, 5), want(0, u64::MAX, u64::MAX), want(0, 0, 0)]).is_empty());
}

#[test]
fn ids_answer_every_place_and_limits_are_kept() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [10, 60_000, 10]);
    store.append(&chain).expect("the entries follow");
    let reader = store.reader();
    let log = world.log(0);
    let answer = reader.answer(&Request::Ids { log, seqs: vec![0, 1, 3, 2, u64::MAX] }).expect("it answers");
    let id = |seq: usize| Some(chain[seq].entry().id());
    assert_eq!(answer, Response::Ids(vec![id(0), id(1), None, id(2), None]));
    let hint = RosterHint { version: 1, digest: Digest::of(b"") };
    let too_much = [
        Request::Ids { log, seqs: vec![0; limits::IDS_PER_REQUEST + 1] },
        Request::Pull { wants: vec![Want { log, from: 0, count: 1 }; limits::WANTS_PER_PULL + 1] },
        Request::Frontier { digest: Digest::of(b""), roster: hint },
    ];
    for request in too_much {
        assert!(matches!(reader.answer(&request), Err(StoreError::BadRequest { .. })));
    }
}

#[test]
fn evidence_is_answered_and_absent_where_there_is_none() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let chain = world.chain(0, [200_000]);
    store.append(&chain).expect("the entry follows");
    let evidence = world.evidence(0, None, &chain[0]);
    store.freeze(&evidence).expect("the evidence proves a fork");
    let ask = |author| store.reader().answer(&Request::Evidence { log: world.log(author) }).expect("it answers");
    assert_eq!(ask(0), Response::Evidence(evidence.frames.to_vec()));
    assert_eq!(ask(1), Response::Evidence(Vec::new()));
}

#[test]
fn rosters_follow_each_other_and_are_answered_from_a_version_on() {
    let world = World::new();
    let (_, mut store) = in_memory();
    let first = world.rosters.newest().as_ref().clone();
    let second = world.next_roster(&first, "second");
    let third = world.next_roster(&second, "third");
    assert_eq!(store.reader().network().expect("it reads"), None);
    for roster in [&first, &second, &second, &third] {
        store.install_roster(roster).expect("the roster follows");
    }
    let reader = store.reader();
    assert_eq!(reader.network().expect("it reads"), Some(world.network()));
    let all = vec![first.bytes().clone(), second.bytes().clone(), third.bytes().clone()];
    assert_eq!(reader.all_rosters().expect("it reads"), all);
    assert_eq!(reader.answer(&Request::Rosters { from: 2 }).expect("it answers"), Response::Rosters(all[1..].to_vec()));
    assert_eq!(reader.answer(&Request::Rosters { from: 9 }).expect("it answers"), Response::Rosters(Vec::new()));
    let again = store.install_roster(&second);
    assert!(matches!(again, Err(StoreError::RosterNotNext { offered: 2, newest: 3 })), "{again:?}");
}

#[test]
fn roster_of_another_network_is_refused() {
    let world = World::new();
    let (_, mut store) = in_memory();
    store.install_roster(world.rosters.newest()).expect("the roster follows");
    let mut other = world.rosters.current().clone();
    other.name = "another network".to_owned();
    let other = emn_protocol::roster::SignedRoster::draft(other);
    assert!(matches!(store.install_roster(&other), Err(StoreError::OtherNetwork { .. })));
    assert!(matches!(store.freeze_roster(&other), Err(StoreError::OtherNetwork { .. })));
}

#[test]
fn conflicting_roster_of_the_lowest_version_is_kept() {
    let world = World::new();
    let (kv, mut store) = in_memory();
    let first = world.rosters.newest().as_ref().clone();
    let second = world.next_roster(&first, "second");
    store.install_roster(&first).expect("the roster follows");
    store.install_roster(&second).expect("the roster follows");
    assert_eq!(store.reader().roster_fork().expect("it reads"), None);
    let third = world.next_roster(&second, "a third");
    let other = world.next_roster(&first, "another second");
    for (roster, kept) in [(&third, &third), (&other, &other), (&third, &other)] {
        store.freeze_roster(roster).expect("it is kept");
        assert_eq!(store.reader().roster_fork().expect("it reads").as_ref(), Some(kept.bytes()));
    }
    assert_no_orphans(kv.as_ref());
    let chain = world.chain(0, [5]);
    store.append(&chain).expect("a frozen roster does not stop entries");
    assert_eq!(store.reader().frame(&world.log(0), 0).expect("it reads"), Some(frame(&chain[0])));
    assert_eq!(pull(&store.reader(), vec![Want { log: world.log(0), from: 0, count: 1 }]), frames(&chain));
}
