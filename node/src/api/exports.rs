//! Files to take away.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use emn_export::format::Format;
use emn_export::list::{self, List, ListRow};
use emn_export::record::RecordExport;

use emn_search::query::Query;

use super::error::Refusal;
use super::params::Params;
use super::records::{Found, blocking, tagged};
use super::routes::Shared;
use super::view::{ListedRecord, RecordPage};

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
        let record = found.readable()?;
        let (member, fingerprint) = (found.entry.header().member.clone(), found.entry.log().fingerprint());
        let export = RecordExport {
            id: found.entry.id(),
            member: &member,
            fingerprint: &fingerprint,
            time: found.entry.header().time,
            record,
            superseded_by: found.listed.as_ref().and_then(|listed| listed.superseded_by),
            wanted: &[lang.as_str()],
        };
        let file = match table {
            Some(table) => emn_export::record::table(&export, &table, format)?,
            None => emn_export::record::write(&export, format)?,
        };
        Ok(download(&headers, file.bytes, file.media_type, &file.name))
    })
    .await
}

/// Records of a page; what has no content any more is left out.
pub(super) fn list(
    request: &HeaderMap,
    page: &RecordPage,
    query: &Query,
    format: Format,
) -> Result<Response, Refusal> {
    let own = query.own.as_ref().map_or("en", |lang| lang.as_str());
    let wanted = [own];
    let rows: Vec<ListRow> = page.items.iter().filter_map(|item| row(item, &wanted)).collect();
    let title = if query.text.is_empty() { "EMN" } else { &query.text };
    let bytes = list::write(&List { title, wanted: &wanted, rows: &rows }, format)?;
    Ok(download(request, bytes, list::media_type(format), &file_name("records", format)))
}

fn row(item: &ListedRecord, wanted: &[&str]) -> Option<ListRow> {
    let (kind, audience) = item.content.zip(item.audience)?;
    let (lang, title) = item.title.best(wanted)?;
    Some(ListRow {
        id: item.id,
        kind,
        member: item.member.clone(),
        published: item.time,
        title: title.to_owned(),
        title_lang: Some(lang.clone()),
        summary: item.summary.best(&[lang.as_str()]).map_or_else(String::new, |(_, text)| text.to_owned()),
        languages: item.languages.clone(),
        topics: item.topics.clone(),
        countries: item.countries.clone(),
        period: item.period,
        audience,
        organisation: item.organisation.clone().unwrap_or_default(),
        url: None,
    })
}

/// Bytes to be saved under a name.
pub(super) fn download(request: &HeaderMap, bytes: Vec<u8>, media_type: &'static str, name: &str) -> Response {
    let mut response = tagged(request, bytes.into(), HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    // Saved or not, what another member wrote runs nothing here.
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The name of a file; ids have no character that would need care.
pub(super) fn file_name(id: &str, format: Format) -> String {
    format!("{id}.{}", format.file_ending())
}
