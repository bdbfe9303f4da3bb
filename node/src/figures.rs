//! Answers of the cubes, ready to be shown: with a title and labels, and as a chart.

use std::collections::{BTreeMap, BTreeSet};

use emn_chart::chart::{Chart, Figure, Form, Series};
use emn_chart::limits::{MAX_POINTS, MAX_SERIES};
use emn_export::dataset::{AnswerTitle, Axis, Dataset, Observation, Role, of_answer};
use emn_protocol::codelist::CodeLists;
use emn_protocol::record::Code;
use emn_series::answer::Answer;
use emn_series::label::axis_label;
use emn_series::population::Population;
use emn_series::question::Question;

/// Why figures cannot be drawn.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DrawError {
    /// There is nothing.
    #[error("there is no figure to draw")]
    Nothing,
    /// A map needs countries.
    #[error("a map needs the figures by country: `--by country`, and one year (the newest is taken)")]
    NoCountries,
    /// One number is no chart.
    #[error("one figure alone is no chart: group by something, such as `--by country,year`")]
    NoAxis,
    /// More than can be told apart.
    #[error(
        "the chart would have {0} lines, {MAX_SERIES} are the limit: name those that matter (`where`, such as \
         geo=NL,DE), or group by fewer axes (`by`)"
    )]
    Lines(usize),
    /// More than there are pixels for.
    #[error(
        "the chart would have {0} points along its axis, {MAX_POINTS} are the limit: name those that matter (`where`), \
         choose fewer years (`years`), or group by fewer axes (`by`)"
    )]
    Points(usize),
}

/// An answer with a title, and labels in a language.
pub fn dataset(answer: &Answer, lang: &str) -> Dataset {
    let title = title(&answer.question, lang);
    let mut notes = Vec::new();
    if answer.question.per.is_some() {
        notes.push(Population::shipped().source().to_owned());
    }
    of_answer(answer, &AnswerTitle { title: &title, lang, notes: &notes }, &[lang])
}

/// What a measure is called: its id as words.
pub fn measure_title(measure: &Code) -> String {
    capital(&measure.as_str().replace(['-', '_'], " "))
}

/// A text with a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Codes of a condition that a title lists.
const TITLE_CODES: usize = 12;

/// The measure and its conditions: `Victims identified, sex: female`.
fn title(question: &Question, lang: &str) -> String {
    let mut title = measure_title(&question.measure);
    for filter in &question.filters {
        let labels = filter.codes.iter().take(TITLE_CODES).map(|code| code_label(&filter.dimension, code, lang));
        let more = (filter.codes.len() > TITLE_CODES).then_some("…");
        let codes: Vec<&str> = labels.chain(more).collect();
        title.push_str(&format!(", {}: {}", axis_label(&filter.dimension, &[lang]), codes.join(", ")));
    }
    title
}

fn code_label<'a>(dimension: &Code, code: &'a Code, lang: &str) -> &'a str {
    CodeLists::shipped().label(dimension.as_str(), code.as_str(), &[lang]).unwrap_or(code.as_str())
}

/// A chart of a dataset. Without a form: lines when there are periods, else bars.
///
/// Where sources disagree, the country's own member is drawn; the table beside the chart has both.
///
/// # Errors
/// [`DrawError`].
pub fn chart(data: &Dataset, form: Option<Form>) -> Result<Chart, DrawError> {
    if data.observations.is_empty() {
        return Err(DrawError::Nothing);
    }
    let time = data.axes.iter().position(|axis| axis.role == Role::Time);
    let geo = data.axes.iter().position(|axis| axis.role == Role::Geo);
    let form =
        form.unwrap_or(if time.is_some_and(|axis| data.axes[axis].codes.len() > 1) { Form::Line } else { Form::Bar });
    match form {
        Form::Map => map(data, geo.ok_or(DrawError::NoCountries)?, time),
        _ => rows(data, form, time),
    }
}

fn rows(data: &Dataset, form: Form, time: Option<usize>) -> Result<Chart, DrawError> {
    let along = time.or_else(|| data.axes.len().checked_sub(1)).ok_or(DrawError::NoAxis)?;
    let others: Vec<usize> = (0..data.axes.len()).filter(|axis| *axis != along).collect();
    let length = within_points(data, along)?;
    let key = |observation: &Observation| others.iter().map(|axis| observation.key[*axis]).collect::<Vec<u32>>();
    // Counted before there is room for all points of each.
    let count = data.observations.iter().map(key).collect::<BTreeSet<_>>().len();
    if count > MAX_SERIES {
        return Err(DrawError::Lines(count));
    }
    let mut lines: BTreeMap<Vec<u32>, Vec<Option<&Observation>>> = BTreeMap::new();
    for observation in &data.observations {
        let line = lines.entry(key(observation)).or_insert_with(|| vec![None; length]);
        let place = &mut line[observation.key[along] as usize];
        *place = Some(preferred(data, *place, observation));
    }
    let label = |key: &[u32]| {
        let labels = others.iter().zip(key).map(|(axis, code)| label(&data.axes[*axis], *code).to_owned());
        labels.collect::<Vec<_>>().join(", ")
    };
    let series = lines.iter().map(|(key, line)| Series {
        label: if key.is_empty() { data.title.clone() } else { label(key) },
        figures: line.iter().map(|found| figure(data, *found)).collect(),
    });
    let series: Vec<Series> = series.collect();
    let x = data.axes[along].codes.iter().map(|(_, label)| label.clone()).collect();
    Ok(blank(data, form, x, series, Vec::new(), None))
}

/// The codes of an axis, if a chart has room for them.
fn within_points(data: &Dataset, axis: usize) -> Result<usize, DrawError> {
    let length = data.axes[axis].codes.len();
    if length > MAX_POINTS { Err(DrawError::Points(length)) } else { Ok(length) }
}

fn map(data: &Dataset, geo: usize, time: Option<usize>) -> Result<Chart, DrawError> {
    let areas = within_points(data, geo)?;
    // The newest period in which any country has a figure.
    let newest = time.and_then(|time| {
        let with_value = data.observations.iter().filter(|observation| observation.value.is_some());
        with_value.map(|observation| observation.key[time]).max()
    });
    let mut found: Vec<Option<&Observation>> = vec![None; areas];
    for observation in &data.observations {
        if time.is_none_or(|time| Some(observation.key[time]) == newest) {
            let place = &mut found[observation.key[geo] as usize];
            *place = Some(preferred(data, *place, observation));
        }
    }
    let areas = data.axes[geo].codes.iter().map(|(code, _)| iso(code.as_str()).to_owned()).collect();
    let figures = found.into_iter().map(|found| figure(data, found)).collect();
    let period = time.zip(newest).map(|(time, code)| label(&data.axes[time], code).to_owned());
    let series = vec![Series { label: data.title.clone(), figures }];
    Ok(blank(data, Form::Map, Vec::new(), series, areas, period))
}

fn blank(
    data: &Dataset,
    form: Form,
    x: Vec<String>,
    series: Vec<Series>,
    areas: Vec<String>,
    period: Option<String>,
) -> Chart {
    let mut members: Vec<String> = data.origins.iter().map(|origin| origin.member.to_string()).collect();
    members.sort();
    members.dedup();
    let sources = format!("EMN: {}", members.join(", "));
    let unit = CodeLists::shipped().label("unit", data.unit.as_str(), &[&data.lang]);
    let unit = unit.unwrap_or(data.unit.as_str()).to_owned();
    let parts = [Some(unit), period, Some(sources)];
    Chart {
        title: data.title.clone(),
        subtitle: parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        lang: data.lang.clone(),
        form,
        x,
        series,
        areas,
        decimals: data.decimals,
        notes: data.notes.clone(),
    }
}

/// The ISO code of a country that Eurostat writes differently.
fn iso(code: &str) -> &str {
    CodeLists::shipped().country_by_eurostat(code).map_or(code, |country| country.iso2.as_str())
}

/// Of two figures for one key that of the country's own member, else the first.
fn preferred<'a>(data: &Dataset, known: Option<&'a Observation>, new: &'a Observation) -> &'a Observation {
    let Some(known) = known else { return new };
    let own = |observation: &Observation| {
        let countries = data.axes.iter().zip(&observation.key).filter(|(axis, _)| axis.role == Role::Geo);
        let country = countries.map(|(axis, code)| axis.codes[*code as usize].0.as_str()).next();
        let members = observation.origins.iter().filter_map(|origin| data.origins.get(*origin as usize));
        members.into_iter().any(|origin| country.is_some_and(|country| iso(origin.member.as_str()) == iso(country)))
    };
    if own(new) && !own(known) { new } else { known }
}

fn figure(data: &Dataset, found: Option<&Observation>) -> Figure {
    let Some(observation) = found else { return Figure::Missing };
    match observation.value {
        None if observation.flags.suppressed() => Figure::Suppressed,
        None => Figure::Missing,
        Some(value) => {
            // Drawn, not counted with: what is lost beyond 2^53 cannot be seen.
            #[allow(clippy::cast_precision_loss, reason = "a picture has a thousand pixels")]
            let value = value as f64 / 10f64.powi(i32::from(data.decimals));
            if observation.flags.is_empty() { Figure::Value(value) } else { Figure::Reserved(value) }
        }
    }
}

fn label(axis: &Axis, code: u32) -> &str {
    axis.codes.get(code as usize).map_or("", |(_, label)| label)
}
