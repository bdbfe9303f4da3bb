//! `emn check`: what the network would say to a file, without a network.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bytes::Bytes;
use clap::Args;
use emn_protocol::codec;
use emn_protocol::crypto::Sign1;
use emn_protocol::disclosure::Policy;
use emn_protocol::draft::{DraftProblem, FILE_BYTES};
use emn_protocol::entry::{self, Body, Header, SignedEntry};
use emn_protocol::ids::NetworkId;
use emn_protocol::limits;
use emn_protocol::record::Record;
use emn_protocol::roster::History;
use emn_protocol::time::Timestamp;
use emn_protocol::verify;
use serde_json::json;

use super::output::{Answer, CliError, Exit, chain};
use super::{Context, attached, draft, examined, files, roster};
use crate::config::Folder;
use crate::gate::{Examination, Gate, GateError, examine_alone};

/// Minimum frequency without a roster: what most networks set.
const MIN_FREQUENCY: u64 = 5;

/// Longest time for the audit of a draft's tables.
const AUDIT_TIME: Duration = Duration::from_secs(300);

/// Check a draft, or an exported entry. Needs no daemon and no network.
///
/// A draft is checked for its form and for disclosure: the same rules, by the same names, that every node applies. Then
/// its tables are audited together with all that this node published before, and its texts are screened for personal
/// data, as before publishing. The policy is that of the roster installed in the folder of the node. An entry is checked for its form, its signature
/// and, with a roster, whether its member may speak.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn check report.md
  emn check report.md --json
  emn check entry.cbor --roster roster.cbor --roster roster-2.cbor
Exit code 3 when nodes would refuse it.")]
pub(super) struct CheckArgs {
    /// A draft (Markdown), or an entry as it travels (CBOR).
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Check against this roster in place of the installed ones. Repeat for all versions from the first on.
    #[arg(long, value_name = "FILE")]
    roster: Vec<PathBuf>,
}

/// Checks a file.
pub(super) fn check(context: &Context, args: &CheckArgs, now: Timestamp) -> Result<Answer, CliError> {
    let rosters = roster::history(context, &args.roster)?;
    let bytes = files::read(&args.file, FILE_BYTES)?;
    match bytes.first() {
        // CBOR: an array of two or three is a frame. No text begins like that.
        Some(0x82 | 0x83) => check_entry(&args.file, bytes.into(), rosters.as_ref(), now),
        Some(0xd2) => {
            Err(CliError::refused("not_an_entry", format!("{} is a signed shell alone", args.file.display()))
                .hint("an entry is checked with its record: export the whole frame"))
        }
        Some(0xd8) => {
            Err(CliError::usage(format!("{} looks like a roster", args.file.display())).hint("emn roster check FILE"))
        }
        _ => check_draft(context, &args.file, &bytes, rosters.as_ref()),
    }
}

/// The policy that a draft is checked with, or a table protected with, and a remark on where it comes from.
pub(super) fn policy(rosters: Option<&History>, done: &str) -> (Policy, String) {
    let Some(history) = rosters else {
        let policy = Policy { min_frequency: MIN_FREQUENCY, noise_allowed: false };
        let remark = format!(
            "No roster is installed: {done} with the usual policy, counts below {MIN_FREQUENCY} are not published."
        );
        return (policy, remark);
    };
    let roster = history.current();
    let policy = roster.policy.disclosure();
    let k = policy.min_frequency;
    let mut verb = done.to_owned();
    if let Some(first) = verb.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let version = roster.version;
    let remark =
        format!("{verb} with the policy of `{}`, version {version}: counts below {k} are not published.", roster.name);
    (policy, remark)
}

/// What a record would disclose, together with what this node published before.
pub(super) fn examine(context: &Context, record: &Record, policy: &Policy) -> Result<Examination, CliError> {
    let began = Instant::now();
    let expired = || began.elapsed() >= AUDIT_TIME;
    Ok(match Gate::existing(&Folder::at(&context.dir))? {
        Some(gate) => gate.examine(record, policy, &expired)?,
        None => examine_alone(record, policy, &expired),
    })
}

impl From<GateError> for CliError {
    fn from(error: GateError) -> Self {
        Self::failed("gate", chain(&error))
    }
}

fn check_draft(context: &Context, path: &Path, bytes: &[u8], rosters: Option<&History>) -> Result<Answer, CliError> {
    let (policy, remark) = policy(rosters, "checked");
    let (mut examination, mut attached) = (None, Vec::new());
    let (kind, problems, warnings) = match draft::parse(path, bytes) {
        Ok(draft) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            let problems = draft::located(draft.check(&policy), &path.display().to_string(), folder);
            if problems.is_empty() {
                examination = Some(examine(context, &draft.record, &policy)?);
                attached = attached::screen(path, &draft.record);
            }
            (Some(draft.record.kind().name()), problems, draft.warnings)
        }
        Err(problems) => (None, problems, Vec::new()),
    };
    let advice = examination.as_ref().and_then(examined::advice);
    let valid = problems.is_empty() && advice.is_none() && !attached.iter().any(attached::Found::blocks);
    let data = json!({
        "file": path, "kind": kind, "valid": valid, "problems": problems, "warnings": warnings,
        "min_frequency": policy.min_frequency, "examination": examination,
        "attachments": attached,
    });
    let mut text = listed(&problems, "");
    text.push_str(&listed(&warnings, "warning: "));
    if let Some(found) = &examination {
        text.push_str(&examined::render(found));
    }
    attached.iter().for_each(|found| text.push_str(&format!("  {}\n", found.line())));
    if valid {
        text.push_str(&format!("{}: fine, this {} may be published\n", path.display(), kind.unwrap_or("draft")));
    }
    let answer = advice.into_iter().fold(Answer::new(&data, text).note(remark), Answer::note);
    Ok(if valid { answer } else { answer.exit(Exit::Refused) })
}

fn listed(problems: &[DraftProblem], mark: &str) -> String {
    problems.iter().map(|problem| format!("{}\n", marked(problem, mark))).collect()
}

/// `file:line:col: warning: …`, as editors read it.
fn marked(problem: &DraftProblem, mark: &str) -> String {
    let what = problem.problem.clone();
    DraftProblem { problem: format!("{mark}{what}"), ..problem.clone() }.to_string()
}

fn check_entry(path: &Path, frame: Bytes, rosters: Option<&History>, now: Timestamp) -> Result<Answer, CliError> {
    let refused = |code: &str, why: String| CliError::refused(code, format!("{}: {why}", path.display()));
    let network = match rosters {
        Some(history) => history.network(),
        None => network_of(&frame)
            .ok_or_else(|| refused("not_an_entry", "not an entry of the form used here".to_owned()))?,
    };
    let entry = SignedEntry::open(&network, frame).map_err(|reason| refused(reason.code(), reason.to_string()))?;
    let member_known = rosters.is_some();
    let entry = match rosters {
        Some(history) => match verify::verify(entry, history, now) {
            Ok(verified) => verified.into_entry(),
            Err(found) => return Err(refused(found.reason.code(), found.reason.to_string())),
        },
        None => entry,
    };
    let answer = report(path, &entry, &network, member_known);
    Ok(if member_known {
        answer
    } else {
        answer.note(
            "No roster is installed: whether the key is the member's, and the rules of disclosure, were not checked.",
        )
    })
}

/// The network that a frame names, before anything about it was checked.
fn network_of(frame: &Bytes) -> Option<NetworkId> {
    codec::check_deterministic(frame, limits::ENTRY_BYTES).ok()?;
    let mut decoder = minicbor::Decoder::new(frame);
    decoder.array().ok()?;
    let shell = decoder.bytes().ok()?;
    let envelope = Sign1::parse(shell, entry::CONTENT_TYPE).ok()?;
    let header: Header = codec::decode(envelope.payload, limits::SHELL_BYTES).ok()?;
    Some(header.network)
}

fn report(path: &Path, entry: &SignedEntry, network: &NetworkId, member_known: bool) -> Answer {
    let header = entry.header();
    let (what, title) = match entry.body() {
        Body::Record(record) => {
            (record.kind().name(), record.about().and_then(|about| about.title.best(&[])).map(|(_, title)| title))
        }
        Body::Unknown => ("a record of a newer version", None),
        Body::Erased(_) => ("withdrawn", None),
    };
    let data = json!({
        "file": path, "valid": true, "id": entry.id(), "network": network, "member": header.member, "log": entry.log(),
        "seq": header.seq, "time": header.time, "roster": header.roster, "kind": what, "title": title,
        "checked": if member_known { "signature, member, rules" } else { "signature" },
    });
    let mut text = format!(
        "{}: the signature is valid\n  id      {}\n  member  {}\n  key     {}\n  entry   {} of its log\n  time    {}\n  kind    {what}\n",
        path.display(),
        entry.id(),
        header.member,
        entry.log().fingerprint(),
        header.seq,
        header.time,
    );
    if let Some(title) = title {
        text.push_str(&format!("  title   {title}\n"));
    }
    Answer::new(&data, text)
}

#[cfg(test)]
mod tests;
