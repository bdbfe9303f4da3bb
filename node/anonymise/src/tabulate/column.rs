//! One column while counting: a fast way from the bytes of a value to a small number, and what the mapping does not
//! know.

use std::borrow::Cow;
use std::collections::HashMap;

use super::coder::{Coder, Codes};
use crate::read::{Encoding, Field, decode};

/// Instead of a class: the filter leaves the row out.
pub(super) const LEFT_OUT: u16 = u16::MAX;
/// Instead of a class: the mapping does not know the value.
pub(super) const NOT_MAPPED: u16 = u16::MAX - 1;
/// Instead of a class: there are too many.
pub(super) const TOO_MANY: u16 = u16::MAX - 2;

/// Most classes of a column.
const CLASSES: usize = 60_000;

/// Values kept for fast lookup; registers with more, such as times to the second, are translated each time.
const CACHED: usize = 16 * 1024;
const FIRST_SLOTS: usize = 256;

/// The classes of a column: the sets of codes that occur, numbered as they come.
#[derive(Debug, Default, Clone)]
pub(super) struct Classes {
    pub(super) list: Vec<Codes>,
    numbers: HashMap<Codes, u16>,
}

impl Classes {
    /// The number of a class; `None` when there are `limit` already.
    pub(super) fn number(&mut self, codes: &Codes, limit: usize) -> Option<u16> {
        if let Some(number) = self.numbers.get(codes) {
            return Some(*number);
        }
        let number = u16::try_from(self.list.len()).ok().filter(|number| usize::from(*number) < limit.min(CLASSES))?;
        self.list.push(codes.clone());
        self.numbers.insert(codes.clone(), number);
        Some(number)
    }
}

/// Values that the mapping does not know.
#[derive(Debug, Default, Clone)]
pub(super) struct NotMapped {
    /// Rows with each; bounded.
    pub(super) values: HashMap<Vec<u8>, u64>,
    /// Whether there are more different ones than were kept.
    pub(super) overflown: bool,
    /// Line and column of the first, and why it has no code.
    pub(super) first: Option<(u64, u64, &'static str)>,
    /// Rows with any of them.
    pub(super) rows: u64,
}

impl NotMapped {
    /// Adds one; tells whether it is the first.
    fn add(&mut self, value: &[u8], limit: usize, why: &'static str) -> bool {
        self.rows += 1;
        if let Some(count) = self.values.get_mut(value) {
            *count += 1;
        } else if self.values.len() < limit {
            self.values.insert(value.to_vec(), 1);
        } else {
            self.overflown = true;
        }
        let first = self.first.is_none();
        self.first.get_or_insert((0, 0, why));
        first
    }

    /// Joins what two threads found.
    pub(super) fn absorb(&mut self, other: &Self, limit: usize) {
        self.rows += other.rows;
        self.overflown |= other.overflown;
        for (value, count) in &other.values {
            *self.values.entry(value.clone()).or_insert(0) += count;
        }
        self.overflown |= self.values.len() > limit;
        let place = |first: &Option<(u64, u64, &'static str)>| first.map_or((u64::MAX, 0), |(line, at, _)| (line, at));
        if place(&other.first) < place(&self.first) {
            self.first = other.first;
        }
    }
}

/// A column in one thread.
pub(super) struct Column<'p> {
    coder: &'p Coder<'p>,
    encoding: Encoding,
    limit: usize,
    cache: Cache,
    pub(super) classes: Classes,
    pub(super) not_mapped: NotMapped,
}

impl<'p> Column<'p> {
    pub(super) fn new(coder: &'p Coder<'p>, encoding: Encoding, limit: usize) -> Self {
        Self {
            coder,
            encoding,
            limit,
            cache: Cache::new(),
            classes: Classes::default(),
            not_mapped: NotMapped::default(),
        }
    }

    /// Most classes: sets of codes are more than codes.
    pub(super) fn most_classes(coder: &Coder<'_>, limit: usize) -> usize {
        if coder.dimension.separator.is_some() { limit.saturating_mul(16) } else { limit }
    }

    /// The class of a field; the flag tells whether the place of a value without code is to be noted.
    #[inline]
    pub(super) fn class(&mut self, bytes: &[u8], field: Field) -> (u16, bool) {
        let key = Key::of(bytes, field.start, field.end);
        match self.cache.get(&key, bytes, field) {
            Some(class) => (class, false),
            None => self.translate(&key, bytes, field),
        }
    }

    #[cold]
    fn translate(&mut self, key: &Key, bytes: &[u8], field: Field) -> (u16, bool) {
        let raw: Cow<'_, [u8]> = field.text(bytes);
        let text = decode(&raw, self.encoding);
        match self.coder.codes(text.trim()) {
            Ok(codes) if codes.is_empty() => (self.cache.put(key, bytes, field, LEFT_OUT), false),
            Ok(codes) => match self.classes.number(&codes, Self::most_classes(self.coder, self.limit)) {
                Some(class) => (self.cache.put(key, bytes, field, class), false),
                None => (TOO_MANY, false),
            },
            Err(why) => (NOT_MAPPED, self.not_mapped.add(text.trim().as_bytes(), self.limit, why)),
        }
    }
}

/// A value as two words: itself up to 16 bytes, beyond that a hash.
struct Key {
    words: [u64; 2],
    len: usize,
    hash: u64,
}

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Eight bytes from `at`, of which those from `end` are zero.
#[inline]
fn word(bytes: &[u8], at: usize, end: usize) -> u64 {
    let len = end.saturating_sub(at).min(8);
    if let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let word = u64::from_le_bytes(eight);
        return if len == 8 { word } else { word & ((1u64 << (len * 8)) - 1) };
    }
    let mut eight = [0u8; 8];
    for (to, from) in eight.iter_mut().zip(bytes.get(at..at + len).unwrap_or_default()) {
        *to = *from;
    }
    u64::from_le_bytes(eight)
}

impl Key {
    #[inline]
    fn of(bytes: &[u8], start: usize, end: usize) -> Self {
        let len = end - start;
        let words = if len <= 16 {
            [word(bytes, start, end), word(bytes, start + 8, end)]
        } else {
            let mut words = [0u64, MULTIPLIER];
            let mut at = start;
            while at < end {
                words[0] = (words[0].rotate_left(5) ^ word(bytes, at, end)).wrapping_mul(MULTIPLIER);
                words[1] = (words[1] ^ words[0]).rotate_left(17).wrapping_add(MULTIPLIER);
                at += 8;
            }
            words
        };
        let mixed = words[0].wrapping_mul(MULTIPLIER) ^ words[1].rotate_left(29).wrapping_mul(MULTIPLIER) ^ len as u64;
        Self { words, len, hash: mixed.wrapping_mul(MULTIPLIER) >> 32 }
    }
}

#[derive(Clone, Copy)]
struct Slot {
    words: [u64; 2],
    len: u32,
    /// Where longer values stand in the arena.
    start: u32,
    class: u16,
    used: bool,
}

const EMPTY: Slot = Slot { words: [0; 2], len: 0, start: 0, class: 0, used: false };

/// Values that were seen, in open addressing.
struct Cache {
    slots: Vec<Slot>,
    used: usize,
    arena: Vec<u8>,
}

impl Cache {
    fn new() -> Self {
        Self { slots: vec![EMPTY; FIRST_SLOTS], used: 0, arena: Vec::new() }
    }

    #[inline]
    fn get(&self, key: &Key, bytes: &[u8], field: Field) -> Option<u16> {
        if field.doubled {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = key.hash as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            if !slot.used {
                return None;
            }
            if slot.words == key.words && slot.len as usize == key.len && self.same(slot, key, bytes, field) {
                return Some(slot.class);
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether a slot whose words agree holds the value.
    #[inline]
    fn same(&self, slot: &Slot, key: &Key, bytes: &[u8], field: Field) -> bool {
        if key.len <= 16 {
            return true;
        }
        let start = slot.start as usize;
        self.arena.get(start..start + key.len) == bytes.get(field.start..field.end)
    }

    fn put(&mut self, key: &Key, bytes: &[u8], field: Field, class: u16) -> u16 {
        let fits = u32::try_from(self.arena.len()).ok().zip(u32::try_from(key.len).ok());
        let Some((start, len)) = fits.filter(|_| self.used < CACHED && key.len <= 1024 && !field.doubled) else {
            return class;
        };
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        if key.len > 16 {
            self.arena.extend_from_slice(bytes.get(field.start..field.end).unwrap_or_default());
        }
        self.insert(Slot { words: key.words, len, start, class, used: true }, key.hash);
        self.used += 1;
        class
    }

    fn insert(&mut self, slot: Slot, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].used {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let larger = vec![EMPTY; self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().filter(|slot| slot.used) {
            let mixed = slot.words[0].wrapping_mul(MULTIPLIER)
                ^ slot.words[1].rotate_left(29).wrapping_mul(MULTIPLIER)
                ^ u64::from(slot.len);
            self.insert(slot, mixed.wrapping_mul(MULTIPLIER) >> 32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cache_finds_every_value_and_no_other() {
        let mut cache = Cache::new();
        let values: Vec<String> = (0..2000).map(|n| "x".repeat(n % 40) + &n.to_string()).collect();
        let field = |text: &str| Field { start: 0, end: text.len(), doubled: false };
        for (class, value) in values.iter().enumerate() {
            let key = Key::of(value.as_bytes(), 0, value.len());
            assert_eq!(cache.get(&key, value.as_bytes(), field(value)), None);
            cache.put(&key, value.as_bytes(), field(value), class as u16);
        }
        for (class, value) in values.iter().enumerate() {
            // In the middle of other text, as in a row.
            let row = format!("ab,{value},cd and more");
            let field = Field { start: 3, end: 3 + value.len(), doubled: false };
            let key = Key::of(row.as_bytes(), field.start, field.end);
            assert_eq!(cache.get(&key, row.as_bytes(), field), Some(class as u16), "{value}");
        }
    }
}
