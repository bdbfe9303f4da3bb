//! Countries together, years from parts, years together, rates.

use super::*;

#[test]
fn sum_over_countries_says_what_it_covers() {
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2019 2020 2021"], "1 2 3"),
        made("BE", 2, &["TIME_PERIOD: 2020 2021"], "20 c"),
    ]);
    let answer = answer(&cube, "year", "");
    let expected = ["2019 = 1 of NL", "2020 = 22 added of BE+NL", "2021 = :c not added (1 c, 0 :) ≥ 3 of BE+NL"];
    assert_eq!(lines(&answer), expected);
    assert_eq!(answer.notes, [Note::SuppressedParts { rows: 1 }, Note::CoverageDiffers]);
}

#[test]
fn country_with_an_empty_cell_is_not_covered() {
    let cube = cube(vec![made("EU-COM", 1, &["geo: NL BE", "TIME_PERIOD: 2020"], "5 :")]);
    assert_eq!(lines(&answer(&cube, "", "")), ["= 5 of NL"]);
    let empty = answer(&cube, "", "geo=BE");
    assert_eq!((lines(&empty), empty.rows[0].missing), (vec!["= : of BE".to_owned()], 1));
}

#[test]
fn rounded_parts_are_no_bound() {
    let flagged = made("NL", 1, &["TIME_PERIOD: 2020", "sex: F M"], "5o c");
    let method = emn_protocol::record::Method {
        min_frequency: 5,
        suppression: emn_protocol::record::Suppression::Primary,
        rounding: Some(5),
        noise_milli_epsilon: None,
        zeros: emn_protocol::record::Zeros::Published,
    };
    let stated =
        made("BE", 2, &["TIME_PERIOD: 2020", "sex: F M"], "5 c").with(|source| source.table.method = Some(method));
    let answer = answer(&cube(vec![flagged, stated]), "country", "");
    assert_eq!(lines(&answer), ["BE = :c not added (1 c, 0 :)", "NL = :co not added (1 c, 0 :)"]);
}

#[test]
fn quarters_and_months_become_years_only_on_request() {
    let quarters = "TIME_PERIOD: 2020-Q1 2020-Q2 2020-Q3 2020-Q4 2021-Q1";
    let months: String = (1..=12).map(|month| format!(" 2020-{month:02}")).collect();
    let cube = cube(vec![
        made("NL", 1, &[quarters], "1 2 3 4 5"),
        made("BE", 2, &[quarters], "1 c 3 4 5"),
        made("FR", 3, &[&format!("TIME_PERIOD:{months}")], "1 1 1 1 1 1 1 1 1 1 1 1"),
        made("DE", 4, &["TIME_PERIOD: 2020 2020-Q1"], "9 1"),
        made("AT", 5, &["TIME_PERIOD: 2020-Q1 2020-Q2 2020-Q3 2020-Q4"], "1 1 1 :"),
    ]);
    let plain = answer(&cube, "country,year", "");
    assert_eq!(lines(&plain), ["DE 2020 = 9"]);
    assert_eq!(plain.notes, [Note::PeriodsNotAdded { countries: codes(&["AT", "BE", "FR", "NL"]) }]);
    let added = adding(&cube, "country,year", "");
    let expected = ["BE 2020 = :c not added (1 c, 0 :) ≥ 8", "DE 2020 = 9", "FR 2020 = 12 added", "NL 2020 = 10 added"];
    assert_eq!(lines(&added), expected);
    let notes = [Note::SuppressedParts { rows: 1 }, Note::PeriodsNotAdded { countries: codes(&["AT", "BE", "NL"]) }];
    assert_eq!(added.notes, notes);
    assert_eq!(lines(&answer(&cube, "period", "geo=DE")), ["2020 = 9 of DE", "2020-Q1 = 1 of DE"]);
    assert_eq!(lines(&answer(&cube, "period", "geo=NL;year=2021")), ["2021-Q1 = 5 of NL"]);
    assert_eq!(
        lines(&adding(&cube, "country", "period=2020-Q3,2020-Q4;country=NL,BE")),
        ["BE = 7 added", "NL = 7 added"]
    );
}

#[test]
fn span_of_years_is_a_period_and_no_year() {
    let cube = cube(vec![made("NL", 1, &["sex: T"], "7").period("2019/2022")]);
    assert_eq!(lines(&answer(&cube, "country,period", "")), ["NL 2019..2022 = 7"]);
    assert_eq!(lines(&answer(&cube, "country,year", "")), Vec::<String>::new());
}

#[test]
fn years_become_one_number_only_on_request() {
    let cube =
        cube(vec![made("NL", 1, &["TIME_PERIOD: 2019 2020"], "1 2"), made("BE", 2, &["TIME_PERIOD: 2020"], "20")]);
    let error = refused(&cube, "country", "");
    assert_eq!(error, SeriesError::SeveralPeriods { first: code("2019"), last: code("2020") });
    let added = adding(&cube, "country", "");
    assert_eq!(lines(&added), ["BE = : not added (0 c, 1 :) ≥ 20", "NL = 3 added"]);
    assert_eq!(added.notes, [Note::MissingParts { rows: 1 }]);
    assert_eq!(lines(&answer(&cube, "country", "year=2020")), ["BE = 20", "NL = 2"]);
}

fn rates(cube: &Cube, by: &str, conditions: &str, per: u32) -> Result<Answer, SeriesError> {
    // Of round numbers.
    let table = "country,year,population,flags\nNL,2020,1000000,\nBE,2020,500000,e\nGR,2020,3000000,b\n";
    let population = Population::read(table, "invented").unwrap();
    cube.answer(&Question { per: Some(per), ..question(by, conditions) }, &population)
}

#[test]
fn rate_is_over_the_population_of_what_is_covered() {
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020"], "7p"),
        made("BE", 2, &["TIME_PERIOD: 2020"], "5"),
        made("GR", 3, &["TIME_PERIOD: 2020"], "c"),
        made("FR", 4, &["TIME_PERIOD: 2020"], "9"),
    ]);
    let answer = rates(&cube, "country,year", "", 100_000).unwrap();
    assert_eq!(lines(&answer), ["BE 2020 = 100e", "EL 2020 = :bc", "FR 2020 = :", "NL 2020 = 70p"]);
    assert_eq!((answer.unit, answer.decimals), (code("P_HTHAB"), 2));
    assert_eq!(answer.notes, [Note::NoPopulation { countries: codes(&["FR"]) }]);
    let both = rates(&cube, "year", "geo=NL,BE", 1_000_000).unwrap();
    assert_eq!((lines(&both), both.unit), (vec!["2020 = 800ep added of BE+NL".to_owned()], code("P_MHAB")));
    let three = rates(&cube, "year", "geo=NL,BE,EL", 100_000).unwrap();
    assert_eq!(lines(&three), ["2020 = :bcep not added (1 c, 0 :) ≥ 26 of BE+EL+NL"]);
    assert_eq!(lines(&rates(&cube, "year", "", 100_000).unwrap()), ["2020 = :cp not added (1 c, 0 :) of BE+EL+FR+NL"]);
}

#[test]
fn rate_is_rounded_half_up() {
    let population = Population::read("country,year,population,flags\nNL,2020,800000,\n", "invented").unwrap();
    // 1 in 800 000 is 0.125 per 100 000, and 3 are 0.375.
    for (count, expected) in [("1", 13), ("3", 38), ("2", 25), ("0", 0)] {
        let cube = cube(vec![made("NL", 1, &["TIME_PERIOD: 2020"], count)]);
        let question = Question { per: Some(100_000), ..question("country", "") };
        assert_eq!(cube.answer(&question, &population).unwrap().rows[0].value, Some(expected));
    }
}

#[test]
fn rate_over_several_years_is_refused() {
    let cube = cube(vec![made("NL", 1, &["TIME_PERIOD: 2020 2021"], "7 8")]);
    let question = Question { add_periods: true, per: Some(100_000), ..question("", "") };
    assert_eq!(cube.answer(&question, Population::shipped()), Err(SeriesError::RateOverYears));
    assert_eq!(rates(&cube, "year", "", 1000).unwrap_err(), SeriesError::RatePer(1000));
}

#[test]
fn amounts_keep_their_digits_and_sign() {
    let cube = cube(vec![
        made("NL", 1, &["TIME_PERIOD: 2020"], "-150").measure(MeasureKind::Amount, "EUR", 2),
        made("BE", 2, &["TIME_PERIOD: 2020"], "4").measure(MeasureKind::Amount, "EUR", 0),
        made("FR", 3, &["TIME_PERIOD: 2020"], "c").measure(MeasureKind::Amount, "EUR", 0),
    ]);
    let answer = answer(&cube, "country", "");
    assert_eq!((lines(&answer), answer.decimals), (vec!["BE = 400".into(), "FR = :c".into(), "NL = -150".into()], 2));
    // The unknown part may be negative, so there is no bound.
    assert_eq!(lines(&super::answer(&cube, "", "")), ["= :c not added (1 c, 0 :) of BE+FR+NL"]);
    assert_eq!(rates(&cube, "country", "", 100_000).unwrap_err(), SeriesError::RateOfNoCount(code("m")));
}

#[test]
fn number_beyond_64_bits_is_refused_with_its_record() {
    let big = |member: &str, number: u8| made(member, number, &["TIME_PERIOD: 2020"], &i64::MAX.to_string());
    let cube = cube(vec![big("NL", 1), big("BE", 2)]);
    assert_eq!(lines(&answer(&cube, "country", "")).len(), 2);
    assert_eq!(refused(&cube, "", ""), SeriesError::TooLarge { record: record(2).short() });
    assert!(matches!(rates(&cube, "country", "geo=NL", 100_000), Err(SeriesError::TooLarge { .. })));
}
