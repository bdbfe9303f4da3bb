//! Commands that ask the daemon which runs on the folder.

mod compare;
mod cube;
mod doctor;
mod figures;
mod list;
mod open;
mod publish;
pub(super) mod saved;
mod search;
mod series;
mod show;
mod status;
mod verify;

#[cfg(test)]
mod tests;

use clap::Subcommand;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Lang, MultiText};
use emn_protocol::time::Timestamp;

use super::output::{Answer, CliError, Exit, chain};
use super::{Context, examined};
use crate::api::view::Problem;
use crate::client::{Client, ClientError};
use crate::config::Folder;

/// Characters of a line: what the narrowest terminal in use shows.
const WIDTH: usize = 100;

/// Commands that ask the daemon.
#[derive(Debug, Subcommand)]
pub(super) enum RemoteCommand {
    Open(open::OpenArgs),
    Publish(publish::PublishArgs),
    List(list::ListArgs),
    Search(search::SearchArgs),
    Series(series::SeriesArgs),
    Compare(compare::CompareArgs),
    Export(saved::ExportArgs),
    Show(show::ShowArgs),
    Status(status::StatusArgs),
    Peers(status::PeersArgs),
    Verify(verify::VerifyArgs),
    Doctor(doctor::DoctorArgs),
}

/// Does a command that asks the daemon.
pub(super) fn perform(context: &Context, command: RemoteCommand, now: Timestamp) -> Result<Answer, CliError> {
    match command {
        RemoteCommand::Open(args) => open::open(context, &args),
        RemoteCommand::Publish(args) => publish::publish(context, &args, now),
        RemoteCommand::List(args) => list::list(context, &args),
        RemoteCommand::Search(args) => search::search(context, &args),
        RemoteCommand::Series(args) => series::series(context, &args),
        RemoteCommand::Compare(args) => compare::compare(context, &args),
        RemoteCommand::Export(args) => saved::export(context, &args),
        RemoteCommand::Show(args) => show::show(context, &args),
        RemoteCommand::Status(_) => status::status(context, now),
        RemoteCommand::Peers(_) => status::peers(context),
        RemoteCommand::Verify(_) => verify::verify(context),
        RemoteCommand::Doctor(args) => doctor::doctor(context, &args, now),
    }
}

fn client(context: &Context) -> Result<Client, CliError> {
    Ok(Client::find(&Folder::at(&context.dir))?)
}

impl From<ClientError> for CliError {
    fn from(error: ClientError) -> Self {
        let start = |dir: &std::path::Path| format!("start it with `emn run --dir {}`", dir.display());
        match &error {
            ClientError::NoDaemon { dir } => Self::new(Exit::NoDaemon, "no_daemon", error.to_string()).hint(start(dir)),
            ClientError::Stale { dir, .. } => {
                Self::new(Exit::NoDaemon, "daemon_gone", error.to_string()).hint(start(dir))
            }
            ClientError::Refused(problem) => refused(problem),
            ClientError::RunFile(_) => Self::failed("run_file", chain(&error)),
            ClientError::Connection { .. } => Self::failed("connection", chain(&error)),
            ClientError::Answer { .. } => Self::failed("answer", chain(&error)),
        }
    }
}

/// What the daemon refused, with every violation on a line of its own.
fn refused(problem: &Problem) -> CliError {
    // The rules of the network, or of this node's state, against what went wrong or was mistyped.
    let exit = match problem.status {
        400 if problem.code == "bad_query" || problem.code == "bad_cursor" => Exit::Usage,
        403 | 410 | 422 => Exit::Refused,
        // These pass: another id, a moment's patience.
        409 if !matches!(problem.code.as_str(), "ambiguous_id" | "verify_running" | "starting" | "behind") => {
            Exit::Refused
        }
        _ => Exit::Failed,
    };
    let mut message = problem.detail.clone();
    for violation in &problem.violations {
        message.push_str(&format!("\n  {violation}"));
    }
    for candidate in &problem.candidates {
        message.push_str(&format!("\n  {candidate}"));
    }
    if let Some(withdrawn) = &problem.withdrawn {
        let reason = best(&withdrawn.reason, None);
        message.push_str(&format!(
            "\n  withdrawn {} by entry {}: {reason}",
            withdrawn.time.date(),
            withdrawn.by.short()
        ));
    }
    if let Some(found) = &problem.examination {
        message.push_str(&format!("\n{}", examined::render(found).trim_end()));
    }
    let error = CliError::new(exit, problem.code.clone(), message);
    if let Some(advice) = problem.examination.as_ref().and_then(examined::advice) {
        return error.hint(advice);
    }
    match problem.status {
        500 => error.hint(format!("look for {} in the daemon's log", problem.request_id)),
        _ => error,
    }
}

/// A text in the wanted language, or one that is there.
fn best<'a>(text: &'a MultiText, lang: Option<&Lang>) -> &'a str {
    let wanted: Vec<&str> = lang.iter().map(|lang| lang.as_str()).collect();
    text.best(&wanted).map_or("", |(_, text)| text)
}

/// A text on one line of at most `width` characters.
fn clip(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= width {
        return line;
    }
    let mut cut: String = line.chars().take(width.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// A text in lines of at most `width` characters, each after `indent`. Words longer than a line stay whole: they are
/// addresses, to be copied.
fn wrap(text: &str, indent: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for paragraph in text.trim_end().split('\n') {
        let lead: String = paragraph.chars().take_while(|c| *c == ' ').collect();
        let mut line = format!("{indent}{lead}");
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > width {
                wrapped.push_str(line.trim_end());
                wrapped.push('\n');
                line = format!("{indent}{lead}");
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        wrapped.push_str(line.trim_end());
        wrapped.push('\n');
    }
    wrapped
}

/// A list of names for people.
fn joined<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn short(id: &Option<EntryId>) -> String {
    id.map_or_else(String::new, |id| id.short())
}

/// A number of things: `1 log`, `2 logs`, `0 entries`.
fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Bytes for people.
fn bytes(count: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(size, _)| count >= *size) {
        Some((size, unit)) => format!("{}.{} {unit}", count / size, count % size * 10 / size),
        None => format!("{count} bytes"),
    }
}

/// A length of time for people.
fn duration(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        7200..=172_799 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}
