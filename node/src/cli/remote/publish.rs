//! `emn publish`.

use std::path::{Path, PathBuf};

use clap::Args;
use emn_protocol::draft::{Draft, DraftProblem, FILE_BYTES};
use emn_protocol::time::Timestamp;
use serde_json::json;

use crate::api::view::Published;
use crate::cli::output::{Answer, CliError, chain};
use crate::cli::{Context, attached, draft, examined, files, overriding};
use crate::gate::Submission;
use crate::identity::load_key;

/// Check drafts, then sign and publish them.
///
/// All drafts are checked before the first one is published. When a line with its id appears, a record is signed and on
/// disk; other nodes hear of it then. What is published cannot be unsaid: a later withdrawal has all nodes erase it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn publish victims-2025/report.md
  emn publish *.md --json
  emn publish report.md --alone 'a correction that cannot wait'
  emn publish report.md --check       ask the node what it would say, and publish nothing
Exit code 3 when the rules refuse a draft; nothing is published then.")]
pub(in crate::cli) struct PublishArgs {
    /// Drafts (Markdown), in the order in which to publish them.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Your private key, a PEM file, when a second person overrode warnings (`emn override`).
    #[arg(long, value_name = "KEY")]
    by: Option<PathBuf>,
    /// Why you publish alone, where a second person approves what is published (`publish.four_eyes`); the audit log
    /// keeps it.
    #[arg(long, value_name = "REASON")]
    alone: Option<String>,
    /// Publish nothing: only say what would be refused.
    #[arg(long)]
    check: bool,
}

pub(super) fn publish(context: &Context, args: &PublishArgs, now: Timestamp) -> Result<Answer, CliError> {
    let client = super::client(context)?;
    let roster = client.roster()?;
    let policy = roster.roster.policy.disclosure();
    let mut drafts = Vec::new();
    let mut problems = Vec::new();
    for path in &args.files {
        match read(path)? {
            Ok(draft) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                problems.extend(draft::located(draft.check(&policy), &path.display().to_string(), folder));
                drafts.push((path, draft));
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(refused(&problems));
    }
    if args.check {
        return check(&client, &drafts);
    }
    let attached: Vec<_> = drafts.iter().flat_map(|(path, draft)| attached::screen(path, &draft.record)).collect();
    if attached.iter().any(attached::Found::blocks) {
        let lines: Vec<String> = attached.iter().map(|found| format!("  {}", found.line())).collect();
        let message = format!("nothing was published: an attachment holds what must not leave\n{}", lines.join("\n"));
        return Err(CliError::refused("attachment", message)
            .hint("remove it from the file (author and properties too), and name the new SHA-256 in the draft"));
    }
    let key = args.by.as_ref().map(|path| load_key(path)).transpose()?;
    let submission = |path: &Path, draft: &Draft| {
        let submission = overriding::submission(path, draft, &roster.network, key.as_ref(), now)?;
        Ok(Submission { alone: args.alone.clone(), ..submission })
    };
    let sent = send(&client, &drafts, submission)?;
    Ok(attached.iter().map(|found| format!("note: {}", found.line())).fold(sent, Answer::note))
}

fn read(path: &Path) -> Result<Result<Draft, Vec<DraftProblem>>, CliError> {
    let bytes = files::read(path, FILE_BYTES)?;
    Ok(draft::parse(path, &bytes))
}

fn refused(problems: &[DraftProblem]) -> CliError {
    let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
    let message = format!("nothing was published: the drafts have problems\n{}", lines.join("\n"));
    CliError::refused("draft", message).hint("mend them; `emn check FILE` says when they are fine")
}

fn check(client: &crate::client::Client, drafts: &[(&PathBuf, Draft)]) -> Result<Answer, CliError> {
    let mut text = String::new();
    let mut checked = Vec::new();
    let mut fine = true;
    for (path, draft) in drafts {
        let answer = client.check(&draft.record)?;
        fine &= answer.ok;
        let verdict = if answer.ok { "fine" } else { "would be refused" };
        text.push_str(&format!("{}: {verdict} ({})\n", path.display(), super::bytes(answer.bytes)));
        answer.violations.iter().for_each(|violation| text.push_str(&format!("  {violation}\n")));
        if let Some(found) = &answer.examination {
            text.push_str(&examined::render(found));
        }
        answer.notes.iter().for_each(|note| text.push_str(&format!("  note: {note}\n")));
        checked.push(json!({"file": path, "check": answer}));
    }
    let answer = Answer::new(&json!({"checked": checked}), text);
    Ok(if fine { answer } else { answer.exit(crate::cli::output::Exit::Refused) })
}

fn send(
    client: &crate::client::Client,
    drafts: &[(&PathBuf, Draft)],
    submission: impl Fn(&Path, &Draft) -> Result<Submission, CliError>,
) -> Result<Answer, CliError> {
    let mut done: Vec<(&PathBuf, Published)> = Vec::new();
    for (path, draft) in drafts {
        match client.publish(&draft.record, &submission(path, draft)?) {
            Ok(published) => done.push((path, published)),
            Err(error) => return Err(stopped(path, &done, error)),
        }
    }
    let text: String = done.iter().map(|(path, published)| line(path, published)).collect();
    let data: Vec<_> = done.iter().map(|(path, published)| json!({"file": path, "published": published})).collect();
    let notes = done
        .iter()
        .flat_map(|(path, published)| published.notes.iter().map(|note| format!("note: {}: {note}", path.display())));
    let warnings =
        drafts.iter().flat_map(|(_, draft)| draft.warnings.iter().map(|warning| format!("warning: {warning}")));
    let answer = Answer::new(&json!({"published": data}), text);
    Ok(warnings.chain(notes).fold(answer, Answer::note))
}

fn line(path: &Path, published: &Published) -> String {
    format!("{}  {}  {}\n            {}\n", published.short, published.time, path.display(), published.id)
}

/// Some were published and one was not: say which, so that nobody publishes twice.
fn stopped(path: &Path, done: &[(&PathBuf, Published)], error: crate::client::ClientError) -> CliError {
    let cause = CliError::from(error);
    let before: String = done
        .iter()
        .map(|(path, published)| format!("\n  published before: {}", line(path, published).trim_end()))
        .collect();
    let message = format!("{}: {}{before}", path.display(), chain(&cause));
    CliError { message, ..cause }
}
