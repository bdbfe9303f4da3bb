//! Rows and fields of delimited text, byte by byte.

use std::borrow::Cow;

/// A field of a row, as a range of bytes of the chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    /// First byte, behind an opening quote.
    pub(crate) start: usize,
    /// Behind its last byte, before a closing quote.
    pub(crate) end: usize,
    /// Whether it has quotes of its own, written twice.
    pub(crate) doubled: bool,
}

/// Why a row cannot be read, and the byte of the chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowProblem {
    /// A quote inside a field that does not begin with one.
    Inside(usize),
    /// Text follows the closing quote.
    After(usize),
    /// A quote is never closed.
    Open(usize),
}

impl RowProblem {
    /// The byte it is about.
    pub(crate) fn offset(self) -> usize {
        match self {
            Self::Inside(at) | Self::After(at) | Self::Open(at) => at,
        }
    }

    /// What is wrong, for people.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Inside(_) => "a quote inside a field that does not begin with one",
            Self::After(_) => "text after the closing quote of a field",
            Self::Open(_) => "a quote that is never closed",
        }
    }
}

/// What to do about any [`RowProblem`].
pub(crate) const QUOTE_ADVICE: &str = "remove the quote, or put the field in quotes and write its own quotes twice";

/// Reads the rows of a chunk, which begins at the beginning of a row.
pub(crate) struct Scanner<'c> {
    bytes: &'c [u8],
    at: usize,
    delimiter: u8,
    /// Where the row that was read last begins.
    pub(crate) row_start: usize,
}

impl<'c> Scanner<'c> {
    pub(crate) fn new(bytes: &'c [u8], delimiter: u8) -> Self {
        Self { bytes, at: 0, delimiter, row_start: 0 }
    }

    /// The byte behind the row that was read last.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Reads the next row that is not an empty line into `fields`.
    pub(crate) fn next_row(&mut self, fields: &mut Vec<Field>) -> Option<Result<(), RowProblem>> {
        loop {
            if self.at >= self.bytes.len() {
                return None;
            }
            fields.clear();
            self.row_start = self.at;
            if let Err(problem) = self.row(fields) {
                return Some(Err(problem));
            }
            if fields.len() > 1 || fields.first().is_some_and(|field| !self.is_blank(*field)) {
                return Some(Ok(()));
            }
        }
    }

    fn is_blank(&self, field: Field) -> bool {
        self.bytes.get(field.start..field.end).is_none_or(|text| text.trim_ascii().is_empty())
    }

    fn row(&mut self, fields: &mut Vec<Field>) -> Result<(), RowProblem> {
        let delimiter = self.delimiter;
        loop {
            let start = self.at;
            let rest = self.bytes.get(start..).unwrap_or_default();
            let stop = rest.iter().position(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'"');
            let end = start + stop.unwrap_or(rest.len());
            match stop.map(|stop| rest[stop]) {
                Some(b'"') if rest[..end - start].iter().all(|byte| matches!(byte, b' ' | b'\t')) => {
                    let field = self.quoted(end)?;
                    fields.push(field);
                    if !self.after_quoted()? {
                        return Ok(());
                    }
                }
                Some(b'"') => return Err(RowProblem::Inside(end)),
                Some(byte) if byte == delimiter => {
                    fields.push(Field { start, end, doubled: false });
                    self.at = end + 1;
                }
                Some(_) => {
                    let carriage_return = end > start && self.bytes[end - 1] == b'\r';
                    fields.push(Field { start, end: end - usize::from(carriage_return), doubled: false });
                    self.at = end + 1;
                    return Ok(());
                }
                None => {
                    fields.push(Field { start, end, doubled: false });
                    self.at = end;
                    return Ok(());
                }
            }
        }
    }

    /// Reads a quoted field whose opening quote stands at `open`; moves behind its closing quote.
    fn quoted(&mut self, open: usize) -> Result<Field, RowProblem> {
        let start = open + 1;
        let mut doubled = false;
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let Some(stop) = rest.iter().position(|byte| *byte == b'"') else { return Err(RowProblem::Open(open)) };
            at += stop + 1;
            if self.bytes.get(at) != Some(&b'"') {
                self.at = at;
                return Ok(Field { start, end: at - 1, doubled });
            }
            doubled = true;
            at += 1;
        }
    }

    /// Moves over what follows a closing quote; whether another field follows.
    fn after_quoted(&mut self) -> Result<bool, RowProblem> {
        loop {
            match self.bytes.get(self.at) {
                None => return Ok(false),
                Some(byte) if *byte == self.delimiter => {
                    self.at += 1;
                    return Ok(true);
                }
                Some(b'\n') => {
                    self.at += 1;
                    return Ok(false);
                }
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\r') if matches!(self.bytes.get(self.at + 1), None | Some(b'\n')) => self.at += 1,
                Some(_) => return Err(RowProblem::After(self.at)),
            }
        }
    }
}

impl Field {
    /// Its bytes, with doubled quotes written once.
    pub(crate) fn text<'c>(&self, chunk: &'c [u8]) -> Cow<'c, [u8]> {
        let raw = chunk.get(self.start..self.end).unwrap_or_default();
        if !self.doubled {
            return Cow::Borrowed(raw);
        }
        let mut text = Vec::with_capacity(raw.len());
        let mut bytes = raw.iter();
        while let Some(byte) = bytes.next() {
            text.push(*byte);
            if *byte == b'"' {
                // The second of the two; the scanner has seen that it is there.
                bytes.next();
            }
        }
        Cow::Owned(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, delimiter: u8) -> Vec<Result<Vec<String>, RowProblem>> {
        let bytes = text.as_bytes();
        let mut scanner = Scanner::new(bytes, delimiter);
        let mut fields = Vec::new();
        let mut found = Vec::new();
        while let Some(row) = scanner.next_row(&mut fields) {
            let text = |field: &Field| String::from_utf8(field.text(bytes).into_owned()).unwrap();
            let bad = row.is_err();
            found.push(row.map(|()| fields.iter().map(text).collect()));
            if bad {
                break;
            }
        }
        found
    }

    fn row(fields: &[&str]) -> Result<Vec<String>, RowProblem> {
        Ok(fields.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_of_every_quoting_are_read() {
        assert_eq!(
            rows("a,b\r\n1, 2 \n\n\"x\"\"y\",\"a,\nb\"\r\n3,", b','),
            [row(&["a", "b"]), row(&["1", " 2 "]), row(&["x\"y", "a,\nb"]), row(&["3", ""])]
        );
        assert_eq!(rows("a\t \"b\" \t\n", b'\t'), [row(&["a", "b", ""])]);
        assert_eq!(rows("\"\"\"a\"\"\"\n\"\",x", b','), [row(&["\"a\""]), row(&["", "x"])]);
        assert_eq!(rows(",\n \r\n", b','), [row(&["", ""])]);
    }

    #[test]
    fn stray_quotes_are_problems() {
        assert_eq!(rows("a\"b,1", b','), [Err(RowProblem::Inside(1))]);
        assert_eq!(rows("\"a\"b,1", b','), [Err(RowProblem::After(3))]);
        assert_eq!(rows("c,\"a\nd,2", b','), [Err(RowProblem::Open(2))]);
    }
}
