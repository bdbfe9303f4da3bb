//! A typed client of the API: what the `emn` command and the tests use.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use emn_protocol::record::Record;
use emn_series::answer::Answer;
use serde::de::DeserializeOwned;
use serde_json::json;
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body, RequestBuilder};

use crate::api::view::{
    Checked, IndexState, Measures, Members, Peers, Problem, Published, RecordPage, RecordView, RosterTaken, RosterView,
    SignInLink, Status, Verified,
};
use crate::api::{INSTANCE_HEADER, RunFile, RunFileError};
use crate::config::Folder;
use crate::gate::Submission;

/// Longest wait for an answer: longer than the daemon gives itself.
const TIMEOUT: Duration = Duration::from_secs(45);

/// Longest wait for a check of everything.
const AUDIT_TIMEOUT: Duration = Duration::from_secs(700);
/// Longest wait for checking everything again.
const VERIFY_TIMEOUT: Duration = Duration::from_secs(6 * 3600);

/// Bytes of an answer. The largest is a page of two hundred records.
const ANSWER_BYTES: u64 = 256 * 1024 * 1024;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// No daemon runs on the folder.
    #[error("no daemon runs on {}", dir.display())]
    NoDaemon {
        /// The folder.
        dir: PathBuf,
    },
    /// A daemon ran on the folder and ended without saying so.
    #[error("no daemon runs on {}; one with process {pid} did, and ended without cleaning up", dir.display())]
    Stale {
        /// The folder.
        dir: PathBuf,
        /// Its process then.
        pid: u32,
    },
    /// The daemon's file cannot be read.
    #[error(transparent)]
    RunFile(#[from] RunFileError),
    /// The daemon refused.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// The daemon does not answer.
    #[error("the daemon at {api} does not answer")]
    Connection {
        /// Where it should be.
        api: String,
        /// What happened.
        source: Box<ureq::Error>,
    },
    /// The answer is none that this program understands.
    #[error("the daemon at {api} answers in a form that this program does not know; are both of the same version?")]
    Answer {
        /// Where it is.
        api: String,
        /// What does not fit.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Which bytes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The COSE_Sign1.
    Shell,
    /// The record.
    Record,
    /// Both, as nodes exchange them.
    Frame,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Shell => "shell",
            Self::Record => "record",
            Self::Frame => "frame",
        }
    }
}

/// A client of one daemon.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    run: RunFile,
    dir: PathBuf,
}

impl Client {
    /// A client of the daemon that runs on this folder.
    ///
    /// # Errors
    /// [`ClientError::NoDaemon`], [`ClientError::RunFile`].
    pub fn find(folder: &Folder) -> Result<Self, ClientError> {
        let dir = folder.root().to_owned();
        match RunFile::load(&folder.run_file())? {
            Some(run) => Ok(Self { agent: agent(), run, dir }),
            None => Err(ClientError::NoDaemon { dir }),
        }
    }

    /// Where the daemon is, such as `http://127.0.0.1:7451`.
    pub fn api(&self) -> &str {
        &self.run.api
    }

    /// The state of the node.
    ///
    /// # Errors
    /// [`ClientError`], as for all questions.
    pub fn status(&self) -> Result<Status, ClientError> {
        self.get("/api/v1/status", &[])
    }

    /// The other nodes of the roster.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn peers(&self) -> Result<Peers, ClientError> {
        self.get("/api/v1/peers", &[])
    }

    /// The members, and how far their logs are here.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn members(&self) -> Result<Members, ClientError> {
        self.get("/api/v1/members", &[])
    }

    /// A page of records; the parameters are those of `GET /api/v1/records`.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn records(&self, params: &[(&str, String)]) -> Result<RecordPage, ClientError> {
        self.get("/api/v1/records", params)
    }

    /// A page of records by relevance.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn search(&self, params: &[(&str, String)]) -> Result<RecordPage, ClientError> {
        self.get("/api/v1/search", params)
    }

    /// One record, by its id, its short id or the beginning of either.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn record(&self, id: &str) -> Result<RecordView, ClientError> {
        self.get(&format!("/api/v1/records/{}", segment(id)), &[])
    }

    /// Bytes of an entry.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn raw(&self, id: &str, part: Part) -> Result<Vec<u8>, ClientError> {
        let path = format!("/api/v1/records/{}/raw", segment(id));
        let request = self.ask(&path).query("part", part.name());
        self.bytes(request.call())
    }

    /// The roster in force.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn roster(&self) -> Result<RosterView, ClientError> {
        self.get("/api/v1/roster", &[])
    }

    /// Publishes a record of this node's member.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn publish(&self, record: &Record, submission: &Submission) -> Result<Published, ClientError> {
        let request = self.post("/api/v1/records").config().timeout_global(Some(AUDIT_TIMEOUT)).build();
        self.read(request.send_json(json!({"record": record, "submission": submission})))
    }

    /// Says what publishing a record would meet.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn check(&self, record: &Record) -> Result<Checked, ClientError> {
        let request = self.post("/api/v1/records/check").config().timeout_global(Some(AUDIT_TIMEOUT)).build();
        self.read(request.send_json(record))
    }

    /// Offers a signed roster.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn offer_roster(&self, roster: &[u8]) -> Result<RosterTaken, ClientError> {
        let request = self.post("/api/v1/roster").content_type("application/cbor");
        self.read(request.send(roster))
    }

    /// Has everything that is stored checked again. Takes its time.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn verify(&self) -> Result<Verified, ClientError> {
        let request = self.post("/api/v1/verify").config().timeout_global(Some(VERIFY_TIMEOUT)).build();
        self.read(request.send_empty())
    }

    /// Figures; the parameters are those of `GET /api/v1/series`, without a format.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn series(&self, params: &[(&str, String)]) -> Result<Answer, ClientError> {
        self.get("/api/v1/series", params)
    }

    /// Figures as a file; the parameters are those of `GET /api/v1/series`, with a format.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn series_export(&self, params: &[(&str, String)]) -> Result<Vec<u8>, ClientError> {
        self.download("/api/v1/series", params)
    }

    /// The measures that there are.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn measures(&self) -> Result<Measures, ClientError> {
        self.get("/api/v1/measures", &[])
    }

    /// A record, or a table of it, as a file; the parameters are those of `GET /api/v1/records/{id}/export`.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn record_export(&self, id: &str, params: &[(&str, String)]) -> Result<Vec<u8>, ClientError> {
        self.download(&format!("/api/v1/records/{}/export", segment(id)), params)
    }

    /// A page of records as a file; the parameters are those of `GET /api/v1/search`, with a format.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn search_export(&self, params: &[(&str, String)]) -> Result<Vec<u8>, ClientError> {
        self.download("/api/v1/search", params)
    }

    /// How the index of searches is.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn index(&self) -> Result<IndexState, ClientError> {
        self.get("/api/v1/index", &[])
    }

    /// Has the index built anew. Takes its time.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn rebuild_index(&self) -> Result<IndexState, ClientError> {
        let request = self.post("/api/v1/index/rebuild").config().timeout_global(Some(VERIFY_TIMEOUT)).build();
        self.read(request.send_empty())
    }

    /// Has a link made that signs in once: to this account, or as the owner of the folder.
    ///
    /// # Errors
    /// As [`Self::status`].
    pub fn sign_in_link(&self, account: Option<&str>) -> Result<SignInLink, ClientError> {
        self.read(self.post("/api/v1/sign-in-links").send_json(json!({"account": account})))
    }

    fn get<T: DeserializeOwned>(&self, path: &str, params: &[(&str, String)]) -> Result<T, ClientError> {
        let pairs = params.iter().map(|(name, value)| (*name, value.as_str()));
        self.read(self.ask(path).query_pairs(pairs).call())
    }

    fn ask(&self, path: &str) -> RequestBuilder<ureq::typestate::WithoutBody> {
        self.agent.get(self.url(path)).header("authorization", format!("Bearer {}", self.run.token))
    }

    fn download(&self, path: &str, params: &[(&str, String)]) -> Result<Vec<u8>, ClientError> {
        let pairs = params.iter().map(|(name, value)| (*name, value.as_str()));
        self.bytes(self.ask(path).query_pairs(pairs).call())
    }

    fn post(&self, path: &str) -> RequestBuilder<ureq::typestate::WithBody> {
        self.agent.post(self.url(path)).header("authorization", format!("Bearer {}", self.run.token))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.run.api)
    }

    fn read<T: DeserializeOwned>(&self, outcome: Result<Response<Body>, ureq::Error>) -> Result<T, ClientError> {
        let bytes = self.bytes(outcome)?;
        serde_json::from_slice(&bytes).map_err(|error| self.not_understood(error))
    }

    /// The body of an answer that is no refusal, from the daemon that the folder names.
    fn bytes(&self, outcome: Result<Response<Body>, ureq::Error>) -> Result<Vec<u8>, ClientError> {
        let mut response = outcome.map_err(|error| self.unreachable(error))?;
        let instance = response.headers().get(INSTANCE_HEADER).and_then(|value| value.to_str().ok());
        if instance != Some(self.run.instance().as_str()) {
            // Another program, perhaps another daemon, took the port over.
            return Err(self.stale());
        }
        let status = response.status();
        let body = response.body_mut().with_config().limit(ANSWER_BYTES).read_to_vec();
        let body = body.map_err(|error| self.unreachable(error))?;
        if status.is_success() {
            return Ok(body);
        }
        Err(self.refusal(status, &body))
    }

    fn refusal(&self, status: StatusCode, body: &[u8]) -> ClientError {
        match serde_json::from_slice::<Problem>(body) {
            Ok(problem) => ClientError::Refused(Box::new(problem)),
            Err(_) => self.not_understood(io::Error::other(format!("it answered {status}"))),
        }
    }

    fn unreachable(&self, error: ureq::Error) -> ClientError {
        match &error {
            ureq::Error::Io(io) if io.kind() == io::ErrorKind::ConnectionRefused => self.stale(),
            ureq::Error::ConnectionFailed => self.stale(),
            _ => ClientError::Connection { api: self.run.api.clone(), source: Box::new(error) },
        }
    }

    fn stale(&self) -> ClientError {
        ClientError::Stale { dir: self.dir.clone(), pid: self.run.pid }
    }

    fn not_understood(&self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ClientError {
        ClientError::Answer { api: self.run.api.clone(), source: error.into() }
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(TIMEOUT))
        // The daemon is on this machine: a proxy would only see what is none of its business.
        .proxy(None)
        .max_redirects(0)
        .user_agent(concat!("emn/", env!("CARGO_PKG_VERSION")));
    config.build().new_agent()
}

/// What somebody typed as an id, as one segment of a path.
fn segment(id: &str) -> String {
    let id = id.trim();
    // An id has letters and digits only; anything else is sent so that it is not found, not so that it leads elsewhere.
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
