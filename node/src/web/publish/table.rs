//! The protected table: accepted, or discarded for a coarser one.

use axum::response::Response;
use emn_desk::{CellReason, DeskError, Finding, Hidden};
use emn_pages::publish::{Grid, Mark, Step, SuppressedLine, TablePage, cell_names};

use super::{Publishing, Seat, version};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::telemetry::wall_clock;
use crate::web::form::Fields;
use crate::web::page::page;

/// Suppressed cells that are listed, beside their marks in the table.
const LISTED: usize = 300;

pub(super) async fn show(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    let editable = seat.draft.state.editable();
    let Some(made) = seat.memory.table(seat.draft.id).filter(|_| editable) else {
        return Ok(seat.to(if editable { "upload" } else { "" }, ""));
    };
    let (frame, table) = (&seat.visitor.frame, &made.table.table);
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
        way: &seat.way(Step::Table),
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

pub(super) async fn decide(seat: Seat<Publishing>, fields: Fields) -> Result<Response, Refusal> {
    let (id, version) = (seat.draft.id, version(&fields)?);
    let Some(made) = seat.memory.table(id) else { return seat.no_file() };
    // Another table may have taken its place since the page was shown.
    if fields.get("table") != made.name() {
        return Ok(seat.to("table", "draft-changed"));
    }
    if fields.get("action") != "accept" {
        seat.memory.forget(id);
        let finished = if made.protection == emn_pages::publish::Protection::Finished { "&what=table" } else { "" };
        return Ok(crate::web::page::see_other(&format!("/publish/{id}/columns?notice=table-discarded{finished}")));
    }
    if !made.refusals.is_empty() || made.table.cells.iter().any(|cell| cell.finding == Finding::Exposed) {
        return Ok(seat.to("table", ""));
    }
    let (api, person, hands) = (seat.shared.api.clone(), seat.person.clone(), seat.memory.hands(id));
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
            seat.shared.api.uploads.remove(id);
            seat.memory.forget(id);
            seat.memory.settled(id);
            Ok(seat.to("describe", "table-accepted"))
        }
        // Somebody wrote in the texts meanwhile: the table is still there, and its page has the new version.
        Err(DeskError::Conflict { .. }) => Ok(seat.to("table", "draft-changed")),
        Err(DeskError::State { .. }) => seat.refused("publish-refused-closed"),
        Err(DeskError::TooLarge(_)) => seat.refused("publish-refused-large"),
        Err(error) => Err(error.into()),
    }
}
