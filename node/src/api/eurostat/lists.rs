//! The lists by which programs find what there is.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use emn_export::catalogue;

use super::fault::Fault;
use super::{answered, file, flow, gzip};
use crate::api::params::Params;
use crate::api::records::tagged;
use crate::api::routes::Shared;

/// The table of contents.
pub(in crate::api) async fn contents(State(shared): State<Shared>, params: Params, headers: HeaderMap) -> Response {
    let api = shared.api.clone();
    answered(&shared, Fault::json, move || {
        let bytes = catalogue::contents(&flow::cards(&api.catalogue)?);
        file(&headers, &params, bytes, "text/plain; charset=utf-8")
    })
    .await
}

/// All codes of all dimensions, always compressed.
pub(in crate::api) async fn metabase(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let api = shared.api.clone();
    answered(&shared, Fault::json, move || {
        let bytes = gzip(&catalogue::metabase(&flow::cards_with_codes(&api.catalogue)?))?;
        Ok(tagged(&headers, bytes.into(), HeaderValue::from_static("application/gzip")))
    })
    .await
}
