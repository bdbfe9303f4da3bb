//! The floor under the store: ordered bytes to bytes, written in atomic batches.
//!
//! Everything above speaks to [`Kv`], so the engine below can be replaced. [`MemoryKv`] and [`FailingKv`] are compiled
//! in always, not only for the tests of this crate: the end-to-end tests and the simulations of other crates run
//! stores that forget, and disks that fill up.

use std::collections::BTreeMap;
use std::io;
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bytes::Bytes;

/// The largest value, in bytes. A leaf of sled holds 16 items, and a leaf over a quarter of a segment (2 MiB here) is
/// written to a file that sled never syncs: 16 x 48 KiB stays well below.
pub const VALUE_BYTES: usize = 48 * 1024;

/// Why bytes could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KvError {
    /// Another process has the folder.
    #[error(
        "another process has the store in {} open; stop that daemon, or give this one a data folder of its own",
        dir.display()
    )]
    Locked {
        /// The folder.
        dir: PathBuf,
    },
    /// The files do not hold what was written.
    #[error("the store in {} is damaged: {why}", dir.display())]
    Corrupt {
        /// The folder.
        dir: PathBuf,
        /// What was found.
        why: String,
    },
    /// The files are whole, but of a form that this build does not read.
    #[error("the store in {} cannot be opened by this build: {why}", dir.display())]
    Unsupported {
        /// The folder.
        dir: PathBuf,
        /// What was found.
        why: String,
    },
    /// The operating system refused.
    #[error("cannot {action} the store in {}", dir.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The folder.
        dir: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A value is larger than [`VALUE_BYTES`]: the caller must split it.
    #[error("a value of {size} bytes is larger than the {VALUE_BYTES} bytes that are safe")]
    ValueTooLarge {
        /// Its size in bytes.
        size: usize,
    },
}

/// A key with its new value; none to remove it.
pub type Change = (Vec<u8>, Option<Bytes>);

/// Changes that are made together or not at all. A later change of a key replaces an earlier one.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    changes: Vec<Change>,
}

impl Batch {
    /// No change.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a key.
    pub fn put(&mut self, key: Vec<u8>, value: impl Into<Bytes>) {
        self.changes.push((key, Some(value.into())));
    }

    /// Removes a key, if it is there.
    pub fn delete(&mut self, key: Vec<u8>) {
        self.changes.push((key, None));
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes in order.
    ///
    /// # Errors
    /// [`KvError::ValueTooLarge`]. Every [`Kv`] takes a batch apart with this, so none can forget the check.
    pub fn into_changes(self) -> Result<Vec<Change>, KvError> {
        let sizes = self.changes.iter().filter_map(|(_, value)| value.as_ref().map(Bytes::len));
        match sizes.max().filter(|size| *size > VALUE_BYTES) {
            Some(size) => Err(KvError::ValueTooLarge { size }),
            None => Ok(self.changes),
        }
    }
}

/// The order of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smallest key first.
    Ascending,
    /// Largest key first.
    Descending,
}

/// Looks at one key and its value, and says whether to go on.
pub type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> ControlFlow<()> + 'a;

/// Ordered bytes to bytes.
pub trait Kv: Send + Sync {
    /// The value of a key.
    ///
    /// # Errors
    /// [`KvError::Corrupt`], [`KvError::Io`].
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>, KvError>;

    /// Makes the changes of a batch, all or none. They are visible at once and durable after [`Self::flush`].
    ///
    /// # Errors
    /// [`KvError`]; nothing has changed then.
    fn apply(&self, batch: Batch) -> Result<(), KvError>;

    /// Shows the keys from `range.start` to before `range.end` until `visit` breaks. Not a snapshot: a batch that is
    /// applied meanwhile may be seen from some key on. `visit` must not call back into the store.
    ///
    /// # Errors
    /// [`KvError::Corrupt`], [`KvError::Io`].
    fn scan(&self, range: Range<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<(), KvError>;

    /// Returns when all that was applied before survives a power cut.
    ///
    /// # Errors
    /// [`KvError::Io`]; what is durable is unknown then.
    fn flush(&self) -> Result<(), KvError>;

    /// Bytes on disk.
    ///
    /// # Errors
    /// [`KvError::Io`].
    fn size_on_disk(&self) -> Result<u64, KvError>;
}

/// A store in memory. It is as durable as the process; keep the `Arc` to open it again.
#[derive(Debug, Default)]
pub struct MemoryKv {
    map: RwLock<BTreeMap<Vec<u8>, Bytes>>,
}

impl MemoryKv {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Kv for MemoryKv {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>, KvError> {
        Ok(self.map.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
    }

    fn apply(&self, batch: Batch) -> Result<(), KvError> {
        let changes = batch.into_changes()?;
        let mut map = self.map.write().unwrap_or_else(PoisonError::into_inner);
        for (key, value) in changes {
            match value {
                Some(value) => map.insert(key, value),
                None => map.remove(&key),
            };
        }
        Ok(())
    }

    fn scan(&self, range: Range<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<(), KvError> {
        if range.start >= range.end {
            return Ok(());
        }
        let map = self.map.read().unwrap_or_else(PoisonError::into_inner);
        let mut items = map.range(range.start.to_vec()..range.end.to_vec());
        loop {
            let next = match order {
                Order::Ascending => items.next(),
                Order::Descending => items.next_back(),
            };
            match next {
                Some((key, value)) if visit(key, value).is_continue() => {}
                _ => return Ok(()),
            }
        }
    }

    fn flush(&self) -> Result<(), KvError> {
        Ok(())
    }

    fn size_on_disk(&self) -> Result<u64, KvError> {
        Ok(0)
    }
}

/// When an operation of a [`FailingKv`] fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Failing {
    /// Never.
    #[default]
    Never,
    /// Once, after so many more that succeed.
    Once {
        /// Operations that succeed before.
        after: u64,
    },
    /// Always, after so many more that succeed.
    From {
        /// Operations that succeed before.
        after: u64,
    },
}

impl Failing {
    /// Counts one operation; returns whether it fails.
    fn step(&mut self) -> bool {
        match self {
            Self::Never => false,
            Self::Once { after: 0 } => {
                *self = Self::Never;
                true
            }
            Self::From { after: 0 } => true,
            Self::Once { after } | Self::From { after } => {
                *after -= 1;
                false
            }
        }
    }
}

#[derive(Debug, Default)]
struct Plan {
    writes: Failing,
    flushes: Failing,
}

/// A store whose writes and flushes fail on demand, as on a full disk. A failed write changes nothing; a failed flush
/// flushes nothing.
pub struct FailingKv {
    inner: Arc<dyn Kv>,
    plan: Mutex<Plan>,
    kind: io::ErrorKind,
}

impl FailingKv {
    /// Wraps a store; nothing fails until told. The errors are [`io::ErrorKind::StorageFull`].
    pub fn new(inner: Arc<dyn Kv>) -> Self {
        Self::with_kind(inner, io::ErrorKind::StorageFull)
    }

    /// As [`Self::new`], with errors of another kind.
    pub fn with_kind(inner: Arc<dyn Kv>, kind: io::ErrorKind) -> Self {
        Self { inner, plan: Mutex::default(), kind }
    }

    /// Says which of the coming writes fail.
    pub fn fail_writes(&self, when: Failing) {
        self.plan().writes = when;
    }

    /// Says which of the coming flushes fail.
    pub fn fail_flushes(&self, when: Failing) {
        self.plan().flushes = when;
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check(&self, fails: bool, action: &'static str) -> Result<(), KvError> {
        if fails {
            let source = io::Error::new(self.kind, "injected for a test");
            return Err(KvError::Io { action, dir: PathBuf::from("(failing)"), source });
        }
        Ok(())
    }
}

impl Kv for FailingKv {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>, KvError> {
        self.inner.get(key)
    }

    fn apply(&self, batch: Batch) -> Result<(), KvError> {
        let fails = self.plan().writes.step();
        self.check(fails, "write to")?;
        self.inner.apply(batch)
    }

    fn scan(&self, range: Range<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<(), KvError> {
        self.inner.scan(range, order, visit)
    }

    fn flush(&self) -> Result<(), KvError> {
        let fails = self.plan().flushes.step();
        self.check(fails, "flush")?;
        self.inner.flush()
    }

    fn size_on_disk(&self) -> Result<u64, KvError> {
        self.inner.size_on_disk()
    }
}
