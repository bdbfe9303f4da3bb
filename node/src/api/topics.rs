//! The controlled vocabulary.

use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use emn_export::skos::{self, Base, Form};
use emn_protocol::topics::Vocabulary;

use super::error::Refusal;
use super::params::Params;
use super::records::{blocking, tagged};

/// All topics as SKOS.
pub(crate) async fn topics(params: Params, headers: HeaderMap) -> Result<Response, Refusal> {
    params.only(&["format"])?;
    let form = params.one_of("format", &Form::ALL.map(|form| (form.name(), form)))?.unwrap_or(Form::JsonLd);
    blocking(move || {
        let text = skos::write(Vocabulary::shipped(), &Base::default(), form);
        Ok(tagged(&headers, text.into(), HeaderValue::from_static(form.media_type())))
    })
    .await
}
