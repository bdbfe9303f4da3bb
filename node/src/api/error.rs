//! Refusals: a status, a stable code, a public text. What lies behind goes to the log only, under the request's id.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use emn_accounts::FileError;
use emn_protocol::ids::EntryId;
use emn_protocol::sync::Hold;

use super::view::{Problem, Signature, Violation, WithdrawnView};
use crate::engine::{PublishError, RosterError};
use crate::gate::Examination;
use emn_export::error::ExportError;
use emn_search::query::QueryError;

use crate::catalogue::CatalogueError;
use crate::store::StoreError;
use crate::telemetry::chain;

/// Seconds after which asking again makes sense when the engine is busy.
const RETRY_SECONDS: u64 = 2;

/// Why a request is not answered as wanted. Boxed: it is rare, and answers are not.
#[derive(Debug, Clone)]
pub(crate) struct Refusal(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    status: StatusCode,
    code: &'static str,
    detail: String,
    violations: Vec<Violation>,
    candidates: Vec<EntryId>,
    withdrawn: Option<WithdrawnView>,
    signature: Option<Signature>,
    retry_after: Option<u64>,
    internal: Option<String>,
    examination: Option<Examination>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            status,
            code,
            detail: detail.into(),
            violations: Vec::new(),
            candidates: Vec::new(),
            withdrawn: None,
            signature: None,
            retry_after: None,
            internal: None,
            examination: None,
        }))
    }

    pub(crate) fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    pub(crate) fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// A record that was withdrawn.
    pub(crate) fn gone(withdrawn: WithdrawnView, signature: Signature) -> Self {
        let detail =
            "the record was withdrawn by the member that published it; its content is no longer shown or served";
        Self::new(StatusCode::GONE, "withdrawn", detail).with(|parts| {
            parts.withdrawn = Some(withdrawn);
            parts.signature = Some(signature);
        })
    }

    /// An id that several entries begin with.
    pub(crate) fn ambiguous(text: &str, candidates: Vec<EntryId>) -> Self {
        let detail = format!("several entries begin with `{text}`; give more of the id");
        Self::new(StatusCode::CONFLICT, "ambiguous_id", detail).with(|parts| parts.candidates = candidates)
    }

    pub(crate) fn violating(code: &'static str, detail: impl Into<String>, violations: Vec<Violation>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).with(|parts| parts.violations = violations)
    }

    pub(crate) fn busy(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail).retry()
    }

    /// Something that should not happen. The caller learns nothing of it but where to look.
    pub(crate) fn internal(why: impl Into<String>) -> Self {
        let detail = "this node met an error that it did not expect; its log has the details under this request's id";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail).because(why)
    }

    /// Something is wrong with what is stored.
    pub(crate) fn damaged(why: impl Into<String>) -> Self {
        let detail = "what is stored for this does not check out any more; run `emn verify`, and restore the folder or \
                      let the node fetch its contents again";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "damaged", detail).because(why)
    }

    /// Adds what was found in the record.
    pub(crate) fn examined(self, examination: Examination) -> Self {
        self.with(|parts| parts.examination = Some(examination))
    }

    pub(crate) fn because(self, why: impl Into<String>) -> Self {
        self.with(|parts| parts.internal = Some(why.into()))
    }

    fn retry(self) -> Self {
        self.with(|parts| parts.retry_after = Some(RETRY_SECONDS))
    }

    fn with(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(&mut self.0);
        self
    }

    /// Its status.
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Its stable code.
    pub(crate) fn code(&self) -> &'static str {
        self.0.code
    }

    /// What the caller is told.
    pub(crate) fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Entries of which one may be meant.
    pub(crate) fn candidates(&self) -> &[EntryId] {
        &self.0.candidates
    }

    /// With the seconds after which asking again makes sense.
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        self.with(|parts| parts.retry_after = Some(seconds))
    }

    /// The line in the log.
    pub(crate) fn log(&self, request_id: &str) {
        let code = self.0.code;
        match &self.0.internal {
            Some(why) => tracing::error!(request = request_id, code, %why, "request failed"),
            None => tracing::debug!(request = request_id, code, status = self.0.status.as_u16(), "request refused"),
        }
    }

    /// The answer, and the line in the log.
    pub(crate) fn render(self, request_id: &str) -> Response {
        self.log(request_id);
        let Parts {
            status,
            code,
            detail,
            violations,
            candidates,
            withdrawn,
            signature,
            retry_after,
            internal: _,
            examination,
        } = *self.0;
        let problem = Problem {
            kind: format!("urn:emn:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Refused").to_owned(),
            status: status.as_u16(),
            detail,
            code: code.to_owned(),
            request_id: request_id.to_owned(),
            violations,
            candidates,
            withdrawn,
            signature,
            examination,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], Body::from(body)).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"emn\""));
        }
        response
    }
}

impl IntoResponse for Refusal {
    /// Without a body: the outermost layer, which knows the request's id, renders it.
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let why = chain(&error);
        if error.is_damage() { Self::damaged(why) } else { Self::internal(why) }
    }
}

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Self {
        Self::internal(chain(&error))
    }
}

impl From<CatalogueError> for Refusal {
    fn from(error: CatalogueError) -> Self {
        let text = error.to_string();
        match error {
            CatalogueError::Store(error) => error.into(),
            CatalogueError::Query(QueryError::BadCursor | QueryError::OtherCursor) => {
                Self::bad_request("bad_cursor", text)
            }
            CatalogueError::Index(_) | CatalogueError::Query(QueryError::Unreadable { .. }) => Self::internal(text),
            CatalogueError::UnknownMeasure { .. } => Self::not_found(text),
            CatalogueError::Query(_) | CatalogueError::Series(_) | CatalogueError::TooLarge { .. } => {
                Self::bad_request("bad_query", text)
            }
        }
    }
}

impl From<ExportError> for Refusal {
    fn from(error: ExportError) -> Self {
        let text = error.to_string();
        match error {
            ExportError::Unfit { .. } | ExportError::TooLarge { .. } => Self::bad_request("bad_query", text),
            _ => Self::internal(text),
        }
    }
}

impl From<PublishError> for Refusal {
    fn from(error: PublishError) -> Self {
        let text = error.to_string();
        let conflict = |code| Self::new(StatusCode::CONFLICT, code, text.clone());
        match error {
            PublishError::NoSigningKey => conflict("no_signing_key"),
            PublishError::RosterExpired(_) => conflict("roster_expired"),
            PublishError::Hold(Hold::Starting) => conflict("starting"),
            PublishError::Hold(Hold::Behind { .. }) => conflict("behind"),
            PublishError::Hold(_) => conflict("hold"),
            PublishError::NotAllowed(_) => Self::new(StatusCode::FORBIDDEN, "not_allowed", text),
            PublishError::Form(found) => Self::violating("form", text, found.into_iter().map(Into::into).collect()),
            PublishError::Disclosure(found) => {
                Self::violating("disclosure", text, found.into_iter().map(Into::into).collect())
            }
            PublishError::TooLarge { .. } => {
                Self::violating("record_too_large", text.clone(), vec![Violation::whole("size", text)])
            }
            PublishError::Target { .. } => {
                Self::violating("target", text.clone(), vec![Violation::whole("target", text)])
            }
            PublishError::Storage(why) => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "storage",
                "the record could not be stored, so it was not published; look at the disk and at `emn status`",
            )
            .because(why),
            PublishError::Unavailable => Self::busy(
                "the node is busy or stopping. If it was only slow, the record may have been published after all: look \
                 at `emn list` before trying again",
            ),
        }
    }
}

impl From<RosterError> for Refusal {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Refused(why) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "roster_refused", chain(&why)),
            RosterError::Unavailable => Self::busy("the node is busy or stopping; try again"),
        }
    }
}
