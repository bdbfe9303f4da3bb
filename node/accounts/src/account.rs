//! Accounts, and the file that lists them.

use std::collections::HashMap;

use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::AccessError;
use crate::file::Content;
use crate::name::{self, AccountName};
use crate::password::Hashed;
use crate::role::{Role, Roles};
use crate::secret::Key;

/// Accounts of a node. An administration has hundreds.
const ACCOUNTS: usize = 10_000;
/// Bytes of an issuer's address, a subject or a login; OpenID Connect allows a subject as many.
const LINK_BYTES: usize = 255;

/// A person as the administration's provider names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The provider's address.
    pub issuer: String,
    /// Its name for the person, which it gives to nobody else and never again.
    pub subject: String,
}

/// How an account is linked to the administration's provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The provider's address.
    pub issuer: String,
    /// Its name for the person. Absent until a person with this login has signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The login of the person, where the administrator does not know the subject. It counts at the first sign-in only:
    /// a login may pass to somebody else later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
}

impl Provider {
    /// Linked by subject.
    pub fn subject(subject: &Subject) -> Self {
        Self { issuer: subject.issuer.clone(), subject: Some(subject.subject.clone()), login: None }
    }

    /// Linked by login, until the person has signed in.
    pub fn login(issuer: impl Into<String>, login: impl Into<String>) -> Self {
        Self { issuer: issuer.into(), subject: None, login: Some(login.into()) }
    }

    fn is_sound(&self) -> bool {
        let fits = |text: &String| !text.is_empty() && text.len() <= LINK_BYTES && !text.chars().any(char::is_control);
        let known = self.subject.iter().chain(&self.login);
        fits(&self.issuer) && known.clone().count() > 0 && known.into_iter().all(fits)
    }
}

/// An account as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) name: AccountName,
    pub(crate) full_name: String,
    pub(crate) roles: Roles,
    pub(crate) created: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) disabled: Option<Timestamp>,
    /// Counts what ends sessions, so that disabling and enabling in between ends them as well.
    #[serde(default)]
    pub(crate) state: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) password: Option<Hashed>,
    /// The password is an initial one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) must_change: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) provider: Option<Provider>,
}

impl Account {
    /// Tells one state of the account from another: password, roles, disabled or not.
    pub(crate) fn stamp(&self) -> Key {
        Key::of_parts(&[
            &self.id,
            &self.state.to_string(),
            &self.roles.to_string(),
            if self.disabled.is_some() { "disabled" } else { "" },
            self.password.as_ref().map_or("", Hashed::as_str),
        ])
    }

    /// Ends the sessions and links of this account.
    pub(crate) fn move_on(&mut self) {
        self.state = self.state.wrapping_add(1);
    }

    pub(crate) fn view(&self) -> AccountView {
        AccountView {
            id: self.id.clone(),
            name: self.name.to_string(),
            full_name: self.full_name.clone(),
            roles: self.roles,
            created: self.created,
            disabled: self.disabled,
            has_password: self.password.is_some(),
            must_change: self.must_change,
            provider: self.provider.clone(),
        }
    }
}

/// An account as lists show it: all but the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountView {
    /// 16 hexadecimal digits that stay.
    pub id: String,
    /// The name to sign in with.
    pub name: String,
    /// The name for people.
    pub full_name: String,
    /// What it may do.
    pub roles: Roles,
    /// When it was made.
    pub created: Timestamp,
    /// Since then it does not sign in any more.
    pub disabled: Option<Timestamp>,
    /// Whether it signs in with a password.
    pub has_password: bool,
    /// Whether the password is an initial one, to be changed at the next sign-in.
    pub must_change: bool,
    /// How it is linked to the administration's provider.
    pub provider: Option<Provider>,
}

/// What an account begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// The name to sign in with.
    pub name: String,
    /// The name for people; the one to sign in with if there is none.
    pub full_name: Option<String>,
    /// What it may do; everybody reads.
    pub roles: Roles,
}

/// All accounts. In the order in which they were made; none is taken out, since records, drafts and the audit log name
/// them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accounts {
    #[serde(default, rename = "account")]
    pub(crate) all: Vec<Account>,
    #[serde(skip)]
    by_name: HashMap<AccountName, usize>,
    #[serde(skip)]
    by_id: HashMap<String, usize>,
}

impl Content for Accounts {
    const HEAD: &'static str = "# Who signs in at this node. Written by `emn user`; passwords are kept as hashes only.";

    fn prepare(&mut self) -> Result<(), String> {
        if self.all.len() > ACCOUNTS {
            return Err(format!("it lists more than {ACCOUNTS} accounts"));
        }
        (self.by_name, self.by_id) = (HashMap::new(), HashMap::new());
        for (index, account) in self.all.iter().enumerate() {
            let name = &account.name;
            let id_fits = account.id.len() == 16 && account.id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            if !id_fits || self.by_id.insert(account.id.clone(), index).is_some() {
                return Err(format!("the id of `{name}` is none, or that of another account too"));
            }
            if self.by_name.insert(name.clone(), index).is_some() {
                return Err(format!("`{name}` is listed twice"));
            }
            if name::full_name(&account.full_name).is_err() {
                return Err(format!("the full name of `{name}` is none"));
            }
            if !account.password.as_ref().is_none_or(Hashed::is_sound) {
                return Err(format!("the password of `{name}` is no Argon2id hash; `emn user reset-password {name}`"));
            }
            if !account.provider.as_ref().is_none_or(Provider::is_sound) {
                return Err(format!("the provider of `{name}` needs an issuer and a subject or a login"));
            }
        }
        Ok(())
    }
}

impl Accounts {
    pub(crate) fn named(&self, name: &AccountName) -> Option<&Account> {
        self.by_name.get(name).and_then(|index| self.all.get(*index))
    }

    pub(crate) fn with_id(&self, id: &str) -> Option<&Account> {
        self.by_id.get(id).and_then(|index| self.all.get(*index))
    }

    /// The account with the name that somebody typed.
    pub(crate) fn find(&self, typed: &str) -> Result<&Account, AccessError> {
        let name: AccountName = typed.parse()?;
        self.named(&name).ok_or_else(|| AccessError::Unknown(name.to_string()))
    }

    pub(crate) fn find_mut(&mut self, typed: &str) -> Result<&mut Account, AccessError> {
        let name: AccountName = typed.parse()?;
        let index = self.by_name.get(&name).copied();
        index.and_then(|index| self.all.get_mut(index)).ok_or_else(|| AccessError::Unknown(name.to_string()))
    }

    /// The account of a person at the provider: by subject, else by the login that the administrator wrote down and
    /// that nobody has used yet.
    pub(crate) fn linked(&self, subject: &Subject, login: Option<&str>) -> Option<&Account> {
        let of_issuer =
            |account: &&Account| account.provider.as_ref().is_some_and(|provider| provider.issuer == subject.issuer);
        let by_subject = self.all.iter().filter(of_issuer).find(|account| {
            account.provider.as_ref().is_some_and(|provider| provider.subject.as_ref() == Some(&subject.subject))
        });
        by_subject.or_else(|| {
            let login = login?;
            self.all.iter().filter(of_issuer).find(|account| {
                account.provider.as_ref().is_some_and(|provider| {
                    provider.subject.is_none() && provider.login.as_deref().is_some_and(|known| known == login)
                })
            })
        })
    }

    /// Adds an account.
    pub(crate) fn add(
        &mut self,
        new: &NewAccount,
        id: String,
        password: Option<Hashed>,
        provider: Option<Provider>,
        now: Timestamp,
    ) -> Result<&mut Account, AccessError> {
        let name: AccountName = new.name.parse()?;
        let full_name = name::full_name(new.full_name.as_deref().unwrap_or(name.as_str()))?;
        if self.named(&name).is_some() {
            return Err(AccessError::Listed(name.to_string()));
        }
        if self.all.len() >= ACCOUNTS {
            return Err(AccessError::Full { what: "accounts", limit: ACCOUNTS });
        }
        if let Some(provider) = &provider {
            self.check_link(provider, None)?;
        }
        let roles = new.roles.with(Role::Reader);
        self.all.push(Account {
            id,
            name,
            full_name,
            roles,
            created: now,
            disabled: None,
            state: 0,
            password,
            must_change: false,
            provider,
        });
        let last = self.all.len() - 1;
        Ok(&mut self.all[last])
    }

    /// Whether an account, other than the one with this id, may be linked so.
    pub(crate) fn check_link(&self, provider: &Provider, but: Option<&str>) -> Result<(), AccessError> {
        if !provider.is_sound() {
            return Err(AccessError::Link);
        }
        let taken = self.all.iter().filter(|account| Some(account.id.as_str()) != but).find(|account| {
            account.provider.as_ref().is_some_and(|other| {
                let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
                other.issuer == provider.issuer
                    && (same(&other.subject, &provider.subject) || same(&other.login, &provider.login))
            })
        });
        taken.map_or(Ok(()), |account| Err(AccessError::Linked(account.name.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password::Cost;

    fn accounts() -> Accounts {
        let mut accounts = Accounts::default();
        let new = NewAccount { name: "a".to_owned(), full_name: None, roles: Roles::NONE.with(Role::Publisher) };
        let hash = Cost::cheap_for_tests().hash("plantenmandje", &[1; 32]).unwrap();
        accounts.add(&new, "0".repeat(16), Some(hash), None, Timestamp::from_unix(5)).unwrap();
        accounts.prepare().unwrap();
        accounts
    }

    #[test]
    fn list_round_trips_as_toml() {
        let mut accounts = accounts();
        accounts.all[0].provider = Some(Provider::login("https://login.example", "jansen"));
        accounts.all[0].must_change = true;
        let text = toml::to_string(&accounts).unwrap();
        let mut again: Accounts = toml::from_str(&text).unwrap();
        again.prepare().unwrap();
        assert_eq!(again.all, accounts.all);
        assert_eq!(again.all[0].roles.to_string(), "reader, publisher");
    }

    #[test]
    fn list_that_contradicts_itself_is_refused() {
        let text = toml::to_string(&accounts()).unwrap();
        for (from, to, why) in [
            ("id = \"0000", "id = \"ZZZZ", "the id of `a`"),
            ("$argon2id", "$argon2d", "no Argon2id hash"),
            ("full_name = \"a\"", "full_name = \"\"", "full name"),
        ] {
            let mut bad: Accounts = toml::from_str(&text.replace(from, to)).unwrap();
            let said = bad.prepare().unwrap_err();
            assert!(said.contains(why), "{said}");
        }
        let mut twice: Accounts = toml::from_str(&format!("{text}\n{}", text.replace("0000", "1111"))).unwrap();
        assert!(twice.prepare().unwrap_err().contains("listed twice"));
        assert!(toml::from_str::<Accounts>(&text.replace("roles", "rolls")).is_err());
        assert!(toml::from_str::<Accounts>(&text.replace("\"publisher\"", "\"root\"")).is_err());
    }

    #[test]
    fn stamp_changes_with_all_that_ends_sessions_and_not_with_the_name() {
        let account = accounts().all[0].clone();
        let with = |change: fn(&mut Account)| {
            let mut changed = account.clone();
            change(&mut changed);
            changed.stamp() != account.stamp()
        };
        assert!(with(|a| a.password = None));
        assert!(with(|a| a.roles = Roles::NONE));
        assert!(with(|a| a.disabled = Some(Timestamp::from_unix(9))));
        assert!(with(Account::move_on));
        assert!(!with(|a| a.full_name = "B".to_owned()));
    }

    #[test]
    fn login_finds_the_account_until_a_subject_is_known() {
        let mut accounts = accounts();
        let subject = Subject { issuer: "https://i".to_owned(), subject: "s".to_owned() };
        accounts.all[0].provider = Some(Provider::login("https://i", "jansen"));
        assert!(accounts.linked(&subject, Some("jansen")).is_some());
        assert!(accounts.linked(&subject, Some("JANSEN")).is_none() && accounts.linked(&subject, None).is_none());
        let elsewhere = Subject { issuer: "https://j".to_owned(), ..subject.clone() };
        assert!(accounts.linked(&elsewhere, Some("jansen")).is_none());
        accounts.all[0].provider =
            Some(Provider { subject: Some("other".to_owned()), ..Provider::login("https://i", "jansen") });
        assert!(accounts.linked(&subject, Some("jansen")).is_none());
        accounts.all[0].provider = Some(Provider::subject(&subject));
        assert!(accounts.linked(&subject, None).is_some());
    }

    #[test]
    fn person_of_the_provider_has_one_account() {
        let mut accounts = accounts();
        let subject = Subject { issuer: "https://i".to_owned(), subject: "s".to_owned() };
        accounts.all[0].provider = Some(Provider::subject(&subject));
        assert!(matches!(accounts.check_link(&Provider::subject(&subject), None), Err(AccessError::Linked(_))));
        assert!(accounts.check_link(&Provider::subject(&subject), Some(&"0".repeat(16))).is_ok());
        assert!(accounts.check_link(&Provider::login("https://i", "s"), None).is_ok());
        for bad in [Provider::login("", "x"), Provider::login("https://i", ""), Provider::login("https://i", "a\n")] {
            assert!(matches!(accounts.check_link(&bad, None), Err(AccessError::Link)));
        }
        let none = Provider { issuer: "https://i".to_owned(), subject: None, login: None };
        assert!(matches!(accounts.check_link(&none, None), Err(AccessError::Link)));
    }
}
