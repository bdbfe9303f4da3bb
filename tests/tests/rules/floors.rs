//! Floors of the node: an import goes down, never up, never in a circle.

use crate::source::{Named, Source};
use crate::tree::{Tree, Violation};

/// A top-level module of `node/src`.
pub(crate) struct Floor {
    module: &'static str,
    level: u8,
    /// Modules of the same level that it may import; the table must stay free of circles.
    beside: &'static [&'static str],
}

const fn floor(level: u8, module: &'static str, beside: &'static [&'static str]) -> Floor {
    Floor { module, level, beside }
}

/// Every top-level module has a floor. Floor 0 is the protocol crate.
pub(crate) const FLOORS: &[Floor] = &[
    floor(5, "main", &[]),
    floor(4, "cli", &["daemon", "client"]),
    floor(4, "daemon", &[]),
    floor(4, "client", &[]),
    // Pages show what the API answers: the same views, the same errors.
    floor(3, "web", &["api"]),
    floor(3, "api", &[]),
    floor(2, "gate", &[]),
    // What is prepared is protected against the ledger, which the gate keeps.
    floor(2, "prepare", &["gate"]),
    floor(2, "review", &[]),
    // The indexer is a thread of the engine, and writes the catalogue.
    floor(2, "engine", &["catalogue"]),
    floor(2, "catalogue", &[]),
    floor(2, "figures", &[]),
    floor(2, "searches", &[]),
    floor(1, "config", &[]),
    floor(1, "identity", &[]),
    floor(1, "people", &[]),
    floor(1, "audit_log", &[]),
    floor(1, "telemetry", &[]),
    floor(1, "store", &[]),
    floor(1, "blobs", &[]),
    floor(1, "net", &[]),
];

const SOURCES: &str = "node/src/";

/// Finds modules without a floor, and imports that do not go down. Tests may look around.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    tree.sources(SOURCES).iter().flat_map(check_source).collect()
}

fn check_source(source: &Source) -> Vec<Violation> {
    let modules = source.modules();
    let Some(own) = modules.first().copied() else {
        return Vec::new(); // the root of the crate only declares
    };
    let complain = |line: usize, what: String| Violation { file: source.path.clone(), line, rule: "floor", what };
    let Some(from) = FLOORS.iter().find(|floor| floor.module == own) else {
        let what = format!("module `{own}` has no floor: give it one in FLOORS (tests/tests/rules/floors.rs)");
        return vec![complain(1, what)];
    };
    let product = source.paths().into_iter().filter(|named| !source.is_test(named.line));
    let imports = product.filter_map(|named| Some((named.line, top_module(&modules, &named)?)));
    imports
        .filter(|(_, to)| to != own)
        .filter_map(|(line, to)| why_not(from, &to).map(|what| complain(line, what)))
        .collect()
}

/// The top-level module of this crate that a path leads to.
fn top_module(modules: &[&str], named: &Named) -> Option<String> {
    let mut at: Vec<&str> = modules.iter().copied().chain(named.inside.iter().map(String::as_str)).collect();
    let mut parts = named.parts.iter().map(String::as_str).peekable();
    match parts.next()? {
        "crate" | "emn_node" => at.clear(),
        "super" => {
            at.pop();
            while parts.next_if_eq(&"super").is_some() {
                at.pop();
            }
        }
        _ => return None,
    }
    at.extend(parts);
    let top = at.first()?;
    // Types, constants and macros of the root are no modules.
    top.starts_with(|c: char| c.is_lowercase() || c == '*').then(|| (*top).to_owned())
}

fn why_not(from: &Floor, to: &str) -> Option<String> {
    let Some(target) = FLOORS.iter().find(|floor| floor.module == to) else {
        return Some(format!("`{}` imports `{to}`, which has no floor: name a module of FLOORS", from.module));
    };
    if target.level < from.level || from.beside.contains(&to) {
        return None;
    }
    let (from, level) = (from.module, from.level);
    Some(format!(
        "`{from}` (floor {level}) imports `{to}` (floor {}): imports go down only. Move what both need to a lower \
         floor, or let the daemon hand it in",
        target.level
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)])).iter().map(Violation::to_string).collect()
    }

    #[test]
    fn import_upwards_is_found_with_its_line() {
        let found = complaints("node/src/store/mod.rs", "//! Store.\nuse std::fmt;\nuse crate::engine::Handle;\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("node/src/store/mod.rs:3: [floor] `store` (floor 1) imports `engine` (floor 2)"));
    }

    #[test]
    fn every_way_to_write_an_import_is_found() {
        for text in [
            "use crate::{store::Store, net::Net};",
            "fn f(net: &crate::net::Net) {}",
            "use super::super::net;",
            "use super::{super::net::Net};",
            "mod a { use super::super::super::net::Net; }",
            "use emn_node::net as n;",
        ] {
            assert_eq!(
                complaints("node/src/blobs/query.rs", text).len(),
                1 + usize::from(text.contains("Store")),
                "{text}"
            );
        }
    }

    #[test]
    fn imports_that_go_down_or_stay_inside_are_fine() {
        let text = "use crate::store::Store;\nuse super::Handle;\nuse crate::engine::x;\nuse emn_protocol::ids;\n\
                    pub(crate) fn f() {}\n#[cfg(test)]\nmod tests { use crate::api::Api; }\n";
        assert_eq!(complaints("node/src/engine/publish.rs", text), Vec::<String>::new());
        assert_eq!(complaints("node/src/cli/remote.rs", "use crate::{client::Client, daemon};"), Vec::<String>::new());
    }

    #[test]
    fn module_without_floor_is_found() {
        assert!(complaints("node/src/extra.rs", "").concat().contains("`extra` has no floor"));
        assert!(complaints("node/src/api/mod.rs", "use crate::extra::X;").concat().contains("has no floor"));
    }

    #[test]
    fn floors_have_no_circle_beside_each_other() {
        for floor in FLOORS {
            for beside in floor.beside {
                let other = FLOORS.iter().find(|other| other.module == *beside).expect("names a module");
                assert_eq!(other.level, floor.level);
                assert!(other.beside.is_empty(), "{} and {} could form a circle", floor.module, other.module);
            }
        }
    }
}
