//! The golden vectors: bytes that never change, and what a receiver makes of them.
//!
//! `UPDATE_VECTORS=1` writes those files anew that are made here. The others are made by hand.
#![allow(clippy::panic, reason = "a test program fails by panicking, in its helping functions too")]

#[path = "vectors/format.rs"]
pub mod format;
#[path = "vectors/signed_refusals.rs"]
mod signed_refusals;
#[path = "vectors/specimens.rs"]
mod specimens;
#[path = "vectors/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use emn_protocol::disclosure::{Policy, check_table};
use emn_protocol::record::Table;
use format::{Vector, parse, render};

/// Files made by hand.
const BY_HAND: [&str; 2] = ["refused.txt", "texts.txt"];
const DISCLOSURE: &str = "disclosure.json";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn read(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn update() -> bool {
    std::env::var_os("UPDATE_VECTORS").is_some()
}

/// Writes the files that are made here, when asked to, before any test reads them.
fn write_first() {
    static WRITTEN: Once = Once::new();
    WRITTEN.call_once(|| {
        for (name, about, vectors) in made().into_iter().filter(|_| update()) {
            fs::write(folder().join(name), render(about, &vectors, explained)).expect("the folder can be written");
        }
    });
}

/// Whether a vector's items are explained: those are that show a structure for the first time.
fn explained(vector: &Vector) -> bool {
    match vector.is.as_str() {
        "frame" => vector.name.starts_with("frame-") && vector.gives == "ok",
        "frames by gossip" => false,
        "rosters" => ["roster-first", "roster-not-the-first"].contains(&vector.name.as_str()),
        _ => true,
    }
}

/// Files made here: name, what they hold, vectors.
fn made() -> Vec<(&'static str, &'static str, Vec<Vector>)> {
    let refused = [signed_refusals::alone(), signed_refusals::erased(), signed_refusals::by_roster()].concat();
    vec![
        ("records.txt", "Records of every kind.", specimens::records()),
        ("entries.txt", "Headers, shells and frames that are valid.", specimens::entries()),
        ("messages.txt", "Messages of every variant, frontiers, names.", specimens::messages()),
        ("hostile.txt", "Frames that are refused although they were signed, each with the reason.", refused),
        (
            "logs.txt",
            "Frames one after the other, to a node without entries: verdicts, and the height.",
            signed_refusals::logs(),
        ),
        ("rosters.txt", "Rosters one after the other; the first one begins.", signed_refusals::rosters()),
    ]
}

fn all() -> Vec<(String, Vector)> {
    write_first();
    let files = made().into_iter().map(|(name, _, _)| name).chain(BY_HAND);
    files
        .flat_map(|name| {
            let vectors = parse(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!vectors.is_empty(), "{name} has no vectors");
            vectors.into_iter().map(move |vector| (name.to_owned(), vector))
        })
        .collect()
}

#[test]
fn made_vectors_have_the_bytes_that_they_always_had() {
    write_first();
    for (name, about, vectors) in made() {
        let text = render(about, &vectors, explained);
        assert_eq!(parse(&text).as_deref(), Ok(vectors.as_slice()), "{name} reads as it was written");
        let stored = read(name);
        for (written, line) in text.lines().zip(stored.lines()) {
            assert_eq!(written, line, "{name} has changed");
        }
        assert_eq!(text, stored, "{name} has changed");
    }
}

#[test]
fn every_vector_gives_what_it_says() {
    let wrong: Vec<String> = all()
        .into_iter()
        .filter_map(|(file, vector)| {
            let found = world::outcome(&vector.is, &vector.bytes);
            (found != vector.gives)
                .then(|| format!("{file} [{}]\n  says  {}\n  gives {found}", vector.name, vector.gives))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A table and what the rules say of it.
#[derive(serde::Deserialize)]
struct Judged {
    name: String,
    covers: Vec<String>,
    min_frequency: u64,
    noise_allowed: bool,
    /// Rules that are broken and the cells, in order.
    broken: Vec<(String, String)>,
    table: Table,
}

fn judged() -> Vec<Judged> {
    serde_json::from_str(&read(DISCLOSURE)).unwrap_or_else(|error| panic!("{DISCLOSURE}: {error}"))
}

#[test]
fn every_table_breaks_the_rules_that_it_says() {
    let tables = judged();
    assert!(tables.len() > 20);
    for judged in tables {
        let policy = Policy { min_frequency: judged.min_frequency, noise_allowed: judged.noise_allowed };
        let found: Vec<(String, String)> = check_table(&judged.table, &policy)
            .into_iter()
            .map(|violation| (violation.rule.id().to_owned(), violation.cell.join("/")))
            .collect();
        assert_eq!(found, judged.broken, "{}", judged.name);
    }
}

#[test]
fn every_file_is_used_and_every_name_is_unique() {
    let mut used: BTreeSet<String> = all().into_iter().map(|(file, _)| file).collect();
    used.extend([DISCLOSURE.to_owned(), "README.md".to_owned()]);
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.ends_with(".rs") || used.contains(&name), "{name} is not used by any test");
    }
    let names = all().into_iter().map(|(_, vector)| vector.name).chain(judged().into_iter().map(|table| table.name));
    let mut seen = BTreeSet::new();
    names.for_each(|name| assert!(seen.insert(name.clone()), "{name} names two vectors"));
}

/// Rules by id, with the vectors that cover them.
fn coverage() -> BTreeMap<(String, u32), Vec<String>> {
    let mut covered: BTreeMap<(String, u32), Vec<String>> = BTreeMap::new();
    let vectors = all().into_iter().map(|(_, vector)| (vector.name, vector.covers));
    for (name, ids) in vectors.chain(judged().into_iter().map(|table| (table.name, table.covers))) {
        assert!(!ids.is_empty(), "{name} covers no rule");
        for id in ids {
            let (group, number) = id.rsplit_once('-').unwrap_or_else(|| panic!("{name}: {id} is no id"));
            let number = number.parse().unwrap_or_else(|_| panic!("{name}: {id} is no id"));
            covered.entry((group.to_owned(), number)).or_default().push(name.clone());
        }
    }
    covered
}

#[test]
fn every_rule_that_a_vector_covers_is_in_the_protocol_and_listed() {
    let protocol = fs::read_to_string(folder().join("../../../docs/protocol.md")).unwrap();
    let mut table = String::from("| Rule | Vectors |\n|---|---|\n");
    for ((group, number), names) in coverage() {
        let id = format!("{group}-{number}");
        assert!(protocol.contains(&format!("**{id}")), "docs/protocol.md has no rule {id}");
        table.push_str(&format!("| {id} | {} |\n", names.join(", ")));
    }
    const START: &str = "<!-- coverage: made by UPDATE_VECTORS=1 -->\n";
    let readme = read("README.md");
    let (before, stored) = readme.split_once(START).expect("README.md has a place for the coverage");
    if update() {
        fs::write(folder().join("README.md"), format!("{before}{START}\n{table}")).unwrap();
        return;
    }
    assert_eq!(stored.trim(), table.trim(), "README.md lists other rules; UPDATE_VECTORS=1 writes it anew");
}
