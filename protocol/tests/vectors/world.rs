//! The network that the vectors belong to, and what a receiver of it makes of bytes.

use bytes::Bytes;
use emn_protocol::codec::{self, DecodeError};
use emn_protocol::crypto::{ENTRY_CONTEXT, Sign1};
use emn_protocol::entry::{CONTENT_TYPE, Header, SignedEntry};
use emn_protocol::ids::{Digest, EntryId, MemberId, NetworkId};
use emn_protocol::limits;
use emn_protocol::record::{Code, Flags, Kind, Lang, Record, Table, check};
use emn_protocol::roster::{History, Installed, LastEntry, Revocation, SignedRoster};
use emn_protocol::sim::SimStore;
use emn_protocol::sync::{Frontier, GossipToken, Input, Now, OneByOne, Outbound, Output, Replica, Setup};
use emn_protocol::testing::{TestNetwork, at, key, member_key, node_key};
use emn_protocol::time::{Date, Period, Timestamp};
use emn_protocol::verdict::{Reason, Verdict};
use emn_protocol::verify::verify;
use emn_protocol::wire::{LogHead, Notice, Request, Response, entries_topic, notices_topic, sync_protocol};

/// Three members and three rosters: the second gives M0 a second key for a hundred seconds and raises the minimum
/// frequency to 10, the third revokes the key of M2 after its first entry.
pub(crate) fn network() -> TestNetwork {
    let mut network = TestNetwork::new(3);
    let second = network.next_roster(|roster| {
        let mut new = member_key(key(50).id());
        (new.not_before, new.not_after) = (at(100), at(200));
        roster.members[0].keys.push(new);
        roster.members[0].keys.sort_by_key(|key| key.key);
        roster.policy.min_frequency = 10;
    });
    let first_of_m2 = network.chain(2, 1)[0].entry().id();
    network.rosters.install(second).expect("the second roster is valid");
    let third = network.next_roster(|roster| {
        let last = Some(LastEntry { seq: 0, id: first_of_m2 });
        roster.members[2].keys[0].revoked = Some(Revocation { last, reason: "The key was lost.".to_owned() });
    });
    network.rosters.install(third).expect("the third roster is valid");
    network
}

/// When the receiver looks.
pub(crate) fn now() -> Timestamp {
    at(1_000)
}

/// What a receiver makes of the bytes; see `README.md`.
pub(crate) fn outcome(is: &str, bytes: &[u8]) -> String {
    let shared = Bytes::copy_from_slice(bytes);
    match is {
        "cbor" => told(codec::check_deterministic(bytes, 64)),
        "header" => same::<Header>(bytes, limits::SHELL_BYTES),
        "table" => same::<Table>(bytes, limits::ENTRY_BYTES),
        "report" => record(Kind::Report, bytes),
        "practice" => record(Kind::Practice, bytes),
        "correction" => record(Kind::Correction, bytes),
        "withdrawal" => record(Kind::Withdrawal, bytes),
        "shell" => shell(bytes),
        "frame" => frame(shared),
        "frames by gossip" => gossip(&shared),
        "rosters" => rosters(&shared),
        "request" => told(Request::from_bytes(&shared).map(|request| assert_eq!(request.to_bytes(), bytes))),
        "response" => told(Response::from_bytes(&shared).map(|response| assert_eq!(response.to_bytes(), bytes))),
        "notice" => told(Notice::from_bytes(&shared).map(|notice| assert_eq!(notice.to_bytes(), bytes))),
        "heads" => heads(bytes),
        "network" => names(bytes),
        _ => text(is, std::str::from_utf8(bytes).expect("a vector of text is UTF-8")),
    }
}

fn told(result: Result<(), DecodeError>) -> String {
    result.map_or_else(|error| form(&error), |()| "ok".to_owned())
}

/// What is wrong with the form. How the CBOR library words it is no part of a vector.
fn form(error: &DecodeError) -> String {
    match error {
        DecodeError::Structure { .. } => "unexpected structure".to_owned(),
        other => other.to_string(),
    }
}

fn same<T>(bytes: &[u8], limit: usize) -> String
where
    T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    told(codec::decode::<T>(bytes, limit).map(|value| assert_eq!(codec::encode(&value), bytes)))
}

fn record(kind: Kind, bytes: &[u8]) -> String {
    match Record::from_bytes(kind, bytes) {
        Ok(record) => {
            assert_eq!(record.to_bytes(), bytes);
            check::check_record(&record).first().map_or("ok".to_owned(), ToString::to_string)
        }
        Err(error) => form(&error),
    }
}

fn shell(bytes: &[u8]) -> String {
    let aad = [ENTRY_CONTEXT, network().id().as_bytes()].concat();
    match Sign1::parse(bytes, CONTENT_TYPE) {
        Ok(envelope) if envelope.verify(CONTENT_TYPE, &aad) => EntryId::of(bytes).to_string(),
        Ok(_) => "bad_signature".to_owned(),
        Err(_) => "malformed".to_owned(),
    }
}

fn frame(bytes: Bytes) -> String {
    let network = network();
    let opened = SignedEntry::open(&network.id(), bytes.clone());
    let result = opened.and_then(|entry| {
        assert_eq!(entry.frame(), &bytes, "the bytes as they came");
        verify(entry, &network.rosters, now()).map_err(|refused| refused.reason)
    });
    result.map_or_else(|reason| coded(&reason), |_| "ok".to_owned())
}

fn coded(reason: &Reason) -> String {
    match reason {
        Reason::Disclosure(rule) => format!("disclosure {rule}"),
        other => other.code().to_owned(),
    }
}

/// The items of an array of byte strings.
fn items(bytes: &Bytes) -> Vec<Bytes> {
    let mut d = minicbor::Decoder::new(bytes);
    let count = d.array().expect("an array").expect("of definite length");
    (0..count).map(|_| bytes.slice_ref(d.bytes().expect("of byte strings"))).collect()
}

/// Verdicts on frames that come one after the other to a node without entries.
fn gossip(bytes: &Bytes) -> String {
    let network = network();
    let setup = Setup {
        me: node_key(1),
        own_log: None,
        suspect: false,
        rosters: network.rosters.clone(),
        frontier: Frontier::default(),
        opener: Box::new(OneByOne),
        seed: 1,
        compare_every: 60_000,
    };
    let clock = Now { wall: now(), millis: 0 };
    let (mut replica, _) = Replica::new(setup, clock);
    let mut store = SimStore::default();
    let mut verdicts = Vec::new();
    for (token, frame) in (0..).map(GossipToken).zip(items(bytes)) {
        let input = Input::GossipEntry { peer: node_key(0), token, frame };
        for output in replica.handle(input, clock, &store) {
            match output {
                Output::Persist(entries) => store.append(&entries),
                Output::Freeze(evidence) => store.freeze(evidence),
                Output::Send(Outbound::Judge { verdict, .. }) => verdicts.push(match verdict {
                    Verdict::Accept => "accept".to_owned(),
                    Verdict::Ignore(reason) | Verdict::Reject(reason) => coded(&reason),
                }),
                _ => {}
            }
        }
    }
    let heights: Vec<String> = replica.frontier().iter().map(|(_, state)| state.height.to_string()).collect();
    format!("{}; height {}", verdicts.join(", "), heights.join(" "))
}

/// What becomes of rosters, the first of which begins a history.
fn rosters(bytes: &Bytes) -> String {
    let mut history: Option<History> = None;
    let results = items(bytes).into_iter().map(|bytes| {
        let roster = match SignedRoster::open(bytes.clone()) {
            Ok(roster) => roster,
            Err(error) => return error.to_string(),
        };
        assert_eq!(roster.bytes(), &bytes, "the bytes as they came");
        match &mut history {
            None => match History::begin(roster) {
                Ok(begun) => {
                    history = Some(begun);
                    "first".to_owned()
                }
                Err(error) => error.to_string(),
            },
            Some(history) => match history.install(roster) {
                Ok(Installed::New) => "new".to_owned(),
                Ok(Installed::Known) => "known".to_owned(),
                Ok(Installed::Fork) => "fork".to_owned(),
                Err(error) => error.to_string(),
            },
        }
    });
    results.collect::<Vec<_>>().join(" | ")
}

fn heads(bytes: &[u8]) -> String {
    let heads: Vec<LogHead> = match codec::decode(bytes, limits::RESPONSE_BYTES) {
        Ok(heads) => heads,
        Err(error) => return error.to_string(),
    };
    assert_eq!(codec::encode(&heads), bytes);
    Digest::of(bytes).to_string()
}

fn names(bytes: &[u8]) -> String {
    let network = NetworkId::from_bytes(bytes.try_into().expect("a network id has 32 bytes"));
    format!("{} {} {}", entries_topic(&network), notices_topic(&network), sync_protocol(&network))
}

/// Texts that have one form.
fn text(is: &str, text: &str) -> String {
    fn same<T: std::str::FromStr + ToString>(text: &str) -> String {
        match text.parse::<T>() {
            Ok(value) => {
                assert_eq!(value.to_string(), text, "there is one form");
                "ok".to_owned()
            }
            Err(_) => "refused".to_owned(),
        }
    }
    match is {
        "entry id" => text.parse().map_or("refused".to_owned(), |id: EntryId| id.short()),
        "member" => same::<MemberId>(text),
        "code" => same::<Code>(text),
        "language" => same::<Lang>(text),
        "period" => same::<Period>(text),
        "date" => same::<Date>(text),
        "flags" => same::<Flags>(text),
        other => panic!("no receiver knows what «{other}» is"),
    }
}
