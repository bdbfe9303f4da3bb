//! Names: who, which log, which entry, which node.
//!
//! A log belongs to one signing key and is named by it, so a signature can be checked with nothing but the entry
//! itself. Transport keys ([`NodeKey`]) and signing keys ([`KeyId`]) are different types on purpose: a node's
//! connection proves which machine speaks, never which member.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A text that does not name what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The text has the wrong length or alphabet.
    #[error("`{text}` is not {expected}")]
    Malformed {
        /// The text that was given.
        text: String,
        /// What would have been right, as a phrase.
        expected: &'static str,
    },
}

fn malformed(text: &str, expected: &'static str) -> IdError {
    IdError::Malformed { text: text.chars().take(80).collect(), expected }
}

macro_rules! bytes32 {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Wraps 32 bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// Lower-case hexadecimal, 64 characters.
            pub fn to_hex(&self) -> String {
                HEXLOWER.encode(&self.0)
            }

            /// Reads 64 hexadecimal characters.
            ///
            /// # Errors
            /// [`IdError::Malformed`] for any other text.
            pub fn from_hex(text: &str) -> Result<Self, IdError> {
                let bytes = HEXLOWER
                    .decode(text.to_ascii_lowercase().as_bytes())
                    .map_err(|_| malformed(text, $expected))?;
                bytes.try_into().map(Self).map_err(|_| malformed(text, $expected))
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let bytes = d.bytes()?;
                bytes.try_into().map(Self).map_err(|_| decode::Error::message(concat!("expected ", $expected)))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

macro_rules! hex_text {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.to_hex())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::from_hex(text)
            }
        }
    };
}

bytes32!(
    /// SHA-256 of something; what, the field says.
    Digest, "a SHA-256 digest (64 hexadecimal characters)");
bytes32!(
    /// The network: SHA-256 of the payload of its first roster.
    NetworkId, "a network id (64 hexadecimal characters)");
bytes32!(
    /// An Ed25519 signing key of a member (RFC 8032 encoding). It names the log that the key signs.
    KeyId, "a signing key (64 hexadecimal characters)");
bytes32!(
    /// An Ed25519 transport key of a node: who may connect, not who may publish.
    NodeKey, "a transport key (64 hexadecimal characters)");
bytes32!(
    /// SHA-256 of the exact bytes of an entry's signed shell. Shown as a CIDv1.
    EntryId, "an entry id (a CIDv1 that begins with `bafkrei`)");
hex_text!(Digest);
hex_text!(NetworkId);
hex_text!(KeyId);
hex_text!(NodeKey);

/// A log is named by the key that signs it.
pub type LogId = KeyId;

impl Digest {
    /// SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl KeyId {
    /// The fingerprint that two people compare over the telephone: the first 16 characters in groups of four.
    pub fn fingerprint(&self) -> String {
        let hex = self.to_hex();
        [&hex[0..4], &hex[4..8], &hex[8..12], &hex[12..16]].join(" ")
    }
}

/// CIDv1, codec raw (0x55), multihash sha2-256 of 32 bytes (multiformats).
const CID_PREFIX: [u8; 4] = [0x01, 0x55, 0x12, 0x20];
/// The characters of a CID's text that are the same for every entry.
const CID_CONSTANT_CHARS: usize = 7;
/// Characters of the short form that people use.
pub const SHORT_ID_CHARS: usize = 10;

impl EntryId {
    /// The id of an entry with this signed shell.
    pub fn of(shell: &[u8]) -> Self {
        Self(Sha256::digest(shell).into())
    }

    /// Ten characters for people: those that follow the part which all entry ids share.
    pub fn short(&self) -> String {
        self.to_string()[CID_CONSTANT_CHARS..CID_CONSTANT_CHARS + SHORT_ID_CHARS].to_owned()
    }

    /// Whether `text` could be the start of this id, in its long or its short form.
    pub fn starts_with(&self, text: &str) -> bool {
        let long = self.to_string();
        !text.is_empty() && (long.starts_with(text) || long[CID_CONSTANT_CHARS..].starts_with(text))
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cid = Vec::with_capacity(36);
        cid.extend_from_slice(&CID_PREFIX);
        cid.extend_from_slice(&self.0);
        write!(f, "b{}", BASE32_NOPAD.encode(&cid).to_ascii_lowercase())
    }
}

impl FromStr for EntryId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        const EXPECTED: &str = "an entry id (a CIDv1 that begins with `bafkrei`)";
        let base32 = text.strip_prefix('b').ok_or_else(|| malformed(text, EXPECTED))?;
        let cid = BASE32_NOPAD.decode(base32.to_ascii_uppercase().as_bytes()).map_err(|_| malformed(text, EXPECTED))?;
        let hash = cid.strip_prefix(&CID_PREFIX).ok_or_else(|| malformed(text, EXPECTED))?;
        hash.try_into().map(Self).map_err(|_| malformed(text, EXPECTED))
    }
}

/// A member of the network: a country code (`NL`) or an institution's (`EU-COM`).
/// 2 to 16 characters: upper-case Latin letters, digits, hyphen; a letter first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct MemberId(String);

impl MemberId {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MemberId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = (2..=16).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(malformed(text, "a member code (2 to 16 of A-Z, 0-9 and -, a letter first, such as NL)"))
        }
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

crate::codec::text_codec!(MemberId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_id_text_round_trips_and_is_a_raw_cid() {
        let id = EntryId::of(b"hello world");
        let text = id.to_string();
        // The CID that any IPFS tool gives the raw block "hello world".
        assert_eq!(text, "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
        assert_eq!(text.parse::<EntryId>(), Ok(id));
        assert_eq!(id.short(), "fzjut3te2n");
        assert!(id.starts_with("fzju") && id.starts_with("bafkreifz") && !id.starts_with(""));
    }

    #[test]
    fn member_id_refuses_what_is_no_code() {
        for bad in ["", "N", "nl", "1A", "NL ", "AVERYLONGMEMBERCODE", "Ñ1"] {
            assert!(bad.parse::<MemberId>().is_err(), "{bad} was taken");
        }
        assert_eq!("EU-COM".parse::<MemberId>().map(|m| m.to_string()), Ok("EU-COM".to_owned()));
    }

    #[test]
    fn hex_ids_refuse_wrong_lengths() {
        assert!(Digest::from_hex("00ff").is_err());
        assert!("zz".parse::<KeyId>().is_err());
    }
}
