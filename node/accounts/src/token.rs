//! Tokens: how programs show for whom they ask.

use std::collections::HashMap;

use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::AccessError;
use crate::file::Content;
use crate::role::Roles;
use crate::secret::Key;

/// What every token begins with, so that programs that look for leaked secrets know it.
pub const TOKEN_PREFIX: &str = "emn_";
/// Days for which a token is valid, unless somebody says otherwise.
pub const DEFAULT_TOKEN_DAYS: u32 = 90;
/// Days for which a token is valid at most.
pub const LONGEST_TOKEN_DAYS: u32 = 366;

/// Tokens of one account that work at once.
const OF_ACCOUNT: usize = 50;
/// Tokens in the file.
const TOKENS: usize = 10_000;
/// Days for which a token that works no more stays in the list.
const REMEMBERED_DAYS: i64 = 366;
const DAY: i64 = 86_400;
const NAME_CHARS: usize = 64;

/// A token as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Token {
    pub(crate) id: String,
    /// Id of the account.
    pub(crate) account: String,
    pub(crate) name: String,
    pub(crate) scopes: Roles,
    pub(crate) created: Timestamp,
    pub(crate) expires: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) revoked: Option<Timestamp>,
    /// The day of the last use, such as `2026-11-24`: when exactly is nobody's business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_used: Option<String>,
    /// SHA-256 of the token and its purpose, in hexadecimal.
    pub(crate) hash: String,
}

impl Token {
    pub(crate) fn works(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && now < self.expires
    }

    pub(crate) fn view(&self, owner: String, now: Timestamp) -> TokenView {
        TokenView {
            id: self.id.clone(),
            name: self.name.clone(),
            account: self.account.clone(),
            owner,
            scopes: self.scopes,
            created: self.created,
            expires: self.expires,
            revoked: self.revoked,
            last_used: self.last_used.clone(),
            works: self.works(now),
        }
    }
}

/// A token as lists show it: all but the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TokenView {
    /// 16 hexadecimal digits, to revoke it by.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// Id of the account that it belongs to.
    pub account: String,
    /// Name of that account.
    pub owner: String,
    /// What it may do, as long as the account may.
    pub scopes: Roles,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends by itself.
    pub expires: Timestamp,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
    /// The day on which it was used last.
    pub last_used: Option<String>,
    /// Whether it is neither revoked nor expired.
    pub works: bool,
}

/// What a token begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may do: roles of its account.
    pub scopes: Roles,
    /// Days for which it is valid.
    pub days: u32,
}

impl NewToken {
    /// The name, if name and days will do.
    fn checked_name(&self) -> Result<String, AccessError> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(AccessError::TokenName);
        }
        if !(1..=LONGEST_TOKEN_DAYS).contains(&self.days) {
            return Err(AccessError::TokenDays);
        }
        Ok(name.to_owned())
    }
}

/// All tokens.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tokens {
    #[serde(default, rename = "token")]
    pub(crate) all: Vec<Token>,
    #[serde(skip)]
    by_hash: HashMap<Key, usize>,
}

impl Content for Tokens {
    const HEAD: &'static str = "# Tokens of programs. Written by `emn token` and the pages; kept as hashes only.";

    fn prepare(&mut self) -> Result<(), String> {
        if self.all.len() > TOKENS {
            return Err(format!("it lists more than {TOKENS} tokens"));
        }
        self.by_hash = HashMap::new();
        for (index, token) in self.all.iter().enumerate() {
            let hash = Key::from_hex(&token.hash).ok_or_else(|| format!("the hash of token {} is none", token.id))?;
            if self.by_hash.insert(hash, index).is_some() {
                return Err(format!("token {} is listed twice", token.id));
            }
        }
        Ok(())
    }
}

impl Tokens {
    pub(crate) fn with_hash(&self, hash: &Key) -> Option<&Token> {
        self.by_hash.get(hash).and_then(|index| self.all.get(*index))
    }

    /// Adds a token of an account that has these roles.
    pub(crate) fn add(
        &mut self,
        (account, roles): (&str, Roles),
        new: &NewToken,
        id: String,
        hash: Key,
        now: Timestamp,
    ) -> Result<Token, AccessError> {
        let name = new.checked_name()?;
        if new.scopes.is_empty() || !new.scopes.within(roles) {
            return Err(AccessError::TokenScopes(roles.to_string()));
        }
        let ended = |token: &Token| token.revoked.map_or(token.expires, |revoked| revoked.min(token.expires));
        self.all.retain(|token| ended(token).plus_seconds(REMEMBERED_DAYS * DAY) > now);
        let working = || self.all.iter().filter(|token| token.account == account && token.works(now));
        if working().any(|token| token.name == name) {
            return Err(AccessError::TokenName);
        }
        if working().count() >= OF_ACCOUNT {
            return Err(AccessError::Full { what: "tokens of this account", limit: OF_ACCOUNT });
        }
        if self.all.len() >= TOKENS {
            return Err(AccessError::Full { what: "tokens", limit: TOKENS });
        }
        let token = Token {
            id,
            account: account.to_owned(),
            name,
            scopes: new.scopes,
            created: now,
            expires: now.plus_seconds(i64::from(new.days) * DAY),
            revoked: None,
            last_used: None,
            hash: hash.to_hex(),
        };
        self.all.push(token.clone());
        Ok(token)
    }

    /// From now on the token does not work; of this account only, if one is named.
    pub(crate) fn revoke(&mut self, id: &str, account: Option<&str>, now: Timestamp) -> Result<Token, AccessError> {
        let mut found = self.all.iter_mut().filter(|token| account.is_none_or(|account| token.account == account));
        let unknown = || AccessError::UnknownToken(id.chars().filter(|c| !c.is_control()).take(40).collect());
        let token = found.find(|token| token.id == id).ok_or_else(unknown)?;
        token.revoked.get_or_insert(now);
        Ok(token.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::Role;

    const READER: Roles = Roles::NONE.with(Role::Reader);

    fn new(name: &str) -> NewToken {
        NewToken { name: name.to_owned(), scopes: READER, days: DEFAULT_TOKEN_DAYS }
    }

    fn at(days: i64) -> Timestamp {
        Timestamp::from_unix(1_000_000 + days * DAY)
    }

    fn add(tokens: &mut Tokens, new: &NewToken, now: Timestamp) -> Result<Token, AccessError> {
        let number = tokens.all.len();
        tokens.add(
            ("a", READER),
            new,
            format!("{number:016}"),
            Key::of_parts(&[&number.to_string(), &now.to_string()]),
            now,
        )
    }

    #[test]
    fn token_works_until_it_expires_or_is_revoked() {
        let mut tokens = Tokens::default();
        let token = add(&mut tokens, &new("x"), at(0)).unwrap();
        assert!(token.works(at(89)) && !token.works(at(90)));
        assert!(tokens.revoke(&token.id, Some("b"), at(1)).is_err());
        assert!(!tokens.revoke(&token.id, Some("a"), at(1)).unwrap().works(at(1)));
        assert_eq!(tokens.revoke(&token.id, None, at(2)).unwrap().revoked, Some(at(1)));
    }

    #[test]
    fn name_scopes_and_days_are_checked() {
        let mut tokens = Tokens::default();
        for name in ["", " ", "a\nb", &"x".repeat(65)] {
            assert!(matches!(add(&mut tokens, &new(name), at(0)), Err(AccessError::TokenName)));
        }
        for days in [0, 367, u32::MAX] {
            assert!(matches!(add(&mut tokens, &NewToken { days, ..new("x") }, at(0)), Err(AccessError::TokenDays)));
        }
        for scopes in [Roles::NONE, READER.with(Role::Publisher)] {
            let refused = add(&mut tokens, &NewToken { scopes, ..new("x") }, at(0));
            assert!(matches!(refused, Err(AccessError::TokenScopes(_))));
        }
        add(&mut tokens, &new("x"), at(0)).unwrap();
        assert!(matches!(add(&mut tokens, &new(" x"), at(0)), Err(AccessError::TokenName)));
        // An expired one leaves its name to another.
        assert!(add(&mut tokens, &new("x"), at(90)).is_ok());
    }

    #[test]
    fn number_of_tokens_is_bounded_and_old_ones_go() {
        let mut tokens = Tokens::default();
        for number in 0..OF_ACCOUNT {
            add(&mut tokens, &new(&number.to_string()), at(0)).unwrap();
        }
        assert!(matches!(add(&mut tokens, &new("x"), at(0)), Err(AccessError::Full { .. })));
        add(&mut tokens, &new("x"), at(90)).unwrap();
        assert_eq!(tokens.all.len(), OF_ACCOUNT + 1);
        add(&mut tokens, &new("y"), at(90 + 366)).unwrap();
        assert_eq!(tokens.all.len(), 2);
    }

    #[test]
    fn damaged_list_is_refused() {
        let mut tokens = Tokens::default();
        add(&mut tokens, &new("x"), at(0)).unwrap();
        let text = toml::to_string(&tokens).unwrap();
        let mut again: Tokens = toml::from_str(&text).unwrap();
        again.prepare().unwrap();
        assert_eq!(again.all, tokens.all);
        let mut twice: Tokens = toml::from_str(&format!("{text}\n{text}")).unwrap();
        assert!(twice.prepare().is_err());
        tokens.all[0].hash.pop();
        assert!(tokens.prepare().is_err());
    }
}
