//! Registers as they look: a mapping is suggested, and counts without further questions.

use super::*;

fn suggested(text: &str, by: &[&str]) -> Suggestion {
    let sample = crate::read::sample(input(text.as_bytes()), 10_000, &Limits::default()).unwrap();
    let by: Vec<String> = by.iter().map(ToString::to_string).collect();
    suggest(&sample.header, &sample.rows, &by)
}

fn tabulated(text: &str, mapping: &Mapping) -> Tabulated {
    let read_back = Mapping::parse("map.toml", &mapping.to_toml().unwrap());
    assert_eq!(read_back.as_ref(), Ok(mapping));
    tabulate(input(text.as_bytes()), mapping, &Limits::default(), &mut |_, _| {}).unwrap_or_else(|e| panic!("{e}"))
}

fn repeated(header: &str, rows: &[&str], times: usize) -> String {
    format!("{header}\n{}", format!("{}\n", rows.join("\n")).repeat(times))
}

#[test]
fn register_in_english_is_understood() {
    let rows = [
        "2012,Case Management,Female,LK,Age 30-38",
        "2013,Hotline,Male,UA,Age 9-17",
        "2013,Hotline,Female,-99,Age 48+",
        "2014,Hotline,,US,Age 0-8",
    ];
    let text = repeated("yearOfRegistration,Datasource,gender,citizenship,ageCategories", &rows, 12);
    let found = suggested(&text, &["sex", "age", "year", "citizenship"]);
    assert_eq!(found.questions, []);
    let tabulated = tabulated(&text, &found.mapping);
    assert_eq!(codes(&tabulated, 0), ["T", "F", "M", "UNK"]);
    assert_eq!(codes(&tabulated, 1), ["TOTAL", "Y_LT9", "Y9-17", "Y30-38", "Y_GE48"]);
    assert_eq!(codes(&tabulated, 2), ["TOTAL", "2012", "2013", "2014"]);
    assert_eq!(codes(&tabulated, 3), ["TOTAL", "LK", "UA", "US", "UNK"]);
    assert_eq!(cell(&tabulated, &["T", "TOTAL", "TOTAL", "TOTAL"]), 48);
    assert_eq!(cell(&tabulated, &["F", "Y_GE48", "2013", "UNK"]), 12);
}

#[test]
fn register_in_dutch_is_understood() {
    let rows = ["14-07-2022;vrouw;17;Nigeria", "02-01-2023;man;34;onbekend", "30-12-2022;vrouw;;Nederland"];
    let text = repeated("datum;geslacht;leeftijd;nationaliteit", &rows, 12);
    let found = suggested(&text, &[]);
    assert_eq!(found.questions, []);
    let tabulated = tabulated(&text, &found.mapping);
    let ids: Vec<&str> = tabulated.publication.table.dimensions.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["sex", "age", "citizen", "TIME_PERIOD"]);
    assert_eq!(cell(&tabulated, &["F", "Y_LT18", "NG", "2022-Q3"]), 12);
    assert_eq!(cell(&tabulated, &["F", "UNK", "NL", "2022"]), 12);
}

#[test]
fn several_values_and_bands_of_years_are_understood() {
    let rows = ["2005-2013,Female;Male,Adult", "2014-2018,Female,Minor", "2019,Male,Adult", ",,Adult"];
    let text = repeated("yearRegister,IP_Gender,majorityStatus", &rows, 12);
    let found = suggested(&text, &["sex", "age", "TIME_PERIOD"]);
    assert_eq!(found.questions, []);
    let tabulated = tabulated(&text, &found.mapping);
    assert_eq!(tabulated.overlapping, ["sex"]);
    assert_eq!(cell(&tabulated, &["F", "TOTAL", "TOTAL"]), 24);
    assert_eq!(cell(&tabulated, &["T", "Y_GE18", "2005-2013"]), 12);
}

#[test]
fn what_stays_open_is_asked_and_rare_values_are_not_shown() {
    let mut text = repeated("gender,citizenship,case_id", &["Female,Mordor,a"], 20);
    text.push_str("Jane Doe,NG,b\n");
    let found = suggested(&text, &["sex", "citizen", "shoe"]);
    let of = |dimension: &str| found.questions.iter().find(|question| question.dimension == dimension).unwrap();
    assert_eq!((of("sex").values.len(), of("sex").rare_rows), (0, 1));
    assert_eq!(of("citizen").values, [("Mordor".to_owned(), 20)]);
    assert_eq!(of("shoe").text, "no column fits `shoe`; name one of gender, citizenship, case_id in the mapping");
}

#[test]
fn doubtful_values_are_asked() {
    let rows = ["NA,99,u", "NG,17,F"];
    let found = suggested(&repeated("citizenship,age,sex", &rows, 12), &["citizen", "age", "sex"]);
    let texts: Vec<&str> = found.questions.iter().map(|question| question.text.as_str()).collect();
    assert!(texts.len() == 2 && texts[0].starts_with("`NA` is the code of Namibia"), "{texts:?}");
    assert!(texts[1].starts_with("`99` may be an age"));
    assert_eq!(found.mapping.dimensions[0].unknown, ["NA"]);
    let with_blank = repeated("citizenship,age,sex", &["NA,30,u", ",17,F"], 12);
    let found = suggested(&with_blank, &["citizen", "sex"]);
    assert_eq!(found.mapping.dimensions[0].unknown, Vec::<String>::new());
    assert_eq!(cell(&tabulated(&with_blank, &found.mapping), &["NA", "UNK"]), 12);
}

#[test]
fn births_are_known_by_their_form() {
    let rows: Vec<String> = (13..=28).map(|n| format!("{n}.07.1999,{n}.01.2022,w")).collect();
    let text = format!("Geburtsdatum age,date,Geschlecht\n{}\n", rows.join("\n"));
    let mut found = suggested(&text, &["sex", "age", "TIME_PERIOD"]);
    assert_eq!(found.questions.len(), 1);
    assert!(found.questions[0].text.starts_with("these are births: set `at`"));
    found.mapping.dimensions[1].at = Some("date".to_owned());
    assert_eq!(cell(&tabulated(&text, &found.mapping), &["F", "Y18-34", "2022-Q1"]), 16);
}

#[test]
fn keys_and_exchanged_dates_are_asked() {
    let rows: Vec<String> = (1..=12).map(|n| format!("{n:02}/{n:02}/2022,Female,K{n}")).collect();
    let text = format!("date,sex,case\n{}\n", rows.join("\n"));
    let found = suggested(&text, &["sex", "TIME_PERIOD"]);
    let texts: Vec<&str> = found.questions.iter().map(|question| question.text.as_str()).collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].starts_with("day and month may be exchanged") && texts[1].contains("set it as `person`"));
}
