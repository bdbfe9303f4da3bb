//! Small multiples: a panel for each series, all with the same axes.

use super::axes::{self, Axes};
use super::brush::{Anchor, Brush, LEADING, SMALL};
use super::frame::{Area, Frame};
use super::line::{alone, lines};
use super::speech::hint;
use crate::chart::{Chart, Figure, Series};
use crate::limits::numbers;
use crate::scale::Scale;
use crate::text::{Weight, shorten, width};

/// Between panels, from left to right and from top to bottom.
const GAP: (f64, f64) = (16.0, 10.0);

/// Panels look well when they are so many times wider than high.
const PROPORTION: f64 = 1.5;

/// Draws all panels.
pub(super) fn draw(chart: &Chart, brush: &Brush, frame: &Frame) -> String {
    let plot = frame.plot;
    let Some(scale) = Scale::of(numbers(chart), false, chart.decimals, 3) else { return String::new() };
    let ticks = axes::tick_room(&scale, &chart.lang) + 4.0;
    let room = Area { left: plot.left + ticks, bottom: plot.bottom - SMALL * 1.6, ..plot };
    let columns = columns(chart.series.len(), &room);
    let rows = chart.series.len().div_ceil(columns);
    let panel_width = (room.width() + GAP.0) / columns as f64 - GAP.0;
    let panel_height = (room.height() + GAP.1) / rows as f64 - GAP.1;
    let mut out = String::new();
    for (at, series) in chart.series.iter().enumerate() {
        let left = room.left + (at % columns) as f64 * (panel_width + GAP.0);
        let top = room.top + (at / columns) as f64 * (panel_height + GAP.1);
        let area = Area { left, top, right: left + panel_width, bottom: top + panel_height };
        let panel = Panel { chart, brush, series, scale: &scale, area };
        out.push_str(&panel.draw(at % columns == 0, at + columns >= chart.series.len()));
    }
    out
}

/// The number of columns with which panels come nearest to their proportion.
fn columns(panels: usize, room: &Area) -> usize {
    let size = |columns: &usize| {
        let rows = panels.div_ceil(*columns);
        let width = (room.width() + GAP.0) / *columns as f64 - GAP.0;
        let height = (room.height() + GAP.1) / rows as f64 - GAP.1 - SMALL * LEADING;
        (width / PROPORTION).min(height)
    };
    (1..=panels.max(1)).max_by(|a, b| size(a).total_cmp(&size(b)).then(b.cmp(a))).unwrap_or(1)
}

struct Panel<'a> {
    chart: &'a Chart,
    brush: &'a Brush,
    series: &'a Series,
    scale: &'a Scale,
    area: Area,
}

impl Panel<'_> {
    fn draw(&self, first: bool, lowest: bool) -> String {
        let (brush, area) = (self.brush, self.area);
        let name = shorten(&self.series.label, area.width(), SMALL, Weight::Bold);
        let at = (area.left, area.top + SMALL);
        let mut out = brush.letters("chart-label", at, SMALL, Anchor::Start, Weight::Bold, &name);
        let inner =
            Area { top: area.top + SMALL * LEADING + 5.0, left: area.left + 3.0, right: area.right - 5.0, ..area };
        let axes =
            Axes { scale: self.scale, inner, places: self.chart.x.len(), points: true, reach: (area.left, area.right) };
        out.push_str(&self.grid(&axes, first));
        if lowest {
            out.push_str(&self.ends(&axes));
        }
        out.push_str(&lines(brush, &axes, 0, self.series, 1.8));
        out + &self.marks(&axes)
    }

    fn grid(&self, axes: &Axes, first: bool) -> String {
        let (brush, area) = (self.brush, self.area);
        let mut out = String::new();
        let close = axes.inner.height() / (axes.scale.ticks().len() as f64 - 1.0) < SMALL * 1.15;
        for (at, tick) in axes.scale.ticks().iter().enumerate() {
            let y = axes.y(*tick);
            let paint = if *tick == 0.0 { brush.ink.axis } else { brush.ink.grid };
            let class = if *tick == 0.0 { "chart-axis" } else { "chart-grid" };
            out.push_str(&brush.line(class, (area.left, y), (area.right, y), paint, 0.8));
            let end = at == 0 || at + 1 == axes.scale.ticks().len();
            if first && (end || !close) {
                let label = axes.scale.label(*tick, &self.chart.lang);
                let place = (area.left - 5.0, y + SMALL * 0.36);
                out.push_str(&brush.text("chart-tick", place, SMALL, Anchor::End, &label));
            }
        }
        if let (true, Some(unit)) = (first, axes.scale.unit()) {
            let place = (area.left - 5.0, area.top + SMALL * 0.6);
            out.push_str(&brush.text("chart-tick", place, SMALL - 1.0, Anchor::End, &unit));
        }
        out
    }

    /// The first and the last label below the panel, as far as there is room.
    fn ends(&self, axes: &Axes) -> String {
        let ([first, ..], Some(last)) = (self.chart.x.as_slice(), self.chart.x.last()) else { return String::new() };
        let y = self.area.bottom + SMALL * 1.4;
        let both = width(first, SMALL, Weight::Regular) + width(last, SMALL, Weight::Regular) + 8.0;
        let one = |x: f64, anchor, text: &str| self.brush.text("chart-tick", (x, y), SMALL, anchor, text);
        if self.chart.x.len() == 1 {
            return one(axes.x(0), Anchor::Middle, &shorten(first, self.area.width(), SMALL, Weight::Regular));
        }
        let last_text = shorten(last, self.area.width(), SMALL, Weight::Regular);
        let out = one(self.area.right, Anchor::End, &last_text);
        if both <= self.area.width() { out + &one(self.area.left, Anchor::Start, first) } else { out }
    }

    fn marks(&self, axes: &Axes) -> String {
        let figures = &self.series.figures;
        let last = figures.iter().rposition(|figure| figure.known().is_some());
        let mut out = String::new();
        for (place, figure) in figures.iter().enumerate() {
            let text = || hint(self.chart, &self.series.label, &self.chart.x[place], *figure);
            let hollow = matches!(figure, Figure::Reserved(_));
            if let Some(value) = figure.known() {
                if hollow || Some(place) == last || alone(figures, place) {
                    let at = (axes.x(place), axes.y(value));
                    out.push_str(&self.brush.mark(0, at, 2.6, hollow, Some(&text())));
                }
            } else if *figure == Figure::Suppressed {
                let at = (axes.x(place), axes.inner.bottom - 3.0);
                out.push_str(&self.brush.suppressed(0, at, Some(&text())));
            }
        }
        out
    }
}
