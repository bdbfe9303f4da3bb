//! Names to sign in with.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// Characters of a name.
const NAME_CHARS: usize = 64;
/// Characters of a full name.
const FULL_NAME_CHARS: usize = 100;
/// Names that the audit log uses for others than accounts.
const RESERVED: [&str; 3] = ["administrator", "node", crate::who::OWNER];

/// Why a name will not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Its form.
    #[error(
        "`{0}` will not do as a name to sign in with: write 1 to {NAME_CHARS} letters, digits or . _ - @, beginning with \
         a letter or digit"
    )]
    Form(String),
    /// It means somebody else.
    #[error("`{0}` is the name of somebody who needs no account: choose another")]
    Reserved(String),
    /// Form of a full name.
    #[error("`{0}` will not do as a full name: write 1 to {FULL_NAME_CHARS} characters on one line")]
    Full(String),
}

/// A name to sign in with: normalised, so that the same name typed in another way is the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountName(String);

impl AccountName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At most so many characters of what somebody typed, for a message.
fn shown(text: &str, chars: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(chars).collect()
}

impl FromStr for AccountName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let error = || NameError::Form(shown(text, NAME_CHARS));
        if text.len() > 8 * NAME_CHARS {
            return Err(error());
        }
        let name: String = text.trim().nfc().flat_map(char::to_lowercase).nfc().collect();
        let fits = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'));
        if !fits || !name.starts_with(char::is_alphanumeric) || name.chars().count() > NAME_CHARS {
            return Err(error());
        }
        if RESERVED.contains(&name.as_str()) {
            return Err(NameError::Reserved(name));
        }
        Ok(Self(name))
    }
}

impl TryFrom<String> for AccountName {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl From<AccountName> for String {
    fn from(name: AccountName) -> Self {
        name.0
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A full name as it is shown to colleagues.
pub(crate) fn full_name(text: &str) -> Result<String, NameError> {
    let name: String = text.trim().nfc().collect();
    // Characters that turn the direction of a line around would change what stands beside the name.
    let strange = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if name.is_empty() || name.chars().count() > FULL_NAME_CHARS || name.chars().any(strange) {
        return Err(NameError::Full(shown(&name, FULL_NAME_CHARS)));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_typed_in_another_way_is_the_same() {
        for (typed, name) in [
            ("a.jansen", "a.jansen"),
            (" A.Jansen ", "a.jansen"),
            ("ZOE\u{308}", "zo\u{eb}"),
            ("ΜΑΡΊΑ_1", "μαρία_1"),
            ("j@emn.example", "j@emn.example"),
        ] {
            assert_eq!(typed.parse::<AccountName>().unwrap().as_str(), name, "{typed}");
        }
    }

    #[test]
    fn name_of_another_form_is_refused() {
        let long = "a".repeat(65);
        let bomb = "a".repeat(1_000_000);
        for bad in ["", " ", ".", "-a", "@x", "a b", "a/b", "a\nb", "a\u{202e}b", "a<b", "a\u{0}", "a'", &long, &bomb] {
            assert!(matches!(bad.parse::<AccountName>(), Err(NameError::Form(_))), "{}", shown(bad, 20));
        }
        assert!("a".repeat(64).parse::<AccountName>().is_ok());
        assert!(bomb.parse::<AccountName>().unwrap_err().to_string().len() < 300);
    }

    #[test]
    fn name_that_the_audit_log_uses_is_refused() {
        for bad in ["owner", "Administrator", "NODE"] {
            assert!(matches!(bad.parse::<AccountName>(), Err(NameError::Reserved(_))), "{bad}");
        }
    }

    #[test]
    fn full_name_is_one_line_that_turns_nothing_around() {
        assert_eq!(full_name("  A. Jansen ").unwrap(), "A. Jansen");
        for bad in ["", "a\nb", "a\u{202e}b", "a\u{2066}b", &"x".repeat(101)] {
            assert!(full_name(bad).is_err());
        }
    }
}
