//! Opening the store of a node, and beginning anew when it is damaged.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{KvError, SledKv, Store, StoreError};

/// A file in the store's folder that says: the store was once complete. sled may open a store that lost its end as an
/// empty one; with this file that is seen.
const MARK: &str = "emn-store";

/// Damaged stores kept beside each other. Whoever has so many has another problem.
const KEPT: u32 = 100;

/// An opened store.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Set when the store that was there is damaged and this one is new: replay the journal, catch up with peers, and
    /// do not publish before that.
    pub damaged: Option<Damaged>,
}

/// A store that could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Where it is now. Nothing deletes it; it may hold records that were withdrawn since.
    pub moved_to: PathBuf,
    /// What was wrong with it.
    pub why: String,
}

impl Store {
    /// Opens the store in the folder `dir`; creates it if there is none. A damaged store is moved aside, to
    /// `<dir>.damaged-1` or the next free number, and a new one begun: everything in it is also in the journal or at
    /// peers.
    ///
    /// # Errors
    /// [`StoreError::Kv`] with [`KvError::Locked`] when another process has it,
    /// [`StoreError::NewerSchema`], [`StoreError::MoveAside`], and other failures of the disk. The folder is where it
    /// was then.
    pub fn open(dir: &Path) -> Result<Opened, StoreError> {
        match Self::open_whole(dir) {
            Ok(store) => Ok(Opened { store, damaged: None }),
            Err(error) if error.is_damage() => Self::begin_anew(dir, &error),
            Err(error) => Err(error),
        }
    }

    fn open_whole(dir: &Path) -> Result<Self, StoreError> {
        let mark = dir.join(MARK);
        let complete = exists(&mark)?;
        let kv = SledKv::open(dir)?;
        let kv = Arc::new(kv);
        let blank = super::StoreReader::new(kv.clone()).is_blank()?;
        if complete && blank {
            return Err(StoreError::damaged("it opens as empty, but was not"));
        }
        let store = Self::with_kv(kv)?;
        if !complete {
            create_synced(&mark).map_err(|source| StoreError::Io { action: "create", path: mark, source })?;
        }
        Ok(store)
    }

    fn begin_anew(dir: &Path, error: &StoreError) -> Result<Opened, StoreError> {
        let moved_to = free_name(dir)?;
        let move_aside = |source| StoreError::MoveAside { from: dir.to_owned(), to: moved_to.clone(), source };
        fs::rename(dir, &moved_to).map_err(move_aside)?;
        match Self::open_whole(dir) {
            Ok(store) => {
                let why = what_is_wrong(error);
                tracing::error!(
                    moved_to = %moved_to.display(),
                    %why,
                    "the store was damaged and moved aside; its contents come back from the journal and from peers"
                );
                Ok(Opened { store, damaged: Some(Damaged { moved_to, why }) })
            }
            Err(second) => {
                // A full disk, perhaps, which may have looked like damage before. Leave all as it was.
                let back = fs::remove_dir_all(dir).and_then(|()| fs::rename(&moved_to, dir));
                if let Err(error) = back {
                    tracing::error!(from = %moved_to.display(), to = %dir.display(), %error, "cannot move it back");
                }
                Err(second)
            }
        }
    }
}

/// Without the advice that is being followed already.
fn what_is_wrong(error: &StoreError) -> String {
    match error {
        StoreError::Damaged { what } => what.clone(),
        StoreError::Kv(KvError::Corrupt { why, .. }) => why.clone(),
        other => other.to_string(),
    }
}

fn exists(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|source| StoreError::Io { action: "look for", path: path.to_owned(), source })
}

fn free_name(dir: &Path) -> Result<PathBuf, StoreError> {
    for number in 1..=KEPT {
        let mut name = dir.file_name().unwrap_or_default().to_owned();
        name.push(format!(".damaged-{number}"));
        let path = dir.with_file_name(name);
        if !exists(&path)? {
            return Ok(path);
        }
    }
    let source = io::Error::new(io::ErrorKind::AlreadyExists, "too many damaged stores are kept; delete old ones");
    Err(StoreError::MoveAside { from: dir.to_owned(), to: dir.with_extension("damaged-1"), source })
}

fn create_synced(path: &Path) -> io::Result<()> {
    File::create(path)?.sync_all()?;
    match path.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}
