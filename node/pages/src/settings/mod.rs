//! The pages on which people manage their own account, and administrators all accounts.

mod accounts;
mod audit;
mod own;
mod searches;
mod tokens;

pub use accounts::{Account, AccountPage, AccountsPage, FreshPassword, NewAccount};
pub use audit::{AuditPage, Line, action_name};
pub use own::{OwnPage, Session};
pub use searches::{Search, SearchesPage};
pub use tokens::{FreshToken, NewToken, Token, TokensPage};

use crate::Frame;

/// A page of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    Tokens,
    Searches,
    Accounts,
    Audit,
}

/// A way to another page of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Way {
    href: &'static str,
    label: String,
    here: bool,
}

/// The pages of the settings that this reader may open.
fn ways(frame: &Frame, here: Place) -> Vec<Way> {
    let own = [
        (Place::Own, "/settings", "settings-own"),
        (Place::Tokens, "/settings/tokens", "settings-tokens"),
        (Place::Searches, "/settings/searches", "settings-searches"),
    ];
    let administration = [
        (Place::Accounts, "/settings/accounts", "settings-accounts"),
        (Place::Audit, "/settings/audit", "settings-audit"),
    ];
    let open = own.into_iter().chain(administration.into_iter().filter(|_| frame.may_administer()));
    open.map(|(place, href, label)| Way { href, label: frame.t(label), here: place == here }).collect()
}

/// Names of roles in the reader's language, with commas.
fn roles(frame: &Frame, roles: &[String]) -> String {
    roles.iter().map(|role| role_name(frame, role)).collect::<Vec<_>>().join(", ")
}

/// The name of a role: those that the program has, else the word itself.
pub(crate) fn role_name(frame: &Frame, role: &str) -> String {
    match role {
        "reader" => frame.t("role-reader"),
        "publisher" => frame.t("role-publisher"),
        "approver" => frame.t("role-approver"),
        "administrator" => frame.t("role-administrator"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests;
