use super::*;

const GOOD: &str = r#"
id = "cases"
measure = "victims-identified"
topic = "trafficking-in-human-beings"
person = "case_id"
delimiter = ";"
encoding = "windows-1252"
by = ["age", "sex"]

[title]
en = "Cases"

[where]
sex = ["F", "M"]

[[dimension]]
id = "sex"
column = "gender"
total = "T"
unknown = ["-99"]
values = { F = ["Female", "v"], M = ["Male"], OTH = ["*"] }
labels.OTH = { en = "other" }

[[dimension]]
id = "age"
column = "age"
kind = "age"
codes = ["Y_LT14", "Y14-17", "Y_GE18"]
total = "TOTAL"
[dimension.parts]
Y_LT18 = ["Y_LT14", "Y14-17"]
TOTAL = [["Y_LT18", "Y_GE18"], ["Y_LT14", "Y14-17", "Y_GE18"]]

[[dimension]]
id = "TIME_PERIOD"
column = "day"
kind = "date"
order = "dmy"
levels = ["month", "quarter", "year", "all"]
"#;

fn problems(text: &str) -> String {
    match Mapping::parse("map.toml", text) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

/// The problem of the good mapping with one change.
fn changed(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "{old}");
    problems(&GOOD.replacen(old, new, 1))
}

#[test]
fn mapping_is_written_and_read_back() {
    let mapping = Mapping::parse("map.toml", GOOD).unwrap();
    let text = mapping.to_toml().unwrap();
    assert_eq!(Mapping::parse("map.toml", &text), Ok(mapping.clone()), "{text}");
    assert_eq!(mapping.axes().iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["age", "sex"]);
    assert_eq!(mapping.check(), []);
}

#[test]
fn toml_errors_have_a_place() {
    assert!(changed("id = \"cases\"", "id = ").starts_with("map.toml:2:"), "{}", changed("id = \"cases\"", "id = "));
    let unknown = changed("total = \"T\"", "totl = \"T\"");
    assert!(unknown.starts_with("map.toml:") && unknown.contains("unknown field `totl`"), "{unknown}");
    assert!(changed("id = \"sex\"", "id = \"a b\"").contains("`a b` is not an identifier"));
}

#[test]
fn contradictions_are_found_at_their_place() {
    for (old, new, message) in [
        (
            "person =",
            "count = \"n\"\nperson =",
            "map.toml:6:10: person: `person` and `count` are both there; remove one",
        ),
        ("person =", "ignore = [\"n\"]\nperson =", "map.toml:5:10: ignore: `ignore` is there without `count`; "),
        (
            "[\"age\", \"sex\"]",
            "[\"age\", \"sx\"]",
            "map.toml:8:6: by: `sx` is no mapped dimension; did you mean `sex`?",
        ),
        ("sex = [\"F\", \"M\"]", "sex = [\"X\"]", "map.toml:14:7: where.sex: `X` is no code of `sex`; "),
        (
            "sex = [\"F\", \"M\"]",
            "TIME_PERIOD = [\"2021\", \"2022\"]",
            "map.toml:14:15: where.TIME_PERIOD: several codes",
        ),
        ("\"Male\"", "\"v\"", "map.toml:21:37: dimension.values.M: `v` leads to `F` and to `M`; remove it from one"),
        ("\"Male\"", "\"-99\"", "`-99` leads to `M` and to `UNK`"),
        ("\"Male\"", "\" \"", "a blank value has a code; remove it: blank values are UNK"),
        ("OTH = [\"*\"]", "T = [\"all\"]", "`T` is a sum of other codes and has values of its own; "),
        (
            "\"Y14-17\", \"Y_GE18\"]\ntotal",
            "\"Y_GE18\"]\ntotal",
            "dimension.codes: ages are missing from 14 before `Y_GE18`",
        ),
        ("\"Y_GE18\"]\ntotal", "\"Y18-64\"]\ntotal", "ages from 65 have no code; add `Y_GE65`"),
        ("\"Y_GE18\"]\ntotal", "\"adults\"]\ntotal", "`adults` is no band of ages; "),
        (
            "Y_LT18 = [\"Y_LT14\", \"Y14-17\"]",
            "Y_LT18 = [\"Y_LT14\", \"Y14-1\"]",
            "no value leads to `Y14-1`; did you mean `Y14-17`?",
        ),
        (
            "levels = [\"month\", \"quarter\"",
            "levels = [\"quarter\", \"month\"",
            "periods are missing, or not in order from",
        ),
        ("id = \"TIME_PERIOD\"", "id = \"time\"", "dates make the dimension `TIME_PERIOD`; write id = \"TIME_PERIOD\""),
        ("id = \"TIME_PERIOD\"", "id = \"sex\"", "the dimension `sex` is there twice; remove one of them"),
        ("column = \"day\"", "column = \"\"", "the column has no name; "),
        ("values = {", "separator = \"x\"\nvalues = {", "dimension.separator: is no separator of values; "),
        ("kind = \"age\"", "kind = \"birth\"", "the date at which the age counts is not clear; write either at ="),
    ] {
        let found = changed(old, new);
        assert!(found.contains(message), "{new}: {found}");
    }
}

#[test]
fn sums_neither_lead_back_nor_count_twice() {
    let parts = |lines: &str| {
        let parts = "Y_LT18 = [\"Y_LT14\", \"Y14-17\"]\n";
        changed(parts, lines)
    };
    let cycle = parts("Y_LT18 = [\"Y_LT14\", \"Y14-17\", \"X\"]\nX = [\"Y_LT18\"]\n");
    assert!(cycle.contains("is, over some path, a part of itself"), "{cycle}");
    let twice = parts("Y_LT18 = [\"Y_LT14\", \"Y14-17\"]\nX = [\"Y14-17\", \"Y_LT18\"]\n");
    assert!(twice.contains("`Y14-17` is in `Y14-17` and in `Y_LT18`, so `X` would count it twice"), "{twice}");
    let same = parts("Y_LT18 = [\"Y_LT14\", \"Y_LT14\", \"Y14-17\"]\n");
    assert!(same.contains("`Y_LT14` is there twice below `Y_LT18`"), "{same}");
    let lists = "TOTAL = [[\"Y_LT18\", \"Y_GE18\"], [\"Y_LT14\", \"Y14-17\", \"Y_GE18\"]]";
    let differ = changed(lists, "TOTAL = [[\"Y_LT18\", \"Y_GE18\"], [\"Y_LT14\", \"Y_GE18\"]]");
    assert!(differ.contains("the ways of dividing `TOTAL` differ: `Y14-17` is in one of them only"), "{differ}");
    let outside = changed(lists, "TOTAL = [\"Y_LT18\"]");
    assert!(outside.contains("`Y_GE18` is in no sum that leads to `TOTAL`; name it among the parts"), "{outside}");
    let empty = changed(lists, "TOTAL = []");
    assert!(empty.contains("`TOTAL` has no parts"), "{empty}");
    // Two groups that overlap cannot both be parts of the rest.
    let overlap = changed(lists, "Y_LT99 = [\"Y14-17\", \"Y_GE18\"]");
    assert!(overlap.contains("so `TOTAL` would count it twice"), "{overlap}");
}

#[test]
fn age_bands_are_read_from_codes() {
    for (code, band) in [("Y_LT14", (0, 13)), ("Y14-17", (14, 17)), ("Y17", (17, 17)), ("Y_GE65", (65, OLDEST))] {
        assert_eq!(age_band(code), Some(band), "{code}");
    }
    for bad in ["", "Y", "Y_LT0", "Y17-14", "Y_GE999", "TOTAL", "Y+1"] {
        assert_eq!(age_band(bad), None, "{bad}");
    }
}

#[test]
fn choices_of_a_command_line_are_taken_or_refused_whole() {
    let mut mapping = Mapping::parse("map.toml", GOOD).unwrap();
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    mapping.choose(&texts(&["sex"]), &texts(&["sex=F,M", "age=Y_LT18"])).unwrap();
    assert_eq!(mapping.axes().len(), 1);
    assert_eq!(mapping.filters.len(), 2);
    let before = mapping.clone();
    for (by, filter, message) in [
        ("sx", "sex=F", "mapping: by: `sx` is no mapped dimension; did you mean `sex`?"),
        ("sex", "sex", "mapping: `sex` says nothing; write ids of dimensions, and filters such as sex=F"),
        ("sex", "age=Y14-1", "mapping: where.age: `Y14-1` is no code of `age`; did you mean `Y14-17`?"),
    ] {
        let problems = mapping.choose(&texts(&[by]), &texts(&[filter])).unwrap_err();
        assert_eq!(problems[0].to_string(), message);
        assert_eq!(mapping, before);
    }
}

proptest::proptest! {
    #[test]
    fn damaged_mappings_are_read_or_refused(from in 0..GOOD.len(), length in 0..200usize, with in "[a-zA-Z0-9_=\\[\\]{}\", *]{0,12}") {
        let mut text = GOOD.to_owned();
        text.replace_range(from..(from + length).min(GOOD.len()), &with);
        if let Err(problems) = Mapping::parse("map.toml", &text) {
            proptest::prop_assert!(!problems.is_empty());
        }
    }
}
