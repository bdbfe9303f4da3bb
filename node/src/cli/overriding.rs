//! `emn override`: a second person says why warnings do not apply.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use data_encoding::BASE64;
use emn_protocol::crypto::SigningKey;
use emn_protocol::draft::{Draft, FILE_BYTES};
use emn_protocol::ids::{Digest, NetworkId};
use emn_protocol::record::Record;
use emn_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::output::{Answer, CliError};
use super::{Context, check, draft, examined, files, roster};
use crate::gate::{Examination, Submission};
use crate::identity::load_key;
use crate::people::{OverrideReason, Says, Statement};

/// Bytes of a file of overrides.
const OVERRIDES_BYTES: usize = 1 << 20;

/// Say, as a second person, why warnings about a draft do not apply.
///
/// Writes your signed statement beside the draft; `emn publish DRAFT --by KEY` takes it along. Who publishes must be
/// somebody else. It is about this very text: when the draft changes, it has to be made again. What is marked `block`
/// cannot be overridden. The statement goes into this node's audit log (`emn audit`) and is sent to nobody.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn override report.md --by /home/bakker/emn.pem --reason public-figure --note \"The mayor, speaking in office\"
  emn override report.md --by bakker.pem --finding 3f2a91c04b7d --reason false-positive --note \"A street, not a person\"")]
pub(super) struct OverrideArgs {
    /// The draft.
    #[arg(value_name = "DRAFT")]
    file: PathBuf,
    /// Your private key, a PEM file.
    #[arg(long, value_name = "KEY")]
    by: PathBuf,
    /// Why.
    #[arg(long, value_enum)]
    reason: ReasonArg,
    /// Why, in words; without personal data.
    #[arg(long)]
    note: String,
    /// Only this finding, by its id. Repeat for several; without it, all warnings.
    #[arg(long, value_name = "ID")]
    finding: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ReasonArg {
    /// It is no personal datum.
    FalsePositive,
    /// A person in public office, in that capacity.
    PublicFigure,
    /// A law asks for it.
    LegalBasis,
    /// The person agreed, in writing.
    Consent,
    /// Published by the authority before.
    AlreadyPublic,
}

impl From<ReasonArg> for OverrideReason {
    fn from(reason: ReasonArg) -> Self {
        match reason {
            ReasonArg::FalsePositive => Self::FalsePositive,
            ReasonArg::PublicFigure => Self::PublicFigure,
            ReasonArg::LegalBasis => Self::LegalBasis,
            ReasonArg::Consent => Self::Consent,
            ReasonArg::AlreadyPublic => Self::AlreadyPublic,
        }
    }
}

/// The file beside a draft.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverridesFile {
    /// Signed statements, base64.
    statements: Vec<String>,
}

/// Writes an override.
pub(super) fn perform(context: &Context, args: &OverrideArgs, now: Timestamp) -> Result<Answer, CliError> {
    let rosters = roster::history(context, &[])?;
    let history = rosters.as_ref().ok_or_else(|| {
        CliError::failed("no_roster", "no roster is installed: an override is made for one network")
            .hint("emn roster install FILE")
    })?;
    let bytes = files::read(&args.file, FILE_BYTES)?;
    let parsed = draft::parse(&args.file, &bytes).map_err(|problems| draft::refused(&problems))?;
    let found = check::examine(context, &parsed.record, &history.current().policy.disclosure())?;
    let findings = chosen(args, &found)?;
    let key = load_key(&args.by)?;
    let says = Says::Override { findings: findings.clone(), reason: args.reason.into(), note: args.note.clone() };
    let statement = Statement { record: found.record, time: now, says };
    let path = overrides_path(&args.file);
    let mut file = load(&path)?;
    // Statements about an older text say nothing about this one.
    file.statements.retain(|text| is_about(text, &history.network(), found.record));
    file.statements.push(BASE64.encode(&statement.sign(&history.network(), &key)));
    let json = serde_json::to_vec_pretty(&file).expect("texts are valid JSON");
    files::replace(&path, &json)?;
    let text = format!(
        "{} warning(s) overridden by the key {}; written to {}.\nSomebody else publishes: emn publish {} --by KEY\n",
        findings.len(),
        key.id().fingerprint(),
        path.display(),
        args.file.display()
    );
    Ok(Answer::new(&json!({"file": path, "record": found.record, "findings": findings, "key": key.id()}), text))
}

/// The ids of the warnings that are meant, in order.
fn chosen(args: &OverrideArgs, found: &Examination) -> Result<Vec<String>, CliError> {
    let warnings: Vec<&str> = found.warnings_in_text().map(|finding| finding.id.as_str()).collect();
    if let Some(other) = args.finding.iter().find(|id| !warnings.contains(&id.as_str())) {
        let blocks = found.blocking().any(|finding| finding.id == *other);
        let why =
            if blocks { "it is marked `block`, which nobody may override" } else { "this draft has no such warning" };
        return Err(CliError::refused("finding", format!("finding {other} cannot be overridden: {why}"))
            .hint(examined::render(found).trim_end().to_owned()));
    }
    let mut ids: Vec<String> =
        if args.finding.is_empty() { warnings.into_iter().map(str::to_owned).collect() } else { args.finding.clone() };
    if ids.is_empty() {
        return Err(CliError::refused("no_warnings", "this draft has no warnings to override"));
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// What goes to the node with a draft: the statements beside it, and who publishes.
pub(super) fn submission(
    path: &Path,
    draft: &Draft,
    network: &NetworkId,
    by: Option<&SigningKey>,
    now: Timestamp,
) -> Result<Submission, CliError> {
    let mut overrides = load(&overrides_path(path))?.statements;
    overrides.retain(|text| is_about(text, network, digest(&draft.record)));
    let publisher = by.map(|key| {
        let statement = Statement { record: digest(&draft.record), time: now, says: Says::Publish };
        BASE64.encode(&statement.sign(network, key))
    });
    Ok(Submission { publisher, overrides, alone: None })
}

/// Whether a statement is about this very text.
fn is_about(text: &str, network: &NetworkId, record: Digest) -> bool {
    let opened = BASE64.decode(text.as_bytes()).ok().and_then(|bytes| Statement::open(&bytes, network));
    opened.is_some_and(|(_, statement)| statement.record == record)
}

fn digest(record: &Record) -> Digest {
    Digest::of(&record.to_bytes())
}

fn overrides_path(draft: &Path) -> PathBuf {
    let mut name = draft.file_name().unwrap_or_default().to_owned();
    name.push(".overrides.json");
    draft.with_file_name(name)
}

fn load(path: &Path) -> Result<OverridesFile, CliError> {
    if !path.exists() {
        return Ok(OverridesFile::default());
    }
    let bytes = files::read(path, OVERRIDES_BYTES)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        CliError::failed("overrides", format!("{} is not a file of overrides: {error}", path.display()))
            .hint("remove it, and have the overrides made again with `emn override`")
    })
}
