//! Messages: decoding, and a replica that gets them in any order.
//!
//! The first byte chooses: 0 a request, 1 a response, 2 a notice, 3 an entry frame by gossip, 4 a frame that member 0
//! really signed around a record. All are then handed to a replica that has questions under way. Several messages are
//! separated by a length of two bytes.

#![no_main]

use bytes::Bytes;
use emn_fuzz::world::{NETWORK, frame_around, now};
use emn_protocol::limits;
use emn_protocol::sim::SimStore;
use emn_protocol::sync::{
    Frontier, GossipToken, Input, Now, OneByOne, Outbound, Output, Replica, ReplyToken, RequestId, Setup,
};
use emn_protocol::testing::node_key;
use emn_protocol::wire::{Notice, Request, Response};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| {
    let mut node = Node::new();
    let mut rest = data;
    for _ in 0..16 {
        let Some((choice, len, tail)) = header(rest) else { return };
        let (message, after) = tail.split_at(len.min(tail.len()));
        node.take(choice, Bytes::copy_from_slice(message));
        rest = after;
    }
});

fn header(data: &[u8]) -> Option<(u8, usize, &[u8])> {
    let [choice, high, low, tail @ ..] = data else { return None };
    Some((*choice, usize::from(u16::from_be_bytes([*high, *low])), tail))
}

struct Node {
    replica: Replica,
    store: SimStore,
    asked: Vec<RequestId>,
    millis: u64,
}

impl Node {
    fn new() -> Self {
        let setup = Setup {
            me: node_key(2),
            own_log: Some(NETWORK.members[2].1.id()),
            suspect: false,
            rosters: NETWORK.rosters.clone(),
            frontier: Frontier::default(),
            opener: Box::new(OneByOne),
            seed: 1,
            compare_every: 60_000,
        };
        let (replica, _) = Replica::new(setup, Now { wall: now(), millis: 0 });
        let stored = |version| NETWORK.rosters.at(version).expect("it is installed").as_ref().clone();
        let mut store = SimStore::new(stored(1));
        (2..=NETWORK.rosters.current().version).for_each(|version| store.install_roster(stored(version)));
        let mut node = Self { replica, store, asked: Vec::new(), millis: 0 };
        node.input(Input::PeerUp { peer: node_key(0) });
        node
    }

    fn take(&mut self, choice: u8, message: Bytes) {
        let (peer, token) = (node_key(0), GossipToken(1));
        match choice % 8 {
            0 => {
                if let Ok(request) = Request::from_bytes(&message) {
                    assert_eq!(request.to_bytes(), message);
                    self.input(Input::Request { peer, token: ReplyToken(1), request });
                }
            }
            1 | 6 => {
                if let Ok(response) = Response::from_bytes(&message) {
                    assert_eq!(response.to_bytes(), message);
                    let id = self.asked.pop().unwrap_or(RequestId(99));
                    self.input(Input::Response { peer, id, response });
                }
            }
            2 => {
                if let Ok(notice) = Notice::from_bytes(&message) {
                    assert_eq!(notice.to_bytes(), message);
                    self.input(Input::GossipNotice { peer, token, notice });
                }
            }
            3 => self.input(Input::GossipEntry { peer, token, frame: message }),
            4 => self.input(Input::GossipEntry { peer, token, frame: frame_around(2, &message) }),
            5 => {
                if let Some(id) = self.asked.pop() {
                    self.input(Input::RequestFailed { peer, id });
                }
            }
            _ => {
                self.millis += 1_000;
                self.input(Input::Tick);
            }
        }
    }

    fn input(&mut self, input: Input) {
        let expected = usize::from(matches!(
            input,
            Input::GossipEntry { .. } | Input::GossipNotice { .. } | Input::Request { .. }
        ));
        let outputs = self.replica.handle(input, Now { wall: now(), millis: self.millis }, &self.store);
        let mut answered = 0;
        for output in outputs {
            match output {
                Output::Persist(entries) => self.store.append(&entries),
                Output::Freeze(evidence) => self.store.freeze(evidence),
                Output::Truncate { log, height } => self.store.truncate(&log, height),
                Output::InstallRoster(roster) => self.store.install_roster(roster),
                Output::Send(Outbound::Request { id, request, .. }) => {
                    assert!(request.to_bytes().len() <= limits::REQUEST_BYTES);
                    self.asked.push(id);
                }
                Output::Send(Outbound::Judge { .. } | Outbound::Respond { .. }) => answered += 1,
                _ => {}
            }
        }
        assert_eq!(answered, expected, "one verdict, or one answer");
        assert!(self.asked.len() <= 4_096);
        let [gaps, gap_bytes, held, held_bytes] = self.replica.buffered();
        assert!(gaps <= limits::GAP_ENTRIES && gap_bytes <= limits::GAP_BYTES);
        assert!(held <= limits::HELD_ENTRIES && held_bytes <= limits::HELD_BYTES);
        assert_eq!(self.replica.frontier(), &self.store.frontier(), "the replica and its store agree");
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = if seed % 3 == 0 { None } else { message(data, size, seed) };
    changed.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});

/// Mutates one of the messages and puts its new length before it.
fn message(data: &mut [u8], size: usize, seed: u32) -> Option<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some((_, len, _)) = header(data.get(at..size)?) {
        starts.push((at, (at + 3 + len).min(size)));
        at = (at + 3 + len).min(size);
    }
    let (start, end) = *starts.get(seed as usize / 3 % starts.len().max(1))?;
    let after = data[end..size].to_vec();
    let mut part = data[start..end].to_vec();
    let used = part.len();
    part.resize(used + 256, 0);
    let new = emn_fuzz::cbor::mutate(&mut part, used, 3, seed)?;
    let len = u16::try_from(new - 3).ok()?.to_be_bytes();
    part[1..3].copy_from_slice(&len);
    part.truncate(new);
    part.extend(after);
    data.get_mut(start..start + part.len())?.copy_from_slice(&part);
    Some(start + part.len())
}
