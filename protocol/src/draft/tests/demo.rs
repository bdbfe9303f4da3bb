//! The drafts that the program ships for demonstrations.

use std::fs;
use std::path::Path;

use super::*;

#[test]
fn every_demonstration_draft_may_be_signed() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../node/demo");
    let mut found = 0;
    let mut problems = Vec::new();
    for folder in fs::read_dir(demo).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            found += 1;
            let text = fs::read_to_string(&path).unwrap();
            let read = |name: &str| fs::read(folder.join(name)).map_err(|error| error.to_string());
            match Draft::parse(&path.display().to_string(), &text, read) {
                Ok(draft) => problems.extend(draft.check(&POLICY)),
                Err(found) => problems.extend(found),
            }
        }
    }
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(found >= 1, "no draft in node/demo");
}
