//! Small multiples: a row for each series, its line in blocks, and its figures.

use super::page::{Page, Row, columns, pad, pad_left};
use crate::chart::{Chart, Figure, Series};
use crate::limits::numbers;
use crate::number::figure;

/// Blocks from low to high.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The fewest columns of a line.
const SHORTEST: usize = 8;

/// First, last, least and most of a series.
struct Summary {
    first_last: String,
    range: String,
}

/// Draws a row for each series, all with the same scale. With more figures than columns the newest are shown.
pub(super) fn draw(chart: &Chart, page: &mut Page) {
    let low = numbers(chart).fold(f64::INFINITY, f64::min);
    let high = numbers(chart).fold(f64::NEG_INFINITY, f64::max);
    // Zero belongs to it as in the picture, unless all figures lie far from it.
    let (low, high) = if low > high / 2.0 || high < low / 2.0 { (low, high) } else { (low.min(0.0), high.max(0.0)) };
    let summaries: Vec<Summary> = chart.series.iter().map(|series| summary(chart, series)).collect();
    let widest = |part: fn(&Summary) -> &String| summaries.iter().map(|s| columns(part(s))).max().unwrap_or(0);
    let (first_last, range) = (widest(|s| &s.first_last), widest(|s| &s.range));
    let names = chart.series.iter().map(|series| columns(&series.label)).max().unwrap_or(0).min(page.width / 3);
    let left = page.width.saturating_sub(names + 1);
    let with_range = left >= SHORTEST + first_last + range + 3;
    let figures = if with_range { first_last + range + 3 } else { first_last + 1 };
    let line = left.saturating_sub(figures).max(SHORTEST).min(chart.x.len());
    if let ([first, ..], Some(last)) = (chart.x.as_slice(), chart.x.last()) {
        let from = if chart.x.len() > line { &chart.x[chart.x.len() - line] } else { first };
        page.text(&format!("{from} – {last}"), false);
    }
    for (at, (series, summary)) in chart.series.iter().zip(&summaries).enumerate() {
        let mut row = Row::default();
        row.push(&format!("{} ", pad(&series.label, names)), None);
        let newest = &series.figures[series.figures.len() - line..];
        let blocks: String = newest.iter().map(|figure| block(*figure, low, high)).collect();
        row.push(&blocks, Some(at));
        row.push(&format!(" {}", pad_left(&summary.first_last, first_last)), None);
        if with_range {
            row.push(&format!("  {}", summary.range), None);
        }
        page.row(row);
    }
}

fn block(figure: Figure, low: f64, high: f64) -> char {
    match figure {
        Figure::Value(value) | Figure::Reserved(value) => {
            let share = if high > low { (value - low) / (high - low) } else { 0.0 };
            BLOCKS[((share * 7.0).round().clamp(0.0, 7.0)) as usize]
        }
        Figure::Suppressed => 'c',
        Figure::Missing => '·',
    }
}

/// «first → last» and «↓ least ↑ most», an asterisk behind those with a reservation.
fn summary(chart: &Chart, series: &Series) -> Summary {
    let written = |one: &Figure| {
        let star = if matches!(one, Figure::Reserved(_)) { "*" } else { "" };
        one.known().map(|value| format!("{}{star}", figure(value, chart.decimals, &chart.lang)))
    };
    let known: Vec<&Figure> = series.figures.iter().filter(|figure| figure.known().is_some()).collect();
    let by_value = |a: &&&Figure, b: &&&Figure| a.known().unwrap_or_default().total_cmp(&b.known().unwrap_or_default());
    let ends = (known.first(), known.last(), known.iter().min_by(by_value), known.iter().max_by(by_value));
    let (Some(first), Some(last), Some(least), Some(most)) = ends else {
        return Summary { first_last: String::new(), range: String::new() };
    };
    let text = |figure: &Figure| written(figure).unwrap_or_default();
    Summary {
        first_last: format!("{} → {}", text(first), text(last)),
        range: format!("↓ {} ↑ {}", text(least), text(most)),
    }
}
