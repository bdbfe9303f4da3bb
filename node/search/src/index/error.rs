//! What goes wrong with the index itself.

use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// The index cannot be opened, or not be written any more.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// Another process writes it.
    #[error("another process has the search index in {folder} open; stop it first")]
    Locked {
        /// The folder of the index.
        folder: PathBuf,
    },
    /// The folder cannot be used.
    #[error(
        "the folder {folder} of the search index cannot be used: {why}; check its rights and the space on the disk"
    )]
    Folder {
        /// The folder of the index.
        folder: PathBuf,
        /// What happened.
        why: String,
    },
    /// It cannot be written any more.
    #[error("the search index cannot be written: {why}; check the space on the disk, then open the index again")]
    Write {
        /// What happened.
        why: String,
    },
}

impl IndexError {
    pub(crate) fn folder(folder: &Path, why: impl ToString) -> Self {
        Self::Folder { folder: folder.to_owned(), why: why.to_string() }
    }

    pub(crate) fn opening(folder: &Path, error: &TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked { folder: folder.to_owned() },
            error => Self::folder(folder, error),
        }
    }
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        Self::Write { why: error.to_string() }
    }
}
