//! `emn roster install`: rosters for a node of this machine.

use std::path::{Path, PathBuf};

use clap::Args;
use emn_protocol::roster::{History, InstallError, Installed, RosterError, SignedRoster};
use serde_json::json;

use super::{open, refusal};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, chain};
use crate::client::{Client, ClientError};
use crate::config::Folder;
use crate::identity::Identity;

/// Install rosters in a node.
///
/// The first one decides which network the node belongs to: compare its hash with the keyholders. After that only valid
/// successors are taken. Name all versions at once, in any order; those that are known are skipped.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster install roster.cbor
  emn roster install roster.cbor roster-2.cbor roster-3.cbor
  emn roster install roster-4.cbor --dir /var/lib/emn")]
pub(super) struct InstallArgs {
    /// Signed rosters.
    #[arg(value_name = "ROSTER", required = true)]
    rosters: Vec<PathBuf>,
}

pub(super) fn install(context: &Context, args: &InstallArgs) -> Result<Answer, CliError> {
    let folder = Folder::at(&context.dir);
    let identity = Identity::load(&folder.keys())?;
    let mut offered: Vec<(PathBuf, SignedRoster)> =
        args.rosters.iter().map(|path| open(path).map(|signed| (path.clone(), signed))).collect::<Result<_, _>>()?;
    offered.sort_by_key(|(_, signed)| signed.roster().version);

    let mut history = installed(&folder)?;
    let (begins, mut new) = (history.is_none(), Vec::new());
    for (path, signed) in offered {
        if take(&mut history, &path, signed.clone())? {
            new.push(signed);
        }
    }
    // `required` has made sure of at least one; all were checked before the first is written.
    let history = history.ok_or_else(|| CliError::usage("no roster was named"))?;
    for signed in &new {
        folder.save_roster(signed)?;
    }
    let in_force = hand_over(&folder, &new)?;
    Ok(report(&history, &new, &args.rosters, begins, in_force, &identity))
}

/// Gives new rosters to the daemon, if one runs on this folder; returns whether they are in force there.
fn hand_over(folder: &Folder, new: &[SignedRoster]) -> Result<bool, CliError> {
    let client = match Client::find(folder) {
        Ok(client) if !new.is_empty() => client,
        Ok(_) | Err(ClientError::NoDaemon { .. }) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    for signed in new {
        match client.offer_roster(signed.bytes()) {
            Ok(_) => {}
            // The daemon that left the file is gone; the next one takes the rosters from the folder.
            Err(ClientError::Stale { .. } | ClientError::NoDaemon { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(true)
}

/// Takes a roster, the first one or a valid successor; returns whether it is new.
pub(super) fn take(history: &mut Option<History>, path: &Path, signed: SignedRoster) -> Result<bool, CliError> {
    let Some(history) = history else {
        *history = Some(begin(path, signed)?);
        return Ok(true);
    };
    match history.install(signed.clone()) {
        Ok(Installed::New) => Ok(true),
        Ok(Installed::Known) => Ok(false),
        Ok(Installed::Fork) => Err(fork(path, &signed)),
        Err(error) => Err(not_taken(path, &error)),
    }
}

/// What was installed in the node of this folder; none where nothing was, or where there is no node.
pub(super) fn installed(folder: &Folder) -> Result<Option<History>, CliError> {
    let mut rosters = folder.load_rosters()?.into_iter();
    let damaged = |why: String| {
        CliError::failed(
            "rosters_damaged",
            format!("{} does not hold rosters that follow each other: {why}", folder.rosters().display()),
        )
        .hint("move it aside and install all versions again")
    };
    let Some(first) = rosters.next() else { return Ok(None) };
    let mut history = History::begin(first).map_err(|error| damaged(chain(&error)))?;
    for signed in rosters {
        history.install(signed).map_err(|error| damaged(chain(&error)))?;
    }
    Ok(Some(history))
}

fn begin(path: &Path, first: SignedRoster) -> Result<History, CliError> {
    let version = first.roster().version;
    if version != 1 {
        let message = format!("{} is version {version}, but this node has no roster yet", path.display());
        return Err(CliError::refused("versions_missing", message).hint("name all versions from the first on"));
    }
    History::begin(first).map_err(|error| refusal(path, &error))
}

fn fork(path: &Path, signed: &SignedRoster) -> CliError {
    let version = signed.roster().version;
    let message = format!(
        "{} is another valid version {version} than the one installed: the keyholders signed two. Nothing was changed",
        path.display()
    );
    CliError::refused("roster_fork", message).hint("tell all members, and ask the keyholders which one holds")
}

fn not_taken(path: &Path, error: &InstallError) -> CliError {
    match error {
        InstallError::Invalid(error) => {
            let refused = refusal(path, error);
            match error {
                RosterError::WrongNetwork { .. } => {
                    refused.hint("a node belongs to one network; make another with --dir")
                }
                _ => refused,
            }
        }
        other => {
            let code = match other {
                InstallError::VersionsMissing { .. } => "versions_missing",
                InstallError::Rollback { .. } => "roster_rollback",
                _ => "roster_frozen",
            };
            let refused = CliError::refused(code, format!("{}: {other}", path.display()));
            if code == "versions_missing" { refused.hint("name all versions, in any order") } else { refused }
        }
    }
}

fn report(
    history: &History,
    new: &[SignedRoster],
    named: &[PathBuf],
    begins: bool,
    in_force: bool,
    identity: &Identity,
) -> Answer {
    let (roster, digest) = (history.current(), history.newest().digest());
    let versions: Vec<u64> = new.iter().map(|signed| signed.roster().version).collect();
    let node_listed = roster.node(&identity.node()).is_some();
    let key_listed = identity.log().map(|key| roster.signing_key(&key).is_some());
    let data = json!({
        "network": history.network(), "installed": versions, "version": roster.version, "digest": digest,
        "in_force": in_force,
        "node_in_roster": node_listed, "signing_key_in_roster": key_listed,
    });
    let mut text = if versions.is_empty() {
        let files: Vec<String> = named.iter().map(|path| path.display().to_string()).collect();
        format!(
            "Nothing new in {}: `{}` is at version {} here, and stays there.\n",
            files.join(", "),
            roster.name,
            roster.version
        )
    } else if in_force {
        format!("Version {} of `{}` is in force: the running daemon has it.\n", roster.version, roster.name)
    } else {
        format!("Version {} of `{}` is installed. A daemon takes it when it starts.\n", roster.version, roster.name)
    };
    if begins {
        text.push_str(&format!(
            "\nThis node belongs now to network\n  {}\nCompare that with the keyholders.\n",
            history.network()
        ));
    }
    let mut answer = Answer::new(&data, text);
    if !node_listed {
        answer = answer
            .note("This node is not in the roster: other nodes will refuse it. Send join.toml to the keyholders.");
    }
    if key_listed == Some(false) {
        answer = answer.note("This node's signing key is not in the roster: it cannot publish.");
    }
    answer
}
