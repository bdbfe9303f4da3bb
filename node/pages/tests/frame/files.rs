//! The files of this crate, and of the handlers that use its texts.

use std::fs;
use std::path::{Path, PathBuf};

/// This crate's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of this crate with this ending, with their contents.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    assert!(!found.is_empty() || !root().join(folder).exists(), "no {ending} in {folder}");
    found
}

/// One file of this crate.
pub(crate) fn file(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}
