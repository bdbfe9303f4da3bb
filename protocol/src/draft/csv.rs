//! Delimited text as spreadsheets save it (RFC 4180), read strictly and with places: a stray quote shifts figures into
//! other cells, so it is never forgiven.

use std::borrow::Cow;

/// A field and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// Its text, without quotes and without blanks around it.
    pub(super) text: Cow<'a, str>,
    /// Byte at which it begins.
    pub(super) offset: usize,
}

/// A quote where none may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteProblem {
    /// Inside a field that does not begin with one.
    Inside(usize),
    /// Text follows the closing quote.
    After(usize),
    /// It is never closed.
    Open(usize),
}

/// Rows of a file.
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
}

/// The separator of a header line; `None` when there is none of them.
pub(super) fn separator(header: &str) -> Option<u8> {
    let count = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    [b',', b';', b'\t'].into_iter().filter(|separator| count(separator) > 0).max_by_key(count)
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        Self { text, at: 0, separator }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn ends_line(byte: u8) -> bool {
        matches!(byte, b'\n' | b'\r')
    }

    /// Reads the next row that is not blank into `fields`. After a problem the rest of its line is passed over.
    pub(super) fn next_row(&mut self, fields: &mut Vec<Field<'a>>) -> Option<Result<(), QuoteProblem>> {
        loop {
            self.byte()?;
            fields.clear();
            if let Err(problem) = self.row(fields) {
                self.skip_line();
                return Some(Err(problem));
            }
            if fields.iter().any(|field| !field.text.is_empty()) {
                return Some(Ok(()));
            }
        }
    }

    fn row(&mut self, fields: &mut Vec<Field<'a>>) -> Result<(), QuoteProblem> {
        loop {
            fields.push(self.field()?);
            match self.byte() {
                Some(byte) if byte == self.separator => self.at += 1,
                _ => {
                    self.skip_line();
                    return Ok(());
                }
            }
        }
    }

    /// Moves behind the end of the line.
    fn skip_line(&mut self) {
        while let Some(byte) = self.byte() {
            self.at += 1;
            if byte == b'\r' && self.byte() == Some(b'\n') {
                self.at += 1;
            }
            if Self::ends_line(byte) {
                return;
            }
        }
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t')) && self.byte() != Some(self.separator) {
            self.at += 1;
        }
    }

    fn field(&mut self) -> Result<Field<'a>, QuoteProblem> {
        self.skip_blanks();
        if self.byte() == Some(b'"') {
            return self.quoted();
        }
        let offset = self.at;
        while let Some(byte) = self.byte() {
            if byte == b'"' {
                return Err(QuoteProblem::Inside(self.at));
            }
            if byte == self.separator || Self::ends_line(byte) {
                break;
            }
            self.at += 1;
        }
        // Both ends are at ASCII bytes or the end, so the slice is on character borders.
        let text = self.text.get(offset..self.at).unwrap_or_default().trim();
        Ok(Field { text: Cow::Borrowed(text), offset })
    }

    fn quoted(&mut self) -> Result<Field<'a>, QuoteProblem> {
        let offset = self.at;
        self.at += 1;
        let mut text = Cow::Borrowed("");
        loop {
            let start = self.at;
            while self.byte().is_some_and(|byte| byte != b'"') {
                self.at += 1;
            }
            let piece = self.text.get(start..self.at).unwrap_or_default();
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            if self.byte().is_none() {
                self.at = offset;
                return Err(QuoteProblem::Open(offset));
            }
            self.at += 1;
            if self.byte() != Some(b'"') {
                break;
            }
            text.to_mut().push('"');
            self.at += 1;
        }
        self.skip_blanks();
        match self.byte() {
            Some(byte) if byte != self.separator && !Self::ends_line(byte) => Err(QuoteProblem::After(self.at)),
            _ => Ok(Field { text: trimmed(text), offset }),
        }
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, separator: u8) -> Vec<Result<Vec<String>, QuoteProblem>> {
        let mut rows = Rows::new(text, separator);
        let mut fields = Vec::new();
        let mut found = Vec::new();
        while let Some(row) = rows.next_row(&mut fields) {
            found.push(row.map(|()| fields.iter().map(|field| field.text.to_string()).collect()));
        }
        found
    }

    fn row(fields: &[&str]) -> Result<Vec<String>, QuoteProblem> {
        Ok(fields.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_of_every_line_end_and_quoting_are_read() {
        assert_eq!(
            rows("a,b\r\n1, 2 \n\n\"x\"\"y\",\"a,\nb\"\r3,", b','),
            [row(&["a", "b"]), row(&["1", "2"]), row(&["x\"y", "a,\nb"]), row(&["3", ""]),]
        );
        assert_eq!(rows("\"\"\"a\"\"\"", b','), [row(&["\"a\""])]);
        assert_eq!(rows("a\t\tb\n,,,\n", b'\t'), [row(&["a", "", "b"]), row(&[",,,"])]);
        assert_eq!(rows(",,\n;", b','), [row(&[";"])]);
    }

    #[test]
    fn stray_quotes_are_problems_and_reading_goes_on() {
        assert_eq!(rows("a\"b,1\nc,2", b','), [Err(QuoteProblem::Inside(1)), row(&["c", "2"])]);
        assert_eq!(rows("\"a\"b,1\nc,2", b','), [Err(QuoteProblem::After(3)), row(&["c", "2"])]);
        assert_eq!(rows("c,\"a\nd,2", b','), [Err(QuoteProblem::Open(2)), row(&["d", "2"])]);
    }

    #[test]
    fn only_one_quote_of_a_file_is_never_closed() {
        // So looking for the end of the file happens once, and reading stays linear.
        for text in ["\"\n\"\n\"", "\"a\n\"\"b\n\"\"\"\"\n\"\"c", "\"\n\"\"\n\"\"\n\"\"\n"] {
            let open = rows(text, b',').into_iter().filter(|row| matches!(row, Err(QuoteProblem::Open(_))));
            assert_eq!(open.count(), 1, "{text}");
        }
    }

    #[test]
    fn separator_is_the_most_frequent() {
        assert_eq!(separator("a;b;c,d"), Some(b';'));
        assert_eq!(separator("a\tb"), Some(b'\t'));
        assert_eq!(separator("a,b"), Some(b','));
        assert_eq!(separator("a"), None);
    }
}
