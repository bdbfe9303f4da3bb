use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};

use super::*;
use crate::samples;

fn rows(bytes: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

fn field<'a>(row: &'a Row, name: &str) -> &'a Field {
    row.get_column_iter().find(|(column, _)| column.as_str() == name).map(|(_, field)| field).unwrap()
}

#[test]
fn file_has_all_rows_with_codes_values_and_flags() {
    let rows = rows(dataset(&samples::table()).unwrap());
    assert_eq!(rows.len(), 8);
    assert_eq!(field(&rows[1], "geo"), &Field::Str("NL".to_owned()));
    assert_eq!(field(&rows[1], "value"), &Field::Double(1300.0));
    assert_eq!(field(&rows[1], "value_unscaled"), &Field::Long(1300));
    assert_eq!(field(&rows[1], "year"), &Field::Int(2022));
    assert_eq!(field(&rows[1], "member"), &Field::Str("NL".to_owned()));
    assert_eq!(field(&rows[5], "value"), &Field::Null);
    assert_eq!(field(&rows[5], "flags"), &Field::Str("c".to_owned()));
}

#[test]
fn sources_that_disagree_are_two_rows() {
    let rows = rows(dataset(&samples::disputed()).unwrap());
    let values: Vec<&Field> = rows.iter().map(|row| field(row, "value")).collect();
    assert!(values.contains(&&Field::Double(7.69)) && values.contains(&&Field::Double(7.91)), "{values:?}");
    let not_added = rows.iter().find(|row| field(row, "how") == &Field::Str("not_added".to_owned())).unwrap();
    assert_eq!((field(not_added, "value"), field(not_added, "at_least")), (&Field::Null, &Field::Double(1.0)));
    assert!(rows.iter().any(|row| field(row, "member") == &Field::Str("several".to_owned())));
}

#[test]
fn columns_of_a_hostile_table_are_distinct_in_any_case() {
    let rows = rows(dataset(&samples::hostile()).unwrap());
    let names: Vec<String> = rows[0].get_column_iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
    let mut data = samples::table();
    data.axes[1].id = emn_protocol::testing::code("VALUE");
    let columns = columns::of_dataset(&data, &[0], columns::Partition::InPath);
    assert!(columns.iter().any(|column| column.name == "VALUE_2"));
}

#[test]
fn folder_has_one_file_for_each_year_and_member() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    assert_eq!(folder(&samples::disputed(), &target).unwrap(), 7);
    let path = target.join("year=2019").join("member=NL").join("part-0.parquet");
    let rows = rows(std::fs::read(path).unwrap());
    assert_eq!(rows.len(), 2);
    assert!(rows[0].get_column_iter().all(|(name, _)| name != "year" && name != "member"));
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["out"]);
}

#[test]
fn folder_that_is_there_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let error = folder(&samples::table(), dir.path()).unwrap_err();
    assert!(matches!(error, ExportError::FolderExists { .. }), "{error}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    let missing = dir.path().join("no").join("out");
    assert!(matches!(folder(&samples::table(), &missing), Err(ExportError::Write { .. })));
}

#[test]
fn nothing_found_is_a_file_without_rows() {
    let mut data = samples::table();
    data.observations.clear();
    assert!(rows(dataset(&data).unwrap()).is_empty());
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(folder(&data, &dir.path().join("out")).unwrap(), 1);
}

#[test]
fn same_dataset_gives_the_same_bytes() {
    assert_eq!(dataset(&samples::disputed()).unwrap(), dataset(&samples::disputed()).unwrap());
}
