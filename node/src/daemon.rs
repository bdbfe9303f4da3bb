//! The daemon: opens, wires and shuts down in order. The only place that constructs and connects the parts.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context as _;
use emn_accounts::{Access, FileError, Paths, Settings};
use emn_desk::Desk;
use emn_protocol::crypto::SigningKey;
use emn_protocol::ids::LogId;
use emn_protocol::roster::{History, InstallError, Installed};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::api::{self, ApiState, Connection, Doors, OidcDoor, PeerLink, PeerSource, RunFile, Serving, Signing, Token};
use crate::catalogue::{self, Catalogue};
use crate::config::{Config, Folder};
use crate::engine::{self, EngineHandle, Message, Outgoing, Parts, Running, SendOutcome};
use crate::gate::Gate;
use crate::identity::{Identity, random};
use crate::net::{self, Carrier, EventSink, NetConfig, NetEvent, NetHandle, PeerStatus, SendError, SinkError};
use crate::review::{Reviewer, Reviews};
use crate::searches::Searches;
use crate::store::{Journal, Opened, Store, StoreReader};
use crate::telemetry::wall_clock;
use crate::web;

/// What the operator decides at the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Publish although this folder may be an old copy: the operator vouches that no own entry was lost.
    pub trust_own_log: bool,
}

/// A running node.
pub struct Daemon {
    engine: EngineHandle,
    running: Running,
    net: NetHandle,
    reader: StoreReader,
    catalogue: Catalogue,
    desk: Arc<Desk>,
    api: Api,
}

/// The served API, and the file by which commands find it.
struct Api {
    serving: Serving,
    run_file: RunFile,
    path: PathBuf,
    shutdown: oneshot::Sender<()>,
    /// The listener that shows public records to everybody.
    public: Option<(Serving, oneshot::Sender<()>)>,
    /// What is done at the desk without being asked.
    upkeep: JoinHandle<()>,
}

/// How long requests under way may take when the node stops.
const LAST_REQUESTS: Duration = Duration::from_secs(5);

/// Starts a node from its folder.
///
/// # Errors
/// Whatever keeps a part from starting, with what to do about it. What was started before is stopped again.
pub async fn start(folder: &Folder, config: &Config, options: Options) -> anyhow::Result<Daemon> {
    let provider = open_provider(folder, config)?;
    let identity = Identity::load(&folder.keys())?;
    let seed = u64::from_be_bytes(random()?);
    let (me, transport_seed) = (identity.node(), identity.transport_seed());
    let Opened { mut store, damaged } = Store::open(&folder.store())?;
    if let Some(damaged) = &damaged {
        tracing::error!(moved_to = %damaged.moved_to.display(), why = %damaged.why, "the store was damaged; a new one was begun");
    }
    install_waiting_rosters(&mut store, folder)?;
    let signing = identity.into_signing_key();
    let (journal, journal_was_missing) = match &signing {
        Some(key) => open_journal(folder, key.id())?,
        None => (None, false),
    };
    let reader = store.reader();
    let network = engine::stored_rosters(&reader)?.network();
    let catalogue::Opened { catalogue, builder, begun_anew } = catalogue::open(&folder.index(), reader.clone())?;
    if let Some(why) = begun_anew {
        tracing::warn!(why, "the index is built anew; lists and searches are not complete until that is done");
    }
    let way = Arc::new(OnceLock::new());
    let parts = Parts {
        store,
        journal,
        journal_was_missing,
        signing,
        member: config.node.member.clone(),
        me,
        trust_own_log: options.trust_own_log,
        compare_every: config.sync.compare_every_seconds.saturating_mul(1000),
        seed,
        builder,
        keep_roster: keep_roster(folder.clone()),
    };
    let gate = Arc::new(open_gate(folder, &reader, parts.signing.as_ref().map(SigningKey::id))?);
    // At most eight hours, by the check of the setting.
    let idle_seconds = i64::try_from(config.web.idle_minutes).unwrap_or(30) * 60;
    let access = open_access(folder, Settings { idle_seconds, ..Settings::default() })?;
    let desk = Arc::new(Desk::open(folder.desk()).context("the drafts of this node cannot be read")?);
    let searches = Searches::open(folder.searches()).context("the saved searches of this node cannot be read")?;
    for lost in desk.damaged() {
        tracing::error!(file = %lost.file.display(), why = lost.why, "a draft cannot be read; it is left as it is");
    }
    let started = engine::spawn(parts, outgoing(Arc::clone(&way)))?;
    let net_config = net_config(config, network, transport_seed, seed);
    let net = match net::spawn(net_config, sink(started.messages)).await {
        Ok(net) => net,
        Err(error) => {
            started.handle.stop().await;
            join(started.running).await;
            return Err(error.into());
        }
    };
    // Set once, here: the engine has no network before.
    let _ = way.set(net.clone());
    let reviews = Reviews::open(folder.reviews());
    review(config, &started.handle, &reader, &reviews);
    let state = |token| ApiState {
        engine: started.handle.clone(),
        store: reader.clone(),
        catalogue: catalogue.clone(),
        peers: peer_source(net.clone()),
        reviews,
        gate,
        token,
        access,
        desk: Arc::clone(&desk),
        signing: Signing::default(),
        uploads: Arc::default(),
        searches,
        doors: Doors {
            open_reads: config.api.open_reads,
            four_eyes: config.publish.four_eyes,
            origin: config.web.origin.clone(),
            provider,
        },
        folder: folder.clone(),
        started: wall_clock(),
    };
    match serve(folder, config, state).await {
        Ok(api) => Ok(Daemon { engine: started.handle, running: started.running, net, reader, catalogue, desk, api }),
        Err(error) => {
            net.shutdown().await;
            started.handle.stop().await;
            join(started.running).await;
            Err(error)
        }
    }
}

/// Serves the API, and leaves the file by which commands on this machine find it.
async fn serve(folder: &Folder, config: &Config, state: impl FnOnce(Token) -> ApiState) -> anyhow::Result<Api> {
    let token = Token::from_random(random()?);
    let (shutdown, ended) = oneshot::channel();
    let until = async {
        // A dropped sender ends the API as well.
        let _ = ended.await;
    };
    let state = state(token.clone());
    let public = serve_public(config, &state).await?;
    if let Err(refusal) = api::approving::settle(&state, true) {
        tracing::error!("it is not known what became of interrupted approvals: {}", refusal.detail());
    }
    let serving = api::serve(config.api.listen, web::router(state.clone()), until).await?;
    let run_file = RunFile::new(serving.address(), &token, std::process::id());
    let path = folder.run_file();
    run_file.save(&path)?;
    let upkeep = tokio::spawn(api::upkeep::tend(state));
    Ok(Api { serving, run_file, path, shutdown, public, upkeep })
}

/// Serves public records to everybody, where the operator wants it.
async fn serve_public(config: &Config, state: &ApiState) -> anyhow::Result<Option<(Serving, oneshot::Sender<()>)>> {
    let Some(listen) = config.web.public_listen else { return Ok(None) };
    let (shutdown, ended) = oneshot::channel();
    let until = async {
        let _ = ended.await;
    };
    let router = api::public_router(state.clone(), config.web.public_origin.as_deref());
    let serving = api::serve_public(listen, router, until).await?;
    tracing::info!(address = %serving.address(), "public records are shown to everybody who reaches this address");
    Ok(Some((serving, shutdown)))
}

/// Second looks at others' records, until the engine is gone.
fn review(config: &Config, engine: &EngineHandle, reader: &StoreReader, reviews: &Reviews) {
    let policy = reader.clone();
    let reviewer = Reviewer {
        reader: reader.clone(),
        own: config.node.member.clone(),
        reviews: reviews.clone(),
        min_frequency: Arc::new(move || {
            engine::stored_rosters(&policy).map_or(1, |rosters| rosters.current().policy.min_frequency)
        }),
    };
    tokio::spawn(reviewer.follow(engine.indexed_changes()));
}

fn peer_source(net: NetHandle) -> PeerSource {
    Arc::new(move || net.peers().into_iter().map(peer_link).collect())
}

/// Opens what stands before signing, and has the ledger take over what only the node's own entries tell.
fn open_gate(folder: &Folder, reader: &StoreReader, log: Option<LogId>) -> anyhow::Result<Gate> {
    let gate = Gate::open(folder)?;
    let Some(log) = log else { return Ok(gate) };
    let rosters = engine::stored_rosters(reader)?;
    let state = gate.reconcile_stored(reader, rosters.current(), &log, wall_clock())?;
    if state.recovered > 0 {
        tracing::warn!(
            tables = state.recovered,
            "the ledger lacked published tables, and their counts are lost: new tables are protected only against what \
             these entries show. Restore the file `ledger` and its key from your copy if you have one"
        );
    }
    tracing::info!(tables = state.published, with_counts = state.with_counts, "ledger of published tables");
    Ok(gate)
}

/// The administration's own sign-in, if the settings name one.
fn open_provider(folder: &Folder, config: &Config) -> anyhow::Result<Option<OidcDoor>> {
    let Some(oidc) = &config.oidc else { return Ok(None) };
    let provider = web::open_provider(oidc, folder, config.web.origin.as_deref(), config.api.listen)?;
    Ok(Some(OidcDoor { name: oidc.name.clone(), provider: Arc::new(provider) }))
}

/// Opens the accounts of the people who sign in here.
///
/// # Errors
/// [`FileError`] if a file is there and cannot be used.
pub(crate) fn open_access(folder: &Folder, settings: Settings) -> Result<Access, FileError> {
    let paths = Paths { accounts: folder.accounts(), tokens: folder.tokens() };
    Access::open(paths, settings, drawn)
}

fn drawn() -> io::Result<[u8; 32]> {
    random().map_err(io::Error::other)
}

fn peer_link(peer: PeerStatus) -> PeerLink {
    PeerLink {
        node: peer.peer,
        member: peer.member,
        connection: peer.connection.map(|connection| Connection {
            address: connection.address,
            transport: match connection.carrier {
                Carrier::Tcp => "tcp".to_owned(),
                Carrier::Quic => "quic".to_owned(),
            },
            outgoing: connection.outgoing,
            seconds: connection.since.elapsed().as_secs(),
            agent: connection.agent,
            rtt_ms: connection.round_trip.map(|trip| trip.as_secs_f64() * 1e3),
        }),
        failures: peer.failures,
        last_failure: peer.last_failure,
        paused: peer.paused.map(|left| left.as_secs()),
    }
}

fn open_journal(folder: &Folder, log: emn_protocol::ids::LogId) -> anyhow::Result<(Option<Journal>, bool)> {
    // `emn init` begins the journal with the key. A key without one came from elsewhere, perhaps from a backup.
    let missing = !Journal::exists(&folder.journal(), &log);
    let journal = Journal::open(&folder.journal(), log)?;
    Ok((Some(journal), missing))
}

/// Takes over the roster files that wait in the folder.
fn install_waiting_rosters(store: &mut Store, folder: &Folder) -> anyhow::Result<()> {
    let mut history: Option<History> = match engine::stored_rosters(&store.reader()) {
        Ok(history) => Some(history),
        Err(engine::StartError::NoRoster) => None,
        Err(error) => return Err(error.into()),
    };
    for roster in folder.load_rosters()? {
        let version = roster.roster().version;
        let outcome = match &mut history {
            None => {
                history = Some(History::begin(roster.clone())?);
                Installed::New
            }
            Some(history) => match history.install(roster.clone()) {
                // A frozen roster keeps the node from taking newer ones, not from reading and relaying.
                Err(error @ InstallError::Frozen { .. }) => {
                    tracing::error!(version, "a roster in {} was not taken: {error}", folder.rosters().display());
                    Installed::Known
                }
                outcome => outcome.with_context(|| {
                    let file = folder.rosters().join(format!("{version}.cbor"));
                    format!("{} cannot be used; move it aside and install all versions again", file.display())
                })?,
            },
        };
        match outcome {
            Installed::New => store.install_roster(&roster)?,
            Installed::Known => {}
            Installed::Fork => {
                tracing::error!(version, "two valid rosters share a version; the roster is frozen");
                store.freeze_roster(&roster)?;
            }
        }
    }
    // Rosters that came from peers stand beside the others: with them a damaged store can be begun anew.
    if let Some(history) = &history {
        for roster in (1..=history.current().version).filter_map(|version| history.at(version)) {
            folder.save_roster(roster)?;
        }
    }
    store.flush()?;
    Ok(())
}

/// Puts each new roster beside the others, as a second copy.
fn keep_roster(folder: Folder) -> engine::KeepRoster {
    Box::new(move |roster| {
        if let Err(error) = folder.save_roster(roster) {
            tracing::error!(version = roster.roster().version, "a roster was not written to the folder: {error}");
        }
    })
}

fn net_config(config: &Config, network: emn_protocol::ids::NetworkId, transport_seed: [u8; 32], run: u64) -> NetConfig {
    let mut net = NetConfig::new(network, transport_seed, run);
    net.listen = config.node.listen.clone();
    net.agent = format!("emn/{}", env!("CARGO_PKG_VERSION"));
    net.limits.connections = config.limits.connections;
    net
}

fn outgoing(way: Arc<OnceLock<NetHandle>>) -> Outgoing {
    Box::new(move |outbound| match way.get() {
        None => SendOutcome::Full(Box::new(outbound)),
        Some(net) => match net.send(outbound) {
            Ok(()) => SendOutcome::Sent,
            Err(SendError::Full(back)) => SendOutcome::Full(back),
            Err(_) => SendOutcome::Gone,
        },
    })
}

/// The network's events: inputs go to the engine, the rest to the log.
fn sink(messages: mpsc::Sender<Message>) -> EventSink {
    use tokio::sync::mpsc::error::TrySendError;
    EventSink::new(move |event| match event {
        NetEvent::Input(input) => messages.try_send(Message::Input(Box::new(input))).map_err(|error| match error {
            TrySendError::Full(Message::Input(input)) => SinkError::Full(Box::new(NetEvent::Input(*input))),
            TrySendError::Full(Message::Command(_)) | TrySendError::Closed(_) => SinkError::Closed,
        }),
        other => {
            report(&other);
            Ok(())
        }
    })
}

fn report(event: &NetEvent) {
    match event {
        NetEvent::Listening { .. } => {}
        NetEvent::NotListening { address, reason } => tracing::error!(address, reason, "no longer listening"),
        NetEvent::RefusedConnection { peer, address, reason } => {
            let peer = peer.map(|peer| peer.to_string());
            tracing::warn!(peer, address, "refused a connection: {reason}");
        }
        NetEvent::DialFailed { peer, failures, reason } => {
            tracing::debug!(%peer, failures, reason, "could not connect");
        }
        NetEvent::Paused { peer, seconds, reason } => tracing::warn!(%peer, seconds, reason, "keeps out a peer"),
        NetEvent::Input(_) => {}
    }
}

async fn join(running: Running) -> bool {
    tokio::task::spawn_blocking(move || running.join()).await.unwrap_or(false)
}

impl Daemon {
    /// The engine.
    pub fn engine(&self) -> &EngineHandle {
        &self.engine
    }

    /// The network.
    pub fn net(&self) -> &NetHandle {
        &self.net
    }

    /// The store.
    pub fn reader(&self) -> &StoreReader {
        &self.reader
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The drafts.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Where the API and the pages are.
    pub fn api_address(&self) -> SocketAddr {
        self.api.serving.address()
    }

    /// Where public records are shown to everybody, if anywhere.
    pub fn public_address(&self) -> Option<SocketAddr> {
        self.api.public.as_ref().map(|(serving, _)| serving.address())
    }

    /// Whether the engine ended by itself, which it never should.
    pub fn has_failed(&self) -> bool {
        self.running.is_finished()
    }

    /// Stops in order: no more from outside, then the engine, which flushes. Returns whether all ended well.
    pub async fn stop(self) -> bool {
        // Commands stop finding the node before it stops answering them.
        if let Err(error) = self.api.run_file.remove(&self.api.path) {
            tracing::warn!(error = %error, "the run file could not be removed");
        }
        // Nobody waits for the end when the API has ended by itself.
        let _ = self.api.shutdown.send(());
        if let Some((serving, shutdown)) = self.api.public {
            let _ = shutdown.send(());
            serving.ended(LAST_REQUESTS).await;
        }
        self.api.serving.ended(LAST_REQUESTS).await;
        self.api.upkeep.abort();
        // Ended, it no longer holds the store.
        let _ = self.api.upkeep.await;
        self.net.shutdown().await;
        self.engine.stop().await;
        join(self.running).await
    }
}
