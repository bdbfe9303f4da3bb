//! Why a sign-in does not come to its end.

/// What a visitor is told: enough to know what to do, and nothing about the provider's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Too late, used before, or begun in another browser: begin again.
    Stale,
    /// The person or the provider said no.
    Declined,
    /// The provider cannot be reached: try later.
    Unavailable,
    /// The provider's answer is not trusted: the administrator has to look.
    Untrusted,
}

/// Why a sign-in does not come to its end, in words for the administrator. Holds no codes, tokens or secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OidcError {
    /// Nothing like this is under way: the sign-in took too long, was used before, or was never begun here.
    #[error("no such sign-in is under way: it took longer than ten minutes, or it was used before; begin again")]
    Stale,
    /// The answer came to another browser than the one that began.
    #[error("the sign-in was begun in another browser, or its cookie is missing; begin again in this one")]
    OtherBrowser,
    /// The provider answered with an error.
    #[error("the provider refused the sign-in: {what}")]
    Declined {
        /// Its error code.
        what: String,
    },
    /// The provider cannot be reached, or does not answer as a provider does.
    #[error("{step}: {reason}")]
    Unavailable {
        /// What was asked for.
        step: &'static str,
        /// What came instead.
        reason: String,
    },
    /// What the provider signed is not for this node, or not for this sign-in.
    #[error("the provider's answer is not trusted: {reason}")]
    Untrusted {
        /// What does not hold.
        reason: String,
    },
}

impl OidcError {
    /// What to tell the visitor.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Stale | Self::OtherBrowser => Refusal::Stale,
            Self::Declined { .. } => Refusal::Declined,
            Self::Unavailable { .. } => Refusal::Unavailable,
            Self::Untrusted { .. } => Refusal::Untrusted,
        }
    }

    pub(crate) fn untrusted(reason: impl Into<String>) -> Self {
        Self::Untrusted { reason: printable(&reason.into()) }
    }
}

/// Longest text of the provider's that goes into a message.
const QUOTED: usize = 200;

/// What the provider wrote, cut and without control characters: it goes into logs and pages.
pub(crate) fn printable(text: &str) -> String {
    text.chars().take(QUOTED).map(|one| if one.is_control() { ' ' } else { one }).collect()
}
