//! What an administrator does with accounts. They are named as people type them.

use emn_protocol::time::Timestamp;

use super::Access;
use crate::account::{Account, AccountView, NewAccount, Provider, Subject};
use crate::error::AccessError;
use crate::file::FileError;
use crate::name::{self, AccountName};
use crate::password::{self, Hashed};
use crate::role::{Role, Roles};
use crate::secret::{Secret, draw_id};

/// How the person of a new account signs in at first.
#[derive(Clone, PartialEq, Eq)]
pub enum Initial<'a> {
    /// With this password.
    Given(&'a str),
    /// With a password that is made, and must be changed at the first sign-in.
    Generated,
    /// At the administration's provider, without a password here.
    Provider(Provider),
}

impl std::fmt::Debug for Initial<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Given(_) => "Given(…)",
            Self::Generated => "Generated",
            Self::Provider(_) => "Provider(…)",
        })
    }
}

/// An account that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The account.
    pub account: AccountView,
    /// The password that was made, to be handed over; it is kept nowhere.
    pub password: Option<Secret>,
}

impl Access {
    /// All accounts, in the order in which they were made.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn accounts(&self) -> Result<Vec<AccountView>, FileError> {
        Ok(self.inner.accounts.read()?.all.iter().map(Account::view).collect())
    }

    /// The account with this name.
    ///
    /// # Errors
    /// [`AccessError::Unknown`], [`AccessError::Name`] or [`AccessError::File`].
    pub fn account(&self, name: &str) -> Result<AccountView, AccessError> {
        self.inner.accounts.read()?.find(name).map(Account::view)
    }

    /// The account with this id.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn account_with_id(&self, id: &str) -> Result<Option<AccountView>, FileError> {
        Ok(self.inner.accounts.read()?.with_id(id).map(Account::view))
    }

    /// Makes an account. Everybody gets the role of a reader.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn add(&self, new: &NewAccount, initial: Initial<'_>, now: Timestamp) -> Result<Added, AccessError> {
        let name: AccountName = new.name.parse()?;
        // Before a password is hashed, which takes its time; it is checked again when the file is changed.
        if self.inner.accounts.read()?.named(&name).is_some() {
            return Err(AccessError::Listed(name.to_string()));
        }
        let (hashed, made, provider) = match initial {
            Initial::Given(password) => (Some(self.hash(password, &name)?), None, None),
            Initial::Generated => {
                let (password, hashed) = self.generate(&name)?;
                (Some(hashed), Some(password), None)
            }
            Initial::Provider(provider) => (None, None, Some(provider)),
        };
        let id = draw_id(self.inner.random).map_err(AccessError::Random)?;
        let account = self.inner.accounts.change(|accounts| {
            let account = accounts.add(new, id, hashed, provider, now)?;
            account.must_change = made.is_some();
            Ok::<AccountView, AccessError>(account.view())
        })?;
        Ok(Added { account, password: made })
    }

    /// Makes an account for a person whom the provider has vouched for.
    ///
    /// # Errors
    /// [`AccessError`]; [`AccessError::Linked`] if the person has an account already, perhaps a disabled one;
    /// [`AccessError::Listed`] if the name belongs to somebody else.
    pub fn provision(
        &self,
        name: &str,
        full_name: Option<&str>,
        roles: Roles,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<AccountView, AccessError> {
        let new = NewAccount { name: name.to_owned(), full_name: full_name.map(str::to_owned), roles };
        self.add(&new, Initial::Provider(Provider::subject(subject)), now).map(|added| added.account)
    }

    /// From now on the account does not sign in, and what it had open ends. Its tokens do not work.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn disable(&self, name: &str, now: Timestamp) -> Result<AccountView, AccessError> {
        self.change(name, |account| {
            account.disabled.get_or_insert(now);
            account.move_on();
        })
    }

    /// The account signs in again, as before.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn enable(&self, name: &str) -> Result<AccountView, AccessError> {
        self.change(name, |account| {
            account.disabled = None;
            account.move_on();
        })
    }

    /// Gives the account these roles and no others, but for that of a reader, which everybody has. Its sessions end.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn set_roles(&self, name: &str, roles: Roles) -> Result<AccountView, AccessError> {
        self.change(name, |account| {
            account.roles = roles.with(Role::Reader);
            account.move_on();
        })
    }

    /// Changes the name for people.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn set_full_name(&self, name: &str, full_name: &str) -> Result<AccountView, AccessError> {
        let full_name = name::full_name(full_name)?;
        self.change(name, |account| account.full_name = full_name)
    }

    /// Links the account to the provider, or to none. Its sessions end.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn link(&self, name: &str, provider: Option<Provider>) -> Result<AccountView, AccessError> {
        let account = self.inner.accounts.change(|accounts| {
            let id = accounts.find(name)?.id.clone();
            if let Some(provider) = &provider {
                accounts.check_link(provider, Some(&id))?;
            }
            let account = accounts.find_mut(name)?;
            account.provider = provider;
            account.move_on();
            Ok::<AccountView, AccessError>(account.view())
        })?;
        self.end_all(&account.id);
        Ok(account)
    }

    /// Gives the account this password. Its sessions end.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn set_password(&self, name: &str, password: &str) -> Result<AccountView, AccessError> {
        let parsed = self.inner.accounts.read()?.find(name)?.name.clone();
        let hashed = self.hash(password, &parsed)?;
        self.change(name, |account| {
            account.password = Some(hashed);
            account.must_change = false;
            account.move_on();
        })
    }

    /// Gives the account a password that is made, and must be changed at the next sign-in. Its sessions end.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn reset_password(&self, name: &str) -> Result<Added, AccessError> {
        let parsed = self.inner.accounts.read()?.find(name)?.name.clone();
        let (password, hashed) = self.generate(&parsed)?;
        let account = self.change(name, |account| {
            account.password = Some(hashed);
            account.must_change = true;
            account.move_on();
        })?;
        Ok(Added { account, password: Some(password) })
    }

    fn change(&self, name: &str, change: impl FnOnce(&mut Account)) -> Result<AccountView, AccessError> {
        let (account, moved) = self.inner.accounts.change(|accounts| {
            let account = accounts.find_mut(name)?;
            let before = account.stamp();
            change(account);
            Ok::<_, AccessError>((account.view(), account.stamp() != before))
        })?;
        if moved {
            self.end_all(&account.id);
        }
        Ok(account)
    }

    fn generate(&self, name: &AccountName) -> Result<(Secret, Hashed), AccessError> {
        let password = password::generate(&(self.inner.random)().map_err(AccessError::Random)?);
        let hashed = self.hash(&password, name)?;
        Ok((Secret::of(password), hashed))
    }

    fn hash(&self, password: &str, name: &AccountName) -> Result<Hashed, AccessError> {
        password::check(password, name)?;
        let _turn = self.inner.hashing.turn().ok_or(AccessError::Busy)?;
        let salt = (self.inner.random)().map_err(AccessError::Random)?;
        Ok(self.inner.settings.cost.hash(password, &salt)?)
    }
}
