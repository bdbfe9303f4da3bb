//! Settings: defaults, then the file, then the environment, then flags; the last one that says something holds.
//!
//! The result is one validated [`Config`] that does not change. `settings.rs` is the one table that everything comes
//! from: keys, defaults, checks, the commented file that `emn init` writes, and `docs/config.example.toml`.

mod address;
mod folder;
mod layers;
mod settings;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use emn_protocol::ids::MemberId;
use serde::Serialize;

pub use address::{AddressError, check_announced, check_listening};
pub use folder::{Folder, FolderError, replace_file, replace_private_file};
pub use layers::{Layers, Resolved, Shown};
pub use settings::{Value, commented_file};

/// Name of the file, in the folder of the node.
pub const FILE_NAME: &str = "config.toml";

/// The system's folder for temporary files.
pub fn temporary_folder() -> PathBuf {
    std::env::temp_dir()
}

/// The settings of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Who this node is and where it is reached.
    pub node: NodeConfig,
    /// The HTTP API.
    pub api: ApiConfig,
    /// The web pages.
    pub web: WebConfig,
    /// The administration's own sign-in.
    pub oidc: Option<OidcConfig>,
    /// What stands before a signature.
    pub publish: PublishConfig,
    /// Catch-up with peers.
    pub sync: SyncConfig,
    /// Bounds.
    pub limits: LimitsConfig,
    /// Logs.
    pub log: LogConfig,
}

/// Who this node is and where it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeConfig {
    /// The member that it belongs to.
    pub member: MemberId,
    /// Multiaddresses to listen on; none for a node that only dials out.
    pub listen: Vec<String>,
    /// Multiaddresses that others reach it at, for the roster.
    pub announce: Vec<String>,
}

/// The HTTP API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiConfig {
    /// Where it listens: a loopback address; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// Whether reading needs neither account nor token.
    pub open_reads: bool,
}

/// The web pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebConfig {
    /// Where people reach them through a proxy, such as `https://emn.example.eu`.
    pub origin: Option<String>,
    /// Minutes without a page after which a person signs in again.
    pub idle_minutes: u64,
    /// Where public records are shown to everybody, if anywhere.
    pub public_listen: Option<SocketAddr>,
    /// Where that is reached from outside, such as `https://data.example.eu`.
    pub public_origin: Option<String>,
}

/// The administration's own sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcConfig {
    /// The provider's address.
    pub issuer: String,
    /// The name under which it knows this node.
    pub client_id: String,
    /// The file with the node's secret there.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// The claim with the name to sign in with.
    pub name_claim: String,
    /// The claim with a person's groups.
    pub roles_claim: String,
    /// Which group gives which role: pairs such as `emn-publishers=publisher`.
    pub role_map: Vec<String>,
    /// Certificates that may vouch for the provider.
    pub ca_file: Option<PathBuf>,
    /// What the sign-in is called on the button.
    pub name: String,
}

/// What stands before a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishConfig {
    /// A second person approves.
    pub four_eyes: bool,
}

/// Catch-up with peers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncConfig {
    /// Seconds between two comparisons with a peer, when nothing else is known to be missing.
    pub compare_every_seconds: u64,
}

/// Bounds of what a node takes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsConfig {
    /// Connections to peers.
    pub connections: u32,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// How lines look.
    pub format: LogFormat,
    /// What is logged, such as `info` or `info,emn_node::net=debug`.
    pub filter: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object on each line.
    Json,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Built in.
    Default,
    /// The file; line and column count from 1.
    File {
        /// The file.
        path: PathBuf,
        /// Line.
        line: usize,
        /// Column, in characters.
        column: usize,
    },
    /// An environment variable.
    Environment {
        /// Its name.
        variable: String,
    },
    /// The command line.
    Flag,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line, column } => write!(f, "{}:{line}:{column}", path.display()),
            Self::Environment { variable } => write!(f, "environment variable {variable}"),
            Self::Flag => f.write_str("--set"),
        }
    }
}

/// Something that is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it was said.
    pub source: Source,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.what)
    }
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Settings are wrong; all that was found.
    #[error("{}", lines(problems))]
    Problems {
        /// What was found, in the order of the layers.
        problems: Vec<Problem>,
    },
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

/// Line and column, from 1, of a byte offset. Columns count characters.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The known word that `word` was probably meant to be.
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.into_iter().map(|other| (strsim::damerau_levenshtein(word, other), other));
    near.filter(|(distance, other)| *distance <= 2.max(other.len() / 4)).min().map(|(_, other)| other)
}
