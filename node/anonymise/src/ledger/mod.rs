//! The ledger: every table that this member published, or prepared to publish, in full precision. Encrypted, local,
//! append-only.
//!
//! What was published is known for ever, so a new table is protected and audited together with all of it. Each item is
//! sealed with XChaCha20-Poly1305 under a key of its own file and bound to its place, so that items cannot be changed,
//! left out in the middle or exchanged:
//!
//! ```text
//! file = "emn-ledger-1\n" *( length: u32 BE, nonce: 24 bytes, ciphertext )
//! associated data of item n = n: u64 BE ‖ SHA-256 of the ciphertext before (zeros for the first)
//! ```
//!
//! An item that a power cut tore at the end was never acknowledged, and is dropped. That whole items are missing at
//! the end, the ledger cannot tell; the node compares it with its own entries.

mod item;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use emn_protocol::ids::Digest;

pub use item::{Item, Kept, counts_of, is_published, published, table_digest};

/// First bytes of the file: the format and its version.
const MAGIC: &[u8] = b"emn-ledger-1\n";
const NONCE: usize = 24;
/// Bytes of the cipher's tag.
const TAG: usize = 16;
/// Torn ends kept beside each other.
const TORN: u32 = 100;
/// Bytes of an item. A table of 100,000 cells with both versions of each takes some 2 MB.
const ITEM_BYTES: usize = 64 << 20;

/// Why the ledger was not read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The disk refused.
    #[error("cannot {action} the ledger {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no ledger.
    #[error("{} is no ledger of this version of the program", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// An item does not open: the key is another one, or the file was changed or damaged.
    #[error("item {number} of the ledger {} does not open with the key of this node: restore both from your copy", path.display())]
    Sealed {
        /// The file.
        path: PathBuf,
        /// The item, from 0.
        number: u64,
    },
    /// A table is too large to keep.
    #[error("the table takes {size} bytes in the ledger; at most {ITEM_BYTES} are allowed")]
    TooLarge {
        /// Bytes.
        size: usize,
    },
}

/// The key that seals the ledger. Never shown.
#[derive(Clone)]
pub struct LedgerKey([u8; 32]);

impl LedgerKey {
    /// From 32 random bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LedgerKey")
    }
}

/// Gives random bytes for nonces.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8; NONCE]) -> io::Result<()>;

/// The ledger in a file. Every call opens it, so that the program beside a running daemon sees and writes the same.
#[derive(Debug, Clone)]
pub struct Ledger {
    path: PathBuf,
    key: LedgerKey,
}

/// Where the last item ends.
struct End {
    number: u64,
    before: Digest,
    offset: usize,
}

impl Ledger {
    /// The ledger at this path, whether there is a file or not.
    pub fn at(path: impl Into<PathBuf>, key: LedgerKey) -> Self {
        Self { path: path.into(), key }
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a file.
    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    /// All items, the oldest first.
    ///
    /// # Errors
    /// [`LedgerError`]. A missing file holds nothing and is no error.
    pub fn load(&self) -> Result<Vec<Item>, LedgerError> {
        match fs::read(&self.path) {
            Ok(bytes) => self.open_all(&bytes).map(|(items, _)| items),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(self.failed("read")(error)),
        }
    }

    /// Adds an item and waits until the disk has it.
    ///
    /// # Errors
    /// [`LedgerError`]; the ledger is as it was then.
    pub fn append(&self, item: &Item, random: Random<'_>) -> Result<(), LedgerError> {
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&self.path);
        let mut file = open.map_err(self.failed("open"))?;
        file.lock().map_err(self.failed("lock"))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(self.failed("read"))?;
        let (_, end) = self.open_all(&bytes)?;
        let mut nonce = [0; NONCE];
        random(&mut nonce).map_err(self.failed("draw random numbers for"))?;
        let sealed = self.seal(item, &end, &nonce)?;
        self.keep_torn(&bytes, &end).map_err(self.failed("keep the torn end of"))?;
        self.write(&mut file, &end, &sealed).map_err(self.failed("write"))
    }

    /// What stands behind the last whole item is put aside before it is overwritten: perhaps it is no torn end, but an
    /// item whose length was damaged.
    fn keep_torn(&self, bytes: &[u8], end: &End) -> io::Result<()> {
        let torn = bytes.get(end.offset.max(MAGIC.len())..).unwrap_or_default();
        if torn.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        let free = |number: &u32| !self.path.with_extension(format!("torn-{number}")).exists();
        let Some(number) = (1..=TORN).find(free) else { return Ok(()) };
        let aside = self.path.with_extension(format!("torn-{number}"));
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(aside)?;
        file.write_all(torn)?;
        file.sync_all()
    }

    fn seal(&self, item: &Item, end: &End, nonce: &[u8; NONCE]) -> Result<Vec<u8>, LedgerError> {
        let plain = item.to_bytes();
        if plain.len() > ITEM_BYTES {
            return Err(LedgerError::TooLarge { size: plain.len() });
        }
        let aad = associated(end.number, &end.before);
        let ciphertext = self
            .cipher()
            .encrypt(XNonce::from_slice(nonce), Payload { msg: &plain, aad: &aad })
            .expect("some megabytes are within the limits of the cipher");
        let length = u32::try_from(NONCE + ciphertext.len()).expect("an item is shorter than its limit");
        Ok([&length.to_be_bytes()[..], nonce, &ciphertext].concat())
    }

    fn write(&self, file: &mut File, end: &End, sealed: &[u8]) -> io::Result<()> {
        let start = end.offset.max(MAGIC.len());
        let written = file
            .set_len(end.offset as u64)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(MAGIC))
            .and_then(|()| file.seek(SeekFrom::Start(start as u64)))
            .and_then(|_| file.write_all(sealed))
            .and_then(|()| file.sync_all());
        if written.is_err() {
            // If this fails too, the torn item is dropped by the next reader.
            let _ = file.set_len(end.offset as u64);
        }
        written
    }

    fn open_all(&self, bytes: &[u8]) -> Result<(Vec<Item>, End), LedgerError> {
        let mut end = End { number: 0, before: Digest::from_bytes([0; 32]), offset: 0 };
        let mut items = Vec::new();
        if MAGIC.starts_with(bytes) {
            // Nothing yet, or the first write was torn.
            return Ok((items, end));
        }
        let Some(mut rest) = bytes.strip_prefix(MAGIC) else {
            return Err(LedgerError::NotALedger { path: self.path.clone() });
        };
        end.offset = MAGIC.len();
        while let Some((sealed, after)) = next_sealed(rest) {
            if rest.iter().all(|byte| *byte == 0) {
                // A file system may leave such an end after a power cut. It was never acknowledged.
                break;
            }
            let item = self
                .open(sealed, &end)
                .ok_or_else(|| LedgerError::Sealed { path: self.path.clone(), number: end.number })?;
            items.push(item);
            end = End {
                number: end.number + 1,
                before: Digest::of(&sealed[NONCE..]),
                offset: end.offset + 4 + sealed.len(),
            };
            rest = after;
        }
        let damaged = |length: &[u8; 4]| u32::from_be_bytes(*length) as usize > NONCE + ITEM_BYTES + TAG;
        if rest.first_chunk::<4>().is_some_and(damaged) {
            // No item is so long: the length itself was changed.
            return Err(LedgerError::Sealed { path: self.path.clone(), number: end.number });
        }
        Ok((items, end))
    }

    fn open(&self, sealed: &[u8], end: &End) -> Option<Item> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE)?;
        let aad = associated(end.number, &end.before);
        let plain = self.cipher().decrypt(XNonce::from_slice(nonce), Payload { msg: ciphertext, aad: &aad }).ok()?;
        Item::from_bytes(&plain)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.key.0).into())
    }

    fn failed(&self, action: &'static str) -> impl FnOnce(io::Error) -> LedgerError {
        let path = self.path.clone();
        move |source| LedgerError::Io { action, path, source }
    }
}

fn associated(number: u64, before: &Digest) -> Vec<u8> {
    [&number.to_be_bytes()[..], before.as_bytes()].concat()
}

/// The next item and what follows; `None` at the end, or where the last write was torn.
fn next_sealed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_be_bytes(*length) as usize)
}

#[cfg(test)]
mod tests;
