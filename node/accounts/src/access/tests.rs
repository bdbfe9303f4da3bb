//! People and programs at a node, at times that the test says.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::{AccessError, NewAccount, NewToken, PasswordError, Provider, Role, Roles, SignInError, Subject, Way};

const PASSWORD: &str = "soep met ballen";
const HERE: &str = "127.0.0.1";

/// Bytes that differ at each call: as good as random ones for these tests.
fn counted() -> io::Result<[u8; 32]> {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = (count.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(index as u32 * 7) >> 8) as u8;
    }
    bytes[..8].copy_from_slice(&count.to_be_bytes());
    Ok(bytes)
}

struct Office {
    folder: tempfile::TempDir,
    access: Access,
}

/// What another program does.
type Change = fn(&Access);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(1_800_000_000 + seconds)
}

fn roles(of: &[Role]) -> Roles {
    of.iter().copied().collect()
}

fn open(folder: &std::path::Path, settings: Settings) -> Access {
    let paths = Paths { accounts: folder.join("accounts.toml"), tokens: folder.join("tokens.toml") };
    Access::open(paths, settings, counted).unwrap()
}

impl Office {
    /// An office where `jansen` publishes.
    fn new() -> Self {
        Self::with(Settings { cost: Cost::cheap_for_tests(), ..Settings::default() })
    }

    fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let access = open(folder.path(), settings);
        let office = Self { folder, access };
        office.add("jansen", &[Role::Publisher], Initial::Given(PASSWORD)).unwrap();
        office
    }

    fn add(&self, name: &str, of: &[Role], initial: Initial<'_>) -> Result<Added, AccessError> {
        let new = NewAccount { name: name.to_owned(), full_name: None, roles: roles(of) };
        self.access.add(&new, initial, at(0))
    }

    /// Another program on the same folder.
    fn beside(&self) -> Access {
        open(self.folder.path(), self.access.inner.settings)
    }

    fn sign_in(&self, now: i64) -> String {
        self.access.sign_in("jansen", PASSWORD, HERE, at(now)).unwrap().secret.into_string()
    }

    fn signed_in(&self, secret: &str, now: i64) -> bool {
        self.access.session(secret, at(now)).unwrap().is_some()
    }
}

#[test]
fn name_and_password_open_a_session() {
    let office = Office::new();
    let new = office.access.sign_in(" JANSEN", PASSWORD, HERE, at(0)).unwrap();
    assert_eq!(new.secret.as_str().len(), 64);
    let visit = office.access.session(new.secret.as_str(), at(60)).unwrap().unwrap();
    assert_eq!(visit, new.visit);
    assert_eq!((visit.who.name.as_str(), visit.who.roles), ("jansen", roles(&[Role::Reader, Role::Publisher])));
    assert_eq!((visit.who.kind, visit.way, visit.must_change), (Kind::Session, Way::Password, false));
    assert!(office.access.sign_out(new.secret.as_str()));
    assert!(!office.signed_in(new.secret.as_str(), 60) && !office.access.sign_out(new.secret.as_str()));
}

#[test]
fn unknown_wrong_and_disabled_are_answered_alike() {
    let office = Office::new();
    office.add("smit", &[], Initial::Given(PASSWORD)).unwrap();
    office.access.disable("smit", at(0)).unwrap();
    office.add("visser", &[], Initial::Provider(Provider::login("https://i", "v"))).unwrap();
    for (name, password) in [
        ("jansen", "soep zonder ballen"),
        ("nobody", PASSWORD),
        ("smit", PASSWORD),
        ("visser", PASSWORD),
        ("visser", ""),
        ("<b>", PASSWORD),
        ("owner", PASSWORD),
        ("", ""),
        ("jansen", &"x".repeat(1_000_000)),
    ] {
        let refused = office.access.sign_in(name, password, HERE, at(0));
        assert!(matches!(refused, Err(SignInError::Wrong)), "{name}: {refused:?}");
    }
}

#[test]
fn unknown_name_is_hashed_like_a_known_one() {
    // With the real cost: a refusal without hashing would be a thousand times quicker.
    let office = Office::with(Settings::default());
    office.access.disable("jansen", at(0)).unwrap();
    let time = |name: &str| {
        let start = std::time::Instant::now();
        assert!(matches!(office.access.sign_in(name, PASSWORD, name, at(0)), Err(SignInError::Wrong)));
        start.elapsed()
    };
    let known = (0..3).map(|_| time("jansen")).min().unwrap();
    for name in ["nobody", "<b>"] {
        let unknown = (0..3).map(|_| time(name)).max().unwrap();
        assert!(unknown * 20 > known, "{unknown:?} and {known:?}");
    }
}

#[test]
fn guesses_have_to_wait_and_the_person_too() {
    let office = Office::new();
    for _ in 0..5 {
        assert!(matches!(office.access.sign_in("jansen", "guess", HERE, at(0)), Err(SignInError::Wrong)));
    }
    for name in ["jansen", "JANSEN "] {
        let refused = office.access.sign_in(name, PASSWORD, "10.0.0.1", at(0));
        assert!(matches!(refused, Err(SignInError::Wait { seconds: 1 })), "{refused:?}");
    }
    office.sign_in(1);
    assert!(matches!(office.access.sign_in("jansen", "guess", HERE, at(1)), Err(SignInError::Wrong)));
    office.sign_in(1);
}

#[test]
fn guesses_at_once_do_not_get_past() {
    let office = Office::new();
    let wrong = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                if let Err(SignInError::Wrong) = office.access.sign_in("jansen", "guess", HERE, at(0)) {
                    wrong.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(wrong.into_inner(), 5);
}

#[test]
fn what_another_program_changes_ends_sessions_at_once() {
    let office = Office::new();
    let beside = office.beside();
    let changes: [(&str, Change); 5] = [
        ("roles", |access| drop(access.set_roles("jansen", roles(&[Role::Approver])).unwrap())),
        ("password", |access| drop(access.set_password("jansen", PASSWORD).unwrap())),
        ("link", |access| drop(access.link("jansen", Some(Provider::login("https://i", "j"))).unwrap())),
        ("there and back", |access| {
            access.disable("jansen", at(1)).unwrap();
            access.enable("jansen").unwrap();
        }),
        ("disable", |access| drop(access.disable("jansen", at(1)).unwrap())),
    ];
    for (what, change) in changes {
        let secret = office.sign_in(0);
        let link = office.access.make_link(Some("jansen"), at(0)).unwrap();
        let id = office.access.account("jansen").unwrap().id;
        assert!(office.signed_in(&secret, 1) && !office.access.sessions(&id, at(1)).unwrap().is_empty());
        change(&beside);
        assert_eq!(office.access.sessions(&id, at(1)).unwrap(), [], "{what}");
        assert!(!office.signed_in(&secret, 1), "{what}");
        assert!(office.access.sign_in_link(link.as_str(), at(1)).is_err(), "{what}");
    }
    assert!(matches!(office.access.make_link(Some("jansen"), at(1)), Err(AccessError::Disabled(_))));
}

#[test]
fn another_full_name_ends_nothing() {
    let office = Office::new();
    let secret = office.sign_in(0);
    office.beside().set_full_name("jansen", "A. Jansen").unwrap();
    let visit = office.access.session(&secret, at(1)).unwrap().unwrap();
    assert_eq!(visit.who.full_name, "A. Jansen");
}

#[test]
fn initial_password_must_be_changed_and_shows_once() {
    let office = Office::new();
    let added = office.add("smit", &[], Initial::Generated).unwrap();
    let password = added.password.clone().unwrap();
    assert!(!format!("{added:?}").contains(password.as_str()));
    let first = office.access.sign_in("smit", password.as_str(), HERE, at(0)).unwrap();
    assert!(first.visit.must_change);
    let change =
        |present: &str, new: &str| office.access.change_password(first.secret.as_str(), present, new, HERE, at(1));
    assert!(matches!(change(PASSWORD, "een heel ander woord"), Err(AccessError::WrongPassword)));
    assert!(matches!(change(password.as_str(), "kort"), Err(AccessError::Password(PasswordError::Short))));
    let same = change(password.as_str(), password.as_str());
    assert!(matches!(same, Err(AccessError::Password(PasswordError::Same))));
    let second = change(password.as_str(), "een heel ander woord").unwrap();
    assert!(!second.visit.must_change && second.secret != first.secret);
    assert!(!office.signed_in(first.secret.as_str(), 1) && office.signed_in(second.secret.as_str(), 1));
    assert!(office.access.sign_in("smit", password.as_str(), HERE, at(1)).is_err());
    let reset = office.beside().reset_password("smit").unwrap().password.unwrap();
    assert!(!office.signed_in(second.secret.as_str(), 1));
    assert!(office.access.sign_in("smit", reset.as_str(), HERE, at(1)).unwrap().visit.must_change);
}

#[test]
fn present_password_is_not_guessed_through_a_session() {
    let office = Office::new();
    let secret = office.sign_in(0);
    for _ in 0..5 {
        let refused = office.access.change_password(&secret, "guess", "een heel ander woord", HERE, at(0));
        assert!(matches!(refused, Err(AccessError::WrongPassword)));
    }
    let refused = office.access.change_password(&secret, PASSWORD, "een heel ander woord", HERE, at(0));
    assert!(matches!(refused, Err(AccessError::Wait { seconds: 1 })));
    assert!(office.access.change_password(&secret, PASSWORD, "een heel ander woord", HERE, at(1)).is_ok());
}

#[test]
fn link_signs_in_once_the_owner_or_an_account() {
    let office = Office::new();
    let link = office.access.make_link(None, at(0)).unwrap();
    let owner = office.access.sign_in_link(link.as_str(), at(599)).unwrap();
    assert_eq!(owner.visit.who, Who::owner());
    assert!(office.signed_in(owner.secret.as_str(), 600));
    assert!(matches!(office.access.sign_in_link(link.as_str(), at(599)), Err(SignInError::Wrong)));
    assert_eq!(office.access.sessions(OWNER, at(600)).unwrap().len(), 1);
    let refused = office.access.change_password(owner.secret.as_str(), "", "een heel ander woord", HERE, at(600));
    assert!(matches!(refused, Err(AccessError::NoPassword)));

    office.access.reset_password("jansen").unwrap();
    let link = office.access.make_link(Some("jansen"), at(0)).unwrap();
    let new = office.access.sign_in_link(link.as_str(), at(1)).unwrap();
    assert_eq!((new.visit.who.name.as_str(), new.visit.must_change), ("jansen", false));
    let late = office.access.make_link(Some("jansen"), at(0)).unwrap();
    assert!(office.access.sign_in_link(late.as_str(), at(600)).is_err());
    assert!(matches!(office.access.make_link(Some("nobody"), at(0)), Err(AccessError::Unknown(_))));
}

#[test]
fn secret_works_for_its_purpose_only() {
    let office = Office::new();
    let link = office.access.make_link(None, at(0)).unwrap();
    let session = office.sign_in(0);
    assert!(!office.signed_in(link.as_str(), 0) && office.access.sign_in_link(&session, at(0)).is_err());
    let visit = office.access.session(&session, at(0)).unwrap().unwrap();
    assert!(!office.signed_in(visit.csrf.as_str(), 0) && !office.signed_in(&visit.session, 0));
    assert!(visit.csrf_is(visit.csrf.as_str()) && !visit.csrf_is(&session));
}

#[test]
fn person_of_the_provider_is_linked_at_the_first_sign_in() {
    let office = Office::new();
    let subject = |subject: &str| Subject { issuer: "https://login.example".to_owned(), subject: subject.to_owned() };
    assert!(office.access.sign_in_subject(&subject("1"), Some("jansen"), at(0)).is_err());
    office.access.link("jansen", Some(Provider::login("https://login.example", "j@emn.example"))).unwrap();
    let new = office.access.sign_in_subject(&subject("1"), Some("j@emn.example"), at(0)).unwrap();
    assert_eq!((new.visit.who.name.as_str(), new.visit.way), ("jansen", Way::Provider));
    assert!(office.signed_in(new.secret.as_str(), 1));
    // The login has passed to somebody else.
    assert!(office.access.sign_in_subject(&subject("2"), Some("j@emn.example"), at(0)).is_err());
    assert!(office.access.sign_in_subject(&subject("1"), None, at(0)).is_ok());
    office.access.disable("jansen", at(0)).unwrap();
    assert!(matches!(office.access.sign_in_subject(&subject("1"), None, at(0)), Err(SignInError::Wrong)));
}

#[test]
fn person_whom_the_provider_vouches_for_gets_one_account() {
    let office = Office::new();
    let subject = Subject { issuer: "https://login.example".to_owned(), subject: "1".to_owned() };
    let provision = |name| office.access.provision(name, Some("P. Smit"), Roles::NONE, &subject, at(0));
    assert!(matches!(provision("jansen"), Err(AccessError::Listed(_))));
    let account = provision("smit").unwrap();
    assert_eq!((account.roles, account.has_password), (roles(&[Role::Reader]), false));
    assert!(office.access.sign_in_subject(&subject, None, at(0)).is_ok());
    office.access.disable("smit", at(0)).unwrap();
    assert!(matches!(provision("smit2"), Err(AccessError::Linked(name)) if name == "smit"));
}

#[test]
fn token_may_what_it_is_for_as_long_as_the_account_may() {
    let office = Office::new();
    let new = NewToken { name: "nightly".to_owned(), scopes: roles(&[Role::Reader, Role::Publisher]), days: 90 };
    let (secret, view) = office.beside().create_token("jansen", &new, at(0)).unwrap();
    assert!(secret.as_str().starts_with("emn_") && view.works);
    let works = |now: i64| office.access.token(secret.as_str(), at(now)).unwrap().map(|who| (who.kind, who.roles));
    let kind = Kind::Token("nightly".to_owned());
    assert_eq!(works(0), Some((kind.clone(), new.scopes)));
    assert_eq!(works(90 * 86_400), None);
    office.access.set_roles("jansen", roles(&[Role::Approver])).unwrap();
    assert_eq!(works(0), Some((kind.clone(), roles(&[Role::Reader]))));
    office.access.disable("jansen", at(0)).unwrap();
    assert_eq!(works(0), None);
    assert!(matches!(office.access.create_token("jansen", &new, at(0)), Err(AccessError::Disabled(_))));
    office.access.enable("jansen").unwrap();
    assert!(works(0).is_some());
    let refused = office.access.create_token("jansen", &NewToken { name: "x".to_owned(), ..new }, at(0));
    assert!(matches!(refused, Err(AccessError::TokenScopes(_))));
    assert!(office.access.revoke_token(&view.id, Some("0000000000000000"), at(0)).is_err());
    office.beside().revoke_token(&view.id, Some(&view.account), at(0)).unwrap();
    assert_eq!(works(0), None);
    for other in ["", "emn_", &secret.as_str()[4..], "emn_0000"] {
        assert_eq!(office.access.token(other, at(0)).unwrap(), None);
    }
}

#[test]
fn use_of_a_token_is_noted_by_day() {
    let office = Office::new();
    let new = NewToken { name: "x".to_owned(), scopes: roles(&[Role::Reader]), days: 90 };
    let (secret, _) = office.access.create_token("jansen", &new, at(0)).unwrap();
    let last = || office.access.tokens(None, at(0)).unwrap()[0].last_used.clone();
    assert_eq!(last(), None);
    office.access.token(secret.as_str(), at(0)).unwrap();
    assert_eq!(last(), Some(at(0).date()));
    let before = fs::metadata(office.folder.path().join("tokens.toml")).unwrap().modified().unwrap();
    office.access.token(secret.as_str(), at(60)).unwrap();
    assert_eq!(fs::metadata(office.folder.path().join("tokens.toml")).unwrap().modified().unwrap(), before);
    office.access.token(secret.as_str(), at(86_400)).unwrap();
    assert_eq!(last(), Some(at(86_400).date()));
}

#[test]
fn accounts_that_cannot_be_read_let_nobody_in_but_the_owner() {
    let office = Office::new();
    let secret = office.sign_in(0);
    let link = office.access.make_link(None, at(0)).unwrap();
    fs::write(office.folder.path().join("accounts.toml"), "account = 1").unwrap();
    assert!(matches!(office.access.session(&secret, at(1)), Err(FileError::Malformed { .. })));
    assert!(matches!(office.access.sign_in("jansen", PASSWORD, HERE, at(1)), Err(SignInError::File(_))));
    assert!(office.access.sign_in_link(link.as_str(), at(1)).is_ok());
    fs::remove_file(office.folder.path().join("accounts.toml")).unwrap();
    assert!(!office.signed_in(&secret, 1));
}

#[test]
fn files_hold_no_secret() {
    let office = Office::new();
    let made = office.add("smit", &[], Initial::Generated).unwrap().password.unwrap();
    let new = NewToken { name: "x".to_owned(), scopes: roles(&[Role::Reader]), days: 1 };
    let (token, _) = office.access.create_token("jansen", &new, at(0)).unwrap();
    let text =
        ["accounts.toml", "tokens.toml"].map(|name| fs::read_to_string(office.folder.path().join(name)).unwrap());
    for secret in [PASSWORD, made.as_str(), token.as_str(), &token.as_str()[4..]] {
        assert!(!text.concat().contains(secret));
    }
    assert!(!format!("{:?}", office.access).contains("$argon2"));
}

#[test]
fn wrong_accounts_are_refused_and_nothing_is_written() {
    let office = Office::new();
    let before = fs::read(office.folder.path().join("accounts.toml")).unwrap();
    assert!(matches!(office.add("Jansen", &[], Initial::Generated), Err(AccessError::Listed(_))));
    assert!(matches!(office.add("owner", &[], Initial::Generated), Err(AccessError::Name(_))));
    assert!(matches!(office.add("smit", &[], Initial::Given("kort")), Err(AccessError::Password(_))));
    assert!(matches!(office.add("smit", &[], Initial::Given("smit")), Err(AccessError::Password(_))));
    assert!(matches!(office.access.disable("smit", at(0)), Err(AccessError::Unknown(_))));
    assert_eq!(fs::read(office.folder.path().join("accounts.toml")).unwrap(), before);
}
