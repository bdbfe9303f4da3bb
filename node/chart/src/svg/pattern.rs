//! Patterns that tell surfaces apart without colour: textures of bars, and the hatching of suppressed countries.

use super::brush::{Brush, stroke};
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

/// The hatching for surfaces at natural size, and for those that are drawn smaller by `scale`.
pub(super) fn hatching(brush: &Brush, scale: f64) -> String {
    let one = |name: &str, scale: f64| {
        // Finer than the textures of bars: countries are small.
        let transform = format!("scale({:.4})", 0.7 / scale);
        let ground = Element::new("rect").at("width", TILE).at("height", TILE);
        let ground = super::brush::fill(ground, brush.ink.land).empty();
        let lines = Element::new("path").set("d", TEXTURES[1]).set("fill", "none").at("stroke-width", 1.3);
        tile(brush, name, &transform).holding(&(ground + &stroke(lines, brush.ink.muted).empty()))
    };
    Element::new("defs").holding(&(one("h1", 1.0) + &one(&format!("h{}", tenth(scale * 1000.0)), scale)))
}

/// A surface that is hatched, within a drawing that is smaller by `scale`.
pub(super) fn hatched(brush: &Brush, surface: Element, scale: f64) -> Element {
    let name = if scale == 1.0 { "h1".to_owned() } else { format!("h{}", tenth(scale * 1000.0)) };
    surface.set("fill", &format!("url(#{})", id(brush, &name)))
}
