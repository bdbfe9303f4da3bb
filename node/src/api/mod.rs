//! The JSON API on this machine, under `/api/v1`. `routes.rs` is the table of what there is; `docs/api.md` describes it
//! for those who call it, and `openapi/` for their programs.
//!
//! Handlers are thin: they read the store and the catalogue, or ask the engine, and hand out the views of [`view`].
//! Refusals are [`view::Problem`]s (RFC 9457). Reads are open to whoever is on this machine; everything else needs the
//! token that the daemon draws when it starts and leaves in the node's folder for its owner ([`RunFile`]).

mod auth;
mod error;
mod exports;
mod gate;
mod index;
mod network;
mod openapi;
mod params;
mod places;
mod publish;
mod records;
mod routes;
mod run_file;
mod series;
mod server;
mod topics;
mod verify;
pub mod view;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use emn_protocol::ids::{MemberId, NodeKey};
use emn_protocol::time::Timestamp;

pub use auth::{INSTANCE_HEADER, Token};
pub use routes::router;
pub use run_file::{RunFile, RunFileError};
pub use server::{ServeError, Serving, serve};
pub use verify::{VerifyError, verify_store};

use crate::catalogue::Catalogue;
use crate::engine::EngineHandle;
use crate::gate::Gate;
use crate::review::Reviews;
use crate::store::StoreReader;

/// What the API answers from.
#[derive(Clone)]
pub struct ApiState {
    /// Writes go there.
    pub engine: EngineHandle,
    /// Entries and rosters.
    pub store: StoreReader,
    /// Lists and searches.
    pub catalogue: Catalogue,
    /// The nodes of the roster, as the network sees them now.
    pub peers: PeerSource,
    /// What second looks at others' records found.
    pub reviews: Reviews,
    /// What stands before signing.
    pub gate: Arc<Gate>,
    /// What a caller must know to write.
    pub token: Token,
    /// When the daemon started.
    pub started: Timestamp,
}

/// Says how the connections are at the moment it is called. It must not wait.
pub type PeerSource = Arc<dyn Fn() -> Vec<PeerLink> + Send + Sync>;

/// A node of the roster, as the network sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct PeerLink {
    /// Its transport key.
    pub node: NodeKey,
    /// The member it belongs to.
    pub member: MemberId,
    /// The connection, when there is one.
    pub connection: Option<Connection>,
    /// Dials that failed since the last success.
    pub failures: u32,
    /// Why the last dial failed, for people.
    pub last_failure: Option<String>,
}

/// A connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    /// The other end's address.
    pub address: String,
    /// How it is carried, such as `quic`.
    pub transport: String,
    /// This node dialled.
    pub outgoing: bool,
    /// Seconds that it has lasted.
    pub seconds: u64,
    /// The peer's program and version, once known.
    pub agent: Option<String>,
    /// Round trip of the last ping, in milliseconds.
    pub rtt_ms: Option<f64>,
}
