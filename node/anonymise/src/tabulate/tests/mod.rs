//! Counting, from text to table to draft.

mod bad_input;
mod counting;
mod cube;
mod drafts;
mod formats;
mod shapes;

use super::*;
use crate::read::Source;

/// A mapping of sex and age bands, with more lines behind the head.
const SEX_AGE: &str = r#"
id = "cases"
measure = "victims-identified"
[[dimension]]
id = "sex"
column = "gender"
total = "T"
unknown = ["-99"]
[dimension.values]
F = ["Female", "v"]
M = ["Male"]
[[dimension]]
id = "age"
column = "age"
kind = "age"
codes = ["Y_LT14", "Y14-17", "Y_GE18"]
total = "TOTAL"
[dimension.parts]
Y_LT18 = ["Y_LT14", "Y14-17"]
"#;

fn mapping(text: &str) -> Mapping {
    Mapping::parse("map.toml", text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn input<'a>(bytes: &'a [u8]) -> Input<'a> {
    Input { name: "cases.csv".to_owned(), source: Source::Reader(Box::new(bytes)), format: None }
}

fn count(map: &str, bytes: impl AsRef<[u8]>) -> Result<Tabulated, TabulateError> {
    tabulate(input(bytes.as_ref()), &mapping(map), &Limits::default(), &mut |_, _| {})
}

/// Tables of these tests are small.
fn counted(map: &str, bytes: impl AsRef<[u8]>) -> Tabulated {
    count(map, bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(map: &str, bytes: impl AsRef<[u8]>) -> String {
    match count(map, bytes) {
        Ok(tabulated) => panic!("counted {} rows", tabulated.rows),
        Err(error) => error.to_string(),
    }
}

/// The count of a cell by its codes.
fn cell(tabulated: &Tabulated, codes: &[&str]) -> i64 {
    let table = &tabulated.publication.table;
    let is_it =
        |position: &usize| table.coordinates(*position).iter().zip(codes).all(|(own, code)| own.as_str() == *code);
    let position = (0..table.values.len()).find(is_it).unwrap_or_else(|| panic!("no cell {codes:?}"));
    table.values[position].unwrap()
}

fn codes(tabulated: &Tabulated, axis: usize) -> Vec<&str> {
    tabulated.publication.table.dimensions[axis].codes.iter().map(|code| code.as_str()).collect()
}
