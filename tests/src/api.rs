//! A node as its users see it: over HTTP, found by the file that it leaves in its folder.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use emn_node::api::RunFile;
use emn_node::api::view::{IndexState, Problem, Published, RecordPage, Status};
use emn_node::config::Folder;
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::roster::SignedRoster;
use serde::de::DeserializeOwned;

use crate::eventually;

/// Longest wait for an answer. The node itself gives up earlier.
const TIMEOUT: Duration = Duration::from_secs(40);
/// Bytes of an answer: more than any page.
const ANSWER_BYTES: u64 = 64 << 20;

/// The API of a running node.
#[derive(Debug, Clone)]
pub struct Api {
    base: String,
    token: String,
    agent: ureq::Agent,
}

/// An answer, good or not.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// The node did not do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{} {}: {}", .0.status, .0.code, .0.detail)]
pub struct Refused(pub Problem);

impl Reply {
    /// The body of a good answer.
    ///
    /// # Errors
    /// [`Refused`] when the node refused; otherwise the body is not what it should be.
    pub fn good<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        self.refused()?;
        serde_json::from_slice(&self.body).with_context(|| self.shown())
    }

    /// The body of a refusal.
    ///
    /// # Errors
    /// When the answer is no refusal.
    pub fn problem(&self) -> anyhow::Result<Problem> {
        ensure!(self.status >= 400, "not refused: {}", self.shown());
        serde_json::from_slice(&self.body).with_context(|| self.shown())
    }

    fn refused(&self) -> anyhow::Result<()> {
        if self.status < 400 { Ok(()) } else { Err(Refused(self.problem()?).into()) }
    }

    fn shown(&self) -> String {
        format!("{}: {}", self.status, String::from_utf8_lossy(&self.body[..self.body.len().min(500)]))
    }
}

impl Api {
    /// The API of the node that runs on this folder.
    ///
    /// # Errors
    /// When none runs there.
    pub fn of(folder: &Folder) -> anyhow::Result<Self> {
        let file = RunFile::load(&folder.run_file())?.context("no daemon left a run file")?;
        Ok(Self::at(&file))
    }

    /// The API that a run file names.
    pub fn at(file: &RunFile) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT)).build();
        Self { base: file.api.clone(), token: file.token.clone(), agent: config.new_agent() }
    }

    /// Asks for something.
    ///
    /// # Errors
    /// When no answer comes. A refusal is an answer.
    pub fn get(&self, path: &str) -> anyhow::Result<Reply> {
        let answer = self.agent.get(format!("{}{path}", self.base)).call();
        reply(answer).with_context(|| format!("GET {path}"))
    }

    /// Hands something in.
    ///
    /// # Errors
    /// When no answer comes. A refusal is an answer.
    pub fn post(&self, path: &str, media_type: &str, body: &[u8]) -> anyhow::Result<Reply> {
        let request = self.agent.post(format!("{}{path}", self.base)).content_type(media_type);
        let answer = request.header("authorization", format!("Bearer {}", self.token)).send(body);
        reply(answer).with_context(|| format!("POST {path}"))
    }

    /// The state of the node.
    ///
    /// # Errors
    /// When no good answer comes.
    pub fn status(&self) -> anyhow::Result<Status> {
        self.get("/api/v1/status")?.good()
    }

    /// Publishes a record.
    ///
    /// # Errors
    /// [`Refused`], or that no answer came: then it may have been published.
    pub fn publish(&self, record: &Record) -> anyhow::Result<Published> {
        self.post("/api/v1/records", "application/json", &serde_json::to_vec(record)?)?.good()
    }

    /// Publishes a record as soon as the node may: after its start it first asks its peers.
    ///
    /// # Errors
    /// As [`Self::publish`], or that it is held for too long.
    pub fn publish_when_free(&self, record: &Record) -> anyhow::Result<Published> {
        eventually("the node may publish", || {
            let status = self.status()?;
            ensure!(status.hold.is_none(), "{:?}", status.hold);
            Ok(())
        })?;
        self.publish(record)
    }

    /// Offers a roster.
    ///
    /// # Errors
    /// When no answer comes.
    pub fn offer_roster(&self, roster: &SignedRoster) -> anyhow::Result<Reply> {
        self.post("/api/v1/roster", "application/cose", roster.bytes())
    }

    /// The whole frame of an entry.
    ///
    /// # Errors
    /// [`Refused`], or that no answer comes.
    pub fn frame(&self, id: &EntryId) -> anyhow::Result<Vec<u8>> {
        let answer = self.get(&format!("/api/v1/records/{id}/raw?part=frame"))?;
        answer.refused()?;
        Ok(answer.body)
    }

    /// Whether the node has an entry, withdrawn or not.
    ///
    /// # Errors
    /// When the answer is neither yes nor no.
    pub fn has(&self, id: &EntryId) -> anyhow::Result<bool> {
        let answer = self.get(&format!("/api/v1/records/{id}/raw?part=shell"))?;
        ensure!(matches!(answer.status, 200 | 404), "{}", answer.shown());
        Ok(answer.status == 200)
    }

    /// Ids of all that a search finds, the best first, over all pages.
    ///
    /// # Errors
    /// [`Refused`], or that no answer comes.
    pub fn search(&self, words: &str) -> anyhow::Result<Vec<EntryId>> {
        let mut found = Vec::new();
        let mut cursor = None;
        loop {
            let request = self.agent.get(format!("{}/api/v1/search", self.base)).query("q", words);
            let request = cursor.iter().fold(request.query("limit", "200"), |request, at| request.query("cursor", at));
            let page: RecordPage = reply(request.call()).with_context(|| format!("a search for {words}"))?.good()?;
            found.extend(page.items.iter().map(|item| item.id));
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(found),
            }
        }
    }

    /// The state of the index that searches are answered from.
    ///
    /// # Errors
    /// When no good answer comes.
    pub fn index(&self) -> anyhow::Result<IndexState> {
        self.get("/api/v1/index")?.good()
    }

    /// The newest records.
    ///
    /// # Errors
    /// When no good answer comes.
    pub fn newest(&self) -> anyhow::Result<RecordPage> {
        self.get("/api/v1/records")?.good()
    }
}

fn reply(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> anyhow::Result<Reply> {
    let mut response = answer?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(ANSWER_BYTES).read_to_vec()?;
    Ok(Reply { status, body })
}
