//! Why a step was not taken.

use std::io;
use std::path::PathBuf;

use super::{COMMENT_CHARS, DRAFT_BYTES, DRAFTS};
use crate::draft::{Draft, DraftId};
use crate::record::FieldProblem;

/// A draft that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Its file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

/// Why a step was not taken. The draft is as it was then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// No such draft or version.
    #[error("there is no draft {0} here, or not in this version")]
    Missing(DraftId),
    /// The name is taken.
    #[error("there is a draft {0} already")]
    Exists(DraftId),
    /// Somebody else made a newer version in between.
    #[error("{} made version {} of this draft in between; look at it, and make your changes there", current.changed_by.name, current.version)]
    Conflict {
        /// The newest version.
        current: Box<Draft>,
    },
    /// The step does not fit the state.
    #[error("a draft in the state `{state}` cannot be {step}")]
    State {
        /// The state's name.
        state: &'static str,
        /// What was tried, as a participle.
        step: &'static str,
    },
    /// Who had a part in a draft does not approve it.
    #[error("you had a part in this draft, so somebody else approves it")]
    OwnDraft,
    /// Only who submitted a draft takes it back.
    #[error("{by} submitted this draft; only the same person takes it back")]
    NotSubmitter {
        /// Who submitted it.
        by: String,
    },
    /// It is no record yet.
    #[error("{} thing(s) are missing or wrong in this draft", .0.len())]
    Incomplete(Vec<FieldProblem>),
    /// The comment will not do.
    #[error("a comment has 1 to {COMMENT_CHARS} characters")]
    Comment,
    /// A table does not span what it says.
    #[error("the table {0} is not well formed")]
    Table(String),
    /// The draft is too large.
    #[error("a draft takes {DRAFT_BYTES} bytes at most; this one would take {0}")]
    TooLarge(usize),
    /// The desk is full of unfinished drafts.
    #[error("there are {DRAFTS} unfinished drafts: publish or discard some")]
    Full,
    /// The file of a draft is damaged.
    #[error("{}: {why}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
