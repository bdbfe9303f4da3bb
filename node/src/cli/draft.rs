//! `emn draft new`, and how a draft and its CSV files are read from a folder.

use std::path::{Component, Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use emn_protocol::draft::{self, Draft, DraftProblem};
use emn_protocol::record::Kind;
use serde_json::json;

use super::files;
use super::output::{Answer, CliError, chain};

/// Begin a draft.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn draft new report --out victims-2025
  emn draft new practice > safe-house.md")]
pub(super) struct DraftArgs {
    #[command(subcommand)]
    command: DraftCommand,
}

#[derive(Debug, Subcommand)]
enum DraftCommand {
    New(NewArgs),
}

/// Print, or write, a draft that explains itself.
///
/// A draft is a Markdown file: settings in TOML between two lines of +++, then the text. Tables are CSV files beside it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn draft new report --out victims-2025        writes report.md and its CSV file; never overwrites
  emn draft new practice > safe-house.md
  emn check victims-2025/report.md               then check it, and publish it with `emn publish`")]
pub(super) struct NewArgs {
    /// What to begin.
    #[arg(value_enum)]
    kind: KindArg,
    /// Write the draft and its CSV files into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// What a draft may be.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindArg {
    /// A trend report, with tables.
    Report,
    /// A best practice.
    Practice,
    /// A correction of an earlier record.
    Correction,
    /// The withdrawal of an earlier record.
    Withdrawal,
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Report => Self::Report,
            KindArg::Practice => Self::Practice,
            KindArg::Correction => Self::Correction,
            KindArg::Withdrawal => Self::Withdrawal,
        }
    }
}

/// Does a `draft` command.
pub(super) fn perform(args: &DraftArgs) -> Result<Answer, CliError> {
    match &args.command {
        DraftCommand::New(args) => new(args),
    }
}

fn new(args: &NewArgs) -> Result<Answer, CliError> {
    let example = draft::example(args.kind.into());
    let Some(folder) = &args.out else {
        let tables: Vec<_> = example.tables.iter().map(|(name, text)| json!({"file": name, "text": text})).collect();
        let data = json!({"file": example.file_name, "text": example.text, "tables": tables});
        let answer = Answer::new(&data, example.text);
        return Ok(if tables.is_empty() {
            answer
        } else {
            answer.note("Its table is a CSV file: --out FOLDER writes both.")
        });
    };
    let files: Vec<(PathBuf, &str)> = std::iter::once((example.file_name, example.text))
        .chain(example.tables.iter().copied())
        .map(|(name, text)| (folder.join(name), text))
        .collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        let message = format!("{} exists already; nothing was written", path.display());
        return Err(CliError::failed("file_exists", message).hint("name another folder with --out"));
    }
    files::create_folder(folder)?;
    for (path, text) in &files {
        files::write_new(path, text.as_bytes())?;
    }
    let written: Vec<&PathBuf> = files.iter().map(|(path, _)| path).collect();
    let mut text: String = written.iter().map(|path| format!("{}\n", path.display())).collect();
    text.push_str(&format!("\nEdit them, then: emn check {}\n", folder.join(example.file_name).display()));
    Ok(Answer::new(&json!({"written": written}), text))
}

/// Reads a draft, and the CSV files beside it. Problems name files as they are reached from here.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Draft, Vec<DraftProblem>> {
    let name = path.display().to_string();
    let folder = path.parent().unwrap_or(Path::new(""));
    let parsed = match draft::decode(&name, bytes) {
        Ok(text) => Draft::parse(&name, text, |table| read_table(folder, table)),
        Err(problem) => Err(vec![*problem]),
    };
    let mut draft = parsed.map_err(|problems| located(problems, &name, folder))?;
    draft.warnings = located(draft.warnings, &name, folder);
    Ok(draft)
}

/// Drafts that nothing can be done with.
pub(super) fn refused(problems: &[DraftProblem]) -> CliError {
    let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
    CliError::refused("draft", format!("the draft has problems\n{}", lines.join("\n")))
        .hint("mend them; `emn check FILE` says when they are fine")
}

/// Names CSV files as they are reached from here, so that an editor finds them.
pub(super) fn located(mut problems: Vec<DraftProblem>, draft: &str, folder: &Path) -> Vec<DraftProblem> {
    for problem in problems.iter_mut().filter(|problem| problem.file != draft) {
        problem.file = folder.join(&problem.file).display().to_string();
    }
    problems
}

/// A draft from somebody else must not make this program read files that lie elsewhere.
fn read_table(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let beside = !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !beside {
        return Err("the file must lie in the folder of the draft".to_owned());
    }
    files::read(&folder.join(name), draft::FILE_BYTES).map_err(|error| chain(&error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn args(kind: KindArg, out: Option<PathBuf>) -> NewArgs {
        NewArgs { kind, out }
    }

    #[test]
    fn written_example_reads_back_and_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a/b");
        for kind in [KindArg::Report, KindArg::Practice, KindArg::Correction, KindArg::Withdrawal] {
            new(&args(kind, Some(out.clone()))).unwrap();
            let path = out.join(draft::example(kind.into()).file_name);
            assert!(parse(&path, &fs::read(&path).unwrap()).is_ok());
        }
        let table = out.join("victims-sex-age.csv");
        fs::write(&table, "mine").unwrap();
        fs::remove_file(out.join("report.md")).unwrap();
        let error = new(&args(KindArg::Report, Some(out.clone()))).unwrap_err();
        assert_eq!(error.code, "file_exists");
        assert!(fs::read(&table).unwrap() == b"mine" && !out.join("report.md").exists());
    }

    #[test]
    fn file_in_place_of_the_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("file");
        fs::write(&out, "").unwrap();
        let error = new(&args(KindArg::Practice, Some(out.clone()))).unwrap_err();
        assert!(error.message.contains(&out.display().to_string()), "{error}");
    }

    #[test]
    fn table_outside_the_folder_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("secret.csv"), "geo,value\n").unwrap();
        for name in ["../secret.csv", "/etc/passwd", "", "a/../../secret.csv", "./../secret.csv"] {
            assert!(read_table(&dir.path().join("draft"), name).unwrap_err().contains("folder of the draft"), "{name}");
        }
        assert_eq!(read_table(dir.path(), "secret.csv"), Ok(b"geo,value\n".to_vec()));
    }
}
