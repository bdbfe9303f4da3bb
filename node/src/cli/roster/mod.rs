//! `emn roster`: the list of members, as the keyholders write it and nodes install it.

mod describe;
mod edit;
mod install;
mod show;
mod sign;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use emn_protocol::limits;
use emn_protocol::roster::{History, RosterError, SignedRoster};
use emn_protocol::time::Timestamp;

use super::output::{Answer, CliError, chain};
use super::{Context, files};
use crate::config::Folder;

/// Write, sign, check and install rosters.
///
/// A roster is a file that lists the members, their keys and nodes, and the rules of the network. Each version is signed
/// by so many root keys as the threshold says, and follows the version before.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster add roster.cbor NL/join.toml BE/join.toml
  emn roster sign roster.cbor --key root-1.pem
  emn roster check roster-2.cbor --after roster.cbor
  emn roster install roster.cbor roster-2.cbor")]
pub(super) struct RosterArgs {
    #[command(subcommand)]
    command: RosterCommand,
}

#[derive(Debug, Subcommand)]
enum RosterCommand {
    Show(show::ShowArgs),
    Check(show::CheckArgs),
    Install(install::InstallArgs),
    Add(edit::AddArgs),
    Set(edit::SetArgs),
    Revoke(edit::RevokeArgs),
    Expel(edit::ExpelArgs),
    RemoveNode(edit::RemoveNodeArgs),
    Sign(sign::SignArgs),
    Merge(sign::MergeArgs),
}

/// Does a `roster` command.
pub(super) fn perform(context: &Context, args: &RosterArgs, now: Timestamp) -> Result<Answer, CliError> {
    match &args.command {
        RosterCommand::Show(args) => show::show(args),
        RosterCommand::Check(args) => show::check(args, now),
        RosterCommand::Install(args) => install::install(context, args),
        RosterCommand::Add(args) => edit::add(args, now),
        RosterCommand::Set(args) => edit::set(args, now),
        RosterCommand::Revoke(args) => edit::revoke(args, now),
        RosterCommand::Expel(args) => edit::expel(args, now),
        RosterCommand::RemoveNode(args) => edit::remove_node(args, now),
        RosterCommand::Sign(args) => sign::sign(args),
        RosterCommand::Merge(args) => sign::merge(args),
    }
}

/// The rosters in these files, all versions from the first on; without files, those installed in the node's folder.
pub(super) fn history(context: &Context, files: &[PathBuf]) -> Result<Option<History>, CliError> {
    if files.is_empty() {
        return install::installed(&Folder::at(&context.dir));
    }
    let mut rosters = files.iter().map(|path| Ok((path, open(path)?))).collect::<Result<Vec<_>, CliError>>()?;
    rosters.sort_by_key(|(_, signed)| signed.roster().version);
    let mut history = None;
    for (path, signed) in rosters {
        install::take(&mut history, path, signed)?;
    }
    Ok(history)
}

/// Reads a roster; whether it is signed by enough is another question.
fn open(path: &Path) -> Result<SignedRoster, CliError> {
    let bytes = files::read(path, limits::ROSTER_BYTES)?;
    SignedRoster::open(bytes.into()).map_err(|error| refusal(path, &error))
}

fn refusal(path: &Path, error: &RosterError) -> CliError {
    let code = match error {
        RosterError::Decode(_) | RosterError::Envelope(_) => "not_a_roster",
        RosterError::TooFewSignatures { .. } => "too_few_signatures",
        RosterError::NotSuccessor => "not_successor",
        RosterError::WrongNetwork { .. } => "wrong_network",
        _ => "roster",
    };
    let refused = CliError::refused(code, format!("{}: {}", path.display(), chain(error)));
    if code == "not_a_roster" { refused.hint("a roster is a file such as `emn network new` writes") } else { refused }
}

/// Root keys of this roster that signed it.
fn own_signatures(signed: &SignedRoster) -> usize {
    let signers = signed.own_signers();
    signed.roster().root_keys.iter().filter(|key| signers.contains(key)).count()
}

/// Whether enough of its own root keys signed it. Those of the version before must agree too; that takes both files.
fn signed_by_enough(signed: &SignedRoster) -> bool {
    own_signatures(signed) as u64 >= signed.roster().threshold
}

/// Where the draft of the version after this one goes: beside it.
fn successor_path(path: &Path, version: u64) -> PathBuf {
    path.with_file_name(format!("roster-{version}.cbor"))
}
