//! `emn network new`: the root keys and the first roster of a network.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use emn_protocol::crypto::SigningKey;
use emn_protocol::ids::KeyId;
use emn_protocol::limits;
use emn_protocol::roster::{Policy, Roster, SignedRoster, check_roster};
use emn_protocol::time::Timestamp;
use serde_json::json;

use super::files;
use super::output::{Answer, CliError};
use crate::identity::{create_private_folder, generate_key, load_key, save_key};

/// Seconds that a roster holds unless said otherwise: a year, in which keyholders meet at least once.
pub(super) const ROSTER_SECONDS: i64 = 365 * 86_400;

/// Begin a network.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn network new --name 'EMN pilot' --new-root-keys 3 --threshold 2 --out pilot
  emn network new --name 'EMN pilot' --root-key alice.pem --root-key bob.pem --out pilot")]
pub(super) struct NetworkArgs {
    #[command(subcommand)]
    command: NetworkCommand,
}

#[derive(Debug, Subcommand)]
enum NetworkCommand {
    New(NewArgs),
}

/// Make root keys and the first roster, unsigned.
///
/// The root keys decide who is in the network. Each belongs on a machine, or a stick, of its own; a roster holds when
/// so many of them signed it as the threshold says.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn network new --name 'EMN pilot' --new-root-keys 3 --threshold 2 --out pilot
  emn network new --name 'EMN pilot' --root-key alice.pem --root-key 6f0c…(64 characters) --out pilot
  emn network new --name 'EMN pilot' --new-root-keys 3 --min-frequency 10 --expires 2027-12-31 --out pilot")]
pub(super) struct NewArgs {
    /// The network's name, for people.
    #[arg(long)]
    name: String,
    /// An existing root key: a PEM file, or the public key in hexadecimal. Repeat for more.
    #[arg(long = "root-key", value_name = "FILE|KEY")]
    root_keys: Vec<String>,
    /// Make so many new root keys.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    new_root_keys: usize,
    /// How many root keys must sign a roster. Default: 2, or 1 if there is only one key.
    #[arg(long, value_name = "NUMBER")]
    threshold: Option<u64>,
    /// Counts from 1 to below this number are never published.
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    min_frequency: u64,
    /// When the roster expires: a date or a time in UTC. Default: in a year.
    #[arg(long, value_name = "TIME")]
    expires: Option<Timestamp>,
    /// Folder for the roster and the new keys.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

/// Does a `network` command.
pub(super) fn perform(args: &NetworkArgs, now: Timestamp) -> Result<Answer, CliError> {
    match &args.command {
        NetworkCommand::New(args) => new(args, now),
    }
}

fn new(args: &NewArgs, now: Timestamp) -> Result<Answer, CliError> {
    if args.new_root_keys > limits::ROOT_KEYS {
        return Err(CliError::usage(format!("--new-root-keys: a network has at most {} root keys", limits::ROOT_KEYS)));
    }
    let path = args.out.join("roster.cbor");
    let mut wanted = std::iter::once(path.clone()).chain((1..=args.new_root_keys).map(|n| key_path(&args.out, n)));
    if let Some(path) = wanted.find(|path| path.exists()) {
        let message = format!("{} exists already; nothing was changed", path.display());
        return Err(CliError::failed("file_exists", message).hint("name another folder with --out"));
    }
    let mut root_keys = args.root_keys.iter().map(|key| root_key(key)).collect::<Result<Vec<_>, _>>()?;
    let made: Vec<SigningKey> = (0..args.new_root_keys).map(|_| generate_key()).collect::<Result<_, _>>()?;
    root_keys.extend(made.iter().map(SigningKey::id));
    if root_keys.is_empty() {
        return Err(CliError::usage("a network needs root keys: add --new-root-keys 3, or --root-key FILE"));
    }
    let roster = first_roster(args, root_keys, now);
    let problems = check_roster(&roster);
    if !problems.is_empty() {
        return Err(CliError::refused("roster", format!("no such network: {}", problems.join("; "))));
    }
    create_private_folder(&args.out)?;
    let saved = save_keys(&args.out, &made)?;
    let signed = SignedRoster::draft(roster);
    files::write_new(&path, signed.bytes())?;
    Ok(report(&path, &signed, &saved))
}

/// The public key that a word names: a PEM file, or 64 hexadecimal characters.
pub(super) fn root_key(word: &str) -> Result<KeyId, CliError> {
    match word.parse() {
        Ok(key) => Ok(key),
        Err(_) => Ok(load_key(Path::new(word))?.id()),
    }
}

fn first_roster(args: &NewArgs, mut root_keys: Vec<KeyId>, now: Timestamp) -> Roster {
    root_keys.sort();
    Roster {
        format: limits::FORMAT,
        network: None,
        name: args.name.clone(),
        version: 1,
        previous: None,
        issued: now,
        expires: args.expires.unwrap_or(now.plus_seconds(ROSTER_SECONDS)),
        threshold: args.threshold.unwrap_or(2.min(root_keys.len() as u64)),
        root_keys,
        policy: Policy { min_frequency: args.min_frequency, noise_allowed: false },
        members: Vec::new(),
    }
}

fn key_path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("root-{number}.pem"))
}

fn save_keys(folder: &Path, keys: &[SigningKey]) -> Result<Vec<(PathBuf, KeyId)>, CliError> {
    let mut saved = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let path = key_path(folder, index + 1);
        save_key(&path, key)?;
        saved.push((path, key.id()));
    }
    Ok(saved)
}

fn report(path: &Path, signed: &SignedRoster, saved: &[(PathBuf, KeyId)]) -> Answer {
    let roster = signed.roster();
    let file = |key: &KeyId| saved.iter().find(|(_, saved)| saved == key).map(|(path, _)| path);
    let keys: Vec<_> = roster
        .root_keys
        .iter()
        .map(|key| json!({"key": key, "fingerprint": key.fingerprint(), "file": file(key)}))
        .collect();
    // The network's id is the hash of version 1, which changes as long as members are added; so it is not shown here.
    let data = json!({
        "roster": path, "name": roster.name, "version": roster.version,
        "threshold": roster.threshold, "expires": roster.expires, "root_keys": keys,
    });
    let mut text = format!(
        "Made the network `{}`: its first roster is {}, not signed yet\n\n  expires  {}\n",
        roster.name,
        path.display(),
        roster.expires.date()
    );
    for key in &roster.root_keys {
        let place = file(key).map(|path| path.display().to_string()).unwrap_or_default();
        text.push_str(format!("  root key {}  {place}", key.fingerprint()).trim_end());
        text.push('\n');
    }
    let (path, threshold, keys) = (path.display(), roster.threshold, roster.root_keys.len());
    text.push_str(&format!(
        "\nWhat to do next:\n\
         \x20 1. Give each root key to one person, and delete it here. Who has {threshold} of them decides who is in.\n\
         \x20 2. {threshold} of {keys} sign: emn roster sign {path} --key root-1.pem\n\
         \x20 3. Add members to it now or in a later version: emn roster add {path} join.toml\n\
         \x20    (signatures cover the whole roster, so add first and sign last)\n\
         \x20 4. emn roster check {path}\n"
    ));
    let answer = Answer::new(&data, text);
    if threshold == 1 {
        answer.note("One key is enough to change the network: whoever steals it owns the network. Prefer 2 of 3.")
    } else if threshold == keys as u64 {
        answer.note("All keys must sign: when one is lost, the roster can never change again. Prefer 2 of 3.")
    } else {
        answer
    }
}
