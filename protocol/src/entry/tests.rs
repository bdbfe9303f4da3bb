use super::*;
use crate::record::Kind;
use crate::testing::{TestNetwork, at, correction, member, practice, practice_of_size, report, victims, withdrawal};

fn network() -> TestNetwork {
    TestNetwork::new(2)
}

fn place(seq: u64, prev: Option<EntryId>) -> Place {
    Place { seq, prev, time: at(5), roster: 1 }
}

fn opened(network: &TestNetwork, frame: Bytes) -> SignedEntry {
    SignedEntry::open(&network.id(), frame).unwrap()
}

fn refused(network: &TestNetwork, frame: impl Into<Bytes>) -> Reason {
    SignedEntry::open(&network.id(), frame.into()).expect_err("was taken")
}

/// A frame around a shell whose header was signed as it is.
fn frame_of(network: &TestNetwork, header: &Header, record: &[u8]) -> Bytes {
    let shell = crypto::sign1(&network.members[0].1, CONTENT_TYPE, &aad(&network.id()), &codec::encode(header));
    whole_frame(&shell, record)
}

/// A right header for this record, to be changed.
fn header(network: &TestNetwork, record: &[u8]) -> Header {
    Header {
        format: limits::FORMAT,
        network: network.id(),
        member: network.members[0].0.clone(),
        seq: 0,
        prev: None,
        time: at(5),
        roster: 1,
        kind: Kind::Practice.number(),
        record_digest: Digest::of(record),
        record_size: record.len() as u64,
    }
}

#[test]
fn every_kind_opens_as_it_was_signed() {
    let network = network();
    let id = EntryId::of(b"another");
    let table = victims(&["2022"], &[Some(30), Some(20), Some(10)]);
    for record in [report("Report", vec![table]), practice("Practice"), correction(id, "Text"), withdrawal(id)] {
        let frame = network.frame(0, 0, None, &record);
        let entry = opened(&network, frame.clone());
        assert_eq!(entry.record(), Some(&record));
        assert_eq!((entry.frame(), entry.log()), (&frame, network.members[0].1.id()));
        assert_eq!(entry.id(), EntryId::of(entry.shell()));
        assert_eq!(entry.header(), &Header { time: at(1), ..header_of(&network, &record) });
        assert_eq!(SignedEntry::from_store(frame), Ok(entry.clone()));
        assert_eq!(entry.clone().detached(), entry);
    }
}

fn header_of(network: &TestNetwork, record: &Record) -> Header {
    Header { kind: record.kind().number(), ..header(network, &record.to_bytes()) }
}

#[test]
fn frame_with_any_bit_flipped_or_cut_is_refused() {
    let network = network();
    let frame = network.frame(0, 0, None, &practice("Practice"));
    for bit in 0..frame.len() * 8 {
        let mut flipped = frame.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        refused(&network, flipped);
    }
    for end in 0..frame.len() {
        refused(&network, frame.slice(..end));
    }
}

#[test]
fn record_of_another_entry_is_refused() {
    let network = network();
    let [a, b] = ["A", "B"].map(|title| network.frame(0, 0, None, &practice(title)));
    let (a, b) = (parts(&a).unwrap(), parts(&b).unwrap());
    assert_eq!(refused(&network, whole_frame(&a.shell, &b.record.unwrap())), Reason::RecordMismatch);
}

#[test]
fn record_size_or_digest_that_does_not_fit_is_refused() {
    let network = network();
    let record = practice("A").to_bytes();
    let good = header(&network, &record);
    opened(&network, frame_of(&network, &good, &record));
    let longer = Header { record_size: good.record_size + 1, ..good.clone() };
    assert_eq!(refused(&network, frame_of(&network, &longer, &record)), Reason::RecordMismatch);
    let other = Header { record_digest: Digest::of(b"other"), ..good };
    assert_eq!(refused(&network, frame_of(&network, &other, &record)), Reason::RecordMismatch);
}

#[test]
fn entry_of_another_network_is_refused() {
    let (network, other) = (network(), TestNetwork::new(3));
    let frame = other.frame(0, 0, None, &practice("A"));
    assert_eq!(refused(&network, frame), Reason::WrongNetwork);
    // A header that names this network but was signed for the other one.
    let record = practice("A").to_bytes();
    let (id, key) = &other.members[0];
    let header = Header { member: id.clone(), ..header(&network, &record) };
    let shell = crypto::sign1(key, CONTENT_TYPE, &aad(&other.id()), &codec::encode(&header));
    assert_eq!(refused(&network, whole_frame(&shell, &record)), Reason::BadSignature);
}

#[test]
fn signature_of_another_purpose_is_refused() {
    let network = network();
    let record = practice("A").to_bytes();
    let payload = codec::encode(&header(&network, &record));
    let key = &network.members[0].1;
    for aad in [&crypto::ROSTER_CONTEXT.to_vec(), &ENTRY_CONTEXT.to_vec(), &Vec::new()] {
        let shell = crypto::sign1(key, CONTENT_TYPE, aad, &payload);
        assert_eq!(refused(&network, whole_frame(&shell, &record)), Reason::BadSignature);
    }
    let shell = crypto::sign1(key, "application/cbor", &aad(&network.id()), &payload);
    assert!(matches!(refused(&network, whole_frame(&shell, &record)), Reason::Malformed(_)));
}

#[test]
fn seq_and_prev_must_fit() {
    let network = network();
    let record = practice("A").to_bytes();
    let good = header(&network, &record);
    let prev = Some(EntryId::of(b"before"));
    opened(&network, frame_of(&network, &Header { seq: 1, prev, ..good.clone() }, &record));
    opened(&network, frame_of(&network, &Header { seq: u64::MAX, prev, ..good.clone() }, &record));
    for (seq, prev) in [(0, prev), (1, None), (u64::MAX, None)] {
        let reason = refused(&network, frame_of(&network, &Header { seq, prev, ..good.clone() }, &record));
        assert!(matches!(reason, Reason::Malformed(DecodeError::Structure { .. })), "{seq} {prev:?}");
    }
}

#[test]
fn time_without_a_four_digit_year_is_refused() {
    let network = network();
    let record = practice("A").to_bytes();
    for seconds in [-1i64, i64::MIN, 253_402_300_800, i64::MAX] {
        let time = minicbor::decode(&codec::encode(&seconds)).unwrap();
        let header = Header { time, ..header(&network, &record) };
        assert!(matches!(refused(&network, frame_of(&network, &header, &record)), Reason::Malformed(_)), "{seconds}");
    }
    let last = Header { time: Timestamp::MAX, ..header(&network, &record) };
    opened(&network, frame_of(&network, &last, &record));
}

#[test]
fn other_format_version_is_told_from_broken_bytes() {
    let network = network();
    let record = practice("A").to_bytes();
    let newer = Header { format: 2, ..header(&network, &record) };
    assert_eq!(refused(&network, frame_of(&network, &newer, &record)), Reason::FormatVersion(2));
    // A later version may have fields that this one cannot read.
    let sign = |payload: &[u8]| {
        let shell = crypto::sign1(&network.members[0].1, CONTENT_TYPE, &aad(&network.id()), payload);
        whole_frame(&shell, &record)
    };
    assert_eq!(refused(&network, sign(&[0xa2, 0x00, 0x03, 0x18, 99, 0xf5])), Reason::FormatVersion(3));
    assert!(matches!(refused(&network, sign(&[0xa2, 0x00, 0x01, 0x18, 99, 0xf5])), Reason::Malformed(_)));
    assert!(matches!(refused(&network, sign(&[])), Reason::Malformed(_)));
}

#[test]
fn header_with_an_unknown_field_is_refused() {
    let network = network();
    let record = practice("A").to_bytes();
    let mut payload = codec::encode(&header(&network, &record));
    payload[0] += 1;
    payload.extend([0x18, 99, 0x01]);
    let shell = crypto::sign1(&network.members[0].1, CONTENT_TYPE, &aad(&network.id()), &payload);
    let reason = refused(&network, whole_frame(&shell, &record));
    assert_eq!(reason, Reason::Malformed(DecodeError::NotTheOneForm));
}

#[test]
fn record_of_an_unknown_kind_is_kept_unread() {
    let network = network();
    let (id, key) = &network.members[0];
    for kind in [0, 5, u64::MAX] {
        let frame = sign_raw(&network.id(), id, place(0, None), kind, &[0xa1, 0x01, 0x63, b'n', b'e', b'w'], key);
        let entry = opened(&network, frame.clone());
        assert_eq!((entry.body(), entry.record(), entry.header().kind), (&Body::Unknown, None, kind));
        assert_eq!(SignedEntry::from_store(frame), Ok(entry));
    }
    let broken = sign_raw(&network.id(), id, place(0, None), 5, &[0x18, 0x01], key);
    assert!(matches!(refused(&network, broken), Reason::Malformed(DecodeError::NotDeterministic { .. })));
}

#[test]
fn record_under_the_wrong_kind_is_refused() {
    let network = network();
    let (id, key) = &network.members[0];
    let record = practice("A").to_bytes();
    for kind in [Kind::Report, Kind::Correction, Kind::Withdrawal] {
        let frame = sign_raw(&network.id(), id, place(0, None), kind.number(), &record, key);
        assert!(matches!(refused(&network, frame), Reason::Malformed(_)), "{kind:?}");
    }
}

#[test]
fn frame_of_the_largest_size_opens_and_one_byte_more_does_not() {
    let network = network();
    let size = |text: usize| network.frame(0, 0, None, &practice_of_size("A", text));
    let around = size(200_000).len() - 200_000;
    let largest = size(limits::ENTRY_BYTES - around);
    assert_eq!(largest.len(), limits::ENTRY_BYTES);
    opened(&network, largest);
    let reason = refused(&network, size(limits::ENTRY_BYTES - around + 1));
    assert!(matches!(reason, Reason::Malformed(DecodeError::TooLarge { .. })));
}

#[test]
fn shell_that_is_too_large_is_refused_before_it_is_read() {
    let network = network();
    let reason = refused(&network, whole_frame(&[0; limits::SHELL_BYTES + 1], &[0x01]));
    let too_large = DecodeError::TooLarge { size: limits::SHELL_BYTES + 1, limit: limits::SHELL_BYTES };
    assert_eq!(reason, Reason::Malformed(too_large));
}

#[test]
fn frame_with_more_or_fewer_parts_is_refused() {
    let network = network();
    let frame = network.frame(0, 0, None, &practice("A"));
    let parts = parts(&frame).unwrap();
    let (shell, record) = (parts.shell, parts.record.unwrap());
    let list = |items: &[&[u8]]| {
        let mut e = Encoder::new(Vec::new());
        e.array(items.len() as u64).unwrap();
        for item in items {
            e.bytes(item).unwrap();
        }
        Bytes::from(e.into_writer())
    };
    assert_eq!(list(&[&shell, &record]), frame);
    for other in [list(&[]), list(&[&shell]), list(&[&shell, &record, &record]), list(&[&shell, &record, &[], &[]])] {
        assert!(matches!(refused(&network, other), Reason::Malformed(_)));
    }
    assert!(matches!(refused(&network, Bytes::new()), Reason::Malformed(_)));
}

/// An entry of member 0, and withdrawals of it by both members.
fn withdrawn(network: &TestNetwork) -> (SignedEntry, SignedEntry, SignedEntry) {
    let entry = opened(network, network.frame(0, 0, None, &practice("A")));
    let own = opened(network, network.frame(0, 1, Some(entry.id()), &withdrawal(entry.id())));
    let strangers = opened(network, network.frame(1, 0, None, &withdrawal(entry.id())));
    (entry, own, strangers)
}

#[test]
fn erased_entry_keeps_its_id_and_names_its_withdrawal() {
    let network = network();
    let (entry, own, _) = withdrawn(&network);
    let erased = entry.erased_by(&own).unwrap();
    let again = opened(&network, erased.frame().clone());
    assert_eq!(again, erased);
    assert_eq!((again.id(), again.header(), again.record()), (entry.id(), entry.header(), None));
    assert_eq!(again.body(), &Body::Erased(Box::new(own)));
    assert_eq!(SignedEntry::from_store(erased.frame().clone()), Ok(again.clone()));
    assert_eq!(again.clone().detached(), again);
    assert!(!erased.frame().windows(7).any(|bytes| bytes == b"Summary"), "the content is gone");
}

#[test]
fn erased_entry_with_any_bit_flipped_is_refused() {
    let network = network();
    let (entry, own, _) = withdrawn(&network);
    let frame = entry.erased_by(&own).unwrap().frame().to_vec();
    for bit in 0..frame.len() * 8 {
        let mut flipped = frame.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        refused(&network, flipped);
    }
}

#[test]
fn record_is_not_erased_without_a_withdrawal_of_its_own_member() {
    let network = network();
    let (entry, _, strangers) = withdrawn(&network);
    let other = opened(&network, network.frame(0, 1, Some(entry.id()), &withdrawal(EntryId::of(b"another"))));
    let no_withdrawal = opened(&network, network.frame(0, 1, Some(entry.id()), &correction(entry.id(), "B")));
    for false_reason in [&strangers, &other, &no_withdrawal, &entry] {
        assert_eq!(entry.erased_by(false_reason), Err(Reason::RecordMissing));
        let frame = erased_frame(entry.shell(), false_reason.frame());
        assert_eq!(refused(&network, frame), Reason::RecordMissing);
    }
    for garbage in [&[][..], &[0x01], &[0x82, 0x40, 0x40], &entry.shell()[..]] {
        refused(&network, erased_frame(entry.shell(), garbage));
    }
    // By another key of the same member it is.
    let member = member("M0");
    let key = crate::testing::key(77);
    let frame = sign(&network.id(), &member, place(0, None), &withdrawal(entry.id()), &key);
    let by_new_key = opened(&network, frame);
    assert_eq!(opened(&network, entry.erased_by(&by_new_key).unwrap().frame().clone()).id(), entry.id());
}

#[test]
fn withdrawal_is_never_erased_itself() {
    let network = network();
    let (entry, own, _) = withdrawn(&network);
    let undo = opened(&network, network.frame(0, 2, Some(own.id()), &withdrawal(own.id())));
    assert_eq!(own.erased_by(&undo), Err(Reason::RecordMissing));
    assert_eq!(refused(&network, erased_frame(own.shell(), undo.frame())), Reason::RecordMissing);
    // So frames do not nest: an erased entry cannot be the reason for another's erasure.
    let erased_own = erased_frame(own.shell(), undo.frame());
    let nested = erased_frame(entry.shell(), &erased_own);
    assert_eq!(refused(&network, nested.clone()), Reason::RecordMissing);
    assert_eq!(SignedEntry::from_store(nested), Err(Reason::RecordMissing));
}

#[test]
fn frames_nested_a_thousand_times_are_refused_at_the_first() {
    let network = network();
    let shell = opened(&network, network.frame(0, 0, None, &practice("A"))).shell().clone();
    let nested = (0..600).fold(Bytes::from_static(&[0x01]), |inner, _| erased_frame(&shell, &inner));
    assert!(nested.len() < limits::ENTRY_BYTES);
    assert_eq!(refused(&network, nested), Reason::RecordMissing);
}
