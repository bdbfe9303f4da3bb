//! `emn audit`: the audit log of this node.

use clap::Args;
use serde_json::json;

use super::Context;
use super::output::{Answer, CliError, Table, chain};
use crate::audit_log::{AuditLine, AuditLog, AuditLogError};
use crate::config::Folder;

/// Show who did what to what this node publishes; verifies that no line was changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn audit
  emn audit --action override --json")]
pub(super) struct AuditArgs {
    /// Only lines of this action, such as publish, override, user-add, sign-in.
    #[arg(long)]
    action: Option<String>,
}

impl From<AuditLogError> for CliError {
    fn from(error: AuditLogError) -> Self {
        match &error {
            AuditLogError::Broken { .. } => Self::refused("audit_log_broken", error.to_string())
                .hint("keep the file as it is and compare it with your copies"),
            AuditLogError::Io { .. } => Self::failed("audit_log", chain(&error)),
        }
    }
}

/// Shows the log.
pub(super) fn audit(context: &Context, args: &AuditArgs) -> Result<Answer, CliError> {
    let log = AuditLog::at(Folder::at(&context.dir).audit_log());
    let lines = log.load()?;
    let all = lines.len();
    let shown: Vec<AuditLine> =
        lines.into_iter().filter(|line| args.action.as_ref().is_none_or(|action| line.action == *action)).collect();
    let mut table = Table::new(&["no", "time", "who", "action", "about"]);
    for line in &shown {
        table.row([line.number.to_string(), line.time.to_string(), line.who.clone(), line.action.clone(), about(line)]);
    }
    let text = if table.is_empty() { String::new() } else { table.render() };
    let answer = Answer::new(&json!({"lines": shown, "verified": all}), text);
    Ok(answer.note(format!("{all} line(s) in {}; every one follows from the one before.", log.path().display())))
}

/// The details on one line.
fn about(line: &AuditLine) -> String {
    let Some(details) = line.details.as_object() else { return String::new() };
    let shown = details.iter().map(|(key, value)| match value.as_str() {
        Some(text) => format!("{key} {}", text.chars().take(60).collect::<String>()),
        None => format!("{key} {value}"),
    });
    shown.collect::<Vec<_>>().join(", ")
}
