//! Writes the first inputs of every fuzz target to `corpus/`.

use std::fs;
use std::path::Path;

use emn_fuzz::world::NETWORK;
use emn_protocol::codec;
use emn_protocol::draft::example;
use emn_protocol::ids::{Digest, EntryId};
use emn_protocol::record::{Kind, Record};
use emn_protocol::testing::{correction, practice, report, victims, withdrawal};
use emn_protocol::wire::{LogHead, Notice, Request, Response, RosterHint, Want};

fn save(target: &str, name: &str, choice: u8, bytes: &[u8]) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), [&[choice], bytes].concat())
}

fn framed(name: &str, choice: u8, bytes: &[u8]) -> std::io::Result<()> {
    let len = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
    save("wire", name, choice, &[&len, bytes].concat())
}

fn main() -> std::io::Result<()> {
    let id = EntryId::of(b"x");
    let records: [(&str, Record); 5] = [
        ("report", report("Title", vec![victims(&["2022", "2023"], &[Some(30), Some(20), None, Some(10), None, Some(10)])])),
        ("table", report("Title", vec![victims(&["2022"], &[Some(30), Some(20), Some(10)])])),
        ("practice", practice("Title")),
        ("correction", correction(id, "Title")),
        ("withdrawal", withdrawal(id)),
    ];
    for (name, record) in &records {
        let frame = NETWORK.frame(0, 0, None, record);
        save("entry", name, 0, &frame)?;
        save("entry", &format!("signed-{name}"), record.kind().number() as u8, &record.to_bytes())?;
        framed(name, 3, &frame)?;
        framed(&format!("signed-{name}"), 4, &record.to_bytes())?;
    }
    let chain = NETWORK.chain(0, 4);
    let frames: Vec<_> = chain.iter().map(|entry| entry.entry().frame().clone()).collect();
    let gone = NETWORK.entry(0, 1, Some(chain[0].entry().id()), &withdrawal(chain[0].entry().id()));
    let erased = chain[0].entry().erased_by(gone.entry()).expect("the withdrawal names it");
    save("entry", "erased", 0, erased.frame())?;
    save("entry", "header", 9, &codec::encode(chain[1].entry().header()))?;
    let (log, hint) = (chain[0].entry().log(), NETWORK.rosters.hint());
    let head = LogHead { log, height: 4, head: Some(chain[3].entry().id()), frozen: None };
    let requests = [
        Request::Frontier { digest: Digest::of(b"x"), roster: hint },
        Request::Pull { wants: vec![Want { log, from: 0, count: 4 }] },
        Request::Ids { log, seqs: vec![0, 1, 2] },
        Request::Evidence { log },
        Request::Rosters { from: 1 },
    ];
    let responses = [
        Response::Frontier { roster: hint, logs: Some(vec![head]) },
        Response::Entries(frames.clone()),
        Response::Ids(vec![Some(id), None]),
        Response::Evidence(vec![frames[1].clone(), NETWORK.frame(0, 1, None, &practice("other"))]),
        Response::Rosters(vec![NETWORK.next_roster(|_| {}).bytes().clone()]),
        Response::Busy,
    ];
    let notices = [
        Notice::Head(head),
        Notice::Fork { log, seq: 1 },
        Notice::Roster(RosterHint { version: 2, digest: hint.digest }),
    ];
    for (n, request) in requests.iter().enumerate() {
        framed(&format!("request-{n}"), 0, &request.to_bytes())?;
    }
    for (n, response) in responses.iter().enumerate() {
        framed(&format!("response-{n}"), 1, &response.to_bytes())?;
    }
    for (n, notice) in notices.iter().enumerate() {
        framed(&format!("notice-{n}"), 2, &notice.to_bytes())?;
    }
    for (name, roster) in [("first", NETWORK.rosters.newest().as_ref().clone()), ("second", NETWORK.next_roster(|_| {}))] {
        save("roster", name, 0, roster.bytes())?;
        save("roster", &format!("signed-{name}"), 1, &codec::encode(roster.roster()))?;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/draft");
    fs::create_dir_all(&folder)?;
    for kind in [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal] {
        let example = example(kind);
        let tables: String = example.tables.iter().map(|(_, text)| format!("\0{text}")).collect();
        fs::write(folder.join(example.file_name), format!("{}{tables}", example.text))?;
    }
    Ok(())
}
