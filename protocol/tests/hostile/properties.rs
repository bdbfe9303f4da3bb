//! Generated and mutated bytes.

use super::*;

/// Bytes, with a leaning to what CBOR is made of.
fn bytes(max: usize) -> impl Strategy<Value = Vec<u8>> {
    let heads = prop::sample::select(vec![0x82u8, 0x83, 0xa1, 0xd2, 0x58, 0x40, 0x59, 0xf6, 0x9b, 0x5b, 0x18, 0x00]);
    prop::collection::vec(prop_oneof![any::<u8>(), heads], 0..max)
}

/// Frames of every kind, to be changed.
fn frames() -> impl Strategy<Value = Vec<u8>> {
    let network = TestNetwork::new(3);
    let id = EntryId::of(b"x");
    let table = victims(&["2022"], &[Some(30), Some(20), Some(10)]);
    let mut all: Vec<Bytes> = [report("A", vec![table]), practice("A"), correction(id, "A"), withdrawal(id)]
        .iter()
        .map(|record| network.frame(0, 0, None, record))
        .collect();
    let first = network.entry(0, 0, None, &practice("A"));
    let gone = network.entry(0, 1, Some(first.entry().id()), &withdrawal(first.entry().id()));
    all.push(first.entry().erased_by(gone.entry()).expect("the withdrawal names it").frame().clone());
    prop::sample::select(all).prop_map(|frame| frame.to_vec())
}

/// Changes some bytes, cuts or repeats a part.
fn changed(source: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..4u8, any::<u8>(), 1..40usize), 1..4);
    (source, edits).prop_map(|(mut bytes, edits)| {
        for (at, how, byte, len) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            let end = (at + len).min(bytes.len());
            match how {
                0 => bytes[at] ^= byte | 1,
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
                _ => bytes.insert(at, byte),
            }
        }
        bytes
    })
}

fn messages() -> impl Strategy<Value = Vec<u8>> {
    let network = TestNetwork::new(3);
    let chain = network.chain(0, 2);
    let log = chain[0].entry().log();
    let hint = network.rosters.hint();
    let head = LogHead { log, height: 2, head: Some(chain[1].entry().id()), frozen: None };
    let frames: Vec<Bytes> = chain.iter().map(|entry| entry.entry().frame().clone()).collect();
    prop::sample::select(vec![
        Request::Pull { wants: vec![Want { log, from: 0, count: 2 }] }.to_bytes(),
        Request::Ids { log, seqs: vec![0, 1] }.to_bytes(),
        Response::Frontier { roster: hint, logs: Some(vec![head]) }.to_bytes(),
        Response::Entries(frames).to_bytes(),
        Response::Ids(vec![Some(chain[0].entry().id()), None]).to_bytes(),
        Response::Rosters(vec![network.next_roster(|_| {}).bytes().clone()]).to_bytes(),
        Notice::Head(head).to_bytes(),
        Notice::Roster(hint).to_bytes(),
    ])
}

fn rosters() -> impl Strategy<Value = Vec<u8>> {
    let network = TestNetwork::new(3);
    prop::sample::select(vec![network.rosters.newest().bytes().to_vec(), network.next_roster(|_| {}).bytes().to_vec()])
}

/// What is signed of rosters.
fn payloads() -> impl Strategy<Value = Vec<u8>> {
    let network = TestNetwork::new(3);
    prop::sample::select(vec![
        codec::encode(network.rosters.current()),
        codec::encode(network.next_roster(|_| {}).roster()),
    ])
}

/// Whatever the bytes are, opening them ends in an entry with these very bytes, or in a reason.
fn open_anything(bytes: &[u8]) {
    let network = TestNetwork::new(3);
    let frame = Bytes::copy_from_slice(bytes);
    let _ = SignedEntry::from_store(frame.clone());
    if let Ok(entry) = SignedEntry::open(&network.id(), frame) {
        assert_eq!(entry.frame(), bytes);
        let _ = verify(entry, &network.rosters, at(1_000));
    }
}

fn decode_anything(bytes: &[u8]) {
    let bytes = Bytes::copy_from_slice(bytes);
    if let Ok(request) = Request::from_bytes(&bytes) {
        assert_eq!(request.to_bytes(), bytes);
    }
    if let Ok(response) = Response::from_bytes(&bytes) {
        assert_eq!(response.to_bytes(), bytes);
    }
    if let Ok(notice) = Notice::from_bytes(&bytes) {
        assert_eq!(notice.to_bytes(), bytes);
    }
    if let Ok(roster) = SignedRoster::open(bytes.clone()) {
        assert_eq!(roster.bytes(), &bytes);
        let mut history = TestNetwork::new(3).rosters;
        let before = history.hint();
        if history.install(roster).is_err() {
            assert_eq!(history.hint(), before);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_no_entry_and_no_panic(bytes in bytes(2_000)) {
        open_anything(&bytes);
        decode_anything(&bytes);
    }

    #[test]
    fn changed_frames_are_no_panic(frame in changed(frames())) {
        open_anything(&frame);
    }

    #[test]
    fn signed_frames_around_any_record_are_no_panic(kind in 0..7u64, record in bytes(300)) {
        let network = TestNetwork::new(3);
        let frame = entry::sign_raw(&network.id(), &member("M0"), place(0, 5, 1), kind, &record, &key(0));
        open_anything(&frame);
    }

    #[test]
    fn signed_frames_around_changed_records_are_no_panic(
        record in changed(prop::sample::select(vec![
            (1, report("A", vec![victims(&["2022"], &[Some(30), Some(20), Some(10)])]).to_bytes()),
            (2, practice("A").to_bytes()),
            (3, correction(EntryId::of(b"x"), "A").to_bytes()),
        ]).prop_map(|(kind, bytes)| [vec![kind], bytes].concat())),
    ) {
        let network = TestNetwork::new(3);
        let Some((kind, record)) = record.split_first() else { return Ok(()) };
        let kind = u64::from(*kind);
        open_anything(&entry::sign_raw(&network.id(), &member("M0"), place(0, 5, 1), kind, record, &key(0)));
    }

    #[test]
    fn changed_messages_are_no_panic(message in changed(messages())) {
        decode_anything(&message);
    }

    #[test]
    fn changed_rosters_are_no_panic(roster in changed(rosters())) {
        decode_anything(&roster);
    }

    #[test]
    fn signed_changed_rosters_install_or_change_nothing(payload in changed(payloads())) {
        if let Ok(roster) = codec::decode::<Roster>(&payload, limits::ROSTER_BYTES) {
            let network = TestNetwork::new(3);
            decode_anything(signed(roster, &network.roots).bytes());
        }
    }

    #[test]
    fn replica_stands_any_order_of_changed_messages(
        messages in prop::collection::vec((0..6u8, prop_oneof![changed(messages()), messages(), changed(frames())]), 1..20),
    ) {
        let mut node = Node::new();
        for (how, message) in messages {
            let bytes = Bytes::from(message);
            let token = GossipToken(1);
            match how {
                0 => {
                    if let Ok(request) = Request::from_bytes(&bytes) {
                        node.input(Input::Request { peer: peer(), token: ReplyToken(1), request });
                    }
                }
                1 | 2 => {
                    if let Ok(response) = Response::from_bytes(&bytes) {
                        let id = node.asked.pop().unwrap_or(RequestId(999));
                        node.input(Input::Response { peer: peer(), id, response });
                    }
                }
                3 => {
                    if let Ok(notice) = Notice::from_bytes(&bytes) {
                        node.input(Input::GossipNotice { peer: peer(), token, notice });
                    }
                }
                4 => {
                    node.millis += 2_000;
                    node.input(Input::Tick);
                }
                _ => drop(node.gossip(bytes)),
            }
        }
    }

    #[test]
    fn arbitrary_text_is_a_draft_or_problems(text in "(?s).{0,400}", table in bytes(200), cut in 0..400usize) {
        let policy = Policy { min_frequency: 5, noise_allowed: false };
        for kind in [Kind::Report, Kind::Practice] {
            let known = example(kind).text;
            let start = known.char_indices().nth(cut).map_or(known.len(), |(at, _)| at);
            for text in [text.clone(), format!("{}{text}", &known[..start])] {
                prop_assert!(decode("draft.md", text.as_bytes()).is_ok());
                match Draft::parse("draft.md", &text, |_| Ok(table.clone())) {
                    Ok(draft) => drop(draft.check(&policy)),
                    Err(problems) => prop_assert!((1..=REPORTED).contains(&problems.len())),
                }
            }
        }
    }
}
