//! Signing in: with a password, a link, or at the administration's provider.

use std::io;

use emn_protocol::time::Timestamp;

use super::{Access, owner_stamp, visit};
use crate::account::{Account, Subject};
use crate::error::{AccessError, SignInError};
use crate::link::Link;
use crate::name::AccountName;
use crate::password::{self, PasswordError};
use crate::secret::{Key, Purpose, Secret};
use crate::session::{NewSession, Session, Way};
use crate::who::OWNER;

impl Access {
    /// Signs in with name and password. `source` is the address that the attempt comes from.
    ///
    /// # Errors
    /// [`SignInError`]. Whether the name is unknown, the account disabled or the password wrong shows neither in the
    /// error nor in the time it takes.
    pub fn sign_in(&self, name: &str, password: &str, source: &str, now: Timestamp) -> Result<NewSession, SignInError> {
        let _turn = self.inner.hashing.turn().ok_or(SignInError::Busy)?;
        self.state().throttle.attempt(name, source, now).map_err(|seconds| SignInError::Wait { seconds })?;
        let accounts = self.inner.accounts.read()?;
        let parsed: Option<AccountName> = name.parse().ok();
        let account = parsed.and_then(|name| accounts.named(&name));
        let stored = account.and_then(|account| account.password.as_ref());
        let fits = self.inner.settings.cost.fits(password, stored);
        let account = account.filter(|account| fits && account.disabled.is_none()).ok_or(SignInError::Wrong)?;
        self.state().throttle.succeeded(name, source);
        self.begin(Some(account), Way::Password, now).map_err(SignInError::Random)
    }

    /// Makes a link for the account with this name, or for the owner: whoever has it is signed in, once, within ten
    /// minutes.
    ///
    /// # Errors
    /// [`AccessError`] if there is no such account, or it is disabled.
    pub fn make_link(&self, name: Option<&str>, now: Timestamp) -> Result<Secret, AccessError> {
        let (account, stamp) = match name {
            None | Some(OWNER) => (OWNER.to_owned(), owner_stamp()),
            Some(name) => {
                let accounts = self.inner.accounts.read()?;
                let account = accounts.find(name)?;
                if account.disabled.is_some() {
                    return Err(AccessError::Disabled(account.name.to_string()));
                }
                (account.id.clone(), account.stamp())
            }
        };
        let secret = Secret::draw("", self.inner.random).map_err(AccessError::Random)?;
        self.state().links.add(Key::of(Purpose::Link, secret.as_str()), Link { account, stamp, made: now });
        Ok(secret)
    }

    /// Signs in with a link's secret, which does not work a second time.
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn sign_in_link(&self, secret: &str, now: Timestamp) -> Result<NewSession, SignInError> {
        let link = self.state().links.take(&Key::of(Purpose::Link, secret), now).ok_or(SignInError::Wrong)?;
        if link.account == OWNER {
            return self.begin(None, Way::Link, now).map_err(SignInError::Random);
        }
        let accounts = self.inner.accounts.read()?;
        let account = accounts.with_id(&link.account);
        let account = account.filter(|account| account.disabled.is_none() && account.stamp() == link.stamp);
        self.begin(Some(account.ok_or(SignInError::Wrong)?), Way::Link, now).map_err(SignInError::Random)
    }

    /// Signs in a person whom the administration's provider has vouched for. The account is the one that is linked to
    /// the subject; or else the one that the administrator linked to the login and that nobody has used yet, which is
    /// linked to the subject from now on. `login` must be a claim in which the provider lets nobody write another's.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] if no account is linked, or it is disabled. [`Access::provision`] makes one.
    pub fn sign_in_subject(
        &self,
        subject: &Subject,
        login: Option<&str>,
        now: Timestamp,
    ) -> Result<NewSession, SignInError> {
        let accounts = self.inner.accounts.read()?;
        let account = accounts.linked(subject, login).filter(|account| account.disabled.is_none());
        let account = account.ok_or(SignInError::Wrong)?;
        if account.provider.as_ref().is_some_and(|provider| provider.subject.is_some()) {
            return self.begin(Some(account), Way::Provider, now).map_err(SignInError::Random);
        }
        let account = self.inner.accounts.change(|accounts| {
            let id = accounts.linked(subject, login).filter(|account| account.disabled.is_none());
            let id = id.map(|account| account.id.clone()).ok_or(SignInError::Wrong)?;
            let account = accounts.all.iter_mut().find(|account| account.id == id).ok_or(SignInError::Wrong)?;
            if let Some(provider) = &mut account.provider {
                provider.subject = Some(subject.subject.clone());
            }
            Ok::<Account, SignInError>(account.clone())
        })?;
        self.begin(Some(&account), Way::Provider, now).map_err(SignInError::Random)
    }

    /// Changes the password of who is signed in with this session. All sessions of the account end; the one that is
    /// returned takes the place of this one.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn change_password(
        &self,
        secret: &str,
        present: &str,
        new: &str,
        source: &str,
        now: Timestamp,
    ) -> Result<NewSession, AccessError> {
        let visit = self.session(secret, now)?.ok_or(AccessError::NoSession)?;
        let accounts = self.inner.accounts.read()?;
        let account = accounts.with_id(&visit.who.account).ok_or(AccessError::NoPassword)?;
        let stored = account.password.as_ref().ok_or(AccessError::NoPassword)?;
        password::check(new, &account.name)?;
        let _turn = self.inner.hashing.turn().ok_or(AccessError::Busy)?;
        let name = account.name.as_str();
        self.state().throttle.attempt(name, source, now).map_err(|seconds| AccessError::Wait { seconds })?;
        let cost = self.inner.settings.cost;
        if !cost.fits(present, Some(stored)) {
            return Err(AccessError::WrongPassword);
        }
        self.state().throttle.succeeded(name, source);
        if cost.fits(new, Some(stored)) {
            return Err(PasswordError::Same.into());
        }
        let hashed = cost.hash(new, &(self.inner.random)().map_err(AccessError::Random)?)?;
        let changed = self.inner.accounts.change(|accounts| {
            let now_listed = accounts.find_mut(name)?;
            // Somebody may have reset it, or disabled the account, since it was read.
            if now_listed.stamp() != account.stamp() {
                return Err(AccessError::NoSession);
            }
            now_listed.password = Some(hashed);
            now_listed.must_change = false;
            now_listed.move_on();
            Ok(now_listed.clone())
        })?;
        self.end_all(&changed.id);
        self.begin(Some(&changed), visit.way, now).map_err(AccessError::Random)
    }

    /// Opens a session for this account, or for the owner.
    fn begin(&self, account: Option<&Account>, way: Way, now: Timestamp) -> io::Result<NewSession> {
        let secret = Secret::draw("", self.inner.random)?;
        let key = Key::of(Purpose::Session, secret.as_str());
        let (id, stamp) = account.map_or_else(|| (OWNER.to_owned(), owner_stamp()), |a| (a.id.clone(), a.stamp()));
        let session = Session::new(id, stamp, way, now);
        let visit = visit(secret.as_str(), &key, &session, account);
        self.state().sessions.open(key, session);
        Ok(NewSession { secret, visit })
    }
}
