//! What a file carries beside its pages: properties, notes, forms, descriptions, links, attached files, pictures.

use std::borrow::Cow;

use super::document::Document;
use super::object::{Dict, Object};
use crate::read::{Encoding, decode};
use crate::screen::files::parts::{Parts, Result};
use crate::screen::files::{read_nested, text_of, xmp};

/// Notes on a page (ISO 32000-1, table 169), without links, fields and what only draws.
const NOTES: &[&[u8]] = &[
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Popup",
    b"FileAttachment",
    b"Sound",
    b"Redact",
];

/// Properties that are no words.
const CODES: &[&[u8]] = &[b"CreationDate", b"ModDate", b"Trapped", b"Producer", b"PTEX.Fullbanner"];

/// Reads all of it.
pub(super) fn read(document: &Document<'_>, parts: &mut Parts) -> Result {
    if let Some(info) = document.info() {
        properties(document, info, parts)?;
    }
    for (number, object) in document.objects() {
        values(document, object, parts)?;
        if let Object::Dict(dict) = object {
            stream(document, number, dict, parts)?;
        }
    }
    Ok(())
}

fn properties(document: &Document<'_>, info: &Dict, parts: &mut Parts) -> Result {
    for (key, value) in info {
        let Some(Object::Text(value)) = document.resolve(value) else { continue };
        let part = format!("property {}", String::from_utf8_lossy(key));
        match key.as_slice() {
            b"Author" | b"Manager" | b"LastModifiedBy" => parts.author(&part, &words(value))?,
            _ if CODES.contains(&key.as_slice()) => {}
            _ => parts.text(&part, &words(value))?,
        }
    }
    Ok(())
}

/// Looks at an object and all in it; how deep that goes was bounded when it was read.
fn values(document: &Document<'_>, object: &Object, parts: &mut Parts) -> Result {
    match object {
        Object::Array(items) => items.iter().try_for_each(|item| values(document, item, parts)),
        Object::Dict(dict) => {
            dictionary(document, dict, parts)?;
            dict.values().try_for_each(|value| values(document, value, parts))
        }
        _ => Ok(()),
    }
}

fn dictionary(document: &Document<'_>, dict: &Dict, parts: &mut Parts) -> Result {
    let text = |key: &[u8]| match document.get(dict, key) {
        Some(Object::Text(text)) => Some(words(text)),
        _ => None,
    };
    let note = NOTES.iter().any(|note| document.is(dict, b"Subtype", note));
    if note {
        for key in [b"Contents".as_slice(), b"RC", b"Subj", b"OverlayText"] {
            if let Some(words) = text(key).filter(|words| !words.trim().is_empty()) {
                parts.hidden("comments", "comments", &words)?;
            }
        }
        if let Some(author) = text(b"T").filter(|author| !author.trim().is_empty()) {
            parts.author("author of comments", &author)?;
        }
    } else if let Some(words) = text(b"Alt").or_else(|| text(b"Contents")) {
        // A link or field has its description there.
        parts.alt_text(&words)?;
    }
    if let Some(words) = text(b"ActualText") {
        parts.text("replacement text", &words)?;
    }
    if let Some(link) = text(b"URI") {
        parts.text("link", &link)?;
    }
    let field = dict.contains_key(b"FT".as_slice()) || document.is(dict, b"Subtype", b"Widget");
    if field && let Some(value) = text(b"V").or_else(|| text(b"DV")) {
        parts.text("form field", &value)?;
    }
    if dict.contains_key(b"EF".as_slice())
        && let Some(name) = text(b"UF").or_else(|| text(b"F"))
    {
        parts.text("name of an attached file", &name)?;
    }
    Ok(())
}

fn stream(document: &Document<'_>, number: u32, dict: &Dict, parts: &mut Parts) -> Result {
    let metadata = document.is(dict, b"Type", b"Metadata") || document.is(dict, b"Subtype", b"XML");
    if metadata {
        return match document.decode(number, parts)? {
            Some(bytes) => xmp::read(&bytes, parts),
            None => parts.unreadable("XMP metadata"),
        };
    }
    if document.is(dict, b"Type", b"EmbeddedFile") {
        parts.hidden("attached file", "attached_file", "")?;
        return match document.decode(number, parts)? {
            Some(bytes) => read_nested("attached file", "", &bytes, parts),
            None => parts.unreadable("attached file"),
        };
    }
    let jpeg = document.is(dict, b"Subtype", b"Image") && document.filters(dict) == [b"DCTDecode"];
    match document.raw(number).filter(|_| jpeg) {
        Some(bytes) => read_nested(&format!("picture {number}"), "", bytes, parts),
        None => Ok(()),
    }
}

/// The words of a text (ISO 32000-1, 7.9.2.2); its own encoding differs from Windows-1252 in some signs only.
fn words(text: &[u8]) -> Cow<'_, str> {
    text_of(text).unwrap_or_else(|_| decode(text, Encoding::Windows1252))
}
