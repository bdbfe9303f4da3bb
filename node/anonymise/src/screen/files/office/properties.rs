//! Properties of a package, and its links to the outside.

use super::leaves;
use crate::screen::files::package::Package;
use crate::screen::files::parts::{Parts, Result};
use crate::screen::files::xml::{self, Step};

/// Properties that name a person.
const PERSONS: &[&str] = &["creator", "lastModifiedBy", "Manager"];

/// Properties that are words.
const WORDS: &[&str] = &[
    "title",
    "subject",
    "description",
    "keywords",
    "category",
    "contentStatus",
    "identifier",
    "Company",
    "Template",
    "HyperlinkBase",
    "lpstr",
    "lpwstr",
];

/// Custom properties that name a person, as programs offer them.
const CUSTOM_PERSONS: &[&str] =
    &["author", "checked by", "client", "editor", "owner", "recorded by", "typist", "forward to", "reviewer"];

/// Reads the core, extended and custom properties.
pub(super) fn read(package: &mut Package<'_>, parts: &mut Parts) -> Result {
    for path in ["docProps/core.xml", "docProps/app.xml"] {
        let Some(bytes) = package.get(path, parts)? else { continue };
        leaves(&bytes, |name, value| match name {
            "lastModifiedBy" | "creator" | "Manager" => parts.author(&format!("property {name}"), value),
            _ if WORDS.contains(&name) => parts.text(&format!("property {name}"), value),
            _ => Ok(()),
        })?;
    }
    match package.get("docProps/custom.xml", parts)? {
        Some(bytes) => custom(&bytes, parts),
        None => Ok(()),
    }
}

fn custom(bytes: &[u8], parts: &mut Parts) -> Result {
    let (mut name, mut value) = (String::new(), String::new());
    xml::walk(bytes, |step| {
        match step {
            Step::Start(element) if element.name() == "property" => {
                name = element.get("name").unwrap_or_default();
                value.clear();
            }
            Step::Text(more) => value.push_str(more),
            Step::End("property") => {
                let person = CUSTOM_PERSONS.contains(&name.to_lowercase().as_str()) || PERSONS.contains(&name.as_str());
                match person {
                    true => parts.author(&format!("property {name}"), &value)?,
                    false => parts.text("custom property", &format!("{name}: {}", value.trim()))?,
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// Reads where a part links to, outside its package: web and mail addresses, and files on the author's computer.
pub(super) fn links(bytes: &[u8], parts: &mut Parts) -> Result {
    xml::walk(bytes, |step| match step {
        Step::Start(element) if element.get("TargetMode").is_some_and(|mode| mode == "External") => {
            parts.text("link", &element.get("Target").unwrap_or_default())
        }
        _ => Ok(()),
    })
}
