//! The web pages. Handlers are thin: they ask what the API asks, and hand view models to the templates of `emn-pages`.
//!
//! | file | what |
//! |---|---|
//! | `visitor` | who reads, in which language; what a page has around it |
//! | `form` | what people send: fields and files, only from our own pages |
//! | `page` | a page as an answer, and refusals as pages |
//! | the others | one for each page, each with its own [`Router`] |
//!
//! A page is read with the role that reading takes; what it sends carries the session's own secret (`csrf`). To add a
//! page: a file here with `routes()`, a line in `pages`, and its template, texts and style in `node/pages/`.

mod api_docs;
mod approvals;
mod assets;
mod cards;
mod compare;
mod figures;
mod form;
mod home;
mod network;
mod oidc;
mod page;
mod publish;
mod record;
mod search;
mod settings;
mod sign_in;
mod topics;
mod visitor;

#[cfg(test)]
mod tests;

use axum::middleware;
use axum::{Extension, Router};

use crate::api::{ApiState, Shared, before_pages, routes};

pub use oidc::{OidcOpenError, open as open_provider};

/// The API and the pages as one service.
pub fn router(state: ApiState) -> Router {
    let shared = Shared::new(state);
    // Tables that wait to be accepted, and what was found in drafts: publishers and approvers look at the same.
    let memory = Extension(publish::Memory::default());
    let all = routes::routes().merge(pages().layer(memory).layer(middleware::from_fn(before_pages)));
    let dress = middleware::from_fn_with_state(shared.clone(), page::dress);
    routes::known(routes::bounded(all, &shared).layer(dress), &shared).with_state(shared)
}

/// All pages.
fn pages() -> Router<Shared> {
    [
        api_docs::routes(),
        approvals::routes(),
        assets::routes(),
        compare::routes(),
        home::routes(),
        network::routes(),
        oidc::routes(),
        publish::routes(),
        record::routes(),
        search::routes(),
        settings::routes(),
        sign_in::routes(),
        topics::routes(),
    ]
    .into_iter()
    .fold(Router::new(), Router::merge)
}
