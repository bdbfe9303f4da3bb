//! Two people changed the same draft: both versions, field by field.

use axum::http::StatusCode;
use axum::response::Response;
use emn_desk::Editable;
use emn_pages::publish::{ConflictPage, Differing};

use super::{Publishing, Seat, fields, texts};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::web::form::Fields;
use crate::web::page::with_status;

/// Fields that the next form makes itself.
const OWN: [&str; 3] = ["csrf", "version", "action"];

/// Shows what the person wrote beside what is kept now. Where only one of both changed a field, that one is chosen.
pub(super) async fn show(seat: &Seat<Publishing>, base: u64, form: &Fields) -> Result<Response, Refusal> {
    let Seat { shared, visitor, draft: current, .. } = seat;
    let (desk, id) = (shared.api.desk.clone(), current.id);
    // A version that was forgotten, or never was: then what the person wrote counts.
    let before = blocking(move || Ok(desk.version(id, base).ok())).await?;
    let before = before.map(|draft| texts::values(&draft.content, &draft.tables));
    let mut mine =
        Editable { content: current.content.clone(), tables: current.tables.clone(), mapping: current.mapping.clone() };
    texts::read(form, &mut mine);
    let (mine, theirs) = (texts::values(&mine.content, &mine.tables), texts::values(&current.content, &current.tables));
    let nothing = String::new();
    let differing: Vec<Differing> = mine
        .iter()
        .filter_map(|(input, mine)| {
            let theirs = theirs.get(input).unwrap_or(&nothing);
            let untouched = before.as_ref().is_some_and(|before| before.get(input).unwrap_or(&nothing) == mine);
            (mine != theirs).then(|| Differing {
                input: input.clone(),
                label: fields::label(&visitor.frame, input),
                mine: mine.clone(),
                theirs: theirs.clone(),
                keep_theirs: untouched,
            })
        })
        .collect();
    let same: Vec<(String, String)> = form
        .pairs()
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()) && !name.starts_with("pick."))
        .cloned()
        .collect();
    let page = ConflictPage {
        frame: &visitor.frame,
        head: &seat.head(),
        by: &current.changed_by.name,
        changed: current.changed_at,
        action: &format!("/publish/{id}/describe"),
        differing: &differing,
        same: &same,
        writable: current.state.editable(),
    };
    with_status(StatusCode::CONFLICT, &page)
}
