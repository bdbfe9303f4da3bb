//! A node of the EMN knowledge network: store, network, engine, HTTP API and the `emn` command.

pub mod api;
pub mod cli;
pub mod engine;
pub mod search;
pub mod store;
