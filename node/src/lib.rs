//! A node of the EMN knowledge network: store, network, engine, HTTP API and the `emn` command.

pub mod cli;
pub mod config;
pub mod identity;
pub mod telemetry;
