//! Deterministic CBOR (RFC 8949 §4.2.1): one valid form for every value, so a hash or a signature means one thing.
//!
//! Decoding is strict in three steps: the size limit, a walk over the bytes that refuses every non-deterministic
//! form, and, after the value is built, an encoding of it that must give the same bytes. The last step also refuses
//! unknown fields: what we would not write ourselves, we do not take.

use bytes::Bytes;
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::limits;

/// Why bytes were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// More bytes than this kind of message may have.
    #[error("{size} bytes are more than the limit of {limit}")]
    TooLarge {
        /// Bytes given.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The bytes end before the value does.
    #[error("the bytes end within a value, after byte {offset}")]
    Truncated {
        /// Where the unfinished item begins.
        offset: usize,
    },
    /// Nested more deeply than allowed.
    #[error("nested more than {limit} deep at byte {offset}", limit = limits::DEPTH)]
    TooDeep {
        /// Where.
        offset: usize,
    },
    /// Not deterministic CBOR.
    #[error("not deterministic CBOR at byte {offset}: {why}")]
    NotDeterministic {
        /// Where.
        offset: usize,
        /// Which rule.
        why: &'static str,
    },
    /// Bytes are left over after the value.
    #[error("bytes left over after byte {offset}")]
    Trailing {
        /// Where the value ended.
        offset: usize,
    },
    /// Well-formed, but not the expected structure.
    #[error("unexpected structure: {why}")]
    Structure {
        /// What the decoder found.
        why: String,
    },
    /// The value is right but has another encoding: a field that is unknown, empty or misplaced.
    #[error("not the one valid encoding of this structure (an unknown, empty or misplaced field)")]
    NotTheOneForm,
}

/// Encodes a value. The types of this crate write deterministic CBOR only.
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("writing to a vector does not fail")
}

/// Decodes exactly one value of at most `limit` bytes.
///
/// # Errors
/// [`DecodeError`] for anything but the one valid form.
pub fn decode<T>(bytes: &[u8], limit: usize) -> Result<T, DecodeError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    check_deterministic(bytes, limit)?;
    let value: T = minicbor::decode(bytes).map_err(structure)?;
    if encode(&value) == bytes { Ok(value) } else { Err(DecodeError::NotTheOneForm) }
}

/// As [`decode`], but byte strings marked as frames share the memory of `bytes` instead of being copied.
///
/// # Errors
/// As [`decode`].
pub fn decode_shared<T>(bytes: &Bytes, limit: usize) -> Result<T, DecodeError>
where
    T: for<'b> Decode<'b, Bytes> + Encode<()>,
{
    check_deterministic(bytes, limit)?;
    let value: T = minicbor::decode_with(bytes, &mut bytes.clone()).map_err(structure)?;
    if encode(&value) == bytes[..] { Ok(value) } else { Err(DecodeError::NotTheOneForm) }
}

fn structure(error: minicbor::decode::Error) -> DecodeError {
    DecodeError::Structure { why: error.to_string() }
}

/// Checks size, well-formedness, depth and determinism of exactly one item. No floats, no indefinite lengths.
///
/// # Errors
/// The first rule that is broken, with its place.
pub fn check_deterministic(bytes: &[u8], limit: usize) -> Result<(), DecodeError> {
    if bytes.len() > limit {
        return Err(DecodeError::TooLarge { size: bytes.len(), limit });
    }
    let end = Walk { bytes }.item(0, 0)?;
    if end == bytes.len() { Ok(()) } else { Err(DecodeError::Trailing { offset: end }) }
}

struct Walk<'a> {
    bytes: &'a [u8],
}

struct Head {
    major: u8,
    value: u64,
    next: usize,
}

impl Walk<'_> {
    /// Walks over one item that begins at `at`; returns where the next one begins.
    fn item(&self, at: usize, depth: usize) -> Result<usize, DecodeError> {
        if depth > limits::DEPTH {
            return Err(DecodeError::TooDeep { offset: at });
        }
        let head = self.head(at)?;
        match head.major {
            0 | 1 => Ok(head.next),
            2 => self.span(at, head.next, head.value).map(|(_, end)| end),
            3 => {
                let (text, end) = self.span(at, head.next, head.value)?;
                match std::str::from_utf8(text) {
                    Ok(_) => Ok(end),
                    Err(_) => Err(DecodeError::NotDeterministic { offset: at, why: "text is not UTF-8" }),
                }
            }
            4 => self.items(head.next, head.value, depth),
            5 => self.map(head.next, head.value, depth),
            6 => self.item(head.next, depth + 1),
            _ => match head.value {
                20..=22 => Ok(head.next),
                _ => Err(DecodeError::NotDeterministic {
                    offset: at,
                    why: "floats and other simple values are not used",
                }),
            },
        }
    }

    fn items(&self, mut at: usize, count: u64, depth: usize) -> Result<usize, DecodeError> {
        for _ in 0..count {
            at = self.item(at, depth + 1)?;
        }
        Ok(at)
    }

    fn map(&self, mut at: usize, count: u64, depth: usize) -> Result<usize, DecodeError> {
        let mut previous: Option<&[u8]> = None;
        for _ in 0..count {
            let key_end = self.item(at, depth + 1)?;
            let key = &self.bytes[at..key_end];
            if previous.is_some_and(|before| before >= key) {
                return Err(DecodeError::NotDeterministic {
                    offset: at,
                    why: "map keys are not ascending or occur twice",
                });
            }
            previous = Some(key);
            at = self.item(key_end, depth + 1)?;
        }
        Ok(at)
    }

    fn span(&self, start: usize, from: usize, len: u64) -> Result<(&[u8], usize), DecodeError> {
        let end = usize::try_from(len).ok().and_then(|len| from.checked_add(len));
        match end.and_then(|end| Some((self.bytes.get(from..end)?, end))) {
            Some(found) => Ok(found),
            None => Err(DecodeError::Truncated { offset: start }),
        }
    }

    fn head(&self, at: usize) -> Result<Head, DecodeError> {
        let truncated = DecodeError::Truncated { offset: at };
        let initial = *self.bytes.get(at).ok_or(truncated)?;
        let (major, info) = (initial >> 5, initial & 0x1f);
        let extra = match info {
            0..=23 => return Ok(Head { major, value: u64::from(info), next: at + 1 }),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return Err(DecodeError::NotDeterministic { offset: at, why: "indefinite or reserved length" }),
        };
        if major == 7 {
            return Err(DecodeError::NotDeterministic {
                offset: at,
                why: "floats and other simple values are not used",
            });
        }
        let (digits, next) = self.span(at, at + 1, extra)?;
        let value = digits.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
        let shortest = match extra {
            1 => value > 23,
            2 => value > 0xff,
            4 => value > 0xffff,
            _ => value > 0xffff_ffff,
        };
        if shortest {
            Ok(Head { major, value, next })
        } else {
            Err(DecodeError::NotDeterministic { offset: at, why: "a number is not in its shortest form" })
        }
    }
}

/// Where decoded byte strings get their memory from.
pub trait Share {
    /// `part` as shared bytes; `part` lies within the buffer that is being decoded.
    fn share(&self, part: &[u8]) -> Bytes;
}

impl Share for Bytes {
    fn share(&self, part: &[u8]) -> Bytes {
        self.slice_ref(part)
    }
}

impl Share for () {
    fn share(&self, part: &[u8]) -> Bytes {
        Bytes::copy_from_slice(part)
    }
}

/// Field codec for a list of byte strings that share the buffer they came in.
pub(crate) mod frames {
    use super::{Bytes, Decoder, Encoder, Share};
    use minicbor::decode::Error as DecodeError;
    use minicbor::encode::{Error as EncodeError, Write};

    pub(crate) fn encode<C, W: Write>(
        frames: &[Bytes],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.array(frames.len() as u64)?;
        for frame in frames {
            e.bytes(frame)?;
        }
        e.ok()
    }

    pub(crate) fn decode<C: Share>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<Vec<Bytes>, DecodeError> {
        let count = d.array()?.ok_or_else(|| DecodeError::message("indefinite array"))?;
        // The walk before has shown that so many items are there; no allocation on a claim alone.
        (0..count).map(|_| d.bytes().map(|frame| ctx.share(frame))).collect()
    }
}

/// CBOR text and serde string for a type with `Display` and `FromStr`.
macro_rules! text_codec {
    ($name:ty) => {
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&self.to_string())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                d.str()?.parse().map_err(minicbor::decode::Error::message)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_codec;

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> DecodeError {
        check_deterministic(bytes, 1024).expect_err("was taken")
    }

    #[test]
    fn deterministic_items_are_taken() {
        for good in [&[0x00][..], &[0x18, 24], &[0x82, 1, 2], &[0xa2, 0, 1, 1, 2], &[0x61, b'a'], &[0xf6], &[0x20]] {
            assert_eq!(check_deterministic(good, 1024), Ok(()), "{good:x?}");
        }
    }

    #[test]
    fn every_other_form_is_refused() {
        let why = |bytes: &[u8]| match refused(bytes) {
            DecodeError::NotDeterministic { why, .. } => why,
            other => panic!("{other:?}"),
        };
        assert_eq!(why(&[0x18, 23]), "a number is not in its shortest form");
        assert_eq!(why(&[0x9f, 0xff]), "indefinite or reserved length");
        assert_eq!(why(&[0xa2, 1, 0, 0, 0]), "map keys are not ascending or occur twice");
        assert_eq!(why(&[0xa2, 1, 0, 1, 0]), "map keys are not ascending or occur twice");
        assert_eq!(why(&[0x61, 0xff]), "text is not UTF-8");
        assert_eq!(why(&[0xf9, 0, 0]), "floats and other simple values are not used");
        assert_eq!(refused(&[0x82, 1]), DecodeError::Truncated { offset: 2 });
        assert_eq!(refused(&[0x1b, 0xff]), DecodeError::Truncated { offset: 0 });
        assert_eq!(refused(&[0x00, 0x00]), DecodeError::Trailing { offset: 1 });
        assert_eq!(
            refused(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            DecodeError::Truncated { offset: 0 }
        );
    }

    #[test]
    fn depth_and_size_are_limited() {
        let deep = |levels: usize| {
            let mut bytes = vec![0x81; levels];
            bytes.push(0);
            bytes
        };
        assert_eq!(check_deterministic(&deep(limits::DEPTH), 1024), Ok(()));
        assert!(matches!(refused(&deep(limits::DEPTH + 1)), DecodeError::TooDeep { .. }));
        assert!(matches!(refused(&deep(900)), DecodeError::TooDeep { .. }));
        assert_eq!(check_deterministic(&[0; 9], 8), Err(DecodeError::TooLarge { size: 9, limit: 8 }));
    }
}
