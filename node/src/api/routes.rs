//! The table of what there is, and what every request passes through.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use emn_protocol::limits;
use serde_json::json;
use tokio::sync::Semaphore;

use super::error::Refusal;
use super::places::Places;
use super::{ApiState, auth, exports, gate, index, network, openapi, publish, records, series, topics, verify};

/// Requests at work at once. A handler holds at most a record or a page of records and its JSON, so this bounds the memory
/// to some hundred MiB in the worst case; people and programs of one office do not reach it. What holds more needs one of
/// the [`Places`].
const REQUESTS: usize = 64;

/// Longest time for a request. The engine gives up after ten seconds; the rest is for large bodies.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Longest time for checking everything again, or reading it for a new index: some millions of entries on a slow machine.
const VERIFY_TIMEOUT: Duration = Duration::from_secs(6 * 3600);

/// Bytes of a record as JSON. As CBOR a record has at most 256 KiB; digits, names and escapes make JSON a few times
/// larger.
const RECORD_JSON_BYTES: usize = 4 * 1024 * 1024;

/// Header of every answer: names the request in this node's log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What handlers share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) api: ApiState,
    /// One check of everything at a time: it uses all processors.
    pub(super) verifying: Arc<Semaphore>,
    /// One record at a time passes the gate.
    pub(super) publishing: Arc<Semaphore>,
    /// For figures, pictures and files.
    pub(super) places: Places,
    requests: Arc<Semaphore>,
    numbers: Arc<AtomicU64>,
    instance: Arc<str>,
}

impl Shared {
    pub(super) fn new(api: ApiState) -> Self {
        Self {
            instance: api.token.instance().into(),
            api,
            verifying: Arc::new(Semaphore::new(1)),
            publishing: Arc::new(Semaphore::new(1)),
            places: Places::default(),
            requests: Arc::new(Semaphore::new(REQUESTS)),
            numbers: Arc::default(),
        }
    }

    /// Names a request: the run and a number.
    fn request_id(&self) -> String {
        format!("{}-{}", &self.instance[..8], self.numbers.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// Something that can be asked.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Bytes of a request's body.
    body: usize,
    handler: fn() -> MethodRouter<Shared>,
}

const fn read(path: &'static str, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { method: "GET", path, body: 0, handler }
}

const fn write(path: &'static str, body: usize, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { method: "POST", path, body, handler }
}

/// Everything that can be asked. What is not a `GET` needs the token.
pub(super) const ROUTES: &[Route] = &[
    read("/healthz", || get(network::healthz)),
    read("/readyz", || get(network::readyz)),
    read("/api/v1", || get(contents)),
    read("/api/v1/openapi.json", || get(openapi::serve)),
    read("/api/v1/status", || get(network::status)),
    read("/api/v1/peers", || get(network::peers)),
    read("/api/v1/members", || get(network::members)),
    read("/api/v1/records", || get(records::list)),
    read("/api/v1/search", || get(records::search)),
    read("/api/v1/records/{id}", || get(records::show)),
    read("/api/v1/records/{id}/raw", || get(records::raw)),
    read("/api/v1/records/{id}/export", || get(exports::record)),
    read("/api/v1/measures", || get(series::list)),
    read("/api/v1/measures/{id}", || get(series::facts)),
    read("/api/v1/series", || get(series::series)),
    read("/api/v1/series/chart", || get(series::chart)),
    read("/api/v1/topics", || get(topics::topics)),
    read("/api/v1/roster", || get(network::roster)),
    read("/api/v1/roster/raw", || get(network::roster_raw)),
    write("/api/v1/records", RECORD_JSON_BYTES, || post(publish::publish)),
    write("/api/v1/records/check", RECORD_JSON_BYTES, || post(publish::check)),
    write("/api/v1/roster", limits::ROSTER_BYTES, || post(publish::offer_roster)),
    read("/api/v1/index", || get(index::state)),
    write("/api/v1/index/rebuild", 0, || post(index::rebuild)),
    write("/api/v1/verify", 0, || post(verify::verify)),
];

/// The API as a service.
pub fn router(state: ApiState) -> Router {
    let shared = Shared::new(state);
    let routes = ROUTES.iter().fold(Router::new(), |router, route| {
        router.route(route.path, (route.handler)().layer(DefaultBodyLimit::max(route.body)))
    });
    // From the inside out: the last layer sees a request first.
    routes
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn_with_state(shared.clone(), auth::check_token))
        .layer(middleware::from_fn_with_state(shared.clone(), bound))
        .layer(middleware::from_fn(auth::check_host))
        .layer(middleware::from_fn_with_state(shared.clone(), name))
        .with_state(shared)
}

/// What there is, for whoever looks around. No `async fn`: the type of its future would hang on the table that names it.
fn contents() -> Ready<Json<serde_json::Value>> {
    let routes: Vec<String> = ROUTES.iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    ready(Json(json!({"name": "emn", "version": env!("CARGO_PKG_VERSION"), "routes": routes})))
}

async fn no_such_path() -> Refusal {
    Refusal::not_found("there is nothing at this path; GET /api/v1 lists what there is")
}

async fn no_such_method() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this path does not take this method; the Allow header says which it takes",
    )
}

/// Bounds how many requests are at work, and how long each may take.
async fn bound(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let Ok(_permit) = shared.requests.clone().try_acquire_owned() else {
        return Refusal::busy("too many requests at once; try again").into_response();
    };
    let limit = match request.uri().path() {
        "/api/v1/verify" | "/api/v1/index/rebuild" => VERIFY_TIMEOUT,
        // An audit, and one that is waited for.
        "/api/v1/records" | "/api/v1/records/check" if request.method() == Method::POST => {
            TIMEOUT + gate::AUDIT_TIME + gate::AUDIT_TIME
        }
        _ => TIMEOUT,
    };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::busy("the request took too long and was given up; try again").into_response(),
    }
}

/// Names the request, renders its refusal, and sets what every answer has.
async fn name(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let id = shared.request_id();
    let mut response = next.run(request).await;
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let allow = response.headers_mut().remove(header::ALLOW);
        response = refusal.render(&id);
        allow.map(|allow| response.headers_mut().insert(header::ALLOW, allow));
    }
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let instance = HeaderName::from_static(auth::INSTANCE_HEADER);
    for (name, value) in [(REQUEST_ID, id.as_str()), (instance, &shared.instance)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
