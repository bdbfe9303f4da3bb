use serde_json::Value;

use super::*;
use crate::html::tests::assert_inert;
use crate::samples;

fn text_of(rows: &[ListRow], format: Format) -> String {
    let list = List { title: samples::HOSTILE, wanted: &["en"], rows };
    String::from_utf8(write(&list, format).unwrap()).unwrap()
}

#[test]
fn csv_has_one_row_for_each_record_and_no_formula() {
    let rows = samples::list();
    let text = text_of(&rows, Format::Csv);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let records: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), rows.len());
    assert_eq!(text.lines().count(), rows.len() + 1);
    assert_eq!(&records[0][4], "Εμπορία ανθρώπων");
    assert!(records.iter().flatten().all(|field| !field.starts_with(['=', '+', '-', '@'])));
}

#[test]
fn json_has_arrays_and_texts_as_written() {
    let json: Value = serde_json::from_str(&text_of(&samples::list(), Format::Json)).unwrap();
    assert_eq!(json["records"][0]["countries"], serde_json::json!(["GR", "BG"]));
    assert_eq!(json["records"][1]["summary"], samples::HOSTILE);
}

#[test]
fn pages_are_escaped_and_say_who_may_read() {
    let rows = samples::list();
    let html = text_of(&rows, Format::Html);
    assert!(html.contains("<h2 lang=\"el\">Εμπορία ανθρώπων</h2>"), "{html}");
    assert!(html.contains("for members of the network only") && html.contains("Greece, Bulgaria"));
    assert_inert(&html);
    let markdown = text_of(&rows, Format::Markdown);
    assert!(markdown.contains("\\<script\\>") && !markdown.replace("\\<", "").contains('<'), "{markdown}");
}

#[test]
fn workbook_and_parquet_have_all_rows() {
    let rows = samples::list();
    let list = List { title: "x", wanted: &["nl"], rows: &rows };
    assert!(write(&list, Format::Xlsx).unwrap().starts_with(b"PK"));
    assert!(write(&list, Format::Parquet).unwrap().starts_with(b"PAR1"));
    assert_eq!(write(&list, Format::Xlsx).unwrap(), write(&list, Format::Xlsx).unwrap());
}

#[test]
fn formats_of_figures_are_refused_with_advice() {
    let list = List { title: "x", wanted: &[], rows: &[] };
    for format in [Format::JsonStat, Format::Structure] {
        let error = write(&list, format).unwrap_err();
        assert!(matches!(error, ExportError::Unfit { .. }) && error.to_string().contains("choose csv"), "{error}");
    }
    assert!(text_of(&[], Format::Html).contains("Nothing was found."));
}
