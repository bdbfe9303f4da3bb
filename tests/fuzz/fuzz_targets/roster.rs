//! Rosters: raw bytes; rosters that two root keys really signed, alone and as successors.
//!
//! The first byte chooses: even raw bytes, odd a payload that is signed.

#![no_main]

use bytes::Bytes;
use emn_fuzz::world::NETWORK;
use emn_protocol::codec;
use emn_protocol::limits;
use emn_protocol::roster::{History, Installed, Roster, SignedRoster, check_roster};
use emn_protocol::testing::signed;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    if choice % 2 == 0 {
        if let Ok(roster) = SignedRoster::open(Bytes::copy_from_slice(rest)) {
            assert_eq!(&roster.bytes()[..], rest, "the bytes as they came");
            install(roster);
        }
        return;
    }
    let Ok(roster) = codec::decode::<Roster>(rest, limits::ROSTER_BYTES) else { return };
    let made = signed(roster, &NETWORK.roots[..2]);
    let problems = check_roster(made.roster());
    let opened = SignedRoster::open(made.bytes().clone());
    assert_eq!(opened.is_ok(), problems.is_empty() && made.bytes().len() <= limits::ROSTER_BYTES);
    if let Ok(roster) = opened {
        install(roster);
    }
});

/// What was not valid changes nothing; what was is the newest one, or freezes.
fn install(roster: SignedRoster) {
    let _ = History::begin(roster.clone());
    let mut history = NETWORK.rosters.clone();
    let before = history.hint();
    match history.install(roster.clone()) {
        Ok(Installed::New) => assert_eq!(history.current(), roster.roster()),
        Ok(Installed::Fork) => assert_eq!(history.frozen(), Some(roster.roster().version)),
        Ok(Installed::Known) | Err(_) => {
            assert_eq!((history.hint(), history.frozen()), (before, None));
        }
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = if seed % 3 == 0 { None } else { emn_fuzz::cbor::mutate(data, size, 1, seed) };
    changed.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
