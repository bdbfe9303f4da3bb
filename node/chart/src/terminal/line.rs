//! Line charts in braille.

use super::dots::Canvas;
use super::page::{Page, Row, columns, fit, pad_left};
use crate::chart::{Chart, Figure};
use crate::limits::numbers;
use crate::number::figure;
use crate::scale::Scale;

/// Marks of series, filled and hollow.
const MARKS: [(char, char); 8] =
    [('●', '○'), ('■', '□'), ('▲', '△'), ('◆', '◇'), ('▼', '▽'), ('★', '☆'), ('▶', '▷'), ('◀', '◁')];

/// Rows of the plot.
const ROWS: usize = 14;

/// Draws axes, lines and legend.
pub(super) fn draw(chart: &Chart, page: &mut Page) {
    let Some(scale) = Scale::of(numbers(chart), false, chart.decimals, 4) else { return };
    let labels = row_labels(&scale, &chart.lang);
    let room = labels.iter().flatten().map(|label| columns(label)).max().unwrap_or(0);
    // A label, a space and the axis before the plot, and one column behind it.
    let width = page.width.saturating_sub(room + 3).max(8);
    let plot = Plot { chart, scale: &scale, columns: width };
    let canvas = plot.canvas();
    if let Some(unit) = scale.unit() {
        page.text(&unit, false);
    }
    for (at, label) in labels.iter().enumerate() {
        let mut row = Row::default();
        row.push(&pad_left(label.as_deref().unwrap_or(""), room), None);
        row.push(if label.is_some() { " ┤" } else { " │" }, None);
        for column in 0..canvas.columns {
            let (letter, series) = canvas.cell(column, at).written();
            row.push(letter.encode_utf8(&mut [0; 4]), series);
        }
        page.row(row);
    }
    let indent = " ".repeat(room + 1);
    let (ticks, names) = plot.below();
    for line in [format!("{indent}└{ticks}"), format!("{indent} {names}")] {
        let mut row = Row::default();
        row.push(&line, None);
        page.row(row);
    }
    legend(chart, page);
}

/// The label of each row: that of the tick which lies there.
fn row_labels(scale: &Scale, lang: &str) -> Vec<Option<String>> {
    let mut out = vec![None; ROWS];
    for tick in scale.ticks() {
        out[dot_row(scale, *tick) as usize / 4] = Some(scale.label(*tick, lang));
    }
    out
}

/// The row of dots of a figure, from above.
fn dot_row(scale: &Scale, value: f64) -> i64 {
    let dots = (ROWS * 4 - 1) as f64;
    ((1.0 - scale.share(value)).clamp(0.0, 1.0) * dots).round() as i64
}

struct Plot<'a> {
    chart: &'a Chart,
    scale: &'a Scale,
    columns: usize,
}

impl Plot<'_> {
    /// The column of dots of a place.
    fn dot_column(&self, place: usize) -> i64 {
        let dots = self.columns * 2 - 1;
        match self.chart.x.len() {
            0 | 1 => (dots / 2) as i64,
            places => (place as f64 * dots as f64 / (places - 1) as f64).round() as i64,
        }
    }

    fn column(&self, place: usize) -> usize {
        self.dot_column(place) as usize / 2
    }

    fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::new(self.columns, ROWS);
        let points: Vec<Vec<Option<(i64, i64)>>> = self.chart.series.iter().map(|s| self.points(&s.figures)).collect();
        for (at, points) in points.iter().enumerate() {
            for pair in points.windows(2) {
                if let [Some(from), Some(to)] = *pair {
                    canvas.line(from, to, at);
                }
            }
        }
        for (at, series) in self.chart.series.iter().enumerate() {
            self.marks(&mut canvas, at, &series.figures);
        }
        for tick in self.scale.ticks().iter().filter(|tick| **tick == 0.0) {
            canvas.rule(dot_row(self.scale, *tick) as usize / 4, '┈');
        }
        canvas
    }

    fn points(&self, figures: &[Figure]) -> Vec<Option<(i64, i64)>> {
        let point = |(place, figure): (usize, &Figure)| {
            figure.known().map(|value| (self.dot_column(place), dot_row(self.scale, value)))
        };
        figures.iter().enumerate().map(point).collect()
    }

    fn marks(&self, canvas: &mut Canvas, at: usize, figures: &[Figure]) {
        let wide = self.columns >= figures.len() * 4;
        let last = figures.iter().rposition(|figure| figure.known().is_some());
        let (filled, hollow) = MARKS[at % MARKS.len()];
        for (place, figure) in figures.iter().enumerate() {
            let column = self.column(place);
            match *figure {
                Figure::Value(value) => {
                    let needed = wide || Some(place) == last || lonely(figures, place);
                    if needed {
                        canvas.mark(column, dot_row(self.scale, value) as usize / 4, filled, at);
                    }
                }
                Figure::Reserved(value) => canvas.mark(column, dot_row(self.scale, value) as usize / 4, hollow, at),
                Figure::Suppressed => canvas.mark(column, ROWS - 1, 'c', at),
                Figure::Missing if self.chart.series.len() == 1 => canvas.mark(column, ROWS - 1, '·', at),
                Figure::Missing => {}
            }
        }
    }

    /// The axis with its ticks, and the labels below them, as many as there is room for.
    fn below(&self) -> (String, String) {
        let mut ticks = vec!['─'; self.columns];
        let mut names = String::new();
        for (place, label) in self.chart.x.iter().enumerate() {
            let column = self.column(place);
            let label = fit(label, 12.min(self.columns));
            // Under its tick, but never beyond the edge.
            let start = column.saturating_sub(columns(&label) / 2).min(self.columns - columns(&label));
            let free = columns(&names) + if names.is_empty() { 0 } else { 2 };
            if start >= free {
                names.push_str(&" ".repeat(start - columns(&names)));
                names.push_str(&label);
                ticks[column.min(self.columns - 1)] = '┴';
            }
        }
        (ticks.into_iter().collect(), names)
    }
}

/// Whether no line leads to a figure.
fn lonely(figures: &[Figure], place: usize) -> bool {
    let known = |at: Option<usize>| at.and_then(|at| figures.get(at)).is_some_and(|figure| figure.known().is_some());
    !known(place.checked_sub(1)) && !known(place.checked_add(1))
}

/// Mark, name and last figure of each series.
fn legend(chart: &Chart, page: &mut Page) {
    page.blank();
    for (at, series) in chart.series.iter().enumerate() {
        let mut row = Row::default();
        row.push(MARKS[at % MARKS.len()].0.encode_utf8(&mut [0; 4]), Some(at));
        let last = series.figures.iter().zip(&chart.x).rev().find_map(|(figure, x)| Some((figure.known()?, x)));
        let end = last.map_or_else(String::new, |(value, x)| {
            format!("  {}: {}", fit(x, 12), figure(value, chart.decimals, &chart.lang))
        });
        let name = fit(&series.label, page.width.saturating_sub(2 + columns(&end)).max(8));
        row.push(&format!(" {name}{end}"), None);
        page.row(row);
    }
}
