//! The pages `settings`: somebody's own account, tokens and searches, and for administrators all accounts and the audit
//! log. Whatever changes who may do what goes into the audit log, after it was done.

mod accounts;
mod audit;
mod own;
mod searches;
mod tokens;

use axum::Router;
use axum::routing::{get, post};
use emn_accounts::{Role, Roles};
use emn_pages::Frame;
use emn_pages::parts::Choice;

use super::form::Fields;
use crate::api::Shared;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/settings", get(own::show))
        .route("/settings/sessions/end", post(own::end_all))
        .route("/settings/tokens", get(tokens::show).post(tokens::make))
        .route("/settings/tokens/revoke", post(tokens::revoke))
        .route("/settings/searches", get(searches::show).post(searches::save))
        .route("/settings/searches/remove", post(searches::remove))
        .route("/settings/accounts", get(accounts::list).post(accounts::make))
        .route("/settings/accounts/{id}", get(accounts::show))
        .route("/settings/accounts/{id}/roles", post(accounts::set_roles))
        .route("/settings/accounts/{id}/reset", post(accounts::reset))
        .route("/settings/accounts/{id}/disable", post(accounts::disable))
        .route("/settings/accounts/{id}/enable", post(accounts::enable))
        .route("/settings/audit", get(audit::show))
        .route("/settings/audit/download", get(audit::download))
}

/// Roles to choose from, with what each may do.
fn role_choices(frame: &Frame, among: Roles, chosen: Roles) -> Vec<Choice> {
    let choice = |role: Role| {
        let label = frame.t(&format!("role-{role}"));
        Choice::new(role.as_str(), label, chosen.contains(role)).hinted(frame.t(&format!("role-{role}-hint")))
    };
    Role::ALL.into_iter().filter(|role| among.contains(*role)).map(choice).collect()
}

/// The roles that the fields of this name choose. A word that is no role chooses nothing.
fn chosen_roles(fields: &Fields, name: &str) -> Roles {
    fields.all(name).filter_map(|text| text.parse::<Role>().ok()).collect()
}

fn names(roles: Roles) -> Vec<String> {
    roles.iter().map(|role| role.to_string()).collect()
}
