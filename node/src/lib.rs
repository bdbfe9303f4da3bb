//! x

pub mod engine;
pub mod net;
pub mod store;
