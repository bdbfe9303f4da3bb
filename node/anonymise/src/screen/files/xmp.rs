//! XMP (ISO 16684-1): properties as XML, in pictures and PDF files.

use super::FileError;
use super::parts::{Parts, Result};
use super::xml::{self, Step};

/// Properties that name a person.
const PERSONS: &[&str] = &[
    "creator",
    "Author",
    "OwnerName",
    "CameraOwnerName",
    "CaptionWriter",
    "contributor",
    "Owner",
    "PersonInImage",
    "PersonName",
    "lastModifiedBy",
    "Manager",
];

/// Properties with the number of a device.
const SERIALS: &[&str] = &["SerialNumber", "BodySerialNumber", "LensSerialNumber", "CameraSerialNumber"];

/// Properties with a place.
const PLACES: &[&str] = &["GPSLatitude", "GPSLongitude", "GPSDestLatitude", "GPSDestLongitude"];

/// Names of pieces of structure, under which the property itself stands.
const STRUCTURE: &[&str] = &["Bag", "Seq", "Alt", "li", "Description", "RDF", "xmpmeta", "xpacket"];

/// Reads a packet. One that is damaged or not closed is said to be unreadable.
pub(super) fn read(bytes: &[u8], parts: &mut Parts) -> Result {
    let end = bytes.iter().rposition(|byte| !matches!(byte, 0 | b' ' | b'\n' | b'\r')).map_or(0, |at| at + 1);
    let mut open: Vec<String> = Vec::new();
    let result = xml::walk(bytes.get(..end).unwrap_or_default(), |step| {
        match step {
            Step::Start(element) => {
                open.push(element.name().to_owned());
                for (name, value) in element.attributes() {
                    property(&name, &value, parts)?;
                }
            }
            Step::Text(text) if !text.trim().is_empty() => {
                let name = open.iter().rev().find(|name| !STRUCTURE.contains(&name.as_str()));
                property(name.map_or("", String::as_str), text, parts)?;
            }
            Step::Text(_) => {}
            Step::End(_) => _ = open.pop(),
        }
        Ok(())
    });
    match result {
        Err(FileError::Damaged) => parts.unreadable("XMP metadata"),
        result => result,
    }
}

fn property(name: &str, value: &str, parts: &mut Parts) -> Result {
    let part = format!("property {name}");
    let code = name.ends_with("ID") || name.ends_with("Date") || matches!(name, "about" | "lang" | "when" | "resource");
    let link = value.starts_with("http://") && !value.contains(' ');
    match name {
        _ if PERSONS.contains(&name) => parts.author(&part, value),
        _ if SERIALS.contains(&name) => parts.hidden(&part, "camera_serial", value),
        _ if PLACES.contains(&name) => parts.hidden(&part, "gps", value),
        // Identifiers of versions, times, and the namespaces that properties come from.
        _ if code || link => Ok(()),
        _ => parts.text(&part, value),
    }
}
