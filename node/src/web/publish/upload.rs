//! Taking in a file. It stays in memory.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use emn_desk::{Draft, FILE_BYTES, IDLE_SECONDS, Person};
use emn_pages::parts::Mistakes;
use emn_pages::publish::{Step, UploadPage};

use super::{Asked, MayPublish, Memory, draft, refused, to, version, way};
use crate::api::Shared;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::telemetry::wall_clock;
use crate::web::form::{Fields, Upload};
use crate::web::page::{see_other, with_status};
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
    let page = Page { shared: &shared, memory: &memory, visitor: &visitor, person: &person, draft: &draft };
    page.answer(StatusCode::OK, asked.what == "table", &Mistakes::default(), None)
}

struct Page<'a> {
    shared: &'a Shared,
    memory: &'a Memory,
    visitor: &'a Visitor,
    person: &'a Person,
    draft: &'a Draft,
}

impl Page<'_> {
    fn answer(
        &self,
        status: StatusCode,
        finished: bool,
        mistakes: &Mistakes,
        refused: Option<&str>,
    ) -> Result<Response, Refusal> {
        let api = &self.shared.api;
        let held = api.uploads.get(self.draft.id, wall_clock()).map(|file| file.name().to_owned());
        let way = way(api, self.memory, self.visitor, self.person, self.draft, Step::Upload);
        let page = UploadPage {
            frame: &self.visitor.frame,
            way: &way,
            finished,
            mebibytes: FILE_BYTES as u64 >> 20,
            minutes: IDLE_SECONDS.unsigned_abs() / 60,
            held,
            mistakes,
            refused,
        };
        with_status(status, &page)
    }
}

pub(super) async fn take(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    _may: MayPublish,
    visitor: Visitor,
    upload: Upload,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let draft = draft(&shared, &id).await?;
    if !draft.state.editable() {
        let back = format!("/publish/{}", draft.id);
        return refused(&visitor, "publish-refused-closed", &back, "publish-back-to-draft");
    }
    let Upload { fields, name, file } = upload;
    // Somebody else may have brought a file meanwhile, or written a new version.
    if version(&fields)? != draft.version {
        return Ok(to(draft.id, "upload", "draft-changed"));
    }
    let finished = fields.get("what") == "table";
    let page = Page { shared: &shared, memory: &memory, visitor: &visitor, person: &person, draft: &draft };
    let mut mistakes = Mistakes::default();
    if name.is_empty() || file.is_empty() {
        mistakes.add("file", visitor.frame.t("publish-mistake-file"));
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY, finished, &mistakes, None);
    }
    if let Err(error) = shared.api.uploads.keep(draft.id, &name, file, wall_clock()) {
        let text = error.to_string();
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY, finished, &mistakes, Some(&text));
    }
    memory.forget(draft.id);
    memory.touched(draft.id, &person);
    Ok(see_other(&format!("/publish/{}/columns{}", draft.id, if finished { "?what=table" } else { "" })))
}

pub(super) async fn forget(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    visitor: Visitor,
    _fields: Fields,
) -> Result<Response, Refusal> {
    visitor.person(Need::Publish)?;
    let draft = draft(&shared, &id).await?;
    shared.api.uploads.remove(draft.id);
    memory.forget(draft.id);
    Ok(to(draft.id, "describe", "file-forgotten"))
}
