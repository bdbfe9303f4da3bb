//! Records for people: Markdown and HTML.

use askama::Template;

use super::RecordExport;
use super::view::{Facts, Section, View};
use crate::error::ExportError;
use crate::html::{STYLE, render};
use crate::markdown::{escaped, prose, table};
use crate::words::Words;

#[derive(Template)]
#[template(path = "record.html")]
struct Page {
    style: &'static str,
    words: &'static Words,
    view: View,
}

/// A record as a page of HTML.
pub(super) fn html(export: &RecordExport<'_>) -> Result<String, ExportError> {
    let view = View::of(export);
    render(&Page { style: STYLE, words: view.words, view })
}

/// A record as Markdown, in the best language; it says in which others its texts are.
pub(super) fn markdown(export: &RecordExport<'_>) -> String {
    let view = View::of(export);
    let words = view.words;
    let mut out = format!("# {}\n\n{}\n\n", escaped(&view.title), view.kind);
    for notice in &view.notices {
        out.push_str(&format!("**{}**\n\n", escaped(notice)));
    }
    facts(&mut out, &view.facts);
    for section in &view.before {
        text(&mut out, section, words);
    }
    for figures in &view.tables {
        out.push_str(&format!("## {}\n\n", escaped(&figures.title)));
        table(&mut out, figures);
        out.push('\n');
    }
    for section in &view.after {
        text(&mut out, section, words);
    }
    titled(&mut out, words.sources, &view.source);
    let name = |file: &[String; 4]| {
        format!("- {} ({}, {}), SHA-256 {}\n", escaped(&file[0]), escaped(&file[1]), file[2], file[3])
    };
    if !view.attachments.is_empty() {
        out.push_str(&format!("## {}\n\n", words.attachments));
        out.extend(view.attachments.iter().map(name));
        out.push('\n');
    }
    titled(&mut out, words.signature, &view.signature);
    titled(&mut out, words.versions, &view.versions);
    out.push_str(&format!("## {}\n\n{}\n\n{}\n", words.cite, escaped(&view.cite), words.generated));
    out
}

fn titled(out: &mut String, heading: &str, list: &Facts) {
    if !list.is_empty() {
        out.push_str(&format!("## {heading}\n\n"));
        facts(out, list);
    }
}

fn facts(out: &mut String, facts: &Facts) {
    for (name, value) in facts {
        out.push_str(&format!("- {name}: {}\n", escaped(value)));
    }
    if !facts.is_empty() {
        out.push('\n');
    }
}

fn text(out: &mut String, section: &Section, words: &Words) {
    out.push_str(&format!("## {}\n\n", section.heading));
    prose(out, &section.blocks);
    if !section.others.is_empty() {
        let langs: Vec<&str> = section.others.iter().map(|(lang, _)| lang.as_str()).collect();
        out.push_str(&format!("({}: {})\n\n", words.also_in, langs.join(", ")));
    }
}
