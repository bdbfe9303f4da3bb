//! What people send with a form. Only our own pages can: the browser says where a form came from, and the form knows
//! the session's secret.

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Form, FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use emn_accounts::Visit;
use emn_desk::Receiving;

use crate::api::Shared;
use crate::api::auth::Arrival;
use crate::api::error::Refusal;
use crate::telemetry::chain;

/// Fields of one form: a table of many columns has some thousand.
const FIELDS: usize = 20_000;
/// Fields beside a file.
const FIELDS_BESIDE: usize = 100;
/// Bytes of one of them.
const FIELD_BYTES: usize = 64 * 1024;

/// Fields of a form of somebody who is signed in.
pub(super) struct Fields(Vec<(String, String)>);

/// Fields of a form for which nobody needs to be signed in.
pub(super) struct OpenFields(pub(super) Fields);

impl Fields {
    /// Fields of a form that nobody has sent yet.
    pub(super) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The first field of this name; empty when there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// All fields of this name.
    pub(super) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        named.collect::<Vec<_>>().into_iter()
    }

    /// All fields.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether there is a field of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

impl FromRequest<Shared> for OpenFields {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Refusal> {
        check_origin(request.headers(), request.extensions().get::<Arrival>())?;
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), shared).await;
        let bytes = bytes.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "body_too_large",
                "the form is larger than any of this node",
            ),
            _ => Refusal::bad_request("bad_form", format!("the form could not be read: {}", error.body_text())),
        })?;
        // Before there is a pair for each of millions.
        if bytes.iter().filter(|byte| **byte == b'&').count() >= FIELDS {
            return Err(Refusal::bad_request("bad_form", format!("the form has more than {FIELDS} fields")));
        }
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, bytes.into()), shared).await;
        let Form(pairs) = form.map_err(|error| {
            Refusal::bad_request("bad_form", format!("the form could not be read: {}", error.body_text()))
        })?;
        Ok(Self(Fields(pairs)))
    }
}

impl FromRequest<Shared> for Fields {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Refusal> {
        let session = request.extensions().get::<Visit>().cloned();
        // A stranger's form is not read.
        if session.is_none() {
            check_secret(None, "")?;
        }
        let OpenFields(fields) = OpenFields::from_request(request, shared).await?;
        check_secret(session.as_ref(), fields.get("csrf"))?;
        Ok(fields)
    }
}

fn check_secret(session: Option<&Visit>, given: &str) -> Result<(), Refusal> {
    let Some(session) = session else {
        return Err(Refusal::unauthorized("nobody is signed in any more; sign in again, and send the form once more"));
    };
    if session.csrf_is(given) {
        return Ok(());
    }
    Err(foreign("the form is of an earlier session; load its page again"))
}

fn foreign(detail: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "foreign_form", detail)
}

/// Browsers say from where a form is sent. One that does not say comes from no browser that this program knows.
fn check_origin(headers: &HeaderMap, arrival: Option<&Arrival>) -> Result<(), Refusal> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let own = match (text(header::ORIGIN), text(header::HeaderName::from_static("sec-fetch-site"))) {
        (Some(origin), _) => arrival.is_some_and(|arrival| arrival.origin == origin.to_ascii_lowercase()),
        (None, Some(site)) => site == "same-origin",
        (None, None) => false,
    };
    if own { Ok(()) } else { Err(foreign("the form does not come from a page of this node, so nothing was done")) }
}

/// A form with a file, which stays in memory.
pub(super) struct Upload {
    /// The other fields.
    pub(super) fields: Fields,
    /// Name of the file; empty when none was chosen.
    pub(super) name: String,
    /// Its content.
    pub(super) file: Receiving,
}

impl FromRequest<Shared> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Refusal> {
        check_origin(request.headers(), request.extensions().get::<Arrival>())?;
        let session = request.extensions().get::<Visit>().cloned();
        if session.is_none() {
            check_secret(None, "")?;
        }
        let form = Multipart::from_request(request, shared).await;
        let mut form = form.map_err(|error| Refusal::bad_request("bad_form", error.body_text()))?;
        let mut upload = Self { fields: Fields(Vec::new()), name: String::new(), file: shared.api.uploads.receive() };
        while let Some(part) = form.next_field().await.map_err(|error| unread(&error))? {
            match part.file_name().map(str::to_owned) {
                // Before anything large is read, it must be clear whose form this is.
                Some(name) => {
                    check_secret(session.as_ref(), upload.fields.get("csrf"))?;
                    if !name.is_empty() && upload.file.is_empty() {
                        upload.name = name;
                        receive(part, &mut upload.file).await?;
                    }
                }
                None => upload.fields.0.push(short(part, upload.fields.0.len()).await?),
            }
        }
        check_secret(session.as_ref(), upload.fields.get("csrf"))?;
        Ok(upload)
    }
}

async fn receive(mut part: Field<'_>, file: &mut Receiving) -> Result<(), Refusal> {
    while let Some(chunk) = part.chunk().await.map_err(|error| unread(&error))? {
        let too_large = |error| Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", chain(&error));
        file.push(&chunk).map_err(too_large)?;
    }
    Ok(())
}

/// A field beside the file.
async fn short(mut part: Field<'_>, before: usize) -> Result<(String, String), Refusal> {
    let long = || Refusal::bad_request("bad_form", "the form is longer than any of this node");
    let name = part.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| unread(&error))? {
        if bytes.len() + chunk.len() > FIELD_BYTES || before >= FIELDS_BESIDE {
            return Err(long());
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes)
        .map(|text| (name, text))
        .map_err(|_| Refusal::bad_request("bad_form", "a field is not UTF-8"))
}

fn unread(error: &axum::extract::multipart::MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "the file is larger than can be taken here")
        }
        _ => Refusal::bad_request("bad_form", format!("the form could not be read: {}", error.body_text())),
    }
}
