//! Legends: samples with their names, in columns.

use super::brush::{Anchor, Brush, LABEL, LEADING, SMALL};
use super::element::Element;
use super::pattern::{Absence, absent};
use crate::look::Paint;
use crate::text::{Weight, shorten, width};

/// Width of a sample.
const SAMPLE: f64 = 26.0;
/// Between a name and the next sample.
const GAP: f64 = 18.0;

/// What is shown beside a name.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sample {
    Line(usize),
    Bar(usize),
    HollowMark,
    HollowBar,
    Suppressed,
    Star,
    Shade(usize, Paint),
    Absent(Absence),
}

/// A sample and its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    sample: Sample,
    label: String,
}

impl Entry {
    fn new(sample: Sample, label: &str) -> Entry {
        Entry { sample, label: label.to_owned() }
    }

    /// A line of a series with its mark.
    pub(super) fn line(series: usize, label: &str) -> Entry {
        Entry::new(Sample::Line(series), label)
    }

    /// A bar of a series.
    pub(super) fn bar(series: usize, label: &str) -> Entry {
        Entry::new(Sample::Bar(series), label)
    }

    /// A hollow mark, of no series.
    pub(super) fn hollow_mark(label: &str) -> Entry {
        Entry::new(Sample::HollowMark, label)
    }

    /// A hollow bar, of no series.
    pub(super) fn hollow_bar(label: &str) -> Entry {
        Entry::new(Sample::HollowBar, label)
    }

    /// The «c» of a suppressed figure.
    pub(super) fn suppressed(label: &str) -> Entry {
        Entry::new(Sample::Suppressed, label)
    }

    /// A shade of a map, with the number of its class.
    pub(super) fn shade(class: usize, paint: Paint, label: &str) -> Entry {
        Entry::new(Sample::Shade(class, paint), label)
    }

    /// The asterisk of a reservation on a map.
    pub(super) fn star(label: &str) -> Entry {
        Entry::new(Sample::Star, label)
    }

    /// The pattern of countries without a shade.
    pub(super) fn absent(absence: Absence, label: &str) -> Entry {
        Entry::new(Sample::Absent(absence), label)
    }

    /// Room for the sample; small ones take less.
    fn sample_width(&self) -> f64 {
        match self.sample {
            Sample::HollowMark | Sample::Suppressed => 14.0,
            Sample::Bar(_) | Sample::HollowBar => 18.0,
            _ => SAMPLE,
        }
    }
}

/// Entries with their places.
pub(super) struct Laid {
    entries: Vec<(f64, f64, Entry)>,
    /// What they take from top to bottom.
    pub(super) height: f64,
}

/// Lays entries out in `room` pixels: one after the other if that takes one row, else in columns. Names are shortened
/// until all take no more than `most` pixels from top to bottom.
pub(super) fn lay(entries: &[Entry], room: f64, most: f64) -> Laid {
    let leading = LABEL * LEADING;
    let widths =
        |name: f64| entries.iter().map(move |e| e.sample_width() + name.min(width(&e.label, LABEL, Weight::Regular)));
    let one_row = widths(f64::INFINITY).map(|width| width + GAP).sum::<f64>() - GAP;
    if one_row <= room {
        let mut x = 0.0;
        let placed = widths(f64::INFINITY).zip(entries).map(|(width, entry)| {
            let at = x;
            x += width + GAP;
            (at, 0.0, entry.clone())
        });
        return Laid { entries: placed.collect(), height: if entries.is_empty() { 0.0 } else { leading } };
    }
    let shortest = 30.0;
    let mut name = room - SAMPLE;
    loop {
        let column = widths(name).fold(0.0, f64::max) + GAP;
        let columns = (((room + GAP) / column) as usize).max(1);
        let rows = entries.len().div_ceil(columns);
        if rows as f64 * leading <= most || name <= shortest {
            let placed = entries.iter().enumerate().map(|(at, entry)| {
                let label = shorten(&entry.label, name, LABEL, Weight::Regular);
                let (row, place) = (at % rows, at / rows);
                (place as f64 * column, row as f64 * leading, Entry { label, ..entry.clone() })
            });
            return Laid { entries: placed.collect(), height: rows as f64 * leading };
        }
        name = (name * 0.85).max(shortest);
    }
}

/// The width of the widest entry.
pub(super) fn widest(entries: &[Entry]) -> f64 {
    entries.iter().map(|entry| SAMPLE + width(&entry.label, LABEL, Weight::Regular)).fold(0.0, f64::max)
}

/// Lays entries out below one another.
pub(super) fn column(entries: &[Entry], room: f64) -> Laid {
    let leading = LABEL * LEADING + 2.0;
    let placed = entries.iter().enumerate().map(|(row, entry)| {
        let label = shorten(&entry.label, room - SAMPLE, LABEL, Weight::Regular);
        (0.0, row as f64 * leading, Entry { label, ..entry.clone() })
    });
    Laid { entries: placed.collect(), height: entries.len() as f64 * leading }
}

impl Laid {
    /// The legend with its upper left corner at a point.
    pub(super) fn draw(&self, brush: &Brush, (left, top): (f64, f64)) -> String {
        let mut out = String::new();
        for (x, y, entry) in &self.entries {
            let (x, y) = (left + x, top + y);
            out.push_str(&sample(brush, entry.sample, (x, y + LABEL * 0.62)));
            let at = (x + entry.sample_width(), y + LABEL);
            out.push_str(&brush.text("chart-label", at, LABEL, Anchor::Start, &entry.label));
        }
        out
    }
}

/// A sample with the middle of its left side at a point.
fn sample(brush: &Brush, sample: Sample, (x, y): (f64, f64)) -> String {
    let text = brush.ink.text;
    let square = || {
        let element = Element::new("rect").at("x", x).at("y", y - 6.0);
        element.at("width", 12.0).at("height", 12.0)
    };
    let swatch = |class: &str| {
        let element = Element::new("rect").set("class", class).at("x", x).at("y", y - 6.0);
        element.at("width", 20.0).at("height", 12.0)
    };
    match sample {
        Sample::Line(series) => {
            let run = brush.run(series, &[(x, y), (x + 20.0, y)], 2.0);
            run + &brush.mark(series, (x + 10.0, y), 3.5, false, None)
        }
        Sample::Bar(series) => super::pattern::filled(brush, square(), series).empty(),
        Sample::HollowMark => {
            let circle = Element::new("circle").set("class", "chart-sample").at("cx", x + 5.0).at("cy", y).at("r", 3.5);
            circle.set("fill", "none").set("stroke", text.colour).at("stroke-width", 1.6).empty()
        }
        Sample::HollowBar => square()
            .set("class", "chart-sample")
            .set("fill", "none")
            .set("stroke", text.colour)
            .at("stroke-width", 1.4)
            .empty(),
        Sample::Suppressed => brush.letters("chart-label", (x + 1.0, y + 4.5), SMALL, Anchor::Start, Weight::Bold, "c"),
        Sample::Star => brush.letters("chart-label", (x + 7.0, y + 6.0), LABEL, Anchor::Start, Weight::Bold, "*"),
        Sample::Shade(class, paint) => {
            let class = format!("chart-class-{}", class + 1);
            super::brush::fill(swatch(&class), paint).empty()
        }
        Sample::Absent(absence) => absent(brush, swatch("chart-absent"), absence, 1.0).empty(),
    }
}
