//! The public door: a second listener for a national open-data portal, which may be reached from anywhere.
//!
//! It shows public records only. That is not up to its handlers, which are those of the other door: they get a state whose
//! catalogue is [for the public](crate::catalogue::Catalogue::for_the_public), and every reader passes that. Nothing is
//! written here, nobody signs in, no cookie is set, and routes that speak of the node itself are not there. Each source
//! has an allowance of requests and connections.

mod door;
mod limit;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

use self::door::{Door, Peer};
use self::limit::{Allowances, Source};
use super::auth::{Arrival, Caller, forwarded_for};
use super::error::Refusal;
use super::routes::{self, Shared};
use super::server::{ServeError, Serving};
use super::{ApiState, conventions, topics};

/// What answers at the public door, and by which address it is known.
#[derive(Clone)]
struct Public {
    allowances: Arc<Allowances>,
    /// The origin that the operator named.
    origin: Option<Arc<str>>,
}

/// Routes of the API that are on this door too.
pub(super) fn is_public(method: &str, path: &str) -> bool {
    const PATHS: [&str; 13] = [
        "/healthz",
        "/api/v1",
        "/api/v1/openapi.json",
        "/api/v1/records",
        "/api/v1/search",
        "/api/v1/records/{id}",
        "/api/v1/records/{id}/raw",
        "/api/v1/records/{id}/export",
        "/api/v1/measures",
        "/api/v1/measures/{id}",
        "/api/v1/series",
        "/api/v1/series/chart",
        "/api/v1/topics",
    ];
    method == "GET" && PATHS.contains(&path)
}

/// The public door as a service. `origin` is where it is reached, such as `https://data.example.eu`; without it, links in
/// its answers follow the `Host` header.
pub fn public_router(state: ApiState, origin: Option<&str>) -> Router {
    let catalogue = state.catalogue.for_the_public();
    let shared = Shared::new(ApiState { catalogue, ..state });
    let public = Public { allowances: Arc::default(), origin: origin.map(Arc::from) };
    let shown =
        routes::ROUTES.iter().filter(|route| is_public(route.method, route.path)).chain(conventions::CONVENTIONS);
    let routes = routes::of(shown).route("/topics", get(topics::file));
    // From the inside out: the last layer sees a request first.
    routes::bounded(routes, &shared)
        .layer(middleware::from_fn_with_state(public, admit))
        .layer(middleware::from_fn_with_state(shared.clone(), routes::name))
        .with_state(shared)
}

/// Serves the public door until `shutdown` completes.
///
/// # Errors
/// [`ServeError`]; nothing listens then.
pub async fn serve_public(
    listen: SocketAddr,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<Serving, ServeError> {
    let listener = TcpListener::bind(listen).await.map_err(|error| ServeError::of(listen, error))?;
    let address = listener.local_addr().map_err(|error| ServeError::of(listen, error))?;
    let service = router.into_make_service_with_connect_info::<Peer>();
    let served = axum::serve(Door::new(listener), service).with_graceful_shutdown(shutdown);
    Ok(Serving::new(address, tokio::spawn(async move { served.await })))
}

/// Lets a request in if its source has not asked too often, as somebody who reads.
async fn admit(State(public): State<Public>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<Peer>>().map(|ConnectInfo(Peer(address))| address.ip());
    let source = peer.map_or(Source::Rest, |peer| Source::of(asker(peer, request.headers())));
    if let Err(seconds) = public.allowances.take(source, Instant::now()) {
        let refusal = Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_requests",
            "this source asks too often; wait for as many seconds as `Retry-After` says",
        );
        return refusal.retry_after(seconds).into_response();
    }
    let origin = public.origin.as_deref().map_or_else(|| by_host(request.headers()), |origin| Ok(origin.to_owned()));
    match origin {
        Ok(origin) => {
            request.extensions_mut().insert(Arrival { origin, proxied: true });
            request.extensions_mut().insert(Caller::Reader);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Who asks. Of a proxy on this machine the header says for whom it asks.
fn asker(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if peer.to_canonical().is_loopback() { forwarded_for(headers).unwrap_or(peer) } else { peer }
}

/// The origin by the name that the caller used, which stands in links of the answer.
fn by_host(headers: &HeaderMap) -> Result<String, Refusal> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    match host.filter(|host| !host.is_empty() && host.len() <= 255 && host.chars().all(fits)) {
        Some(host) => Ok(format!("http://{}", host.to_ascii_lowercase())),
        None => Err(Refusal::bad_request("bad_query", "the Host header does not name this node")),
    }
}
