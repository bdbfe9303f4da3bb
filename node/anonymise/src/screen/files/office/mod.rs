//! Office Open XML (ECMA-376): documents, workbooks and presentations.

mod properties;
mod sheets;
mod walk;

use super::package::Package;
use super::parts::{Parts, Result};
use super::{FileError, image, read_nested, xml};

/// Parts that hold nothing but looks.
const LOOKS: &[&str] =
    &["/theme/", "/styles.xml", "/fontTable.xml", "/webSettings.xml", "/fonts/", "/printerSettings/", "thumbnail."];

/// Parts of which readers see nothing: piece of the path, name of the part, kind.
const UNSEEN: &[(&str, &str, &str)] = &[
    ("comments", "comments", "comments"),
    ("threadedComments/", "comments", "comments"),
    ("/notesSlides/", "speaker notes", "speaker_notes"),
    // All rows that a pivot table was made of, be they shown or not.
    ("/pivotCache/", "rows behind a pivot table", "pivot_cache"),
    ("/externalLinks/", "values copied from other workbooks", "external_values"),
    ("/revisions/", "tracked changes", "tracked_changes"),
];

/// Reads a package that has a table of content types.
pub(super) fn read(mut package: Package<'_>, parts: &mut Parts) -> Result {
    properties::read(&mut package, parts)?;
    let sheets = sheets::read(&mut package, parts)?;
    let mut any = !sheets.is_empty();
    for path in package.names() {
        if sheets.contains(&path) || path == "[Content_Types].xml" || LOOKS.iter().any(|looks| path.contains(looks)) {
            continue;
        }
        let bytes = package.get(&path, parts)?.ok_or(FileError::Damaged)?;
        any |= path.starts_with("word/") || path.starts_with("ppt/");
        read_entry(&path, &bytes, parts)?;
    }
    if any { Ok(()) } else { Err(FileError::Unknown) }
}

fn read_entry(path: &str, bytes: &[u8], parts: &mut Parts) -> Result {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    if path.starts_with("docProps/") && ends(&[".xml"]) {
        return Ok(());
    }
    if ends(&[".rels"]) {
        return properties::links(bytes, parts);
    }
    if ends(&[".xml", ".vml"]) {
        let unseen = UNSEEN.iter().find(|(piece, ..)| path.contains(piece)).map(|(_, part, kind)| (*part, *kind));
        let result = walk::read(&part_name(path, name), unseen, bytes, parts);
        // Drawings in VML may be written as HTML is, with elements that do not end.
        return match result {
            Err(FileError::Damaged) if ends(&[".vml"]) => Ok(()),
            result => result,
        };
    }
    if image::is_image(bytes) {
        return read_nested(&format!("picture {name}"), name, bytes, parts);
    }
    match path.contains("/embeddings/") {
        true => read_nested(&format!("file inside {name}"), name, bytes, parts),
        false => parts.unreadable(name),
    }
}

/// What to call a part: the main text `text`, others by their file: `footnotes`, `slide3`.
fn part_name(path: &str, name: &str) -> String {
    match path {
        "word/document.xml" => "text".to_owned(),
        _ => name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned(),
    }
}

/// The text of every element of a document that has no children, by its name.
fn leaves(bytes: &[u8], mut visit: impl FnMut(&str, &str) -> Result) -> Result {
    let mut text = String::new();
    xml::walk(bytes, |step| {
        match step {
            xml::Step::Start(_) => text.clear(),
            xml::Step::Text(more) => text.push_str(more),
            xml::Step::End(name) => {
                visit(name, &text)?;
                text.clear();
            }
        }
        Ok(())
    })
}
