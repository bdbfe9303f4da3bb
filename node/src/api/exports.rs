//! Files to take away.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use emn_export::format::Format;

use super::error::Refusal;
use super::params::Params;
use super::records::{Found, blocking, tagged};
use super::routes::Shared;

/// A record, or a table of it.
pub(super) async fn record(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.only(&["format", "table", "lang"])?;
    let format = params.format()?.ok_or_else(|| Refusal::bad_request("bad_query", "the parameter `format` is missing"))?;
    let (table, lang) = (params.text("table").map(str::to_owned), params.lang()?);
    blocking(move || {
        let found = Found::find(&shared.api, &id)?;
        let export = found.export(&shared.api, &lang)?;
        let written = emn_export::record::write(&export, table.as_deref(), format)?;
        let name = file_name(export.short.as_str(), format);
        Ok(download(&headers, written, format.media_type(), &name))
    })
    .await
}

/// Bytes to be saved under a name.
pub(super) fn download(request: &HeaderMap, bytes: Vec<u8>, media_type: &'static str, name: &str) -> Response {
    let mut response = tagged(request, bytes.into(), HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The name of a file; ids have no character that would need care.
pub(super) fn file_name(id: &str, format: Format) -> String {
    format!("{id}.{}", format.file_ending())
}
