//! JSON-stat 2.0, as Eurostat hands it out and `pyjstat` and `rjstat` read it.
//!
//! `value` and `status` are objects with the decimal row-major position as the key, and `category.index` is an object:
//! that is the form which every client reads, and which is small where most cells are empty. What is suppressed or not
//! known has no value; what is suppressed has the status `c`. The axis of periods is called `time`, as at Eurostat.
//!
//! The first dimension is `unit` with one category: its `category.unit` has label and decimals. A key has one value in
//! JSON-stat; where sources disagree, a dimension `source` is added: see [`Dataset::with_unique_keys`].
//!
//! `extension.emn` holds what the format has no place for: `agency`, `measure`, `audience`, `flags` (letters with their
//! meaning), `origins` (as in our [JSON](crate::json)), and by position in `value`: `origins_of`, `how` (where it is not
//! `published`), `at_least` and `covers`.

use emn_series::answer::How;
use emn_series::source::Origin;
use serde::Serialize;

use crate::dataset::{Dataset, Observation, Role, flag_meaning, how_name, unit_label};
use crate::error::ExportError;
use crate::format::Format;
use crate::json::{Exact, InOrder};

/// Cells that the axes may span. Clients make a table of all of them, also of the empty ones.
pub const CELLS: u64 = 5_000_000;

/// The dimension of the unit.
const UNIT: &str = "unit";
/// The dimension of periods.
const TIME: &str = "time";

#[derive(Serialize)]
struct Shape<'a> {
    version: &'static str,
    class: &'static str,
    label: &'a str,
    source: String,
    updated: emn_protocol::time::Timestamp,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    note: &'a [String],
    id: Vec<String>,
    size: Vec<usize>,
    role: Roles,
    dimension: InOrder<String, Dimension<'a>>,
    value: InOrder<String, Exact>,
    status: InOrder<String, String>,
    extension: Extensions<'a>,
}

#[derive(Serialize)]
struct Roles {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    time: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    geo: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metric: Vec<String>,
}

#[derive(Serialize)]
struct Dimension<'a> {
    label: &'a str,
    category: Category<'a>,
}

#[derive(Serialize)]
struct Category<'a> {
    index: InOrder<&'a str, usize>,
    label: InOrder<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<InOrder<&'a str, Unit<'a>>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    label: &'a str,
    decimals: u8,
}

#[derive(Serialize)]
struct Extensions<'a> {
    emn: Extension<'a>,
}

#[derive(Serialize)]
struct Extension<'a> {
    agency: &'a str,
    id: &'a str,
    measure: &'a str,
    lang: &'a str,
    title_lang: &'a str,
    audience: &'static str,
    flags: InOrder<String, &'a str>,
    origins: &'a [Origin],
    origins_of: InOrder<String, &'a [u32]>,
    how: InOrder<String, &'static str>,
    at_least: InOrder<String, Exact>,
    covers: InOrder<String, Vec<&'a str>>,
}

/// A dataset as JSON-stat 2.0.
///
/// # Errors
/// [`ExportError::TooLarge`] where the axes span more than [`CELLS`]; [`ExportError::Unfit`] where there is no figure at
/// all, since every dimension must have a category.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    let dataset = dataset.with_unique_keys();
    match dataset.cells() {
        Some(0) => {
            return Err(ExportError::Unfit {
                what: "an answer without any figure",
                format: Format::JsonStat,
                why: "every dimension must have a category",
                advice: "ask for more countries or years, or choose csv or json".to_owned(),
            });
        }
        Some(cells) if cells <= CELLS => {}
        cells => {
            return Err(ExportError::TooLarge {
                format: Format::JsonStat,
                count: cells.unwrap_or(u64::MAX),
                of: "cells",
                limit: CELLS,
                advice: "filter, group by fewer dimensions, or choose parquet or csv, which hold only what is known",
            });
        }
    }
    serde_json::to_vec(&shape(&dataset)).map_err(|error| ExportError::library(Format::JsonStat)(&error))
}

/// Ids of the dimensions, that of periods as Eurostat names it.
fn ids(dataset: &Dataset) -> Vec<String> {
    let mut taken: Vec<String> = vec![UNIT.to_owned(), TIME.to_owned()];
    let id = |axis: &crate::dataset::Axis| {
        match axis.role {
            Role::Time => return TIME.to_owned(),
            Role::Unit => return UNIT.to_owned(),
            Role::Geo | Role::Other => {}
        }
        let own = axis.id.to_string();
        let numbered = (2..).map(|number: u32| format!("{own}_{number}"));
        let id = std::iter::once(own.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
        taken.push(id.clone());
        id
    };
    dataset.axes.iter().map(id).collect()
}

/// Row-major position of an observation.
fn position(dataset: &Dataset, observation: &Observation) -> u64 {
    let sizes = dataset.axes.iter().map(|axis| axis.codes.len() as u64);
    sizes.zip(&observation.key).fold(0, |position, (size, code)| position * size + u64::from(*code))
}

/// What `of` says about observations, by their position.
fn by_position<'a, V>(dataset: &'a Dataset, of: impl Fn(&'a Observation) -> Option<V>) -> InOrder<String, V> {
    let said = dataset.observations.iter().filter_map(|item| Some((position(dataset, item).to_string(), of(item)?)));
    InOrder(said.collect())
}

fn shape(dataset: &Dataset) -> Shape<'_> {
    let axes = ids(dataset);
    let with_role = |role: Role| {
        let fitting = dataset.axes.iter().zip(&axes).filter(move |(axis, _)| axis.role == role);
        fitting.map(|(_, id)| id.clone()).collect::<Vec<_>>()
    };
    let role = Roles { time: with_role(Role::Time), geo: with_role(Role::Geo), metric: vec![UNIT.to_owned()] };
    let unit = (!has_units(dataset)).then_some(UNIT);
    let mut organisations: Vec<&str> = dataset.origins.iter().map(|origin| origin.organisation.as_str()).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let exact = |value: i64| Exact { value, decimals: dataset.decimals };
    let flags = |item: &Observation| (!item.flags.is_empty()).then(|| item.flags.to_string());
    Shape {
        version: "2.0",
        class: "dataset",
        label: &dataset.title,
        source: organisations.join("; "),
        updated: dataset.updated,
        note: &dataset.notes,
        size: unit.iter().map(|_| 1).chain(dataset.axes.iter().map(|axis| axis.codes.len())).collect(),
        dimension: dimensions(dataset, &axes),
        id: unit.map(str::to_owned).into_iter().chain(axes).collect(),
        role,
        value: by_position(dataset, |item| item.value.map(exact)),
        status: by_position(dataset, flags),
        extension: Extensions { emn: extension(dataset) },
    }
}

/// Whether the units stand on an axis; else the dataset has one unit.
fn has_units(dataset: &Dataset) -> bool {
    dataset.axes.iter().any(|axis| axis.role == Role::Unit)
}

fn dimensions<'a>(dataset: &'a Dataset, ids: &[String]) -> InOrder<String, Dimension<'a>> {
    let wanted = [dataset.lang.as_str()];
    let unit = |code: &'a emn_protocol::record::Code| {
        (code.as_str(), Unit { label: unit_label(code, &wanted), decimals: dataset.decimals })
    };
    let mut dimensions = Vec::new();
    if !has_units(dataset) {
        let (code, of) = unit(&dataset.unit);
        let category = Category {
            index: InOrder(vec![(code, 0)]),
            label: InOrder(vec![(code, of.label)]),
            unit: Some(InOrder(vec![(code, of)])),
        };
        dimensions.push((UNIT.to_owned(), Dimension { label: crate::words::Words::of(&wanted).unit, category }));
    }
    for (axis, id) in dataset.axes.iter().zip(ids) {
        let codes = || axis.codes.iter();
        let index = codes().enumerate().map(|(index, (code, _))| (code.as_str(), index));
        let labels = codes().map(|(code, label)| (code.as_str(), label.as_str()));
        let units = (axis.role == Role::Unit).then(|| InOrder(codes().map(|(code, _)| unit(code)).collect()));
        let category = Category { index: InOrder(index.collect()), label: InOrder(labels.collect()), unit: units };
        dimensions.push((id.clone(), Dimension { label: &axis.label, category }));
    }
    InOrder(dimensions)
}

fn extension(dataset: &Dataset) -> Extension<'_> {
    let wanted = [dataset.lang.as_str()];
    let letters = dataset.flag_letters().into_iter();
    Extension {
        agency: &dataset.agency,
        id: dataset.id.as_str(),
        measure: dataset.measure.as_str(),
        lang: &dataset.lang,
        title_lang: &dataset.title_lang,
        audience: dataset.audience().name(),
        flags: InOrder(letters.map(|letter| (letter.to_string(), flag_meaning(letter, &wanted))).collect()),
        origins: &dataset.origins,
        origins_of: by_position(dataset, |item| Some(item.origins.as_slice())),
        how: by_position(dataset, |item| (item.how != How::Published).then(|| how_name(item.how))),
        at_least: by_position(dataset, |item| item.at_least.map(|value| Exact { value, decimals: dataset.decimals })),
        covers: by_position(dataset, |item| {
            (!item.covers.is_empty()).then(|| item.covers.iter().map(|code| code.as_str()).collect())
        }),
    }
}

#[cfg(test)]
mod tests {
    use emn_protocol::testing::code;
    use serde_json::Value;

    use super::*;
    use crate::dataset::Axis;
    use crate::samples;

    fn parsed(data: &Dataset) -> Value {
        serde_json::from_slice(&dataset(data).unwrap()).unwrap()
    }

    #[test]
    fn table_has_objects_by_position() {
        let json = parsed(&samples::table());
        assert_eq!(json["version"], "2.0");
        assert_eq!(json["id"], serde_json::json!(["unit", "geo", "sex", "time"]));
        assert_eq!(json["size"], serde_json::json!([1, 1, 4, 2]));
        assert_eq!(json["role"]["time"], serde_json::json!(["time"]));
        assert_eq!(json["dimension"]["geo"]["category"]["index"]["NL"], 0);
        assert_eq!(json["dimension"]["unit"]["category"]["unit"]["PER"]["decimals"], 0);
        assert_eq!(json["value"]["1"], 1300);
        assert_eq!(json["status"]["1"], "p");
    }

    #[test]
    fn suppressed_cell_has_a_status_and_no_value() {
        let json = parsed(&samples::table());
        assert_eq!((&json["value"]["5"], &json["status"]["5"]), (&Value::Null, &Value::from("c")));
        assert!(json["value"].as_object().unwrap().values().all(Value::is_number));
    }

    #[test]
    fn sources_that_disagree_are_both_there() {
        let json = parsed(&samples::disputed());
        let values: Vec<f64> = json["value"].as_object().unwrap().values().filter_map(Value::as_f64).collect();
        assert!(values.contains(&7.69) && values.contains(&7.91), "{values:?}");
        assert_eq!(json["extension"]["emn"]["audience"], "network");
        assert_eq!(json["dimension"]["source"]["category"]["label"]["_Z"], "undisputed");
    }

    #[test]
    fn too_many_cells_are_refused_with_advice() {
        let mut data = samples::table();
        let codes: Vec<_> = (0..2_000).map(|n| (code(&format!("c{n}")), String::new())).collect();
        for id in ["x", "y", "z", "u", "v", "w"] {
            data.axes.push(Axis { id: code(id), label: String::new(), role: Role::Other, codes: codes.clone() });
        }
        let error = dataset(&data).unwrap_err();
        assert!(matches!(error, ExportError::TooLarge { count: u64::MAX, .. }), "{error}");
        assert!(error.to_string().contains("parquet"), "{error}");
        data.axes.truncate(5);
        assert!(matches!(dataset(&data), Err(ExportError::TooLarge { count: 32_000_000, .. })));
    }

    #[test]
    fn nothing_found_is_refused_and_one_number_is_not() {
        let mut data = samples::table();
        data.axes[1].codes.clear();
        data.observations.clear();
        assert!(matches!(dataset(&data), Err(ExportError::Unfit { .. })));
        let mut one = samples::table();
        one.axes.clear();
        one.observations.truncate(1);
        one.observations[0].key.clear();
        assert_eq!(parsed(&one)["value"]["0"], 1200);
    }

    #[test]
    fn hostile_ids_stay_distinct() {
        let json = parsed(&samples::hostile());
        let ids = json["id"].as_array().unwrap();
        assert_eq!(ids.len(), json["dimension"].as_object().unwrap().len());
    }
}
