//! Exif (CIPA DC-008) and other properties in a TIFF structure: position, persons, serial numbers, words.

use std::collections::BTreeSet;

use super::parts::{Parts, Result};
use super::{FileError, image, xmp};

/// Most directories of one file.
const MAX_DIRECTORIES: usize = 64;

/// Longest value that is read, in bytes; XMP may be longer.
const MAX_VALUE: usize = 64 << 10;

const EXIF: u16 = 0x8769;
const GPS: u16 = 0x8825;

/// What a property is.
#[derive(Debug, Clone, Copy)]
enum Means {
    Author,
    Serial,
    Words,
    /// Words in UTF-16, as Windows writes them.
    WideAuthor,
    Wide,
    /// Words behind eight bytes that name the encoding.
    Comment,
    Xmp,
    Iptc,
}

const TAGS: &[(u16, &str, Means)] = &[
    (0x010e, "ImageDescription", Means::Words),
    (0x013b, "Artist", Means::Author),
    (0x02bc, "XMP", Means::Xmp),
    (0x8298, "Copyright", Means::Words),
    (0x83bb, "IPTC", Means::Iptc),
    (0x9286, "UserComment", Means::Comment),
    (0x9c9b, "XPTitle", Means::Wide),
    (0x9c9c, "XPComment", Means::Wide),
    (0x9c9d, "XPAuthor", Means::WideAuthor),
    (0x9c9e, "XPKeywords", Means::Wide),
    (0x9c9f, "XPSubject", Means::Wide),
    (0xa430, "CameraOwnerName", Means::Author),
    (0xa431, "BodySerialNumber", Means::Serial),
    (0xa435, "LensSerialNumber", Means::Serial),
    (0xc62f, "CameraSerialNumber", Means::Serial),
];

/// Reads a TIFF structure.
pub(super) fn read(bytes: &[u8], parts: &mut Parts) -> Result {
    let tiff = match bytes {
        [b'I', b'I', 42, 0, ..] => Tiff { bytes, little: true },
        [b'M', b'M', 0, 42, ..] => Tiff { bytes, little: false },
        _ => return Err(FileError::Damaged),
    };
    let first = tiff.long(4).ok_or(FileError::Damaged)?;
    let mut waiting = vec![(first, false)];
    let mut seen = BTreeSet::new();
    while let Some((at, gps)) = waiting.pop() {
        if !seen.insert(at) {
            continue;
        }
        if seen.len() > MAX_DIRECTORIES {
            return Err(FileError::TooLarge);
        }
        let count = usize::from(tiff.short(at).ok_or(FileError::Damaged)?);
        let entries: Vec<Entry> = (0..count).map_while(|index| tiff.entry(at + 2 + index * 12)).collect();
        if entries.len() < count {
            return Err(FileError::Damaged);
        }
        if gps {
            position(&tiff, &entries, parts)?;
            continue;
        }
        directory(&tiff, &entries, parts)?;
        for entry in &entries {
            match entry.tag {
                EXIF | GPS => waiting.extend(tiff.long(entry.at).map(|at| (at, entry.tag == GPS))),
                _ => {}
            }
        }
        waiting.extend(tiff.long(at + 2 + count * 12).filter(|next| *next != 0).map(|next| (next, false)));
    }
    Ok(())
}

fn directory(tiff: &Tiff<'_>, entries: &[Entry], parts: &mut Parts) -> Result {
    let mut read = BTreeSet::new();
    for entry in entries {
        let Some((_, name, means)) = TAGS.iter().find(|(tag, ..)| *tag == entry.tag) else { continue };
        // A property stands in a directory once; what a hostile file repeats is not read again.
        if !read.insert(entry.tag) {
            continue;
        }
        let value = tiff.value(entry).ok_or(FileError::Damaged)?;
        let cut = value.get(..MAX_VALUE.min(value.len())).unwrap_or(value);
        let part = format!("property {name}");
        match means {
            Means::Author => parts.author(&part, &words(cut))?,
            Means::WideAuthor => parts.author(&part, &wide(cut))?,
            Means::Serial => parts.hidden(&part, "camera_serial", &words(cut))?,
            Means::Words => parts.text(&part, &words(cut))?,
            Means::Wide => parts.text(&part, &wide(cut))?,
            Means::Comment => parts.text(&part, &comment(cut, tiff.little))?,
            Means::Xmp => xmp::read(value, parts)?,
            Means::Iptc => image::iptc(value, parts)?,
        }
    }
    Ok(())
}

/// Reads a directory of positions (CIPA DC-008, 4.6.6).
fn position(tiff: &Tiff<'_>, entries: &[Entry], parts: &mut Parts) -> Result {
    let find = |tag: u16| entries.iter().find(|entry| entry.tag == tag);
    // Of the camera, and of what it looks at.
    for (latitude, longitude) in [(2, 4), (0x14, 0x16)] {
        // A position that is there and cannot be read is not none.
        if [latitude, longitude].into_iter().filter_map(find).any(|entry| tiff.value(entry).is_none()) {
            return Err(FileError::Damaged);
        }
        let axis = |tag: u16| -> Option<String> {
            let degrees = tiff.degrees(find(tag)?)?;
            let side = find(tag - 1).and_then(|entry| tiff.value(entry)).map(words).unwrap_or_default();
            Some(format!("{degrees:.5} {side}"))
        };
        let found: Vec<String> = [latitude, longitude].into_iter().filter_map(axis).collect();
        if !found.is_empty() {
            parts.hidden("property GPS position", "gps", &found.join(", "))?;
        }
    }
    Ok(())
}

struct Entry {
    tag: u16,
    kind: u16,
    count: usize,
    /// Where its value or the place of its value stands.
    at: usize,
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..)?.first_chunk::<4>()?;
        usize::try_from(if self.little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) }).ok()
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let (tag, kind) = (self.short(at)?, self.short(at + 2)?);
        self.long(at + 8)?;
        Some(Entry { tag, kind, count: self.long(at + 4)?, at: at + 8 })
    }

    fn value(&self, entry: &Entry) -> Option<&'a [u8]> {
        let size = match entry.kind {
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = entry.count.checked_mul(size)?;
        let start = if length <= 4 { entry.at } else { self.long(entry.at)? };
        self.bytes.get(start..start.checked_add(length)?)
    }

    /// Degrees, minutes and seconds as degrees; `None` when there are none.
    fn degrees(&self, entry: &Entry) -> Option<f64> {
        if entry.kind != 5 || entry.count == 0 {
            return None;
        }
        let start = self.long(entry.at)?;
        let ratio = |index: usize| -> Option<f64> {
            let at = start.checked_add(index * 8)?;
            let (above, below) = (self.long(at)?, self.long(at + 4)?);
            let number = |value: usize| u32::try_from(value).ok().map(f64::from);
            (below != 0).then_some(number(above)? / number(below)?)
        };
        let part = |index: usize| if index < entry.count { ratio(index).unwrap_or(0.0) } else { 0.0 };
        Some(ratio(0)? + part(1) / 60.0 + part(2) / 3600.0)
    }
}

/// Words up to the zero byte, in UTF-8 or else Windows-1252.
fn words(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    super::text_of(bytes.get(..end).unwrap_or_default()).map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// Words in UTF-16, little end first.
fn wide(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

fn comment(bytes: &[u8], little: bool) -> String {
    let text = bytes.get(8..).unwrap_or_default();
    match bytes.starts_with(b"UNICODE\0") {
        true if little => wide(text),
        true => wide(&text.chunks(2).flat_map(|pair| pair.iter().rev().copied()).collect::<Vec<u8>>()),
        false => words(text),
    }
}
