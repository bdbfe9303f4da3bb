//! What a roster must keep to, alone and as the successor of another.

use std::collections::BTreeSet;

use super::{Member, MemberKey, Roster, Status};
use crate::limits;

/// Something that is wrong with a roster, for people.
pub type Problem = String;

/// Checks one roster; empty when all is well.
pub fn check_roster(roster: &Roster) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut require = |holds: bool, problem: &str| {
        if !holds {
            found.push(problem.to_owned());
        }
    };
    require(roster.format == limits::FORMAT, "the format version is not supported");
    require(roster.version >= 1, "the version is 0");
    let first = roster.version == 1;
    require(first == roster.network.is_none(), "version 1, and only that, names no network");
    require(first == roster.previous.is_none(), "version 1, and only that, has no previous version");
    require(is_line(&roster.name), "the network's name is empty, too long or has a control character");
    require(roster.issued.in_range() && roster.expires.in_range(), "a time has no four-digit year");
    require(roster.issued < roster.expires, "it expires before it is issued");
    let keys = roster.root_keys.len();
    require((1..=limits::ROOT_KEYS).contains(&keys), "there are no root keys, or too many");
    require(ascending(roster.root_keys.iter()), "root keys are unordered or named twice");
    let reachable = usize::try_from(roster.threshold).is_ok_and(|threshold| (1..=keys).contains(&threshold));
    require(reachable, "the threshold is 0 or larger than the number of root keys");
    let allowed = limits::MIN_FREQUENCY_FLOOR..=limits::MIN_FREQUENCY_CEILING;
    require(allowed.contains(&roster.policy.min_frequency), "the minimum frequency is below 3 or above 1000");
    require(roster.members.len() <= limits::MEMBERS, "too many members");
    require(ascending(roster.members.iter().map(|member| &member.id)), "members are unordered or named twice");
    found.extend(check_keys(roster));
    found.extend(roster.members.iter().flat_map(check_member));
    found
}

fn ascending<T: Ord>(items: impl Iterator<Item = T>) -> bool {
    items.is_sorted_by(|a, b| a < b)
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= limits::LABEL_CHARS && !text.chars().any(char::is_control)
}

/// No key serves two purposes or two members: a signature names one speaker.
fn check_keys(roster: &Roster) -> Vec<Problem> {
    let roots = roster.root_keys.iter().map(|key| *key.as_bytes());
    let signing = roster.members.iter().flat_map(|member| &member.keys).map(|key| *key.key.as_bytes());
    let nodes = roster.nodes().map(|(_, node)| *node.key.as_bytes());
    let mut seen = BTreeSet::new();
    let twice = roots.chain(signing).chain(nodes).any(|key| !seen.insert(key));
    if twice { vec!["a key is used twice; each key has one purpose and one owner".to_owned()] } else { Vec::new() }
}

fn check_member(member: &Member) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut require = |holds: bool, problem: &str| {
        if !holds {
            found.push(format!("member {}: {problem}", member.id));
        }
    };
    require(!member.name.is_empty(), "has no name");
    require(member.name.iter().all(|(_, name)| is_line(name)), "a name is empty, too long or has a control character");
    require(member.name.len() <= limits::LANGUAGES, "its name is in too many languages");
    let few = member.keys.len() <= limits::KEYS_PER_MEMBER && member.nodes.len() <= limits::KEYS_PER_MEMBER;
    require(few, "has too many keys or nodes");
    require(ascending(member.keys.iter().map(|key| key.key)), "signing keys are unordered or named twice");
    require(ascending(member.nodes.iter().map(|node| node.key)), "nodes are unordered or named twice");
    for key in &member.keys {
        let real = key.not_before.in_range() && key.not_after.in_range() && key.not_before < key.not_after;
        require(real, "a key is never valid");
        require(key.revoked.as_ref().is_none_or(|r| is_line(&r.reason)), "a revocation has no reason");
    }
    for node in &member.nodes {
        require(node.addresses.len() <= 16, "a node has too many addresses");
        let plain = |address: &String| address.starts_with('/') && is_line(address);
        require(node.addresses.iter().all(plain), "an address is not a multiaddress such as /ip4/192.0.2.1/tcp/7450");
    }
    if member.status == Status::Expelled {
        require(member.nodes.is_empty(), "was expelled but has nodes");
        require(member.keys.iter().all(|key| key.revoked.is_some()), "was expelled but has keys that are not revoked");
    }
    found
}

/// Checks that `next` may follow `current`, apart from signatures and hashes; empty when it may.
pub fn check_succession(current: &Roster, next: &Roster) -> Vec<Problem> {
    let mut found = Vec::new();
    if next.version != current.version + 1 {
        found.push(format!("version {} does not follow version {}", next.version, current.version));
    }
    if next.issued < current.issued {
        found.push("it was issued before the version it follows".to_owned());
    }
    for member in &current.members {
        match next.member(&member.id) {
            None => found.push(format!("member {} is missing; set its status to expelled instead", member.id)),
            Some(later) => found.extend(member.keys.iter().filter_map(|key| check_key(key, later))),
        }
    }
    found
}

fn check_key(key: &MemberKey, later: &Member) -> Option<Problem> {
    let name = key.key.fingerprint();
    let Some(next) = later.keys.iter().find(|other| other.key == key.key) else {
        return Some(format!("member {}: key {name} is missing; revoke it instead", later.id));
    };
    if next.not_before != key.not_before || next.not_after < key.not_after {
        return Some(format!("member {}: the validity of key {name} was shortened; revoke it instead", later.id));
    }
    if key.revoked.is_some() && next.revoked != key.revoked {
        return Some(format!("member {}: the revocation of key {name} was changed", later.id));
    }
    None
}
