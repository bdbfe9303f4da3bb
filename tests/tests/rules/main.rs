//! The rules of the house, read from the sources: floors, library borders, size, style, documents.
//!
//! Each rule is a pure function from a [`Tree`] of files to [`Violation`]s, so that every rule is itself put to the
//! test with a small tree that breaks it. What a rule says and why stands in `docs/ARCHITECTURE.md`; the tables are
//! here: [`floors::FLOORS`], [`borders::LIBRARIES`], [`borders::AMBIENT`], [`borders::IMPURE`].

mod borders;
mod documents;
mod floors;
mod source;
mod style;
mod tree;

use tree::{Tree, Violation};

/// Fails with every violation, one a line.
fn assert_none(violations: &[Violation]) {
    let list: Vec<String> = violations.iter().map(Violation::to_string).collect();
    assert!(list.is_empty(), "{} violation(s):\n{}\n", list.len(), list.join("\n"));
}

#[test]
fn tree_holds_what_the_rules_are_about() {
    let tree = Tree::workspace();
    for file in ["node/src/main.rs", "protocol/src/lib.rs", "tests/tests/rules/main.rs", "docs/README.md", "LICENSE"] {
        assert!(tree.has(file), "{file} was not found: the rules would look at nothing");
    }
}

#[test]
fn imports_go_down_and_never_up() {
    assert_none(&floors::check(&Tree::workspace()));
}

#[test]
fn libraries_stay_behind_their_borders() {
    assert_none(&borders::check_libraries(&Tree::workspace()));
}

#[test]
fn clock_randomness_and_environment_come_in_at_one_place() {
    assert_none(&borders::check_ambient(&Tree::workspace()));
}

#[test]
fn protocol_is_pure() {
    assert_none(&borders::check_pure(&Tree::workspace()));
}

#[test]
fn files_are_short_and_modules_have_a_subject() {
    let tree = Tree::workspace();
    assert_none(&style::check_length(&tree));
    assert_none(&style::check_names(&tree));
}

#[test]
fn nothing_is_unfinished_or_silenced() {
    let tree = Tree::workspace();
    assert_none(&style::check_unfinished(&tree));
    assert_none(&style::check_reasons(&tree));
}

#[test]
fn links_between_documents_resolve() {
    assert_none(&documents::check_links(&Tree::workspace()));
}

#[test]
fn index_names_every_document() {
    assert_none(&documents::check_index(&Tree::workspace()));
}

#[test]
fn decisions_have_the_house_form() {
    assert_none(&documents::check_decisions(&Tree::workspace()));
}
