//! `emn config`: what is set, and where.

use clap::{Args, Subcommand};
use serde_json::json;

use super::Context;
use super::output::{Answer, CliError, Table};
use crate::config::{Folder, Layers};

/// Show or check the settings of a node.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn config show
  emn config check --dir /var/lib/emn")]
pub(super) struct ConfigArgs {
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Show every setting as it is in force, and where it comes from.
    #[command(after_help = "\
Examples:
  emn config show
  emn config show --json
  EMN_LOG_FILTER=debug emn config show --set api.listen=127.0.0.1:0")]
    Show(SetFlags),
    /// Say whether the settings will do.
    #[command(after_help = "\
Examples:
  emn config check
  emn config check --set api.listen=127.0.0.1:8080")]
    Check(SetFlags),
}

/// Settings from the command line.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct SetFlags {
    /// A setting, stronger than the environment and the file. Repeat for more; lists are separated by commas.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
}

/// Does a `config` command.
pub(super) fn perform(context: &Context, args: &ConfigArgs) -> Result<Answer, CliError> {
    let (flags, show) = match &args.command {
        ConfigCommand::Show(flags) => (flags, true),
        ConfigCommand::Check(flags) => (flags, false),
    };
    let resolved = Layers::read(&context.dir, &flags.set)?.resolve()?;
    if !show {
        let file = Folder::at(&context.dir).config();
        return Ok(Answer::new(&json!({"valid": true, "file": file}), format!("{}: fine", file.display())));
    }
    let mut table = Table::new(&["setting", "value", "from"]);
    for shown in &resolved.shown {
        table.row([shown.key.to_owned(), shown.value.toml(), shown.source.to_string()]);
    }
    Ok(Answer::new(&json!({"settings": resolved.shown}), table.render()))
}
