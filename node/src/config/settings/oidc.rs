//! Settings of the administration's own sign-in.

use std::path::PathBuf;

use super::{Form, Setting, Value};
use crate::config::OidcConfig;

const fn text(key: &'static str, default: &'static [&'static str], about: &'static [&'static str]) -> Setting {
    Setting { key, form: Form::Text, default, about, also: &[], check: |_| Ok(()) }
}

pub(super) const ISSUER: Setting = Setting {
    check: |value| match value.text() {
        "" => Ok(()),
        issuer => emn_oidc::check_issuer(issuer).map_err(|error| error.to_string()),
    },
    ..text(
        "oidc.issuer",
        &[""],
        &[
            "The provider's address, exactly as it names itself, such as \"https://login.example.eu/realms/staff\". Empty:",
            "people sign in with a password of this node only. Register the node there as a client with the redirect",
            "address ORIGIN/sign-in/oidc/callback; ORIGIN is `web.origin`, or else http:// and `api.listen`.",
        ],
    )
};

pub(super) const CLIENT_ID: Setting =
    text("oidc.client_id", &[""], &["The name under which the provider knows this node."]);

pub(super) const CLIENT_SECRET_FILE: Setting = text(
    "oidc.client_secret_file",
    &[""],
    &[
        "A file with the secret that the provider gave this node, which nobody but the owner may read (mode 0600). Empty",
        "for a client without one. A path within the node's folder, or from the root.",
    ],
);

pub(super) const SCOPES: Setting = Setting {
    form: Form::List,
    ..text(
        "oidc.scopes",
        &["profile", "email"],
        &["What is asked for besides \"openid\". Add what your provider needs to name groups, often \"groups\"."],
    )
};

pub(super) const NAME_CLAIM: Setting = text(
    "oidc.name_claim",
    &["preferred_username"],
    &["The claim with the name to sign in with. It must be one in which nobody can write another person's name."],
);

pub(super) const ROLES_CLAIM: Setting = text(
    "oidc.roles_claim",
    &[""],
    &["The claim with a person's groups, such as \"groups\" or \"realm_access.roles\". Goes with `role_map`."],
);

pub(super) const ROLE_MAP: Setting = Setting {
    form: Form::List,
    check: |value| {
        let pairs = value.list().iter().map(String::as_str);
        emn_oidc::Settings::read_role_map(pairs).map(|_| ()).map_err(|error| error.to_string())
    },
    ..text(
        "oidc.role_map",
        &[""],
        &[
            "Which group gives which role, such as [\"emn-publishers=publisher\", \"emn-approvers=approver\"]. Roles are",
            "reader, publisher, approver and administrator. With a map, the provider decides at each sign-in: accounts are",
            "made and their roles set by the groups, and who is in none of them is not let in. Without one, only people",
            "whose account the administrator linked (`emn user link`) sign in this way, with the roles that they have.",
        ],
    )
};

pub(super) const CA_FILE: Setting = text(
    "oidc.ca_file",
    &[""],
    &["Certificates (PEM) that may vouch for the provider, instead of the public authorities. Empty: the public ones."],
);

pub(super) const NAME: Setting =
    text("oidc.name", &["your organisation"], &["What the sign-in is called on the button, after \"Sign in with\"."]);

/// The settings from a checked value for each key; none when no provider is named.
pub(super) fn build<'a>(value: impl Fn(&str) -> Option<&'a Value>) -> Option<OidcConfig> {
    let text = |key: &str| value(key).map_or_else(String::new, |value| value.text().trim().to_owned());
    let list = |key: &str| value(key).map_or_else(Vec::new, |value| value.list().to_vec());
    let path = |key: &str| Some(text(key)).filter(|path| !path.is_empty()).map(PathBuf::from);
    let issuer = Some(text("oidc.issuer")).filter(|issuer| !issuer.is_empty())?;
    Some(OidcConfig {
        issuer,
        client_id: text("oidc.client_id"),
        client_secret_file: path("oidc.client_secret_file"),
        scopes: list("oidc.scopes"),
        name_claim: text("oidc.name_claim"),
        roles_claim: text("oidc.roles_claim"),
        role_map: list("oidc.role_map"),
        ca_file: path("oidc.ca_file"),
        name: text("oidc.name"),
    })
}
