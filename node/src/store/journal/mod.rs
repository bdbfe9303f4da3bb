//! A second copy of the node's own entries: written and synced before an own entry is appended to the store.
//!
//! Whatever becomes of the store, the journal tells which numbers of our log are signed already, so none is signed
//! twice. It is a CBOR sequence (RFC 8742), one item for each entry, so any CBOR tool reads it:
//!
//! ```text
//! item = [ frame: bstr, check: bstr .size 8 ]      ; the first 8 bytes of the frame's SHA-256
//! ```
//!
//! The frame's length always takes four bytes, which makes an item's beginning of one size. The store's lock also
//! guards the journal: open the store first.

mod items;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::verify::VerifiedEntry;

use self::items::{Items, write_item};
use super::frame::{self, Glance};

/// Torn tails kept beside each other.
const KEPT: u32 = 100;

/// Why the journal was not read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The operating system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// File or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The journal holds an entry that is whole but not the next one of this log.
    #[error(
        "the journal {} is not of one log: at byte {at} there is no entry {seq} that follows the one before it; \
         restore the file from a backup, or move it aside and let the node fetch its own log from its peers before \
         it publishes",
        path.display()
    )]
    NotALog {
        /// The file.
        path: PathBuf,
        /// Where, in bytes from its beginning.
        at: u64,
        /// The number that was expected.
        seq: u64,
    },
    /// An entry to append is not the next one of this log. The caller broke an invariant.
    #[error("entry {seq} is not the next one of the journal {}, which has {height}", path.display())]
    NotNext {
        /// The file.
        path: PathBuf,
        /// The entry's number.
        seq: u64,
        /// Entries in the journal.
        height: u64,
    },
    /// An earlier write failed, so it is unknown what is on disk.
    #[error("the journal {} could not be written before; restart the node", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
    },
    /// The store and the journal hold different entries with one number: this key signed twice.
    #[error(
        "log {log} has two entries {seq}: the store has {stored}, the journal has {journaled}; the signing key was \
         used in two places (a copied or restored data folder?), so stop publishing with it and ask for a new key"
    )]
    SelfFork {
        /// The log.
        log: LogId,
        /// The number signed twice.
        seq: u64,
        /// Id in the store.
        stored: EntryId,
        /// Id in the journal.
        journaled: EntryId,
    },
    /// The store could not be read.
    #[error("the journal cannot be compared with the store")]
    Store(#[from] super::StoreError),
}

/// The journal of one log.
pub struct Journal {
    path: PathBuf,
    log: LogId,
    file: File,
    /// Bytes of whole items.
    length: u64,
    height: u64,
    last: Option<EntryId>,
    torn: Option<PathBuf>,
    broken: bool,
    /// Length, height and last id before the newest append.
    before: Option<(u64, u64, Option<EntryId>)>,
}

impl Journal {
    /// Whether the folder `dir` has a journal of this log.
    pub fn exists(dir: &Path, log: &LogId) -> bool {
        dir.join(format!("{log}.cbor")).exists()
    }

    /// Opens the journal of a log in the folder `dir`; creates it if there is none. A tail that was not written
    /// completely is cut off and kept beside it, see [`Self::torn`].
    ///
    /// # Errors
    /// [`JournalError::Io`], [`JournalError::NotALog`].
    pub fn open(dir: &Path, log: LogId) -> Result<Self, JournalError> {
        let path = dir.join(format!("{log}.cbor"));
        fs::create_dir_all(dir).map_err(|source| JournalError::Io {
            action: "create",
            path: dir.to_owned(),
            source,
        })?;
        let io = |action| {
            let path = path.clone();
            move |source| JournalError::Io { action, path, source }
        };
        let file = open_file(&path).map_err(io("open"))?;
        sync_folder(dir).map_err(io("sync the folder of"))?;
        if let Some(parent) = dir.parent() {
            sync_folder(parent).map_err(io("sync the folders of"))?;
        }
        let mut journal =
            Self { path, log, file, length: 0, height: 0, last: None, torn: None, broken: false, before: None };
        journal.load()?;
        Ok(journal)
    }

    fn load(&mut self) -> Result<(), JournalError> {
        let mut items = Items::open(&self.path)?;
        while let Some(frame) = items.next_frame()? {
            let glance = frame::glance(&frame).filter(|glance| self.is_next(glance));
            let (at, seq) = (self.length, self.height);
            let glance = glance.ok_or_else(|| JournalError::NotALog { path: self.path.clone(), at, seq })?;
            self.count(&glance, items.at);
        }
        let size = self.file.metadata().map_err(|source| self.io("read", source))?.len();
        if size > self.length { self.cut_tail() } else { Ok(()) }
    }

    fn is_next(&self, glance: &Glance) -> bool {
        glance.log == self.log && glance.header.seq == self.height && glance.header.prev == self.last
    }

    fn count(&mut self, glance: &Glance, length: u64) {
        self.height += 1;
        self.last = Some(glance.id);
        self.length = length;
    }

    fn cut_tail(&mut self) -> Result<(), JournalError> {
        let io = |source| JournalError::Io { action: "cut the torn tail of", path: self.path.clone(), source };
        let mut tail = Vec::new();
        self.file.seek(SeekFrom::Start(self.length)).map_err(io)?;
        self.file.read_to_end(&mut tail).map_err(io)?;
        let kept = keep(&self.path, &tail).map_err(io)?;
        self.file.set_len(self.length).map_err(io)?;
        self.file.sync_all().map_err(io)?;
        tracing::warn!(
            journal = %self.path.display(),
            kept = %kept.display(),
            bytes = tail.len(),
            height = self.height,
            "the end of the journal was not written completely and was cut off"
        );
        self.torn = Some(kept);
        Ok(())
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its log.
    pub fn log(&self) -> &LogId {
        &self.log
    }

    /// Number of entries.
    pub fn height(&self) -> u64 {
        self.height
    }

    /// Id of the last entry.
    pub fn last(&self) -> Option<EntryId> {
        self.last
    }

    /// The copy of a torn tail that was cut off when it was opened.
    pub fn torn(&self) -> Option<&Path> {
        self.torn.as_deref()
    }

    /// Appends own entries, durably.
    ///
    /// # Errors
    /// [`JournalError::NotNext`]; [`JournalError::Io`] when nothing was appended; [`JournalError::Broken`] when an
    /// earlier write failed and could not be undone.
    pub fn append(&mut self, entries: &[VerifiedEntry]) -> Result<(), JournalError> {
        let frames: Vec<Bytes> = entries.iter().map(|entry| entry.entry().frame().clone()).collect();
        self.append_frames(&frames)
    }

    pub(super) fn append_frames(&mut self, frames: &[Bytes]) -> Result<(), JournalError> {
        if self.broken {
            return Err(JournalError::Broken { path: self.path.clone() });
        }
        let before = (self.length, self.height, self.last);
        let result = self.try_append(frames);
        match result {
            Ok(()) => self.before = Some(before),
            Err(_) => (self.length, self.height, self.last) = before,
        }
        result
    }

    /// Undoes the newest append, durably: the store refused what it added. Nothing may have been told of it.
    ///
    /// # Errors
    /// [`JournalError::Io`]; the journal takes nothing more then, since what is on disk is unknown.
    pub fn undo(&mut self) -> Result<(), JournalError> {
        let Some(before) = self.before.take() else { return Ok(()) };
        let undone = self.file.set_len(before.0).and_then(|()| self.file.sync_all());
        self.broken |= undone.is_err();
        undone.map_err(|source| self.io("undo the newest entry of", source))?;
        (self.length, self.height, self.last) = before;
        Ok(())
    }

    fn try_append(&mut self, frames: &[Bytes]) -> Result<(), JournalError> {
        let start = self.length;
        let mut bytes = Vec::new();
        for frame in frames {
            let glance = frame::glance(frame);
            let seq = glance.as_ref().map_or(self.height, |glance| glance.header.seq);
            let height = self.height;
            let glance = glance.filter(|glance| self.is_next(glance));
            let glance = glance.ok_or_else(|| JournalError::NotNext { path: self.path.clone(), seq, height })?;
            write_item(&mut bytes, frame);
            self.count(&glance, start + bytes.len() as u64);
        }
        self.write_at(start, &bytes).map_err(|source| {
            // Part of it may be there. What a failed sync left is unknown, so nothing more is written on top.
            self.broken = self.file.set_len(start).and_then(|()| self.file.sync_all()).is_err();
            self.io("write", source)
        })
    }

    fn write_at(&mut self, start: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(start))?;
        self.file.write_all(bytes)?;
        self.file.sync_data()
    }

    /// Frames from entry `from` on, in order.
    ///
    /// # Errors
    /// [`JournalError::Io`], here and for each frame.
    pub fn replay_from(&self, from: u64) -> Result<Replay, JournalError> {
        Ok(Replay { items: Items::open(&self.path)?, end: self.length, skip: from })
    }

    /// Replaces an entry by itself without its record, after it was withdrawn: the file is written anew and takes the
    /// old one's place. Torn tails that were kept are not touched.
    ///
    /// # Errors
    /// [`JournalError::NotNext`] when the journal has another entry there, or none; [`JournalError::Io`].
    pub fn erase(&mut self, erased: &SignedEntry) -> Result<(), JournalError> {
        let seq = erased.header().seq;
        let new = self.path.with_extension("new");
        let length = self.write_without(erased, &new)?.ok_or_else(|| {
            let height = self.height;
            JournalError::NotNext { path: self.path.clone(), seq, height }
        })?;
        // Opened under its first name: whatever fails from here on, what is appended goes to the file that has the name.
        let file = open_file(&new).map_err(|source| self.io("open the successor of", source))?;
        fs::rename(&new, &self.path).map_err(|source| self.io("replace", source))?;
        self.file = file;
        self.length = length;
        self.before = None;
        let synced = self.path.parent().map_or(Ok(()), sync_folder);
        // After a power cut the old file may be back; nothing more is written that would be lost with it.
        self.broken |= synced.is_err();
        synced.map_err(|source| self.io("sync the folder of", source))
    }

    /// Writes the file `new`; returns its length, or nothing if `erased` is not in the journal.
    fn write_without(&self, erased: &SignedEntry, new: &Path) -> Result<Option<u64>, JournalError> {
        let io = |source| JournalError::Io { action: "write", path: new.to_owned(), source };
        let mut out = io::BufWriter::new(File::create(new).map_err(io)?);
        let (mut length, mut found) = (0, false);
        for frame in self.replay_from(0)? {
            let mut frame = frame?;
            if frame::id(&frame) == Some(erased.id()) {
                frame = erased.frame().clone();
                found = true;
            }
            let mut item = Vec::new();
            write_item(&mut item, &frame);
            out.write_all(&item).map_err(io)?;
            length += item.len() as u64;
        }
        let file = out.into_inner().map_err(|error| io(error.into_error()))?;
        file.sync_all().map_err(io)?;
        Ok(found.then_some(length))
    }

    fn io(&self, action: &'static str, source: io::Error) -> JournalError {
        JournalError::Io { action, path: self.path.clone(), source }
    }
}

/// Frames of a journal, in order. See [`Journal::replay_from`].
pub struct Replay {
    items: Items,
    /// What is appended after it was made is not shown.
    end: u64,
    skip: u64,
}

impl Iterator for Replay {
    type Item = Result<Bytes, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.items.at < self.end {
            let frame = self.items.next_frame().transpose()?;
            if self.skip == 0 || frame.is_err() {
                return Some(frame);
            }
            self.skip -= 1;
        }
        None
    }
}

fn open_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn sync_folder(dir: &Path) -> io::Result<()> {
    // The folder above a relative name without one.
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    File::open(dir)?.sync_all()
}

/// Keeps a torn tail in a file of its own.
fn keep(path: &Path, tail: &[u8]) -> io::Result<PathBuf> {
    for number in 1..=KEPT {
        let kept = path.with_extension(format!("torn-{number}"));
        match OpenOptions::new().write(true).create_new(true).open(&kept) {
            Ok(mut file) => {
                file.write_all(tail)?;
                file.sync_all()?;
                return Ok(kept);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "too many torn tails are kept beside it; delete old ones"))
}
