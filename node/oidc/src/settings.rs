//! What the administrator says about the provider.

use std::net::IpAddr;

use openidconnect::url::{Host, Url};

/// Words that a claim can be mapped to: the roles of an account.
pub const ROLES: &[&str] = &["reader", "publisher", "approver", "administrator"];

/// What the administrator says about the provider.
#[derive(Clone, Default)]
pub struct Settings {
    /// The provider's address, exactly as it signs it, such as `https://login.example.eu/realms/staff`.
    pub issuer: String,
    /// The name under which the provider knows this node.
    pub client_id: String,
    /// What the node proves itself with; `None` for a public client, which PKCE protects alone.
    pub client_secret: Option<String>,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// Where the provider sends the browser: the node's own address and `/sign-in/oidc/callback`.
    pub redirect_uri: String,
    /// Certificates in PEM that may vouch for the provider, *instead* of the public authorities: an administration with
    /// authorities of its own does not want others to be able to vouch for its provider.
    pub ca_pem: Option<Vec<u8>>,
    /// The claim that an account is named after; `preferred_username` if empty.
    pub name_claim: String,
    /// The claim with a person's groups; a path with dots for one within another. Empty: groups are not looked at.
    pub roles_claim: String,
    /// Which group gives which role; several pairs for one group give several.
    pub role_map: Vec<(String, String)>,
}

// The secret must not reach a log by way of a derived `Debug`.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// What is wrong with a setting, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// An address will not do.
    #[error("{key} is '{value}', which {why}")]
    Address {
        /// The setting.
        key: &'static str,
        /// Its value.
        value: String,
        /// What is wrong.
        why: &'static str,
    },
    /// No client id.
    #[error("oidc.client_id is empty: write the name under which the provider knows this node")]
    ClientId,
    /// A role that does not exist.
    #[error("oidc.role_map gives the role '{0}', which does not exist; there are: {roles}", roles = ROLES.join(", "))]
    Role(String),
    /// A pair of `oidc.role_map` that is none.
    #[error("oidc.role_map has '{0}', which is no pair such as emn-publishers=publisher")]
    Pair(String),
    /// `role_map` without `roles_claim`.
    #[error("oidc.role_map is given, but oidc.roles_claim is not: say which claim holds the groups")]
    RolesClaim,
    /// The file with authorities holds none.
    #[error("oidc.ca_file holds no certificate that can be read: it must be a PEM file with 'BEGIN CERTIFICATE'")]
    Certificates,
}

impl Settings {
    /// Reads pairs such as `emn-publishers=publisher`. The last `=` counts: names of groups may hold some.
    ///
    /// # Errors
    /// [`SettingsError::Pair`], [`SettingsError::Role`].
    pub fn read_role_map<'a>(pairs: impl IntoIterator<Item = &'a str>) -> Result<Vec<(String, String)>, SettingsError> {
        let pair = |text: &'a str| {
            let (group, role) = text.rsplit_once('=').ok_or_else(|| SettingsError::Pair(text.to_owned()))?;
            let (group, role) = (group.trim(), role.trim());
            if group.is_empty() {
                return Err(SettingsError::Pair(text.to_owned()));
            }
            known(role).map(|()| (group.to_owned(), role.to_owned()))
        };
        pairs.into_iter().map(pair).collect()
    }

    /// Whether these settings can work at all.
    ///
    /// # Errors
    /// What is wrong first.
    pub fn check(&self) -> Result<(), SettingsError> {
        check_issuer(&self.issuer)?;
        let back = Url::parse(&self.redirect_uri);
        let back = back.map_err(|_| wrong("web.origin", &self.redirect_uri, "is no address"))?;
        safe(&back).map_err(|why| wrong("web.origin", &self.redirect_uri, why))?;
        if self.client_id.trim().is_empty() {
            return Err(SettingsError::ClientId);
        }
        if !self.role_map.is_empty() && self.roles_claim.is_empty() {
            return Err(SettingsError::RolesClaim);
        }
        self.role_map.iter().try_for_each(|(_, role)| known(role))
    }
}

/// Whether this can be a provider's address: encrypted, or on this machine.
///
/// # Errors
/// [`SettingsError::Address`].
pub fn check_issuer(issuer: &str) -> Result<(), SettingsError> {
    let url = Url::parse(issuer).map_err(|_| wrong("oidc.issuer", issuer, "is no address"))?;
    safe(&url).map_err(|why| wrong("oidc.issuer", issuer, why))?;
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(wrong("oidc.issuer", issuer, "has a name, a query or a fragment in it"));
    }
    Ok(())
}

fn wrong(key: &'static str, value: &str, why: &'static str) -> SettingsError {
    SettingsError::Address { key, value: value.to_owned(), why }
}

fn known(role: &str) -> Result<(), SettingsError> {
    if ROLES.contains(&role) { Ok(()) } else { Err(SettingsError::Role(role.to_owned())) }
}

/// Whether secrets may travel to this address: encrypted, or without leaving this machine.
pub(crate) fn safe(url: &Url) -> Result<(), &'static str> {
    match (url.scheme(), url.host()) {
        (_, None) => Err("has no host"),
        ("https", Some(_)) => Ok(()),
        ("http", Some(host)) if is_loopback(&host) => Ok(()),
        ("http", Some(_)) => Err("is not encrypted: it must begin with https:// unless it is on this machine"),
        _ => Err("must begin with https://"),
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => IpAddr::from(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::from(*address).is_loopback(),
    }
}
