//! Who asks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::role::{Role, Roles};

/// Name and id of whoever may read the node's own files: it needs no account, and can give itself any.
pub const OWNER: &str = "owner";

/// How somebody shows who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person at a browser, signed in to an account.
    Session,
    /// A program with a token of an account; the token's name.
    Token(String),
    /// Whoever may read the node's run file.
    Owner,
}

/// Somebody who asks for something, and what they may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Who {
    /// The account's id; of the owner, `owner`. It stays when the account gets another name.
    pub account: String,
    /// The name to sign in with.
    pub name: String,
    /// The name for people.
    pub full_name: String,
    /// What they may do now, by this way of showing who they are.
    pub roles: Roles,
    /// How they show who they are.
    pub kind: Kind,
}

impl Who {
    /// Whoever may read the node's run file: reads and administers, but publishes and approves nothing.
    pub fn owner() -> Self {
        Self {
            account: OWNER.to_owned(),
            name: OWNER.to_owned(),
            full_name: "Owner of this node".to_owned(),
            roles: Roles::NONE.with(Role::Reader).with(Role::Administrator),
            kind: Kind::Owner,
        }
    }

    /// Whether they have this role. Everybody reads who has any.
    pub fn may(&self, role: Role) -> bool {
        self.roles.contains(role) || (role == Role::Reader && !self.roles.is_empty())
    }
}
