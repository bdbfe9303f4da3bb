//! Charts whose texts and figures come from somebody who means harm, or from a defect.

use std::collections::BTreeSet;

use emn_chart::chart::{Chart, Figure, Form, Series};
use emn_chart::look::{Size, Theme};
use emn_chart::{png, svg, terminal};
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use unicode_width::UnicodeWidthStr;

use crate::charts::{SIZE, over_years};

/// Elements and attributes that a picture may have. None of them runs, loads or styles anything.
const ELEMENTS: &str = "circle defs desc g line path pattern rect svg text title";
const ATTRIBUTES: &str = "class color cx cy d fill fill-opacity font-family font-size font-weight height id lang \
    paint-order patternTransform patternUnits pointer-events r role stroke stroke-dasharray stroke-linecap \
    stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox width x x1 x2 xmlns y y1 y2";

/// Reads a picture as XML to its end and looks at every element, attribute and text.
fn assert_sound(picture: &str) {
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    let mut reader = Reader::from_str(picture);
    let mut depth = 0;
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                assert!(elements.contains(element.name().as_ref()), "{element:?}");
                assert_attributes(element, &attributes);
                depth += i32::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            other => assert!(matches!(other, Event::Text(_) | Event::GeneralRef(_)), "{other:?}"),
        }
    }
    assert_eq!(depth, 0);
    let forbidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{202E}');
    assert!(!picture.contains(forbidden), "{picture:?}");
}

fn assert_attributes(element: &quick_xml::events::BytesStart, known: &BTreeSet<&str>) {
    for attribute in element.attributes() {
        let attribute = attribute.expect("well-formed attributes, each once");
        let key = attribute.key.as_ref().to_owned();
        assert!(known.contains(key.as_str()), "attribute {key}");
        let value = attribute.value;
        assert!(!value.contains("url(") || value.starts_with("url(#chart-"), "{value}");
        assert!(!value.contains("NaN") && !value.contains("inf"), "{key}={value}");
    }
}

const SIZES: [Size; 4] =
    [Size { width: 0, height: 0 }, Size { width: 320, height: 240 }, SIZE, Size { width: u32::MAX, height: u32::MAX }];

#[test]
fn picture_of_markup_and_escapes_shows_them_as_text() {
    let evil = "\"/><script>alert(1)</script><style>*{}</style>]]>&#0;&x;\u{0}\u{1b}[2J\u{202e}";
    let mut chart = over_years(Form::Line, &[(evil, &[Figure::Value(1.0), Figure::Suppressed])]);
    (chart.title, chart.subtitle, chart.lang) = (evil.to_owned(), evil.to_owned(), evil.to_owned());
    (chart.x, chart.notes, chart.areas) = (vec![evil.to_owned(); 2], vec![evil.to_owned()], vec![evil.to_owned(); 2]);
    for form in [Form::Line, Form::Bar, Form::SmallMultiples, Form::Map] {
        let out = svg(&Chart { form, ..chart.clone() }, SIZE, Theme::Light);
        assert_sound(&out);
        assert!(!out.contains("<script") && !out.contains("<style") && out.contains("&lt;script&gt;"));
    }
}

#[test]
fn text_with_escape_sequences_does_not_steer_the_terminal() {
    let evil = "a\u{1b}[2J\u{9b}31m\u{7}\u{8}\r\nb\u{202e}";
    let mut chart = over_years(Form::Bar, &[(evil, &[Figure::Value(1.0)]), ("NL", &[Figure::Value(2.0)])]);
    (chart.title, chart.x) = (evil.to_owned(), vec![evil.to_owned()]);
    let out = terminal(&chart, 60, false);
    assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
    assert!(out.contains("a[2J31m b"), "{out:?}");
}

#[test]
fn figures_at_the_edges_of_numbers_are_drawn() {
    let edges = [1e18, -1e18, 1e300, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, -0.0, f64::NAN, f64::INFINITY];
    for form in [Form::Line, Form::Bar, Form::SmallMultiples, Form::Map] {
        for pair in edges.iter().flat_map(|a| edges.iter().map(move |b| [*a, *b])) {
            let figures = pair.map(Figure::Value);
            let mut chart = over_years(form, &[("A", &figures)]);
            chart.areas = vec!["NL".to_owned(), "BE".to_owned()];
            assert_sound(&svg(&chart, SIZE, Theme::Light));
            assert!(terminal(&chart, 40, true).lines().count() > 2);
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let odd =
        prop::sample::select(vec!['<', '&', '"', '\u{1b}', '\u{0}', '日', 'é', '\u{301}', ' ', '-', '👩', '\u{FFFF}']);
    prop::collection::vec(prop_oneof![any::<char>(), odd], 0..40).prop_map(|chars| chars.into_iter().collect())
}

fn figure() -> impl Strategy<Value = Figure> {
    let value = prop_oneof![any::<f64>(), -1e6f64..1e6, (0u32..50).prop_map(f64::from)];
    prop_oneof![
        4 => value.clone().prop_map(Figure::Value),
        1 => value.prop_map(Figure::Reserved),
        1 => Just(Figure::Suppressed),
        1 => Just(Figure::Missing),
    ]
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let form = prop::sample::select(vec![Form::Line, Form::Bar, Form::SmallMultiples, Form::Map]);
    let lang = prop_oneof![text(), prop::sample::select(vec!["en".to_owned(), "fr".to_owned(), "uk".to_owned()])];
    let series =
        (text(), prop::collection::vec(figure(), 0..14)).prop_map(|(label, figures)| Series { label, figures });
    let areas = prop_oneof![text(), prop::sample::select(vec!["NL".to_owned(), "MT".to_owned(), "EL".to_owned()])];
    let texts = (text(), text(), lang, prop::collection::vec(text(), 0..3));
    let lists = (
        prop::collection::vec(text(), 0..14),
        prop::collection::vec(series, 0..12),
        prop::collection::vec(areas, 0..9),
    );
    (texts, form, lists, any::<u8>()).prop_map(
        |((title, subtitle, lang, notes), form, (x, series, areas), decimals)| Chart {
            title,
            subtitle,
            lang,
            form,
            x,
            series,
            areas,
            decimals,
            notes,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn picture_of_any_chart_is_well_formed(chart in any_chart(), size in prop::sample::select(SIZES.to_vec()), at in 0..3usize) {
        let theme = [Theme::Light, Theme::Dark, Theme::Page][at];
        assert_sound(&svg(&chart, size, theme));
    }

    #[test]
    fn text_of_any_chart_is_never_wider_than_asked(chart in any_chart(), width in 0u16..120) {
        let out = terminal(&chart, width, false);
        for line in out.lines() {
            prop_assert!(line.width() <= usize::from(width.max(40)), "{line:?}");
            prop_assert!(!line.contains(char::is_control), "{line:?}");
        }
    }

    #[test]
    fn bars_of_a_sound_chart_are_as_many_as_its_known_figures(
        rows in prop::collection::vec(prop::collection::vec(figure(), 5), 1..6),
    ) {
        let sound = |figure: &Figure| !matches!(figure, Figure::Value(v) | Figure::Reserved(v) if !v.is_finite() || v.abs() > 1e18);
        let known = |figure| if sound(&figure) { figure } else { Figure::Missing };
        let rows: Vec<Vec<Figure>> = rows.into_iter().map(|row| row.into_iter().map(known).collect()).collect();
        let series: Vec<(&str, &[Figure])> = rows.iter().map(|row| ("A", row.as_slice())).collect();
        let chart = over_years(Form::Bar, &series);
        prop_assert_eq!(chart.check(), Ok(()));
        let known = rows.iter().flatten().filter(|f| matches!(f, Figure::Value(_) | Figure::Reserved(_))).count();
        let samples = if series.len() > 1 { series.len() } else { 0 };
        let bars = svg(&chart, SIZE, Theme::Light).matches("class=\"chart-bar ").count();
        prop_assert_eq!(bars, known + samples);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn png_of_any_chart_can_be_painted(chart in any_chart()) {
        prop_assert!(png(&chart, SIZES[1], Theme::Page).is_ok());
    }
}
