//! What a chart may hold, and the chart that is drawn when one holds more.

use thiserror::Error;

use crate::chart::{Chart, Figure, Form, Series};
use crate::text::clean;

/// Series of one chart.
pub const MAX_SERIES: usize = 60;
/// Labels along the horizontal axis, and areas of a map.
pub const MAX_POINTS: usize = 400;
/// Characters of one text.
pub const MAX_TEXT: usize = 500;
/// Remarks under the chart.
pub const MAX_NOTES: usize = 20;
/// Digits after the decimal point.
pub const MAX_DECIMALS: u8 = 9;
/// The largest figure, above or below zero: beyond it, additions lose whole persons by the thousand.
pub const MAX_FIGURE: f64 = 1e18;

/// Why a chart cannot be drawn as it is.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ChartError {
    /// More series than can be told apart.
    #[error("the chart has {0} series, {MAX_SERIES} are the limit: choose fewer, or make two charts")]
    Series(usize),
    /// More points than there are pixels for.
    #[error(
        "the chart has {0} points along its axis, {MAX_POINTS} are the limit: choose a shorter time, or longer periods"
    )]
    Points(usize),
    /// A text that is no label.
    #[error("{place} has {length} characters, {MAX_TEXT} are the limit: shorten it")]
    Text {
        /// Which text.
        place: String,
        /// Its characters.
        length: usize,
    },
    /// More remarks than fit under a chart.
    #[error("the chart has {0} notes, {MAX_NOTES} are the limit: put the rest into the text beside it")]
    Notes(usize),
    /// More decimals than figures of this kind can have.
    #[error("the chart asks for {0} decimals, {MAX_DECIMALS} are the limit: choose a smaller unit")]
    Decimals(u8),
    /// A series whose figures do not belong to the labels one by one.
    #[error(
        "series `{label}` has {figures} figures for {places} {what}: give one for each, `missing` where none is known"
    )]
    Lengths {
        /// The series.
        label: String,
        /// Its figures.
        figures: usize,
        /// Labels or areas of the chart.
        places: usize,
        /// «labels» or «areas».
        what: &'static str,
    },
    /// A figure that cannot be placed on an axis.
    #[error(
        "figure {at} of series `{label}` is {value}, which cannot be drawn: use a number within ±{MAX_FIGURE:e}, or `missing`"
    )]
    Figure {
        /// The series.
        label: String,
        /// Which of its figures, from 1.
        at: usize,
        /// The figure.
        value: f64,
    },
    /// A map of several things at once.
    #[error("the map has {0} series, and can show one: choose one, or small multiples")]
    MapSeries(usize),
    /// A code that is no country code.
    #[error("`{0}` is no code of a country: use ISO 3166-1 alpha-2, such as NL")]
    Area(String),
}

impl Chart {
    /// Whether the chart can be drawn as it is.
    ///
    /// # Errors
    /// The first thing that stands against it, and what to do.
    pub fn check(&self) -> Result<(), ChartError> {
        self.check_counts()?;
        self.check_texts()?;
        if self.form == Form::Map {
            self.check_map()?;
        }
        let (places, what) = places(self);
        for series in &self.series {
            if series.figures.len() != places {
                let (label, figures) = (named(&series.label), series.figures.len());
                return Err(ChartError::Lengths { label, figures, places, what });
            }
            check_figures(series)?;
        }
        Ok(())
    }

    fn check_counts(&self) -> Result<(), ChartError> {
        let points = self.x.len().max(self.areas.len());
        match () {
            () if self.series.len() > MAX_SERIES => Err(ChartError::Series(self.series.len())),
            () if points > MAX_POINTS => Err(ChartError::Points(points)),
            () if self.notes.len() > MAX_NOTES => Err(ChartError::Notes(self.notes.len())),
            () if self.decimals > MAX_DECIMALS => Err(ChartError::Decimals(self.decimals)),
            () => Ok(()),
        }
    }

    fn check_texts(&self) -> Result<(), ChartError> {
        let single = [("title", &self.title), ("subtitle", &self.subtitle), ("language", &self.lang)];
        let single = single.into_iter().map(|(place, text)| (format!("the {place}"), text));
        let labels = self.x.iter().enumerate().map(|(at, text)| (format!("label {}", at + 1), text));
        let series = self.series.iter().enumerate().map(|(at, s)| (format!("the name of series {}", at + 1), &s.label));
        let notes = self.notes.iter().enumerate().map(|(at, text)| (format!("note {}", at + 1), text));
        for (place, text) in single.chain(labels).chain(series).chain(notes) {
            let length = text.chars().count();
            if length > MAX_TEXT {
                return Err(ChartError::Text { place, length });
            }
        }
        Ok(())
    }

    fn check_map(&self) -> Result<(), ChartError> {
        if self.series.len() > 1 {
            return Err(ChartError::MapSeries(self.series.len()));
        }
        let wrong = self.areas.iter().find(|code| code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()));
        wrong.map_or(Ok(()), |code| Err(ChartError::Area(named(code))))
    }
}

fn check_figures(series: &Series) -> Result<(), ChartError> {
    for (at, figure) in series.figures.iter().enumerate() {
        if let Figure::Value(value) | Figure::Reserved(value) = *figure
            && !drawable_value(value)
        {
            return Err(ChartError::Figure { label: named(&series.label), at: at + 1, value });
        }
    }
    Ok(())
}

fn drawable_value(value: f64) -> bool {
    value.is_finite() && value.abs() <= MAX_FIGURE
}

/// How many figures each series must have, and what they belong to.
fn places(chart: &Chart) -> (usize, &'static str) {
    if chart.form == Form::Map { (chart.areas.len(), "areas") } else { (chart.x.len(), "labels") }
}

/// A foreign text in an error.
fn named(text: &str) -> String {
    clean(&text.chars().take(60).collect::<String>())
}

/// The chart that is drawn: texts cleaned, what is too much left out, every series as long as the axis, and figures
/// that cannot be placed not known.
pub(crate) fn drawable(chart: &Chart) -> Chart {
    let text = |text: &String| clean(&text.chars().take(MAX_TEXT).collect::<String>());
    let mut out = Chart {
        title: text(&chart.title),
        subtitle: text(&chart.subtitle),
        lang: lang(&chart.lang),
        form: chart.form,
        x: chart.x.iter().take(MAX_POINTS).map(text).collect(),
        series: Vec::new(),
        areas: chart.areas.iter().take(MAX_POINTS).map(text).collect(),
        decimals: chart.decimals.min(MAX_DECIMALS),
        notes: chart.notes.iter().take(MAX_NOTES).map(text).filter(|note| !note.is_empty()).collect(),
    };
    let (length, _) = places(&out);
    let most = if chart.form == Form::Map { 1 } else { MAX_SERIES };
    out.series = chart.series.iter().take(most).map(|series| drawable_series(series, length)).collect();
    out
}

fn drawable_series(series: &Series, length: usize) -> Series {
    let mut figures: Vec<Figure> = series.figures.iter().take(length).map(|figure| drawable_figure(*figure)).collect();
    figures.resize(length, Figure::Missing);
    Series { label: clean(&series.label.chars().take(MAX_TEXT).collect::<String>()), figures }
}

fn drawable_figure(figure: Figure) -> Figure {
    match figure {
        Figure::Value(value) | Figure::Reserved(value) if !drawable_value(value) => Figure::Missing,
        other => other,
    }
}

/// A language tag of letters, digits and hyphens; anything else becomes «und», not determined.
fn lang(tag: &str) -> String {
    let sound = (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if sound { tag.to_owned() } else { "und".to_owned() }
}

impl Figure {
    /// The number, if it is known.
    pub(crate) fn known(self) -> Option<f64> {
        match self {
            Figure::Value(value) | Figure::Reserved(value) => Some(value),
            Figure::Suppressed | Figure::Missing => None,
        }
    }
}

/// Whether any figure of the chart is as `which` says.
pub(crate) fn any(chart: &Chart, which: impl Fn(&Figure) -> bool) -> bool {
    chart.series.iter().flat_map(|series| &series.figures).any(which)
}

/// All known numbers of the chart.
pub(crate) fn numbers(chart: &Chart) -> impl Iterator<Item = f64> + '_ {
    chart.series.iter().flat_map(|series| &series.figures).filter_map(|figure| figure.known())
}
