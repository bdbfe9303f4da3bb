//! The numbers that tables contribute, one for each publisher, country, period and group.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use emn_protocol::time::Timestamp;

use super::Cube;
use super::names::Id;
use super::number::Number;
use crate::answer::How;
use crate::error::SeriesError;

/// Facts that one answer looks at, at most: 150 MB.
const FACTS: usize = 1_000_000;

/// A number of one publisher for one country and period.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// The member (if asked for) and the codes of the grouped dimensions, as one number.
    pub(super) group: u128,
    pub(super) place: Id,
    pub(super) period: Id,
    pub(super) publisher: Id,
    /// The newest table that it comes from.
    pub(super) block: u32,
    /// Further tables.
    pub(super) more: Vec<u32>,
    pub(super) time: Timestamp,
    pub(super) number: Number,
}

impl Fact {
    /// Tables that it comes from.
    pub(super) fn tables(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.block).chain(self.more.iter().copied())
    }

    /// Whether one publisher says both of the same country and group.
    pub(super) fn same_speaker(&self, other: &Self) -> bool {
        (self.group, self.place, self.publisher) == (other.group, other.place, other.publisher)
    }
}

/// What the number is about, and who says it.
type Key = (u128, Id, Id, Id);

/// Facts as they are gathered. Of one publisher's numbers for one fact the newest holds; an empty cell says nothing
/// against an older number, nor does a sum that is not whole. Two tables of one record that publish different numbers
/// are both kept, as a disagreement.
pub(super) struct Facts<'a> {
    cube: &'a Cube,
    list: Vec<Fact>,
    index: HashMap<Key, u32, BuildHasherDefault<Mixer>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(cube: &'a Cube) -> Self {
        Self { cube, list: Vec::new(), index: HashMap::default() }
    }

    /// Adds a number. Tables come in their order, the newest first, so most older numbers are not even looked at.
    pub(super) fn add(&mut self, fact: Fact, number: impl FnOnce() -> Number) -> Result<(), SeriesError> {
        if self.list.len() >= FACTS {
            return Err(SeriesError::TooManyRows { limit: FACTS, what: "numbers to compare" });
        }
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let at = *self.index.entry((fact.group, fact.place, fact.period, fact.publisher)).or_insert(next);
        if at == next {
            self.list.push(Fact { number: number(), ..fact });
            return Ok(());
        }
        let held = &mut self.list[at as usize];
        if held.number.rank() == 0 && held.time > fact.time {
            return Ok(());
        }
        let mut fact = Fact { number: number(), ..fact };
        // A published number goes before one added up in the same record.
        let order =
            |fact: &Fact| (fact.number.rank(), std::cmp::Reverse(fact.time), fact.number.how() as u8, fact.block);
        if order(&fact) < order(held) {
            std::mem::swap(held, &mut fact);
        }
        let record = |fact: &Fact| self.cube.block(fact.block).origin.record;
        let published = |fact: &Fact| fact.number.value().filter(|_| fact.number.how() == How::Published);
        let differ = published(&fact).zip(published(held)).is_some_and(|(one, other)| one != other);
        if differ && record(&fact) == record(held) {
            self.list.push(fact);
        }
        Ok(())
    }

    pub(super) fn into_list(self) -> Vec<Fact> {
        self.list
    }
}

/// Mixes numbers that this crate gave out itself by multiplication with an odd constant (Knuth, The Art of Computer
/// Programming 3, 6.4): nobody outside chooses them, so no keyed hash is needed.
#[derive(Debug, Default)]
struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.mix(u64::from(*byte)));
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_u128(&mut self, word: u128) {
        self.mix(word as u64);
        self.mix((word >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes its place from the low bits and its tag from the high ones.
        self.0 ^ (self.0 >> 32)
    }
}
