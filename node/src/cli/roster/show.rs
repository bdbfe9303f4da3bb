//! `emn roster show` and `check`.

use std::path::PathBuf;

use clap::Args;
use emn_protocol::roster::SignedRoster;
use emn_protocol::time::Timestamp;
use serde_json::{Value, json};

use super::describe::{changes, describe};
use super::{open, own_signatures, refusal, signed_by_enough};
use crate::cli::output::{Answer, CliError};

/// Days before a roster expires in which `check` says so.
const WARN_DAYS: i64 = 60;

/// Show a roster: rules, members, keys, nodes, signatures.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster show roster.cbor
  emn roster show roster.cbor --json")]
pub(super) struct ShowArgs {
    /// The roster.
    #[arg(value_name = "ROSTER")]
    roster: PathBuf,
}

/// Check a roster: its rules, its signatures, and that it may follow another.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster check roster.cbor
  emn roster check roster-2.cbor --after roster.cbor      also shows what changes
Exit code 3 when nodes would refuse it.")]
pub(super) struct CheckArgs {
    /// The roster.
    #[arg(value_name = "ROSTER")]
    roster: PathBuf,
    /// The version before.
    #[arg(long, value_name = "PREVIOUS")]
    after: Option<PathBuf>,
}

pub(super) fn show(args: &ShowArgs) -> Result<Answer, CliError> {
    let signed = open(&args.roster)?;
    Ok(Answer::new(&json(&signed), describe(&signed)))
}

fn json(signed: &SignedRoster) -> Value {
    json!({
        "network": signed.network(), "digest": signed.digest(), "signers": signed.own_signers(),
        "signatures": own_signatures(signed), "signed_by_enough": signed_by_enough(signed), "roster": signed.roster(),
    })
}

pub(super) fn check(args: &CheckArgs, now: Timestamp) -> Result<Answer, CliError> {
    let signed = open(&args.roster)?;
    let roster = signed.roster();
    let mut made = Vec::new();
    let mut unknown = None;
    match &args.after {
        Some(path) => {
            let previous = open(path)?;
            signed.verify_successor(&previous).map_err(|error| refusal(&args.roster, &error))?;
            made = changes(previous.roster(), roster);
        }
        None if roster.version == 1 => signed.verify_first().map_err(|error| refusal(&args.roster, &error))?,
        None => {
            refuse_unsigned(args, &signed)?;
            let version = roster.version - 1;
            unknown =
                Some(format!("Whether it follows version {version} was not checked: name that one with --after."));
        }
    }
    let days = (roster.expires.unix() - now.unix()) / 86_400;
    let data = json!({
        "valid": true, "version": roster.version, "network": signed.network(), "digest": signed.digest(),
        "followed": args.after.is_some() || roster.version == 1, "changes": made, "expires": roster.expires,
        "expires_in_days": days,
    });
    let mut text = format!("{}: version {} is valid.\n", args.roster.display(), roster.version);
    if !made.is_empty() {
        text.push_str(&format!("Changes:\n  {}\n", made.join("\n  ")));
    }
    let mut answer = Answer::new(&data, text);
    answer.notes.extend(unknown);
    if roster.expires <= now {
        answer = answer.note(format!(
            "It expired on {}: members cannot publish until there is a newer one.",
            roster.expires.date()
        ));
    } else if days < WARN_DAYS {
        answer = answer.note(format!("It expires in {days} days, on {}.", roster.expires.date()));
    }
    Ok(answer)
}

fn refuse_unsigned(args: &CheckArgs, signed: &SignedRoster) -> Result<(), CliError> {
    if signed_by_enough(signed) {
        return Ok(());
    }
    let (valid, needed) = (own_signatures(signed), signed.roster().threshold);
    let broken = signed.own_signatures() - valid;
    let error = emn_protocol::roster::RosterError::TooFewSignatures { valid, needed, whose: "its own", broken };
    Err(refusal(&args.roster, &error))
}
