//! `emn demo`: a network of five real nodes on this machine, and a script that shows what it does.
//!
//! | file | what |
//! |---|---|
//! | `drafts` | what is published, compiled into the program |
//! | `nodes` | the five nodes: starting, stopping, seeing what happens |
//! | `script` | what happens, in which order |
//! | `attack`, `hostile` | the hostile part of it, and the means of the hostile |
//! | `outcome` | what came of it, as JSON |
//! | `people` | who signs in to the pages of the first node |
//! | `screen` | what it looks like |

mod attack;
mod drafts;
mod hostile;
mod nodes;
mod outcome;
mod people;
mod screen;
mod script;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::time::Duration;

use anyhow::bail;
use clap::Args;
use data_encoding::HEXLOWER;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Kind, Record};
use emn_protocol::time::Timestamp;

use self::nodes::Nodes;
use self::outcome::Outcome;
use self::screen::{Look, Screen};
use super::Context;
use super::output::{self, Answer, CliError};
use super::run::stop_wanted;
use crate::config::temporary_folder;
use crate::identity::{create_private_folder, random};
use crate::telemetry;

/// Between two looks whether all nodes still run.
const WATCH: Duration = Duration::from_secs(1);

/// Show the network at work: five nodes on this machine publish, catch up, and refuse what is forged.
///
/// It needs nothing but this program. The nodes listen on free ports of 127.0.0.1 and keep running until Ctrl-C, with
/// the web pages and the HTTP API of the first one, so that they and other commands can be tried. Their folders lie in a temporary folder that is
/// removed at the end, unless --dir names one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn demo
  emn demo --exit                  end after the script; the exit code is 0 only if all went as it should
  emn demo --exit --json           what happened, with every time in milliseconds, as JSON
  emn demo --dir ./emn-demo        keep the folders of the nodes")]
pub(super) struct DemoArgs {
    /// End after the script.
    #[arg(long)]
    exit: bool,
}

/// Where the nodes' folders lie. A temporary place is removed with this value.
struct Place {
    root: PathBuf,
    temporary: bool,
}

impl Place {
    /// The folder that was asked for, or a new temporary one.
    fn prepare(wanted: Option<&Path>) -> Result<Self, CliError> {
        let Some(root) = wanted else {
            let root = temporary_folder().join(format!("emn-demo-{}", HEXLOWER.encode(&random::<6>()?)));
            create_private_folder(&root)?;
            return Ok(Self { root, temporary: true });
        };
        create_private_folder(root)?;
        let failed = |error: io::Error| CliError::failed("folder", format!("cannot read {}: {error}", root.display()));
        if root.read_dir().map_err(failed)?.next().is_some() {
            let message = format!("{} is not empty; nothing was changed", root.display());
            return Err(CliError::failed("folder_not_empty", message).hint("name a new folder with --dir"));
        }
        let root = root.canonicalize().map_err(failed)?;
        Ok(Self { root, temporary: false })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary {
            // The system removes what is left in its temporary folder.
            let _ = std::fs::remove_dir_all(&self.root);
        }
    }
}

/// How the demonstration ended.
enum End {
    /// All went as it should.
    Done(Box<Outcome>),
    /// The operator wanted no more, before the end of the script.
    Interrupted,
}

/// Plays the demonstration.
pub(super) fn perform(context: &Context, args: &DemoArgs, now: Timestamp) -> Result<Answer, CliError> {
    listen_to_logs()?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| CliError::failed("runtime", format!("the system gives no threads: {error}")))?;
    let mut screen = Screen::of(context);
    let end = runtime.block_on(async {
        let mut stop = pin!(stop_wanted());
        // From here on Ctrl-C no longer kills the program, which would leave folders behind.
        if futures::poll!(stop.as_mut()).is_ready() {
            return Ok(End::Interrupted);
        }
        let place = Place::prepare(context.dir_given.then_some(context.dir.as_path()))?;
        let mut nodes = Nodes::create(&place.root, now)?;
        let end = session(context, args, &mut nodes, &mut screen, stop).await;
        screen.rest();
        let well = nodes.stop_all().await;
        match end {
            Ok(End::Done(_)) if !well => bail!("a node did not end well"),
            end => end,
        }
    });
    match end {
        // Without --exit it was printed when the script was over.
        Ok(End::Done(outcome)) if args.exit => {
            let text = if context.quiet { summary(&outcome) } else { String::new() };
            Ok(Answer::new(&outcome, text))
        }
        Ok(End::Done(_)) => Ok(Answer::silent()),
        Ok(End::Interrupted) => Err(CliError::failed("interrupted", "stopped before the end of the script")),
        Err(error) => Err(error.downcast::<CliError>().unwrap_or_else(|error| {
            let hint = "EMN_LOG=info shows what the nodes say; --dir FOLDER keeps their folders";
            CliError::failed("demo", format!("{error:#}")).hint(hint)
        })),
    }
}

/// The nodes' logs would drown the script; who wants them says so.
fn listen_to_logs() -> Result<(), CliError> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(filter) = ["EMN_LOG_FILTER", "EMN_LOG", "RUST_LOG"].into_iter().find_map(set) else { return Ok(()) };
    let form = telemetry::Form::Text { colour: io::stderr().is_terminal() };
    telemetry::init(form, &filter).map_err(|error| CliError::failed("log", output::chain(&error)))
}

/// The script, and what comes after it, until the operator wants no more.
async fn session(
    context: &Context,
    args: &DemoArgs,
    nodes: &mut Nodes,
    screen: &mut Screen,
    mut stop: Pin<&mut impl Future<Output = ()>>,
) -> anyhow::Result<End> {
    let mut outcome = tokio::select! {
        biased;
        () = &mut stop => return Ok(End::Interrupted),
        outcome = play(nodes, screen) => outcome?,
    };
    screen.rest();
    if args.exit || screen.is_closed() {
        // Nothing will be left to call.
        outcome.api = None;
        return Ok(End::Done(Box::new(outcome)));
    }
    outcome.people = people::admit(nodes.sandbox.sites[0].folder.root(), telemetry::wall_clock())?;
    if let Some((entry, record)) = own_practice(nodes, &outcome)? {
        people::hand_in(nodes.node(0)?, nodes.sandbox.sites[0].folder.root(), entry, &record, telemetry::wall_clock())?;
    }
    if context.json {
        output::print_json(&outcome)?;
    } else if context.quiet {
        output::print_text(&summary(&outcome))?;
    }
    show_what_to_try(nodes, screen, &outcome);
    tokio::select! {
        () = &mut stop => {}
        failed = watch(nodes) => bail!("the node of {failed} has failed"),
    }
    screen.line("");
    screen.line("Stopping.");
    Ok(End::Done(Box::new(outcome)))
}

async fn play(nodes: &mut Nodes, screen: &mut Screen) -> anyhow::Result<Outcome> {
    let piles = drafts::piles(&nodes.sandbox.rosters.current().policy.disclosure())?;
    let mut outcome = script::play(nodes, screen, &piles).await?;
    outcome.api = api_address(nodes).map(|address| format!("http://{address}"));
    Ok(outcome)
}

/// The practice that the first node published.
fn own_practice(nodes: &Nodes, outcome: &Outcome) -> anyhow::Result<Option<(EntryId, Record)>> {
    let own = outcome
        .published
        .iter()
        .find(|published| published.member.as_str() == nodes::code(0) && published.kind == Kind::Practice);
    let Some(own) = own else { return Ok(None) };
    let entry = nodes.node(0)?.reader().entry(&own.id)?;
    Ok(entry.and_then(|entry| entry.record().cloned()).map(|record| (own.id, record)))
}

/// Ends when a node ends by itself, with its code.
async fn watch(nodes: &Nodes) -> &'static str {
    loop {
        if let Some((node, _)) = nodes.running().find(|(_, daemon)| daemon.has_failed()) {
            return nodes::code(node);
        }
        tokio::time::sleep(WATCH).await;
    }
}

fn show_what_to_try(nodes: &Nodes, screen: &mut Screen, outcome: &Outcome) {
    if let Some(pages) = &outcome.api {
        let member = nodes::code(0);
        screen.line("");
        screen.line(&screen.paint.on(Look::Bold, &format!("The pages of {member}, for a browser: {pages}/")));
        screen.line("  Everybody reads here; to publish and approve, sign in as");
        for someone in &outcome.people {
            screen.line(&format!("  {:8} password {}  {}", someone.name, someone.password, people::does(someone)));
        }
    }
    let heading = screen.paint.on(Look::Bold, "The network keeps running until Ctrl-C. Try, in another terminal:");
    screen.line("");
    screen.line(&heading);
    let program = std::env::args_os().next().map_or_else(|| PathBuf::from("emn"), PathBuf::from);
    for line in to_try(&program, nodes.root(), outcome) {
        screen.line(&format!("  {line}"));
    }
}

/// Where the first node's HTTP API is.
fn api_address(nodes: &Nodes) -> Option<SocketAddr> {
    Some(nodes.node(0).ok()?.api_address())
}

/// What came of it in one line.
fn summary(outcome: &Outcome) -> String {
    let api = outcome.api.as_ref().map_or(String::new(), |api| format!("; API {api}"));
    let (nodes, entries, refused) = (outcome.nodes.len(), outcome.entries, outcome.refused.len());
    format!("{nodes} nodes with the same {entries} entries; {refused} attacks refused by all of them{api}\n")
}

/// Lines to copy, for a network whose nodes' folders lie below `root`, and for this program as it was called.
fn to_try(program: &Path, root: &Path, outcome: &Outcome) -> Vec<String> {
    let command =
        |words: &str, member: &str| format!("{} {words} --dir {}", quoted(program), quoted(&root.join(member)));
    let mut lines = vec![command("list", "NL")];
    if let Some(first) = outcome.published.first() {
        lines.push(command(&format!("show {}", first.id.short()), "PL"));
    }
    lines.push(command("search mensenhandel --facets", "FR"));
    lines.push(command("series --measure victims-identified --by country,year --where sex=F", "NO"));
    lines.push(command("compare --measure asylum-applicants --per 100000", "NL"));
    lines.push(command("status", "DE"));
    if let Some(api) = &outcome.api {
        lines.push(format!("curl -s {api}/api/v1/status"));
        lines.push(format!("curl -s '{api}/api/v1/records?topic=trafficking-in-human-beings'"));
    }
    lines
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
