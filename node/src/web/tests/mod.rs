//! Pages of a node whose engine does what the test says.

mod browser;
mod doors;
mod reading;
