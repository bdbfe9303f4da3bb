//! The first page.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use emn_pages::Frame;
use emn_pages::card::Card;
use emn_pages::figures::Figures;
use emn_pages::home::{HomePage, MemberRow, Network, Warning};
use emn_pages::name::{self, Named};
use emn_pages::phrase::Phrase;
use emn_pages::topics::Counted;
use emn_protocol::roster::Member;
use emn_protocol::time::Timestamp;
use emn_protocol::topics::Vocabulary;
use emn_search::index::Facet;
use emn_search::query::Query;

use super::cards::card;
use super::figures::{Room, of_measure};
use super::page::{page, set_cookie};
use super::visitor::Visitor;
use crate::api::auth::{Need, cookie};
use crate::api::error::Refusal;
use crate::api::network::{is_complete, newest_roster, online};
use crate::api::records::blocking;
use crate::api::{ApiState, Shared};
use crate::catalogue::MeasureFacts;
use crate::engine::Snapshot;
use crate::telemetry::wall_clock;

/// Records, topics and members that the page shows.
const NEWEST: usize = 6;
const TOPICS: usize = 10;
const MEMBERS: usize = 40;
/// Seconds after which coming back is a visit of its own.
const VISIT_SECONDS: i64 = 3600;
/// How long a browser remembers the last visit.
const SEEN_SECONDS: u64 = 180 * 86_400;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/", get(home))
}

async fn home(State(shared): State<Shared>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    let now = wall_clock();
    let indexed = shared.api.engine.indexed();
    // Other nodes on this machine have cookies of their own.
    let cookie_name = shared.cookie.replace("session", "seen");
    let last = cookie(&headers, &cookie_name).and_then(Seen::read).filter(|seen| seen.next <= indexed);
    let visit = last.filter(|last| now.unix().saturating_sub(last.time) < VISIT_SECONDS);
    let since = last.map(|last| visit.and_then(|visit| visit.before).unwrap_or(last.next));
    let figures = key_figures(&shared, &visitor.frame).await;
    let (frame, api) = (visitor.frame.clone(), shared.api.clone());
    let (newest, topics, records, network) = blocking(move || {
        let (newest, topics, records) = records(&api, &frame, since)?;
        let network = network(&api, &frame)?;
        Ok((newest, topics, records, network))
    })
    .await?;
    let network = Network { records, ..network };
    let new = since.map(|since| indexed.saturating_sub(since));
    let mut response = page(&HomePage { frame: &visitor.frame, newest, since: new, topics, figures, network })?;
    let seen = match visit {
        Some(visit) => Seen { next: indexed, ..visit },
        None => Seen { next: indexed, before: last.map(|last| last.next), time: now.unix() },
    };
    set_cookie(&mut response, &visitor.arrival, &cookie_name, &seen.written(), Some(SEEN_SECONDS));
    Ok(response)
}

/// What a browser remembers of a visit: numbers in the order of arrival, and when it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    /// The arrival that was expected next.
    next: u64,
    /// The same, at the end of the visit before.
    before: Option<u64>,
    /// When the visit began.
    time: i64,
}

impl Seen {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (next, before, time) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?.parse().ok()?);
        let before = if before.is_empty() { None } else { Some(before.parse().ok()?) };
        parts.next().is_none().then_some(Self { next, before, time })
    }

    fn written(self) -> String {
        let before = self.before.map_or_else(String::new, |before| before.to_string());
        format!("{}.{before}.{}", self.next, self.time)
    }
}

/// The measure that most records have. The page does without when there is none, or too much to do at the moment.
async fn key_figures(shared: &Shared, frame: &Frame) -> Option<Figures> {
    let (api, frame) = (shared.api.clone(), frame.clone());
    let work = move || {
        let measures = api.catalogue.measures()?;
        let most = measures.iter().max_by(|a, b| (a.records, &b.id).cmp(&(b.records, &a.id)));
        match most {
            Some(MeasureFacts { id, .. }) => of_measure(&api, &frame, id, &mut Room::default()),
            None => Ok(None),
        }
    };
    shared.places.work(work).await.ok().flatten()
}

/// The newest records, the topics of all, and how many there are.
fn records(api: &ApiState, frame: &Frame, since: Option<u64>) -> Result<(Vec<Card>, Vec<Counted>, u64), Refusal> {
    let found = api.catalogue.query(&Query { limit: NEWEST, facets: true, ..Query::default() })?;
    let newest = found.items.iter().map(|found| card(frame, found, since)).collect();
    let counts = found.facets.unwrap_or_default();
    let known = |topic: &&emn_search::index::Value| Vocabulary::shipped().get(&topic.value).is_some();
    let topics = counts.of(Facet::Topic).iter().filter(known).take(TOPICS);
    let topics = topics.map(|topic| Counted { topic: name::topic(frame, &topic.value), records: topic.count });
    Ok((newest, topics.collect(), found.total.unwrap_or_default()))
}

fn network(api: &ApiState, frame: &Frame) -> Result<Network, Refusal> {
    let snapshot = api.engine.snapshot();
    let links = (api.peers)();
    let roster = newest_roster(api)?;
    let online = online(&snapshot, &links);
    let mut members: Vec<MemberRow> = Vec::new();
    for member in &roster.roster().members {
        members.push(MemberRow {
            member: member_name(frame, member),
            entries: member.keys.iter().filter_map(|key| snapshot.logs.get(&key.key)).map(|log| log.height).sum(),
            latest: latest(api, &snapshot, member)?,
            online: member.nodes.iter().any(|node| online(&node.key)),
            own: snapshot.member.as_ref() == Some(&member.id),
        });
    }
    let own = members.iter().find(|row| row.own).and_then(|row| row.latest);
    members.sort_by(|a, b| b.latest.cmp(&a.latest).then_with(|| a.member.code.cmp(&b.member.code)));
    members.truncate(MEMBERS);
    let connected = links.iter().filter(|link| link.connection.is_some()).count() as u64;
    let equal = snapshot.peers.values().filter(|frontier| **frontier == Some(snapshot.frontier_digest)).count() as u64;
    let nodes = links.len() as u64;
    let warnings = warnings(api, &snapshot, nodes, connected)?;
    Ok(Network { members, records: 0, nodes, connected, equal, own, warnings })
}

/// The name of a member: that of its country in the reader's language, else that in the roster.
fn member_name(frame: &Frame, member: &Member) -> Named {
    let named = name::country(frame, member.id.as_str());
    match Phrase::best(&member.name, &[frame.lang()]) {
        Some(name) if named.name.lang.is_empty() => Named { name, ..named },
        _ => named,
    }
}

/// When the member signed last: at the end of one of its logs.
fn latest(api: &ApiState, snapshot: &Snapshot, member: &Member) -> Result<Option<Timestamp>, Refusal> {
    let mut latest = None;
    for key in &member.keys {
        let Some(last) = snapshot.logs.get(&key.key).and_then(|log| log.height.checked_sub(1)) else { continue };
        // One that is damaged is not the business of this page.
        let entry = api.store.entry_at(&key.key, last).ok().flatten();
        latest = latest.max(entry.map(|entry| entry.header().time));
    }
    Ok(latest)
}

fn warnings(api: &ApiState, snapshot: &Snapshot, nodes: u64, connected: u64) -> Result<Vec<Warning>, Refusal> {
    let mut warnings = Vec::new();
    let mut warn = |text, count, detail: Option<&String>| {
        warnings.push(Warning { text, count, detail: detail.cloned() });
    };
    if let Some(fault) = &snapshot.storage_fault {
        warn("home-warning-storage", 1, Some(fault));
    }
    if let Some(hold) = &snapshot.hold {
        warn("home-warning-hold", 1, Some(hold));
    }
    if snapshot.roster_frozen.is_some() {
        warn("home-warning-roster", 1, None);
    }
    let frozen = snapshot.logs.values().filter(|log| log.frozen.is_some()).count() as u64;
    if frozen > 0 {
        warn("home-warning-frozen", frozen, None);
    }
    if !snapshot.broken_rules.is_empty() {
        warn("home-warning-rules", snapshot.broken_rules.len() as u64, None);
    }
    if !is_complete(api)? {
        warn("home-warning-index", 1, None);
    }
    if nodes > 0 && connected == 0 {
        warn("home-warning-alone", 1, None);
    }
    Ok(warnings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visit_is_read_as_it_was_written() {
        for seen in [Seen { next: 7, before: None, time: 5 }, Seen { next: 9, before: Some(7), time: 1_700_000_000 }] {
            assert_eq!(Seen::read(&seen.written()), Some(seen));
        }
        for bad in ["", "7", "7.x.5", "7..5.1", "-1..5", "9.9"] {
            assert_eq!(Seen::read(bad), None, "{bad}");
        }
    }
}
