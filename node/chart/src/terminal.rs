//! A chart as text, for a terminal or a mail.
//!
//! Lines are drawn in braille, bars in eighths of a block. Labels hold no control characters, so a foreign text cannot
//! steer the terminal.

mod bars;
mod dots;
mod line;
mod page;
mod sparks;

use crate::chart::{Chart, Figure, Form};
use crate::limits::{any, drawable, numbers};
use crate::words::{Word, capital, word};
use page::Page;

/// Series up to which a chart of lines is drawn as lines: more could not be told apart.
const LINES: usize = 8;

/// The least width, in columns.
const LEAST_WIDTH: u16 = 40;

/// Draws `chart` as lines of text, each at most `width` columns wide (40 at least) and ended by a line feed. A
/// suppressed figure is a `c`, one that is not known a `·`, one with a reservation hollow or followed by `*`. ANSI
/// colours are there only with `colour`, and nothing depends on them.
pub fn terminal(chart: &Chart, width: u16, colour: bool) -> String {
    let chart = drawable(chart);
    let mut page = Page::new(usize::from(width.max(LEAST_WIDTH)));
    page.text(&chart.title, true);
    page.text(&chart.subtitle, false);
    page.blank();
    if numbers(&chart).next().is_none() && chart.form != Form::Map {
        page.text(&capital(word(Word::Nothing, &chart.lang)), false);
    } else {
        match chart.form {
            Form::Line if chart.series.len() <= LINES => line::draw(&chart, &mut page),
            Form::Line | Form::SmallMultiples => sparks::draw(&chart, &mut page),
            Form::Bar => bars::draw(&chart, &mut page),
            Form::Map => bars::ranking(&chart, &mut page),
        }
    }
    key(&chart, &mut page);
    for note in &chart.notes {
        page.text(note, false);
    }
    page.render(colour)
}

/// What the marks mean, if there are any.
fn key(chart: &Chart, page: &mut Page) {
    let lang = &chart.lang;
    let mut parts = Vec::new();
    if any(chart, |figure| *figure == Figure::Suppressed) {
        parts.push(format!("c {}", word(Word::Suppressed, lang)));
    }
    if any(chart, |figure| *figure == Figure::Missing) {
        parts.push(format!("· {}", word(Word::Missing, lang)));
    }
    if any(chart, |figure| matches!(figure, Figure::Reserved(_))) {
        let mark = if chart.form == Form::Line && chart.series.len() <= LINES { "○" } else { "*" };
        parts.push(format!("{mark} {}", word(Word::Reserved, lang)));
    }
    page.blank();
    page.parts(&parts);
}
