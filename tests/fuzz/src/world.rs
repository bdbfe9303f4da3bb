//! The network that the targets run against. The same keys as in the golden vectors.

use std::sync::LazyLock;

use bytes::Bytes;
use emn_protocol::crypto::{ENTRY_CONTEXT, SigningKey, sign1};
use emn_protocol::entry::{CONTENT_TYPE, Place, sign_raw};
use emn_protocol::ids::{MemberId, NetworkId};
use emn_protocol::testing::{TestNetwork, at};
use emn_protocol::time::Timestamp;

/// The network.
pub static NETWORK: LazyLock<TestNetwork> = LazyLock::new(|| TestNetwork::new(3));

/// When it is.
pub fn now() -> Timestamp {
    at(1_000_000)
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
