//! HTML that needs no escaping any more. There are two ways to it: from Markdown, and from our own charts.

use std::fmt;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::phrase::turns;

/// HTML that is safe in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

/// Begins of addresses that a text may link to.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Quotations and lists within each other: more than a text for people has, and what browsers lay out with ease.
const DEPTH: usize = 24;

impl Html {
    /// A text of a record, CommonMark. It comes from anybody: HTML in it is shown as text, pictures are their
    /// descriptions, links lead to the web or to mail only, and headings begin at `level` (2 to 6), below the page's own.
    pub fn markdown(text: &str, level: u8) -> Self {
        Self::bounded_markdown(text, level, usize::MAX).0
    }

    /// As [`Self::markdown`], up to about so many bytes of HTML; with whether that is all of it. A short text may make a
    /// long page: a row of a table has all the cells of its head. Also what is nested too deep ends the text.
    pub fn bounded_markdown(text: &str, level: u8, bytes: usize) -> (Self, bool) {
        let straight: String = text.chars().filter(|c| !turns(*c)).collect();
        let parser = Parser::new_ext(&straight, Options::ENABLE_TABLES);
        let (mut events, mut open, mut left, mut whole) = (Vec::new(), Vec::new(), bytes, true);
        let mut outline = Outline { level, open: Vec::new() };
        for event in parser.map(|event| harmless(event, &mut outline)) {
            let cost = cost(&event);
            if cost > left || open.len() > DEPTH {
                whole = false;
                break;
            }
            left -= cost;
            match &event {
                Event::Start(tag) => open.push(tag.to_end()),
                Event::End(_) => {
                    open.pop();
                }
                _ => {}
            }
            events.push(event);
        }
        events.extend(open.into_iter().rev().map(Event::End));
        let mut page = String::with_capacity(text.len().min(bytes).saturating_mul(2));
        html::push_html(&mut page, events.into_iter());
        (Self(page), whole)
    }

    /// Bytes.
    pub fn len(&self) -> usize {
        self.0.len()
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

/// About how many bytes an event is as HTML, opening and closing together.
fn cost(event: &Event<'_>) -> usize {
    let escaped = |text: &str| text.len() + text.bytes().filter(|byte| b"<>&\"'".contains(byte)).count() * 5;
    match event {
        Event::Text(text) | Event::Code(text) => 16 + escaped(text),
        Event::Start(Tag::Link { dest_url, title, .. }) => 32 + dest_url.len() * 3 + escaped(title),
        Event::End(_) => 0,
        _ => 24,
    }
}

fn harmless<'a>(event: Event<'a>, outline: &mut Outline) -> Event<'a> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: allowed(dest_url), title, id })
        }
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level: outline.enter(level), id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(outline.here())),
        other => other,
    }
}

/// An address elsewhere that may be linked to; any other becomes this page.
fn allowed(address: CowStr<'_>) -> CowStr<'_> {
    let start: String = address.chars().take(8).collect::<String>().to_ascii_lowercase();
    if SCHEMES.iter().any(|scheme| start.starts_with(scheme)) { address } else { CowStr::Borrowed("#") }
}

/// The headings that the text is under. Authors begin with any level and leave out others; in the page each is one below
/// the one that it is under, so that nobody who goes from heading to heading misses one.
struct Outline {
    /// The level of the text's first heading.
    level: u8,
    /// Levels as the author gave them, the outermost first.
    open: Vec<HeadingLevel>,
}

impl Outline {
    fn enter(&mut self, own: HeadingLevel) -> HeadingLevel {
        self.open.retain(|above| *above < own);
        self.open.push(own);
        self.here()
    }

    fn here(&self) -> HeadingLevel {
        let wanted = usize::from(self.level) + self.open.len().saturating_sub(1);
        HeadingLevel::try_from(wanted.clamp(2, 6)).unwrap_or(HeadingLevel::H6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_it_would_be_long_or_deep() {
        let wide = format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|\n".repeat(500));
        let (page, whole) = Html::bounded_markdown(&wide, 2, 20_000);
        assert!(!whole && page.len() < 25_000, "{}", page.len());
        assert!(page.to_string().ends_with("</table>\n"), "{page}");
        let (page, whole) = Html::bounded_markdown(&format!("{} a", ">".repeat(5_000)), 2, 20_000);
        assert!(!whole && page.len() < 2_000);
        assert_eq!(page.to_string().matches("<blockquote>").count(), page.to_string().matches("</blockquote>").count());
        let (page, whole) = Html::bounded_markdown("a *b*", 2, 20_000);
        assert_eq!((page.to_string().as_str(), whole), ("<p>a <em>b</em></p>\n", true));
    }

    #[test]
    fn headings_go_down_one_level_at_a_time() {
        let page = Html::markdown("## A\n#### B\n##### C\n## D\n# E\n### F", 3).to_string();
        let levels: Vec<_> = page.match_indices("<h").map(|(at, _)| &page[at + 2..at + 3]).collect();
        assert_eq!(levels, ["3", "4", "5", "3", "3", "4"], "{page}");
        assert!(page.contains("<h5>C</h5>"), "{page}");
    }

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
