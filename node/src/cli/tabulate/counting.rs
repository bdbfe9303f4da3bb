//! The mapping, and counting by it.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use emn_anonymise::policy::Policy;
use emn_anonymise::read::{Input, Problem, ReadError, Source};
use emn_anonymise::tabulate::{Mapping, Question, TabulateError, Tabulated};
use emn_protocol::record::Code;
use indicatif::{ProgressBar, ProgressStyle};

use super::{TabulateArgs, wizard};
use crate::cli::output::{CliError, chain};
use crate::cli::{Context, files};
use crate::prepare::{self, Choice, Suggested, format_of};

/// Bytes of a mapping.
const MAPPING_BYTES: usize = 4 << 20;

fn input(args: &TabulateArgs) -> Input<'static> {
    let stdin = args.file == Path::new("-");
    Input {
        name: if stdin { "the cases".to_owned() } else { args.file.display().to_string() },
        source: if stdin { Source::Reader(Box::new(io::stdin())) } else { Source::Path(args.file.clone()) },
        format: args.format.map(Into::into).or_else(|| format_of(args.file.to_str()?)),
    }
}

/// The mapping as given, or guessed and completed; with the dimensions and filters of the command line.
pub(super) fn mapping(args: &TabulateArgs, policy: &Policy) -> Result<(Mapping, Vec<String>), CliError> {
    let mut notes = Vec::new();
    let mut mapping = match &args.mapping {
        Some(path) => {
            let text = files::read_text(path, MAPPING_BYTES)?;
            Mapping::parse(&path.display().to_string(), &text).map_err(|found| problems("mapping", &found))?
        }
        None => guessed(args, policy, &mut notes)?,
    };
    let choice = Choice {
        // A guessed mapping has the dimensions of the command line already.
        by: if args.mapping.is_some() { args.by.clone() } else { Vec::new() },
        filters: args.filters.clone(),
        count: args.count.clone(),
        person: args.person.clone(),
        measure: args.measure.as_deref().map(code).transpose()?,
        topic: args.topic.as_deref().map(code).transpose()?,
    };
    prepare::choose(&mut mapping, &choice).map_err(|found| problems("mapping", &found))?;
    if args.person.is_some() {
        notes.clear();
    }
    Ok((mapping, notes))
}

fn code(text: &str) -> Result<Code, CliError> {
    text.trim().parse().map_err(|error| CliError::usage(format!("{error}")))
}

/// A mapping from the header and the first rows; what stays open is asked.
fn guessed(args: &TabulateArgs, policy: &Policy, notes: &mut Vec<String>) -> Result<Mapping, CliError> {
    if args.file == Path::new("-") {
        return Err(CliError::usage("a mapping cannot be guessed from a pipe, which is read only once")
            .hint("--mapping FILE; `emn tabulate FILE --by … --save-mapping mapping.toml` makes one from a file"));
    }
    let suggested = prepare::suggest(input(args), &args.by, &args.filters, policy);
    let Suggested { mapping, questions, remarks, .. } = suggested.map_err(|error| unreadable(&error))?;
    notes.extend(remarks.iter().map(shown));
    if questions.is_empty() || args.save_mapping.is_some() {
        return Ok(mapping);
    }
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return wizard::complete(mapping, &questions);
    }
    Err(open_questions(&questions))
}

fn open_questions(questions: &[Question]) -> CliError {
    let lines: Vec<String> = questions.iter().map(|question| format!("  {}", shown(question))).collect();
    CliError::failed("mapping_open", format!("the meaning of the columns is not clear:\n{}", lines.join("\n"))).hint(
        "run it in a terminal to be asked, or: --save-mapping mapping.toml, complete the file, then --mapping mapping.toml",
    )
}

/// A question on one line.
pub(super) fn shown(question: &Question) -> String {
    let mut text = match &question.column {
        Some(column) => format!("column `{column}`: {}", question.text),
        None => question.text.clone(),
    };
    if !question.values.is_empty() {
        let values: Vec<String> =
            question.values.iter().take(20).map(|(value, rows)| format!("`{value}` ({rows} rows)")).collect();
        text.push_str(&format!(": {}", values.join(", ")));
    }
    if question.rare_rows > 0 {
        text.push_str(&format!("; and {} rows with rarer values, which are not shown", question.rare_rows));
    }
    text
}

/// Reads and counts all rows.
pub(super) fn count(
    context: &Context,
    args: &TabulateArgs,
    mapping: &Mapping,
    policy: &Policy,
) -> Result<Tabulated, CliError> {
    let bar = progress(context, &args.file);
    let mut seen = |rows: u64, bytes: u64| {
        bar.set_position(bytes);
        bar.set_message(format!("{rows} rows"));
    };
    let counted = prepare::count(input(args), mapping, policy, &mut seen);
    bar.finish_and_clear();
    counted.map_err(|error| match &error {
        TabulateError::Read(error) => unreadable(error),
        TabulateError::Problems(found) => problems("cases", found),
    })
}

fn progress(context: &Context, file: &Path) -> ProgressBar {
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if context.quiet || context.json || !io::stderr().is_terminal() || size == 0 {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:30} {percent} %  {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(size).with_style(style)
}

fn unreadable(error: &ReadError) -> CliError {
    CliError::failed("cases", chain(error))
}

fn problems(code: &str, found: &[Problem]) -> CliError {
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    CliError::failed(code, lines.join("\n"))
}
