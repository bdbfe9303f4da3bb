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
use emn_protocol::ids::Digest;
use emn_protocol::limits;
use serde_json::json;
use tokio::sync::Semaphore;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use super::auth::{Caller, Need};
use super::conventions::{CONVENTIONS, OF_THE_HOUSE};
use super::error::Refusal;
use super::places::Places;
use super::{
    ApiState, auth, drafts, exports, gate, index, network, openapi, public, publish, records, series, sign_in, topics,
    verify,
};
use crate::catalogue::Reading;

/// Requests at work at once. A handler holds at most a record or a page of records and its JSON, so this bounds the memory
/// to some hundred MiB in the worst case; people and programs of one office do not reach it. What holds more needs one of
/// the [`Places`].
const REQUESTS: usize = 64;

/// Longest time for a request. The engine gives up after ten seconds; the rest is for large bodies.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Where an audit may be made, or waited for.
const AUDITING: [&str; 4] = ["/api/v1/records", "/api/v1/drafts/", "/publish/", "/approvals/"];

/// Longest time for checking everything again, or reading it for a new index: some millions of entries on a slow machine.
const VERIFY_TIMEOUT: Duration = Duration::from_secs(6 * 3600);

/// Bytes of a record as JSON. As CBOR a record has at most 256 KiB; digits, names and escapes make JSON a few times
/// larger.
const RECORD_JSON_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of a few words.
const SMALL_BYTES: usize = 4 * 1024;

/// Bytes of what somebody says about a draft: reasons for some warnings, or a comment.
const STATEMENT_BYTES: usize = 256 * 1024;

/// What answers that are no pages may do in a browser.
const INERT: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Header of every answer: names the request in this node's log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What handlers share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) api: ApiState,
    /// One check of everything at a time: it uses all processors.
    pub(crate) verifying: Arc<Semaphore>,
    /// One record at a time passes the gate.
    pub(crate) publishing: Arc<Semaphore>,
    /// For figures, pictures and files.
    pub(crate) places: Places,
    /// Name of the cookie of a session: other nodes on this machine have others, since cookies do not know ports.
    pub(crate) cookie: Arc<str>,
    requests: Arc<Semaphore>,
    numbers: Arc<AtomicU64>,
    instance: Arc<str>,
}

/// Names a request in this node's log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

impl Shared {
    pub(crate) fn new(api: ApiState) -> Self {
        Self {
            cookie: cookie_name(&api).into(),
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

fn cookie_name(api: &ApiState) -> String {
    // Without the prefix `__Host-`: at the address of this machine, where `emn open` leads, there is no TLS.
    format!("emn-session-{}", &Digest::of(api.engine.snapshot().node.to_string().as_bytes()).to_hex()[..8])
}

/// Something that can be asked.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// What it asks of its caller.
    pub(crate) need: Need,
    /// Bytes of a request's body.
    body: usize,
    handler: fn() -> MethodRouter<Shared>,
}

/// Without saying who asks.
pub(super) const fn free(path: &'static str, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { method: "GET", path, need: Need::Nothing, body: 0, handler }
}

pub(super) const fn read(path: &'static str, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { need: Need::Read, ..free(path, handler) }
}

const fn desk(path: &'static str, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { need: Need::Drafts, ..free(path, handler) }
}

const fn write(path: &'static str, need: Need, body: usize, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { method: "POST", path, need, body, handler }
}

/// Everything that can be asked.
pub(crate) const ROUTES: &[Route] = &[
    free("/healthz", || get(network::healthz)),
    free("/readyz", || get(network::readyz)),
    free("/api/v1", || get(contents)),
    free("/api/v1/openapi.json", || get(openapi::serve)),
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
    write("/api/v1/records", Need::Publish, RECORD_JSON_BYTES, || post(publish::publish)),
    write("/api/v1/records/check", Need::Publish, RECORD_JSON_BYTES, || post(publish::check)),
    write("/api/v1/roster", Need::Administer, limits::ROSTER_BYTES, || post(publish::offer_roster)),
    desk("/api/v1/drafts", || get(drafts::list)),
    desk("/api/v1/drafts/{id}", || get(drafts::show)),
    write("/api/v1/drafts/{id}/approve", Need::Approve, STATEMENT_BYTES, || post(drafts::approve)),
    write("/api/v1/drafts/{id}/send-back", Need::Approve, STATEMENT_BYTES, || post(drafts::send_back)),
    read("/api/v1/index", || get(index::state)),
    write("/api/v1/index/rebuild", Need::Administer, 0, || post(index::rebuild)),
    write("/api/v1/verify", Need::Administer, 0, || post(verify::verify)),
    write("/api/v1/sign-in-links", Need::Administer, SMALL_BYTES, || post(sign_in::link)),
];

/// The API as a service.
pub fn router(state: ApiState) -> Router {
    let shared = Shared::new(state);
    around(routes(), &shared).with_state(shared)
}

/// The routes of the API, and those by the conventions of the field.
pub(crate) fn routes() -> Router<Shared> {
    of(ROUTES.iter().chain(CONVENTIONS).chain(OF_THE_HOUSE))
}

/// Some routes. What they answer is compressed, unless it is already: they have no form that a page sends, so there is no
/// secret in it whose length could tell something (BREACH).
pub(super) fn of<'a>(routes: impl Iterator<Item = &'a Route>) -> Router<Shared> {
    let compressed = NotForContentType::const_new("application/gzip")
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd.apache.parquet"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats"))
        .and(DefaultPredicate::new());
    let layer = CompressionLayer::new().compress_when(compressed);
    routes.fold(Router::new(), |router, route| {
        let guarded = (route.handler)().layer(DefaultBodyLimit::max(route.body));
        let guarded = guarded.layer(middleware::from_fn_with_state(route.need, auth::check_need));
        // A link that signs somebody in is a secret by itself, and a feed of a search has its own in it, beside texts of
        // others.
        let has_secret = route.method != "GET" || OF_THE_HOUSE.iter().any(|other| other.path == route.path);
        let guarded = if has_secret { guarded } else { guarded.layer(layer.clone()) };
        router.route(route.path, guarded)
    })
}

/// What every request passes through.
fn around(routes: Router<Shared>, shared: &Shared) -> Router<Shared> {
    known(bounded(routes, shared), shared)
}

/// Every request has a name, is addressed to this node, and is of somebody.
pub(crate) fn known(routes: Router<Shared>, shared: &Shared) -> Router<Shared> {
    // From the inside out: the last layer sees a request first.
    routes
        .layer(middleware::from_fn_with_state(shared.clone(), auth::identify))
        .layer(middleware::from_fn_with_state(shared.clone(), auth::check_host))
        .layer(middleware::from_fn_with_state(shared.clone(), name))
}

/// Routes with an answer for what there is not, so many at work at once, and none for ever.
pub(crate) fn bounded(routes: Router<Shared>, shared: &Shared) -> Router<Shared> {
    routes
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn_with_state(shared.clone(), bound))
}

/// What there is, for whoever looks around. No `async fn`: the type of its future would hang on the table that names it.
fn contents(State(shared): State<Shared>) -> Ready<Json<serde_json::Value>> {
    let all = shared.api.catalogue.reading() == Reading::All;
    let shown = ROUTES.iter().filter(|route| all || public::is_public(route.method, route.path));
    let routes: Vec<String> = shown.map(|route| format!("{} {}", route.method, route.path)).collect();
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

/// Strangers get no long time: they could hold all places with bodies that never end.
fn is_somebody(request: &Request) -> bool {
    matches!(request.extensions().get(), Some(Caller::Owner | Caller::Account(_)))
}

/// Bounds how many requests are at work, and how long each may take.
async fn bound(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let Ok(_permit) = shared.requests.clone().try_acquire_owned() else {
        return Refusal::busy("too many requests at once; try again").into_response();
    };
    let limit = match request.uri().path() {
        "/api/v1/verify" | "/api/v1/index/rebuild" => VERIFY_TIMEOUT,
        // An audit, and one that is waited for.
        path if request.method() == Method::POST
            && is_somebody(&request)
            && AUDITING.iter().any(|begin| path.starts_with(begin)) =>
        {
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
pub(super) async fn name(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let id = shared.request_id();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let allow = response.headers_mut().remove(header::ALLOW);
        response = refusal.render(&id);
        allow.map(|allow| response.headers_mut().insert(header::ALLOW, allow));
    }
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Data is no page: whatever a record holds, it does not act when an answer is opened in a browser.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(INERT));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let instance = HeaderName::from_static(auth::INSTANCE_HEADER);
    for (name, value) in [(REQUEST_ID, id.as_str()), (instance, &shared.instance)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
