//! Texts and what else describes a record; what was found in it; how others will see it.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use emn_desk::{DeskError, Draft, Person};
use emn_pages::parts::Mistakes;
use emn_pages::publish::{CheckPage, DescribePage, Preview, PreviewPage, Step};

use super::{Asked, Memory, conflict, draft, examined, found, refused, texts, to, version, way};
use crate::api::Shared;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::network::newest_roster;
use crate::api::records::blocking;
use crate::telemetry::wall_clock;
use crate::web::form::Fields;
use crate::web::page::{page, with_status};
use crate::web::visitor::Visitor;

pub(super) async fn form(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let visitor = asked.said(visitor);
    let draft = draft(&shared, &id).await?;
    if !draft.state.editable() {
        return Ok(to(draft.id, "", ""));
    }
    let mistakes =
        if asked.mistakes.is_empty() { Mistakes::default() } else { texts::mistakes(&visitor.frame, &draft) };
    answer(&shared, &memory, &visitor, &person, &draft, StatusCode::OK, &mistakes)
}

fn answer(
    shared: &Shared,
    memory: &Memory,
    visitor: &Visitor,
    person: &Person,
    draft: &Draft,
    status: StatusCode,
    mistakes: &Mistakes,
) -> Result<Response, Refusal> {
    let roster = newest_roster(&shared.api)?;
    let members = texts::countries(roster.roster().members.iter().map(|member| member.id.to_string()));
    let form = texts::form(&visitor.frame, draft, &members);
    let way = way(&shared.api, memory, visitor, person, draft, Step::Describe);
    with_status(status, &DescribePage { frame: &visitor.frame, way: &way, form: &form, mistakes })
}

/// Keeps what was written, and does what the button says.
pub(super) async fn keep(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let (id, version) = (draft(&shared, &id).await?.id, version(&fields)?);
    let action = fields.get("action").to_owned();
    let (api, author, asked) = (shared.api.clone(), person.clone(), action.clone());
    let kept = blocking(move || {
        let mut added = true;
        let kept = api.desk.change(id, version, &author, wall_clock(), |draft| {
            texts::read(&fields, draft);
            match asked.split_once('.').unwrap_or((&asked, "")) {
                ("add", _) => added = texts::add_language(&mut draft.content, fields.get("add_language")),
                ("remove", tag) => texts::remove_language(draft, tag),
                ("drop", table) => draft.tables.retain(|kept| kept.table.id.as_str() != table),
                _ => {}
            }
        });
        Ok((kept, added, fields))
    })
    .await?;
    let (kept, added, fields) = kept;
    let draft = match kept {
        Ok(draft) => draft,
        Err(DeskError::Conflict { current }) => {
            return conflict::show(&shared, &visitor, &person, *current, version, &fields).await;
        }
        Err(DeskError::State { .. }) => {
            // What was written must not be lost to a step that somebody else took.
            let current = draft(&shared, &id.to_string()).await?;
            return conflict::show(&shared, &visitor, &person, current, version, &fields).await;
        }
        Err(DeskError::TooLarge(_)) => {
            let back = format!("/publish/{id}/describe");
            return refused(&visitor, "publish-refused-large", &back, "publish-back-to-draft");
        }
        Err(error) => return Err(error.into()),
    };
    Ok(match action.split('.').next().unwrap_or_default() {
        "check" => to(id, "check", ""),
        "table" => to(id, "upload", ""),
        "add" if !added => {
            let mut mistakes = Mistakes::default();
            mistakes.add("add_language", visitor.frame.t("publish-mistake-language"));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return answer(&shared, &memory, &visitor, &person, &draft, status, &mistakes);
        }
        "add" => to(id, "describe", "language-added"),
        _ => to(id, "describe", "saved"),
    })
}

pub(super) async fn check(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let draft = draft(&shared, &id).await?;
    let examination = examined(&shared, &memory, &draft).await?;
    let way = way(&shared.api, &memory, &visitor, &person, &draft, Step::Check);
    let found = found(&visitor.frame, &draft, examination.as_deref());
    page(&CheckPage { frame: &visitor.frame, way: &way, found: &found })
}

pub(super) async fn preview(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let draft = draft(&shared, &id).await?;
    let way = way(&shared.api, &memory, &visitor, &person, &draft, Step::Preview);
    let record = draft.record().ok().map(|record| Preview::of(&visitor.frame, &record));
    page(&PreviewPage { frame: &visitor.frame, way: &way, record: record.as_ref() })
}
