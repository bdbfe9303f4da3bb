use super::*;
use crate::testing::{HOSTILE, frame, frames, rendered};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(1_700_000_000 + seconds)
}

fn entry() -> EntryId {
    "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e".parse().unwrap()
}

fn node() -> Node {
    Node {
        network: "EMN".to_owned(),
        network_id: "0011223344556677".to_owned(),
        key: "8899aabbccddeeff".to_owned(),
        member: Some("NL".to_owned()),
        fingerprint: Some("1234-5678".to_owned()),
        started: at(0),
        now: at(93_600),
        roster: 3,
        roster_expires: at(9_000_000),
        entries: 4321,
        catalogue: 4321,
        bytes: Some(12_345_678),
        known: 3,
        connected: 2,
        equal: 1,
        published: 4,
        by_gossip: 5,
        by_catch_up: 6,
    }
}

fn peer(link: Option<Connection>, reason: Option<Reason>) -> Peer {
    Peer {
        member: "DE".to_owned(),
        key: "0123456789abcdef".to_owned(),
        link,
        equal: Some(true),
        failures: 3,
        reason,
        detail: HOSTILE.to_owned(),
    }
}

fn page<'a>(frame: &'a Frame, text: &str) -> NetworkPage<'a> {
    let link = Connection {
        seconds: 4_000,
        transport: "quic".to_owned(),
        place: Place::Private,
        outgoing: true,
        agent: Some(text.to_owned()),
        millis: Some(12),
    };
    let member = Member {
        code: "NL".to_owned(),
        name: text.to_owned(),
        lang: "nl".to_owned(),
        status: Status::Member,
        nodes: 2,
        online: 1,
        here: true,
        entries: 1000,
        moved: Some(at(0)),
    };
    let log = |state| Log {
        member: "NL".to_owned(),
        fingerprint: "1234-5678".to_owned(),
        height: 12,
        head: Some(entry()),
        moved: Some(at(1)),
        until: at(1_000_000),
        state,
    };
    let warning = |kind| Warning {
        kind,
        words: ["member", "number", "rule", "day", "version", "count", "done", "of"]
            .map(|name| (name, text.to_owned()))
            .to_vec(),
        detail: text.to_owned(),
        records: vec![entry()],
    };
    let peers = Reason::ALL.iter().map(|reason| peer(None, Some(*reason)));
    NetworkPage {
        frame,
        node: node(),
        warnings: Kind::ALL.into_iter().map(warning).collect(),
        members: vec![
            Member { status: Status::Expelled, nodes: 0, moved: None, here: false, ..member.clone() },
            Member { status: Status::Observer, here: false, ..member.clone() },
            Member { status: Status::Institution, here: false, ..member.clone() },
            member,
        ],
        peers: peers.chain([peer(Some(link), None)]).collect(),
        logs: vec![
            log(LogState::Open),
            log(LogState::Ended),
            log(LogState::Early),
            log(LogState::Revoked(text.to_owned())),
            log(LogState::Frozen(7)),
        ],
    }
}

#[test]
fn network_is_shown_in_every_language() {
    for frame in frames() {
        let html = rendered(&page(&frame, "Nederland"));
        assert!(html.contains("/records/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"));
        for missing in ["{ $", "{$"] {
            assert!(!html.contains(missing), "a text lacks a word: {html}");
        }
    }
}

#[test]
fn texts_of_others_stay_texts() {
    rendered(&page(&frame("en"), HOSTILE));
}

#[test]
fn quiet_network_says_so() {
    let frame = frame("de");
    let page = NetworkPage { warnings: Vec::new(), peers: Vec::new(), ..page(&frame, "x") };
    let html = rendered(&page);
    assert!(html.contains(&frame.t("network-all-well")) && html.contains(&frame.t("network-no-peers")));
}

#[test]
fn lasting_is_said_in_the_two_largest_units() {
    let frame = frame("en");
    let said = |seconds| lasted(&frame, seconds);
    assert_eq!(said(59), "less than a minute");
    assert_eq!(said(60), "1 minute");
    assert_eq!(said(3_600 + 120), "1 hour 2 minutes");
    assert_eq!(said(2 * 86_400 + 60), "2 days");
    assert_eq!(said(2 * 86_400 + 3 * 3_600), "2 days 3 hours");
}
