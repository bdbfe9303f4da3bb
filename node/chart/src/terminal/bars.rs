//! Bars, and the ranking that stands for a map.

use super::page::{Page, Row, columns, pad};
use crate::chart::{Chart, Figure};
use crate::limits::numbers;
use crate::number::figure;

/// Blocks by eighths of a column, from none to seven.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Lengths of bars: columns left and right of zero, and figures at their ends.
struct Measure {
    left: f64,
    right: f64,
    low: f64,
    high: f64,
}

impl Measure {
    /// Bars of all figures of the chart in so many columns.
    fn new(chart: &Chart, room: usize) -> Measure {
        let low = numbers(chart).fold(0.0, f64::min);
        let high = numbers(chart).fold(0.0, f64::max);
        let span = if high > low { high - low } else { 1.0 };
        let left = (room as f64 * -low / span).ceil().min(room as f64 - 1.0);
        let left = if low < 0.0 { left.max(1.0) } else { 0.0 };
        Measure { left, right: room as f64 - left, low, high }
    }

    /// The bar of a figure, with what stands left of zero.
    fn bar(&self, value: f64) -> String {
        let left = self.left as usize;
        if value < 0.0 {
            let full = ((value / self.low) * self.left).clamp(0.0, self.left);
            let half = full.fract() >= 0.5;
            let blocks = full as usize + usize::from(half);
            let first = if half { "▐".to_owned() } else { String::new() };
            return " ".repeat(left - blocks.min(left)) + &first + &"█".repeat(full as usize);
        }
        let share = if self.high > 0.0 { value / self.high } else { 0.0 };
        let eighths = (share * self.right * 8.0).round().clamp(0.0, self.right * 8.0) as usize;
        // What is not zero is never drawn as nothing.
        let eighths = if value > 0.0 { eighths.max(1) } else { eighths };
        " ".repeat(left) + &"█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
    }
}

/// A figure at the end of its bar.
fn value(chart: &Chart, one: Figure) -> String {
    match one {
        Figure::Value(value) => figure(value, chart.decimals, &chart.lang),
        Figure::Reserved(value) => format!("{}*", figure(value, chart.decimals, &chart.lang)),
        Figure::Suppressed => "c".to_owned(),
        Figure::Missing => "·".to_owned(),
    }
}

fn value_room(chart: &Chart) -> usize {
    let all = chart.series.iter().flat_map(|series| &series.figures);
    all.map(|one| columns(&value(chart, *one))).max().unwrap_or(0)
}

fn label_room<'a>(labels: impl Iterator<Item = &'a String>, page: &Page) -> usize {
    labels.map(|label| columns(label)).max().unwrap_or(0).min(page.width / 3)
}

/// A row with label, bar and figure.
fn row(chart: &Chart, label: &str, measure: &Measure, series: usize, one: Figure) -> Row {
    let mut row = Row::default();
    row.push(&format!("{label} "), None);
    match one.known() {
        Some(known) => {
            row.push(&measure.bar(known), Some(series));
            row.push(&format!(" {}", value(chart, one)), None);
        }
        None => row.push(&format!("{}{}", " ".repeat(measure.left as usize), value(chart, one)), None),
    }
    row
}

/// Bars by category; with several series, one below the other under the category's name.
pub(super) fn draw(chart: &Chart, page: &mut Page) {
    let many = chart.series.len() > 1;
    let labels = if many {
        label_room(chart.series.iter().map(|series| &series.label), page) + 2
    } else {
        label_room(chart.x.iter(), page)
    };
    let measure = Measure::new(chart, bar_room(chart, page, labels));
    for (place, name) in chart.x.iter().enumerate() {
        if many {
            page.text(name, true);
        }
        for (at, series) in chart.series.iter().enumerate() {
            let label = if many { format!("  {}", series.label) } else { name.clone() };
            page.row(row(chart, &pad(&label, labels), &measure, at, series.figures[place]));
        }
    }
}

fn bar_room(chart: &Chart, page: &Page, labels: usize) -> usize {
    page.width.saturating_sub(labels + 2 + value_room(chart)).max(4)
}

/// Countries from the most to the fewest, then those without a figure.
pub(super) fn ranking(chart: &Chart, page: &mut Page) {
    let Some(series) = chart.series.first() else { return };
    let mut order: Vec<(&String, Figure)> = chart.areas.iter().zip(series.figures.iter().copied()).collect();
    let rank = |figure: Figure| match figure {
        Figure::Value(value) | Figure::Reserved(value) => (0, -value),
        Figure::Suppressed => (1, 0.0),
        Figure::Missing => (2, 0.0),
    };
    order.sort_by(|(a, one), (b, other)| {
        let (one, other) = (rank(*one), rank(*other));
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(a.cmp(b))
    });
    let labels = label_room(chart.areas.iter(), page);
    let measure = Measure::new(chart, bar_room(chart, page, labels));
    for (code, figure) in order {
        page.row(row(chart, &pad(code, labels), &measure, 0, figure));
    }
}
