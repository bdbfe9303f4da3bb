//! Answers to peers' requests.

use bytes::Bytes;
use emn_protocol::limits;
use emn_protocol::wire::{Request, Response, Want};

use super::{StoreError, StoreReader};

impl StoreReader {
    /// Answers what a peer asks of the store: a pull, ids, evidence or rosters. Answers stay within the protocol's
    /// limits.
    ///
    /// # Errors
    /// [`StoreError::BadRequest`] for a request over a limit, and for a frontier, which the replica answers;
    /// otherwise as [`Self::frontier`].
    pub fn answer(&self, request: &Request) -> Result<Response, StoreError> {
        match request {
            Request::Frontier { .. } => Err(StoreError::BadRequest { why: "the replica answers for the frontier" }),
            Request::Pull { wants } => self.pull(wants).map(Response::Entries),
            Request::Ids { seqs, .. } if seqs.len() > limits::IDS_PER_REQUEST => {
                Err(StoreError::BadRequest { why: "it asks for too many ids" })
            }
            Request::Ids { log, seqs } => self.ids_at(log, seqs).map(Response::Ids),
            Request::Evidence { log } => {
                let evidence = self.evidence(log)?;
                Ok(Response::Evidence(evidence.map_or_else(Vec::new, |evidence| evidence.frames.to_vec())))
            }
            Request::Rosters { from } => {
                self.rosters(*from, limits::ROSTERS_PER_RESPONSE, limits::PAGE_BYTES).map(Response::Rosters)
            }
        }
    }

    /// One page of entries. Each round gives every log that still has some an equal share of what room is left.
    fn pull(&self, wants: &[Want]) -> Result<Vec<Bytes>, StoreError> {
        if wants.len() > limits::WANTS_PER_PULL {
            return Err(StoreError::BadRequest { why: "it asks for too many logs" });
        }
        let mut open = wants.to_vec();
        rotate(&mut open);
        let mut page = Page { frames: Vec::new(), bytes: 0 };
        while !open.is_empty() && !page.is_full() {
            let (bytes, count) = page.share(open.len());
            let mut next = Vec::with_capacity(open.len());
            for want in open {
                if page.is_full() {
                    break;
                }
                let frames = self.frames(&want.log, want.from, count.min(want.count), page.bytes_left().min(bytes))?;
                let got = frames.len() as u64;
                page.add(frames);
                if got > 0 && got < want.count {
                    next.push(Want { from: want.from + got, count: want.count - got, ..want });
                }
            }
            open = next;
        }
        Ok(page.frames)
    }
}

/// A few large entries may fill a page before every log had its turn. Whoever comes last must not be the same in the
/// next page, so begin at a place that moves as the peer makes progress.
fn rotate(wants: &mut [Want]) {
    let progress = wants.iter().fold(0_u64, |sum, want| sum.wrapping_add(want.from));
    if let Some(start) = progress.checked_rem(wants.len() as u64).and_then(|start| usize::try_from(start).ok()) {
        wants.rotate_left(start);
    }
}

struct Page {
    frames: Vec<Bytes>,
    bytes: usize,
}

impl Page {
    fn bytes_left(&self) -> usize {
        limits::PAGE_BYTES.saturating_sub(self.bytes)
    }

    fn entries_left(&self) -> u64 {
        limits::PAGE_ENTRIES.saturating_sub(self.frames.len() as u64)
    }

    fn is_full(&self) -> bool {
        self.bytes_left() == 0 || self.entries_left() == 0
    }

    /// Bytes and entries for each of `logs`.
    fn share(&self, logs: usize) -> (usize, u64) {
        ((self.bytes_left() / logs).max(1), (self.entries_left() / logs as u64).max(1))
    }

    fn add(&mut self, frames: Vec<Bytes>) {
        self.bytes += frames.iter().map(Bytes::len).sum::<usize>();
        self.frames.extend(frames);
    }
}
