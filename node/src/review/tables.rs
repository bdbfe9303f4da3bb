//! What each member published before, as far as second looks remember it.

use std::collections::{BTreeMap, BTreeSet};

use emn_anonymise::audit::audit;
use emn_anonymise::outcome::Outcome;
use emn_anonymise::policy::Policy;
use emn_anonymise::publication::Publication;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{LogId, MemberId};
use emn_protocol::record::{MeasureKind, Record};

use crate::store::StoreReader;

/// Tables of one indicator of a member that are remembered. A year of months and their revisions fit.
const REMEMBERED: usize = 60;
/// Indicators of all members together that are remembered.
const INDICATORS: usize = 2000;
/// Entries of a log that are read for what came before.
const LOOK_BACK: u64 = 2000;

/// Tables by member and indicator.
#[derive(Default)]
pub(super) struct Tables {
    known: BTreeMap<(MemberId, String), Vec<Publication>>,
    /// Logs whose earlier entries are in `known`.
    read: BTreeSet<LogId>,
}

impl Tables {
    /// How many suppressed values of this record's tables a reader can derive, with what came before.
    pub(super) fn exposed(
        &mut self,
        reader: &StoreReader,
        entry: &SignedEntry,
        record: &Record,
        min_frequency: u64,
        expired: &(dyn Fn() -> bool + Sync),
    ) -> usize {
        let new = publications(entry, record);
        if new.is_empty() {
            return 0;
        }
        self.look_back(reader, entry);
        let member = &entry.header().member;
        let indicators: BTreeSet<String> = new.iter().map(Publication::indicator).collect();
        let before: Vec<Publication> = indicators
            .iter()
            .filter_map(|indicator| self.known.get(&(member.clone(), indicator.clone())))
            .flatten()
            .cloned()
            .collect();
        let found = audit(&before, &new, &Policy::with_min_frequency(min_frequency), expired);
        self.remember(member, new);
        match found.outcome {
            // What could not be decided in time is no reason to alarm people.
            Outcome::Unfinished => 0,
            _ => found.cells.iter().filter(|cell| cell.verdict.exposed()).count(),
        }
    }

    /// Reads what its log held before, once.
    fn look_back(&mut self, reader: &StoreReader, entry: &SignedEntry) {
        if !self.read.insert(entry.log()) {
            return;
        }
        let seq = entry.header().seq;
        for seq in seq.saturating_sub(LOOK_BACK)..seq {
            let Ok(Some(frame)) = reader.frame(&entry.log(), seq) else { continue };
            let Ok(earlier) = SignedEntry::from_store(frame) else { continue };
            if let Some(record) = earlier.record() {
                let found = publications(&earlier, record);
                self.remember(&earlier.header().member, found);
            }
        }
    }

    fn remember(&mut self, member: &MemberId, new: Vec<Publication>) {
        if self.known.len() > INDICATORS {
            // Made-up indicators must not fill the memory.
            (self.known, self.read) = Default::default();
        }
        for publication in new {
            let known = self.known.entry((member.clone(), publication.indicator())).or_default();
            if known.len() == REMEMBERED {
                known.remove(0);
            }
            known.push(publication);
        }
    }
}

/// The tables of counts.
fn publications(entry: &SignedEntry, record: &Record) -> Vec<Publication> {
    let mut found = Publication::of_record(&entry.id().short(), record);
    found.retain(|publication| publication.table.measure.kind == MeasureKind::Count);
    found
}
