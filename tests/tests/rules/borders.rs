//! Borders: which library, and which of the world's surprises, may be named where.

use crate::source::{Source, is_module};
use crate::tree::{Tree, Violation};

/// Something that only some modules may name.
pub(crate) struct Border {
    /// Parts of the path that names it.
    what: &'static [&'static str],
    /// Modules, as paths without ending.
    only_in: &'static [&'static str],
    because: &'static str,
}

const fn border(what: &'static [&'static str], only_in: &'static [&'static str], because: &'static str) -> Border {
    Border { what, only_in, because }
}

const HTTP: &[&str] = &["node/src/api", "node/src/web", "node/src/daemon"];
const PROGRAM: &[&str] = &["node/src/cli", "node/src/daemon", "node/src/main"];
const RANDOM: &[&str] = &["node/src/engine", "node/src/identity", "node/src/telemetry", "node/src/net", "node/src/cli"];

/// Libraries, in product and tests alike: a library can only be replaced if nothing else knows it.
pub(crate) const LIBRARIES: &[Border] = &[
    border(&["libp2p"], &["node/src/net"], "its releases break, and PeerId must not leak into stored data"),
    border(&["tantivy"], &["node/search/src"], "the index is derived, and can be replaced with its library"),
    border(&["frostem"], &["node/search/src/analysis"], "one place decides what a word is"),
    border(&["resvg"], &["node/chart/src/png"], "pictures are SVG first"),
    border(&["rust_xlsxwriter"], &["node/export/src/xlsx"], "a format is known in one file"),
    border(&["argon2"], &["node/accounts/src/password"], "one place decides how passwords are kept"),
    border(&["sled"], &["node/src/store/sled"], "it must stay replaceable behind the Kv trait"),
    border(&["axum"], HTTP, "handlers stay thin, and nothing below knows HTTP"),
    border(&["tower"], HTTP, "handlers stay thin, and nothing below knows HTTP"),
    border(&["tower_http"], HTTP, "handlers stay thin, and nothing below knows HTTP"),
    border(&["clap"], PROGRAM, "only the program has a command line"),
    border(&["anyhow"], PROGRAM, "libraries return typed errors"),
    border(
        &["ed25519_dalek"],
        &["protocol/src/crypto", "node/src/identity"],
        "there is one place for signature contexts and strict verification (key files aside)",
    ),
];

/// What differs from run to run, in the node's product code: it comes in at one place and is handed down.
pub(crate) const AMBIENT: &[Border] = &[
    border(
        &["SystemTime", "now"],
        &["node/src/engine", "node/src/telemetry", "node/src/identity", "node/src/net", "node/src/cli"],
        "the clock is read there and handed down, so that everything else is deterministic",
    ),
    border(&["getrandom"], RANDOM, "randomness is drawn there and handed down"),
    border(&["rand"], RANDOM, "randomness is drawn there and handed down"),
    border(
        &["std", "env"],
        &["node/src/config", "node/src/cli", "node/src/main"],
        "there is one answer to where a setting comes from",
    ),
];

/// What the product code of the protocol crate must not name at all.
pub(crate) const IMPURE: &[&[&str]] = &[
    &["tokio"],
    &["libp2p"],
    &["sled"],
    &["axum"],
    &["rayon"],
    &["rand"],
    &["getrandom"],
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["std", "process"],
    &["std", "thread"],
    &["thread", "spawn"],
    &["thread", "sleep"],
    &["SystemTime"],
    &["Instant"],
];

/// Finds libraries that are named outside their border.
pub(crate) fn check_libraries(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources(tree, &["node/src/", "protocol/src/"]) {
        for named in source.paths() {
            let broken = LIBRARIES.iter().filter(|border| named.begins(border.what) && !border.allows(&source.path));
            found.extend(broken.map(|border| border.complain(&source, named.line)));
        }
    }
    found
}

/// Finds the clock, randomness and the environment outside their border.
pub(crate) fn check_ambient(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources(tree, &["node/src/"]) {
        for named in source.paths().into_iter().filter(|named| !source.is_test(named.line)) {
            let broken = AMBIENT.iter().filter(|border| named.holds(border.what) && !border.allows(&source.path));
            found.extend(broken.map(|border| border.complain(&source, named.line)));
        }
    }
    found
}

/// Finds what makes the protocol crate depend on anything but its inputs.
pub(crate) fn check_pure(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources(tree, &["protocol/src/"]) {
        for named in source.paths().into_iter().filter(|named| !source.is_test(named.line)) {
            found.extend(IMPURE.iter().filter(|what| named.holds(what)).map(|what| Violation {
                file: source.path.clone(),
                line: named.line,
                rule: "pure",
                what: format!(
                    "the protocol crate names `{}`: it has no I/O, clock, threads or randomness. Take the value as an \
                     argument, and do the deed in the node",
                    what.join("::")
                ),
            }));
        }
    }
    found
}

fn sources(tree: &Tree, folders: &[&str]) -> Vec<Source> {
    folders.iter().flat_map(|folder| tree.sources(folder)).collect()
}

impl Border {
    fn allows(&self, path: &str) -> bool {
        self.only_in.iter().any(|module| is_module(path, module))
    }

    fn complain(&self, source: &Source, line: usize) -> Violation {
        let what = format!(
            "`{}` is only for {}: {}. Wrap it there, or widen the border in tests/tests/rules/borders.rs with its \
             reason. (A module of the same name is written `self::...`)",
            self.what.join("::"),
            self.only_in.join(", "),
            self.because
        );
        Violation { file: source.path.clone(), line, rule: "border", what }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(check: fn(&Tree) -> Vec<Violation>, path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn library_outside_its_border_is_found() {
        let found = check_libraries(&Tree::of(&[("node/src/engine/mod.rs", "\nuse libp2p::PeerId;\n")]));
        assert!(
            found[0].to_string().starts_with("node/src/engine/mod.rs:2: [border] `libp2p` is only for node/src/net")
        );
        for (path, text) in [
            ("node/src/store/kv.rs", "fn f() { ::sled::open(p) }"),
            ("node/src/store/mod.rs", "#[cfg(test)]\nmod tests { use sled; }"),
            ("node/src/net/mod.rs", "use axum::{Router};"),
            ("node/src/api/mod.rs", "fn f() -> anyhow::Result<()> {}"),
            ("node/src/config.rs", "#[derive(clap::Args)]\nstruct S;"),
            ("protocol/src/entry.rs", "use ed25519_dalek::SigningKey;"),
        ] {
            assert_eq!(count(check_libraries, path, text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn library_within_its_border_is_fine() {
        for (path, text) in [
            ("node/src/net/swarm.rs", "use libp2p::{PeerId, Swarm};"),
            ("node/src/store/sled.rs", "use sled::Db;"),
            ("node/src/store/mod.rs", "mod sled;\npub use self::sled::SledKv; // sled::Db stays inside\n"),
            ("node/src/cli.rs", "use clap::Parser; use anyhow::Context;"),
            ("protocol/src/crypto.rs", "use ed25519_dalek::Signature;"),
        ] {
            assert_eq!(count(check_libraries, path, text), 0, "{path}: {text}");
        }
    }

    #[test]
    fn ambient_input_outside_its_border_is_found() {
        for (path, text) in [
            ("node/src/store/mod.rs", "fn f() { std::time::SystemTime::now(); }"),
            ("node/src/api/view.rs", "fn f() { SystemTime::now(); }"),
            ("node/src/net/swarm.rs", "use std::{env, fmt};"),
            ("node/src/store/mod.rs", "fn f() { getrandom::fill(b) }"),
        ] {
            assert_eq!(count(check_ambient, path, text), 1, "{path}: {text}");
        }
        assert_eq!(count(check_ambient, "node/src/engine/mod.rs", "fn f() { SystemTime::now(); }"), 0);
        assert_eq!(count(check_ambient, "node/src/api/view.rs", "#[cfg(test)] mod tests { use std::env; }"), 0);
    }

    #[test]
    fn impure_protocol_is_found() {
        for text in [
            "use tokio::sync::mpsc;",
            "use std::{fs, fmt};",
            "fn f(a: std::net::IpAddr) {}",
            "use std::time::{Duration, SystemTime};",
            "fn f() { std::thread::sleep(d) }",
            "fn f() { rand::random() }",
        ] {
            assert!(count(check_pure, "protocol/src/sync/replica.rs", text) >= 1, "{text}");
        }
        let fine = "//! No std::fs.\nuse std::time::Duration;\nconst X: &str = \"std::fs\";\n#[cfg(test)]\nmod tests { use std::fs; }";
        assert_eq!(count(check_pure, "protocol/src/limits.rs", fine), 0);
    }
}
