//! A draft, and the way that it went.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use emn_protocol::ids::EntryId;
use emn_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::desk::Summary;
use crate::record::FieldProblem;
use crate::table::DraftTable;

/// Events that are kept of a draft; of more, the oldest are forgotten.
pub const HISTORY: usize = 200;

/// Names a draft: 16 hexadecimal characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DraftId([u8; 8]);

impl DraftId {
    /// From random bytes.
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that names no draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a draft is named by 16 characters of 0-9 and a-f")]
pub struct NoDraftId;

impl FromStr for DraftId {
    type Err = NoDraftId;

    fn from_str(text: &str) -> Result<Self, NoDraftId> {
        // One form only: the name is also the file's.
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 16 || !text.bytes().all(digit) {
            return Err(NoDraftId);
        }
        u64::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| NoDraftId)
    }
}

impl TryFrom<String> for DraftId {
    type Error = NoDraftId;

    fn try_from(text: String) -> Result<Self, NoDraftId> {
        text.parse()
    }
}

impl From<DraftId> for String {
    fn from(id: DraftId) -> Self {
        id.to_string()
    }
}

/// Somebody with an account at this node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Id of the account: two persons are the same exactly if it is.
    pub account: String,
    /// The name, for people.
    pub name: String,
}

/// Where a draft stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Being written.
    Editing,
    /// Waits for somebody else to approve it.
    Submitted {
        /// Who submitted it.
        by: Person,
        /// When.
        at: Timestamp,
    },
    /// Came back with a comment, and is being written again.
    SentBack {
        /// Who sent it back.
        by: Person,
        /// When.
        at: Timestamp,
        /// Why.
        comment: String,
    },
    /// Approved; signing is under way, or was when the node stopped.
    Publishing {
        /// Who approved it.
        by: Person,
        /// When.
        at: Timestamp,
        /// Who submitted it.
        submitted_by: Person,
        /// When.
        submitted_at: Timestamp,
    },
    /// Signed and sent.
    Published {
        /// The entry that it became.
        entry: EntryId,
        /// Who approved it.
        by: Person,
        /// When it was published.
        at: Timestamp,
    },
    /// Given up.
    Discarded,
}

impl State {
    /// Its name, as in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Editing => "editing",
            Self::Submitted { .. } => "submitted",
            Self::SentBack { .. } => "sent_back",
            Self::Publishing { .. } => "publishing",
            Self::Published { .. } => "published",
            Self::Discarded => "discarded",
        }
    }

    /// Whether it may be written on.
    pub fn editable(&self) -> bool {
        matches!(self, Self::Editing | Self::SentBack { .. })
    }

    /// Whether nothing can become of it any more.
    pub fn finished(&self) -> bool {
        matches!(self, Self::Published { .. } | Self::Discarded)
    }
}

/// What happened to a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happened {
    /// It was begun.
    Created,
    /// It was written on, perhaps several times in a row.
    Edited,
    /// It was handed in for approval.
    Submitted,
    /// Who submitted it took it back.
    TakenBack,
    /// It was not approved.
    SentBack {
        /// Why.
        comment: String,
    },
    /// It was approved.
    Approved,
    /// It was approved but could not be signed.
    Failed {
        /// Why.
        why: String,
    },
    /// It was signed.
    Published {
        /// The entry that it became.
        entry: EntryId,
    },
    /// It was given up.
    Discarded,
}

/// Something that happened to a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When; of edits in a row, the last.
    pub at: Timestamp,
    /// Who.
    pub who: Person,
    /// What.
    #[serde(flatten)]
    pub what: Happened,
}

/// A record on its way to a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Names it.
    pub id: DraftId,
    /// From 1; every change and every step makes the next.
    pub version: u64,
    /// Where it stands.
    pub state: State,
    /// Who began it.
    pub created_by: Person,
    /// When.
    pub created_at: Timestamp,
    /// Who did the last step.
    pub changed_by: Person,
    /// When.
    pub changed_at: Timestamp,
    /// Everybody who created, wrote on or submitted it, by account, with the name. They never get out of this list.
    pub contributors: BTreeMap<String, String>,
    /// What was typed.
    pub content: Content,
    /// Its tables, protected.
    pub tables: Vec<DraftTable>,
    /// What the columns of the uploaded file mean, TOML; empty before a file came.
    pub mapping: String,
    /// What happened, the oldest first; [`HISTORY`] events at most.
    pub history: Vec<Event>,
}

impl Draft {
    /// Whether this account had a part in it, and so cannot approve it.
    pub fn contributed(&self, account: &str) -> bool {
        self.contributors.contains_key(account)
    }

    /// The record that it would become.
    ///
    /// # Errors
    /// Everything that is missing or wrong, by field.
    pub fn record(&self) -> Result<emn_protocol::record::Record, Vec<FieldProblem>> {
        self.content.record(&self.tables)
    }

    /// Its title and its language: in the first of `wanted` that is there, else in any.
    pub fn title(&self, wanted: &[&str]) -> Option<(&str, &str)> {
        best(&self.content.title, wanted)
    }

    /// What lists show of it.
    pub fn summary(&self) -> Summary {
        Summary::of(self)
    }

    pub(crate) fn note(&mut self, who: &Person, at: Timestamp, what: Happened) {
        match self.history.last_mut() {
            Some(last) if what == Happened::Edited && last.what == what && last.who.account == who.account => {
                last.at = at;
            }
            _ => self.history.push(Event { at, who: who.clone(), what }),
        }
        let over = self.history.len().saturating_sub(HISTORY);
        self.history.drain(..over);
    }
}

/// The text in the first wanted language, else in any, that is not blank; with its language.
pub(crate) fn best<'a>(texts: &'a BTreeMap<String, String>, wanted: &[&str]) -> Option<(&'a str, &'a str)> {
    let written =
        |(lang, text): (&'a String, &'a String)| (!text.trim().is_empty()).then_some((lang.as_str(), text.as_str()));
    let named = wanted.iter().find_map(|lang| texts.get_key_value(*lang).and_then(written));
    named.or_else(|| texts.iter().find_map(written))
}
