//! Files that the daemon makes: exports of records, lists and series.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use clap::Args;
use emn_export::format::Format;
use emn_protocol::record::Lang;
use serde_json::json;

use super::client;
use crate::cli::output::{Answer, CliError, print_text};
use crate::cli::{Context, files};

/// Write a record, or its tables, in another format.
///
/// md and html have the whole record; csv, json-stat and parquet have one table, xlsx has all.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn export fzjut3te7n --format html --out report.html
  emn export fzjut3te7n --format csv --table victims-sex-age --out victims.csv
  emn export fzjut3te7n --format xlsx --lang nl --out tabellen.xlsx
  emn export fzjut3te7n --format json | jq .title")]
pub(in crate::cli) struct ExportArgs {
    /// Id of the record, its short form, or the beginning of either.
    id: String,
    /// csv, json, json-stat, parquet, sdmx, xlsx, md or html.
    #[arg(long, value_name = "FORMAT")]
    format: Format,
    /// Where to write it; without it, or with «-», to stdout.
    #[arg(long, short, value_name = "FILE")]
    out: Option<std::path::PathBuf>,
    /// Id of a table, where the record has several.
    #[arg(long, value_name = "ID")]
    table: Option<String>,
    /// Language of texts and labels.
    #[arg(long)]
    lang: Option<Lang>,
}

pub(super) fn export(context: &Context, args: &ExportArgs) -> Result<Answer, CliError> {
    let params = [
        Some(("format", args.format.name().to_owned())),
        args.table.clone().map(|table| ("table", table)),
        args.lang.as_ref().map(|lang| ("lang", lang.to_string())),
    ];
    let params: Vec<(&str, String)> = params.into_iter().flatten().collect();
    let bytes = client(context)?.record_export(&args.id, &params)?;
    save(&bytes, args.out.as_deref())
}

/// Writes what was exported, whole or not at all; to stdout without a place.
pub(in crate::cli) fn save(bytes: &[u8], out: Option<&Path>) -> Result<Answer, CliError> {
    let Some(path) = out.filter(|path| *path != Path::new("-")) else {
        return print(bytes);
    };
    replace(path, bytes)?;
    let written = json!({"written": path, "bytes": bytes.len()});
    Ok(Answer::new(&written, "").note(format!("Written: {} ({})", path.display(), super::bytes(bytes.len() as u64))))
}

/// Writes a file, whole or not at all. A device or pipe, such as `/dev/stdout`, is written to: it is not to be replaced.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let replaced = fs::metadata(path).map_or(true, |found| found.is_file() || found.is_dir());
    if replaced {
        return files::replace(path, bytes);
    }
    let failed = |error| CliError::failed("file_unwritable", format!("cannot write {}: {error}", path.display()));
    fs::write(path, bytes).map_err(failed)
}

/// To a program as it is; to a terminal as text that cannot steer it.
fn print(bytes: &[u8]) -> Result<Answer, CliError> {
    let mut stdout = io::stdout();
    let printed = if stdout.is_terminal() {
        let advice = || CliError::usage("these are bytes, not text for a terminal").hint("add --out FILE, or > FILE");
        print_text(&shown(bytes).ok_or_else(advice)?)
    } else {
        stdout.write_all(bytes).and_then(|()| stdout.flush())
    };
    match printed {
        // The reader closed the pipe: it has what it wanted.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::failed("stdout", format!("cannot write the file to stdout: {error}")))
        }
        _ => Ok(Answer::silent()),
    }
}

/// A file of text with the line ends of a terminal, and blanks for tabs; nothing for other files, which all have a zero
/// byte somewhere.
fn shown(bytes: &[u8]) -> Option<String> {
    let text = str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))?;
    Some(text.replace("\r\n", "\n").replace('\t', "    "))
}

#[cfg(test)]
mod tests {
    use emn_export::list::{List, write};

    use super::*;
    use crate::cli::output::plain;

    #[test]
    fn text_of_another_member_does_not_steer_the_terminal() {
        let text = shown(b"id,title\r\n1,\x1b[2Jgone\r\n2,\ttwo\r\n").unwrap();
        assert_eq!(plain(&text), "id,title\n1,\u{fffd}[2Jgone\n2,    two\n");
    }

    #[test]
    fn files_that_are_no_text_are_not_shown() {
        for format in Format::ALL {
            let Ok(bytes) = write(&List { title: "x", wanted: &["en"], rows: &[] }, format) else { continue };
            let binary = [Format::Parquet, Format::Xlsx].contains(&format);
            assert_eq!(shown(&bytes).is_none(), binary, "{format}");
        }
        assert_eq!(shown(b"caf\xe9"), None);
    }

    #[cfg(unix)]
    #[test]
    fn device_is_written_to_and_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let nowhere = dir.path().join("nowhere");
        std::os::unix::fs::symlink("/dev/null", &nowhere).unwrap();
        save(b"one", Some(&nowhere)).unwrap();
        assert!(fs::symlink_metadata(&nowhere).unwrap().is_symlink());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn file_beside_the_target_stays() {
        let dir = tempfile::tempdir().unwrap();
        let (target, beside) = (dir.path().join("found.csv"), dir.path().join("found.part"));
        fs::write(&beside, "mine").unwrap();
        save(b"one", Some(&target)).unwrap();
        save(b"two", Some(&target)).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"two");
        assert_eq!(fs::read(&beside).unwrap(), b"mine");
        let nowhere = save(b"x", Some(&dir.path().join("no/such/folder.csv"))).unwrap_err();
        assert_eq!(nowhere.code, "file_unwritable");
    }
}
