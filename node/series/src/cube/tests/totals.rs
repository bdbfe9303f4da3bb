//! Country, period, totals, filters and groups.

use super::*;

#[test]
fn place_and_period_come_from_the_table_the_record_or_the_member() {
    for (table, expected) in [
        (
            made("NL", 1, &["geo: BE EL GB", "TIME_PERIOD: 2020"], "1 2 3"),
            &["BE 2020 = 1", "EL 2020 = 2", "UK 2020 = 3"][..],
        ),
        (made("EU-COM", 1, &["TIME_PERIOD: 2020 2021"], "1 2").countries(&["GR"]), &["EL 2020 = 1", "EL 2021 = 2"]),
        (made("NL", 1, &["TIME_PERIOD: 2020"], "1").countries(&["BE"]), &["BE 2020 = 1"]),
        (made("NL", 1, &["TIME_PERIOD: 2020"], "1").countries(&["BE", "NL"]), &["NL 2020 = 1"]),
        (made("NL", 1, &["geo: BE NL"], "1 2").period("2019"), &["BE 2019 = 1", "NL 2019 = 2"]),
        (made("NL", 1, &["sex: T"], "7").period("2019"), &["NL 2019 = 7"]),
    ] {
        let answer = answer(&cube(vec![table]), "country,year", "");
        assert_eq!(lines(&answer), expected);
        assert_eq!(answer.notes, []);
    }
}

#[test]
fn table_without_place_or_period_is_left_out() {
    let nowhere = made("EU-COM", 1, &["TIME_PERIOD: 2020"], "1");
    let never = made("NL", 2, &["sex: T"], "1");
    let answer = answer(&cube(vec![nowhere, never]), "country,year", "");
    assert_eq!((lines(&answer), answer.notes), (vec![], vec![left_out(1, "TIME_PERIOD"), left_out(1, "geo")]));
}

#[test]
fn dimension_not_asked_for_counts_with_its_total() {
    let years = "TIME_PERIOD: 2020";
    for (table, expected) in [
        (made("NL", 1, &[years, "sex: F M T"], "3 4 9"), "NL = 9"),
        (made("NL", 1, &[years, "age: TOTAL Y_LT18"], "9 3"), "NL = 9"),
        (made("NL", 1, &[years, "form: a b TOTAL"], "3 4 9"), "NL = 9"),
        (made("NL", 1, &[years, "form: a b all"], "3 4 7").sum(1, 2, &[0, 1]), "NL = 7"),
        (made("NL", 1, &[years, "freq: A"], "7"), "NL = 7"),
        (made("NL", 1, &[years, "sex: F M"], "3 4"), "NL = 7 added"),
        (made("NL", 1, &[years, "sex: F M UNK"], "3 4p 1"), "NL = 8p added"),
        (made("NL", 1, &[years, "sex: F M"], "3 c"), "NL = :c not added (1 c, 0 :) ≥ 3"),
        (made("NL", 1, &[years, "sex: F M"], "3 :"), "NL = : not added (0 c, 1 :) ≥ 3"),
        (made("NL", 1, &[years, "sex: F M"], "3 z"), "NL = 3"),
        (made("NL", 1, &[years, "age: Y_LT18 Y_LT14 Y14-17 Y_GE18"], "3 1 2 4"), "NL = 7 added"),
        (made("NL", 1, &[years, "sex: F M", "age: Y_LT18 Y_GE18"], "1 2 3 4"), "NL = 10 added"),
    ] {
        assert_eq!(lines(&answer(&cube(vec![table]), "country", "")), [expected]);
    }
}

#[test]
fn table_whose_categories_may_overlap_or_lack_somebody_is_left_out() {
    for codes in
        ["sex: F", "sex: F M X", "age: Y_LT14 Y_GE18", "citizen: NAT FOR", "leg_stat: PER_VICT PER_SUSP", "form: a b"]
    {
        let cells = if codes.ends_with('X') {
            "1 2 3"
        } else if codes == "sex: F" {
            "1"
        } else {
            "1 2"
        };
        let answer = answer(&cube(vec![made("NL", 1, &[codes], cells).period("2020")]), "country", "");
        let dimension = codes.split(':').next().unwrap();
        assert_eq!((lines(&answer), answer.notes), (vec![], vec![left_out(1, dimension)]), "{codes}");
    }
}

#[test]
fn table_without_a_dimension_stands_for_its_total() {
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020"], "7"),
        made("BE", 2, &["TIME_PERIOD: 2020", "sex: T F M"], "5 2 3"),
    ]);
    assert_eq!(lines(&answer(&cube, "country", "sex=T")), ["BE = 5", "NL = 7"]);
    assert_eq!(lines(&answer(&cube, "country,sex", "sex=T,F")), ["BE F = 2", "BE T = 5", "NL T = 7"]);
    let women = answer(&cube, "country", "sex=F");
    assert_eq!((lines(&women), women.notes), (vec!["BE = 2".to_owned()], vec![left_out(1, "sex")]));
}

#[test]
fn filter_adds_up_codes_that_do_not_overlap() {
    let ages = "age: TOTAL Y_LT14 Y14-17 Y_GE18";
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020", ages], "10 1 2e 7"),
        made("BE", 2, &["TIME_PERIOD: 2020", ages], "10 c 2 7"),
    ]);
    let minors = ["BE = :c not added (1 c, 0 :) ≥ 2", "NL = 3e added"];
    assert_eq!(lines(&answer(&cube, "country", "age=Y_LT14,Y14-17")), minors);
    // The table lacks the code, but has all its parts.
    assert_eq!(lines(&answer(&cube, "country", "age=Y_LT18")), minors);
    assert_eq!(lines(&answer(&cube, "country", "age=Y_LT18,Y_GE18;country=NL")), ["NL = 10e added"]);
}

#[test]
fn group_has_a_row_for_each_code_but_the_total() {
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020", "sex: T F M"], "9 4 5"),
        made("NL", 2, &["TIME_PERIOD: 2021"], "9"),
        made("NL", 3, &["TIME_PERIOD: 2022", "sex: T"], "9"),
    ]);
    let by_sex = answer(&cube, "year,sex", "country=NL");
    assert_eq!(lines(&by_sex), ["2020 F = 4 of NL", "2020 M = 5 of NL"]);
    assert_eq!((by_sex.notes, by_sex.axes), (vec![left_out(2, "sex")], codes(&["TIME_PERIOD", "sex"])));
    assert_eq!(lines(&answer(&cube, "sex,country", "sex=F;year=2020")), ["F NL = 4"]);
}

#[test]
fn groups_of_countries_count_only_when_named() {
    let cube = cube(vec![made("EU-COM", 1, &["geo: EU27_2020 BE NL", "TIME_PERIOD: 2020"], "30 10 20")]);
    assert_eq!(lines(&answer(&cube, "country", "")), ["BE = 10", "NL = 20"]);
    assert_eq!(lines(&answer(&cube, "", "")), ["= 30 added of BE+NL"]);
    assert_eq!(lines(&answer(&cube, "", "geo=EU27_2020")), ["= 30 of EU27_2020"]);
    assert_eq!(lines(&answer(&cube, "country", "geo=EU27_2020,NL")), ["EU27_2020 = 30", "NL = 20"]);
    assert_eq!(cube.contents(false).countries, codes(&["BE", "NL"]));
}

#[test]
fn members_audience_and_years_choose_tables_and_cells() {
    let secret = made("BE", 2, &["TIME_PERIOD: 2020"], "5").with(|source| source.origin.audience = Audience::Network);
    let cube = cube(vec![made("NL", 1, &["TIME_PERIOD: 2019 2020 2021"], "1 2 3"), secret]);
    assert_eq!(lines(&answer(&cube, "country,year", "member=BE")), ["BE 2020 = 5"]);
    assert_eq!(
        lines(&answer(&cube, "member,year", "year=2020..")),
        ["BE 2020 = 5 of BE", "NL 2020 = 2 of NL", "NL 2021 = 3 of NL"]
    );
    assert_eq!(lines(&answer(&cube, "year", "year=2019,2021")), ["2019 = 1 of NL", "2021 = 3 of NL"]);
    let public = Question { public_only: true, ..question("country", "year=2020") };
    assert_eq!(lines(&cube.answer(&public, Population::shipped()).unwrap()), ["NL = 2"]);
}

#[test]
fn facts_of_a_cube_follow_its_tables() {
    let mut cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2019 2020-Q1", "sex: T F"], "1 2 c :"),
        made("BE", 2, &["form: a"], "5").period("2021/2022"),
    ]);
    let contents = cube.contents(false);
    assert_eq!((contents.observations, contents.tables, contents.years), (4, 2, vec![2019, 2020, 2021, 2022]));
    assert_eq!((contents.members, contents.units), (vec![member("BE"), member("NL")], codes(&["PER"])));
    let dimensions: Vec<_> =
        contents.dimensions.into_iter().map(|there| (there.id, there.codes, there.tables)).collect();
    assert_eq!(dimensions, [(code("form"), codes(&["a"]), 1), (code("sex"), codes(&["F", "T"]), 1)]);
    assert!(cube.bytes() > 0 && *cube.measure() == code("m"));
    cube.update(&[record(2)], vec![made("FR", 3, &["TIME_PERIOD: 2019"], "8").0]);
    let contents = cube.contents(false);
    assert_eq!((contents.dimensions.len(), contents.countries), (1, codes(&["FR", "NL"])));
    assert_eq!(lines(&answer(&cube, "country,year", "")), ["FR 2019 = 8", "NL 2019 = 1"]);
}

#[test]
fn table_that_breaks_the_rules_of_form_is_passed_over() {
    let short = made("NL", 1, &["sex: T F"], "1 2").with(|source| source.table.values.truncate(1));
    let twice = made("NL", 1, &["sex: T", "sex: F"], "1");
    let fine = made("NL", 1, &["sex: T"], "1").with(|source| source.table.measure.decimals = 200);
    let other = made("NL", 1, &["sex: T"], "1").with(|source| source.table.measure.id = code("other"));
    assert_eq!(cube(vec![short, twice, fine, other]).tables(), 0);
}

#[test]
fn own_labels_come_from_the_newest_table() {
    let labelled = |number: u8, text: &str| {
        let label = emn_protocol::record::CodeLabel { code: 0, label: english(text) };
        made("NL", number, &["form: a"], "1").with(|source| source.table.dimensions[0].labels.push(label))
    };
    let cube = cube(vec![labelled(1, "old"), labelled(2, "new")]);
    let label =
        |axis: &str, text: &str| crate::label::code_label(&cube, &code(axis), &code(text), &["nl", "en"], false);
    assert_eq!((label("form", "a"), label("form", "b")), ("new".to_owned(), "b".to_owned()));
    assert_eq!((label("sex", "F"), label("geo", "NL")), ("vrouw".to_owned(), "Nederland".to_owned()));
    assert_eq!((label("geo", "GR"), label("member", "BE")), ("Greece".to_owned(), "België".to_owned()));
    assert_eq!(
        (label("TIME_PERIOD", "2019..2022"), label("TIME_PERIOD", "2020")),
        ("2019–2022".to_owned(), "2020".to_owned())
    );
    assert_eq!(crate::label::axis_label(&code("sex"), &["nl"]), "geslacht");
    assert_eq!(crate::label::axis_label(&code("form"), &["nl"]), "form");
}
