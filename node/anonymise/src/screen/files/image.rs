//! Pictures: JPEG (ITU-T T.81), PNG (ISO/IEC 15948), TIFF. Their properties; what they show is not read.

use std::io::Read;

use super::parts::{Parts, Result};
use super::{FileError, exif, text_of, xmp};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Most segments or chunks of one picture.
const MAX_SEGMENTS: usize = 100_000;

/// Largest Exif or text in a chunk of PNG, in bytes; a segment of JPEG is 64 KiB at most.
const MAX_CHUNK: usize = 4 << 20;

/// Whether bytes begin as a picture does.
pub(super) fn is_image(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(PNG)
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*")
}

/// Reads the properties of a picture.
pub(super) fn read(bytes: &[u8], parts: &mut Parts) -> Result {
    match bytes {
        [0xff, 0xd8, ..] => jpeg(bytes, parts),
        [0x89, ..] => png(bytes, parts),
        _ => exif::read(bytes, parts),
    }
}

fn jpeg(bytes: &[u8], parts: &mut Parts) -> Result {
    let mut at = 2;
    for _ in 0..MAX_SEGMENTS {
        let Some([0xff, marker]) = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>()).copied() else {
            return Err(FileError::Damaged);
        };
        match marker {
            // Fill bytes, and markers that stand alone.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // From here on there are only pixels, up to the end of the picture.
            0xda | 0xd9 => return Ok(()),
            _ => {
                let length = bytes.get(at + 2..).and_then(|rest| rest.first_chunk::<2>());
                let length = usize::from(u16::from_be_bytes(*length.ok_or(FileError::Damaged)?));
                let segment = bytes.get(at + 4..at + 2 + length).ok_or(FileError::Damaged)?;
                jpeg_segment(marker, segment, parts)?;
                at += 2 + length;
            }
        }
    }
    Err(FileError::TooLarge)
}

fn jpeg_segment(marker: u8, segment: &[u8], parts: &mut Parts) -> Result {
    match marker {
        0xe1 if segment.starts_with(b"Exif\0") => exif_or_note(segment.get(6..).unwrap_or_default(), parts),
        0xe1 if segment.starts_with(b"http://ns.adobe.com/xap/1.0/\0") => {
            xmp::read(segment.get(29..).unwrap_or_default(), parts)
        }
        0xe1 if segment.starts_with(b"http://ns.adobe.com/xmp/extension/") => parts.unreadable("extended XMP metadata"),
        0xed if segment.starts_with(b"Photoshop 3.0\0") => photoshop(segment.get(14..).unwrap_or_default(), parts),
        0xfe => match text_of(segment) {
            Ok(text) => parts.text("comment in the picture", &text),
            Err(_) => parts.unreadable("comment in the picture"),
        },
        _ => Ok(()),
    }
}

/// Exif inside a picture: the rest of the picture is read even where it is damaged.
fn exif_or_note(bytes: &[u8], parts: &mut Parts) -> Result {
    match exif::read(bytes, parts) {
        Err(FileError::Damaged) => parts.unreadable("Exif properties"),
        result => result,
    }
}

/// Image resources of Photoshop: `8BIM`, number, name, length, data. Number 0x0404 is IPTC.
fn photoshop(bytes: &[u8], parts: &mut Parts) -> Result {
    let mut rest = bytes;
    while let Some(behind) = rest.strip_prefix(b"8BIM") {
        let piece = (|| {
            let number = behind.first_chunk::<2>()?;
            let name = usize::from(*behind.get(2)?);
            let at = 2 + (1 + name).next_multiple_of(2);
            let length = usize::try_from(u32::from_be_bytes(*behind.get(at..)?.first_chunk::<4>()?)).ok()?;
            let data = behind.get(at + 4..(at + 4).checked_add(length)?)?;
            Some((u16::from_be_bytes(*number), data, behind.get(at + 4 + length.next_multiple_of(2)..)))
        })();
        let Some((number, data, behind)) = piece else { return parts.unreadable("Photoshop properties") };
        if number == 0x0404 {
            iptc(data, parts)?;
        }
        rest = behind.unwrap_or_default();
    }
    Ok(())
}

/// IPTC-IIM 4.2: datasets of record 2.
pub(super) fn iptc(bytes: &[u8], parts: &mut Parts) -> Result {
    let mut rest = bytes;
    while let [0x1c, record, set, high, low, behind @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(data) = behind.get(..length) else { return parts.unreadable("IPTC properties") };
        let text = text_of(data).unwrap_or_default();
        match (record, set) {
            // By-line, credit, contact, writer of the caption.
            (2, 80 | 110 | 118 | 122) => parts.author("property IPTC by-line", &text)?,
            // Title, keywords, headline, city, part of the city, country, caption.
            (2, 5 | 25 | 40 | 90 | 92 | 95 | 101 | 105 | 116 | 120) => parts.text("property IPTC", &text)?,
            _ => {}
        }
        rest = behind.get(length..).unwrap_or_default();
    }
    Ok(())
}

fn png(bytes: &[u8], parts: &mut Parts) -> Result {
    let mut rest = bytes.get(PNG.len()..).ok_or(FileError::Damaged)?;
    for _ in 0..MAX_SEGMENTS {
        let length = rest.first_chunk::<4>().ok_or(FileError::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| FileError::Damaged)?;
        let kind = rest.get(4..8).ok_or(FileError::Damaged)?;
        let data = rest.get(8..8_usize.saturating_add(length)).ok_or(FileError::Damaged)?;
        match kind {
            b"IEND" => return Ok(()),
            b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" if length > MAX_CHUNK => return Err(FileError::TooLarge),
            b"eXIf" => exif_or_note(data, parts)?,
            b"tEXt" | b"zTXt" | b"iTXt" => png_text(kind, data, parts)?,
            _ => {}
        }
        // The check sum behind it says nothing of persons.
        rest = rest.get(12 + length..).ok_or(FileError::Damaged)?;
    }
    Err(FileError::TooLarge)
}

fn png_text(kind: &[u8], data: &[u8], parts: &mut Parts) -> Result {
    let (keyword, behind) = cut(data);
    let keyword = text_of(keyword).unwrap_or_default();
    let text = match (kind, behind) {
        (b"tEXt", text) => Some(text.to_vec()),
        (b"zTXt", [0, packed @ ..]) => unpack(packed, parts)?,
        (b"iTXt", [packed, _, rest @ ..]) => {
            let (_language, rest) = cut(rest);
            let (_translated, text) = cut(rest);
            if *packed == 0 { Some(text.to_vec()) } else { unpack(text, parts)? }
        }
        _ => None,
    };
    let Some(text) = text else { return parts.unreadable(&format!("property {keyword}")) };
    if keyword == "XML:com.adobe.xmp" {
        return xmp::read(&text, parts);
    }
    let text = text_of(&text).unwrap_or_default();
    match keyword.as_ref() {
        "Author" | "Artist" => parts.author("property Author", &text),
        _ => parts.text(&format!("property {keyword}"), &text),
    }
}

/// What stands before and behind the first zero byte.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (bytes.get(..at).unwrap_or_default(), bytes.get(at + 1..).unwrap_or_default())
}

/// Unpacks zlib; `None` when it is damaged.
fn unpack(packed: &[u8], parts: &mut Parts) -> Result<Option<Vec<u8>>> {
    let mut text = Vec::new();
    let room = u64::try_from(parts.room()).unwrap_or(u64::MAX);
    let whole = flate2::read::ZlibDecoder::new(packed).take(room.saturating_add(1)).read_to_end(&mut text).is_ok();
    parts.spend(text.len())?;
    Ok(whole.then_some(text))
}
