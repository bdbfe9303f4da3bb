//! What must hold: after every event, and at the end.

use std::collections::BTreeSet;

use super::world::{Node, World};
use super::{Failure, Summary};
use crate::entry::SignedEntry;
use crate::ids::{Digest, EntryId};
use crate::limits;
use crate::roster::Status;
use crate::sync::Replica;

impl World {
    /// I6: every buffer is bounded.
    pub(super) fn check_buffers(&mut self, index: usize) {
        let Some(replica) = &self.nodes[index].replica else { return };
        let [gap_entries, gap_bytes, held_entries, held_bytes] = replica.buffered();
        let bounded = gap_entries <= limits::GAP_ENTRIES
            && gap_bytes <= limits::GAP_BYTES
            && held_entries <= limits::HELD_ENTRIES
            && held_bytes <= limits::HELD_BYTES;
        if !bounded {
            self.fail(format!("node {index}: a buffer is over its limit"));
        }
    }

    pub(super) fn check_accepted(&mut self, index: usize, entry: &SignedEntry) {
        if !self.signed.contains(&entry.id()) {
            self.fail(format!("node {index} accepted an entry that no member signed"));
        }
        let Some(replica) = &self.nodes[index].replica else { return };
        let allowed = crate::verify::still_allowed(replica.rosters(), &entry.log(), entry.header().seq, &entry.id());
        if !allowed {
            self.fail(format!("node {index} accepted an entry that its roster does not allow"));
        }
    }

    /// Honest nodes that the newest roster lets take part.
    pub(super) fn honest(&self) -> Vec<usize> {
        let listed = |node: &Node| self.rosters.current().node(&node.key).is_some();
        (0..self.nodes.len()).filter(|index| !self.nodes[*index].liar && listed(&self.nodes[*index])).collect()
    }

    pub(super) fn digests(&self) -> Vec<(usize, Option<(Digest, u64)>)> {
        let state = |replica: &Replica| (replica.frontier().digest(), replica.rosters().current().version);
        self.honest().into_iter().map(|index| (index, self.nodes[index].replica.as_ref().map(state))).collect()
    }

    pub(super) fn equal(&self) -> bool {
        let digests = self.digests();
        let newest = self.rosters.current().version;
        digests.iter().all(|(_, state)| state.is_some_and(|(_, version)| version == newest) && *state == digests[0].1)
    }

    pub(super) fn differences(&self) -> String {
        let lines = self.digests().into_iter().map(|(index, state)| {
            let logs: Vec<String> = self.nodes[index]
                .replica
                .iter()
                .flat_map(|replica| replica.frontier().iter())
                .map(|(log, s)| format!("{}:{}{:?}", &log.to_hex()[..4], s.height, s.frozen))
                .collect();
            format!("\n  node {index} roster {:?} {}", state.map(|s| s.1), logs.join(" "))
        });
        lines.collect()
    }

    /// I4: equal sets; and nothing that was acknowledged is lost.
    pub(super) fn finish(mut self) -> Result<Summary, Box<Failure>> {
        let honest = self.honest();
        let sets: Vec<BTreeSet<EntryId>> = honest.iter().map(|index| self.nodes[*index].store.ids()).collect();
        if sets.iter().any(|set| *set != sets[0]) {
            return Err(Box::new(self.failure("equal frontiers, but the sets differ".to_owned())));
        }
        let first = self.nodes[honest[0]].store.frontier();
        for ((log, seq), id) in &self.own {
            let open = first.get(log).open_for(*seq);
            let allowed = crate::verify::still_allowed(&self.rosters, log, *seq, id);
            // What an expelled member's node alone had, left with it.
            let member = self.rosters.current().signing_key(log).map(|(member, _)| member.status);
            let allowed = allowed && member.is_some_and(|status| status != Status::Expelled);
            if open && allowed && !sets[0].contains(id) {
                let what = format!("acknowledged entry {seq} of {log} is lost");
                return Err(Box::new(self.failure(what)));
            }
        }
        self.summary.entries = sets[0].len();
        self.summary.frozen = first.iter().filter(|(_, state)| state.frozen.is_some()).count();
        self.summary.roster = self.rosters.current().version;
        Ok(self.summary)
    }
}
