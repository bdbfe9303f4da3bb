//! The structure of pictures.

use emn_chart::chart::{Chart, Figure, Form};
use emn_chart::look::{Size, Theme};
use emn_chart::svg;

use Figure::{Missing as M, Reserved as R, Suppressed as S, Value as V};

use crate::charts::{SIZE, count, map, over_years};

fn light(chart: &Chart) -> String {
    svg(chart, SIZE, Theme::Light)
}

#[test]
fn line_chart_with_gaps_has_a_line_for_each_run_and_marks_what_is_not_there() {
    let out = light(&over_years(Form::Line, &[("NL", &[V(1.0), V(2.0), S, V(3.0), R(4.0), M, V(9.0)])]));
    assert_eq!(count(&out, "class=\"chart-line chart-series-1\""), 2);
    assert_eq!(count(&out, "chart-confidential"), 1);
    assert_eq!(count(&out, "class=\"chart-mark chart-hollow chart-series-1\""), 1);
    assert_eq!(count(&out, "<title>NL, 2018: 3</title>"), 1);
    assert_eq!(count(&out, "with reservation</text>"), 1);
    assert_eq!(count(&out, "suppressed</text>"), 1);
}

#[test]
fn line_chart_of_eight_series_names_them_at_their_ends_and_of_nine_in_a_legend() {
    let names: Vec<String> = (1..10).map(|n| format!("Land {n}")).collect();
    let series: Vec<(&str, &[Figure])> = names.iter().map(|name| (name.as_str(), &[V(1.0), V(2.0)][..])).collect();
    let direct = light(&over_years(Form::Line, &series[..8]));
    let legend = light(&over_years(Form::Line, &series));
    assert_eq!((count(&direct, "chart-line chart-series-1\""), count(&legend, "chart-line chart-series-1\"")), (1, 2));
    for name in &names[..8] {
        assert_eq!((count(&direct, &format!(">{name}</text>")), count(&legend, &format!(">{name}</text>"))), (1, 1));
    }
}

#[test]
fn bar_chart_begins_at_zero_and_draws_nothing_for_what_is_missing() {
    let out = light(&over_years(Form::Bar, &[("NL", &[V(900.0), V(950.0), S, M, R(920.0)])]));
    assert!(out.contains(">0</text>"), "{out}");
    assert_eq!(count(&out, "class=\"chart-bar chart-series-1\""), 2);
    assert_eq!(count(&out, "class=\"chart-bar chart-hollow chart-series-1\""), 1);
    assert_eq!(count(&out, "chart-confidential"), 1);
    assert_eq!(count(&out, "class=\"chart-value\""), 3);
}

#[test]
fn bars_of_several_series_differ_without_colour() {
    let out = light(&over_years(Form::Bar, &[("F", &[V(1.0)]), ("M", &[V(2.0)]), ("T", &[V(3.0)])]));
    assert_eq!(count(&out, "<pattern "), 2);
    let ids: Vec<&str> = out.split("<pattern id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for id in ids {
        assert_eq!(count(&out, &format!("url(#{id})")), 2, "a bar and its sample");
    }
}

#[test]
fn patterns_of_two_charts_on_one_page_have_ids_of_their_own() {
    let id = |value| {
        let out = light(&over_years(Form::Bar, &[("F", &[V(1.0)]), ("M", &[V(value)])]));
        out.split("<pattern id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
    };
    assert_ne!(id(2.0), id(3.0));
    assert_eq!(id(2.0), id(2.0));
}

#[test]
fn small_multiples_have_a_panel_for_each_series() {
    let names: Vec<String> = (1..=60).map(|n| format!("P{n}.")).collect();
    let series: Vec<(&str, &[Figure])> = names.iter().map(|name| (name.as_str(), &[V(1.0), V(2.0)][..])).collect();
    let out = light(&over_years(Form::SmallMultiples, &series));
    assert_eq!(count(&out, "class=\"chart-line chart-series-1\""), 60);
    for name in &names {
        assert_eq!(count(&out, &format!(">{name}</text>")), 1);
    }
}

#[test]
fn map_shades_by_class_hatches_suppressed_and_names_what_it_does_not_show() {
    let out = light(&map(&[("NL", V(1.0)), ("BE", V(9.0)), ("EL", R(5.0)), ("MT", S), ("FR", M), ("US", V(3.0))]));
    assert_eq!(count(&out, "<title>NL: 1</title>"), 1);
    assert_eq!(count(&out, "<title>GR: 5 (with reservation)</title>"), 1);
    assert_eq!(count(&out, "<title>MT: suppressed</title>"), 2, "its shape and its circle");
    assert_eq!(count(&out, "<title>FR: not known</title>"), 1);
    assert!(out.contains("Not on the map: US: 3"));
    assert!(out.contains("class=\"chart-class-1\"") && out.contains("class=\"chart-unknown\""));
    assert!(out.contains(">GR*</text>"));
}

#[test]
fn map_without_figures_is_drawn() {
    let out = light(&map(&[]));
    assert_eq!(count(&out, "<path class=\"chart-land\""), 45, "44 countries and other land");
}

#[test]
fn chart_without_figures_says_so() {
    for form in [Form::Line, Form::Bar, Form::SmallMultiples] {
        assert!(light(&over_years(form, &[("NL", &[M, S])])).contains(">No figures</text>"), "{form:?}");
        assert!(light(&over_years(form, &[])).contains(">No figures</text>"), "{form:?}");
    }
}

#[test]
fn picture_says_form_extent_and_extremes_to_screen_readers() {
    let out = light(&over_years(Form::Line, &[("NL", &[V(12.0), V(1234.0), S]), ("BE", &[V(3.0), M, M])]));
    assert!(out.starts_with("<svg ") && out.contains("role=\"img\"") && out.contains(" lang=\"en\""));
    assert!(out.contains("<title>Registered victims</title>"));
    let said = "Line chart, 2015 – 2017: NL, BE; highest: 1,234 (NL, 2016); lowest: 3 (BE, 2015); suppressed: 1; \
                not known: 2.";
    assert!(out.contains(said), "{out}");
}

#[test]
fn picture_in_a_language_without_words_says_that_they_are_english() {
    let out = light(&Chart { lang: "ar".to_owned(), ..over_years(Form::Line, &[("NL", &[V(1.0)])]) });
    assert!(out.contains("lang=\"ar\"") && out.contains("<desc lang=\"en\">"));
}

#[test]
fn page_theme_leaves_texts_axes_and_ground_to_the_page() {
    let chart = over_years(Form::Line, &[("NL", &[V(1.0), V(2.0)])]);
    let out = svg(&chart, SIZE, Theme::Page);
    assert!(!out.contains("chart-ground") && !out.contains("font-family"));
    assert!(!out.contains("chart-title") && out.contains("<title>Registered victims</title>"));
    assert!(!out.contains("style=") && !out.contains("<style"));
    for part in out.split('<').filter(|part| part.contains("chart-t") || part.contains("chart-axis")) {
        assert!(!part.contains('#'), "{part}");
    }
}

#[test]
fn picture_is_the_same_each_time() {
    let chart = over_years(Form::Bar, &[("NL", &[V(1.0), V(2.0)]), ("BE", &[R(1.0), S])]);
    assert_eq!(light(&chart), light(&chart));
}

#[test]
fn texts_of_a_line_chart_stay_within_the_picture() {
    let long = "Bundesrepublik Deutschland ohne Verdachtsfälle und ohne jene, die noch geprüft werden";
    let mut chart = over_years(Form::Line, &[(long, &[V(1.0), V(2.0)]), ("NL", &[V(1.0), V(2.0)])]);
    chart.title = format!("{long} {long} {long}");
    let out = svg(&chart, Size { width: 480, height: 300 }, Theme::Light);
    assert!(out.contains('…'));
    for text in out.split("<text ").skip(1) {
        let attribute = |name: &str| text.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        let x: f64 = attribute("x").unwrap().parse().unwrap();
        let size: f64 = attribute("font-size").unwrap().parse().unwrap();
        let letters = text.split('>').nth(1).unwrap().split('<').next().unwrap().chars().count() as f64;
        // Letters of this font are about half as wide as high.
        let width = letters * size * 0.5;
        let left = match attribute("text-anchor") {
            Some("end") => x - width,
            Some(_) => x - width / 2.0,
            None => x,
        };
        assert!(left >= -1.0 && left + width <= 480.0 + size, "{text}");
    }
}
