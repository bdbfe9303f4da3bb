//! Texts and what else describes a record; what was found in it; how others will see it.

use axum::http::StatusCode;
use axum::response::Response;
use emn_desk::DeskError;
use emn_pages::parts::Mistakes;
use emn_pages::publish::{CheckPage, DescribePage, Preview, PreviewPage, Step};

use super::{Publishing, Seat, conflict, refused, texts, version};
use crate::api::error::Refusal;
use crate::api::network::newest_roster;
use crate::api::records::blocking;
use crate::telemetry::wall_clock;
use crate::web::form::Fields;
use crate::web::page::{page, with_status};

pub(super) async fn form(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    if !seat.draft.state.editable() {
        return Ok(seat.to("", ""));
    }
    let wanted = !seat.asked.mistakes.is_empty();
    let mistakes = if wanted { texts::mistakes(&seat.visitor.frame, &seat.draft) } else { Mistakes::default() };
    answer(&seat, StatusCode::OK, &mistakes)
}

fn answer(seat: &Seat<Publishing>, status: StatusCode, mistakes: &Mistakes) -> Result<Response, Refusal> {
    let roster = newest_roster(&seat.shared.api)?;
    let members = texts::countries(roster.roster().members.iter().map(|member| member.id.to_string()));
    let frame = &seat.visitor.frame;
    let form = texts::form(frame, &seat.draft, &members);
    with_status(status, &DescribePage { frame, way: &seat.way(Step::Describe), form: &form, mistakes })
}

/// Keeps what was written, and does what the button says.
pub(super) async fn keep(mut seat: Seat<Publishing>, fields: Fields) -> Result<Response, Refusal> {
    let (id, version) = (seat.draft.id, version(&fields)?);
    let action = fields.get("action").to_owned();
    let (api, author, asked) = (seat.shared.api.clone(), seat.person.clone(), action.clone());
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
    match kept {
        Ok(draft) => seat.draft = draft,
        Err(DeskError::Conflict { current }) => {
            seat.draft = *current;
            return conflict::show(&seat, version, &fields).await;
        }
        Err(DeskError::State { .. }) => {
            // What was written must not be lost to a step that somebody else took.
            seat.draft = seat.again().await?;
            return conflict::show(&seat, version, &fields).await;
        }
        Err(DeskError::TooLarge(_)) => {
            let back = format!("/publish/{id}/describe");
            return refused(&seat.visitor, "publish-refused-large", &back, "publish-back-to-draft");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(match action.split('.').next().unwrap_or_default() {
        "check" => seat.to("check", ""),
        "table" => seat.to("upload", ""),
        "add" if !added => {
            let mut mistakes = Mistakes::default();
            mistakes.add("add_language", seat.visitor.frame.t("publish-mistake-language"));
            return answer(&seat, StatusCode::UNPROCESSABLE_ENTITY, &mistakes);
        }
        "add" => seat.to("describe", "language-added"),
        _ => seat.to("describe", "saved"),
    })
}

pub(super) async fn check(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    let found = seat.found().await?;
    page(&CheckPage { frame: &seat.visitor.frame, way: &seat.way(Step::Check), found: &found })
}

pub(super) async fn preview(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    let frame = &seat.visitor.frame;
    let record = seat.draft.record().ok().map(|record| Preview::of(frame, &record));
    page(&PreviewPage { frame, way: &seat.way(Step::Preview), record: record.as_ref() })
}
