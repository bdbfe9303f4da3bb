//! Passwords: which will do, and how they are kept.

use std::fmt;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use unicode_normalization::UnicodeNormalization as _;

use crate::name::AccountName;

/// Characters that a password has at least. Length is what counts; no kinds of characters are asked for.
pub const SHORTEST_PASSWORD: usize = 12;
/// Characters that a password has at most: hashing a longer one would cost more than it is worth.
pub const LONGEST_PASSWORD: usize = 128;
/// Different characters that a password has at least.
const DIFFERENT: usize = 5;
/// The most that a hash in the file may cost: more than twelve times what this program asks for.
const MOST_MEMORY_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 4;

/// What attackers try first, in the languages of the network. Letters only: digits and signs around a word do not help.
const COMMON: [&str; 28] = [
    "password",
    "passwordpassword",
    "passw",
    "qwerty",
    "qwertyuiop",
    "azerty",
    "azertyuiop",
    "qwertz",
    "qwertzuiop",
    "asdfghjkl",
    "letmein",
    "letmeinplease",
    "welcome",
    "iloveyou",
    "administrator",
    "changeme",
    "changemeplease",
    "trustno",
    "wachtwoord",
    "welkom",
    "geheim",
    "motdepasse",
    "bienvenue",
    "passwort",
    "kennwort",
    "willkommen",
    "contrasena",
    "euaa",
];

/// Why a new password will not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// Too short.
    #[error("a password has at least {SHORTEST_PASSWORD} characters: a few words in a row are good")]
    Short,
    /// Too long.
    #[error("a password has at most {LONGEST_PASSWORD} characters")]
    Long,
    /// One of the first that somebody would try.
    #[error("this password is among the first that somebody would try: choose another")]
    Common,
    /// The name, or hardly more.
    #[error("a password must not be the name to sign in with")]
    Name,
    /// The same as before.
    #[error("this is the present password: choose another")]
    Same,
    /// There is not the memory to hash it.
    #[error("there is not enough memory to hash a password: try again later")]
    Memory,
}

/// The password as it is hashed: keyboards write one character in several ways.
fn normal(password: &str) -> Option<String> {
    // Before the work of normalising: a character has at most four bytes, and is made of a few at most.
    if password.len() > 16 * LONGEST_PASSWORD {
        return None;
    }
    let normal: String = password.nfc().collect();
    (normal.chars().count() <= LONGEST_PASSWORD).then_some(normal)
}

/// Whether a new password will do for this account.
pub(crate) fn check(password: &str, name: &AccountName) -> Result<(), PasswordError> {
    let password = normal(password).ok_or(PasswordError::Long)?;
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(PasswordError::Short);
    }
    let lower: String = password.chars().flat_map(char::to_lowercase).collect();
    // Digits and signs around a word are the second that is tried.
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let name_core = name.as_str().trim_matches(|c: char| !c.is_alphabetic());
    if lower == name.as_str() || (!core.is_empty() && core == name_core) {
        return Err(PasswordError::Name);
    }
    let mut different: Vec<char> = lower.chars().collect();
    different.sort_unstable();
    different.dedup();
    if COMMON.contains(&core) || different.len() < DIFFERENT || is_row(&lower) {
        return Err(PasswordError::Common);
    }
    Ok(())
}

/// Whether most characters follow from the one before, such as in `123456789012` or `abcdefghijkl`.
fn is_row(text: &str) -> bool {
    let chars: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = chars.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) == 1).count();
    steps * 4 > chars.len() * 3
}

/// A password that the program makes: twenty characters that nobody takes for one another, 100 bits.
pub(crate) fn generate(random: &[u8; 32]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut password = String::new();
    for (index, byte) in random[..20].iter().enumerate() {
        if index > 0 && index % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    password
}

/// What it costs to try a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// What OWASP asks for at least: Argon2id with 19 MiB, two passes, one lane.
    pub const RECOMMENDED: Self = Self { memory_kib: 19_456, passes: 2 };

    /// Next to nothing, so that tests of other things are quick. Never for real passwords.
    pub const fn cheap_for_tests() -> Self {
        Self { memory_kib: 8, passes: 1 }
    }

    fn hasher(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib, self.passes, 1, None);
        let params = params.expect("the two costs that there are stand within the limits of Argon2");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    /// The password as it is kept: a PHC string.
    pub(crate) fn hash(self, password: &str, salt: &[u8; 32]) -> Result<Hashed, PasswordError> {
        let password = normal(password).ok_or(PasswordError::Long)?;
        let hash = self.hasher().hash_password_with_salt(password.as_bytes(), &salt[..16]);
        hash.map(|hash| Hashed(hash.to_string())).map_err(|_| PasswordError::Memory)
    }

    /// Whether it is the password; costs the same when there is none to compare with.
    pub(crate) fn fits(self, password: &str, stored: Option<&Hashed>) -> bool {
        let given = normal(password);
        let stored = stored.and_then(|stored| PasswordHash::new(&stored.0).ok());
        match (given, stored) {
            (Some(given), Some(stored)) => self.hasher().verify_password(given.as_bytes(), &stored).is_ok(),
            (given, _) => {
                let given = given.unwrap_or_default();
                // For the time it takes only.
                let _ = self.hasher().hash_password_with_salt(given.as_bytes(), &[0; 16]);
                false
            }
        }
    }
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Hashed(String);

impl Hashed {
    /// Whether this program made it, or would have.
    pub(crate) fn is_sound(&self) -> bool {
        let Ok(hash) = PasswordHash::new(&self.0) else { return false };
        let Ok(params) = Params::try_from(&hash) else { return false };
        hash.algorithm == argon2::ARGON2ID_IDENT
            && hash.salt.is_some()
            && hash.hash.is_some()
            && params.m_cost() <= MOST_MEMORY_KIB
            && params.t_cost() <= MOST_PASSES
            && params.p_cost() <= MOST_LANES
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hashed(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn will_do(password: &str) -> Result<(), PasswordError> {
        check(password, &"a.jansen".parse().unwrap())
    }

    #[test]
    fn recommended_cost_is_what_owasp_asks_for() {
        let hash = Cost::RECOMMENDED.hash("correct horse battery", &[7; 32]).unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.as_str());
        assert!(hash.is_sound() && Cost::RECOMMENDED.fits("correct horse battery", Some(&hash)));
        assert!(!format!("{hash:?}").contains("argon2id"));
    }

    #[test]
    fn only_the_password_fits_however_it_is_typed() {
        let cost = Cost::cheap_for_tests();
        let hash = cost.hash("zo\u{eb} eet graag soep", &[7; 32]).unwrap();
        assert!(cost.fits("zoe\u{308} eet graag soep", Some(&hash)));
        for wrong in ["", "zoe eet graag soep", "zo\u{eb} eet graag soep ", &"x".repeat(10_000)] {
            assert!(!cost.fits(wrong, Some(&hash)), "{wrong}");
        }
        assert!(!cost.fits("", None) && !cost.fits("zo\u{eb} eet graag soep", None));
        assert_ne!(hash, cost.hash("zo\u{eb} eet graag soep", &[8; 32]).unwrap());
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(will_do("plantenmand"), Err(PasswordError::Short));
        assert_eq!(will_do("plantenmandj"), Ok(()));
        assert_eq!(will_do(&"μαρία τρώει ".repeat(10)), Ok(()));
        assert_eq!(will_do(&"plantenmand ".repeat(11)), Err(PasswordError::Long));
        assert_eq!(will_do(&"x".repeat(10_000_000)), Err(PasswordError::Long));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for common in [
            "password2026!",
            "Wachtwoord12",
            "123456789012",
            "111111111111",
            "abababababab",
            "abcdefghijkl",
            "987654321098",
            "!!Motdepasse!!",
            "qwertyuiop12",
        ] {
            assert_eq!(will_do(common), Err(PasswordError::Common), "{common}");
        }
        for name in ["a.jansen", "A.Jansen2026", "2026-a.jansen!"] {
            let refused = will_do(name);
            assert!(matches!(refused, Err(PasswordError::Name | PasswordError::Short)), "{name}: {refused:?}");
        }
        assert_eq!(will_do("a.jansen houdt van soep"), Ok(()));
    }

    #[test]
    fn generated_password_will_do() {
        let password = generate(&std::array::from_fn(|index| (index as u8).wrapping_mul(11)));
        assert_eq!(password.len(), 23);
        assert_eq!(will_do(&password), Ok(()));
        assert_ne!(password, generate(&[9; 32]));
    }

    #[test]
    fn hash_that_costs_too_much_or_is_none_is_unsound() {
        let sound = Cost::cheap_for_tests().hash("plantenmandje", &[7; 32]).unwrap();
        assert!(sound.is_sound());
        let with = |from: &str, to: &str| Hashed(sound.as_str().replace(from, to));
        assert!(!with("m=8", "m=4000000000").is_sound());
        assert!(!with("t=1", "t=4000000000").is_sound());
        assert!(!with("argon2id", "argon2i").is_sound());
        assert!(!Hashed("plantenmandje".to_owned()).is_sound());
    }
}
