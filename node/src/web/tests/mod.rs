//! Pages of a node whose engine does what the test says.

mod browser;
mod compare;
mod doors;
mod reading;
mod settings;
mod tools;
