//! Tokens: with them programs ask the API in somebody's name.

use askama::Template;
use emn_protocol::time::{Date, Timestamp};

use super::{Place, Way};
use crate::Frame;
use crate::parts::{Choice, Mistakes};

/// The page.
#[derive(Debug, Template)]
#[template(path = "tokens.html")]
pub struct TokensPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// A token that was just made; its secret is seen this once.
    pub fresh: Option<FreshToken>,
    /// The account's tokens, the newest first.
    pub tokens: Vec<Token>,
    /// What the form for a new one holds.
    pub form: NewToken,
    /// What is wrong in it.
    pub mistakes: Mistakes,
    /// Now.
    pub now: Timestamp,
    /// An address of the API to try a token with.
    pub example: String,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshToken {
    /// Its name.
    pub name: String,
    /// The secret.
    pub secret: String,
}

/// What the form for a token holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewToken {
    /// Name.
    pub name: String,
    /// Roles of the account.
    pub scopes: Vec<Choice>,
    /// For how many days it is valid.
    pub days: Vec<Choice>,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Names it in forms.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it may be used for, as the program writes it.
    pub scopes: Vec<String>,
    /// When it was made.
    pub made: Timestamp,
    /// From then on it is refused.
    pub expires: Timestamp,
    /// The day on which it was last used.
    pub used: Option<Date>,
    /// It was revoked.
    pub revoked: bool,
}

impl Token {
    /// Whether it still opens anything.
    fn works(&self, now: &Timestamp) -> bool {
        !self.revoked && *now < self.expires
    }
}

impl TokensPage<'_> {
    fn ways(&self) -> Vec<Way> {
        super::ways(self.frame, Place::Tokens)
    }

    fn made(&self, fresh: &FreshToken) -> String {
        self.frame.tx("tokens-fresh", &[("name", &fresh.name)])
    }

    /// A command with which a program would use the token.
    fn command(&self, fresh: &FreshToken) -> String {
        format!("curl -H 'Authorization: Bearer {}' '{}'", fresh.secret, self.example)
    }

    fn scopes(&self, token: &Token) -> String {
        super::roles(self.frame, &token.scopes)
    }

    fn state(&self, token: &Token) -> String {
        self.frame.t(match (token.revoked, token.works(&self.now)) {
            (true, _) => "tokens-revoked",
            (false, true) => "tokens-valid",
            (false, false) => "tokens-expired",
        })
    }
}
