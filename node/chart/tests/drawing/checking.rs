//! What a chart may hold.

use emn_chart::chart::{Chart, Figure, Form, Series};
use emn_chart::limits::{ChartError, MAX_POINTS, MAX_SERIES, MAX_TEXT};

use Figure::Value as V;

use crate::charts::{map, over_years};

fn lines() -> Chart {
    over_years(Form::Line, &[("NL", &[V(1.0), V(2.0)]), ("BE", &[V(3.0), Figure::Missing])])
}

#[test]
fn check_of_sound_charts_finds_nothing() {
    assert_eq!(lines().check(), Ok(()));
    assert_eq!(map(&[("NL", V(1.0)), ("XK", Figure::Suppressed)]).check(), Ok(()));
    assert_eq!(over_years(Form::Bar, &[]).check(), Ok(()));
}

#[test]
fn check_of_a_series_of_another_length_says_which_and_what_to_do() {
    let mut chart = lines();
    chart.series[1].figures.pop();
    let error = chart.check().unwrap_err();
    let said = "series `BE` has 1 figures for 2 labels: give one for each, `missing` where none is known";
    assert_eq!(error.to_string(), said);
}

#[test]
fn check_of_what_is_no_number_or_too_large_refuses_it() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2e18, -2e18] {
        let mut chart = lines();
        chart.series[0].figures[1] = Figure::Reserved(value);
        assert!(matches!(chart.check(), Err(ChartError::Figure { at: 2, .. })), "{value}");
    }
}

#[test]
fn check_at_and_beyond_each_limit_takes_and_refuses() {
    let one = Series { label: "A".to_owned(), figures: vec![V(1.0); 2] };
    let at = |series: usize| Chart { series: vec![one.clone(); series], ..lines() };
    assert_eq!((at(MAX_SERIES).check(), at(61).check()), (Ok(()), Err(ChartError::Series(61))));
    let points = |count: usize| over_years(Form::Line, &[("A", &vec![V(1.0); count])]);
    assert_eq!((points(MAX_POINTS).check(), points(401).check()), (Ok(()), Err(ChartError::Points(401))));
    let title = |length: usize| Chart { title: "é".repeat(length), ..lines() };
    assert_eq!(title(MAX_TEXT).check(), Ok(()));
    assert_eq!(title(501).check(), Err(ChartError::Text { place: "the title".to_owned(), length: 501 }));
    assert_eq!(Chart { notes: vec![String::new(); 21], ..lines() }.check(), Err(ChartError::Notes(21)));
    assert_eq!(Chart { decimals: 10, ..lines() }.check(), Err(ChartError::Decimals(10)));
}

#[test]
fn check_of_a_map_takes_one_series_and_codes_of_countries() {
    let mut two = map(&[("NL", V(1.0))]);
    two.series.push(two.series[0].clone());
    assert_eq!(two.check(), Err(ChartError::MapSeries(2)));
    assert_eq!(map(&[("Nederland", V(1.0))]).check(), Err(ChartError::Area("Nederland".to_owned())));
}
