//! Files to take away.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use emn_export::format::Format;
use emn_export::html::content_security_policy;
use emn_export::list::{self, List, ListRow};
use emn_export::record::RecordExport;

use emn_search::query::Query;

use super::error::Refusal;
use super::params::{Id, Params};
use super::records::{Found, tagged};
use super::routes::Shared;
use super::view::{ListedRecord, RecordPage};

/// A record, or a table of it.
pub(crate) async fn record(
    State(shared): State<Shared>,
    Id(id): Id,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.only(&["format", "table", "lang"])?;
    let format =
        params.format()?.ok_or_else(|| Refusal::bad_request("bad_query", "the parameter `format` is missing"))?;
    let (table, lang) = (params.text("table").map(str::to_owned), params.lang()?);
    let api = shared.api;
    let work = move || {
        let found = Found::find(&api, &id)?;
        let record = found.readable()?;
        let (member, fingerprint) = (found.entry.header().member.clone(), found.entry.log().fingerprint());
        let export = RecordExport {
            id: found.entry.id(),
            member: &member,
            fingerprint: &fingerprint,
            time: found.entry.header().time,
            record,
            superseded_by: found.listed.superseded_by,
            wanted: &[lang.as_str()],
        };
        let file = match table {
            Some(table) => emn_export::record::table(&export, &table, format)?,
            None => emn_export::record::write(&export, format)?,
        };
        Ok(download(&headers, file.bytes, file.media_type, &file.name))
    };
    shared.places.work(work).await
}

/// Records of a page; what has no content any more is left out.
pub(crate) fn list(request: &HeaderMap, page: &RecordPage, query: &Query, format: Format) -> Result<Response, Refusal> {
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
pub(crate) fn download(request: &HeaderMap, bytes: Vec<u8>, media_type: &'static str, name: &str) -> Response {
    let mut response = tagged(request, bytes.into(), HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(media_type)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Saved or not, what another member wrote loads and runs nothing here; a page has its own style.
fn policy(media_type: &str) -> String {
    let own =
        if media_type.starts_with("text/html") { content_security_policy() } else { "default-src 'none'".to_owned() };
    format!("{own}; sandbox")
}

/// The name of a file; ids have no character that would need care.
pub(crate) fn file_name(id: &str, format: Format) -> String {
    format!("{id}.{}", format.file_ending())
}
