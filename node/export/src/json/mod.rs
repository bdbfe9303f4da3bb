//! Our own JSON: everything that a dataset holds, losing nothing.
//!
//! | field | what |
//! |--|--|
//! | `format`, `version` | `emn-dataset` and 1: fields may be added under the same version. |
//! | `id`, `agency` | Names the dataset, and who maintains it. |
//! | `title`, `title_lang` | What it shows, and in which language. |
//! | `lang` | Language of labels and notes. |
//! | `updated` | The newest source, RFC 3339 in UTC. |
//! | `measure`, `unit`, `unit_label`, `decimals` | What is measured, in what, with how many digits after the point. |
//! | `audience` | `public`, or `network`: for members only. |
//! | `axes[]` | `id`, `label`, `role` (`time`, `geo`, `other`) and `codes[]` of `code` and `label`, in order. |
//! | `observations[]` | One for each figure, see below. A key may occur twice where sources disagree. |
//! | `flags` | The letters that occur, with their meaning. |
//! | `origins[]` | Records that figures come from; `record` is the entry's id, `register` and `reference_date` say what was read and when, `definitions` how figures are defined. |
//! | `notes[]` | What a reader must know. |
//!
//! An observation has `key` (a code for each axis), `value` (a decimal number; `null` when suppressed or not known),
//! `flags` (such as `bd`; `c` is suppressed), `how` (`published`, `added`, `not_added`), `origins` (positions), and
//! where there is something to say `at_least` (the value is at least this) and `covers` (countries in a sum).
//!
//! Texts are as their authors wrote them: who shows them must escape them.

mod exact;

use serde::Serialize;

pub(crate) use exact::{Exact, InOrder};

use crate::dataset::{Axis, Dataset, Observation, Role, flag_meaning, how_name, unit_label};
use crate::error::ExportError;
use crate::format::Format;

#[derive(Serialize)]
struct Shape<'a> {
    format: &'static str,
    version: u32,
    id: &'a str,
    agency: &'a str,
    title: &'a str,
    title_lang: &'a str,
    lang: &'a str,
    updated: emn_protocol::time::Timestamp,
    measure: &'a str,
    unit: &'a str,
    unit_label: &'a str,
    decimals: u8,
    audience: &'static str,
    axes: Vec<AxisShape<'a>>,
    observations: Vec<ObservationShape<'a>>,
    flags: InOrder<String, &'a str>,
    origins: &'a [emn_series::source::Origin],
    notes: &'a [String],
}

#[derive(Serialize)]
struct AxisShape<'a> {
    id: &'a str,
    label: &'a str,
    role: Role,
    codes: Vec<CodeShape<'a>>,
}

#[derive(Serialize)]
struct CodeShape<'a> {
    code: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct ObservationShape<'a> {
    key: InOrder<&'a str, &'a str>,
    value: Option<Exact>,
    flags: String,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Exact>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    covers: Vec<&'a str>,
    origins: &'a [u32],
}

/// A dataset in our own form.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    serde_json::to_vec(&shape(dataset)).map_err(|error| ExportError::library(Format::Json)(&error))
}

fn shape(dataset: &Dataset) -> Shape<'_> {
    let wanted = [dataset.lang.as_str()];
    let letters = dataset.flag_letters().into_iter();
    Shape {
        format: "emn-dataset",
        version: 1,
        id: dataset.id.as_str(),
        agency: &dataset.agency,
        title: &dataset.title,
        title_lang: &dataset.title_lang,
        lang: &dataset.lang,
        updated: dataset.updated,
        measure: dataset.measure.as_str(),
        unit: dataset.unit.as_str(),
        unit_label: unit_label(&dataset.unit, &wanted),
        decimals: dataset.decimals,
        audience: dataset.audience().name(),
        axes: dataset.axes.iter().map(axis).collect(),
        observations: dataset.observations.iter().map(|item| observation(dataset, item)).collect(),
        flags: InOrder(letters.map(|letter| (letter.to_string(), flag_meaning(letter, &wanted))).collect()),
        origins: &dataset.origins,
        notes: &dataset.notes,
    }
}

fn axis(axis: &Axis) -> AxisShape<'_> {
    let codes = axis.codes.iter().map(|(code, label)| CodeShape { code: code.as_str(), label }).collect();
    AxisShape { id: axis.id.as_str(), label: &axis.label, role: axis.role, codes }
}

fn observation<'a>(dataset: &'a Dataset, observation: &'a Observation) -> ObservationShape<'a> {
    let exact = |value: i64| Exact { value, decimals: dataset.decimals };
    let ids = dataset.axes.iter().map(|axis| axis.id.as_str());
    ObservationShape {
        key: InOrder(ids.zip(dataset.codes(observation).map(|(code, _)| code.as_str())).collect()),
        value: observation.value.map(exact),
        flags: observation.flags.to_string(),
        how: how_name(observation.how),
        at_least: observation.at_least.map(exact),
        covers: observation.covers.iter().map(|code| code.as_str()).collect(),
        origins: &observation.origins,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::samples;

    fn parsed(data: &Dataset) -> Value {
        serde_json::from_slice(&dataset(data).unwrap()).unwrap()
    }

    #[test]
    fn observation_has_codes_value_and_flags() {
        let json = parsed(&samples::table());
        assert_eq!(json["observations"][1]["key"]["TIME_PERIOD"], "2022");
        assert_eq!(json["observations"][1]["value"], 1300);
        assert_eq!(json["observations"][1]["flags"], "p");
        assert_eq!(json["observations"][5]["value"], Value::Null);
        assert_eq!(json["flags"]["c"], "confidential");
        assert_eq!(json["audience"], "public");
        assert_eq!(json["origins"][0]["register"], "Register A");
    }

    #[test]
    fn decimals_are_written_as_published() {
        let text = String::from_utf8(dataset(&samples::disputed()).unwrap()).unwrap();
        assert!(text.contains(r#""value":12.34"#) && text.contains(r#""value":-0.05"#), "{text}");
        assert!(text.contains(r#""at_least":1.00"#) && text.contains(r#""covers":["EL","UK"]"#));
    }

    #[test]
    fn hostile_texts_come_back_as_they_were() {
        let json = parsed(&samples::hostile());
        assert_eq!(json["title"], samples::HOSTILE);
        assert_eq!(json["axes"][0]["codes"][0]["label"], samples::HOSTILE);
    }
}
