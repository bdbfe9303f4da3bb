//! Secrets: known to whom they were given, kept here only as hashes.

use std::fmt;
use std::io;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::access::Random;

/// Bytes of a secret as text that is looked at; a longer one is none of ours.
const SECRET_BYTES: usize = 256;

/// Something that only one person or program may know: it is shown once, and never printed by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// From 32 random bytes, in hexadecimal, behind a prefix.
    pub(crate) fn draw(prefix: &str, random: Random) -> io::Result<Self> {
        Ok(Self(format!("{prefix}{}", HEXLOWER.encode(&random()?))))
    }

    pub(crate) fn of(text: String) -> Self {
        Self(text)
    }

    /// The secret as it is handed over. Never log it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The secret, to be handed over. Never log it.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a secret is for. A session's secret is no link, and a link's no token, also if somebody tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Session,
    Csrf,
    Link,
    Token,
}

/// SHA-256 of a secret and its purpose: what is kept of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key([u8; 32]);

impl Key {
    pub(crate) fn of(purpose: Purpose, secret: &str) -> Self {
        let label: &[u8] = match purpose {
            Purpose::Session => b"emn session\0",
            Purpose::Csrf => b"emn csrf\0",
            Purpose::Link => b"emn link\0",
            Purpose::Token => b"emn token\0",
        };
        let secret = if secret.len() <= SECRET_BYTES { secret } else { "" };
        Self(Sha256::new().chain_update(label).chain_update(secret).finalize().into())
    }

    /// Of anything that is to be recognised without being kept.
    pub(crate) fn of_parts(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    pub(crate) fn to_hex(self) -> String {
        HEXLOWER.encode(&self.0)
    }

    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// An id of 16 hexadecimal digits.
pub(crate) fn draw_id(random: Random) -> io::Result<String> {
    let bytes = random()?;
    Ok(HEXLOWER.encode(&bytes[..8]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_shows_in_no_debug_output() {
        let secret = Secret::draw("emn_", || Ok([0xab; 32])).unwrap();
        assert_eq!(secret.as_str(), format!("emn_{}", "ab".repeat(32)));
        assert!(!format!("{secret:?} {:?}", Key::of(Purpose::Token, secret.as_str())).contains("ab"));
    }

    #[test]
    fn key_differs_by_purpose_and_text() {
        let key = |purpose| Key::of(purpose, "x").to_hex();
        let all = [Purpose::Session, Purpose::Csrf, Purpose::Link, Purpose::Token].map(key);
        for (index, one) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(one));
        }
        assert_ne!(Key::of(Purpose::Link, "x"), Key::of(Purpose::Link, "y"));
        assert_ne!(Key::of_parts(&["ab", "c"]), Key::of_parts(&["a", "bc"]));
        assert_eq!(Key::from_hex(&all[0]).map(Key::to_hex), Some(all[0].clone()));
        assert_eq!(Key::from_hex("ab"), None);
    }
}
