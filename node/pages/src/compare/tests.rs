use super::*;
use crate::testing::{HOSTILE, frame, frames, rendered};

fn measures() -> Vec<Measure> {
    let one = Measure {
        id: "victims-identified".to_owned(),
        title: "Victims identified".to_owned(),
        lang: "en".to_owned(),
        records: 12,
        members: vec!["DE".to_owned(), "NL".to_owned()],
        member_count: 3,
        years: Some((2019, 2023)),
        chosen: true,
    };
    let other = Measure { id: "asylum-applicants".to_owned(), chosen: false, years: Some((2022, 2022)), ..one.clone() };
    vec![one, other]
}

fn form() -> Form {
    let choices = |values: &[(&str, bool)]| -> Vec<Choice> {
        values.iter().map(|(value, chosen)| Choice::new(*value, *value, *chosen)).collect()
    };
    Form {
        countries: choices(&[("NL", true), ("DE", true), ("FR", false)]),
        axes: choices(&[("country", true), ("year", true), ("sex", false)]),
        breakdowns: vec![Breakdown {
            field: "d-sex".to_owned(),
            label: "Sex".to_owned(),
            codes: choices(&[("", true), ("F", false)]),
        }],
        from: choices(&[("", true), ("2019", false)]),
        to: choices(&[("", true), ("2023", false)]),
        per: choices(&[("", true), ("100000", false)]),
        forms: choices(&[("", true), ("line", false), ("map", false)]),
        members: choices(&[("NL", false), ("DE", true)]),
        add_periods: true,
        public_only: false,
    }
}

fn figure(known: Known, flags: &str, sources: &[usize]) -> Figure {
    Figure { known, flags: flags.to_owned(), added: false, sources: sources.to_vec() }
}

fn comparison(text: &str) -> Comparison {
    let row = |name: &str, cells: Vec<Vec<Figure>>| Row { heads: vec![name.to_owned()], cells };
    Comparison {
        title: text.to_owned(),
        unit: "persons".to_owned(),
        decimals: 0,
        drawing: Html::drawing("<svg role=\"img\"><title>Drawing</title></svg>".to_owned()),
        no_drawing: None,
        heads: vec!["Country".to_owned()],
        columns: vec!["2022".to_owned(), "2023".to_owned()],
        rows: vec![
            row(
                "Netherlands",
                vec![
                    vec![figure(Known::Value(1234), "e", &[0])],
                    vec![figure(Known::Value(1300), "", &[0]), figure(Known::Value(1310), "", &[1])],
                ],
            ),
            row(
                text,
                vec![vec![figure(Known::Suppressed, "c", &[1])], vec![figure(Known::AtLeast(90), "c", &[0, 1, 0, 1])]],
            ),
        ],
        left_out: 3,
        notes: vec![text.to_owned()],
        flags: vec![('c', "suppressed".to_owned()), ('e', "estimated".to_owned())],
        sources: vec![source("Report", "en"), source(text, "nl")],
        more_sources: 2,
        suppressed: true,
        files: vec![Link::new("/api/v1/series?measure=x&format=csv", "CSV")],
        pictures: vec![Link::new("/api/v1/series/chart?measure=x&format=svg", "SVG")],
        address: "http://127.0.0.1:7451/compare?measure=x".to_owned(),
    }
}

fn source(title: &str, lang: &str) -> Source {
    Source {
        member: "NL".to_owned(),
        record: "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e".to_owned(),
        title: title.to_owned(),
        lang: lang.to_owned(),
        organisation: title.to_owned(),
        register: Some("Police register".to_owned()),
        reference_date: None,
        definitions: Some(("nl".to_owned(), title.to_owned())),
        signed: Timestamp::from_unix(1_700_000_000),
    }
}

#[test]
fn comparison_is_shown_in_every_language() {
    for frame in frames() {
        let page = ComparePage {
            frame: &frame,
            measures: measures(),
            form: Some(form()),
            refusal: None,
            comparison: Some(comparison("Victims identified")),
        };
        let html = rendered(&page);
        for wanted in ["<svg role=\"img\">", "href=\"#source-2\"", "id=\"source-2\"", "≥\u{a0}90", "name=\"d-sex\""] {
            assert!(html.contains(wanted), "{wanted}: {html}");
        }
    }
}

#[test]
fn figures_follow_the_readers_convention() {
    let page = |frame: &Frame| {
        let comparison = Some(Comparison { decimals: 1, ..comparison("x") });
        rendered(&ComparePage { frame, measures: measures(), form: Some(form()), refusal: None, comparison })
    };
    assert!(page(&frame("en")).contains("123.4") && page(&frame("de")).contains("123,4"));
}

#[test]
fn suppressed_figure_is_said_and_never_zero() {
    let frame = frame("en");
    let comparison = comparison("x");
    let suppressed = figure(Known::Suppressed, "c", &[]);
    assert_eq!(comparison.shown(&frame, &suppressed), "c");
    assert_eq!(comparison.spoken(&frame, &suppressed), "suppressed to protect persons");
    assert_eq!(comparison.letters(&suppressed), "");
    let missing = figure(Known::Missing, "", &[]);
    assert_eq!(
        (comparison.shown(&frame, &missing).as_str(), comparison.spoken(&frame, &missing).as_str()),
        (":", "not available")
    );
}

#[test]
fn page_without_measure_lists_what_there_is() {
    for frame in frames() {
        let page = ComparePage { frame: &frame, measures: measures(), form: None, refusal: None, comparison: None };
        let html = rendered(&page);
        assert!(html.contains("/compare?measure=victims-identified&#38;by=country,year"), "{html}");
        assert!(html.contains("2019–2023") && html.contains("DE, NL, …"));
        let none = ComparePage { measures: Vec::new(), ..page };
        assert!(rendered(&none).contains(&frame.t("compare-no-measures")));
    }
}

#[test]
fn refusal_stands_beside_the_form_with_advice() {
    let frame = frame("nl");
    let refusal = Some(Refusal { why: HOSTILE.to_owned(), advice: "Kies anders.".to_owned() });
    let page = ComparePage { frame: &frame, measures: measures(), form: Some(form()), refusal, comparison: None };
    let html = rendered(&page);
    assert!(html.contains("Kies anders.") && html.contains("name=\"asked\""));
    // A browser does not send a required choice whose value is empty, and here it means «all».
    assert!(!html.contains(" required"), "{html}");
}

#[test]
fn texts_of_others_stay_texts() {
    let frame = frame("fr");
    let page = ComparePage {
        frame: &frame,
        measures: vec![Measure { title: HOSTILE.to_owned(), ..measures().remove(0) }],
        form: Some(form()),
        refusal: None,
        comparison: Some(comparison(HOSTILE)),
    };
    rendered(&page);
}

#[test]
fn every_refusal_has_words_in_every_language() {
    for frame in frames() {
        for id in [
            "no-measure",
            "dimension",
            "code",
            "country",
            "member",
            "unreadable",
            "twice",
            "overlap",
            "years",
            "units",
            "periods",
            "rates-added",
            "no-count",
            "rate-years",
            "too-many",
            "too-large",
            "other",
        ] {
            assert!(!frame.t(&format!("compare-refused-{id}")).contains('⟨'), "{id} in {}", frame.lang());
        }
        for id in [
            "nothing",
            "country",
            "axis",
            "lines",
            "points",
            "map-years",
            "less-do",
            "country-do",
            "axis-do",
            "map-years-do",
        ] {
            assert!(!frame.t(&format!("compare-undrawn-{id}")).contains('⟨'), "{id} in {}", frame.lang());
        }
    }
}
