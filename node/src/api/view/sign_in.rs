//! Signing in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A link that signs a person in once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SignInLink {
    /// The address to open in a browser.
    pub url: String,
    /// Seconds that it works.
    pub expires_in_seconds: u64,
}
