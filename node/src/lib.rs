//! The node of the EMN knowledge network.

pub mod engine;
pub mod search;
