//! Tokens of somebody's own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use emn_accounts::{AccessError, DEFAULT_TOKEN_DAYS, Kind, LONGEST_TOKEN_DAYS, NewToken, Role, Roles, TokenView, Who};
use emn_pages::parts::{Choice, Mistakes};
use emn_pages::settings::{FreshToken, NewToken as Filled, Token, TokensPage};
use serde_json::json;

use super::{chosen_roles, names, role_choices};
use crate::api::Shared;
use crate::api::auth::{Need, named};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::telemetry::{chain, wall_clock};
use crate::web::form::Fields;
use crate::web::page::{page, see_other, with_status};
use crate::web::sign_in::log;
use crate::web::visitor::Visitor;

/// How long a token may be valid, to choose from.
const DAYS: [u32; 4] = [7, 30, DEFAULT_TOKEN_DAYS, LONGEST_TOKEN_DAYS];
/// Tokens that the page lists: the newest.
const LISTED: usize = 100;

pub(super) async fn show(State(shared): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let reader = Roles::NONE.with(Role::Reader);
    blocking(move || {
        page(&view(&shared, &visitor, &who, Entered { name: "", scopes: reader, days: DEFAULT_TOKEN_DAYS })?)
    })
    .await
}

/// What somebody entered.
struct Entered<'a> {
    name: &'a str,
    scopes: Roles,
    days: u32,
}

fn view<'a>(shared: &Shared, visitor: &'a Visitor, who: &Who, entered: Entered<'_>) -> Result<TokensPage<'a>, Refusal> {
    let (frame, now) = (&visitor.frame, wall_clock());
    let tokens = shared.api.access.tokens(Some(&who.account), now)?;
    // Whoever owns the node's files has the token of the run instead.
    let among = if who.kind == Kind::Owner { Roles::NONE } else { who.roles.with(Role::Reader) };
    let days =
        DAYS.iter().map(|days| Choice::new(days.to_string(), frame.tc("tokens-n-days", *days), *days == entered.days));
    Ok(TokensPage {
        frame,
        fresh: None,
        tokens: tokens.iter().take(LISTED).map(shown).collect(),
        form: Filled {
            name: entered.name.to_owned(),
            scopes: role_choices(frame, among, entered.scopes),
            days: days.collect(),
        },
        mistakes: Mistakes::default(),
        now,
        example: format!("{}/api/v1/measures", visitor.arrival.origin),
    })
}

fn shown(token: &TokenView) -> Token {
    Token {
        id: token.id.clone(),
        name: token.name.clone(),
        scopes: names(token.scopes),
        made: token.created,
        expires: token.expires,
        used: token.last_used.as_ref().and_then(|day| day.parse().ok()),
        revoked: token.revoked.is_some(),
    }
}

pub(super) async fn make(State(shared): State<Shared>, visitor: Visitor, fields: Fields) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let scopes = chosen_roles(&fields, "scope");
    let days = fields.get("days").parse::<u32>().ok().filter(|days| DAYS.contains(days));
    let new = NewToken { name: fields.get("name").trim().to_owned(), scopes, days: days.unwrap_or(0) };
    let (access, name, wanted) = (shared.api.access.clone(), who.name.clone(), new.clone());
    let made = blocking(move || Ok(access.create_token(&name, &wanted, wall_clock()))).await?;
    let entered = Entered { name: &new.name, scopes, days: new.days };
    let (field, text) = match made {
        Ok((secret, token)) => {
            let details = json!({"id": token.id, "name": token.name, "scopes": token.scopes, "until": token.expires});
            log(&shared, &named(&who), "token-create", details).await?;
            let fresh = FreshToken { name: token.name, secret: secret.into_string() };
            let blank = Entered { name: "", scopes: Roles::NONE.with(Role::Reader), days: DEFAULT_TOKEN_DAYS };
            return page(&TokensPage { fresh: Some(fresh), ..view(&shared, &visitor, &who, blank)? });
        }
        Err(AccessError::TokenName) => ("name", "tokens-wrong-name"),
        Err(AccessError::TokenScopes(_)) => ("scope", "tokens-wrong-scopes"),
        Err(AccessError::TokenDays) => ("days", "tokens-wrong-days"),
        Err(AccessError::Full { .. }) => ("", "tokens-full"),
        Err(AccessError::Unknown(_) | AccessError::Disabled(_)) => {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "forbidden", "tokens belong to an account"));
        }
        Err(error) => return Err(Refusal::internal(chain(&error))),
    };
    let mut again = view(&shared, &visitor, &who, entered)?;
    again.mistakes.add(field, visitor.frame.t(text));
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

pub(super) async fn revoke(
    State(shared): State<Shared>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let (access, id, account, now) =
        (shared.api.access.clone(), fields.get("token").to_owned(), who.account.clone(), wall_clock());
    let revoked = blocking(move || Ok(access.revoke_token(&id, Some(&account), now))).await?;
    match revoked {
        Ok(token) => {
            log(&shared, &named(&who), "token-revoke", json!({"id": token.id, "name": token.name})).await?;
            Ok(see_other("/settings/tokens"))
        }
        Err(AccessError::UnknownToken(_)) => Err(Refusal::not_found("you have no such token")),
        Err(error) => Err(Refusal::internal(chain(&error))),
    }
}
