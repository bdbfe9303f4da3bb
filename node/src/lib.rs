//! A node of the EMN knowledge network: store, network, engine, HTTP API and the `emn` command.

pub mod cli;
pub mod config;
pub mod engine;
pub mod identity;
pub mod net;
pub mod search;
pub mod store;
pub mod telemetry;
