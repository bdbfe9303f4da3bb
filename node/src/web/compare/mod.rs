//! The page `compare`. What is asked stands in its address, in the words of `/api/v1/series`, so that links from
//! elsewhere lead here; what the form sends besides is turned into the same.

mod asked;
mod choices;
mod result;
mod words;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use emn_export::dataset::Dataset;
use emn_pages::Frame;
use emn_pages::compare::{ComparePage, Comparison, Form, Measure, Refusal as Refused};
use emn_protocol::codelist::CodeLists;
use emn_protocol::record::Code;
use emn_search::index::Facet;
use emn_search::query::Query;

use self::asked::Asked;
use super::page::{page, with_status};
use super::visitor::Visitor;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::params::Params;
use crate::api::{ApiState, Shared};
use crate::catalogue::{CatalogueError, MeasureFacts};
use crate::figures;

/// Measures of the first page whose members and years are counted: each takes a search.
const COUNTED: usize = 30;
/// Measures to choose from.
const MEASURES: usize = 300;
/// Codes of members that a measure's line names.
const NAMED: usize = 6;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/compare", get(compare))
}

async fn compare(State(shared): State<Shared>, visitor: Visitor, params: Params) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    let (api, places) = (shared.api, shared.places);
    let work = move || {
        let frame = &visitor.frame;
        let facts = api.catalogue.measures()?;
        let Some(measure) = params.text("measure") else {
            return page(&start(&api, frame, &facts, None)?);
        };
        let chosen = measure.parse::<Code>().ok().filter(|code| facts.iter().any(|known| known.id == *code));
        let Some(chosen) = chosen else {
            let refused = words::unknown_measure(frame, measure, facts.iter().map(|known| &known.id));
            return with_status(StatusCode::NOT_FOUND, &start(&api, frame, &facts, Some(refused))?);
        };
        let asked = Asked::read(&chosen, &params);
        let (form, outcome) = answered(&api, &visitor, &chosen, &asked)?;
        let measures = listed(&facts, |known| measure_of(known, known.id == chosen));
        let (status, refusal, comparison) = match outcome {
            Ok(comparison) => (StatusCode::OK, None, Some(comparison)),
            Err(refused) => (StatusCode::UNPROCESSABLE_ENTITY, Some(refused), None),
        };
        with_status(status, &ComparePage { frame, measures, form: Some(form), refusal, comparison })
    };
    places.work(work).await
}

/// The form, and what it asks for or why there is none.
fn answered(
    api: &ApiState,
    visitor: &Visitor,
    measure: &Code,
    asked: &Asked,
) -> Result<(Form, Result<Comparison, Refused>), Refusal> {
    let frame = &visitor.frame;
    let cube = match api.catalogue.cube(measure) {
        Ok(cube) => cube,
        Err(CatalogueError::TooLarge { .. }) => {
            let refused = words::of(frame, "too-many", &[]);
            return Ok((Form::default(), Err(refused)));
        }
        Err(error) => return Err(error.into()),
    };
    let form = choices::form(frame, &cube, asked);
    let question = match &asked.question {
        Ok(question) => question,
        Err(error) => return Ok((form, Err(words::series(frame, error)))),
    };
    match api.catalogue.answer(&cube, question) {
        Ok(answer) => {
            let mut data = figures::dataset(&answer, frame.lang());
            name_countries(frame, &mut data);
            Ok((form, Ok(result::comparison(visitor, question, asked.form, &data))))
        }
        Err(CatalogueError::Series(error)) => Ok((form, Err(words::series(frame, &error)))),
        Err(error) => Err(error.into()),
    }
}

/// Countries are called in the language of the pages, which the shared lists do not have for all of them.
fn name_countries(frame: &Frame, data: &mut Dataset) {
    for axis in data.axes.iter_mut().filter(|axis| ["geo", "member", "citizen"].contains(&axis.id.as_str())) {
        for (code, label) in &mut axis.codes {
            if let Some(name) = country(frame, code.as_str()) {
                *label = name;
            }
        }
    }
}

/// The name of a country, by its code as records or as Eurostat write it.
fn country(frame: &Frame, code: &str) -> Option<String> {
    let lists = CodeLists::shipped();
    let country = lists.country(code).or_else(|| lists.country_by_eurostat(code))?;
    let name = frame.country(country.iso2.as_str());
    Some(if name == country.iso2.as_str() { country.name(&[frame.lang()]).to_owned() } else { name })
}

/// The page on which nothing is chosen yet.
fn start<'a>(
    api: &ApiState,
    frame: &'a Frame,
    facts: &[MeasureFacts],
    refusal: Option<Refused>,
) -> Result<ComparePage<'a>, Refusal> {
    let mut measures = listed(facts, |known| measure_of(known, false));
    for measure in measures.iter_mut().take(COUNTED) {
        count(api, measure)?;
    }
    Ok(ComparePage { frame, measures, form: None, refusal, comparison: None })
}

fn listed(facts: &[MeasureFacts], measure: impl Fn(&MeasureFacts) -> Measure) -> Vec<Measure> {
    let mut facts: Vec<&MeasureFacts> = facts.iter().collect();
    // What most publish comes first.
    facts.sort_by_key(|known| std::cmp::Reverse(known.records));
    facts.into_iter().take(MEASURES).map(measure).collect()
}

fn measure_of(facts: &MeasureFacts, chosen: bool) -> Measure {
    let title = figures::measure_title(&facts.id);
    // The id of a measure is in English.
    Measure {
        id: facts.id.to_string(),
        title,
        lang: "en".to_owned(),
        records: facts.records,
        chosen,
        ..Measure::default()
    }
}

/// Who publishes a measure, and for which years, by the index: reading all tables would take too long here.
fn count(api: &ApiState, measure: &mut Measure) -> Result<(), Refusal> {
    let query = Query { measure: measure.id.parse().ok(), limit: 1, facets: true, ..Query::default() };
    let facets = api.catalogue.query(&query)?.facets.unwrap_or_default();
    let members = facets.of(Facet::Member);
    measure.member_count = members.len() as u64;
    measure.members = members.iter().take(NAMED).map(|value| value.value.clone()).collect();
    let years: Vec<i64> = facets.of(Facet::Year).iter().filter_map(|value| value.value.parse().ok()).collect();
    measure.years = years.iter().min().copied().zip(years.iter().max().copied());
    Ok(())
}
