//! Line charts.

use super::axes::{self, Axes};
use super::brush::{Anchor, Brush, LABEL, SMALL, TITLE};
use super::ends::apart;
use super::frame::{Area, Frame};
use super::speech::hint;
use crate::chart::{Chart, Figure, Series};
use crate::limits::numbers;
use crate::scale::Scale;
use crate::text::{Weight, width, wrap};

/// Figures up to which each has a text for the pointer: with more, the file would grow large.
const HINTS: usize = 1500;

/// Names at line ends take at most this part of the width.
const NAMES: f64 = 0.28;

/// From the end of a line to its name.
const TO_NAME: f64 = 22.0;

/// Draws the plot.
pub(super) fn draw(chart: &Chart, brush: &Brush, frame: &Frame) -> String {
    let plot = frame.plot;
    let wanted = axes::tick_count(plot.height() - 30.0);
    let Some(scale) = Scale::of(numbers(chart), false, chart.decimals, wanted) else { return String::new() };
    let names = if frame.named_lines { name_room(chart, plot.width()) } else { 0.0 };
    let inner = Area {
        left: plot.left + axes::tick_room(&scale, &chart.lang) + 4.0,
        top: plot.top + axes::head_room(&scale),
        right: plot.right - if names > 0.0 { names + TO_NAME } else { 18.0 },
        bottom: plot.bottom - LABEL - 12.0,
    };
    let axes =
        Axes { scale: &scale, inner, places: chart.x.len(), points: true, reach: (plot.left, frame.width - 2.0) };
    let mut out = axes::figures(brush, &axes, &chart.lang);
    out.push_str(&axes::floor(brush, &axes));
    out.push_str(&axes::labels(brush, &axes, &chart.x));
    for (at, series) in chart.series.iter().enumerate() {
        out.push_str(&lines(brush, &axes, at, series, 2.0));
    }
    for (at, series) in chart.series.iter().enumerate() {
        out.push_str(&marks(chart, brush, &axes, at, series));
    }
    out.push_str(&suppressed(chart, brush, &axes));
    if frame.named_lines {
        out.push_str(&end_names(chart, brush, &axes, names));
    }
    out
}

fn name_room(chart: &Chart, room: f64) -> f64 {
    let widest = chart.series.iter().map(|series| width(&series.label, LABEL, Weight::Regular)).fold(0.0, f64::max);
    widest.min(room * NAMES)
}

/// The lines of a series: one for each run of known figures.
pub(super) fn lines(brush: &Brush, axes: &Axes, at: usize, series: &Series, strength: f64) -> String {
    let mut out = String::new();
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (place, figure) in series.figures.iter().enumerate() {
        match figure.known() {
            Some(value) => run.push((axes.x(place), axes.y(value))),
            None => finish(brush, at, &mut run, strength, &mut out),
        }
    }
    finish(brush, at, &mut run, strength, &mut out);
    out
}

fn finish(brush: &Brush, at: usize, run: &mut Vec<(f64, f64)>, strength: f64, out: &mut String) {
    if run.len() > 1 {
        out.push_str(&brush.run(at, run, strength));
    }
    run.clear();
}

/// Marks at all figures if they stand wide enough apart; else where one is needed: at the last, at those with a
/// reservation, and at those that stand alone.
fn marks(chart: &Chart, brush: &Brush, axes: &Axes, at: usize, series: &Series) -> String {
    let hints = chart.series.len() * chart.x.len() <= HINTS;
    let crowded = axes.step() < 16.0 || chart.series.len() > 16;
    let last = series.figures.iter().rposition(|figure| figure.known().is_some());
    let mut out = String::new();
    for (place, figure) in series.figures.iter().enumerate() {
        let Some(value) = figure.known() else { continue };
        let hollow = matches!(figure, Figure::Reserved(_));
        if crowded && !hollow && Some(place) != last && !alone(&series.figures, place) {
            continue;
        }
        let radius = if axes.step() < 9.0 { 2.4 } else { 3.4 };
        let hint = hints.then(|| hint(chart, &series.label, &chart.x[place], *figure));
        out.push_str(&brush.mark(at, (axes.x(place), axes.y(value)), radius, hollow, hint.as_deref()));
    }
    out
}

/// Whether neither neighbour is known, so that no line leads there.
pub(super) fn alone(figures: &[Figure], place: usize) -> bool {
    let known = |at: Option<usize>| at.and_then(|at| figures.get(at)).is_some_and(|figure| figure.known().is_some());
    !known(place.checked_sub(1)) && !known(place.checked_add(1))
}

/// A «c» above the axis for each suppressed figure; where more than three would stand on one another, one for all.
fn suppressed(chart: &Chart, brush: &Brush, axes: &Axes) -> String {
    let mut out = String::new();
    for (place, label) in chart.x.iter().enumerate() {
        let here: Vec<(usize, &Series)> = chart
            .series
            .iter()
            .enumerate()
            .filter(|(_, series)| series.figures.get(place) == Some(&Figure::Suppressed))
            .collect();
        let shown = if here.len() > 3 { 1 } else { here.len() };
        for (row, (at, series)) in here.iter().take(shown).enumerate() {
            let y = axes.inner.bottom - 4.0 - row as f64 * SMALL;
            let hint = hint(chart, &series.label, label, Figure::Suppressed);
            out.push_str(&brush.suppressed(*at, (axes.x(place), y), Some(&hint)));
        }
    }
    out
}

/// Names beside the last known figures, with a thin line and the mark of the series where a name
/// could not stand beside its own.
fn end_names(chart: &Chart, brush: &Brush, axes: &Axes, room: f64) -> String {
    let leading = LABEL * 1.15;
    let ends: Vec<Option<(f64, f64)>> = chart.series.iter().map(|series| end(axes, series)).collect();
    // Long names take two lines if there is room for all.
    let two = chart.series.len() as f64 * leading * 2.0 <= axes.inner.height();
    let wrapped = |s: &Series| wrap(&s.label, room + 1.0, LABEL, Weight::Regular, if two { 2 } else { 1 });
    let names: Vec<Vec<String>> = chart.series.iter().map(wrapped).collect();
    let wanted: Vec<(f64, f64)> = ends
        .iter()
        .zip(&names)
        .map(|(end, lines)| (end.map_or(axes.inner.bottom, |(_, y)| y), lines.len() as f64 * leading + 2.0))
        .collect();
    let placed = apart(&wanted, axes.inner.top - TITLE / 2.0, axes.inner.bottom + LABEL);
    let mut out = String::new();
    let x = axes.inner.right + TO_NAME;
    for (at, ((lines, end), y)) in names.iter().zip(&ends).zip(&placed).enumerate() {
        if let Some((from, height)) = *end
            && ((height - y).abs() > 3.0 || from < axes.inner.right - 1.0)
        {
            let start = (from + 5.0, height);
            out.push_str(&brush.line("chart-leader", start, (x - 9.0, *y), brush.ink.muted, 0.6));
            out.push_str(&brush.mark(at, (x - 6.0, *y), 2.6, false, None));
        }
        let first = y + LABEL * 0.36 - leading * (lines.len() as f64 - 1.0) / 2.0;
        for (row, line) in lines.iter().enumerate() {
            let at = (x, first + leading * row as f64);
            out.push_str(&brush.text("chart-label", at, LABEL, Anchor::Start, line));
        }
    }
    out
}

fn end(axes: &Axes, series: &Series) -> Option<(f64, f64)> {
    let place = series.figures.iter().rposition(|figure| figure.known().is_some())?;
    let value = series.figures.get(place)?.known()?;
    Some((axes.x(place), axes.y(value)))
}
