//! What stands around a chart: title and subtitle above, legend, the key to its marks and the remarks below.

use super::brush::{Anchor, Brush, LABEL, LEADING, SMALL, SUBTITLE, TITLE};
use super::legend::{self, Entry};
use crate::chart::{Chart, Figure, Form};
use crate::limits::any;
use crate::look::Theme;
use crate::text::{Weight, wrap};
use crate::words::{Word, word};

/// From the edge of the picture to what is drawn.
const EDGE: f64 = 14.0;

/// Series up to which lines carry their names at their ends.
const NAMED_LINES: usize = 8;

/// A rectangle, in pixels from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// The surroundings, drawn, and the room that they leave.
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Whether lines carry their names at their ends; else a legend names them.
    pub(super) named_lines: bool,
    /// Room for axes and figures.
    pub(super) plot: Area,
    /// The surroundings.
    pub(super) drawn: String,
}

impl Frame {
    /// The frame of `chart` in a picture of this size.
    pub(super) fn of(chart: &Chart, brush: &Brush, (width, height): (f64, f64)) -> Frame {
        let plot = Area { left: EDGE, top: EDGE, right: width - EDGE, bottom: height - EDGE };
        let room = chart.series.len() as f64 * LABEL * LEADING <= height * 0.55;
        let named_lines = chart.series.len() <= NAMED_LINES && width >= 420.0 && room;
        let mut frame = Frame { width, height, named_lines, plot, drawn: String::new() };
        frame.head(chart, brush);
        frame.foot(chart, brush);
        frame.legend(chart, brush);
        frame
    }

    fn head(&mut self, chart: &Chart, brush: &Brush) {
        let lines = if self.height < 260.0 { 1 } else { 2 };
        // A page has the title as a heading of its own.
        let title = if brush.theme == Theme::Page { "" } else { &chart.title };
        for line in wrap(title, self.plot.width(), TITLE, Weight::Bold, lines) {
            let at = (self.plot.left, self.plot.top + TITLE * 0.9);
            self.drawn.push_str(&brush.letters("chart-title", at, TITLE, Anchor::Start, Weight::Bold, &line));
            self.plot.top += TITLE * LEADING;
        }
        for line in wrap(&chart.subtitle, self.plot.width(), SUBTITLE, Weight::Regular, lines) {
            let at = (self.plot.left, self.plot.top + SUBTITLE);
            self.drawn.push_str(&brush.text("chart-subtitle", at, SUBTITLE, Anchor::Start, &line));
            self.plot.top += SUBTITLE * LEADING;
        }
        self.plot.top += 10.0;
    }

    /// Remarks, from below, and above them the key to the marks.
    fn foot(&mut self, chart: &Chart, brush: &Brush) {
        let leading = SMALL * LEADING;
        let most = ((self.height * 0.25 / leading) as usize).max(1);
        let mut lines: Vec<String> = Vec::new();
        for note in &chart.notes {
            let free = most.saturating_sub(lines.len());
            lines.extend(wrap(note, self.plot.width(), SMALL, Weight::Regular, free.min(3)));
        }
        for line in lines.iter().rev() {
            let at = (self.plot.left, self.plot.bottom - 2.0);
            self.drawn.push_str(&brush.text("chart-note", at, SMALL, Anchor::Start, line));
            self.plot.bottom -= leading;
        }
        if !lines.is_empty() {
            self.plot.bottom -= 4.0;
        }
        if chart.form != Form::Map {
            let entries = key(chart);
            self.below(&legend::lay(&entries, self.plot.width(), self.height * 0.2), brush);
        }
    }

    fn below(&mut self, laid: &legend::Laid, brush: &Brush) {
        if laid.height > 0.0 {
            let top = self.plot.bottom - laid.height;
            self.drawn.push_str(&laid.draw(brush, (self.plot.left, top)));
            self.plot.bottom = top - 6.0;
        }
    }

    fn legend(&mut self, chart: &Chart, brush: &Brush) {
        let needed = match chart.form {
            Form::Line => !self.named_lines,
            Form::Bar => chart.series.len() > 1,
            Form::SmallMultiples | Form::Map => false,
        };
        if needed {
            let entries: Vec<Entry> =
                chart.series.iter().enumerate().map(|(at, s)| entry(chart, at, &s.label)).collect();
            let laid = legend::lay(&entries, self.plot.width(), self.height * 0.4);
            self.drawn.push_str(&laid.draw(brush, (self.plot.left, self.plot.top)));
            self.plot.top += laid.height + 8.0;
        }
    }
}

fn entry(chart: &Chart, series: usize, label: &str) -> Entry {
    match chart.form {
        Form::Bar => Entry::bar(series, label),
        _ => Entry::line(series, label),
    }
}

/// What hollow marks and «c» mean, if there are any.
fn key(chart: &Chart) -> Vec<Entry> {
    let mut out = Vec::new();
    if any(chart, |figure| matches!(figure, Figure::Reserved(_))) {
        let text = word(Word::Reserved, &chart.lang);
        out.push(if chart.form == Form::Bar { Entry::hollow_bar(text) } else { Entry::hollow_mark(text) });
    }
    if any(chart, |figure| matches!(figure, Figure::Suppressed)) {
        out.push(Entry::suppressed(word(Word::Suppressed, &chart.lang)));
    }
    out
}
