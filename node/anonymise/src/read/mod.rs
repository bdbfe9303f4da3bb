//! Reading case records: delimited text and Parquet, of any length, in constant memory.
//!
//! Nothing is copied to disk, cached or logged. Delimited text is read strictly (RFC 4180, separator `,`, `;` or tab):
//! a stray quote shifts values into other columns, so it is never forgiven.

mod blocks;
mod csv;
mod encoding;
mod header;
mod parquet;
mod sample;

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub(crate) use blocks::{BlockProblem, Blocks, split};
pub(crate) use csv::{Field, QUOTE_ADVICE, Scanner};
pub use emn_protocol::draft::DraftProblem as Problem;
pub(crate) use encoding::{check as check_encoding, decode};
pub(crate) use header::{column_of, open_text};
pub(crate) use parquet::{Batch, Parquet};
pub use sample::{Sample, sample};

/// Where case records come from.
pub struct Input<'a> {
    /// The name of the file in messages.
    pub name: String,
    /// What to read.
    pub source: Source<'a>,
    /// Without, Parquet is known by its first four bytes, and all else is delimited text.
    pub format: Option<Format>,
}

/// What to read.
pub enum Source<'a> {
    /// A file, which is only read.
    Path(PathBuf),
    /// Anything else. Parquet from a reader is held in memory, [`Limits::memory_bytes`] at most.
    Reader(Box<dyn Read + 'a>),
}

/// Formats of case records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Delimited text; the separator is found in the header unless the mapping says it.
    Csv,
    /// Delimited text with tabs.
    Tsv,
    /// Apache Parquet, flat columns, uncompressed or with Snappy or gzip.
    Parquet,
}

/// Encodings of delimited text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark. Anything else is refused.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, which includes the letters of Latin-1. Only when stated: a wrong guess changes names.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// What reading and counting may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Different codes, and different values that the mapping does not know, of one column.
    pub codes: usize,
    /// Cells of the table, margins included.
    pub cells: usize,
    /// Combinations of codes while counting, without margins; eight bytes each, once for each thread.
    pub combinations: usize,
    /// Bytes of one row, its line ends in quotes included.
    pub row_bytes: usize,
    /// Columns of the input.
    pub columns: usize,
    /// Bytes read at once.
    pub block_bytes: usize,
    /// Bytes of a Parquet input that is no file.
    pub memory_bytes: u64,
    /// An unknown value is shown only if it occurs in so many rows: then it is a category and no person's.
    pub min_frequency: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            codes: 1_000,
            cells: crate::policy::MAX_CELLS,
            combinations: 4_000_000,
            row_bytes: 1024 * 1024,
            columns: 4_096,
            block_bytes: 8 * 1024 * 1024,
            memory_bytes: 1024 * 1024 * 1024,
            min_frequency: 10,
        }
    }
}

/// Why an input cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file or reader failed.
    #[error("{file} cannot be read")]
    Io {
        /// Name of the input.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// It is not Parquet as this version reads it.
    #[error("{file} cannot be read as Parquet")]
    Parquet {
        /// Name of the input.
        file: String,
        /// What the format's library says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It is not in order.
    #[error("{0}")]
    Malformed(Box<Problem>),
}

impl ReadError {
    pub(crate) fn io(file: &str) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { file: file.to_owned(), source }
    }
}

/// A problem at a line and column.
pub(crate) fn problem(
    file: &str,
    place: Option<(u64, u64)>,
    field: Option<&str>,
    problem: impl Into<String>,
    advice: impl Into<String>,
) -> Problem {
    let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Problem {
        file: file.to_owned(),
        line: place.map(|(line, _)| number(line)),
        column: place.map(|(_, column)| number(column)).filter(|column| *column > 0),
        field: field.map(|field| field.chars().take(60).collect()),
        problem: problem.into(),
        advice: advice.into(),
    }
}

/// An input that was opened, by its form.
pub(crate) enum Opened<'a> {
    /// Delimited text from its first byte.
    Text(Box<dyn Read + 'a>),
    /// Parquet.
    Parquet(Box<Parquet>),
}

const PARQUET_MAGIC: &[u8] = b"PAR1";

/// Opens an input and finds out what it is.
pub(crate) fn open<'a>(input: Input<'a>, limits: &Limits) -> Result<Opened<'a>, ReadError> {
    let name = input.name;
    let io = ReadError::io(&name);
    match input.source {
        Source::Path(path) => {
            let mut file = File::open(path).map_err(&io)?;
            let mut first = Vec::new();
            (&mut file).take(4).read_to_end(&mut first).map_err(&io)?;
            if input.format.unwrap_or(guess(&first)) == Format::Parquet {
                return Ok(Opened::Parquet(Box::new(Parquet::of_file(&name, file)?)));
            }
            Ok(Opened::Text(Box::new(io::Cursor::new(first).chain(file))))
        }
        Source::Reader(mut reader) => {
            let mut first = Vec::new();
            (&mut reader).take(4).read_to_end(&mut first).map_err(&io)?;
            if input.format.unwrap_or(guess(&first)) != Format::Parquet {
                return Ok(Opened::Text(Box::new(io::Cursor::new(first).chain(reader))));
            }
            let allowed = limits.memory_bytes;
            reader.take(allowed).read_to_end(&mut first).map_err(&io)?;
            if first.len() as u64 > allowed {
                let text = format!("Parquet that is no file may have {allowed} bytes");
                return Err(ReadError::Malformed(Box::new(problem(&name, None, None, text, "save it as a file"))));
            }
            Ok(Opened::Parquet(Box::new(Parquet::of_bytes(&name, first)?)))
        }
    }
}

fn guess(first: &[u8]) -> Format {
    if first == PARQUET_MAGIC { Format::Parquet } else { Format::Csv }
}
