//! A node of the EMN knowledge network: store, network, engine, HTTP API and the `emn` command.
//!
//! # Threads and channels
//!
//! | unit | kind | waits on | may it wait when sending? |
//! |---|---|---|---|
//! | engine | one OS thread; owns store, journal, replica, signing key | messages, its tick | never: the network says «full», and the engine makes up for it |
//! | indexer | one OS thread; owns the writing side of the catalogue | the engine's call | yes, on the engine's messages: it asks to erase |
//! | rebuild | one OS thread, only while the index is built anew | the disk | nothing to send |
//! | net | one tokio task owning the swarm | swarm events, outputs, timers | never; when full: gossip is ignored, a request is answered «busy», both counted |
//! | review | one tokio task, its work on a blocking thread | news in the catalogue | nothing to send |
//! | api | tokio tasks of axum | HTTP | yes, on the engine's messages, with a timeout that becomes 503 |
//!
//! The engine waits for nobody, so no circle of waiting exists. Order always: verify, persist, tell. Every channel is
//! bounded; the constants beside them say why they are as large as they are.

pub mod api;
pub mod audit_log;
pub mod catalogue;
pub mod cli;
pub mod client;
pub mod config;
pub mod daemon;
pub mod engine;
pub mod figures;
pub mod gate;
pub mod identity;
pub mod net;
pub mod people;
pub mod prepare;
pub mod review;
pub mod searches;
pub mod store;
pub mod telemetry;
pub mod web;
