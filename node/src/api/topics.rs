//! The controlled vocabulary.

use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use emn_export::skos::{self, Syntax};
use emn_protocol::topics::Vocabulary;

use super::error::Refusal;
use super::params::Params;
use super::records::{blocking, tagged};

/// All topics as SKOS.
pub(super) async fn topics(params: Params, headers: HeaderMap) -> Result<Response, Refusal> {
    params.only(&["format"])?;
    let syntax = params.one_of("format", &Syntax::ALL.map(|syntax| (syntax.name(), syntax)))?.unwrap_or(Syntax::JsonLd);
    blocking(move || {
        let text = skos::write(Vocabulary::shipped(), skos::BASE, syntax);
        Ok(tagged(&headers, text.into(), HeaderValue::from_static(syntax.media_type())))
    })
    .await
}
