//! Pages of a node whose engine does what the test says.

mod browser;
mod doors;

pub(in crate::web) use browser::{Browser, Shown};
