//! The controlled vocabulary.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use emn_export::skos::{self, Base, Form};
use emn_protocol::topics::Vocabulary;

use super::dcat;
use super::error::Refusal;
use super::params::Params;
use super::records::{blocking, tagged};

/// All topics as SKOS.
pub(crate) async fn topics(params: Params, headers: HeaderMap) -> Result<Response, Refusal> {
    params.only(&["format"])?;
    let form = params.one_of("format", &Form::ALL.map(|form| (form.name(), form)))?.unwrap_or(Form::JsonLd);
    written(headers, form).await
}

async fn written(headers: HeaderMap, form: Form) -> Result<Response, Refusal> {
    blocking(move || {
        let text = skos::write(Vocabulary::shipped(), &Base::default(), form);
        Ok(tagged(&headers, text.into(), HeaderValue::from_static(form.media_type())))
    })
    .await
}

/// In the form that the address ends with, or that the caller accepts. At `/topics` itself for where there is no page.
pub(super) async fn file(uri: Uri, headers: HeaderMap) -> Result<Response, Refusal> {
    let form = dcat::form_of(&uri, &headers);
    written(headers, form).await
}

/// Answers `/topics` to programs that ask for a form of RDF, before the page of this address does. The vocabulary comes
/// with the program, so it is no secret to anybody.
pub(crate) async fn before_pages(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let wanted = (reads && request.uri().path() == "/topics").then(|| dcat::form(request.headers())).flatten();
    let mut response = match wanted {
        Some(form) => written(request.headers().clone(), form).await.into_response(),
        None if request.uri().path() == "/topics" => next.run(request).await,
        None => return next.run(request).await,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}
