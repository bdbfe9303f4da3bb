//! A chart as SVG.
//!
//! The picture stands on its own: no script, no style sheet or `style` attribute, nothing from outside. A page with
//! the strictest content security policy can hold it. It is one image to a screen reader, with a title and a
//! description that says form, extent and extremes.

mod axes;
mod bar;
mod brush;
mod element;
mod ends;
mod frame;
mod legend;
mod line;
mod map;
mod multiples;
mod pattern;
mod rows;
mod speech;

use crate::chart::{Chart, Form};
use crate::limits::{drawable, numbers};
use crate::look::{Size, Theme};
use crate::words::{Word, spoken, word};
use brush::{Anchor, Brush, LABEL};
use element::Element;
use frame::{Area, Frame};

/// The font that pictures are measured with, and what is like it.
const FONTS: &str = "Noto Sans, Open Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

/// Draws `chart` as an SVG document, UTF-8 without an XML declaration, so that it can also stand within HTML.
///
/// Any chart can be drawn: what [`Chart::check`] would refuse is left out or drawn as not known. `size` is in CSS
/// pixels; the picture scales without loss.
pub fn svg(chart: &Chart, size: Size, theme: Theme) -> String {
    let chart = drawable(chart);
    let brush = Brush::new(theme, &chart);
    let frame = Frame::of(&chart, &brush, size.bounded());
    let body = if numbers(&chart).next().is_none() && chart.form != Form::Map {
        nothing(&chart, &brush, frame.plot)
    } else {
        match chart.form {
            Form::Line => line::draw(&chart, &brush, &frame),
            Form::Bar => bar::draw(&chart, &brush, &frame),
            Form::SmallMultiples => multiples::draw(&chart, &brush, &frame),
            Form::Map => map::draw(&chart, &brush, &frame),
        }
    };
    document(&chart, &brush, &frame, &body)
}

fn document(chart: &Chart, brush: &Brush, frame: &Frame, body: &str) -> String {
    let (width, height) = (frame.width, frame.height);
    let root = Element::new("svg").set("xmlns", "http://www.w3.org/2000/svg").set("role", "img");
    let root = root.set("class", "chart").set("lang", &chart.lang).at("width", width).at("height", height);
    let root = root.set("viewBox", &format!("0 0 {width} {height}"));
    let root = if brush.theme == Theme::Page { root } else { root.set("font-family", FONTS) };
    let mut inside = Element::new("title").text(&chart.title);
    inside.push_str(&Element::new("desc").set("lang", spoken(&chart.lang)).text(&speech::description(chart)));
    if let Some(ground) = brush.ink.ground {
        let ground = Element::new("rect").set("class", "chart-ground").set("fill", ground);
        inside.push_str(&ground.at("width", width).at("height", height).empty());
    }
    inside.push_str(&frame.drawn);
    inside.push_str(body);
    root.holding(&inside)
}

/// What stands in place of a chart without figures.
fn nothing(chart: &Chart, brush: &Brush, plot: Area) -> String {
    let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
    let base = brush.line("chart-axis", (plot.left, plot.bottom), (plot.right, plot.bottom), brush.ink.axis, 1.0);
    let words = crate::words::capital(word(Word::Nothing, &chart.lang));
    base + &brush.text("chart-note", middle, LABEL, Anchor::Middle, &words)
}
