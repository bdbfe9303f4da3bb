//! The index that lists and searches are answered from.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::error::Refusal;
use super::network::is_complete;
use super::params::Params;
use super::records::blocking;
use super::routes::Shared;
use super::view::{IndexState, RebuildState};
use crate::engine::RebuildError;

pub(crate) async fn state(State(shared): State<Shared>, params: Params) -> Result<Json<IndexState>, Refusal> {
    params.none()?;
    blocking(move || Ok(Json(state_of(&shared)?))).await
}

fn state_of(shared: &Shared) -> Result<IndexState, Refusal> {
    let api = &shared.api;
    let index = api.catalogue.index();
    Ok(IndexState {
        entries: index.len(),
        checkpoint: index.checkpoint(),
        complete: is_complete(api)?,
        bytes: Some(index.size_on_disk()).filter(|bytes| *bytes > 0),
        rebuilding: match api.engine.rebuilding() {
            Some(rebuilding) => Some(RebuildState { next: rebuilding.next, of: api.store.next_arrival()? }),
            None => None,
        },
    })
}

/// Answers when the new index is in use. Whoever does not wait can ask how far it is.
pub(crate) async fn rebuild(State(shared): State<Shared>, params: Params) -> Result<Response, Refusal> {
    params.none()?;
    shared.api.engine.rebuild_index().await?;
    let state = blocking(move || state_of(&shared)).await?;
    Ok((StatusCode::OK, Json(state)).into_response())
}

impl From<RebuildError> for Refusal {
    fn from(error: RebuildError) -> Self {
        match error {
            RebuildError::Busy => Self::busy("the node is busy or stopping; the index in use stays; try again"),
            error => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "storage",
                "no new index could be written, so the one in use stays; look at the disk, and at this node's log",
            )
            .because(error.to_string()),
        }
    }
}
