//! JSON-stat 2.0, as Eurostat's API for statistics answers it.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use emn_export::dataset::{Dataset, Selection};
use emn_export::json_stat;

use super::fault::Fault;
use super::{answered, flow, lang, text};
use crate::api::params::Params;
use crate::api::records::tagged;
use crate::api::routes::Shared;

/// Parameters that are no dimensions.
const OTHERS: [&str; 7] =
    ["format", "lang", "sinceTimePeriod", "untilTimePeriod", "lastTimePeriod", "geoLevel", "compressed"];

/// Periods that may be asked for as «the last».
const LAST: usize = 10_000;

pub(in crate::api) async fn data(
    State(shared): State<Shared>,
    Path(code): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Response {
    let api = shared.api.clone();
    answered(&shared, Fault::json, move || {
        if text(&params, "format").is_some_and(|format| !format.eq_ignore_ascii_case("json")) {
            return Err(Fault::Wrong("the only format is JSON".to_owned()));
        }
        let measure = flow::measure(&api.catalogue, &code)?;
        let data = flow::dataset(&api.catalogue, &measure, &lang(&params))?;
        let selection = selection(&data, &params)?;
        let data = data.selected(&selection).pruned();
        if data.observations.is_empty() {
            return Err(Fault::Nothing("no figure fits; take conditions away".to_owned()));
        }
        let body = json_stat::dataset(&data)?;
        Ok(tagged(&headers, body.into(), HeaderValue::from_static("application/json")))
    })
    .await
}

fn selection(data: &Dataset, params: &Params) -> Result<Selection, Fault> {
    let mut selection = Selection::default();
    for (name, value) in params.pairs().filter(|(_, value)| !value.is_empty()) {
        if OTHERS.iter().all(|known| !known.eq_ignore_ascii_case(name)) {
            selection.code(data, name, value)?;
        }
    }
    if let Some(since) = text(params, "sinceTimePeriod") {
        selection.since(since)?;
    }
    if let Some(until) = text(params, "untilTimePeriod") {
        selection.until(until)?;
    }
    if let Some(last) = text(params, "lastTimePeriod") {
        let number = last.parse().ok().filter(|number| (1..=LAST).contains(number));
        selection.last(number.ok_or_else(|| Fault::Wrong(format!("lastTimePeriod is a number from 1 to {LAST}")))?);
    }
    Ok(selection)
}
