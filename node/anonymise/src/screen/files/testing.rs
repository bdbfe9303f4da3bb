//! Files for the tests, built by hand.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Carries, FileError, FilePart, file_parts, screen_file};
use crate::screen::{Detector, Level};

/// A zip archive of entries.
pub(super) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An Office package of entries, and the table of content types.
pub(super) fn office(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut all: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>")];
    all.extend(entries.iter().map(|(name, text)| (*name, text.as_bytes())));
    archive(&all)
}

/// A document whose body is given.
pub(super) fn document(body: &str) -> Vec<u8> {
    office(&[("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

/// A PDF of objects, numbered from 1, of which the first is the catalogue and the second the properties.
pub(super) fn pdf(objects: &[&str]) -> Vec<u8> {
    let bytes: Vec<Vec<u8>> = objects.iter().map(|object| object.as_bytes().to_vec()).collect();
    pdf_of(&bytes, "/Root 1 0 R /Info 2 0 R")
}

pub(super) fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (index, object) in objects.iter().enumerate() {
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(format!("trailer << {trailer} >>\nstartxref\n0\n%%EOF\n").bytes());
    bytes
}

/// A stream with its dictionary.
pub(super) fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    bytes.extend(data);
    bytes.extend(b"\nendstream");
    bytes
}

/// A PDF of one page with these operators, in a simple font F and a composite one G.
pub(super) fn pdf_page(operators: &[u8]) -> Vec<u8> {
    let map = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <001A> <0041> endbfrange \
                1 beginbfchar <0020> <0020> endbfchar";
    let plain = |text: &str| text.as_bytes().to_vec();
    let objects = [
        plain("<< /Type /Catalog /Pages 3 0 R >>"),
        plain("<< >>"),
        plain("<< /Type /Pages /Kids [4 0 R] /Count 1 /Resources << /Font << /F 6 0 R /G 7 0 R >> >> >>"),
        plain("<< /Type /Page /Parent 3 0 R /Contents 5 0 R >>"),
        stream("/Filter /FlateDecode", &deflated(operators)),
        plain("<< /Type /Font /Subtype /Type1 /Encoding << /Differences [1 /eacute /Lslash] >> >>"),
        plain("<< /Type /Font /Subtype /Type0 /ToUnicode 8 0 R /DescendantFonts [<< /DW 500 >>] >>"),
        stream("", map),
    ];
    pdf_of(&objects, "/Root 1 0 R /Info 2 0 R")
}

pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A property of a TIFF structure: tag, kind, count, value.
pub(super) type Property<'a> = (u16, u16, u32, &'a [u8]);

/// A TIFF structure, little end first, with a directory of properties and one of positions.
pub(super) fn tiff(properties: &[Property<'_>], positions: &[Property<'_>]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    let size = |entries: usize| u32::try_from(2 + entries * 12 + 4).unwrap();
    let second = 8 + size(properties.len() + 1);
    let gps = second.to_le_bytes();
    let mut first = properties.to_vec();
    first.push((0x8825, 4, 1, &gps));
    let mut values: Vec<u8> = Vec::new();
    let behind = second + size(positions.len());
    for directory in [first.as_slice(), positions] {
        bytes.extend(u16::try_from(directory.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in directory {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            if value.len() <= 4 {
                bytes.extend(value.iter().chain(&[0; 4]).take(4));
            } else {
                bytes.extend((behind + u32::try_from(values.len()).unwrap()).to_le_bytes());
                values.extend(*value);
            }
        }
        bytes.extend([0; 4]);
    }
    bytes.extend(values);
    bytes
}

/// Degrees, minutes and seconds as a property has them.
pub(super) fn degrees(values: [u32; 3]) -> Vec<u8> {
    values.iter().flat_map(|value| [value.to_le_bytes(), 1_u32.to_le_bytes()].concat()).collect()
}

/// A JPEG with one segment.
pub(super) fn jpeg(marker: u8, head: &[u8], data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + head.len() + data.len()).unwrap().to_be_bytes();
    [&[0xff, 0xd8, 0xff, marker], &length[..], head, data, &[0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]].concat()
}

/// The parts of a file, without its name.
pub(super) fn parts(name: &str, bytes: &[u8]) -> Vec<(String, Carries, String)> {
    let parts = file_parts(name, "", bytes).unwrap();
    let tuple = |part: FilePart| (part.part, part.carries, part.text);
    parts.into_iter().filter(|part| part.part != "name").map(tuple).collect()
}

/// The text of a part.
pub(super) fn part_text(bytes: &[u8], part: &str) -> String {
    let found = parts("a", bytes).into_iter().find(|(name, ..)| name == part);
    found.map(|(_, _, text)| text).unwrap_or_default()
}

/// Part and level of what a file carries unseen.
pub(super) fn hidden(bytes: &[u8]) -> Vec<(String, &'static str, Level)> {
    let found = screen_file("a", "", bytes, None).unwrap().into_iter();
    let found = found.filter(|found| found.finding.detector == Detector::Hidden);
    found.map(|found| (found.part, found.finding.scheme, found.finding.level)).collect()
}

pub(super) fn refusal(name: &str, bytes: &[u8]) -> Option<FileError> {
    screen_file(name, "", bytes, None).err()
}
