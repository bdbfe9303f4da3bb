//! Feeds in Atom (RFC 4287), for readers of news and for programs that follow what is new.

use emn_protocol::time::Timestamp;

use crate::error::ExportError;
use crate::format::Format;
use crate::xml::Xml;

/// Media type of a feed.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// A feed.
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    /// Its lasting name, an IRI.
    pub id: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// Language of the title (BCP 47).
    pub lang: &'a str,
    /// When something in it changed last.
    pub updated: Timestamp,
    /// Who says all this.
    pub author: &'a str,
    /// Where this feed is.
    pub own: &'a str,
    /// Where a page with the same content is.
    pub page: Option<&'a str>,
    /// Where older entries are (RFC 5005).
    pub next: Option<&'a str>,
    /// The newest first.
    pub entries: &'a [FeedEntry],
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its lasting name, an IRI.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Language of the title (BCP 47).
    pub title_lang: String,
    /// The beginning of it.
    pub summary: String,
    /// Language of the summary (BCP 47).
    pub summary_lang: String,
    /// When it was signed.
    pub updated: Timestamp,
    /// Who made it.
    pub author: String,
    /// Where it can be read.
    pub href: String,
    /// Media type of what is there.
    pub media_type: String,
    /// Its files.
    pub enclosures: Vec<Enclosure>,
    /// Ids of its topics with their labels.
    pub topics: Vec<(String, String)>,
}

/// A file of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Where it is.
    pub href: String,
    /// Its media type.
    pub media_type: String,
    /// What it is.
    pub title: String,
}

/// The lasting name of a record.
pub fn record_id(id: &emn_protocol::ids::EntryId) -> String {
    format!("urn:emn:record:{id}")
}

/// A feed as Atom.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn feed(feed: &Feed<'_>) -> Result<Vec<u8>, ExportError> {
    written(feed).map_err(|error| ExportError::library(Format::Html)(&error))
}

fn written(feed: &Feed<'_>) -> std::io::Result<Vec<u8>> {
    let mut out = Xml::new()?;
    out.open("feed", &[("xmlns", ATOM), ("xml:lang", feed.lang)])?;
    out.element("id", &[], feed.id)?;
    out.element("title", &[], feed.title)?;
    out.element("updated", &[], &feed.updated.to_string())?;
    person(&mut out, feed.author)?;
    out.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", feed.own)])?;
    if let Some(page) = feed.page {
        out.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", page)])?;
    }
    if let Some(next) = feed.next {
        out.empty("link", &[("rel", "next"), ("type", "application/atom+xml"), ("href", next)])?;
    }
    out.element("generator", &[("version", env!("CARGO_PKG_VERSION"))], "emn")?;
    for item in feed.entries {
        entry(&mut out, item)?;
    }
    out.close("feed")?;
    Ok(out.into_bytes())
}

fn entry(out: &mut Xml, entry: &FeedEntry) -> std::io::Result<()> {
    out.open("entry", &[])?;
    out.element("id", &[], &entry.id)?;
    out.element("title", &[("xml:lang", &entry.title_lang)], &entry.title)?;
    out.element("updated", &[], &entry.updated.to_string())?;
    person(out, &entry.author)?;
    out.empty("link", &[("rel", "alternate"), ("type", &entry.media_type), ("href", &entry.href)])?;
    for file in &entry.enclosures {
        let link = [("rel", "enclosure"), ("type", &*file.media_type), ("title", &*file.title), ("href", &*file.href)];
        out.empty("link", &link)?;
    }
    for (topic, label) in &entry.topics {
        out.empty("category", &[("scheme", "urn:emn:topic"), ("term", topic), ("label", label)])?;
    }
    if !entry.summary.is_empty() {
        out.element("summary", &[("xml:lang", &entry.summary_lang)], &entry.summary)?;
    }
    out.close("entry")
}

/// An author must have a name.
fn person(out: &mut Xml, name: &str) -> std::io::Result<()> {
    out.open("author", &[])?;
    out.element("name", &[], if name.trim().is_empty() { "EMN" } else { name })?;
    out.close("author")
}

#[cfg(test)]
mod tests {
    use emn_protocol::testing::at;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;
    use crate::samples::HOSTILE;

    fn entry_saying(text: &str) -> FeedEntry {
        FeedEntry {
            id: "urn:emn:record:a".to_owned(),
            title: text.to_owned(),
            title_lang: "nl".to_owned(),
            summary: text.to_owned(),
            summary_lang: "nl".to_owned(),
            updated: at(5),
            author: text.to_owned(),
            href: "http://h/records/a".to_owned(),
            media_type: "text/html".to_owned(),
            enclosures: vec![Enclosure {
                href: "http://h/a.csv?b=1&c=2".to_owned(),
                media_type: "text/csv".to_owned(),
                title: text.to_owned(),
            }],
            topics: vec![("trafficking".to_owned(), text.to_owned())],
        }
    }

    fn elements(entries: &[FeedEntry]) -> (String, Vec<String>) {
        let whole = Feed {
            id: "urn:emn:feed:records",
            title: "Newest",
            lang: "en",
            updated: at(9),
            author: "",
            own: "http://h/feeds/records.atom",
            page: Some("http://h/"),
            next: Some("http://h/feeds/records.atom?cursor=x"),
            entries,
        };
        let text = String::from_utf8(feed(&whole).unwrap()).unwrap();
        let mut reader = Reader::from_str(&text);
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => {
                    assert!(start.attributes().all(|attribute| attribute.is_ok()), "{text}");
                    names.push(start.name().as_ref().to_owned());
                }
                _ => {}
            }
        }
        (text, names)
    }

    #[test]
    fn feed_has_what_the_standard_asks_for() {
        let (text, names) = elements(&[entry_saying("Cijfers")]);
        for name in ["id", "title", "updated", "author"] {
            assert_eq!(names.iter().filter(|known| *known == name).count(), 2, "{name}: {text}");
        }
        assert!(text.contains("<link rel=\"self\"") && text.contains("<name>EMN</name>"), "{text}");
        assert!(text.contains("href=\"http://h/a.csv?b=1&amp;c=2\""), "{text}");
        assert!(text.contains("<category scheme=\"urn:emn:topic\" term=\"trafficking\" label=\"Cijfers\"/>"), "{text}");
    }

    #[test]
    fn hostile_texts_add_no_element_and_no_character_that_xml_forbids() {
        let (_, names) = elements(&[entry_saying("Cijfers")]);
        let (text, hostile) = elements(&[entry_saying(&format!("{HOSTILE}\u{ffff}\u{1}</entry>"))]);
        assert_eq!(names, hostile, "{text}");
        let allowed =
            |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(text.chars().all(allowed), "{text}");
    }
}
