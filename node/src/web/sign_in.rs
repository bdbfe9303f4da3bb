//! Signing in and out, and what a reader prefers.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use emn_accounts::{NewSession, SignInError};
use emn_pages::sign_in::{PasswordPage, SignInPage, Trouble};
use emn_pages::{Locale, Look};
use serde::Deserialize;
use serde_json::{Value, json};

use super::form::{Fields, OpenFields};
use super::page::{own_path, page, see_other, set_cookie, with_status};
use super::visitor::{LANGUAGE_COOKIE, LOOK_COOKIE, Visitor};
use crate::api::Shared;
use crate::api::auth::{Arrival, Need, cookie, named};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::gate::GateError;
use crate::telemetry::{chain, wall_clock};

/// Seconds that a browser remembers what its reader prefers: a year.
const PREFERENCE_SECONDS: u64 = 365 * 24 * 3600;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sign-in", get(form).post(sign_in))
        .route("/sign-in/link", get(by_link))
        .route("/sign-in/password", get(password_form).post(change_password))
        .route("/sign-out", post(sign_out))
        .route("/preferences", post(prefer))
}

/// What may come after the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    back: String,
    secret: String,
    out: bool,
}

async fn form(State(shared): State<Shared>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Refusal> {
    let trouble = match (asked.out, asked.back.is_empty()) {
        (true, _) => Some(Trouble::SignedOut),
        (false, false) => Some(Trouble::Needed),
        (false, true) => None,
    };
    sign_in_page(&shared, &visitor, StatusCode::OK, &asked.back, "", trouble)
}

fn sign_in_page(
    shared: &Shared,
    visitor: &Visitor,
    status: StatusCode,
    back: &str,
    name: &str,
    trouble: Option<Trouble>,
) -> Result<Response, Refusal> {
    let provider = shared.api.doors.provider.as_deref();
    with_status(status, &SignInPage { frame: &visitor.frame, back: own_path(back), name, trouble, provider })
}

async fn sign_in(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    OpenFields(fields): OpenFields,
) -> Result<Response, Refusal> {
    let (name, password) = (fields.get("name").to_owned(), fields.get("password").to_owned());
    let (access, source, who) = (shared.api.access.clone(), source(&headers, &visitor.arrival), name.clone());
    let outcome = blocking(move || Ok(access.sign_in(&who, &password, &source, wall_clock()))).await?;
    match outcome {
        Ok(session) => {
            log(&shared, &named(&session.visit.who), "sign-in", json!({"by": "password"})).await?;
            begin(&shared, &visitor.arrival, &session, fields.get("back"))
        }
        Err(error) => {
            let (status, trouble) = match &error {
                SignInError::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, Trouble::Wrong),
                SignInError::Wait { seconds } => (StatusCode::TOO_MANY_REQUESTS, Trouble::Wait { seconds: *seconds }),
                SignInError::Busy => (StatusCode::SERVICE_UNAVAILABLE, Trouble::Busy),
                error => return Err(Refusal::internal(chain(error))),
            };
            // The name may be a password that was typed in the wrong place, so it is not written down.
            log(&shared, "somebody", "sign-in-refused", json!({"by": "password"})).await?;
            sign_in_page(&shared, &visitor, status, fields.get("back"), &name, Some(trouble))
        }
    }
}

/// Where an attempt comes from: what the proxy says, or this machine.
pub(super) fn source(headers: &HeaderMap, arrival: &Arrival) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
    // The last address is the one that the proxy itself saw.
    match forwarded.rsplit(',').next().map(str::trim) {
        Some(address) if arrival.proxied && !address.is_empty() => address.chars().take(64).collect(),
        _ => "this machine".to_owned(),
    }
}

/// Lets a session begin: its secret goes into a cookie, and the person where they wanted to go.
pub(super) fn begin(
    shared: &Shared,
    arrival: &Arrival,
    session: &NewSession,
    back: &str,
) -> Result<Response, Refusal> {
    let to = if session.visit.must_change { "/sign-in/password" } else { own_path(back) };
    let mut response = see_other(to);
    set_cookie(&mut response, arrival, &shared.cookie, session.secret.as_str(), None);
    Ok(response)
}

/// Writes into the audit log.
pub(super) async fn log(shared: &Shared, who: &str, action: &'static str, details: Value) -> Result<(), Refusal> {
    let (gate, who) = (shared.api.gate.clone(), who.to_owned());
    blocking(move || {
        gate.audit_log().append(wall_clock(), &who, action, details).map_err(GateError::from)?;
        Ok(())
    })
    .await
}

async fn by_link(State(shared): State<Shared>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Refusal> {
    match shared.api.access.sign_in_link(&asked.secret, wall_clock()) {
        Ok(session) => {
            log(&shared, &named(&session.visit.who), "sign-in", json!({"by": "link"})).await?;
            begin(&shared, &visitor.arrival, &session, "/")
        }
        Err(_) => {
            log(&shared, "somebody", "sign-in-refused", json!({"by": "link"})).await?;
            sign_in_page(&shared, &visitor, StatusCode::UNPROCESSABLE_ENTITY, "", "", Some(Trouble::LinkUsed))
        }
    }
}

async fn sign_out(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    _fields: Fields,
) -> Result<Response, Refusal> {
    if let (Some(session), Some(secret)) = (&visitor.session, cookie(&headers, &shared.cookie)) {
        shared.api.access.sign_out(secret);
        log(&shared, &named(&session.who), "sign-out", json!({})).await?;
    }
    let mut response = see_other("/sign-in?out=true");
    set_cookie(&mut response, &visitor.arrival, &shared.cookie, "", Some(0));
    Ok(response)
}

async fn prefer(visitor: Visitor, OpenFields(fields): OpenFields) -> Result<Response, Refusal> {
    let mut response = see_other(fields.get("back"));
    let mut keep = |name, value| set_cookie(&mut response, &visitor.arrival, name, value, Some(PREFERENCE_SECONDS));
    if let Some(locale) = Locale::of(fields.get("language")) {
        keep(LANGUAGE_COOKIE, locale.tag());
    }
    if let Some(look) = Look::of(fields.get("theme")) {
        keep(LOOK_COOKIE, look.name());
    }
    Ok(response)
}

async fn password_form(visitor: Visitor) -> Result<Response, Refusal> {
    visitor.person(Need::Read)?;
    page(&PasswordPage { frame: &visitor.frame, trouble: "" })
}

async fn change_password(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let again = |trouble: &str| {
        with_status(StatusCode::UNPROCESSABLE_ENTITY, &PasswordPage { frame: &visitor.frame, trouble })
    };
    let (old, new) = (fields.get("old").to_owned(), fields.get("new").to_owned());
    if new != fields.get("repeated") {
        return again(&visitor.frame.t("password-not-repeated"));
    }
    let (access, source) = (shared.api.access.clone(), source(&headers, &visitor.arrival));
    let secret = cookie(&headers, &shared.cookie).unwrap_or_default().to_owned();
    let changed = blocking(move || Ok(access.change_password(&secret, &old, &new, &source, wall_clock()))).await?;
    match changed {
        Ok(session) => {
            log(&shared, &named(&who), "password-change", json!({})).await?;
            begin(&shared, &visitor.arrival, &session, "/settings")
        }
        Err(error) => again(&chain(&error)),
    }
}
