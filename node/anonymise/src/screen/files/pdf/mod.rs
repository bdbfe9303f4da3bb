//! PDF (ISO 32000-1): properties, notes, attached files, and the text of pages.
//!
//! The table of objects in a file may lie, and says nothing in a damaged one: objects are found by reading the file
//! from its beginning, the last of a number being the one that counts. Each object is decoded and followed once, so
//! cycles end by themselves.

mod carried;
mod document;
mod filter;
mod font;
mod object;
mod page;
mod unicode;

use std::collections::BTreeSet;

use super::FileError;
use super::parts::{Parts, Result};
use document::Document;
use object::{Dict, Object};

/// Where the end of a file is looked for, in bytes (ISO 32000-1, annex H, implementation note 18, and some more).
const END: usize = 4096;

/// Reads a file.
pub(super) fn read(bytes: &[u8], parts: &mut Parts) -> Result {
    let document = Document::open(bytes, parts)?;
    let end = bytes.get(bytes.len().saturating_sub(END)..).unwrap_or(bytes);
    if !end.windows(9).any(|window| window == b"startxref") {
        return Err(FileError::Damaged);
    }
    carried::read(&document, parts)?;
    if document.revised() {
        parts.unreadable("earlier versions of the file")?;
    }
    pages(&document, parts)
}

/// Reads all pages in their order, then those that no reader is shown.
fn pages(document: &Document<'_>, parts: &mut Parts) -> Result {
    let mut reader = page::Reader::new(document);
    let mut seen = BTreeSet::new();
    let root = document.root().and_then(|root| root.get(b"Pages".as_slice())).ok_or(FileError::Damaged)?;
    let mut waiting: Vec<(&Object, Option<&Dict>)> = vec![(root, None)];
    let mut count = 0;
    while let Some((node, inherited)) = waiting.pop() {
        if let Object::Reference(number) = node
            && !seen.insert(*number)
        {
            continue;
        }
        let dict = document.dict(node).ok_or(FileError::Damaged)?;
        let resources = document.dict_at(dict, b"Resources").or(inherited);
        match document.array_at(dict, b"Kids") {
            Some(kids) => waiting.extend(kids.iter().rev().map(|kid| (kid, resources))),
            None => {
                count += 1;
                reader.page(dict, resources, parts)?.report(&format!("page {count}"), false, parts)?;
            }
        }
    }
    for (number, object) in document.objects() {
        let Object::Dict(dict) = object else { continue };
        if document.is(dict, b"Type", b"Page") && !seen.contains(&number) {
            let resources = document.dict_at(dict, b"Resources");
            reader.page(dict, resources, parts)?.report("page that is not shown", true, parts)?;
        }
    }
    if count == 0 { Err(FileError::Damaged) } else { Ok(()) }
}
