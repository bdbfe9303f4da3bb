//! Drafts, for programs: what waits, what is in it, and the steps of whoever approves. Drafts are written on the pages;
//! a program hands in a whole record, which becomes a submitted draft where two persons publish.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use emn_accounts::Who;
use emn_desk::{COMMENT_CHARS, Content, Draft, DraftId, DraftTable, Editable, Person};
use emn_protocol::record::Record;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::auth::Caller;
use super::error::Refusal;
use super::params::{Id, Params};
use super::records::blocking;
use super::routes::Shared;
use super::view::{DraftItem, DraftView, Drafts, Violation};
use super::{ApiState, approving, publish};
use crate::gate::{Override, screened};
use crate::identity::random;
use crate::telemetry::{chain, wall_clock};

/// Names of states that a list can be asked for.
const STATES: [&str; 6] = ["editing", "submitted", "sent_back", "publishing", "published", "discarded"];

/// An approval.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    /// The version that was looked at. Another one is not approved.
    version: u64,
    /// Warnings in the texts that do not apply, and why.
    #[serde(default)]
    overrides: Vec<Override>,
}

/// A draft that is not approved.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendBack {
    /// The version that was looked at.
    version: u64,
    /// Why, for its authors.
    #[schemars(length(min = 1, max = COMMENT_CHARS))]
    comment: String,
}

pub(crate) async fn list(State(shared): State<Shared>, params: Params) -> Result<Json<Drafts>, Refusal> {
    params.only(&["state"])?;
    let state = params.one_of("state", &STATES.map(|name| (name, name)))?;
    blocking(move || {
        approving::settle(&shared.api, false)?;
        let wanted = |found: &emn_desk::State| state.map_or(!found.finished(), |state| found.name() == state);
        let found = shared.api.desk.list(|summary| wanted(&summary.state));
        Ok(Json(Drafts { items: found.iter().map(DraftItem::from).collect() }))
    })
    .await
}

pub(crate) async fn show(State(shared): State<Shared>, Id(id): Id, params: Params) -> Result<Json<DraftView>, Refusal> {
    params.none()?;
    let id = named(&id)?;
    blocking(move || Ok(Json(view(&shared.api.desk.get(id)?)))).await
}

fn view(draft: &Draft) -> DraftView {
    let (record, violations) = match draft.record() {
        Ok(record) => (Some(record), Vec::new()),
        Err(problems) => (None, problems.into_iter().map(Violation::from).collect()),
    };
    DraftView {
        draft: draft.into(),
        findings: record.as_ref().map_or_else(Vec::new, |record| screened(record).findings),
        violations,
        record,
        history: draft.history.iter().map(Into::into).collect(),
    }
}

pub(crate) async fn approve(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let (id, person) = (named(&id)?, person(&caller)?);
    let Approve { version, overrides } = read(body)?;
    let approved = approving::approve(&shared, id, version, person, overrides).await?;
    shared.api.engine.shown(&approved.published).await;
    Ok(publish::created(approved.published, approved.notes))
}

pub(crate) async fn send_back(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<DraftView>, Refusal> {
    let (id, person) = (named(&id)?, person(&caller)?);
    let SendBack { version, comment } = read(body)?;
    blocking(move || Ok(Json(view(&approving::send_back(&shared.api, id, version, &person, &comment)?)))).await
}

/// Makes a submitted draft of a record that an account's program handed in.
pub(super) async fn hand_in(shared: &Shared, who: &Who, record: Record) -> Result<Response, Refusal> {
    let (api, person) = (shared.api.clone(), person_of(who));
    blocking(move || {
        let draft = begin(&api, &person, &record)?;
        let draft = approving::submit(&api, draft.id, draft.version, &person)?;
        let mut response = (StatusCode::ACCEPTED, Json(view(&draft))).into_response();
        if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/drafts/{}", draft.id)) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        Ok(response)
    })
    .await
}

fn begin(api: &ApiState, person: &Person, record: &Record) -> Result<Draft, Refusal> {
    let now = wall_clock();
    let (content, tables) = Content::of_record(record);
    let tables: Vec<DraftTable> = tables.into_iter().map(|table| DraftTable::finished(table, now)).collect();
    // What cannot be submitted must not stay behind as a draft that nobody knows of.
    content.record(&tables).map_err(emn_desk::DeskError::Incomplete)?;
    let id = DraftId::from_bytes(random().map_err(|error| Refusal::internal(chain(&error)))?);
    Ok(api.desk.create(id, Editable { content, tables, mapping: String::new() }, person, now)?)
}

fn named(id: &str) -> Result<DraftId, Refusal> {
    id.parse().map_err(|error: emn_desk::NoDraftId| Refusal::not_found(error.to_string()))
}

/// Only a person with a name approves or sends back.
fn person(caller: &Caller) -> Result<Person, Refusal> {
    match caller {
        Caller::Account(who) => Ok(person_of(who)),
        Caller::Nobody | Caller::Reader | Caller::Owner => {
            Err(Refusal::new(StatusCode::FORBIDDEN, "forbidden", "this takes the token of a person with an account"))
        }
    }
}

/// Somebody with an account, as drafts name people.
pub(crate) fn person_of(who: &Who) -> Person {
    Person { account: who.account.clone(), name: who.full_name.clone() }
}

fn read<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Refusal> {
    let bytes = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "the body is over the limit")
        }
        _ => Refusal::bad_request("bad_body", format!("the body could not be read: {rejection}")),
    })?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Refusal::bad_request("bad_json", format!("the body is not what is taken here: {error}")))
}
