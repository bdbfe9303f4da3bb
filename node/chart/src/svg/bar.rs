//! Bar charts: upright where the labels fit below, lying otherwise.

use super::axes::{self, Axes};
use super::brush::{Anchor, Brush, LABEL, LEADING, SMALL};
use super::element::Element;
use super::frame::{Area, Frame};
use super::speech::hint;
use super::{pattern, rows};
use crate::chart::{Chart, Figure};
use crate::limits::numbers;
use crate::number::figure;
use crate::scale::Scale;
use crate::text::{Weight, width, wrap};

/// Lines that a label below an upright bar may take.
const LABEL_LINES: usize = 3;

/// The widest a single bar gets.
const WIDEST: f64 = 56.0;

/// The thinnest a lying bar may be.
pub(super) const THINNEST: f64 = 5.0;

/// The part of a place that bars take.
pub(super) const FILLED: f64 = 0.76;

/// Draws the plot.
pub(super) fn draw(chart: &Chart, brush: &Brush, frame: &Frame) -> String {
    let plot = frame.plot;
    let slot = (plot.width() - 50.0) / chart.x.len().max(1) as f64;
    let lines = label_lines(&chart.x, slot - 8.0);
    let short = chart.x.iter().all(|label| width(label, SMALL, Weight::Regular) <= 44.0);
    let bars = (chart.x.len() * chart.series.len()) as f64;
    let lying = lines.is_none() && !short && bars * THINNEST / FILLED <= plot.height() - 40.0;
    let textures = pattern::textures(brush, chart.series.len());
    textures + &if lying { rows::draw(chart, brush, plot) } else { upright(chart, brush, plot, lines) }
}

/// The labels in lines, if all fit whole below bars that are so wide.
fn label_lines(labels: &[String], room: f64) -> Option<Vec<Vec<String>>> {
    let whole = |label: &String| {
        let words_fit = label.split_whitespace().all(|word| width(word, SMALL, Weight::Regular) <= room);
        let lines = wrap(label, room, SMALL, Weight::Regular, LABEL_LINES + 1);
        (words_fit && lines.len() <= LABEL_LINES).then_some(lines)
    };
    labels.iter().map(whole).collect()
}

fn upright(chart: &Chart, brush: &Brush, plot: Area, lines: Option<Vec<Vec<String>>>) -> String {
    let wanted = axes::tick_count(plot.height() - 30.0);
    let Some(scale) = Scale::of(numbers(chart), true, chart.decimals, wanted) else { return String::new() };
    let rows = lines.iter().flatten().map(Vec::len).max().unwrap_or(1);
    let inner = Area {
        left: plot.left + axes::tick_room(&scale, &chart.lang) + 4.0,
        top: plot.top + axes::head_room(&scale) + SMALL,
        right: plot.right,
        bottom: plot.bottom - 10.0 - rows as f64 * SMALL * LEADING,
    };
    let axes = Axes { scale: &scale, inner, places: chart.x.len(), points: false, reach: (plot.left, plot.right) };
    let mut out = axes::figures(brush, &axes, &chart.lang);
    match lines {
        Some(lines) => out.push_str(&wrapped(brush, &axes, &lines)),
        None => out.push_str(&axes::labels(brush, &axes, &chart.x)),
    }
    out.push_str(&bars(chart, brush, &axes));
    let zero = inner.bottom - scale.base() * inner.height();
    out + &brush.line("chart-axis", (inner.left, zero), (inner.right, zero), brush.ink.axis, 1.2)
}

fn wrapped(brush: &Brush, axes: &Axes, labels: &[Vec<String>]) -> String {
    let mut out = String::new();
    for (place, lines) in labels.iter().enumerate() {
        for (row, line) in lines.iter().enumerate() {
            let y = axes.inner.bottom + 6.0 + LABEL + row as f64 * SMALL * LEADING;
            out.push_str(&brush.text("chart-tick", (axes.x(place), y), SMALL, Anchor::Middle, line));
        }
    }
    out
}

fn bars(chart: &Chart, brush: &Brush, axes: &Axes) -> String {
    let many = chart.series.len().max(1) as f64;
    let thick = (axes.step() * FILLED / many).min(WIDEST);
    let values = values_fit(chart, thick);
    let base = axes.inner.bottom - axes.scale.base() * axes.inner.height();
    let mut out = String::new();
    for (at, series) in chart.series.iter().enumerate() {
        for (place, one) in series.figures.iter().enumerate() {
            let left = axes.x(place) - thick * many / 2.0 + thick * at as f64;
            let middle = left + thick / 2.0;
            let hint = hint(chart, &series.label, &chart.x[place], *one);
            let Some(value) = one.known() else {
                if *one == Figure::Suppressed {
                    out.push_str(&brush.suppressed(at, (middle, base - 4.0), Some(&hint)));
                }
                continue;
            };
            let (top, bottom) = (axes.y(value).min(base), axes.y(value).max(base));
            // Neighbours stand a hair's breadth apart.
            let air = if thick > 5.0 { 1.0 } else { 0.0 };
            let side = Area { left: left + air, top, right: left + thick - air, bottom };
            out.push_str(&bar(brush, at, side, matches!(one, Figure::Reserved(_)), &hint));
            if values {
                let y = if value < 0.0 { bottom + SMALL } else { top - 4.0 };
                let text = figure(value, chart.decimals, &chart.lang);
                out.push_str(&brush.text("chart-value", (middle, y), SMALL, Anchor::Middle, &text));
            }
        }
    }
    out
}

/// A bar.
pub(super) fn bar(brush: &Brush, series: usize, side: Area, hollow: bool, hint: &str) -> String {
    let element = Element::new("rect").at("x", side.left);
    let element = element.at("y", side.top).at("width", side.width().max(0.3)).at("height", side.height().max(0.3));
    let element =
        if hollow { pattern::hollow(brush, element, series) } else { pattern::filled(brush, element, series) };
    element.holding(&Element::new("title").text(hint))
}

/// Whether every value has room above its bar.
fn values_fit(chart: &Chart, thick: f64) -> bool {
    let text = |value| width(&figure(value, chart.decimals, &chart.lang), SMALL, Weight::Regular);
    numbers(chart).all(|value| text(value) <= thick + 2.0)
}
