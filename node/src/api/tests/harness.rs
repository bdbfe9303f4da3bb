//! A node without a network whose engine does what the test says.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use emn_accounts::{Access, Cost, Paths, Settings};
use emn_desk::Desk;
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, KeyId};
use emn_protocol::record::Record;
use emn_protocol::testing::{TestNetwork, at, node_key};
use emn_protocol::verify::VerifiedEntry;
use emn_search::index::Index;
use serde_json::Value;
use tokio::sync::{mpsc, watch};
use tower::ServiceExt as _;

use super::conformity::{check_answer, check_body};
use crate::api::{ApiState, Connection, Doors, PeerLink, Signing, Token, router};
use crate::catalogue::{Builder, Catalogue};
use crate::config::Folder;
use crate::engine::{Command, Counters, EngineHandle, Message, Published, Snapshot};
use crate::gate::Gate;
use crate::review::Reviews;
use crate::searches::Searches;
use crate::store::{Kv, MemoryKv, Store};

/// The token of every test node.
pub(crate) fn token() -> Token {
    Token::from_random([7; 32])
}

pub(crate) struct Node {
    pub(crate) network: TestNetwork,
    pub(crate) kv: Arc<MemoryKv>,
    pub(crate) state: ApiState,
    pub(crate) engine: Option<FakeEngine>,
    indexed: watch::Sender<u64>,
    store: Store,
    builder: Builder,
    router: Router,
    heads: BTreeMap<usize, (u64, Option<EntryId>)>,
    snapshot: Arc<RwLock<Arc<Snapshot>>>,
    _folder: tempfile::TempDir,
}

/// What the engine is asked; it answers what the test says.
pub(crate) struct FakeEngine(mpsc::Receiver<Message>);

impl FakeEngine {
    /// The next command.
    pub(crate) async fn command(&mut self) -> Command {
        match self.0.recv().await {
            Some(Message::Command(command)) => command,
            other => panic!("no command came but {other:?}"),
        }
    }

    /// Whether nothing was asked.
    pub(crate) fn is_idle(&mut self) -> bool {
        self.0.try_recv().is_err()
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }

    /// Status and body, as a reader sees them.
    pub(crate) fn shown(&self) -> String {
        format!("{}\n{}", self.status, serde_json::to_string_pretty(&self.json()).unwrap())
    }

    pub(crate) fn code(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["code"].as_str().unwrap_or_default().to_owned())
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Node {
    /// A node of the first of three members, without entries.
    pub(crate) fn new() -> Self {
        let network = TestNetwork::new(3);
        let kv = Arc::new(MemoryKv::new());
        let dyn_kv: Arc<dyn Kv> = kv.clone();
        let mut store = Store::with_kv(dyn_kv).unwrap();
        store.install_roster(network.rosters.newest()).unwrap();
        let (messages, receiver) = mpsc::channel(4);
        let (indexed, shown) = watch::channel(0);
        let snapshot = Arc::new(RwLock::new(Arc::new(snapshot(&network, &store))));
        let engine = EngineHandle::to(messages, Arc::clone(&snapshot), shown);
        let folder = tempfile::tempdir().unwrap();
        let (index, writer) = Index::in_memory().unwrap();
        let catalogue = Catalogue::new(index, store.reader());
        let builder = Builder::new(catalogue.clone(), store.reader(), writer);
        let state = ApiState {
            engine,
            store: store.reader(),
            catalogue: catalogue.clone(),
            peers: Arc::new(links),
            reviews: Reviews::in_memory(),
            gate: Arc::new(gate(&folder)),
            token: token(),
            access: access(&folder),
            desk: Arc::new(Desk::open(folder.path().join("desk")).unwrap()),
            signing: Signing::default(),
            uploads: Arc::default(),
            searches: Searches::in_memory(),
            doors: Doors { open_reads: true, ..Doors::default() },
            folder: Folder::at(folder.path()),
            started: at(10),
        };
        let router = router(state.clone());
        let engine = Some(FakeEngine(receiver));
        Self {
            network,
            kv,
            state,
            engine,
            indexed,
            store,
            builder,
            router,
            heads: BTreeMap::new(),
            snapshot,
            _folder: folder,
        }
    }

    /// Stores a record as the next entry of a member.
    pub(crate) fn add(&mut self, member: usize, record: &Record) -> VerifiedEntry {
        let (seq, prev) = self.heads.get(&member).copied().unwrap_or_default();
        let entry = self.network.entry(member, seq, prev, record);
        self.heads.insert(member, (seq + 1, Some(entry.entry().id())));
        let arrival = self.state.store.next_arrival().unwrap();
        self.store.append(std::slice::from_ref(&entry)).unwrap();
        while self.builder.page().unwrap().is_some() {}
        self.builder.commit().unwrap();
        self.indexed.send_replace(arrival + 1);
        self.change(|_| {});
        entry
    }

    /// Stores an entry that the catalogue does not know yet.
    pub(crate) fn add_uncatalogued(&mut self, member: usize, record: &Record) {
        let (seq, prev) = self.heads.get(&member).copied().unwrap_or_default();
        let entry = self.network.entry(member, seq, prev, record);
        self.store.append(&[entry]).unwrap();
    }

    pub(crate) fn erase(&mut self, id: &EntryId, withdrawal: &SignedEntry) {
        assert!(self.store.erase(id, withdrawal).unwrap());
    }

    /// Changes what the engine shows of itself.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Snapshot)) {
        let mut changed = snapshot(&self.network, &self.store);
        change(&mut changed);
        *self.snapshot.write().unwrap() = Arc::new(changed);
    }

    /// What the engine says of a record that it signed.
    pub(crate) fn published(&self) -> Published {
        Published {
            id: EntryId::of(b"published"),
            member: self.network.members[0].0.clone(),
            log: self.log(0),
            seq: 3,
            time: at(60),
            bytes: 512,
            arrival: 0,
        }
    }

    /// The log of a member.
    pub(crate) fn log(&self, member: usize) -> KeyId {
        self.network.members[member].1.id()
    }

    /// Changes what the operator decided.
    pub(crate) fn with_doors(mut self, change: impl FnOnce(&mut Doors)) -> Self {
        change(&mut self.state.doors);
        self.router = router(self.state.clone());
        self
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let answer = self.send_unchecked(request).await;
        check_answer(method.as_str(), &path, &answer);
        answer
    }

    /// Without holding the answer against the description: for one that is compressed.
    pub(crate) async fn send_unchecked(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, "127.0.0.1:7451").body(Body::empty());
        self.send(request.unwrap()).await
    }

    /// As the node's owner, where not everybody may.
    pub(crate) async fn get_as_owner(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::HOST, "127.0.0.1:7451")
            .header(header::AUTHORIZATION, format!("Bearer {}", token().as_str()))
            .body(Body::empty());
        self.send(request.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, media_type: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {}", token().as_str()))
            .header(header::CONTENT_TYPE, media_type)
            .body(body.into());
        self.send(request.unwrap()).await
    }

    pub(crate) async fn post_record(&self, path: &str, record: &Record) -> Answer {
        let body = serde_json::to_value(record).unwrap();
        check_body(path, &body);
        self.post(path, "application/json", body.to_string()).await
    }
}

fn snapshot(network: &TestNetwork, store: &Store) -> Snapshot {
    let frontier = store.reader().frontier().unwrap();
    Snapshot {
        network: network.id(),
        network_name: "Test network".to_owned(),
        node: node_key(0),
        member: Some(network.members[0].0.clone()),
        own_log: Some(network.members[0].1.id()),
        roster_version: 1,
        roster_expires: at(400_000_000),
        roster_frozen: None,
        hold: None,
        storage_fault: None,
        frontier_digest: frontier.digest(),
        entries: frontier.entries(),
        logs: frontier.iter().map(|(log, state)| (*log, *state)).collect(),
        peers: BTreeMap::from([(node_key(1), Some(frontier.digest()))]),
        broken_rules: Vec::new(),
        counters: Counters {
            verdicts: BTreeMap::from([("accept", 3)]),
            refusals: BTreeMap::from([("bad_signature", 1)]),
            by_gossip: 2,
            by_catch_up: 1,
            published: 4,
        },
    }
}

fn random() -> std::io::Result<[u8; 32]> {
    crate::identity::random().map_err(std::io::Error::other)
}

/// Accounts with passwords that are cheap to check.
fn access(folder: &tempfile::TempDir) -> Access {
    let folder = Folder::at(folder.path());
    let paths = Paths { accounts: folder.accounts(), tokens: folder.tokens() };
    let settings = Settings { cost: Cost::cheap_for_tests(), ..Settings::default() };
    Access::open(paths, settings, random).unwrap()
}

/// A gate with a ledger of its own.
fn gate(folder: &tempfile::TempDir) -> Gate {
    let folder = Folder::at(folder.path());
    std::fs::create_dir(folder.keys()).unwrap();
    Gate::open(&folder).unwrap()
}

/// One peer that is connected and in sync, one that cannot be reached.
fn links() -> Vec<PeerLink> {
    let connection = Connection {
        address: "/ip4/192.0.2.1/udp/7450/quic-v1".to_owned(),
        transport: "quic".to_owned(),
        outgoing: true,
        seconds: 61,
        agent: Some("emn/0.1.0".to_owned()),
        rtt_ms: Some(12.5),
    };
    let member = |text: &str| text.parse().unwrap();
    vec![
        PeerLink {
            node: node_key(2),
            member: member("M2"),
            connection: None,
            failures: 3,
            last_failure: Some("the name does not resolve".to_owned()),
            paused: None,
        },
        PeerLink {
            node: node_key(1),
            member: member("M1"),
            connection: Some(connection),
            failures: 0,
            last_failure: None,
            paused: None,
        },
    ]
}
