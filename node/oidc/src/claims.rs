//! Who a person is, as the provider says.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::settings::Settings;

/// Characters of a text claim; longer ones are not taken, since a cut name is another name.
const TEXT: usize = 256;
/// Groups that are looked at. Directories give people some hundred.
const GROUPS: usize = 2_000;

/// Claims that OpenID Connect has no name for, such as groups.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Further(Map<String, Value>);

impl openidconnect::AdditionalClaims for Further {}

/// Who a person is, as the provider says. Only issuer and subject together name a person for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The provider.
    pub issuer: String,
    /// The person, in the provider's own way of counting.
    pub subject: String,
    /// What the account is named after, by the claim that the administrator chose.
    pub preferred_username: Option<String>,
    /// The name to show.
    pub name: Option<String>,
    /// The address of mail, if the provider does not say that it is unverified.
    pub email: Option<String>,
    /// The groups of the claim that the administrator chose.
    pub groups: Vec<String>,
}

impl Claims {
    pub(crate) fn read(issuer: String, subject: String, all: &Map<String, Value>, settings: &Settings) -> Self {
        let named = if settings.name_claim.is_empty() { "preferred_username" } else { &settings.name_claim };
        let verified = all.get("email_verified") != Some(&Value::Bool(false));
        Self {
            issuer,
            subject,
            preferred_username: find(all, named).and_then(text),
            name: find(all, "name").and_then(text),
            email: find(all, "email").and_then(text).filter(|_| verified),
            groups: find(all, &settings.roles_claim).map(texts).unwrap_or_default(),
        }
    }

    /// The roles that the groups give by this map, each once, in its order. Empty: the provider gives none.
    pub fn roles(&self, map: &[(String, String)]) -> Vec<String> {
        let mut roles: Vec<String> = Vec::new();
        for (group, role) in map {
            if self.groups.contains(group) && !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        roles
    }
}

/// A claim by its name, or by a path: `realm_access.roles` is `roles` within `realm_access`, unless a claim has that
/// very name.
fn find<'a>(all: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    if let Some(value) = all.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    find(all.get(first)?.as_object()?, rest)
}

fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    let fits = !text.is_empty() && text.chars().count() <= TEXT && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// One text, or a list of them: providers write a single group either way.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(many) => many.iter().take(GROUPS).filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(claims: Value, roles_claim: &str) -> Claims {
        let settings = Settings { roles_claim: roles_claim.to_owned(), ..Settings::default() };
        Claims::read("i".to_owned(), "s".to_owned(), claims.as_object().expect("an object"), &settings)
    }

    #[test]
    fn groups_are_found_by_name_by_path_and_as_one_text() {
        let of = |claims, path| read(claims, path).groups;
        assert_eq!(of(serde_json::json!({"groups": ["a", "b"]}), "groups"), ["a", "b"]);
        assert_eq!(of(serde_json::json!({"realm": {"roles": ["a"]}}), "realm.roles"), ["a"]);
        assert_eq!(of(serde_json::json!({"https://x.eu/groups": "a"}), "https://x.eu/groups"), ["a"]);
        assert_eq!(of(serde_json::json!({"groups": 7}), "groups"), [""; 0]);
        assert_eq!(of(serde_json::json!({"groups": ["a"]}), ""), [""; 0]);
    }

    #[test]
    fn texts_that_are_too_long_or_hold_control_characters_are_not_taken() {
        let claims = read(serde_json::json!({"name": "a\nb", "preferred_username": "x".repeat(300)}), "");
        assert_eq!((claims.name, claims.preferred_username), (None, None));
    }

    #[test]
    fn unverified_mail_is_not_taken() {
        assert_eq!(read(serde_json::json!({"email": "a@b.eu", "email_verified": false}), "").email, None);
        assert_eq!(read(serde_json::json!({"email": "a@b.eu"}), "").email.as_deref(), Some("a@b.eu"));
    }

    #[test]
    fn roles_come_once_each_and_only_from_mapped_groups() {
        let map = Settings::read_role_map(["p=publisher", "q=publisher", "a=approver", "cn=x,dc=eu=reader"]);
        let map = map.expect("pairs of known roles");
        let claims = read(serde_json::json!({"groups": ["q", "p", "cn=x,dc=eu", "administrator"]}), "groups");
        assert_eq!(claims.roles(&map), ["publisher", "reader"]);
    }
}
