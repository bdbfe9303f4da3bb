//! The files of the workspace, and what is wrong with them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use crate::source::Source;

/// One broken rule at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Path from the root of the repository.
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: usize,
    /// Short name of the rule.
    pub(crate) rule: &'static str,
    /// What is wrong and what to do.
    pub(crate) what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: [{}] {}", self.file, self.line, self.rule, self.what)
    }
}

/// Files by path from the root of the repository, `/` between parts. Only sources and documents keep their text.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, String>,
}

/// Folders that are made, not written.
const NOT_OURS: [&str; 3] = [".git", "target", "node_modules"];

impl Tree {
    /// The workspace that this test belongs to.
    pub(crate) fn workspace() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace");
        let mut tree = Self::default();
        tree.read(root, "");
        tree
    }

    /// A tree in memory.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    fn read(&mut self, folder: &Path, prefix: &str) {
        for item in fs::read_dir(folder).expect("a folder of the workspace is readable") {
            let item = item.expect("a folder of the workspace is readable");
            let name = item.file_name().to_string_lossy().into_owned();
            let (path, place) = (format!("{prefix}{name}"), item.path());
            if place.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    self.read(&place, &format!("{path}/"));
                }
            } else {
                let has_text = name.ends_with(".rs") || name.ends_with(".md");
                let text =
                    if has_text { fs::read_to_string(&place).expect("sources are UTF-8") } else { String::new() };
                self.files.insert(path, text);
            }
        }
    }

    /// Whether there is such a file, or a folder with files.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path) || path.is_empty() || self.files.keys().any(|file| file.starts_with(&folder))
    }

    /// The text of a document or source.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Paths and texts below a folder, with this ending.
    pub(crate) fn below<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder) && path.ends_with(ending))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The Rust sources below a folder, read.
    pub(crate) fn sources(&self, folder: &str) -> Vec<Source> {
        let mut sources: Vec<Source> = self.below(folder, ".rs").map(|(path, text)| Source::read(path, text)).collect();
        let tests: Vec<String> = sources.iter().flat_map(Source::test_modules_elsewhere).collect();
        for source in &mut sources {
            if tests.iter().any(|module| source.is_module(module)) {
                source.all_test = true;
            }
        }
        sources
    }
}
