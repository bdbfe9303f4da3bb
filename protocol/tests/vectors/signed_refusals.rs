//! Frames and rosters that are refused although their signatures were made for them, and logs that do not grow.

use emn_protocol::codec;
use emn_protocol::crypto::{self, ENTRY_CONTEXT, SigningKey};
use emn_protocol::entry::{self, CONTENT_TYPE, Header, Place};
use emn_protocol::ids::EntryId;
use emn_protocol::record::{MultiText, Record};
use emn_protocol::roster::{Roster, SignedRoster};
use emn_protocol::testing::{TestNetwork, at, key, member, practice, report, signed, victims, withdrawal};

use crate::format::Vector;
use crate::specimens::{frame_of, header, list, stranger, unsafe_table, vector};
use crate::world::network;

fn refused(name: &str, covers: &str, reason: &str, note: &str, frame: impl AsRef<[u8]>) -> Vector {
    vector(name, covers, "frame", reason, note, frame)
}

fn by(network: &TestNetwork, who: &str, signing: &SigningKey, place: Place, record: &Record) -> Vec<u8> {
    entry::sign(&network.id(), &member(who), place, record, signing).to_vec()
}

fn place(seconds: i64, roster: u64) -> Place {
    Place { seq: 0, prev: None, time: at(seconds), roster }
}

/// Refused by what stands in the frame.
pub(crate) fn alone() -> Vec<Vector> {
    let network = network();
    let signing = &network.members[0].1;
    let record = practice("Title").to_bytes();
    let good = header(&network, &record);
    let frame = frame_of(&network, signing, &codec::encode(&good), &record);
    let around = |header: &Header| frame_of(&network, signing, &codec::encode(header), &record);
    let aad = |context: &[u8]| [context, network.id().as_bytes()].concat();
    let shell = crypto::sign1(signing, CONTENT_TYPE, &aad(ENTRY_CONTEXT), &codec::encode(&good));
    let prev = Some(EntryId::of(b"before"));
    let mut more = codec::encode(&good);
    more[0] += 1;
    more.extend([0x0a, 0x01]);
    let later = [0xa2, 0x00, 0x02, 0x18, 0x63, 0xf5];
    let mut turned = shell.clone();
    *turned.last_mut().expect("a shell has bytes") ^= 1;
    let other_network = TestNetwork::new(2);
    let for_rosters = crypto::sign1(signing, CONTENT_TYPE, &aad(crypto::ROSTER_CONTEXT), &codec::encode(&good));
    let other_type = crypto::sign1(signing, "application/cbor", &aad(ENTRY_CONTEXT), &codec::encode(&good));
    let negative = codec::decode(&[0x20], 1).expect("a time before 1970 is a number");
    let other_kind = |kind: u64| entry::sign_raw(&network.id(), &member("M0"), place(5, 1), kind, &record, signing);
    let loose = entry::sign_raw(&network.id(), &member("M0"), place(5, 1), 9, &[0x18, 0x01], signing);
    vec![
        refused("frame-cut", "P-VER-1 P-ENC-1", "malformed", "", &frame[..frame.len() - 1]),
        refused("frame-and-a-byte", "P-VER-1 P-ENC-1", "malformed", "", [&frame[..], &[0]].concat()),
        refused("frame-of-one-part", "P-VER-2", "malformed", "", list(&[&shell])),
        refused("frame-of-four-parts", "P-VER-2", "malformed", "", list(&[&shell, &record, &record, &record])),
        refused("frame-with-large-shell", "P-VER-2 P-ENT-7", "malformed", "", list(&[&vec![0; 1_025], &record])),
        refused("shell-without-tag", "P-VER-3 P-ENT-4", "malformed", "", list(&[&shell[1..], &record])),
        refused("shell-of-another-type", "P-VER-3 P-ENT-4", "malformed", "", list(&[&other_type, &record])),
        refused(
            "header-with-a-field-more",
            "P-VER-4 P-ENC-8",
            "malformed",
            "",
            frame_of(&network, signing, &more, &record),
        ),
        refused(
            "header-of-a-later-format",
            "P-VER-4",
            "format_version",
            "{0: 2, 99: true}",
            frame_of(&network, signing, &later, &record),
        ),
        refused("format-2", "P-VER-5", "format_version", "", around(&Header { format: 2, ..good.clone() })),
        refused(
            "entry-of-another-network",
            "P-VER-6",
            "wrong_network",
            "",
            other_network.frame(0, 0, None, &practice("Title")),
        ),
        refused("first-with-prev", "P-VER-7 P-ENT-6", "malformed", "", around(&Header { prev, ..good.clone() })),
        refused("second-without-prev", "P-VER-7 P-ENT-6", "malformed", "", around(&Header { seq: 1, ..good.clone() })),
        refused("time-before-1970", "P-VER-7", "malformed", "", around(&Header { time: negative, ..good.clone() })),
        refused("signature-altered", "P-VER-8 P-ENT-3", "bad_signature", "The last bit.", list(&[&turned, &record])),
        refused(
            "signature-for-rosters",
            "P-VER-8 P-ENT-5",
            "bad_signature",
            "Another domain.",
            list(&[&for_rosters, &record]),
        ),
        refused(
            "signature-by-a-small-order-key",
            "P-VER-8 P-ENT-3",
            "bad_signature",
            "The neutral point as key and as R, and S = 0: a lenient verifier takes it for any message.",
            list(&[&forged(&codec::encode(&good)), &record]),
        ),
        refused(
            "record-of-another-size",
            "P-VER-9 P-ENT-8",
            "record_mismatch",
            "",
            around(&Header { record_size: 1, ..good.clone() }),
        ),
        refused(
            "record-exchanged",
            "P-VER-9 P-ENT-8",
            "record_mismatch",
            "",
            list(&[&shell, &practice("Other").to_bytes()]),
        ),
        refused("record-under-another-kind", "P-VER-9 P-REC-1", "malformed", "", other_kind(1)),
        refused("record-of-unknown-kind-loose", "P-VER-9 P-REC-1", "malformed", "Not in shortest form.", loose),
    ]
}

/// A shell whose key and signature hold for every message where small orders are not refused.
fn forged(header: &[u8]) -> Vec<u8> {
    let mut neutral = [0u8; 32];
    neutral[0] = 1;
    let real = crypto::sign1(&stranger(), CONTENT_TYPE, b"", header);
    let at = real.windows(32).position(|bytes| bytes == stranger().id().as_bytes()).expect("the kid is in it");
    let mut forged = real.clone();
    forged[at..at + 32].copy_from_slice(&neutral);
    let signature = forged.len() - 64;
    forged[signature..signature + 32].copy_from_slice(&neutral);
    forged[signature + 32..].fill(0);
    forged
}

/// Erased frames without a good reason.
pub(crate) fn erased() -> Vec<Vector> {
    let network = TestNetwork::new(3);
    let first = network.entry(0, 0, None, &practice("Title"));
    let shell = first.entry().shell();
    let with = |reason: &[u8]| {
        let mut frame = list(&[shell]);
        frame[0] = 0x83;
        frame.push(0xf6);
        frame.extend(&list(&[reason])[1..]);
        frame
    };
    let withdraws = withdrawal(first.entry().id());
    let own = network.frame(0, 1, Some(first.entry().id()), &withdraws);
    let others = network.frame(1, 0, None, &withdraws);
    let elsewhere = network.frame(0, 1, Some(first.entry().id()), &withdrawal(EntryId::of(b"another")));
    let unlisted = by(&network, "M0", &stranger(), place(6, 1), &withdraws);
    let nested = with(&with(&own));
    let mut altered = own.to_vec();
    *altered.last_mut().expect("a frame has bytes") ^= 1;
    vec![
        vector("erased-by-its-member", "P-ENT-9", "frame", "ok", "The good case.", with(&own)),
        refused("erased-by-nothing", "P-VER-10 P-ENT-9", "malformed", "", with(b"")),
        refused("erased-by-another-member", "P-VER-10 P-ENT-9", "record_missing", "", with(&others)),
        refused("erased-by-withdrawal-of-another", "P-VER-10 P-ENT-9", "record_missing", "", with(&elsewhere)),
        refused(
            "erased-by-itself",
            "P-VER-10 P-ENT-9",
            "record_missing",
            "Not a withdrawal.",
            with(first.entry().frame()),
        ),
        refused("erased-by-an-erased-frame", "P-VER-10", "record_missing", "Frames do not nest.", nested),
        refused("erased-by-an-altered-withdrawal", "P-VER-10", "record_mismatch", "", with(&altered)),
        refused("erased-by-an-unlisted-key", "P-VER-19", "unknown_key", "", with(&unlisted)),
    ]
}

/// Refused by the rosters and the clock.
pub(crate) fn by_roster() -> Vec<Vector> {
    let network = network();
    let [m0, m1, m2] = [0, 1, 2].map(|index| &network.members[index].1);
    let record = practice("Title");
    let Record::Practice(mut silent) = practice("Title") else { unreachable!("a practice was built") };
    silent.approach = MultiText::new();
    let new = key(50);
    let fine = report("Title", vec![victims(&["2022"], &[Some(16), Some(7), Some(9)])]);
    let chain = TestNetwork::new(3).chain(2, 2);
    let fork = by(&network, "M2", m2, place(7, 1), &practice("Other"));
    let at_time = |seconds| by(&network, "M0", &new, place(seconds, 2), &record);
    let entry = |place| by(&network, "M0", m0, place, &record);
    vec![
        refused("roster-not-here", "P-VER-12 P-VER-24", "roster_unknown", "Names version 4 of 3.", entry(place(5, 4))),
        refused("roster-0", "P-VER-12", "unknown_key", "", entry(place(5, 0))),
        refused("key-unlisted", "P-VER-13", "unknown_key", "", by(&network, "M0", &stranger(), place(5, 1), &record)),
        refused("key-listed-later", "P-VER-13", "unknown_key", "", by(&network, "M0", &new, place(150, 1), &record)),
        refused("key-of-another-member", "P-VER-13", "wrong_member", "", by(&network, "M0", m1, place(5, 1), &record)),
        refused("time-before-the-key", "P-VER-14", "key_not_valid", "", at_time(99)),
        vector("time-at-the-keys-start", "P-VER-14", "frame", "ok", "", at_time(100)),
        refused("time-at-the-keys-end", "P-VER-14", "key_not_valid", "", at_time(200)),
        vector("before-revocation", "P-VER-15 P-ROS-20", "frame", "ok", "", chain[0].entry().frame()),
        refused("after-revocation", "P-VER-15 P-ROS-20", "key_revoked", "", chain[1].entry().frame()),
        refused("beside-revocation", "P-VER-15 P-ROS-20", "key_revoked", "Number 0, but another id.", fork),
        vector("time-600-s-ahead", "P-VER-16", "frame", "ok", "", entry(place(1_600, 1))),
        refused("time-601-s-ahead", "P-VER-16 P-VER-24", "future_time", "", entry(place(1_601, 1))),
        refused(
            "record-without-approach",
            "P-VER-17 P-REC-3",
            "record",
            "",
            by(&network, "M0", m0, place(5, 1), &Record::Practice(silent)),
        ),
        refused(
            "table-gives-away",
            "P-VER-18 P-DIS-3",
            "disclosure D3",
            "30 less 20.",
            by(&network, "M0", m0, place(5, 1), &report("Title", vec![unsafe_table()])),
        ),
        vector("policy-of-roster-1", "P-VER-18", "frame", "ok", "k = 5.", by(&network, "M0", m0, place(5, 1), &fine)),
        refused(
            "policy-of-roster-2",
            "P-VER-18 P-DIS-5",
            "disclosure D5",
            "The same table; k = 10.",
            by(&network, "M0", m0, place(5, 2), &fine),
        ),
    ]
}

/// Frames one after the other, to a node without entries.
pub(crate) fn logs() -> Vec<Vector> {
    let network = network();
    let chain = TestNetwork::new(3).chain(0, 3);
    let frames: Vec<&[u8]> = chain.iter().map(|entry| entry.entry().frame().as_ref()).collect();
    let m0 = &network.members[0].1;
    let id = |index: usize| chain[index].entry().id();
    let sign = |seq, prev, roster, title| {
        by(&network, "M0", m0, Place { seq, prev: Some(prev), time: at(9), roster }, &practice(title))
    };
    let stray = sign(1, EntryId::of(b"another"), 1, "Stray");
    let other = sign(1, id(0), 1, "Other");
    let newer = sign(1, id(0), 2, "Newer");
    let newer_id = entry::SignedEntry::open(&network.id(), newer.clone().into()).expect("it opens").id();
    let back = sign(2, newer_id, 1, "Back");
    let log = |name, covers, gives, frames: &[&[u8]]| vector(name, covers, "frames by gossip", gives, "", list(frames));
    vec![
        log("log-in-order", "P-VER-20 P-VER-23", "accept, accept, accept; height 3", &frames),
        log("log-repeated", "P-VER-11", "accept, known; height 1", &[frames[0], frames[0]]),
        log(
            "log-with-a-gap",
            "P-VER-20 P-VER-24 P-WIR-5",
            "accept, accept, gap, accept; height 3",
            &[frames[2], frames[1], frames[1], frames[0]],
        ),
        log("log-with-a-stray", "P-VER-21", "accept, broken_chain; height 1", &[frames[0], &stray]),
        log("roster-goes-back", "P-VER-22", "accept, accept, roster_went_back; height 2", &[frames[0], &newer, &back]),
        log(
            "log-forks",
            "P-VER-11 P-VER-26 P-VER-27 P-VER-28",
            "accept, accept, fork, frozen, frozen; height 1",
            &[frames[0], frames[1], &other, frames[1], frames[2]],
        ),
        log("log-forks-in-the-gap", "P-VER-27", "accept, fork, accept; height 1", &[frames[1], &other, frames[0]]),
    ]
}

/// Rosters one after the other.
pub(crate) fn rosters() -> Vec<Vector> {
    let network = network();
    let roots = &network.roots;
    let at_version = |version| network.rosters.at(version).expect("it is installed").bytes().to_vec();
    let [first, second, third] = [1, 2, 3].map(at_version);
    let base = network.rosters.at(2).expect("it is installed").roster().clone();
    let changed = |keys: &[SigningKey], change: &dyn Fn(&mut Roster)| {
        let mut roster = base.clone();
        change(&mut roster);
        let made: SignedRoster = signed(roster, keys);
        made.bytes().to_vec()
    };
    let offered =
        |name, covers, gives, note, rosters: &[&[u8]]| vector(name, covers, "rosters", gives, note, list(rosters));
    let two = &roots[..2];
    let told = |gives: &str| format!("first | {gives}");
    let fork = changed(two, &|roster| roster.name = "Other".to_owned());
    let strangers = [key(0), key(99)];
    let mut foreign = signed(base.clone(), &roots[..1]);
    strangers.iter().for_each(|key| foreign.sign(key));
    vec![
        offered("roster-first", "P-ROS-1 P-ROS-2", "first", "", &[&first]),
        offered("roster-chain", "P-ROS-13 P-ROS-14 P-ROS-15", "first | new | new", "", &[&first, &second, &third]),
        offered("roster-again", "P-ROS-17", "first | new | known", "", &[&first, &second, &first]),
        offered(
            "roster-not-the-first",
            "P-ROS-16",
            "the roster breaks a rule: version 2 is not the first",
            "",
            &[&second],
        ),
        offered(
            "roster-by-one-key",
            "P-ROS-15",
            &told(
                "1 of 2 needed root keys of the version before signed the roster; collect more with `emn roster sign`",
            ),
            "",
            &[&first, &changed(&roots[..1], &|_| {})],
        ),
        offered(
            "roster-by-one-key-and-strangers",
            "P-ROS-15",
            &told(
                "1 of 2 needed root keys of the version before signed the roster; collect more with `emn roster sign`",
            ),
            "A member's key and a key of nobody beside one root key.",
            &[&first, foreign.bytes()],
        ),
        offered(
            "roster-skipped",
            "P-ROS-13",
            &told("version 3 does not follow version 1; install the versions between first"),
            "",
            &[&first, &third],
        ),
        offered(
            "roster-of-another-predecessor",
            "P-ROS-13",
            &told("the roster does not follow the one before it: its `previous` is another version's hash"),
            "",
            &[&first, &changed(two, &|roster| roster.previous = Some(network.rosters.hint().digest))],
        ),
        offered(
            "roster-without-a-member",
            "P-ROS-14",
            &told("the roster breaks a rule: member M1 is missing; set its status to expelled instead"),
            "",
            &[&first, &changed(two, &|roster| drop(roster.members.remove(1)))],
        ),
        offered(
            "roster-shortens-a-key",
            "P-ROS-14",
            &told(
                "the roster breaks a rule: member M1: the validity of key e283 e9e9 b29d f694 was shortened; \
                 revoke it instead",
            ),
            "",
            &[&first, &changed(two, &|roster| roster.members[1].keys[0].not_after = at(9))],
        ),
        offered(
            "roster-with-a-key-twice",
            "P-ROS-9",
            &told("the roster breaks a rule: a key is used twice; each key has one purpose and one owner"),
            "",
            &[&first, &changed(two, &|roster| roster.members[1].nodes[0].key = roster.members[0].nodes[0].key)],
        ),
        offered(
            "roster-with-a-low-minimum",
            "P-ROS-7",
            &told("the roster breaks a rule: the minimum frequency is below 3 or above 1000"),
            "",
            &[&first, &changed(two, &|roster| roster.policy.min_frequency = 2)],
        ),
        offered(
            "roster-with-unordered-members",
            "P-ROS-8",
            &told("the roster breaks a rule: members are unordered or named twice"),
            "",
            &[&first, &changed(two, &|roster| roster.members.reverse())],
        ),
        offered(
            "roster-with-threshold-0",
            "P-ROS-6",
            &told("the roster breaks a rule: the threshold is 0 or larger than the number of root keys"),
            "",
            &[&first, &changed(two, &|roster| roster.threshold = 0)],
        ),
        offered(
            "roster-forks",
            "P-ROS-18",
            "first | new | fork | the roster is frozen: two valid versions 2 exist; ask the keyholders which one holds",
            "",
            &[&first, &second, &fork, &third],
        ),
    ]
}
