//! Links that sign a person in once: what `emn open` asks for.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::json;

use super::auth::{Arrival, Caller};
use super::error::Refusal;
use super::records::blocking;
use super::routes::Shared;
use super::view::SignInLink;
use crate::telemetry::{chain, wall_clock};

/// For whom a link is.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LinkWanted {
    /// Sign-in name of an account; absent for the owner of the node's folder.
    account: Option<String>,
}

/// Makes a link. Only for the owner: with it one signs in as somebody else.
pub(crate) async fn link(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    Extension(arrival): Extension<Arrival>,
    body: Result<Json<LinkWanted>, axum::extract::rejection::JsonRejection>,
) -> Result<Response, Refusal> {
    if !matches!(caller, Caller::Owner) {
        let detail = "only the owner of the node's folder makes links that sign people in: use `emn open`";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "forbidden", detail));
    }
    let Json(wanted) = body.map_err(|error| Refusal::bad_request("bad_json", error.body_text()))?;
    blocking(move || {
        let (access, now) = (&shared.api.access, wall_clock());
        let made = access.make_link(wanted.account.as_deref(), now);
        let secret = made.map_err(|error| Refusal::bad_request("account", chain(&error)))?;
        let details = json!({"account": wanted.account});
        shared
            .api
            .gate
            .audit_log()
            .append(now, "owner", "sign-in-link", details)
            .map_err(crate::gate::GateError::from)?;
        let link = SignInLink {
            url: format!("{}/sign-in/link?secret={}", arrival.origin, secret.as_str()),
            expires_in_seconds: emn_accounts::LINK_SECONDS.unsigned_abs(),
        };
        Ok((StatusCode::CREATED, Json(link)).into_response())
    })
    .await
}
