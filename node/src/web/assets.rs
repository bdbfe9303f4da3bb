//! Style, script and icon. Their names follow from their content, so browsers keep them for ever.

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use emn_pages::assets;

use crate::api::Shared;
use crate::api::error::Refusal;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/assets/{name}", get(asset)).route("/favicon.ico", get(icon))
}

async fn asset(Path(name): Path<String>) -> Result<Response, Refusal> {
    let found = assets::all().iter().find(|asset| asset.name == name);
    let asset = found.ok_or_else(|| Refusal::not_found("there is no such file; the page that names it is old"))?;
    Ok(served(asset))
}

async fn icon() -> Result<Response, Refusal> {
    let found = assets::all().iter().find(|asset| asset.media_type == "image/svg+xml");
    found.map(served).ok_or_else(|| Refusal::not_found("there is no icon"))
}

fn served(asset: &'static assets::Asset) -> Response {
    let headers =
        [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.bytes.as_slice()).into_response()
}
