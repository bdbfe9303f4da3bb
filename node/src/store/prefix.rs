//! Finding entries by the beginning of an id, as people type it.

use emn_protocol::ids::EntryId;

use super::kv::Order;
use super::layout::{self, Place};
use super::reader::more_unless;
use super::{StoreError, StoreReader};

/// What the long form of every id begins with.
const CONSTANT: &str = "bafkrei";

/// Bits of the first character after [`CONSTANT`] that still belong to the constant part. They are zero.
const CONSTANT_BITS: usize = 2;

impl StoreReader {
    /// Ids of accepted entries that begin with `text`, in the long form (`bafkrei…`) or the short one, at most
    /// `limit`. Capitals count as small letters.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn find_prefix(&self, text: &str, limit: usize) -> Result<Vec<EntryId>, StoreError> {
        let text = text.trim().to_ascii_lowercase();
        let mut found = Vec::new();
        if text.is_empty() || limit == 0 {
            return Ok(found);
        }
        let long = if CONSTANT.starts_with(&text) { Some("") } else { text.strip_prefix(CONSTANT) };
        for tail in long.into_iter().chain([text.as_str()]) {
            let Some((first, last)) = bounds(tail) else { continue };
            self.scan(&layout::ids(&first, &last), Order::Ascending, |key, value| {
                let id = layout::id_of(key).ok_or_else(|| StoreError::damaged("an id is too short"))?;
                let retired = Place::from_bytes(value).is_none_or(|place| place.retired);
                if !retired && id.starts_with(&text) && !found.contains(&id) {
                    found.push(id);
                }
                Ok(more_unless(found.len() >= limit))
            })?;
            if found.len() == limit {
                break;
            }
        }
        Ok(found)
    }
}

/// The smallest and the largest id whose text goes on with `tail` after the constant part. `None` if there is none.
fn bounds(tail: &str) -> Option<([u8; 32], [u8; 32])> {
    let (mut first, mut last) = ([0; 32], [u8::MAX; 32]);
    for (place, char) in tail.bytes().enumerate() {
        let value = match char {
            b'a'..=b'z' => char - b'a',
            b'2'..=b'7' => char - b'2' + 26,
            _ => return None,
        };
        for bit in 0..5 {
            let set = value >> (4 - bit) & 1 == 1;
            match (place * 5 + bit).checked_sub(CONSTANT_BITS) {
                Some(at) if at < 256 => {
                    let mask = 0x80 >> (at % 8);
                    if set {
                        first[at / 8] |= mask;
                    } else {
                        last[at / 8] &= !mask;
                    }
                }
                // Before the id, and in the padding after it, all bits are zero.
                _ if set => return None,
                _ => {}
            }
        }
    }
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_the_id_for_every_length_of_its_text() {
        for seed in 0..50_u8 {
            let id = EntryId::of(&[seed]);
            let text = id.to_string();
            for length in CONSTANT.len()..=text.len() {
                let (first, last) = bounds(&text[CONSTANT.len()..length]).expect("it is the text of an id");
                assert!(first <= *id.as_bytes() && *id.as_bytes() <= last, "{length} characters of {text}");
            }
            let whole = bounds(&text[CONSTANT.len()..]).expect("it is the text of an id");
            assert_eq!(whole, (*id.as_bytes(), *id.as_bytes()));
        }
    }

    #[test]
    fn bounds_of_what_no_id_begins_with_are_none() {
        for bad in ["z", "0", "A", "é", &"a".repeat(60)[..59].replace("aaaaaaaaaaaaaaaaaa", "77777777777777777z")] {
            assert_eq!(bounds(bad), None, "{bad}");
        }
    }
}
