//! What is found in files, by format; what hostile ones do is in `hostile`.

mod hostile;
mod office;

use super::testing::*;
use super::*;
use crate::screen::{Detector, Level};

const BSN: &str = "BSN 123456782";

fn levels(name: &str, bytes: &[u8], detector: Detector) -> Vec<Level> {
    let found = screen_file(name, "", bytes, Some("en")).unwrap().into_iter();
    found.filter(|found| found.finding.detector == detector).map(|found| found.finding.level).collect()
}

#[test]
fn name_of_a_file_is_screened_with_underscores_as_spaces() {
    let found = screen_file("intake_BSN_123456782_final.txt", "", b"nothing", None).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].part.as_str(), found[0].finding.detector), ("name", Detector::NationalId));
    assert_eq!(found[0].finding.level, Level::Block);
    assert_eq!(&"intake_BSN_123456782_final.txt"[found[0].finding.span.clone()], "123456782");
}

#[test]
fn text_is_read_in_every_encoding_it_comes_in() {
    let wide: Vec<u8> = [0xfeff_u16].into_iter().chain(BSN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [BSN.as_bytes(), &wide, b"caf\xe9 BSN 123456782", b"\xef\xbb\xbfBSN 123456782"] {
        assert_eq!(levels("a.csv", bytes, Detector::NationalId), [Level::Block]);
    }
    assert_eq!(screen_file("a.md", "", b"In 2023 there were 1,250 victims.", None), Ok(Vec::new()));
}

#[test]
fn formats_are_told_by_their_bytes_and_others_refused() {
    for (name, bytes) in [
        ("a.txt", b"\0\x01\x02".as_slice()),
        ("a.mp4", b"\0\0\0\x18ftypmp42"),
        ("a.json", b"{}"),
        ("a", b""),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        ("a.zip", &archive(&[("readme.txt", b"hello")])),
        ("a.docx", &office(&[("other.xml", "<a/>")])),
    ] {
        assert_eq!(refusal(name, bytes), Some(FileError::Unknown), "{name}");
    }
    assert!(screen_file("a", "text/csv; charset=utf-8", b"a,b", None).is_ok());
    assert!(screen_file("a.csv", "text/csv", &pdf_page(b""), None).is_ok());
    assert_eq!(refusal("a.txt", b"%PDF-1.4 nothing else"), Some(FileError::Damaged));
}

#[test]
fn html_gives_text_comments_author_and_descriptions() {
    let page = "<html><head><meta name=\"author\" content='Maria Jansen'><style>p{}</style></head><body>\
                <!-- ask Maria --><p>Five &lt; six, M&uuml;ller &amp; co<br>next <b>li</b>ne</p>\
                <img alt=\"A girl at a > door\" src=x.png><a href='mailto:maria.k@gmail.com'>x</a> 3 < 4</body>";
    let found = parts("a.html", page.as_bytes());
    let get = |name: &str| found.iter().find(|(part, ..)| part == name).map(|(_, _, text)| text.as_str());
    let text = get("text").unwrap();
    assert!(text.contains("Five < six, Müller & co\nnext line"), "{text}");
    assert!(text.contains("3 < 4") && !text.contains("p{}"), "{text}");
    assert_eq!(get("comments"), Some("ask Maria"));
    assert_eq!(get("property author"), Some("Maria Jansen"));
    assert_eq!(get("alt text"), Some("A girl at a > door"));
    assert_eq!(levels("a.htm", page.as_bytes(), Detector::Email), [Level::Block]);
}

#[test]
fn position_owner_and_serial_number_of_a_photograph_block() {
    let (north, east) = (degrees([52, 5, 24]), degrees([4, 18, 36]));
    let exif = tiff(
        &[(0x013b, 2, 13, b"Maria Jansen\0"), (0xa431, 2, 9, b"SN123456\0"), (0x9c9c, 1, 6, b"H\0i\0\0\0")],
        &[(1, 2, 2, b"N\0"), (2, 5, 3, &north), (3, 2, 2, b"E\0"), (4, 5, 3, &east)],
    );
    let expected = [
        ("property Artist".to_owned(), "author", Level::Block),
        ("property BodySerialNumber".to_owned(), "camera_serial", Level::Block),
        ("property GPS position".to_owned(), "gps", Level::Block),
    ];
    let mut chunk = u32::try_from(exif.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend([b"eXIf", exif.as_slice(), &[0; 4]].concat());
    let png = [b"\x89PNG\r\n\x1a\n", chunk.as_slice(), b"\0\0\0\0IEND\0\0\0\0"].concat();
    for bytes in [exif.clone(), jpeg(0xe1, b"Exif\0\0", &exif), png] {
        assert_eq!(hidden(&bytes), expected);
        assert_eq!(part_text(&bytes, "property GPS position"), "52.09000 N, 4.31000 E");
        assert_eq!(part_text(&bytes, "property XPComment"), "Hi");
    }
}

#[test]
fn metadata_of_pictures_beside_exif_is_read() {
    let xmp = "<x:xmpmeta><rdf:RDF><rdf:Description aux:SerialNumber=\"12345\" exif:GPSLatitude=\"52,5.4N\">\
               <dc:creator><rdf:Seq><rdf:li>Maria Jansen</rdf:li></rdf:Seq></dc:creator><dc:title>A day</dc:title>\
               </rdf:Description></rdf:RDF></x:xmpmeta>";
    let picture = jpeg(0xe1, b"http://ns.adobe.com/xap/1.0/\0", xmp.as_bytes());
    let kinds: Vec<_> = hidden(&picture).into_iter().map(|(_, kind, level)| (kind, level)).collect();
    assert_eq!(kinds, [("camera_serial", Level::Block), ("gps", Level::Block), ("author", Level::Block)]);
    assert_eq!(part_text(&picture, "property title"), "A day");
    let iptc = jpeg(0xed, b"Photoshop 3.0\0", b"8BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0cMaria Jansen\0");
    assert_eq!(hidden(&iptc), [("property IPTC by-line".to_owned(), "author", Level::Block)]);
    assert_eq!(part_text(&jpeg(0xfe, b"", b"call 112"), "comment in the picture"), "call 112");
    let text = deflated(b"Maria");
    let data = [b"Author\0\0".as_slice(), &text].concat();
    let chunk = [&u32::try_from(data.len()).unwrap().to_be_bytes(), b"zTXt".as_slice(), &data, &[0; 4]].concat();
    let png = [b"\x89PNG\r\n\x1a\n", chunk.as_slice(), b"\0\0\0\0IEND\0\0\0\0"].concat();
    assert_eq!(part_text(&png, "property Author"), "Maria");
    assert_eq!(hidden(&jpeg(0xe0, b"JFIF\0", b"")), []);
}

#[test]
fn pdf_properties_notes_and_attached_files_are_found() {
    let mut objects: Vec<Vec<u8>> = [
        "<< /Type /Catalog /Pages 3 0 R >>",
        "<< /Author (Maria Jansen) /Title <FEFF0041> /Producer (x) >>",
        "<< /Kids [4 0 R] >>",
        "<< /Type /Page /Annots [<< /Subtype /Text /Contents (ask her again) /T (Jan de Vries) >> \
         << /Subtype /Link /A << /URI (mailto:maria.k@gmail.com) >> >>] >>",
        "<< /S /Figure /Alt (A girl) >>",
        "<< /FT /Tx /V (BSN 123456782) >>",
        "<< /Type /Filespec /F (list.csv) /EF << /F 8 0 R >> >>",
    ]
    .map(|object| object.as_bytes().to_vec())
    .into();
    objects.push(stream("/Type /EmbeddedFile", &document("<w:p><w:r><w:t>Inside</w:t></w:r></w:p>")));
    objects.push(stream("/Type /Metadata", b"<x><dc:creator><rdf:li>EMN Netherlands</rdf:li></dc:creator></x>"));
    let bytes = pdf_of(&objects, "/Root 1 0 R /Info 2 0 R");
    let expected = [
        ("property Author", "author", Level::Block),
        ("comments", "comments", Level::Block),
        ("author of comments", "author", Level::Block),
        ("alt text", "alt_text", Level::Warn),
        ("attached file", "attached_file", Level::Block),
        ("property creator", "author", Level::Info),
    ];
    assert_eq!(hidden(&bytes), expected.map(|(part, kind, level)| (part.to_owned(), kind, level)));
    assert_eq!(part_text(&bytes, "property Title"), "A");
    assert_eq!(part_text(&bytes, "attached file: text"), "Inside");
    assert_eq!(levels("a.pdf", &bytes, Detector::NationalId), [Level::Block]);
    assert_eq!(levels("a.pdf", &bytes, Detector::Email), [Level::Block]);
}

#[test]
fn pdf_pages_give_their_text_in_words_and_lines() {
    // Words set apart by position, a word in two pieces, kerning inside a word, and a line below.
    let simple = b"BT /F 10 Tf 50 700 Td (BSN) Tj 20 0 Td (1234) Tj 20 0 Td (567) Tj [(8) 20 (2)] TJ \
                   0 -12 Td (caf\\001 \\(\\002\\)) Tj ET";
    assert_eq!(part_text(&pdf_page(simple), "page 1"), "BSN 123456782\ncafé (Ł)");
    assert_eq!(levels("a.pdf", &pdf_page(simple), Detector::NationalId), [Level::Block]);
    let composite = b"BT /G 10 Tf 1 0 0 1 50 700 Tm <000500130014> Tj ET";
    assert_eq!(part_text(&pdf_page(composite), "page 1"), "EST");
    let inline = b"BI /W 1 ID \x00(( EI BT /F 10 Tf (after the picture, which is text enough for it) Tj ET";
    assert_eq!(part_text(&pdf_page(inline), "page 1"), "after the picture, which is text enough for it");
}

#[test]
fn pdf_pages_that_cannot_be_read_are_said_to_be_so() {
    let unreadable = ("page 1".to_owned(), "unreadable", Level::Warn);
    assert_eq!(hidden(&pdf_page(b"BI /W 1 ID 000 EI")), vec![unreadable.clone()]);
    assert_eq!(hidden(&pdf_page(b"BT /G 10 Tf <0F000F01> Tj ET")), vec![unreadable.clone()]);
    assert_eq!(hidden(&pdf_page(b"BT /Missing 10 Tf (abc) Tj ET")), [unreadable]);
    assert_eq!(hidden(&pdf_page(b"BT /F 10 Tf (abc) Tj ET")), []);
}

#[test]
fn pdf_objects_in_packed_streams_and_earlier_versions_are_found() {
    let packed = b"1 0 2 34 << /Type /Catalog /Pages 3 0 R >>  << /Author (Maria Jansen) >>";
    let first = packed.iter().position(|byte| *byte == b'<').unwrap();
    let mut objects = vec![b"null".to_vec(), b"null".to_vec(), b"<< /Kids [4 0 R] >>".to_vec()];
    objects.push(b"<< /Type /Page >>".to_vec());
    let dict = format!("/Type /ObjStm /N 2 /First {first} /Filter /FlateDecode");
    objects.push(stream(&dict, &deflated(packed)));
    let bytes = pdf_of(&objects, "/Root 1 0 R /Info 2 0 R");
    let found = hidden(&bytes);
    assert!(found.contains(&("property Author".to_owned(), "author", Level::Block)), "{found:?}");
    assert!(found.contains(&("earlier versions of the file".to_owned(), "unreadable", Level::Warn)), "{found:?}");
}

#[test]
fn pdf_pages_outside_the_tree_are_hidden_ones() {
    let bytes = pdf(&["<< /Pages 3 0 R >>", "<< >>", "<< /Kids [4 0 R] >>", "<< /Type /Page >>", "<< /Type /Page >>"]);
    assert_eq!(hidden(&bytes), [("page that is not shown".to_owned(), "hidden_page", Level::Block)]);
}

#[test]
fn authors_are_told_from_institutions_and_programs() {
    let level = |author: &str| {
        let property = format!("<< /Author ({author}) >>");
        let bytes = pdf(&["<< /Pages 3 0 R >>", &property, "<< /Kids [4 0 R] >>", "<< /Type /Page >>"]);
        hidden(&bytes)[0].2
    };
    for author in ["", "  ", "European Migration Network", "Ministry of Justice", "BKA", "python-docx", "EMN NCP"] {
        assert_eq!(level(author), Level::Info, "{author}");
    }
    for author in ["Maria Jansen", "mjansen", "Maria Jansen, EMN", "Jansen, M.", "info", "J. Kowalski Police"] {
        let expected = if author == "info" { Level::Info } else { Level::Block };
        assert_eq!(level(author), expected, "{author}");
    }
}

#[test]
fn errors_say_nothing_of_the_content() {
    for error in [FileError::Unknown, FileError::Encrypted, FileError::Damaged, FileError::TooLarge] {
        assert!(error.to_string().starts_with("the f"), "{error}");
    }
}
