//! Encodings: what is no UTF-8 is named with its place, and never guessed.

use std::borrow::Cow;

use super::{Encoding, Problem, problem};

/// The characters of 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard, index windows-1252); five stand for
/// themselves as control characters.
const HIGH_CONTROLS: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

const UTF8_ADVICE: &str = "save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»)";

/// The text of bytes whose encoding was checked.
pub(crate) fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes),
        Encoding::Windows1252 => bytes.iter().map(|byte| windows_1252(*byte)).collect::<String>().into(),
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The first wrong byte of a piece of text: its offset, what is wrong, what to do.
pub(super) type Wrong = (usize, String, &'static str);

/// Checks that bytes are in the encoding. `seen` says whether letters beyond ASCII came before in the file.
pub(crate) fn check(bytes: &[u8], encoding: Encoding, seen: bool) -> Result<(), Wrong> {
    if bytes.is_ascii() {
        return Ok(());
    }
    match (encoding, std::str::from_utf8(bytes)) {
        (Encoding::Utf8, Ok(_)) => Ok(()),
        (Encoding::Utf8, Err(error)) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            if seen || !bytes.get(..at).is_none_or(<[u8]>::is_ascii) {
                let advice = "parts of the file were saved in different encodings: save all of it as UTF-8";
                return Err((at, format!("the byte 0x{byte:02x} is not UTF-8, though text above it is"), advice));
            }
            let advice = "save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»), or state encoding = \"windows-1252\" \
                          in the mapping if it is that";
            Err((at, format!("the byte 0x{byte:02x} is not UTF-8"), advice))
        }
        (Encoding::Windows1252, Ok(_)) => {
            let at = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
            let advice = "remove encoding = \"windows-1252\" from the mapping, or save all of the file in one encoding";
            Err((at, "this is UTF-8, and the mapping says Windows-1252".to_owned(), advice))
        }
        (Encoding::Windows1252, Err(_)) => Ok(()),
    }
}

/// Encodings that the first bytes of a file give away and that are never read.
pub(super) fn refuse_by_first_bytes(file: &str, first: &[u8], encoding: Encoding) -> Result<(), Box<Problem>> {
    let refuse = |what: &str, advice: &str| Err(Box::new(problem(file, Some((1, 1)), None, what, advice)));
    let utf16 = first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]);
    if utf16 || first.iter().take(4).any(|byte| *byte == 0) {
        return refuse("the file is UTF-16 or UTF-32", UTF8_ADVICE);
    }
    if first.starts_with(&[0xef, 0xbb, 0xbf]) && encoding == Encoding::Windows1252 {
        return refuse("the file is UTF-8, and the mapping says Windows-1252", "remove `encoding` from the mapping");
    }
    let no_line_feed = !first.contains(&b'\n');
    if no_line_feed && first.iter().filter(|byte| **byte == b'\r').count() > 1 {
        return refuse("lines end with a carriage return alone", "save the file with line ends of Windows or Unix");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_letters_are_read() {
        assert_eq!(decode(b"\x80 caf\xe9 \x8a", Encoding::Windows1252), "€ café Š");
        assert_eq!(decode("café".as_bytes(), Encoding::Utf8), "café");
    }

    #[test]
    fn mixed_and_misstated_encodings_are_told_apart() {
        let (at, what, _) = check(b"a,\xe9", Encoding::Utf8, false).unwrap_err();
        assert_eq!((at, what.as_str()), (2, "the byte 0xe9 is not UTF-8"));
        for (bytes, seen) in [("é,".as_bytes(), false), (b"e,".as_slice(), true)] {
            let bytes = [bytes, b"\xe9"].concat();
            let (_, what, _) = check(&bytes, Encoding::Utf8, seen).unwrap_err();
            assert_eq!(what, "the byte 0xe9 is not UTF-8, though text above it is");
        }
        assert!(check("é".as_bytes(), Encoding::Windows1252, false).is_err());
        assert_eq!(check(b"\xe9", Encoding::Windows1252, false), Ok(()));
    }
}
