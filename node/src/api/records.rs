//! Reading records.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use emn_protocol::entry::{Body, SignedEntry};
use emn_protocol::ids::{Digest, EntryId};
use emn_protocol::record::{About, Kind, Record};
use serde::Serialize;

use super::error::Refusal;
use super::params::{Id, Params, RawPart, no_entry, resolve};
use super::routes::Shared;
use super::view::{Links, RecordPage, RecordView, Signature, WithdrawnView};
use super::{ApiState, exports};
use emn_search::query::{Query, Sort, suggest_topic};

use crate::catalogue::{Listed, Reading};

pub(crate) async fn list(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    page(shared, params, headers, Sort::Newest).await
}

pub(crate) async fn search(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    page(shared, params, headers, Sort::Relevance).await
}

/// A page as JSON, or as a file if a format is asked for.
async fn page(shared: Shared, params: Params, headers: HeaderMap, usual: Sort) -> Result<Response, Refusal> {
    let (query, format) = (params.query(usual)?, params.format()?);
    let asked: Vec<(String, String)> =
        params.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let api = shared.api;
    let found = move |query: &Query| found(&api, query);
    match format {
        None => {
            let page = move || {
                let page = found(&query)?;
                let mut response = tagged(&headers, json(&page)?, HeaderValue::from_static("application/json"));
                if let Some(link) = page.next.as_deref().and_then(|cursor| next_link(&asked, cursor)) {
                    response.headers_mut().insert(header::LINK, link);
                }
                Ok(response)
            };
            blocking(page).await
        }
        Some(format) => shared.places.work(move || exports::list(&headers, &found(&query)?, &query, format)).await,
    }
}

/// Where the next page is, for programs that follow links (RFC 8288): the same question with another cursor.
fn next_link(asked: &[(String, String)], cursor: &str) -> Option<HeaderValue> {
    let kept = asked.iter().filter(|(name, _)| name != "cursor").map(|(name, value)| (name.as_str(), value.as_str()));
    HeaderValue::from_str(&format!("<{}>; rel=\"next\"", question(kept.chain([("cursor", cursor)])))).ok()
}

/// Parameters as they stand in an address, after its path.
pub(crate) fn question<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let one = |(name, value): (&str, &str)| format!("{}={}", encoded(name), encoded(value));
    format!("?{}", pairs.map(one).collect::<Vec<_>>().join("&"))
}

/// Percent-encoded but for what no address gives a meaning (RFC 3986, unreserved).
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

/// A page. Records may be on topics that the vocabulary here does not know yet, so only when there are none is a topic
/// taken for a slip of the pen.
fn found(api: &ApiState, query: &Query) -> Result<RecordPage, Refusal> {
    let page: RecordPage = api.catalogue.query(query)?.into();
    let slip = query.topic.as_ref().filter(|_| page.items.is_empty() && query.cursor.is_none());
    match slip.and_then(|topic| Some((topic, suggest_topic(topic.as_str())?))) {
        Some((topic, near)) => {
            let detail = format!("the vocabulary has no topic `{topic}`; did you mean `{near}`?");
            Err(Refusal::bad_request("bad_query", detail))
        }
        None => Ok(page),
    }
}

pub(crate) async fn show(
    State(shared): State<Shared>,
    Id(id): Id,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.none()?;
    let body = blocking(move || {
        let found = Found::find(&shared.api, &id)?;
        match found.withdrawn() {
            Some(withdrawn) => Err(Refusal::gone(withdrawn, Signature::of(&found.entry))),
            None => json(&found.view(&shared.api)),
        }
    });
    Ok(tagged(&headers, body.await?, HeaderValue::from_static("application/json")))
}

pub(crate) async fn raw(
    State(shared): State<Shared>,
    Id(id): Id,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let part = params.part()?;
    let (short, bytes) = blocking(move || {
        let found = Found::find(&shared.api, &id)?;
        Ok((found.entry.id().short(), found.part(part)?))
    })
    .await?;
    let (media_type, ending) = part.media_type();
    let mut response = tagged(&headers, bytes, HeaderValue::from_static(media_type));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{short}.{ending}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// An entry, and what the catalogue knows of it.
pub(crate) struct Found {
    pub(crate) entry: SignedEntry,
    pub(crate) listed: Listed,
}

impl Found {
    pub(crate) fn find(api: &ApiState, text: &str) -> Result<Self, Refusal> {
        let id = resolve(api, text)?;
        let place = api.store.locate(&id)?.ok_or_else(|| no_entry(text))?;
        let frame = api.store.frame(&place.0, place.1)?.ok_or_else(|| no_entry(text))?;
        let entry = SignedEntry::open(&api.engine.snapshot().network, frame);
        let entry = entry.map_err(|reason| Refusal::damaged(format!("entry {id}: {reason}")))?;
        if entry.id() != id {
            return Err(Refusal::damaged(format!("entry {} is stored in the place of {id}", entry.id())));
        }
        // What the caller may not see is answered as what there is not.
        let listed = api.catalogue.of(&entry)?.ok_or_else(|| no_entry(text))?;
        Ok(Self { entry, listed })
    }

    fn withdrawn(&self) -> Option<WithdrawnView> {
        self.listed.withdrawn.clone().map(WithdrawnView::from)
    }

    /// The record, when it is there to be read.
    pub(crate) fn readable(&self) -> Result<&Record, Refusal> {
        if let Some(withdrawn) = self.withdrawn() {
            return Err(Refusal::gone(withdrawn, Signature::of(&self.entry)));
        }
        self.entry.record().ok_or_else(|| {
            Refusal::not_found("this version of the program cannot read the record: it is of a newer one")
        })
    }

    fn view(self, api: &ApiState) -> RecordView {
        let id = self.entry.id();
        let record = self.entry.record().cloned();
        let all = api.catalogue.reading() == Reading::All;
        let shown = |id: &EntryId| all || api.catalogue.get(id).is_ok_and(|listed| listed.is_some());
        let links = Links {
            supersedes: self.listed.supersedes(),
            superseded_by: self.listed.superseded_by,
            newest: api.catalogue.newest(&id, &self.entry.header().member),
            answers: record.as_ref().and_then(Record::about).and_then(|about: &About| about.answers).filter(shown),
            withdraws: self.listed.withdraws().map(|(target, _)| target),
            raw: format!("/api/v1/records/{id}/raw"),
        };
        RecordView {
            // What this node thinks of others' records is for its own people.
            review: api.reviews.of(&id).filter(|_| all),
            id,
            short: id.short(),
            kind: Kind::from_number(self.entry.header().kind),
            signature: Signature::of(&self.entry),
            links,
            record,
        }
    }

    /// The shell of a withdrawn record is still there for everybody; the rest is not, even where it was not erased yet.
    fn part(&self, part: RawPart) -> Result<Bytes, Refusal> {
        let erased = matches!(self.entry.body(), Body::Erased(_));
        let withdrawn = self.withdrawn().filter(|_| part == RawPart::Record || (part == RawPart::Frame && !erased));
        if let Some(withdrawn) = withdrawn {
            return Err(Refusal::gone(withdrawn, Signature::of(&self.entry)));
        }
        match part {
            RawPart::Shell => Ok(self.entry.shell().clone()),
            RawPart::Frame => Ok(self.entry.frame().clone()),
            RawPart::Record => record_bytes(&self.entry)
                .ok_or_else(|| Refusal::internal(format!("entry {} has no record", self.entry.id()))),
        }
    }
}

/// The record's bytes as they stand in the frame; also of a kind that is not known here.
fn record_bytes(entry: &SignedEntry) -> Option<Bytes> {
    let size = usize::try_from(entry.header().record_size).ok()?;
    let frame = entry.frame();
    // In a whole frame the record comes last.
    let record = frame.slice(frame.len().checked_sub(size)?..);
    (Digest::of(&record) == entry.header().record_digest).then_some(record)
}

/// An answer as JSON bytes.
pub(crate) fn json(view: &impl Serialize) -> Result<Bytes, Refusal> {
    serde_json::to_vec(view).map(Bytes::from).map_err(|error| Refusal::internal(error.to_string()))
}

/// An answer that a caller may keep and ask for again only if it changed.
pub(crate) fn tagged(request: &HeaderMap, body: Bytes, media_type: HeaderValue) -> Response {
    let tag = format!("\"{}\"", &Digest::of(&body).to_hex()[..32]);
    let known = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let known = known.flat_map(|value| value.split(',')).map(|value| value.trim().trim_start_matches("W/"));
    let unchanged = known.into_iter().any(|value| value == tag || value == "*");
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media_type)], body).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    // Kept, but asked for each time: a record can be withdrawn.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// Does work that reads the disk or computes for more than a moment, away from the threads that answer.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(Refusal::internal(format!("the work on a request ended early: {error}"))),
    }
}
