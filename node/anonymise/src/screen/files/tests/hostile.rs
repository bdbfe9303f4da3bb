//! Files made to harm: all end, none with a panic, and none looks clean that was not read.

use proptest::prelude::*;

use super::super::testing::*;
use super::super::{FileError, MAX_UNPACKED_BYTES, Outcome, file_parts, screen_file, xml};

#[test]
fn zip_bomb_is_refused() {
    let zeros = vec![b' '; MAX_UNPACKED_BYTES / 2];
    let text = [b"<w:document>".as_slice(), &zeros, b"</w:document>"].concat();
    let entries: Vec<(String, &[u8])> = (0..3).map(|index| (format!("word/{index}.xml"), text.as_slice())).collect();
    let mut all: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>")];
    all.extend(entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)));
    let bomb = archive(&all);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal("a.docx", &bomb), Some(FileError::TooLarge));
}

#[test]
fn packages_nested_in_packages_end() {
    let mut bytes = document("<w:p/>");
    for _ in 0..6 {
        let entries: [(&str, &[u8]); 3] = [
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<w:document/>"),
            ("word/embeddings/a.docx", &bytes),
        ];
        bytes = archive(&entries);
    }
    assert_eq!(refusal("a.docx", &bytes), Some(FileError::TooLarge));
}

#[test]
fn deep_xml_is_refused_and_entities_do_not_grow() {
    let deep = format!("{}{}", "<a>".repeat(2000), "</a>".repeat(2000));
    assert_eq!(refusal("a.docx", &office(&[("word/document.xml", &deep)])), Some(FileError::TooLarge));
    let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><w:document><w:t>&c;&c;</w:t></w:document>";
    let bytes = office(&[("word/document.xml", laughs)]);
    assert_eq!(part_text(&bytes, "text"), "");
    assert_eq!(refusal("a.docx", &document("<w:p>")), Some(FileError::Damaged));
    let ends = xml::walk(b"<a b='1' b='2'/>", |_| Outcome::Ok(()));
    assert_eq!(ends, Ok(()));
}

#[test]
fn one_string_in_many_cells_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let bytes = office(&[
        ("xl/workbook.xml", "<workbook><sheet name=\"a\" r:id=\"r1\"/></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"r1\" Target=\"a.xml\"/></R>"),
        ("xl/sharedStrings.xml", &strings),
        ("xl/a.xml", &format!("<worksheet><row>{cells}</row></worksheet>")),
    ]);
    assert_eq!(refusal("a.xlsx", &bytes), Some(FileError::TooLarge));
}

#[test]
fn encrypted_files_are_told() {
    let office: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let office = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &office].concat();
    let manifest = b"<m><file-entry><encryption-data/></file-entry></m>";
    let open = archive(&[("mimetype", b"x"), ("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", manifest)]);
    let pdf = pdf_of(&[b"<< >>".to_vec()], "/Root 1 0 R /Encrypt 1 0 R");
    // The flag of an encrypted entry, in both places where a zip archive has it.
    let mut zip = document("<w:p/>");
    for (magic, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> =
            zip.windows(4).enumerate().filter(|(_, window)| window == magic).map(|(at, _)| at).collect();
        for at in places {
            zip[at + flag] |= 1;
        }
    }
    for bytes in [office, open, pdf, zip] {
        assert_eq!(refusal("a", &bytes), Some(FileError::Encrypted));
    }
}

#[test]
fn cyclic_references_of_a_pdf_end() {
    let pages = pdf(&[
        "<< /Pages 3 0 R >>",
        "2 0 R",
        "<< /Kids [3 0 R 4 0 R 4 0 R] >>",
        "<< /Kids [3 0 R 5 0 R] >>",
        "<< /Type /Page /Contents [5 0 R] /Resources 6 0 R >>",
        "6 0 R",
    ]);
    assert!(file_parts("a", "", &pages).is_ok());
    let form = "/Subtype /Form /Resources << /XObject << /X 5 0 R >> /Font << /F 6 0 R >> >>";
    let objects = [
        b"<< /Pages 3 0 R >>".to_vec(),
        b"<< >>".to_vec(),
        b"<< /Kids [4 0 R] /Resources << /XObject << /X 5 0 R >> >> >>".to_vec(),
        b"<< /Type /Page /Contents 7 0 R >>".to_vec(),
        stream(form, b"BT /F 9 Tf (once) Tj ET /X Do /X Do"),
        b"<< /Type /Font >>".to_vec(),
        stream("", b"/X Do /X Do"),
    ];
    assert_eq!(part_text(&pdf_of(&objects, "/Root 1 0 R"), "page 1"), "once");
}

#[test]
fn bombs_in_a_pdf_are_refused() {
    let bomb = deflated(&vec![b' '; MAX_UNPACKED_BYTES + 1]);
    assert!(bomb.len() < 1 << 20);
    let page = |content: Vec<u8>| {
        let head = ["<< /Pages 3 0 R >>", "<< >>", "<< /Kids [4 0 R] >>", "<< /Type /Page /Contents 5 0 R >>"];
        let mut objects: Vec<Vec<u8>> = head.map(|object| object.as_bytes().to_vec()).into();
        objects.push(content);
        pdf_of(&objects, "/Root 1 0 R")
    };
    assert_eq!(refusal("a", &page(stream("/Filter /FlateDecode", &bomb))), Some(FileError::TooLarge));
    let filters = "/Filter [/ASCIIHexDecode /ASCIIHexDecode /ASCIIHexDecode /ASCIIHexDecode /ASCIIHexDecode]";
    assert_eq!(refusal("a", &page(stream(filters, b"00"))), Some(FileError::TooLarge));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(file_parts("a", "", &page(deep.into_bytes())).is_ok());
    let codes =
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange 1 beginbfrange <00000000> <FFFFFFFF> [] endbfrange";
    let font = [
        b"<< /Pages 3 0 R >>".to_vec(),
        b"<< >>".to_vec(),
        b"<< /Kids [4 0 R] /Resources << /Font << /F 6 0 R >> >> >>".to_vec(),
        b"<< /Type /Page /Contents 5 0 R >>".to_vec(),
        stream("", b"BT /F 9 Tf (a) Tj ET"),
        b"<< /Subtype /Type0 /ToUnicode 7 0 R /DescendantFonts [<< /W [0 4000000000 5] >>] >>".to_vec(),
        stream("", codes),
    ];
    assert!(file_parts("a", "", &pdf_of(&font, "/Root 1 0 R")).is_ok());
}

#[test]
fn cyclic_directories_of_a_picture_end() {
    let gps = 8_u32.to_le_bytes();
    let picture = tiff(&[(0x8769, 4, 1, &gps), (0x8825, 4, 1, &gps)], &[]);
    assert!(file_parts("a", "", &picture).is_ok());
    let far = tiff(&[(0x010e, 2, u32::MAX, &[0xff; 5])], &[]);
    assert_eq!(refusal("a", &far), Some(FileError::Damaged));
}

/// One file of each format.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let (north, east) = (degrees([52, 5, 24]), degrees([4, 18, 36]));
    let exif = tiff(&[(0x013b, 2, 13, b"Maria Jansen\0")], &[(2, 5, 3, &north), (4, 5, 3, &east)]);
    vec![
        ("a.docx", document("<w:p><w:r><w:t>Some text of a document</w:t></w:r></w:p>")),
        ("a.odt", archive(&[("mimetype", b"x"), ("content.xml", b"<a><p>text</p></a>"), ("meta.xml", b"<m/>")])),
        ("a.pdf", pdf_page(b"BT /F 10 Tf 50 700 Td (Some text) Tj [(8) 20 (2)] TJ /G 9 Tf <0001> Tj ET")),
        ("a.jpg", jpeg(0xe1, b"Exif\0\0", &exif)),
        ("a.tiff", exif),
        ("a.html", b"<p alt='x'>text<!-- c --><meta name=author content=x>".to_vec()),
    ]
}

#[test]
fn truncated_files_are_refused_or_read_but_never_panic() {
    for (name, bytes) in samples() {
        assert!(screen_file(name, "", &bytes, None).is_ok(), "{name}");
        for length in 0..bytes.len() {
            let result = file_parts(name, "", &bytes[..length]);
            let behind = bytes.len() - length;
            // The picture ends before its pixels, the PDF before what ends it; HTML has no end.
            let refused = matches!(name, "a.docx" | "a.odt" | "a.tiff") || (name == "a.pdf" && behind > 24);
            let refused = refused || (name == "a.jpg" && behind > 9);
            assert!(!refused || result.is_err(), "{name} cut to {length}");
        }
    }
}

proptest! {
    #[test]
    fn files_with_wrong_bytes_never_panic(
        which in 0_usize..6,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (name, mut bytes) = samples().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _either = file_parts(name, "", &bytes);
    }
}
