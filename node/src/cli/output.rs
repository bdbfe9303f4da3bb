//! What the program prints, and how it ends.
//!
//! Data goes to stdout, messages to stderr. With `--json` stdout carries one JSON document (or one for each line, where
//! the command says so), also for an error: `{"error":{"code","message","hint"}}`. Commands do not print; they return
//! an [`Answer`] or a [`CliError`], and [`finish`] is the one place that prints it.

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};

use super::Context;
pub use crate::telemetry::chain;

/// How the program ends. The numbers are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Ok = 0,
    /// It failed: a file, a disk, a network.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The rules of the network refuse it. Trying again will not help.
    Refused = 3,
    /// No daemon runs on this folder, and the command needs one.
    NoDaemon = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CliError {
    /// How the program ends.
    pub exit: Exit,
    /// Stable name for programs, such as `key_permissions`.
    pub code: String,
    /// What happened, and where.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
}

impl CliError {
    /// An error with this exit code.
    pub fn new(exit: Exit, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { exit, code: code.into(), message: message.into(), hint: None }
    }

    /// Something went wrong that is no rule's fault: exit code 1.
    pub fn failed(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, code, message)
    }

    /// The command line is wrong: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    /// The rules refuse it: exit code 3.
    pub fn refused(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Exit::Refused, code, message)
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// As JSON: `{"error":{"code","message","hint"}}`.
    pub fn json(&self) -> Value {
        json!({"error": {"code": self.code, "message": self.message, "hint": self.hint}})
    }
}

/// What a command answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The data as JSON.
    pub json: Value,
    /// The same data for people; ends with a line end, or is empty.
    pub text: String,
    /// Remarks for people that are not the data; to stderr, unless `--quiet`.
    pub notes: Vec<String>,
    /// How the program ends.
    pub exit: Exit,
}

impl Answer {
    /// Data, as JSON and for people.
    pub fn new(data: &impl Serialize, text: impl Into<String>) -> Self {
        let json = serde_json::to_value(data).expect("what the program prints has text keys and finite numbers");
        let mut text = text.into();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Self { json, text, notes: Vec::new(), exit: Exit::Ok }
    }

    /// Nothing more to print: the command printed while it worked.
    pub fn silent() -> Self {
        Self { json: Value::Null, text: String::new(), notes: Vec::new(), exit: Exit::Ok }
    }

    /// Adds a remark for people.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Ends the program with this code though there is data: a check that found something.
    #[must_use]
    pub fn exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }
}

/// Prints what a command answered; returns how the program ends.
pub fn finish(context: &Context, result: Result<Answer, CliError>) -> ExitCode {
    let (exit, printed) = match result {
        Ok(answer) => (answer.exit, print_answer(context, &answer)),
        Err(error) => (error.exit, print_error(context.json, &error)),
    };
    match printed {
        Ok(()) => exit.into(),
        // The reader closed the pipe (`emn list | head`): it has what it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit.into(),
        Err(_) => Exit::Failed.into(),
    }
}

fn print_answer(context: &Context, answer: &Answer) -> io::Result<()> {
    if context.json {
        if !answer.json.is_null() {
            print_json(&answer.json)?;
        }
    } else {
        print_text(&answer.text)?;
    }
    for note in &answer.notes {
        say(context, note)?;
    }
    Ok(())
}

/// Prints an error.
///
/// # Errors
/// When stdout or stderr is closed.
pub fn print_error(as_json: bool, error: &CliError) -> io::Result<()> {
    if as_json {
        return print_json(&error.json());
    }
    let mut stderr = io::stderr().lock();
    writeln!(stderr, "error: {}", plain(&error.message))?;
    if let Some(hint) = &error.hint {
        writeln!(stderr, "  hint: {}", plain(hint).replace('\n', "\n        "))?;
    }
    Ok(())
}

/// Prints one JSON document on one line of stdout.
///
/// # Errors
/// When stdout is closed.
pub fn print_json(value: &impl Serialize) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    serde_json::to_writer(&mut stdout, value)?;
    writeln!(stdout)?;
    stdout.flush()
}

/// Prints text for people to stdout, control characters removed.
///
/// # Errors
/// When stdout is closed.
pub fn print_text(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(plain(text).as_bytes())?;
    stdout.flush()
}

/// Prints a remark for people to stderr, unless `--quiet`.
///
/// # Errors
/// When stderr is closed.
pub fn say(context: &Context, note: &str) -> io::Result<()> {
    if context.quiet { Ok(()) } else { writeln!(io::stderr().lock(), "{}", plain(note)) }
}

/// Text without control characters but line ends: what another member wrote must not steer this terminal.
pub fn plain(text: &str) -> String {
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// A table for people: columns are aligned, the last one is as wide as it is.
#[derive(Debug, Clone)]
pub struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these column heads.
    pub fn new(heads: &[&str]) -> Self {
        Self { heads: heads.iter().map(|head| (*head).to_owned()).collect(), rows: Vec::new() }
    }

    /// Adds a row: one cell for each head. Line ends and control characters become blanks.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        let clean = |cell: String| cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut cells: Vec<String> = cells.into_iter().map(|cell| clean(cell.into())).collect();
        cells.resize(self.heads.len(), String::new());
        self.rows.push(cells);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text: heads, then rows.
    pub fn render(&self) -> String {
        let lines = || std::iter::once(&self.heads).chain(&self.rows);
        let width = |column: usize| lines().map(|cells| cells[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.heads.len()).map(width).collect();
        let mut text = String::new();
        for cells in lines() {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_aligns_columns_by_characters() {
        let mut table = Table::new(&["member", "name"]);
        table.row(["NL", "Nederland"]);
        table.row(["EU-COM", "Κομισιόν\n!"]);
        assert_eq!(table.render(), "member  name\nNL      Nederland\nEU-COM  Κομισιόν !\n");
    }

    #[test]
    fn plain_text_keeps_lines_and_drops_escapes() {
        assert_eq!(plain("a\nb\u{1b}[2Jc\u{202e}d\r"), "a\nb\u{fffd}[2Jc\u{fffd}d\u{fffd}");
    }

    #[test]
    fn error_as_json_has_code_message_and_hint() {
        let error = CliError::refused("roster_rollback", "no").hint("do this");
        assert_eq!(error.json().to_string(), r#"{"error":{"code":"roster_rollback","hint":"do this","message":"no"}}"#);
        assert_eq!((error.exit as u8, CliError::usage("x").exit as u8), (3, 2));
    }

    #[test]
    fn chain_names_every_cause_once() {
        let io = io::Error::other("disk on fire");
        #[derive(Debug, thiserror::Error)]
        #[error("cannot read x")]
        struct Outer(#[source] io::Error);
        assert_eq!(chain(&Outer(io)), "cannot read x: disk on fire");
    }
}
