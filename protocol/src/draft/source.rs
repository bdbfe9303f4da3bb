//! Text with places: from a byte to line and column.

use super::error::DraftProblem;

/// Size of a draft, and of one CSV file, in bytes. A table of 100,000 cells with eight long codes a line has some
/// 10 MB, but no record of 256 KiB holds it.
pub const FILE_BYTES: usize = 4 * 1024 * 1024;

const BOM: char = '\u{feff}';

/// A text file.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) file: String,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let text = text.strip_prefix(BOM).unwrap_or(text).to_owned();
        let after_line_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_line_ends).collect();
        Self { file: file.to_owned(), text, line_starts }
    }

    /// The text, without a byte order mark.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte, both from 1; columns in characters.
    pub(super) fn place(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset).map_or(0, |text| text.chars().count());
        (number(line), number(before + 1))
    }

    /// A problem at a byte.
    pub(super) fn problem(
        &self,
        offset: usize,
        field: Option<String>,
        problem: impl Into<String>,
        advice: impl Into<String>,
    ) -> DraftProblem {
        let (line, column) = self.place(offset);
        DraftProblem {
            file: self.file.clone(),
            line: Some(line),
            column: Some(column),
            field,
            problem: problem.into(),
            advice: advice.into(),
        }
    }
}

/// As a number of a line or column; no file that is read here has more than fit.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The text of a file that people made: UTF-8, with or without a byte order mark, at most [`FILE_BYTES`].
///
/// # Errors
/// A problem that names the first wrong byte and says how to save the file.
pub fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Box<DraftProblem>> {
    let problem = |place: Option<(usize, usize)>, problem: String, advice: &str| {
        Box::new(DraftProblem {
            file: file.to_owned(),
            line: place.map(|(line, _)| number(line)),
            column: place.map(|(_, column)| number(column)),
            field: None,
            problem,
            advice: advice.to_owned(),
        })
    };
    const ADVICE: &str = "save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»)";
    if bytes.len() > FILE_BYTES {
        let text = format!("the file has {} bytes, and {FILE_BYTES} are allowed", bytes.len());
        return Err(problem(None, text, "split it"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(problem(Some((1, 1)), "the file is UTF-16".to_owned(), ADVICE));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix(BOM).unwrap_or(text)),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let line = good.matches('\n').count() + 1;
            let column = good.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            Err(problem(Some((line, column)), format!("the byte 0x{byte:02x} is not UTF-8"), ADVICE))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_counts_lines_and_characters_from_one() {
        let source = Source::new("a.md", "\u{feff}één\ntwee");
        assert_eq!(source.place(0), (1, 1));
        assert_eq!(source.place(5), (1, 4));
        assert_eq!(source.place(6), (2, 1));
        assert_eq!(source.place(10), (2, 5));
        assert_eq!(source.place(99), (2, 1));
    }

    #[test]
    fn other_encodings_are_named_with_the_first_bad_byte() {
        assert_eq!(decode("a.csv", b"\xef\xbb\xbfsex"), Ok("sex"));
        let latin1 = decode("a.csv", b"sex\nm\xe9n\n").unwrap_err().to_string();
        assert_eq!(
            latin1,
            "a.csv:2:2: the byte 0xe9 is not UTF-8; save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»)"
        );
        let utf16 = decode("a.csv", b"\xff\xfes\0").unwrap_err().to_string();
        assert!(utf16.starts_with("a.csv:1:1: the file is UTF-16; save"), "{utf16}");
        let large = decode("a.csv", &vec![b'a'; FILE_BYTES + 1]).unwrap_err().to_string();
        assert_eq!(large, "a.csv: the file has 4194305 bytes, and 4194304 are allowed; split it");
    }
}
