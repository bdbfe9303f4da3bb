//! Entries: raw frames; really signed frames around any record; really signed shells around any header.
//!
//! The first byte chooses: 0 a frame, 1 to 8 a record of kind 1 to 8 (kinds above 4 are unknown ones), 9 a header.

#![no_main]

use bytes::Bytes;
use emn_fuzz::world::{NETWORK, frame_around, frame_of_header, now};
use emn_protocol::entry::SignedEntry;
use emn_protocol::record::check::check_record;
use emn_protocol::verdict::Reason;
use emn_protocol::verify::verify;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    match choice % 10 {
        0 => open(Bytes::copy_from_slice(rest)),
        kind @ 1..=8 => open(frame_around(u64::from(kind), rest)),
        _ => open(frame_of_header(rest, b"\x01")),
    }
});

fn open(frame: Bytes) {
    let opened = SignedEntry::open(&NETWORK.id(), frame.clone());
    let from_store = SignedEntry::from_store(frame.clone());
    let Ok(entry) = opened else {
        if from_store.is_ok() {
            // The store's reader skips the signature and its like, nothing else.
            let skipped = [Reason::BadSignature, Reason::WrongNetwork, Reason::RecordMissing];
            let reason = opened.err().expect("it was refused");
            let format = matches!(reason, Reason::FormatVersion(_) | Reason::Malformed(_) | Reason::RecordMismatch);
            assert!(skipped.contains(&reason) || format, "{reason}");
        }
        return;
    };
    assert_eq!(entry.frame(), &frame, "the bytes as they came");
    assert_eq!(from_store.as_ref(), Ok(&entry), "the store reads what was taken");
    assert_eq!(entry.clone().detached(), entry);
    if let Some(record) = entry.record() {
        let _ = check_record(record);
    }
    let verdict = verify(entry, &NETWORK.rosters, now()).map_err(|refused| refused.reason.to_string());
    drop(verdict);
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = if seed % 3 == 0 { None } else { emn_fuzz::cbor::mutate(data, size, 1, seed) };
    changed.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
