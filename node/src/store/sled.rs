//! sled 0.34 behind [`Kv`]: the only file that names it.
//!
//! Three facts about sled, measured by cutting the power, shape this file:
//! - `flush()` orders writes but never calls fsync. So [`SledKv::flush`] syncs the data file itself; and the files that
//!   sled creates are synced once the store is open.
//! - A leaf larger than a quarter of a segment goes to a file of its own that is never synced, and a store that lost
//!   one cannot be opened. So segments are 8 MiB and values at most [`VALUE_BYTES`](super::kv::VALUE_BYTES).
//! - Damage may show as a panic while opening. So opening is guarded, and the caller rebuilds.
//!
//! After a failed write sled refuses all later ones until the store is opened again: the process must end.

use std::any::Any;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use bytes::Bytes;

use super::kv::{Batch, Kv, KvError, Order, Visit};

/// sled's page cache, in bytes. Its default of 1 GiB is more than a small server has to spare; 64 MiB holds the inner
/// nodes of a million entries and the newest pages.
const CACHE_BYTES: u64 = 64 << 20;

/// Bytes of a segment, see above. Fixed when a store is created.
const SEGMENT_BYTES: usize = 8 << 20;

/// sled's own flusher, in milliseconds. It is not needed for durability, but nothing else reclaims the space of
/// overwritten segments.
const FLUSH_EVERY_MS: u64 = 500;

/// A closed store stays locked until sled's last background job lets go of the file: a moment, not a second.
const LOCK_ATTEMPTS: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// How sled's error for a locked file begins; it has no kind of its own.
const LOCK_TEXT: &str = "could not acquire lock";

/// A sled database: one process at a time, one tree.
pub struct SledKv {
    db: ::sled::Db,
    data: File,
    dir: PathBuf,
}

impl SledKv {
    /// Opens the store in `dir`; creates it if there is none.
    ///
    /// # Errors
    /// [`KvError::Locked`] when another process has it (after a second of patience), [`KvError::Corrupt`],
    /// [`KvError::Unsupported`], [`KvError::Io`].
    pub fn open(dir: &Path) -> Result<Self, KvError> {
        let io = |source| KvError::Io { action: "open", dir: dir.to_owned(), source };
        fs::create_dir_all(dir).map_err(io)?;
        let db = open_patiently(dir)?;
        // Each time, not only after creation: the process may have ended between the two.
        sync_created(dir).map_err(io)?;
        let data = File::open(dir.join("db")).map_err(io)?;
        Ok(Self { db, data, dir: dir.to_owned() })
    }

    fn error(&self, action: &'static str, error: ::sled::Error) -> KvError {
        kv_error(&self.dir, action, error)
    }
}

fn open_patiently(dir: &Path) -> Result<::sled::Db, KvError> {
    let mut attempt = 1;
    loop {
        match open_guarded(dir) {
            Err(KvError::Locked { .. }) if attempt < LOCK_ATTEMPTS => {
                attempt += 1;
                thread::sleep(LOCK_PAUSE);
            }
            result => return result,
        }
    }
}

fn open_guarded(dir: &Path) -> Result<::sled::Db, KvError> {
    let config = ::sled::Config::new()
        .path(dir)
        .cache_capacity(CACHE_BYTES)
        .segment_size(SEGMENT_BYTES)
        .flush_every_ms(Some(FLUSH_EVERY_MS));
    // What sled was building when it panicked is dropped with the closure; nothing of it is used again.
    match catch_unwind(AssertUnwindSafe(|| config.open())) {
        Ok(Ok(db)) => Ok(db),
        Ok(Err(error)) => Err(kv_error(dir, "open", error)),
        Err(panic) => {
            let why = format!("sled panicked while opening it: {}", panic_text(panic.as_ref()));
            Err(KvError::Corrupt { dir: dir.to_owned(), why })
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn kv_error(dir: &Path, action: &'static str, error: ::sled::Error) -> KvError {
    use ::sled::Error;
    let dir = dir.to_owned();
    match error {
        Error::Io(error) if error.to_string().starts_with(LOCK_TEXT) => KvError::Locked { dir },
        // A file that ends too early, or holds what it should not.
        Error::Io(error) if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData) => {
            KvError::Corrupt { dir, why: error.to_string() }
        }
        Error::Io(source) => KvError::Io { action, dir, source },
        Error::Unsupported(why) => KvError::Unsupported { dir, why },
        error => KvError::Corrupt { dir, why: error.to_string() },
    }
}

fn sync_created(dir: &Path) -> io::Result<()> {
    for name in ["conf", "db", "blobs", "."] {
        File::open(dir.join(name))?.sync_all()?;
    }
    match dir.canonicalize()?.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

impl Kv for SledKv {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>, KvError> {
        let value = self.db.get(key).map_err(|error| self.error("read", error))?;
        Ok(value.map(|value| Bytes::copy_from_slice(&value)))
    }

    fn apply(&self, batch: Batch) -> Result<(), KvError> {
        let mut changes = ::sled::Batch::default();
        for (key, value) in batch.into_changes()? {
            match value {
                Some(value) => changes.insert(key, value.as_ref()),
                None => changes.remove(key),
            }
        }
        self.db.apply_batch(changes).map_err(|error| self.error("write to", error))
    }

    fn scan(&self, range: Range<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<(), KvError> {
        if range.start >= range.end {
            return Ok(());
        }
        let mut items = self.db.range(range);
        loop {
            let next = match order {
                Order::Ascending => items.next(),
                Order::Descending => items.next_back(),
            };
            let Some(item) = next else { return Ok(()) };
            let (key, value) = item.map_err(|error| self.error("read", error))?;
            if visit(&key, &value).is_break() {
                return Ok(());
            }
        }
    }

    fn flush(&self) -> Result<(), KvError> {
        self.db.flush().map_err(|error| self.error("flush", error))?;
        let io = |source| KvError::Io { action: "flush", dir: self.dir.clone(), source };
        self.data.sync_data().map_err(io)
    }

    fn size_on_disk(&self) -> Result<u64, KvError> {
        self.db.size_on_disk().map_err(|error| self.error("measure", error))
    }
}
