//! One part of a document or presentation: what readers see of it, and what they do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::screen::files::parts::{Parts, Result};
use crate::screen::files::xml::{self, Element, Step};

/// Elements whose text is a measure or an image in code.
const MEASURES: &[&str] = &["posOffset", "align", "pctWidth", "pctHeight", "binData", "formatCode", "f", "idx", "id"];

/// Attributes that name who did something.
const AUTHORS: &[&str] = &["author", "userId", "displayName", "userName", "refreshedBy", "lastModifiedBy"];

/// Elements of tracked changes (ECMA-376-1, 17.13.5).
const CHANGES: &[&str] = &[
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "cellIns",
    "cellDel",
    "cellMerge",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
];

/// The name of a part that readers do not see, and its kind.
type Unseen = (&'static str, &'static str);

const TRACKED: Unseen = ("tracked changes", "tracked_changes");

/// Reads a part. `unseen` says that readers see nothing of it.
pub(super) fn read(name: &str, unseen: Option<Unseen>, bytes: &[u8], parts: &mut Parts) -> Result {
    let mut walk = Walk::default();
    xml::walk(bytes, |step| {
        match step {
            Step::Start(element) => walk.start(element, unseen.is_some()),
            Step::Text(text) => walk.text(text),
            Step::End(name) => walk.end(name),
        }
        Ok(())
    })?;
    walk.report(name, unseen, parts)
}

#[derive(Default)]
struct Walk {
    /// Elements around the place.
    open: Vec<String>,
    /// Those that hide what is in them, by their depth.
    hiding: Vec<(usize, Unseen)>,
    seen: String,
    hidden: BTreeMap<Unseen, String>,
    authors: BTreeSet<String>,
    alt: String,
    /// The whole part is a slide that is not shown.
    skipped: bool,
}

impl Walk {
    fn start(&mut self, element: &Element<'_>, values: bool) {
        let name = element.name();
        self.open.push(name.to_owned());
        for (key, value) in element.attributes() {
            let author = AUTHORS.contains(&key.as_str()) || (key == "name" && matches!(name, "cmAuthor" | "author"));
            match key.as_str() {
                _ if author && !value.trim().is_empty() && value != "None" => _ = self.authors.insert(value),
                "descr" | "alt" => self.describe(&value),
                "title" if name.ends_with("NvPr") || name == "docPr" => self.describe(&value),
                // Rows behind a pivot table stand in attributes.
                "v" if values => self.line(&value),
                "show" if name == "sld" => self.skipped = matches!(value.as_str(), "0" | "false"),
                "val" if matches!(name, "docVar" | "query" | "connectString") => {
                    let unseen = ("document variables", "document_variables");
                    self.hidden.entry(unseen).or_default().push_str(&format!("{value}\n"));
                }
                _ => {}
            }
        }
        self.hide(name, element);
        match name {
            "tab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            _ => {}
        }
    }

    /// Notes whether an element hides something.
    fn hide(&mut self, name: &str, element: &Element<'_>) {
        let depth = self.open.len();
        if CHANGES.contains(&name) {
            self.hidden.entry(TRACKED).or_default();
            self.hiding.push((depth, TRACKED));
        }
        let run = depth.checked_sub(3).and_then(|at| self.open.get(at)).is_some_and(|name| name == "r");
        let off = element.get("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"));
        let hiding = (depth.saturating_sub(2), ("hidden text", "hidden_text"));
        // Once is enough, however often a file says it.
        if name == "vanish" && run && !off && self.hiding.last() != Some(&hiding) {
            self.hiding.push(hiding);
        }
    }

    fn text(&mut self, text: &str) {
        let Some(name) = self.open.last() else { return };
        if MEASURES.contains(&name.as_str()) {
            return;
        }
        match name.as_str() {
            "author" => _ = self.authors.insert(text.trim().to_owned()),
            "t" | "delText" => self.push(text),
            // Others do not stand in lines; between them there is white space.
            _ if !text.trim().is_empty() => self.line(text),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "tr" | "row" | "si" | "text" => self.push("\n"),
            "tc" => self.push("\t"),
            _ => {}
        }
        let depth = self.open.len();
        self.hiding.retain(|(at, _)| *at != depth);
        self.open.pop();
    }

    fn line(&mut self, text: &str) {
        self.push(text);
        self.push("\n");
    }

    fn push(&mut self, text: &str) {
        match self.hiding.last() {
            Some((_, unseen)) => self.hidden.entry(*unseen).or_default().push_str(text),
            None => self.seen.push_str(text),
        }
    }

    fn describe(&mut self, text: &str) {
        self.alt.push_str(text.trim());
        self.alt.push('\n');
    }

    fn report(self, name: &str, unseen: Option<Unseen>, parts: &mut Parts) -> Result {
        let unseen = unseen.map(|(part, kind)| (part.to_owned(), kind));
        let skipped = self.skipped.then(|| (format!("slide hidden {name}"), "hidden_slide"));
        match unseen.or(skipped) {
            Some((part, kind)) if !self.seen.trim().is_empty() => parts.hidden(&part, kind, &self.seen)?,
            Some(_) => {}
            None => parts.text(name, &self.seen)?,
        }
        for ((part, kind), text) in &self.hidden {
            parts.hidden(part, kind, text)?;
        }
        for author in &self.authors {
            parts.author("author of changes or comments", author)?;
        }
        parts.alt_text(&self.alt)
    }
}
