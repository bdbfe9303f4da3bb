//! Every mistake that people make gets a message of its own, with its place.

use super::*;

fn expect(bytes: &[u8], message: &str) {
    assert_eq!(refused(SEX_AGE, bytes), message);
}

#[test]
fn missing_columns_are_named_with_the_nearest() {
    expect(
        b"id,Gendre,age\n1,Female,3\n",
        "cases.csv:1:1: there is no column `gender`, which the mapping names for `sex`; did you mean `Gendre`?",
    );
    expect(
        b"id,a,b\n",
        "cases.csv:1:1: there is no column `gender`, which the mapping names for `sex`; the columns are `id`, `a`, `b`\n\
         cases.csv:1:1: there is no column `age`, which the mapping names for `age`; the columns are `id`, `a`, `b`",
    );
}

#[test]
fn ragged_rows_are_refused_all_at_once() {
    expect(
        b"gender,age\nFemale,3\nMale\nFemale,3,4\nMale,5\n",
        "cases.csv:3:1: 1 fields, where the header has 2; give every row one field for each column; a field with a \
         separator needs quotes\n\
         cases.csv:4:10: 3 fields, where the header has 2; give every row one field for each column; a field with a \
         separator needs quotes",
    );
}

#[test]
fn stray_quotes_are_refused() {
    expect(
        b"gender,age\nFemale,3\nFe\"male,3\n",
        "cases.csv:3:3: a quote inside a field that does not begin with one; remove the quote, or put the field in \
         quotes and write its own quotes twice",
    );
    expect(
        b"gender,age\n\"Female\"x,3\n",
        "cases.csv:2:9: text after the closing quote of a field; remove the quote, or put the field in quotes and write \
         its own quotes twice",
    );
    expect(
        b"gender,age\nFemale,3\n\"Male,4\nFemale,3\n",
        "cases.csv:3:1: a quote that is never closed; remove the quote, or put the field in quotes and write its own \
         quotes twice",
    );
}

#[test]
fn quote_never_closed_in_a_long_file_ends_reading() {
    let text = format!("gender,age\nFemale,3\n\"Male,4\n{}", "Female,3\n".repeat(1000));
    let limits = Limits { row_bytes: 1000, block_bytes: 100, ..Limits::default() };
    let error = tabulate(input(text.as_bytes()), &mapping(SEX_AGE), &limits, &mut |_, _| {}).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cases.csv:3:1: a row of more than 1000 bytes begins here; look for a quote that is never closed"
    );
}

#[test]
fn encodings_are_refused_with_the_first_wrong_byte() {
    expect(
        b"gender,age\nFemale,3\nM\xe4nnlich,4\n",
        "cases.csv:3:2: the byte 0xe4 is not UTF-8; save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»), or state \
         encoding = \"windows-1252\" in the mapping if it is that",
    );
    let mixed = [b"gender,age,town\nFemale,3,K\xc3\xb6ln\nMale,4,K".as_slice(), b"\xf6ln\n"].concat();
    expect(
        &mixed,
        "cases.csv:3:9: the byte 0xf6 is not UTF-8, though text above it is; parts of the file were saved in different \
         encodings: save all of it as UTF-8",
    );
    expect(
        b"\xff\xfeg\0e\0",
        "cases.csv:1:1: the file is UTF-16 or UTF-32; save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»)",
    );
    let stated = format!("encoding = \"windows-1252\"\n{SEX_AGE}");
    assert_eq!(
        refused(&stated, "gender,age,town\nMale,3,Köln\n"),
        "cases.csv:2:9: this is UTF-8, and the mapping says Windows-1252; remove encoding = \"windows-1252\" from the \
         mapping, or save all of the file in one encoding"
    );
}

#[test]
fn unknown_values_are_counted_and_shown_only_when_frequent() {
    let rare = b"gender,age\nFemale,3\nJanine Doe,3\nMale,3\nJanine Doe,4\nx,3\n";
    let message = refused(SEX_AGE, rare);
    assert_eq!(
        message,
        "cases.csv:3:1: gender: 2 different values have no code, in 3 rows; the first has no code in the mapping; add to \
         the mapping of `sex` what they mean, or correct the file"
    );
    let frequent = format!("gender,age\n{}secret,4\n", "Femail,3\n".repeat(12));
    let message = refused(SEX_AGE, &frequent);
    assert_eq!(
        message,
        "cases.csv:2:1: gender: 2 different values have no code, in 13 rows; the first has no code in the mapping: \
         `Femail` (12 rows) and others; add to the mapping of `sex` what they mean, or correct the file"
    );
    assert_eq!(
        refused(SEX_AGE, "gender,age\nMale,12.5\n"),
        "cases.csv:2:6: age: a value is no whole number of years, in 1 row; add to the mapping of `age` what they mean, \
         or correct the file"
    );
    assert!(refused(SEX_AGE, "gender,age\nMale,200\n").contains("is no age that a person can have"));
}

#[test]
fn columns_of_names_end_reading_early() {
    let names: String = (0..5_000).map(|n| format!("name{n},3\n")).collect();
    let message = refused(SEX_AGE, format!("gender,age\n{names}"));
    assert_eq!(
        message,
        "cases.csv:2:1: gender: more than 1000 different values, and the first has no code in the mapping; add to the \
         mapping of `sex` what they mean, or correct the file"
    );
    let codes: Vec<String> = (0..1_100).map(|n| format!("C{n} = [\"c{n}\"]\n")).collect();
    let map = format!(
        "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"x\"\ncolumn = \"x\"\n[dimension.values]\n{}",
        codes.concat()
    );
    let rows: String = (0..1_100).map(|n| format!("c{n}\n")).collect();
    assert_eq!(
        refused(&map, format!("x\n{rows}")),
        "cases.csv: x: more than 1000 different codes; this is no column of categories; map its values to fewer codes"
    );
}

#[test]
fn rows_of_nothing_and_files_without_rows_are_refused() {
    expect(
        b"gender,age\nMale,3\n,\n",
        "cases.csv:3:1: a row without any value; remove the row: it would count as a person of whom nothing is known",
    );
    expect(b"gender,age\n", "cases.csv: the file has no row below its header; choose another file");
    expect(b"", "cases.csv:1:1: the file is empty; choose another file");
}

#[test]
fn dates_have_to_be_as_exact_as_the_periods() {
    let map = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"TIME_PERIOD\"\ncolumn = \"day\"\nkind = \"date\"\n\
               levels = [\"quarter\", \"year\"]\n";
    assert!(
        refused(map, "day\n2022-01-01\n2022\n")
            .starts_with("cases.csv:3:1: day: a value is less exact than the periods that are counted, in 1 row; ")
    );
    assert!(refused(map, "day\n01-02-2022\n").contains("is no date of the order that the mapping says"));
    let span = "day\n0001-01-01\n2022-01-01\n";
    assert_eq!(
        refused(map, span),
        "cases.csv: dimension `TIME_PERIOD`: the dates span more than 1000 periods; look for a mistyped year, or count by \
         longer periods"
    );
}

#[test]
fn persons_without_key_are_refused() {
    let map = format!("person = \"id\"\n{SEX_AGE}");
    assert_eq!(
        refused(&map, "gender,age,id\nMale,3,a\nMale,3,\n"),
        "cases.csv:3:8: id: the key of the person is blank; write the key, or remove `person` from the mapping if every \
         row is one person"
    );
}

#[test]
fn tables_with_too_many_cells_are_refused() {
    let limits = Limits { cells: 10, ..Limits::default() };
    let error = tabulate(input(b"gender,age\nMale,3\n"), &mapping(SEX_AGE), &limits, &mut |_, _| {}).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cases.csv: the dimensions span 3 × 5 cells, and 10 are allowed; count by fewer dimensions or codes, or make \
         several tables"
    );
}

#[test]
fn unreadable_files_are_named_without_their_folder() {
    let source = Source::Path("/nowhere/at/all.csv".into());
    let gone = Input { name: "all.csv".to_owned(), source, format: None };
    let error = tabulate(gone, &mapping(SEX_AGE), &Limits::default(), &mut |_, _| {}).unwrap_err();
    assert_eq!(error.to_string(), "all.csv cannot be read");
}
