use std::io::{Cursor, Read};

use super::*;
use crate::samples;

/// All parts of a workbook as text, by their names.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.push((part.name().unwrap().into_owned(), text));
    }
    parts
}

fn part(parts: &[(String, String)], name: &str) -> String {
    parts.iter().find(|(part, _)| part.ends_with(name)).map(|(_, text)| text.clone()).unwrap()
}

#[test]
fn workbook_has_three_sheets_numbers_and_a_filter() {
    let parts = parts(dataset(&samples::table()).unwrap());
    let book = part(&parts, "workbook.xml");
    assert!(["Data", "Sources", "About"].iter().all(|name| book.contains(&format!("name=\"{name}\""))), "{book}");
    let sheet = part(&parts, "sheet1.xml");
    assert!(sheet.contains("<v>1300</v>") && sheet.contains("<autoFilter") && sheet.contains("state=\"frozen\""));
}

#[test]
fn same_dataset_gives_the_same_bytes() {
    assert_eq!(dataset(&samples::disputed()).unwrap(), dataset(&samples::disputed()).unwrap());
}

#[test]
fn hostile_texts_are_no_formulas() {
    let parts = parts(dataset(&samples::hostile()).unwrap());
    for (name, text) in &parts {
        assert!(!text.contains("<f>") && !text.contains("<script") && !text.contains('\u{0}'), "{name}");
    }
    assert!(part(&parts, "styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn several_tables_have_a_sheet_each() {
    let mut second = samples::table();
    second.id = "VICTIMS-BY-SEX".parse().unwrap();
    let parts = parts(datasets(&[samples::table(), second]).unwrap());
    let book = part(&parts, "workbook.xml");
    assert!(book.contains("\"victims-by-sex\"") && book.contains("\"VICTIMS-BY-SEX 2\""), "{book}");
}

#[test]
fn text_longer_than_a_cell_is_shortened() {
    let mut data = samples::table();
    data.title = "\u{1f600}".repeat(40_000);
    data.notes = vec!["x".repeat(200_000)];
    let parts = parts(dataset(&data).unwrap());
    assert!(part(&parts, "sharedStrings.xml").len() < 120_000);
}

#[test]
fn sheet_names_fit_excel() {
    assert_eq!(sheet_name("history", &["History".to_owned()]), "history 2");
    assert_eq!(sheet_name(&"a".repeat(64), &[]).len(), 31);
}
