//! The script: what happens, in which order, and what is said about it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use emn_protocol::ids::NodeKey;
use emn_protocol::record::Record;

use super::attack;
use super::drafts::{MEMBERS, Pile};
use super::nodes::{Delivery, Nodes, code};
use super::outcome::{Absence, Millis, NodeState, Outcome, Publication, Times};
use super::screen::{Look, Screen, fit, listed, pad, time, times};

/// The node that goes away for a while: FR.
const ABSENT: usize = 3;

/// The script under way.
struct Script<'a> {
    nodes: &'a mut Nodes,
    screen: &'a mut Screen,
    published: Vec<Publication>,
}

/// Plays the script; all went as it should when this returns.
///
/// # Errors
/// The first thing that did not happen within its limit, or not as it should.
pub(super) async fn play(nodes: &mut Nodes, screen: &mut Screen, piles: &[Pile]) -> anyhow::Result<Outcome> {
    let begin = Instant::now();
    let mut script = Script { nodes, screen, published: Vec::new() };
    script.head();
    let (started, connected) = script.found_network().await?;
    script.publish_openings(piles).await?;
    script.publish_practices(piles).await?;
    let absence = script.go_away_and_return(piles).await?;
    let (roster_change, refused) = attack::play(script.nodes, script.screen).await?;
    let (frontier, nodes) = script.compare().await?;
    let took = begin.elapsed();
    script.screen.good(&format!("all of it took {}", time(took)));
    let roster = script.nodes.sandbox.rosters.current();
    Ok(Outcome {
        network: script.nodes.sandbox.rosters.network(),
        root_keys: roster.root_keys.len(),
        threshold: roster.threshold,
        started_ms: Millis(started),
        connected_ms: Millis(connected),
        entries: script.published.len() as u64,
        published: script.published,
        absence,
        roster_change,
        refused,
        nodes,
        converged: true,
        frontier,
        took_ms: Millis(took),
        api: None,
        people: Vec::new(),
    })
}

/// The first eight characters of a key or hash in groups of four: enough to tell five apart.
fn short(hex: &str) -> String {
    let group = |from: usize| hex.get(from..from + 4).unwrap_or_default();
    format!("{} {}", group(0), group(4))
}

/// Times by code, from times by number.
pub(super) fn by_code(times: &BTreeMap<usize, Duration>) -> Times {
    times.iter().map(|(node, taken)| (code(*node), Millis(*taken))).collect()
}

/// Times for people, in the order of the nodes.
pub(super) fn in_order(all: &BTreeMap<usize, Duration>) -> String {
    times(all.iter().map(|(node, taken)| (code(*node), *taken)))
}

/// For each node the longest of its times.
fn slowest(deliveries: &[Delivery]) -> BTreeMap<usize, Duration> {
    let mut longest = BTreeMap::new();
    for (node, taken) in deliveries.iter().flat_map(|delivery| &delivery.received) {
        let known: &mut Duration = longest.entry(*node).or_default();
        *known = (*known).max(*taken);
    }
    longest
}

impl Script<'_> {
    fn head(&mut self) {
        let title = self.screen.paint.on(Look::Bold, "The EMN knowledge network on one machine");
        self.screen.line(&title);
        self.screen.line("Five real nodes, each with its own keys, folder and store, speak libp2p with each other.");
        self.screen.line("Nothing here is simulated, and no server stands between them.");
    }

    async fn found_network(&mut self) -> anyhow::Result<(Duration, Duration)> {
        self.screen.section(
            1,
            "The network",
            &[
                "The roster lists who belongs: members, their signing keys, their nodes. Two of three root keys",
                "have signed it. Every node checks that itself, and lets in nobody who is not on the list.",
            ],
        );
        let begin = Instant::now();
        self.screen.busy("starting five nodes");
        self.nodes.start().await?;
        let started = begin.elapsed();
        self.screen.busy("every node connects with every other one");
        self.nodes.until_connected().await?;
        let connected = begin.elapsed();
        self.show_members();
        let rosters = &self.nodes.sandbox.rosters;
        let network = short(&rosters.network().to_hex());
        let (signed, keys) = (rosters.newest().own_signers().len(), rosters.current().root_keys.len());
        let expires = rosters.current().expires.date();
        self.screen.good(&format!(
            "network {network}, roster 1 signed by {signed} of {keys} root keys, valid until {expires}"
        ));
        let (up, all) = (time(started), time(connected));
        self.screen.good(&format!("five nodes run after {up}, each connected with the other four after {all}"));
        Ok((started, connected))
    }

    fn show_members(&mut self) {
        for (node, (code, _, name, _)) in MEMBERS.iter().enumerate() {
            let Some(site) = self.nodes.sandbox.sites.get(node) else { continue };
            let roster = self.nodes.sandbox.rosters.current();
            let member = roster.member(&site.member);
            let log = member.and_then(|member| member.keys.first()).map(|key| short(&key.key.to_hex()));
            let port = site.config.node.listen.first().and_then(|address| address.split('/').nth(4)).unwrap_or("?");
            let text = format!("{} signs with {}", pad(name, 18), log.unwrap_or_default());
            let right = format!("127.0.0.1:{port}, QUIC and TCP");
            self.screen.member(code, &text, &right, Look::Dim);
        }
    }

    /// Publishes a record, shows the line for it, and keeps what came of it.
    async fn publish(&mut self, node: usize, record: &Record) -> anyhow::Result<Delivery> {
        self.screen.busy(&format!("{} publishes", code(node)));
        let delivery = self.nodes.publish(node, record).await?;
        let about = record.about();
        self.published.push(Publication {
            id: delivery.published.id,
            member: delivery.published.member.clone(),
            kind: record.kind(),
            title: about.map(|about| about.title.clone()).unwrap_or_default(),
            audience: about.map(|about| about.audience),
            bytes: delivery.published.bytes,
            published_ms: Millis(delivery.own),
            received_ms: by_code(&delivery.received),
        });
        Ok(delivery)
    }

    async fn publish_and_show(&mut self, node: usize, record: &Record) -> anyhow::Result<()> {
        let delivery = self.publish(node, record).await?;
        let lang = MEMBERS.get(node).map_or("en", |(_, lang, ..)| lang);
        let title = record.about().map(|about| &about.title);
        let own = title.and_then(|title| title.best(&[lang])).map_or("", |(_, text)| text);
        let english = title.and_then(|title| title.get("en")).unwrap_or_default();
        self.screen.item(code(node), own, &in_order(&delivery.received));
        self.screen.below(&format!("[{}]", fit(english, 92)));
        Ok(())
    }

    async fn publish_openings(&mut self, piles: &[Pile]) -> anyhow::Result<()> {
        self.screen.section(
            2,
            "Trend reports",
            &[
                "Each member signs a report in its own language, with tables. Times run from the command until the",
                "other node has checked signature, roster and disclosure rules, and has stored the entry.",
            ],
        );
        for (node, pile) in piles.iter().enumerate() {
            self.publish_and_show(node, &pile.opening).await?;
        }
        Ok(())
    }

    async fn publish_practices(&mut self, piles: &[Pile]) -> anyhow::Result<()> {
        self.screen.section(3, "Best practices", &["What has worked in one country, for the others to take up."]);
        for (node, pile) in piles.iter().enumerate() {
            self.publish_and_show(node, &pile.practice).await?;
        }
        Ok(())
    }

    /// Publishes the rest of a pile, with one line for all of it. Gives how many there were.
    async fn publish_rest(&mut self, node: usize, pile: &Pile) -> anyhow::Result<u64> {
        let mut deliveries = Vec::new();
        for record in &pile.more {
            deliveries.push(self.publish(node, record).await?);
        }
        let right = in_order(&slowest(&deliveries));
        self.screen.item(code(node), &format!("{} more reports", deliveries.len()), &right);
        Ok(deliveries.len() as u64)
    }

    async fn go_away_and_return(&mut self, piles: &[Pile]) -> anyhow::Result<Absence> {
        let absent = code(ABSENT);
        self.screen.section(
            4,
            "One node is away, and returns",
            &[
                "The others go on without it. Back again, it compares with its peers how far every member's log is,",
                "fetches what it missed, and checks each entry as if it had come from a stranger.",
            ],
        );
        self.screen.busy(&format!("{absent} stops"));
        self.nodes.stop(ABSENT).await?;
        self.screen.stopped(&format!("{absent} is stopped"));
        let mut missed = 0;
        for (node, pile) in piles.iter().enumerate().filter(|(node, _)| *node != ABSENT) {
            missed += self.publish_rest(node, pile).await?;
        }
        let absence = self.return_from_absence(missed).await?;
        if let Some(pile) = piles.get(ABSENT) {
            self.publish_rest(ABSENT, pile).await?;
        }
        Ok(absence)
    }

    async fn return_from_absence(&mut self, missed: u64) -> anyhow::Result<Absence> {
        let absent = code(ABSENT);
        self.screen.busy(&format!("{absent} starts again and catches up"));
        let restarted = self.nodes.restart(ABSENT).await?;
        let up = Instant::now();
        self.nodes.until_equal(self.published.len() as u64).await?;
        let caught_up = up.elapsed();
        let counters = self.nodes.node(ABSENT)?.engine().snapshot().counters.clone();
        let absence = Absence {
            member: absent,
            missed,
            restarted_ms: Millis(restarted),
            caught_up_ms: Millis(caught_up),
            by_catch_up: counters.by_catch_up,
            by_gossip: counters.by_gossip,
        };
        self.screen.good(&format!(
            "{absent} runs again after {} and has caught up {} later: {missed} entries missed, {} fetched",
            time(restarted),
            time(caught_up),
            absence.by_catch_up
        ));
        self.nodes.until_connected().await?;
        Ok(absence)
    }

    async fn compare(&mut self) -> anyhow::Result<(emn_protocol::ids::Digest, Vec<NodeState>)> {
        self.screen.section(
            6,
            "The same everywhere",
            &["A frontier is the hash of how far every log is: equal frontiers mean equal entries, byte for byte."],
        );
        self.screen.busy("comparing the nodes");
        let frontier = self.nodes.until_equal(self.published.len() as u64).await?;
        let states = self.states();
        let head =
            format!("  {}{}{}{}frontier", pad("", 10), pad("entries", 12), pad("connected", 14), pad("refused", 12));
        let head = self.screen.paint.on(Look::Dim, &head);
        self.screen.line(&head);
        for state in &states {
            let connected = self.connected_with(&state.transport_key);
            let line = format!(
                "  {}{}{}{}{}",
                self.screen.paint.on(Look::Bold, &pad(state.member.as_str(), 10)),
                pad(&state.entries.to_string(), 12),
                pad(&connected.to_string(), 14),
                pad(&state.refusals.values().sum::<u64>().to_string(), 12),
                self.screen.paint.on(Look::Cyan, &short(&state.frontier.to_hex()))
            );
            self.screen.line(&line);
        }
        let members = listed(MEMBERS.iter().map(|(code, ..)| *code));
        let count = self.published.len();
        self.screen.good(&format!("{members} have the same {count} entries, and none of those that were refused"));
        Ok((frontier, states))
    }

    /// With how many of the other members' nodes a node is connected.
    fn connected_with(&self, key: &NodeKey) -> usize {
        let own = self.nodes.running().find(|(_, daemon)| daemon.net().local_key() == *key);
        let Some(snapshot) = own.map(|(_, daemon)| daemon.engine().snapshot()) else { return 0 };
        self.nodes.running().filter(|(_, daemon)| snapshot.peers.contains_key(&daemon.net().local_key())).count()
    }

    fn states(&self) -> Vec<NodeState> {
        let sites = &self.nodes.sandbox.sites;
        let running = self.nodes.running().filter_map(|(node, daemon)| Some((sites.get(node)?, daemon)));
        running
            .map(|(site, daemon)| {
                let snapshot = daemon.engine().snapshot();
                NodeState {
                    member: site.member.clone(),
                    transport_key: snapshot.node,
                    signing_key: snapshot.own_log,
                    addresses: daemon.net().listening(),
                    folder: site.folder.root().to_owned(),
                    roster_version: snapshot.roster_version,
                    entries: snapshot.entries,
                    frontier: snapshot.frontier_digest,
                    refusals: snapshot.counters.refusals.clone(),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_form_of_a_hash_is_two_groups() {
        assert_eq!(short("0123456789abcdef"), "0123 4567");
        assert_eq!(short("01"), " ");
    }

    #[test]
    fn times_keep_the_order_of_the_nodes() {
        let times = BTreeMap::from([(3, Duration::from_millis(2)), (0, Duration::from_millis(7))]);
        assert_eq!(in_order(&times), "NL 7 ms · FR 2 ms");
        assert_eq!(by_code(&times).keys().copied().collect::<Vec<_>>(), ["FR", "NL"]);
    }
}
