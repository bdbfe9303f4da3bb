//! Entries in the order of arrival, and what they do to each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::record::Kind;

use super::item::{Act, Item, Listed, Prepared, Withdrawn};
use super::query::{Page, Query, QueryError};
use super::terms::{Slot, Terms};

/// The catalogue. One writer applies entries; any number of readers ask. A writer waits for the queries under way, which
/// take milliseconds.
#[derive(Debug, Default)]
pub struct Catalogue {
    state: RwLock<State>,
}

impl Catalogue {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an accepted entry that arrived as number `arrival`. Numbers ascend; one below [`Self::checkpoint`] was
    /// applied before and changes nothing.
    pub fn apply(&self, arrival: u64, entry: &SignedEntry) {
        self.apply_prepared([Prepared::read(arrival, entry)]);
    }

    /// As [`Self::apply`], for many entries that were read already.
    pub fn apply_prepared(&self, entries: impl IntoIterator<Item = Prepared>) {
        let mut state = self.write();
        entries.into_iter().for_each(|entry| state.apply(entry));
    }

    /// Forgets the entries of a log from number `from_seq` on: they left the accepted set.
    pub fn remove(&self, log: &LogId, from_seq: u64) {
        self.write().remove(log, from_seq);
    }

    /// The arrival number that is expected next: all before it were applied.
    pub fn checkpoint(&self) -> u64 {
        self.read().checkpoint
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.read().by_id.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One entry.
    pub fn get(&self, id: &EntryId) -> Option<Listed> {
        let state = self.read();
        state.item(id).map(|item| state.listed(item))
    }

    /// The newest version of a record: the entry itself if nothing supersedes it, else the end of the chain of
    /// corrections.
    pub fn newest(&self, id: &EntryId) -> Option<EntryId> {
        let state = self.read();
        let mut item = state.item(id)?;
        // Ids are hashes, so a chain has no circle; the limit is for the day that this is wrong.
        for _ in 0..state.by_id.len() {
            let Some(next) = state.correction(item) else { break };
            item = next;
        }
        Some(item.id)
    }

    /// One page of the records that a query finds.
    ///
    /// # Errors
    /// [`QueryError`] for a query over the limits, or a cursor that is not of this query.
    pub fn query(&self, query: &Query) -> Result<Page, QueryError> {
        let question = query.check()?;
        Ok(question.answer(&self.read()))
    }

    /// A poisoned lock holds a state that is still sound: each entry is put in before anything refers to it.
    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
pub(super) struct State {
    /// In the order of arrival. Entries that are gone leave a hole.
    items: Vec<Option<Arc<Item>>>,
    by_id: HashMap<EntryId, Slot>,
    by_place: BTreeMap<(LogId, u64), Slot>,
    /// What claims to supersede or withdraw an entry, whether that entry is here or not.
    claims: HashMap<EntryId, Vec<Slot>>,
    pub(super) terms: Terms,
    checkpoint: u64,
}

impl State {
    fn apply(&mut self, Prepared { item, words }: Prepared) {
        if item.arrival < self.checkpoint {
            return;
        }
        self.checkpoint = item.arrival.saturating_add(1);
        let Ok(slot) = Slot::try_from(self.items.len()) else { return };
        if self.by_id.contains_key(&item.id) {
            return;
        }
        self.by_id.insert(item.id, slot);
        self.by_place.insert((item.log, item.seq), slot);
        if let Some(target) = target(&item) {
            self.claims.entry(target).or_default().push(slot);
        }
        self.terms.add(slot, words);
        self.items.push(Some(Arc::new(item)));
    }

    fn remove(&mut self, log: &LogId, from_seq: u64) {
        let gone: Vec<_> = self.by_place.range((*log, from_seq)..=(*log, u64::MAX)).map(|(p, s)| (*p, *s)).collect();
        for (place, slot) in gone {
            self.by_place.remove(&place);
            let Some(item) = self.items.get_mut(slot as usize).and_then(Option::take) else { continue };
            self.by_id.remove(&item.id);
            let Some(target) = target(&item) else { continue };
            if let Some(slots) = self.claims.get_mut(&target) {
                slots.retain(|other| *other != slot);
                if slots.is_empty() {
                    self.claims.remove(&target);
                }
            }
        }
    }

    fn item(&self, id: &EntryId) -> Option<&Arc<Item>> {
        self.at(*self.by_id.get(id)?)
    }

    /// The entry in a slot, unless it is gone.
    pub(super) fn at(&self, slot: Slot) -> Option<&Arc<Item>> {
        self.items.get(slot as usize)?.as_ref()
    }

    /// Entries from the newest arrival to the oldest, beginning with the one before arrival number `before`.
    pub(super) fn newest_first(&self, before: u64) -> impl Iterator<Item = &Arc<Item>> {
        let end = self.first_from(before);
        self.items[..end].iter().rev().flatten()
    }

    /// The index from which on entries arrived as `number` or later.
    fn first_from(&self, number: u64) -> usize {
        let (mut low, mut high) = (0, self.items.len());
        while low < high {
            let middle = low + (high - low) / 2;
            // The first entry at or after the middle that is not gone decides.
            let next = self.items[middle..high].iter().enumerate().find_map(|(i, item)| Some((i, item.as_ref()?)));
            match next {
                Some((skipped, item)) if item.arrival < number => low = middle + skipped + 1,
                _ => high = middle,
            }
        }
        low
    }

    /// An entry with what others say of it.
    pub(super) fn listed(&self, item: &Arc<Item>) -> Listed {
        Listed {
            superseded_by: self.correction(item).map(|correction| correction.id),
            withdrawn: self.withdrawn(item),
            item: Arc::clone(item),
        }
    }

    fn claims_on<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a Arc<Item>> {
        let slots = self.claims.get(&item.id).into_iter().flatten();
        // A claim on another member's entry has no effect.
        slots.filter_map(|slot| self.at(*slot)).filter(|claim| claim.member == item.member)
    }

    /// That the entry was withdrawn. Several withdrawals of one entry: the first that was signed counts.
    pub(super) fn withdrawn(&self, item: &Item) -> Option<Withdrawn> {
        if item.kind == Some(Kind::Withdrawal) {
            return None;
        }
        let withdrawals = self.claims_on(item).filter_map(|claim| match &claim.act {
            Some(Act::Withdraws { reason, .. }) => Some((claim, reason)),
            _ => None,
        });
        let first = withdrawals.min_by_key(|(claim, _)| (claim.time, claim.seq, claim.id));
        let first = first.map(|(claim, reason)| Withdrawn { by: claim.id, time: claim.time, reason: reason.clone() });
        first.or_else(|| item.erased.clone())
    }

    pub(super) fn is_withdrawn(&self, item: &Item) -> bool {
        item.kind != Some(Kind::Withdrawal)
            && (item.erased.is_some()
                || self.claims_on(item).any(|claim| matches!(claim.act, Some(Act::Withdraws { .. }))))
    }

    /// The correction that replaces an entry. Several corrections of one entry: the last that was signed counts. A
    /// correction that was withdrawn has no effect: after its content is erased nobody can tell what it corrected, and
    /// what a node shows must not depend on what it saw before.
    pub(super) fn correction<'a>(&'a self, item: &'a Item) -> Option<&'a Arc<Item>> {
        if matches!(item.kind, None | Some(Kind::Withdrawal)) {
            return None;
        }
        self.claims_on(item)
            .filter(|claim| matches!(claim.act, Some(Act::Supersedes(_))) && !self.is_withdrawn(claim))
            .max_by_key(|claim| (claim.time, claim.seq, Reverse(claim.id)))
    }
}

fn target(item: &Item) -> Option<EntryId> {
    match item.act.as_ref()? {
        Act::Supersedes(target) | Act::Withdraws { target, .. } => Some(*target),
    }
}
