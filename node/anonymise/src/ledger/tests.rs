use emn_protocol::testing::victims;
use emn_protocol::time::Timestamp;

use super::*;
use crate::publication::Publication;

fn ledger() -> (tempfile::TempDir, Ledger) {
    let dir = tempfile::tempdir().unwrap();
    let ledger = Ledger::at(dir.path().join("ledger"), LedgerKey::from_bytes([7; 32]));
    (dir, ledger)
}

fn item(value: i64) -> Item {
    let table = victims(&["2022"], &[Some(value), Some(value - 9), Some(9)]);
    let counts = Some(table.values.clone());
    Item::Prepared { time: Timestamp::from_unix(value), kept: Kept::of(&Publication::of_table("a", table), counts) }
}

fn add(ledger: &Ledger, item: &Item) -> Result<(), LedgerError> {
    let mut next = u8::try_from(ledger.load().map_or(0, |items| items.len())).unwrap();
    ledger.append(item, &mut |nonce| {
        next += 1;
        nonce.fill(next);
        Ok(())
    })
}

#[test]
fn appended_items_are_read_back_and_lie_sealed() {
    let (_dir, ledger) = ledger();
    assert_eq!(ledger.load().unwrap(), []);
    for value in [20, 30] {
        add(&ledger, &item(value)).unwrap();
    }
    assert_eq!(ledger.load().unwrap(), [item(20), item(30)]);
    let bytes = fs::read(ledger.path()).unwrap();
    assert!(!bytes.windows(7).any(|part| part == b"victims"), "nothing of a table is readable");
}

#[test]
fn other_key_and_changed_bytes_are_refused() {
    let (_dir, ledger) = ledger();
    add(&ledger, &item(20)).unwrap();
    add(&ledger, &item(30)).unwrap();
    let other = Ledger::at(ledger.path(), LedgerKey::from_bytes([8; 32]));
    assert!(matches!(other.load(), Err(LedgerError::Sealed { number: 0, .. })));
    let bytes = fs::read(ledger.path()).unwrap();
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(ledger.path(), &changed).unwrap();
    assert!(matches!(ledger.load(), Err(LedgerError::Sealed { number: 1, .. })));
    assert!(add(&ledger, &item(40)).is_err());
    assert_eq!(fs::read(ledger.path()).unwrap(), changed, "a damaged ledger is left for whoever looks into it");
}

#[test]
fn item_that_is_left_out_is_noticed() {
    let (_dir, ledger) = ledger();
    add(&ledger, &item(20)).unwrap();
    let first = fs::read(ledger.path()).unwrap().len();
    add(&ledger, &item(30)).unwrap();
    let bytes = fs::read(ledger.path()).unwrap();
    fs::write(ledger.path(), [MAGIC, &bytes[first..]].concat()).unwrap();
    assert!(matches!(ledger.load(), Err(LedgerError::Sealed { number: 0, .. })));
}

#[test]
fn torn_item_at_the_end_is_dropped_at_every_length() {
    let (_dir, ledger) = ledger();
    add(&ledger, &item(20)).unwrap();
    let first = fs::read(ledger.path()).unwrap().len();
    add(&ledger, &item(30)).unwrap();
    let bytes = fs::read(ledger.path()).unwrap();
    for length in (first..bytes.len()).step_by(7) {
        fs::write(ledger.path(), &bytes[..length]).unwrap();
        assert_eq!(ledger.load().unwrap(), [item(20)]);
        add(&ledger, &item(40)).unwrap();
        assert_eq!(ledger.load().unwrap(), [item(20), item(40)]);
    }
    for length in 0..MAGIC.len() {
        fs::write(ledger.path(), &bytes[..length]).unwrap();
        assert_eq!(ledger.load().unwrap(), []);
        add(&ledger, &item(40)).unwrap();
        assert_eq!(ledger.load().unwrap(), [item(40)]);
    }
    fs::write(ledger.path(), "something else").unwrap();
    assert!(matches!(ledger.load(), Err(LedgerError::NotALedger { .. })));
}

#[test]
fn digest_of_a_table_changes_with_figures_and_not_with_words() {
    let table = victims(&["2022"], &[Some(20), Some(11), Some(9)]);
    let mut retitled = table.clone();
    retitled.title = emn_protocol::testing::english("Another title");
    assert_eq!(table_digest(&table), table_digest(&retitled));
    let mut other = table.clone();
    other.values[1] = Some(12);
    assert_ne!(table_digest(&table), table_digest(&other));
}

#[test]
fn tables_that_readers_may_know_are_those_not_found_unsigned() {
    let kept = |value| match item(value) {
        Item::Prepared { kept, .. } => kept,
        _ => unreachable!("a prepared table was made"),
    };
    let (time, record) = (Timestamp::from_unix(1), |n: u8| Digest::of(&[n]));
    let publish = |n, value| Item::Published { time, record: record(n), kept: kept(value), entry: None };
    let void = |n| Item::Void { time, record: record(n) };
    let items =
        [item(50), publish(1, 20), publish(2, 30), publish(1, 20), void(2), publish(3, 40), void(3), publish(3, 40)];
    assert_eq!(published(&items), [&kept(20), &kept(40)]);
    assert_eq!(counts_of(&items, &kept(50).table), kept(50).counts);
    assert_eq!(counts_of(&items, &kept(60).table), None);
}

#[test]
fn damaged_length_is_refused_and_a_tail_of_zeros_dropped() {
    let (_dir, ledger) = ledger();
    add(&ledger, &item(20)).unwrap();
    let first = fs::read(ledger.path()).unwrap();
    add(&ledger, &item(30)).unwrap();
    let mut damaged = fs::read(ledger.path()).unwrap();
    damaged[first.len()] = 0x7f;
    fs::write(ledger.path(), &damaged).unwrap();
    assert!(matches!(ledger.load(), Err(LedgerError::Sealed { number: 1, .. })));
    fs::write(ledger.path(), [&first[..], &[0; 300]].concat()).unwrap();
    assert_eq!(ledger.load().unwrap(), [item(20)]);
    add(&ledger, &item(40)).unwrap();
    assert_eq!(ledger.load().unwrap(), [item(20), item(40)]);
}

#[test]
fn end_that_is_overwritten_is_put_aside() {
    let (dir, ledger) = ledger();
    add(&ledger, &item(20)).unwrap();
    let first = fs::read(ledger.path()).unwrap();
    fs::write(ledger.path(), [&first[..], b"\0\0\0\x50rest"].concat()).unwrap();
    add(&ledger, &item(30)).unwrap();
    assert_eq!(fs::read(dir.path().join("ledger.torn-1")).unwrap(), b"\0\0\0\x50rest");
}
