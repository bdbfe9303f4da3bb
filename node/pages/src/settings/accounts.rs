//! The accounts of the node, for administrators.

use askama::Template;
use emn_protocol::time::Timestamp;

use super::{Place, Way};
use crate::Frame;
use crate::parts::{Choice, Link, Mistakes};

/// All accounts, and a form for a new one.
#[derive(Debug, Template)]
#[template(path = "accounts.html")]
pub struct AccountsPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// An initial password that was just drawn; it is seen this once.
    pub fresh: Option<FreshPassword>,
    /// The accounts, by name.
    pub accounts: Vec<Account>,
    /// What the form holds.
    pub form: NewAccount,
    /// What is wrong in it.
    pub mistakes: Mistakes,
    /// The administration's own provider can sign people in.
    pub provider: bool,
}

/// One account.
#[derive(Debug, Template)]
#[template(path = "account.html")]
pub struct AccountPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// An initial password that was just drawn; it is seen this once.
    pub fresh: Option<FreshPassword>,
    /// The account.
    pub account: Account,
    /// All roles; those that it has are chosen.
    pub roles: Vec<Choice>,
    /// It is the reader's own.
    pub own: bool,
    /// What is wrong in a form.
    pub mistakes: Mistakes,
}

/// A password to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshPassword {
    /// Name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
}

/// What the form for an account holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAccount {
    /// Name to sign in with.
    pub login: String,
    /// Name for people.
    pub full_name: String,
    /// Roles.
    pub roles: Vec<Choice>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its lasting id.
    pub id: String,
    /// Name to sign in with.
    pub login: String,
    /// Name for people.
    pub full_name: String,
    /// Roles, as the program writes them.
    pub roles: Vec<String>,
    /// Nobody signs in to it.
    pub disabled: bool,
    /// The initial password was not changed yet.
    pub newcomer: bool,
    /// It has a password here.
    pub has_password: bool,
    /// The provider signs it in: how it is known there.
    pub provider: Option<String>,
    /// When it was made.
    pub since: Timestamp,
}

impl AccountsPage<'_> {
    fn ways(&self) -> Vec<Way> {
        super::ways(self.frame, Place::Accounts)
    }

    fn roles_of(&self, account: &Account) -> String {
        super::roles(self.frame, &account.roles)
    }

    fn state(&self, account: &Account) -> String {
        state(self.frame, account)
    }
}

impl AccountPage<'_> {
    fn way_here(&self) -> Vec<Link> {
        vec![
            Link::new("/settings", self.frame.t("settings")),
            Link::new("/settings/accounts", self.frame.t("settings-accounts")),
        ]
    }

    fn state(&self) -> String {
        state(self.frame, &self.account)
    }
}

fn state(frame: &Frame, account: &Account) -> String {
    frame.t(match (account.disabled, account.newcomer) {
        (true, _) => "accounts-disabled",
        (false, true) => "accounts-newcomer",
        (false, false) => "accounts-active",
    })
}
