//! Somebody's own account.

use axum::extract::State;
use axum::response::Response;
use emn_accounts::{Kind, SessionView, Way};
use emn_pages::settings::{OwnPage, Session};
use serde_json::json;

use super::names;
use crate::api::Shared;
use crate::api::auth::{Need, named};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::telemetry::wall_clock;
use crate::web::form::Fields;
use crate::web::page::page;
use crate::web::sign_in::{log, signed_out};
use crate::web::visitor::Visitor;

/// Sessions that the page lists.
const SESSIONS: usize = 50;

pub(super) async fn show(State(shared): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    blocking(move || {
        let access = &shared.api.access;
        let account = access.account_with_id(&who.account)?;
        let here = visitor.session.as_ref().map(|session| session.session.as_str());
        let sessions = access.sessions(&who.account, wall_clock())?;
        page(&OwnPage {
            frame: &visitor.frame,
            login: who.name.clone(),
            full_name: who.full_name.clone(),
            roles: names(who.roles),
            owner: who.kind == Kind::Owner,
            has_password: account.is_some_and(|account| account.has_password),
            sessions: sessions.iter().take(SESSIONS).map(|session| shown(session, here)).collect(),
        })
    })
    .await
}

fn shown(session: &SessionView, here: Option<&str>) -> Session {
    let way = match session.way {
        Way::Password => "password",
        Way::Link => "link",
        Way::Provider => "provider",
    };
    Session {
        since: session.since,
        last: session.used,
        way: way.to_owned(),
        here: here == Some(session.session.as_str()),
    }
}

/// Signs out everywhere.
pub(super) async fn end_all(
    State(shared): State<Shared>,
    visitor: Visitor,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?;
    let ended = shared.api.access.end_all(&who.account);
    log(&shared, &named(who), "sign-out-everywhere", json!({"sessions": ended})).await?;
    Ok(signed_out(&shared, &visitor.arrival))
}
