//! The harness of the end-to-end tests: a throwaway network of real nodes, each a process of its own or a daemon in
//! this process, asked over HTTP as anybody would.
//!
//! Nothing here sleeps for a fixed time: [`eventually`] waits for a condition, and says at its limit what it last saw.

mod api;
mod command;
mod daemons;
mod net;
mod process;
mod turn;
mod waiting;

pub use api::{Api, Refused, Reply};
pub use command::{Finished, finish};
pub use daemons::Daemons;
pub use net::{TestNet, with_net};
pub use process::NodeProcess;
pub use turn::Turn;
pub use waiting::{LIMIT, all_connected, equal_sets, eventually, eventually_within};
