//! `emn docs`: documents that are made from the program, so that they are never wrong about it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::output::Answer;
use crate::config::{Value, commented_file};

/// Print a generated document.
#[derive(Debug, Args)]
#[command(
    hide = true,
    after_help = "\
Examples:
  emn docs cli > docs/cli.md
  emn docs config > docs/config.example.toml"
)]
pub(super) struct DocsArgs {
    /// Which.
    #[arg(value_enum)]
    document: Document,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// docs/cli.md
    Cli,
    /// docs/config.example.toml
    Config,
}

/// Prints a document.
pub(super) fn perform(args: &DocsArgs) -> Answer {
    let text = match args.document {
        Document::Cli => commands(&super::tree()),
        Document::Config => commented_file(&BTreeMap::from([("node.member", Value::Text("NL".to_owned()))])),
    };
    Answer::new(&json!({"text": text}), text.clone())
}

const INTRODUCTION: &str = "\
# Commands

This file is generated: `UPDATE=1 cargo test -p emn-node docs` writes it, and the test fails when it is out of date.
`emn help COMMAND` says the same.

Data goes to stdout, messages to stderr. With `--json` stdout carries JSON, also for an error:
`{\"error\":{\"code\":\"…\",\"message\":\"…\",\"hint\":\"…\"}}`; `code` is stable, the texts are not.

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | failed: a file, a disk, a connection |
| 2 | the command line is wrong |
| 3 | the rules of the network refuse it; trying again will not help |
| 4 | no daemon runs on the folder, and the command needs one |
";

/// The tree of commands as Markdown.
pub(super) fn commands(tree: &clap::Command) -> String {
    let mut text = INTRODUCTION.to_owned();
    write_command(&mut text, tree, "");
    text
}

fn write_command(text: &mut String, command: &clap::Command, above: &str) {
    let name = format!("{above} {}", command.get_name()).trim().to_owned();
    let help = command.clone().bin_name(&name).term_width(100).render_long_help().to_string();
    let lines: Vec<&str> = help.trim().lines().map(str::trim_end).collect();
    // Writing to a string does not fail.
    let _ = write!(text, "\n## {name}\n\n```text\n{}\n```\n", lines.join("\n"));
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help") {
        write_command(text, below, &name);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn commands_in_docs_are_those_of_the_program() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
        let wanted = commands(&super::super::tree());
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &wanted).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == wanted, "docs/cli.md is not up to date: UPDATE=1 cargo test -p emn-node docs");
    }

    fn without_examples(command: &clap::Command, above: &str, found: &mut Vec<String>) {
        let name = format!("{above} {}", command.get_name());
        let help = command.clone().render_long_help().to_string();
        let (examples, usage) = (help.find("Examples:").or(help.find("First steps:")), help.find("Usage:"));
        let leads = examples.zip(usage).is_some_and(|(examples, usage)| examples < usage);
        if !leads {
            found.push(name.clone());
        }
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            without_examples(below, &name, found);
        }
    }

    #[test]
    fn every_help_begins_with_examples() {
        let mut found = Vec::new();
        without_examples(&super::super::tree(), "", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn tree_of_commands_has_no_contradiction() {
        super::super::tree().debug_assert();
    }
}
