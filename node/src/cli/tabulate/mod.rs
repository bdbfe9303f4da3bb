//! `emn tabulate`: from case records to a protected table and a draft.

mod counting;
mod protecting;
mod wizard;
mod writing;

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use emn_anonymise::policy::Policy;
use emn_anonymise::read::Format;
use emn_anonymise::tabulate::Tabulated;
use emn_protocol::disclosure;
use emn_protocol::record::Code;
use emn_protocol::time::{Period, Timestamp};
use serde_json::json;

use super::output::{Answer, CliError};
use super::{Context, check, roster};
use crate::prepare::{self, CAREFUL_FREQUENCY, Made, Wish, careful};

/// Turn case records into a protected table, and a draft around it.
///
/// Counts the rows by the dimensions that you name, with all totals; suppresses small counts and whatever would give
/// them away, together with all that this node published before; has the result attacked by linear programs; and writes
/// a draft, its table, and a confidential report of what was suppressed and why. The cases are only read: they are not
/// copied, not logged, and never leave this machine.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn tabulate cases.csv --by sex,age,TIME_PERIOD --out victims-2025
  emn tabulate cases.parquet --mapping mapping.toml --where sex=F --out victims-women
  emn tabulate cases.csv --by sex,age --save-mapping mapping.toml      only guess the mapping, to be completed
  emn tabulate counts.csv --by sex,age --count persons --round 5 --out victims-rounded
Without --mapping the meaning of columns is guessed, and what stays open is asked when this is a terminal.
Exit code 3 when no table can be made that discloses nobody.")]
pub(super) struct TabulateArgs {
    /// Case records: CSV, TSV or Parquet with one row a person; `-` reads CSV from a pipe.
    #[arg(value_name = "CASES")]
    file: PathBuf,
    /// Dimensions of the table, in order, such as sex,age,TIME_PERIOD. The last one goes across.
    #[arg(long, value_name = "DIMENSIONS", value_delimiter = ',')]
    by: Vec<String>,
    /// What the columns mean, a TOML file. Without it, a first mapping is guessed.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Count only persons with this code; repeat for several. Several codes of one dimension: sex=F,UNK
    #[arg(long = "where", value_name = "DIMENSION=CODE")]
    filters: Vec<String>,
    /// The column of counts, when the rows are no persons but counts already.
    #[arg(long, value_name = "COLUMN", conflicts_with = "person")]
    count: Option<String>,
    /// The column that names a person: each person then counts once. Its values are only hashed in memory.
    #[arg(long, value_name = "COLUMN")]
    person: Option<String>,
    /// What is counted, such as victims-identified. Tables of the same measure are protected together.
    #[arg(long, value_name = "ID")]
    measure: Option<String>,
    /// Its topic; `emn topics` lists them.
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// What time the cases are of, such as 2025 or 2024/2025, when the table has no periods.
    #[arg(long)]
    period: Option<Period>,
    /// The country they are of [default: the node's member].
    #[arg(long, value_name = "CODE")]
    country: Option<Code>,
    /// Write the draft and what belongs to it into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write the mapping here and count nothing.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mapping", "out"])]
    save_mapping: Option<PathBuf>,
    /// How the cases are written, when their name does not tell.
    #[arg(long, value_enum)]
    format: Option<FormatArg>,
    /// Counts below this are sensitive; at least the network's.
    #[arg(long, value_name = "NUMBER")]
    min_frequency: Option<u64>,
    /// Suppress zeros as well: where «nobody» says something about persons.
    #[arg(long)]
    suppress_zeros: bool,
    /// Protect also against persons who know their own record, beyond pairs.
    #[arg(long)]
    full_singletons: bool,
    /// Round to this base instead of suppressing: 3, 5 or 10.
    #[arg(long, value_name = "BASE", conflicts_with = "noise")]
    round: Option<u64>,
    /// Add noise of this privacy loss (epsilon) instead of suppressing; only where the network allows it.
    #[arg(long, value_name = "EPSILON")]
    noise: Option<f64>,
    /// Seconds that protecting and attacking may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    seconds: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// Separated by comma, semicolon or tab.
    Csv,
    /// Separated by tabs.
    Tsv,
    /// Apache Parquet.
    Parquet,
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Csv => Self::Csv,
            FormatArg::Tsv => Self::Tsv,
            FormatArg::Parquet => Self::Parquet,
        }
    }
}

/// Counts and protects.
pub(super) fn tabulate(context: &Context, args: &TabulateArgs, now: Timestamp) -> Result<Answer, CliError> {
    let (network, remark) = check::policy(roster::history(context, &[])?.as_ref(), "protected");
    let policy = policy(args, &network)?;
    let (mapping, remarks) = counting::mapping(args, &policy)?;
    if let Some(path) = &args.save_mapping {
        return Ok(remarks.into_iter().fold(writing::mapping(path, &mapping)?, Answer::note));
    }
    let began = Instant::now();
    let counted = counting::count(context, args, &mapping, &policy)?;
    let seconds = args.seconds;
    let expired = || began.elapsed().as_secs() >= seconds;
    let made = protecting::protect(context, args, &counted, &network, &policy, &expired, now)?;
    let written = args.out.as_ref().map(|folder| writing::all(folder, &made, &mapping)).transpose()?;
    let answer = answer(&counted, &made, written.as_deref());
    let answer = if careful(&mapping, &policy) {
        answer.note(format!(
            "For trafficking, minors and places below the country, {CAREFUL_FREQUENCY} is the usual minimum: \
             --min-frequency {CAREFUL_FREQUENCY}"
        ))
    } else {
        answer
    };
    let notes = made.notes.iter().map(|note| protecting::shown(*note, context));
    Ok(notes.chain(remarks).fold(answer.note(remark), Answer::note))
}

fn policy(args: &TabulateArgs, network: &disclosure::Policy) -> Result<Policy, CliError> {
    let wish = Wish {
        min_frequency: args.min_frequency,
        suppress_zeros: args.suppress_zeros,
        full_singletons: args.full_singletons,
        seconds: args.seconds,
    };
    prepare::policy(&wish, network).map_err(|error| {
        CliError::refused("policy", error.to_string()).hint("the network's minimum cannot be lowered by a member")
    })
}

fn answer(counted: &Tabulated, made: &Made, written: Option<&[PathBuf]>) -> Answer {
    let mut text = made.text();
    if let Some(files) = written {
        text.push_str("\nWritten:\n");
        files.iter().for_each(|file| text.push_str(&format!("  {}\n", file.display())));
        if let Some(draft) = files.first() {
            text.push_str(&format!("\nComplete the draft, then: emn check {}\n", draft.display()));
        }
    }
    let data = json!({
        "rows": counted.rows, "persons": counted.persons, "left_out": counted.left_out,
        "repeated": counted.repeated, "unknown": counted.unknown, "overlapping": counted.overlapping,
        "table": made.publication.table, "report": made.json(), "written": written,
    });
    let answer = Answer::new(&data, text);
    if written.is_none() {
        answer.note("Nothing was written; --out FOLDER writes the draft and the report.")
    } else {
        answer
    }
}
