//! Axes of charts with labels from left to right and figures from bottom to top.

use super::brush::{Anchor, Brush, LABEL, LEADING, SMALL};
use super::frame::Area;
use crate::scale::Scale;
use crate::text::{Weight, shorten, width};

/// Where figures and labels lie within a plot.
pub(super) struct Axes<'a> {
    pub(super) scale: &'a Scale,
    /// Inside the axes.
    pub(super) inner: Area,
    /// Places from left to right.
    pub(super) places: usize,
    /// Whether places are points (the first at the very left) or stretches.
    pub(super) points: bool,
    /// How far labels may reach to the left and to the right.
    pub(super) reach: (f64, f64),
}

/// Between the axis and the first point, so that marks do not stand on it.
const INSET: f64 = 8.0;

impl Axes<'_> {
    /// From left to right: the point, or the middle of the stretch, at `place`.
    pub(super) fn x(&self, place: usize) -> f64 {
        let width = if self.points { self.inner.width() - INSET } else { self.inner.width() };
        let left = if self.points { self.inner.left + INSET } else { self.inner.left };
        match (self.points, self.places) {
            (true, 0 | 1) => left + width / 2.0,
            (true, places) => left + width * place as f64 / (places - 1) as f64,
            (false, places) => left + width * (place as f64 + 0.5) / places.max(1) as f64,
        }
    }

    /// From top to bottom: a figure.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.inner.bottom - self.scale.share(value) * self.inner.height()
    }

    /// From one place to the next.
    pub(super) fn step(&self) -> f64 {
        let steps = if self.points { self.places.saturating_sub(1) } else { self.places };
        let width = if self.points { self.inner.width() - INSET } else { self.inner.width() };
        width / steps.max(1) as f64
    }
}

/// Ticks that a height has room for.
pub(super) fn tick_count(height: f64) -> usize {
    ((height / 48.0) as usize).clamp(2, 6)
}

/// Room that the labels of the figures' axis take.
pub(super) fn tick_room(scale: &Scale, lang: &str) -> f64 {
    let widest = scale.ticks().iter().map(|tick| width(&scale.label(*tick, lang), SMALL, Weight::Regular));
    widest.fold(0.0, f64::max) + 8.0
}

/// Room above the axes: half a label, and the power of ten if there is one.
pub(super) fn head_room(scale: &Scale) -> f64 {
    if scale.unit().is_some() { SMALL * LEADING + 8.0 } else { 6.0 }
}

/// Lines across the plot with their figures at the left; zero is stronger.
pub(super) fn figures(brush: &Brush, axes: &Axes, lang: &str) -> String {
    let inner = axes.inner;
    let mut out = String::new();
    for tick in axes.scale.ticks() {
        let y = axes.y(*tick);
        let (class, paint) = if *tick == 0.0 { ("chart-axis", brush.ink.axis) } else { ("chart-grid", brush.ink.grid) };
        out.push_str(&brush.line(class, (inner.left, y), (inner.right, y), paint, 1.0));
        let label = axes.scale.label(*tick, lang);
        out.push_str(&brush.text("chart-tick", (inner.left - 6.0, y + SMALL * 0.36), SMALL, Anchor::End, &label));
    }
    if let Some(unit) = axes.scale.unit() {
        let at = (inner.left - 6.0, inner.top - SMALL * 0.9);
        // Wider than the ticks, it may reach over the axis.
        let reach = width(&unit, SMALL, Weight::Regular).max(tick_room(axes.scale, lang) - 6.0);
        out.push_str(&brush.text(
            "chart-tick",
            (at.0 - tick_room(axes.scale, lang) + 8.0 + reach, at.1),
            SMALL,
            Anchor::End,
            &unit,
        ));
    }
    out
}

/// Which of the labels are shown when each may take `step` pixels: all, or every second, fifth, … one. Of years, those
/// that can be divided so; else counted from the first.
pub(super) fn shown(labels: &[String], step: f64) -> Vec<usize> {
    let widest = labels.iter().map(|label| width(label, SMALL, Weight::Regular)).fold(0.0, f64::max) + 8.0;
    let needed = widest.min(130.0) / step.max(0.01);
    let every = [1, 2, 5, 10, 20, 25, 50, 100, 200].into_iter().find(|every| *every as f64 >= needed).unwrap_or(400);
    let years: Option<Vec<usize>> = labels.iter().map(|label| year(label)).collect();
    let chosen = |at: &usize| match &years {
        Some(years) => years[*at].is_multiple_of(every),
        None => at.is_multiple_of(every),
    };
    if let Some(starts) = starts_of_years(labels).filter(|_| every > 1) {
        let years: Vec<String> = starts.iter().map(|at| labels[*at][..4].to_owned()).collect();
        let apart = step * (labels.len() as f64 / starts.len() as f64);
        // The label of a month is wider than that of its year.
        return shown(&years, apart * 0.55).into_iter().map(|at| starts[at]).collect();
    }
    let found: Vec<usize> = (0..labels.len()).filter(chosen).collect();
    // Two labels say where one is; of one year in a stretch without a round one, the ends do.
    if found.len() < 2 && labels.len() > 1 { vec![0, labels.len() - 1] } else { found }
}

/// Where years begin, if the labels are months (`2024-01`) or quarters (`2024-Q1`) of at least three years.
fn starts_of_years(labels: &[String]) -> Option<Vec<usize>> {
    let parts: Option<Vec<&str>> = labels.iter().map(|label| label.strip_prefix(label.get(..4)?)).collect();
    let parts = parts?;
    let sound = |at: &usize| year(labels[*at].get(..4).unwrap_or_default()).is_some();
    let starts: Vec<usize> = (0..labels.len()).filter(|at| matches!(parts[*at], "-01" | "-Q1")).filter(sound).collect();
    (starts.len() >= 3).then_some(starts)
}

fn year(label: &str) -> Option<usize> {
    (label.len() == 4).then(|| label.parse().ok()).flatten()
}

/// Labels below the axis, each under its place, on one line.
pub(super) fn labels(brush: &Brush, axes: &Axes, labels: &[String]) -> String {
    let shown = shown(labels, axes.step());
    let room = match shown.as_slice() {
        [first, second, ..] => (axes.x(*second) - axes.x(*first) - 8.0).max(24.0),
        _ => axes.inner.width(),
    };
    let y = axes.inner.bottom + 6.0 + LABEL;
    let mut out = String::new();
    for at in shown {
        let x = axes.x(at);
        let text = shorten(&labels[at], room, SMALL, Weight::Regular);
        let half = width(&text, SMALL, Weight::Regular) / 2.0;
        let (least, most) = (axes.reach.0 + half, axes.reach.1 - half);
        let middle = if least <= most { x.clamp(least, most) } else { x };
        if axes.points {
            let tick = (x, axes.inner.bottom + 4.0);
            out.push_str(&brush.line("chart-axis", (x, axes.inner.bottom), tick, brush.ink.axis, 1.0));
        }
        out.push_str(&brush.text("chart-tick", (middle, y), SMALL, Anchor::Middle, &text));
    }
    out
}

/// The line along the bottom of the axes.
pub(super) fn floor(brush: &Brush, axes: &Axes) -> String {
    let inner = axes.inner;
    brush.line("chart-axis", (inner.left, inner.bottom), (inner.right, inner.bottom), brush.ink.axis, 1.0)
}
