//! x

pub mod net;
pub mod store;
