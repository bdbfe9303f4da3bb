//! The list of drafts, beginning one, and its steps from one hand to the next.

use axum::extract::{Query, State};
use axum::response::Response;
use emn_desk::{Content, Draft, DraftId, DraftKind, DraftTable, Editable, Person, State as Standing, Texts};
use emn_pages::publish::{DraftsPage, Happening, StatePage, Step};
use emn_protocol::codelist::CodeLists;

use super::{Asked, Publishing, Seat, failure, history, listed, refused, to, version};
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::records::{Found, blocking};
use crate::api::{ApiState, Shared, approving};
use crate::identity::random;
use crate::telemetry::{chain, wall_clock};
use crate::web::form::Fields;
use crate::web::page::page;
use crate::web::visitor::Visitor;

pub(super) async fn list(
    State(shared): State<Shared>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let visitor = asked.said(visitor);
    let api = shared.api.clone();
    let all = blocking(move || {
        approving::settle(&api, false)?;
        Ok(api.desk.list(|summary| !matches!(summary.state, Standing::Discarded)))
    })
    .await?;
    let (mine, others): (Vec<_>, Vec<_>) = all.iter().partition(|summary| summary.contributed(&person.account));
    let heads = |list: Vec<_>| list.into_iter().map(|summary| listed(&visitor, &person, summary)).collect::<Vec<_>>();
    page(&DraftsPage { frame: &visitor.frame, mine: &heads(mine), others: &heads(others) })
}

/// Begins a draft: of its own, or about a record.
pub(super) async fn begin(State(shared): State<Shared>, visitor: Visitor, fields: Fields) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let (kind, target) = (fields.get("kind").to_owned(), fields.get("target").to_owned());
    let lang = visitor.frame.lang().to_owned();
    let (api, author) = (shared.api.clone(), person.clone());
    let asked = kind.clone();
    let begun = blocking(move || {
        let Some(editable) = beginning(&api, &asked, &target, &lang)? else { return Ok(None) };
        let id = random::<8>().map_err(|error| Refusal::internal(chain(&error)))?;
        Ok(Some(api.desk.create(DraftId::from_bytes(id), editable, &author, wall_clock())))
    })
    .await?;
    match begun {
        None => refused(&visitor, "publish-refused-foreign", "/publish", "publish-back-to-list"),
        Some(Err(emn_desk::DeskError::Full)) => {
            refused(&visitor, "publish-refused-full", "/publish", "publish-back-to-list")
        }
        Some(begun) => {
            let draft = begun?;
            Ok(match kind.as_str() {
                "cases" => to(draft.id, "upload", ""),
                "table" => crate::web::page::see_other(&format!("/publish/{}/upload?what=table", draft.id)),
                _ => to(draft.id, "describe", ""),
            })
        }
    }
}

/// What a draft begins with; nothing when it would be about a record that this member cannot act on.
fn beginning(api: &ApiState, kind: &str, target: &str, lang: &str) -> Result<Option<Editable>, Refusal> {
    let own = api.engine.snapshot().member.clone();
    let title: Texts = [(lang.to_owned(), String::new())].into();
    if matches!(kind, "correction" | "withdrawal") {
        let found = match Found::find(api, target) {
            Ok(found) if own.as_ref() == Some(&found.entry.header().member) => found,
            Ok(_) => return Ok(None),
            Err(refusal) if refusal.status().is_client_error() => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        let (entry, Ok(record)) = (found.entry.id(), found.readable()) else { return Ok(None) };
        if kind == "withdrawal" {
            let mut content = Content::withdrawing(entry);
            content.purpose.reason_mut().into_iter().for_each(|reason| reason.clone_from(&title));
            return Ok(Some(Editable { content, tables: Vec::new(), mapping: String::new() }));
        }
        let Some((content, tables)) = Content::correcting(entry, record) else { return Ok(None) };
        let now = wall_clock();
        let tables = tables.into_iter().map(|table| DraftTable::finished(table, now)).collect();
        return Ok(Some(Editable { content, tables, mapping: String::new() }));
    }
    let kind = match kind {
        "cases" | "table" => DraftKind::Report,
        "practice" => DraftKind::Practice,
        _ => return Err(Refusal::bad_request("bad_form", "the form does not say what is to be begun")),
    };
    let country = own.and_then(|member| CodeLists::shipped().country(&member.to_string()).map(|c| c.iso2.clone()));
    let content = Content { kind, title, countries: country.into_iter().collect(), ..Content::default() };
    Ok(Some(Editable { content, tables: Vec::new(), mapping: String::new() }))
}

pub(super) async fn state(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    let Seat { shared, visitor, person, draft, .. } = &seat;
    let (problems, warnings) = if draft.state.editable() {
        let found = seat.found().await?;
        (found.hindrances(), found.warnings.len())
    } else {
        (0, 0)
    };
    let (sent_back, entry) = match &draft.state {
        Standing::SentBack { by, at, comment } => {
            let text = "publish-happened-sent-back";
            (Some(Happening { time: *at, who: by.name.clone(), text, comment: comment.clone() }), None)
        }
        Standing::Published { entry, .. } => (None, Some(entry.to_string())),
        _ => (None, None),
    };
    let submitted = |account: &str| matches!(&draft.state, Standing::Submitted { by, .. } if by.account == account);
    let waits = matches!(draft.state, Standing::Submitted { .. });
    let barred = shared.api.doors.four_eyes && draft.contributed(&person.account);
    page(&StatePage {
        frame: &visitor.frame,
        way: &seat.way(Step::Submit),
        problems,
        warnings,
        history: &history(draft),
        comment: sent_back.as_ref(),
        failure: failure(draft),
        entry: entry.as_deref(),
        may_change: true,
        may_take_back: submitted(&person.account),
        may_approve: waits && visitor.frame.may_approve() && !barred,
    })
}

/// A step of a draft, done by a person who publishes.
async fn step(
    seat: Seat<Publishing>,
    fields: &Fields,
    take: impl FnOnce(&ApiState, DraftId, u64, &Person) -> Result<Draft, Refusal> + Send + 'static,
    notice: &'static str,
) -> Result<Response, Refusal> {
    let (id, version) = (seat.draft.id, version(fields)?);
    let (api, person) = (seat.shared.api.clone(), seat.person.clone());
    match blocking(move || take(&api, id, version, &person)).await {
        Ok(_) => Ok(seat.to("", notice)),
        Err(refusal) => match refusal.code() {
            "draft_changed" => Ok(seat.to("", "draft-changed")),
            "draft_state" => seat.refused("publish-refused-closed"),
            "own_draft" => seat.refused("publish-refused-not-submitter"),
            "form" => Ok(seat.to("check", "")),
            _ => Err(refusal),
        },
    }
}

pub(super) async fn submit(seat: Seat<Publishing>, fields: Fields) -> Result<Response, Refusal> {
    if seat.draft.state.editable() && seat.found().await?.hindrances() > 0 {
        return Ok(seat.to("check", ""));
    }
    step(seat, &fields, approving::submit, "draft-submitted").await
}

pub(super) async fn take_back(seat: Seat<Publishing>, fields: Fields) -> Result<Response, Refusal> {
    step(seat, &fields, approving::take_back, "draft-taken-back").await
}

pub(super) async fn discard(seat: Seat<Publishing>, fields: Fields) -> Result<Response, Refusal> {
    let memory = seat.memory.clone();
    let gone = move |api: &ApiState, id: DraftId, version: u64, person: &Person| {
        let draft = approving::discard(api, id, version, person)?;
        api.uploads.remove(id);
        memory.forget(id);
        Ok(draft)
    };
    step(seat, &fields, gone, "draft-discarded").await
}
