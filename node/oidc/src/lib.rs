//! Signing in with the OpenID Connect provider of an administration: the authorization code flow with PKCE.
//!
//! [`Provider::begin`] says where to send the browser, [`Provider::finish`] turns what comes back into [`Claims`]. In
//! between the node keeps a secret for each sign-in under way, for ten minutes, for one use, and for the browser that
//! began. Tokens of the provider are checked here and then dropped; nothing of them is stored.
//!
//! Time and randomness are handed in. Calls wait for the provider, so they belong on a thread that may wait.

mod claims;
mod error;
mod fetch;
mod pending;
mod provider;
mod settings;

pub use claims::Claims;
pub use error::{OidcError, Refusal};
pub use provider::{Begin, Callback, Finished, Provider, RANDOM_BYTES};
pub use settings::{ROLES, Settings, SettingsError, check_issuer};
