//! The first row: separator and names of the columns.

use std::collections::BTreeMap;
use std::io::Read;

use super::blocks::Blocks;
use super::csv::{QUOTE_ADVICE, Scanner};
use super::{Encoding, Limits, Problem, ReadError, decode, encoding, problem};

/// What the first row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Names of the columns, without blanks around them.
    pub(crate) names: Vec<String>,
    /// The separator.
    pub(crate) delimiter: u8,
    /// Lines up to and including the header.
    pub(crate) lines: u64,
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads the header of delimited text; the blocks go on behind it.
pub(crate) fn open_text<'a>(
    file: &str,
    reader: Box<dyn Read + 'a>,
    delimiter: Option<u8>,
    text_encoding: Encoding,
    limits: &Limits,
) -> Result<(Header, Blocks<'a>), ReadError> {
    let mut blocks = Blocks::new(reader, limits.block_bytes, limits.row_bytes);
    let bytes = blocks.peek().map_err(ReadError::io(file))?;
    let malformed = |problem: Problem| ReadError::Malformed(Box::new(problem));
    encoding::refuse_by_first_bytes(file, bytes, text_encoding).map_err(ReadError::Malformed)?;
    let mut begin = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
    let (skipped, hint) = spreadsheet_hint(&bytes[begin..]);
    begin += skipped;
    let blank = bytes[begin..].iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t').count();
    let line = line_of(bytes, begin + blank);
    begin += blank;
    let text = &bytes[begin..];
    let first_line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let place = |at: usize| (line, column_of(text, at, text_encoding));
    encoding::check(first_line, text_encoding, false)
        .map_err(|(at, what, advice)| malformed(problem(file, Some(place(at)), None, what, advice)))?;
    let delimiter = delimiter.or(hint).unwrap_or_else(|| most_frequent(first_line));
    let mut scanner = Scanner::new(text, delimiter);
    let mut fields = Vec::new();
    match scanner.next_row(&mut fields) {
        None => return Err(malformed(problem(file, Some((1, 1)), None, "the file is empty", "choose another file"))),
        Some(Err(wrong)) => {
            return Err(malformed(problem(file, Some(place(wrong.offset())), None, wrong.text(), QUOTE_ADVICE)));
        }
        Some(Ok(())) => {}
    }
    if fields.len() > limits.columns {
        let what = format!("{} columns, and {} are allowed", fields.len(), limits.columns);
        return Err(malformed(problem(file, Some(place(0)), None, what, "leave out columns that are not counted")));
    }
    let names: Vec<String> =
        fields.iter().map(|field| decode(&field.text(text), text_encoding).trim().to_owned()).collect();
    let mut seen = BTreeMap::new();
    for (name, field) in names.iter().zip(&fields) {
        if !name.is_empty() && seen.insert(name, field).is_some() {
            let what = "this column is there twice";
            return Err(malformed(problem(file, Some(place(field.start)), Some(name), what, "rename one of them")));
        }
    }
    let end = scanner.position();
    // A header that ends with its line is followed by the next one.
    let lines = line_of(bytes, begin + end) - u64::from(text[..end].ends_with(b"\n"));
    let header = Header { names, delimiter, lines };
    blocks.skip(begin + end);
    Ok((header, blocks))
}

/// The line of a byte, from 1.
fn line_of(bytes: &[u8], at: usize) -> u64 {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

/// The character of its line at which a byte stands, from 1.
pub(crate) fn column_of(bytes: &[u8], at: usize, text_encoding: Encoding) -> u64 {
    let before = bytes.get(..at).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    decode(before.get(start..).unwrap_or_default(), text_encoding).chars().count() as u64 + 1
}

/// The line `sep=;` that some spreadsheets write above the header: its length and the separator.
fn spreadsheet_hint(bytes: &[u8]) -> (usize, Option<u8>) {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let plain = line.strip_suffix(b"\r").unwrap_or(line);
    match plain.strip_prefix(b"sep=") {
        Some([separator @ (b',' | b';' | b'\t')]) => ((line.len() + 1).min(bytes.len()), Some(*separator)),
        _ => (0, None),
    }
}

/// The separator that a header has most often outside quotes; a comma when it has none.
fn most_frequent(header: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        let separates = |byte: &&u8| {
            quoted ^= **byte == b'"';
            !quoted && **byte == separator
        };
        header.iter().filter(separates).count()
    };
    // The first of equals, so a comma when there is none of them.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(bytes: &[u8]) -> Result<Header, String> {
        match open_text("a.csv", Box::new(bytes), None, Encoding::Utf8, &Limits::default()) {
            Ok((header, _)) => Ok(header),
            Err(error) => Err(error.to_string()),
        }
    }

    fn rest(bytes: &[u8]) -> Vec<u8> {
        let opened = open_text("a.csv", Box::new(bytes), None, Encoding::Utf8, &Limits::default());
        let (_, mut blocks) = opened.unwrap_or_else(|error| panic!("{error}"));
        blocks.next_block().unwrap_or_else(|_| panic!("readable")).unwrap_or_default().to_vec()
    }

    #[test]
    fn separator_names_and_lines_are_found() {
        let read = |text: &str| header(text.as_bytes()).map(|header| (header.names, header.delimiter, header.lines));
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(read("a,b\n1,2\n"), Ok((names(&["a", "b"]), b',', 1)));
        assert_eq!(read("\u{feff}a;\"b,c,d\"\r\n1;2\r\n"), Ok((names(&["a", "b,c,d"]), b';', 1)));
        assert_eq!(read("\n\n a\tb \n"), Ok((names(&["a", "b"]), b'\t', 3)));
        assert_eq!(read("sep=;\na;b\n1;2"), Ok((names(&["a", "b"]), b';', 2)));
        assert_eq!(read("\"a\nx\",b\n"), Ok((names(&["a\nx", "b"]), b',', 2)));
        assert_eq!(read("sex"), Ok((names(&["sex"]), b',', 1)));
        assert_eq!(rest(b"sep=;\na;b\n1;2"), b"1;2");
        assert_eq!(rest("\u{feff}a\n1\n".as_bytes()), b"1\n");
    }

    #[test]
    fn broken_headers_are_refused_with_their_place() {
        let refused = |bytes: &[u8]| header(bytes).unwrap_err();
        assert_eq!(refused(b""), "a.csv:1:1: the file is empty; choose another file");
        assert_eq!(refused(b"\n\n"), "a.csv:1:1: the file is empty; choose another file");
        assert_eq!(refused(b"sex,age,sex\n"), "a.csv:1:9: sex: this column is there twice; rename one of them");
        assert!(refused(b"\xff\xfes\0").starts_with("a.csv:1:1: the file is UTF-16 or UTF-32; save"));
        assert!(refused(b"s\0e\0x\0").starts_with("a.csv:1:1: the file is UTF-16 or UTF-32; save"));
        assert!(refused(b"a\r1\r2\r").starts_with("a.csv:1:1: lines end with a carriage return alone; "));
        assert!(refused(b"a,\xe9ge\n").starts_with("a.csv:1:3: the byte 0xe9 is not UTF-8; save"));
        assert!(refused(b"a,\"b\n").starts_with("a.csv:1:3: a quote that is never closed; "));
    }
}
