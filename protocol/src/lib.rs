//! The protocol of the EMN knowledge network, pure: no I/O, no clock, no global randomness.
//!
//! A **member** (a national contact point) keeps a **log** of signed **entries**; each carries a **record** (a trend
//! report, a best practice, a correction, a withdrawal). The **roster** says who the members are. The **replica** is
//! the state machine that brings all logs to all nodes. `docs/protocol.md` is the normative text; this crate is one
//! implementation of it.
//!
//! Reading order: [`ids`], [`entry`], [`record`], [`roster`], [`verify`], [`wire`], [`sync`].

pub mod codec;
pub mod codelist;
pub mod crypto;
pub mod disclosure;
pub mod draft;
pub mod entry;
pub mod ids;
pub mod limits;
pub mod record;
pub mod roster;
#[cfg(feature = "schema")]
mod schema;
#[cfg(any(test, feature = "testing"))]
pub mod sim;
pub mod suggest;
pub mod sync;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod time;
pub mod topics;
pub mod verdict;
pub mod verify;
pub mod wire;
