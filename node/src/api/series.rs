//! Figures of all members.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use emn_chart::chart::Form;
use emn_chart::look::{Size, Theme};
use emn_chart::{png, svg};
use emn_series::question::Question;

use super::error::Refusal;
use super::exports::{download, file_name};
use super::params::{Id, Params};
use super::records::{blocking, json, tagged};
use super::routes::Shared;
use super::view::{MeasureView, measures};
use crate::figures;

/// Rows with their origins; with a format, a file.
pub(crate) async fn series(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check(&params, &["format", "lang"])?;
    let (format, lang) = (params.format()?, params.lang()?);
    let api = shared.api;
    let work = move || {
        let question = question(&params)?;
        let answer = api.catalogue.figures(&question)?;
        let Some(format) = format else {
            return Ok(tagged(&headers, json(&answer)?, HeaderValue::from_static("application/json")));
        };
        let data = figures::dataset(&answer, &lang);
        let bytes = emn_export::write_dataset(&data, format)?;
        Ok(download(&headers, bytes, format.media_type(), &file_name(question.measure.as_str(), format)))
    };
    shared.places.work(work).await
}

/// A picture.
pub(crate) async fn chart(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check(&params, &["form", "format", "theme", "width", "height", "lang"])?;
    let lang = params.lang()?;
    let form = params.one_of("form", &FORMS)?;
    let theme = params.one_of("theme", &[("light", Theme::Light), ("dark", Theme::Dark)])?.unwrap_or(Theme::Light);
    let as_png = params.one_of("format", &[("svg", false), ("png", true)])?.unwrap_or(false);
    let size =
        Size { width: params.number("width", 240..=2000, 960)?, height: params.number("height", 180..=2000, 540)? };
    let api = shared.api;
    let work = move || {
        let data = figures::dataset(&api.catalogue.figures(&question(&params)?)?, &lang);
        let chart =
            figures::chart(&data, form).map_err(|error| Refusal::bad_request("bad_query", error.to_string()))?;
        chart.check().map_err(|error| Refusal::bad_request("bad_query", error.to_string()))?;
        if as_png {
            let picture = png(&chart, size, theme).map_err(|error| Refusal::internal(error.to_string()))?;
            return Ok(tagged(&headers, picture.into(), HeaderValue::from_static("image/png")));
        }
        let picture = svg(&chart, size, theme);
        let mut response = tagged(&headers, picture.into(), HeaderValue::from_static("image/svg+xml"));
        // A picture that is opened by itself is a document: it may load and run nothing.
        let policy = HeaderValue::from_static("default-src 'none'; style-src 'none'; sandbox");
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        Ok(response)
    };
    shared.places.work(work).await
}

const FORMS: [(&str, Form); 4] =
    [("line", Form::Line), ("bar", Form::Bar), ("multiples", Form::SmallMultiples), ("map", Form::Map)];

/// The measures that tables here have.
pub(crate) async fn list(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.none()?;
    let work = move || {
        let all = json(&measures(shared.api.catalogue.measures()?))?;
        Ok(tagged(&headers, all, HeaderValue::from_static("application/json")))
    };
    blocking(work).await
}

/// What can be asked about one measure.
pub(crate) async fn facts(
    State(shared): State<Shared>,
    Id(id): Id,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.none()?;
    let api = shared.api;
    let work = move || {
        let measure = id.parse().map_err(|_| Refusal::not_found("no table here has this measure"))?;
        let cube = api.catalogue.cube(&measure)?;
        Ok(tagged(&headers, json(&MeasureView::of(&cube))?, HeaderValue::from_static("application/json")))
    };
    shared.places.work(work).await
}

/// Axes of a question: tables have a few dimensions, and each stands once.
const AXES: usize = 16;

/// Codes and conditions of a question: each may be a label in any language, which is looked for.
const CODES: usize = 300;

/// Refuses what is no question, and questions that would take long to understand. `further` are parameters of the route
/// beside those of the question.
fn check(params: &Params, further: &[&str]) -> Result<(), Refusal> {
    params.only_repeating(&[QUESTION.as_slice(), further].concat(), &["where"])?;
    let count = |names: &[&str]| {
        let values = params.pairs().filter(|(name, value)| names.contains(name) && !value.is_empty());
        values.map(|(_, value)| value.split([',', ';']).count()).sum::<usize>()
    };
    let (axes, codes) = (count(&["by"]), count(&["where", "years", "member"]));
    let too_many = |what: String| Err(Refusal::bad_request("bad_query", what));
    match () {
        () if axes > AXES => too_many(format!("the parameter `by` names {axes} axes; at most {AXES} are taken")),
        () if codes > CODES => too_many(format!(
            "there are {codes} codes in the conditions; at most {CODES} are taken: group by the dimension"
        )),
        () => Ok(()),
    }
}

/// The question that the parameters ask.
fn question(params: &Params) -> Result<Question, Refusal> {
    let wrong = |error: emn_series::SeriesError| Refusal::bad_request("bad_query", error.to_string());
    let pairs = params.pairs().filter(|(name, value)| QUESTION.contains(name) && !value.is_empty());
    let mut question = Question::from_pairs(pairs).map_err(wrong)?;
    for (name, condition) in [("years", "year"), ("member", "member")] {
        if let Some(text) = params.text(name) {
            question.restrict(&format!("{condition}={text}")).map_err(wrong)?;
        }
    }
    Ok(question)
}

const QUESTION: [&str; 8] = ["measure", "by", "where", "years", "member", "per", "add_periods", "public_only"];
