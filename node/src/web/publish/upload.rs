//! Taking in a file. It stays in memory.

use axum::http::StatusCode;
use axum::response::Response;
use emn_desk::{FILE_BYTES, IDLE_SECONDS};
use emn_pages::parts::Mistakes;
use emn_pages::publish::{Step, UploadPage};

use super::{Publishing, Seat, version};
use crate::api::error::Refusal;
use crate::telemetry::wall_clock;
use crate::web::form::{Fields, Upload};
use crate::web::page::{see_other, with_status};

pub(super) async fn form(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    if !seat.draft.state.editable() {
        return Ok(seat.to("", ""));
    }
    answer(&seat, StatusCode::OK, seat.asked.what == "table", &Mistakes::default(), None)
}

fn answer(
    seat: &Seat<Publishing>,
    status: StatusCode,
    finished: bool,
    mistakes: &Mistakes,
    refused: Option<&str>,
) -> Result<Response, Refusal> {
    let held = seat.shared.api.uploads.get(seat.draft.id, wall_clock()).map(|file| file.name().to_owned());
    let page = UploadPage {
        frame: &seat.visitor.frame,
        way: &seat.way(Step::Upload),
        finished,
        mebibytes: FILE_BYTES as u64 >> 20,
        minutes: IDLE_SECONDS.unsigned_abs() / 60,
        held,
        mistakes,
        refused,
    };
    with_status(status, &page)
}

/// The seat comes first: who may not publish sends no file.
pub(super) async fn take(seat: Seat<Publishing>, upload: Upload) -> Result<Response, Refusal> {
    if !seat.draft.state.editable() {
        return seat.refused("publish-refused-closed");
    }
    let Upload { fields, name, file } = upload;
    // Somebody else may have brought a file meanwhile, or written a new version.
    if version(&fields)? != seat.draft.version {
        return Ok(seat.to("upload", "draft-changed"));
    }
    let finished = fields.get("what") == "table";
    let mut mistakes = Mistakes::default();
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    if name.is_empty() || file.is_empty() {
        mistakes.add("file", seat.visitor.frame.t("publish-mistake-file"));
        return answer(&seat, wrong, finished, &mistakes, None);
    }
    let id = seat.draft.id;
    if let Err(error) = seat.shared.api.uploads.keep(id, &name, file, wall_clock()) {
        return answer(&seat, wrong, finished, &mistakes, Some(&error.to_string()));
    }
    seat.memory.forget(id);
    seat.memory.touched(id, &seat.person);
    Ok(see_other(&format!("/publish/{id}/columns{}", if finished { "?what=table" } else { "" })))
}

pub(super) async fn forget(seat: Seat<Publishing>, _fields: Fields) -> Result<Response, Refusal> {
    seat.shared.api.uploads.remove(seat.draft.id);
    seat.memory.forget(seat.draft.id);
    Ok(seat.to("describe", "file-forgotten"))
}
