//! `emn series`.

use std::path::{Path, PathBuf};

use clap::Args;
use emn_export::dataset::{Dataset, Observation};
use emn_export::format::Format;
use emn_export::number::grouped;
use emn_export::parquet;
use emn_series::answer::{Answer as Found, How};
use serde_json::json;

use super::figures::Figures;
use super::{WIDTH, client, counted, saved, wrap};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, Table, chain};
use crate::figures;

/// Figures of all members, filtered and grouped, with where each comes from.
///
/// A published total is preferred to any sum. What is suppressed is never added up as if it were zero: such a figure is
/// shown as «c», with what is known of it as «≥». The newest version of a table counts; sources that disagree stand
/// beside each other.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn series --measures
  emn series --measure victims-identified
  emn series --measure victims-identified --by country,year --where sex=F --years 2019-2023
  emn series --measure victims-identified --by year,iccs --where geo=NL --sources
  emn series --measure victims-identified --per 100000 --format xlsx --out rates.xlsx")]
pub(in crate::cli) struct SeriesArgs {
    #[command(flatten)]
    figures: Figures,
    /// Also list the records that the figures come from.
    #[arg(long)]
    sources: bool,
    /// Write a file instead: csv, sdmx-structure, json, json-stat, parquet, xlsx, markdown or html.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Where to write it; «-» is stdout. With parquet, a name that ends in «/» makes a folder, partitioned by year and
    /// member.
    #[arg(long, short, value_name = "FILE", requires = "format")]
    out: Option<PathBuf>,
}

pub(super) fn series(context: &Context, args: &SeriesArgs) -> Result<Answer, CliError> {
    if args.figures.measures {
        return measures(context);
    }
    let mut params = args.figures.params();
    if let Some(format) = &args.format {
        params.push(("format", format.name().to_owned()));
        return match &args.out {
            Some(folder) if *format == Format::Parquet && is_folder(folder) => partitioned(context, args, folder),
            out => saved::save(&client(context)?.series_export(&params)?, out.as_deref()),
        };
    }
    let found: Found = client(context)?.series(&params)?;
    let data = figures::dataset(&found, args.figures.lang_tag());
    let mut text = render(&data);
    data.notes.iter().for_each(|note| text.push_str(&wrap(note, "  ", WIDTH)));
    if args.sources {
        text.push_str(&sources(&data));
    }
    let answer = Answer::new(&found, text);
    Ok(if data.observations.is_empty() { answer.note("No figures.") } else { answer })
}

/// A name that ends in a stroke, or a folder that is there.
fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.is_dir()
}

fn partitioned(context: &Context, args: &SeriesArgs, folder: &Path) -> Result<Answer, CliError> {
    let found: Found = client(context)?.series(&args.figures.params())?;
    let data = figures::dataset(&found, args.figures.lang_tag());
    let failed = |error| CliError::failed("export", chain(&error));
    let files = parquet::folder(&data, folder).map_err(failed)?;
    let written = json!({"written": folder, "files": files});
    let files = counted(files as u64, "file", "files");
    Ok(Answer::new(&written, "").note(format!("Written: {files} in {}", folder.display())))
}

fn measures(context: &Context) -> Result<Answer, CliError> {
    let found = client(context)?.measures()?;
    let mut table = Table::new(&["measure", "records"]);
    found.items.iter().for_each(|facts| table.row([facts.id.to_string(), facts.records.to_string()]));
    let text = if table.is_empty() { String::new() } else { table.render() };
    let answer = Answer::new(&found, text);
    Ok(if found.items.is_empty() { answer.note("No record here has a table.") } else { answer })
}

/// Rows and columns of figures that a terminal shows; a file has all.
const ROWS: usize = 500;
const COLUMNS: usize = 50;

/// The last axis across, all others down.
pub(super) fn render(data: &Dataset) -> String {
    let Some((across, down)) = data.axes.split_last() else {
        let all: Vec<&Observation> = data.observations.iter().take(ROWS).collect();
        return if all.is_empty() { String::new() } else { format!("{}\n", cell(data, &all)) };
    };
    if data.observations.is_empty() {
        return String::new();
    }
    let heads: Vec<&str> = down.iter().map(|axis| axis.label.as_str()).collect();
    let columns: Vec<&str> = across.codes.iter().take(COLUMNS).map(|(_, label)| label.as_str()).collect();
    let mut table = Table::new(&[heads, columns].concat());
    let key = |one: &Observation| one.key[..down.len()].to_vec();
    let mut sorted: Vec<&Observation> = data.observations.iter().collect();
    sorted.sort_by_key(|one| key(one));
    let rows = || sorted.chunk_by(|a, b| key(a) == key(b));
    for row in rows().take(ROWS) {
        let labels = down.iter().zip(&row[0].key).map(|(axis, code)| axis.codes[*code as usize].1.clone());
        let cells = (0..).take(across.codes.len().min(COLUMNS)).map(|code| {
            let here: Vec<&Observation> = row.iter().filter(|one| one.key[down.len()] == code).copied().collect();
            cell(data, &here)
        });
        table.row(labels.chain(cells));
    }
    let mut text = table.render();
    let (count, width) = (rows().count(), across.codes.len());
    if count > ROWS || width > COLUMNS {
        text.push_str(&format!(
            "… {} of {count} rows and {} of {width} columns; `--format csv --out FILE` has all, `--where` and `--years` \
             choose\n",
            count.min(ROWS),
            width.min(COLUMNS),
        ));
    }
    text
}

/// What is known for one key: figures of sources that disagree with a stroke between them.
fn cell(data: &Dataset, here: &[&Observation]) -> String {
    here.iter().map(|one| shown(data, one)).collect::<Vec<_>>().join(" / ")
}

fn shown(data: &Dataset, one: &Observation) -> String {
    let flags = one.flags.to_string();
    let figure = match (one.value, one.at_least) {
        (Some(value), _) => decimal(value, data.decimals),
        (None, Some(least)) => format!("≥{}", decimal(least, data.decimals)),
        (None, None) if one.flags.suppressed() => return flags,
        (None, None) => ":".to_owned(),
    };
    let added = if one.how == How::Added { "+" } else { "" };
    format!("{figure} {flags}{added}").trim_end().to_owned()
}

/// A value with its decimals, groups of three digits apart.
fn decimal(value: i64, decimals: u8) -> String {
    // Commas and a plain minus: what every terminal shows and every program reads.
    grouped(value, decimals, '.').replace('\u{202f}', ",").replace('\u{2212}', "-")
}

fn sources(data: &Dataset) -> String {
    let mut table = Table::new(&["member", "record", "table", "register", "title"]);
    for origin in &data.origins {
        let register = origin.register.clone().unwrap_or_default();
        let title = origin.title.best(&[data.lang.as_str()]).map_or("", |(_, title)| title);
        let cells = [origin.member.to_string(), origin.record.short(), origin.table.to_string()];
        table.row(cells.into_iter().chain([super::clip(&register, 24), super::clip(title, 48)]));
    }
    format!("\nSources\n{}", table.render())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_groups_digits_and_keeps_the_sign() {
        for (value, decimals, text) in [
            (0, 0, "0"),
            (999, 0, "999"),
            (1_334, 0, "1,334"),
            (-1_234_567, 2, "-12,345.67"),
            (5, 2, "0.05"),
            (i64::MIN, 0, "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }
}
