//! Why something was not done.

use std::io;

use crate::file::FileError;
use crate::name::NameError;
use crate::password::PasswordError;

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// The name is unknown, the password wrong, the link used or too old, the account disabled: it is not said which.
    #[error("name and password do not fit together")]
    Wrong,
    /// Too many attempts.
    #[error("too many attempts: wait {seconds} seconds")]
    Wait {
        /// For so long; 1 to 900.
        seconds: u64,
    },
    /// Too many others sign in at this moment.
    #[error("too many people sign in at this moment: try again in a few seconds")]
    Busy,
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers: {0}")]
    Random(io::Error),
}

/// Why accounts, passwords or tokens were not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// A name will not do.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The name is taken.
    #[error("there is an account `{0}` already")]
    Listed(String),
    /// The provider's subject or login belongs to another account.
    #[error("this person of the provider is linked to the account `{0}` already")]
    Linked(String),
    /// Issuer, subject or login will not do.
    #[error("an account is linked by the issuer's address and either a subject or a login, of at most 255 characters")]
    Link,
    /// No such account.
    #[error("there is no account `{0}`")]
    Unknown(String),
    /// The account is disabled.
    #[error("the account `{0}` is disabled")]
    Disabled(String),
    /// No more accounts, or no more tokens.
    #[error("there are {limit} {what} already, as many as there may be")]
    Full {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
    /// The password, given to prove who it is, is wrong.
    #[error("the present password is wrong")]
    WrongPassword,
    /// Who is signed in has no password to change.
    #[error("who is signed in in this way has no password here")]
    NoPassword,
    /// The session has ended.
    #[error("the session has ended: sign in again")]
    NoSession,
    /// Too many attempts.
    #[error("too many attempts: wait {seconds} seconds")]
    Wait {
        /// For so long; 1 to 900.
        seconds: u64,
    },
    /// Too many passwords are checked at this moment.
    #[error("too many passwords are checked at this moment: try again in a few seconds")]
    Busy,
    /// A token's name will not do.
    #[error("a token needs a name of 1 to 64 characters on one line, which no other token of the account has")]
    TokenName,
    /// A token without scope, or with one that the account does not have.
    #[error("a token needs at least one scope, and only scopes that are roles of the account ({0})")]
    TokenScopes(String),
    /// A token that would be valid too long, or not at all.
    #[error("a token is valid for 1 to {} days", crate::token::LONGEST_TOKEN_DAYS)]
    TokenDays,
    /// No such token.
    #[error("there is no token `{0}`")]
    UnknownToken(String),
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers: {0}")]
    Random(io::Error),
}

impl AccessError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Password(_) => "password",
            Self::Listed(_) => "listed",
            Self::Linked(_) => "linked",
            Self::Link => "link",
            Self::Unknown(_) => "unknown_account",
            Self::Disabled(_) => "disabled",
            Self::Full { .. } => "full",
            Self::WrongPassword => "wrong_password",
            Self::NoPassword => "no_password",
            Self::NoSession => "no_session",
            Self::Wait { .. } => "wait",
            Self::Busy => "busy",
            Self::TokenName => "token_name",
            Self::TokenScopes(_) => "token_scopes",
            Self::TokenDays => "token_days",
            Self::UnknownToken(_) => "unknown_token",
            Self::File(_) => "accounts_file",
            Self::Random(_) => "random",
        }
    }
}
