//! `emn status` and `emn peers`.

use clap::Args;
use emn_protocol::time::Timestamp;
use serde_json::json;

use super::{WIDTH, bytes, clip, counted, duration, wrap};
use crate::api::view::{PeerView, Peers, Status};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, Table};
use crate::review::{Review, by_member};

/// Days before a roster expires in which the status says so.
const WARN_DAYS: i64 = 60;

const DAY: i64 = 86_400;

/// Characters of an address: what a line has left beside the widest usual state.
const ADDRESS: usize = 36;

/// Show the state of the node: roster, entries, peers, and whatever needs somebody's attention.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn status
  emn status --json | jq -e '.attention == []'      for monitoring")]
pub(in crate::cli) struct StatusArgs {}

/// Show the other nodes of the roster, and why one is not connected.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn peers
  emn peers --json | jq '.items[] | select(.connected | not)'")]
pub(in crate::cli) struct PeersArgs {}

pub(super) fn status(context: &Context, now: Timestamp) -> Result<Answer, CliError> {
    let client = super::client(context)?;
    let status = client.status()?;
    let attention = attention(&status, now);
    let mut data = serde_json::to_value(&status).unwrap_or_default();
    data["api"] = json!(client.api());
    data["attention"] = json!(attention);
    Ok(Answer::new(&data, render(&status, client.api(), &attention, now)))
}

/// What somebody should look at, most urgent first.
pub(super) fn attention(status: &Status, now: Timestamp) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(fault) = &status.storage_fault {
        found.push(format!("the store refuses to write: {fault}"));
    }
    if let Some(version) = status.roster.frozen {
        found
            .push(format!("two valid rosters of version {version} exist, so the roster is frozen: ask the keyholders"));
    }
    for frozen in &status.frozen_logs {
        let whose = frozen.member.as_ref().map_or_else(|| "a member".to_owned(), ToString::to_string);
        found.push(format!(
            "the log {} of {whose} is frozen: its key signed two entries {}; ask {whose} over another channel",
            frozen.log.fingerprint(),
            frozen.seq
        ));
    }
    let left = (status.roster.expires.unix() - now.unix()).div_euclid(DAY);
    if status.roster.expires <= now {
        found.push("the roster has expired: nothing is published until the keyholders send a new one".to_owned());
    } else if left < WARN_DAYS {
        found.push(format!("the roster expires in {left} days: ask the keyholders for a new one"));
    }
    for broken in &status.broken_rules {
        let what = if broken.rule == "form" {
            "a rule of form".to_owned()
        } else {
            format!("disclosure rule {}", broken.rule)
        };
        let times = counted(broken.times, "time", "times");
        found.push(format!(
            "{} signed an entry that breaks {what} (number {} of its log, {}); it was refused {times}, last on {}, and so \
             is all that follows it. Tell {}",
            broken.member,
            broken.seq,
            broken.entry.short(),
            broken.time,
            broken.member
        ));
    }
    for (member, reviews) in by_member(&status.reviews) {
        let count = |of: fn(&Review) -> usize| reviews.iter().map(|review| of(review)).sum::<usize>();
        let (exposed, personal) = (count(|review| review.exposed), count(|review| review.personal));
        let mut what = Vec::new();
        if exposed > 0 {
            what.push(format!("let a reader derive {exposed} suppressed value(s)"));
        }
        if personal > 0 {
            what.push(format!("hold {personal} place(s) that look like personal data"));
        }
        let newest = reviews.last().map_or_else(String::new, |review| review.entry.short());
        found.push(format!(
            "{} of {member} {}, the newest is {newest}. Tell {member}, and hand nothing of it on",
            counted(reviews.len() as u64, "record", "records"),
            what.join(" and ")
        ));
    }
    if let Some(hold) = &status.hold {
        found.push(format!("publishing is on hold: {hold}"));
    }
    if status.peers.known > 0 && status.peers.connected == 0 {
        found.push("no other node is connected: `emn peers` says why".to_owned());
    }
    if !status.catalogue.complete {
        found.push("the catalogue is still being built: lists and searches are not complete yet".to_owned());
    }
    found
}

pub(super) fn render(status: &Status, api: &str, attention: &[String], now: Timestamp) -> String {
    let mut text = String::new();
    for item in attention {
        text.push_str("! ");
        text.push_str(wrap(item, "  ", WIDTH).trim_start());
    }
    if !attention.is_empty() {
        text.push('\n');
    }
    let mut fact = |name: &str, value: String| text.push_str(&format!("{name:<11} {value}\n"));
    let member =
        status.member.as_ref().map_or_else(|| "reads only".to_owned(), |member| format!("publishes for {member}"));
    fact("network", format!("{} ({})", status.network_name, &status.network.to_hex()[..16]));
    fact("node", format!("{} {member}", &status.node.to_hex()[..16]));
    if let Some(log) = &status.log {
        fact("key", log.fingerprint());
    }
    let running = u64::try_from(now.unix() - status.started.unix()).unwrap_or(0);
    fact("daemon", format!("version {}, running for {}, {api}", status.version, duration(running)));
    fact("roster", format!("version {}, expires {}", status.roster.version, status.roster.expires.date()));
    let size = status.store_bytes.map_or_else(String::new, |size| format!(", {} on disk", bytes(size)));
    fact("entries", format!("{} in {}{size}", status.entries, counted(status.logs, "log", "logs")));
    let peers = &status.peers;
    fact("peers", format!("{} of {} connected, {} with the same entries", peers.connected, peers.known, peers.in_sync));
    fact("frontier", status.frontier.to_hex()[..16].to_owned());
    let counters = &status.counters;
    fact(
        "since start",
        format!(
            "{} published, {} by gossip, {} by catch-up",
            counters.published, counters.by_gossip, counters.by_catch_up
        ),
    );
    if !counters.refusals.is_empty() {
        let refusals: Vec<String> = counters.refusals.iter().map(|(code, count)| format!("{code} {count}")).collect();
        fact("refused", refusals.join(", "));
    }
    text
}

pub(super) fn peers(context: &Context) -> Result<Answer, CliError> {
    let peers = super::client(context)?.peers()?;
    let answer = Answer::new(&peers, render_peers(&peers));
    let down = peers.items.iter().filter(|peer| !peer.connected).count();
    Ok(match (peers.items.len(), down) {
        (0, _) => answer.note("The roster has no other node."),
        (all, down) if all == down => answer.note("No node is connected. Records wait here until one is."),
        _ => answer,
    })
}

pub(super) fn render_peers(peers: &Peers) -> String {
    if peers.items.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&["member", "node", "state", "rtt", "via", "program", "address"]);
    let mut reasons = String::new();
    for peer in &peers.items {
        let address = clip(peer.address.as_deref().unwrap_or_default(), ADDRESS);
        table.row(columns(peer).into_iter().chain([address]));
        if !peer.connected {
            let reason = peer.reason.as_deref().unwrap_or("has no address to dial, or was not tried yet");
            let tried = if peer.failures > 0 { format!(" ({} tries)", peer.failures) } else { String::new() };
            reasons.push_str(&wrap(&format!("{} {}: {reason}{tried}", peer.member, short_key(peer)), "", WIDTH));
        }
    }
    let mut text = table.render();
    if !reasons.is_empty() {
        text.push('\n');
        text.push_str(&reasons);
    }
    text
}

fn short_key(peer: &PeerView) -> String {
    peer.node.to_hex()[..8].to_owned()
}

fn columns(peer: &PeerView) -> [String; 6] {
    let state = match (peer.connected, peer.in_sync) {
        (false, _) => "down",
        (true, Some(true)) => "in sync",
        (true, Some(false)) => "catching up",
        (true, None) => "connected",
    };
    let state = peer.seconds.map_or_else(|| state.to_owned(), |seconds| format!("{state}, {}", duration(seconds)));
    let rtt = peer.rtt_ms.map_or_else(String::new, |rtt| format!("{rtt:.0} ms"));
    let via = peer.transport.clone().unwrap_or_default();
    let program = clip(peer.agent.as_deref().unwrap_or_default(), 12);
    [peer.member.to_string(), short_key(peer), state, rtt, via, program]
}
