//! Somebody's own account.

use askama::Template;
use emn_protocol::time::Timestamp;

use super::{Place, Way};
use crate::Frame;

/// The page.
#[derive(Debug, Template)]
#[template(path = "settings.html")]
pub struct OwnPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Name to sign in with.
    pub login: String,
    /// Name for people.
    pub full_name: String,
    /// Roles, as the program writes them.
    pub roles: Vec<String>,
    /// It is whoever owns the node's files, without an account.
    pub owner: bool,
    /// There is a password to change; otherwise the administration's own provider signs in.
    pub has_password: bool,
    /// Where somebody is signed in to this account.
    pub sessions: Vec<Session>,
}

/// Somebody who is signed in to the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Since when.
    pub since: Timestamp,
    /// When something was last asked for.
    pub last: Timestamp,
    /// How they signed in: `password`, `link` or `provider`.
    pub way: String,
    /// It is this one.
    pub here: bool,
}

impl OwnPage<'_> {
    fn ways(&self) -> Vec<Way> {
        super::ways(self.frame, Place::Own)
    }

    fn roles_named(&self) -> String {
        super::roles(self.frame, &self.roles)
    }

    fn way(&self, session: &Session) -> String {
        self.frame.t(match session.way.as_str() {
            "password" => "settings-by-password",
            "link" => "settings-by-link",
            _ => "settings-by-provider",
        })
    }
}
