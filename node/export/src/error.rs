//! What can go wrong when something is exported.

use std::path::PathBuf;

use crate::format::Format;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The format has no form for this.
    #[error("{what} cannot be written as {format}: {why}; {advice}")]
    Unfit {
        /// What was to be written, such as `a list of records`.
        what: &'static str,
        /// The format.
        format: Format,
        /// Why not.
        why: &'static str,
        /// What to do instead.
        advice: String,
    },
    /// There is more than the format, or the programs that read it, can hold.
    #[error("too large for {format}: {count} {of}, and {limit} is the most; {advice}")]
    TooLarge {
        /// The format.
        format: Format,
        /// How many there are; the largest number there is when they cannot be counted.
        count: u64,
        /// What was counted.
        of: &'static str,
        /// How many are possible.
        limit: u64,
        /// What to do instead.
        advice: &'static str,
    },
    /// A folder that is to be written is there already.
    #[error("{} is there already: name a folder that is not, or remove it first", folder.display())]
    FolderExists {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk refuses.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A library could not write the format. The data is unchanged; another format works.
    #[error("cannot write {format}: {reason}; choose another format, and report this with the record's id")]
    Library {
        /// The format.
        format: Format,
        /// What the library says.
        reason: String,
    },
}

impl ExportError {
    /// For errors of libraries.
    pub(crate) fn library(format: Format) -> impl Fn(&dyn std::fmt::Display) -> Self {
        move |reason| Self::Library { format, reason: reason.to_string() }
    }
}
