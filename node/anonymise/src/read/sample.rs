//! The first rows of an input, to suggest a mapping from.

use super::{Encoding, Field, Input, Limits, Opened, ReadError, Scanner, decode, header::open_text, open};

/// The first rows of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows with as many fields as the header; others are left out here and refused when counting.
    pub rows: Vec<Vec<String>>,
    /// The separator of delimited text.
    pub delimiter: Option<char>,
}

enum Stop {
    Full,
    Failed(ReadError),
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Failed(error)
    }
}

/// Reads `rows` rows at most, from the beginning. What is no UTF-8 is shown as `�`.
///
/// # Errors
/// When the input cannot be opened, or its header is not in order.
pub fn sample(input: Input<'_>, rows: usize, limits: &Limits) -> Result<Sample, ReadError> {
    let name = input.name.clone();
    let delimiter = (input.format == Some(super::Format::Tsv)).then_some(b'\t');
    match open(input, limits)? {
        Opened::Text(reader) => {
            let (header, mut blocks) = open_text(&name, reader, delimiter, Encoding::Utf8, limits)?;
            let bytes = blocks.peek().map_err(ReadError::io(&name))?;
            let mut sample =
                Sample { rows: Vec::new(), delimiter: Some(char::from(header.delimiter)), header: header.names };
            let mut scanner = Scanner::new(bytes, header.delimiter);
            let mut fields = Vec::new();
            while sample.rows.len() < rows
                && let Some(Ok(())) = scanner.next_row(&mut fields)
            {
                if fields.len() == sample.header.len() {
                    let text = |field: &Field| decode(&field.text(bytes), Encoding::Utf8).trim().to_owned();
                    sample.rows.push(fields.iter().map(text).collect());
                }
            }
            Ok(sample)
        }
        Opened::Parquet(parquet) => {
            let mut sample = Sample { header: parquet.names(), rows: Vec::new(), delimiter: None };
            let all: Vec<usize> = (0..sample.header.len()).collect();
            let read = parquet.read(&all, |batch| {
                let wanted = (rows - sample.rows.len()).min(batch.rows);
                sample.rows.extend((0..wanted).map(|row| {
                    let text = |column: &super::parquet::Texts| String::from_utf8_lossy(column.get(row)).into_owned();
                    batch.columns.iter().map(text).collect()
                }));
                if sample.rows.len() < rows { Ok(()) } else { Err(Stop::Full) }
            });
            match read {
                Ok(()) | Err(Stop::Full) => Ok(sample),
                Err(Stop::Failed(error)) => Err(error),
            }
        }
    }
}
