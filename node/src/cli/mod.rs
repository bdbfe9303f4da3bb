//! The command line: the tree of commands, and the one way from a command to its answer.
//!
//! Every command has its `Args` in the file that does it, and a function from a [`Context`] and these arguments to an
//! [`Answer`]. Its help leads with examples: they stand in `after_help`, which the template puts first.

mod demo;
mod files;
mod init;
mod join;
mod network;
pub mod output;
mod roster;
mod settings;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use emn_protocol::time::Timestamp;

use self::output::{Answer, CliError};

/// What all commands know.
#[derive(Debug, Clone)]
pub struct Context {
    /// The folder of the node.
    pub dir: PathBuf,
    /// Whether the command line names that folder; else it is the usual one, or comes from the environment.
    pub dir_given: bool,
    /// Whether stdout is for a program.
    pub json: bool,
    /// Whether remarks are left out.
    pub quiet: bool,
}

/// A node of the EMN knowledge network: publishes, finds and checks records of national contact points.
#[derive(Debug, Parser)]
#[command(name = "emn", version, after_help = FIRST_STEPS)]
struct Cli {
    /// The folder of the node.
    #[arg(long, global = true, env = "EMN_DIR", value_name = "FOLDER", default_value = "./emn")]
    dir: PathBuf,
    /// Print JSON to stdout, also for an error.
    #[arg(long, global = true)]
    json: bool,
    /// Print no remarks, only data and errors.
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

const FIRST_STEPS: &str = "\
First steps:
  emn init --member NL              make keys, a folder and the request to join; send join.toml to the keyholders
  emn roster install roster*.cbor   install the rosters that they send back
  emn run                           start the node; then publish with `emn publish FILE`";

/// Every command. Join a new one here and in [`perform`]; nowhere else.
///
/// Commands that talk to a daemon join as one: `remote.rs` has `#[derive(Subcommand)] pub(super) enum RemoteCommand`
/// and a `perform` from a [`Context`] and such a command to an [`Answer`]; here it becomes
/// `#[command(flatten)] Remote(remote::RemoteCommand)`. `demo` and `bench` likewise.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Network(network::NetworkArgs),
    Roster(roster::RosterArgs),
    Config(settings::ConfigArgs),
    Demo(demo::DemoArgs),
}

/// Examples first: people look for a line to copy.
const HELP: &str = "{about-with-newline}{after-help}\n\n{usage-heading} {usage}\n\n{all-args}\n";

/// The tree of commands, as it is parsed and documented.
pub(crate) fn tree() -> clap::Command {
    fn with_template(command: clap::Command) -> clap::Command {
        command.help_template(HELP).mut_subcommands(with_template)
    }
    with_template(Cli::command())
}

fn perform(context: &Context, command: Command) -> Result<Answer, CliError> {
    match command {
        Command::Init(args) => init::init(context, &args),
        Command::Network(args) => network::perform(&args, now()),
        Command::Roster(args) => roster::perform(context, &args, now()),
        Command::Config(args) => settings::perform(context, &args),
        Command::Demo(args) => demo::perform(context, &args),
    }
}

/// The clock of this machine; what is decided with it gets it as an argument.
fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// The program: parses the command line, does the command, prints, and says how it ended.
pub fn main() -> ExitCode {
    run(std::env::args_os().collect())
}

fn run(arguments: Vec<OsString>) -> ExitCode {
    let wants_json = arguments.iter().any(|argument| argument == "--json");
    let parsed = tree().try_get_matches_from(arguments).and_then(|matches| {
        let dir_given = matches.value_source("dir") == Some(ValueSource::CommandLine);
        Ok((Cli::from_arg_matches(&matches)?, dir_given))
    });
    let (cli, dir_given) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return unparsed(&error, wants_json),
    };
    let context = Context { dir: cli.dir, dir_given, json: cli.json, quiet: cli.quiet };
    let result = match cli.command {
        Some(command) => perform(&context, command),
        None => Ok(Answer::new(
            &serde_json::json!({"help": tree().render_help().to_string()}),
            tree().render_help().to_string(),
        )),
    };
    output::finish(&context, result)
}

/// Help, version, or a wrong command line.
fn unparsed(error: &clap::Error, wants_json: bool) -> ExitCode {
    if wants_json && error.use_stderr() {
        let text = error.to_string();
        let message = text.trim_start_matches("error: ").trim_end();
        // A closed pipe changes nothing about how it ended.
        let _ = output::print_error(true, &CliError::usage(message));
        return output::Exit::Usage.into();
    }
    let _ = error.print();
    if error.use_stderr() { output::Exit::Usage.into() } else { output::Exit::Ok.into() }
}
