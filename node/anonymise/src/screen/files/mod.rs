//! Screening of files: their names, what they carry unseen, and their text.
//!
//! | module | reads |
//! |---|---|
//! | `package` | zip archives, within bounds |
//! | `xml` | XML, as a flat row of steps |
//! | `office` | Office Open XML (ECMA-376): documents, workbooks, presentations |
//! | `open_document` | OpenDocument (ISO/IEC 26300) |
//! | `pdf` | PDF (ISO 32000) |
//! | `image`, `exif`, `xmp` | JPEG, PNG, TIFF and their metadata |
//! | `html` | HTML |
//! | `letters` | letters by their names in entities and fonts |
//!
//! Every file is taken for hostile: what is decompressed, nested or repeated has a bound, and what exceeds it is an
//! error instead of half an answer. What a picture shows is not read, nor are sound and film; where a file holds
//! something that cannot be read, a finding says so.

mod exif;
mod html;
mod image;
mod judge;
mod letters;
mod office;
mod open_document;
mod package;
mod parts;
mod pdf;
mod xml;
mod xmp;

use std::borrow::Cow;

use serde::Serialize;

use super::Finding;
use crate::read::{Encoding, decode};
pub use parts::{Carries, FilePart};
use parts::{Parts, Result as Outcome};

/// Largest file that is looked at, in bytes.
pub const MAX_FILE_BYTES: usize = 256 << 20;

/// Most bytes that the packed parts of one file may come to when unpacked, and most bytes of text that are taken from
/// one file.
pub const MAX_UNPACKED_BYTES: usize = 64 << 20;

/// A finding in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileFinding {
    /// Where: as in [`FilePart::part`].
    pub part: String,
    /// What; its span is in [`FilePart::text`].
    pub finding: Finding,
}

/// Why a file cannot be screened. None of them says anything of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// No format that is read here.
    #[error("the format of the file is not one that can be screened")]
    Unknown,
    /// Encrypted, be it without a password to open it.
    #[error("the file is encrypted and cannot be screened")]
    Encrypted,
    /// Truncated or otherwise not what its format says.
    #[error("the file is damaged and cannot be screened as a whole")]
    Damaged,
    /// Beyond [`MAX_FILE_BYTES`], [`MAX_UNPACKED_BYTES`] or a bound on the number or depth of what is in it.
    #[error("the file is too large or too deeply nested to be screened")]
    TooLarge,
}

/// Screens a file by its bytes: name, properties, hidden content and text. `media_type` and the ending of the name say
/// only whether text is HTML; all other formats are told by their first bytes.
///
/// Findings stand in the order of [`file_parts`], within a part by place.
///
/// # Errors
/// When the file cannot be screened as a whole.
pub fn screen_file(
    name: &str,
    media_type: &str,
    bytes: &[u8],
    lang: Option<&str>,
) -> Result<Vec<FileFinding>, FileError> {
    let parts = file_parts(name, media_type, bytes)?;
    Ok(parts.iter().flat_map(|part| judge::screen_part(part, lang)).collect())
}

/// Every text that a file carries, seen and unseen, its name first: for whoever shows findings with the words they
/// stand in. These texts stay on the publisher's node.
///
/// # Errors
/// When the file cannot be screened as a whole.
pub fn file_parts(name: &str, media_type: &str, bytes: &[u8]) -> Result<Vec<FilePart>, FileError> {
    let mut parts = Parts::default();
    parts.text("name", &readable_name(name))?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FileError::TooLarge);
    }
    read(name, media_type, bytes, &mut parts)?;
    Ok(parts.finish())
}

/// Reads one file into parts.
fn read(name: &str, media_type: &str, bytes: &[u8], parts: &mut Parts) -> Outcome {
    match kind(name, media_type, bytes)? {
        Kind::Pdf => pdf::read(bytes, parts),
        Kind::Package => read_package(bytes, parts),
        Kind::Image => image::read(bytes, parts),
        Kind::Html => html::read(&text_of(bytes)?, parts),
        Kind::Text => parts.text("text", &text_of(bytes)?),
    }
}

/// Reads a file inside another one: what cannot be read alone is said in a finding, and the rest goes on.
fn read_nested(at: &str, name: &str, bytes: &[u8], parts: &mut Parts) -> Outcome {
    let result = match parts.enter(at) {
        true => read(name, "", bytes, parts),
        false => return Err(FileError::TooLarge),
    };
    parts.leave();
    match result {
        Err(FileError::TooLarge) => Err(FileError::TooLarge),
        Err(_) => parts.unreadable(at),
        Ok(()) => Ok(()),
    }
}

fn read_package(bytes: &[u8], parts: &mut Parts) -> Outcome {
    let package = package::Package::open(bytes)?;
    if package.has("[Content_Types].xml") {
        office::read(package, parts)
    } else if package.has("mimetype") && package.has("content.xml") {
        open_document::read(package, parts)
    } else {
        Err(FileError::Unknown)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pdf,
    Package,
    Image,
    Html,
    Text,
}

/// Where the header of a PDF may begin (ISO 32000-1, annex H, implementation note 13).
const PDF_HEADER: usize = 1024;

/// Tells a format by the first bytes, and of text by its name.
fn kind(name: &str, media_type: &str, bytes: &[u8]) -> Result<Kind, FileError> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let near = bytes.get(..PDF_HEADER.min(bytes.len())).unwrap_or(bytes);
    if near.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    if image::is_image(bytes) {
        return Ok(Kind::Image);
    }
    if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // An encrypted Office document is a compound file with a stream of this name ([MS-OFFCRYPTO] 2.3.4.4).
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted { FileError::Encrypted } else { FileError::Unknown });
    }
    let name = name.to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let ends = |endings: &[&str]| {
        endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
    };
    if ends(&["html", "htm", "xhtml"]) || media_type == "text/html" || media_type == "application/xhtml+xml" {
        return Ok(Kind::Html);
    }
    let plain = ["text/csv", "text/plain", "text/markdown", "text/tab-separated-values"];
    match ends(&["csv", "tsv", "txt", "md"]) || plain.contains(&media_type.as_str()) {
        true => Ok(Kind::Text),
        false => Err(FileError::Unknown),
    }
}

/// The text of bytes without a declared encoding: by a byte order mark, else UTF-8, else Windows-1252, in which every
/// byte means something.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, FileError> {
    if let Some(text) = utf16(bytes) {
        return Ok(text.into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(FileError::Unknown);
    }
    Ok(std::str::from_utf8(bytes).map_or_else(|_| decode(bytes, Encoding::Windows1252), Cow::Borrowed))
}

/// UTF-16 behind its byte order mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        _ => return None,
    };
    let (pairs, _) = bytes.get(2..)?.as_chunks::<2>();
    Some(char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or('\u{fffd}')).collect())
}

/// A file name as its words: underscores stand for spaces in names, and hold words together in texts. The same length.
fn readable_name(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
