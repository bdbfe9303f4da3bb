//! What everything in a picture is drawn with: texts, lines, and the marks that tell series apart without colour.

use super::element::{Element, path};
use crate::chart::Chart;
use crate::look::{Ink, Paint, Theme};
use crate::text::Weight;

/// Sizes of texts in pixels.
pub(super) const TITLE: f64 = 17.0;
pub(super) const SUBTITLE: f64 = 13.0;
pub(super) const LABEL: f64 = 12.0;
pub(super) const SMALL: f64 = 11.0;

/// From one line of text to the next, as a part of its size.
pub(super) const LEADING: f64 = 1.3;

/// Dashes of lines, one after the other for series.
const DASHES: [&str; 8] = ["", "7 3", "2 2.5", "9 3 2 3", "4 2", "12 3", "6 2 2 2 2 2", "1.5 4"];

/// Where a text begins, ends, or has its middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Draws in the colours of a theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brush {
    pub(super) ink: Ink,
    pub(super) theme: Theme,
    /// Part of all ids, so that pictures on one page do not use one another's patterns.
    pub(super) scope: u64,
}

impl Brush {
    /// The brush of a theme for a chart. Ids depend on both alone: the same picture is the same, byte for byte.
    pub(super) fn new(theme: Theme, chart: &Chart) -> Brush {
        // FNV-1a; no secret hangs on it.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let scope = format!("{theme:?}{chart:?}").bytes().fold(0xcbf2_9ce4_8422_2325, mix);
        Brush { ink: Ink::of(theme), theme, scope }
    }

    /// A text whose line stands on `y`.
    pub(super) fn text(&self, class: &str, (x, y): (f64, f64), size: f64, anchor: Anchor, text: &str) -> String {
        self.letters(class, (x, y), size, anchor, Weight::Regular, text)
    }

    /// A text in letters of some strength.
    pub(super) fn letters(
        &self,
        class: &str,
        (x, y): (f64, f64),
        size: f64,
        anchor: Anchor,
        weight: Weight,
        text: &str,
    ) -> String {
        let muted = matches!(class, "chart-subtitle" | "chart-note" | "chart-tick");
        let paint = if muted { self.ink.muted } else { self.ink.text };
        let element = Element::new("text").set("class", class).at("x", x).at("y", y).at("font-size", size);
        let element = match anchor {
            Anchor::Start => element,
            Anchor::Middle => element.set("text-anchor", "middle"),
            Anchor::End => element.set("text-anchor", "end"),
        };
        let element = if weight == Weight::Bold { element.set("font-weight", "bold") } else { element };
        let element = if class == "chart-value" { self.halo(element) } else { element };
        fill(element, paint).text(text)
    }

    /// An element with an edge in the ground's colour, so that letters stay readable on lines and dark surfaces.
    pub(super) fn halo(&self, element: Element) -> Element {
        match self.ink.ground {
            Some(ground) => {
                let element = element.set("stroke", ground).at("stroke-width", 2.5).set("stroke-linejoin", "round");
                element.set("paint-order", "stroke")
            }
            None => element,
        }
    }

    /// A straight line.
    pub(super) fn line(&self, class: &str, from: (f64, f64), to: (f64, f64), paint: Paint, strength: f64) -> String {
        let element = Element::new("line").set("class", class).at("x1", from.0).at("y1", from.1);
        stroke(element.at("x2", to.0).at("y2", to.1), paint).at("stroke-width", strength).empty()
    }

    /// An element in the colour of a series. It is set as `color`, and fill and stroke refer to it: a page's style
    /// sheet needs one rule to change a series, `.chart-series-1 { color: … }`.
    pub(super) fn of_series(&self, element: Element, part: &str, series: usize) -> Element {
        let element = element.set("class", &format!("{part} chart-series-{}", series + 1));
        match self.ink.series[series % self.ink.series.len()] {
            "currentColor" => element,
            colour => element.set("color", colour),
        }
    }

    /// A line of a series, from point to point.
    pub(super) fn run(&self, series: usize, points: &[(f64, f64)], strength: f64) -> String {
        let element = self.of_series(Element::new("path"), "chart-line", series).set("d", &path(points));
        let element = element.set("fill", "none").set("stroke", "currentColor").at("stroke-width", strength);
        let element = element.set("stroke-linejoin", "round").set("stroke-linecap", "round");
        let dashes = DASHES[shape_of(series)];
        if dashes.is_empty() { element.empty() } else { element.set("stroke-dasharray", dashes).empty() }
    }

    /// A mark of a series at a point, filled or hollow, with a text that shows when the pointer rests on it.
    pub(super) fn mark(&self, series: usize, at: (f64, f64), radius: f64, hollow: bool, hint: Option<&str>) -> String {
        let part = if hollow { "chart-mark chart-hollow" } else { "chart-mark" };
        let element = self.of_series(outline(shape_of(series), at, radius), part, series);
        let element = if hollow {
            // Without a ground of its own nothing can hide the line below, and the hole stays open.
            element.set("fill", self.ink.ground.unwrap_or("none")).set("stroke", "currentColor").at("stroke-width", 1.6)
        } else {
            element.set("fill", "currentColor")
        };
        match hint {
            Some(hint) => element.holding(&Element::new("title").text(hint)),
            None => element.empty(),
        }
    }

    /// The mark for a suppressed figure: a small «c», as in «confidential».
    pub(super) fn suppressed(&self, series: usize, (x, y): (f64, f64), hint: Option<&str>) -> String {
        let element = self
            .of_series(Element::new("text"), "chart-confidential", series)
            .at("x", x)
            .at("y", y)
            .at("font-size", SMALL);
        let element = element.set("text-anchor", "middle").set("font-weight", "bold").set("fill", "currentColor");
        match hint {
            Some(hint) => {
                let title = Element::new("title").text(hint);
                element.holding(&format!("c{}", title.trim_end()))
            }
            None => element.text("c"),
        }
    }
}

/// Which shape and dash a series has. With more series than colours, another shape comes to each colour.
fn shape_of(series: usize) -> usize {
    (series + series / DASHES.len()) % DASHES.len()
}

/// With a fill.
pub(super) fn fill(element: Element, paint: Paint) -> Element {
    let element = element.set("fill", paint.colour);
    if paint.cover < 1.0 { element.set("fill-opacity", &paint.cover.to_string()) } else { element }
}

/// With a stroke.
pub(super) fn stroke(element: Element, paint: Paint) -> Element {
    let element = element.set("stroke", paint.colour);
    if paint.cover < 1.0 { element.set("stroke-opacity", &paint.cover.to_string()) } else { element }
}

/// The outline of a shape around a point, all of about the same weight to the eye.
fn outline(shape: usize, (x, y): (f64, f64), radius: f64) -> Element {
    let polygon = |corners: &[(f64, f64)]| {
        let points: Vec<_> = corners.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect();
        Element::new("path").set("d", &format!("{}Z", path(&points)))
    };
    match shape {
        1 => polygon(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => polygon(&[(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)]),
        3 => polygon(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
        4 => polygon(&[(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)]),
        5 => polygon(&[(0.0, -1.2), (1.14, -0.37), (0.7, 0.97), (-0.7, 0.97), (-1.14, -0.37)]),
        6 => polygon(&[(-1.2, -0.6), (1.2, -0.6), (1.2, 0.6), (-1.2, 0.6)]),
        7 => polygon(&[(-0.6, -1.2), (0.6, -1.2), (0.6, 1.2), (-0.6, 1.2)]),
        _ => Element::new("circle").at("cx", x).at("cy", y).at("r", radius),
    }
}
