//! `emn roster add`, `set`, `revoke`, `expel`, `remove-node`: the draft of a roster.
//!
//! A roster that enough keys signed is never changed: the change makes the draft of the version after it, in a new
//! file. A draft is changed in place, and loses the signatures it had.

use std::path::{Path, PathBuf};

use clap::Args;
use emn_protocol::ids::{EntryId, KeyId, MemberId};
use emn_protocol::roster::{
    LastEntry, Member, MemberKey, NodeEntry, Revocation, Roster, SignedRoster, Status, check_roster, check_succession,
};
use emn_protocol::time::Timestamp;
use serde_json::json;

use super::describe::changes;
use super::{open, signed_by_enough, successor_path};
use crate::cli::files;
use crate::cli::join::JoinRequest;
use crate::cli::network::root_key;
use crate::cli::output::{Answer, CliError};

/// Seconds that a signing key may sign: five years. It can be lengthened, never shortened.
const KEY_SECONDS: i64 = 5 * 365 * 86_400;
/// A key may sign from the beginning of the day on which it was added: clocks differ, and nothing is gained by waiting.
const DAY: i64 = 86_400;

/// What all changes have in common.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// A draft, which is changed; or a signed roster, whose next version is begun in roster-N.cbor beside it.
    #[arg(value_name = "ROSTER")]
    roster: PathBuf,
    /// Write the draft here.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Add members, or keys and nodes of members, from their requests.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster add roster.cbor NL/join.toml
  emn roster add roster.cbor */join.toml --out roster-2.cbor
  emn roster add roster-2.cbor DE/join.toml --valid-until 2030-01-01")]
pub(super) struct AddArgs {
    #[command(flatten)]
    target: Target,
    /// Requests, as `emn init` writes them.
    #[arg(value_name = "JOIN.toml", required = true)]
    requests: Vec<PathBuf>,
    /// Until when new keys may sign. Default: five years.
    #[arg(long, value_name = "TIME")]
    valid_until: Option<Timestamp>,
}

/// Change the rules of the network, or until when keys hold.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster set roster.cbor --expires 2027-12-31
  emn roster set roster.cbor --min-frequency 10
  emn roster set roster.cbor --add-root-key carol.pem --remove-root-key 6f0c1d2e --threshold 2
  emn roster set roster.cbor --member NL --keys-until 2032-01-01")]
pub(super) struct SetArgs {
    #[command(flatten)]
    target: Target,
    /// When the roster expires.
    #[arg(long, value_name = "TIME")]
    expires: Option<Timestamp>,
    /// How many root keys must sign.
    #[arg(long, value_name = "NUMBER")]
    threshold: Option<u64>,
    /// Counts from 1 to below this number are never published.
    #[arg(long, value_name = "NUMBER")]
    min_frequency: Option<u64>,
    /// Whether tables with differentially private noise are allowed.
    #[arg(long, value_name = "true|false")]
    noise_allowed: Option<bool>,
    /// A new root key: a PEM file, or the public key in hexadecimal.
    #[arg(long, value_name = "FILE|KEY")]
    add_root_key: Vec<String>,
    /// A root key that goes: the beginning of the public key in hexadecimal.
    #[arg(long, value_name = "KEY")]
    remove_root_key: Vec<String>,
    /// The member whose keys `--keys-until` lengthens.
    #[arg(long, value_name = "CODE", requires = "keys_until")]
    member: Option<MemberId>,
    /// Until when all keys of the member that are not revoked may sign; only later than before.
    #[arg(long, value_name = "TIME", requires = "member")]
    keys_until: Option<Timestamp>,
}

/// Revoke a signing key, from an entry of its log on.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster revoke roster.cbor --member NL --key 6f0c1d2e --last-seq 41 --last-id bafkrei… --reason 'laptop stolen'
  emn roster revoke roster.cbor --member NL --key 6f0c1d2e --reason 'never used'      no entry of this log stays")]
pub(super) struct RevokeArgs {
    #[command(flatten)]
    target: Target,
    /// Whose key.
    #[arg(long, value_name = "CODE")]
    member: MemberId,
    /// The key, or its first 8 or more hexadecimal characters.
    #[arg(long)]
    key: String,
    /// Number of the last entry that stays. Without it, no entry of this log stays.
    #[arg(long, value_name = "NUMBER", requires = "last_id")]
    last_seq: Option<u64>,
    /// Id of the last entry that stays, whole.
    #[arg(long, value_name = "ID", requires = "last_seq")]
    last_id: Option<EntryId>,
    /// Why, for all members to read.
    #[arg(long)]
    reason: String,
}

/// Expel a member: revoke all its keys and remove all its nodes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster expel roster.cbor --member XX --last 6f0c1d2e=41:bafkrei…      what it published until then stays
  emn roster expel roster.cbor --member XX                                  nothing that it published stays")]
pub(super) struct ExpelArgs {
    #[command(flatten)]
    target: Target,
    /// Whom.
    #[arg(long, value_name = "CODE")]
    member: MemberId,
    /// The last entry of a key that stays: the key's first characters, the number and the whole id of the entry.
    /// Repeat for more keys; of the others no entry stays.
    #[arg(long, value_name = "KEY=NUMBER:ID")]
    last: Vec<String>,
    /// Why, for all members to read.
    #[arg(long, default_value = "the member was expelled")]
    reason: String,
}

/// Remove a node, such as one that was replaced: it may no longer connect.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn roster remove-node roster.cbor --member NL --key 6f0c1d2e")]
pub(super) struct RemoveNodeArgs {
    #[command(flatten)]
    target: Target,
    /// Whose node.
    #[arg(long, value_name = "CODE")]
    member: MemberId,
    /// The transport key of the node, or its first 8 or more hexadecimal characters.
    #[arg(long)]
    key: String,
}

pub(super) fn add(args: &AddArgs, now: Timestamp) -> Result<Answer, CliError> {
    let requests = args.requests.iter().map(|path| JoinRequest::load(path)).collect::<Result<Vec<_>, _>>()?;
    let until = args.valid_until.unwrap_or(now.plus_seconds(KEY_SECONDS));
    let answer = edit(&args.target, now, |roster| {
        requests.iter().try_for_each(|request| add_request(roster, request, now, until))
    })?;
    Ok(answer.note("Compare the fingerprints with each member over the telephone before you sign."))
}

fn add_request(roster: &mut Roster, request: &JoinRequest, now: Timestamp, until: Timestamp) -> Result<(), CliError> {
    let at = match roster.members.iter().position(|member| member.id == request.member) {
        Some(at) => at,
        None => {
            let (id, name, status) = (request.member.clone(), request.name.clone(), request.status);
            roster.members.push(Member { id, name, status, keys: Vec::new(), nodes: Vec::new() });
            roster.members.len() - 1
        }
    };
    let member = &mut roster.members[at];
    member.status = request.status;
    for (lang, name) in request.name.iter() {
        member.name.set(lang.clone(), name);
    }
    if let Some(signing) = &request.signing {
        match member.keys.iter().find(|key| key.key == signing.key) {
            Some(key) if key.revoked.is_some() => {
                let message = format!("key {} of {} was revoked and stays so", signing.key.fingerprint(), member.id);
                return Err(CliError::refused("key_revoked", message).hint("the member needs a new key: emn init"));
            }
            Some(_) => {}
            None => member.keys.push(MemberKey {
                key: signing.key,
                not_before: Timestamp::from_unix(now.unix() - now.unix() % DAY),
                not_after: until,
                revoked: None,
            }),
        }
    }
    let (key, addresses) = (request.node.key, request.node.addresses.clone());
    match member.nodes.iter_mut().find(|node| node.key == key) {
        Some(node) => node.addresses = addresses,
        None => member.nodes.push(NodeEntry { key, addresses }),
    }
    Ok(())
}

pub(super) fn set(args: &SetArgs, now: Timestamp) -> Result<Answer, CliError> {
    let added = args.add_root_key.iter().map(|key| root_key(key)).collect::<Result<Vec<_>, _>>()?;
    edit(&args.target, now, |roster| {
        roster.expires = args.expires.unwrap_or(roster.expires);
        roster.threshold = args.threshold.unwrap_or(roster.threshold);
        roster.policy.min_frequency = args.min_frequency.unwrap_or(roster.policy.min_frequency);
        roster.policy.noise_allowed = args.noise_allowed.unwrap_or(roster.policy.noise_allowed);
        for word in &args.remove_root_key {
            let key = *find_key(word, roster.root_keys.iter(), |key| key.to_hex())?;
            roster.root_keys.retain(|other| *other != key);
        }
        roster
            .root_keys
            .extend(added.iter().filter(|key| !roster.root_keys.contains(key)).copied().collect::<Vec<_>>());
        if let (Some(id), Some(until)) = (&args.member, args.keys_until) {
            let keys = &mut member_of(roster, id)?.keys;
            keys.iter_mut().filter(|key| key.revoked.is_none()).for_each(|key| key.not_after = until);
        }
        Ok(())
    })
}

pub(super) fn revoke(args: &RevokeArgs, now: Timestamp) -> Result<Answer, CliError> {
    let last = args.last_seq.zip(args.last_id).map(|(seq, id)| LastEntry { seq, id });
    let answer = edit(&args.target, now, |roster| {
        let member = member_of(roster, &args.member)?;
        let key = *find_key(&args.key, member.keys.iter().map(|key| &key.key), |key| key.to_hex())?;
        revoke_key(member, &key, last, &args.reason)
    })?;
    Ok(if last.is_some() { answer } else { answer.note(NOTHING_STAYS) })
}

const NOTHING_STAYS: &str = "A key was revoked without a last entry: every node will drop all that it signed.";

fn revoke_key(member: &mut Member, key: &KeyId, last: Option<LastEntry>, reason: &str) -> Result<(), CliError> {
    let id = member.id.clone();
    for found in member.keys.iter_mut().filter(|found| found.key == *key) {
        let revocation = Revocation { last, reason: reason.to_owned() };
        if found.revoked.as_ref().is_some_and(|before| *before != revocation) {
            let message =
                format!("key {} of {id} is revoked already; a revocation is never changed", key.fingerprint());
            return Err(CliError::refused("key_revoked", message));
        }
        found.revoked = Some(revocation);
    }
    Ok(())
}

pub(super) fn expel(args: &ExpelArgs, now: Timestamp) -> Result<Answer, CliError> {
    let last = args.last.iter().map(|word| parse_last(word)).collect::<Result<Vec<_>, _>>()?;
    let mut dropped = false;
    let answer = edit(&args.target, now, |roster| {
        let member = member_of(roster, &args.member)?;
        let mut kept = Vec::new();
        for (word, last) in &last {
            kept.push((*find_key(word, member.keys.iter().map(|key| &key.key), |key| key.to_hex())?, *last));
        }
        let keys: Vec<KeyId> = member.keys.iter().filter(|key| key.revoked.is_none()).map(|key| key.key).collect();
        for key in &keys {
            let last = kept.iter().find(|(other, _)| other == key).map(|(_, last)| *last);
            dropped |= last.is_none();
            revoke_key(member, key, last, &args.reason)?;
        }
        member.nodes.clear();
        member.status = Status::Expelled;
        Ok(())
    })?;
    Ok(if dropped { answer.note(NOTHING_STAYS) } else { answer })
}

/// `6f0c1d2e=41:bafkrei…`
fn parse_last(word: &str) -> Result<(String, LastEntry), CliError> {
    let parts = word.split_once('=').and_then(|(key, entry)| Some((key, entry.split_once(':')?)));
    let parsed = parts.and_then(|(key, (seq, id))| {
        let last = LastEntry { seq: seq.parse().ok()?, id: id.parse().ok()? };
        Some((key.to_owned(), last))
    });
    parsed.ok_or_else(|| {
        CliError::usage(format!("--last {word}: not of the form KEY=NUMBER:ID, such as 6f0c1d2e=41:bafkrei…"))
    })
}

pub(super) fn remove_node(args: &RemoveNodeArgs, now: Timestamp) -> Result<Answer, CliError> {
    edit(&args.target, now, |roster| {
        let member = member_of(roster, &args.member)?;
        let key = *find_key(&args.key, member.nodes.iter().map(|node| &node.key), |key| key.to_hex())?;
        member.nodes.retain(|node| node.key != key);
        Ok(())
    })
}

fn member_of<'a>(roster: &'a mut Roster, id: &MemberId) -> Result<&'a mut Member, CliError> {
    let known: Vec<String> = roster.members.iter().map(|member| member.id.to_string()).collect();
    roster.members.iter_mut().find(|member| member.id == *id).ok_or_else(|| {
        let message = format!("the roster has no member {id}");
        CliError::refused("member_unknown", message).hint(format!("its members are: {}", known.join(", ")))
    })
}

/// The one key that begins with `word`. Blanks, as in a fingerprint, do not matter.
fn find_key<'a, K>(
    word: &str,
    keys: impl Iterator<Item = &'a K>,
    hex: impl Fn(&K) -> String,
) -> Result<&'a K, CliError> {
    let start: String = word.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    if start.len() < 8 {
        return Err(CliError::usage(format!("`{word}` is too short for a key; give 8 characters or more")));
    }
    let mut found = keys.filter(|key| hex(key).starts_with(&start));
    match (found.next(), found.next()) {
        (Some(key), None) => Ok(key),
        (None, _) => Err(CliError::refused("key_unknown", format!("no such key begins with `{word}`"))
            .hint("`emn roster show` lists the keys")),
        (Some(_), Some(_)) => Err(CliError::usage(format!("several keys begin with `{word}`; give more characters"))),
    }
}

/// Opens the roster, or begins its next version, changes it, checks and writes it.
fn edit(
    target: &Target,
    now: Timestamp,
    change: impl FnOnce(&mut Roster) -> Result<(), CliError>,
) -> Result<Answer, CliError> {
    let signed = open(&target.roster)?;
    let current = signed.roster();
    let begins = signed_by_enough(&signed);
    let mut next = current.clone();
    next.issued = now;
    if begins {
        next.version += 1;
        next.network = Some(signed.network());
        next.previous = Some(signed.digest());
    }
    change(&mut next)?;
    next.root_keys.sort();
    next.members.sort_by(|a, b| a.id.cmp(&b.id));
    for member in &mut next.members {
        member.keys.sort_by_key(|key| key.key);
        member.nodes.sort_by_key(|node| node.key);
    }
    let made = changes(current, &next);
    if made.is_empty() {
        return Err(CliError::failed("no_change", "that would change nothing, so nothing was written"));
    }
    let mut problems = check_roster(&next);
    if begins {
        problems.extend(check_succession(current, &next));
    }
    if !problems.is_empty() {
        return Err(refused_draft(current, now, &problems));
    }
    let path = write(target, begins, &signed, &SignedRoster::draft(next.clone()))?;
    Ok(report(&path, &next, &made, if begins { 0 } else { signed.own_signers().len() }))
}

fn refused_draft(current: &Roster, now: Timestamp, problems: &[String]) -> CliError {
    let error = CliError::refused("roster", format!("no such roster: {}", problems.join("; ")));
    if current.expires <= now {
        error.hint("the roster has expired: first `emn roster set ROSTER --expires DATE`, then this change")
    } else if current.issued > now {
        error.hint("this machine's clock is behind the one that issued the roster; set it right")
    } else {
        error
    }
}

fn write(target: &Target, begins: bool, from: &SignedRoster, draft: &SignedRoster) -> Result<PathBuf, CliError> {
    let path = match (&target.out, begins) {
        (Some(path), _) => path.clone(),
        (None, true) => successor_path(&target.roster, draft.roster().version),
        (None, false) => target.roster.clone(),
    };
    let changes_itself = !begins && path == target.roster;
    if changes_itself {
        files::replace(&path, draft.bytes())?;
    } else if path.exists() {
        return Err(taken(&path, from));
    } else {
        files::write_new(&path, draft.bytes())?;
    }
    Ok(path)
}

fn taken(path: &Path, from: &SignedRoster) -> CliError {
    let version = from.roster().version;
    let message = format!("{} exists already, and version {version} is signed and never changed", path.display());
    CliError::failed("file_exists", message)
        .hint(format!("go on with the draft: name {} in place of the signed roster; or use --out", path.display()))
}

fn report(path: &Path, next: &Roster, made: &[String], lost: usize) -> Answer {
    let data = json!({
        "file": path, "version": next.version, "changes": made, "threshold": next.threshold, "signatures": 0,
    });
    let mut text = format!("Draft of version {} in {}:\n", next.version, path.display());
    for line in made {
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str(&format!(
        "\nNow {} of {} root keys sign it: emn roster sign {} --key root-1.pem\n",
        next.threshold,
        next.root_keys.len(),
        path.display()
    ));
    let answer = Answer::new(&data, text);
    if lost == 0 { answer } else { answer.note(format!("{lost} signatures of the draft before were dropped.")) }
}
