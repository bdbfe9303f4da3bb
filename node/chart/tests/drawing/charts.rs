//! Charts that tests draw.

use emn_chart::chart::{Chart, Figure, Form, Series};
use emn_chart::look::Size;

pub(crate) const SIZE: Size = Size { width: 760, height: 440 };

/// A chart over years from 2015 on, as long as its series.
pub(crate) fn over_years(form: Form, series: &[(&str, &[Figure])]) -> Chart {
    let years = series.iter().map(|(_, figures)| figures.len()).max().unwrap_or(0);
    Chart {
        title: "Registered victims".to_owned(),
        subtitle: "Persons".to_owned(),
        lang: "en".to_owned(),
        form,
        x: (0..years).map(|at| (2015 + at).to_string()).collect(),
        series: series.iter().map(|(label, figures)| named(label, figures)).collect(),
        areas: Vec::new(),
        decimals: 0,
        notes: vec!["Source: made-up figures".to_owned()],
    }
}

/// A map.
pub(crate) fn map(figures: &[(&str, Figure)]) -> Chart {
    let values: Vec<Figure> = figures.iter().map(|(_, figure)| *figure).collect();
    let areas = figures.iter().map(|(code, _)| (*code).to_owned()).collect();
    Chart { x: Vec::new(), areas, ..over_years(Form::Map, &[("Victims", &values)]) }
}

fn named(label: &str, figures: &[Figure]) -> Series {
    Series { label: label.to_owned(), figures: figures.to_vec() }
}

/// How often `part` occurs.
pub(crate) fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}
