//! The hostile part of the script: a stranger who connects, and entries that nobody should take.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use bytes::Bytes;
use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::{self, Place, SignedEntry};
use emn_protocol::ids::{MemberId, NodeKey};
use emn_protocol::record::{MeasureKind, Record};
use emn_protocol::roster::NodeEntry;
use emn_protocol::sync::{AllowedPeer, Event};

use super::hostile::{Altered, Impostor, alter, forge};
use super::nodes::{LIMIT, Nodes, code, until};
use super::outcome::{Refused, RosterChange};
use super::screen::{Screen, listed, time};
use super::script::by_code;
use crate::identity::{SIGNING_FILE, generate_key, load_key};
use crate::net::Refusal;

/// The node whose entries are imitated: NL.
const VICTIM: usize = 0;
/// The member whose second node turns hostile.
const HOST: &str = "PL";
/// How long an offer may take before another one like it is made. Gossip to a new connection may be lost.
const PATIENCE: Duration = Duration::from_secs(5);
/// Offers of one kind. Five bad messages and a node no longer listens to a peer, so there is no use in more.
const OFFERS: u8 = 3;

/// Plays the attack.
///
/// # Errors
/// When something was not refused by every node, for the reason that it should be, within its limit.
pub(super) async fn play(nodes: &mut Nodes, screen: &mut Screen) -> anyhow::Result<(RosterChange, Vec<Refused>)> {
    screen.section(
        5,
        "A hostile peer",
        &[
            "Roster 2 gives PL a second node. Suppose that its transport key is stolen: the thief can connect,",
            "and say what it likes, over the same network as everybody. It has no member's signing key.",
        ],
    );
    let stolen = generate_key()?;
    let change = change_roster(nodes, screen, &stolen).await?;
    let mut refused = vec![refuse_stranger(nodes, screen).await?];
    screen.busy("the thief connects");
    let thief = connect_thief(nodes, &stolen).await?;
    let result = offer_all(nodes, screen, &thief).await;
    thief.stop().await;
    refused.extend(result?);
    Ok((change, refused))
}

/// Adds the second node in a new roster, and waits until all nodes have it.
async fn change_roster(nodes: &mut Nodes, screen: &mut Screen, stolen: &SigningKey) -> anyhow::Result<RosterChange> {
    screen.busy("a new roster spreads");
    let key = NodeKey::from_bytes(*stolen.id().as_bytes());
    let roster = nodes.sandbox.change_roster(|roster| {
        let host = roster.members.iter_mut().find(|member| member.id.as_str() == HOST);
        if let Some(host) = host {
            host.nodes.push(NodeEntry { key, addresses: Vec::new() });
            host.nodes.sort_by_key(|node| node.key);
        }
    })?;
    let version = roster.roster().version;
    let signed = roster.own_signers().len();
    let start = Instant::now();
    nodes.node(VICTIM)?.engine().offer_roster(roster).await.context("the new roster was not taken")?;
    let mut installed = BTreeMap::new();
    until("every node has the new roster", || {
        for (node, daemon) in nodes.running() {
            if daemon.engine().snapshot().roster_version >= version {
                installed.entry(node).or_insert(start.elapsed());
            }
        }
        let missing = nodes.running().find(|(node, _)| !installed.contains_key(node));
        missing.map_or(Ok(()), |(node, _)| Err(format!("{} has not", code(node))))
    })
    .await?;
    let last = installed.values().max().copied().unwrap_or_default();
    let keys = nodes.sandbox.rosters.current().root_keys.len();
    screen.good(&format!(
        "roster {version}, signed by {signed} of {keys} root keys, is in force everywhere after {}",
        time(last)
    ));
    Ok(RosterChange { version, installed_ms: by_code(&installed) })
}

/// The nodes as somebody who wants to reach them lists them.
fn targets(nodes: &Nodes) -> Vec<AllowedPeer> {
    let roster = nodes.sandbox.rosters.current();
    let listed = roster.nodes().filter(|(_, node)| !node.addresses.is_empty());
    let peer = |(member, node): (&emn_protocol::roster::Member, &NodeEntry)| AllowedPeer {
        key: node.key,
        member: member.id.clone(),
        addresses: node.addresses.clone(),
    };
    listed.map(peer).collect()
}

fn connections_refused(nodes: &Nodes) -> BTreeMap<usize, u64> {
    nodes.running().map(|(node, daemon)| (node, daemon.net().counters().connections_refused)).collect()
}

/// A peer whose transport key nobody listed dials every node.
async fn refuse_stranger(nodes: &Nodes, screen: &mut Screen) -> anyhow::Result<Refused> {
    screen.busy("a stranger connects");
    let before = connections_refused(nodes);
    let start = Instant::now();
    let network = nodes.sandbox.rosters.network();
    let stranger = Impostor::start(network, &generate_key()?, 1, targets(nodes)).await?;
    let mut refused = BTreeMap::new();
    let all = until("every node refuses the stranger's connection", || {
        for (node, count) in connections_refused(nodes) {
            if before.get(&node).is_some_and(|before| count > *before) {
                refused.entry(node).or_insert(start.elapsed());
            }
        }
        let missing = nodes.running().find(|(node, _)| !refused.contains_key(node));
        missing.map_or(Ok(()), |(node, _)| Err(format!("{} has not", code(node))))
    })
    .await;
    let key = stranger.key();
    // A moment ago it may have seen a connection: the dialling side believes in it until the other one has refused.
    let inside = nodes.running().find(|(_, daemon)| daemon.engine().snapshot().peers.contains_key(&key));
    stranger.stop().await;
    all?;
    if let Some((node, _)) = inside {
        bail!("{} let a stranger in", code(node));
    }
    let text = Refusal::NotInRoster.to_string();
    let why = format!("no connection: {text}");
    show(screen, "A stranger, whose transport key is in no roster, dials every node.", &why, &refused);
    let what = "a connection of a stranger";
    Ok(Refused { what, by: key, reason: "not_in_roster", text, refused_ms: by_code(&refused) })
}

async fn connect_thief(nodes: &Nodes, stolen: &SigningKey) -> anyhow::Result<Impostor> {
    let network = nodes.sandbox.rosters.network();
    let thief = Impostor::start(network, stolen, 2, targets(nodes)).await?;
    let key = thief.key();
    let connected = until("the hostile peer connects with every node", || {
        let apart = nodes.running().find(|(_, daemon)| {
            let peers = daemon.net().peers();
            let connection = peers.into_iter().find(|peer| peer.peer == key).and_then(|peer| peer.connection);
            // Who has told its name has told what it listens to.
            connection.is_none_or(|connection| connection.agent.is_none())
        });
        match apart {
            Some((node, _)) => Err(format!("{} does not know it", code(node))),
            None if thief.connections() < nodes.running().count() => Err("it does not know all".to_owned()),
            None => Ok(()),
        }
    })
    .await;
    match connected {
        Ok(()) => Ok(thief),
        Err(error) => {
            thief.stop().await;
            Err(error)
        }
    }
}

/// What the thief imitates.
struct Loot {
    member: MemberId,
    entry: SignedEntry,
    record: Record,
    next: Place,
}

fn loot(nodes: &Nodes) -> anyhow::Result<Loot> {
    let daemon = nodes.node(VICTIM)?;
    let snapshot = daemon.engine().snapshot();
    let log = snapshot.own_log.context("the node signs a log")?;
    let state = snapshot.logs.get(&log).context("the node has published")?;
    let frame = daemon.reader().frame(&log, 0)?.context("the node has its first entry")?;
    let entry = SignedEntry::from_store(frame).map_err(|reason| anyhow::anyhow!("the first entry: {reason}"))?;
    let record = entry.record().context("the first entry has a record")?.clone();
    let time = entry.header().time;
    let next = Place { seq: state.height, prev: state.head, time, roster: snapshot.roster_version };
    Ok(Loot { member: entry.header().member.clone(), entry, record, next })
}

/// Another place in time, so that a second offer is not taken for the first one.
fn later(place: Place, attempt: u8) -> Place {
    Place { time: place.time.plus_seconds(i64::from(attempt)), ..place }
}

async fn offer_all(nodes: &mut Nodes, screen: &mut Screen, thief: &Impostor) -> anyhow::Result<Vec<Refused>> {
    let loot = loot(nodes)?;
    let network = nodes.sandbox.rosters.network();
    let key = generate_key()?;
    let victim = code(VICTIM);
    let mut refused = Vec::new();

    let forged =
        |attempt| forge(&network, &loot.member, &loot.entry.log(), later(loot.next, attempt), &loot.record, &key);
    let offer = Offer { what: "an entry forged in another member's name", expected: "bad_signature" };
    let title = format!("An entry in {victim}'s name, signed with another key than {victim}'s.");
    refused.push(offer.play(nodes, screen, thief, &title, forged).await?);

    let first = Place { seq: 0, prev: None, ..loot.next };
    let strange = |attempt| Ok(entry::sign(&network, &loot.member, later(first, attempt), &loot.record, &key));
    let offer = Offer { what: "an entry signed by a stranger", expected: "unknown_key" };
    let title = "An entry by a stranger: signed correctly, but with a key that is in no roster.";
    refused.push(offer.play(nodes, screen, thief, title, strange).await?);

    let Altered { before, after, .. } = alter(&loot.entry, 1)?;
    let altered = |attempt| Ok(alter(&loot.entry, attempt)?.frame);
    let offer = Offer { what: "a real entry with one byte of its record changed", expected: "record_mismatch" };
    let title = format!("A real entry of {victim} with one byte changed: «{before}» reads «{after}» now.");
    refused.push(offer.play(nodes, screen, thief, &title, altered).await?);

    let signing = load_key(&nodes.sandbox.sites[VICTIM].folder.keys().join(SIGNING_FILE))?;
    let disclosing = small_count(&loot.record).context("the first record has a table of counts")?;
    let small = |attempt| Ok(entry::sign(&network, &loot.member, later(loot.next, attempt), &disclosing, &signing));
    let offer = Offer { what: "a table with a count of 3, signed with a valid key", expected: "disclosure" };
    let title = format!("A table that shows 3 persons, signed with {victim}'s own key by a modified program.");
    refused.push(offer.play(nodes, screen, thief, &title, small).await?);
    check_named(nodes, &loot.member).await?;
    Ok(refused)
}

/// The record with one count so small that it points at persons.
fn small_count(record: &Record) -> Option<Record> {
    let mut record = record.clone();
    let Record::Report(report) = &mut record else { return None };
    let table = report.tables.iter_mut().find(|table| table.measure.kind == MeasureKind::Count)?;
    *table.values.iter_mut().find(|value| value.is_some())? = Some(3);
    Some(record)
}

/// Every node tells its operator whose key it was, whoever brought the entry.
async fn check_named(nodes: &Nodes, member: &MemberId) -> anyhow::Result<()> {
    for (node, daemon) in nodes.running() {
        // The refusal is told before the state shows it.
        let named = || daemon.engine().snapshot().broken_rules.iter().any(|broken| broken.member == *member);
        let look = || if named() { Ok(()) } else { Err(format!("its state does not name {member}")) };
        until(&format!("the operator of {} is told", code(node)), look).await?;
    }
    Ok(())
}

/// Something that every node should refuse.
struct Offer {
    what: &'static str,
    /// Code of the reason that is right.
    expected: &'static str,
}

impl Offer {
    /// Makes the offer, and waits until every node has refused it.
    async fn play(
        &self,
        nodes: &mut Nodes,
        screen: &mut Screen,
        thief: &Impostor,
        title: &str,
        make: impl Fn(u8) -> anyhow::Result<Bytes>,
    ) -> anyhow::Result<Refused> {
        screen.busy(&format!("the thief offers {}", self.what));
        let mut taken = BTreeMap::new();
        let mut text = String::new();
        for attempt in 1..=OFFERS {
            if taken.len() == nodes.running().count() {
                break;
            }
            let start = Instant::now();
            thief.gossip(make(attempt)?)?;
            let patience = if attempt == OFFERS { LIMIT } else { PATIENCE };
            while taken.len() < nodes.running().count() && start.elapsed() < patience {
                let Some(seen) = nodes.next_sighting(patience - start.elapsed().min(patience)).await else { break };
                match seen.event {
                    Event::Refused { peer, reason } if peer == thief.key() && reason.code() == self.expected => {
                        text = reason.to_string();
                        taken.entry(seen.node).or_insert(seen.at.saturating_duration_since(start));
                    }
                    _ => {}
                }
            }
        }
        let silent: Vec<_> = nodes.running().filter(|(node, _)| !taken.contains_key(node)).collect();
        if !silent.is_empty() {
            let codes = listed(silent.iter().map(|(node, _)| code(*node)));
            bail!("{}: {codes} did not refuse it as `{}` within {} s", self.what, self.expected, LIMIT.as_secs());
        }
        show(screen, title, &format!("refused: {text}"), &taken);
        let (what, by, reason) = (self.what, thief.key(), self.expected);
        Ok(Refused { what, by, reason, text, refused_ms: by_code(&taken) })
    }
}

fn show(screen: &mut Screen, offered: &str, why: &str, taken: &BTreeMap<usize, Duration>) {
    let last = taken.values().max().copied().unwrap_or_default();
    screen.refused(offered, why, &format!("all {} nodes within {}", taken.len(), time(last)));
}
