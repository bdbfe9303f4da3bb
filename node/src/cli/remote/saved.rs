//! Files that the daemon makes: exports of records, lists and series.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use clap::Args;
use emn_export::format::Format;
use emn_protocol::record::Lang;
use serde_json::json;

use super::client;
use crate::cli::Context;
use crate::cli::output::{Answer, CliError};

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
        let mut stdout = io::stdout().lock();
        // The reader closed the pipe: it has what it wanted.
        let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
        return Ok(Answer::silent());
    };
    let failed = |error| CliError::failed("file", format!("cannot write {}: {error}", path.display()));
    let new = path.with_extension("part");
    fs::write(&new, bytes).and_then(|()| fs::rename(&new, path)).map_err(failed)?;
    let written = json!({"written": path, "bytes": bytes.len()});
    Ok(Answer::new(&written, "").note(format!("Written: {} ({})", path.display(), super::bytes(bytes.len() as u64))))
}
