//! Two people changed the same draft.

use askama::Template;
use emn_protocol::time::Timestamp;

use super::way::Head;
use crate::Frame;

/// A field of the form, in both versions.
#[derive(Debug, Clone, Default)]
pub struct Differing {
    /// Name of the input.
    pub input: String,
    /// What it is, for people.
    pub label: String,
    /// What the reader wrote.
    pub mine: String,
    /// What is kept now.
    pub theirs: String,
    /// Whether that is chosen at first: the reader did not touch the field.
    pub keep_theirs: bool,
}

/// The draft was changed by somebody else since the reader's form was made. Nothing was kept of the form, and all of it
/// is in this page.
#[derive(Template)]
#[template(path = "publish_conflict.html")]
pub struct ConflictPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The draft as it is now.
    pub head: &'a Head,
    /// Who changed it last.
    pub by: &'a str,
    /// When.
    pub changed: Timestamp,
    /// Where the form goes again.
    pub action: &'a str,
    /// Fields with two values.
    pub differing: &'a [Differing],
    /// All that the reader's form said: names and values.
    pub same: &'a [(String, String)],
    /// Whether the draft is still being written.
    pub writable: bool,
}

impl ConflictPage<'_> {
    /// Who made the newer version, and when.
    fn explanation(&self) -> String {
        let when = self.frame.time(self.changed);
        self.frame.tx("publish-conflict-explanation", &[("name", self.by), ("when", &when)])
    }
}
