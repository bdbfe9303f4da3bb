//! Who reads, in which language, and what every page has around it.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use emn_accounts::{Role, Visit, Who};
use emn_desk::{Person, State, Summary};
use emn_pages::{Frame, Locale, Look, Site, Visitor as Shown};

use crate::api::Shared;
use crate::api::auth::{Arrival, Caller, Need, cookie};
use crate::api::drafts::person_of;
use crate::api::error::Refusal;

/// Cookies of what a reader prefers.
pub(super) const LANGUAGE_COOKIE: &str = "emn-language";
pub(super) const LOOK_COOKIE: &str = "emn-theme";

/// Longest way back that a page remembers.
const HERE_BYTES: usize = 2048;

/// Somebody who asks for a page.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    /// Who, as far as known.
    pub(super) caller: Caller,
    /// The session, when somebody is signed in.
    pub(super) session: Option<Visit>,
    /// The browser shows a session that has ended.
    pub(super) was_signed_in: bool,
    /// What the page has around it.
    pub(super) frame: Frame,
    /// Where the request came in.
    pub(super) arrival: Arrival,
}

impl Visitor {
    /// Checks that the visitor may do what a page is for.
    pub(super) fn check(&self, need: Need) -> Result<(), Refusal> {
        self.caller.check(need)
    }

    /// The person, if the visitor has the role. Pages that act in somebody's name need one.
    pub(super) fn person(&self, need: Need) -> Result<&Who, Refusal> {
        self.check(need)?;
        match &self.caller {
            Caller::Account(who) => Ok(who),
            // Whoever has no name gets to read, and signs in for more.
            Caller::Nobody | Caller::Reader | Caller::Owner => {
                Err(Refusal::unauthorized("this takes a person who is signed in"))
            }
        }
    }

    /// The person, as drafts name people.
    pub(super) fn at_desk(&self, need: Need) -> Result<Person, Refusal> {
        self.person(need).map(person_of)
    }
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Refusal> {
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_default();
        let session = parts.extensions.get::<Visit>().cloned();
        let arrival = parts.extensions.get::<Arrival>().cloned();
        let arrival =
            arrival.ok_or_else(|| Refusal::internal("a page was asked for without passing the host check"))?;
        let here = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let frame = frame(shared, &parts.headers, &caller, session.as_ref(), here);
        let was_signed_in =
            session.is_none() && cookie(&parts.headers, &shared.cookie).is_some_and(|secret| !secret.is_empty());
        Ok(Self { caller, session, was_signed_in, frame, arrival })
    }
}

/// What a page has around it.
pub(super) fn frame(
    shared: &Shared,
    headers: &HeaderMap,
    caller: &Caller,
    session: Option<&Visit>,
    here: &str,
) -> Frame {
    let snapshot = shared.api.engine.snapshot();
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let locale = cookie(headers, LANGUAGE_COOKIE).and_then(Locale::of).unwrap_or_else(|| Locale::accepted(accepted));
    Frame {
        locale,
        look: cookie(headers, LOOK_COOKIE).and_then(Look::of).unwrap_or_default(),
        site: Site {
            network: snapshot.network_name.clone(),
            member: snapshot.member.as_ref().map_or_else(String::new, ToString::to_string),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            four_eyes: shared.api.doors.four_eyes,
        },
        visitor: shown(shared, caller),
        here: if here.len() <= HERE_BYTES { here.to_owned() } else { "/".to_owned() },
        csrf: session.map_or_else(String::new, |session| session.csrf.as_str().to_owned()),
        notice: None,
    }
}

fn shown(shared: &Shared, caller: &Caller) -> Option<Shown> {
    let Caller::Account(who) = caller else { return None };
    let approver = who.may(Role::Approver);
    Some(Shown {
        name: who.full_name.clone(),
        publisher: who.may(Role::Publisher),
        approver,
        administrator: who.may(Role::Administrator),
        waiting: if approver { waiting(shared, who) } else { 0 },
    })
}

/// Drafts of others that wait to be approved.
fn waiting(shared: &Shared, who: &Who) -> u64 {
    let others =
        |summary: &Summary| matches!(summary.state, State::Submitted { .. }) && !summary.contributed(&who.account);
    shared.api.desk.count(others) as u64
}
