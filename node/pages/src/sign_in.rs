//! Signing in, and changing a password.

use askama::Template;

use crate::Frame;
use crate::parts::Mistakes;
use crate::search::encoded;

/// Least characters of a password, as the pages say it; who checks passwords has the same number.
pub const PASSWORD_LEAST: usize = 12;

/// Why somebody sees the sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Occasion {
    /// They came here.
    #[default]
    Asked,
    /// The page that they want needs it.
    Needed,
    /// They were away too long.
    Expired,
    /// They signed out.
    SignedOut,
    /// The one-time link was used or is too old.
    StaleLink,
}

/// What was wrong with the attempt before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Failure {
    /// There was none, or nothing was wrong.
    #[default]
    None,
    /// Name or password; which of them is not said.
    Wrong,
    /// Too many attempts: so many seconds to wait.
    Wait(u64),
    /// The administration's provider did not let them in, or its answer could not be used.
    Provider,
    /// The provider knows them, this node does not.
    Stranger,
}

/// The sign-in form.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage<'a> {
    /// What every page has around it.
    pub frame: &'a Frame,
    /// Why it is shown.
    pub occasion: Occasion,
    /// What was wrong before.
    pub failure: Failure,
    /// The name that was typed before.
    pub name: String,
    /// Where to go afterwards; a path on this node.
    pub back: String,
    /// The name of the administration's own provider, when one is configured; may be empty.
    pub provider: Option<String>,
    /// Whether names and passwords are accepted at all.
    pub passwords: bool,
}

/// The way back as a parameter of an address.
pub fn back(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(encoded).collect();
    format!("back={}", parts.join("/"))
}

impl SignInPage<'_> {
    /// A link, since the security policy lets forms lead to this node only, and this leads to the provider.
    fn provider_href(&self) -> String {
        format!("/sign-in/oidc?{}", back(&self.back))
    }

    fn reason(&self) -> Option<(&'static str, String)> {
        let said = |tone, id| Some((tone, self.frame.t(id)));
        match self.occasion {
            Occasion::Asked => None,
            Occasion::Needed => said("info", "sign-in-needed"),
            Occasion::Expired => said("warning", "sign-in-expired"),
            Occasion::SignedOut => said("good", "sign-in-signed-out"),
            Occasion::StaleLink => said("warning", "sign-in-stale-link"),
        }
    }

    fn refusal(&self) -> Option<String> {
        match self.failure {
            Failure::None => None,
            Failure::Wrong => Some(self.frame.t("sign-in-wrong")),
            Failure::Wait(seconds) => {
                let (id, count) =
                    if seconds < 90 { ("n-seconds", seconds.max(1)) } else { ("n-minutes", seconds.div_ceil(60)) };
                Some(self.frame.tx("sign-in-wait", &[("time", &self.frame.tc(id, count))]))
            }
            Failure::Provider => Some(self.frame.t("sign-in-provider-failed")),
            Failure::Stranger => Some(self.frame.t("sign-in-stranger")),
        }
    }
}

/// Changing one's own password; new accounts must.
#[derive(Debug, Clone, Template)]
#[template(path = "password.html")]
pub struct PasswordPage<'a> {
    /// What every page has around it.
    pub frame: &'a Frame,
    /// Whether the password was set by somebody else and must be changed before anything else.
    pub must: bool,
    /// What is wrong: fields `current`, `new` and `again`.
    pub mistakes: Mistakes,
    /// Where the form is sent.
    pub action: String,
    /// Where to go afterwards; a path on this node.
    pub back: String,
}
