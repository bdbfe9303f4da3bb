//! All figures of a measure as one dataset: the data of a dataflow, in SDMX's word.

use std::collections::BTreeMap;

use emn_protocol::record::Code;
use emn_protocol::time::{Period, Timestamp};
use emn_series::answer::{Answer, Row};

use super::{AnswerTitle, Axis, Dataset, GEO, Observation, Role, TIME_PERIOD, label, note};
use crate::words::Words;

/// Id of the axis of frequencies, in Eurostat's spelling.
pub const FREQ: &str = "freq";
/// Id of the axis of units, in Eurostat's spelling.
pub const UNIT: &str = "unit";
/// Own dimensions of tables, in Eurostat's order; further ones follow by their ids.
const ORDER: [&str; 5] = ["leg_stat", "iccs", "sex", "age", "citizen"];

/// Answers to the same question, one for each unit and perhaps for each country, as one dataset with the axes of a
/// dataflow: `freq`, the dimensions of the tables, `unit`, `source`, `geo` and `TIME_PERIOD`.
///
/// The axis `source` is always there, so that keys have as many parts tomorrow as today: see
/// [`Dataset::with_unique_keys`]. A table that has a dimension `freq`, `unit` or `source` of its own keeps it. `None`
/// without an answer.
pub fn of_flow(answers: &[Answer], title: &AnswerTitle<'_>, wanted: &[&str]) -> Option<Dataset> {
    let first = answers.first()?;
    let words = Words::of(wanted);
    let ids = Ids::of(first);
    let decimals = answers.iter().map(|answer| answer.decimals).max().unwrap_or_default();
    let mut lines: Vec<(Vec<Code>, Observation)> = Vec::new();
    let (mut origins, mut notes) = (Vec::new(), Vec::new());
    for answer in answers {
        let before = u32::try_from(origins.len()).unwrap_or(u32::MAX);
        lines.extend(answer.rows.iter().filter_map(|row| line(answer, row, &ids, decimals, before)));
        origins.extend(answer.origins.iter().cloned());
        notes.extend(answer.notes.iter().map(|said| note::sentence(said, wanted)));
    }
    notes.sort();
    notes.dedup();
    notes.extend(title.notes.iter().cloned());
    let (axes, observations) = keyed(&ids, lines, wanted);
    let dataset = Dataset {
        id: first.question.measure.clone(),
        agency: "EMN".to_owned(),
        title: title.title.to_owned(),
        title_lang: title.lang.to_owned(),
        lang: words.lang.to_owned(),
        updated: origins.iter().map(|origin| origin.time).max().unwrap_or(Timestamp::from_unix(0)),
        measure: first.question.measure.clone(),
        unit: first.unit.clone(),
        decimals,
        axes,
        observations,
        origins,
        notes,
    };
    Some(with_sources_before_places(&dataset))
}

/// Ids of the axes but that of sources, in order.
struct Ids {
    all: Vec<Code>,
    /// Whether the axes of frequencies and of units are ours.
    freq: bool,
    unit: bool,
}

impl Ids {
    fn of(answer: &Answer) -> Self {
        let is_own = |id: &&Code| !matches!(id.as_str(), GEO | TIME_PERIOD);
        let mut own: Vec<Code> = answer.axes.iter().filter(is_own).cloned().collect();
        let place = |id: &Code| ORDER.iter().position(|known| *known == id.as_str()).unwrap_or(ORDER.len());
        own.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
        let lacks = |id: &str| own.iter().all(|known| known.as_str() != id);
        let (freq, unit) = (lacks(FREQ), lacks(UNIT));
        let before = freq.then_some(FREQ).into_iter();
        let after = unit.then_some(UNIT).into_iter().chain([GEO, TIME_PERIOD]);
        let named = |id: &str| id.parse().ok();
        let all = before.filter_map(named).chain(own).chain(after.filter_map(named)).collect();
        Self { all, freq, unit }
    }
}

/// The codes of a row on all axes, and what it says. A value that cannot be written with so many decimals is left out:
/// it would have to be near the end of what 64 bits hold.
fn line(answer: &Answer, row: &Row, ids: &Ids, decimals: u8, before: u32) -> Option<(Vec<Code>, Observation)> {
    let code_on = |id: &str| answer.axes.iter().position(|axis| axis.as_str() == id).and_then(|at| row.key.get(at));
    let codes = ids.all.iter().map(|id| match id.as_str() {
        FREQ if ids.freq => frequency(code_on(TIME_PERIOD)?.as_str()).parse().ok(),
        UNIT if ids.unit => Some(answer.unit.clone()),
        id => code_on(id).cloned(),
    });
    let factor = 10i64.checked_pow(u32::from(decimals.saturating_sub(answer.decimals)))?;
    let scaled = |value: Option<i64>| value.map_or(Some(None), |value| value.checked_mul(factor).map(Some));
    let hides = row.flags.suppressed();
    let observation = Observation {
        key: Vec::new(),
        value: scaled(row.value.filter(|_| !hides))?,
        flags: row.flags,
        how: row.how,
        at_least: scaled(row.at_least)?,
        covers: row.covers.iter().map(label::eurostat).collect(),
        origins: row.origins.iter().map(|origin| origin.saturating_add(before)).collect(),
    };
    Some((codes.collect::<Option<_>>()?, observation))
}

/// How often something is counted (SDMX, `CL_FREQ`), told from a period.
fn frequency(period: &str) -> &'static str {
    match period.split_once('-') {
        Some((_, rest)) if rest.starts_with('Q') => "Q",
        Some(_) => "M",
        None => "A",
    }
}

fn keyed(ids: &Ids, lines: Vec<(Vec<Code>, Observation)>, wanted: &[&str]) -> (Vec<Axis>, Vec<Observation>) {
    let codes: Vec<Vec<Code>> = ids
        .all
        .iter()
        .enumerate()
        .map(|(at, id)| label::sorted(id.as_str(), lines.iter().map(|(codes, _)| codes[at].clone()).collect()))
        .collect();
    let places: Vec<BTreeMap<&Code, u32>> = codes.iter().map(|codes| codes.iter().zip(0..).collect()).collect();
    let mut observations: Vec<Observation> = lines
        .into_iter()
        .filter_map(|(codes, observation)| {
            let key = codes.iter().zip(&places).map(|(code, places)| places.get(code).copied());
            Some(Observation { key: key.collect::<Option<_>>()?, ..observation })
        })
        .collect();
    // Stable: rows that disagree keep their order.
    observations.sort_by(|a, b| a.key.cmp(&b.key));
    let axes = ids.all.iter().zip(&codes).map(|(id, codes)| {
        let axis = label::axis(id, codes, &BTreeMap::new(), wanted);
        let is_unit = ids.unit && id.as_str() == UNIT;
        Axis { role: if is_unit { Role::Unit } else { axis.role }, ..axis }
    });
    (axes.collect(), observations)
}

fn with_sources_before_places(dataset: &Dataset) -> Dataset {
    let mut dataset = dataset.with_sources();
    let to = dataset.axes.len().saturating_sub(3);
    let moved = |mut key: Vec<u32>| {
        if let Some(source) = key.pop() {
            key.insert(to.min(key.len()), source);
        }
        key
    };
    if let Some(source) = dataset.axes.pop() {
        dataset.axes.insert(to, source);
    }
    for observation in &mut dataset.observations {
        observation.key = moved(std::mem::take(&mut observation.key));
    }
    dataset.observations.sort_by(|a, b| a.key.cmp(&b.key));
    dataset
}

impl Dataset {
    /// First and last period of the figures, as years.
    pub fn years(&self) -> Option<(i64, i64)> {
        let axis = &self.axes[self.time_axis()?];
        let periods: Vec<Period> = axis.codes.iter().filter_map(|(code, _)| code.as_str().parse().ok()).collect();
        let first = periods.iter().map(Period::first_year).min()?;
        Some((first, periods.iter().map(Period::last_year).max()?))
    }
}
