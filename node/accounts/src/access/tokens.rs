//! Tokens of programs.

use emn_protocol::time::Timestamp;

use super::{Access, who};
use crate::error::AccessError;
use crate::file::FileError;
use crate::role::Role;
use crate::secret::{Key, Purpose, Secret, draw_id};
use crate::token::{NewToken, TOKEN_PREFIX, TokenView};
use crate::who::{Kind, Who};

impl Access {
    /// For whom the program with this token asks; none if it does not work, or the account may do nothing of what it is
    /// for. The first use of a token on a day is written to the file.
    ///
    /// # Errors
    /// [`FileError`] if accounts or tokens cannot be read: no token works then.
    pub fn token(&self, secret: &str, now: Timestamp) -> Result<Option<Who>, FileError> {
        if !secret.starts_with(TOKEN_PREFIX) {
            return Ok(None);
        }
        let key = Key::of(Purpose::Token, secret);
        let tokens = self.inner.tokens.read()?;
        let Some(token) = tokens.with_hash(&key).filter(|token| token.works(now)) else { return Ok(None) };
        let accounts = self.inner.accounts.read()?;
        let account = accounts.with_id(&token.account).filter(|account| account.disabled.is_none());
        let Some(account) = account else { return Ok(None) };
        let roles = token.scopes.and(account.roles.with(Role::Reader));
        if roles.is_empty() {
            return Ok(None);
        }
        self.note_use(key, token.last_used.as_deref(), now);
        Ok(Some(Who { roles, ..who(account, Kind::Token(token.name.clone())) }))
    }

    /// Writes down that a token was used on this day. It is a help for tidying up: if the disk refuses, or somebody
    /// changes the file at this moment, the day is left out.
    fn note_use(&self, key: Key, last: Option<&str>, now: Timestamp) {
        let today = now.date();
        if last == Some(today.as_str()) {
            return;
        }
        {
            let noted = &mut self.state().noted;
            if noted.0 != today {
                *noted = (today.clone(), std::collections::HashSet::new());
            }
            if !noted.1.insert(key) {
                return;
            }
        }
        let hash = key.to_hex();
        let _: Result<(), FileError> = self.inner.tokens.try_change(|tokens| {
            if let Some(token) = tokens.all.iter_mut().find(|token| token.hash == hash) {
                token.last_used = Some(today);
            }
            Ok(())
        });
    }

    /// Makes a token of the account with this name. Its secret is shown here, and kept nowhere.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn create_token(&self, name: &str, new: &NewToken, now: Timestamp) -> Result<(Secret, TokenView), AccessError> {
        let accounts = self.inner.accounts.read()?;
        let account = accounts.find(name)?;
        if account.disabled.is_some() {
            return Err(AccessError::Disabled(account.name.to_string()));
        }
        let secret = Secret::draw(TOKEN_PREFIX, self.inner.random).map_err(AccessError::Random)?;
        let key = Key::of(Purpose::Token, secret.as_str());
        let id = draw_id(self.inner.random).map_err(AccessError::Random)?;
        let token = self.inner.tokens.change(|tokens| {
            let roles = account.roles.with(Role::Reader);
            tokens.add((&account.id, roles), new, id, key, now)
        })?;
        Ok((secret, token.view(account.name.to_string(), now)))
    }

    /// All tokens, or those of the account with this id; the newest first.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn tokens(&self, account: Option<&str>, now: Timestamp) -> Result<Vec<TokenView>, FileError> {
        let accounts = self.inner.accounts.read()?;
        let owner = |id: &str| accounts.with_id(id).map_or_else(String::new, |account| account.name.to_string());
        let tokens = self.inner.tokens.read()?;
        let wanted = tokens.all.iter().filter(|token| account.is_none_or(|account| token.account == account));
        let mut views: Vec<TokenView> = wanted.map(|token| token.view(owner(&token.account), now)).collect();
        views.sort_by(|a, b| (b.created, &a.name).cmp(&(a.created, &b.name)));
        Ok(views)
    }

    /// From now on the token with this id does not work; only if it belongs to this account, where one is named.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn revoke_token(&self, id: &str, account: Option<&str>, now: Timestamp) -> Result<TokenView, AccessError> {
        let token = self.inner.tokens.change(|tokens| tokens.revoke(id, account, now))?;
        let accounts = self.inner.accounts.read()?;
        let owner = accounts.with_id(&token.account).map_or_else(String::new, |account| account.name.to_string());
        Ok(token.view(owner, now))
    }
}
