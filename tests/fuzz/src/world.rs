//! The network that the targets run against: that of the golden vectors, with its three rosters.

use std::sync::LazyLock;

use bytes::Bytes;
use emn_protocol::crypto::{ENTRY_CONTEXT, SigningKey, sign1};
use emn_protocol::entry::{CONTENT_TYPE, Place, sign_raw};
use emn_protocol::ids::{MemberId, NetworkId};
use emn_protocol::roster::SignedRoster;
use emn_protocol::testing::{TestNetwork, at};
use emn_protocol::time::Timestamp;
use minicbor::Decoder;

#[path = "../../../protocol/tests/vectors/format.rs"]
#[allow(dead_code, reason = "vectors are only read here; their own test writes them too")]
mod format;

pub use format::Vector;

/// The network.
pub static NETWORK: LazyLock<TestNetwork> = LazyLock::new(|| {
    let mut network = TestNetwork::new(3);
    for roster in rosters().into_iter().skip(1) {
        network.rosters.install(roster).expect("the vectors' rosters follow each other");
    }
    network
});

/// All rosters of the network, from the first on.
pub fn rosters() -> Vec<SignedRoster> {
    let chain = vectors().into_iter().find(|vector| vector.name == "roster-chain").expect("it is among the vectors");
    let open = |bytes| SignedRoster::open(Bytes::from(bytes)).expect("the vectors' rosters are valid");
    items(&chain.bytes).into_iter().map(open).collect()
}

/// All golden vectors.
pub fn vectors() -> Vec<Vector> {
    let files = [
        include_str!("../../../protocol/tests/vectors/entries.txt"),
        include_str!("../../../protocol/tests/vectors/hostile.txt"),
        include_str!("../../../protocol/tests/vectors/logs.txt"),
        include_str!("../../../protocol/tests/vectors/messages.txt"),
        include_str!("../../../protocol/tests/vectors/records.txt"),
        include_str!("../../../protocol/tests/vectors/refused.txt"),
        include_str!("../../../protocol/tests/vectors/rosters.txt"),
    ];
    files.into_iter().flat_map(|text| format::parse(text).expect("the vectors' own test reads them")).collect()
}

/// The items of an array of byte strings.
pub fn items(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut d = Decoder::new(bytes);
    let count = d.array().ok().flatten().unwrap_or(0);
    (0..count).map_while(|_| d.bytes().ok().map(<[u8]>::to_vec)).collect()
}

/// When it is: the clock of the vectors' receiver.
pub fn now() -> Timestamp {
    at(1_000)
}

fn member(index: usize) -> (&'static MemberId, &'static SigningKey) {
    let (id, key) = &NETWORK.members[index];
    (id, key)
}

fn network() -> NetworkId {
    NETWORK.id()
}

/// A frame that member 0 really signed, around any record.
pub fn frame_around(kind: u64, record: &[u8]) -> Bytes {
    let (id, key) = member(0);
    let place = Place { seq: 0, prev: None, time: at(10), roster: 1 };
    sign_raw(&network(), id, place, kind, record, key)
}

/// A frame whose shell member 0 really signed, around any header.
pub fn frame_of_header(header: &[u8], record: &[u8]) -> Bytes {
    let aad = [ENTRY_CONTEXT, network().as_bytes()].concat();
    let shell = sign1(member(0).1, CONTENT_TYPE, &aad, header);
    let mut frame = vec![0x82];
    for part in [shell.as_slice(), record] {
        let len = u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes();
        // Shortest form, as deterministic CBOR demands.
        match part.len() {
            0..=23 => frame.push(0x40 | len[3]),
            24..=0xff => frame.extend([0x58, len[3]]),
            0x100..=0xffff => frame.extend([0x59, len[2], len[3]]),
            _ => {
                frame.push(0x5a);
                frame.extend(len);
            }
        }
        frame.extend(part);
    }
    frame.into()
}
