//! The command line: the tree of commands, and the one way from a command to its answer.
//!
//! Every command has its `Args` in the file that does it, and a function from a [`Context`] and these arguments to an
//! [`Answer`]. Its help leads with examples: they stand in `after_help`, which the template puts first.

mod attached;
mod audit;
mod bench;
mod check;
mod demo;
mod docs;
mod draft;
mod examined;
mod files;
mod init;
mod join;
mod network;
pub mod output;
mod overriding;
mod person;
mod remote;
mod roster;
mod run;
pub mod sandbox;
mod screen;
mod settings;
mod tabulate;
mod token;
mod topics;
mod user;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use emn_protocol::time::Timestamp;

use self::output::{Answer, CliError};
use crate::telemetry;

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
    #[arg(hide_env_values = true, help_heading = FOR_ALL, display_order = 100)]
    dir: PathBuf,
    /// Print JSON to stdout, also for an error.
    #[arg(long, global = true, help_heading = FOR_ALL, display_order = 101)]
    json: bool,
    /// Print no remarks, only data and errors.
    #[arg(long, short, global = true, help_heading = FOR_ALL, display_order = 102)]
    quiet: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

const FOR_ALL: &str = "Options of every command";

const FIRST_STEPS: &str = "\
First steps:
  emn init --member NL              make keys, a folder and the request to join; send join.toml to the keyholders
  emn roster install roster*.cbor   install the rosters that they send back
  emn run                           start the node; then publish with `emn publish FILE`";

/// Every command. Join a new one here and in [`perform`]; nowhere else. Those that talk to a daemon join as one.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Run(run::RunArgs),
    Demo(demo::DemoArgs),
    Bench(bench::BenchArgs),
    Network(network::NetworkArgs),
    Roster(roster::RosterArgs),
    Draft(draft::DraftArgs),
    Topics(topics::TopicsArgs),
    Tabulate(Box<tabulate::TabulateArgs>),
    Check(check::CheckArgs),
    Screen(screen::ScreenArgs),
    Override(overriding::OverrideArgs),
    Person(person::PersonArgs),
    User(user::UserArgs),
    Token(token::TokenArgs),
    Audit(audit::AuditArgs),
    #[command(flatten)]
    Remote(remote::RemoteCommand),
    Config(settings::ConfigArgs),
    Docs(docs::DocsArgs),
}

/// Examples first: people look for a line to copy.
const HELP: &str = "{about}{after-help}\n\n{usage-heading} {usage}\n\n{all-args}\n";

/// The tree of commands, as it is parsed and documented.
pub(crate) fn tree() -> clap::Command {
    fn with_template(command: clap::Command) -> clap::Command {
        command.help_template(HELP).mut_subcommands(with_template)
    }
    with_template(Cli::command())
}

fn perform(context: &Context, command: Command, now: Timestamp) -> Result<Answer, CliError> {
    match command {
        Command::Init(args) => init::init(context, &args),
        Command::Run(args) => run::run(context, &args),
        Command::Demo(args) => demo::perform(context, &args, now),
        Command::Bench(args) => bench::perform(context, args),
        Command::Network(args) => network::perform(&args, now),
        Command::Roster(args) => roster::perform(context, &args, now),
        Command::Draft(args) => draft::perform(&args),
        Command::Topics(args) => topics::perform(&args),
        Command::Tabulate(args) => tabulate::tabulate(context, &args, now),
        Command::Check(args) => check::check(context, &args, now),
        Command::Screen(args) => screen::perform(context, &args),
        Command::Override(args) => overriding::perform(context, &args, now),
        Command::Person(args) => person::perform(context, &args, now),
        Command::User(args) => user::perform(context, &args, now),
        Command::Token(args) => token::perform(context, &args, now),
        Command::Audit(args) => audit::audit(context, &args),
        Command::Remote(command) => remote::perform(context, command, now),
        Command::Config(args) => settings::perform(context, &args),
        Command::Docs(args) => Ok(docs::perform(&args)),
    }
}

/// The program: parses the command line, does the command, prints, and says how it ended.
pub fn main() -> ExitCode {
    run(std::env::args_os().collect())
}

fn run(arguments: Vec<OsString>) -> ExitCode {
    let wants_json = arguments.iter().any(|argument| argument == "--json");
    match parse(arguments) {
        Ok((context, command)) => output::finish(&context, answer(&context, command, telemetry::wall_clock())),
        Err(error) => unparsed(&error, wants_json),
    }
}

fn parse(arguments: Vec<OsString>) -> Result<(Context, Option<Command>), clap::Error> {
    let matches = tree().try_get_matches_from(arguments)?;
    let dir_given = matches.value_source("dir") == Some(ValueSource::CommandLine);
    let cli = Cli::from_arg_matches(&matches)?;
    Ok((Context { dir: cli.dir, dir_given, json: cli.json, quiet: cli.quiet }, cli.command))
}

fn answer(context: &Context, command: Option<Command>, now: Timestamp) -> Result<Answer, CliError> {
    match command {
        Some(command) => perform(context, command, now),
        None => {
            let help = tree().render_help().to_string();
            Ok(Answer::new(&serde_json::json!({"help": help}), help.clone()))
        }
    }
}

/// Help, version, or a wrong command line.
fn unparsed(error: &clap::Error, wants_json: bool) -> ExitCode {
    let exit = if error.use_stderr() { output::Exit::Usage } else { output::Exit::Ok };
    // A closed pipe changes nothing about how it ended.
    let _ = match (wants_json, exit) {
        (true, output::Exit::Usage) => output::print_error(true, &usage_error(error)),
        _ => error.print(),
    };
    exit.into()
}

/// What clap says, without its advertisement of `--help`.
fn usage_error(error: &clap::Error) -> CliError {
    let text = error.to_string();
    let said = text.split("\n\nUsage:").next().unwrap_or_default().trim_start_matches("error: ");
    let said: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (tips, message): (Vec<&str>, Vec<&str>) = said.into_iter().partition(|line| line.starts_with("tip: "));
    let hint = if tips.is_empty() { "emn help COMMAND shows examples".to_owned() } else { tips.join("; ") };
    CliError::usage(message.join(" ")).hint(hint.replace("tip: ", ""))
}

#[cfg(test)]
mod tests;
