//! HTML that needs no escaping any more. There are two ways to it: from Markdown, and from our own charts.

use std::fmt;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// HTML that is safe in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

/// Begins of addresses that a text may link to.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

impl Html {
    /// A text of a record, CommonMark. It comes from anybody: HTML in it is shown as text, pictures are their
    /// descriptions, links lead to the web or to mail only, and headings begin at `level` (2 to 6), below the page's own.
    pub fn markdown(text: &str, level: u8) -> Self {
        let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
        let mut page = String::with_capacity(text.len() * 2);
        html::push_html(&mut page, parser.map(|event| harmless(event, level)));
        Self(page)
    }

    /// A drawing that this program made. Never anything from outside.
    pub fn drawing(svg: String) -> Self {
        Self(svg)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

fn harmless(event: Event<'_>, level: u8) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: allowed(dest_url), title, id })
        }
        Event::Start(Tag::Heading { level: own, .. }) => {
            Event::Start(Tag::Heading { level: lower(own, level), id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(own)) => Event::End(TagEnd::Heading(lower(own, level))),
        other => other,
    }
}

/// An address elsewhere that may be linked to; any other becomes this page.
fn allowed(address: CowStr<'_>) -> CowStr<'_> {
    let start: String = address.chars().take(8).collect::<String>().to_ascii_lowercase();
    if SCHEMES.iter().any(|scheme| start.starts_with(scheme)) { address } else { CowStr::Borrowed("#") }
}

fn lower(own: pulldown_cmark::HeadingLevel, level: u8) -> pulldown_cmark::HeadingLevel {
    let wanted = (own as usize + usize::from(level.saturating_sub(1))).clamp(2, 6);
    pulldown_cmark::HeadingLevel::try_from(wanted).unwrap_or(pulldown_cmark::HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_act() {
        let hostile = "# Title\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](JaVaScRiPt:x) \
                       ![c](https://elsewhere.example/x.png) <b onclick=x>d</b> [e](data:text/html,x)\n\n\
                       <img src=x onerror=alert(1)>\n\n[f](https://example.eu/ \"a\\\"b\")";
        let page = Html::markdown(hostile, 3).to_string().to_lowercase();
        for bad in ["<script", "<img", "<b ", "javascript:", "data:", "src=\"https"] {
            assert!(!page.contains(bad), "{bad} in {page}");
        }
        assert!(page.contains("<h3>title</h3>") && page.contains("href=\"https://example.eu/\""), "{page}");
    }
}
