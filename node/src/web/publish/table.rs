//! The protected table: accepted, or discarded for a coarser one.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use emn_desk::{CellReason, DeskError, Finding, Hidden};
use emn_pages::publish::{Grid, Mark, Step, SuppressedLine, TablePage, cell_names};

use super::{Asked, Memory, draft, refused, to, version, way};
use crate::api::Shared;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::telemetry::wall_clock;
use crate::web::form::Fields;
use crate::web::page::page;
use crate::web::visitor::Visitor;

/// Suppressed cells that are listed, beside their marks in the table.
const LISTED: usize = 300;

pub(super) async fn show(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let visitor = asked.said(visitor);
    let draft = draft(&shared, &id).await?;
    let Some(made) = memory.table(draft.id).filter(|_| draft.state.editable()) else {
        return Ok(to(draft.id, if draft.state.editable() { "upload" } else { "" }, ""));
    };
    let way = way(&shared.api, &memory, &visitor, &person, &draft, Step::Table);
    let (frame, table) = (&visitor.frame, &made.table.table);
    let mut marks = vec![Mark::None; table.values.len()];
    for cell in &made.table.cells {
        if let Some(mark) = marks.get_mut(cell.position) {
            *mark = of(cell.hidden);
        }
    }
    let mut cells: Vec<&CellReason> = made.table.cells.iter().collect();
    cells.sort_by_key(|cell| (cell.finding != Finding::Exposed, cell.position));
    let names = cell_names(frame, table);
    let line = |cell: &&CellReason| SuppressedLine {
        cell: names(cell.position),
        mark: of(cell.hidden),
        low: cell.low,
        high: cell.high,
        exposed: cell.finding == Finding::Exposed,
    };
    page(&TablePage {
        frame,
        way: &way,
        name: &made.name(),
        grid: &Grid::of(frame, table, &marks),
        protection: made.protection,
        min_frequency: made.min_frequency,
        careful: made.careful,
        counted: made.counted.as_ref(),
        loss: &made.loss,
        suppressed: &cells.iter().take(LISTED).map(line).collect::<Vec<_>>(),
        unlisted: cells.len().saturating_sub(LISTED) as u64,
        refusals: &made.refusals,
        warnings: &made.table.warnings,
    })
}

fn of(hidden: Hidden) -> Mark {
    match hidden {
        Hidden::Small => Mark::Small,
        Hidden::Zero => Mark::Zero,
        Hidden::Protecting => Mark::Companion,
    }
}

pub(super) async fn decide(
    State(shared): State<Shared>,
    Extension(memory): Extension<Memory>,
    Path(id): Path<String>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Publish)?;
    let draft = draft(&shared, &id).await?;
    let version = version(&fields)?;
    let back = format!("/publish/{}", draft.id);
    let again = format!("{back}/upload");
    let Some(made) = memory.table(draft.id) else {
        return refused(&visitor, "publish-refused-no-file", &again, "publish-upload-again");
    };
    // Another table may have taken its place since the page was shown.
    if fields.get("table") != made.name() {
        return Ok(to(draft.id, "table", "draft-changed"));
    }
    if fields.get("action") != "accept" {
        memory.forget(draft.id);
        let finished = if made.protection == emn_pages::publish::Protection::Finished { "&what=table" } else { "" };
        return Ok(crate::web::page::see_other(&format!("{back}/columns?notice=table-discarded{finished}")));
    }
    if !made.refusals.is_empty() || made.table.cells.iter().any(|cell| cell.finding == Finding::Exposed) {
        return Ok(to(draft.id, "table", ""));
    }
    let (api, id, hands) = (shared.api.clone(), draft.id, memory.hands(draft.id));
    let kept = blocking(move || {
        Ok(api.desk.change_with(id, version, &person, &hands, wall_clock(), |draft| {
            draft.mapping = made.mapping;
            // A table of the same name takes the place of the one before, and keeps its titles.
            match draft.tables.iter_mut().find(|table| table.table.id == made.table.table.id) {
                Some(before) => {
                    let (title, notes) = (before.table.title.clone(), before.table.notes.clone());
                    *before = made.table;
                    (before.table.title, before.table.notes) = (title, notes);
                }
                None => draft.tables.push(made.table),
            }
        }))
    })
    .await?;
    match kept {
        Ok(_) => {
            shared.api.uploads.remove(id);
            memory.forget(id);
            memory.settled(id);
            Ok(to(id, "describe", "table-accepted"))
        }
        // Somebody wrote in the texts meanwhile: the table is still there, and its page has the new version.
        Err(DeskError::Conflict { .. }) => Ok(to(id, "table", "draft-changed")),
        Err(DeskError::State { .. }) => refused(&visitor, "publish-refused-closed", &back, "publish-back-to-draft"),
        Err(DeskError::TooLarge(_)) => refused(&visitor, "publish-refused-large", &back, "publish-back-to-draft"),
        Err(error) => Err(error.into()),
    }
}
