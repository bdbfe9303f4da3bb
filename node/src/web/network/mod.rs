//! The page `network`: what the node knows of itself and of others, and what needs attention.

mod attention;
mod links;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use emn_pages::Frame;
use emn_pages::network::{Log, LogState, Member, NetworkPage, Node};
use emn_pages::phrase::line;
use emn_protocol::ids::{LogId, NodeKey};
use emn_protocol::roster::{self, MemberKey, Roster};
use emn_protocol::time::Timestamp;

use super::page::page;
use super::visitor::Visitor;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::network::{newest_roster, online, status_of};
use crate::api::records::blocking;
use crate::api::view::Status;
use crate::api::{ApiState, Shared};
use crate::engine::Snapshot;
use crate::telemetry::wall_clock;

/// Members, peers and logs that the page lists: more than three times the network.
const LISTED: usize = 120;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/network", get(network))
}

async fn network(State(shared): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    let api = shared.api;
    blocking(move || page(&view(&api, &visitor.frame, wall_clock())?)).await
}

fn view<'a>(api: &ApiState, frame: &'a Frame, now: Timestamp) -> Result<NetworkPage<'a>, Refusal> {
    let (status, snapshot) = (status_of(api)?, api.engine.snapshot());
    let signed = newest_roster(api)?;
    let roster = signed.roster();
    let peers = (api.peers)();
    let online = online(&snapshot, &peers);
    let moved = last_signed(api, &snapshot)?;
    let members = roster.members.iter().take(LISTED);
    let members = members.map(|member| member_view(frame, member, &snapshot, &moved, &online)).collect();
    Ok(NetworkPage {
        frame,
        node: node(&status, now),
        warnings: attention::warnings(frame, &status, &peers, now),
        members,
        peers: peers.iter().take(LISTED).map(|link| links::peer(link, &snapshot)).collect(),
        logs: logs(roster, &snapshot, &moved, now),
    })
}

fn node(status: &Status, now: Timestamp) -> Node {
    Node {
        network: status.network_name.clone(),
        network_id: beginning(&status.network.to_hex()),
        key: beginning(&status.node.to_hex()),
        member: status.member.as_ref().map(ToString::to_string),
        fingerprint: status.log.as_ref().map(LogId::fingerprint),
        started: status.started,
        now,
        roster: status.roster.version,
        roster_expires: status.roster.expires,
        entries: status.entries,
        catalogue: status.catalogue.entries,
        bytes: status.store_bytes,
        known: status.peers.known,
        connected: status.peers.connected,
        equal: status.peers.in_sync,
        published: status.counters.published,
        by_gossip: status.counters.by_gossip,
        by_catch_up: status.counters.by_catch_up,
    }
}

/// The beginning of an id, for people.
fn beginning(hex: &str) -> String {
    hex.get(..16).unwrap_or(hex).to_owned()
}

/// When the last entry of each log was signed.
fn last_signed(api: &ApiState, snapshot: &Snapshot) -> Result<BTreeMap<LogId, Timestamp>, Refusal> {
    let mut moved = BTreeMap::new();
    for (log, state) in snapshot.logs.iter().filter(|(_, state)| state.height > 0).take(LISTED) {
        if let Some(entry) = api.store.entry_at(log, state.height - 1)? {
            moved.insert(*log, entry.header().time);
        }
    }
    Ok(moved)
}

fn member_view(
    frame: &Frame,
    member: &roster::Member,
    snapshot: &Snapshot,
    moved: &BTreeMap<LogId, Timestamp>,
    online: &dyn Fn(&NodeKey) -> bool,
) -> Member {
    let height = |key: &MemberKey| snapshot.logs.get(&key.key).map_or(0, |state| state.height);
    let (lang, name) =
        member.name.best(&[frame.lang()]).map_or(("", member.id.as_str()), |(lang, name)| (lang.as_str(), name));
    Member {
        code: member.id.to_string(),
        name: line(name),
        lang: if lang == frame.lang() { String::new() } else { lang.to_owned() },
        status: member.status,
        nodes: member.nodes.len() as u64,
        online: member.nodes.iter().filter(|node| online(&node.key)).count() as u64,
        here: snapshot.member.as_ref() == Some(&member.id),
        entries: member.keys.iter().map(height).sum(),
        moved: member.keys.iter().filter_map(|key| moved.get(&key.key)).max().copied(),
    }
}

fn logs(roster: &Roster, snapshot: &Snapshot, moved: &BTreeMap<LogId, Timestamp>, now: Timestamp) -> Vec<Log> {
    let keys = roster.members.iter().flat_map(|member| member.keys.iter().map(move |key| (member, key)));
    let log = |(member, key): (&roster::Member, &MemberKey)| {
        let known = snapshot.logs.get(&key.key).copied().unwrap_or_default();
        let state = match (&key.revoked, known.frozen) {
            (_, Some(seq)) => LogState::Frozen(seq),
            (Some(revocation), None) => LogState::Revoked(line(&revocation.reason).chars().take(200).collect()),
            (None, None) if now >= key.not_after => LogState::Ended,
            (None, None) if now < key.not_before => LogState::Early,
            (None, None) => LogState::Open,
        };
        Log {
            member: member.id.to_string(),
            fingerprint: key.key.fingerprint(),
            height: known.height,
            head: known.head,
            moved: moved.get(&key.key).copied(),
            until: key.not_after,
            state,
        }
    };
    keys.take(LISTED).map(log).collect()
}
