//! From the parts of a file to findings.

use super::{Carries, FileFinding, FilePart};
use crate::screen::{Detector, Finding, Level, fold, institution, names, screen};

/// Programs and settings that stand where an author would.
const PROGRAMS: &[&str] =
    &["microsoft office user", "python-docx", "openpyxl", "apache poi", "libreoffice", "phpword", "user", "unknown"];

/// What is to be said of one part: that it is there, where readers do not see it, and what its text holds.
pub(super) fn screen_part(part: &FilePart, lang: Option<&str>) -> Vec<FileFinding> {
    let found = screen(&part.text, lang);
    let level = hidden_level(part, &found);
    let hidden = level.map(|(level, scheme)| Finding {
        detector: Detector::Hidden,
        level,
        confidence: 100,
        span: 0..part.text.len(),
        scheme,
    });
    let findings = hidden.into_iter().chain(found);
    findings.map(|finding| FileFinding { part: part.part.clone(), finding }).collect()
}

fn hidden_level(part: &FilePart, found: &[Finding]) -> Option<(Level, &'static str)> {
    match part.carries {
        Carries::Text => user_folder(&part.text).then_some((Level::Block, "user_folder")),
        Carries::Hidden(kind) => Some((Level::Block, kind)),
        Carries::Author if is_nobody(&part.text, found) => Some((Level::Info, "author")),
        Carries::Author => Some((Level::Block, "author")),
        // Accessible documents need them. Somebody has to look at them, and they may hold no personal data.
        Carries::AltText if found.iter().any(|finding| finding.level >= Level::Warn) => {
            Some((Level::Block, "alt_text"))
        }
        Carries::AltText => Some((Level::Warn, "alt_text")),
        Carries::Unreadable => Some((Level::Warn, "unreadable")),
    }
}

/// Whether an author is no person: empty, a program, or an institution without anybody's name beside it.
fn is_nobody(author: &str, found: &[Finding]) -> bool {
    let author = author.trim();
    let folded = fold::fold(author);
    if author.is_empty() || PROGRAMS.contains(&folded.as_str()) {
        return true;
    }
    if found.iter().any(|finding| finding.detector == Detector::Person || finding.level > Level::Info) {
        return false;
    }
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // An initial stands for a given name, whatever institution is named beside it.
    if words.clone().any(|word| word.chars().nth(1).is_none()) {
        return false;
    }
    institution::is_official_domain(author)
        || institution::is_institutional_handle(author)
        || institution::role(author) == institution::Role::Whole
        || words.any(names::is_institution)
}

/// Whether a text names the folder of a user of a computer, and so the user: `C:\Users\name`, `/home/name`.
fn user_folder(text: &str) -> bool {
    const FOLDERS: &[&str] = &["\\users\\", "file:///c:/users/", "/home/", "\\documents and settings\\"];
    const SHARED: &[&str] = &["public", "default", "shared", "all"];
    let short = text.len() < 4096;
    short && {
        let text = text.to_ascii_lowercase();
        FOLDERS.iter().any(|folder| {
            text.split(folder).skip(1).any(|rest| {
                let user = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                // A web address may have a folder of this name.
                !user.is_empty() && !SHARED.contains(&user) && !text.contains("http")
            })
        })
    }
}
