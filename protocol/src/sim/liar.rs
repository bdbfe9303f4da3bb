//! What a peer does that holds a transport key of the roster and lies with it.

use bytes::Bytes;

use super::world::{Gossip, Happening, World};
use crate::entry::{self, Place};
use crate::ids::{EntryId, LogId};
use crate::sync::RequestId;
use crate::testing::{key, practice};
use crate::wire::{LogHead, Notice, Request, Response, RosterHint};

impl World {
    /// Gossips something false.
    pub(super) fn lie(&mut self, index: usize) {
        if self.actions_left == 0 || self.random.percent(60) {
            return;
        }
        let victim = self.random.index(self.nodes.len());
        let what = match self.random.below(5) {
            0 => Gossip::Entry(self.stranger_entry(victim)),
            1 => Gossip::Entry(self.tampered(victim)),
            2 => Gossip::Notice(Notice::Head(self.false_head(victim))),
            3 => Gossip::Notice(Notice::Fork { log: self.log_of(victim), seq: self.random.below(5) }),
            _ => Gossip::Entry(self.garbage()),
        };
        self.spread(index, None, &what);
    }

    fn log_of(&self, index: usize) -> LogId {
        self.nodes[index].signing.id()
    }

    /// An entry in a member's name, signed by a key that no roster lists.
    fn stranger_entry(&mut self, victim: usize) -> Bytes {
        let stranger = key(900_000 + self.random.below(10));
        let place = Place { seq: 0, prev: None, time: self.now().wall, roster: 1 };
        let member = &self.network.members[victim].0;
        entry::sign(&self.network.id(), member, place, &practice("I am you"), &stranger)
    }

    /// A real entry with one bit turned.
    fn tampered(&mut self, victim: usize) -> Bytes {
        let log = self.log_of(victim);
        let real = self.honest().first().and_then(|index| crate::sync::View::frame(&self.nodes[*index].store, &log, 0));
        let mut bytes = real.map_or_else(|| vec![0x82, 0x40, 0x40], |frame| frame.to_vec());
        let at = self.random.index(bytes.len());
        bytes[at] ^= 1 << self.random.below(8);
        bytes.into()
    }

    fn garbage(&mut self) -> Bytes {
        let len = self.random.below(300);
        (0..len).map(|_| u8::try_from(self.random.below(256)).unwrap_or(0)).collect::<Vec<u8>>().into()
    }

    fn false_head(&mut self, victim: usize) -> LogHead {
        let height = 1 + self.random.below(1 << 40);
        let head = Some(EntryId::of(&self.random.next().to_be_bytes()));
        let frozen = self.random.percent(30).then(|| self.random.below(4));
        LogHead { log: self.log_of(victim), height, head, frozen }
    }

    /// Answers a request falsely, or with nothing.
    pub(super) fn lie_in_answer(&mut self, from: usize, to: usize, id: RequestId, bytes: &Bytes) {
        let Ok(request) = Request::from_bytes(bytes) else { return };
        let response = match (&request, self.random.below(6)) {
            (_, 0) => Response::Busy,
            (_, 1) => Response::Rosters(vec![self.garbage()]),
            (Request::Frontier { digest, .. }, _) => {
                let mut logs: Vec<LogHead> = (0..self.nodes.len()).map(|victim| self.false_head(victim)).collect();
                logs.sort_by_key(|head| head.log);
                let version = 1 + self.random.below(3);
                Response::Frontier { roster: RosterHint { version, digest: *digest }, logs: Some(logs) }
            }
            (Request::Pull { .. }, 2) => Response::Entries(Vec::new()),
            (Request::Pull { .. }, _) => {
                let victim = self.random.index(self.nodes.len());
                Response::Entries(vec![self.tampered(victim), self.stranger_entry(victim)])
            }
            (Request::Ids { seqs, .. }, _) => {
                Response::Ids(seqs.iter().map(|seq| Some(EntryId::of(&seq.to_be_bytes()))).collect())
            }
            (Request::Evidence { .. }, _) => Response::Evidence(vec![self.stranger_entry(from), self.garbage()]),
            (Request::Rosters { .. }, _) => Response::Rosters(Vec::new()),
        };
        let delay = self.latency();
        self.schedule(delay, Happening::Response { from: to, to: from, id, bytes: response.to_bytes().into() });
    }
}
