//! Stems of words seen before. A text uses few words often, so a look here saves most of the work.

/// Slots for one language, a power of two.
const SLOTS: usize = 1 << 15;

/// Neighbouring slots in which a word may stand.
const PLACES: usize = 4;

/// A longer word is rare, and is not kept.
const WORD_BYTES: usize = 64;

/// A word and its stem, one after the other.
struct Slot {
    hash: u64,
    /// Bytes of the word.
    cut: usize,
    both: Box<str>,
}

/// Words with their stems. A new word takes the slot of an older one when there is no free one, so neither its size nor
/// the time of a look grows, whatever the words are.
#[derive(Default)]
pub(super) struct Memory {
    /// Empty until the first word.
    slots: Vec<Option<Slot>>,
    /// Which of the places gives way next.
    next: usize,
}

impl Memory {
    /// The stem of a word: as kept, else as `stem` makes it.
    pub(super) fn stem(&mut self, word: &str, stem: impl FnOnce() -> String) -> &str {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, || None);
        }
        let hash = hash(word);
        let kept = |slot: &Option<Slot>| {
            slot.as_ref().is_some_and(|slot| slot.hash == hash && slot.both.get(..slot.cut) == Some(word))
        };
        let at = (0..PLACES).map(|place| place_of(hash, place)).find(|at| kept(&self.slots[*at]));
        let at = at.unwrap_or_else(|| self.put(hash, word, &stem()));
        self.slots[at].as_ref().map_or("", |slot| &slot.both[slot.cut..])
    }

    fn put(&mut self, hash: u64, word: &str, stem: &str) -> usize {
        self.next = (self.next + 1) % PLACES;
        let free = (0..PLACES).map(|place| place_of(hash, place)).find(|at| self.slots[*at].is_none());
        let at = free.unwrap_or_else(|| place_of(hash, self.next));
        self.slots[at] = Some(Slot { hash, cut: word.len(), both: [word, stem].concat().into_boxed_str() });
        at
    }
}

/// Whether a word is short enough to be kept.
pub(super) fn is_kept(word: &str) -> bool {
    word.len() <= WORD_BYTES
}

fn place_of(hash: u64, place: usize) -> usize {
    // The upper bits are the better mixed ones.
    ((hash >> 32) as usize + place) & (SLOTS - 1)
}

/// Eight bytes at a time, multiplied with a large odd number. Words that meet by bad luck or by intention cost a stem.
fn hash(word: &str) -> u64 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let (chunks, rest) = word.as_bytes().as_chunks::<8>();
    let whole = chunks
        .iter()
        .fold(word.len() as u64, |hash, chunk| (hash.rotate_left(29) ^ u64::from_le_bytes(*chunk)).wrapping_mul(MIX));
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    let mixed = (whole.rotate_left(29) ^ last).wrapping_mul(MIX);
    (mixed ^ mixed >> 32).wrapping_mul(MIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_stem_is_not_made_again() {
        let mut memory = Memory::default();
        assert_eq!(memory.stem("victims", || "victim".to_owned()), "victim");
        assert_eq!(memory.stem("victims", || unreachable!("it is kept")), "victim");
        assert_eq!(memory.stem("victim", || "other".to_owned()), "other");
    }

    #[test]
    fn memory_does_not_grow_and_never_gives_the_stem_of_another_word() {
        let mut memory = Memory::default();
        for number in 0..SLOTS * 3 {
            let word = format!("word{number}");
            assert_eq!(memory.stem(&word, || word.to_uppercase()), word.to_uppercase());
        }
        assert_eq!(memory.slots.len(), SLOTS);
        let kept = memory.slots.iter().filter(|slot| slot.is_some()).count();
        assert!(kept > SLOTS * 9 / 10, "{kept}");
        assert_eq!(memory.stem("word5", || "WORD5".to_owned()), "WORD5");
    }
}
