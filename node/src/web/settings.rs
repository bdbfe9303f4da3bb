//! The pages `settings`.

use axum::Router;

use crate::api::Shared;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
}
