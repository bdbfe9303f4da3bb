//! What a chart says to those who cannot see it, and to the pointer.

use crate::chart::{Chart, Figure, Form};
use crate::limits::any;
use crate::number::figure;
use crate::words::{Word, word};

/// Names of series up to which all are said.
const NAMES: usize = 8;

/// A figure with its place: «NL, 2021: 1,234».
pub(super) fn hint(chart: &Chart, series: &str, place: &str, figure: Figure) -> String {
    let names = [series, place].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    format!("{names}: {}", spoken(chart, figure))
}

/// A figure in words.
fn spoken(chart: &Chart, one: Figure) -> String {
    let lang = &chart.lang;
    match one {
        Figure::Value(value) => figure(value, chart.decimals, lang),
        Figure::Reserved(value) => format!("{} ({})", figure(value, chart.decimals, lang), word(Word::Reserved, lang)),
        Figure::Suppressed => word(Word::Suppressed, lang).to_owned(),
        Figure::Missing => word(Word::Missing, lang).to_owned(),
    }
}

/// Form, extent, extremes, and how many figures are not there.
pub(super) fn description(chart: &Chart) -> String {
    let lang = &chart.lang;
    let form = match chart.form {
        Form::Line => Word::Line,
        Form::Bar => Word::Bar,
        Form::SmallMultiples => Word::Multiples,
        Form::Map => Word::Map,
    };
    let mut out = word(form, lang).to_owned();
    if let [first, .., last] = chart.x.as_slice() {
        out.push_str(&format!(", {first} – {last}"));
    }
    let names: Vec<&str> = chart.series.iter().map(|s| s.label.as_str()).filter(|label| !label.is_empty()).collect();
    if !names.is_empty() {
        let more = if names.len() > NAMES { format!(", … ({})", names.len()) } else { String::new() };
        out.push_str(&format!(": {}{more}", names.iter().take(NAMES).copied().collect::<Vec<_>>().join(", ")));
    }
    for (word_of, better) in [(Word::Highest, f64::gt as fn(&f64, &f64) -> bool), (Word::Lowest, f64::lt)] {
        if let Some((names, value)) = extreme(chart, better) {
            out.push_str(&format!("; {}: {} ({names})", word(word_of, lang), figure(value, chart.decimals, lang)));
        }
    }
    if !any(chart, |figure| figure.known().is_some()) {
        out.push_str(&format!("; {}", word(Word::Nothing, lang)));
    }
    for (word_of, kind) in [(Word::Suppressed, Figure::Suppressed), (Word::Missing, Figure::Missing)] {
        let count = chart.series.iter().flat_map(|series| &series.figures).filter(|figure| **figure == kind).count();
        if count > 0 {
            out.push_str(&format!("; {}: {count}", word(word_of, lang)));
        }
    }
    out.push('.');
    out
}

/// The first figure that no other is better than, and where it stands.
fn extreme(chart: &Chart, better: fn(&f64, &f64) -> bool) -> Option<(String, f64)> {
    let places = if chart.form == Form::Map { &chart.areas } else { &chart.x };
    let mut best: Option<(String, f64)> = None;
    for series in &chart.series {
        for (figure, place) in series.figures.iter().zip(places) {
            let Some(value) = figure.known() else { continue };
            if best.as_ref().is_none_or(|(_, most)| better(&value, most)) {
                let label = if chart.form == Form::Map { "" } else { series.label.as_str() };
                let names = [label, place].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>();
                best = Some((names.join(", "), value));
            }
        }
    }
    best
}
