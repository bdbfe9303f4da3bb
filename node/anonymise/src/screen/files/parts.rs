//! What a file carries, collected part by part under one bound.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{FileError, MAX_UNPACKED_BYTES};

/// How the readers of formats end.
pub(super) type Result<T = ()> = std::result::Result<T, FileError>;

/// What kind of text a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Carries {
    /// What readers see.
    Text,
    /// Who wrote, changed or owns the file.
    Author,
    /// The description of a picture for those who do not see it.
    AltText,
    /// What readers do not see, of this kind: `comments`, `tracked_changes`, `hidden_sheet`, `gps`.
    Hidden(&'static str),
    /// Something that cannot be read here; no text.
    Unreadable,
}

/// A text of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FilePart {
    /// Where it stands: `name`, `property Author`, `comments`, `tracked changes`, `sheet hidden "x"`, `page 3`.
    pub part: String,
    /// What kind of text it is.
    pub carries: Carries,
    /// The text.
    pub text: String,
}

/// Most parts of one file.
const MAX_PARTS: usize = 20_000;

/// Deepest nesting of files in files.
const MAX_NESTING: usize = 3;

/// The parts found so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    found: Vec<FilePart>,
    seen: BTreeSet<FilePart>,
    /// Bytes of text so far.
    bytes: usize,
    /// Bytes unpacked so far.
    unpacked: usize,
    /// Where the file stands that is being read, in files around it.
    nesting: Vec<String>,
}

impl Parts {
    /// Adds what readers see.
    pub(super) fn text(&mut self, part: &str, text: &str) -> Result {
        self.add(part, Carries::Text, text)
    }

    /// Adds what readers do not see.
    pub(super) fn hidden(&mut self, part: &str, kind: &'static str, text: &str) -> Result {
        self.add(part, Carries::Hidden(kind), text)
    }

    /// Adds somebody.
    pub(super) fn author(&mut self, part: &str, text: &str) -> Result {
        self.add(part, Carries::Author, text)
    }

    /// Adds a description of a picture.
    pub(super) fn alt_text(&mut self, text: &str) -> Result {
        self.add("alt text", Carries::AltText, text)
    }

    /// Says that something cannot be read.
    pub(super) fn unreadable(&mut self, part: &str) -> Result {
        self.add(part, Carries::Unreadable, "")
    }

    /// Adds a part once. What is empty is left out, but for things whose mere presence counts.
    fn add(&mut self, part: &str, carries: Carries, text: &str) -> Result {
        let text = text.trim();
        if text.is_empty() && matches!(carries, Carries::Text | Carries::AltText) {
            return Ok(());
        }
        let mut part = short(part).to_owned();
        if !self.nesting.is_empty() {
            part = format!("{}: {part}", self.nesting.join(": "));
        }
        self.bytes = self.bytes.saturating_add(text.len()).saturating_add(part.len());
        if self.bytes > MAX_UNPACKED_BYTES || self.found.len() >= MAX_PARTS {
            return Err(FileError::TooLarge);
        }
        let part = FilePart { part, carries, text: text.to_owned() };
        // Long texts are not worth a copy: what repeats is short.
        if part.text.len() > 1024 || self.seen.insert(part.clone()) {
            self.found.push(part);
        }
        Ok(())
    }

    /// Bytes that may still be unpacked.
    pub(super) fn room(&self) -> usize {
        MAX_UNPACKED_BYTES - self.unpacked.min(MAX_UNPACKED_BYTES)
    }

    /// Counts bytes that were unpacked.
    pub(super) fn spend(&mut self, bytes: usize) -> Result {
        self.unpacked = self.unpacked.saturating_add(bytes);
        if self.unpacked > MAX_UNPACKED_BYTES { Err(FileError::TooLarge) } else { Ok(()) }
    }

    /// Goes into a file inside this one; false when that is too deep.
    pub(super) fn enter(&mut self, at: &str) -> bool {
        let deep = self.nesting.len() >= MAX_NESTING;
        if !deep {
            self.nesting.push(short(at).to_owned());
        }
        !deep
    }

    /// Comes back from it.
    pub(super) fn leave(&mut self) {
        self.nesting.pop();
    }

    /// All parts in the order in which they were added.
    pub(super) fn finish(self) -> Vec<FilePart> {
        self.found
    }
}

/// A name that came from the file, cut to a length that may be repeated with every finding.
pub(super) fn short(name: &str) -> &str {
    &name[..crate::screen::page::boundary(name, 120)]
}
