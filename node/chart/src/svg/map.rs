//! Maps of Europe: countries shaded by class.

use std::collections::BTreeMap;

use super::brush::{Anchor, Brush, LEADING, SMALL, fill, stroke};
use super::element::Element;
use super::frame::{Area, Frame};
use super::legend::{self, Entry};
use super::pattern::{self, Absence};
use super::speech::hint;
use crate::chart::{Chart, Figure};
use crate::limits::numbers;
use crate::map::{CLASSES, Classes, Country, EXTENT, countries};
use crate::text::{Weight, wrap};
use crate::words::{Word, capital, word};

/// The greatest width of a legend beside the map.
const BESIDE: f64 = 170.0;

/// Radius of the circle that marks a country too small to be seen.
const CIRCLE: f64 = 5.5;

/// Size of the codes on countries.
const CODE: f64 = 9.5;

/// Draws map and legend.
pub(super) fn draw(chart: &Chart, brush: &Brush, frame: &Frame) -> String {
    let classes = Classes::new(numbers(chart), chart.decimals, &chart.lang);
    let map = Map { chart, brush, figures: figures(chart), classes };
    map.draw(frame.plot)
}

/// The figures by country. Eurostat's codes for Greece and the United Kingdom are understood as well.
fn figures(chart: &Chart) -> BTreeMap<&str, Figure> {
    let Some(series) = chart.series.first() else { return BTreeMap::new() };
    let iso = |code: &'_ String| -> &'static str {
        match code.as_str() {
            "EL" => "GR",
            "UK" => "GB",
            _ => "",
        }
    };
    let codes = chart.areas.iter().map(|code| if iso(code).is_empty() { code.as_str() } else { iso(code) });
    codes.zip(series.figures.iter().copied()).collect()
}

/// How much smaller than its coordinates a map is drawn in so much room.
fn scale(width: f64, height: f64) -> f64 {
    (width / EXTENT.0).min(height / EXTENT.1).max(0.01)
}

struct Map<'a> {
    chart: &'a Chart,
    brush: &'a Brush,
    figures: BTreeMap<&'a str, Figure>,
    classes: Classes,
}

impl Map<'_> {
    fn draw(&self, plot: Area) -> String {
        let entries = self.legend();
        let remarks = self.elsewhere();
        let leading = SMALL * LEADING;
        // The legend stands where it leaves the map larger.
        let column = legend::widest(&entries).clamp(BESIDE / 2.0, BESIDE);
        let column = if remarks.is_empty() { column } else { BESIDE };
        let laid = legend::lay(&entries, plot.width(), plot.height() * 0.4);
        let lines = wrap(&remarks, plot.width(), SMALL, Weight::Regular, 2);
        let below = laid.height + 14.0 + lines.len() as f64 * leading;
        let beside = scale(plot.width() - column - 16.0, plot.height()) >= scale(plot.width(), plot.height() - below);
        if beside {
            let natural = plot.height() * EXTENT.0 / EXTENT.1;
            let width = natural.min(plot.width() - column - 16.0);
            let area = Area { right: plot.left + width, ..plot };
            let legend = Area { left: area.right + 16.0, ..plot };
            let mut out = self.countries(area);
            let laid = legend::column(&entries, legend.width());
            let lines = wrap(&remarks, legend.width(), SMALL, Weight::Regular, 4);
            let top = plot.bottom - laid.height - lines.len() as f64 * leading - 8.0;
            out.push_str(&laid.draw(self.brush, (legend.left, top)));
            out + &self.remarks(&lines, (legend.left, plot.bottom - lines.len() as f64 * leading))
        } else {
            let out = self.countries(Area { bottom: plot.bottom - below, ..plot });
            let top = plot.bottom - below + 8.0;
            out + &laid.draw(self.brush, (plot.left, top)) + &self.remarks(&lines, (plot.left, top + laid.height + 4.0))
        }
    }

    fn remarks(&self, lines: &[String], (left, top): (f64, f64)) -> String {
        let line = |(row, line): (usize, &String)| {
            let at = (left, top + SMALL + row as f64 * SMALL * LEADING);
            self.brush.text("chart-note", at, SMALL, Anchor::Start, line)
        };
        lines.iter().enumerate().map(line).collect()
    }

    /// All countries within an area, cut off at its edge.
    fn countries(&self, area: Area) -> String {
        let scale = scale(area.width(), area.height());
        let (width, height) = (EXTENT.0 * scale, EXTENT.1 * scale);
        let left = area.left + (area.width() - width) / 2.0;
        let mut land = String::new();
        let mut marks = String::new();
        // Other land lies below all.
        for country in countries().iter().rev() {
            land.push_str(&self.shape(country, scale));
            marks.push_str(&self.circle(country, scale));
            marks.push_str(&self.code(country, scale));
        }
        let transform = format!("scale({scale:.5})");
        let land = Element::new("g").set("transform", &transform).set("stroke-linejoin", "round").holding(&land);
        // An inner picture cuts off what reaches beyond it, without an id that another picture could carry as well.
        let inner = Element::new("svg").at("x", left).at("y", area.top).at("width", width).at("height", height);
        pattern::absences(self.brush, scale) + &inner.holding(&(land + &marks))
    }

    /// The element in the shade or the pattern of a figure, within a drawing that is smaller by `scale`.
    fn painted(&self, element: Element, figure: Option<Figure>, scale: f64) -> Element {
        let ink = &self.brush.ink;
        match figure {
            Some(Figure::Value(value) | Figure::Reserved(value)) => {
                let shade = self.shade(self.classes.class(value));
                fill(element.set("class", &format!("chart-class-{}", shade + 1)), ink.classes[shade])
            }
            Some(Figure::Suppressed) => {
                let element = element.set("class", "chart-suppressed");
                pattern::absent(self.brush, element, Absence::Suppressed, scale)
            }
            Some(Figure::Missing) => {
                let element = element.set("class", "chart-unknown");
                pattern::absent(self.brush, element, Absence::Missing, scale)
            }
            None => fill(element.set("class", "chart-land"), ink.land),
        }
    }

    /// The shade of a class, from 0. With fewer classes than shades, the outer ones stay.
    fn shade(&self, class: usize) -> usize {
        let most = self.classes.labels().len().max(2) - 1;
        (class * (CLASSES - 1) / most).min(CLASSES - 1)
    }

    fn shape(&self, country: &Country, scale: f64) -> String {
        let figure = self.figures.get(country.code).copied();
        let element = self.painted(Element::new("path"), figure, scale).set("d", country.path);
        // A small country with a pattern could not be seen without an outline.
        let patterned = matches!(figure, Some(Figure::Suppressed | Figure::Missing));
        let edge = if patterned { self.brush.ink.axis } else { self.brush.ink.border };
        let element = stroke(element, edge).at("stroke-width", 0.7 / scale);
        match figure {
            Some(figure) => element.holding(&Element::new("title").text(&hint(self.chart, "", country.code, figure))),
            None => element.empty(),
        }
    }

    /// The circle of a country that is too small to be seen.
    fn circle(&self, country: &Country, scale: f64) -> String {
        let Some(figure) = self.figures.get(country.code).copied().filter(|_| country.tiny) else {
            return String::new();
        };
        let element = self.painted(Element::new("circle"), Some(figure), 1.0);
        let element = element.at("cx", country.x * scale).at("cy", country.y * scale).at("r", CIRCLE);
        let element = stroke(element, self.brush.ink.axis).at("stroke-width", 1.0);
        element.holding(&Element::new("title").text(&hint(self.chart, "", country.code, figure)))
    }

    /// The code of a country that has a figure and room, with an asterisk for a reservation.
    fn code(&self, country: &Country, scale: f64) -> String {
        let Some(figure) = self.figures.get(country.code) else { return String::new() };
        let star = if matches!(figure, Figure::Reserved(_)) { "*" } else { "" };
        let (x, y) = (country.x * scale, country.y * scale + CODE * 0.36);
        let inside = !country.tiny;
        let x = if inside { x } else { x + CIRCLE + 2.0 };
        let text = if !inside || country.room * scale >= CODE * 0.52 {
            format!("{}{star}", country.code)
        } else {
            star.to_owned()
        };
        if text.is_empty() {
            return text;
        }
        let colour = if inside { self.over(*figure) } else { self.brush.ink.text.colour };
        let element = Element::new("text").set("class", "chart-code").at("x", x).at("y", y).at("font-size", CODE);
        let element = if inside { element.set("text-anchor", "middle") } else { element };
        let plain = inside && figure.known().is_some();
        let element = if plain { element } else { self.brush.halo(element) };
        // The pointer means the country below.
        element.set("pointer-events", "none").set("fill", colour).text(&text)
    }

    /// The colour of letters on a country: the one of the two that can be read there.
    fn over(&self, figure: Figure) -> &'static str {
        let ink = &self.brush.ink;
        let dark = figure.known().is_some_and(|value| self.shade(self.classes.class(value)) >= 3);
        ink.ground.filter(|_| dark).unwrap_or(ink.text.colour)
    }

    fn legend(&self) -> Vec<Entry> {
        let lang = &self.chart.lang;
        let ranges = self.classes.labels().iter().enumerate();
        let shades = ranges.map(|(class, range)| (self.shade(class), range));
        let mut out: Vec<Entry> =
            shades.map(|(shade, range)| Entry::shade(shade, self.brush.ink.classes[shade], range)).collect();
        let holds = |kind: fn(&Figure) -> bool| self.figures.values().any(kind);
        if holds(|figure| matches!(figure, Figure::Reserved(_))) {
            out.push(Entry::star(word(Word::Reserved, lang)));
        }
        if holds(|figure| *figure == Figure::Suppressed) {
            out.push(Entry::absent(Absence::Suppressed, word(Word::Suppressed, lang)));
        }
        if holds(|figure| *figure == Figure::Missing) {
            out.push(Entry::absent(Absence::Missing, word(Word::Missing, lang)));
        }
        out
    }

    /// Figures whose country the map does not show.
    fn elsewhere(&self) -> String {
        let shown = |code: &str| countries().iter().any(|country| country.code == code);
        let others = self.figures.iter().filter(|(code, _)| !shown(code));
        let list: Vec<String> = others.map(|(code, figure)| hint(self.chart, "", code, *figure)).collect();
        let words = capital(word(Word::Elsewhere, &self.chart.lang));
        if list.is_empty() { String::new() } else { format!("{words}: {}", list.join("; ")) }
    }
}
