//! The audit log, for administrators.

use askama::Template;
use emn_protocol::time::Timestamp;

use super::{Place, Way};
use crate::Frame;
use crate::parts::{Choice, Pager};

/// The page.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub struct AuditPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The first line, from 1, that does not follow from the one before; absent when the whole chain fits.
    pub broken: Option<u64>,
    /// Lines of the log.
    pub total: u64,
    /// Lines that the filter leaves.
    pub found: u64,
    /// Hash of the last line.
    pub head: String,
    /// Lines of this page, the newest first.
    pub lines: Vec<Line>,
    /// Actions to choose from.
    pub actions: Vec<Choice>,
    /// Whose lines are shown; empty for everybody's.
    pub who: String,
    /// Where the list goes on.
    pub pager: Pager,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 0.
    pub number: u64,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub who: String,
    /// What, as the program writes it.
    pub action: String,
    /// About what: names and values.
    pub details: Vec<(String, String)>,
    /// The beginning of its hash.
    pub hash: String,
}

impl AuditPage<'_> {
    fn ways(&self) -> Vec<Way> {
        super::ways(self.frame, Place::Audit)
    }

    fn broken_at(&self, line: &u64) -> String {
        self.frame.tx("audit-broken", &[("line", &self.frame.number(*line))])
    }

    fn action(&self, line: &Line) -> String {
        action_name(self.frame, &line.action)
    }
}

/// The name of an action in the reader's language, else the word itself.
pub fn action_name(frame: &Frame, action: &str) -> String {
    if ACTIONS.contains(&action) { frame.t(&format!("did-{action}")) } else { action.to_owned() }
}

/// Actions that have a name in the texts: `did-…`.
pub(super) const ACTIONS: [&str; 27] = [
    "override",
    "publish",
    "publish-alone",
    "submit",
    "send-back",
    "take-back",
    "discard",
    "approve",
    "sign-in",
    "sign-in-refused",
    "sign-in-link",
    "sign-out",
    "sign-out-everywhere",
    "password-change",
    "user-add",
    "user-roles",
    "user-disable",
    "user-enable",
    "user-password",
    "user-link",
    "token-create",
    "token-revoke",
    "person-add",
    "person-remove",
    "search-save",
    "search-remove",
    "audit-download",
];
