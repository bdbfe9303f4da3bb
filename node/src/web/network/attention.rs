//! What needs somebody's attention.

use emn_pages::Frame;
use emn_pages::network::{Kind, Warning};
use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::time::Timestamp;

use crate::api::PeerLink;
use crate::api::view::Status;
use crate::review::by_member;

/// Days before a roster expires in which the page says so.
const WARN_DAYS: i64 = 60;
const DAY: i64 = 86_400;
/// Records that one warning names.
const RECORDS: usize = 5;
/// Warnings of one kind.
const EACH: usize = 20;
/// Characters of what the program says.
const DETAIL_CHARS: usize = 600;

/// What should be looked at, most urgent first.
pub(super) fn warnings(frame: &Frame, status: &Status, peers: &[PeerLink], now: Timestamp) -> Vec<Warning> {
    let name = |member: &MemberId| frame.country(member.as_str());
    let mut found = Vec::new();
    found.extend(status.storage_fault.as_ref().map(|fault| warning(Kind::Storage, vec![], fault)));
    let version = |version: u64| vec![("version", frame.number(version))];
    found.extend(status.roster.frozen.map(|frozen| warning(Kind::RosterFrozen, version(frozen), "")));
    found.extend(status.frozen_logs.iter().take(EACH).map(|frozen| {
        let whose = frozen.member.as_ref().map_or_else(|| frozen.log.fingerprint(), name);
        let words = vec![("member", whose), ("number", frame.number(frozen.seq))];
        warning(Kind::LogFrozen, words, &format!("log {}", frozen.log.fingerprint()))
    }));
    let day = || vec![("day", frame.day(status.roster.expires))];
    let left = status.roster.expires.unix().saturating_sub(now.unix());
    match left {
        ..=0 => found.push(warning(Kind::RosterExpired, day(), "")),
        left if left < WARN_DAYS * DAY => found.push(warning(Kind::RosterExpires, day(), "")),
        _ => {}
    }
    found.extend(status.broken_rules.iter().rev().take(EACH).map(|broken| {
        let words = vec![("member", name(&broken.member)), ("rule", broken.rule.clone())];
        let detail = format!(
            "number {} of the log {}, entry {}; refused {} times, last {}",
            broken.seq,
            broken.log.fingerprint(),
            broken.entry.short(),
            broken.times,
            broken.time
        );
        warning(Kind::BrokenRule, words, &detail)
    }));
    found.extend(by_member(&status.reviews).into_iter().take(EACH).map(|(member, reviews)| {
        let words = vec![("member", name(member)), ("count", frame.number(reviews.len()))];
        let sum = |of: fn(&crate::review::Review) -> usize| reviews.iter().map(|review| of(review)).sum::<usize>();
        let (exposed, personal) = (sum(|review| review.exposed), sum(|review| review.personal));
        let records: Vec<EntryId> = reviews.iter().rev().take(RECORDS).map(|review| review.entry).collect();
        let detail = format!(
            "suppressed values that can be derived: {exposed}; places that look like personal data: {personal}"
        );
        Warning { records, ..warning(Kind::Review, words, &detail) }
    }));
    found.extend(status.hold.as_ref().map(|hold| warning(Kind::Hold, vec![], hold)));
    if status.peers.known > 0 && status.peers.connected == 0 {
        found.push(warning(Kind::Alone, vec![], ""));
    }
    let paused = peers.iter().filter_map(|link| Some((link, link.paused?)));
    found.extend(paused.take(EACH).map(|(link, seconds)| {
        warning(Kind::Paused, vec![("member", name(&link.member))], &format!("for {seconds} more seconds"))
    }));
    if !status.catalogue.complete {
        let words = vec![("done", frame.number(status.catalogue.entries)), ("of", frame.number(status.entries))];
        found.push(warning(Kind::Catalogue, words, ""));
    }
    let rank = |warning: &Warning| Kind::ALL.iter().position(|kind| *kind == warning.kind);
    // Stable: those of one kind keep their order.
    found.sort_by_key(rank);
    found
}

/// A warning, with what the program says of it.
fn warning(kind: Kind, words: Vec<(&'static str, String)>, detail: &str) -> Warning {
    Warning { kind, words, detail: detail.chars().take(DETAIL_CHARS).collect(), records: Vec::new() }
}
