//! A table of a record as a dataset.

use std::collections::BTreeMap;

use emn_protocol::record::{Code, MultiText, Table};
use emn_protocol::time::Period;
use emn_series::answer::How;
use emn_series::source::{Origin, Source};

use super::{Axis, Dataset, GEO, Observation, TIME_PERIOD, label, note};
use crate::words::Words;

/// What a record says about its tables.
#[derive(Debug, Clone)]
pub struct TableContext<'a> {
    /// Where the table comes from.
    pub origin: &'a Origin,
    /// Countries that the record covers (ISO 3166-1 alpha-2).
    pub countries: &'a [Code],
    /// What time the record speaks of.
    pub period: Option<Period>,
}

/// A source of series as a dataset; see [`of_table`].
pub fn of_source(source: &Source, wanted: &[&str]) -> Dataset {
    let context = TableContext { origin: &source.origin, countries: &source.countries, period: source.period };
    of_table(&context, &source.table, wanted)
}

/// A table as a dataset, with its texts in the first of `wanted` that there is.
///
/// Its axes are those of the table. Where the table says nothing of country or time but its record does, and names one
/// country or one year, quarter or month only, it gets an axis with this one code: figures that leave their record say
/// then what they are about. Every cell becomes an observation, also what is not known.
pub fn of_table(context: &TableContext<'_>, table: &Table, wanted: &[&str]) -> Dataset {
    let words = Words::of(wanted);
    let mut axes = added_axes(context, table, wanted);
    let added = axes.len();
    axes.extend(table.dimensions.iter().map(|dimension| {
        let own: BTreeMap<u32, &MultiText> = dimension.labels.iter().map(|label| (label.code, &label.label)).collect();
        label::axis(&dimension.id, &dimension.codes, &own, wanted)
    }));
    let (title_lang, title) =
        table.title.best(wanted).map_or((words.lang, table.id.as_str()), |(l, t)| (l.as_str(), t));
    Dataset {
        id: table.id.clone(),
        agency: format!("EMN.{}", context.origin.member),
        title: title.to_owned(),
        title_lang: title_lang.to_owned(),
        lang: words.lang.to_owned(),
        updated: context.origin.time,
        measure: table.measure.id.clone(),
        unit: table.measure.unit.clone(),
        decimals: table.measure.decimals,
        axes,
        observations: observations(table, added),
        origins: vec![context.origin.clone()],
        notes: note::of_table(context.origin, table, wanted),
    }
}

/// Axes for what the record says and the table does not.
fn added_axes(context: &TableContext<'_>, table: &Table, wanted: &[&str]) -> Vec<Axis> {
    let has = |id: &str| table.dimensions.iter().any(|dimension| dimension.id.as_str() == id);
    let country = match context.countries {
        [only] if !has(GEO) => Some((GEO, only.clone())),
        _ => None,
    };
    // A range of years has a `/`, which no code has.
    let period = context.period.filter(|_| !has(TIME_PERIOD)).and_then(|period| period.to_string().parse().ok());
    let period = period.map(|code: Code| (TIME_PERIOD, code));
    let axis = |(id, code): (&str, Code)| Some(label::axis(&id.parse().ok()?, &[code], &BTreeMap::new(), wanted));
    country.into_iter().chain(period).filter_map(axis).collect()
}

fn observations(table: &Table, added: usize) -> Vec<Observation> {
    let strides = table.strides();
    let key = |position: usize| {
        let own = table.dimensions.iter().zip(&strides).map(|(dimension, stride)| {
            u32::try_from(position / (*stride).max(1) % dimension.codes.len().max(1)).unwrap_or(u32::MAX)
        });
        std::iter::repeat_n(0, added).chain(own).collect()
    };
    let cell = |(position, value): (usize, &Option<i64>)| {
        let flags = table.flags_at(position);
        // What is suppressed has no value, whatever the table says.
        let value = value.filter(|_| !flags.suppressed());
        let (at_least, covers) = (None, Vec::new());
        Observation { key: key(position), value, flags, how: How::Published, at_least, covers, origins: vec![0] }
    };
    table.values.iter().enumerate().map(cell).collect()
}
