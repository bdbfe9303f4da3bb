//! The way of a publisher: drafts, cases, tables, texts, and handing in.
//!
//! Each step is a page with its own address, and each form carries the version of the draft that it was made from: a
//! form of an older version changes nothing, and says so.

mod columns;
mod conflict;
mod describe;
mod drafts;
mod fields;
mod findings;
mod finished;
mod mapping;
mod memory;
mod seat;
mod table;
mod texts;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use emn_desk::{Draft, DraftId, Person, Purpose, State, Summary};
use emn_pages::approvals::RefusedPage;
use emn_pages::publish::{DraftKind, DraftState, Happening, Head};

use super::form::Fields;
use super::page::{see_other, with_status};
use super::visitor::Visitor;
use crate::api::Shared;
use crate::api::error::Refusal;
use crate::api::records::blocking;

pub(super) use findings::{examined, found};
pub(super) use memory::Memory;
pub(super) use seat::{Approving, Publishing, Seat};

/// Bytes of a form of texts: a draft of many languages.
const FORM_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of a form with a file, and what stands around the file.
const UPLOAD_BYTES: usize = emn_desk::FILE_BYTES + 1024 * 1024;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/publish", get(drafts::list))
        .route("/publish/new", post(drafts::begin))
        .route("/publish/{draft}", get(drafts::state))
        .route("/publish/{draft}/columns", get(columns::form).post(columns::count))
        .route("/publish/{draft}/table", get(table::show).post(table::decide))
        .route("/publish/{draft}/describe", get(describe::form).post(describe::keep))
        .route("/publish/{draft}/check", get(describe::check))
        .route("/publish/{draft}/preview", get(describe::preview))
        .route("/publish/{draft}/submit", post(drafts::submit))
        .route("/publish/{draft}/take-back", post(drafts::take_back))
        .route("/publish/{draft}/discard", post(drafts::discard))
        .route("/publish/{draft}/forget", post(upload::forget))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .merge(
            Router::new()
                .route("/publish/{draft}/upload", get(upload::form).post(upload::take))
                .layer(DefaultBodyLimit::max(UPLOAD_BYTES)),
        )
}

/// What may come after the question mark.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What is said above the page.
    pub(super) notice: String,
    /// Whether a table is uploaded, or cases.
    what: String,
    /// Whether the form says what is missing in it.
    mistakes: String,
}

impl Asked {
    /// The visitor, with what is to be said once.
    pub(super) fn said(&self, mut visitor: Visitor) -> Visitor {
        visitor.frame.notice = (!self.notice.is_empty()).then(|| self.notice.clone());
        visitor
    }
}

/// The draft that an address names.
pub(super) async fn draft(shared: &Shared, text: &str) -> Result<Draft, Refusal> {
    let id: DraftId = text.parse().map_err(|_| Refusal::not_found("no draft has this address"))?;
    let desk = shared.api.desk.clone();
    blocking(move || Ok(desk.get(id)?)).await
}

/// The version of the draft that a form was made from.
pub(super) fn version(fields: &Fields) -> Result<u64, Refusal> {
    let version = fields.get("version").parse();
    version.map_err(|_| Refusal::bad_request("bad_form", "the form does not say of which version of the draft it is"))
}

/// What is said of a draft, to this person.
pub(super) fn head(visitor: &Visitor, person: &Person, draft: &Draft) -> Head {
    let title = draft.title(&[visitor.frame.lang()]).map(|(lang, text)| (lang.to_owned(), text.to_owned()));
    Head {
        id: draft.id.to_string(),
        version: draft.version,
        title,
        kind: kind(draft.content.kind, &draft.content.purpose),
        state: state(&draft.state),
        owner: draft.created_by.name.clone(),
        mine: draft.created_by.account == person.account,
        changed: draft.changed_at,
    }
}

/// As [`head`], from a list.
pub(super) fn listed(visitor: &Visitor, person: &Person, summary: &Summary) -> Head {
    let title = summary.title(&[visitor.frame.lang()]).map(|(lang, text)| (lang.to_owned(), text.to_owned()));
    Head {
        id: summary.id.to_string(),
        version: summary.version,
        title,
        kind: kind(summary.kind, &summary.purpose),
        state: state(&summary.state),
        owner: summary.created_by.name.clone(),
        mine: summary.created_by.account == person.account,
        changed: summary.changed_at,
    }
}

fn kind(kind: emn_desk::DraftKind, purpose: &Purpose) -> DraftKind {
    match (purpose, kind) {
        (Purpose::Withdrawal { .. }, _) => DraftKind::Withdrawal,
        (Purpose::New, emn_desk::DraftKind::Report) => DraftKind::Report,
        (Purpose::New, emn_desk::DraftKind::Practice) => DraftKind::Practice,
        (Purpose::Correction { .. }, emn_desk::DraftKind::Report) => DraftKind::NewReport,
        (Purpose::Correction { .. }, emn_desk::DraftKind::Practice) => DraftKind::NewPractice,
    }
}

fn state(state: &State) -> DraftState {
    match state {
        State::Editing => DraftState::Writing,
        State::SentBack { .. } => DraftState::SentBack,
        State::Submitted { .. } => DraftState::Submitted,
        State::Publishing { .. } => DraftState::Publishing,
        State::Published { .. } => DraftState::Published,
        State::Discarded => DraftState::Discarded,
    }
}

/// To a page of a draft, perhaps with something said above it.
pub(super) fn to(draft: DraftId, page: &str, notice: &str) -> Response {
    let slash = if page.is_empty() { "" } else { "/" };
    let said = if notice.is_empty() { String::new() } else { format!("?notice={notice}") };
    see_other(&format!("/publish/{draft}{slash}{page}{said}"))
}

/// Why not, in words, and where to go instead.
fn refused(visitor: &Visitor, text: &'static str, href: &str, link: &'static str) -> Result<Response, Refusal> {
    let page = RefusedPage { frame: &visitor.frame, title: "publish-refused-title", text, href, link };
    with_status(StatusCode::CONFLICT, &page)
}

/// What happened to a draft, the newest first.
pub(super) fn history(draft: &Draft) -> Vec<Happening> {
    use emn_desk::Happened;
    let happening = |event: &emn_desk::Event| {
        let (text, comment) = match &event.what {
            Happened::Created => ("publish-happened-created", ""),
            Happened::Edited => ("publish-happened-edited", ""),
            Happened::Submitted => ("publish-happened-submitted", ""),
            Happened::TakenBack => ("publish-happened-taken-back", ""),
            Happened::SentBack { comment } => ("publish-happened-sent-back", comment.as_str()),
            Happened::Approved => ("publish-happened-approved", ""),
            Happened::Failed { .. } => ("publish-happened-failed", ""),
            Happened::Published { .. } => ("publish-happened-published", ""),
            Happened::Discarded => ("publish-happened-discarded", ""),
        };
        Happening { time: event.at, who: event.who.name.clone(), text, comment: comment.to_owned() }
    };
    draft.history.iter().rev().map(happening).collect()
}

/// Why the node did not sign, if that was the last that happened.
pub(super) fn failure(draft: &Draft) -> Option<&str> {
    match draft.history.last().map(|event| &event.what) {
        Some(emn_desk::Happened::Failed { why }) => Some(why),
        _ => None,
    }
}
