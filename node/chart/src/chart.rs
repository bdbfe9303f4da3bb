//! What is drawn.

use serde::{Deserialize, Serialize};

/// A chart, ready to be drawn in any form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows, in one line.
    pub title: String,
    /// Unit, filters, source, in one line.
    pub subtitle: String,
    /// Language of all texts (BCP 47), for `lang` and for the form of numbers.
    pub lang: String,
    /// Its form.
    pub form: Form,
    /// Labels along the horizontal axis, in order: periods, or categories. Empty for a map.
    pub x: Vec<String>,
    /// Lines, groups of bars, panels; for a map one series whose figures belong to `areas`.
    pub series: Vec<Series>,
    /// Codes of the countries of a map (ISO 3166-1 alpha-2), one for each figure of its series.
    pub areas: Vec<String>,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// Remarks under the chart, such as «2 figures are suppressed».
    pub notes: Vec<String>,
}

/// Forms of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A line for each series over periods.
    Line,
    /// Bars side by side for each category.
    Bar,
    /// A small line chart for each series, all with the same scale.
    SmallMultiples,
    /// Countries of Europe, shaded.
    Map,
}

/// Figures that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its name, such as a country.
    pub label: String,
    /// One for each label of `x`, or each area.
    pub figures: Vec<Figure>,
}

/// A figure, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Known.
    Value(f64),
    /// Known with a reservation (estimated, provisional, break in series, definition differs): drawn hollow.
    Reserved(f64),
    /// Suppressed by disclosure control.
    Suppressed,
    /// Not known.
    Missing,
}
