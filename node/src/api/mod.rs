//! The JSON API on this machine, under `/api/v1`. `routes.rs` is the table of what there is; `docs/api.md` describes it
//! for those who call it, and `openapi/` for their programs.
//!
//! Handlers are thin: they read the store and the catalogue, or ask the engine, and hand out the views of [`view`].
//! Refusals are [`view::Problem`]s (RFC 9457). Who may ask what, `auth` says: the node's owner by the token that the
//! daemon draws when it starts and leaves in the folder ([`RunFile`]), people by a session, programs by their tokens.

pub(crate) mod approving;
pub(crate) mod auth;
pub(crate) mod conventions;
mod dcat;
pub(crate) mod drafts;
pub(crate) mod error;
mod eurostat;
pub(crate) mod exports;
pub(crate) mod feeds;
pub(crate) mod gate;
mod index;
pub(crate) mod network;
pub(crate) mod openapi;
pub(crate) mod params;
pub(crate) mod places;
mod public;
pub(crate) mod publish;
pub(crate) mod records;
pub(crate) mod routes;
mod run_file;
pub(crate) mod series;
mod server;
mod sign_in;
mod topics;
pub(crate) mod upkeep;
mod verify;
pub mod view;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use emn_accounts::Access;
use emn_desk::{Desk, Uploads};
use emn_protocol::ids::{MemberId, NodeKey};
use emn_protocol::time::Timestamp;

pub use approving::Signing;
pub use auth::{INSTANCE_HEADER, Token};
pub use public::{public_router, serve_public};
pub(crate) use routes::Shared;
pub use routes::router;
pub use run_file::{RunFile, RunFileError};
pub use server::{ServeError, Serving, serve};
pub(crate) use topics::before_pages;
pub use verify::{VerifyError, verify_store};

use crate::catalogue::Catalogue;
use crate::config::Folder;
use crate::engine::EngineHandle;
use crate::gate::Gate;
use crate::review::Reviews;
use crate::searches::Searches;
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
    /// What the node's owner knows.
    pub token: Token,
    /// Who signs in here.
    pub access: Access,
    /// Drafts on their way to a signature.
    pub desk: Arc<Desk>,
    /// Drafts that are being signed.
    pub signing: Signing,
    /// Files that wait to be counted.
    pub uploads: Arc<Uploads>,
    /// Searches that people keep.
    pub searches: Searches,
    /// What the operator decided about callers.
    pub doors: Doors,
    /// The node's folder.
    pub folder: Folder,
    /// When the daemon started.
    pub started: Timestamp,
}

/// What the operator decided about callers.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    /// Whoever uses this machine may read.
    pub open_reads: bool,
    /// A second person approves what accounts publish.
    pub four_eyes: bool,
    /// Where people reach the pages through a proxy, such as `https://emn.example.eu`.
    pub origin: Option<String>,
    /// The administration's own sign-in, when there is one.
    pub provider: Option<OidcDoor>,
}

/// The administration's own sign-in.
#[derive(Debug, Clone)]
pub struct OidcDoor {
    /// What it is called on the button.
    pub name: String,
    /// Whom to ask.
    pub provider: Arc<emn_oidc::Provider>,
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
    /// It broke the protocol, and stays out for so many seconds.
    pub paused: Option<u64>,
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
