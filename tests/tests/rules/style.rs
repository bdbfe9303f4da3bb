//! Size, names, and that nothing is left unfinished or silenced without a reason.

use crate::source::Source;
use crate::tree::{Tree, Violation};

const PACKAGES: [&str; 3] = ["node/", "protocol/", "tests/"];

/// A file has one reason to change; longer ones tend to have more.
const LINES: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 10] =
    ["utils", "util", "common", "helpers", "helper", "manager", "managers", "misc", "shared", "stuff"];

fn sources(tree: &Tree) -> impl Iterator<Item = Source> {
    PACKAGES.iter().flat_map(|package| tree.sources(package))
}

fn violation(source: &Source, line: usize, rule: &'static str, what: String) -> Violation {
    Violation { file: source.path.clone(), line, rule, what }
}

/// Finds sources that are too long.
pub(crate) fn check_length(tree: &Tree) -> Vec<Violation> {
    let long = sources(tree).filter(|source| source.lines > LINES);
    long.map(|source| {
        let what = format!("{} lines, {LINES} are the limit: split it where it has two subjects", source.lines);
        violation(&source, source.lines, "length", what)
    })
    .collect()
}

/// Finds modules whose name has no subject: files, folders and inline modules.
pub(crate) fn check_names(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources(tree) {
        let in_path = source.path.trim_end_matches(".rs").split('/').map(|part| (1, part));
        let inline = source.code().filter_map(|(line, code)| Some((line, module_name(code)?)));
        let empty: Vec<_> = in_path.chain(inline).filter(|(_, name)| EMPTY_NAMES.contains(name)).collect();
        found.extend(empty.into_iter().map(|(line, name)| {
            let what = format!("a module named `{name}` attracts everything: name it after its subject");
            violation(&source, line, "name", what)
        }));
    }
    found
}

/// The name of the module that this line declares.
fn module_name(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("mod ")?;
    let declares = before.is_empty() || before.ends_with([' ', ')']);
    declares.then(|| after.trim_end_matches([';', '{', ' ']))
}

/// Finds work that is not done: macros that stand for code, tests that do not run, marks in comments.
pub(crate) fn check_unfinished(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources(tree) {
        for (line, code) in source.code() {
            for mark in ["todo!(", "unimplemented!(", "#[ignore"] {
                if holds_word(code, mark) {
                    let what = format!("`{mark}` stands for work that is not done: do it, or leave the thing out");
                    found.push(violation(&source, line, "unfinished", what));
                }
            }
        }
        for (line, comment) in source.comments() {
            for mark in ["FIXME", "XXX", "TODO"] {
                if holds_word(comment, mark) {
                    let what = format!("{mark} in a comment: do it now, or file it where it will be found");
                    found.push(violation(&source, line, "unfinished", what));
                }
            }
        }
    }
    found
}

/// Finds silenced lints, and sleeping tests, without a reason beside them.
pub(crate) fn check_reasons(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources(tree) {
        for (line, code) in source.code().filter(|(line, _)| !source.has_reason(*line)) {
            let attribute = code.contains("#[") || code.contains("#![");
            if attribute && holds_word(code, "allow(") && !holds_word(code, "reason") {
                let what = "a silenced lint without a reason: say why in a `//` comment beside it".to_owned();
                found.push(violation(&source, line, "silenced", what));
            }
            if source.is_test(line) && holds_word(code, "sleep(") && !code.contains("fn sleep(") {
                let what = "a test sleeps: wait for a condition with a limit, or say in a `//` comment why not";
                found.push(violation(&source, line, "sleep", what.to_owned()));
            }
        }
    }
    found
}

/// Whether `word` occurs and is not the tail or the head of a longer name.
fn holds_word(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].ends_with(part_of_name) && word.starts_with(part_of_name);
        let after = line[at + word.len()..].starts_with(part_of_name) && word.ends_with(part_of_name);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(check: fn(&Tree) -> Vec<Violation>, path: &str, text: &str) -> Vec<(usize, &'static str)> {
        check(&Tree::of(&[(path, text)])).iter().map(|found| (found.line, found.rule)).collect()
    }

    #[test]
    fn long_file_is_found() {
        assert_eq!(rules(check_length, "tests/tests/e2e.rs", &"x\n".repeat(501)), [(501, "length")]);
        assert_eq!(rules(check_length, "tests/tests/e2e.rs", &"x\n".repeat(500)), []);
    }

    #[test]
    fn module_without_subject_is_found() {
        assert_eq!(rules(check_names, "node/src/utils.rs", ""), [(1, "name")]);
        assert_eq!(rules(check_names, "node/src/net/helpers/x.rs", ""), [(1, "name")]);
        assert_eq!(rules(check_names, "node/src/a.rs", "\npub(crate) mod common {\n"), [(2, "name")]);
        assert_eq!(rules(check_names, "node/src/a.rs", "// mod misc\nlet common = modem;\nmod kv;\n"), []);
    }

    #[test]
    fn unfinished_work_is_found() {
        let text = "todo!()\nunimplemented!(\"x\")\n#[ignore]\n// FIXME: x\n/* XXX */\n//! TODO\n\"FIXME todo!()\"\nlet XXX_Y = 1;";
        let found = rules(check_unfinished, "protocol/src/a.rs", text);
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn silenced_lint_needs_a_reason() {
        for silent in
            ["#[allow(dead_code)]", "/// Doc.\n#[allow(dead_code)]", "#![allow(x)]", "#[cfg_attr(a, allow(x))]"]
        {
            assert_eq!(rules(check_reasons, "node/src/a.rs", silent).len(), 1, "{silent}");
        }
        for told in [
            "// Needed by the macro.\n#[allow(x)]",
            "#[allow(x)] // why",
            "#[allow(x, reason = \"why\")]",
            "fn allow(x: u8) {}",
        ] {
            assert_eq!(rules(check_reasons, "node/src/a.rs", told), [], "{told}");
        }
    }

    #[test]
    fn sleeping_test_needs_a_reason() {
        let text = "fn f() { sleep(d) }\n#[cfg(test)]\nmod tests {\n    fn t() { thread::sleep(d); }\n    // The clock.\n    fn u() { sleep(d); }\n}\n";
        assert_eq!(rules(check_reasons, "node/src/a.rs", text), [(4, "sleep")]);
        assert_eq!(rules(check_reasons, "tests/tests/a.rs", "sleep(d);"), [(1, "sleep")]);
        assert_eq!(rules(check_reasons, "tests/tests/a.rs", "fn sleep(d: u8) {}\nasleep(d);"), []);
    }

    #[test]
    fn cfg_test_module_in_a_file_of_its_own_is_test_code() {
        let tree = Tree::of(&[
            ("node/src/net/mod.rs", "#[cfg(test)]\nmod trial;\n"),
            ("node/src/net/trial.rs", "fn t() { sleep(d); }"),
        ]);
        assert_eq!(check_reasons(&tree).len(), 1);
    }
}
