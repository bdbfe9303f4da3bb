//! Who signs in at a node: accounts, passwords, roles, sessions, one-time links and tokens.
//!
//! [`Access`] is what the rest of the program uses. It keeps accounts and tokens in two files, which the command line
//! changes while the daemon runs, and sessions, links and the throttle in memory. The clock and the random numbers are
//! handed in. Nothing here knows HTTP: a secret comes in as text, and what comes out is [`Visit`] or [`Who`].
//!
//! Three rules hold everywhere. A secret is kept only as a hash, and found by it, so how long a look-up takes tells
//! nothing of the secret. Whether a name is unknown, its account disabled or its password wrong, shows neither in the
//! answer nor in the time it takes. And what an account may do is read from the file at each use: who was disabled, or
//! lost a role, is out at once.

mod access;
mod account;
mod error;
mod file;
mod hashing;
mod link;
mod name;
mod password;
mod role;
mod secret;
mod session;
mod throttle;
mod token;
mod who;

pub use access::{Access, Added, Initial, Paths, Random, Settings};
pub use account::{AccountView, NewAccount, Provider, Subject};
pub use error::{AccessError, SignInError};
pub use file::FileError;
pub use link::LINK_SECONDS;
pub use name::{AccountName, NameError};
pub use password::{Cost, LONGEST_PASSWORD, PasswordError, SHORTEST_PASSWORD};
pub use role::{Role, RoleError, Roles};
pub use secret::Secret;
pub use session::{NewSession, SessionView, Visit, Way};
pub use token::{DEFAULT_TOKEN_DAYS, LONGEST_TOKEN_DAYS, NewToken, TOKEN_PREFIX, TokenView};
pub use who::{Kind, OWNER, Who};
