//! Refusals in the forms that statistical programs expect.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use emn_export::dataset::SelectionError;
use emn_export::error::ExportError;
use emn_series::SeriesError;
use serde_json::json;

use crate::api::error::Refusal;
use crate::catalogue::CatalogueError;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is nothing of this name, or no figure that fits.
    Nothing(String),
    /// The question means nothing.
    Wrong(String),
    /// The answer would be too long.
    TooLarge(String),
    /// This door does not do that.
    NotDone(String),
    /// The question names a form that there is not.
    NoForm(String),
    /// What any other request may meet: it is answered as there.
    Other(Refusal),
}

impl Fault {
    /// Status of HTTP, code of SDMX 2.1 (section 7 of the standard), and what is wrong.
    fn parts(self) -> Result<(StatusCode, u16, String), Refusal> {
        match self {
            Self::Nothing(text) => Ok((StatusCode::NOT_FOUND, 100, text)),
            Self::Wrong(text) => Ok((StatusCode::BAD_REQUEST, 150, text)),
            Self::TooLarge(text) => Ok((StatusCode::PAYLOAD_TOO_LARGE, 130, text)),
            Self::NotDone(text) => Ok((StatusCode::NOT_IMPLEMENTED, 501, text)),
            Self::NoForm(text) => Ok((StatusCode::NOT_ACCEPTABLE, 406, text)),
            Self::Other(refusal) => Err(refusal),
        }
    }

    /// As Eurostat's API for statistics says it.
    pub(super) fn json(self) -> Response {
        match self.parts() {
            Ok((status, id, label)) => {
                let body = json!({"error": [{"status": status.as_u16(), "id": id, "label": label}]});
                (status, axum::Json(body)).into_response()
            }
            Err(refusal) => refusal.into_response(),
        }
    }

    /// As SDMX says it.
    pub(super) fn xml(self) -> Response {
        let (status, code, text) = match self.parts() {
            Ok(parts) => parts,
            Err(refusal) => return refusal.into_response(),
        };
        match emn_export::sdmx::error(code, &text) {
            Ok(body) => {
                let media_type = HeaderValue::from_static("application/vnd.sdmx.structure+xml;version=2.1");
                (status, [(header::CONTENT_TYPE, media_type)], body).into_response()
            }
            Err(error) => Refusal::from(error).into_response(),
        }
    }
}

impl From<CatalogueError> for Fault {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::UnknownMeasure { .. } => Self::Nothing(error.to_string()),
            CatalogueError::TooLarge { .. } => Self::TooLarge(error.to_string()),
            CatalogueError::Series(error) => error.into(),
            other => Self::Other(other.into()),
        }
    }
}

impl From<SeriesError> for Fault {
    fn from(error: SeriesError) -> Self {
        match error {
            SeriesError::TooManyRows { .. } => Self::TooLarge(error.to_string()),
            other => Self::Wrong(other.to_string()),
        }
    }
}

impl From<SelectionError> for Fault {
    fn from(error: SelectionError) -> Self {
        Self::Wrong(error.to_string())
    }
}

impl From<ExportError> for Fault {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::TooLarge { .. } => Self::TooLarge(error.to_string()),
            ExportError::Unfit { .. } => Self::Nothing(error.to_string()),
            other => Self::Other(other.into()),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Other(refusal)
    }
}
