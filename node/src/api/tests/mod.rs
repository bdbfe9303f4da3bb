mod conformity;
mod drafts;
mod feeds;
mod figures;
pub(crate) mod harness;
mod questions;
mod reading;
mod refusing;
pub(super) mod schema;
mod serving;
mod verifying;
mod writing;

use super::routes::ROUTES;

/// Headings of `docs/api.md` that name a route.
fn documented() -> Vec<String> {
    let headings = include_str!("../../../../docs/api.md").lines().filter_map(|line| line.strip_prefix("### `"));
    headings.filter_map(|line| line.strip_suffix('`')).map(str::to_owned).collect()
}

#[test]
fn routes_and_their_document_agree() {
    let mut routes: Vec<String> = ROUTES.iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let mut documented = documented();
    routes.sort();
    documented.sort();
    assert_eq!(routes, documented);
}
