//! Parquet with flat columns: the values of the wanted columns as text, batch by batch.

use std::fmt::Write;
use std::fs::File;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::{Problem, ReadError, problem};

/// Rows of a batch.
const BATCH_ROWS: usize = 64 * 1024;

/// An open file.
pub(crate) struct Parquet {
    file: String,
    reader: Box<dyn FileReader>,
}

/// The values of one column in a batch.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// Some rows: the wanted columns, in the order in which they were asked for.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Rows.
    pub(crate) rows: usize,
    /// Of each wanted column, as many values as there are rows.
    pub(crate) columns: Vec<Texts>,
}

impl Texts {
    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
    }

    /// The value of a row; empty where there is none.
    pub(crate) fn get(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(row).and_then(|end| self.bytes.get(start..*end)).unwrap_or_default()
    }

    /// Bytes of all values.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// How the numbers of a column are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Plain,
    /// Days since 1970.
    Days,
    /// So many units since 1970 make a day.
    PerDay(i64),
}

impl Parquet {
    pub(crate) fn of_file(file: &str, source: File) -> Result<Self, ReadError> {
        let length = source.metadata().map_err(ReadError::io(file))?.len();
        let reader = guarded(file, || SerializedFileReader::new(source))?;
        Self::checked(file, Box::new(reader), length)
    }

    pub(crate) fn of_bytes(file: &str, bytes: Vec<u8>) -> Result<Self, ReadError> {
        let length = bytes.len() as u64;
        let reader = guarded(file, || SerializedFileReader::new(bytes::Bytes::from(bytes)))?;
        Self::checked(file, Box::new(reader), length)
    }

    /// The library takes places and lengths as the file says them; those that cannot be are refused here.
    fn checked(file: &str, reader: Box<dyn FileReader>, length: u64) -> Result<Self, ReadError> {
        let inside = |at: i64| u64::try_from(at).is_ok_and(|at| at <= length);
        let good = reader.metadata().row_groups().iter().all(|group| {
            let columns = group.columns().iter().all(|column| {
                let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
                let end = start.checked_add(column.compressed_size());
                inside(column.data_page_offset())
                    && inside(start)
                    && column.compressed_size() >= 0
                    && end.is_some_and(inside)
            });
            columns && group.num_rows() >= 0
        });
        if !good {
            return Err(failed(file, ParquetError::General("its parts lie outside the file".to_owned())));
        }
        Ok(Self { file: file.to_owned(), reader })
    }

    /// Names of all columns; of nested ones the path with points.
    pub(crate) fn names(&self) -> Vec<String> {
        let schema = self.reader.metadata().file_metadata().schema_descr_ptr();
        schema.columns().iter().map(|column| column.path().string()).collect()
    }

    fn malformed(&self, field: &str, what: &str, advice: &str) -> ReadError {
        ReadError::Malformed(Box::new(self.problem(field, what, advice)))
    }

    fn problem(&self, field: &str, what: &str, advice: &str) -> Problem {
        problem(&self.file, None, Some(field), what, advice)
    }

    fn meaning(&self, column: &ColumnDescriptor) -> Result<Meaning, ReadError> {
        let name = column.path().string();
        if column.max_rep_level() > 0 {
            return Err(self.malformed(&name, "this column holds lists", "write one value, or several in one text"));
        }
        let decimal = column.converted_type() == ConvertedType::DECIMAL;
        if column.physical_type() == Type::INT96 || decimal {
            let what = "this column has a type that is not read (INT96 or decimal)";
            return Err(self.malformed(&name, what, "save it as text, whole number, date or timestamp"));
        }
        Ok(match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Meaning::Days,
            (Some(LogicalType::Timestamp(timestamp)), _) => Meaning::PerDay(match timestamp.unit {
                TimeUnit::MILLIS => 86_400_000,
                TimeUnit::MICROS => 86_400_000_000,
                TimeUnit::NANOS => 86_400_000_000_000,
            }),
            (None, ConvertedType::TIMESTAMP_MILLIS) => Meaning::PerDay(86_400_000),
            (None, ConvertedType::TIMESTAMP_MICROS) => Meaning::PerDay(86_400_000_000),
            _ => Meaning::Plain,
        })
    }

    /// Hands every batch of the columns at these positions to `take`.
    pub(crate) fn read<E: From<ReadError>>(
        &self,
        wanted: &[usize],
        mut take: impl FnMut(&Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        let schema = self.reader.metadata().file_metadata().schema_descr_ptr();
        let meanings: Vec<Meaning> =
            wanted.iter().map(|column| self.meaning(&schema.column(*column))).collect::<Result<_, _>>()?;
        for group in 0..self.reader.num_row_groups() {
            let group = guarded(&self.file, || self.reader.get_row_group(group))?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            let open = || wanted.iter().map(|column| group.get_column_reader(*column)).collect::<Result<Vec<_>, _>>();
            let mut readers = guarded(&self.file, open)?;
            let mut done = 0;
            while done < rows {
                let count = (rows - done).min(BATCH_ROWS);
                let columns = readers
                    .iter_mut()
                    .zip(wanted)
                    .zip(&meanings)
                    .map(|((reader, column), meaning)| {
                        let optional = schema.column(*column).max_def_level();
                        guarded(&self.file, || texts(reader, count, optional, *meaning))
                    })
                    .collect::<Result<Vec<_>, _>>()?;
                take(&Batch { rows: count, columns })?;
                done += count;
            }
        }
        Ok(())
    }
}

/// Calls the library, which panics on some damaged files. What it was about to read is given up then.
fn guarded<T>(file: &str, call: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ReadError> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call));
    let result = result.unwrap_or_else(|_| Err(ParquetError::General("the file is damaged".to_owned())));
    result.map_err(|error| failed(file, error))
}

fn failed(file: &str, error: ParquetError) -> ReadError {
    ReadError::Parquet { file: file.to_owned(), source: Box::new(error) }
}

fn texts(reader: &mut ColumnReader, rows: usize, optional: i16, meaning: Meaning) -> Result<Texts, ParquetError> {
    use ColumnReader as R;
    match reader {
        R::BoolColumnReader(reader) => values(reader, rows, optional, |value, text| _ = write!(text, "{value}")),
        R::Int32ColumnReader(reader) => {
            values(reader, rows, optional, |value, text| integer(i64::from(*value), meaning, text))
        }
        R::Int64ColumnReader(reader) => values(reader, rows, optional, |value, text| integer(*value, meaning, text)),
        R::Int96ColumnReader(_) => Err(ParquetError::General("INT96 is not read".to_owned())),
        R::FloatColumnReader(reader) => values(reader, rows, optional, |value, text| _ = write!(text, "{value}")),
        R::DoubleColumnReader(reader) => values(reader, rows, optional, |value, text| _ = write!(text, "{value}")),
        R::ByteArrayColumnReader(reader) => bytes(reader, rows, optional, ByteArray::data),
        R::FixedLenByteArrayColumnReader(reader) => {
            bytes(reader, rows, optional, |value: &FixedLenByteArray| value.data())
        }
    }
}

fn integer(value: i64, meaning: Meaning, text: &mut String) {
    let days = match meaning {
        Meaning::Plain => {
            // Writing to a text in memory cannot fail.
            _ = write!(text, "{value}");
            return;
        }
        Meaning::Days => value,
        Meaning::PerDay(units) => value.div_euclid(units),
    };
    let (year, month, day) = civil(days);
    _ = write!(text, "{year:04}-{month:02}-{day:02}");
}

/// Days since 1970 to (year, month, day) of the proleptic Gregorian calendar (H. Hinnant, «chrono-compatible low-level
/// date algorithms», `civil_from_days`); years are held to what four digits show.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days.clamp(-719_528, 2_932_896) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    optional: i16,
    mut write: impl FnMut(&T::T, &mut String),
) -> Result<Texts, ParquetError> {
    let mut text = String::new();
    each(reader, rows, optional, |value, texts| {
        text.clear();
        write(value, &mut text);
        texts.push(text.as_bytes());
    })
}

fn bytes<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    optional: i16,
    data: impl Fn(&T::T) -> &[u8],
) -> Result<Texts, ParquetError> {
    each(reader, rows, optional, |value, texts| texts.push(data(value)))
}

/// Reads exactly `rows` values and nulls.
fn each<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    optional: i16,
    mut push: impl FnMut(&T::T, &mut Texts),
) -> Result<Texts, ParquetError> {
    let mut texts = Texts::default();
    while texts.ends.len() < rows {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let wanted = rows - texts.ends.len();
        let levels_wanted = (optional > 0).then_some(&mut levels);
        let (records, _, _) = reader.read_records(wanted, levels_wanted, None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::General("a column has fewer values than its row group has rows".to_owned()));
        }
        let mut values = values.iter();
        for record in 0..records {
            let present = optional == 0 || levels.get(record) == Some(&optional);
            match present.then(|| values.next()).flatten() {
                Some(value) => push(value, &mut texts),
                None => texts.push(b""),
            }
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, date) in [(0, (1970, 1, 1)), (-1, (1969, 12, 31)), (11_016, (2000, 2, 29)), (19_723, (2024, 1, 1))] {
            assert_eq!(civil(days), date);
        }
        let text = |value, meaning| {
            let mut text = String::new();
            integer(value, meaning, &mut text);
            text
        };
        assert_eq!(text(-5, Meaning::Plain), "-5");
        assert_eq!(text(-1, Meaning::PerDay(86_400_000)), "1969-12-31");
        assert_eq!(text(i64::MAX, Meaning::Days), "9999-12-31");
    }
}
