//! Vectors that are made here, from fixed keys: what is valid, and what only a signature can make invalid.

use bytes::Bytes;
use emn_protocol::codec;
use emn_protocol::crypto::{self, ENTRY_CONTEXT, SigningKey};
use emn_protocol::entry::{self, CONTENT_TYPE, Header, Place};
use emn_protocol::ids::{Digest, EntryId};
use emn_protocol::record::{
    About, Attachment, Audience, CodeLabel, Content, Flags, Kind, MeasureKind, MultiText, Record, Suppression, Table,
};
use emn_protocol::sync::{Frontier, LogState};
use emn_protocol::testing::{
    TestNetwork, at, code, correction, english, key, member, practice, report, victims, withdrawal,
};
use emn_protocol::wire::{LogHead, Notice, Request, Response, Want};

use crate::format::Vector;
use crate::world::network;

/// A vector.
pub(crate) fn vector(name: &str, covers: &str, is: &str, gives: &str, note: &str, bytes: impl AsRef<[u8]>) -> Vector {
    Vector {
        name: name.to_owned(),
        covers: covers.split(' ').map(str::to_owned).collect(),
        is: is.to_owned(),
        gives: gives.to_owned(),
        note: note.to_owned(),
        bytes: bytes.as_ref().to_vec(),
    }
}

/// An array of byte strings.
pub(crate) fn list<T: AsRef<[u8]>>(items: &[T]) -> Vec<u8> {
    let mut e = minicbor::Encoder::new(Vec::new());
    e.array(items.len() as u64).expect("writing to a vector does not fail");
    for item in items {
        e.bytes(item.as_ref()).expect("writing to a vector does not fail");
    }
    e.into_writer()
}

fn languages(texts: &[(&str, &str)]) -> MultiText {
    texts.iter().map(|(lang, text)| (lang.parse().expect("a language"), *text)).collect()
}

/// A table that uses every field.
pub(crate) fn full_table() -> Table {
    let mut table = victims(&["2022", "2023"], &[Some(60), Some(65), Some(40), None, Some(20), None]);
    table.notes = english("Register as of April.");
    table.measure.topic = Some(code("trafficking-in-human-beings"));
    table.dimensions[0].labels = vec![CodeLabel { code: 0, label: languages(&[("en", "Total"), ("nl", "Totaal")]) }];
    table.flags.insert(0, "bp".parse::<Flags>().expect("flags"));
    table
}

fn rate() -> Table {
    let mut table = victims(&["2022"], &[Some(-150), Some(17_500), None]);
    table.id = code("rate");
    table.measure.kind = MeasureKind::Rate;
    (table.measure.id, table.measure.unit, table.measure.decimals) = (code("change"), code("PC"), 2);
    table.dimensions[0].sums.clear();
    (table.flags, table.method) = (Default::default(), None);
    table
}

fn full_about() -> About {
    let Some(about) = practice("Title").about().cloned() else { unreachable!("a practice says what it is") };
    About {
        title: languages(&[("en", "Victims in 2022"), ("nl", "Slachtoffers in 2022"), ("sr-Latn", "Žrtve 2022")]),
        topics: vec![code("trafficking-in-human-beings"), code("residence-permits")],
        countries: vec![code("NL"), code("GR")],
        period: Some("2022".parse().expect("a period")),
        audience: Audience::Network,
        licence: Some("CC-BY-4.0".to_owned()),
        disclaimer: english("Not the position of the ministry."),
        specification: Some("EMN trend report 3.1".to_owned()),
        answers: Some(EntryId::of(b"question")),
        ..about
    }
}

fn full_report() -> Record {
    let Record::Report(mut full) = report("Title", vec![full_table(), rate()]) else { unreachable!("a report") };
    full.about = full_about();
    full.definitions = english("A victim is a person whom the police identified as one.");
    full.reference_date = Some("2023-04-14".parse().expect("a date"));
    full.attachments = vec![Attachment {
        name: "figures.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        size: 2_048,
        sha256: Digest::of(b"figures"),
    }];
    Record::Report(full)
}

fn full_practice() -> Record {
    let Record::Practice(mut full) = practice("Title") else { unreachable!("a practice was built") };
    full.about = full_about();
    full.context = english("Few victims speak the language.");
    full.results = english("More statements.");
    full.conditions = english("Interpreters within a day.");
    Record::Practice(full)
}

/// Records of every kind, with few fields and with all.
pub(crate) fn records() -> Vec<Vector> {
    let id = EntryId::of(b"an entry");
    let Record::Correction(mut with_report) = correction(id, "Title") else { unreachable!("a correction") };
    let Record::Report(content) = report("Title", vec![victims(&["2022"], &[Some(30), Some(20), Some(10)])]) else {
        unreachable!("a report")
    };
    with_report.content = Content::Report(content);
    let ok = |name, covers, is, note, record: &Record| vector(name, covers, is, "ok", note, record.to_bytes());
    vec![
        ok(
            "practice-smallest",
            "P-REC-1 P-ENC-10 P-ENC-11",
            "practice",
            "Optional fields are left out.",
            &practice("Title"),
        ),
        ok("practice-full", "P-REC-1 P-REC-2 P-REC-4", "practice", "Languages: shorter tags first.", &full_practice()),
        ok(
            "report-smallest",
            "P-REC-1",
            "report",
            "No table, and the empty arrays are there.",
            &report("Title", vec![]),
        ),
        ok("report-full", "P-REC-1 P-REC-5 P-REC-6 P-REC-7 P-REC-8", "report", "Every field.", &full_report()),
        ok("correction-of-practice", "P-REC-1 P-REC-3", "correction", "", &correction(id, "Title")),
        ok("correction-by-report", "P-REC-1", "correction", "", &Record::Correction(with_report)),
        ok("withdrawal", "P-REC-1 P-REC-3", "withdrawal", "", &withdrawal(id)),
        vector("table-full", "P-REC-9 P-REC-10 P-REC-11 P-REC-12", "table", "ok", "", codec::encode(&full_table())),
        vector(
            "table-of-rates",
            "P-REC-9 P-ENC-13",
            "table",
            "ok",
            "Negative values, no method.",
            codec::encode(&rate()),
        ),
    ]
}

/// Headers, shells and frames that are valid.
pub(crate) fn entries() -> Vec<Vector> {
    let network = TestNetwork::new(3);
    let chain = network.chain(0, 2);
    let (first, second) = (chain[0].entry(), chain[1].entry());
    let gone = network.entry(0, 1, Some(first.id()), &withdrawal(first.id()));
    let erased = first.erased_by(gone.entry()).expect("the withdrawal names the entry");
    let (id, signing) = &network.members[0];
    let place = Place { seq: 0, prev: None, time: at(1), roster: 1 };
    let unknown = entry::sign_raw(&network.id(), id, place, 7, &[0xa1, 0x00, 0x63, b'n', b'e', b'w'], signing);
    let header = codec::encode(first.header());
    let numbers = report("Title", vec![victims(&["2022"], &[Some(30), Some(20), Some(10)])]);
    vec![
        vector("header-first", "P-ENT-6 P-ENC-10", "header", "ok", "Number 0 has no `prev`.", header),
        vector("header-second", "P-ENT-6", "header", "ok", "", codec::encode(second.header())),
        vector(
            "shell",
            "P-ENT-1 P-ENT-2 P-ENT-4 P-ENT-5",
            "shell",
            &first.id().to_string(),
            "What it gives is its id: the CIDv1 of the SHA-256 of these bytes.",
            first.shell(),
        ),
        vector("frame-practice", "P-ENT-8 P-VER-23", "frame", "ok", "", first.frame()),
        vector("frame-second", "P-ENT-6", "frame", "ok", "", second.frame()),
        vector("frame-report", "P-ENT-8 P-DIS-1", "frame", "ok", "", network.frame(0, 0, None, &numbers)),
        vector("frame-withdrawal", "P-ENT-8", "frame", "ok", "", gone.entry().frame()),
        vector(
            "frame-erased",
            "P-ENT-9 P-ENC-9",
            "frame",
            "ok",
            "The shell of frame-practice, and the frame of its withdrawal in place of the record.",
            erased.frame(),
        ),
        vector("frame-unknown-kind", "P-REC-1 P-WIR-11", "frame", "ok", "Kept and handed on, not read.", unknown),
    ]
}

/// Messages of every variant, frontiers and names.
pub(crate) fn messages() -> Vec<Vector> {
    let network = network();
    let chain = network.chain(0, 2);
    let log = chain[0].entry().log();
    let id = chain[1].entry().id();
    let hint = network.rosters.hint();
    let (head, bare) = (
        LogHead { log, height: 2, head: Some(id), frozen: None },
        LogHead { log, height: 0, head: None, frozen: Some(0) },
    );
    let frames = vec![Bytes::from_static(b"a frame"), Bytes::from_static(b"another")];
    let wants = vec![Want { log, from: 0, count: 500 }, Want { log, from: 1_000_000, count: 1 }];
    let request = |name, covers, value: Request| vector(name, covers, "request", "ok", "", value.to_bytes());
    let response = |name, covers, value: Response| vector(name, covers, "response", "ok", "", value.to_bytes());
    let notice = |name, covers, value: Notice| vector(name, covers, "notice", "ok", "", value.to_bytes());
    let state = LogState { height: 2, head: Some(id), roster: 1, frozen: None };
    let frontier: Frontier = [(log, state)].into_iter().collect();
    vec![
        request("request-frontier", "P-SYN-3", Request::Frontier { digest: frontier.digest(), roster: hint }),
        request("request-pull", "P-SYN-4", Request::Pull { wants }),
        request("request-ids", "P-SYN-5", Request::Ids { log, seqs: vec![0, 23, 24, 65_536] }),
        request("request-evidence", "P-SYN-6", Request::Evidence { log }),
        request("request-rosters", "P-SYN-7", Request::Rosters { from: 1 }),
        response("response-frontier-equal", "P-SYN-3", Response::Frontier { roster: hint, logs: None }),
        response("response-frontier", "P-SYN-3", Response::Frontier { roster: hint, logs: Some(vec![head]) }),
        response("response-entries", "P-SYN-4", Response::Entries(frames.clone())),
        response("response-no-entries", "P-SYN-4", Response::Entries(Vec::new())),
        response("response-ids", "P-SYN-5 P-ENC-10", Response::Ids(vec![Some(id), None])),
        response("response-evidence", "P-SYN-6", Response::Evidence(frames.clone())),
        response("response-rosters", "P-SYN-7", Response::Rosters(frames)),
        response("response-busy", "P-SYN-8", Response::Busy),
        notice("notice-head", "P-WIR-7 P-WIR-9", Notice::Head(head)),
        notice("notice-head-frozen", "P-WIR-7", Notice::Head(bare)),
        notice("notice-fork", "P-WIR-7 P-VER-29", Notice::Fork { log, seq: 7 }),
        notice("notice-roster", "P-WIR-7", Notice::Roster(hint)),
        vector("frontier", "P-SYN-3", "heads", &frontier.digest().to_string(), "", codec::encode(&frontier.heads())),
        vector(
            "frontier-empty",
            "P-SYN-3",
            "heads",
            &Frontier::default().digest().to_string(),
            "",
            codec::encode(&Frontier::default().heads()),
        ),
        vector(
            "names-of-a-network",
            "P-WIR-2",
            "network",
            "/emn/000102030405060a/entries/1 /emn/000102030405060a/notices/1 /emn/000102030405060a/sync/1",
            "Topics and protocol of the network with this id.",
            [&[0, 1, 2, 3, 4, 5, 6, 10][..], &[0xff; 24]].concat(),
        ),
    ]
}

/// A header of M0 for this record, to be changed.
pub(crate) fn header(network: &TestNetwork, record: &[u8]) -> Header {
    Header {
        format: 1,
        network: network.id(),
        member: member("M0"),
        seq: 0,
        prev: None,
        time: at(5),
        roster: 1,
        kind: Kind::Practice.number(),
        record_digest: Digest::of(record),
        record_size: record.len() as u64,
    }
}

/// A frame around any header, signed as an entry of the network.
pub(crate) fn frame_of(network: &TestNetwork, signing: &SigningKey, header: &[u8], record: &[u8]) -> Vec<u8> {
    let aad = [ENTRY_CONTEXT, network.id().as_bytes()].concat();
    list(&[crypto::sign1(signing, CONTENT_TYPE, &aad, header).as_slice(), record])
}

/// A table with a method that does not fit its cells.
pub(crate) fn unsafe_table() -> Table {
    let mut table = victims(&["2022"], &[Some(30), Some(20), None]);
    if let Some(method) = &mut table.method {
        method.suppression = Suppression::Primary;
    }
    table
}

/// A key that signs for nobody.
pub(crate) fn stranger() -> SigningKey {
    key(99)
}
