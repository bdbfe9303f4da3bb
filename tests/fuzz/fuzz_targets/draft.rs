//! Drafts: any text, and any CSV files beside it (parts after a zero byte; every name gives the next one).

#![no_main]

use std::cell::Cell;

use emn_protocol::disclosure::{Policy, check_record};
use emn_protocol::draft::{Draft, REPORTED, decode};
use emn_protocol::record::{Record, check};
use libfuzzer_sys::fuzz_target;

const POLICY: Policy = Policy { min_frequency: 5, noise_allowed: false };

fuzz_target!(|data: &[u8]| {
    let mut parts = data.split(|byte| *byte == 0);
    let Some(Ok(text)) = parts.next().map(|bytes| decode("draft.md", bytes)) else { return };
    let tables: Vec<&[u8]> = parts.collect();
    let next = Cell::new(0);
    let table = |_: &str| {
        let index = next.get();
        next.set(index + 1);
        tables.get(index).map(|bytes| bytes.to_vec()).ok_or_else(|| "no such file".to_owned())
    };
    match Draft::parse("draft.md", text, table) {
        Err(problems) => {
            assert!((1..=REPORTED).contains(&problems.len()), "{} problems", problems.len());
            problems.iter().for_each(|problem| assert!(!problem.to_string().is_empty()));
        }
        Ok(draft) => {
            let bytes = draft.record.to_bytes();
            let problems = draft.check(&POLICY);
            assert!(problems.len() <= REPORTED);
            if problems.is_empty() {
                // What may be signed, every receiver takes.
                assert_eq!(Record::from_bytes(draft.record.kind(), &bytes).as_ref(), Ok(&draft.record));
                assert_eq!(check::check_record(&draft.record), []);
                assert_eq!(check_record(&draft.record, &POLICY), []);
            }
        }
    }
});
