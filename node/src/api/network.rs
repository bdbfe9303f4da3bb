//! What the node knows of itself and of others.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use emn_protocol::ids::{LogId, NodeKey};
use emn_protocol::roster::{Member, SignedRoster};
use serde_json::json;

use super::error::Refusal;
use super::params::Params;
use super::records::{blocking, json, tagged};
use super::routes::Shared;
use super::view::{
    BrokenRuleView, CatalogueState, Counters, FrozenLog, MemberLog, MemberNode, MemberView, Members, PeerCounts,
    PeerView, Peers, RosterState, RosterView, Status,
};
use super::{ApiState, PeerLink};
use crate::engine::{BrokenRule, Snapshot};
use crate::telemetry::chain;

/// The process answers. No details: anybody may ask.
pub(crate) async fn healthz() -> Response {
    Json(json!({"status": "ok"})).into_response()
}

/// The node is of use: the engine runs and lists are complete.
pub(crate) async fn readyz(State(shared): State<Shared>) -> Result<Response, Refusal> {
    let ready = blocking(move || Ok(shared.api.engine.is_running() && is_complete(&shared.api)?)).await?;
    if ready {
        return Ok(Json(json!({"status": "ready"})).into_response());
    }
    Ok((StatusCode::SERVICE_UNAVAILABLE, Json(json!({"status": "starting"}))).into_response())
}

pub(crate) fn is_complete(api: &ApiState) -> Result<bool, Refusal> {
    // Numbers of entries that left the accepted set are missing, so the newest one that is there counts.
    let newest = api.store.arrivals_reverse(u64::MAX, 1)?;
    Ok(newest.first().is_none_or(|arrival| arrival.number < api.engine.indexed()))
}

pub(crate) async fn status(State(shared): State<Shared>, params: Params) -> Result<Json<Status>, Refusal> {
    params.none()?;
    blocking(move || Ok(Json(status_of(&shared.api)?))).await
}

pub(crate) fn status_of(api: &ApiState) -> Result<Status, Refusal> {
    let snapshot = api.engine.snapshot();
    let peers = peer_views(api, &snapshot);
    let count = |keep: fn(&&PeerView) -> bool| peers.iter().filter(keep).count() as u64;
    let text = |counts: &BTreeMap<&'static str, u64>| counts.iter().map(|(code, n)| ((*code).to_owned(), *n)).collect();
    Ok(Status {
        network: snapshot.network,
        network_name: snapshot.network_name.clone(),
        node: snapshot.node,
        member: snapshot.member.clone(),
        log: snapshot.own_log,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started: api.started,
        roster: RosterState {
            version: snapshot.roster_version,
            expires: snapshot.roster_expires,
            frozen: snapshot.roster_frozen,
        },
        hold: snapshot.hold.clone(),
        storage_fault: snapshot.storage_fault.clone(),
        entries: snapshot.entries,
        logs: snapshot.logs.values().filter(|state| state.height > 0).count() as u64,
        frozen_logs: frozen_logs(api, &snapshot)?,
        frontier: snapshot.frontier_digest,
        store_bytes: api.store.size_on_disk().ok(),
        catalogue: CatalogueState { entries: api.catalogue.len(), complete: is_complete(api)? },
        peers: PeerCounts {
            known: count(|_| true),
            connected: count(|peer| peer.connected),
            in_sync: count(|peer| peer.in_sync == Some(true)),
        },
        counters: Counters {
            published: snapshot.counters.published,
            by_gossip: snapshot.counters.by_gossip,
            by_catch_up: snapshot.counters.by_catch_up,
            verdicts: text(&snapshot.counters.verdicts),
            refusals: text(&snapshot.counters.refusals),
        },
        broken_rules: snapshot.broken_rules.iter().map(broken_rule).collect(),
        reviews: api.reviews.all(),
    })
}

fn broken_rule(broken: &BrokenRule) -> BrokenRuleView {
    BrokenRuleView {
        member: broken.member.clone(),
        log: broken.log,
        seq: broken.seq,
        entry: broken.id,
        rule: broken.rule.to_owned(),
        time: broken.time,
        times: broken.times,
    }
}

fn frozen_logs(api: &ApiState, snapshot: &Snapshot) -> Result<Vec<FrozenLog>, Refusal> {
    let frozen: Vec<_> = snapshot.logs.iter().filter_map(|(log, state)| Some((*log, state.frozen?))).collect();
    if frozen.is_empty() {
        return Ok(Vec::new());
    }
    let roster = newest_roster(api)?;
    let member = |log: &LogId| roster.roster().signing_key(log).map(|(member, _)| member.id.clone());
    Ok(frozen.into_iter().map(|(log, seq)| FrozenLog { log, member: member(&log), seq }).collect())
}

pub(crate) async fn peers(State(shared): State<Shared>, params: Params) -> Result<Json<Peers>, Refusal> {
    params.none()?;
    let items = peer_views(&shared.api, &shared.api.engine.snapshot());
    Ok(Json(Peers { items }))
}

fn peer_views(api: &ApiState, snapshot: &Snapshot) -> Vec<PeerView> {
    let mut peers: Vec<PeerView> = (api.peers)().into_iter().map(|link| peer_view(link, snapshot)).collect();
    peers.sort_by(|a, b| a.member.cmp(&b.member).then(a.node.cmp(&b.node)));
    peers
}

fn peer_view(link: PeerLink, snapshot: &Snapshot) -> PeerView {
    let connection = link.connection;
    let equal_at = snapshot.peers.get(&link.node).copied().flatten();
    let connected = connection.is_some();
    let about = connection.as_ref();
    PeerView {
        node: link.node,
        member: link.member,
        connected,
        in_sync: equal_at.filter(|_| connected).map(|digest| digest == snapshot.frontier_digest),
        address: about.map(|connection| connection.address.clone()),
        transport: about.map(|connection| connection.transport.clone()),
        outgoing: about.map(|connection| connection.outgoing),
        seconds: about.map(|connection| connection.seconds),
        agent: about.and_then(|connection| connection.agent.clone()),
        rtt_ms: about.and_then(|connection| connection.rtt_ms),
        failures: link.failures,
        reason: link.last_failure.filter(|_| !connected),
    }
}

pub(crate) async fn members(State(shared): State<Shared>, params: Params) -> Result<Json<Members>, Refusal> {
    params.none()?;
    blocking(move || {
        let roster = newest_roster(&shared.api)?;
        let snapshot = shared.api.engine.snapshot();
        let links = (shared.api.peers)();
        let online = online(&snapshot, &links);
        let items = roster.roster().members.iter().map(|member| member_view(member, &snapshot, &online)).collect();
        Ok(Json(Members { roster: roster.roster().version, items }))
    })
    .await
}

/// Whether a node is this one, or connected with it now.
pub(crate) fn online<'a>(snapshot: &'a Snapshot, links: &'a [PeerLink]) -> impl Fn(&NodeKey) -> bool + 'a {
    |node| *node == snapshot.node || links.iter().any(|link| link.node == *node && link.connection.is_some())
}

fn member_view(member: &Member, snapshot: &Snapshot, online: &dyn Fn(&NodeKey) -> bool) -> MemberView {
    let logs: Vec<MemberLog> = member
        .keys
        .iter()
        .map(|key| {
            let state = snapshot.logs.get(&key.key).copied().unwrap_or_default();
            MemberLog {
                key: key.key,
                fingerprint: key.key.fingerprint(),
                not_before: key.not_before,
                not_after: key.not_after,
                revoked: key.revoked.as_ref().map(|revocation| revocation.reason.clone()),
                height: state.height,
                head: state.head,
                frozen: state.frozen,
            }
        })
        .collect();
    let node = |node: &emn_protocol::roster::NodeEntry| MemberNode {
        key: node.key,
        addresses: node.addresses.clone(),
        online: online(&node.key),
    };
    MemberView {
        id: member.id.clone(),
        name: member.name.clone(),
        status: member.status,
        entries: logs.iter().map(|log| log.height).sum(),
        logs,
        nodes: member.nodes.iter().map(node).collect(),
    }
}

pub(crate) async fn roster(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.none()?;
    let body = blocking(move || {
        let signed = newest_roster(&shared.api)?;
        json(&RosterView {
            network: signed.network(),
            digest: signed.digest(),
            signers: signed.own_signers(),
            roster: signed.roster().clone(),
        })
    });
    Ok(tagged(&headers, body.await?, HeaderValue::from_static("application/json")))
}

pub(crate) async fn roster_raw(
    State(shared): State<Shared>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.none()?;
    let bytes = blocking(move || Ok(newest_roster(&shared.api)?.bytes().clone())).await?;
    Ok(tagged(&headers, bytes, HeaderValue::from_static("application/cose; cose-type=\"cose-sign\"")))
}

/// The roster in force.
pub(crate) fn newest_roster(api: &ApiState) -> Result<SignedRoster, Refusal> {
    let version = api.engine.snapshot().roster_version;
    let bytes = api.store.rosters(version, 1, usize::MAX)?.pop();
    let bytes = bytes.ok_or_else(|| Refusal::internal(format!("roster {version} is in force and not stored")))?;
    SignedRoster::open(bytes).map_err(|error| Refusal::damaged(chain(&error)))
}
