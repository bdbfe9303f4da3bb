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

    /// Words of a line as a shell takes them, up to a remark, another command or a file.
    fn words(line: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let (mut quote, mut open, mut blanks) = (None, false, 0);
        for c in line.chars() {
            match (quote, c) {
                (Some(mark), c) if mark == c => quote = None,
                (None, '\'' | '"') => {
                    if !open {
                        words.push(String::new());
                    }
                    (quote, open) = (Some(c), true);
                }
                (None, ' ') => (open, blanks) = (false, blanks + 1),
                // Remarks stand apart.
                (None, '#' | '|' | '>' | '&') if !open => return words,
                (None, _) if !open && blanks > 1 => return words,
                _ => {
                    if !open {
                        words.push(String::new());
                    }
                    open = true;
                    words.last_mut().unwrap().push(c);
                }
            }
            if c != ' ' {
                blanks = 0;
            }
        }
        assert_eq!(quote, None, "a quotation mark has no second one: {line}");
        words
    }

    fn not_understood(line: &str) -> Option<String> {
        let arguments = words(line).into_iter().map(std::ffi::OsString::from).collect();
        let error = super::super::parse(arguments).err().filter(clap::Error::use_stderr)?;
        Some(format!("{line}: {error}"))
    }

    fn examples(command: &clap::Command, found: &mut Vec<String>) {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        found.extend(help.lines().map(str::trim).filter(|line| line.starts_with("emn ")).map(str::to_owned));
        command.get_subcommands().for_each(|below| examples(below, found));
    }

    #[test]
    fn every_example_is_understood() {
        let mut found = Vec::new();
        examples(&super::super::tree(), &mut found);
        let in_help = found.len();
        for document in [include_str!("../../../docs/analysts.md"), include_str!("../../../README.md")] {
            found.extend(document.lines().filter(|line| line.starts_with("emn ")).map(str::to_owned));
        }
        assert!(in_help > 50 && found.len() > in_help + 20, "only {in_help} and {} examples", found.len());
        // An ellipsis stands for what would be too long.
        found.retain(|line| !line.contains('…'));
        let wrong: Vec<String> = found.iter().filter_map(|line| not_understood(line)).collect();
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn tree_of_commands_has_no_contradiction() {
        super::super::tree().debug_assert();
    }
}
