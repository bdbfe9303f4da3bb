use std::io::Cursor;

use emn_protocol::record::{Audience, Withdrawal};
use emn_protocol::testing::{at, english, member};
use serde_json::Value;

use super::*;
use crate::html::tests::assert_inert;
use crate::samples;

fn with<T>(record: &Record, wanted: &[&str], then: impl FnOnce(&RecordExport<'_>) -> T) -> T {
    let id = EntryId::of(b"record");
    then(&RecordExport {
        id,
        member: &member("NL"),
        fingerprint: "0123 4567 89ab cdef",
        time: at(7),
        record,
        superseded_by: None,
        wanted,
    })
}

fn text(record: &Record, wanted: &[&str], format: Format) -> String {
    with(record, wanted, |export| String::from_utf8(write(export, format).unwrap().bytes).unwrap())
}

#[test]
fn page_has_texts_in_the_wanted_language_and_offers_others() {
    let page = text(&samples::record(), &["nl"], Format::Html);
    assert!(page.contains("<html lang=\"nl\">") && page.contains("<h1 lang=\"nl\">Trends 2022</h1>"), "{page}");
    assert!(page.contains("<p class=\"soft\" lang=\"en\">en: Trends in 2022</p>"), "{page}");
    assert!(page.contains("<li>eerste</li>") && page.contains("<summary>ook in en</summary>"), "{page}");
    assert!(page.contains("mensenhandel") && page.contains("0123 4567 89ab cdef") && page.contains("CC-BY-4.0"));
    assert!(page.contains("Slachtoffers naar geslacht") && page.contains("<dt>c</dt><dd>vertrouwelijk</dd>"), "{page}");
    assert!(page.contains("alleen voor leden van het netwerk"), "{page}");
}

#[test]
fn markdown_has_the_same_and_stays_escaped() {
    let page = text(&samples::record(), &["en"], Format::Markdown);
    assert!(page.starts_with("# Trends in 2022\n"), "{page}");
    assert!(page.contains("**for members of the network only**") && page.contains("- first\n- second"), "{page}");
    assert!(page.contains("(also in: nl)") && page.contains("## Victims by sex"), "{page}");
    assert!(page.contains("## How to cite\n\nNationaal Rapporteur (2026): Trends in 2022."), "{page}");
}

#[test]
fn json_has_the_record_as_signed() {
    let json: Value = serde_json::from_str(&text(&samples::record(), &[], Format::Json)).unwrap();
    assert_eq!((&json["format"], &json["audience"]), (&Value::from("emn-record"), &Value::from("network")));
    let record: Record = serde_json::from_value(json["record"].clone()).unwrap();
    assert_eq!(record, samples::record());
}

#[test]
fn one_table_is_a_file_and_several_are_an_archive() {
    let mut record = samples::record();
    let one = with(&record, &[], |export| write(export, Format::Csv).unwrap());
    assert!(one.name.ends_with("-victims-by-sex.csv") && one.bytes.starts_with(b"STRUCTURE,"), "{}", one.name);
    if let Record::Report(report) = &mut record {
        report.tables.push(samples::hostile_table());
    }
    let several = with(&record, &[], |export| write(export, Format::JsonStat).unwrap());
    assert_eq!((several.media_type, several.name.ends_with(".zip")), ("application/zip", true));
    let archive = zip::ZipArchive::new(Cursor::new(several.bytes)).unwrap();
    assert_eq!(archive.len(), 2);
    let book = with(&record, &[], |export| write(export, Format::Xlsx).unwrap());
    assert!(book.bytes.starts_with(b"PK"));
}

#[test]
fn missing_tables_are_named() {
    let error = with(&samples::record(), &[], |export| table(export, "nothing", Format::Csv).unwrap_err());
    assert!(error.to_string().contains("name one of: victims-by-sex"), "{error}");
    let withdrawal = Record::Withdrawal(Withdrawal { withdraws: EntryId::of(b"x"), reason: english("wrong") });
    let error = with(&withdrawal, &[], |export| write(export, Format::Parquet).unwrap_err());
    assert!(error.to_string().contains("it has no tables; choose json"), "{error}");
}

#[test]
fn withdrawal_and_older_version_say_what_they_are() {
    let withdrawal = Record::Withdrawal(Withdrawal { withdraws: EntryId::of(b"x"), reason: english("wrong") });
    let page = text(&withdrawal, &[], Format::Html);
    assert!(
        page.contains("<h1 lang=\"en\">Withdrawal</h1>") && page.contains(&EntryId::of(b"x").to_string()),
        "{page}"
    );
    let newer = EntryId::of(b"newer");
    let page = with(&samples::record(), &[], |export| {
        page::html(&RecordExport { superseded_by: Some(newer), ..export.clone() }).unwrap()
    });
    assert!(page.contains(&format!("<p class=\"notice\">replaced by: {newer}</p>")), "{page}");
}

#[test]
fn hostile_record_does_nothing_in_any_format() {
    let record = samples::hostile_record();
    for format in Format::ALL {
        let bytes = with(&record, &["en"], |export| write(export, format).unwrap().bytes);
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        match format {
            Format::Html => assert_inert(&text),
            Format::Markdown => {
                let rest = text.replace("\\<", "").replace("\\]", "");
                assert!(!rest.contains('<') && !rest.contains("](") && !rest.contains('\u{202e}'), "{text}");
            }
            _ => assert!(!bytes.is_empty()),
        }
    }
    assert_eq!(record.audience(), Audience::Public);
}
