//! HTML: its text, and what is written in it unseen. Styles are not applied: what they hide counts as seen.

use super::parts::{Parts, Result};
use super::xml::unescaped;

/// Elements within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];

/// Reads a page.
pub(super) fn read(text: &str, parts: &mut Parts) -> Result {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, behind) = rest.split_at(at);
        page.seen.push_str(before);
        rest = page.markup(behind, parts)?;
    }
    page.seen.push_str(rest);
    parts.text("text", &unescaped(&page.seen))?;
    if !page.comments.trim().is_empty() {
        parts.hidden("comments", "comments", &unescaped(&page.comments))?;
    }
    parts.alt_text(&unescaped(&page.alt))
}

#[derive(Default)]
struct Page {
    seen: String,
    comments: String,
    alt: String,
}

impl Page {
    /// Reads one piece of markup; returns what stands behind it.
    fn markup<'a>(&mut self, text: &'a str, parts: &mut Parts) -> Result<&'a str> {
        if let Some(comment) = text.strip_prefix("<!--") {
            let (comment, rest) = comment.split_once("-->").unwrap_or((comment, ""));
            self.comments.push_str(comment);
            self.comments.push('\n');
            return Ok(rest);
        }
        let begins = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !begins {
            self.seen.push('<');
            return Ok(&text[1..]);
        }
        let end = tag_end(text);
        let tag = text[1..end].trim_end_matches('>').trim_end_matches('/');
        let rest = &text[end..];
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if !INLINE.contains(&name.as_str()) {
            self.seen.push('\n');
        }
        self.attributes(&name, tag, parts)?;
        match name.as_str() {
            "style" if !tag.starts_with('/') => Ok(rest.find("</").map_or("", |at| &rest[at..])),
            _ => Ok(rest),
        }
    }

    fn attributes(&mut self, name: &str, tag: &str, parts: &mut Parts) -> Result {
        let attributes = attributes(tag);
        let get = |key: &str| attributes.iter().find(|(known, _)| known == key).map(|(_, value)| *value);
        for key in ["alt", "title", "aria-label"] {
            if let Some(value) = get(key) {
                self.alt.push_str(value);
                self.alt.push('\n');
            }
        }
        if let Some(link) = get("href") {
            parts.text("link", &unescaped(link))?;
        }
        if let ("input", Some(value)) = (name, get("value")) {
            parts.text("form field", &unescaped(value))?;
        }
        let (Some(content), "meta") = (get("content"), name) else { return Ok(()) };
        let property = get("name").or_else(|| get("property")).unwrap_or_default().to_ascii_lowercase();
        match property.as_str() {
            "author" | "dc.creator" | "dcterms.creator" | "article:author" | "twitter:creator" => {
                parts.author("property author", &unescaped(content))
            }
            "viewport" | "generator" | "" => Ok(()),
            _ => parts.text(&format!("property {property}"), &unescaped(content)),
        }
    }
}

/// Where a tag ends, behind its `>`; one in quotes does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed: the tag ends where it would without.
    text.find('>').map_or(text.len(), |at| at + 1)
}

/// Names, in small letters, and values of the attributes of a tag.
fn attributes(tag: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let key = rest[..at].trim_end().rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'));
        let key = key.into_iter().next().unwrap_or_default().to_ascii_lowercase();
        let behind = rest[at + 1..].trim_start();
        let (value, after) = match behind.chars().next() {
            Some(quote @ ('"' | '\'')) => behind[1..].split_once(quote).unwrap_or((&behind[1..], "")),
            _ => {
                let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
                behind.split_at(end)
            }
        };
        found.push((key, value));
        rest = after;
    }
    found
}
