//! Commands as people type them, at a time that the test says.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::cli::output::Exit;
use crate::config::Config;
use crate::identity::Identity;
use crate::store::Journal;

/// A folder to work in, and the clock.
pub(super) struct Desk {
    folder: tempfile::TempDir,
    pub(super) now: Timestamp,
}

impl Desk {
    pub(super) fn new() -> Self {
        let now = "2026-11-24T10:30:00Z".parse().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), now }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Does a command line; words with `@` before them are paths in the folder. The node's folder is `emn`.
    pub(super) fn emn(&self, line: &str) -> Result<Answer, CliError> {
        let words = line.split_whitespace().map(|word| match word.strip_prefix('@') {
            Some(name) => self.path(name).into_os_string(),
            None => word.replace('_', " ").into(),
        });
        let node = self.path("emn").into_os_string();
        let arguments = [OsString::from("emn"), "--dir".into(), node].into_iter().chain(words).collect();
        let (context, command) = parse(arguments).map_err(|error| usage_error(&error))?;
        answer(&context, command, self.now)
    }

    /// How a command that must fail failed.
    pub(super) fn refused(&self, line: &str) -> (Exit, String) {
        let error = self.emn(line).unwrap_err();
        (error.exit, error.code)
    }

    /// A network of three root keys, two of which must sign, with its first roster signed.
    pub(super) fn network(&self) {
        self.emn("network new --name Pilot --new-root-keys 3 --threshold 2 --out @net").unwrap();
        self.sign("net/roster.cbor", &[1, 2]);
    }

    pub(super) fn sign(&self, roster: &str, keys: &[u8]) {
        for key in keys {
            self.emn(&format!("roster sign @{roster} --key @net/root-{key}.pem")).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push((path.clone(), fs::read(&path).unwrap())) }
    }
    found.sort();
    found
}

#[test]
fn no_command_shows_the_first_steps() {
    let desk = Desk::new();
    let help = desk.emn("").unwrap();
    assert_eq!(help.exit, Exit::Ok);
    let places = ["emn init", "emn roster install", "emn run", "Usage:"].map(|word| help.text.find(word).unwrap());
    assert!(places.is_sorted(), "{}", help.text);
}

#[test]
fn wrong_word_is_a_usage_error_with_a_suggestion() {
    let error = Desk::new().emn("rooster show").unwrap_err();
    assert_eq!(error.exit, Exit::Usage);
    assert_eq!(error.message, "unrecognized subcommand 'rooster'");
    assert_eq!(error.hint.unwrap(), "a similar subcommand exists: 'roster'");
    let error = Desk::new().emn("init").unwrap_err();
    assert!(error.message.contains("--member"), "{error}");
}

#[test]
fn init_makes_keys_settings_and_request() {
    let desk = Desk::new();
    let answer = desk.emn("init --member NL --name nl=EMN_Nederland --announce /dns/emn.nl/tcp/7450").unwrap();
    let identity = Identity::load(&desk.path("emn/keys")).unwrap();
    assert_eq!(answer.json["signing_key"], identity.log().unwrap().to_hex());
    assert_eq!(answer.json["transport_key"], identity.node().to_hex());
    assert!(answer.text.contains(&identity.log().unwrap().fingerprint()), "{}", answer.text);
    assert!(answer.text.contains("join.toml"));
    assert!(Journal::exists(&desk.path("emn/journal"), &identity.log().unwrap()));
    let config = Config::load(&desk.path("emn"), &[]).unwrap();
    assert_eq!(config.node.member.as_str(), "NL");
    assert_eq!(config.node.announce, ["/dns/emn.nl/tcp/7450"]);
}

#[test]
fn init_twice_says_so_and_changes_nothing() {
    let desk = Desk::new();
    desk.emn("init --member NL --port 7460").unwrap();
    let before = files(&desk.path("emn"));
    assert_eq!(desk.refused("init --member NL"), (Exit::Failed, "already_initialised".to_owned()));
    assert_eq!(desk.refused("init --member BE --no-signing-key"), (Exit::Failed, "already_initialised".to_owned()));
    assert_eq!(files(&desk.path("emn")), before);
    let listen = Config::load(&desk.path("emn"), &[]).unwrap().node.listen;
    assert_eq!(listen, ["/ip4/0.0.0.0/udp/7460/quic-v1", "/ip4/0.0.0.0/tcp/7460"]);
}

#[test]
fn init_that_did_not_end_goes_on_with_the_keys_it_made() {
    let desk = Desk::new();
    desk.emn("init --member NL").unwrap();
    let log = Identity::load(&desk.path("emn/keys")).unwrap().log();
    fs::remove_file(desk.path("emn/config.toml")).unwrap();
    fs::remove_dir_all(desk.path("emn/journal")).unwrap();
    assert_eq!(desk.refused("init --member NL --no-signing-key"), (Exit::Failed, "key_exists".to_owned()));
    let answer = desk.emn("init --member NL").unwrap();
    assert_eq!(answer.json["signing_key"], log.unwrap().to_hex());
    assert!(answer.notes.iter().any(|note| note.contains("were kept")), "{:?}", answer.notes);
    // The keys may be those of another folder that has signed with them: nothing says that the log is empty.
    assert!(!Journal::exists(&desk.path("emn/journal"), &log.unwrap()));
}

#[test]
fn init_of_a_reader_makes_no_signing_key() {
    let desk = Desk::new();
    let answer = desk.emn("init --member NL --no-signing-key").unwrap();
    assert!(answer.json["signing_key"].is_null());
    assert!(!desk.path("emn/keys/signing.pem").exists());
    assert!(!fs::read_to_string(desk.path("emn/join.toml")).unwrap().contains("[signing]"));
}

#[test]
fn init_with_wrong_words_makes_nothing() {
    let desk = Desk::new();
    for line in [
        "init --member nl",
        "init --member NL --name dutch=x",
        "init --member NL --name nl=",
        "init --member NL --announce emn.nl:7450",
        "init --member NL --announce /ip4/0.0.0.0/tcp/7450",
        "init --member NL --listen /dns/emn.nl/tcp/7450",
        "init --member NL --port 7450 --listen /ip4/0.0.0.0/tcp/1",
        "init --member NL --status expelled",
    ] {
        assert_eq!(desk.refused(line).0, Exit::Usage, "{line}");
        assert!(!desk.path("emn").exists(), "{line}");
    }
}

#[test]
fn file_in_place_of_the_node_is_named() {
    let desk = Desk::new();
    fs::write(desk.path("emn"), "").unwrap();
    let error = desk.emn("init --member NL").unwrap_err();
    assert_eq!(error.exit, Exit::Failed);
    assert!(error.message.contains("emn"), "{error}");
    assert_eq!(fs::read(desk.path("emn")).unwrap(), b"");
}

#[test]
fn config_of_a_folder_without_node_says_how_to_make_one() {
    let error = Desk::new().emn("config show").unwrap_err();
    assert_eq!((error.exit, error.code.as_str()), (Exit::Failed, "config_unreadable"));
    assert!(error.hint.unwrap().contains("emn init"));
}

#[test]
fn config_shows_values_and_names_every_problem() {
    let desk = Desk::new();
    desk.emn("init --member NL").unwrap();
    let answer = desk.emn("config show --set log.format=json").unwrap();
    assert!(
        answer.text.lines().any(|line| line.starts_with("log.format ") && line.ends_with("--set")),
        "{}",
        answer.text
    );
    assert!(desk.emn("config check").is_ok());
    let path = desk.path("emn/config.toml");
    let text = fs::read_to_string(&path).unwrap().replace("#connections = 128", "conections = 1\nconnections = 1");
    fs::write(&path, text).unwrap();
    let error = desk.emn("config check").unwrap_err();
    assert_eq!((error.exit, error.code.as_str()), (Exit::Failed, "config"));
    assert_eq!(error.message.lines().count(), 2, "{error}");
    assert!(error.message.contains("did you mean `limits.connections`?"), "{error}");
}

#[test]
fn network_is_made_once_with_what_its_rules_allow() {
    let desk = Desk::new();
    assert_eq!(desk.refused("network new --name Pilot --out @net").0, Exit::Usage);
    for line in [
        "network new --name Pilot --new-root-keys 1 --threshold 2 --out @net",
        "network new --name Pilot --new-root-keys 3 --min-frequency 2 --out @net",
        "network new --name Pilot --new-root-keys 3 --expires 2020-01-01 --out @net",
    ] {
        assert_eq!(desk.refused(line), (Exit::Refused, "roster".to_owned()), "{line}");
        assert!(!desk.path("net").exists(), "{line}");
    }
    let answer = desk.emn("network new --name Pilot --new-root-keys 3 --out @net").unwrap();
    assert_eq!(answer.json["threshold"], 2);
    let before = files(&desk.path("net"));
    assert_eq!(before.len(), 4);
    assert_eq!(desk.refused("network new --name Pilot --new-root-keys 3 --out @net").1, "file_exists");
    assert_eq!(files(&desk.path("net")), before);
    fs::remove_file(desk.path("net/roster.cbor")).unwrap();
    fs::remove_file(desk.path("net/root-1.pem")).unwrap();
    assert_eq!(desk.refused("network new --name Pilot --new-root-keys 3 --out @net").1, "file_exists");
    assert_eq!(files(&desk.path("net")).len(), 2);
    assert_eq!(desk.refused("network new --name Pilot --new-root-keys 99999999 --out @many").0, Exit::Usage);
}

#[test]
fn network_takes_keys_that_exist() {
    let desk = Desk::new();
    desk.emn("network new --name A --new-root-keys 1 --out @a").unwrap();
    let public = Identity::load(&desk.path("a"))
        .err()
        .map(|_| ())
        .and_then(|()| crate::identity::load_key(&desk.path("a/root-1.pem")).ok().map(|key| key.id().to_hex()));
    let answer = desk.emn("network new --name B --root-key @a/root-1.pem --new-root-keys 1 --out @b").unwrap();
    let keys = answer.json["root_keys"].as_array().unwrap();
    assert!(keys.iter().any(|key| key["key"].as_str() == public.as_deref()), "{keys:?}");
    let line = format!("network new --name C --root-key {} --out @c", public.unwrap());
    assert_eq!(desk.emn(&line).unwrap().json["threshold"], 1);
    assert_eq!(desk.refused("network new --name D --root-key @a/roster.cbor --out @d").0, Exit::Failed);
}
