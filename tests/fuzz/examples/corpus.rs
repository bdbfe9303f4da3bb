//! Writes the first inputs of every fuzz target to `corpus/`: the golden vectors, and the examples of drafts.

use std::fs;
use std::io::Result;
use std::path::{Path, PathBuf};

use emn_fuzz::world::{Vector, items, vectors};
use emn_protocol::codec;
use emn_protocol::crypto::Sign;
use emn_protocol::draft::example;
use emn_protocol::record::Kind;
use emn_protocol::roster::CONTENT_TYPE;

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// An input that begins with the byte by which the target chooses.
fn save(target: &str, name: &str, choice: u8, bytes: &[u8]) -> Result<()> {
    fs::write(folder(target).join(name), [&[choice], bytes].concat())
}

/// Messages with their lengths, as the target `wire` takes them.
fn messages<T: AsRef<[u8]>>(name: &str, choice: u8, messages: &[T]) -> Result<()> {
    let framed = messages.iter().flat_map(|message| {
        let len = u16::try_from(message.as_ref().len()).unwrap_or(u16::MAX);
        [&[choice], &len.to_be_bytes()[..], message.as_ref()].concat()
    });
    fs::write(folder("wire").join(name), framed.collect::<Vec<u8>>())
}

fn seed(vector: &Vector) -> Result<()> {
    let Vector { name, is, bytes, .. } = vector;
    let kind = [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal].into_iter().find(|k| k.name() == is);
    if let Some(kind) = kind {
        let number = u8::try_from(kind.number()).unwrap_or(0);
        return save("entry", name, number, bytes);
    }
    match is.as_str() {
        "header" => save("entry", name, 9, bytes),
        "frame" => {
            save("entry", name, 0, bytes)?;
            messages(name, 3, &[bytes])
        }
        "frames by gossip" => messages(name, 3, &items(bytes)),
        "request" => messages(name, 0, &[bytes]),
        "response" => messages(name, 1, &[bytes]),
        "notice" => messages(name, 2, &[bytes]),
        "rosters" => items(bytes).iter().enumerate().try_for_each(|(index, roster)| {
            save("roster", &format!("{name}-{index}"), 0, roster)?;
            let payload = Sign::parse(roster, CONTENT_TYPE).map_or(Vec::new(), |envelope| envelope.payload);
            save("roster", &format!("{name}-{index}-payload"), 1, &payload)
        }),
        "cbor" if codec::check_deterministic(bytes, 64).is_ok() => save("entry", name, 7, bytes),
        _ => Ok(()),
    }
}

fn main() -> Result<()> {
    ["entry", "wire", "roster", "draft"].iter().try_for_each(|target| fs::create_dir_all(folder(target)))?;
    vectors().iter().try_for_each(seed)?;
    for kind in [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal] {
        let example = example(kind);
        let tables: String = example.tables.iter().map(|(_, text)| format!("\0{text}")).collect();
        fs::write(folder("draft").join(example.file_name), format!("{}{tables}", example.text))?;
    }
    Ok(())
}
