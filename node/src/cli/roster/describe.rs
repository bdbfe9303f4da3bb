//! Rosters and their differences, for people.

use std::fmt::Write as _;

use emn_protocol::ids::KeyId;
use emn_protocol::record::MultiText;
use emn_protocol::roster::{Member, MemberKey, NodeEntry, Roster, SignedRoster};

use super::own_signatures;
use crate::cli::files::fingerprint;
use crate::cli::join::status_word;
use crate::cli::output::Table;

fn name_of(name: &MultiText) -> &str {
    name.best(&[]).map_or("", |(_, text)| text)
}

/// A roster, whole.
pub(super) fn describe(signed: &SignedRoster) -> String {
    let roster = signed.roster();
    let mut text = format!(
        "{}, version {}\n  network        {}\n  hash           {}\n  issued         {}\n  expires        {}\n  \
         min frequency  {}\n  noise          {}\n  signatures     {} of {} needed\n",
        roster.name,
        roster.version,
        signed.network(),
        signed.digest(),
        roster.issued,
        roster.expires,
        roster.policy.min_frequency,
        if roster.policy.noise_allowed { "allowed" } else { "not allowed" },
        own_signatures(signed),
        roster.threshold,
    );
    let signers = signed.own_signers();
    for key in &roster.root_keys {
        let mark = if signers.contains(key) { "signed" } else { "" };
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {}", format!("root key       {}  {mark}", key.fingerprint()).trim_end());
    }
    if !roster.members.is_empty() {
        text.push('\n');
        text.push_str(&members(roster).render());
    }
    text
}

fn members(roster: &Roster) -> Table {
    let mut table = Table::new(&["member", "status", "what", "fingerprint", "name, validity or addresses"]);
    for member in &roster.members {
        let id = member.id.as_str();
        table.row([id, status_word(member.status), "", "", name_of(&member.name)]);
        for key in &member.keys {
            table.row(["", "", "key", &key.key.fingerprint(), &validity(key)]);
        }
        for node in &member.nodes {
            table.row(["", "", "node", &fingerprint(node.key.as_bytes()), &addresses(node)]);
        }
    }
    table
}

fn validity(key: &MemberKey) -> String {
    let dates = format!("{} to {}", key.not_before.date(), key.not_after.date());
    match &key.revoked {
        None => dates,
        Some(revocation) => match revocation.last {
            Some(last) => format!("revoked after entry {} ({}): {}", last.seq, last.id.short(), revocation.reason),
            None => format!("revoked, no entry stays: {}", revocation.reason),
        },
    }
}

fn addresses(node: &NodeEntry) -> String {
    if node.addresses.is_empty() { "dials out only".to_owned() } else { node.addresses.join(" ") }
}

/// What `next` changes, a line each.
pub(super) fn changes(current: &Roster, next: &Roster) -> Vec<String> {
    let mut found = Vec::new();
    let mut changed = |what: &str, from: &dyn ToString, to: &dyn ToString| {
        let (from, to) = (from.to_string(), to.to_string());
        if from != to {
            found.push(format!("{what}: {from} → {to}"));
        }
    };
    changed("name", &current.name, &next.name);
    changed("expires", &current.expires, &next.expires);
    changed("threshold", &current.threshold, &next.threshold);
    changed("min frequency", &current.policy.min_frequency, &next.policy.min_frequency);
    changed("noise allowed", &current.policy.noise_allowed, &next.policy.noise_allowed);
    let only_in =
        |a: &[KeyId], b: &[KeyId]| -> Vec<KeyId> { a.iter().filter(|key| !b.contains(key)).copied().collect() };
    for key in only_in(&next.root_keys, &current.root_keys) {
        found.push(format!("+ root key {}", key.fingerprint()));
    }
    for key in only_in(&current.root_keys, &next.root_keys) {
        found.push(format!("- root key {}", key.fingerprint()));
    }
    for member in &next.members {
        match current.member(&member.id) {
            None => found.extend(new_member(member)),
            Some(before) => found.extend(member_changes(before, member)),
        }
    }
    for member in current.members.iter().filter(|member| next.member(&member.id).is_none()) {
        found.push(format!("- member {}", member.id));
    }
    found
}

fn new_member(member: &Member) -> Vec<String> {
    let status = status_word(member.status);
    let mut found = vec![format!("+ member {} ({status}): {}", member.id, name_of(&member.name))];
    found.extend(member.keys.iter().map(|key| key_line(member, '+', key)));
    found.extend(member.nodes.iter().map(|node| node_line(member, '+', node)));
    found
}

fn key_line(member: &Member, sign: char, key: &MemberKey) -> String {
    format!("{sign} {} key {}: {}", member.id, key.key.fingerprint(), validity(key))
}

fn node_line(member: &Member, sign: char, node: &NodeEntry) -> String {
    format!("{sign} {} node {}: {}", member.id, fingerprint(node.key.as_bytes()), addresses(node))
}

fn member_changes(before: &Member, after: &Member) -> Vec<String> {
    let mut found = Vec::new();
    if before.status != after.status {
        found.push(format!("{}: {} → {}", after.id, status_word(before.status), status_word(after.status)));
    }
    if before.name != after.name {
        found.push(format!("{}: name → {}", after.id, name_of(&after.name)));
    }
    for key in &after.keys {
        match before.keys.iter().find(|other| other.key == key.key) {
            None => found.push(key_line(after, '+', key)),
            Some(other) if other != key => found.push(key_line(after, '~', key)),
            Some(_) => {}
        }
    }
    let gone = |key: &&MemberKey| after.keys.iter().all(|other| other.key != key.key);
    found.extend(before.keys.iter().filter(gone).map(|key| key_line(after, '-', key)));
    for node in &after.nodes {
        match before.nodes.iter().find(|other| other.key == node.key) {
            None => found.push(node_line(after, '+', node)),
            Some(other) if other != node => found.push(node_line(after, '~', node)),
            Some(_) => {}
        }
    }
    let gone = |node: &&NodeEntry| after.nodes.iter().all(|other| other.key != node.key);
    found.extend(before.nodes.iter().filter(gone).map(|node| node_line(after, '-', node)));
    found
}
