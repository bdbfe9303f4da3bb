//! Signing in and out, and what a reader prefers.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use emn_accounts::{AccessError, NewSession, PasswordError, SHORTEST_PASSWORD, SignInError};
use emn_pages::parts::Mistakes;
use emn_pages::sign_in::{Failure, Occasion, PasswordPage, SignInPage};
use emn_pages::{Frame, Locale, Look};
use serde::Deserialize;
use serde_json::{Value, json};

use super::form::{Fields, OpenFields};
use super::page::{own_path, page, see_other, set_cookie, with_status};
use super::visitor::{LANGUAGE_COOKIE, LOOK_COOKIE, Visitor};
use crate::api::Shared;
use crate::api::auth::{Arrival, Need, cookie, forwarded_for, named};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::gate::GateError;
use crate::telemetry::{chain, wall_clock};

/// Bytes of the forms of this file: a name, a password and a path.
const FORM_BYTES: usize = 16 * 1024;
/// Seconds that a browser remembers what its reader prefers: a year.
const PREFERENCE_SECONDS: u64 = 365 * 24 * 3600;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sign-in", get(form).post(sign_in))
        .route("/sign-in/link", get(by_link))
        .route("/sign-in/password", get(password_form).post(change_password))
        .route("/sign-out", post(sign_out))
        .route("/preferences", post(prefer))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
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
    let occasion = match (asked.out, asked.back.is_empty(), visitor.was_signed_in) {
        (true, _, _) => Occasion::SignedOut,
        (false, _, true) => Occasion::Expired,
        (false, false, false) => Occasion::Needed,
        (false, true, false) => Occasion::Asked,
    };
    let page = SignInPage { occasion, back: own_path(&asked.back).to_owned(), ..blank(&shared, &visitor) };
    with_status(StatusCode::OK, &page)
}

/// The form as nobody has filled it in.
pub(super) fn blank<'a>(shared: &Shared, visitor: &'a Visitor) -> SignInPage<'a> {
    SignInPage {
        frame: &visitor.frame,
        occasion: Occasion::Asked,
        failure: Failure::None,
        name: String::new(),
        back: "/".to_owned(),
        provider: shared.api.doors.provider.as_ref().map(|door| door.name.clone()),
        passwords: true,
    }
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
    let (status, failure) = match outcome {
        Ok(session) => {
            log(&shared, &named(&session.visit.who), "sign-in", json!({"by": "password"})).await?;
            // The session before it would go on without a browser.
            cookie(&headers, &shared.cookie).map(|before| shared.api.access.sign_out(before));
            return begin(&shared, &visitor.arrival, &session, fields.get("back"));
        }
        Err(SignInError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, Failure::Wrong),
        Err(SignInError::Wait { seconds }) => (StatusCode::TOO_MANY_REQUESTS, Failure::Wait(seconds)),
        Err(SignInError::Busy) => {
            return Err(Refusal::busy("many people sign in at this moment; try again in a few seconds"));
        }
        Err(error) => return Err(Refusal::internal(chain(&error))),
    };
    // Who has to wait has been written down often enough: the log is for those who read it.
    if matches!(failure, Failure::Wrong) {
        // The name may be a password that was typed in the wrong place.
        log(&shared, "somebody", "sign-in-refused", json!({"by": "password"})).await?;
    }
    let back = own_path(fields.get("back")).to_owned();
    let mut response = with_status(status, &SignInPage { failure, name, back, ..blank(&shared, &visitor) })?;
    if let Failure::Wait(seconds) = failure {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// Where an attempt comes from: what the proxy says, or this machine.
pub(super) fn source(headers: &HeaderMap, arrival: &Arrival) -> String {
    match forwarded_for(headers).filter(|_| arrival.proxied) {
        Some(address) => address.to_string(),
        None => "this machine".to_owned(),
    }
}

/// Lets a session begin: its secret goes into a cookie, and the person where they wanted to go.
pub(super) fn begin(shared: &Shared, arrival: &Arrival, session: &NewSession, back: &str) -> Result<Response, Refusal> {
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

async fn by_link(
    State(shared): State<Shared>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    match shared.api.access.sign_in_link(&asked.secret, wall_clock()) {
        Ok(session) => {
            log(&shared, &named(&session.visit.who), "sign-in", json!({"by": "link"})).await?;
            begin(&shared, &visitor.arrival, &session, "/")
        }
        Err(_) => {
            // Anybody can ask for any link, as often as they like: that is for the log of the program.
            tracing::warn!("a link that signs somebody in was not valid, used before, or too old");
            let page = SignInPage { occasion: Occasion::StaleLink, ..blank(&shared, &visitor) };
            with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
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
    Ok(signed_out(&shared, &visitor.arrival))
}

/// To the sign-in, and the browser forgets the session.
pub(super) fn signed_out(shared: &Shared, arrival: &Arrival) -> Response {
    let mut response = see_other("/sign-in?out=true");
    set_cookie(&mut response, arrival, &shared.cookie, "", Some(0));
    response
}

async fn prefer(visitor: Visitor, OpenFields(fields): OpenFields) -> Result<Response, Refusal> {
    let mut response = see_other(fields.get("back"));
    let mut keep = |name, value| set_cookie(&mut response, &visitor.arrival, name, value, Some(PREFERENCE_SECONDS));
    if let Some(locale) = Locale::of(fields.get("lang")) {
        keep(LANGUAGE_COOKIE, locale.tag());
    }
    if let Some(look) = Look::of(fields.get("theme")) {
        keep(LOOK_COOKIE, look.name());
    }
    Ok(response)
}

fn password_page<'a>(visitor: &'a Visitor, mistakes: Mistakes) -> PasswordPage<'a> {
    PasswordPage {
        frame: &visitor.frame,
        must: visitor.session.as_ref().is_some_and(|session| session.must_change),
        mistakes,
        action: "/sign-in/password".to_owned(),
        back: "/settings".to_owned(),
    }
}

async fn password_form(visitor: Visitor) -> Result<Response, Refusal> {
    visitor.person(Need::Read)?;
    page(&password_page(&visitor, Mistakes::default()))
}

async fn change_password(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let (old, new) = (fields.get("current").to_owned(), fields.get("new").to_owned());
    let mut mistakes = Mistakes::default();
    if new != fields.get("again") {
        mistakes.add("again", visitor.frame.t("password-differs"));
        return with_status(StatusCode::UNPROCESSABLE_ENTITY, &password_page(&visitor, mistakes));
    }
    let (access, source) = (shared.api.access.clone(), source(&headers, &visitor.arrival));
    let secret = cookie(&headers, &shared.cookie).unwrap_or_default().to_owned();
    let changed = blocking(move || Ok(access.change_password(&secret, &old, &new, &source, wall_clock()))).await?;
    match changed {
        Ok(session) => {
            log(&shared, &named(&who), "password-change", json!({})).await?;
            begin(&shared, &visitor.arrival, &session, fields.get("back"))
        }
        Err(error @ AccessError::File(_)) => Err(Refusal::internal(chain(&error))),
        Err(error) => {
            let (field, text) = mistake(&visitor.frame, &error);
            mistakes.add(field, text);
            with_status(StatusCode::UNPROCESSABLE_ENTITY, &password_page(&visitor, mistakes))
        }
    }
}

/// What is wrong with a change of password, and in which field.
fn mistake(frame: &Frame, error: &AccessError) -> (&'static str, String) {
    match error {
        AccessError::WrongPassword => ("current", frame.t("password-wrong")),
        AccessError::Password(PasswordError::Short) => ("new", frame.tc("password-short", SHORTEST_PASSWORD as u64)),
        AccessError::Password(PasswordError::Same) => ("new", frame.t("password-same")),
        AccessError::Password(PasswordError::Common | PasswordError::Name) => ("new", frame.t("password-weak")),
        AccessError::Password(_) => ("new", chain(error)),
        _ => ("current", chain(error)),
    }
}
