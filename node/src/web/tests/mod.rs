//! Pages of a node whose engine does what the test says.

mod browser;
mod compare;
mod doors;
mod oidc;
mod publishing;
mod reading;
mod settings;
mod tables;
mod tools;
