//! `emn compare`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use emn_chart::chart::{Chart, Form};
use emn_chart::look::{Size, Theme};
use emn_chart::{png, svg, terminal};
use emn_series::answer::Answer as Found;
use serde_json::json;

use super::figures::Figures;
use super::{WIDTH, client, saved};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, chain};
use crate::figures;

/// Draw figures of several countries: in the terminal, or as a picture.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn compare --measure victims-identified --where geo=NL,DE,FR,PL
  emn compare --measure victims-identified --by country --years 2022 --chart bar
  emn compare --measure asylum-applicants --per 100000 --chart map --svg map.svg
  emn compare --measure victims-identified --by sex,year --where geo=NL --png women-and-men.png")]
pub(in crate::cli) struct CompareArgs {
    #[command(flatten)]
    figures: Figures,
    /// The form of the chart; lines over periods, bars else.
    #[arg(long, value_enum)]
    chart: Option<FormName>,
    /// Write it as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write it as PNG.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Dark pictures.
    #[arg(long)]
    dark: bool,
}

/// As wide as a page, in the form of a screen.
const PICTURE: Size = Size { width: 960, height: 540 };
/// In the form of Europe, with room for the legend beside it.
const MAP: Size = Size { width: 960, height: 800 };

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormName {
    /// A line for each country.
    Line,
    /// Bars side by side.
    Bar,
    /// A small chart for each country.
    Multiples,
    /// Countries of Europe, shaded.
    Map,
}

impl From<FormName> for Form {
    fn from(name: FormName) -> Self {
        match name {
            FormName::Line => Self::Line,
            FormName::Bar => Self::Bar,
            FormName::Multiples => Self::SmallMultiples,
            FormName::Map => Self::Map,
        }
    }
}

pub(super) fn compare(context: &Context, args: &CompareArgs) -> Result<Answer, CliError> {
    if args.figures.measures {
        return Err(CliError::usage("`emn series --measures` lists the measures that there are"));
    }
    let found: Found = client(context)?.series(&args.figures.params())?;
    let data = figures::dataset(&found, args.figures.lang_tag());
    let chart = figures::chart(&data, args.chart.map(Form::from));
    let chart = chart.map_err(|error| CliError::failed("chart", error.to_string()))?;
    chart.check().map_err(|error| CliError::failed("chart", error.to_string()))?;
    let size = if chart.form == Form::Map { MAP } else { PICTURE };
    let theme = if args.dark { Theme::Dark } else { Theme::Light };
    let mut written = Vec::new();
    if let Some(path) = &args.svg {
        write(path, svg(&chart, size, theme).as_bytes(), &mut written)?;
    }
    if let Some(path) = &args.png {
        let picture = png(&chart, size, theme).map_err(|error| CliError::failed("chart", chain(&error)))?;
        write(path, &picture, &mut written)?;
    }
    let text = if written.is_empty() { in_terminal(&chart) } else { String::new() };
    let answer = Answer::new(&json!({"chart": chart, "answer": found, "written": written}), text);
    Ok(written.iter().fold(answer, |answer, path| answer.note(format!("Written: {path}"))))
}

pub(super) fn in_terminal(chart: &Chart) -> String {
    terminal(chart, u16::try_from(WIDTH).unwrap_or(u16::MAX), false)
}

fn write(path: &Path, bytes: &[u8], written: &mut Vec<String>) -> Result<(), CliError> {
    saved::replace(path, bytes)?;
    written.push(path.display().to_string());
    Ok(())
}
