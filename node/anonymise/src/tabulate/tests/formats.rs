//! Separators, encodings, Parquet.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::*;

#[test]
fn separators_line_ends_and_marks_make_no_difference() {
    let plain = "gender,age,x\nFemale,3,1\nMale,\"15\",2\n";
    let expected = counted(SEX_AGE, plain).publication.table;
    for text in [
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        format!("sep=,\n{plain}"),
        format!("\n\n{plain}\n\n"),
        plain.trim_end().to_owned(),
    ] {
        assert_eq!(counted(SEX_AGE, &text).publication.table, expected, "{text:?}");
    }
    let stated = format!("delimiter = \";\"\n{SEX_AGE}");
    assert_eq!(counted(&stated, plain.replace(',', ";")).publication.table, expected);
}

#[test]
fn stated_windows_1252_is_read() {
    let map = format!("encoding = \"windows-1252\"\n{}", SEX_AGE.replace("\"Male\"", "\"männlich\""));
    assert_eq!(cell(&counted(&map, b"gender,age\nm\xe4nnlich,3\n"), &["M", "TOTAL"]), 1);
}

#[test]
fn samples_show_header_and_first_rows() {
    let bytes = b"a;b\n1;\"x;y\"\n2\n3;z\n4;w\n";
    let sample = crate::read::sample(input(bytes), 2, &Limits::default()).unwrap();
    assert_eq!(sample.header, ["a", "b"]);
    assert_eq!(sample.rows, [["1", "x;y"], ["3", "z"]]);
    assert_eq!(sample.delimiter, Some(';'));
}

/// A file with text, number, date and truth columns; some values are missing.
fn parquet_file(rows: usize, compression: Compression) -> Vec<u8> {
    let schema = "message m { OPTIONAL BYTE_ARRAY gender (UTF8); REQUIRED INT64 age; OPTIONAL INT32 day (DATE);
                  REQUIRED BOOLEAN minor; }";
    let properties = WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(1000));
    let mut bytes = Vec::new();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties.build())).unwrap();
    for start in (0..rows).step_by(1000) {
        let rows: Vec<usize> = (start..rows.min(start + 1000)).collect();
        let mut group = writer.next_row_group().unwrap();
        let present = |row: &usize| row % 3 != 2;
        let levels: Vec<i16> = rows.iter().map(|row| i16::from(present(row))).collect();
        let genders: Vec<ByteArray> = rows
            .iter()
            .filter(|row| present(row))
            .map(|row| ByteArray::from(if row % 3 == 0 { "Female" } else { "Male" }))
            .collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&genders, Some(&levels), None).unwrap();
        column.close().unwrap();
        let ages: Vec<i64> = rows.iter().map(|row| (row % 50) as i64).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&ages, None, None).unwrap();
        column.close().unwrap();
        // Days of 2022 and 2023.
        let days: Vec<i32> = rows.iter().filter(|row| present(row)).map(|row| 18_993 + (row % 730) as i32).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&days, Some(&levels), None).unwrap();
        column.close().unwrap();
        let minors: Vec<bool> = rows.iter().map(|row| row % 50 < 18).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<BoolType>().write_batch(&minors, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

const WITH_DAY: &str = "[[dimension]]\nid = \"TIME_PERIOD\"\ncolumn = \"day\"\nkind = \"date\"\nlevels = [\"year\"]\n";

#[test]
fn parquet_counts_as_the_same_rows_in_text_do() {
    let rows = 3_500;
    let mut text = String::from("gender,age,day,minor\n");
    for row in 0..rows {
        let gender = ["Female", "Male", ""][row % 3];
        // The date itself does not matter within a year.
        let day = ["2022-05-05", "2023-05-05"][row % 730 / 365];
        let day = if row % 3 == 2 { "" } else { day };
        text.push_str(&format!("{gender},{},{day},{}\n", row % 50, row % 50 < 18));
    }
    let map = format!("{SEX_AGE}{WITH_DAY}");
    let expected = counted(&map, &text);
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default())] {
        let tabulated = counted(&map, parquet_file(rows, compression));
        assert_eq!(tabulated.publication.table, expected.publication.table);
        assert_eq!((tabulated.rows, tabulated.unknown), (expected.rows, expected.unknown.clone()));
    }
    let truth = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"x\"\ncolumn = \"minor\"\n[dimension.values]\n\
                 YES = [\"true\"]\nNO = [\"false\"]\n";
    assert_eq!(cell(&counted(truth, parquet_file(100, Compression::SNAPPY)), &["YES"]), 36);
}

#[test]
fn parquet_from_a_file_is_known_by_its_first_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases");
    std::fs::write(&path, parquet_file(10, Compression::SNAPPY)).unwrap();
    let input = || Input { name: "cases".to_owned(), source: Source::Path(path.clone()), format: None };
    let tabulated = tabulate(input(), &mapping(SEX_AGE), &Limits::default(), &mut |_, _| {}).unwrap();
    assert_eq!(tabulated.persons, 10);
    let sample = crate::read::sample(input(), 2, &Limits::default()).unwrap();
    assert_eq!(sample.header, ["gender", "age", "day", "minor"]);
    assert_eq!(sample.rows[0], ["Female", "0", "2022-01-01", "true"]);
}

#[test]
fn problems_in_parquet_name_the_row() {
    let map = SEX_AGE.replace("\"Male\"", "\"Man\"");
    assert_eq!(
        refused(&map, parquet_file(5, Compression::SNAPPY)),
        "cases.csv:2: gender: a value has no code in the mapping, in 2 rows; add to the mapping of `sex` what they mean, \
         or correct the file"
    );
    let mut broken = parquet_file(100, Compression::SNAPPY);
    broken.truncate(300);
    assert_eq!(refused(SEX_AGE, broken), "cases.csv cannot be read as Parquet");
}

proptest::proptest! {
    #[test]
    fn damaged_parquet_is_counted_or_refused(at in 0..6000usize, byte in proptest::prelude::any::<u8>()) {
        let mut bytes = parquet_file(300, Compression::SNAPPY);
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(tabulated) = count(SEX_AGE, bytes) {
            proptest::prop_assert!(tabulated.persons <= tabulated.rows);
        }
    }
}
