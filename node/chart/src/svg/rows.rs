//! Lying bars, with long labels beside them.

use super::axes;
use super::bar::{FILLED, bar};
use super::brush::{Anchor, Brush, LABEL, LEADING, SMALL};
use super::frame::Area;
use super::speech::hint;
use crate::chart::{Chart, Figure};
use crate::limits::numbers;
use crate::number::figure;
use crate::scale::Scale;
use crate::text::{Weight, width, wrap};

/// The part of the width that labels take at most.
const LABELS: f64 = 0.38;

/// The part of the width that values beside the bars take at most; longer ones are only told to the pointer.
const VALUES: f64 = 0.2;

/// The thickest a lying bar gets.
const THICKEST: f64 = 26.0;

/// Bars at least so thick carry their value.
const THICK_ENOUGH: f64 = 9.0;

/// Draws the plot.
pub(super) fn draw(chart: &Chart, brush: &Brush, plot: Area) -> String {
    let wanted = ((plot.width() * (1.0 - LABELS) / 90.0) as usize).clamp(2, 6);
    let Some(scale) = Scale::of(numbers(chart), true, chart.decimals, wanted) else { return String::new() };
    let widest = chart.x.iter().map(|label| width(label, LABEL, Weight::Regular)).fold(0.0, f64::max);
    let labels = widest.min(plot.width() * LABELS);
    let slot_height = (plot.height() - SMALL * 2.0) / chart.x.len().max(1) as f64;
    let thick = slot_height * FILLED / chart.series.len().max(1) as f64;
    let values = value_room(chart);
    let carried = thick >= THICK_ENOUGH && values <= plot.width() * VALUES;
    let values = if carried { values } else { 0.0 };
    let inner = Area {
        left: plot.left + labels + 8.0,
        top: plot.top + 2.0,
        right: plot.right - values.max(axes::tick_room(&scale, &chart.lang) / 2.0),
        bottom: plot.bottom - SMALL * 1.9,
    };
    let rows = Rows { chart, brush, scale: &scale, inner, edge: plot.left };
    rows.grid() + &rows.labels(labels) + &rows.bars(values > 0.0)
}

fn value_room(chart: &Chart) -> f64 {
    let text = |value| width(&figure(value, chart.decimals, &chart.lang), SMALL, Weight::Regular);
    numbers(chart).map(text).fold(0.0, f64::max) + 8.0
}

struct Rows<'a> {
    chart: &'a Chart,
    brush: &'a Brush,
    scale: &'a Scale,
    inner: Area,
    /// The left end of everything.
    edge: f64,
}

impl Rows<'_> {
    fn x(&self, value: f64) -> f64 {
        self.inner.left + self.scale.share(value) * self.inner.width()
    }

    fn zero(&self) -> f64 {
        self.inner.left + self.scale.base() * self.inner.width()
    }

    fn slot(&self) -> f64 {
        self.inner.height() / self.chart.x.len().max(1) as f64
    }

    /// The middle of a place, from top to bottom.
    fn y(&self, place: usize) -> f64 {
        self.inner.top + self.slot() * (place as f64 + 0.5)
    }

    fn grid(&self) -> String {
        let (brush, inner) = (self.brush, self.inner);
        let mut out = String::new();
        for tick in self.scale.ticks() {
            let x = self.x(*tick);
            out.push_str(&brush.line("chart-grid", (x, inner.top), (x, inner.bottom), brush.ink.grid, 1.0));
            let label = self.scale.label(*tick, &self.chart.lang);
            let at = (x, inner.bottom + SMALL * 1.4);
            out.push_str(&brush.text("chart-tick", at, SMALL, Anchor::Middle, &label));
        }
        if let Some(unit) = self.scale.unit() {
            let at = (self.edge, inner.bottom + SMALL * 1.4);
            out.push_str(&brush.text("chart-tick", at, SMALL, Anchor::Start, &unit));
        }
        out
    }

    fn labels(&self, room: f64) -> String {
        let leading = LABEL * LEADING;
        let most = ((self.slot() / leading) as usize).clamp(1, 2);
        let mut out = String::new();
        for (place, label) in self.chart.x.iter().enumerate() {
            let lines = wrap(label, room + 1.0, LABEL, Weight::Regular, most);
            let first = self.y(place) + LABEL * 0.36 - leading * (lines.len() as f64 - 1.0) / 2.0;
            for (row, line) in lines.iter().enumerate() {
                let at = (self.inner.left - 8.0, first + leading * row as f64);
                out.push_str(&self.brush.text("chart-label", at, LABEL, Anchor::End, line));
            }
        }
        out
    }

    fn bars(&self, values: bool) -> String {
        let (chart, brush) = (self.chart, self.brush);
        let many = chart.series.len().max(1) as f64;
        let thick = (self.slot() * FILLED / many).min(THICKEST);
        let air = if thick > 6.0 { 1.0 } else { 0.0 };
        let zero = self.zero();
        let mut out = String::new();
        for (at, series) in chart.series.iter().enumerate() {
            for (place, one) in series.figures.iter().enumerate() {
                let top = self.y(place) - thick * many / 2.0 + thick * at as f64;
                let hint = hint(chart, &series.label, &chart.x[place], *one);
                let line = top + thick / 2.0 + SMALL * 0.36;
                let Some(value) = one.known() else {
                    if *one == Figure::Suppressed {
                        out.push_str(&brush.suppressed(at, (zero + 8.0, line), Some(&hint)));
                    }
                    continue;
                };
                let (left, right) = (self.x(value).min(zero), self.x(value).max(zero));
                let side = Area { left, top: top + air, right, bottom: top + thick - air };
                out.push_str(&bar(brush, at, side, matches!(one, Figure::Reserved(_)), &hint));
                if values {
                    let text = figure(value, chart.decimals, &chart.lang);
                    // Beside a bar that goes left there may be labels: its value stands at the other side of zero.
                    let x = if value < 0.0 { zero + 5.0 } else { right + 5.0 };
                    out.push_str(&brush.text("chart-value", (x, line), SMALL, Anchor::Start, &text));
                }
            }
        }
        let axis = brush.ink.axis;
        out + &brush.line("chart-axis", (zero, self.inner.top), (zero, self.inner.bottom), axis, 1.2)
    }
}
