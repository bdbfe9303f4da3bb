//! Questions without an answer, and what the message says.

use super::*;

fn two_sexes() -> Cube {
    cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020", "sex: T F M", "form: all begging crime"], "9 4 5 4 2 2 5 2 3").sum(
            2,
            0,
            &[1, 2],
        ),
        made("EU-COM", 2, &["geo: NL BE", "TIME_PERIOD: 2020"], "9 8"),
    ])
}

#[test]
fn unknown_names_are_refused_with_what_there_is() {
    let cube = two_sexes();
    for (by, conditions, expected) in [
        ("forms", "", "no table of `m` is broken down by `forms`; did you mean `form`? (there is: form, sex)"),
        ("age", "", "no table of `m` is broken down by `age` (there is: form, sex)"),
        ("", "age=Y_LT18", "no table of `m` is broken down by `age` (there is: form, sex)"),
        ("", "form=beging", "`form` has no code `beging`; did you mean `begging`? (there is: all, begging, crime)"),
        ("sex", "sex=X", "`sex` has no code `X` (there is: F, M, T)"),
        ("", "country=XX", "there is no country `XX` (there is: BE, NL)"),
        ("", "member=EU-CON", "no numbers come from a member `EU-CON`; did you mean `EU-COM`? (there is: EU-COM, NL)"),
    ] {
        assert_eq!(refused(&cube, by, conditions).to_string(), expected);
    }
}

#[test]
fn known_names_without_numbers_have_an_empty_answer() {
    let cube = two_sexes();
    for conditions in ["country=FR", "member=FR", "year=1990", "period=2020-Q1"] {
        assert_eq!(lines(&answer(&cube, "", conditions)), Vec::<String>::new(), "{conditions}");
    }
    let unknown_sex = answer(&cube, "", "sex=UNK");
    assert_eq!((unknown_sex.rows.len(), unknown_sex.notes), (0, vec![left_out(2, "sex")]));
    assert_eq!(answer(&Cube::build(&code("m"), Vec::new()), "", "").unit, code("PER"));
}

#[test]
fn codes_that_overlap_are_not_added_up() {
    let cube = two_sexes();
    for conditions in ["sex=T,F", "form=all,begging", "geo=EU27_2020,NL", "period=2020,2020-Q1"] {
        assert!(matches!(refused(&cube, "", conditions), SeriesError::Overlap { .. }), "{conditions}");
    }
    // Beside each other they may stand.
    assert_eq!(answer(&cube, "sex", "sex=T,F;country=NL;form=all").rows.len(), 2);
    let twice = crate::question::Filter { dimension: code("sex"), codes: codes(&["F", "F"]) };
    let question = Question { filters: vec![twice], ..question("", "") };
    assert!(matches!(cube.answer(&question, Population::shipped()), Err(SeriesError::Overlap { .. })));
}

#[test]
fn units_and_kinds_are_not_mixed() {
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020"], "9"),
        made("BE", 2, &["TIME_PERIOD: 2020"], "70").measure(MeasureKind::Rate, "P_HTHAB", 1),
        made("FR", 3, &["TIME_PERIOD: 2020"], "80").measure(MeasureKind::Rate, "P_HTHAB", 1),
    ]);
    let error = refused(&cube, "country", "").to_string();
    let units = format!("PER (counts, table t of NL in entry {})", record(1).short());
    assert!(
        error.contains(&units) && error.contains("P_HTHAB (rates, ") && error.contains("such as `unit=PER`"),
        "{error}"
    );
    assert_eq!(lines(&answer(&cube, "country", "unit=PER")), ["NL = 9"]);
    assert_eq!(lines(&answer(&cube, "country", "unit=P_HTHAB")), ["BE = 70", "FR = 80"]);
    assert_eq!(refused(&cube, "", "unit=P_HTHAB"), SeriesError::RatesAddedUp(code("m")));
}

#[test]
fn shares_and_rates_are_never_added_up() {
    let rate = || made("BE", 2, &["TIME_PERIOD: 2020", "sex: F M"], "70 80").measure(MeasureKind::Rate, "PC", 1);
    let cube = cube(vec![rate()]);
    let total = answer(&cube, "country", "");
    assert_eq!((lines(&total), total.notes), (vec![], vec![left_out(1, "sex")]));
    assert_eq!(refused(&cube, "country", "sex=F,M"), SeriesError::RatesAddedUp(code("m")));
    assert_eq!(lines(&answer(&cube, "country,sex", "")), ["BE F = 70", "BE M = 80"]);
    assert_eq!(lines(&answer(&cube, "", "sex=F")), ["= 70 of BE"]);
}

#[test]
fn contradictions_are_refused() {
    let cube = two_sexes();
    let ask = |change: &dyn Fn(&mut Question)| {
        let mut question = question("", "");
        change(&mut question);
        cube.answer(&question, Population::shipped()).unwrap_err()
    };
    let empty = crate::question::Filter { dimension: code("sex"), codes: Vec::new() };
    assert_eq!(
        ask(&|question| question.years = (Some(2021), Some(2020))),
        SeriesError::YearsReversed { first: 2021, last: 2020 }
    );
    assert_eq!(ask(&|question| question.filters.push(empty.clone())), SeriesError::FilterTwice(code("sex")));
    assert!(matches!(ask(&|question| question.measure = code("n")), SeriesError::OtherMeasure { .. }));
    let geo = crate::question::By::Dimension(code("geo"));
    assert_eq!(
        ask(&|question| question.by = vec![crate::question::By::Country, geo.clone()]),
        SeriesError::AxisTwice(code("geo"))
    );
}

#[test]
fn answer_that_is_too_long_is_refused_with_advice() {
    let many: String = (0..400).map(|number| format!(" c{number}")).collect();
    let cells = "5 ".repeat(400 * 260);
    let axes = [format!("one:{}", &many), format!("two:{}", &many[..260 * 5 - 110])];
    let two = axes[1].split_whitespace().count() - 1;
    let cells: String = cells.chars().take(400 * two * 2).collect();
    let cube = cube(vec![made("NL", 1, &[&axes[0], &axes[1]], &cells).period("2020")]);
    let error = refused(&cube, "one,two", "");
    assert_eq!(error, SeriesError::TooManyRows { limit: 100_000, what: "rows" });
    assert_eq!(answer(&cube, "one,two", "one=c1,c2").rows.len(), 2 * two);
}

#[test]
fn question_for_public_records_learns_nothing_of_the_others() {
    let label = emn_protocol::record::CodeLabel { code: 0, label: english("a secret") };
    let secret = made("EU-COM", 2, &["geo: BE", "TIME_PERIOD: 2021", "hidden: a", "sex: T"], "5").with(|source| {
        source.origin.audience = Audience::Network;
        source.table.dimensions[2].labels.push(label);
    });
    let cube = cube(vec![made("NL", 1, &["TIME_PERIOD: 2020", "sex: F M X"], "1 2 3"), secret]);
    let ask = |by: &str, conditions: &str| {
        let question = Question { public_only: true, ..question(by, conditions) };
        cube.answer(&question, Population::shipped())
    };
    for (by, conditions) in [("hidden", ""), ("", "hidden=a"), ("", "member=EU-COM"), ("", "country=XX"), ("", "sex=Y")]
    {
        let error = ask(by, conditions).unwrap_err().to_string();
        let told = error.split_once('(').unwrap().1;
        assert!(!["hidden", "EU-COM", "BE", "T"].iter().any(|word| told.contains(word)), "{error}");
    }
    let answer = ask("country", "").unwrap();
    assert_eq!((answer.rows.len(), answer.origins.len(), answer.notes), (0, 0, vec![left_out(1, "sex")]));
    let contents = cube.contents(true);
    assert_eq!((contents.dimensions.len(), contents.tables, contents.years), (1, 1, vec![2020]));
    let label = |public_only| crate::label::code_label(&cube, &code("hidden"), &code("a"), &["en"], public_only);
    assert_eq!((label(true), label(false)), ("a".to_owned(), "a secret".to_owned()));
}
