//! Patterns that tell surfaces apart without colour: textures of bars, and those of countries without a figure.

use super::brush::{Brush, fill, stroke};
use super::element::{Element, tenth};

/// What a texture consists of, in a square of [`TILE`] pixels: lines and dots as paths; the first series has none.
const TEXTURES: [&str; 8] = [
    "",
    "M-1 1L1 -1M0 6L6 0M5 7L7 5",
    "M1.5 1.4L1.5 1.6M4.5 4.4L4.5 4.6",
    "M-1 5L1 7M0 0L6 6M5 -1L7 1",
    "M0 1.5L6 1.5M0 4.5L6 4.5",
    "M0 0L6 6M0 6L6 0",
    "M1.5 0L1.5 6M4.5 0L4.5 6",
    "M0 3L6 3M3 0L3 6",
];

const TILE: f64 = 6.0;

/// How much of the ground a series' colour covers between the lines of its texture.
const BETWEEN: &str = "0.55";

fn id(brush: &Brush, name: &str) -> String {
    format!("chart-{:016x}-{name}", brush.scope)
}

fn texture(series: usize) -> usize {
    (series + series / TEXTURES.len()) % TEXTURES.len()
}

/// The textures that so many series need.
pub(super) fn textures(brush: &Brush, series: usize) -> String {
    let needed = (0..series).filter(|series| texture(*series) != 0);
    let patterns: String = needed.map(|series| textured(brush, series)).collect();
    if patterns.is_empty() { patterns } else { Element::new("defs").holding(&patterns) }
}

fn textured(brush: &Brush, series: usize) -> String {
    let ground = Element::new("rect").at("width", TILE).at("height", TILE).set("fill", "currentColor");
    let lines = Element::new("path").set("d", TEXTURES[texture(series)]).set("stroke", "currentColor");
    let lines = lines.set("fill", "none");
    let strength = if texture(series) == 2 { 2.0 } else { 1.2 };
    let lines = lines.at("stroke-width", strength).set("stroke-linecap", "round");
    // What a pattern shows takes its colour from the pattern, not from what is filled with it.
    let tile = brush.of_series(tile(brush, &format!("s{series}"), ""), "chart-texture", series);
    tile.holding(&(ground.set("fill-opacity", BETWEEN).empty() + &lines.empty()))
}

fn tile(brush: &Brush, name: &str, transform: &str) -> Element {
    let pattern = Element::new("pattern").set("id", &id(brush, name)).set("patternUnits", "userSpaceOnUse");
    let pattern = pattern.at("width", TILE).at("height", TILE);
    if transform.is_empty() { pattern } else { pattern.set("patternTransform", transform) }
}

/// A bar of a series: its texture within an outline.
pub(super) fn filled(brush: &Brush, bar: Element, series: usize) -> Element {
    let bar = brush.of_series(bar, "chart-bar", series);
    let bar = if texture(series) == 0 {
        bar.set("fill", "currentColor")
    } else {
        bar.set("fill", &format!("url(#{})", id(brush, &format!("s{series}"))))
    };
    bar.set("stroke", "currentColor").at("stroke-width", 1.0)
}

/// A bar of a series that is hollow.
pub(super) fn hollow(brush: &Brush, bar: Element, series: usize) -> Element {
    let bar = brush.of_series(bar, "chart-bar chart-hollow", series);
    bar.set("fill", "none").set("stroke", "currentColor").at("stroke-width", 1.6)
}

/// Why a surface has no shade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// Hatched.
    Suppressed,
    /// Grey with dots, since grey alone is a shade like others without colour.
    Missing,
}

/// The pattern of an absence on surfaces that are drawn smaller by `scale`.
fn name(absence: Absence, scale: f64) -> String {
    let kind = if absence == Absence::Suppressed { "h" } else { "u" };
    format!("{kind}{}", tenth(scale * 1000.0))
}

/// The patterns of both absences, for surfaces at natural size and for those that are drawn smaller by `scale`.
pub(super) fn absences(brush: &Brush, scale: f64) -> String {
    let one = |absence: Absence, scale: f64| {
        // Finer than the textures of bars: countries are small.
        let transform = format!("scale({:.4})", 0.7 / scale);
        let (ground, texture, strength) = match absence {
            Absence::Suppressed => (brush.ink.land, TEXTURES[1], 1.3),
            Absence::Missing => (brush.ink.unknown, TEXTURES[2], 1.8),
        };
        let tiled = Element::new("rect").at("width", TILE).at("height", TILE);
        let lines = Element::new("path").set("d", texture).set("fill", "none").at("stroke-width", strength);
        let lines = stroke(lines.set("stroke-linecap", "round"), brush.ink.muted).empty();
        tile(brush, &name(absence, scale), &transform).holding(&(fill(tiled, ground).empty() + &lines))
    };
    let scales = if scale == 1.0 { vec![1.0] } else { vec![1.0, scale] };
    let both = scales.iter().flat_map(|scale| [one(Absence::Suppressed, *scale), one(Absence::Missing, *scale)]);
    Element::new("defs").holding(&both.collect::<String>())
}

/// A surface without a shade, within a drawing that is smaller by `scale`.
pub(super) fn absent(brush: &Brush, surface: Element, absence: Absence, scale: f64) -> Element {
    surface.set("fill", &format!("url(#{})", id(brush, &name(absence, scale))))
}
