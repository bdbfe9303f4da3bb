//! Documents, workbooks, presentations; Office Open XML and OpenDocument.

use super::super::testing::*;
use super::{BSN, levels};
use crate::screen::{Detector, Level};

fn rows(found: &[(&str, &'static str)]) -> Vec<(String, &'static str, Level)> {
    found.iter().map(|(part, kind)| ((*part).to_owned(), *kind, Level::Block)).collect()
}

#[test]
fn document_properties_name_their_authors() {
    let core = "<cp:coreProperties><dc:creator>Maria Jansen</dc:creator><dc:title>Trends</dc:title>\
                <cp:lastModifiedBy></cp:lastModifiedBy></cp:coreProperties>";
    let app = "<Properties><Manager>Jan de Vries</Manager><Company>EMN</Company>\
               <Template>C:\\Users\\mjansen\\a.dotx</Template><Pages>3</Pages></Properties>";
    let custom = "<Properties><property name=\"Checked by\"><vt:lpwstr>P. Peeters</vt:lpwstr></property>\
                  <property name=\"Note\"><vt:lpwstr>BSN 123456782</vt:lpwstr></property></Properties>";
    let bytes = office(&[
        ("docProps/core.xml", core),
        ("docProps/app.xml", app),
        ("docProps/custom.xml", custom),
        ("word/document.xml", "<w:document/>"),
    ]);
    let mut expected = rows(&[
        ("property creator", "author"),
        ("property lastModifiedBy", "author"),
        ("property Manager", "author"),
        ("property Template", "user_folder"),
        ("property Checked by", "author"),
    ]);
    expected[1].2 = Level::Info;
    assert_eq!(hidden(&bytes), expected);
    assert_eq!(part_text(&bytes, "custom property"), "Note: BSN 123456782");
    assert_eq!(levels("a.docx", &bytes, Detector::NationalId), [Level::Block]);
}

#[test]
fn tracked_changes_hidden_text_and_comments_are_apart_from_the_text() {
    let body = "<w:p><w:r><w:t>Seen </w:t></w:r><w:ins w:author=\"Jan de Vries\"><w:r><w:t>added</w:t></w:r></w:ins>\
                <w:del w:author=\"Jan de Vries\"><w:r><w:delText>Amina</w:delText></w:r></w:del>\
                <w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>\
                <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>&amp; B&#233;</w:t></w:r></w:p>\
                <w:p><w:r><w:t>Next</w:t><w:tab/><w:t>end</w:t></w:r></w:p>\
                <wp:docPr id=\"1\" name=\"Picture 1\" descr=\"A girl\"/>";
    let comments = "<w:comments><w:comment w:author=\"Piet Peeters\"><w:p><w:r><w:t>ask her</w:t></w:r></w:p>\
                    </w:comment></w:comments>";
    let body = format!("<w:document>{body}</w:document>");
    let bytes = office(&[("word/comments.xml", comments), ("word/document.xml", &body)]);
    assert_eq!(part_text(&bytes, "text"), "Seen & Bé\nNext\tend");
    assert_eq!(part_text(&bytes, "tracked changes"), "addedAmina");
    assert_eq!(part_text(&bytes, "hidden text"), "unseen");
    assert_eq!(part_text(&bytes, "comments"), "ask her");
    let mut expected = rows(&[
        ("comments", "comments"),
        ("author of changes or comments", "author"),
        ("hidden text", "hidden_text"),
        ("tracked changes", "tracked_changes"),
        ("author of changes or comments", "author"),
        ("alt text", "alt_text"),
    ]);
    expected[5].2 = Level::Warn;
    assert_eq!(hidden(&bytes), expected);
}

#[test]
fn alt_text_with_personal_data_blocks() {
    let bytes = document(&format!("<wp:docPr descr=\"{BSN}\"/>"));
    assert_eq!(hidden(&bytes), rows(&[("alt text", "alt_text")]));
}

#[test]
fn plain_document_has_no_findings() {
    let bytes = office(&[
        ("word/document.xml", "<w:document><w:p><w:r><w:t>In 2023, 1,250 persons.</w:t></w:r></w:p></w:document>"),
        ("word/comments.xml", "<w:comments/>"),
        ("word/styles.xml", "<w:styles><w:style><w:name w:val=\"x\"/></w:style></w:styles>"),
    ]);
    assert_eq!(hidden(&bytes), []);
}

fn workbook(sheets: &str, extra: &[(&str, &str)]) -> Vec<u8> {
    let workbook = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>\
                     <Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";
    let strings = "<sst><si><t>BSN</t></si><si><r><t>two </t></r><r><t>runs</t></r></si></sst>";
    let mut entries = vec![
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sharedStrings.xml", strings),
    ];
    entries.extend(extra);
    office(&entries)
}

#[test]
fn hidden_sheets_rows_and_columns_of_a_workbook_block() {
    let first = "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols><sheetData>\
                 <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>123456782</v></c>\
                 <c r=\"C1\" t=\"inlineStr\"><is><t>aside</t></is></c></row>\
                 <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>1</v></c></row></sheetData></worksheet>";
    let second = "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>";
    let cache = "<pivotCacheRecords><r><s v=\"Amina\"/><n v=\"17\"/></r></pivotCacheRecords>";
    let bytes = workbook(
        "<sheet name=\"Data\" r:id=\"r1\"/><sheet name=\"Raw\" state=\"veryHidden\" r:id=\"r2\"/>",
        &[
            ("xl/worksheets/sheet1.xml", first),
            ("xl/worksheets/sheet2.xml", second),
            ("xl/pivotCache/pivotCacheRecords1.xml", cache),
        ],
    );
    assert_eq!(part_text(&bytes, "sheet \"Data\""), "BSN\t123456782");
    assert_eq!(part_text(&bytes, "hidden rows and columns of sheet \"Data\""), "aside\ntwo runs");
    assert_eq!(part_text(&bytes, "rows behind a pivot table"), "Amina\n17");
    let expected = rows(&[
        ("hidden rows and columns of sheet \"Data\"", "hidden_cells"),
        ("sheet hidden \"Raw\"", "hidden_sheet"),
        ("rows behind a pivot table", "pivot_cache"),
    ]);
    assert_eq!(hidden(&bytes), expected);
    assert_eq!(levels("a.xlsx", &bytes, Detector::NationalId), [Level::Block]);
}

#[test]
fn hidden_slides_and_speaker_notes_block() {
    let slide = |show: &str, text: &str| format!("<p:sld {show}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>");
    let bytes = office(&[
        ("ppt/presentation.xml", "<p:presentation/>"),
        ("ppt/slides/slide1.xml", &slide("", "Welcome")),
        ("ppt/slides/slide2.xml", &slide("show=\"0\"", "Backup")),
        ("ppt/notesSlides/notesSlide1.xml", &slide("", "say it slowly")),
        ("ppt/commentAuthors.xml", "<p:cmAuthorLst><p:cmAuthor id=\"0\" name=\"Jan de Vries\"/></p:cmAuthorLst>"),
    ]);
    assert_eq!(part_text(&bytes, "slide1"), "Welcome");
    let expected = rows(&[
        ("author of changes or comments", "author"),
        ("speaker notes", "speaker_notes"),
        ("slide hidden slide2", "hidden_slide"),
    ]);
    assert_eq!(hidden(&bytes), expected);
}

#[test]
fn what_a_document_holds_besides_xml_is_read_or_named() {
    let photo = tiff(&[(0x013b, 2, 13, b"Maria Jansen\0")], &[]);
    let inner = document(&format!("<w:p><w:t>{BSN}</w:t></w:p>"));
    let relations = b"<R><r Target=\"mailto:maria.k@gmail.com\" TargetMode=\"External\"/><r Target=\"b.xml\"/></R>";
    let bytes = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document/>"),
        ("word/_rels/document.xml.rels", relations),
        ("word/embeddings/inner.docx", &inner),
        ("word/media/photo.tiff", &photo),
        ("word/vbaProject.bin", b"\x01\x02"),
    ]);
    let found = hidden(&bytes);
    let expected = [
        ("picture photo.tiff: property Artist".to_owned(), "author", Level::Block),
        ("vbaProject.bin".to_owned(), "unreadable", Level::Warn),
    ];
    assert_eq!(found, expected);
    assert_eq!(part_text(&bytes, "file inside inner.docx: text"), BSN);
    assert_eq!(part_text(&bytes, "link"), "mailto:maria.k@gmail.com");
}

#[test]
fn open_document_text_is_read_with_what_it_hides() {
    let meta = "<m><meta:initial-creator>Maria Jansen</meta:initial-creator><dc:creator/><dc:title>T</dc:title></m>";
    let content = "<d><automatic-styles><style style:name=\"ta2\"><table-properties table:display=\"false\"/></style>\
                   </automatic-styles><body><text:tracked-changes><text:changed-region><text:deletion>\
                   <office:change-info><dc:creator>Jan de Vries</dc:creator><dc:date>2024-01-02</dc:date>\
                   </office:change-info><text:p>Amina</text:p></text:deletion></text:changed-region>\
                   </text:tracked-changes><text:p>Seen<text:tab/>line<office:annotation><dc:creator>Piet Peeters\
                   </dc:creator><text:p>ask her</text:p></office:annotation></text:p>\
                   <draw:frame><svg:title>A girl</svg:title></draw:frame>\
                   <table:table table:name=\"Raw\" table:style-name=\"ta2\"><table:table-row><table:table-cell>\
                   <text:p>7</text:p></table:table-cell></table:table-row></table:table></body></d>";
    let bytes = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("meta.xml", meta.as_bytes()),
        ("content.xml", content.as_bytes()),
    ]);
    assert_eq!(part_text(&bytes, "text"), "Seen\tline");
    assert_eq!(part_text(&bytes, "tracked changes"), "Amina");
    assert_eq!(part_text(&bytes, "comments"), "ask her");
    assert_eq!(part_text(&bytes, "sheet hidden \"Raw\""), "7");
    let kinds: Vec<_> = hidden(&bytes).into_iter().map(|(_, kind, level)| (kind, level)).collect();
    let block = |kind| (kind, Level::Block);
    let expected = [
        block("comments"),
        block("hidden_sheet"),
        block("tracked_changes"),
        block("author"),
        block("author"),
        ("alt_text", Level::Warn),
        ("author", Level::Info),
        block("author"),
    ];
    let (mut kinds, mut expected) = (kinds, expected.to_vec());
    kinds.sort();
    expected.sort();
    assert_eq!(kinds, expected);
}
