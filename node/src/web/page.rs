//! A page as an answer, and refusals as pages.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use emn_accounts::Visit;
use emn_pages::assets::CONTENT_SECURITY_POLICY;
use emn_pages::error::ErrorPage;
pub(super) use emn_pages::sign_in::back;
use emn_pages::{Frame, Template};

use super::visitor;
use crate::api::Shared;
use crate::api::auth::{Arrival, Caller};
use crate::api::error::Refusal;
use crate::api::routes::RequestId;

/// Headers of every page. What one node shows is for its reader only, so nobody on the way keeps it.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// A page.
pub(super) fn page(template: &impl Template) -> Result<Response, Refusal> {
    with_status(StatusCode::OK, template)
}

/// A page with another status, such as one that repeats a form with what is wrong in it (422).
pub(super) fn with_status(status: StatusCode, template: &impl Template) -> Result<Response, Refusal> {
    let html = template.render().map_err(|error| Refusal::internal(format!("a page was not made: {error}")))?;
    let mut response = (status, html).into_response();
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// To another page of this node, with `GET`.
pub(super) fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(own_path(path)).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// The path if it leads to this node, else the home page: a form must not send people elsewhere.
pub(super) fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own { path } else { "/" }
}

/// Adds a cookie for scripts and other sites to keep their hands off.
pub(super) fn set_cookie(response: &mut Response, arrival: &Arrival, name: &str, value: &str, seconds: Option<u64>) {
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    // `Lax`, since links from mails and from the administration's sign-in lead here.
    let secure = if arrival.proxied { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Beginnings of paths that programs ask for: what is refused there is told to them.
const FOR_PROGRAMS: [&str; 8] =
    ["/api/v1", "/healthz", "/readyz", "/eurostat/", "/sdmx/", "/dcat", "/feeds/", "/topics."];

/// Shows refusals of pages as pages, and leads whoever has to sign in there.
pub(super) async fn dress(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if FOR_PROGRAMS.iter().any(|beginning| request.uri().path().starts_with(beginning)) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let (method, headers) = (parts.method.clone(), parts.headers.clone());
    let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_default();
    let session = parts.extensions.get::<Visit>().cloned();
    let id = parts.extensions.get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
    if session.as_ref().is_some_and(|session| session.must_change) && !open_to_newcomers(parts.uri.path()) {
        return see_other("/sign-in/password");
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    refusal.log(&id);
    if refusal.status() == StatusCode::UNAUTHORIZED && matches!(method, Method::GET | Method::HEAD) {
        return see_other(&format!("/sign-in?{}", back(&here)));
    }
    let frame = visitor::frame(&shared, &headers, &caller, session.as_ref(), &here);
    refused(&frame, &refusal, &id, response.headers()).unwrap_or(response)
}

/// What somebody may do who has to choose a password first.
fn open_to_newcomers(path: &str) -> bool {
    path.starts_with("/assets/") || matches!(path, "/sign-in/password" | "/sign-out" | "/preferences" | "/favicon.ico")
}

fn refused(frame: &Frame, refusal: &Refusal, id: &str, before: &HeaderMap) -> Option<Response> {
    let error = ErrorPage {
        frame,
        status: refusal.status().as_u16(),
        title: String::new(),
        detail: refusal.detail().to_owned(),
        request_id: id.to_owned(),
    };
    let mut response = with_status(refusal.status(), &error).ok()?;
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = before.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    Some(response)
}
