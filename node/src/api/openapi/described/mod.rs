//! What each route takes and answers: a table for each file of handlers.

mod conventions;
mod network;
mod node;
mod publishing;
mod records;
mod series;

use super::operation::Operation;

/// Every route, described.
pub(in crate::api) fn operations() -> impl Iterator<Item = &'static Operation> {
    let tables = [
        node::OPERATIONS,
        records::OPERATIONS,
        series::OPERATIONS,
        publishing::OPERATIONS,
        network::OPERATIONS,
        conventions::OPERATIONS,
    ];
    tables.into_iter().flatten()
}
