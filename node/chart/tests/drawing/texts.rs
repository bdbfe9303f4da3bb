//! Charts as text.

use emn_chart::chart::{Chart, Figure, Form};
use emn_chart::terminal;

use Figure::{Missing as M, Reserved as R, Suppressed as S, Value as V};

use crate::charts::{map, over_years};

#[test]
fn bars_have_lengths_in_eighths_and_figures_at_their_ends() {
    let out = terminal(&over_years(Form::Bar, &[("NL", &[V(80.0), V(40.0), S, M, R(0.0)])]), 40, false);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[3], format!("2015 {} 80", "█".repeat(32)));
    assert_eq!(lines[4], format!("2016 {} 40", "█".repeat(16)));
    assert_eq!(&lines[5..8], ["2017 c", "2018 ·", "2019  0*"]);
    assert!(out.contains("c suppressed   · not known\n* with reservation\n"), "{out}");
}

#[test]
fn bars_below_zero_go_to_the_left() {
    let out = terminal(&over_years(Form::Bar, &[("NL", &[V(-20.0), V(20.0)])]), 40, false);
    let lines: Vec<&str> = out.lines().skip(3).collect();
    assert!(lines[0].ends_with("█ \u{2212}20") && lines[0].starts_with("2015 █"), "{out}");
    assert!(lines[1].starts_with("2016       ") && lines[1].ends_with("█ 20"), "{out}");
}

#[test]
fn line_chart_has_axes_marks_and_a_legend_with_the_last_figure() {
    let chart =
        over_years(Form::Line, &[("NL", &[V(0.0), V(1234.0), S, R(800.0)]), ("BE", &[V(10.0), V(20.0), V(30.0), M])]);
    let out = terminal(&chart, 72, false);
    assert!(out.contains("1,500 ┤") && out.contains("    0 ┤"), "{out}");
    assert!(out.contains('○') && out.contains('c') && out.contains("2015"), "{out}");
    assert!(out.contains("● NL  2018: 800") && out.contains("■ BE  2017: 30"), "{out}");
}

#[test]
fn small_multiples_show_first_last_least_and_most() {
    let chart = over_years(Form::SmallMultiples, &[("NL", &[V(7.0), S, V(0.0), M, V(3.0)])]);
    let out = terminal(&chart, 60, false);
    assert!(out.contains("NL █c▁·▄ 7 → 3  ↓ 0 ↑ 7"), "{out}");
}

#[test]
fn map_is_a_ranking_with_the_unknown_last() {
    let out = terminal(&map(&[("BE", V(1.0)), ("MT", M), ("LU", S), ("NL", V(8.0))]), 40, false);
    let codes: Vec<&str> = out.lines().skip(3).take(4).map(|line| &line[..2]).collect();
    assert_eq!(codes, ["NL", "BE", "LU", "MT"]);
    assert!(out.contains("LU c\n") && out.contains("MT ·\n"));
}

#[test]
fn colours_are_only_there_when_asked_for_and_change_nothing_else() {
    for form in [Form::Line, Form::Bar, Form::SmallMultiples] {
        let chart = over_years(form, &[("NL", &[V(1.0), V(2.0)]), ("BE", &[V(2.0), R(1.0)])]);
        let (plain, coloured) = (terminal(&chart, 60, false), terminal(&chart, 60, true));
        assert!(!plain.contains('\u{1b}') && coloured.contains("\u{1b}[38;5;32m"));
        let pieces = coloured.split('\u{1b}').enumerate();
        let stripped: String =
            pieces.map(|(at, part)| if at == 0 { part } else { part.split_once('m').unwrap().1 }).collect();
        let trimmed: Vec<&str> = stripped.lines().map(str::trim_end).collect();
        assert_eq!(trimmed.join("\n"), plain.trim_end());
    }
}

#[test]
fn chart_without_figures_says_so() {
    let out = terminal(&Chart { lang: "nl".to_owned(), ..over_years(Form::Line, &[("NL", &[M, M])]) }, 40, false);
    assert!(out.contains("Geen cijfers") && out.contains("· niet bekend"), "{out}");
}
