//! `emn roster sign` and `merge`: how signatures come together.

use std::path::PathBuf;

use clap::Args;
use emn_protocol::roster::SignedRoster;
use serde_json::json;

use super::describe::{changes, describe};
use super::{open, own_signatures, refusal};
use crate::cli::files;
use crate::cli::output::{Answer, CliError};
use crate::identity::load_key;

/// Sign a roster with a root key.
///
/// Shows what is signed. The file keeps the signatures that it has. Sign on a machine that you trust; the key need not
/// leave its stick.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster sign roster.cbor --key /media/stick/root-1.pem
  emn roster sign roster-2.cbor --key root-1.pem --after roster.cbor      shows what changes; checks that it may follow")]
pub(super) struct SignArgs {
    /// The roster; its file gets the signature.
    #[arg(value_name = "ROSTER")]
    roster: PathBuf,
    /// The root key, a PEM file.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The version before: its root keys may sign too, and the roster must be its successor.
    #[arg(long, value_name = "PREVIOUS")]
    after: Option<PathBuf>,
}

/// Put the signatures of several copies of a roster into one file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster merge roster.cbor from-bob.cbor from-carol.cbor")]
pub(super) struct MergeArgs {
    /// The roster; its file gets the signatures.
    #[arg(value_name = "ROSTER")]
    roster: PathBuf,
    /// Copies with other signatures.
    #[arg(value_name = "COPY", required = true)]
    copies: Vec<PathBuf>,
}

pub(super) fn sign(args: &SignArgs) -> Result<Answer, CliError> {
    let mut signed = open(&args.roster)?;
    let previous = args.after.as_ref().map(|path| open(path)).transpose()?;
    let key = load_key(&args.key)?;
    let mut made = Vec::new();
    if let Some(previous) = &previous {
        refuse_other_history(args, &signed, previous)?;
        made = changes(previous.roster(), signed.roster());
    }
    let root = |signed: &SignedRoster| signed.roster().root_keys.contains(&key.id());
    if !root(&signed) && !previous.as_ref().is_some_and(root) {
        let message =
            format!("{} (fingerprint {}) is no root key of this roster", args.key.display(), key.id().fingerprint());
        let hint = "root keys of the version before sign too: name that version with --after";
        return Err(CliError::refused("not_a_root_key", message).hint(hint));
    }
    signed.sign(&key);
    files::replace(&args.roster, signed.bytes())?;
    let title = format!("Signed with root key {}:\n\n", key.id().fingerprint());
    Ok(report(&args.roster, &signed, &title, &made))
}

fn refuse_other_history(args: &SignArgs, signed: &SignedRoster, previous: &SignedRoster) -> Result<(), CliError> {
    use emn_protocol::roster::RosterError;
    match signed.verify_successor(previous) {
        // Signatures are what this command is about to collect.
        Ok(()) | Err(RosterError::TooFewSignatures { .. }) => Ok(()),
        Err(error) => Err(refusal(&args.roster, &error)),
    }
}

pub(super) fn merge(args: &MergeArgs) -> Result<Answer, CliError> {
    let mut signed = open(&args.roster)?;
    for path in &args.copies {
        if !signed.merge(&open(path)?) {
            let message = format!("{} is another roster than {}", path.display(), args.roster.display());
            let hint = "`emn roster show` prints the hash; all keyholders sign the same one";
            return Err(CliError::refused("other_roster", message).hint(hint));
        }
    }
    files::replace(&args.roster, signed.bytes())?;
    Ok(report(&args.roster, &signed, "Merged:\n\n", &[]))
}

fn report(path: &std::path::Path, signed: &SignedRoster, title: &str, made: &[String]) -> Answer {
    let (valid, needed) = (own_signatures(signed), signed.roster().threshold);
    let data = json!({
        "file": path, "version": signed.roster().version, "digest": signed.digest(), "changes": made,
        "signers": signed.own_signers(), "signatures": valid, "threshold": needed,
    });
    let mut text = format!("{title}{}", describe(signed));
    if !made.is_empty() {
        text.push_str(&format!("\nChanges:\n  {}\n", made.join("\n  ")));
    }
    let missing = needed.saturating_sub(valid as u64);
    text.push_str(&if missing > 0 {
        format!("\n{missing} more of its root keys must sign.\n")
    } else if signed.roster().version == 1 {
        format!("\nComplete. Nodes install it: emn roster install {}\n", path.display())
    } else {
        format!("\nEnough of its own root keys signed it. emn roster check {} --after PREVIOUS says whether it may follow.\n", path.display())
    });
    Answer::new(&data, text)
}
