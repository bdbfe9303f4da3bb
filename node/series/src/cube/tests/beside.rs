//! Which number of several holds, and which stand beside each other.

use super::*;

const YEAR: &str = "TIME_PERIOD: 2019";

#[test]
fn newest_number_of_one_register_holds() {
    let old = || made("NL", 1, &["TIME_PERIOD: 2019 2020"], "1334 10");
    for (new, expected) in [
        (made("NL", 2, &["TIME_PERIOD: 2019 2020"], "1372 :"), ["2019 = 1372 of NL", "2020 = 10 of NL"]),
        (made("NL", 2, &[YEAR], "c"), ["2019 = :c of NL", "2020 = 10 of NL"]),
        (made("NL", 2, &[YEAR, "sex: T F"], "1372 300"), ["2019 = 1372 of NL", "2020 = 10 of NL"]),
        // Its parts are not whole: that takes nothing from the published total.
        (made("NL", 2, &[YEAR, "sex: F M"], "300 c"), ["2019 = 1334 of NL", "2020 = 10 of NL"]),
        (made("NL", 2, &[YEAR, "sex: F M"], "300 1072"), ["2019 = 1372 added of NL", "2020 = 10 of NL"]),
    ] {
        let cube = cube(vec![new, old()]);
        let answer = answer(&cube, "year", "geo=NL");
        assert_eq!(lines(&answer), expected);
        assert_eq!(answer.notes, []);
    }
}

#[test]
fn tables_of_one_record_that_differ_stand_beside_each_other() {
    let named = |id: &str, dimensions: &[&str], cells: &str| {
        made("NL", 1, dimensions, cells)
            .with(|source| source.table.id = code(id))
            .with(|source| source.origin.table = code(id))
    };
    let parts = || named("a", &[YEAR, "sex: F M"], "3 4");
    let total = || named("b", &[YEAR], "9");
    // The published number goes before one that was added up here.
    assert_eq!(lines(&answer(&cube(vec![parts(), total()]), "country", "")), ["NL = 9"]);
    let other = cube(vec![named("c", &[YEAR, "sex: T F"], "8 3"), parts(), total()]);
    let both = answer(&other, "country", "");
    assert_eq!(lines(&both), ["NL = 9 disputed", "NL = 8 disputed"]);
    assert_eq!((both.origins.len(), &both.notes), (2, &vec![Note::SourcesDisagree { keys: 1 }]));
    assert_eq!(lines(&answer(&other, "", "country=NL,BE")), ["= 9 of NL"]);
    let newer = made("NL", 2, &[YEAR], "10");
    assert_eq!(lines(&answer(&cube(vec![newer, total(), named("c", &[YEAR], "8")]), "country", "")), ["NL = 10"]);
}

#[test]
fn registers_and_members_that_differ_stand_beside_each_other() {
    let cube = cube(vec![
        made("NL", 1, &[YEAR], "1334").register("police", "2020-01-01"),
        made("NL", 2, &[YEAR], "1372").register("shelters", "2021-01-01"),
        made("EU-COM", 3, &["geo: NL", YEAR], "1334p"),
    ]);
    let answer = answer(&cube, "country,year", "");
    assert_eq!(lines(&answer), ["NL 2019 = 1372 disputed", "NL 2019 = 1334p disputed"]);
    assert_eq!(answer.notes, [Note::SourcesDisagree { keys: 1 }]);
    let records = |row: usize| -> Vec<EntryId> {
        answer.rows[row].origins.iter().map(|origin| answer.origins[*origin as usize].record).collect()
    };
    assert_eq!((records(0), records(1)), (vec![record(2)], vec![record(3), record(1)]));
}

#[test]
fn suppressed_number_beside_a_known_one_is_no_dispute() {
    let cube = cube(vec![made("NL", 1, &[YEAR], "c"), made("EU-COM", 2, &["geo: NL", YEAR], "30")]);
    let answer = answer(&cube, "country", "");
    assert_eq!((lines(&answer), answer.notes), (vec!["NL = :c".to_owned(), "NL = 30".to_owned()], vec![]));
}

#[test]
fn empty_cell_is_a_row_only_where_nobody_knows() {
    let cube =
        cube(vec![made("NL", 1, &["TIME_PERIOD: 2019 2020"], ": :"), made("EU-COM", 2, &["geo: NL", YEAR], "30")]);
    let answer = answer(&cube, "country,year", "");
    assert_eq!(lines(&answer), ["NL 2019 = 30", "NL 2020 = :"]);
    assert_eq!((answer.rows[1].missing, answer.rows[1].how), (1, How::Published));
}

#[test]
fn sum_over_countries_takes_each_members_own_number() {
    let cube = cube(vec![
        made("EU-COM", 9, &["geo: NL BE FR", YEAR], "100 200 300"),
        made("NL", 1, &[YEAR], "110").register("police", "2020-01-01"),
        made("NL", 2, &[YEAR], "120").register("shelters", "2021-01-01"),
    ]);
    let answer = answer(&cube, "year", "");
    assert_eq!(lines(&answer), ["2019 = 620 added of BE+FR+NL"]);
    assert_eq!(answer.notes, [Note::SourcesDisagree { keys: 1 }]);
    let speakers: Vec<&str> = answer.origins.iter().map(|origin| origin.member.as_str()).collect();
    assert_eq!((speakers, &answer.rows[0].origins), (vec!["EU-COM", "NL"], &vec![0, 1]));
}

#[test]
fn members_are_told_apart_on_request() {
    let cube = cube(vec![made("EU-COM", 9, &["geo: NL BE", YEAR], "100 200"), made("NL", 1, &[YEAR], "110")]);
    assert_eq!(lines(&answer(&cube, "member", "")), ["EU-COM = 300 added of BE+NL", "NL = 110 of NL"]);
    assert_eq!(lines(&answer(&cube, "country,member", "")), ["BE EU-COM = 200", "NL EU-COM = 100", "NL NL = 110"]);
}

#[test]
fn definitions_and_breaks_are_noted_by_country() {
    let own = made("BE", 2, &[YEAR], "5").with(|source| source.origin.definitions = english("Only convictions."));
    let cube = cube(vec![made("NL", 1, &[YEAR], "7bd"), own, made("FR", 3, &[YEAR], "9")]);
    let definitions = Note::DefinitionsDiffer { countries: codes(&["BE", "NL"]) };
    let breaks = Note::BreakInSeries { countries: codes(&["NL"]) };
    for by in ["country", "year", ""] {
        assert_eq!(answer(&cube, by, "").notes, [definitions.clone(), breaks.clone()]);
    }
    assert_eq!(answer(&cube, "country", "geo=FR").notes, []);
}

#[test]
fn answer_does_not_depend_on_the_order_of_sources() {
    let sources = crate::sample::sources(40_000, 4);
    let measure = code(crate::sample::MEASURE);
    let mut turned = sources.clone();
    turned.reverse();
    let mut updated = Cube::build(&measure, sources[3..].to_vec());
    updated.update(&[sources[5].origin.record], sources[..3].iter().chain(&sources[5..6]).cloned().collect());
    let cubes = [Cube::build(&measure, sources), Cube::build(&measure, turned), updated];
    for (by, conditions) in
        [("country,year", "sex:F"), ("year,sex,age", ""), ("member,sex", "year:2020"), ("year,form", "")]
    {
        let mut question = Question { per: Some(100_000), ..Question::about(measure.clone()) };
        question.group_by(by).unwrap();
        question.restrict(conditions).unwrap();
        let answers = cubes.each_ref().map(|cube| cube.answer(&question, Population::shipped()).unwrap());
        assert!(answers[0].rows.len() > 10);
        assert!(answers[0] == answers[1] && answers[0] == answers[2], "{by}");
    }
}
