//! OpenDocument (ISO/IEC 26300): texts, spreadsheets, presentations, drawings.

use std::collections::{BTreeMap, BTreeSet};

use super::package::Package;
use super::parts::{Parts, Result, short};
use super::xml::{self, Element, Step};
use super::{FileError, MAX_UNPACKED_BYTES, image, read_nested};

/// Elements of the properties that name a person.
const PERSONS: &[&str] = &["initial-creator", "creator", "printed-by"];

/// The name of a part that readers do not see, and its kind.
type Unseen = (&'static str, &'static str);

/// Elements that hide what is in them.
const HIDING: &[(&str, Unseen)] = &[
    ("tracked-changes", ("tracked changes", "tracked_changes")),
    ("annotation", ("comments", "comments")),
    ("notes", ("speaker notes", "speaker_notes")),
    ("hidden-text", ("hidden text", "hidden_text")),
    ("hidden-paragraph", ("hidden text", "hidden_text")),
];

/// Reads a package whose first entry says what it is.
pub(super) fn read(mut package: Package<'_>, parts: &mut Parts) -> Result {
    if let Some(manifest) = package.get("META-INF/manifest.xml", parts)? {
        xml::walk(&manifest, |step| match step {
            Step::Start(element) if element.name() == "encryption-data" => Err(FileError::Encrypted),
            _ => Ok(()),
        })?;
    }
    for path in package.names() {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let looks = ["mimetype", "settings.xml", "manifest.xml", "manifest.rdf"].contains(&name)
            || ["Thumbnails/", "Configurations2/", "Fonts/"].iter().any(|folder| path.starts_with(folder));
        if looks {
            continue;
        }
        let bytes = package.get(&path, parts)?.ok_or(FileError::Damaged)?;
        match name {
            "meta.xml" => properties(&bytes, parts)?,
            "content.xml" => content("text", &bytes, parts)?,
            "styles.xml" => content("headers and footers", &bytes, parts)?,
            _ if name.ends_with(".xml") => content(name, &bytes, parts)?,
            _ if image::is_image(&bytes) => read_nested(&format!("picture {name}"), name, &bytes, parts)?,
            _ => parts.unreadable(name)?,
        }
    }
    Ok(())
}

fn properties(bytes: &[u8], parts: &mut Parts) -> Result {
    let (mut name, mut value) = (String::new(), String::new());
    xml::walk(bytes, |step| {
        match step {
            Step::Start(element) => {
                value.clear();
                name = element.get("name").unwrap_or_default();
            }
            Step::Text(text) => value.push_str(text),
            Step::End(end) => {
                match end {
                    _ if PERSONS.contains(&end) => parts.author(&format!("property {end}"), &value)?,
                    "title" | "subject" | "description" | "keyword" | "template" => {
                        parts.text(&format!("property {end}"), &value)?;
                    }
                    "user-defined" if !value.is_empty() => {
                        parts.text("custom property", &format!("{name}: {}", value.trim()))?;
                    }
                    _ => {}
                }
                value.clear();
            }
        }
        Ok(())
    })
}

fn content(name: &str, bytes: &[u8], parts: &mut Parts) -> Result {
    let mut content = Content::default();
    xml::walk(bytes, |step| match step {
        Step::Start(element) => content.start(element),
        Step::Text(text) => content.text(text),
        Step::End(name) => {
            content.end(name);
            Ok(())
        }
    })?;
    content.report(name, parts)
}

#[derive(Default)]
struct Content {
    open: Vec<String>,
    /// Elements that hide what is in them, by their depth.
    hiding: Vec<(usize, (String, &'static str))>,
    /// Names of styles whose tables or pages are not shown.
    invisible: BTreeSet<String>,
    /// The style that is being declared.
    style: String,
    seen: String,
    hidden: BTreeMap<(String, &'static str), String>,
    authors: BTreeSet<String>,
    alt: String,
    links: BTreeSet<String>,
}

impl Content {
    fn start(&mut self, element: &Element<'_>) -> Result {
        let name = element.name();
        self.open.push(name.to_owned());
        let value = |key: &str| element.get(key).unwrap_or_default();
        match name {
            "style" => self.style = value("name"),
            "table-properties" if value("display") == "false" => _ = self.invisible.insert(self.style.clone()),
            "drawing-page-properties" if value("visibility") == "hidden" => {
                self.invisible.insert(self.style.clone());
            }
            "text-properties" if value("display") == "none" => _ = self.invisible.insert(self.style.clone()),
            "tab" => self.push("\t")?,
            "s" | "line-break" => self.push(" ")?,
            "a" => _ = self.links.insert(value("href")),
            _ => {}
        }
        if let Some(unseen) = self.hides(name, element) {
            if unseen.1 == "tracked_changes" {
                self.hidden.entry(unseen.clone()).or_default();
            }
            self.hiding.push((self.open.len(), unseen));
        }
        if name.starts_with("hidden-") {
            self.push(&value("string-value"))?;
        }
        Ok(())
    }

    /// What kind of hiding an element does, if any.
    fn hides(&self, name: &str, element: &Element<'_>) -> Option<(String, &'static str)> {
        if let Some((_, (part, kind))) = HIDING.iter().find(|(hiding, _)| *hiding == name) {
            return Some(((*part).to_owned(), kind));
        }
        let styled = || element.get("style-name").is_some_and(|style| self.invisible.contains(&style));
        let named = || short(&element.get("name").unwrap_or_default()).to_owned();
        match name {
            "table" if styled() => Some((format!("sheet hidden \"{}\"", named()), "hidden_sheet")),
            "page" if styled() => Some((format!("slide hidden \"{}\"", named()), "hidden_slide")),
            "span" | "p" | "h" if styled() => Some(("hidden text".to_owned(), "hidden_text")),
            "section" if element.get("display").is_some_and(|display| display != "true") => {
                Some(("hidden section".to_owned(), "hidden_text"))
            }
            "table-row" | "table-column" | "table-row-group" if collapsed(element) => {
                Some(("hidden rows and columns".to_owned(), "hidden_cells"))
            }
            _ => None,
        }
    }

    fn text(&mut self, text: &str) -> Result {
        match self.open.last().map(String::as_str) {
            Some("creator" | "author-name") => _ = self.authors.insert(text.trim().to_owned()),
            Some("title" | "desc") => {
                self.alt.push_str(text.trim());
                self.alt.push('\n');
            }
            Some("date" | "creator-initials") if !self.hiding.is_empty() => {}
            Some(_) => self.push(text)?,
            None => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        let mark = match name {
            "p" | "h" | "table-row" | "list-item" => "\n",
            "table-cell" => "\t",
            _ => "",
        };
        // The bound is looked at with the next text.
        self.target().push_str(mark);
        let depth = self.open.len();
        self.hiding.retain(|(at, _)| *at != depth);
        self.open.pop();
    }

    fn target(&mut self) -> &mut String {
        match self.hiding.last() {
            Some((_, unseen)) => self.hidden.entry(unseen.clone()).or_default(),
            None => &mut self.seen,
        }
    }

    fn push(&mut self, text: &str) -> Result {
        let target = self.target();
        target.push_str(text);
        if target.len() > MAX_UNPACKED_BYTES { Err(FileError::TooLarge) } else { Ok(()) }
    }

    fn report(self, name: &str, parts: &mut Parts) -> Result {
        parts.text(name, &self.seen)?;
        for ((part, kind), text) in &self.hidden {
            let counts = !text.trim().is_empty() || *kind == "tracked_changes";
            if counts {
                parts.hidden(part, kind, text)?;
            }
        }
        for author in &self.authors {
            parts.author("author of changes or comments", author)?;
        }
        for link in &self.links {
            parts.text("link", link)?;
        }
        parts.alt_text(&self.alt)
    }
}

fn collapsed(element: &Element<'_>) -> bool {
    element.get("visibility").is_some_and(|visibility| visibility != "visible")
        || element.get("display").is_some_and(|display| display == "false")
}
