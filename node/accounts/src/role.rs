//! What people may do.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody may do. None includes another, except that everybody who signs in reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Reader,
    /// Writes drafts and submits them.
    Publisher,
    /// Approves what others submitted, or sends it back.
    Approver,
    /// Decides who signs in, and sees what was done.
    Administrator,
}

impl Role {
    /// All roles, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Publisher, Self::Approver, Self::Administrator];

    /// The role as it is written in files, settings and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Publisher => "publisher",
            Self::Approver => "approver",
            Self::Administrator => "administrator",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word that is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no role: write reader, publisher, approver or administrator")]
pub struct RoleError(String);

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, RoleError> {
        let found = Self::ALL.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| RoleError(text.chars().filter(|c| !c.is_control()).take(40).collect()))
    }
}

/// A set of roles. In files and JSON a list, from the least to the most.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Vec<Role>", into = "Vec<Role>")]
#[schemars(with = "Vec<Role>")]
pub struct Roles(u8);

impl Roles {
    /// No role.
    pub const NONE: Self = Self(0);

    /// Whether the set has this role.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// This set and this role.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// What both sets have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the other set has all roles of this one.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether there is no role.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles, from the least to the most.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        roles.into_iter().collect()
    }
}

impl From<Roles> for Vec<Role> {
    fn from(roles: Roles) -> Self {
        roles.iter().collect()
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, role) in self.iter().enumerate() {
            write!(f, "{}{role}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_word_round_trips_and_another_is_named() {
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert_eq!("root\u{7}".parse::<Role>().unwrap_err().to_string().split(':').next(), Some("`root` is no role"));
    }

    #[test]
    fn set_has_each_role_once_in_one_order() {
        let roles: Roles = serde_json::from_str(r#"["approver","reader","approver"]"#).unwrap();
        assert_eq!(serde_json::to_string(&roles).unwrap(), r#"["reader","approver"]"#);
        assert_eq!(roles.to_string(), "reader, approver");
        assert!(roles.contains(Role::Approver) && !roles.contains(Role::Administrator));
        assert!(serde_json::from_str::<Roles>(r#"["root"]"#).is_err());
    }

    #[test]
    fn set_is_within_another_if_that_has_all_its_roles() {
        let both = Roles::NONE.with(Role::Reader).with(Role::Publisher);
        assert!(Roles::NONE.with(Role::Publisher).within(both));
        assert!(!both.with(Role::Approver).within(both));
        assert_eq!(both.and(Roles::NONE.with(Role::Publisher).with(Role::Approver)).to_string(), "publisher");
        assert!(Roles::NONE.within(both) && Roles::NONE.is_empty());
    }
}
